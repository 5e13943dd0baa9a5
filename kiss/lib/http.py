"""The request as our views know it."""

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django_htmx.middleware import HtmxDetails

if TYPE_CHECKING:
    from schools.models import User


class Request(HttpRequest):
    """A request from somebody who is logged in."""

    user: "User"
    htmx: HtmxDetails


def login_address() -> str:
    """Return where people log in, for a mail; empty if the installation has not one address."""
    origins = settings.CSRF_TRUSTED_ORIGINS
    if not origins or "*" in origins[0]:
        return ""
    return urljoin(origins[0], reverse(settings.LOGIN_URL))

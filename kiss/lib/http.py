"""The request as our views know it."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

if TYPE_CHECKING:
    from schools.models import User


class Request(HttpRequest):
    """A request from somebody who is logged in."""

    user: "User"
    htmx: HtmxDetails

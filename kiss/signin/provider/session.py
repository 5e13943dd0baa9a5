"""How somebody came in, as their session remembers it."""

import time
from typing import Any, Final

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

# What allauth notes of each way somebody has shown who they are has this name for ours.
METHOD: Final = "provider"
# In a session that has ended: the next login here is asked of the provider anew, for its own
# session goes on, also when the computer has got another user.
ASK_AGAIN: Final = "ask_again"


def came_by_provider(request: HttpRequest, user: Any = None) -> bool:
    """Test whether somebody has come in by the municipality's sign-in in this session."""
    return bool(_records(request, user))


def provider_was_factor(request: HttpRequest, user: Any = None) -> bool:
    """Test whether the provider was so sure that we ask for no second factor of our own."""
    return any(record.get("is_factor") for record in _records(request, user))


def confirmed_lately(request: HttpRequest) -> bool:
    """Test whether somebody has confirmed that it is them within ten minutes."""
    return any(
        record.get("reauthenticated")
        and time.time() - record["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        for record in get_authentication_records(request, request.user)
    )


def _records(request: HttpRequest, user: Any) -> list[dict]:
    held = get_authentication_records(request, user or request.user)
    return [record for record in held if record["method"] == METHOD]

"""What is asked of every request before a view is: a second factor, and a session that holds."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils import timezone

from kiss.signin import sessions
from kiss.signin.provider.session import ASK_AGAIN, came_by_provider, provider_was_factor
from schools.actions import has_factor

type View = Callable[[HttpRequest], HttpResponse]

# Where somebody without a second factor gets to: making one, confirming who they are, and out
# again. The last three know nothing about anybody.
WITHOUT_FACTOR = {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "account_reauthenticate",
    "account_logout",
    "provider_answer",
    "provider_confirm",
    "provider_go",
    "saml_answer",
    "saml_finish",
    "saml_metadata",
    "session",
    "livez",
    "readyz",
    "accessibility",
}
# In the session: that its owner has a factor. A reset ends the session, so it cannot be stale.
HAS_FACTOR = "has_factor"


# What the browser has kept of our pages is forgotten. Not "cookies": that would take every cookie
# of the municipality's whole domain.
FORGET = '"cache", "storage"'
ENDED = (
    "Du er logget ud, fordi der ikke er sket noget i 20 minutter, eller fordi der er gået ti timer."
)


def session_limits(get_response: View) -> View:
    """End a session that nobody has used for 20 minutes, or that is ten hours old."""

    def middleware(request: Any) -> HttpResponse:
        was_in = request.user.is_authenticated
        if was_in:
            now = timezone.now()
            end = sessions.ends_at(request.session)
            if end is not None and now >= end:
                by_provider = came_by_provider(request)
                logout(request)
                if by_provider:
                    request.session[ASK_AGAIN] = True
                messages.info(request, ENDED)
            elif not sessions.is_background(request):
                sessions.touch(request.session, now)
        response = get_response(request)
        if was_in and not request.user.is_authenticated:
            response["Clear-Site-Data"] = FORGET
        elif request.user.is_authenticated and not was_in:
            sessions.touch(request.session, timezone.now())
        return response

    return middleware


def second_factor(get_response: View) -> View:
    """Let whoever has no second factor reach only the pages where one is made."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if lacks_factor(request) and _name(request.path_info) not in WITHOUT_FACTOR:
            return redirect("mfa_index")
        return get_response(request)

    return middleware


def lacks_factor(request: Any) -> bool:
    """Test whether somebody is logged in by too little and must enrol a factor first.

    The municipality's sign-in is enough alone when it was sure enough of who it is.
    """
    if not settings.SECOND_FACTOR or not request.user.is_authenticated:
        return False
    if request.session.get(HAS_FACTOR):
        return False
    if has_factor(request.user) or provider_was_factor(request):
        request.session[HAS_FACTOR] = True
        return False
    return True


def _name(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""

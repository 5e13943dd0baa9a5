"""The pages about logging in: factors, codes for need, and how one is asked once more."""

from datetime import timedelta
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import generate_recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kiss.lib.http import Request
from kiss.lib.models import Refused
from kiss.lib.stepup import step_up
from kiss.signin import sessions as holding
from kiss.signin.middleware import lacks_factor
from kiss.signin.provider import oidc
from kiss.signin.provider.configuration import provider
from kiss.signin.provider.session import ASK_AGAIN, came_by_provider, provider_was_factor
from kiss.signin.provider.views import onward
from schools import actions
from schools.models import SignInEvent

FOUND = 302
SHOWN = 8
# The length of every window in ACCOUNT_RATE_LIMITS.
WINDOW = timedelta(minutes=5)
TOO_MANY = {"too_many_login_attempts", "rate_limited"}


@require_safe
def factors(request: Request) -> HttpResponse:
    """Show what somebody confirms with; to whoever has nothing yet, how to get it."""
    if lacks_factor(request):
        return render(request, "signin/enrol.html")
    held = list(Authenticator.objects.filter(user=request.user).order_by("created_at", "pk"))
    of_type = {kind: [row for row in held if row.type == kind] for kind in Authenticator.Type}
    codes = of_type[Authenticator.Type.RECOVERY_CODES]
    keys = of_type[Authenticator.Type.WEBAUTHN]
    apps = of_type[Authenticator.Type.TOTP]
    context = {
        "provider": provider(),
        "by_provider": came_by_provider(request),
        "is_enough": provider_was_factor(request),
        "app": apps[0] if apps else None,
        "keys": keys,
        "may_remove": len(keys) + len(apps) > 1,
        "has_factor": bool(keys or apps),
        "codes_left": len(codes[0].wrap().get_unused_codes()) if codes else 0,
        "events": SignInEvent.objects.filter(user=request.user)
        .select_related("by")
        .order_by("-at", "-pk")[:SHOWN],
    }
    return render(request, "signin/factors.html", context)


@require_http_methods(["GET", "POST"])
def add_app(request: Request) -> HttpResponse:
    """Couple the app on one's telephone. There is room for one."""
    if Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).exists():
        messages.info(request, "Din app er allerede koblet til.")
        return redirect("mfa_index")
    return _proven(request, totp.activate_totp(request))


@require_http_methods(["GET", "POST"])
def add_key(request: Request) -> HttpResponse:
    """Make a passkey on one's computer; one may have several."""
    return _proven(request, webauthn.add_webauthn(request))


def _proven(request: Request, response: HttpResponse) -> HttpResponse:
    """Let whoever has just used a new factor see the codes for need without being asked again."""
    if request.method == "POST" and response.status_code == FOUND:
        record_authentication(request, request.user, method="mfa", reauthenticated=True)
    return response


@require_POST
@step_up
def remove_factor(request: Request, pk: int) -> HttpResponse:
    factor = get_object_or_404(Authenticator, pk=pk, user=request.user, type__in=actions.FACTORS)
    try:
        actions.remove_factor(factor, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "Den er fjernet.")
    return redirect("mfa_index")


@require_safe
@step_up
def recovery_codes(request: Request) -> HttpResponse:
    """Show the codes for need that are left, to be printed or written down."""
    codes = Authenticator.objects.filter(
        user=request.user, type=Authenticator.Type.RECOVERY_CODES
    ).first()
    if codes is None:
        raise Http404
    left = codes.wrap().get_unused_codes()
    return render(request, "signin/codes.html", {"codes": left})


@require_POST
@step_up
def new_codes(request: Request) -> HttpResponse:
    if not actions.has_factor(request.user):
        return redirect("mfa_index")
    generate_recovery_codes(request)
    return redirect("mfa_view_recovery_codes")


@require_http_methods(["GET", "POST"])
def session(request: Request) -> HttpResponse:
    """Tell the page how many seconds are left. GET only asks; POST is somebody who stays.

    And who it is, with the token of their forms: another tab may have logged in since.
    """
    left = holding.seconds_left(request.session, timezone.now())
    return JsonResponse({"left": left, "user": request.user.public_id, "token": get_token(request)})


@require_safe
def sessions(request: Request) -> HttpResponse:
    """Show where one is logged in."""
    now = timezone.now()
    context = {
        "sessions": holding.own_sessions(request, request.user, now),
        "now": now,
        "by_provider": came_by_provider(request),
    }
    return render(request, "signin/sessions.html", context)


@require_POST
@step_up
def end_session(request: Request, pk: int) -> HttpResponse:
    own = get_object_or_404(UserSession, pk=pk, user=request.user)
    if own.session_key == request.session.session_key:
        return redirect("account_logout")
    actions.end_sessions([own], by=request.user)
    messages.success(request, "Der er logget ud på den enhed.")
    return redirect("usersessions_list")


@require_POST
@step_up
def end_other_sessions(request: Request) -> HttpResponse:
    others = UserSession.objects.filter(user=request.user).exclude(
        session_key=request.session.session_key
    )
    ended = actions.end_sessions(others, by=request.user)
    messages.success(
        request,
        "Der er logget ud alle andre steder." if ended else "Du var ikke logget ind andre steder.",
    )
    return redirect("usersessions_list")


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say when to try again; the longest it can take, since that differs per try."""
    again_at = timezone.localtime(timezone.now() + WINDOW)
    response = render(request, "429.html", {"again_at": again_at}, status=429)
    response["Retry-After"] = str(int(WINDOW.total_seconds()))
    return response


def saying_when(view: Any) -> Any:
    """Answer 429 with when to try again also where a form only says that it was too many times."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        context = getattr(response, "context_data", None) or {}
        forms = (context.get("form"), context.get("webauthn_form"))
        codes = {
            error.code
            for form in forms
            if form is not None and form.is_bound
            for errors in form.errors.as_data().values()
            for error in errors
        }
        return too_many(request) if codes & TOO_MANY else response

    return answer


def where_passwords_are(view: Any) -> Any:
    """Answer 404 where nobody logs in with a password, so that nobody makes one in vain."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.PASSWORD_LOGIN:
            raise Http404
        return view(request, *args, **kwargs)

    return answer


@login_not_required
def log_out(request: HttpRequest) -> HttpResponse:
    """Log somebody out; whoever came by the municipality's sign-in also there, if it can be done.

    The next login in this browser is asked of the provider anew, for others may sit down here.
    """
    there = provider() if came_by_provider(request) else None
    response = account.logout(request)
    if there is None or request.user.is_authenticated:
        return response
    request.session[ASK_AGAIN] = True
    address = oidc.way_out(request, there) if there.kind == "oidc" else ""
    return onward(request, there, address) if address else response


log_in = saying_when(account.login)
password_change = where_passwords_are(account.password_change)
password_set = where_passwords_are(account.password_set)
password_reset = where_passwords_are(account.password_reset)
password_reset_done = where_passwords_are(account.password_reset_done)
password_reset_from_key = where_passwords_are(account.password_reset_from_key)
password_reset_from_key_done = where_passwords_are(account.password_reset_from_key_done)
confirm_login = saying_when(mfa.authenticate)
confirm_by_password = saying_when(account.reauthenticate)
confirm_by_code = saying_when(mfa.reauthenticate)
confirm_by_key = saying_when(webauthn.reauthenticate_webauthn)

"""The way to the municipality's sign-in and back.

A form that is answered with a redirect to another host is stopped by our own Content-Security-
Policy. So we answer with a page that goes on by itself, and has a link for whoever waits.
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST, require_safe

from kiss.lib.http import Request
from kiss.signin.provider import oidc, saml
from kiss.signin.provider.arrival import Arrival, TurnedAway
from kiss.signin.provider.configuration import Provider, provider
from kiss.signin.provider.session import ASK_AGAIN, METHOD, came_by_provider
from kiss.signin.provider.words import REASONS
from schools.actions import link_sign_in, note_vouched_for, user_of
from schools.models import User

log = logging.getLogger(__name__)

type State = dict[str, Any]
type Arriving = Callable[[HttpRequest, Provider], tuple[Arrival, State]]


@login_not_required
@require_POST
def go(request: HttpRequest) -> HttpResponse:
    """Send somebody to the municipality's sign-in: to come in, or to confirm that it is them."""
    there = _provider_or_404()
    if refused := ratelimit.consume_or_429(request, action="login"):
        return refused
    confirms = request.user.is_authenticated
    asks_again = confirms or bool(request.session.get(ASK_AGAIN))
    state = {
        "next": get_next_redirect_url(request) or "/",
        "confirms": request.user.pk if confirms else None,
        "asks_again": asks_again,
        "asked_at": timezone.now().timestamp(),
    }
    way_to = oidc.way_to if there.kind == "oidc" else saml.way_to
    try:
        address = way_to(request, there, state, asks_again=asks_again)
    except TurnedAway as refusal:
        return turn_away(request, refusal, there)
    return onward(request, there, address)


def onward(request: HttpRequest, there: Provider, address: str) -> HttpResponse:
    """Answer with a page that goes on to the provider by itself."""
    return render(request, "signin/onward.html", {"provider": there, "address": address})


@login_not_required
@require_GET
def answer(request: HttpRequest) -> HttpResponse:
    """Receive somebody from an OpenID Connect provider."""
    return _receive(request, _provider_or_404("oidc"), oidc.arrive)


@csrf_exempt
@login_not_required
@require_POST
def saml_answer(request: HttpRequest) -> HttpResponse:
    """Pass a SAML answer on to ourselves.

    The provider's page sent the form, so the browser left our cookies out. Sent once more from a
    page of ours they come with it. Nothing is read, kept or believed here.
    """
    there = _provider_or_404("saml")
    context = {"provider": there, "answer": request.POST.get("SAMLResponse", "")}
    return render(request, "signin/saml_answer.html", context)


@csrf_exempt  # The session must hold the question that the signed answer belongs to.
@login_not_required
@require_POST
def saml_finish(request: HttpRequest) -> HttpResponse:
    """Receive somebody from a SAML provider."""
    return _receive(request, _provider_or_404("saml"), saml.arrive)


@login_not_required
@require_safe
def saml_metadata(request: HttpRequest) -> HttpResponse:
    """Tell the provider's administrator about us, in the form their system reads."""
    text = saml.metadata(request, _provider_or_404("saml"))
    return HttpResponse(text, content_type="application/samlmetadata+xml")


def _provider_or_404(kind: str = "") -> Provider:
    there = provider()
    if there is None or (kind and there.kind != kind):
        raise Http404
    return there


def _receive(request: HttpRequest, there: Provider, arrive: Arriving) -> HttpResponse:
    if refused := ratelimit.consume_or_429(request, action="login"):
        return refused
    try:
        arrival, state = arrive(request, there)
        arrival.refuse_if_too_weak()
        if state["asks_again"]:
            arrival.refuse_unless_asked_since(datetime.fromtimestamp(state["asked_at"], UTC))
        if state["confirms"]:
            return _confirm(request, arrival, state)
        return _come_in(request, arrival, state)
    except TurnedAway as refusal:
        return turn_away(request, refusal, there)


def _come_in(request: HttpRequest, arrival: Arrival, state: State) -> HttpResponse:
    on = timezone.localdate()
    known = {"issuer": arrival.provider.issuer, "subject": arrival.subject}
    user = user_of(**known) or link_sign_in(**known, mail=arrival.mail, on=on)
    _vouch(user, arrival)
    if request.user.is_authenticated:
        get_adapter().logout(request)
    request.session.pop(ASK_AGAIN, None)
    _remember(request, user, arrival)
    return perform_login(request, Login(user=user, redirect_url=state["next"]))


def _confirm(request: HttpRequest, arrival: Arrival, state: State) -> HttpResponse:
    if request.user.pk != state["confirms"]:
        raise TurnedAway("wrong", "somebody else is logged in now")
    user = user_of(issuer=arrival.provider.issuer, subject=arrival.subject)
    if user != request.user:
        raise TurnedAway("other")
    _vouch(user, arrival)
    _remember(request, user, arrival, reauthenticated=True)
    return _resume(request, state["next"])


def _vouch(user: User | None, arrival: Arrival) -> None:
    if user is None:
        raise TurnedAway("unknown")
    if not user.is_active:
        raise TurnedAway("closed")
    note_vouched_for(
        user,
        issuer=arrival.provider.issuer,
        subject=arrival.subject,
        roles=arrival.roles(),
        on=timezone.localdate(),
    )


def _remember(request: HttpRequest, user: Any, arrival: Arrival, **extra: bool) -> None:
    record_authentication(request, user, METHOD, is_factor=arrival.is_factor, **extra)


def _resume(request: HttpRequest, address: str) -> HttpResponse:
    """Do what somebody was on their way to when they were asked; a form they sent has waited."""
    request.GET = QueryDict(urlencode({"next": address}))
    request.POST = QueryDict()
    return resume_request(request) or redirect("/")


def turn_away(request: HttpRequest, refusal: TurnedAway, there: Provider) -> HttpResponse:
    """Say why somebody cannot come in, and whom to ask. The log is told no names."""
    log.warning("turned away at the provider's door: %s %s", refusal.reason, refusal.cause)
    words = REASONS[refusal.reason]
    context = {"words": words, "provider": there}
    return render(request, "signin/turned_away.html", context, status=words.status)


@require_safe
def confirm(request: Request) -> HttpResponse:
    """Ask somebody to confirm at the provider that it is them, before something that needs it."""
    address = get_next_redirect_url(request) or "/"
    there = provider()
    if there is None or not came_by_provider(request):
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': address})}")
    ways = [
        {**way, "url": f"{way['url']}?{urlencode({'next': address})}"}
        for way in get_adapter().get_reauthentication_methods(request.user)
        if way["id"] != METHOD
    ]
    context = {"provider": there, "next": address, "ways": ways}
    return render(request, "signin/confirm_by_provider.html", context)

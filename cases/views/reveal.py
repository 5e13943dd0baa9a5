"""Protected names and numbers and the CPR number: asked for with a reason, and shown once."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.actions import once
from cases.forms.emergency import RevealForm
from cases.models import Case
from cases.permissions import get_pupil, may, note_lookup, visible_cases
from cases.protection import Reason, Secret, masked, secrets_of, shown
from cases.views.answer import page
from kiss.lib.http import Request
from kiss.lib.stepup import demand_fresh
from schools.models import Pupil, User
from schools.roles import Thing


@require_http_methods(["GET", "POST"])
def reveal(request: Request, public_id: str) -> HttpResponse:
    """Ask what of a child is to be shown and why, and show it once."""
    pupil = get_pupil(request, public_id, purpose="Siden om beskyttede oplysninger")
    today = timezone.localdate()
    secrets = secrets_of(request.user, pupil, today)
    if not secrets and not _may_ever(request.user, today):
        raise PermissionDenied
    demand_fresh(request)
    case = visible_cases(request.user, today).open().filter(pupil=pupil).first()
    back = case.get_absolute_url() if case else reverse("absence:pupil", args=[pupil.public_id])
    context = {
        "pupil": pupil,
        "back_url": back,
        "page_url": reverse("cases:reveal", args=[pupil.public_id]),
        "frame": "base.html",
        "crumbs": [
            {"label": case.number if case else "Elev", "url": back},
            {"label": "Beskyttede oplysninger"},
        ],
    }
    return asked(request, pupil, case, secrets, context, purpose="Fik vist beskyttede oplysninger")


def _may_ever(user: User, today: date) -> bool:
    return may(user, Thing.REVEAL, today) or may(user, Thing.CPR, today)


def asked(
    request: Request,
    pupil: Pupil,
    case: Case | None,
    secrets: list[Secret],
    context: dict[str, Any],
    *,
    purpose: str,
) -> HttpResponse:
    """Show the form, or what it asks for: once, so that a page loaded again shows it no more."""
    form = RevealForm(
        request.POST if request.method == "POST" else None,
        choices=[(row.key, masked(pupil, row)) for row in secrets],
        initial={"what": _asked_for(request, secrets)},
    )
    context = {**context, "secrets": secrets}
    if not form.is_valid():
        return page(request, "cases/reveal.html", form, context)
    given = form.given()
    secret = next(row for row in secrets if row.key == given["what"])
    first = []

    def act() -> str:
        note_lookup(
            request,
            pupil=pupil,
            case=case,
            purpose=f"{purpose}: {Reason(given['reason']).label}",
            search=secret.label,
        )
        first.append(secret)
        return context["page_url"]

    address = once(form.cleaned_data["form_id"], act, by=request.user)
    if not first:
        return redirect(address)
    context = {**context, "shown": shown(pupil, secret.key), "at": timezone.localtime()}
    return render(request, "cases/revealed.html", context)


def _asked_for(request: Request, secrets: list[Secret]) -> str:
    """Return what a link asked for, or the only thing there is."""
    wanted = request.GET.get("hvad", "")
    if any(row.key == wanted for row in secrets):
        return wanted
    return secrets[0].key if len(secrets) == 1 else ""

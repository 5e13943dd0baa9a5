"""Who is named on a case, what it works with, and how worried they are."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cases import actions
from cases.consents import holding
from cases.forms import FocusForm, ParticipantForm
from cases.forms.rounds import LevelForm
from cases.levels import level_of, levels_in_use
from cases.models import Case, CaseParticipant
from cases.permissions import LEAD, get_case
from cases.views.answer import done, page
from cases.views.frame import frame_of
from kiss.lib.http import Request
from kiss.lib.models import Refused
from kiss.lib.stepup import demand_fresh


@require_http_methods(["GET", "POST"])
def participants(request: Request, public_id: str) -> HttpResponse:
    """Show who is named on a case, and name somebody more."""
    case = get_case(request, public_id, to=LEAD, purpose="Personer på sagen")
    today = timezone.localdate()
    named = CaseParticipant.objects.filter(case=case).select_related("user", "consent")
    form = ParticipantForm(
        request.POST or None,
        initial={"starts_on": today},
        people=actions.possible_participants(case, today),
        consents=holding(case, today),
    )

    def act() -> str:
        actions.add_participant(case, on=today, by=request.user, **form.given())
        return reverse("cases:participants", args=[case.public_id])

    if form.is_valid():
        demand_fresh(request)
    if answer := done(request, form, act, say="Personen er knyttet til sagen."):
        return answer
    context = {
        **_frame(request, case, "Personer"),
        "current": [row for row in named.order_by("starts_on", "pk") if not _is_over(row, today)],
        "former": [row for row in named.order_by("-ends_on", "pk") if _is_over(row, today)],
    }
    return page(request, "cases/participants.html", form, context)


@require_POST
def participant_end(request: Request, public_id: str, pk: int) -> HttpResponse:
    """End somebody's part in a case today."""
    case = get_case(request, public_id, to=LEAD, purpose="Afslutter en persons adgang")
    participant = get_object_or_404(CaseParticipant, pk=pk, case=case)
    try:
        actions.end_participant(participant, on=timezone.localdate(), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{participant.user} har adgang dagen ud og ikke længere.")
    return redirect("cases:participants", case.public_id)


@require_http_methods(["GET", "POST"])
def focus(request: Request, public_id: str) -> HttpResponse:
    """Say what the case works with now, and why."""
    case = get_case(request, public_id, to=LEAD, purpose="Skifter fokus")
    today = timezone.localdate()
    form = FocusForm(
        request.POST or None, now=case.focus, initial={"to": request.GET.get("til", case.focus)}
    )

    def act() -> str:
        actions.change_focus(case, on=today, by=request.user, **form.given())
        return case.get_absolute_url()

    if answer := done(request, form, act, say="Sagens fokus er gemt."):
        return answer
    context = {
        **_frame(request, case, "Fokus"),
        "changes": case.focus_changes.select_related("by").order_by("-on", "-pk"),
    }
    return page(request, "cases/focus.html", form, context)


@require_http_methods(["GET", "POST"])
def level(request: Request, public_id: str) -> HttpResponse:
    """Say where on the municipality's scale of concern a professional places the case, and why."""
    case = get_case(request, public_id, to=LEAD, purpose="Vurderer bekymringen")
    today = timezone.localdate()
    now = level_of(case)
    form = LevelForm(
        request.POST or None,
        levels=levels_in_use(now),
        initial={"level": now.pk if now else None},
    )

    def act() -> str:
        actions.set_level(case, on=today, by=request.user, **form.given())
        return case.get_absolute_url()

    if answer := done(request, form, act, say="Vurderingen er gemt."):
        return answer
    context = {
        **_frame(request, case, "Bekymring"),
        "has_scale": bool(levels_in_use(now)),
        "changes": case.level_changes.select_related("by", "level").order_by("-on", "-pk"),
    }
    return page(request, "cases/level.html", form, context)


def _is_over(participant: CaseParticipant, today: Any) -> bool:
    ended = participant.ends_on is not None and participant.ends_on < today
    return ended or not CaseParticipant.objects.standing().filter(pk=participant.pk).exists()


def _frame(request: Request, case: Case, name: str) -> dict[str, Any]:
    today = timezone.localdate()
    return frame_of(request, case, today).context(today, page=name)

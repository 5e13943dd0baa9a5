"""Opening a case about a pupil, from a flag, a concern, or because a leader wants to."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from absence.actions.flags import decide
from absence.models import Flag, FlagDecision
from absence.overview import classes_of
from absence.sentences import rule_tags, why
from cases import actions
from cases.forms import OpenCaseForm
from cases.models import Case, Concern
from cases.permissions import get_pupil, visible_cases
from cases.views.answer import done, page
from kiss.lib.http import Request
from schools.calendars import Calendars
from schools.models import Pupil
from schools.roles import Thing

WAITING = (Flag.Status.NEW, Flag.Status.SEEN, Flag.Status.COMING)


@require_http_methods(["GET", "POST"])
def open_case(request: Request, public_id: str) -> HttpResponse:
    """Open a case about a pupil; its waiting flags are answered by it."""
    pupil = get_pupil(request, public_id, purpose="Opretter en sag", to=Thing.APPOINT)
    today = timezone.localdate()
    if already := visible_cases(request.user, today).open().filter(pupil=pupil).first():
        messages.info(request, f"Der er allerede en åben sag: {already.number}.")
        return redirect(already)
    school_class = classes_of([pupil.pk], today)[pupil.pk]
    school = school_class.school
    flags = list(Flag.objects.filter(pupil=pupil, status__in=WAITING).order_by("due_on", "pk"))
    concerns = Concern.objects.filter(pupil=pupil, decided_on=None).order_by("-noted_on", "-pk")
    form = OpenCaseForm(
        request.POST or None,
        initial={"because": _proposal(list(concerns))},
        tovholdere=actions.possible_tovholdere(school, pupil, today),
    )

    def act() -> str:
        case = actions.open_case(pupil, school=school, on=today, by=request.user, **form.given())
        _answer_flags(pupil, case, request, today)
        return case.get_absolute_url()

    if answer := done(request, form, act, say="Sagen er oprettet."):
        return answer
    figures = Calendars.load().municipality().numbers(today)
    earlier = visible_cases(request.user, today).filter(pupil=pupil).order_by("-opened_on")
    context = {
        "pupil": pupil,
        "school_class": school_class,
        "flags": [{"tags": rule_tags(flag.rule), "why": why(flag, figures)} for flag in flags],
        "concerns": concerns,
        "earlier": earlier,
        "may_be_reopened": earlier.filter(school=school).first(),
        "has_tovholdere": actions.possible_tovholdere(school, pupil, today).exists(),
        "crumbs": _crumbs(),
    }
    return page(request, "cases/open.html", form, context)


def _answer_flags(pupil: Pupil, case: Case, request: Request, today: date) -> None:
    """Let the case be the answer to the pupil's waiting flags, in the same transaction."""
    if Flag.objects.filter(pupil=pupil, status__in=WAITING).exists():
        decide(
            pupil,
            kind=FlagDecision.Kind.CASE,
            reason="",
            talk_with="",
            look_again_on=None,
            case=case,
            on=today,
            by=request.user,
        )


def _proposal(concerns: list[Concern]) -> str:
    """Return what the reason may begin with: what somebody wrote, never a figure alone."""
    return concerns[0].text if concerns else ""


def _crumbs() -> list[dict[str, Any]]:
    return [{"label": "Sager", "url": reverse("cases:list")}, {"label": "Opret sag"}]

"""Somebody stands in for a tovholder who is away: in one case, or in all of theirs there."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from absence.overview import classes_of, whom
from cases import actions
from cases.forms.covers import CoverForm
from cases.models import Case, Cover
from cases.permissions import LEAD, get_case, may_appoint_in, note_list, visible_cases
from cases.views.answer import done, page
from cases.views.frame import frame_of
from cases.views.handovers import hands_on
from kiss.lib.http import Request
from kiss.lib.models import Refused
from kiss.lib.stepup import demand_fresh


@require_http_methods(["GET", "POST"])
def cover(request: Request, public_id: str) -> HttpResponse:
    """Choose who stands in, for how long, and in which of the tovholder's cases."""
    case = get_case(request, public_id, purpose="Vikar for tovholderen")
    today = timezone.localdate()
    if not hands_on(request.user, case, today):
        raise PermissionDenied
    frame = frame_of(request, case, today)
    theirs = _cases_of(request, case)
    classes = classes_of([row.pupil_id for row in theirs], today)
    note_list(request, pupils=[row.pupil_id for row in theirs], purpose="Vikar for tovholderen")
    covered = set(
        Cover.objects.in_force(today).filter(case__in=theirs).values_list("case", flat=True)
    )
    form = CoverForm(
        request.POST or None,
        initial={
            "starts_on": today,
            "cases": [row.public_id for row in theirs if row.pk not in covered],
        },
        today=today,
        people=actions.possible_substitutes(case, today),
        cases=[
            (row.public_id, f"{whom(row.pupil, classes.get(row.pupil_id))}, {row.number}")
            for row in theirs
        ],
    )

    def act() -> str:
        given = form.given()
        wanted = given.pop("cases")
        chosen = [row for row in theirs if row.public_id in wanted]
        actions.cover_cases(chosen, **given, on=today, by=request.user)
        return case.get_absolute_url()

    if form.is_valid():
        demand_fresh(request)
    if answer := done(request, form, act, say="Vikaren kan se sagerne i den periode."):
        return answer
    covers = Cover.objects.not_over(today).filter(case=case).select_related("substitute")
    context = {
        **frame.context(today, page="Vikar"),
        "covers": covers.order_by("starts_on", "pk"),
        "has_possible": actions.possible_substitutes(case, today).exists(),
    }
    return page(request, "cases/cover.html", form, context)


@require_POST
def cover_end(request: Request, public_id: str, pk: int) -> HttpResponse:
    """End a cover with the day, or take one back that has not begun."""
    case = get_case(request, public_id, purpose="Vikaren stopper")
    today = timezone.localdate()
    if not hands_on(request.user, case, today):
        raise PermissionDenied
    row = get_object_or_404(Cover, pk=pk, case=case)
    try:
        actions.end_cover(row, on=today, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{row.substitute} er ikke vikar efter i dag.")
    return redirect("cases:cover", case.public_id)


def _cases_of(request: Request, case: Case) -> list[Case]:
    """Return the open cases of a case's tovholder at its school, of those the user may hand on."""
    today = timezone.localdate()
    rows = visible_cases(request.user, today).open()
    rows = rows.filter(tovholder=case.tovholder_id, school=case.school_id)
    if not may_appoint_in(request.user, case.school, today):
        rows = rows.filter(pk__in=visible_cases(request.user, today, to=LEAD).values("pk"))
    return list(rows.select_related("pupil").order_by("opened_on", "pk"))

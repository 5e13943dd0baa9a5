"""Following up on the whole plan in one sitting."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases import actions
from cases.closing import follow_up_by
from cases.facts import RUNNING
from cases.forms.rounds import RoundPage
from cases.levels import level_of, levels_in_use
from cases.models import Case, FollowUp, GoalProgress, Handleplan
from cases.permissions import LEAD, get_case
from cases.views.answer import drafted
from cases.views.frame import frame_of
from cases.views.quotes import open_quotes
from kiss.lib.http import Request
from kiss.lib.models import Conflict, Refused

# How long one goes on without a follow-up where nobody has said how worried they are.
USUAL_DAYS = 28


@require_http_methods(["GET", "POST"])
def hold(request: Request, public_id: str) -> HttpResponse:
    """Go through the plan with the child and the parents: what was done, did it help, what now."""
    case = get_case(request, public_id, to=LEAD, purpose="Følger op på hele planen")
    today = timezone.localdate()
    frame = frame_of(request, case, today)
    plan = Handleplan.objects.filter(case=case).first()
    if plan is None:
        messages.info(request, "Skriv handleplanen først. Så er der noget at følge op på.")
        return redirect("cases:plan", case.public_id)
    level = level_of(case)
    days = level.follow_up_days if level else USUAL_DAYS
    indsatser = list(plan.indsatser.filter(status__in=RUNNING).order_by("position", "pk"))
    goals = list(plan.goals.order_by("position", "pk"))
    page = RoundPage.of(
        request.POST or None,
        indsatser=indsatser,
        goals=goals,
        today=today,
        levels=levels_in_use(level),
        level=level,
        initial={
            "level": level.pk if level else None,
            "next_on": follow_up_by(frame.world.calendar, today, days),
            "next_by": case.tovholder.name,
        },
    )
    if page.form.is_bound and page.is_valid() and _kept(request, case, page, today):
        return redirect("cases:element", case.public_id, "opfoelgning")
    context = {
        **drafted(request),
        **frame.context(today, page="Følg op sammen"),
        "plan": plan,
        "form": page.form,
        "answers": _with_last(page, indsatser),
        "progress": _with_earlier(page, goals),
        "quotes": open_quotes(frame)[:1],
        "level": level,
        "days": days,
        "forms": page.forms if page.is_wrong else [],
        "no_form": None,
    }
    return render(request, "cases/round.html", context, status=422 if page.is_wrong else 200)


def _kept(request: Request, case: Case, page: RoundPage, today: date) -> bool:
    """Keep the sitting, once; a refusal stands on the form with all that was typed."""

    def act() -> str:
        actions.hold_round(
            case,
            answers=page.given_answers(),
            progress=page.given_progress(),
            on=today,
            by=request.user,
            **page.given(),
        )
        return reverse("cases:element", args=[case.public_id, "opfoelgning"])

    try:
        actions.once(page.form.cleaned_data["form_id"], act, by=request.user)
    except (Refused, Conflict) as refusal:
        page.form.add_error(None, str(refusal))
        return False
    actions.drop_draft(request.path, by=request.user)
    messages.success(request, "Opfølgningen er gemt, og næste gang er aftalt.")
    return True


def _with_last(page: RoundPage, indsatser: list[Any]) -> list[dict[str, Any]]:
    last: dict[int, FollowUp] = {}
    rows = FollowUp.objects.filter(indsats__in=indsatser).order_by("on", "pk")
    for row in rows:
        last[row.indsats_id] = row
    return [
        {"row": row, "form": form, "last": last.get(row.pk), "number": number}
        for number, (row, form) in enumerate(page.answers, 1)
    ]


def _with_earlier(page: RoundPage, goals: list[Any]) -> list[dict[str, Any]]:
    earlier: dict[int, GoalProgress] = {}
    rows = GoalProgress.objects.filter(goal__in=goals).select_related("round")
    for row in rows.order_by("round__on", "pk"):
        if row.goal_id is not None:
            earlier[row.goal_id] = row
    return [
        {"goal": goal, "form": form, "last": earlier.get(goal.pk)} for goal, form in page.progress
    ]

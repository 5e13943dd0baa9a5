"""Following up on the whole plan in one sitting, together with the child and the parents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from cases import timeline
from cases.actions.cases import change_focus
from cases.actions.levels import set_level
from cases.actions.plans import stamp
from cases.actions.saving import hold_open, put, save, written
from cases.models import (
    Case,
    ConcernLevel,
    FollowUp,
    FollowUpRound,
    Goal,
    GoalProgress,
    Handleplan,
    Indsats,
)
from cases.models.record import EventKind
from cases.phases import Element
from kiss.lib.models import Conflict, Refused
from schools.models import User


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerInput:
    """The three questions about one action as they were answered; `pk` is the action's."""

    pk: int
    done: str
    worked: str
    adjustment: str = ""
    status: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgressInput:
    """How far one is with one goal, and an example that shows it; `pk` is the goal's."""

    pk: int
    step: int
    note: str = ""


@transaction.atomic
def hold_round(
    case: Case,
    *,
    answers: Sequence[AnswerInput],
    progress: Sequence[ProgressInput],
    took_part: str,
    community: str,
    level: ConcernLevel | None,
    level_reason: str,
    reopens: bool,
    reopens_because: str,
    next_on: date | None,
    next_by: str,
    on: date,
    by: User,
) -> FollowUpRound:
    """Keep all that was said when the plan was gone through, and agree on the next time.

    A changed level is set with its reason, and exploring that is taken up again moves the case's
    focus there. Raises Refused when who took part, the next day (after `on`) or who follows up is
    missing, and Conflict when an action or a goal has been taken off the plan meanwhile.
    """
    held = hold_open(case, by=by)
    plan = Handleplan.objects.filter(case=held).first()
    if plan is None:
        raise Refused("Der er ingen handleplan at følge op på endnu.")
    if next_on is None or next_on <= on:
        raise Refused("Aftal en dag efter i dag for næste opfølgning.")
    row = FollowUpRound(
        case=held,
        on=on,
        took_part=written(took_part, "Skriv, hvem der var med."),
        community=community.strip(),
        reopens=reopens,
        reopens_because=written(reopens_because, "Skriv, hvad I vil se nærmere på i afdækningen.")
        if reopens
        else "",
        by=by,
    )
    save(row, by=by)
    moved = _keep_answers(plan, row, answers)
    _keep_progress(plan, row, progress)
    put(
        plan,
        {
            "next_follow_up_on": next_on,
            "next_follow_up_by": written(next_by, "Skriv, hvem der følger op næste gang."),
            "version": plan.version + 1,
            "saved_by": by,
        },
    )
    save(plan, by=by)
    stamp(plan, {"next_follow_up_on", *(["indsatser"] if moved else [])}, by=by)
    if level is not None:
        set_level(held, level=level, reason=level_reason, on=on, by=by)
    if reopens:
        change_focus(held, to=Element.AFDAEKNING, reason=row.reopens_because, on=on, by=by)
        case.focus = Element.AFDAEKNING
    timeline.record(EventKind.ROUND_HELD, pupil=held.pupil, case=held, on=on, by=by, round=row.pk)
    return row


def _keep_answers(plan: Handleplan, row: FollowUpRound, answers: Sequence[AnswerInput]) -> bool:
    """Keep the answers about each action, and tell whether any of them stands elsewhere now."""
    moved = False
    known = {indsats.pk: indsats for indsats in Indsats.objects.filter(plan=plan)}
    for given in answers:
        indsats = known.get(given.pk)
        if indsats is None:
            raise Conflict("En indsats er taget ud af planen imens. Se planen, og følg op igen.")
        answer = FollowUp(
            indsats=indsats,
            round=row,
            on=row.on,
            done=given.done,
            worked=given.worked,
            adjustment=given.adjustment.strip(),
            by=row.by,
        )
        save(answer, by=row.by)
        if indsats.status != given.status:
            indsats.status = given.status
            save(indsats, by=row.by)
            moved = True
    return moved


def _keep_progress(plan: Handleplan, row: FollowUpRound, progress: Sequence[ProgressInput]) -> None:
    known = {goal.pk: goal for goal in Goal.objects.filter(plan=plan)}
    for given in progress:
        goal = known.get(given.pk)
        if goal is None:
            raise Conflict("Et mål er taget ud af planen imens. Se planen, og følg op igen.")
        save(
            GoalProgress(
                goal=goal, said=goal.text, round=row, step=given.step, note=given.note.strip()
            ),
            by=row.by,
        )

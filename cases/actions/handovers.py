"""Handing a case to another tovholder: asking, answering, taking back, and doing it at once."""

from datetime import date
from functools import partial
from typing import Final

from django.db import transaction

from cases import notices, timeline
from cases.actions.cases import (
    appoint_tovholder,
    check_tovholder,
    school_to_lead,
    settle_handover,
)
from cases.actions.saving import hold_open, save, written
from cases.models import Case, Handover
from cases.models.record import EventKind
from kiss.lib.models import Refused
from schools.models import User

MOST_LINES: Final = 10
Answer = Handover.Answer


@transaction.atomic
def offer_handover(
    case: Case, *, user: User, reason: str, story: str, on: date, by: User
) -> Handover:
    """Ask somebody to become a case's tovholder. Nothing changes hands before they accept.

    They are told by mail, without any name. Raises Refused if they may not lead the case, if it is
    theirs already, if the story is longer than ten lines, or if somebody else has been asked.
    """
    held = hold_open(case, by=by)
    if held.tovholder_id == user.pk:
        raise Refused(f"{user} er allerede tovholder på sagen.")
    if held.handovers.waiting().exists():
        raise Refused("Der er allerede spurgt en anden. Træk det tilbage først.")
    school = school_to_lead(held, on)
    check_tovholder(user, school, held.pupil, on)
    _settle_declined(held, because=f"{user} blev spurgt i stedet.", on=on, by=by)
    handover = Handover(
        case=held,
        school=school,
        from_user=held.tovholder,
        to_user=user,
        reason=written(reason, "Skriv, hvorfor sagen gives videre."),
        story=_told(story),
        asked_by=by,
        asked_on=on,
    )
    save(handover, by=by)
    _tell(EventKind.HANDOVER_OFFERED, handover, on=on, by=by)
    transaction.on_commit(partial(notices.tell_of_handover, user))
    return handover


@transaction.atomic
def hand_over_now(
    case: Case, *, user: User, reason: str, story: str, on: date, by: User
) -> Handover:
    """Appoint somebody who stands beside and says yes; the yes is noted by the one who appoints.

    Raises Refused as `offer_handover` does, and when the child has moved: another school's leader
    answers for themselves.
    """
    held = hold_open(case, by=by)
    if school_to_lead(held, on) != held.school:
        raise Refused("Barnet går på en anden skole nu. Spørg, og lad dem derfra svare selv.")
    handover = Handover(
        case=held,
        school=held.school,
        from_user=held.tovholder,
        to_user=user,
        reason=written(reason, "Skriv, hvorfor sagen gives videre."),
        story=_told(story),
        asked_by=by,
        asked_on=on,
        answer=Answer.OVERTAGET,
        answer_note=f"{user} stod ved siden af og sagde ja.",
        answered_by=by,
        answered_on=on,
    )
    appoint_tovholder(case, user=user, reason=handover.reason, on=on, by=by)
    save(handover, by=by)
    return handover


@transaction.atomic
def accept_handover(handover: Handover, *, on: date, by: User) -> None:
    """Take a case over: from now on `by` answers for it.

    Raises Refused if it is not `by` who was asked, if it has been answered or taken back, or if
    they may no longer lead the case.
    """
    held = _hold(handover, by)
    case = hold_open(held.case, by=by)
    _answer(held, Answer.OVERTAGET, "", on=on, by=by)
    appoint_tovholder(case, user=by, reason=held.reason, on=on, by=by)


@transaction.atomic
def decline_handover(handover: Handover, *, because: str, on: date, by: User) -> None:
    """Say no to a case, with a reason: it goes back to the one who asked, and to the leader.

    Raises Refused if it is not `by` who was asked, or if it has been answered or taken back.
    """
    because = written(because, "Skriv, hvorfor du siger nej.")
    held = _hold(handover, by)
    hold_open(held.case, by=by)
    _answer(held, Answer.AFSLAAET, because, on=on, by=by)
    _tell(EventKind.HANDOVER_DECLINED, held, on=on, by=by)


@transaction.atomic
def withdraw_handover(handover: Handover, *, on: date, by: User) -> None:
    """Take a question back, or let the tovholder stay after a no.

    Raises Refused if it has been accepted or taken back already.
    """
    held = Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    if held.answer not in {Answer.VENTER, Answer.AFSLAAET}:
        raise Refused("Det er allerede afgjort.")
    hold_open(held.case, by=by)
    was_declined = held.answer == Answer.AFSLAAET
    settle_handover(held, "", on=on, by=by)
    if not was_declined:
        _tell(EventKind.HANDOVER_WITHDRAWN, held, on=on, by=by)


def _hold(handover: Handover, by: User) -> Handover:
    held = Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    if held.to_user_id != by.pk:
        raise Refused("Det er ikke dig, der er spurgt.")
    if held.answer != Answer.VENTER:
        raise Refused("Spørgsmålet er allerede besvaret eller trukket tilbage.")
    return held


def _answer(handover: Handover, answer: Answer, note: str, *, on: date, by: User) -> None:
    handover.answer, handover.answer_note = answer, note
    handover.answered_by, handover.answered_on = by, on
    save(handover, by=by)


def _settle_declined(case: Case, *, because: str, on: date, by: User) -> None:
    for row in case.handovers.filter(answer=Answer.AFSLAAET):
        settle_handover(row, because, on=on, by=by)


def _told(story: str) -> str:
    story = written(story, "Skriv historien, så den nye tovholder ikke begynder forfra.")
    lines = [line.rstrip() for line in story.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise Refused(f"Historien er på {len(lines)} linjer. Skriv højst {MOST_LINES}.")
    return "\n".join(lines)


def _tell(kind: EventKind, handover: Handover, *, on: date, by: User) -> None:
    timeline.record(
        kind,
        pupil=handover.case.pupil,
        case=handover.case,
        on=on,
        by=by,
        user=handover.to_user_id,
        handover=handover.public_id,
    )

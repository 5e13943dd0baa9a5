"""Asking a colleague to write one thing about a child: asking, answering, declining, closing."""

from datetime import date
from functools import partial

from django.db import transaction

from cases import notices, timeline
from cases.actions.saving import hold_open, save, written
from cases.inquiries import who_may_answer
from cases.models import Case, Inquiry
from cases.models.record import EventKind
from kiss.lib.models import Refused
from schools.models import User

Status = Inquiry.Status


@transaction.atomic
def ask_colleague(
    case: Case, *, user: User, angle: str, question: str, due_on: date, on: date, by: User
) -> Inquiry:
    """Ask somebody at the school to write one perspective, or to answer one question.

    They are told by mail, without any name. A no to the same question is settled by it. Raises
    Refused if they may not be asked, are asked already, or if the day lies behind.
    """
    held = hold_open(case, by=by)
    if not who_may_answer(held, on).filter(pk=user.pk).exists():
        raise Refused(f"{user} kan ikke spørges. Vælg en anden, der arbejder på skolen.")
    if due_on < on:
        raise Refused("Den dag, du gerne vil have svar, kan ikke ligge før i dag.")
    if not angle and not question.strip():
        raise Refused("Vælg et perspektiv, eller skriv dit spørgsmål.")
    for row in held.inquiries.filter(status=Status.AFSLAAET, angle=angle):
        _settle(row, Status.LUKKET, on=on, by=by)
    inquiry = Inquiry(
        case=held,
        asked_of=user,
        asked_by=by,
        asked_on=on,
        angle=angle,
        question=question.strip(),
        due_on=due_on,
    )
    save(inquiry, by=by)
    _tell(EventKind.INQUIRY_SENT, inquiry, on=on, by=by)
    transaction.on_commit(partial(notices.tell_of_inquiry, user))
    return inquiry


@transaction.atomic
def answer_inquiry(inquiry: Inquiry, *, answer: str, on: date, by: User) -> None:
    """Write what one was asked for. From now on everybody on the case reads it, with the name.

    Raises Refused if it is not `by` who was asked and may answer, or if it is settled.
    """
    answer = written(answer, "Skriv dit svar, før du sender det.")
    row = _hold(inquiry, on=on, by=by)
    row.answer = answer
    _settle(row, Status.BESVARET, on=on, by=by)
    _tell(EventKind.INQUIRY_ANSWERED, row, on=on, by=by)


@transaction.atomic
def decline_inquiry(inquiry: Inquiry, *, because: str, on: date, by: User) -> None:
    """Say that one cannot answer, with a reason: it goes back to those who lead the case.

    Raises Refused as `answer_inquiry` does.
    """
    because = written(because, "Skriv, hvorfor du ikke kan svare.")
    row = _hold(inquiry, on=on, by=by)
    row.declined_because = because
    _settle(row, Status.AFSLAAET, on=on, by=by)
    _tell(EventKind.INQUIRY_DECLINED, row, on=on, by=by)


@transaction.atomic
def close_inquiry(inquiry: Inquiry, *, on: date, by: User) -> None:
    """Take a question back, or let it rest after a no. Raises Refused if it is settled."""
    row = _held(inquiry)
    if row.status not in {Status.VENTER, Status.AFSLAAET}:
        raise Refused("Spørgsmålet er allerede besvaret eller lukket.")
    hold_open(row.case, by=by)
    was_waiting = row.status == Status.VENTER
    _settle(row, Status.LUKKET, on=on, by=by)
    if was_waiting:
        _tell(EventKind.INQUIRY_WITHDRAWN, row, on=on, by=by)


def _held(inquiry: Inquiry) -> Inquiry:
    return Inquiry.objects.select_for_update(of=("self",)).get(pk=inquiry.pk)


def _hold(inquiry: Inquiry, *, on: date, by: User) -> Inquiry:
    row = _held(inquiry)
    if row.asked_of_id != by.pk:
        raise Refused("Det er ikke dig, der er spurgt.")
    if row.status != Status.VENTER:
        raise Refused("Spørgsmålet er allerede besvaret eller trukket tilbage.")
    case = hold_open(row.case, by=by)
    # Somebody who has become the case's tovholder meanwhile may still answer what they were asked.
    if case.tovholder_id != by.pk and not who_may_answer(case, on).filter(pk=by.pk).exists():
        raise Refused("Du kan ikke længere svare på det her. Sig det til den, der spurgte.")
    return row


def _settle(row: Inquiry, status: Status, *, on: date, by: User) -> None:
    row.status, row.settled_on = status, on
    save(row, by=by)


def _tell(kind: EventKind, row: Inquiry, *, on: date, by: User) -> None:
    timeline.record(
        kind,
        pupil=row.case.pupil,
        case=row.case,
        on=on,
        by=by,
        user=row.asked_of_id,
        inquiry=row.public_id,
    )

"""What a colleague is asked about a child, and what the case waits for, as lines."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from absence.overview import whom
from absence.sentences import Tag
from cases.models import Inquiry
from cases.today.task import Bucket, Task, end_of_week
from kiss.lib.text import plain_date, possessive
from law.danish import sentence
from schools.models import SchoolClass, User


def inquiry_tasks(
    rows: Iterable[Any], classes: Mapping[int, SchoolClass], user: User, today: date
) -> list[Task]:
    """Return what a user is asked, what they wait for, and what came back without an answer."""
    tasks = []
    for row in rows:
        who = whom(row.case.pupil, classes.get(row.case.pupil_id))
        if row.status == Inquiry.Status.AFSLAAET:
            tasks.append(_again(row, who, f"{row.asked_of} kunne ikke: {row.declined_because}"))
        elif row.asked_of_id == user.pk:
            tasks.append(_asked(row, who, today))
        elif not row.can_answer:
            tasks.append(_again(row, who, f"{row.asked_of} kan ikke længere svare."))
        else:
            tasks.append(_waiting(row, who, today))
    return tasks


def _asked(row: Inquiry, who: str, today: date) -> Task:
    return Task(
        what=f"Skriv til {row.asked_by.first_name} om {who}",
        why=f"{row.asked_by} spørger {about(row)}. Du ser kun spørgsmålet, ikke sagen.",
        url=row.get_absolute_url(),
        button="Svar",
        due_on=row.due_on,
        # It is never out of sight, however far away the day is.
        bucket=Bucket.WEEK if row.due_on > end_of_week(today) else None,
        weight=3,
        names=frozenset({row.case.pupil_id}),
    )


def _waiting(row: Inquiry, who: str, today: date) -> Task:
    is_late = row.due_on < today
    first_name = row.asked_of.first_name
    return Task(
        what=f"Mind {first_name} om svaret om {who}"
        if is_late
        else f"Vent på {possessive(first_name)} svar om {who}",
        why=f"{row.asked_of} er spurgt {about(row) if row.angle else 'om en ting'}.",
        url=row.get_absolute_url(),
        button="Se spørgsmålet",
        due_on=row.due_on,
        bucket=None if is_late else Bucket.WAITING,
        due="" if is_late else row.asked_of.name,
        due_note="" if is_late else sentence(f"senest {plain_date(row.due_on)}"),
        names=frozenset({row.case.pupil_id}),
    )


def _again(row: Inquiry, who: str, why: str) -> Task:
    return Task(
        what=f"Spørg en anden om {who}",
        why=why,
        url=row.get_absolute_url(),
        button="Se spørgsmålet",
        bucket=Bucket.TODAY,
        due="Når du kan",
        tags=(Tag("intet svar", "soon"),),
        names=frozenset({row.case.pupil_id}),
    )


def about(row: Inquiry) -> str:
    """Return what is asked for, to follow "spørger"; it says nothing of the case."""
    if not row.angle:
        return "om noget, du ved mere om"
    label = row.asks_for
    return f"til {label[:1].lower()}{label[1:]}"

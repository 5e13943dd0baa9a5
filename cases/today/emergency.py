"""Emergency access as lines: what somebody looks into, and what they are told of."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.urls import reverse
from django.utils.timezone import localtime

from absence.overview import whom
from absence.sentences import Tag
from cases.models import EmergencyAccess
from cases.today.task import ONE_DAY, Bucket, Task
from kiss.lib.text import clock, weekday_date
from law.danish import sentence
from schools.models import SchoolClass


def review_tasks(
    asked: Iterable[EmergencyAccess],
    visible: set[int],
    classes: Mapping[int, SchoolClass],
    today: date,
) -> list[Task]:
    """Return the emergency accesses that somebody must look into, from the first day.

    The child has a name only where the case is among those `visible` to the reader.
    """
    return [_review_task(row, visible, classes, today) for row in asked]


def _review_task(
    row: EmergencyAccess, visible: set[int], classes: Mapping[int, SchoolClass], today: date
) -> Task:
    is_late = row.due_on < today
    about, names = _about(row, visible, classes)
    return Task(
        what=f"Efterse nødadgangen til {about}",
        why=f"{_who(row, today)}. Var det berettiget?",
        url=_url(row),
        button="Se og svar",
        due_on=row.due_on if is_late else None,
        due="" if is_late else f"Senest {weekday_date(row.due_on)}",
        bucket=None if is_late else Bucket.TODAY,
        tags=(Tag("nødadgang", "late"),),
        weight=0,
        names=names,
    )


def told_tasks(
    told: Iterable[EmergencyAccess],
    visible: set[int],
    classes: Mapping[int, SchoolClass],
    today: date,
) -> list[Task]:
    """Return the emergency accesses that somebody is told of, until they have been looked into."""
    return [_told_task(row, visible, classes, today) for row in told]


def _told_task(
    row: EmergencyAccess, visible: set[int], classes: Mapping[int, SchoolClass], today: date
) -> Task:
    about, names = _about(row, visible, classes)
    is_new = localtime(row.opened_at).date() >= today - ONE_DAY
    return Task(
        what=f"Læs, hvorfor {about} blev åbnet i nødadgang",
        why=f"{_who(row, today)}. En anden efterser det.",
        url=_url(row),
        button="Læs",
        due=_day(row, today),
        bucket=Bucket.TODAY if is_new else Bucket.NEWS,
        tags=(Tag("nødadgang", "late"),),
        weight=0,
        names=names,
    )


def _about(
    row: EmergencyAccess, visible: set[int], classes: Mapping[int, SchoolClass]
) -> tuple[str, frozenset[int]]:
    case = row.case
    if case.pk not in visible:
        return f"sag {case.number}", frozenset()
    who = whom(case.pupil, classes.get(case.pupil_id))
    return f"sagen om {who}", frozenset({case.pupil_id})


def _who(row: EmergencyAccess, today: date) -> str:
    title = f", {row.user.title}," if row.user.title else ""
    when = f"{_day(row, today).lower()} {clock(localtime(row.opened_at))}"
    return f"{row.user}{title} åbnede sagen {when}: {row.get_category_display().lower()}"


def _day(row: EmergencyAccess, today: date) -> str:
    day = localtime(row.opened_at).date()
    near = {today: "I dag", today - ONE_DAY: "I går"}
    return near.get(day, sentence(weekday_date(day)))


def _url(row: EmergencyAccess) -> str:
    return reverse("cases:emergency_review", args=[row.public_id])

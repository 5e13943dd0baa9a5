"""The municipality's plan of holidays and closed days, as a file delivers it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from schools.actions.places import schools_by_number
from schools.actions.saving import keep
from schools.models import Closure, School, User

type Scope = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """One closed period, both days inclusive, and whom it is for.

    Without institution number it is for all schools; without grade for all grades.
    """

    number: int
    starts_on: date
    ends_on: date
    title: str
    institution_number: str = ""
    grade: int | None = None


@dataclass(slots=True)
class CalendarOutcome:
    """What a delivery of closed periods did: numbers of lines, and the schools it had to make."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    schools_made: list[School] = field(default_factory=list)


@transaction.atomic
def import_calendar(lines: Iterable[CalendarLine], *, by: User | None) -> CalendarOutcome:
    """Make the closed periods of the lines.

    A period with the same title for the same pupils that touches one there is already, is that
    period with new days. Nothing is removed: a period that is not in the file stays. A school
    that is not known is made with its number for a name.
    """
    lines = list(lines)
    numbers = {line.institution_number for line in lines if line.institution_number}
    schools, made = schools_by_number(numbers, by=by)
    outcome = CalendarOutcome(schools_made=made)
    known: dict[tuple[str, Scope], list[Closure]] = {}
    for closure in Closure.objects.filter(school_class=None).order_by("starts_on", "pk"):
        known.setdefault((closure.title.casefold(), (closure.school_id, closure.grade)), []).append(
            closure
        )
    wanted = {(line.starts_on, line.ends_on) for line in lines}
    for line in lines:
        school = schools.get(line.institution_number)
        scope = (school.pk if school else None, line.grade)
        there = known.setdefault((line.title.casefold(), scope), [])
        _put(line, school, there, wanted, outcome, by)
    return outcome


def _put(
    line: CalendarLine,
    school: School | None,
    there: list[Closure],
    wanted: set[tuple[date, date]],
    outcome: CalendarOutcome,
    by: User | None,
) -> None:
    if any((row.starts_on, row.ends_on) == (line.starts_on, line.ends_on) for row in there):
        outcome.unchanged += 1
        return
    # A period that another line asks for as it stands is not this one with new days.
    moved = [
        row
        for row in there
        if row.starts_on <= line.ends_on
        and line.starts_on <= row.ends_on
        and (row.starts_on, row.ends_on) not in wanted
    ]
    if moved:
        closure = moved[0]
        closure.starts_on, closure.ends_on = line.starts_on, line.ends_on
        keep(closure, by=by, reason="ændret af ferieplanen")
        outcome.changed += 1
        return
    closure = Closure(
        starts_on=line.starts_on,
        ends_on=line.ends_on,
        title=line.title,
        school=school,
        grade=line.grade,
    )
    keep(closure, by=by, reason="læst fra ferieplanen")
    there.append(closure)
    outcome.new += 1

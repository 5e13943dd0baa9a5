"""Absence added up: the marks of pupils as `law` reads them, and their sums by category."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from absence.models import Mark, MarkCategory
from law import absence as law_absence
from law.absence import Category
from law.calendar import Calendar
from law.days import weighed


def marks_between(
    pupils: Collection[int], first: date, last: date
) -> dict[int, list[law_absence.Mark]]:
    """Return each pupil's marks from `first` to `last`, both inclusive, in day order; one query."""
    return by_pupil(marks_of(pupils, first, last))


def marks_of(pupils: Collection[int], first: date, last: date) -> QuerySet[Any, Any]:
    """Return the same as a question that is not asked yet, for `by_pupil`."""
    return (
        Mark.objects.filter(pupil_id__in=pupils, day__range=(first, last))
        .order_by("day", "slot")
        .values_list("pupil_id", "day", "slot", "category", "halves")
    )


def by_pupil(
    rows: Iterable[tuple[int, date, int, int, int]],
) -> dict[int, list[law_absence.Mark]]:
    """Put marks together by pupil, as `law` reads them, in the order they come."""
    found: dict[int, list[law_absence.Mark]] = defaultdict(list)
    for pupil_id, day, slot, category, halves in rows:
        mark = law_absence.Mark(day, slot, Category[MarkCategory(category).name], halves)
        found[pupil_id].append(mark)
    return found


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums of a period. `halves` are half-days by category, `school_days` what they stand against.

    Late arrivals and absence during the day are no absence; `times` counts the notations.
    """

    first: date
    last: date
    school_days: int
    halves: Mapping[Category, int]
    times: Mapping[Category, int]

    @property
    def absent(self) -> int:
        """Half-days of absence of every kind."""
        return sum(halves for category, halves in self.halves.items() if category.counts_as_absence)


def tally(marks: Iterable[law_absence.Mark], calendar: Calendar, first: date, last: date) -> Tally:
    """Add up the marks on school days from `first` to `last`, both inclusive.

    No day weighs more than two half-days, and marks on days that are no school days are left out,
    as in every rule.
    """
    halves: Counter[Category] = Counter()
    times: Counter[Category] = Counter()
    for mark in weighed(mark for mark in marks if first <= mark.day <= last):
        if calendar.is_school_day(mark.day):
            halves[mark.category] += mark.halves
            times[mark.category] += 1
    return Tally(first, last, calendar.school_days(first, last), halves, times)

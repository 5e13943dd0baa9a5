"""One pupil's marks, laid out day by day: what is counted, what is not, and the spells in it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from law.absence import WHOLE_DAY, Mark
from law.calendar import Calendar


@dataclass(frozen=True, slots=True)
class DayCount:
    """A school day with marks: half-days by kind, and whether the pupil was there in part."""

    day: date
    absent: int
    sick: int
    unlawful: int
    provisional: int
    came: bool

    @property
    def missed(self) -> bool:
        """Whether the whole day was missed; late arrival or part of a day is taking part."""
        return self.absent == WHOLE_DAY and not self.came


@dataclass(frozen=True, slots=True)
class Spell:
    """School days in a row, first and last inclusive, on which something was the case."""

    days: tuple[DayCount, ...]

    @property
    def first(self) -> date:
        return self.days[0].day

    @property
    def last(self) -> date:
        return self.days[-1].day


def weighed(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return marks in day and slot order, cut so that no day weighs more than two half-days."""
    in_order: list[Mark] = []
    left: dict[date, int] = {}
    for mark in sorted(marks, key=lambda mark: (mark.day, mark.slot, mark.category, mark.halves)):
        halves = mark.halves if mark.category.counts_as_absence else 0
        halves = min(halves, left.get(mark.day, WHOLE_DAY))
        left[mark.day] = left.get(mark.day, WHOLE_DAY) - halves
        in_order.append(Mark(mark.day, mark.slot, mark.category, halves))
    return tuple(in_order)


def counted_days(
    marks: Iterable[Mark], calendar: Calendar, first: date | None, last: date
) -> tuple[DayCount, ...]:
    """Lay out the marks on school days from `first` to `last`, both inclusive, in day order.

    Marks on days that are no school days, as after a snow day, are left out.
    """
    by_day: dict[date, list[Mark]] = {}
    for mark in weighed(marks):
        inside = mark.day <= last and (first is None or mark.day >= first)
        if inside and calendar.is_school_day(mark.day):
            by_day.setdefault(mark.day, []).append(mark)
    return tuple(_count(day, parts) for day, parts in by_day.items())


def _count(day: date, parts: list[Mark]) -> DayCount:
    return DayCount(
        day=day,
        absent=sum(part.halves for part in parts),
        sick=sum(part.halves for part in parts if part.category.counts_as_sick),
        unlawful=sum(part.halves for part in parts if part.category.counts_as_unlawful),
        provisional=sum(part.halves for part in parts if part.category.is_provisional),
        came=any(not part.category.counts_as_absence for part in parts),
    )


def spells(
    days: Sequence[DayCount], calendar: Calendar, holds: Callable[[DayCount], int]
) -> tuple[Spell, ...]:
    """Return the runs of consecutive school days on which `holds` is true, in order."""
    runs: list[list[DayCount]] = []
    for day in filter(holds, days):
        if runs and calendar.next_school_day(runs[-1][-1].day) == day.day:
            runs[-1].append(day)
        else:
            runs.append([day])
    return tuple(Spell(tuple(run)) for run in runs)

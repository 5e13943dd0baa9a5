"""A slow second opinion: what should be flagged, found by living through every day.

Written to be read beside the statutes and not beside `law/`: it uses nothing of it but the field
names of a mark. It keeps no running sums and takes no short cuts. For each day in turn it asks,
with fractions, "is it true tonight?", and notes the first night of it. Public holidays come from
the `holidays` package. It knows the shipped figures only.
"""

import operator
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import cache, partial

import holidays

DAY = timedelta(days=1)


@cache
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DK", years=year))


@dataclass(frozen=True)
class Flag:
    """What the nightly scan should have found."""

    rule: str
    period: str
    stage: str
    effective_on: date
    due_on: date | None


@dataclass
class Child:
    """A child's marks and the plan of the school."""

    marks: list
    closures: list
    as_of: date
    data_through: date
    enrolled_from: date
    enrolled_to: date | None
    restarted_on: date | None
    looked_up: dict = field(default_factory=dict)

    def is_workday(self, day: date) -> bool:
        return day.isoweekday() <= 5 and day not in _public_holidays(day.year)

    def is_school_day(self, day: date) -> bool:
        if day not in self.looked_up:
            closed = any(first <= day <= last for first, last in self.closures)
            self.looked_up[day] = self.is_workday(day) and not closed
        return self.looked_up[day]

    def is_enrolled(self, day: date) -> bool:
        return self.enrolled_from <= day and (self.enrolled_to is None or day <= self.enrolled_to)

    def lessons_missed(self, day: date, kinds: tuple) -> Fraction:
        """Return the part of a day missed for one of the kinds: 0, a half or 1."""
        return Fraction(self.halves_missed(day, kinds), 2)

    def days_missed(self, first: date, last: date, kinds: tuple) -> Fraction:
        return Fraction(sum(self.halves_missed(day, kinds) for day in span(first, last)), 2)

    def halves_missed(self, day: date, kinds: tuple) -> int:
        if (day, kinds) not in self.looked_up:
            counts = self.is_school_day(day) and self.is_enrolled(day) and day <= self.as_of
            noted = [mark for mark in self.marks if mark.day == day and mark.category in kinds]
            self.looked_up[day, kinds] = sum(mark.halves for mark in noted) if counts else 0
        return self.looked_up[day, kinds]

    def school_days(self, first: date, last: date) -> list[date]:
        return [day for day in span(first, last) if self.is_school_day(day)]

    def enrolled_school_days(self, first: date, last: date) -> int:
        return len([day for day in self.school_days(first, last) if self.is_enrolled(day)])

    def workdays_after(self, day: date, count: int) -> date:
        while count > 0:
            day += DAY
            if self.is_workday(day):
                count -= 1
        return day

    def school_day_after(self, day: date, count: int) -> date:
        while count > 0:
            day += DAY
            if self.is_school_day(day):
                count -= 1
        return day


UNLAWFUL = ("ULO", "UKENDT")
SICK = ("SYG",)
BOTH = ("SYG", "ULO", "UKENDT")
ABSENT = ("SYG", "LOV", "ULO", "UKENDT")
PRESENT = ("SEN", "DEL")


@cache
def span(first: date, last: date) -> tuple[date, ...]:
    return tuple(first + n * DAY for n in range((last - first).days + 1))


def quarter_bounds(day: date) -> tuple[date, date, str]:
    for number, (start, end) in enumerate(
        [((1, 1), (3, 31)), ((4, 1), (6, 30)), ((7, 1), (9, 30)), ((10, 1), (12, 31))], start=1
    ):
        first, last = date(day.year, *start), date(day.year, *end)
        if first <= day <= last:
            return first, last, f"{day.year}-K{number}"
    raise AssertionError


def school_year_of(day: date) -> tuple[date, date, str]:
    year = day.year if (day.month, day.day) >= (8, 1) else day.year - 1
    return date(year, 8, 1), date(year + 1, 7, 31), f"{year}/{str(year + 1)[2:]}"


def flags(
    marks: Iterable,
    closures: Iterable[tuple[date, date]],
    *,
    as_of: date,
    data_through: date,
    enrolled_from: date,
    enrolled_to: date | None = None,
    restarted_on: date | None = None,
) -> set[Flag]:
    """Return every flag of a child at the end of `as_of`, for the school year of that day.

    `closures` are (first, last), both inclusive; so are the bounds of the enrolment.
    """
    child = Child(
        list(marks),
        list(closures),
        as_of,
        data_through,
        enrolled_from,
        enrolled_to,
        restarted_on,
    )
    year_start, year_end, year = school_year_of(as_of)
    found: set[Flag] = set()
    found |= quarter_flags(child, year_start)
    found |= contact_flags(child, year_start)
    found |= sick_spell_flags(child, year_start)
    found |= doctor_flags(child, year_start)
    found |= sick_total_flags(child, year_start, year_end, year)
    found |= total_flags(child, year_start, year)
    return found


def first_night(child: Child, first: date, last: date, kinds: tuple, is_much) -> date | None:
    """Return the first night on which what was missed since `first` had become `is_much`."""
    for night in span(first, min(last, child.as_of)):
        if is_much(child.days_missed(first, night, kinds)):
            return night
    return None


def quarter_flags(child: Child, year_start: date) -> set[Flag]:
    """10 and 15 percent unlawful, and the 2026 agreement, each inside one quarter."""
    quarters = {quarter_bounds(day) for day in span(year_start, child.as_of)}
    return {flag for quarter in quarters for flag in one_quarter(child, *quarter)}


def one_quarter(child: Child, first: date, last: date, period: str) -> set[Flag]:
    found = set()
    planned = child.enrolled_school_days(first, last)
    for rule, limit in (("ulovligt-10", Fraction(10, 100)), ("ulovligt-15", Fraction(15, 100))):
        much = partial(operator.le, limit * planned)
        reached = first_night(child, first, last, UNLAWFUL, much) if planned else None
        if reached:
            found.add(Flag(rule, period, "naaet", reached, child.workdays_after(reached, 3)))
    more_than_10 = first_night(child, first, last, BOTH, lambda days: days > 10)
    full_15 = first_night(child, first, last, BOTH, lambda days: days >= 15)
    if full_15:
        found.add(Flag("aftale-2026", period, "stoetteplan", full_15, None))
    elif more_than_10:
        found.add(Flag("aftale-2026", period, "kontakt", more_than_10, None))
    return found


def runs(child: Child, holds) -> list[list[date]]:
    """Return the unbroken runs of school days on which something held."""
    result, run = [], []
    beginning = min([mark.day for mark in child.marks], default=child.as_of)
    for day in child.school_days(beginning, child.as_of):
        if holds(day):
            run.append(day)
        elif run:
            result.append(run)
            run = []
    return [*result, run] if run else result


def contact_flags(child: Child, year_start: date) -> set[Flag]:
    """Contact at once, in each new run of unlawful absence; due the same day."""
    found = runs(child, lambda day: child.lessons_missed(day, UNLAWFUL) > 0)
    return {
        Flag("ulovligt-kontakt", run[0].isoformat(), "naaet", run[0], run[0])
        for run in found
        if run[-1] >= year_start
    }


def doctor_flags(child: Child, year_start: date) -> set[Flag]:
    """Sick day after day, and still sick when more than 14 days have gone."""
    result = set()
    for run in runs(child, lambda day: child.lessons_missed(day, SICK) > 0):
        long = [day for day in run if (day - run[0]).days >= 14]
        if long and run[-1] >= year_start:
            result.add(Flag("laegeattest", run[0].isoformat(), "naaet", long[0], None))
    return result


def sick_spell_flags(child: Child, year_start: date) -> set[Flag]:
    """Away day after day with sickness in it: warn at 10 school days, the limit is the 15th."""

    def away(day: date) -> bool:
        noted = [mark for mark in child.marks if mark.day == day and mark.category in PRESENT]
        return child.lessons_missed(day, ABSENT) == 1 and not noted

    known = [mark.day for mark in child.marks if child.lessons_missed(mark.day, ABSENT) > 0]
    known += [
        mark.day
        for mark in child.marks
        if mark.category in PRESENT
        and child.is_school_day(mark.day)
        and child.is_enrolled(mark.day)
        and mark.day <= child.as_of
    ]
    delivered = min(child.as_of, max([child.data_through, *known]))
    result = set()
    for run in runs(child, away):
        sick = [day for day in run if child.lessons_missed(day, SICK) > 0]
        if not sick or run[-1] < year_start:
            continue
        before = run[0] - DAY
        while not child.is_school_day(before) and before >= child.enrolled_from:
            before -= DAY
        if not child.is_enrolled(before):
            before = run[0] - DAY
        has_left = child.enrolled_to is not None and child.enrolled_to < child.as_of
        came_back = bool(child.school_days(run[-1] + DAY, delivered))
        due = child.school_day_after(before, 15)
        if len(run) >= 15:
            effective = max(run[14], sick[0])
            flag = Flag("syg-15-sammenhaengende", before.isoformat(), "naaet", effective, due)
            result.add(flag)
        elif len(run) >= 10 and not came_back and not has_left:
            effective = max(run[9], sick[0])
            flag = Flag("syg-15-sammenhaengende", before.isoformat(), "varsel", effective, due)
            result.add(flag)
    return result


def sick_total_flags(child: Child, year_start: date, year_end: date, year: str) -> set[Flag]:
    """15 sick days in the school year, or since the latest assessment in it."""
    first, period = year_start, year
    restarted_on = child.restarted_on
    if restarted_on and year_start <= restarted_on <= child.as_of:
        first, period = restarted_on + DAY, f"{year} fra {restarted_on.isoformat()}"
    reached = first_night(child, first, year_end, SICK, lambda days: days >= 15)
    if reached is None:
        return set()
    due = child.workdays_after(reached, 3)
    return {Flag("syg-15-samlet", period, "naaet", reached, due)}


def total_flags(child: Child, year_start: date, year: str) -> set[Flag]:
    """All absence more than 10 percent of the school days so far, since when without a break."""
    since = None
    for day in child.school_days(year_start, child.as_of):
        if not child.is_enrolled(day):
            continue
        so_far = child.enrolled_school_days(year_start, day)
        share = child.days_missed(year_start, day, ABSENT) / so_far
        over = so_far >= 20 and share > Fraction(10, 100)
        since = (since or day) if over else None
    return {Flag("samlet-over-10", year, "naaet", since, None)} if since else set()

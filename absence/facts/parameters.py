"""The parameters of the statement: groups of pupils, their school days, and the law's limits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from absence.circumstances import Circumstances
from absence.facts.asked import JUDGED, REACHES_BACK, Asked
from absence.models import Flag, MarkCategory
from kiss.lib.sql import array
from law.absence import WHOLE_DAY, Category, first_exceeding, first_reaching
from law.calendar import Calendar, NoSchoolDayError
from law.deciders import unlawful_percent
from law.quarters import Quarter, quarters_between
from law.verdicts import RuleKey

LOOKED_BACK = timedelta(days=90)
"""Who was enrolled so long before the school year, was so before its summer holiday."""
NEVER = 32_767
"""More half-days than a school year has: a limit that nothing reaches."""


@dataclass(frozen=True, slots=True)
class Group:
    """Pupils who are counted alike: the same calendar, and the same time enrolled.

    Days from `first` to `last` count, and `elapsed` school days lie among them. `eve` is the last
    school day before the school year if the pupils were there then; a long spell across it lies
    within `days_before` and `days_after`.
    """

    number: int
    circumstances: Circumstances
    first: date
    last: date
    elapsed: int
    days_before: date | None
    eve: date | None
    days_after: date | None
    is_trusted: bool

    @property
    def calendar(self) -> Calendar:
        return self.circumstances.world.calendar


def categories(holds: Any) -> list[int]:
    """Return the stored numbers of the categories of which a property of `law` holds."""
    return [int(MarkCategory[category.name]) for category in Category if holds(category)]


@cache
def _over_from(percent: int, minimum: int) -> list[int]:
    """Return, by number of school days, the half-days from which all absence is over."""
    return [first_exceeding(days, percent) if days >= minimum else NEVER for days in range(1, 367)]


def parameters(asked: Asked) -> dict[str, Any]:
    """Return what the statement is to be executed with."""
    groups, of_pupil = _groups(asked)
    figures = asked.figures
    minimum = figures.total_min_school_days
    return {
        "pupils": array(of_pupil),
        "groups": array(of_pupil.values()),
        "everybody": asked.everybody,
        "eves": sorted({group.eve for group in groups if group.eve}),
        **_group_arrays(groups, asked.start),
        **_need_arrays(groups, asked),
        **_assessment_arrays(asked),
        "start": asked.start,
        "july": Quarter(asked.start.year, 3).first,
        "day": asked.day,
        "long_before": asked.start - LOOKED_BACK - LOOKED_BACK,
        "whole": WHOLE_DAY,
        "absent": categories(lambda category: category.counts_as_absence),
        "sick": categories(lambda category: category.counts_as_sick),
        "unlawful": categories(lambda category: category.counts_as_unlawful),
        "provisional": categories(lambda category: category.is_provisional),
        "spell_days": asked.spell_days,
        "sick_halves": figures.sickness_days * WHOLE_DAY,
        "minimum": minimum,
        "over_from": _over_from(figures.total_percent, minimum),
        "rules": list(JUDGED),
        "contact_rule": RuleKey.UNLAWFUL_CONTACT,
        "warning_rule": RuleKey.UNLAWFUL_10,
        "underretning_rule": RuleKey.UNLAWFUL_15,
        "spell_rule": RuleKey.SICK_SPELL,
        "sick_rule": RuleKey.SICK_TOTAL,
        "total_rule": RuleKey.TOTAL_OVER_10,
        "back_rule": REACHES_BACK,
        "withdrawn": Flag.Status.WITHDRAWN,
    }


def _groups(asked: Asked) -> tuple[list[Group], dict[int, int]]:
    """Put pupils together who are counted alike; returns the groups and each pupil's number."""
    numbers: dict[tuple[int, date, date | None, bool], int] = {}
    of_circumstances: dict[tuple[int, bool], int] = {}
    groups: list[Group] = []
    of_pupil: dict[int, int] = {}
    long_ago = asked.start - LOOKED_BACK
    for pupil_id, found in asked.circumstances.items():
        trusted = pupil_id in asked.trusted
        number = of_circumstances.get((id(found), trusted))
        if number is None:
            enrolled_from = max(found.enrolled_from, long_ago)
            key = (id(found.world.calendar), enrolled_from, found.enrolled_to, trusted)
            number = numbers.setdefault(key, len(groups))
            if number == len(groups):
                groups.append(_group(number, found, asked, trusted))
            of_circumstances[id(found), trusted] = number
        of_pupil[pupil_id] = number
    return groups, of_pupil


def _group(number: int, found: Circumstances, asked: Asked, trusted: bool) -> Group:
    calendar = found.world.calendar
    first, last = found.enrolled(asked.start, asked.day)
    return Group(
        number=number,
        circumstances=found,
        first=first,
        last=last,
        elapsed=calendar.school_days(first, last),
        **_turn_of_the_year(calendar, found.enrolled_from, asked),
        is_trusted=trusted,
    )


def _turn_of_the_year(
    calendar: Calendar, enrolled_from: date, asked: Asked
) -> dict[str, date | None]:
    """Return the school days between which a long spell across the summer must have days."""
    none = dict.fromkeys(("days_before", "eve", "days_after"))
    try:
        eve = calendar.previous_school_day(asked.start)
    except NoSchoolDayError:
        return none
    after = calendar.days(asked.start, asked.day)[: asked.spell_days]
    if eve < enrolled_from or not after:
        return none
    before = calendar.days(eve - LOOKED_BACK, eve)[-asked.spell_days :]
    return {"days_before": before[0], "eve": eve, "days_after": after[-1]}


def _group_arrays(groups: Iterable[Group], start: date) -> dict[str, Any]:
    rows = [
        (
            group.number,
            group.first,
            group.last,
            group.elapsed,
            _numbers(group, start),
            group.days_before,
            group.eve,
            group.days_after,
            group.calendar.version if group.is_trusted else None,
        )
        for group in groups
    ]
    names = ("grp", "first", "last", "elapsed", "numbers")
    return _columns((*names, "days_before", "eve", "days_after", "version"), rows)


def _numbers(group: Group, start: date) -> str:
    """Write the number of each day from `start` among the school days that count, 0 for others."""
    numbers = ["0"] * max(1, (group.last - start).days + 1)
    for number, day in enumerate(group.calendar.days(group.first, group.last), start=1):
        numbers[(day - start).days] = str(number)
    return "{" + ",".join(numbers) + "}"


def _need_arrays(groups: Iterable[Group], asked: Asked) -> dict[str, Any]:
    """Return what a group's unlawful absence must come to in each quarter begun so far."""
    rows = []
    for group in groups:
        for quarter in quarters_between(asked.start, asked.day):
            bounds = group.circumstances.enrolled(quarter.first, quarter.last)
            school_days = group.calendar.school_days(*bounds)
            figures = group.circumstances.world.numbers(quarter.first)
            limits = [
                first_reaching(school_days, unlawful_percent(rule, figures))
                for rule in (RuleKey.UNLAWFUL_10, RuleKey.UNLAWFUL_15)
            ]
            rows.append((group.number, quarter.first, quarter.last, school_days, *limits))
    names = ("need_grp", "need_first", "need_last", "school_days", "warning", "underretning")
    return _columns(names, rows)


def _assessment_arrays(asked: Asked) -> dict[str, Any]:
    rows = [
        (pupil_id, first, last)
        for pupil_id in asked.assessed
        if pupil_id in asked.circumstances
        for first, last in asked.windows(pupil_id)
    ]
    return _columns(("assessed", "since", "through"), rows)


def _columns(names: tuple[str, ...], rows: list[tuple]) -> dict[str, list[Any]]:
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}

"""Fjordby's school-free periods, worked out for any school year."""

from dataclasses import dataclass
from datetime import date, timedelta

from law.calendar import easter

MONDAY, SATURDAY = 0, 5


@dataclass(frozen=True, slots=True)
class Holiday:
    """A school-free period, both days included; `scope` as in the calendar file."""

    starts_on: date
    ends_on: date
    title: str
    scope: str = "kommune"


def _on_or_after(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def first_school_day(year: int) -> date:
    """Return the first school day of the school year that begins in `year`: a Monday in August."""
    return _on_or_after(date(year, 8, 8), MONDAY)


def _last_saturday_of_june(year: int) -> date:
    return _on_or_after(date(year, 6, 24), SATURDAY)


def holidays(year: int) -> list[Holiday]:
    """Return the school-free periods of the school year that begins in `year`."""
    spring = year + 1
    easter_day = easter(spring)
    autumn = date.fromisocalendar(year, 42, 1) - timedelta(days=2)
    winter = date.fromisocalendar(spring, 7, 1) - timedelta(days=2)
    christmas = _on_or_after(date(year, 12, 19), SATURDAY)
    if christmas > date(year, 12, 23):
        christmas -= timedelta(days=7)
    new_year = _on_or_after(date(spring, 1, 2), MONDAY)
    seniors_off = date(spring, 5, 14)
    summer = _last_saturday_of_june(spring)
    back = first_school_day(spring) - timedelta(days=1)
    return [
        Holiday(autumn, autumn + timedelta(days=8), "Efterårsferie"),
        Holiday(christmas, new_year - timedelta(days=1), "Juleferie"),
        Holiday(winter, winter + timedelta(days=8), "Vinterferie"),
        Holiday(easter_day - timedelta(days=8), easter_day + timedelta(days=1), "Påskeferie"),
        Holiday(
            easter_day + timedelta(days=40),
            easter_day + timedelta(days=40),
            "Dagen efter Kr. himmelfart",
        ),
        Holiday(date(spring, 6, 5), date(spring, 6, 5), "Grundlovsdag"),
        Holiday(summer, back, "Sommerferie"),
        Holiday(seniors_off, back, "Efter sidste skoledag", "klassetrin 9"),
        Holiday(seniors_off, back, "Efter sidste skoledag", "klassetrin 10"),
    ]

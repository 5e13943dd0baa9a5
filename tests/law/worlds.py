"""Calendars and marks that the law's tests share. All of it is invented or from a sample plan."""

from datetime import date, timedelta

from law.absence import Category, Mark
from law.calendar import Calendar, Closure
from law.figures import Figures, World

SYG, LOV, ULO, SEN, DEL, UKENDT = (
    Category.SYG,
    Category.LOV,
    Category.ULO,
    Category.SEN,
    Category.DEL,
    Category.UKENDT,
)

PLAN = (
    ("2025-06-28", "2025-08-10", "sommerferie"),
    ("2025-10-11", "2025-10-19", "efterårsferie"),
    ("2025-12-20", "2026-01-04", "juleferie"),
    ("2026-02-07", "2026-02-15", "vinterferie"),
    ("2026-03-28", "2026-04-06", "påskeferie"),
    ("2026-05-14", "2026-05-17", "Kristi himmelfartsferie"),
    ("2026-05-25", "2026-05-25", "2. pinsedag"),
    ("2026-06-05", "2026-06-05", "grundlovsdag"),
    ("2026-06-27", "2026-08-09", "sommerferie"),
    ("2026-10-10", "2026-10-18", "efterårsferie"),
    ("2026-12-19", "2027-01-03", "juleferie"),
    ("2027-02-13", "2027-02-21", "vinterferie"),
    ("2027-03-20", "2027-03-29", "påskeferie"),
    ("2027-05-06", "2027-05-09", "Kristi himmelfartsferie"),
    ("2027-05-17", "2027-05-17", "2. pinsedag"),
    ("2027-06-26", "2027-08-08", "sommerferie"),
)


def day(text: str) -> date:
    return date.fromisoformat(text)


CLOSURES = tuple(Closure(day(first), day(last), title) for first, last, title in PLAN)
CALENDAR = Calendar(CLOSURES, version="eksempel-A")
WORLD = World.default(CALENDAR)

# The oldest pupils end on 13 May 2026, the others go on to 26 June.
LEAVERS = Calendar(
    (*CLOSURES, Closure(day("2026-05-14"), day("2026-06-26"), "undervisningen er slut")),
    version="eksempel-A, 9. klasse",
)


def world_with(calendar: Calendar = CALENDAR, **figures: object) -> World:
    """Return a world in which some figures are other than the shipped ones, from the beginning."""
    return World(calendar, ((date(2000, 1, 1), Figures(**figures)),))


def whole(category: Category, *days: str | date) -> list[Mark]:
    """Return whole days of absence on the days given."""
    dates = [day(one) if isinstance(one, str) else one for one in days]
    return [Mark(one, 1, category, 2) for one in dates]


def half(category: Category, *days: str | date, slot: int = 2) -> list[Mark]:
    """Return half days of absence: the last lesson missed, unless the slot says the first."""
    dates = [day(one) if isinstance(one, str) else one for one in days]
    return [Mark(one, slot, category, 1) for one in dates]


def late(*days: str) -> list[Mark]:
    """Return late arrivals, which weigh nothing."""
    return [Mark(day(one), 1, SEN, 0) for one in days]


def school_days(first: str, count: int, calendar: Calendar = CALENDAR) -> tuple[date, ...]:
    """Return so many school days in a row, beginning with the first on or after a day."""
    eve = day(first) - timedelta(days=1)
    return calendar.add_school_days(eve, count).counted

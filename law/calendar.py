"""Public holidays, working days and school days, and counting them with every skipped day named.

Two counts must not be mixed. A *working day* is Monday to Friday and not a public holiday; school
holidays do not stop it. A *school day* is a working day on which no closure of the calendar falls.
5 June, 24 and 31 December are not public holidays: a closure makes them school-free, and a figure
(`Figures.extra_days_off`) may make them days off for the working-day count.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

type DayOfYear = tuple[int, int]
"""A day that comes back every year: (month, day)."""

LAST_STORE_BEDEDAG = 2023
"""Store bededag was abolished from 2024; the last one fell on 5 May 2023."""

ONE_DAY = timedelta(days=1)
SATURDAY = 5
WEEKEND = {5: "lørdag", 6: "søndag"}
EXTRA_NAMES = {
    (5, 1): "1. maj",
    (6, 5): "grundlovsdag",
    (12, 24): "juleaftensdag",
    (12, 31): "nytårsaftensdag",
}
LONGEST_SEARCH = timedelta(days=800)
"""A calendar without one school day in so long is a mistake, not something to wait for."""


class NoSchoolDayError(LookupError):
    """The calendar has no school day where one was asked for."""


@lru_cache(maxsize=512)
def easter(year: int) -> date:
    """Return Easter Sunday of a Gregorian year (Meeus, Jones and Butcher)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - moon + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=512)
def _holidays(year: int) -> dict[date, str]:
    sunday = easter(year)
    moving = {-3: "skærtorsdag", -2: "langfredag", 0: "påskedag", 1: "2. påskedag"}
    if year <= LAST_STORE_BEDEDAG:
        moving[26] = "store bededag"
    moving |= {39: "Kristi himmelfartsdag", 49: "pinsedag", 50: "2. pinsedag"}
    days = {date(year, 1, 1): "nytårsdag"}
    days |= {sunday + timedelta(days=offset): name for offset, name in moving.items()}
    return days | {date(year, 12, 25): "juledag", date(year, 12, 26): "2. juledag"}


def public_holidays(year: int) -> dict[date, str]:
    """Return the Danish public holidays (helligdage) of a year, in date order, with Danish names.

    Store bededag is among them until 2023 inclusive.
    """
    return dict(_holidays(year))


def why_no_work(day: date, extra: frozenset[DayOfYear] = frozenset()) -> str | None:
    """Return the Danish reason why a day is not a working day, or None when it is one.

    `extra` holds days off that are agreed and not statutory, as (month, day).
    """
    if day.weekday() >= SATURDAY:
        return WEEKEND[day.weekday()]
    if name := _holidays(day.year).get(day):
        return name
    if (day.month, day.day) in extra:
        return EXTRA_NAMES.get((day.month, day.day), "aftalt fridag")
    return None


def is_workday(day: date, extra: frozenset[DayOfYear] = frozenset()) -> bool:
    """Test whether a day is Monday to Friday, no public holiday and not among `extra`."""
    return why_no_work(day, extra) is None


@dataclass(frozen=True, slots=True)
class Closure:
    """A period without school, both days inclusive, with the title that people know it by."""

    starts_on: date
    ends_on: date
    title: str

    def __post_init__(self) -> None:
        if self.ends_on < self.starts_on:
            raise ValueError(f"{self.title}: slutter {self.ends_on}, før den begynder")

    def covers(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that was not counted, why, and the closure it lies in, when it lies in one."""

    day: date
    why: str
    closure: Closure | None = None


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A count of days from a start, which is day 0, to the day that fell due.

    `counted` and `skipped` together are all days after `start` up to and including `due`.
    """

    start: date
    due: date
    counted: tuple[date, ...]
    skipped: tuple[Skipped, ...]


def _reckon(start: date, n: int, skip: Callable[[date], Skipped | None]) -> Reckoning:
    if n < 0:
        raise ValueError("der kan kun tælles fremad")
    day = start
    counted: list[date] = []
    skipped: list[Skipped] = []
    while len(counted) < n:
        day += ONE_DAY
        if left_out := skip(day):
            skipped.append(left_out)
        else:
            counted.append(day)
    return Reckoning(start, day, tuple(counted), tuple(skipped))


@lru_cache(maxsize=4096)
def add_workdays(start: date, n: int, extra: frozenset[DayOfYear] = frozenset()) -> Reckoning:
    """Count `n` working days forward from `start`, which is day 0 whatever weekday it is.

    A start on a day off therefore gives the same date as a start on the eve of the next working
    day. `n` may be 0. Raise ValueError when it is negative.
    """

    def skip(day: date) -> Skipped | None:
        why = why_no_work(day, extra)
        return Skipped(day, why) if why else None

    return _reckon(start, n, skip)


def subtract_workdays(end: date, n: int, extra: frozenset[DayOfYear] = frozenset()) -> date:
    """Return the day with exactly `n` working days after it, up to and including `end`.

    `end` must be a working day; it is the last of the `n`, so the day returned is itself day 0.
    """
    day = end
    while n:
        day -= ONE_DAY
        n -= is_workday(day, extra)
    return day


class LaidOut(NamedTuple):
    """The school days of whole years: `before[n]` of them lie before day `first` + n."""

    first: int
    last: int
    days: tuple[date, ...]
    before: tuple[int, ...]

    def position(self, day: date) -> int:
        """Return how many of the school days lie before a day."""
        return self.before[day.toordinal() - self.first]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The school days of one group of pupils: weekdays without public holidays and closures.

    `version` names the state of the closures and is stored with everything that was computed.
    School days are laid out with running sums for the years asked for, once, so that counting is
    a subtraction.
    """

    closures: tuple[Closure, ...]
    version: str = ""
    _laid_out: dict[str, LaidOut] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def closure_on(self, day: date) -> Closure | None:
        return next((closure for closure in self.closures if closure.covers(day)), None)

    def why_not(self, day: date) -> str | None:
        """Return the Danish reason why a day is no school day, or None when it is one."""
        if why := why_no_work(day):
            return why
        closure = self.closure_on(day)
        return closure.title if closure else None

    def is_school_day(self, day: date) -> bool:
        return bool(self.school_days(day, day))

    def school_days(self, first: date, last: date) -> int:
        """Count the school days from `first` to `last`, both inclusive; 0 when last < first."""
        if last < first:
            return 0
        laid_out = self._through(first, last)
        before, start = laid_out.before, laid_out.first
        return before[last.toordinal() - start + 1] - before[first.toordinal() - start]

    def days(self, first: date, last: date) -> tuple[date, ...]:
        """Return the school days from `first` to `last`, both inclusive."""
        if last < first:
            return ()
        laid_out = self._through(first, last)
        return laid_out.days[laid_out.position(first) : laid_out.position(last + ONE_DAY)]

    def skipped(self, first: date, last: date) -> tuple[Skipped, ...]:
        """Return every day from `first` to `last`, both inclusive, that is no school day."""
        span = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return tuple(skipped for day in span if (skipped := self._skip(day)))

    def previous_school_day(self, day: date) -> date:
        """Return the last school day before `day`, or raise NoSchoolDayError."""
        laid_out = self._through(day - LONGEST_SEARCH, day)
        place = laid_out.position(day)
        if not place:
            raise NoSchoolDayError(f"kalenderen har ingen skoledag før {day}")
        return laid_out.days[place - 1]

    def next_school_day(self, day: date) -> date:
        """Return the first school day after `day`, or raise NoSchoolDayError."""
        return self.nth_school_day(day, 1)

    def nth_school_day(self, start: date, n: int) -> date:
        """Return the `n`-th school day after `start`, which is day 0; the date alone, quickly.

        Raise NoSchoolDayError when the calendar has too few.
        """
        laid_out = self._through(start, start + LONGEST_SEARCH + n * 2 * ONE_DAY)
        place = laid_out.position(start + ONE_DAY) + n - 1
        if place >= len(laid_out.days):
            raise NoSchoolDayError(f"kalenderen har ikke {n} skoledage efter {start}")
        return laid_out.days[place] if n else start

    def add_school_days(self, start: date, n: int) -> Reckoning:
        """Count `n` school days forward from `start`, which is day 0, naming what was skipped.

        Raise NoSchoolDayError when the calendar has too few, ValueError when `n` is negative.
        """
        if n > 0:
            self.nth_school_day(start, n)
        return _reckon(start, n, self._skip)

    def _skip(self, day: date) -> Skipped | None:
        why = self.why_not(day)
        return Skipped(day, why, self.closure_on(day)) if why else None

    def _through(self, first: date, last: date) -> LaidOut:
        """Return the years of at least these days and the next, laying out more when needed."""
        known = self._laid_out.get("years")
        if known and known.first <= first.toordinal() and last.toordinal() < known.last:
            return known
        years = [first.year, last.year + 1]
        if known:
            years += [date.fromordinal(known.first).year, date.fromordinal(known.last).year]
        laid_out = self._lay_out(min(years), max(years))
        self._laid_out["years"] = laid_out
        return laid_out

    def _lay_out(self, first_year: int, last_year: int) -> LaidOut:
        closed = {
            day
            for closure in self.closures
            for day in range(closure.starts_on.toordinal(), closure.ends_on.toordinal() + 1)
        }
        first = date(first_year, 1, 1).toordinal()
        last = date(last_year, 12, 31).toordinal()
        days, before = [], [0]
        for ordinal in range(first, last + 1):
            day = date.fromordinal(ordinal)
            if ordinal not in closed and is_workday(day):
                days.append(day)
            before.append(len(days))
        return LaidOut(first, last, tuple(days), tuple(before))

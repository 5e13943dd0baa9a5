"""Calendar quarters, in which unlawful absence is counted, and school years from 1 August."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

MONTHS_IN_QUARTER = 3
SCHOOL_YEAR_STARTS = 8
"""August; folkeskoleloven § 14 a, stk. 1."""


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A calendar quarter: 1 is January to March, 4 is October to December."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 4:
            raise ValueError(f"kvartal {self.number} findes ikke")

    @property
    def first(self) -> date:
        return date(self.year, MONTHS_IN_QUARTER * self.number - 2, 1)

    @property
    def last(self) -> date:
        return self.next().first - timedelta(days=1)

    @property
    def key(self) -> str:
        """The stable name stored as a period: "2026-K4"."""
        return f"{self.year}-K{self.number}"

    @property
    def label(self) -> str:
        return f"{self.number}. kvartal {self.year}"

    def next(self) -> "Quarter":
        if self.number == 4:
            return Quarter(self.year + 1, 1)
        return Quarter(self.year, self.number + 1)


def quarter_of(day: date) -> Quarter:
    """Return the calendar quarter that a day lies in."""
    return Quarter(day.year, (day.month - 1) // MONTHS_IN_QUARTER + 1)


def quarters_between(first: date, last: date) -> tuple[Quarter, ...]:
    """Return the quarters touched by the days from `first` to `last`, both inclusive, in order."""
    quarters, quarter = [], quarter_of(first)
    while quarter.first <= last:
        quarters.append(quarter)
        quarter = quarter.next()
    return tuple(quarters)


def school_year(day: date) -> int:
    """Return the year in which a day's school year began; it begins 1 August."""
    return day.year if day.month >= SCHOOL_YEAR_STARTS else day.year - 1


def school_year_label(year: int) -> str:
    """Return the usual name of the school year that began in `year`: 2026 is "2026/27"."""
    return f"{year}/{(year + 1) % 100:02}"


@lru_cache(maxsize=512)
def school_year_bounds(year: int) -> tuple[date, date]:
    """Return the first and the last day of the school year that began in `year`, inclusive."""
    return date(year, SCHOOL_YEAR_STARTS, 1), date(year + 1, SCHOOL_YEAR_STARTS, 1) - timedelta(1)

"""What a registration weighs, in half-days, and how shares are compared and shown.

Absence is whole numbers of half-days (two to a school day) everywhere. A percentage is never
computed and compared: `reaches` and `exceeds` compare whole numbers, and `show_percent` writes
a share so that the reader cannot come to another result than the comparison did.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import Literal

from law.figures import Figures, HalfDayMode

WHOLE_DAY = 2
"""Half-days in a school day; no pupil is absent more than this on one day."""


class Category(StrEnum):
    """Why a pupil was not there; the first three are the legal ones (bekendtgørelsens § 1)."""

    SYG = "SYG"
    LOV = "LOV"
    ULO = "ULO"
    SEN = "SEN"
    DEL = "DEL"
    UKENDT = "UKENDT"

    @property
    def label(self) -> str:
        return LABELS[self]

    @property
    def counts_as_absence(self) -> bool:
        """Late arrival and part of a day are noted, but are not absence."""
        return self not in (Category.SEN, Category.DEL)

    @property
    def counts_as_unlawful(self) -> bool:
        """Unclarified absence counts as unlawful until somebody has clarified it (§ 1, stk. 2)."""
        return self in (Category.ULO, Category.UKENDT)

    @property
    def counts_as_sick(self) -> bool:
        return self is Category.SYG

    @property
    def is_provisional(self) -> bool:
        return self is Category.UKENDT


LABELS = {
    Category.SYG: "Sygdom, funktionsnedsættelse eller lignende",
    Category.LOV: "Ekstraordinær frihed",
    Category.ULO: "Ulovligt fravær",
    Category.SEN: "For sent fremmøde",
    Category.DEL: "Fravær i løbet af dagen",
    Category.UKENDT: "Uden besked, ikke afklaret",
}


class OneCode(Enum):
    """Says that a source notes one code for the whole day and nothing at its end."""

    ONE_CODE = "one-code"


ONE_CODE = OneCode.ONE_CODE


@dataclass(frozen=True, slots=True)
class Part:
    """What one notation weighs: slot 1 is the start of the day or the whole day, 2 its end."""

    slot: int
    category: Category
    halves: int


@dataclass(frozen=True, slots=True)
class Mark:
    """One notation of one pupil: day, slot (1 start or whole day, 2 end), category, half-days."""

    day: date
    slot: int
    category: Category
    halves: int


def half_days(
    start: Category | None,
    end: Category | Literal[OneCode.ONE_CODE] | None,
    grade: int,
    figures: Figures,
) -> tuple[Part, ...]:
    """Weigh a day's registration into parts of 0, 1 or 2 half-days, together never more than 2.

    `start` and `end` are the codes noted at the start and the end of the day, None when the
    pupil was there, and `end` is ONE_CODE when the source notes the day once. The end of the day
    is noted from `figures.half_days_from_grade` (7. klasse) on; below, the code of the start is
    the whole day and a code at the end is kept with no weight. With H1 each of the two codes is a
    half-day; with H2 any absence makes the day a whole day of absence.
    """
    if end is ONE_CODE:
        codes, end_weighs = {1: start}, False
    else:
        codes, end_weighs = {1: start, 2: end}, grade >= figures.half_days_from_grade
    weighing = [
        slot
        for slot, category in codes.items()
        if category and category.counts_as_absence and (slot == 1 or end_weighs)
    ]
    alone = figures.half_day_mode is HalfDayMode.WHOLE_DAYS and len(weighing) == 1
    weight = 1 if end_weighs and not alone else WHOLE_DAY
    return tuple(
        Part(slot, category, weight if slot in weighing else 0)
        for slot, category in codes.items()
        if category
    )


def marks_of(
    day: date,
    start: Category | None,
    end: Category | Literal[OneCode.ONE_CODE] | None,
    grade: int,
    figures: Figures,
) -> tuple[Mark, ...]:
    """Return the marks of a pupil's day; the arguments are those of `half_days`."""
    parts = half_days(start, end, grade, figures)
    return tuple(Mark(day, part.slot, part.category, part.halves) for part in parts)


def reaches(half_days: int, school_days: int, percent: int) -> bool:
    """Test whether absence is `percent` of the school days or more, in whole numbers."""
    return school_days > 0 and half_days * 100 >= percent * WHOLE_DAY * school_days


def exceeds(half_days: int, school_days: int, percent: int) -> bool:
    """Test whether absence is strictly more than `percent` of the school days."""
    return school_days > 0 and half_days * 100 > percent * WHOLE_DAY * school_days


def first_reaching(school_days: int, percent: int) -> int:
    """Return the fewest half-days that reach `percent`; at least 1, also without school days."""
    return max(1, -(-percent * WHOLE_DAY * school_days // 100))


def first_exceeding(school_days: int, percent: int) -> int:
    """Return the fewest half-days that are strictly more than `percent`."""
    return percent * WHOLE_DAY * school_days // 100 + 1


def most_exceeded(half_days: int, percent: int) -> int:
    """Return the most school days of which so many half-days are strictly more than `percent`.

    As days without absence go by, a share only falls: after so many it is no longer over. 0 when
    there is no absence.
    """
    return max(0, (half_days * 100 - 1) // (percent * WHOLE_DAY))


def _side(value: int, limit: int) -> int:
    return (value > limit) - (value < limit)


def show_percent(half_days: int, school_days: int, limits: tuple[int, ...] = (10, 15)) -> str:
    """Write absence as a percentage with a decimal comma and at least one decimal.

    Decimals are added until the number stands on the same side of every limit as the exact
    share does: 16 of 107 days is "14,95 %", never "15,0 %". Without school days it is a dash.
    """
    if school_days < 1:
        return "\N{EN DASH}"
    digits = 0
    while True:
        digits += 1
        scale = 10**digits
        shown = (half_days * 100 * scale + school_days) // (WHOLE_DAY * school_days)
        if all(
            _side(shown, limit * scale) == _side(half_days * 100, limit * WHOLE_DAY * school_days)
            for limit in limits
        ):
            return f"{shown // scale},{shown % scale:0{digits}} %"


def show_days(half_days: int) -> str:
    """Write half-days as days: 17 is "8,5 dage", 2 is "1 dag"."""
    number = f"{half_days // WHOLE_DAY}{',5' if half_days % WHOLE_DAY else ''}"
    return f"{number} {'dag' if half_days in (1, 2) else 'dage'}"

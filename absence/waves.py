"""Weeks in which unusually many were ill: what a child's own absence may be seen beside.

A local rule of thumb, no law and no science. It explains nothing about a child: it says that others
were ill too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Final

# Fewer school weeks than these say nothing of what is usual.
FEWEST_WEEKS: Final = 6


@dataclass(frozen=True, slots=True)
class SickWeek:
    """A week of a group: half-days of lawful sickness, half-days of school, and how many were sick.

    `school_half_days` is every pupil's school days times two: 0 in a holiday.
    """

    half_days: int = 0
    school_half_days: int = 0
    pupils: int = 0


def waves(weeks: Sequence[SickWeek], *, percent: int, times: int, pupils: int) -> list[bool]:
    """Tell for each week of a school year whether unusually many were ill.

    That is when all three hold, each limit included: sickness took at least `percent` of the
    half-days, at least `times` the median share of the year's school weeks, and at least `pupils`
    were sick, so that no week is shaded because of a few. Weeks without school are never among
    them and do not count in the median. No week is, until FEWEST_WEEKS school weeks are known.
    """
    shares = [
        Fraction(week.half_days, week.school_half_days) for week in weeks if week.school_half_days
    ]
    if len(shares) < FEWEST_WEEKS:
        return [False] * len(weeks)
    usual = median(shares)
    return [
        bool(week.school_half_days)
        and week.pupils >= pupils
        and week.half_days * 100 >= percent * week.school_half_days
        and Fraction(week.half_days, week.school_half_days) >= times * usual
        for week in weeks
    ]

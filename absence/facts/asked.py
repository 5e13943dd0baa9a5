"""What is asked about some pupils, and what comes back."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from absence.circumstances import Circumstances
from law.figures import SHIPPED, Figures, SicknessWindow, UnlawfulDenominator
from law.quarters import quarters_between, school_year, school_year_bounds
from law.verdicts import RuleKey

ONE_DAY = timedelta(days=1)
JUDGED = (
    RuleKey.UNLAWFUL_CONTACT,
    RuleKey.UNLAWFUL_10,
    RuleKey.UNLAWFUL_15,
    RuleKey.SICK_SPELL,
    RuleKey.SICK_TOTAL,
    RuleKey.TOTAL_OVER_10,
)
"""The rules that the clock asks about, of those that `law` knows."""
REACHES_BACK = "raekker-tilbage"
"""Stands in a fact for a pupil whose answer the statement does not hold, and `law` alone gives."""


class Fact(NamedTuple):
    """What the statement found for a pupil and a rule; what is not asked for is None.

    `first` and `last` bound the spell, the quarter's unlawful days or the window; `number` is
    the missed school days of a spell, or the number of the school day since which a share has
    been over; `reached_on` is the day a limit was reached, or the first day of sickness in a
    spell. `same` says the fact in one line, which the flag keeps, unless time alone may change
    what `law` says of it. `last_marked` is the last day so far that anything was noted about the
    pupil.
    """

    pupil_id: int
    rule: str
    first: date
    last: date
    half_days: int
    provisional: int
    number: int | None
    reached_on: date | None
    same: str | None
    last_marked: date | None


class Known(NamedTuple):
    """A flag as it stands, with what its next step depends on."""

    pk: int
    pupil_id: int
    rule: str
    period: str
    status: str
    school_id: int
    effective_on: date
    due_on: date | None
    last_on: date
    half_days: int
    school_days: int
    figures_from: date
    calendar_version: str
    stage: str | None
    same: str | None
    withdrawn_on: date | None
    look_again_on: date | None
    decision: str | None
    decided_on: date | None


@dataclass(slots=True)
class Asked:
    """What is asked about some pupils on a day.

    `trusted` are those whose flags were raised in the same circumstances: enrolment and figures
    have not changed. `assessed` are the days on which sickness was assessed this school year.
    `everybody` says that the pupils are all there are. There must be at least one.
    """

    day: date
    circumstances: Mapping[int, Circumstances]
    trusted: Collection[int]
    assessed: Mapping[int, tuple[date, ...]]
    everybody: bool = False

    @property
    def start(self) -> date:
        """The first day of the school year."""
        return school_year_bounds(school_year(self.day))[0]

    @property
    def figures(self) -> Figures:
        """The figures in force at the beginning of the school year."""
        return self._numbers(self.start)

    @property
    def spell_days(self) -> int:
        """The fewest school days away that any figures, whenever in force, warn of."""
        world = next(iter(self.circumstances.values())).world
        every = [SHIPPED, *(figures for _, figures in world.figures)]
        return min(figures.sickness_warn_days[1] for figures in every)

    @property
    def is_plain(self) -> bool:
        """Whether the statement counts as the figures say; local choices are left to `law`."""
        year = self.figures
        return (
            year.sickness_window is SicknessWindow.SCHOOL_YEAR
            and not year.recent_months_flag
            and year.total_min_school_days > 0
            and all(
                self._numbers(quarter.first).unlawful_denominator
                is UnlawfulDenominator.PLANNED_QUARTER
                for quarter in quarters_between(self.start, self.day)
            )
        )

    def _numbers(self, on: date) -> Figures:
        return next(iter(self.circumstances.values())).world.numbers(on)

    def windows(self, pupil_id: int) -> Iterator[tuple[date, date]]:
        """Return the periods in which a pupil's sickness is added up, both days inclusive.

        Each documented assessment ends one and begins the next.
        """
        circumstances = self.circumstances[pupil_id]
        first = max(self.start, circumstances.enrolled_from)
        for assessed_on in self.assessed.get(pupil_id, ()):
            if assessed_on >= first:
                yield first, assessed_on
                first = assessed_on + ONE_DAY
        yield first, min(self.day, circumstances.enrolled_to or self.day)

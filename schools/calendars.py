"""The calendars and figures of this municipality, handed to `law` as plain values."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise, product
from typing import Final, Self

from kiss.lib.sql import Again, Kept, fetch
from law.calendar import Calendar
from law.calendar import Closure as ClosedPeriod
from law.figures import Figures, World, figures_from
from schools.models import Closure, FiguresVersion, SchoolClass

# The figures that the product ships with count from before any school year it can hold.
SHIPPED_FROM = date(2000, 1, 1)
ONE_DAY = timedelta(days=1)
NOT_ENROLLED = "Ikke indskrevet i kommunens folkeskoler"

type Period = tuple[date, date, str]
type Place = tuple[int | None, int | None, int | None]
"""School, grade and class; what is None holds for all of them."""


@lru_cache(maxsize=2048)
def _calendar(periods: tuple[Period, ...]) -> Calendar:
    version = hashlib.sha256(repr(periods).encode()).hexdigest()[:8]
    return Calendar(tuple(ClosedPeriod(*period) for period in periods), version)


_QUESTIONS: Final = Kept(
    lambda: [
        Closure.objects.order_by("starts_on", "ends_on", "title", "pk"),
        FiguresVersion.objects.order_by("in_force_from"),
    ]
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some time in one class, both days inclusive; it has no end yet when `last` is None."""

    school_id: int
    grade: int
    class_id: int
    first: date
    last: date | None

    @property
    def place(self) -> Place:
        return self.school_id, self.grade, self.class_id


@dataclass(slots=True)
class Calendars:
    """Every calendar of the municipality as it stands when it is loaded.

    A pupil's calendar is what is closed for the municipality, the grade, the school and the
    class taken together.
    """

    closures: list[Closure]
    figures: tuple[tuple[date, Figures], ...]
    _by_place: dict[Place, list[tuple[int, Period]]] = field(init=False)
    _named: tuple[set[int | None], ...] = field(init=False)
    _worlds: dict[Place, World] = field(default_factory=dict, init=False)
    _along: dict[tuple[Stretch, ...], World] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._by_place = defaultdict(list)
        for order, row in enumerate(self.closures):
            place = (row.school_id, row.grade, row.school_class_id)
            self._by_place[place].append((order, (row.starts_on, row.ends_on, row.title)))
        self._named = tuple({place[part] for place in self._by_place} for part in range(3))

    @classmethod
    def load(cls) -> Self:
        """Read closures and figures from the database, in one statement."""
        questions = cls.questions()
        fetch(*questions)
        return cls.of(*questions)

    @staticmethod
    def questions() -> list[Again]:
        """Return what `of` is made from, to be asked together with something else."""
        return _QUESTIONS.again()

    @classmethod
    def of(cls, closures: Iterable[Closure], versions: Iterable[FiguresVersion]) -> Self:
        """Return the calendars that some closures and figures make."""
        figures = [(SHIPPED_FROM, Figures())]
        figures += [(row.in_force_from, figures_from(row.values)) for row in versions]
        return cls(list(closures), tuple(figures))

    def world(self, school_class: SchoolClass) -> World:
        """Return the world of one class: its calendar and the dated figures."""
        return self.world_of(school_class.school_id, school_class.grade, school_class.pk)

    def world_of(self, school_id: int | None, grade: int | None, class_id: int | None) -> World:
        """Return the world of a place; leave out what is not known."""
        place = self._plain((school_id, grade, class_id))
        if place not in self._worlds:
            periods = tuple(period for _, period in self._closed(place))
            self._worlds[place] = World(_calendar(periods), self.figures)
        return self._worlds[place]

    def municipality(self) -> World:
        """Return the world of the municipality as a whole."""
        return self.world_of(None, None, None)

    def along(self, stretches: Sequence[Stretch]) -> World:
        """Return the world of a pupil who went through some classes, in order of time.

        Each day has the calendar of the class that the pupil went in; before the first and after
        the last stretch those two go on. School days between two stretches, when the pupil went
        nowhere in the municipality, are closed. Raise IndexError when there is no stretch.
        """
        places = {self._plain(one.place) for one in stretches}
        away = self._away(stretches)
        if len(places) == 1 and not away:
            return self.world_of(*places.pop())
        key = tuple(stretches)
        if key not in self._along:
            self._along[key] = self._compose(key, away)
        return self._along[key]

    def _plain(self, place: Place) -> Place:
        """Leave out the parts of a place that have nothing closed of their own."""
        school_id, grade, class_id = place
        schools, grades, classes = self._named
        return (
            school_id if school_id in schools else None,
            grade if grade in grades else None,
            class_id if class_id in classes else None,
        )

    def _closed(self, place: Place) -> list[tuple[int, Period]]:
        """Return what is closed for a place, each with its order among all closures."""
        found: list[tuple[int, Period]] = []
        school_id, grade, class_id = place
        for part in set(product((None, school_id), (None, grade), (None, class_id))):
            found += self._by_place.get(part, ())
        return sorted(found)

    def _compose(self, stretches: tuple[Stretch, ...], away: list[Period]) -> World:
        begins = [date.min, *(later.first for later in stretches[1:])]
        ends = [later.first - ONE_DAY for later in stretches[1:]] + [date.max]
        pieces: dict[int, list[Period]] = defaultdict(list)
        for stretch, begin, end in zip(stretches, begins, ends, strict=True):
            for order, (starts_on, ends_on, title) in self._closed(stretch.place):
                piece = (max(starts_on, begin), min(ends_on, end), title)
                if piece[0] <= piece[1]:
                    _join(pieces[order], piece)
        periods = [piece for order in sorted(pieces) for piece in pieces[order]]
        return World(_calendar((*periods, *away)), self.figures)

    def _away(self, stretches: Sequence[Stretch]) -> list[Period]:
        """Return the periods with school days between two stretches."""
        found: list[Period] = []
        for before, after in pairwise(stretches):
            if before.last is None or before.last + ONE_DAY == after.first:
                continue
            gap = before.last + ONE_DAY, after.first - ONE_DAY
            if self.world_of(*before.place).calendar.school_days(*gap):
                found.append((*gap, NOT_ENROLLED))
        return found


def _join(pieces: list[Period], piece: Period) -> None:
    """Add a piece of a closure, grown together with the one before when no day is between."""
    if pieces and pieces[-1][1] + ONE_DAY == piece[0]:
        pieces[-1] = (pieces[-1][0], piece[1], piece[2])
    else:
        pieces.append(piece)

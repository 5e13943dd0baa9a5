"""A teacher's own classes: every pupil's absence this school year, in class-list order."""

from dataclasses import dataclass
from datetime import date

from absence.tally import Tally, marks_between, tally
from cases.permissions import classes_with
from cases.relations import apart
from law.absence import Category, show_percent
from law.quarters import school_year, school_year_bounds
from schools.calendars import Calendars
from schools.models import Enrolment, Pupil, SchoolClass, User
from schools.roles import Thing


@dataclass(frozen=True, slots=True)
class Seat:
    """One pupil of a class with the absence of the school year so far."""

    pupil: Pupil
    year: Tally

    @property
    def share(self) -> str:
        return show_percent(self.year.absent, self.year.school_days)

    @property
    def sick(self) -> int:
        return self.year.halves.get(Category.SYG, 0)

    @property
    def free(self) -> int:
        return self.year.halves.get(Category.LOV, 0)

    @property
    def unlawful(self) -> int:
        """Half-days of unlawful absence, with what is not clarified."""
        return sum(self.year.halves.get(kind, 0) for kind in (Category.ULO, Category.UKENDT))

    @property
    def late(self) -> int:
        return self.year.times.get(Category.SEN, 0)


@dataclass(frozen=True, slots=True)
class Classroom:
    """A class with its pupils in Danish order."""

    school_class: SchoolClass
    seats: tuple[Seat, ...]

    @property
    def names(self) -> frozenset[int]:
        return frozenset(seat.pupil.pk for seat in self.seats)


def classrooms(user: User, today: date) -> list[Classroom]:
    """Return the classes that a user teaches on a day; empty for everybody else."""
    enrolments = list(
        Enrolment.objects.in_force(today)
        .filter(
            apart(user, today, "pupil"),
            school_class__in=classes_with(user, Thing.PUPILS, today),
        )
        .select_related("pupil", "school_class__school")
        .order_by(
            "school_class__grade", "school_class__letter", "school_class_id", "pupil__sort_key"
        )
    )
    if not enrolments:
        return []
    first, _ = school_year_bounds(school_year(today))
    marks = marks_between([row.pupil_id for row in enrolments], first, today)
    calendars = Calendars.load()
    seats: dict[SchoolClass, list[Seat]] = {}
    for row in enrolments:
        since = max(first, row.starts_on)
        calendar = calendars.world(row.school_class).calendar
        year = tally(marks.get(row.pupil_id, ()), calendar, since, today)
        seats.setdefault(row.school_class, []).append(Seat(row.pupil, year))
    return [Classroom(school_class, tuple(found)) for school_class, found in seats.items()]

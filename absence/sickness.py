"""How ill a school and its classes were, week by week: sums, and never whose."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Count, DateField, F, Q, QuerySet, Sum
from django.db.models.functions import Cast, TruncWeek

from absence.models import Mark, MarkCategory
from absence.waves import SickWeek, waves
from law.calendar import Calendar
from law.figures import Figures
from schools.models import Enrolment, SchoolClass

WEEK: Final = timedelta(days=7)
IN_CLASS, AT_SCHOOL, IN_BOTH = "i klassen", "på skolen", "i klassen og på skolen"


@dataclass(frozen=True, slots=True)
class _Seats:
    """So many pupils of a class, from a day to a day, both inclusive; the last may lack."""

    school_class: int
    first: date
    last: date | None
    number: int

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


class Asked:
    """How ill a school was, week by week, as questions to be asked together with others.

    From the beginning of a class's school year to `last`, inclusive, and of everybody but one
    pupil: what is seen beside a child's absence is not made of it. The school days are those of
    the class.
    """

    def __init__(
        self, school_class: SchoolClass, calendar: Calendar, last: date, *, but: int
    ) -> None:
        self.own = school_class.pk
        self.mondays, self.days = _weeks(school_class, calendar, last)
        self.sick = _sick(school_class, self.days, but)
        self.seats = _seats(school_class, but)

    @property
    def questions(self) -> list[QuerySet[Any, Any]]:
        return [self.sick, self.seats]


def illness_waves(asked: Asked, figures: Figures) -> dict[date, str]:
    """Return the Mondays of the weeks with unusually much illness, and where: `IN_CLASS` and so on.

    The questions have been asked.
    """
    if not asked.days:
        return {}
    sick = {(row["monday"], row["own"]): (row["total"], row["pupils"]) for row in asked.sick}
    seats = [_Seats(*row) for row in asked.seats]
    by_week = defaultdict(list)
    for day in asked.days:
        by_week[day - timedelta(days=day.weekday())].append(day)
    limits = {
        "percent": figures.wave_percent,
        "times": figures.wave_times,
        "pupils": figures.wave_pupils,
    }
    found: dict[date, str] = {}
    for place, own in ((AT_SCHOOL, None), (IN_CLASS, asked.own)):
        weeks = [_week(monday, by_week[monday], sick, seats, own) for monday in asked.mondays]
        for monday, is_wave in zip(asked.mondays, waves(weeks, **limits), strict=True):
            if is_wave:
                found[monday] = IN_BOTH if monday in found else place
    return found


def _weeks(
    school_class: SchoolClass, calendar: Calendar, last: date
) -> tuple[list[date], list[date]]:
    """Return the Mondays of the school year so far, and its school days."""
    first = date(school_class.school_year, 8, 1)
    monday = first - timedelta(days=first.weekday())
    mondays = []
    while monday <= last:
        mondays.append(monday)
        monday += WEEK
    length = (last - first).days + 1
    days = [first + timedelta(days=number) for number in range(max(length, 0))]
    return mondays, [day for day in days if calendar.is_school_day(day)]


def _sick(school_class: SchoolClass, days: list[date], but: int) -> QuerySet[Any, Any]:
    """Return the sick half-days and how many were sick, by Monday and class."""
    seat = "pupil__enrolments"
    return (
        Mark.objects.filter(
            Q(**{f"{seat}__ends_on": None}) | Q(**{f"{seat}__ends_on__gte": F("day")}),
            **{
                f"{seat}__starts_on__lte": F("day"),
                f"{seat}__school_class__school": school_class.school_id,
                f"{seat}__school_class__school_year": school_class.school_year,
            },
            category=MarkCategory.SYG,
            day__in=days,
            halves__gt=0,
        )
        .exclude(pupil_id=but)
        .order_by()
        .annotate(monday=Cast(TruncWeek("day"), DateField()), own=F(f"{seat}__school_class"))
        .values("monday", "own")
        .annotate(total=Sum("halves"), pupils=Count("pupil_id", distinct=True))
    )


def _seats(school_class: SchoolClass, but: int) -> QuerySet[Any, Any]:
    """Return how many pupils each class of the school had, and when."""
    rows = Enrolment.objects.filter(
        school_class__school=school_class.school_id,
        school_class__school_year=school_class.school_year,
    ).exclude(pupil_id=but)
    counted = rows.order_by().values_list("school_class", "starts_on", "ends_on")
    return counted.annotate(number=Count("pk"))


def _week(
    monday: date,
    days: list[date],
    sick: dict[tuple[date, int], tuple[int, int]],
    seats: list[_Seats],
    own: int | None,
) -> SickWeek:
    """Add up a week of one class, or of the whole school where `own` is None."""
    if not days:
        return SickWeek()
    totals = Counter[str]()
    for seat in seats:
        if own in (None, seat.school_class) and seat.holds(days[0]):
            totals["seats"] += seat.number
    for (week, school_class), (half_days, pupils) in sick.items():
        if week == monday and own in (None, school_class):
            totals["half_days"] += half_days
            totals["pupils"] += pupils
    return SickWeek(
        half_days=totals["half_days"],
        school_half_days=totals["seats"] * 2 * len(days),
        pupils=totals["pupils"],
    )

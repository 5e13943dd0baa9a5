"""Does it help? Absence in days a week, with what was done marked on it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from django.db.models import Max, Q

from absence.models import Import
from absence.models.imports import ImportKind
from absence.tally import marks_between
from cases.models import Case, Indsats
from kiss.lib.charts import StripMarker, StripWeek, strip_weeks
from kiss.lib.text import decimal
from law.calendar import Calendar
from law.danish import short_date
from meetings.models import Meeting
from schools.models import Enrolment, SchoolClass

WEEKS: Final = 20
WEEK: Final = timedelta(days=7)
# The mean of so few would tell about single children.
SMALLEST_CLASS: Final = 5
# Before and after are compared over this many school weeks.
COMPARED: Final = 4
FEWEST: Final = 2


@dataclass(frozen=True, slots=True)
class Effect:
    """A strip of weeks, what is marked on it, and one sentence that says it."""

    weeks: Sequence[StripWeek]
    markers: Sequence[StripMarker]
    text: str


def effect_of(
    case: Case, school_class: SchoolClass | None, calendar: Calendar, today: date
) -> Effect | None:
    """Return the absence of the last weeks of this school year, as far as any file tells.

    None when nothing is known. The class's mean is left out when the class is small.
    """
    last = known_through(school_class, today) if school_class else None
    if school_class is None or last is None:
        return None
    first = max(
        date(school_class.school_year, 8, 1), last - timedelta(days=last.weekday()) - WEEKS * WEEK
    )
    first = calendar.next_school_day(first - timedelta(days=1))
    if first > last:
        return None
    classmates = list(
        Enrolment.objects.in_force(today)
        .filter(school_class=school_class)
        .values_list("pupil", flat=True)
    )
    marks = marks_between({*classmates, case.pupil_id}, first, last)
    weeks = strip_weeks(marks[case.pupil_id], calendar, first, last)
    if len(classmates) >= SMALLEST_CLASS:
        weeks = _with_class(weeks, classmates, marks, calendar, first, last)
    began = _began(case, first, today)
    return Effect(
        weeks,
        _markers(began),
        _sentence(weeks, began),
    )


def _with_class(
    weeks: list[StripWeek],
    classmates: list[int],
    marks: dict,
    calendar: Calendar,
    first: date,
    last: date,
) -> list[StripWeek]:
    everybody = [mark for pupil in classmates for mark in marks[pupil]]
    sums = strip_weeks(everybody, calendar, first, last)
    return [
        week if week.closed else replace(week, class_half_days=summed.half_days / len(classmates))
        for week, summed in zip(weeks, sums, strict=True)
    ]


def known_through(school_class: SchoolClass, today: date) -> date | None:
    """Return the last day that a delivered file tells of: silence is not attendance."""
    told = Import.objects.filter(
        Q(school=None) | Q(school=school_class.school_id),
        kind=ImportKind.ABSENCE,
        status=Import.Status.DONE,
    )
    last = told.aggregate(last=Max("last_day"))["last"]
    return min(last, today) if last else None


def _began(case: Case, first: date, today: date) -> list[tuple[date, str]]:
    """Return what was done and when, in order: versions of the plan, meetings, actions."""
    versions = case.plan_versions.filter(frozen_on__range=(first, today))
    done = [(row.frozen_on, f"Handleplan {row.number}") for row in versions]
    held = Meeting.objects.filter(
        case=case,
        status=Meeting.Status.HOLDT,
        starts_at__date__range=(first, today),
        plan_version=None,
    )
    done += [(row.starts_at.date(), "Netværksmøde") for row in held]
    rows = Indsats.objects.filter(plan__case=case, starts_on__range=(first, today))
    done += [
        (row.starts_on, row.what)
        for row in rows.order_by("starts_on", "position", "pk")
        if row.starts_on is not None
    ]
    # Python's sort keeps the order of equal days: the version stands before its actions.
    return sorted(done, key=lambda mark: mark[0])


def _markers(began: Sequence[tuple[date, str]]) -> list[StripMarker]:
    """Return one marker per week: two in the same place could not be told apart."""
    by_week: dict[int, list[str]] = {}
    for day, label in began:
        by_week.setdefault(day.isocalendar().week, []).append(label)
    return [StripMarker(week, _label(labels)) for week, labels in by_week.items()]


def _label(labels: list[str]) -> str:
    shown, more = labels[:2], len(labels) - 2
    return ": ".join(shown) + (f" og {more} mere" if more > 0 else "")


def _sentence(weeks: Sequence[StripWeek], began: Sequence[tuple[date, str]]) -> str:
    """Compare the weeks before the last thing done with the weeks after, in days a week."""
    for day, _ in reversed(began):
        number = day.isocalendar().week
        place = next((i for i, week in enumerate(weeks) if week.number == number), 0)
        before = [week.half_days for week in weeks[:place] if not week.closed][-COMPARED:]
        after = [week.half_days for week in weeks[place + 1 :] if not week.closed]
        if len(before) >= FEWEST and len(after) >= FEWEST:
            return (
                f"{_a_week(before)} om ugen i de {len(before)} skoleuger før "
                f"{short_date(day)}, {_a_week(after)} om ugen i de {len(after)} efter. "
                "Tallene siger ikke hvorfor."
            )
    schooled = [week.half_days for week in weeks if not week.closed]
    recent, earlier = schooled[-COMPARED:], schooled[:-COMPARED]
    if len(recent) >= FEWEST and len(earlier) >= FEWEST:
        return (
            f"{_a_week(recent)} om ugen i de seneste {len(recent)} skoleuger, "
            f"{_a_week(earlier)} om ugen før det."
        )
    return ""


def _a_week(half_days: Sequence[int]) -> str:
    mean = decimal(sum(half_days) / 2 / len(half_days)).removesuffix(",0")
    return f"{mean} {'dag' if mean == '1' else 'dage'}"

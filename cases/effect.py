"""Does it help? Absence in days a week, with what was done marked on it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Max, Q, QuerySet

from absence import sickness
from absence.models import Import
from absence.models.imports import ImportKind
from absence.tally import by_pupil, marks_of
from cases.models import Case, Indsats, PlanVersion
from kiss.lib.charts import StripMarker, StripWeek, strip_weeks
from kiss.lib.sql import Kept, fetch
from kiss.lib.text import decimal
from law.calendar import Calendar
from law.danish import short_date
from law.figures import Figures, World
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
class Change:
    """The absence before and after something began: days a week, and of how many school weeks.

    Empty where there are fewer than FEWEST weeks to tell of.
    """

    what: str
    on: date
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """A strip of weeks, what is marked on it, one sentence that says it, and when one is shaded.

    `changes` are those around each indsats that has begun, the earliest first.
    """

    weeks: Sequence[StripWeek]
    markers: Sequence[StripMarker]
    text: str
    rule: str
    changes: Sequence[Change]


class Asked:
    """The questions that the effect is made from, to be asked together with others.

    The child's class and the weeks are not known yet, so the rows are of the whole case.
    """

    def __init__(self, case: Case, today: date) -> None:
        self.questions = _QUESTIONS.again(case.pk, case.pupil_id, today)
        self.classmates, self.told, self.versions, self.held, self.indsatser = self.questions


def _questions(case: int, pupil: int, today: date) -> list[QuerySet[Any, Any]]:
    goes = Enrolment.objects.in_force(today).filter(pupil=pupil)
    return [
        Enrolment.objects.in_force(today)
        .filter(school_class__in=goes.values("school_class"))
        .values_list("pupil", flat=True),
        Import.objects.filter(kind=ImportKind.ABSENCE, status=Import.Status.DONE)
        .filter(Q(school=None) | Q(school__in=goes.values("school_class__school")))
        .exclude(last_day=None)
        .order_by("-last_day")
        .values_list("last_day", flat=True)[:1],
        PlanVersion.objects.filter(case=case).order_by("number").values_list("frozen_on", "number"),
        Meeting.objects.filter(
            case=case, status=Meeting.Status.HOLDT, plan_version=None
        ).values_list("starts_at__date", flat=True),
        Indsats.objects.filter(plan__case=case)
        .exclude(starts_on=None)
        .order_by("starts_on", "position", "pk")
        .values_list("starts_on", "what"),
    ]


_QUESTIONS: Final = Kept(_questions, int, int, date)


def effect_of(
    case: Case,
    school_class: SchoolClass | None,
    world: World,
    today: date,
    asked: Asked | None = None,
) -> Effect | None:
    """Return the absence of the last weeks of this school year, as far as any file tells.

    None when nothing is known. The class's mean is left out when the class is small. Weeks when
    unusually many others were ill are marked, as holidays are. `asked` are the answers where
    somebody has asked already.
    """
    calendar, figures = world.calendar, world.numbers(today)
    if asked is None:
        asked = Asked(case, today)
        fetch(*asked.questions)
    known = [min(day, today) for day in asked.told if day is not None]
    if school_class is None or not known:
        return None
    last = known[0]
    first = max(
        date(school_class.school_year, 8, 1), last - timedelta(days=last.weekday()) - WEEKS * WEEK
    )
    first = calendar.next_school_day(first - timedelta(days=1))
    if first > last:
        return None
    classmates = list(asked.classmates)
    marked = marks_of({*classmates, case.pupil_id}, first, last)
    ill = sickness.Asked(school_class, calendar, last, but=case.pupil_id)
    fetch(marked, *ill.questions)
    marks = by_pupil(marked)
    weeks = strip_weeks(marks[case.pupil_id], calendar, first, last)
    if len(classmates) >= SMALLEST_CLASS:
        weeks = _with_class(weeks, classmates, marks, calendar, first, last)
    began = [mark for mark in _began(asked) if first <= mark[0] <= today]
    return Effect(
        _shaded(weeks, sickness.illness_waves(ill, figures), first),
        _markers(began),
        _sentence(weeks, began),
        wave_rule(figures),
        [_change(weeks, on, what, first) for on, what in asked.indsatser if on and on <= today],
    )


def wave_rule(figures: Figures) -> str:
    """Say when a week is shaded, with the municipality's own numbers."""
    return (
        f"Når de andre på skolen eller i klassen var syge i mindst {figures.wave_percent} procent "
        f"af ugens skoletid, det er mindst {figures.wave_times} gange så meget som i en almindelig "
        f"uge i skoleåret, og mindst {figures.wave_pupils} andre var syge. Kun lovligt sygefravær "
        "tæller, og barnet selv tæller ikke med. Tallene er kommunens eget valg og ikke lov."
    )


def _shaded(weeks: list[StripWeek], ill: dict[date, str], first: date) -> list[StripWeek]:
    monday = first - timedelta(days=first.weekday())
    return [
        replace(week, ill=ill.get(monday + number * WEEK, "")) for number, week in enumerate(weeks)
    ]


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


def _began(asked: Asked) -> list[tuple[date, str]]:
    """Return what was done and when, in order: versions of the plan, meetings, actions."""
    done = [(on, f"Handleplan {number}") for on, number in asked.versions]
    done += [(on, "Netværksmøde") for on in asked.held]
    done += [(on, what) for on, what in asked.indsatser if on is not None]
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
    return "; ".join([*shown, f"{more} mere"] if more > 0 else shown)


def _sentence(weeks: Sequence[StripWeek], began: Sequence[tuple[date, str]]) -> str:
    """Compare the weeks before the last thing done with the weeks after, in days a week."""
    for day, _ in reversed(began):
        before, after = _around(weeks, day.isocalendar().week)
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


def _around(weeks: Sequence[StripWeek], number: int) -> tuple[list[int], list[int]]:
    """Return the half-days of the last COMPARED school weeks before a week, and of all after it.

    All of them come after a week that is not shown.
    """
    place = next((i for i, week in enumerate(weeks) if week.number == number), -1)
    before = [week.half_days for week in weeks[: max(place, 0)] if not week.closed]
    after = [week.half_days for week in weeks[place + 1 :] if not week.closed]
    return before[-COMPARED:], after


def _change(weeks: Sequence[StripWeek], on: date, what: str, first: date) -> Change:
    before, after = _around(weeks, on.isocalendar().week if on >= first else 0)
    return Change(what, on, _of_weeks(before), _of_weeks(after))


def _of_weeks(half_days: Sequence[int]) -> str:
    if len(half_days) < FEWEST:
        return ""
    return f"{_a_week(half_days)} om ugen i {len(half_days)} skoleuger"


def _a_week(half_days: Sequence[int]) -> str:
    mean = decimal(sum(half_days) / 2 / len(half_days)).removesuffix(",0")
    return f"{mean} {'dag' if mean == '1' else 'dage'}"

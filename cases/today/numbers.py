"""The schools in numbers, without names, for those who see no children."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from absence.models import Flag
from absence.sentences import duties
from cases.models import Case
from kiss.lib.small import suppress
from law.absence import show_percent
from law.figures import Figures
from law.quarters import school_year, school_year_label
from law.verdicts import RuleKey
from schools.calendars import Calendars
from schools.models import Enrolment, School

COLUMNS = ("over_limit", "waiting", "overdue", "open_cases", "leaderless")


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolRow:
    """One school; a number that is None is too small to be shown."""

    name: str
    pupils: int
    over_limit: int | None
    share: str
    waiting: int | None
    overdue: int | None
    open_cases: int | None
    leaderless: int | None


@dataclass(frozen=True, slots=True)
class SchoolNumbers:
    """The municipality, school by school, with its total."""

    rows: Sequence[SchoolRow]
    total: SchoolRow
    percent: int
    small_number: int


def school_numbers(today: date) -> SchoolNumbers:
    """Count the pupils, flags and cases of every school on a day; small numbers are hidden.

    Pupils count where they are enrolled that day, flags with the pupil, cases at their school.
    """
    figures = Calendars.load().municipality().numbers(today)
    schools = list(School.objects.order_by("name", "pk"))
    counts = {**_pupils(today), **_cases(today)}
    raw = {name: [found.get(school.pk, 0) for school in schools] for name, found in counts.items()}
    return _table([school.name for school in schools], raw, figures)


def _pupils(today: date) -> dict[str, dict[int, int]]:
    over = Flag.objects.filter(
        rule=RuleKey.TOTAL_OVER_10,
        period=school_year_label(school_year(today)),
        withdrawn_on=None,
    ).exclude(status=Flag.Status.WITHDRAWN)
    waiting = Flag.objects.open()
    overdue = waiting.due_before(today).filter(rule__in=duties())
    rows = (
        Enrolment.objects.in_force(today)
        .values("school_class__school")
        .annotate(
            pupils=Count("pupil_id"),
            over_limit=Count("pupil_id", filter=Q(pupil_id__in=over.values("pupil_id"))),
            waiting=Count("pupil_id", filter=Q(pupil_id__in=waiting.values("pupil_id"))),
            overdue=Count("pupil_id", filter=Q(pupil_id__in=overdue.values("pupil_id"))),
        )
    )
    return _by_school(
        rows.order_by(), "school_class__school", ("pupils", "over_limit", "waiting", "overdue")
    )


def _cases(today: date) -> dict[str, dict[int, int]]:
    leaderless = Case.objects.without_tovholder(today).values("pk")
    rows = (
        Case.objects.open()
        .values("school")
        .annotate(open_cases=Count("pk"), leaderless=Count("pk", filter=Q(pk__in=leaderless)))
    )
    return _by_school(rows.order_by(), "school", ("open_cases", "leaderless"))


def _by_school(
    rows: Sequence[Mapping[str, int]], school: str, names: Sequence[str]
) -> dict[str, dict[int, int]]:
    found = list(rows)
    return {name: {row[school]: row[name] for row in found} for name in names}


def _table(
    names: Sequence[str], raw: Mapping[str, Sequence[int]], figures: Figures
) -> SchoolNumbers:
    pupils = raw["pupils"]
    limit = figures.small_number
    columns = {
        name: suppress(raw[name], limit, wholes=pupils if name == "over_limit" else None)
        for name in COLUMNS
    }
    rows = [
        _row(name, pupils[place], {key: columns[key].cells[place] for key in COLUMNS})
        for place, name in enumerate(names)
    ]
    total = _row("I alt", sum(pupils), {key: columns[key].total for key in COLUMNS})
    return SchoolNumbers(rows, total, figures.total_percent, limit)


def _row(name: str, pupils: int, cells: Mapping[str, int | None]) -> SchoolRow:
    over = cells["over_limit"]
    # A whole pupil weighs two here, as a whole day does.
    share = show_percent(over * 2, pupils, ()) if over is not None else ""
    return SchoolRow(name=name, pupils=pupils, share=share, **cells)

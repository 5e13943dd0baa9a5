"""Reading out of the ordinary among a day's look-ups. Every find is a question, no verdict."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Final

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils.timezone import make_aware

from cases.emergency import PAGES
from cases.models import Case, CaseAccess, Concern, Event
from cases.models.record import EMERGENCIES
from law.calendar import is_workday
from meetings.models import Participant
from schools.models import Alarm, Lookup, Membership
from schools.roles import Scope, Thing, roles_with

Opened = tuple[datetime, str]
TEN_MINUTES: Final = timedelta(minutes=10)
AN_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """From which number a question is asked, and the hours in which nobody is expected to work.

    The hours are of the Danish clock: from `evening_hour` to midnight and until `morning_hour`.
    """

    in_an_hour: int
    in_ten_minutes: int
    evening_hour: int
    morning_hour: int
    cases_without_task: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Find:
    """One question about one user's reading on one day; the fields are those of `Alarm`."""

    kind: Alarm.Kind
    user_id: int
    number: int
    limit: int
    first_at: datetime
    last_at: datetime
    about: str = ""
    pupil_id: int | None = None
    cases: str = ""


def finds_of(day: date, limits: Limits) -> Iterator[Find]:
    """Return the questions that a day's look-ups raise."""
    rows = Lookup.objects.shown().filter(
        at__gte=_moment(day), at__lt=_moment(day + timedelta(days=1))
    )
    # A list of names is one glance at many; only what was opened one by one counts as opened.
    opened = rows.filter(in_list=False)
    yield from _many(opened, limits)
    yield from _odd_hours(rows, day, limits)
    yield from _same_name(opened)
    yield from _no_task(opened, day, limits)


def _moment(day: date, hour: int = 0) -> datetime:
    return make_aware(datetime.combine(day, time())) + timedelta(hours=hour)


def _many(opened: QuerySet[Lookup], limits: Limits) -> Iterator[Find]:
    rows = opened.order_by("user_id", "at", "pk").values_list("user_id", "at", "pupil_id")
    for user_id, found in groupby(rows, lambda row: row[0]):
        seen = [(at, str(pupil_id)) for _, at, pupil_id in found]
        for window, limit in (
            (TEN_MINUTES, limits.in_ten_minutes),
            (AN_HOUR, limits.in_an_hour),
        ):
            number, first_at, last_at = most_within(seen, window)
            if number >= limit:
                yield Find(
                    kind=Alarm.Kind.MANY,
                    user_id=user_id,
                    about=str(window // timedelta(minutes=1)),
                    number=number,
                    limit=limit,
                    first_at=first_at,
                    last_at=last_at,
                )


def most_within(seen: Sequence[Opened], window: timedelta) -> tuple[int, datetime, datetime]:
    """Return the most different things seen within a window, and the moments it began and ended.

    `seen` is in order of time and not empty; a window holds its first moment and not its last.
    """
    held: dict[str, int] = defaultdict(int)
    best = (0, seen[0][0], seen[0][0])
    first = 0
    for at, thing in seen:
        held[thing] += 1
        while seen[first][0] <= at - window:
            left = seen[first][1]
            held[left] -= 1
            if not held[left]:
                del held[left]
            first += 1
        if len(held) > best[0]:
            best = (len(held), seen[first][0], at)
    return best


def _odd_hours(rows: QuerySet[Lookup], day: date, limits: Limits) -> Iterator[Find]:
    if is_workday(day):
        early = Q(at__lt=_moment(day, limits.morning_hour))
        rows = rows.filter(early | Q(at__gte=_moment(day, limits.evening_hour)))
    for row in _by(rows, "user_id"):
        yield Find(kind=Alarm.Kind.ODD_HOURS, limit=1, **row)


def _same_name(opened: QuerySet[Lookup]) -> Iterator[Find]:
    for row in _by(opened, "user_id", "user__name", "pupil_id", "pupil__last_name"):
        own = row.pop("user__name").casefold().split()
        if own and own[-1] in row.pop("pupil__last_name").casefold().split():
            yield Find(kind=Alarm.Kind.SAME_NAME, limit=1, about=str(row["pupil_id"]), **row)


def _no_task(opened: QuerySet[Lookup], day: date, limits: Limits) -> Iterator[Find]:
    # An emergency is asked about by an alarm of its own.
    opened = opened.exclude(case_number="").exclude(page__startswith=PAGES)
    rows = list(_by(opened, "user_id", "case_number"))
    numbers = {row["case_number"] for row in rows}
    cases = {case.number: case for case in Case.objects.filter(number__in=numbers)}
    tasks = _with_task(list(cases.values()), day)
    without = [
        row
        for row in rows
        if row["case_number"] in cases and row["user_id"] not in tasks[cases[row["case_number"]].pk]
    ]
    for user_id, grouped in groupby(without, lambda row: row["user_id"]):
        found = list(grouped)
        if len(found) >= limits.cases_without_task:
            yield Find(
                kind=Alarm.Kind.NO_TASK,
                user_id=user_id,
                cases=", ".join(row["case_number"] for row in found),
                number=len(found),
                limit=limits.cases_without_task,
                first_at=min(row["first_at"] for row in found),
                last_at=max(row["last_at"] for row in found),
            )


def _with_task(cases: list[Case], day: date) -> dict[int, set[int]]:
    """Return the users who have something to do in each case, by the case's key.

    They lead it or the school, are named on it, are invited to a meeting about it, or wrote in it.
    """
    tasks = {case.pk: {case.tovholder_id} for case in cases}
    ids = list(tasks)
    leaders = Membership.objects.in_force(day).filter(
        role__in=roles_with(Thing.DECIDE, Scope.SCHOOL),
        school__in={case.school_id for case in cases},
    )
    by_school: dict[int | None, set[int]] = defaultdict(set)
    for school_id, user_id in leaders.values_list("school_id", "user_id"):
        by_school[school_id].add(user_id)
    for case in cases:
        tasks[case.pk] |= by_school[case.school_id]
    named = CaseAccess.objects.in_force(day).filter(content_object__in=ids)
    invited = Participant.objects.filter(meeting__case__in=ids).exclude(user=None)
    for pairs in (
        named.values_list("content_object_id", "user_id"),
        invited.values_list("meeting__case_id", "user_id"),
        Event.objects.filter(case__in=ids)
        .exclude(kind__in=EMERGENCIES)
        .values_list("case_id", "by_id")
        .distinct(),
        Concern.objects.filter(case__in=ids).values_list("case_id", "noted_by_id"),
    ):
        for case_id, user_id in pairs:
            tasks[case_id].add(user_id)
    return tasks


def _by(rows: QuerySet[Lookup], *fields: str) -> list[dict]:
    """Return how many look-ups each group has, with the first and the last moment, in order."""
    counted = rows.order_by(*fields).values(*fields)
    return list(counted.annotate(number=Count("pk"), first_at=Min("at"), last_at=Max("at")))

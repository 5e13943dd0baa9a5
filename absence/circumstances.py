"""What a pupil is judged with besides the marks: where they went, when, and what was delivered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection

from absence.models import FlagDecision
from kiss.lib.sql import array
from law.figures import World
from law.quarters import school_year, school_year_bounds
from law.verdicts import RuleKey
from schools.calendars import Calendars, Stretch

# The newest marks tell nearly always; only after a summer is it worth looking further back.
RECENTLY, LONG_AGO = timedelta(days=21), timedelta(days=400)
ASSESSING = (FlagDecision.Kind.TALK, FlagDecision.Kind.CASE)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Where a pupil goes on a day, and since when; shared by pupils for whom it is the same.

    `school_id` is the school of the day, or the last one. The enrolment is the unbroken one and
    that of the school year before; both days are inclusive and `enrolled_to` is None when open.
    """

    school_id: int
    world: World
    enrolled_from: date
    enrolled_to: date | None

    def enrolled(self, first: date, last: date) -> tuple[date, date]:
        """Return a period cut to the enrolment; its last day lies before its first if outside."""
        return max(first, self.enrolled_from), min(last, self.enrolled_to or last)


WENT = """
select pupil_id, c.school_id, c.grade, c.id, starts_on, ends_on
from schools_enrolment e join schools_schoolclass c on c.id = e.school_class_id
where starts_on <= %(day)s and (ends_on is null or ends_on >= %(year_before)s)
    and (%(everybody)s or pupil_id = any(%(pupils)s::bigint[]))
order by pupil_id, starts_on
"""


def circumstances_of(
    calendars: Calendars, day: date, pupils: Collection[int] | None = None
) -> dict[int, Circumstances]:
    """Return the circumstances of pupils who go, or went, in a class in the school year of a day.

    Those who left before that year, or begin after the day, are not among them. Without `pupils`
    all of the municipality's; one query.
    """
    start, _ = school_year_bounds(school_year(day))
    year_before, _ = school_year_bounds(start.year - 1)
    with connection.cursor() as cursor:
        cursor.execute(
            WENT,
            {
                "day": day,
                "year_before": year_before,
                "everybody": pupils is None,
                "pupils": array(pupils or ()),
            },
        )
        rows = cursor.fetchall()
    known: dict[tuple[Any, ...], Stretch] = {}
    shared: dict[tuple[Stretch, ...], Circumstances] = {}
    result = {}
    for pupil_id, own in groupby(rows, key=itemgetter(0)):
        stretches = tuple(
            known.get(row[1:]) or known.setdefault(row[1:], Stretch(*row[1:])) for row in own
        )
        last = stretches[-1]
        if last.last is None or last.last >= start:
            if stretches not in shared:
                shared[stretches] = Circumstances(
                    last.school_id, calendars.along(stretches), stretches[0].first, last.last
                )
            result[pupil_id] = shared[stretches]
    return result


# Leave granted ahead is no register: a file delivers nothing beyond the day it came.
DELIVERED = """
with newest as (
    select school_id, import_id, max(day) as day
    from absence_mark
    where day between %(since)s and %(day)s and school_id = any(%(schools)s)
    group by school_id, import_id
), delivery as (
    select newest.school_id, greatest(newest.day, last_day) as through, created_at
    from newest join absence_import on absence_import.id = import_id
    union all
    select school_id, last_day, created_at
    from absence_import
    where school_id = any(%(schools)s) and kind = 'fravaer' and status = 'faerdig'
)
select school_id, max(least(through, (created_at at time zone 'Europe/Copenhagen')::date))
from delivery
group by school_id
"""


def delivered_through(schools: Collection[int], day: date) -> dict[int, date]:
    """Return the last day up to `day` that each school has delivered registers for.

    That is the last day of a file from the school, or of the municipality's when the school has
    absence in it. A school that nothing is known of is left out.
    """
    found: dict[int, date] = {}
    for since in (day - RECENTLY, day - LONG_AGO):
        if missing := [school_id for school_id in set(schools) if school_id not in found]:
            with connection.cursor() as cursor:
                cursor.execute(DELIVERED, {"since": since, "day": day, "schools": missing})
                found |= {school: min(day, last) for school, last in cursor.fetchall() if last}
    return found


ASSESSED = """
select d.pupil_id, array_agg(distinct d.decided_on order by d.decided_on)
from absence_flagdecision d
where d.kind = any(%(kinds)s) and d.decided_on between %(start)s and %(day)s
    and d.pupil_id = any(%(pupils)s::bigint[])
    and exists (select from absence_flag f where f.decision_id = d.id and f.rule = %(rule)s)
group by d.pupil_id
"""


def assessments(pupils: Collection[int], day: date) -> dict[int, tuple[date, ...]]:
    """Return the days up to `day`, in its school year, on which sickness was assessed, in order.

    To talk with somebody or to open a case about frequent sickness is the documented assessment
    that sygeundervisning asks for.
    """
    start, _ = school_year_bounds(school_year(day))
    with connection.cursor() as cursor:
        cursor.execute(
            ASSESSED,
            {
                "rule": RuleKey.SICK_TOTAL,
                "kinds": list(ASSESSING),
                "start": start,
                "day": day,
                "pupils": array(pupils),
            },
        )
        return {pupil_id: tuple(days) for pupil_id, days in cursor.fetchall()}

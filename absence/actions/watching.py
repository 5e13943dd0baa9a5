"""What time alone does to flags: shares are counted on, and handlingsplaner fall due."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db import connection

from absence.actions.raising import Key, Written, follow
from absence.facts import Known
from absence.models import Flag
from cases.models import Handlingsplan1c
from kiss.lib.sql import any_number, array
from law.deadlines import watch_handlingsplan
from law.quarters import school_year, school_year_label
from law.verdicts import RuleKey, Verdict
from schools.calendars import Calendars

ONE_DAY = timedelta(days=1)
OPEN_SHARES = """
select f.id, f.school_days, f.last_on, e.school_class_id, c.school_id, c.grade
from absence_flag f
    join schools_enrolment e on e.pupil_id = f.pupil_id
        and e.starts_on <= %(day)s and (e.ends_on is null or e.ends_on >= %(day)s)
    join schools_schoolclass c on c.id = e.school_class_id
where f.rule = %(rule)s and f.period = %(period)s and f.status = any(%(open)s)
    and f.last_on < %(day)s and f.pupil_id <> all(%(judged)s::bigint[])
"""
COUNT_ON = """
update absence_flag f
set school_days = t.school_days, last_on = %(day)s,
    evidence = f.evidence || jsonb_build_object('as_of', %(day)s::date::text)
from unnest(%(ids)s::bigint[], %(school_days)s::int[]) as t (id, school_days)
where f.id = t.id
"""


def count_on(calendars: Calendars, day: date, *, judged: Collection[int]) -> None:
    """Bring the school days of open shares (all absence) up to a day, for pupils not judged on it.

    Only the number of days has changed for them: the share is still over its limit, or they would
    have been judged.
    """
    open_ones = [Flag.Status.NEW, Flag.Status.SEEN]
    with connection.cursor() as cursor:
        cursor.execute(
            OPEN_SHARES,
            {
                "day": day,
                "rule": RuleKey.TOTAL_OVER_10,
                "period": school_year_label(school_year(day)),
                "open": open_ones,
                "judged": array(judged),
            },
        )
        more: dict[tuple[int, date], int] = {}
        counted: dict[int, int] = {}
        for flag_id, school_days, last_on, class_id, school_id, grade in cursor.fetchall():
            if (class_id, last_on) not in more:
                calendar = calendars.world_of(school_id, grade, class_id).calendar
                more[class_id, last_on] = calendar.school_days(last_on + ONE_DAY, day)
            if more[class_id, last_on]:
                counted[flag_id] = school_days + more[class_id, last_on]
        cursor.execute(
            COUNT_ON,
            {"day": day, "ids": array(counted), "school_days": array(counted.values())},
        )


def watch_plans(calendars: Calendars, day: date, pupils: Collection[int] | None = None) -> Written:
    """Flag the handlingsplaner (§ 1 c) that are due soon or overdue, and settle those finished.

    Of all pupils, or of some. Of two plans with the same first day the unfinished one counts.
    """
    plans = Handlingsplan1c.objects.filter(informed_on__lte=day).select_related("concern")
    flags = Flag.objects.filter(rule=RuleKey.HANDLINGSPLAN_1C).select_related("decision")
    if pupils is not None:
        plans = plans.filter(concern__pupil__in=any_number(pupils))
        flags = flags.filter(pupil__in=any_number(pupils))
    world = calendars.municipality()
    verdicts: dict[Key, tuple[Verdict, str | None]] = {}
    schools: dict[int, int] = {}
    finished: dict[tuple[int, str], date] = {}
    for plan in plans.order_by("pk"):
        pupil_id, informed_on = plan.concern.pupil_id, plan.informed_on
        key = (pupil_id, RuleKey.HANDLINGSPLAN_1C.value, informed_on.isoformat())
        verdict = watch_handlingsplan(informed_on, ready_on=plan.ready_on, as_of=day, world=world)
        if verdict:
            verdicts[key] = (verdict, None)
            schools[pupil_id] = plan.concern.school_id
        elif plan.ready_on:
            finished[pupil_id, key[2]] = plan.ready_on
    known: dict[Key, Known] = {}
    for flag in flags:
        key = (flag.pupil_id, flag.rule, flag.period)
        if flag.evidence.get("as_of", "") <= day.isoformat():
            known[key] = _known(flag)
        else:
            verdicts.pop(key, None)
    return follow(
        verdicts,
        known,
        schools=schools.__getitem__,
        reasons=lambda left: {
            flag.pk: _settled(finished.get((flag.pupil_id, flag.period)), day) for flag in left
        },
        day=day,
    )


def _settled(ready_on: date | None, day: date) -> str:
    if ready_on is None:
        return f"Oplysningen om planen er rettet {day:%d-%m-%Y}"
    return f"Handlingsplanen var færdig {ready_on:%d-%m-%Y}"


def _known(flag: Flag) -> Known:
    decision = flag.decision
    return Known(
        pk=flag.pk,
        pupil_id=flag.pupil_id,
        rule=flag.rule,
        period=flag.period,
        status=flag.status,
        school_id=flag.school_id,
        effective_on=flag.effective_on,
        due_on=flag.due_on,
        last_on=flag.last_on or flag.effective_on,
        half_days=flag.half_days,
        school_days=flag.school_days,
        figures_from=flag.figures_from,
        calendar_version=flag.calendar_version,
        stage=flag.evidence.get("stage"),
        same=flag.evidence.get("same"),
        withdrawn_on=flag.withdrawn_on,
        look_again_on=flag.look_again_on,
        decision=decision.kind if decision else None,
        decided_on=decision.decided_on if decision else None,
    )

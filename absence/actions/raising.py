"""Writing the steps of many flags at once: two statements, whatever their number."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from absence.facts import Known
from absence.life import Status, Step, carried, gone, is_carried, raised
from kiss.lib.sql import array, text_array
from law.verdicts import Verdict

type Key = tuple[int, str, str]
"""Pupil, rule and period: what there is one flag of."""
type Row = tuple[Step, tuple[int, int]]
"""A step, with the pupil and the school of its flag."""
type Column = tuple[Callable[[Iterable[Any]], str], Callable[[Row, date], Any]]
"""How the values of a column are written, and how one is read from a row."""


# Any fixed number will do: it names the turn that everybody waits for who changes flags.
_TURN = 26_1123


def take_turn() -> None:
    """Wait until nobody else changes flags; the turn is ours until the end of the transaction.

    Without it a scan that has read a flag would overwrite what is decided before it writes.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_TURN])


@dataclass(frozen=True, slots=True)
class Written:
    """How many flags were raised (those on their way included), and how many withdrawn."""

    raised: int = 0
    withdrawn: int = 0

    def __add__(self, other: "Written") -> "Written":
        return Written(self.raised + other.raised, self.withdrawn + other.withdrawn)


RAISE = """
with flag as (
    insert into absence_flag (pupil_id, school_id, rule, period, status, effective_on, due_on,
        last_on, half_days, school_days, evidence, figures_from, calendar_version, found_on,
        withdrawn_because)
    select pupil_id, school_id, rule, period, status, effective_on, due_on, last_on, half_days,
        school_days, evidence, figures_from, calendar_version, %(on)s, ''
    from unnest(%(pupil_id)s::bigint[], %(school_id)s::bigint[], %(rule)s::text[],
        %(period)s::text[], %(status)s::text[], %(effective_on)s::date[], %(due_on)s::date[],
        %(last_on)s::date[], %(half_days)s::int[], %(school_days)s::int[], %(evidence)s::jsonb[],
        %(figures_from)s::date[], %(calendar_version)s::text[])
        as t (pupil_id, school_id, rule, period, status, effective_on, due_on, last_on, half_days,
            school_days, evidence, figures_from, calendar_version)
    on conflict (pupil_id, rule, period) do nothing
    returning id, pupil_id, rule, period, status
), story as (
    insert into absence_flagchange (flag_id, from_status, to_status, because, "on")
    select flag.id, '', flag.status, t.because, %(on)s
    from flag join unnest(%(pupil_id)s::bigint[], %(rule)s::text[], %(period)s::text[],
        %(because)s::text[]) as t (pupil_id, rule, period, because) using (pupil_id, rule, period)
)
select count(*) from flag
"""

CHANGE = """
with step as (
    select * from unnest(%(id)s::bigint[], %(from_status)s::text[], %(status)s::text[],
        %(school_id)s::bigint[], %(effective_on)s::date[], %(due_on)s::date[], %(last_on)s::date[],
        %(half_days)s::int[], %(school_days)s::int[], %(evidence)s::jsonb[],
        %(figures_from)s::date[], %(calendar_version)s::text[], %(because)s::text[],
        %(gone_because)s::text[], %(looks_again_on)s::date[])
        as t (id, from_status, status, school_id, effective_on, due_on, last_on, half_days,
            school_days, evidence, figures_from, calendar_version, because, gone_because,
            looks_again_on)
), flag as (
    update absence_flag f
    set status = step.status, school_id = coalesce(step.school_id, f.school_id),
        effective_on = coalesce(step.effective_on, f.effective_on),
        due_on = case when step.evidence is null then f.due_on else step.due_on end,
        last_on = coalesce(step.last_on, f.last_on),
        half_days = coalesce(step.half_days, f.half_days),
        school_days = coalesce(step.school_days, f.school_days),
        evidence = coalesce(
            step.evidence, f.evidence || jsonb_build_object('as_of', %(day)s::text)),
        figures_from = coalesce(step.figures_from, f.figures_from),
        calendar_version = coalesce(step.calendar_version, f.calendar_version),
        withdrawn_on = case when step.gone_because is not null then %(on)s::date end,
        withdrawn_because = coalesce(step.gone_because, ''),
        look_again_on = step.looks_again_on
    from step where f.id = step.id
)
insert into absence_flagchange (flag_id, from_status, to_status, because, "on")
select id, from_status, status, because, %(on)s from step where because is not null
"""


def follow(
    verdicts: Mapping[Key, tuple[Verdict, str | None]],
    flags: Mapping[Key, Known],
    *,
    schools: Callable[[int], int],
    reasons: Callable[[list[Known]], Mapping[int, str]],
    day: date,
    on: date | None = None,
) -> Written:
    """Raise the verdicts that have no flag, and let every flag take the step it has on a day.

    `schools` gives the school of a pupil; `reasons` is asked why some flags, by their key, are
    carried no more. `on` is the day the steps are taken, when it is later than the `day` judged.
    A flag that is raised although it exists is left as it is: it was judged on a later day.
    """
    rows: list[Row] = []
    for key, (verdict, same) in verdicts.items():
        owner, flag = (key[0], schools(key[0])), flags.get(key)
        if flag is None:
            rows.append((raised(verdict, same), owner))
        elif step := carried(flag, verdict, same=same, school_id=owner[1], day=day):
            rows.append((step, owner))
    left = [flag for key, flag in flags.items() if key not in verdicts and is_carried(flag)]
    why = reasons(left) if left else {}
    rows += [(gone(flag, why[flag.pk]), (flag.pupil_id, flag.school_id)) for flag in left]
    return _write(rows, day, on or day)


def _write(rows: Sequence[Row], day: date, on: date) -> Written:
    new = [row for row in rows if row[0].flag is None]
    known = [(step, step.flag) for step, _ in rows if step.flag is not None]
    made = _execute(RAISE, new, _NEW, day, on) if new else 0
    if known:
        _execute(CHANGE, [row for row in rows if row[0].flag is not None], _KNOWN, day, on)
    opened = (Status.NEW, Status.COMING)
    again = [step for step, flag in known if step.status in opened and flag.status not in opened]
    withdrawn = [step for step, _ in known if step.status == Status.WITHDRAWN]
    return Written(made + len(again), len(withdrawn))


def evidence(verdict: Verdict, same: str | None, day: date) -> str:
    """Return the dates and whole numbers that an explanation needs, as JSON.

    `as_of` is the day that was judged: nothing judged on an earlier one touches the flag.
    """
    known = {
        "stage": verdict.stage.value,
        "as_of": day.isoformat(),
        "first": verdict.first.isoformat(),
        "last": verdict.last.isoformat(),
        "provisional_half_days": verdict.provisional_half_days,
        "part_period": verdict.part_period,
        "same": same,
    }
    return json.dumps({name: value for name, value in known.items() if value})


def _execute(
    statement: str, rows: Sequence[Row], columns: Mapping[str, Column], day: date, on: date
) -> int:
    parameters: dict[str, Any] = {
        name: write_array(read(row, day) for row in rows)
        for name, (write_array, read) in columns.items()
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters | {"on": on, "day": day.isoformat()})
        return cursor.fetchone()[0] if cursor.description else cursor.rowcount


def _of_verdict(name: str) -> Callable[[Row, date], Any]:
    def read(row: Row, _: date) -> Any:
        verdict = row[0].verdict
        return None if verdict is None else getattr(verdict, name)

    return read


def _of_flag(name: str) -> Callable[[Row, date], Any]:
    return lambda row, _: getattr(row[0].flag, name)


def _evidence(row: Row, day: date) -> str | None:
    step = row[0]
    return None if step.verdict is None else evidence(step.verdict, step.same, day)


_NUMBERS: dict[str, Column] = {
    "status": (text_array, lambda row, _: row[0].status),
    "effective_on": (array, _of_verdict("effective_on")),
    "due_on": (array, _of_verdict("due_on")),
    "last_on": (array, _of_verdict("last")),
    "half_days": (array, _of_verdict("half_days")),
    "school_days": (array, _of_verdict("school_days")),
    "evidence": (text_array, _evidence),
    "figures_from": (array, _of_verdict("numbers_from")),
    "calendar_version": (text_array, _of_verdict("calendar_version")),
    "because": (text_array, lambda row, _: row[0].because),
}
_NEW: Mapping[str, Column] = {
    **_NUMBERS,
    "pupil_id": (array, lambda row, _: row[1][0]),
    "school_id": (array, lambda row, _: row[1][1]),
    "rule": (text_array, _of_verdict("rule")),
    "period": (text_array, _of_verdict("period")),
}
_KNOWN: Mapping[str, Column] = {
    **_NUMBERS,
    "id": (array, _of_flag("pk")),
    "from_status": (text_array, _of_flag("status")),
    "school_id": (array, lambda row, _: row[1][1] if row[0].verdict else None),
    "gone_because": (text_array, lambda row, _: row[0].gone_because),
    "looks_again_on": (array, lambda row, _: row[0].looks_again_on),
}

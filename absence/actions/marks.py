"""Marks as a file delivers them, compared with those there are, in one transaction.

The only place that writes `absence_mark`. A file is copied into a temporary table, and a few
statements over the whole of it find what differs and write that. The days of the file go into
them as parameters, so that only the school years it touches are read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import batched
from typing import Any, Final

from django.db import connection
from django.db.backends.utils import CursorWrapper

from absence.models import Import
from kiss.lib.sql import array
from law.quarters import school_year

LINES_IN_A_BLOCK: Final = 1_000

STAGING: Final = """
drop table if exists pg_temp.delivery, pg_temp.difference;
create temp table delivery (
    line int not null, pupil_id bigint, day date, school_id bigint,
    first_category smallint, first_halves smallint, last_category smallint, last_halves smallint,
    open_end bool, refused text, cells text
) on commit drop
"""

# Two lines about one pupil's day that say the same are one line; those that do not are both
# refused, because nobody can know which of them is true.
REPEATED: Final = """
create temp table repeated on commit drop as
select pupil_id, day, min(line) as first_line, max(line) as last_line, count(distinct
       (first_category, first_halves, last_category, last_halves)) as meanings
from delivery where refused is null group by pupil_id, day having count(*) > 1
"""
REFUSE_CONTRADICTIONS: Final = """
update delivery d
set refused = 'Linje ' || case when d.line = r.first_line then r.last_line else r.first_line end
              || ' siger noget andet om samme elev og dag.'
from repeated r
where r.meanings > 1 and r.pupil_id = d.pupil_id and r.day = d.day and d.refused is null
"""
DROP_REPETITIONS: Final = """
delete from delivery d using repeated r
where r.meanings = 1 and r.pupil_id = d.pupil_id and r.day = d.day and d.refused is null
  and d.line > r.first_line
"""

# A column with nothing in it is a day that nobody has noted yet, not a day without absence.
DROP_EMPTY_DAYS: Final = """
delete from delivery where refused is null and day <> all(%s::date[])
"""

# Half a day without which half is no correction of a file that said it.
KEEP_THE_END: Final = """
update delivery d
set first_category = null, first_halves = null,
    last_category = d.first_category, last_halves = d.first_halves
from absence_mark l
where d.open_end and d.refused is null
  and l.pupil_id = d.pupil_id and l.day = d.day and l.slot = 2
  and l.day between %(first)s and %(last)s
  and (l.category, l.halves) = (d.first_category, d.first_halves)
  and not exists (
    select from absence_mark f
    where f.pupil_id = d.pupil_id and f.day = d.day and f.slot = 1
      and f.day between %(first)s and %(last)s and f.category = d.first_category)
"""

GIVE_CELLS: Final = """
update delivery d set cells = t.cells
from unnest(%s::int[], %s::text[]) as t (line, cells)
where d.line = t.line and d.refused is not null
"""

EXTENT: Final = """
select count(distinct line),
       count(*) filter (where refused is null),
       count(*) filter (where refused is null
                          and (first_category is not null or last_category is not null)),
       count(distinct line) filter (where refused is not null),
       min(day) filter (where refused is null),
       max(day) filter (where refused is null),
       max(day) filter (where refused is null and day <= %s)
from delivery
"""

DIFFERENCE: Final = """
create temp table difference on commit drop as
select d.pupil_id, d.day, d.school_id,
       d.first_category, d.first_halves, d.last_category, d.last_halves,
       f.category as old_first_category, f.halves as old_first_halves, f.import_id as first_import,
       l.category as old_last_category, l.halves as old_last_halves, l.import_id as last_import,
       f.pupil_id is not null or l.pupil_id is not null as was_marked
from delivery d
left join absence_mark f on f.pupil_id = d.pupil_id and f.day = d.day and f.slot = 1
     and f.day between %(first)s and %(last)s
left join absence_mark l on l.pupil_id = d.pupil_id and l.day = d.day and l.slot = 2
     and l.day between %(first)s and %(last)s
where d.refused is null
  and (f.category, f.halves, l.category, l.halves)
      is distinct from (d.first_category, d.first_halves, d.last_category, d.last_halves)
"""
COUNTS: Final = """
select count(*) filter (where not was_marked),
       count(*) filter (where was_marked),
       count(*) filter (where first_category is null and last_category is null)
from difference
"""

# In the order of days, so that the BRIN index over them stays narrow.
PUT: Final = """
insert into absence_mark (pupil_id, changed_at, day, import_id, school_id, slot, category, halves)
select pupil_id, now(), day, %(source)s, school_id, slot, category, halves
from (
    select pupil_id, day, school_id, 1 as slot, first_category as category, first_halves as halves
    from difference
    where first_category is not null and (first_category, first_halves)
          is distinct from (old_first_category, old_first_halves)
    union all
    select pupil_id, day, school_id, 2, last_category, last_halves
    from difference
    where last_category is not null and (last_category, last_halves)
          is distinct from (old_last_category, old_last_halves)
) marks
order by day, pupil_id, slot
on conflict (pupil_id, day, slot) do update
set category = excluded.category, halves = excluded.halves, school_id = excluded.school_id,
    import_id = excluded.import_id, changed_at = excluded.changed_at
"""
TAKE_AWAY: Final = """
delete from absence_mark m using difference d
where m.pupil_id = d.pupil_id and m.day = d.day and m.day between %(first)s and %(last)s
  and d.was_marked
  and (m.slot = 1 and d.first_category is null or m.slot = 2 and d.last_category is null)
"""
# A day that had no mark is told by the mark itself, which knows its file.
TELL: Final = """
insert into absence_markchange
    (pupil_id, day, slot, old_category, new_category, source_id, previous_source_id)
select pupil_id, day, slot, old_category, new_category, %(source)s, previous
from (
    select pupil_id, day, 1 as slot, old_first_category as old_category,
           first_category as new_category, first_import as previous
    from difference
    where was_marked and (first_category, first_halves)
          is distinct from (old_first_category, old_first_halves)
    union all
    select pupil_id, day, 2, old_last_category, last_category, last_import
    from difference
    where was_marked and (last_category, last_halves)
          is distinct from (old_last_category, old_last_halves)
) changes
order by day, pupil_id, slot
"""
TOUCHED: Final = "select array_agg(distinct pupil_id) from difference"

QUARANTINE: Final = """
insert into absence_quarantinedline (source_id, line_number, cells, reason)
select %s, line, max(cells)::jsonb, left(string_agg(distinct refused, ' '), 300)
from delivery where refused is not null group by line order by line
"""


@dataclass(frozen=True, slots=True)
class Extent:
    """What a file holds: lines, pupils' days that can be used, those with a mark, refused lines.

    `through` is the last day that had come; leave may be noted for later ones.
    """

    lines: int
    days: int
    marked_days: int
    refused: int
    first: date | None
    last: date | None
    through: date | None


@dataclass(frozen=True, slots=True)
class Difference:
    """How many of the pupils' days are new, changed, or say that the pupil was there after all."""

    new: int
    changed: int
    cleared: int


def wait_for_turn() -> None:
    """Let one import write at a time; the others wait here until it has committed."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('absence.import'))")


def stage(lines: Iterable[str]) -> int:
    """Copy a file's lines into the staging table and return how many of them only repeat another.

    `lines` are those of `absence.importing.lines`; nothing may use the connection meanwhile.
    """
    with connection.cursor() as cursor:
        cursor.execute(STAGING)
        with cursor.copy("copy delivery from stdin") as copy:
            for block in batched(lines, LINES_IN_A_BLOCK):
                copy.write("".join(block))
        cursor.execute("analyze delivery")
        return _settle_repeated(cursor)


def _settle_repeated(cursor: CursorWrapper) -> int:
    cursor.execute("drop table if exists pg_temp.repeated")
    cursor.execute(REPEATED)
    if cursor.rowcount == 0:
        return 0
    cursor.execute(REFUSE_CONTRADICTIONS)
    cursor.execute(DROP_REPETITIONS)
    return cursor.rowcount


def drop_empty_days(noted: Iterable[date]) -> None:
    """Take the days that nobody has noted anything on out of a wide file."""
    with connection.cursor() as cursor:
        cursor.execute(DROP_EMPTY_DAYS, [array(noted)])


def keep_the_end(noted: Iterable[date]) -> None:
    """Let half a day that a wide file leaves open be the half that is marked already.

    `noted` are the days of the file.
    """
    days = sorted(noted)
    if days:
        with connection.cursor() as cursor:
            cursor.execute(KEEP_THE_END, {"first": days[0], "last": days[-1]})


def lines_without_cells() -> set[int]:
    """Return the numbers of refused lines whose cells have to be read again."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select line from delivery where refused is not null group by line"
            " having count(cells) = 0"
        )
        return {line for (line,) in cursor}


def give_cells(cells: Iterable[tuple[int, str]]) -> None:
    """Put the cells (as JSON) of refused lines beside them."""
    with connection.cursor() as cursor:
        for block in batched(cells, LINES_IN_A_BLOCK):
            lines, texts = zip(*block, strict=True)
            cursor.execute(GIVE_CELLS, [list(lines), list(texts)])


def first_refused(number: int) -> list[tuple[int, str]]:
    """Return the first refused lines with their reasons."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select line, left(string_agg(distinct refused, ' '), 300) from delivery"
            " where refused is not null group by line order by line limit %s",
            [number],
        )
        return cursor.fetchall()


def commonest_refusal() -> tuple[str, int]:
    """Return the reason that most lines are refused for, and how many lines those are."""
    return _row(
        "select refused, count(distinct line) from delivery where refused is not null"
        " group by refused order by 2 desc, 1 limit 1"
    )


def extent(*, today: date) -> Extent:
    """Say what the staged file holds."""
    return Extent(*_row(EXTENT, [today]))


def compare(found: Extent) -> Difference:
    """Find the days that the file and the marks tell differently."""
    with connection.cursor() as cursor:
        cursor.execute(DIFFERENCE, {"first": found.first, "last": found.last})
        cursor.execute("analyze difference")
    return Difference(*_row(COUNTS))


def write(found: Extent, *, source: Import) -> list[int]:
    """Write the difference as coming from `source` and return the pupils it touches."""
    if found.first is None or found.last is None:
        return []
    keep_partitions(found.first, found.last)
    named: dict[str, date | int] = {"first": found.first, "last": found.last, "source": source.pk}
    with connection.cursor() as cursor:
        # What goes is found before what comes is written: the planner knows nothing of new rows,
        # and would look through all of them for each day of the file.
        for statement in (TAKE_AWAY, PUT, TELL):
            cursor.execute(statement, named)
    return _row(TOUCHED)[0] or []


def quarantine(*, source: Import) -> None:
    """Keep the refused lines with their reasons, instead of those kept for the same source."""
    source.quarantine.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(QUARANTINE, [source.pk])


def keep_partitions(first: date, last: date) -> None:
    """Make the partitions of the school years from one day to another, where they are missing."""
    with connection.cursor() as cursor:
        for year in range(school_year(first), school_year(last) + 1):
            cursor.execute("select to_regclass(%s)", [f"absence_mark_{year}"])
            # Making one waits for everybody who reads the table, so not unless it is needed.
            if cursor.fetchone() == (None,):
                cursor.execute("select absence_mark_partition(%s)", [year])


def _row(statement: str, values: list[Any] | None = None) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone()
    assert row is not None  # noqa: S101 - an aggregate always has one
    return row

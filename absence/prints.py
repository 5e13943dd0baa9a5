"""Whose answer may have changed since they were last judged; see `absence.models.Judged`.

A print is a 64-bit number that stands for rows: the same rows give the same print in any order,
and other rows another one but for one chance in many millions of millions.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from django.db import connection

import law
from kiss.lib.sql import array
from law.figures import World
from law.quarters import school_year, school_year_bounds
from schools.calendars import Calendars
from schools.models import SchoolClass

CHANGED = """
with class as (
    select * from unnest(%(classes)s::bigint[], %(prints)s::bigint[]) as t (id, print)
), goes as (
    select e.pupil_id, bit_xor(hash_record_extended(
        row(e.school_class_id, e.starts_on, e.ends_on, class.print), %(edition)s
    )) as circumstances
    from schools_enrolment e left join class on class.id = e.school_class_id
    where e.starts_on <= %(day)s and (e.ends_on is null or e.ends_on >= %(year_before)s)
        and (%(everybody)s or e.pupil_id = any(%(pupils)s::bigint[]))
    group by e.pupil_id
    having bool_or(e.ends_on is null or e.ends_on >= %(start)s)
), missed as (
    select pupil_id,
        bit_xor(hashint4extended(
            (day - %(start)s) * 64 + slot * 32 + category * 4 + halves, %(edition)s
        )) as marks
    from absence_mark
    where day between %(start)s and %(day)s
        and (%(everybody)s or pupil_id = any(%(pupils)s::bigint[]))
    group by pupil_id
)
select pupil_id, coalesce(missed.marks, 0), goes.circumstances,
    judged.circumstances_print is not distinct from goes.circumstances
from goes left join missed using (pupil_id) left join absence_judged judged using (pupil_id)
where %(anew)s
    or judged.pupil_id is null and missed.pupil_id is not null
    or judged.marks_print <> coalesce(missed.marks, 0)
    or judged.circumstances_print <> goes.circumstances
    or judged.holds_through < %(day)s
    or judged.day > %(day)s
"""

REMEMBERED = """
insert into absence_judged (pupil_id, day, marks_print, circumstances_print, holds_through)
select pupil_id, %(day)s, marks, circumstances, holds_through
from unnest(%(pupils)s::bigint[], %(marks)s::bigint[], %(circumstances)s::bigint[],
    %(holds)s::date[]) as t (pupil_id, marks, circumstances, holds_through)
on conflict (pupil_id) do update
set day = excluded.day, marks_print = excluded.marks_print,
    circumstances_print = excluded.circumstances_print, holds_through = excluded.holds_through
where absence_judged.day <= excluded.day
    and (absence_judged.marks_print, absence_judged.circumstances_print,
        absence_judged.holds_through)
    is distinct from (excluded.marks_print, excluded.circumstances_print, excluded.holds_through)
"""


@cache
def edition() -> int:
    """Return the print of the rules themselves: a new edition of them judges everybody anew."""
    here = Path(__file__).parent
    files = [*Path(law.__file__).parent.glob("*.py"), *(here / "facts").glob("*.py")]
    files += [here / "circumstances.py", here / "judging.py", here / "life.py"]
    return _print(b"".join(path.read_bytes() for path in sorted(files)))


def world_print(world: World) -> int:
    """Return the print of a calendar and the dated figures."""
    return _print(repr((world.calendar.version, world.figures)).encode())


def _print(text: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), signed=True)


class Prints(dict[int, tuple[int, int, bool]]):
    """The prints of pupils to judge: marks, circumstances, and whether those are as before."""

    @property
    def trusted(self) -> set[int]:
        """Pupils whose circumstances are what they were when they were last judged."""
        return {pupil_id for pupil_id, (_, _, same) in self.items() if same}


def changed(calendars: Calendars, day: date) -> Prints:
    """Return the prints of the pupils whose answer may be another on a day than when last judged.

    These are pupils whose marks, enrolments, calendar or figures changed, or whose answer held for
    so long only.
    """
    return _prints(calendars, day, everybody=True, anew=False, pupils=[])


def prints_of_all(calendars: Calendars, day: date) -> Prints:
    """Return the prints of all pupils who went to school in the school year of a day."""
    return _prints(calendars, day, everybody=True, anew=True, pupils=[])


def prints_of(calendars: Calendars, day: date, pupils: Iterable[int]) -> Prints:
    """Return the prints of some pupils, if they went to school in the school year of a day."""
    return _prints(calendars, day, everybody=False, anew=True, pupils=list(pupils))


def _prints(
    calendars: Calendars, day: date, *, everybody: bool, anew: bool, pupils: list[int]
) -> Prints:
    start, _ = school_year_bounds(school_year(day))
    year_before, _ = school_year_bounds(start.year - 1)
    of_class = _class_prints(calendars, year_before.year)
    with connection.cursor() as cursor:
        cursor.execute(
            CHANGED,
            {
                "day": day,
                "start": start,
                "year_before": year_before,
                "classes": array(of_class),
                "prints": array(of_class.values()),
                "edition": edition(),
                "everybody": everybody,
                "anew": anew,
                "pupils": array(pupils),
            },
        )
        return Prints((row[0], tuple(row[1:])) for row in cursor.fetchall())


def _class_prints(calendars: Calendars, since: int) -> dict[int, int]:
    """Return the print of the world of each class since a school year."""
    prints: dict[int, int] = {}
    of_class: dict[int, int] = {}
    classes = SchoolClass.objects.filter(school_year__gte=since)
    for class_id, school_id, grade in classes.values_list("pk", "school_id", "grade"):
        world = calendars.world_of(school_id, grade, class_id)
        if id(world) not in prints:
            prints[id(world)] = world_print(world)
        of_class[class_id] = prints[id(world)]
    return of_class


def remember(prints: Prints, day: date, holds_through: Mapping[int, date]) -> None:
    """Note what pupils were judged on, and the last day that the answer holds for by itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            REMEMBERED,
            {
                "day": day,
                "pupils": array(prints),
                "marks": array(marks for marks, _, _ in prints.values()),
                "circumstances": array(other for _, other, _ in prints.values()),
                "holds": array(holds_through.get(pupil_id) for pupil_id in prints),
            },
        )


def forget(pupils: Iterable[int]) -> None:
    """Have pupils judged anew next time, whatever their prints say."""
    with connection.cursor() as cursor:
        cursor.execute(
            "delete from absence_judged where pupil_id = any(%s::bigint[])", [array(pupils)]
        )

"""A municipality to measure on: 10,000 pupils at 25 schools, five school years, nobody real.

The shape follows national statistics: 7.75 percent of the registrations are not "present", with a
heavy tail; one in fifty pupils has one long illness a year, and three in two hundred play truant.
"""

import math
import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection

from kiss.lib.models import create_kept
from law.calendar import Calendar
from schools.calendars import Calendars
from schools.models import Closure, Municipality, School, SchoolClass

SCHOOLS = 25
PUPILS = 10_000
FIRST_YEAR, LAST_YEAR = 2022, 2026
LAST_DAY = date(2027, 6, 25)
COPENHAGEN = ZoneInfo("Europe/Copenhagen")
SYG, LOV, ULO, SEN, DEL, UKENDT = range(1, 7)
CATEGORIES, WEIGHTS = (SYG, LOV, ULO, SEN, DEL, UKENDT), (57, 16, 13, 10, 2, 2)
HALF_DAYS_FROM = 7
ONE_MOVES_OF = 33
MOVING = date(LAST_YEAR, 12, 18)


def build() -> None:
    """Fill an empty database with the municipality, in day order as deliveries would have."""
    chance = random.Random(20260117)  # noqa: S311 - the same municipality each time
    Municipality.objects.create(name="Målby Kommune", is_demo=True)
    schools = _schools()
    _closures(schools)
    classes = _classes(schools)
    pupils = _pupils(chance, schools)
    _enrolments(pupils, classes, schools)
    _imports()
    _marks(chance, pupils, schools)
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")


def _schools() -> list[int]:
    rows = [
        School(institution_number=f"{998000 + n}", name=f"Målskole {n + 1}") for n in range(SCHOOLS)
    ]
    return [school.pk for school in create_kept(rows, by=None, reason="bench")]


def _closures(schools: list[int]) -> None:
    rows = []
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        weeks = (
            (date(year, 7, 1), date(year, 8, 9), "Sommerferie"),
            (date(year, 10, 10), date(year, 10, 18), "Efterårsferie"),
            (date(year, 12, 19), date(year + 1, 1, 3), "Juleferie"),
            (date(year + 1, 2, 13), date(year + 1, 2, 21), "Vinterferie"),
            (date(year + 1, 6, 26), date(year + 1, 6, 30), "Sommerferie"),
        )
        rows += [Closure(starts_on=a, ends_on=b, title=title) for a, b, title in weeks]
        for grade in (9, 10):
            rows.append(
                Closure(
                    starts_on=date(year + 1, 5, 14),
                    ends_on=date(year + 1, 6, 30),
                    title=f"{grade}. klasse er sluttet",
                    grade=grade,
                )
            )
        for school in schools[::3]:
            day = date(year, 11, 2) + timedelta(days=school % 20)
            rows.append(
                Closure(starts_on=day, ends_on=day, title="Skolens fødselsdag", school_id=school)
            )
    create_kept(rows, by=None, reason="bench")


def _classes(schools: list[int]) -> dict[tuple[int, int, int, str], int]:
    rows = [
        SchoolClass(school_id=school, school_year=year, grade=grade, letter=letter)
        for school in schools
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
        for grade in range(11)
        for letter in "AB"
    ]
    made = create_kept(rows, by=None, reason="bench")
    return {(row.school_id, row.school_year, row.grade, row.letter): row.pk for row in made}


def _pupils(chance: random.Random, schools: list[int]) -> list[tuple[int, int, int, str, float]]:
    """Return (pupil, school, grade in the last year, letter, daily risk of absence)."""
    rows = []
    with (
        connection.cursor() as cursor,
        cursor.copy(
            "copy schools_pupil (id, elev_id, public_id, first_name, last_name, cpr_encrypted,"
            " cpr_hash, is_protected) from stdin"
        ) as copy,
    ):
        for pupil in range(1, PUPILS + 1):
            rows.append(
                (
                    pupil,
                    schools[pupil % SCHOOLS],
                    (pupil // SCHOOLS) % 11,
                    "AB"[pupil // SCHOOLS // 11 % 2],
                    min(0.6, chance.gammavariate(1.1, 0.065)),
                )
            )
            copy.write_row(
                (
                    pupil,
                    f"{5000000 + pupil}",
                    f"maal{pupil:012}",
                    "Barn",
                    f"Nr{pupil}",
                    "",
                    "",
                    False,
                )
            )
    return rows


def _enrolments(pupils: list, classes: dict, schools: list[int]) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy(
            "copy schools_enrolment (pupil_id, school_class_id, starts_on, ends_on) from stdin"
        ) as copy,
    ):
        for pupil, school, grade, letter, _ in pupils:
            for year in range(FIRST_YEAR, LAST_YEAR + 1):
                then = max(0, grade - (LAST_YEAR - year))
                ends_on = date(year + 1, 7, 31) if year < LAST_YEAR else None
                place = classes[school, year, then, letter]
                if pupil % ONE_MOVES_OF:
                    copy.write_row((pupil, place, date(year, 8, 1), ends_on))
                    continue
                # Moves to the next school in the middle of every school year, and back.
                new = classes[school + (1 if school + 1 in schools else -1), year, then, letter]
                copy.write_row((pupil, place, date(year, 8, 1), MOVING.replace(year=year)))
                moved = MOVING.replace(year=year) + timedelta(days=1)
                copy.write_row((pupil, new, moved, ends_on))


def _imports() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into absence_import (id, public_id, kind, status, extension, file_sha256,"
            " stored_name, profile, created_at, lines, rows_new, rows_changed, rows_unchanged,"
            " rows_refused, first_day, last_day, progress, message)"
            " select n, 'maal' || n, 'fravaer', 'faerdig', 'csv', '', '', '', day + time"
            " '15:00', 0, 0, 0, 0, 0, day, day, 100, ''"
            " from generate_series(%s::date, %s, interval '1 day') with ordinality as t(day, n)",
            [date(FIRST_YEAR, 8, 1), LAST_DAY],
        )


def _marks(chance: random.Random, pupils: list, schools: list[int]) -> None:
    calendars = Calendars.load()
    with connection.cursor() as cursor:
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            rows: list[tuple] = []
            for pupil, school, grade, _, risk in pupils:
                then = max(0, grade - (LAST_YEAR - year))
                calendar = calendars.world_of(school, then, None).calendar
                rows += _year(chance, calendar, year, pupil, school, then, risk)
            rows.sort(key=lambda row: (row[2], row[0], row[5]))
            with cursor.copy(
                "copy absence_mark (pupil_id, changed_at, day, import_id, school_id, slot,"
                " category, halves) from stdin"
            ) as copy:
                for row in rows:
                    copy.write_row(row)


def _year(
    chance: random.Random,
    calendar: Calendar,
    year: int,
    pupil: int,
    school: int,
    grade: int,
    risk: float,
) -> Iterator[tuple]:
    days = calendar.days(date(year, 8, 1), min(date(year + 1, 7, 31), LAST_DAY))
    absent = dict.fromkeys(_places(chance, len(days), risk), 0)
    if chance.random() < 0.02:
        begin, length = chance.randrange(len(days)), chance.randint(8, 40)
        absent |= dict.fromkeys(range(begin, min(len(days), begin + length)), SYG)
    if chance.random() < 0.015:
        absent |= dict.fromkeys(_places(chance, len(days), 0.15), ULO)
    for place in sorted(absent):
        day = days[place]
        category = absent[place] or chance.choices(CATEGORIES, WEIGHTS)[0]
        counts = category not in (SEN, DEL)
        at = datetime(day.year, day.month, day.day, 15, tzinfo=COPENHAGEN)
        source = (day - date(FIRST_YEAR, 8, 1)).days + 1
        if grade < HALF_DAYS_FROM:
            slots = [(1, 2)]
        elif absent[place] == 0 and chance.random() < 0.2:
            slots = [(chance.choice((1, 2)), 1)]
        else:
            slots = [(1, 1), (2, 1)]
        for slot, halves in slots:
            yield pupil, at, day, source, school, slot, category, halves if counts else 0


def _places(chance: random.Random, length: int, risk: float) -> Iterator[int]:
    """Draw each of some places with a risk, by skipping ahead to the next one drawn."""
    place = -1
    while True:
        place += 1 + int(math.log(1 - chance.random()) / math.log(1 - risk))
        if place >= length:
            return
        yield place

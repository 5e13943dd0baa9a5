"""From the rows of a holiday plan to closed periods."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from absence.importing.cells import read_grade
from kiss.lib.models import Refused
from kiss.lib.tables import Table
from kiss.lib.tables.cells import Unusable, clean, heading_key, read_date, shown
from schools.actions.calendar import CalendarLine

COLUMNS: Final = ("fra", "til", "titel", "omfang")
LONGEST_TITLE: Final = 120
LONGEST_PERIOD: Final = timedelta(days=366)
SCHOOL: Final = re.compile(r"(\d{6})(?:[ ,]+klassetrin (\d{1,2}))?")
GRADE: Final = re.compile(r"klassetrin (\d{1,2})")


def read_calendar(table: Table) -> tuple[list[CalendarLine], dict[int, str]]:
    """Return the closed periods, and why the other lines make no sense, by line number.

    Raises Refused when the headings are not there.
    """
    lines, refused = [], {}
    places: list[int] = []
    for number, cells in table.rows():
        if not places:
            places = _places(cells)
        elif any(map(str.strip, cells)):
            try:
                lines.append(_line(number, _picked(cells, places)))
            except Unusable as why:
                refused[number] = str(why)
    return lines, refused


def _places(cells: Sequence[str]) -> list[int]:
    keys = [heading_key(cell) for cell in cells]
    missing = [name for name in COLUMNS if name not in keys]
    if missing:
        raise Refused(
            f"Ferieplanen skal begynde med overskrifterne {';'.join(COLUMNS)}. "
            f"Her mangler {', '.join(missing)}."
        )
    return [keys.index(name) for name in COLUMNS]


def _picked(cells: Sequence[str], places: Sequence[int]) -> list[str]:
    if len(cells) <= max(places):
        raise Unusable("Linjen har færre felter end overskrifterne.")
    return [clean(cells[place]) for place in places]


def _line(number: int, cells: Sequence[str]) -> CalendarLine:
    first, last, title, scope = cells
    starts_on, ends_on = read_date(first), read_date(last)
    if ends_on < starts_on:
        raise Unusable("Perioden slutter, før den begynder.")
    if ends_on - starts_on > LONGEST_PERIOD:
        raise Unusable("Perioden er længere end et år.")
    if not title or len(title) > LONGEST_TITLE:
        raise Unusable("Titlen mangler." if not title else f"Titlen er over {LONGEST_TITLE} tegn.")
    school, grade = _scope(scope)
    return CalendarLine(number, starts_on, ends_on, title, school, grade)


def _scope(text: str) -> tuple[str, int | None]:
    scope = " ".join(text.casefold().split())
    if scope == "kommune":
        return "", None
    if match := SCHOOL.fullmatch(scope):
        return match[1], read_grade(match[2]) if match[2] else None
    if match := GRADE.fullmatch(scope):
        return "", read_grade(match[1])
    raise Unusable(
        f"Omfanget »{shown(text)}« er hverken kommune, et institutionsnummer eller klassetrin N."
    )

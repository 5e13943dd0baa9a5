"""Files as schools deliver them, written by hand for a test; everybody in them is invented."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook

from absence.actions import read_in
from absence.models import Import, Mark, MarkChange
from schools.models import Pupil
from tests.absence.made import TODAY

HEADINGS = "institutionsnummer;elev_id;klassetrin;klasse;dato;start_kode;slut_kode"
SYG, LOV, ULO, SEN, DEL, UKENDT = range(1, 7)
CODES = {"S": SYG, "L": LOV, "U": ULO, "F": SEN}


def line(pupil: Pupil, day: str | date, start: str = "S", end: str = "", **said: str) -> str:
    """One line of the neutral layout about a pupil, true in all that is not said otherwise."""
    place = pupil.enrolments.order_by("-starts_on").first().school_class
    cells = {
        "inst": place.school.institution_number,
        "elev_id": pupil.elev_id,
        "klassetrin": str(place.grade),
        "klasse": place.name,
    } | said
    written = day.strftime("%d-%m-%Y") if isinstance(day, date) else day
    return ";".join((*cells.values(), written, start, end))


def csv_file(*lines: str, headings: str = HEADINGS, encoding: str = "utf-8") -> bytes:
    """A neutral file of these lines."""
    return "\r\n".join((headings, *lines, "")).encode(encoding)


def table(rows: Iterable[Sequence[str]], separator: str = ";", encoding: str = "utf-8") -> bytes:
    """A CSV file of rows of cells."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def sheet(rows: Iterable[Sequence[Any]], **more_sheets: Iterable[Sequence[Any]]) -> bytes:
    """A spreadsheet whose first sheet has these rows."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for title, content in more_sheets.items():
        other = book.create_sheet(title)
        for row in content:
            other.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def deliver(content: bytes, *, today: date = TODAY, **fields: Any) -> Import:
    """Read a file of absence in."""
    return read_in(content, today=today, **fields)


def counts(source: Import) -> tuple[int, int, int, int]:
    """New, changed, unchanged and refused."""
    return source.rows_new, source.rows_changed, source.rows_unchanged, source.rows_refused


def reasons(source: Import) -> dict[int, str]:
    """Why each refused line was refused."""
    return dict(source.quarantine.values_list("line_number", "reason"))


def marks_of(pupil: Pupil) -> list[tuple[date, int, int, int]]:
    """The day, slot, category and half-days of a pupil's marks, in order."""
    rows = Mark.objects.filter(pupil=pupil).order_by("day", "slot")
    return list(rows.values_list("day", "slot", "category", "halves"))


def changes_of(pupil: Pupil) -> list[tuple[date, int, int | None, int | None]]:
    """The day, slot, and what was before and after, of a pupil's corrected marks."""
    rows = MarkChange.objects.filter(pupil=pupil).order_by("pk")
    return list(rows.values_list("day", "slot", "old_category", "new_category"))

"""Which column is which: our own layouts, the register's text file, and mapped ones."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from kiss.lib.models import Refused
from kiss.lib.tables import Table
from kiss.lib.tables.cells import Unusable, clean, heading_key, read_date
from law.absence import Category

ABSENCE_COLUMNS: Final = (
    "institutionsnummer",
    "elev_id",
    "klassetrin",
    "klasse",
    "dato",
    "start_kode",
    "slut_kode",
)
PUPIL_COLUMNS: Final = (
    "institutionsnummer",
    "elev_id",
    "cpr",
    "fornavn",
    "efternavn",
    "klassetrin",
    "klasse",
    "foedselsdato",
)
ABSENCE_NEEDS: Final = ("elev_id", "dato", "start_kode")
WIDE_NEEDS: Final = ("elev_id",)
CODE_COLUMNS: Final = ("start_kode", "slut_kode")
CODES_SHOWN: Final = 40
PUPIL_NEEDS: Final = ("institutionsnummer", "elev_id", "fornavn", "efternavn", "klasse")
# Other words for our columns that cannot mean anything else.
SYNONYMS: Final = {
    "skolekode": "institutionsnummer",
    "institutionsnr": "institutionsnummer",
    "elevnr": "elev_id",
    "elevnummer": "elev_id",
    "fraværsdato": "dato",
    "fravaersdato": "dato",
    "startkode": "start_kode",
    "slutkode": "slut_kode",
    "stamklasse": "klasse",
    "trin": "klassetrin",
    "cprnr": "cpr",
    "cprnummer": "cpr",
    "personnummer": "cpr",
    "spor": "spor",
    "skolenavn": "skolenavn",
}
# The register's Elev.txt has no headings; this is the order of its fields. We use the named ones.
TEA_COLUMNS: Final = (
    "elev_id",
    "institutionsnummer",
    "skolenavn",
    "fornavn",
    "efternavn",
    "cpr",
    "",
    "",
    "",
    "",
    "klassetrin",
    "spor",
    "",
    "klasse",
)
ROWS_BEFORE_HEADINGS: Final = 20
SAMPLES: Final = 3
# No longer than a code or a class: nobody can be known by it.
LONGEST_CODE: Final = 4
LONGEST_FORM: Final = 20
# What every source is taken to mean by these letters unless its profile says otherwise.
CODES: Final = {
    "S": Category.SYG,
    "L": Category.LOV,
    "U": Category.ULO,
    "F": Category.SEN,
}
PRESENT: Final = "TIL_STEDE"
"""In a profile: the code says that the pupil was there."""
ANY_OTHER: Final = "*"
"""In a profile: what a code that is not listed means, instead of quarantine."""


class UnknownHeadings(Refused):
    """No layout fits. `headings` are the first row's, for somebody to map."""

    def __init__(self, headings: Sequence[str]):
        shown = ", ".join(f"»{heading}«" for heading in headings[:12])
        super().__init__(
            f"Vi kender ikke kolonnerne i filen: {shown}. "
            "Vælg en filprofil, eller fortæl hvad kolonnerne betyder."
        )
        self.headings = list(headings)


@dataclass(frozen=True, slots=True)
class Mapping:
    """A saved profile as plain values: our column -> heading, and code letter -> category."""

    name: str
    columns: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """How the rows of one file are to be understood.

    `columns` gives the place of each of our columns that the file has, and `days` that of each
    day when the file is wide: a row per pupil and a column per day.
    """

    name: str
    headings: tuple[str, ...]
    columns: dict[str, int]
    first_row: int
    days: tuple[tuple[int, date], ...] = ()
    codes: dict[str, str] = field(default_factory=dict)
    school_year: int | None = None

    @property
    def is_wide(self) -> bool:
        return bool(self.days)

    def kept(self, cells: Sequence[str]) -> list[tuple[str, str]]:
        """Return heading and cell of each column, for a line that is to be corrected.

        What stands in columns that are not read is left out, and so is a CPR number: names and
        remarks stay in the file, and an empty CPR number changes nothing.
        """
        used = {place for name, place in self.columns.items() if name != "cpr"}
        used |= {place for place, _ in self.days}
        row = [*cells, *[""] * (len(self.headings) - len(cells))]
        return [
            (heading, row[place] if place in used else "")
            for place, heading in enumerate(self.headings)
        ]


def absence_layout(table: Table, mapping: Mapping | None = None) -> Layout:
    """Recognise a file of absence by its headings, or by a profile.

    Raises UnknownHeadings, or Refused when the profile's headings are not in the file.
    """
    wide = mapping.is_wide if mapping else None
    for number, cells in _head(table):
        columns = places_of(cells, ABSENCE_COLUMNS, mapping)
        days = _days(cells, set(columns.values())) if wide is not False else ()
        if days and "dato" not in columns and _has(columns, WIDE_NEEDS):
            return _layout("bred", cells, columns, number, mapping, days)
        if not wide and _has(columns, ABSENCE_NEEDS):
            return _layout("neutral", cells, columns, number, mapping)
    return _unknown(table, mapping, ABSENCE_COLUMNS)


def pupil_layout(table: Table, mapping: Mapping | None = None) -> Layout:
    """Recognise a file of pupils; raises as `absence_layout` does."""
    head = _head(table)
    if mapping is None and (tea := _tea(table, head)):
        return tea
    for number, cells in head:
        columns = places_of(cells, (*PUPIL_COLUMNS, "spor", "skolenavn"), mapping)
        if _has(columns, PUPIL_NEEDS):
            return _layout("neutral", cells, columns, number, mapping)
    if mapping is None and table.separator == "¤" and len(head[0][1]) == len(TEA_COLUMNS):
        raise Refused(
            "Filen ligner elevregistrets Elev.txt, men den første linje skal være skoleåret alene, "
            "for eksempel 2026."
        )
    return _unknown(table, mapping, PUPIL_COLUMNS)


def holds_pupils(table: Table) -> bool:
    """Tell whether a file is one of pupils; what fits neither is taken for absence."""
    for layout, is_pupils in ((absence_layout, False), (pupil_layout, True)):
        try:
            layout(table)
        except Refused:
            continue
        return is_pupils
    return False


def _head(table: Table) -> list[tuple[int, list[str]]]:
    head = table.head(ROWS_BEFORE_HEADINGS)
    if not head:
        raise Refused("Filen er tom.")
    return head


def _layout(
    name: str,
    cells: list[str],
    columns: dict[str, int],
    number: int,
    mapping: Mapping | None,
    days: tuple[tuple[int, date], ...] = (),
) -> Layout:
    return Layout(
        name=mapping.name if mapping else name,
        headings=tuple(cell.strip() for cell in cells),
        columns=columns,
        first_row=number + 1,
        days=days,
        codes=mapping.codes if mapping else {},
    )


def headings_of(table: Table) -> list[str]:
    """Return the row of the first ones that has most in it: what must be the headings."""
    rows = (cells for _, cells in _head(table)[:5])
    fullest = max(rows, key=lambda cells: sum(1 for cell in cells if cell.strip()))
    return [cell.strip() for cell in fullest]


def samples_of(table: Table) -> dict[str, str]:
    """Return the first three values below each heading, for somebody to know the column by.

    Codes, classes and dates stand as they are written. Of all else only the form is told: a
    name, an id or a remark could be a child's.
    """
    found: dict[str, list[str]] = {heading: [] for heading in headings_of(table) if heading}
    places = list(enumerate(headings_of(table)))
    below = False
    for _, cells in _head(table):
        if below:
            for place, heading in places:
                cell = clean(cells[place]) if place < len(cells) else ""
                if heading and cell and len(found[heading]) < SAMPLES:
                    found[heading].append(_form_of(cell))
        below = below or [cell.strip() for cell in cells] == [heading for _, heading in places]
    return {heading: f"I filen: {' · '.join(cells)}" for heading, cells in found.items() if cells}


def _form_of(cell: str) -> str:
    if len(cell) <= LONGEST_CODE or _is_day(cell):
        return cell
    return re.sub(r"[^\W\d_]", "x", re.sub(r"\d", "0", cell))[:LONGEST_FORM]


def _is_day(cell: str) -> bool:
    try:
        read_date(cell)
    except Unusable:
        return False
    return True


def codes_in(table: Table, layout: Layout) -> list[str]:
    """Return the distinct codes of a file of absence, at most CODES_SHOWN of them, in order."""
    places = [layout.columns[name] for name in CODE_COLUMNS if name in layout.columns]
    places += [place for place, _ in layout.days]
    found: set[str] = set()
    for number, cells in table.rows():
        if number >= layout.first_row:
            for place in places:
                if place < len(cells):
                    found.update(filter(None, map(clean, cells[place].split("/"))))
        if len(found) > CODES_SHOWN:
            break
    return sorted({code.upper() for code in found})[:CODES_SHOWN]


def day_headings(headings: Sequence[str]) -> set[str]:
    """Return those headings that are days."""
    return {headings[place] for place, _ in _days(headings, set())}


def _unknown(table: Table, mapping: Mapping | None, ours: Sequence[str]) -> Layout:
    if mapping is None:
        headings = headings_of(table)
        if any(map(_is_number, headings)):
            raise Refused(
                "Filen begynder uden overskrifter. Skriv dem på den første linje: "
                f"{';'.join(ours)}."
            )
        raise UnknownHeadings(headings)
    wanted = ", ".join(f"»{heading}«" for heading in mapping.columns.values())
    raise Refused(f"Filen passer ikke til profilen {mapping.name}, som venter kolonnerne {wanted}.")


def _is_number(cell: str) -> bool:
    """Tell an id from a heading: what stands here is shown, and must not be about a child."""
    if not re.fullmatch(r"\d{5,}", cell):
        return False
    try:
        read_date(cell)
    except Unusable:
        return True
    return False


def _has(columns: Iterable[str], needed: Iterable[str]) -> bool:
    return set(needed) <= set(columns)


def places_of(cells: Sequence[str], ours: Sequence[str], mapping: Mapping | None) -> dict[str, int]:
    """Return the place of each of our columns in a row of headings."""
    if mapping is None:
        names = {heading_key(name): name for name in ours}
        names |= {heading_key(word): name for word, name in SYNONYMS.items() if name in ours}
    else:
        names = {heading_key(word): name for name, word in mapping.columns.items() if word}
    places: dict[str, int] = {}
    for place, cell in enumerate(cells):
        name = names.get(heading_key(cell))
        if name is None:
            continue
        if name in places:
            raise Refused(f"Overskriften »{cell.strip()}« står to gange. Slet den ene kolonne.")
        places[name] = place
    return places


def _days(cells: Sequence[str], taken: set[int]) -> tuple[tuple[int, date], ...]:
    """Return the columns whose heading is a day, in order. Raises Refused if a day stands twice."""
    days: list[tuple[int, date]] = []
    for place, cell in enumerate(cells):
        if place in taken or not cell.strip():
            continue
        try:
            # "ma 02-11-2026" is a day too.
            days.append((place, read_date(cell.strip().split(" ")[-1])))
        except Unusable:
            continue
    if len({day for _, day in days}) < len(days):
        raise Refused("Den samme dag står i to kolonner. Slet den ene.")
    return tuple(days)


def _tea(table: Table, head: list[tuple[int, list[str]]]) -> Layout | None:
    """Recognise the register's text file: the school year alone on the first line, then fields."""
    if len(head) < 2 or table.separator != "¤":
        return None
    (_, first), (number, second) = head[:2]
    year = "".join(first).strip()
    if not (year.isdigit() and len(year) == 4) or len(second) != len(TEA_COLUMNS):
        return None
    return Layout(
        name="TEA",
        headings=tuple(name or f"felt_{place}" for place, name in enumerate(TEA_COLUMNS, 1)),
        columns={name: place for place, name in enumerate(TEA_COLUMNS) if name},
        first_row=number,
        school_year=int(year),
    )

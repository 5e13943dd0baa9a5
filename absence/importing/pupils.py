"""From the rows of a pupil file to what the register is told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from absence.importing.cells import (
    birth_date_of,
    read_class,
    read_cpr,
    read_elev_id,
    read_grade,
    read_institution,
)
from absence.importing.layouts import Layout
from kiss.lib.tables.cells import Unusable, clean, read_date, shown
from schools.actions.register import PupilLine

LONGEST_NAME = 80
LONGEST_SCHOOL_NAME = 120


@dataclass(slots=True)
class PupilFile:
    """The lines that make sense, and why the others do not, by line number."""

    lines: list[PupilLine] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)
    cells: dict[int, list[tuple[str, str]]] = field(default_factory=dict)


def read_pupils(rows: Iterable[tuple[int, list[str]]], layout: Layout) -> PupilFile:
    """Understand the rows below the headings."""
    found = PupilFile()
    for number, cells in rows:
        if number < layout.first_row or not any(map(str.strip, cells)):
            continue
        try:
            found.lines.append(_line(number, cells, layout))
        except Unusable as why:
            found.refused[number] = str(why)
        # Kept for all of them: the register may refuse a line that makes sense by itself.
        found.cells[number] = layout.kept(cells)
    return found


def _line(number: int, cells: Sequence[str], layout: Layout) -> PupilLine:
    if len(cells) > len(layout.headings) and any(map(str.strip, cells[len(layout.headings) :])):
        raise Unusable("Linjen har flere felter end overskrifterne.")

    def cell(name: str) -> str:
        place = layout.columns.get(name)
        return clean(cells[place]) if place is not None and place < len(cells) else ""

    grade, letter = _class(cell("klasse"), cell("klassetrin"), cell("spor"))
    cpr = read_cpr(cell("cpr"))
    born = cell("foedselsdato")
    return PupilLine(
        number=number,
        institution_number=read_institution(cell("institutionsnummer")),
        elev_id=read_elev_id(cell("elev_id")),
        first_name=_name(cell("fornavn"), "Fornavn"),
        last_name=_name(cell("efternavn"), "Efternavn"),
        grade=grade,
        letter=letter,
        birth_date=read_date(born) if born else (birth_date_of(cpr) if cpr else None),
        cpr=cpr,
        school_name=cell("skolenavn")[:LONGEST_SCHOOL_NAME],
    )


def _name(text: str, what: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise Unusable(f"{what} mangler.")
    if len(name) > LONGEST_NAME:
        raise Unusable(f"{what} er over {LONGEST_NAME} tegn.")
    return name


def _class(klasse: str, klassetrin: str, spor: str) -> tuple[int, str]:
    in_class, letter = read_class(klasse)
    if not klassetrin and in_class is None:
        raise Unusable("Klassetrin mangler." if klasse else "Klasse mangler.")
    grade = read_grade(klassetrin) if klassetrin else in_class
    if in_class is not None and grade != in_class:
        raise Unusable(f"Klassetrin {grade} passer ikke med klassen »{shown(klasse)}«.")
    return grade or 0, letter or read_class(spor)[1]

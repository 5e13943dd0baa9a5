"""From the rows of a file of absence to rows that the database can compare with what it has."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from operator import itemgetter
from typing import Final

from absence.importing.codes import Codes, Noted
from absence.importing.layouts import ABSENCE_COLUMNS, Layout
from absence.importing.roster import About, Entry, NotOurs, Place, Roster, Said
from kiss.lib.models import Refused
from kiss.lib.tables import Table
from kiss.lib.tables.cells import Memo, Unusable, clean, heading_key, read_date
from kiss.lib.text import plain_date
from schools.models import School

TOO_FEW: Final = "Linjen har færre felter end overskrifterne."
TOO_MANY: Final = "Linjen har flere felter end overskrifterne."
LONGEST_REASON: Final = 300
DAYS_AHEAD: Final = 366
# In so short a file it is quicker to look who is in it than to read who is at the schools.
FEW_LINES: Final = 20_000
BLANK: Final = [""]
# Refused lines of a wide sheet say in this column what a code that stands alone means: so few
# lines do not show it, as the sheet did. It also tells that every day in them is noted.
ALONE: Final = "en kode alene"
MEANINGS: Final = {"hel dag": Noted.IN_A_CELL, "halv dag": Noted.BOTH_IN_A_CELL}


class AbsenceLines:
    """Turns rows into the lines of a COPY.

    Their columns are line, pupil, day, school, the category and weight of both slots, whether the
    first may as well be the last, and, when the line is refused, why and its cells as JSON.
    Nothing but given leave is taken for days after `today`. What the cells say is understood once
    per distinct text, so that the loop over the lines only looks things up.
    """

    def __init__(self, table: Table, layout: Layout, *, today: date, only: School | None):
        self.table = table
        self.layout = layout
        declared = _declared(table, layout)
        self.noted = declared or _noted(table, layout)
        self.codes = Codes(layout.codes, self.noted)
        # The columns of a wide sheet where something stands that could be read, and could not.
        self._noted_places = {place for place, _ in layout.days} if declared else set()
        self._refused_places: set[int] = set()
        self.today = today.isoformat()
        self.latest = today + timedelta(days=DAYS_AHEAD)
        self.days: Memo[str, str] = Memo(self._day)
        # A column that the file does not have is read from a blank added after the last.
        width = len(layout.headings)
        self._pick = itemgetter(*(layout.columns.get(name, width) for name in ABSENCE_COLUMNS))
        needed = [place for name, place in layout.columns.items() if name != "slut_kode"]
        self._least = 1 + max([*needed, *(place for place, _ in layout.days[:1])])
        about = self._about() if table.lines <= FEW_LINES else None
        self.roster = Roster.load(codes=self.codes, only=only, about=about)

    def staged(self, rows: Iterable[tuple[int, list[str]]]) -> Iterator[str]:
        """Yield the COPY lines of the rows below the headings."""
        understand = self._days_of_row if self.layout.is_wide else self._day_of_line
        width, first_row = len(self.layout.headings), self.layout.first_row
        for number, cells in rows:
            if number < first_row:
                continue
            try:
                whole = cells if len(cells) == width else self._fitted(cells)
                yield understand(number, whole)
            except Unusable as why:
                if any(map(str.strip, cells)):
                    self._refused_places |= self._filled(cells)
                    yield self._refused(number, cells, str(why))

    @property
    def noted_days(self) -> list[date]:
        """The days of a wide sheet that somebody has noted, once its rows are staged."""
        return [day for place, day in self.layout.days if place in self._noted_places]

    def kept(self, cells: Sequence[str]) -> list[tuple[str, str]]:
        """Return heading and cell of each column of a refused line, once the rows are staged.

        Those of a wide sheet, alone in a file, are read as they would be in the sheet: days that
        nobody has noted are left out, so that an empty cell says that the pupil was there.
        """
        kept = self.layout.kept(cells)
        if not self.layout.is_wide:
            return kept
        filled = self._noted_places | self._refused_places
        unnoted = {place for place, _ in self.layout.days if filled and place not in filled}
        others = [
            (heading, cell)
            for place, (heading, cell) in enumerate(kept)
            if place not in unnoted and heading_key(heading) != heading_key(ALONE)
        ]
        meaning = next(words for words, noted in MEANINGS.items() if noted is self.noted)
        return [*others, (ALONE, meaning)]

    def _day_of_line(self, number: int, cells: list[str]) -> str:
        institution, elev_id, grade, klasse, written, start, end = self._pick(cells + BLANK)
        pupil = self.roster[elev_id]
        day = self.days[written]
        place = pupil.place_on(day)
        if place is None:
            raise Unusable(self.roster.not_enrolled)
        if closed := place.closed[day]:
            raise Unusable(closed)
        if day > self.today:
            self._refuse_ahead(day, start, end)
        said = (institution, grade, klasse, start, end)
        rest = place.readings.get(said) or place.read_as(said, pupil.places)
        return f"{number}\t{pupil.pupil_id}\t{day}\t{rest}"

    def _days_of_row(self, number: int, cells: list[str]) -> str:
        institution, elev_id, grade, klasse, *_ = self._pick(cells + BLANK)
        pupil = self.roster[elev_id]
        staged, reasons = [], []
        for column, written in self.layout.days:
            day = written.isoformat()
            try:
                rest = self._cell(pupil, day, (institution, grade, klasse, cells[column], ""))
            except Unusable as why:
                reasons.append(str(why))
                self._refused_places.add(column)
            else:
                if rest:
                    if cells[column].strip():
                        self._noted_places.add(column)
                    staged.append(f"{number}\t{pupil.pupil_id}\t{day}\t{rest}")
        if reasons:
            staged.append(self._refused(number, cells, " ".join(dict.fromkeys(reasons))))
        return "".join(staged)

    def _cell(self, pupil: Entry, day: str, said: Said) -> str:
        """Return the end of the staged row for a cell; nothing when an empty cell says nothing.

        An empty cell says that the pupil was there, on a school day of theirs that has been.
        """
        empty = not said[3].strip()
        place = pupil.place_on(day)
        if place is None:
            if empty:
                return ""
            raise Unusable(self.roster.not_enrolled)
        if closed := place.closed[day]:
            if empty:
                return ""
            raise Unusable(closed)
        if day > self.today:
            if empty:
                return ""
            self._refuse_ahead(day, said[3], said[4])
        if empty:
            return self._present(pupil, place, said)
        return place.readings.get(said) or place.read_as(said, pupil.places)

    def _filled(self, cells: Sequence[str]) -> set[int]:
        """Return the day columns where a row of a wide sheet says something."""
        some = cells[: len(self.layout.headings)]
        return {place for place, _ in self.layout.days if "".join(some[place : place + 1]).strip()}

    def _present(self, pupil: Entry, place: Place, said: Said) -> str:
        """Return the staged row for an empty cell; nothing when the row is about another class.

        There is nothing to correct in a cell that nobody wrote in.
        """
        try:
            return place.readings.get(said) or place.read_as(said, pupil.places)
        except NotOurs:
            raise
        except Unusable:
            return ""

    def _about(self) -> About:
        """Look through the lines for who and when they are about."""
        id_place, day_place = self.layout.columns["elev_id"], self.layout.columns.get("dato")
        ids, days = set(), {day for _, day in self.layout.days}
        for number, cells in self.table.rows():
            if number < self.layout.first_row or len(cells) < self._least:
                continue
            ids.add(cells[id_place])
            if day_place is not None:
                with suppress(Unusable):
                    days.add(date.fromisoformat(self.days[cells[day_place]]))
        return About.of(ids, days)

    def _day(self, text: str) -> str:
        day = read_date(text)
        if day > self.latest:
            raise Unusable(f"{plain_date(day)} ligger mere end et år ude i fremtiden.")
        return day.isoformat()

    def _refuse_ahead(self, day: str, start: str, end: str) -> None:
        if not self.codes.may_lie_ahead(start, end):
            raise Unusable(
                f"{plain_date(date.fromisoformat(day))} er ikke kommet endnu. "
                "Kun fravær med tilladelse kan stå forud."
            )

    def _fitted(self, cells: list[str]) -> list[str]:
        """Return a row with as many cells as there are headings. Raises Unusable."""
        width = len(self.layout.headings)
        if len(cells) > width:
            if any(map(str.strip, cells[width:])):
                raise Unusable(TOO_MANY)
            return cells[:width]
        # A spreadsheet may leave out the empty cells at the end of a line.
        if len(cells) < self._least:
            raise Unusable(TOO_FEW)
        return cells + BLANK * (width - len(cells))

    def _refused(self, number: int, cells: Sequence[str], reason: str) -> str:
        if len(reason) > LONGEST_REASON:
            reason = reason[: LONGEST_REASON - 1] + "…"
        nothing = "\t\\N" * 8
        # What a cell of a wide sheet says depends on rows that have not been read yet.
        kept = "\\N" if self.layout.is_wide else _escaped(as_json(self.kept(cells)))
        return f"{number}{nothing}\t{_escaped(reason)}\t{kept}\n"


def _noted(table: Table, layout: Layout) -> Noted:
    if not layout.is_wide:
        return Noted.TWICE if "slut_kode" in layout.columns else Noted.ONCE
    # Where all day is written "S/S" in some cell, "S" alone cannot mean all day in another.
    places = [place for place, _ in layout.days]
    for _, cells in table.rows():
        for place in places:
            start, slash, end = cells[place].partition("/") if place < len(cells) else ("",) * 3
            if slash and start.strip() and start.strip() == end.strip():
                return Noted.BOTH_IN_A_CELL
    return Noted.IN_A_CELL


def _declared(table: Table, layout: Layout) -> Noted | None:
    """Return what a sheet says itself about codes that stand alone. Raises Refused."""
    keys = [heading_key(heading) for heading in layout.headings]
    if not layout.is_wide or heading_key(ALONE) not in keys:
        return None
    place = keys.index(heading_key(ALONE))
    said = {
        clean(cells[place]).casefold()
        for number, cells in table.rows()
        if number >= layout.first_row and place < len(cells)
    } - {""}
    if not said:
        return None
    if len(said) > 1 or not said <= MEANINGS.keys():
        raise Refused(f"Skriv det samme i hele kolonnen »{ALONE}«: hel dag eller halv dag.")
    return MEANINGS[said.pop()]


def as_json(cells: list[tuple[str, str]]) -> str:
    """Return the cells of a refused line as they are kept."""
    return json.dumps(cells, ensure_ascii=False)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")

"""A question with its answer, as pages and papers show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

# So many lines stand on one page, and are then kept together on it.
WHOLE_TABLE: Final = 16
# A blank table of one column with more lines than this is printed as two beside each other.
TALL_TABLE: Final = 12
# The colours that an option may have, as they are called where there is no colour to see.
HUES: Final = {
    "roed": "rød",
    "orange": "orange",
    "gul": "gul",
    "groen": "grøn",
    "blaa": "blå",
    "lilla": "lilla",
    "graa": "grå",
    "sort": "sort",
}


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose. `hue` is a colour beside the word, never instead of it."""

    key: str
    word: str
    hue: str = ""

    @property
    def colour(self) -> str:
        """The name of the hue, empty where the word says it already."""
        name = HUES.get(self.hue, "")
        return "" if name in self.word else name


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of a table: words, a choice, both or nothing."""

    text: str = ""
    option: Option | None = None

    @property
    def said(self) -> str:
        """Return "dansk (svært)"."""
        if self.option is None:
            return self.text
        return f"{self.text} ({self.option.word})" if self.text else self.option.word


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line of a table; `label` is empty where the first cell says what the line is about."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A question with its answer, as pages and papers show it."""

    kind: str
    key: str
    label: str
    help: str
    is_empty: bool
    text: str = ""
    room: int = 0
    options: tuple[tuple[Option, bool], ...] = ()
    columns: tuple[str, ...] = ()
    lines: tuple[TableLine, ...] = ()

    @property
    def chosen(self) -> list[Option]:
        """The options that were chosen."""
        return [option for option, is_chosen in self.options if is_chosen]

    @property
    def printed(self) -> Sequence[TableLine]:
        """All lines of a blank table, and of a filled one those that say something."""
        return self.lines if self.is_empty else self.filled

    @property
    def told(self) -> list[tuple[TableLine, list[tuple[str, Cell]]]]:
        """The lines in which something stands, each cell under its column."""
        return [(line, list(zip(self.columns, line.cells, strict=True))) for line in self.filled]

    @property
    def is_short(self) -> bool:
        """Whether the whole table stands on one page."""
        longest = max(len(lines) for lines in self.tables)
        return longest + (self.room if self.is_empty else 0) <= WHOLE_TABLE

    @property
    def tables(self) -> list[Sequence[TableLine]]:
        """The lines as they are printed: in one table, or a tall blank one in two halves."""
        lines = self.printed
        if not self.is_empty or len(self.columns) > 1 or len(lines) <= TALL_TABLE:
            return [lines]
        half = (len(lines) + 1) // 2
        return [lines[:half], lines[half:]]

    @property
    def has_hues(self) -> bool:
        """Whether its options have colours."""
        return any(option.hue for option, _ in self.options)

    @property
    def empty_rows(self) -> range:
        """As many as there is room for on paper."""
        return range(self.room)

    @property
    def filled(self) -> list[TableLine]:
        """The lines in which something stands."""
        return [line for line in self.lines if any(cell.said for cell in line.cells)]

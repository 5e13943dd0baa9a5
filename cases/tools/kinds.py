"""What a tool is made of: parts with questions, and what may be answered to each kind of question.

Pure values: a question judges an answer and says how it is read. How it is typed is the business
of `cases.forms.tools`, how it is shown of the templates.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar, Final

from cases.phases import Angle
from cases.tools.shown import Cell, Option, Shown, TableLine

LONGEST_TEXT: Final = 4_000
LONGEST_LINE: Final = 160
MOST_ROWS: Final = 40


class Unfit(ValueError):
    """An answer that the tool has no room for. The message is a Danish sentence."""


class Stage(StrEnum):
    """The three stages of the folkeskole."""

    INDSKOLING = "indskoling"
    MELLEMTRIN = "mellemtrin"
    UDSKOLING = "udskoling"


ALL: Final = frozenset(Stage)
OLDER: Final = frozenset({Stage.MELLEMTRIN, Stage.UDSKOLING})

CHILD: Final = frozenset({Angle.BARN})
HOME: Final = frozenset({Angle.FORAELDRE})
CLASS: Final = frozenset({Angle.KLASSE})
BOTH: Final = CHILD | HOME


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Some lines of text. `room` is how many lines there are to write on on paper."""

    kind: ClassVar = "words"
    key: str
    label: str
    help: str = ""
    room: int = 4

    def clean(self, value: Any) -> str:
        """Return an answer without the space around it."""
        return _text(value, LONGEST_TEXT)

    def show(self, value: Any) -> Shown:
        """Return the question with an answer."""
        return Shown(**_asked(self), is_empty=not value, text=value or "", room=self.room)

    def said(self, value: Any) -> str:
        """Return an answer as one text."""
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of text."""

    kind: ClassVar = "line"
    key: str
    label: str
    help: str = ""

    def clean(self, value: Any) -> str:
        """Return an answer without the space around it."""
        return _text(value, LONGEST_LINE)

    def show(self, value: Any) -> Shown:
        """Return the question with an answer."""
        return Shown(**_asked(self), is_empty=not value, text=value or "", room=1)

    def said(self, value: Any) -> str:
        """Return an answer as one text."""
        return value

    def cell(self, value: Any) -> Cell:
        """Return an answer as it stands in a row."""
        return Cell(value or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """One of some options. `is_told` is false for one that only the drawing needs."""

    kind: ClassVar = "pick"
    key: str
    label: str
    options: tuple[Option, ...]
    help: str = ""
    is_told: bool = True

    def clean(self, value: Any) -> str:
        """Return the key of the chosen option, empty for none."""
        return _one_of(value, self.options, self.label)

    def show(self, value: Any) -> Shown:
        """Return the question with an answer."""
        marked = tuple((option, option.key == value) for option in self.options)
        return Shown(**_asked(self), is_empty=not value, options=marked)

    def said(self, value: Any) -> str:
        """Return an answer as one text."""
        option = _option(value, self.options)
        return option.word if option else ""

    def cell(self, value: Any) -> Cell:
        """Return an answer as it stands in a row."""
        return Cell(option=_option(value, self.options))


@dataclass(frozen=True, slots=True, kw_only=True)
class Picks:
    """Any number of some options."""

    kind: ClassVar = "picks"
    key: str
    label: str
    options: tuple[Option, ...]
    help: str = ""

    def clean(self, value: Any) -> list[str]:
        """Return the keys of the chosen options, in the order they are offered."""
        if value in (None, ""):
            return []
        if not isinstance(value, list | tuple):
            raise Unfit(f"Svaret på »{self.label}« kan ikke læses.")
        chosen = {_one_of(each, self.options, self.label) for each in value}
        return [option.key for option in self.options if option.key in chosen]

    def show(self, value: Any) -> Shown:
        """Return the question with an answer."""
        marked = tuple((option, option.key in (value or ())) for option in self.options)
        return Shown(**_asked(self), is_empty=not value, options=marked)

    def said(self, value: Any) -> str:
        """Return an answer as one text."""
        return ", ".join(option.word for option in self.options if option.key in value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table that is there already: hours down and a day across, or lessons down and a week.

    Each place takes some words and one of the options.
    """

    kind: ClassVar = "grid"
    key: str
    label: str
    columns: tuple[Option, ...]
    rows: tuple[Option, ...]
    options: tuple[Option, ...]
    help: str = ""

    def clean(self, value: Any) -> dict[str, Any]:
        """Return the places that say something, by column and row."""
        found: dict[str, Any] = {}
        for column, cells in _mapping(value, self.label).items():
            if column not in {known.key for known in self.columns}:
                raise Unfit(f"»{self.label}« har ikke den kolonne.")
            filled = {}
            for row, cell in _mapping(cells, self.label).items():
                if row not in {known.key for known in self.rows}:
                    raise Unfit(f"»{self.label}« har ikke den linje.")
                said = self._clean_cell(_mapping(cell, self.label))
                if said:
                    filled[row] = said
            if filled:
                found[column] = filled
        return found

    def _clean_cell(self, cell: Mapping[str, Any]) -> dict[str, str]:
        if set(cell) - {"text", "valg"}:
            raise Unfit(f"Svaret på »{self.label}« kan ikke læses.")
        said = {
            "text": _text(cell.get("text"), LONGEST_LINE),
            "valg": _one_of(cell.get("valg"), self.options, self.label),
        }
        return {name: value for name, value in said.items() if value}

    def cell(self, value: Any, column: str, row: str) -> Cell:
        """Return what stands in one place of an answer."""
        cell = ((value or {}).get(column) or {}).get(row) or {}
        return Cell(cell.get("text", ""), _option(cell.get("valg"), self.options))

    def show(self, value: Any) -> Shown:
        """Return the question with an answer: every row, and every column."""
        lines = tuple(
            TableLine(
                row.word, tuple(self.cell(value, column.key, row.key) for column in self.columns)
            )
            for row in self.rows
        )
        return Shown(
            **_asked(self),
            is_empty=not value,
            options=tuple((option, False) for option in self.options),
            columns=tuple(column.word for column in self.columns),
            lines=lines,
        )

    def said(self, value: Any) -> str:
        """Return an answer as one text: a line for each column."""
        found = []
        for column in self.columns:
            cells = [
                f"{row.word} {said}"
                for row in self.rows
                if (said := self.cell(value, column.key, row.key).said)
            ]
            if cells:
                found.append(f"{column.word}: {', '.join(cells)}")
        return "\n".join(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """As many rows as it takes, each with the same short questions; the first one names the row."""

    kind: ClassVar = "rows"
    key: str
    label: str
    title: str
    fields: tuple[Line | Pick, ...]
    help: str = ""
    # How many empty ones are shown, on the screen and on paper.
    blank: int = 3
    room: int = 6

    def clean(self, value: Any) -> list[dict[str, str]]:
        """Return the rows that say something; a row must say what it is about."""
        if value in (None, ""):
            return []
        if not isinstance(value, list | tuple):
            raise Unfit(f"Svaret på »{self.label}« kan ikke læses.")
        if len(value) > MOST_ROWS:
            raise Unfit(f"Der er plads til {MOST_ROWS} linjer.")
        found = []
        for row in value:
            said = clean_all(self.fields, _mapping(row, self.label))
            if said and not said.get(self.fields[0].key):
                raise Unfit(f"Udfyld »{self.fields[0].label}« i hver linje, eller fjern linjen.")
            if said:
                found.append(said)
        return found

    def show(self, value: Any) -> Shown:
        """Return the question with an answer."""
        lines = tuple(
            TableLine("", tuple(one.cell(row.get(one.key)) for one in self.fields))
            for row in value or ()
        )
        return Shown(
            **_asked(self),
            is_empty=not value,
            room=self.room,
            columns=tuple(one.label for one in self.fields),
            lines=lines,
        )

    def said(self, value: Any) -> str:
        """Return an answer as one text: a line for each row."""
        found = []
        for row in value:
            first, *more = [said for one in self.fields if (said := one.said(row.get(one.key, "")))]
            found.append(f"{first} ({', '.join(more)})" if more else first)
        return "\n".join(found)


type Question = Words | Line | Pick | Picks | Grid | Rows


@dataclass(frozen=True, slots=True)
class Part:
    """Some questions under a heading, with a sentence to whoever asks."""

    title: str
    questions: tuple[Question, ...]
    intro: str = ""


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part with its answers."""

    title: str
    intro: str
    questions: tuple[Shown, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing in it was answered."""
        return all(question.is_empty for question in self.questions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A tool: the perspectives it explores, the stages it suits, how one goes about it, its parts.

    `purpose` is one sentence, `how` the steps of "Sådan gør I". `drawing` names what is drawn on
    the sheet for the table, and `picture` what the answers are drawn as on page and paper. One
    that is not `is_offered` any more is still read where it was used.
    """

    key: str
    name: str
    angles: frozenset[Angle]
    purpose: str
    how: tuple[str, ...]
    parts: tuple[Part, ...]
    stages: frozenset[Stage] = field(default=ALL)
    drawing: str = ""
    picture: str = ""
    is_offered: bool = True

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in order."""
        return tuple(question for part in self.parts for question in part.questions)

    def clean(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answers that say something. Raises Unfit for what the tool does not ask."""
        return clean_all(self.questions, answers)

    def show(self, answers: Mapping[str, Any]) -> list[ShownPart]:
        """Return every part with its answers; of a blank one with room for them."""
        return [
            ShownPart(
                part.title,
                part.intro,
                tuple(question.show(answers.get(question.key)) for question in part.questions),
            )
            for part in self.parts
        ]

    def gathered(self, answers: Mapping[str, Any]) -> str:
        """Return all answers as one text, each after its question."""
        return _joined(self.questions, answers)

    def told(self, answers: Mapping[str, Any]) -> str:
        """Return the answers as they are told elsewhere, without what only the drawing needs."""
        told = [one for one in self.questions if not isinstance(one, Pick) or one.is_told]
        return _joined(told, answers)


def _joined(questions: Sequence[Question], answers: Mapping[str, Any]) -> str:
    found = []
    for question in questions:
        if value := answers.get(question.key):
            said = question.said(value)
            gap = "\n" if "\n" in said else " "
            found.append(f"{_ended(question.label)}{gap}{said}")
    return "\n\n".join(found)


def clean_all(questions: Sequence[Question], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers to some questions that say something."""
    known = {question.key for question in questions}
    if unknown := set(answers) - known:
        raise Unfit(f"Redskabet spørger ikke om {', '.join(sorted(map(str, unknown)))}.")
    cleaned = {question.key: question.clean(answers.get(question.key)) for question in questions}
    return {key: value for key, value in cleaned.items() if value}


def options(*pairs: tuple[str, str] | tuple[str, str, str]) -> tuple[Option, ...]:
    """Return options from key, word and, where there is one, hue."""
    return tuple(Option(*pair) for pair in pairs)


def steps(text: str) -> tuple[str, ...]:
    """Return the steps of a text, each a paragraph."""
    return tuple(" ".join(step.split()) for step in text.strip().split("\n\n"))


def _asked(question: Any) -> dict[str, Any]:
    return {name: getattr(question, name) for name in ("kind", "key", "label", "help")}


def _ended(label: str) -> str:
    return label if label.endswith(("?", ".", ":", "…", "!")) else f"{label}:"


def _text(value: Any, longest: int) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unfit("Et af svarene er ikke tekst.")
    text = value.replace("\r\n", "\n").strip()
    if len(text) > longest:
        raise Unfit(f"Skriv kortere: højst {longest} tegn i hvert felt.")
    return text


def _one_of(value: Any, known: Sequence[Option], label: str) -> str:
    if value in (None, ""):
        return ""
    if _option(value, known) is None:
        raise Unfit(f"Vælg en af mulighederne i »{label}«.")
    return str(value)


def _option(value: Any, known: Sequence[Option]) -> Option | None:
    return next((option for option in known if option.key == value), None)


def _mapping(value: Any, label: str) -> Mapping[str, Any]:
    if value in (None, ""):
        return {}
    if not isinstance(value, Mapping):
        raise Unfit(f"Svaret på »{label}« kan ikke læses.")
    return value

"""The letters of a source and what they mean."""

from enum import Enum
from typing import Literal

from absence.importing.layouts import ANY_OTHER, CODES, PRESENT
from kiss.lib.tables.cells import Unusable, clean, shown
from law.absence import ONE_CODE, Category, OneCode

type Reading = tuple[Category | None, Category | Literal[OneCode.ONE_CODE] | None]


class Noted(Enum):
    """How often a source notes a day."""

    TWICE = "start og slut"
    ONCE = "en kode pr. dag"
    # A row per pupil and a column per day: "S" is all day, "S/U" when the ends differ.
    IN_A_CELL = "en celle pr. dag"
    # The same, but all day is written "S/S", so that "S" is one notation of two.
    BOTH_IN_A_CELL = "begge ender i en celle"


class Codes:
    """Reads the code letters of one file.

    `listed` is what a profile says (code -> category, or PRESENT); without it S, U, L and F are
    known. A code that nobody has said the meaning of is refused, unless the profile says
    ANY_OTHER.
    """

    def __init__(self, listed: dict[str, str], noted: Noted):
        self._noted = noted
        self._meanings: dict[str, Category | None] = dict(CODES)
        self._other: Category | None = None
        self._takes_others = ANY_OTHER in listed
        for code, meaning in listed.items():
            category = None if meaning == PRESENT else Category(meaning)
            if code == ANY_OTHER:
                self._other = category
            else:
                self._meanings[clean(code).upper()] = category

    def read(self, start: str, end: str) -> Reading:
        """Return the categories at the start and the end of a day. Raises Unusable.

        A cell of a wide sheet stands in `start`; "S/" and "/U" are one end only.
        """
        if self._noted is Noted.ONCE:
            return self.category(start), ONE_CODE
        if self._noted is Noted.TWICE:
            return self.category(start), self.category(end)
        start, slash, end = clean(start).partition("/")
        whole = self._noted is Noted.IN_A_CELL and not slash
        return self.category(start), ONE_CODE if whole else self.category(end)

    def leaves_end_open(self, start: str) -> bool:
        """Tell whether a cell says half a day and not which half."""
        return self._noted is Noted.BOTH_IN_A_CELL and "/" not in start

    def category(self, code: str) -> Category | None:
        """Return the category of a code; None when the pupil was there."""
        text = clean(code).upper()
        if not text:
            return None
        if text in self._meanings:
            return self._meanings[text]
        if self._takes_others:
            return self._other
        raise Unusable(
            f"Koden »{shown(text)}« er ukendt. Sig under »Forklar koderne«, hvad den betyder."
        )

    def may_lie_ahead(self, start: str, end: str) -> bool:
        """Tell whether a day that has not come can be noted so: only leave that was given."""
        return all(part in (None, Category.LOV, ONE_CODE) for part in self.read(start, end))

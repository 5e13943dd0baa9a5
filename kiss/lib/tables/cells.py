"""What a single cell says: dates and numbers as people and spreadsheets write them."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

DAY_FIRST: Final = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:[ T]0?0[:.]00.*)?")
YEAR_FIRST: Final = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[ T]0?0[:.]00.*)?")
# A date that lost its format in a spreadsheet is the number of days since this one.
SERIAL: Final = re.compile(r"([2-7]\d{4})(?:[.,]0+)?")
SERIAL_BEGINS: Final = date(1899, 12, 30)
WHOLE_NUMBER: Final = re.compile(r"(\d+)[.,]0+")
# Our own downloads put an apostrophe before what a spreadsheet would take for a formula.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "|", "%")


class Unusable(ValueError):
    """A line cannot be used. The message is a Danish sentence about why, without a name in it."""


def clean(cell: str) -> str:
    """Return a cell without the space around it, and without our own guard against formulas."""
    text = cell.replace("\N{ZERO WIDTH SPACE}", "").strip()
    if text.startswith("'") and text[1:].startswith(FORMULA):
        return text[1:]
    return text


def guarded(cell: str) -> str:
    """Return a cell that a spreadsheet shows as text, whatever it begins with."""
    return f"'{cell}" if cell.lstrip("\ufeff \u00a0").startswith(FORMULA) else cell


def read_number(cell: str) -> str:
    """Return an identifier as it was before a spreadsheet made a decimal number of it."""
    text = clean(cell)
    match = WHOLE_NUMBER.fullmatch(text)
    return match[1] if match else text


def read_date(cell: str) -> date:
    """Return a date written as 2-11-2026, 02/11/2026, 2.11.26, 2026-11-02 or by a spreadsheet.

    Raises Unusable if it is missing or no such day exists.
    """
    text = clean(cell)
    if not text:
        raise Unusable("Datoen mangler.")
    try:
        if match := DAY_FIRST.fullmatch(text):
            day, month, year = map(int, match.groups())
            return date(year + 2000 if year < 100 else year, month, day)
        if match := YEAR_FIRST.fullmatch(text):
            year, month, day = map(int, match.groups())
            return date(year, month, day)
        if match := SERIAL.fullmatch(text):
            return SERIAL_BEGINS + timedelta(days=int(match[1]))
    except ValueError as error:
        raise Unusable(f"»{shown(text)}« er ikke en dag, der findes.") from error
    raise Unusable(f"»{shown(text)}« er ikke en dato. Skriv den som 02-11-2026.")


def shown(text: str) -> str:
    """Return a cell short enough to quote in a sentence."""
    return text if len(text) <= 30 else text[:29] + "…"


def heading_key(heading: str) -> str:
    """Return what headings are compared by: "Elev-id " and "elev_id" are the same."""
    text = heading.strip().casefold()
    for danish, plain in (("æ", "ae"), ("ø", "oe"), ("å", "aa")):
        text = text.replace(danish, plain)
    text = unicodedata.normalize("NFKD", text)
    return re.sub(r"[^a-z0-9]", "", text)


class Memo[K, V](dict[K, V]):
    """Understands each distinct text once: a file says the same few things a million times.

    What cannot be understood is not kept. It starts over when it has grown to `most`, so that a
    hostile file cannot make it fill the memory.
    """

    def __init__(self, find: Callable[[K], V], most: int = 50_000):
        super().__init__()
        self._find = find
        self._most = most

    def __missing__(self, key: K) -> V:
        value = self._find(key)
        if len(self) >= self._most:
            self.clear()
        self[key] = value
        return value

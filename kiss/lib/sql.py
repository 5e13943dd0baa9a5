"""Handing many values to one statement."""

from collections.abc import Iterable
from datetime import date


def array(values: Iterable[int | date | None]) -> str:
    """Write whole numbers and dates as one PostgreSQL array, to be cast where it is used.

    As one text they take a tenth of the time that ten thousand values of a list would.
    """
    return "{" + ",".join("null" if value is None else str(value) for value in values) + "}"


def text_array(values: Iterable[str | None]) -> str:
    """Write texts as one PostgreSQL array, to be cast where it is used."""
    return "{" + ",".join("null" if value is None else _quoted(value) for value in values) + "}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'

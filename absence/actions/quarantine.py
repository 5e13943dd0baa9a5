"""Refused lines as a file that can be corrected and read in again."""

import re

from absence.models import Import
from kiss.lib.tables.cells import guarded


def quarantine_rows(source: Import) -> list[list[str]]:
    """Return headings and refused lines with the file's own columns, then `linje` and `årsag`."""
    lines = list(source.quarantine.order_by("line_number", "pk"))
    widest: list[list[str]] = max((line.cells for line in lines), key=len, default=[])
    headings = [heading for heading, _ in widest]
    rows = [[*headings, "linje", "årsag"]]
    for line in lines:
        cells = [guarded(cell) for _, cell in line.cells]
        cells += [""] * (len(headings) - len(cells))
        rows.append([*cells, str(line.line_number), line.reason])
    return rows


def reason_rows(source: Import) -> list[list[str]]:
    """Return the numbers of refused lines and the reasons, without what could be a name."""
    lines = source.quarantine.order_by("line_number", "pk")
    return [
        ["linje", "årsag"],
        *(
            [str(number), without_words(reason)]
            for number, reason in lines.values_list("line_number", "reason")
        ),
    ]


def without_words(reason: str) -> str:
    """Return a reason without quoted words: a shifted column may have put a name or a remark there.

    Codes, classes and dates, which have no word of four letters in them, stay.
    """
    return re.sub(r"»[^«]*[^\W\d_]{4}[^«]*«", "»…«", reason)

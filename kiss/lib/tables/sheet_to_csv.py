"""The child process that opens a spreadsheet: prints its rows as CSV, or says why it will not.

It imports nothing of ours and sets its own limits first, so that a hostile file can only harm
this process. Run by `kiss.lib.tables.workbook` as a script.
"""

import csv
import re
import resource
import sys
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

sys.path.insert(0, str(Path(__file__).parent))
from limits import MAX_CELLS, MAX_COLUMNS, MAX_MEMORY_BYTES, MAX_SECONDS, MAX_UNPACKED_BYTES  # type: ignore[import-not-found]

REFUSED = 3
CHUNK = 1024 * 1024
DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
COLUMN = re.compile(rb'\br="([A-Z]{1,3})[1-9]')
ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,7})"')


def main(path: str) -> None:
    """Print the rows of the only sheet with something in it."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_UNPACKED_BYTES, MAX_UNPACKED_BYTES))
    look_through(path)
    book = CalamineWorkbook.from_path(path)
    sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
    filled = [sheet for sheet in sheets if sheet.height]
    if not filled:
        refuse("Regnearket er tomt.")
    if len(filled) > 1:
        names = ", ".join(f"»{sheet.name}«" for sheet in filled[:5])
        refuse(f"Regnearket har flere ark med indhold: {names}. Gem ét ark i sin egen fil.")
    sheet = filled[0]
    writer = csv.writer(sys.stdout, lineterminator="\n")
    # The rows above the first filled one are there too, so that line numbers are row numbers.
    for _ in range(sheet.start[0] if sheet.start else 0):
        writer.writerow([])
    for row in sheet.iter_rows():
        writer.writerow([shown(value) for value in row])


def refuse(sentence: str) -> None:
    """End with a sentence for the user."""
    sys.stdout.flush()
    sys.stderr.write(sentence)
    sys.exit(REFUSED)


def look_through(path: str) -> None:
    """Refuse declarations that expand, and a sheet whose corners lie absurdly far apart.

    The reader makes room for every cell between the corners: one cell in the last column of the
    last row would ask for seventeen billion.
    """
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            if not entry.filename.endswith((".xml", ".rels")):
                continue
            is_sheet = entry.filename.startswith("xl/worksheets/")
            columns, last_row = set(), 0
            with archive.open(entry) as part:
                for chunk in chunks(part):
                    if DECLARATION.search(chunk):
                        refuse("Regnearket indeholder erklæringer, som vi ikke læser.")
                    if is_sheet:
                        columns |= set(COLUMN.findall(chunk))
                        last_row = max(last_row, *map(int, ROW.findall(chunk)), 0)
            width = max(map(column_number, columns), default=0)
            if width > MAX_COLUMNS:
                refuse(f"Regnearket har {width} kolonner. Højst {MAX_COLUMNS} kan læses.")
            if width * last_row > MAX_CELLS:
                refuse("Regnearket er for stort. Del det i flere filer, eller gem det som CSV.")


def chunks(part: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a part in pieces that overlap, so that nothing is cut in two unseen."""
    tail = b""
    while piece := part.read(CHUNK):  # type: ignore[attr-defined]
        yield tail + piece
        tail = piece[-64:]


def column_number(letters: bytes) -> int:
    """Return the number of a column: A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def shown(value: object) -> str:
    """Return a cell as text: dates as ISO, whole numbers without decimals, one line."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return " ".join(text.split()) if "\n" in text or "\r" in text else text


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except (zipfile.BadZipFile, CalamineError, KeyError, ValueError, OSError, MemoryError):
        refuse("Regnearket er ødelagt eller af en slags, der ikke kan læses. Gem det igen.")

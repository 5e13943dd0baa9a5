"""What kind of file it is, by its content and never by its name, and its rows in order."""

import codecs
import csv
import hashlib
import os
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from io import BufferedReader
from itertools import islice, repeat
from pathlib import Path
from typing import IO, Final

from kiss.lib.models import Refused
from kiss.lib.tables import workbook
from kiss.lib.tables.limits import MAX_COLUMNS, MAX_ROW_CHARACTERS

CHUNK: Final = 1024 * 1024
SEPARATORS: Final = ("¤", ";", "\t", ",")
# A quotation mark that is never closed would otherwise swallow the rest of the file as one cell.
MAX_LINES_IN_A_ROW: Final = 5
HINT: Final = "sep="

XLSX, CSV = "xlsx", "csv"
OTHER_KINDS: Final = (
    (b"\xd0\xcf\x11\xe0", "et gammelt eller låst Excel-ark"),
    (b"%PDF", "en PDF"),
    (b"\x89PNG", "et billede"),
    (b"\xff\xd8\xff", "et billede"),
    (b"GIF8", "et billede"),
    (b"\x1f\x8b", "en pakket fil"),
    (b"7z\xbc\xaf", "en pakket fil"),
    (b"Rar!", "en pakket fil"),
    (b"{\\rtf", "et tekstbehandlingsdokument"),
    (b"<", "en webside eller XML"),
)
UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class Table:
    """A file that can be read as rows of text cells. `lines` counts its physical lines."""

    path: Path
    kind: str
    encoding: str
    separator: str
    sha256: str
    lines: int
    # What a spreadsheet was turned into: an open file without a name, gone when the table is.
    converted: int = -1

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each row that is not empty, with the number of its last physical line.

        Raises Refused when the text stops making sense, such as a quotation mark left open.
        """
        with self._text() as lines:
            yield from _rows(lines, self.separator)

    def _text(self) -> IO[str]:
        if self.kind == CSV:
            return self.path.open(encoding=self.encoding, newline="")
        os.lseek(self.converted, 0, os.SEEK_SET)
        return os.fdopen(os.dup(self.converted), encoding=self.encoding, newline="")

    def head(self, number: int) -> list[tuple[int, list[str]]]:
        """Return the first rows that are not empty, at most `number`."""
        return list(islice(self.rows(), number))


def open_table(path: Path) -> Table:
    """Find out how a file is to be read. Raises Refused with a sentence if it cannot be."""
    with path.open("rb") as file:
        start = file.read(8)
        if not start:
            raise Refused("Filen er tom.")
        if start.startswith(b"PK\x03\x04"):
            return _open_workbook(path, _sha256(file))
        for magic, name in OTHER_KINDS:
            if start.lstrip().startswith(magic):
                raise Refused(
                    f"Filen er {name}. Gem den som CSV eller som Excel-projektmappe (.xlsx)."
                )
        encoding, sha256, lines = _read_through(file)
    separator = _separator(path, encoding)
    return Table(path, CSV, encoding, separator, sha256, lines)


def _open_workbook(path: Path, sha256: str) -> Table:
    workbook.refuse_dangerous(path)
    converted = workbook.as_csv(path)
    with os.fdopen(os.dup(converted), "rb") as file:
        file.seek(0)
        lines = sum(chunk.count(b"\n") for chunk in iter(partial(file.read, CHUNK), b""))
    table = Table(path, XLSX, "utf-8", ",", sha256, lines, converted)
    weakref.finalize(table, os.close, converted)
    return table


def _rows(lines: Iterator[str], separator: str) -> Iterator[tuple[int, list[str]]]:
    if separator == "¤":
        reader = csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE, strict=True)
    else:
        reader = csv.reader(lines, delimiter=separator, strict=True)
    before = 0
    try:
        for cells in reader:
            number = reader.line_num
            if number - before > MAX_LINES_IN_A_ROW:
                raise Refused(_left_open(before + 1))
            before = number
            if any(cells):
                yield number, cells
    except csv.Error as error:
        raise Refused(_left_open(before + 1)) from error
    except UnicodeDecodeError as error:
        raise Refused(f"Linje {before + 1} kan ikke læses som tekst.") from error


def _left_open(line: int) -> str:
    return (
        f"Linje {line} har et anførselstegn, der ikke passer med resten. "
        "Ret linjen, eller gem filen igen fra regnearket."
    )


def _sha256(file: BufferedReader) -> str:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()


def _read_through(file: BufferedReader) -> tuple[str, str, int]:
    """Return encoding, fingerprint and number of lines of a text file, in one reading."""
    file.seek(0)
    start = file.read(4)
    file.seek(0)
    wide = next(("utf-16" for mark in UTF_16 if start.startswith(mark)), "")
    digest, lines, tail, last = hashlib.sha256(), 0, 0, b""
    utf_8 = codecs.getincrementaldecoder("utf-8-sig")()
    is_utf_8 = not wide
    while chunk := file.read(CHUNK):
        digest.update(chunk)
        if not wide and b"\0" in chunk:
            raise Refused("Filen er ikke en tekstfil. Gem den som CSV eller som Excel (.xlsx).")
        pieces = chunk.split(b"\n")
        tail += len(pieces[0])
        longest = max(map(len, pieces[1:-1]), default=0)
        tail_after = tail if len(pieces) == 1 else len(pieces[-1])
        if max(tail, longest, tail_after) > MAX_ROW_CHARACTERS:
            raise Refused("Filen har en linje, der er alt for lang til at være rigtig.")
        tail = tail_after
        lines += len(pieces) - 1
        last = chunk[-1:]
        if is_utf_8:
            is_utf_8 = _decodes(utf_8, chunk)
    is_utf_8 = is_utf_8 and _decodes(utf_8, b"", final=True)
    encoding = wide or ("utf-8-sig" if is_utf_8 else "cp1252")
    return encoding, digest.hexdigest(), lines + (last != b"\n")


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _separator(path: Path, encoding: str) -> str:
    """Return the separator that stands most often in the first lines."""
    try:
        with path.open(encoding=encoding, newline="") as file:
            lines = [line for line, _ in zip(file, range(20), strict=False)]
    except UnicodeError as error:
        raise Refused("Filen kan ikke læses som tekst. Gem den som CSV (UTF-8).") from error
    if not lines:
        raise Refused("Filen er tom.")
    first = lines[0].strip().lower()
    if first.startswith(HINT) and first[len(HINT) :] in SEPARATORS:
        return first[len(HINT) :]
    counts = {separator: sum(map(str.count, lines, repeat(separator))) for separator in SEPARATORS}
    best = max(SEPARATORS, key=counts.__getitem__)
    if max(line.count(best) for line in lines) > MAX_COLUMNS:
        raise Refused(f"Filen har over {MAX_COLUMNS} kolonner. Så mange læser vi ikke.")
    return best if counts[best] else ";"

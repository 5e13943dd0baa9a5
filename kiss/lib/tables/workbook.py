"""Spreadsheets: looked over before they are opened, and opened in a child that may die."""

import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Final

from kiss.lib.models import Refused
from kiss.lib.tables.limits import (
    HARMLESS_BYTES,
    MAX_ENTRIES,
    MAX_RATIO,
    MAX_SECONDS,
    MAX_UNPACKED_BYTES,
)

CHILD: Final = Path(__file__).with_name("sheet_to_csv.py")
# What the child says by its exit code; any other is a crash.
REFUSED: Final = 3
ENCRYPTED: Final = 0x1
SAVE_AGAIN: Final = "Gem det igen som Excel-projektmappe (.xlsx) eller CSV."


def refuse_dangerous(path: Path) -> None:
    """Refuse an archive that is no plain spreadsheet, from its list of contents alone."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            # Before anything is unpacked: the list says how much there is.
            _refuse_bomb(entries)
            if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
                raise Refused("Filen er et arkiv, men ikke et Excel-regneark.")
            types = archive.read("[Content_Types].xml")
    except (zipfile.BadZipFile, OSError, RuntimeError, EOFError) as error:
        raise Refused(f"Regnearket er ødelagt. {SAVE_AGAIN}") from error
    if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused(f"Regnearket indeholder makroer og læses ikke. {SAVE_AGAIN}")


def _refuse_bomb(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise Refused(f"Regnearket er låst med en adgangskode. {SAVE_AGAIN}")
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED_BYTES:
        raise Refused("Regnearket er for stort. Del det i flere filer, eller gem det som CSV.")
    for entry in entries:
        parts = Path(entry.filename.replace("\\", "/")).parts
        if ".." in parts or entry.filename.startswith("/"):
            raise Refused(f"Regnearket har ugyldige filnavne i sig. {SAVE_AGAIN}")
        if entry.file_size > HARMLESS_BYTES and entry.file_size > MAX_RATIO * entry.compress_size:
            raise Refused("Regnearket er pakket så hårdt, at det ikke kan være rigtigt.")
    if unpacked > HARMLESS_BYTES and unpacked > MAX_RATIO * packed:
        raise Refused("Regnearket er pakket så hårdt, at det ikke kan være rigtigt.")


def as_csv(path: Path) -> int:
    """Return an open, nameless file with the one filled sheet as CSV: a line is a row of it.

    A child process with a limit on memory, time and what it writes does the reading, so that a
    hostile spreadsheet harms nothing else. Raises Refused with what it found wrong.
    """
    with tempfile.TemporaryFile() as text:
        try:
            child = subprocess.run(  # noqa: S603 - our own script, and the path is ours
                [sys.executable, "-I", str(CHILD), str(path)],
                stdin=subprocess.DEVNULL,
                stdout=text,
                stderr=subprocess.PIPE,
                timeout=MAX_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise Refused("Regnearket er for stort. Gem det som CSV.") from error
        if child.returncode == REFUSED:
            raise Refused(child.stderr.decode().strip())
        if child.returncode:
            raise Refused(f"Regnearket kan ikke læses. {SAVE_AGAIN}")
        return os.dup(text.fileno())

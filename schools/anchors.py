"""The file outside the database where the heads of the chain are written, one line each.

A line is `number time month kind rows hash`. Lines are only added, and are on the disk before the
function returns. A file on another machine, or on one that only lets itself be added to, is what
makes a chain that was rewritten from end to end show.
"""

import fcntl
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from schools.models import Anchor


@dataclass(frozen=True, slots=True)
class AnchorFile:
    """What a file of anchors holds: its lines by number, and the lines that are no anchors."""

    lines: dict[int, str]
    broken: list[str]

    @property
    def last(self) -> int:
        """The number of the newest anchor in the file, 0 when there is none."""
        return max(self.lines, default=0)


def line_of(anchor: Anchor) -> str:
    """Return an anchor as its line, without the line end."""
    at = anchor.at.astimezone(UTC).isoformat(timespec="microseconds")
    return f"{anchor.pk} {at} {anchor.month:%Y-%m} {anchor.kind} {anchor.rows} {anchor.hash}"


def read(path: Path) -> AnchorFile | None:
    """Read a file of anchors; None if there is no such file."""
    try:
        text = path.read_text()
    except FileNotFoundError:
        return None
    lines: dict[int, str] = {}
    broken: list[str] = []
    for line in filter(None, text.split("\n")):
        number = line.split(" ", 1)[0]
        if number.isdigit() and lines.setdefault(int(number), line) == line:
            continue
        broken.append(line)
    return AnchorFile(lines, broken)


def append(path: Path, anchors: Iterable[Anchor]) -> None:
    """Add anchors to the file and wait until they are on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        text = "".join(f"{line_of(anchor)}\n" for anchor in anchors)
        os.write(file, text.encode())
        os.fsync(file)
    finally:
        os.close(file)

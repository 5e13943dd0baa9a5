"""The way in: a file is looked at in a child process, and its name and type must agree with it."""

import hashlib
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiss.lib.models import Refused
from kiss.lib.received.kinds import ACCEPTED, KINDS, MAX_SECONDS, SAYS_NOTHING, Kind

CHILD: Final = Path(__file__).with_name("child.py")
# What the child says by its exit code; any other is a crash.
REFUSED: Final = 3
# The clock of the wall, for a child that only waits; its own limit is on work.
PATIENCE: Final = MAX_SECONDS + 10
AGAIN: Final = "Åbn den, gem den igen, og læg den nye fil på."


@dataclass(frozen=True, slots=True)
class Received:
    """A file that is taken: its kind, what is kept of it, and the hash of what was sent."""

    kind: Kind
    content: bytes
    sent_sha256: str


def receive(content: bytes, *, name: str, declared: str) -> Received:
    """Return what is kept of a file that somebody sent.

    Of `name` the ending alone is read, and `declared` is what the browser calls it: both must agree
    with what the file is. Raises Refused with a sentence that says what to do.
    """
    kind, kept = _looked_at(content)
    refuse_disagreement(kind, name=name, declared=declared)
    return Received(kind, kept, hashlib.sha256(content).hexdigest())


def refuse_disagreement(kind: Kind, *, name: str, declared: str) -> None:
    """Raise Refused if a file that is of one kind is named or declared as another."""
    ending = name.rsplit(".", 1)[-1].strip().lower() if "." in name else ""
    if not any(ending in known.endings for known in KINDS.values()):
        raise Refused(f"Den slags fil kan ikke lægges på. Brug {ACCEPTED}.")
    if ending not in kind.endings:
        raise Refused(f"Navnet slutter på .{ending}, men filen er {kind}. {AGAIN}")
    if declared.lower() not in SAYS_NOTHING and declared.lower() not in kind.types:
        raise Refused(f"Filen er {kind}, men bliver sendt som noget andet. {AGAIN}")


def _looked_at(content: bytes) -> tuple[Kind, bytes]:
    try:
        child = subprocess.run(  # noqa: S603 - our own script, and nothing of the sender's
            [sys.executable, "-I", str(CHILD)],
            input=content,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(_too_much()) from error
    if child.returncode == REFUSED:
        raise Refused(child.stderr.decode())
    if child.returncode:
        raise Refused(_too_much())
    key, _, kept = child.stdout.partition(b"\n")
    return KINDS[key.decode()], kept


def _too_much() -> str:
    return (
        "Filen er for tung at efterse, så vi tager ikke imod den. Gem den i en mindre udgave, for "
        "eksempel som PDF, og læg den på igen."
    )

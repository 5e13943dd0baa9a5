"""What the machine must have besides Python, and the line that says how to get it."""

import ctypes
import sys
from collections.abc import Iterable

from kiss.services.errors import Trouble

PAPER = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0")
# WeasyPrint warns where this is missing, and a warning is an error in the tests.
PAPER_SOON = ("libharfbuzz-subset.so.0",)
_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig"


def lacks(libraries: Iterable[str]) -> str:
    """Return the line that says what is missing and how to get it; empty if nothing is."""
    for library in libraries:
        try:
            ctypes.CDLL(library)
        except OSError:
            return f"{library} is missing, which PDFs need: apt-get install {_PACKAGES}"
    return ""


def check_platform() -> None:
    """Raise Trouble where the supervisor's promises cannot be kept."""
    if sys.platform != "linux":
        raise Trouble("make run and make test need Linux; elsewhere use docker compose")

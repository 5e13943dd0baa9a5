"""What is said to the person at the terminal."""

import sys


class Trouble(Exception):
    """Something the person at the terminal can mend; the text says how, in one line."""


def say(text: str = "") -> None:
    """Print a line, also when the terminal has been closed in the meantime."""
    try:
        print(text, flush=True)
    except OSError:
        sys.stdout = None

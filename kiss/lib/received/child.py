"""The child process that looks at a stranger's file: reads it from stdin and says what it is.

It limits itself before it reads anything, and is given no environment: a file that takes it over
finds no key and no database. Run by `kiss.lib.received.receiving` as a script.
"""

import resource
import sys
from pathlib import Path
from types import ModuleType

REFUSED = 3


def main() -> None:
    """Write the kind of the file on stdin, a line end, and what is to be kept of it."""
    # The package itself would bring in Celery and Django.
    package = ModuleType("kiss")
    package.__path__ = [str(Path(__file__).parents[2])]
    sys.modules["kiss"] = package
    from kiss.lib.received.content import look
    from kiss.lib.received.kinds import MAX_MEMORY_BYTES, MAX_SECONDS, Unfit

    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    try:
        kind, kept = look(sys.stdin.buffer.read())
    except Unfit as unfit:
        sys.stderr.buffer.write(str(unfit).encode())
        sys.exit(REFUSED)
    sys.stdout.buffer.write(kind.encode() + b"\n")
    sys.stdout.buffer.write(kept)


main()

"""The command line: `python -m kiss.services run | test | bench | check | exec | stop | clean`."""

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from kiss.services import commands, machine, product
from kiss.services.errors import Trouble, say
from kiss.services.lock import Held
from kiss.services.places import ROOT
from kiss.services.supervisor import Stopped

ALONE = {"run": product.run, "stop": commands.stop, "clean": commands.clean}
WITH_COMMAND = {
    "test": commands.test,
    "bench": commands.bench,
    "check": commands.check,
    "exec": commands.execute,
}


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m kiss.services")
    parser.add_argument("--run-folder", type=Path, default=ROOT / ".run")
    parser.add_argument("name", choices=[*ALONE, *WITH_COMMAND])
    parser.add_argument("command", nargs=argparse.REMAINDER, help="-- and what to run")
    given = parser.parse_args(arguments)
    command = given.command[1:] if given.command[:1] == ["--"] else given.command
    if bool(command) != (given.name in WITH_COMMAND):
        parser.error(f"{given.name} takes {'a' if given.name in WITH_COMMAND else 'no'} command")

    folder = given.run_folder.absolute()
    try:
        machine.check_platform()
        if command:
            return WITH_COMMAND[given.name](folder, command)
        return ALONE[given.name](folder)
    except Held as held:
        where = f" at {held.address}" if held.address else ""
        say(
            f"Already running here{where} ({held.kind}, process {held.pid}). "
            "Stop it with Ctrl-C in its terminal, or with `make stop`."
        )
    except Trouble as trouble:
        say(str(trouble))
    except Stopped:
        return 128 + signal.SIGTERM
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

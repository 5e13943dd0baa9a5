"""What can be done with the services besides running the product."""

import os
import shutil
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from kiss.services import environment, lock, machine
from kiss.services.errors import Trouble, say
from kiss.services.supervisor import Supervisor

PRODUCT = "make run"
_SLOTS = 9


def test(folder: Path, command: Sequence[str]) -> int:
    """Run a command beside a PostgreSQL and a Valkey of its own, and return its exit code."""
    if missing := machine.lacks(machine.PAPER + machine.PAPER_SOON):
        raise Trouble(missing)
    return _beside_services(_free_slot(folder / "test", "make test"), command, is_fleeting=True)


def bench(folder: Path, command: Sequence[str]) -> int:
    """Do as test() does, with services that no test shares."""
    return _beside_services(_free_slot(folder / "bench", "make bench"), command)


def check(folder: Path, command: Sequence[str]) -> int:
    """Do as test() does for the checks, some of which ask the database for its version."""
    return _beside_services(_free_slot(folder / "check", "make check"), command)


def _beside_services(
    supervisor: Supervisor, command: Sequence[str], *, is_fleeting: bool = False
) -> int:
    supervisor.places.give_up_lost_data()
    with supervisor:
        variables = environment.for_tests(supervisor.places.run)
        variables |= environment.of_owner(supervisor.start_services({}, is_fleeting=is_fleeting))
        return supervisor.foreground(command, variables)


def _free_slot(folder: Path, kind: str) -> Supervisor:
    """Take the first of several run folders that nobody uses, so that two may test at once."""
    for number in range(1, _SLOTS + 1):
        slot = folder if number == 1 else folder.with_name(f"{folder.name}-{number}")
        try:
            return Supervisor(slot, kind)
        except lock.Held:
            continue
    raise Trouble(f"{_SLOTS} of `{kind}` run here already")


def execute(folder: Path, command: Sequence[str]) -> int:
    """Run a command as a part of the product, and return its exit code.

    Uses the services that run; where none do, starts them for as long as the command takes.
    """
    supervisor = _alone(folder)
    if supervisor is None:
        running = folder / environment.RUNNING
        if not running.exists():
            raise Trouble("`make run` is still starting: try again when it shows its address")
        # Takes our place: nothing is left to watch over.
        os.execvpe(command[0], list(command), os.environ | environment.read(running))  # noqa: S606
    with supervisor:
        variables = environment.for_people(folder, port=8000)
        variables |= supervisor.start_services(os.environ)
        return supervisor.foreground(command, variables)


def _alone(folder: Path) -> Supervisor | None:
    """Wait until no other command uses the services; None if the product does."""
    waiting = False
    while True:
        try:
            return Supervisor(folder, "a command")
        except lock.Held as held:
            if held.kind == PRODUCT:
                return None
            if not waiting:
                say(f"Waiting for another command to end (process {held.pid}) ...")
                waiting = True
            time.sleep(0.1)


def stop(folder: Path) -> int:
    """End what runs in this checkout, from another terminal."""
    held = lock.holder(folder)
    if held is None:
        say("Nothing runs here")
        return 0
    os.kill(held.pid, signal.SIGTERM)
    end = time.monotonic() + 60.0
    while lock.holder(folder) is not None:
        if time.monotonic() > end:
            raise Trouble(f"Process {held.pid} does not stop")
        time.sleep(0.1)
    return 0


def clean(folder: Path) -> int:
    """Remove the database, the uploads, the logs and the keys of this checkout."""
    for part in [folder, *(path.parent for path in folder.glob("*/lock"))]:
        if held := lock.holder(part):
            raise Trouble(f"Still running ({held.kind}, process {held.pid}): stop it first")
    for link in folder.rglob("postgres"):
        if link.is_symlink():
            shutil.rmtree(link.readlink().parent, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
    return 0

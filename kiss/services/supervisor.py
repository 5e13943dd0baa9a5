"""Starts the services and the program, watches over them, and ends them in the right order."""

import math
import os
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from kiss.services import environment, processes
from kiss.services.errors import Trouble
from kiss.services.lock import Lock
from kiss.services.places import ROOT, Places, Programs
from kiss.services.postgres import Postgres
from kiss.services.valkey import Valkey


class Stopped(Exception):
    """Somebody asked us to stop."""


class Supervisor:
    """The parent of everything that runs from one run folder.

    A context manager: on the way out, by whatever way, all children are ended, the newest first.
    """

    def __init__(self, run: Path, kind: str) -> None:
        self.places = Places(run)
        self.lock = Lock(run, kind)
        self.children: list[processes.Child] = []
        self.programs: list[processes.Child] = []
        self.mark = {processes.MARK: self.places.mark}
        self.make = processes.Make()
        self.stop_at = math.inf
        # Seconds from a Ctrl-C until we act on it ourselves.
        self.grace = 0.0

    def __enter__(self) -> "Supervisor":
        processes.adopt_orphans()
        for sig in (signal.SIGTERM, signal.SIGHUP):
            # Under nohup SIGHUP is ignored, and stays so.
            if signal.getsignal(sig) is not signal.SIG_IGN:
                signal.signal(sig, self._on_signal)
        signal.signal(signal.SIGINT, self._on_signal)
        self._end_leftovers()
        return self

    def __exit__(self, *_: object) -> None:
        for child in self.programs:  # all at once: each takes its time
            child.ask()
        for child in reversed(self.children):
            child.stop()
        processes.end_adopted()
        (self.places.run / environment.RUNNING).unlink(missing_ok=True)
        self.places.clear_sockets()
        self.lock.release()

    def _on_signal(self, sig: int, _frame: object = None) -> None:
        grace = self.grace if sig == signal.SIGINT else 0.0
        self.stop_at = min(self.stop_at, time.monotonic() + grace)

    def _end_leftovers(self) -> None:
        """End what a supervisor that was killed has left, if the kernel has not already."""
        signals = (signal.SIGTERM, signal.SIGKILL)
        processes.end_all(self._leftovers, grace=10.0, signals=signals)

    def _leftovers(self) -> list[int]:
        # The database has its own way of ending, and its own search.
        return [
            pid
            for pid in processes.marked(self.places.mark)
            if processes.program(pid) != "postgres"
        ]

    def pause(self, seconds: float) -> None:
        """Sleep; raises Stopped when asked to stop, Trouble when a child has ended."""
        for sig in self.make.told():
            self._on_signal(sig)
        if time.monotonic() >= self.stop_at:
            raise Stopped
        for child in self.children:
            if not (child.running or child.may_end):
                raise Trouble(f"{child.name} has ended unexpectedly:\n{child.last_words()}")
        time.sleep(seconds)

    def start_services(
        self, given: Mapping[str, str], *, is_fleeting: bool = False
    ) -> dict[str, str]:
        """Start PostgreSQL and Valkey, each unless its address is given, and wait for both.

        A fleeting database is quicker, and lost with the machine's power.

        Returns DATABASE_URL, OWNER_DATABASE_URL and REDIS_URL of those that were started.
        """
        addresses: dict[str, str] = {}
        wanted: list[tuple[str, type[Postgres | Valkey]]] = [
            ("DATABASE_URL", Postgres),
            ("REDIS_URL", Valkey),
        ]
        missing = [(name, kind) for name, kind in wanted if not has(given, name)]
        if not missing:
            return addresses
        programs = Programs(self.places.account)
        sockets = self.places.sockets()
        started = []
        for name, kind in missing:
            service = kind(self.places, programs, sockets, self.mark)
            if is_fleeting and isinstance(service, Postgres):
                service.let_go()
            child = service.start()
            self.children.append(child)
            started.append((service, child))
            addresses[name] = service.url()
            if isinstance(service, Postgres):
                addresses |= {
                    environment.OWNER: service.owner_url(),
                    f"{environment.OWNER}_FILE": "",
                }
                _forget_other_databases()
        for service, child in started:
            service.wait(child, self.pause)
        return addresses

    def start_program(
        self,
        name: str,
        module: Sequence[str],
        variables: Mapping[str, str],
        *,
        on_parent_death: signal.Signals = signal.SIGTERM,
        keep_open: Sequence[int] = (),
        to_terminal: bool = False,
    ) -> processes.Child:
        """Start a Python module of the program, logging to the terminal or a file of its own."""
        child = processes.start(
            name,
            [sys.executable, "-m", *module],
            environment=os.environ | dict(variables) | self.mark | {"PYTHONUNBUFFERED": "1"},
            folder=ROOT,
            log=None if to_terminal else self.places.fresh_log(name),
            on_parent_death=on_parent_death,
            keep_open=keep_open,
        )
        self.children.append(child)
        self.programs.append(child)
        return child

    def finish(self, child: processes.Child) -> int:
        """Wait until a child ends by itself and return its exit code."""
        child.may_end = True
        while child.running:
            self.pause(0.05)
        self.children.remove(child)
        return child.process.returncode

    def foreground(self, command: Sequence[str], variables: Mapping[str, str]) -> int:
        """Run a command at the terminal, with the terminal's own Ctrl-C, and return its exit code.

        Ctrl-C reaches the command by itself; the other signals are passed on to it as one.
        """
        # With a person there, a debugger may be what Ctrl-C is meant for.
        self.grace = math.inf if sys.stdin and sys.stdin.isatty() else 10.0
        child = processes.start(
            Path(command[0]).name,
            command,
            environment=os.environ | dict(variables),
            folder=ROOT,
            log=None,
            on_parent_death=signal.SIGINT,
            stop_signal=signal.SIGINT,
            patience=15.0,
            own_session=False,
        )
        self.children.append(child)
        try:
            return self.finish(child)
        except Stopped:
            return 128 + signal.SIGTERM


def _forget_other_databases() -> None:
    """Take away what libpq would add to our own address: PGPASSWORD, PGOPTIONS, PGSERVICE ..."""
    for name in [name for name in os.environ if name.startswith("PG")]:
        del os.environ[name]


def has(given: Mapping[str, str], name: str) -> bool:
    """Test whether a setting is given, itself or as a file that holds it."""
    return bool(given.get(name) or given.get(f"{name}_FILE"))

"""Fjordby for the browser tests: the demo in a database of its own, behind the real web server.

As a program it is that server, with its clock at ten in the morning of the tests' day:
`python -m tests.browser.fjordby build` fills the database, `… serve FD` answers
on an open socket.
"""

import fcntl
import gc
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import time_machine

from tests.databases import address_of, copy

ROOT = Path(__file__).resolve().parents[2]
NAME = "fjordby"
NOW = "2026-11-23 10:00+01:00"


def environment() -> dict[str, str]:
    """Return the environment of the program: as the tests', but with its own database."""
    own = {"DATABASE_URL": address_of(NAME), "DJANGO_SETTINGS_MODULE": "kiss.settings"}
    return {**os.environ, **own}


def build_once(shared: Path) -> None:
    """Build Fjordby, unless another worker of the same run has done so or is about to."""
    with (shared / "fjordby.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        built = shared / "fjordby.built"
        if not built.exists():
            copy(NAME, shared)
            _program("build").check_returncode()
            built.touch()


def names_of_pupils() -> list[str]:
    """Return the full names of all children in Fjordby."""
    with psycopg.connect(environment()["DATABASE_URL"]) as connection:
        rows = connection.execute("SELECT first_name, last_name FROM schools_pupil")
        return [" ".join(row) for row in rows]


def _program(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "tests.browser.fjordby", *arguments],
        cwd=ROOT,
        env=environment(),
        check=False,
    )


@contextmanager
def served() -> Iterator[str]:
    """Serve Fjordby and give its address. Whoever comes before it is ready waits in line."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        number = listening.fileno()
        server = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "tests.browser.fjordby", "serve", str(number)],
            cwd=ROOT,
            env=environment(),
            pass_fds=[number],
        )
        port = listening.getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def main(what: str, *arguments: str) -> None:
    """Build or serve, with the clock at the tests' day."""
    time_machine.travel(NOW, tick=True).start()
    if what == "serve":
        from gunicorn.app.wsgiapp import run

        options = ["--bind", f"fd://{arguments[0]}", "--no-control-socket"]
        options += ["--worker-class", "gthread", "--threads", "4", "--log-level", "warning"]
        sys.argv = ["gunicorn", "kiss.wsgi", *options]
        run()
        return
    # It ends before any rubbish would be in its way.
    gc.disable()
    import django
    from django.utils import timezone

    django.setup()
    from kiss.demo.build import build

    build(timezone.localdate())


if __name__ == "__main__":
    main(*sys.argv[1:])

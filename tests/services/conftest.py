"""A run folder of its own for each test, and hands to start the launcher with."""

import os
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiss.services import processes
from kiss.services.places import ROOT, Places


class Launcher:
    """The launcher as a person meets it: a command, its output, and what it leaves behind."""

    def __init__(self, run: Path, uid: int) -> None:
        self.run = run
        self.uid = uid
        self.started: list[subprocess.Popen[str]] = []

    def start(
        self, *arguments: str, through_make: bool = False, **variables: str
    ) -> subprocess.Popen[str]:
        """Start a command, with variables in its environment, without waiting for it."""
        launcher = [sys.executable, "-m", "kiss.services", "--run-folder", str(self.run)]
        command = [*become(self.uid), *launcher, *arguments]
        if through_make:
            recipe = f"it:\n\t@exec {shlex.join(command)}\n"
            (self.run / "Makefile").write_text(recipe)
            command = ["make", "-f", str(self.run / "Makefile")]
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.environment() | variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.started.append(process)
        return process

    def environment(self) -> dict[str, str]:
        """Return an environment in which the launcher must find its own servers."""
        ours = ("DATABASE_URL", "OWNER_DATABASE_URL", "REDIS_URL", "SECRET_KEY", "FIELD_KEY")
        ours += ("UPLOAD_DIR", "STATIC_ROOT")
        kept = {name: value for name, value in os.environ.items() if name not in ours}
        # An empty database starts faster than a demo, and a free port disturbs nobody.
        return kept | {"DEMO": "0", "PORT": str(free_port())}

    def ask(self, *command: str) -> str:
        """Run a command beside the services and return what it prints; it must succeed."""
        process = self.start("exec", "--", *command)
        output, _ = process.communicate(timeout=60)
        assert process.returncode == 0, output
        return output.strip()

    def sql(self, statement: str, url: str = "OWNER_DATABASE_URL") -> str:
        """Run a statement in the product's database and return the first value."""
        return self.ask(
            sys.executable,
            "-c",
            f"import os, psycopg; connection = psycopg.connect(os.environ[{url!r}], "
            f"autocommit=True); cursor = connection.execute({statement!r}); "
            "print(cursor.fetchone()[0] if cursor.description else '')",
        )

    def wait_for(self, process: subprocess.Popen[str], text: str) -> str:
        """Read a command's output up to and with the line that holds a text."""
        lines = []
        assert process.stdout
        for line in process.stdout:
            lines.append(line)
            if text in line:
                return "".join(lines)
        pytest.fail(f"{text!r} did not come; this came:\n{''.join(lines)}")

    def left(self) -> list[int]:
        """Return every process that belongs to the run folder."""
        status = self.run.stat()
        marked = processes.marked(f"{status.st_dev}-{status.st_ino}")
        return sorted({*marked, *processes.serving(self.data)})

    @property
    def data(self) -> Path:
        return (self.run / "postgres").resolve() / "data"


def become(uid: int) -> list[str]:
    """Return what to put before a command to run it as a user."""
    if uid == os.geteuid():
        return []
    command = ["setpriv", f"--reuid={uid}", "--regid=65534", "--clear-groups"]
    if not processes.reaches(processes.Account(uid=uid, gid=65534), Path(sys.executable)):
        # Our Python lies in a closed home. This lends the right to read it, and no other.
        command += ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
    return command


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def soon(true: Callable[[], bool], seconds: float = 15.0) -> bool:
    """Wait until something is true, and tell whether it became so in time."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can reach."""
    folder = Path(tempfile.mkdtemp(prefix="kiss-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def launch(open_folder: Path) -> Iterator[Callable[..., Launcher]]:
    """Make launchers; whatever they started is ended and removed after the test."""
    made: list[Launcher] = []

    def make(run: Path, uid: int = os.geteuid()) -> Launcher:
        made.append(Launcher(run, uid))
        return made[-1]

    yield make
    for launcher in made:
        for process in launcher.started:
            process.kill()
            process.communicate()
        if launcher.run.exists():
            assert soon(lambda one=launcher: not one.left())
            # A supervisor that was killed leaves this to the next start, which will not come.
            Places(launcher.run).clear_sockets()


@pytest.fixture(scope="session")
def made_once() -> Iterator[Path]:
    """A run folder with an empty database, to copy: making one takes longer than most tests."""
    folder = Path(tempfile.mkdtemp(prefix="kiss-test-"))
    folder.chmod(0o755)
    Launcher(folder / "run", os.geteuid()).ask("true")
    yield folder / "run"
    shutil.rmtree(folder)


@pytest.fixture
def launcher(launch: Callable[..., Launcher], open_folder: Path, made_once: Path) -> Launcher:
    """A launcher over a run folder that has been used before, under a path of 140 letters."""
    checkout = open_folder / ("a" * 70) / ("b" * 70)
    checkout.mkdir(parents=True)
    subprocess.run(["cp", "-a", made_once, checkout], check=True)
    return launch(checkout / "run")

"""A reader that is killed leaves all of a file or nothing of it, and another reads it later.

The victim is stopped at a known place by a lock on the table it needs next.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

from absence.actions import run_next, uploads
from absence.models import Flag, Import, Mark, MarkChange, QuarantinedLine
from tests import factories
from tests.absence.deliveries import csv_file, deliver, line
from tests.absence.made import TODAY

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
# In the order in which a file needs them: the record, what is there, the marks, the trace of
# what was corrected, the flags, and the refused lines.
PLACES = (
    "absence_import",
    "schools_enrolment",
    "absence_mark",
    "absence_markchange",
    "absence_quarantinedline",
    "absence_flag",
)
WORKER = (
    "import django; django.setup();"
    "from datetime import date; from absence.actions import run_next;"
    f"run_next(today=date({TODAY.year}, {TODAY.month}, {TODAY.day}), progress=lambda *_: None)"
)

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def started(*command: str, folder: Path) -> Iterator[subprocess.Popen]:
    """Start a program of ours on the database of the test."""
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    environment = os.environ | {"DATABASE_URL": url.geturl(), "UPLOAD_DIR": str(folder)}
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as child:
        try:
            yield child
        finally:
            child.kill()
            child.communicate()


@contextmanager
def locked(table: str) -> Iterator[None]:
    """Hold a table so that whoever needs it waits."""
    other = connection.get_new_connection(connection.get_connection_params())
    try:
        other.execute(f"lock table {table} in access exclusive mode")
        yield
    finally:
        other.close()


OTHERS = """
select count(*), count(*) filter (where wait_event_type = 'Lock')
from pg_stat_activity
where datname = current_database() and pid <> pg_backend_pid()
  and backend_type = 'client backend'
"""


def others() -> tuple[int, int]:
    """Count who else is connected, and who of them waits for a lock."""
    with connection.cursor() as cursor:
        cursor.execute(OTHERS)
        return cursor.fetchone()


def wait_until(happened: Callable[[], bool], child: subprocess.Popen) -> None:
    deadline, tick = time.monotonic() + PATIENCE, threading.Event()
    while not happened():
        # Whoever asks all the time takes from the child the time it needs.
        tick.wait(0.02)
        assert child.poll() is None or happened(), child.stderr.read().decode()
        assert time.monotonic() < deadline


def kill_at(table: str, *command: str, folder: Path) -> None:
    """Start a program and kill it when it waits for a table; return when the database knows."""
    with started(*command, folder=folder) as child:
        with locked(table):
            wait_until(lambda: others()[1] > 0, child)
            child.send_signal(signal.SIGKILL)
            child.wait()
        deadline = time.monotonic() + PATIENCE
        while others()[0]:
            assert time.monotonic() < deadline


@pytest.fixture
def file(pupil, klasse) -> bytes:
    """A file that marks, corrects, raises flags and has a line that cannot be used."""
    bo = factories.make_pupil(klasse, "Bo", "Dam")
    deliver(csv_file(line(bo, "02-11-2026", "S")))
    days = [date(2026, 11, day) for day in (2, 3, 4, 5, 6, 9, 10, 11)]
    lines = [line(pupil, day, "U") for day in days]
    return csv_file(*lines, line(bo, "02-11-2026", "U"), line(bo, "31-02-2026"))


def everything() -> tuple[int, ...]:
    models = (Import, Mark, MarkChange, Flag, QuarantinedLine)
    return tuple(model.objects.count() for model in models)


@pytest.mark.parametrize("table", PLACES)
def test_a_command_that_is_killed_leaves_nothing(table, file, tmp_path):
    path = tmp_path / "fravaer.csv"
    path.write_bytes(file)
    before = everything()

    kill_at(table, "manage.py", "import_absence", str(path), "--date", str(TODAY), folder=tmp_path)
    after_the_kill = everything()
    deliver(file)

    assert after_the_kill == before
    assert Mark.objects.count() == 9
    assert MarkChange.objects.count() == QuarantinedLine.objects.count() == 1
    assert Flag.objects.filter(rule="ulovligt-15").exists()


@pytest.mark.parametrize("table", PLACES[1:])
def test_a_worker_that_is_killed_leaves_the_file_to_the_next(
    table, file, leader, settings, tmp_path
):
    settings.UPLOAD_DIR = tmp_path
    source = uploads.receive(iter([file]), profile=None, school=None, today=TODAY, by=leader)
    uploads.confirm(source, by=leader)
    before = everything()

    kill_at(table, "-c", WORKER, folder=tmp_path)
    source.refresh_from_db()
    after_the_kill = everything()
    again = run_next(today=TODAY, progress=lambda *_: None)

    assert after_the_kill == before
    assert source.status == Import.Status.RUNNING
    assert again
    source.refresh_from_db()
    assert source.status == Import.Status.DONE
    assert Mark.objects.filter(source=source).count() == 9
    assert list(tmp_path.iterdir()) == []
    assert not run_next(today=TODAY, progress=lambda *_: None)


def test_two_workers_do_not_read_the_same_file(file, leader, settings, tmp_path):
    settings.UPLOAD_DIR = tmp_path
    source = uploads.receive(iter([file]), profile=None, school=None, today=TODAY, by=leader)
    uploads.confirm(source, by=leader)

    with started("-c", WORKER, folder=tmp_path) as child:
        with locked("absence_markchange"):
            wait_until(lambda: others()[1] > 0, child)
            assert not run_next(today=TODAY, progress=lambda *_: None)
        child.wait()

    source.refresh_from_db()
    assert source.status == Import.Status.DONE
    assert Mark.objects.filter(source=source).count() == 9

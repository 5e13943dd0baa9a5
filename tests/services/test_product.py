"""`make run` from start to stop: the whole product, with an empty database."""

import http.client
import os
import signal
import sys
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import pytest

from tests.services.conftest import Launcher, soon

PARTS = ("postgres", "valkey-server", "gunicorn", "worker", "beat")


def command_lines(launcher: Launcher) -> str:
    """Return the command lines of what runs, as one text."""
    lines = []
    for pid in launcher.left():
        with open(f"/proc/{pid}/cmdline", "rb") as file:  # noqa: PTH123
            lines.append(file.read().replace(b"\0", b" ").decode())
    return "\n".join(lines)


def get(address: SplitResult, path: str) -> int:
    """Return the status of the answer of what runs."""
    connection = http.client.HTTPConnection(address.netloc, timeout=20)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


# By psycopg itself, so that no driver or trigger of ours stands between.
AS_PROGRAM = """
import os, psycopg
for statement in {statements!r}:
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        try:
            connection.execute(statement)
        except psycopg.Error as error:
            print(error.sqlstate)
        else:
            print("done:", statement)
        connection.rollback()
"""
REFUSED = "42501"


def as_program(launcher: Launcher, *statements: str) -> list[str]:
    """Return what the database says to statements of the role that the program logs in as."""
    said = launcher.ask(sys.executable, "-c", AS_PROGRAM.format(statements=statements))
    return said.splitlines()


def environment_of(launcher: Launcher, part: str) -> str:
    """Return the environment of a part of the product that runs."""
    pid = next(
        pid for pid in launcher.left() if part.encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    )
    return Path(f"/proc/{pid}/environ").read_text()


def only_adds_to_the_log(launcher: Launcher, address: SplitResult) -> None:
    """Hold the role that the product runs as to it, by what the database refuses it."""
    for table in ("schools_lookup", "schools_lookupseal", "schools_anchor"):
        answers = as_program(
            launcher,
            f"set local session_replication_role = replica; delete from {table}",  # noqa: S608
            f"delete from {table}",  # noqa: S608
            f"update {table} set at = now()",  # noqa: S608
            f"truncate {table}",
            f"alter table {table} disable trigger all",
            f"drop table {table} cascade",
        )
        assert answers == [REFUSED] * 6, table
    assert as_program(launcher, "set role postgres", "create table here (x int)") == [REFUSED] * 2
    assert as_program(launcher, "select schools_lookup_month('2031-01-01')")[0].startswith("done")
    assert as_program(launcher, "select absence_mark_partition(2031)")[0].startswith("done")
    web = environment_of(launcher, "gunicorn")
    assert "kiss_program@" in web
    assert "postgres://postgres@" not in web
    assert get(address, "/readyz") == 200
    others = "select string_agg(distinct usename, ', ') from pg_stat_activity"
    others += " where backend_type = 'client backend' and pid <> pg_backend_pid()"
    assert launcher.sql(others) == "kiss_program"


def test_the_product_runs_and_leaves_nothing_behind(launcher: Launcher) -> None:
    """DEMO=0, so what starts here has been let in by the check on its role, too."""
    process = launcher.start("run")
    started = launcher.wait_for(process, "Ctrl-C stops it")
    address = urlsplit(next(word for word in started.split() if word.startswith("http://")))
    running = command_lines(launcher)

    assert get(address, "/livez") == 200
    assert all(part in running for part in PARTS), running

    second = launcher.start("run")
    refusal = second.communicate(timeout=30)[0]
    assert address.geturl() in refusal
    assert str(process.pid) in refusal
    assert second.returncode == 1
    # A command joins what runs.
    assert launcher.sql("CREATE TABLE kept AS SELECT 42 AS answer") == ""
    assert command_lines(launcher) == running

    only_adds_to_the_log(launcher, address)

    process.kill()
    assert soon(lambda: launcher.left() == []), command_lines(launcher)

    again = launcher.start("run")
    launcher.wait_for(again, "Ctrl-C stops it")
    assert launcher.sql("SELECT answer FROM kept") == "42"
    os.killpg(again.pid, signal.SIGINT)
    assert "Stopping" in again.communicate(timeout=30)[0]
    assert again.returncode == 0
    assert launcher.left() == []


@pytest.mark.parametrize(
    "part",
    [
        ("python", "-c", "import kiss.wsgi"),
        ("celery", "--app", "kiss", "worker", "--pool", "solo"),
        ("celery", "--app", "kiss", "beat", "--schedule", "/tmp/never-made"),  # noqa: S108
    ],
    ids=["web", "worker", "beat"],
)
def test_nothing_starts_in_production_as_the_owner_of_the_log(
    launcher: Launcher, part: tuple[str, ...]
) -> None:
    program, *rest = part
    command = [sys.executable, *rest] if program == "python" else [sys.executable, "-m", *part]
    as_owner = 'DATABASE_URL=$OWNER_DATABASE_URL OWNER_DATABASE_URL= exec "$@"'
    process = launcher.start("exec", "--", "sh", "-c", as_owner, "sh", *command)

    said = process.communicate(timeout=60)[0]

    assert process.returncode not in (0, None)
    assert "The program logs in as postgres, who is a superuser of the database." in said
    assert "`python manage.py migrate`" in said

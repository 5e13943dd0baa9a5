"""The services, started and ended for real."""

import os
import pwd
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kiss.services import processes
from tests.services.conftest import Launcher, soon

Launch = Callable[..., Launcher]

# Root tries the part of an ordinary user as nobody; anybody else is one already.
ORDINARY = os.geteuid() or pwd.getpwnam("nobody").pw_uid

# Tells that it is there, and stays.
STAY = ["sh", "-c", "echo there; exec sleep 600"]


def test_the_second_start_keeps_the_data_and_the_keys(launcher: Launcher) -> None:
    launcher.sql("CREATE TABLE kept AS SELECT 42 AS answer")
    keys = (launcher.run / "keys").read_text()

    assert launcher.sql("SELECT answer FROM kept") == "42"
    assert (launcher.run / "keys").read_text() == keys
    assert stat.S_IMODE((launcher.run / "keys").stat().st_mode) == 0o600
    assert launcher.left() == []


def test_danish_letters_are_letters(launcher: Launcher) -> None:
    assert launcher.sql("SELECT lower('ÆØÅ') || ('Æ' ~ '[[:alpha:]]')::text") == "æøåtrue"


def test_the_settings_of_another_database_do_not_reach_ours(launcher: Launcher) -> None:
    others = {"PGPORT": "6543", "PGUSER": "stranger", "PGOPTIONS": "-c no.such=1 -c nonsense"}

    process = launcher.start("exec", "--", "sh", "-c", "env | grep ^PG; true", **others)

    assert process.communicate(timeout=60)[0] == ""
    assert process.returncode == 0


def test_the_exit_code_is_the_commands(launcher: Launcher) -> None:
    process = launcher.start("exec", "--", "sh", "-c", "exit 7")

    process.communicate(timeout=60)

    assert process.returncode == 7


@pytest.mark.parametrize("sig", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_no_process_outlives_the_supervisor(launcher: Launcher, sig: signal.Signals) -> None:
    process = launcher.start("exec", "--", *STAY)
    launcher.wait_for(process, "there")
    assert launcher.left()

    # Ctrl-C and a closed terminal reach the whole group, the other two the supervisor alone.
    at_terminal = sig in (signal.SIGINT, signal.SIGHUP)
    (os.killpg if at_terminal else os.kill)(process.pid, sig)

    assert soon(lambda: process.poll() is not None)
    assert soon(lambda: launcher.left() == [])
    # "sleep" has the pipe too: the end of the file means that it is gone.
    assert process.communicate(timeout=10)[0] == ""


@pytest.mark.parametrize("sig", [signal.SIGKILL, signal.SIGHUP])
def test_no_process_outlives_the_make_that_started_it(
    launcher: Launcher, sig: signal.Signals
) -> None:
    # A make that is a terminal's first process gets the hang-up alone, and passes nothing on.
    process = launcher.start("exec", "--", *STAY, through_make=True)
    launcher.wait_for(process, "there")

    process.send_signal(sig)

    assert soon(lambda: process.poll() is not None)
    assert soon(lambda: launcher.left() == [])


def test_what_was_committed_survives_a_killed_supervisor(launcher: Launcher) -> None:
    launcher.sql("CREATE TABLE counted (number int)")
    insert = (
        "import itertools, os, psycopg\n"
        "connection = psycopg.connect(os.environ['OWNER_DATABASE_URL'], autocommit=True)\n"
        "for number in itertools.count():\n"
        "    connection.execute('INSERT INTO counted VALUES (%s)', [number])\n"
        "    print(number, flush=True)\n"
    )
    process = launcher.start("exec", "--", sys.executable, "-c", insert)
    assert process.stdout
    printed = launcher.wait_for(process, "200")
    process.kill()
    printed += process.stdout.read()

    committed = max(int(line) for line in printed.split("\n") if line.isdigit())
    assert int(launcher.sql("SELECT max(number) FROM counted")) in (committed, committed + 1)


def test_killed_servers_come_back_with_their_data(launcher: Launcher) -> None:
    launcher.sql("CREATE TABLE kept AS SELECT 42 AS answer")
    process = launcher.start("exec", "--", *STAY)
    launcher.wait_for(process, "there")

    processes.signal_all(processes.serving(launcher.data), signal.SIGKILL)

    assert "postgres has ended unexpectedly" in process.communicate(timeout=30)[0]
    assert process.returncode == 1
    assert launcher.sql("SELECT answer FROM kept") == "42"


def test_a_pid_file_that_names_a_strangers_process_harms_nobody(launcher: Launcher) -> None:
    launcher.sql("CREATE TABLE kept AS SELECT 42 AS answer")
    with subprocess.Popen(["sleep", "600"]) as stranger:
        (launcher.data / "postmaster.pid").write_text(f"{stranger.pid}\n{launcher.data}\n")

        answer = launcher.sql("SELECT answer FROM kept")

        assert answer == "42"
        assert stranger.poll() is None
        stranger.kill()


def test_a_start_killed_while_making_the_database_is_made_good(launcher: Launcher) -> None:
    launcher.data.rename(launcher.data.with_name("making"))
    (launcher.data.with_name("making") / "PG_VERSION").unlink()

    assert launcher.sql("SELECT 1") == "1"


def test_closed_folders_stay_closed_and_all_can_be_cleaned_away(
    launch: Launch, open_folder: Path
) -> None:
    closed = open_folder / "closed"
    closed.mkdir(mode=0o700)
    launcher = launch(closed / "run")

    assert launcher.sql("CREATE TABLE kept AS SELECT 42 AS answer") == ""
    assert launcher.sql("SELECT answer FROM kept") == "42"
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert stat.S_IMODE(open_folder.stat().st_mode) == 0o755
    data = launcher.data
    launcher.start("clean").communicate(timeout=30)
    assert not launcher.run.exists()
    assert not data.parent.parent.exists() or data.is_relative_to(open_folder)


def test_a_database_that_is_gone_is_not_begun_anew_in_silence(
    launch: Launch, open_folder: Path
) -> None:
    launcher = launch(open_folder / "run")
    launcher.run.mkdir()
    (launcher.run / "postgres").symlink_to(open_folder / "gone" / "postgres")

    process = launcher.start("exec", "--", "true")
    said, _ = process.communicate(timeout=30)

    assert process.returncode == 1
    assert "is there no longer" in said
    assert "make clean" in said
    assert (launcher.run / "postgres").is_symlink()


def test_cleaning_removes_a_database_that_lies_elsewhere(launch: Launch, open_folder: Path) -> None:
    launcher = launch(open_folder / "run")
    launcher.run.mkdir()
    elsewhere = open_folder / "kom-i-skole-x" / "postgres"
    elsewhere.mkdir(parents=True)
    (launcher.run / "postgres").symlink_to(elsewhere)

    launcher.start("clean").communicate(timeout=30)

    assert not launcher.run.exists()
    assert not elsewhere.parent.exists()


def test_two_checkouts_run_side_by_side(
    launcher: Launcher, launch: Launch, open_folder: Path
) -> None:
    process = launcher.start("exec", "--", *STAY)
    launcher.wait_for(process, "there")
    other = launch(open_folder / "other")

    other.sql("CREATE TABLE ours AS SELECT 1")

    assert other.left() == []
    assert launcher.left()
    assert process.poll() is None


def test_two_test_runs_at_once_get_a_database_each(launch: Launch, open_folder: Path) -> None:
    launcher = launch(open_folder / "run")
    url = ["sh", "-c", "echo there $DATABASE_URL; exec sleep 600"]
    both = [launcher.start("test", "--", *url) for _ in range(2)]

    urls = {launcher.wait_for(process, "there") for process in both}

    assert len(urls) == 2
    for process in both:
        process.terminate()
        process.communicate(timeout=30)
        assert process.returncode == 128 + signal.SIGTERM


def test_an_orphan_of_a_command_is_ended_with_it(launcher: Launcher, open_folder: Path) -> None:
    note = open_folder / "pid"
    script = f"setsid sleep 600 >/dev/null 2>&1 & echo $! > {note}"

    launcher.ask("sh", "-c", script)

    assert soon(lambda: processes.program(int(note.read_text())) != "sleep")


def test_root_runs_the_servers_as_somebody_else_and_others_as_themselves(
    launcher: Launcher,
) -> None:
    process = launcher.start("exec", "--", *STAY)
    launcher.wait_for(process, "there")

    owners = {Path(f"/proc/{pid}").stat().st_uid for pid in launcher.left()}

    assert owners == {pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else os.geteuid()}


def test_an_ordinary_user_needs_no_root(launch: Launch, open_folder: Path) -> None:
    folder = open_folder / "theirs"
    folder.mkdir()
    os.chown(folder, ORDINARY, -1)
    launcher = launch(folder / "run", ORDINARY)

    process = launcher.start("exec", "--", "sh", "-c", "id -u; exec sleep 600")

    launcher.wait_for(process, str(ORDINARY))
    assert {Path(f"/proc/{pid}").stat().st_uid for pid in launcher.left()} == {ORDINARY}
    assert stat.S_IMODE(launcher.run.stat().st_mode) == 0o700


def test_a_folder_of_another_user_is_refused_in_one_line(launch: Launch) -> None:
    process = launch(Path("/usr/kiss-test-run"), ORDINARY).start("exec", "--", "true")

    output = process.communicate(timeout=30)[0]

    assert output.startswith("/usr/kiss-test-run belongs to root: ")
    assert output.count("\n") == 1
    assert process.returncode == 1


def test_servers_of_ones_own_are_used_instead(launch: Launch, open_folder: Path) -> None:
    own = {"DATABASE_URL": "postgres://me@db.example/kiss", "REDIS_URL": "redis://kv.example/0"}
    launcher = launch(open_folder / "run")

    process = launcher.start("exec", "--", "sh", "-c", "echo $DATABASE_URL $REDIS_URL", **own)

    assert process.communicate(timeout=30)[0].split() == list(own.values())
    assert not (launcher.run / "postgres").exists()

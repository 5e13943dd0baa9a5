"""The ledger of the clock: every day once, in order, whatever happens to the machine."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from absence import tasks
from absence.actions import decide, scan, scan_missing_days
from absence.models import Flag, FlagChange, Judged, ScanDay
from kiss.celery import app
from tests import factories
from tests.absence.plans import SYG, ULO, day, make_plan, make_pupil, mark, rows
from tests.law.worlds import school_days

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60


@pytest.fixture
def pupils(db):
    """Four pupils with a good deal of absence in the autumn of 2025."""
    make_plan()
    school = factories.make_school()
    found = [
        make_pupil(school, elev_id=f"{number}", first_name=f"Barn{number}") for number in range(4)
    ]
    mark(found[0], ULO, *school_days("2025-10-01", 9))
    mark(found[1], SYG, *school_days("2025-09-15", 17))
    mark(found[2], ULO, *school_days("2025-12-15", 12))
    mark(found[3], SYG, *school_days("2025-08-20", 60)[::3])
    return found


def scanned():
    return list(ScanDay.objects.order_by("day").values_list("day", flat=True))


def test_the_first_run_scans_today_alone(pupils):
    done = scan_missing_days(day("2025-10-15"))

    assert [row.day for row in done] == scanned() == [day("2025-10-15")]
    assert done[0].flags_new == Flag.objects.count() > 0


def test_missed_days_are_caught_up_in_order_over_quarter_and_new_year(pupils):
    scan_missing_days(day("2025-12-18"))

    done = scan_missing_days(day("2026-01-12"))

    assert [row.day for row in done] == [day("2025-12-19") + timedelta(days=n) for n in range(25)]
    # Found on the day it came true, as if the clock had never stopped.
    fifteen = Flag.objects.get(rule="ulovligt-15", period="2025-K4", pupil=pupils[0])
    assert fifteen.effective_on == day("2025-10-10")
    contact = Flag.objects.get(rule="ulovligt-kontakt", period="2025-12-15")
    assert (contact.found_on, contact.effective_on) == (day("2025-12-18"), day("2025-12-15"))
    quarter = Flag.objects.get(rule="ulovligt-10", period="2026-K1", pupil=pupils[2])
    assert quarter.found_on == quarter.effective_on == day("2026-01-12")


def test_a_week_of_silence_gives_the_flags_of_a_clock_that_never_stopped(pupils):
    days = [day("2025-12-12") + timedelta(days=n) for n in range(30)]
    for one in days:
        scan_missing_days(one)
    expected = rows()
    FlagChange.objects.all().delete()
    for model in (Flag, Judged, ScanDay):
        model.objects.all().delete()

    scan_missing_days(days[0])
    scan_missing_days(days[-1])

    assert rows() == expected


def test_scanning_twice_does_nothing_twice(pupils):
    scan_missing_days(day("2025-10-15"))
    before = rows()

    assert scan_missing_days(day("2025-10-15")) == []
    assert rows() == before


def test_a_clock_set_back_does_nothing(pupils):
    scan_missing_days(day("2025-10-15"))
    scan_missing_days(day("2025-10-16"))

    assert scan_missing_days(day("2025-10-15")) == []


@pytest.mark.parametrize(
    ("moment", "local"),
    [
        # 23:30 and 00:30 in Copenhagen, on the nights when summer time ends and begins.
        ("2026-10-24 21:30+00:00", date(2026, 10, 24)),
        ("2026-10-24 22:30+00:00", date(2026, 10, 25)),
        ("2026-10-25 22:30+00:00", date(2026, 10, 25)),
        ("2026-10-25 23:30+00:00", date(2026, 10, 26)),
        ("2027-03-27 22:30+00:00", date(2027, 3, 27)),
        ("2027-03-27 23:30+00:00", date(2027, 3, 28)),
        ("2027-03-28 21:30+00:00", date(2027, 3, 28)),
        ("2027-03-28 22:30+00:00", date(2027, 3, 29)),
    ],
)
def test_the_day_is_that_of_copenhagen(pupils, time_machine, moment, local):
    time_machine.move_to(moment, tick=False)

    tasks.scan_missing_days()

    assert scanned() == [local]


@pytest.mark.parametrize("begin", ["2026-10-24 00:00+00:00", "2027-03-27 00:00+00:00"])
def test_every_day_is_scanned_once_when_the_clock_changes(pupils, time_machine, begin):
    """The task runs each hour over the change: one day has 25 of them, another one 23."""
    first = datetime.fromisoformat(begin)
    for hour in range(72):
        time_machine.move_to(first + timedelta(hours=hour), tick=False)
        tasks.scan_missing_days()

    assert scanned() == [first.date() + timedelta(days=n) for n in range(4)]


def run(*arguments, **options):
    out = StringIO()
    call_command("scan", *arguments, stdout=out, **options)
    return out.getvalue().splitlines()


def test_the_command_scans_the_missing_days_and_tells(pupils, time_machine):
    time_machine.move_to("2025-10-15 10:00+02:00")
    first = run()
    time_machine.move_to("2025-10-17 10:00+02:00")

    assert first[0].startswith("2025-10-15  ")
    assert first[-1] == "15. oktober 2025 er gennemgået."
    assert run()[-1] == "2 dage er gennemgået: 16.–17. oktober 2025."
    assert run()[-1] == "17. oktober 2025 er gennemgået."


def test_the_command_judges_today_again(pupils, time_machine):
    time_machine.move_to("2025-10-15 10:00+02:00")
    run()
    mark(pupils[2], ULO, *school_days("2025-10-01", 10))

    lines = run()

    assert lines[0].startswith("2025-10-15  4 nye flag, 0 bortfaldet")
    assert run()[0].startswith("2025-10-15  0 nye flag, 0 bortfaldet")
    assert scanned() == [day("2025-10-15")]


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("2025-10-16", "16. oktober 2025 er ikke kommet endnu"),
        ("2024-07-31", "hverken fravær eller lukkedage før skoleåret fra 1. august 202"),
        ("foo", "Skriv datoen som 2025-10-15"),
        ("15-10-2025", "Skriv datoen som 2025-10-15"),
    ],
)
def test_a_day_that_cannot_be_scanned_is_refused(pupils, time_machine, written, answer):
    time_machine.move_to("2025-10-15 10:00+02:00")

    with pytest.raises(CommandError, match=answer):
        run("--date", written)

    assert scanned() == []


def test_the_command_scans_a_day_again(pupils):
    run("--date", "2025-10-15")
    before = rows()
    Judged.objects.all().delete()

    lines = run("--date", "2025-10-15")

    assert lines[0].startswith("2025-10-15  0 nye flag, 0 bortfaldet")
    assert rows() == before
    assert scanned() == [day("2025-10-15")]


def environment():
    """The variables of a process that works on the test's database."""
    database = connection.settings_dict
    url = f"postgres://{database['USER']}:{database['PASSWORD']}@/{database['NAME']}"
    host = database["HOST"] or "localhost"
    address = f"{url}?host={host}&port={database['PORT'] or 5432}"
    return os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "kiss.settings"}


def start(*command):
    return subprocess.Popen(  # noqa: S603
        [sys.executable, *command],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


KILLED = """
import os, signal, django
django.setup()
from datetime import date
from django.db import connection
from absence.actions import scan
left = {steps}
def count(execute, sql, params, many, context):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)
with connection.execute_wrapper(count):
    scan(date(2025, 12, 19), anew=True)
print("done")
"""


@pytest.mark.django_db(transaction=True)
def test_a_scan_killed_anywhere_leaves_nothing_and_the_next_one_everything(pupils):
    killed = 0
    for steps in (2, 8, 12, 14, 15, 16, 18, 60):
        child = start("-c", KILLED.format(steps=steps))
        out, err = child.communicate(timeout=PATIENCE)
        if child.returncode == 0:
            assert out == "done\n"
            break
        assert child.returncode == -signal.SIGKILL, err
        killed += 1
        assert not Flag.objects.exists()
        assert not Judged.objects.exists()
        assert not ScanDay.objects.exists()
    assert killed >= 5
    interrupted = rows()

    FlagChange.objects.all().delete()
    for model in (Flag, Judged, ScanDay):
        model.objects.all().delete()
    scan(day("2025-12-19"), anew=True)

    assert interrupted == rows()


@pytest.mark.django_db(transaction=True)
def test_two_processes_at_once_scan_each_day_once(pupils):
    scan_missing_days(day("2025-10-10"))
    script = (
        "import django; django.setup(); from datetime import date;"
        "from absence.actions import scan_missing_days;"
        "print(len(scan_missing_days(date(2025, 10, 24))))"
    )

    children = [start("-c", script) for _ in range(2)]
    done = [child.communicate(timeout=PATIENCE) for child in children]

    assert [child.returncode for child in children] == [0, 0], done
    assert sum(int(out) for out, _ in done) == 14
    together = rows()
    assert scanned() == [day("2025-10-10") + timedelta(days=n) for n in range(15)]
    FlagChange.objects.all().delete()
    for model in (Flag, Judged, ScanDay):
        model.objects.all().delete()
    scan_missing_days(day("2025-10-10"))
    scan_missing_days(day("2025-10-24"))
    assert rows() == together


@pytest.mark.django_db(transaction=True)
def test_a_scan_waits_for_another_one_and_then_finds_it_done(pupils):
    """Both begin before either has written: the ledger is read anew when the turn has come."""
    together, results = threading.Barrier(2, timeout=PATIENCE), []

    def work():
        together.wait()
        try:
            results.append(len(scan_missing_days(day("2025-10-15"))))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)

    assert sorted(results) == [0, 1]
    assert ScanDay.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_decision_taken_while_a_scan_runs_stands(pupils):
    leader = factories.make_user("Lars Leder")
    scan(day("2025-10-10"))
    scanning, errors = threading.Event(), []

    def work():
        try:
            scanning.wait(PATIENCE)
            decide(
                pupils[0],
                kind="tal-med",
                reason="",
                talk_with="mor",
                look_again_on=None,
                case=None,
                on=day("2025-10-20"),
                by=leader,
            )
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    with transaction.atomic():
        scan(day("2025-10-20"))
        scanning.set()
        wait_until(somebody_waits_for_the_turn)
    thread.join(PATIENCE)

    assert errors == []
    decided = Flag.objects.filter(pupil=pupils[0])
    assert set(decided.values_list("status", flat=True)) == {"afgjort"}


def somebody_waits_for_the_turn():
    with connection.cursor() as cursor:
        cursor.execute(
            "select from pg_locks join pg_database on pg_database.oid = database"
            " where locktype = 'advisory' and not granted and datname = current_database()"
        )
        return cursor.rowcount


def wait_until(happened):
    deadline, tick = time.monotonic() + PATIENCE, threading.Event()
    while not happened():
        tick.wait(0.05)
        assert time.monotonic() < deadline, f"not in time: {happened.__name__}"


@pytest.mark.django_db(transaction=True)
def test_the_task_runs_on_a_real_worker(pupils):
    queue = f"scan-{uuid4().hex}"
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "WARNING"]
    worker = start("-m", "celery", "-A", "kiss", "worker", "--pool", "solo", "-Q", queue, *quiet)
    try:
        with app.connection_for_write() as broker:
            app.send_task("absence.tasks.scan_missing_days", queue=queue, connection=broker)
        wait_until(lambda: ScanDay.objects.exists() or worker.poll() is not None)
        assert worker.poll() is None, worker.communicate()
    finally:
        worker.terminate()
        worker.communicate(timeout=PATIENCE)
    assert ScanDay.objects.count() == 1

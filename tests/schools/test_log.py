"""The look-up log: written first, only added to, sealed in a chain, kept for a while."""

import re
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cases.permissions import NotLogged, remember
from kiss.services.postgres import PROGRAM
from schools import anchors
from schools.actions import sealing
from schools.chain import months_before
from schools.models import Anchor, Lookup, LookupSeal
from schools.tasks import keep_lookup_months, seal_lookups
from schools.verifying import verify
from tests import factories

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def file(tmp_path, settings):
    settings.AUDIT_ANCHOR_FILE = tmp_path / "log" / "anchors.txt"
    return settings.AUDIT_ANCHOR_FILE


@pytest.fixture
def log(today, pupil, leader, tovholder, file):
    """Nine look-ups sealed in three rounds, over a change of month, with their anchors."""
    rows = []
    for start in (datetime(2026, 10, 31, 22, tzinfo=UTC), NOW - 5 * HOUR, NOW - 2 * HOUR):
        for minute in range(3):
            user = leader if minute else tovholder
            at = start + timedelta(minutes=40 * minute)
            rows.append(factories.look(user, pupil, at, purpose=f"Formål {len(rows)}"))
        sealing.seal(now=start + 2 * HOUR)
    sealing.write_anchors(file)
    return rows


def as_owner(statement, *values):
    """Do what only somebody with the whole database in hand can do."""
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("set session_replication_role = default")


def faults(file):
    return verify(file=file, now=NOW).faults


# Written first.


@pytest.fixture
def _no_log(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "create function pg_temp.no() returns trigger language plpgsql as "
            "$$ begin raise exception 'Lund Krogh kan ikke skrives'; end $$;"
            "create trigger no before insert on schools_lookup"
            " for each row execute function pg_temp.no()"
        )


@pytest.mark.usefixtures("_no_log")
@pytest.mark.parametrize("path", ["", "handleplan/papir/", "historik/"])
def test_what_cannot_be_logged_is_not_shown(client, today, case, path, caplog):
    client.force_login(case.tovholder)

    response = client.get(case.get_absolute_url() + path)

    page = response.content.decode()
    assert response.status_code == 503
    assert "Siden kan ikke vises lige nu" in page
    assert "Asta" not in page
    assert "Krogh" not in page
    assert case.number not in page
    assert "no-store" in response.headers["Cache-Control"]
    assert "Krogh" not in caplog.text


@pytest.mark.usefixtures("_no_log")
def test_what_cannot_be_logged_is_not_done_either(client, today, case):
    client.force_login(case.tovholder)
    url = f"{case.get_absolute_url()}notat/"

    response = client.post(url, {"text": "Et notat.", "form_id": "x"})

    assert response.status_code == 503
    assert not case.notes.exists()


def test_a_list_that_cannot_be_logged_is_not_shown(client, today, case, _no_log):  # noqa: PT019
    client.force_login(case.tovholder)

    assert client.get("/sager/").status_code == 503


def test_a_month_that_the_clock_did_not_make_is_made_by_the_first_reader(pupil, leader):
    at = datetime(2031, 3, 5, 12, tzinfo=UTC)

    remember(leader, [pupil.pk], at=at, page="x", purpose="x")

    assert Lookup.objects.get().at == at
    assert date(2031, 3, 1) in sealing.months_kept()


def test_nothing_else_than_a_missing_month_is_mended(leader, db):
    with pytest.raises(NotLogged):
        remember(leader, [0], at=NOW, page="x", purpose="x")


def test_what_was_typed_to_find_a_child_is_kept_in_the_row(client, today, pupil, leader):
    client.force_login(leader)

    client.post("/opsporing/", {"name": "  asta   lund "})
    client.post("/bekymring/ny/", {"q": "krogh"})

    said = Lookup.objects.order_by("pk").values_list("search", "in_list")
    assert ("asta lund", True) in said


# Only added to.


@pytest.mark.parametrize("table", ["schools_lookup", "schools_lookupseal", "schools_anchor"])
@pytest.mark.parametrize("statement", ["update {} set at = now()", "delete from {}", "truncate {}"])
def test_the_log_refuses_every_change(log, table, statement):
    with (
        pytest.raises(DatabaseError, match="kun skrives til"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))


@pytest.mark.parametrize("statement", ["update {} set at = now()", "delete from {}", "truncate {}"])
def test_a_month_refuses_it_too(log, statement):
    with (
        pytest.raises(DatabaseError, match="kun skrives til"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format("schools_lookup_2026_11"))


@pytest.fixture
def _as_the_program(db):
    """Be who the program is in `make run`: the services made the role beside this database."""
    out = StringIO()
    call_command("audit_grants", PROGRAM, stdout=out)
    with connection.cursor() as cursor:
        cursor.execute(out.getvalue())
        cursor.execute(f"set local role {PROGRAM}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("reset role")


def test_the_programs_own_role_only_adds_and_reads(log, pupil, leader, file, _as_the_program):  # noqa: PT019
    refused = []
    for table in ("schools_lookup", "schools_lookupseal", "schools_anchor"):
        for statement in (
            f"update {table} set at = now()",  # noqa: S608
            f"delete from {table}",  # noqa: S608
            f"truncate {table}",
            f"drop table {table} cascade",
            f"alter table {table} disable trigger all",
            f"set local session_replication_role = replica; delete from {table}",  # noqa: S608
        ):
            with (
                pytest.raises(DatabaseError, match=r"permission denied|must be owner") as error,
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)
            refused.append(error)

    remember(leader, [pupil.pk], at=NOW, page="x", purpose="x")
    remember(leader, [pupil.pk], at=datetime(2032, 1, 5, tzinfo=UTC), page="x", purpose="x")

    assert len(refused) == 18
    assert sealing.seal(now=NOW) == 2
    assert faults(file) == []


def test_grants_are_only_written_for_a_plain_name():
    from django.core.management import CommandError

    with pytest.raises(CommandError, match="små bogstaver"):
        call_command("audit_grants", "kiss; drop table x")


# Sealed in a chain.


def test_every_look_up_is_sealed_once_in_the_chain_of_its_month(log):
    assert LookupSeal.objects.filter(month=date(2026, 10, 1)).count() == 2
    assert LookupSeal.objects.filter(month=date(2026, 11, 1)).count() == 7
    assert sealing.seal(now=NOW) == 0


def test_a_look_up_that_was_seen_late_is_sealed_in_the_next_round(log, leader, pupil, file):
    late = factories.look(leader, pupil, log[-1].at - 4 * HOUR)

    assert sealing.seal(now=NOW) == 1
    assert LookupSeal.objects.get(lookup_id=late.pk).position == 8
    assert faults(file) == []


def test_the_log_of_a_quiet_day_is_whole(log, file):
    out = StringIO()

    call_command("verify_audit", stdout=out)

    assert out.getvalue() == (
        "Alle 9 forseglede opslag er, som de blev skrevet, og passer med ankerfilen til og med "
        "23. november 2026 kl. 10.00.00.\n"
    )


def test_an_empty_log_is_said_to_be_empty(db, file):
    out = StringIO()

    call_command("verify_audit", stdout=out)

    assert "ingen forseglede opslag endnu" in out.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        "purpose = 'Noget andet'",
        "user_id = user_id + 1",
        "case_number = '26-9999'",
        "search = 'x'",
        "in_list = not in_list",
        "at = at + interval '1 second'",
    ],
)
def test_a_changed_row_is_named(log, file, change):
    as_owner(f"update schools_lookup set {change} where id = %s", log[4].pk)  # noqa: S608

    assert faults(file) == [
        f"Ændret: opslag {log[4].pk} fra {stamp(log[4].at)} er ikke, som det var."
    ]


def test_a_missing_row_is_named(log, file):
    as_owner("delete from schools_lookup where id = %s", log[4].pk)

    assert faults(file) == [f"Mangler: opslag {log[4].pk} fra {stamp(log[4].at)} er slettet."]


def test_a_row_that_was_added_afterwards_is_named(log, file, leader, pupil):
    added = factories.look(leader, pupil, NOW - timedelta(days=9))
    sealing.seal(now=NOW)

    assert len(faults(file)) == 1
    assert f"Tilføjet: opslag {added.pk} fra {stamp(added.at)}" in faults(file)[0]


def test_a_row_that_is_cut_with_its_seal_is_seen(log, file):
    as_owner("delete from schools_lookup where id = %s", log[4].pk)
    as_owner("delete from schools_lookupseal where lookup_id = %s", log[4].pk)

    (fault,) = faults(file)
    assert "Klippet: 1 opslag med segl mangler mellem" in fault
    assert stamp(log[3].at) in fault
    assert stamp(log[5].at) in fault


def test_an_end_that_is_cut_with_its_seals_is_seen(log, file):
    as_owner("delete from schools_lookup where id >= %s", log[7].pk)
    as_owner("delete from schools_lookupseal where lookup_id >= %s", log[7].pk)

    (fault,) = faults(file)
    assert "Klippet: de sidste 2 opslag i november 2026 er væk" in fault
    assert stamp(log[6].at) in fault


def test_an_end_that_is_cut_with_its_anchors_is_seen_by_the_file(log, file):
    as_owner("delete from schools_lookup where id >= %s", log[6].pk)
    as_owner("delete from schools_lookupseal where lookup_id >= %s", log[6].pk)
    as_owner("delete from schools_anchor where id = %s", Anchor.objects.latest("pk").pk)

    (fault,) = faults(file)
    assert "står i ankerfilen, men ikke i databasen" in fault


def test_a_chain_that_is_made_anew_is_seen_by_its_anchors(log, file):
    as_owner("update schools_lookup set purpose = 'Pynt' where id = %s", log[4].pk)
    _reseal()

    found = faults(file)
    assert len(found) == 1
    assert "Skrevet om: kæden i november 2026" in found[0]
    # The first look-up of the month has an anchor of its own, and it holds.
    assert "fra nummer 2 til nummer 4" in found[0]


def test_anchors_that_are_made_anew_too_are_seen_by_the_file(log, file):
    as_owner("update schools_lookup set purpose = 'Pynt' where id = %s", log[4].pk)
    _reseal()
    for anchor in Anchor.objects.filter(month=date(2026, 11, 1)):
        seal = LookupSeal.objects.get(month=anchor.month, position=anchor.rows)
        as_owner("update schools_anchor set hash = %s where id = %s", seal.hash, anchor.pk)

    found = faults(file)
    assert found
    assert all("et andet i databasen end i ankerfilen" in fault for fault in found)


def _reseal():
    from schools.chain import COVERED, beginning, seal_of

    previous = beginning(date(2026, 11, 1))
    for seal in LookupSeal.objects.filter(month=date(2026, 11, 1)).order_by("position"):
        values = Lookup.objects.values_list(*COVERED).get(pk=seal.lookup_id)
        previous = seal_of(previous, values)
        as_owner(
            "update schools_lookupseal set hash = %s where lookup_id = %s", previous, seal.lookup_id
        )


def test_a_line_that_is_taken_out_of_the_file_is_missed(log, file):
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join(lines[1:]) + "pynt\n")

    assert [fault.split(" ")[0] for fault in faults(file)] == ["Ankerfilen", "Anker"]


def test_a_file_that_is_gone_is_missed(log, file, tmp_path):
    assert "findes ikke" in faults(tmp_path / "another.txt")[0]


def test_a_sealing_that_stands_still_is_said(log, file, leader, pupil):
    factories.look(leader, pupil, NOW - timedelta(minutes=20))
    factories.look(leader, pupil, NOW - timedelta(minutes=1))

    report = verify(file=file, now=NOW)

    assert len(report.faults) == 1
    assert "Se, om uret kører" in report.faults[0]
    assert report.waiting == 1


def test_the_command_names_what_is_wrong_and_fails(log, file):
    as_owner("update schools_lookup set purpose = 'x' where id = %s", log[4].pk)
    out, err = StringIO(), StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("verify_audit", stdout=out, stderr=err)

    assert ended.value.code == 1
    assert f"opslag {log[4].pk} " in err.getvalue()
    assert "Gem disse linjer" in err.getvalue()
    assert out.getvalue() == ""


def test_the_clock_seals_and_writes_the_file_and_may_run_twice(today, leader, pupil, file):
    factories.look(leader, pupil, timezone.now())

    seal_lookups()
    seal_lookups()

    assert len(anchors.read(file).lines) == 1
    assert file.stat().st_mode & 0o777 == 0o600
    assert verify(file=file, now=timezone.now()).ok


# Kept for a while.


def test_old_months_are_dropped_whole_and_the_rest_is_still_verified(log, file, leader, pupil):
    old = [datetime(2025, month, 3, 12, tzinfo=UTC) for month in (9, 10, 11)]
    for at in old:
        factories.look(leader, pupil, at)
    as_owner("delete from schools_anchor")
    as_owner("delete from schools_lookupseal")
    file.unlink()
    sealing.seal(now=NOW)
    sealing.write_anchors(file)

    keep_lookup_months()

    assert sorted(Lookup.objects.filter(at__lt=log[0].at).values_list("at", flat=True)) == old[1:]
    said = Anchor.objects.get(kind=Anchor.Kind.DROPPED)
    assert (said.month, said.rows) == (date(2025, 9, 1), 1)
    assert verify(file=file, now=NOW).ok


def test_the_coming_months_are_made_ahead(today, db, file):
    keep_lookup_months()

    assert {date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)} <= set(sealing.months_kept())


def test_no_young_month_can_be_dropped(log):
    with (
        pytest.raises(DatabaseError, match="mindst seks"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("select schools_lookup_drop(%s)", [date(2026, 11, 1)])


@pytest.mark.parametrize("value", ["5", "61", "-6", "x", ""])
def test_the_log_is_kept_between_six_and_sixty_months(monkeypatch, value):
    from django.core.exceptions import ImproperlyConfigured

    from kiss.settings import env_int  # noqa: TID251 - what reads the environment is tested

    monkeypatch.setenv("LOOKUP_MONTHS", value)

    with pytest.raises(ImproperlyConfigured, match="6 to 60"):
        env_int("LOOKUP_MONTHS", 13, at_least=6, at_most=60)


@pytest.mark.parametrize(
    ("number", "month"),
    [(0, (2026, 11)), (10, (2026, 1)), (11, (2025, 12)), (13, (2025, 10)), (-2, (2027, 1))],
)
def test_months_are_counted_over_new_year(number, month):
    assert months_before(date(2026, 11, 1), number) == date(*month, 1)


def stamp(at):
    local = timezone.localtime(at)
    return f"{local.day}. {['oktober', 'november'][local.month - 10]} 2026 kl. {local:%H.%M.%S}"


def test_the_file_repeats_nothing_about_anybody(log, file, pupil, leader):
    text = file.read_text()

    assert not re.search(r"Asta|Sanne|Formål", text)
    assert str(pupil.elev_id) not in text

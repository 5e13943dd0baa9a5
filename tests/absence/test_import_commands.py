"""An empty installation is filled by files alone, from the shell."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from absence.models import Flag, Import, ImportProfile, Mark
from schools.models import Closure, Municipality, Pupil, School
from tests import factories
from tests.absence.deliveries import csv_file, line

TODAY = date(2026, 11, 23)
PLAN = "\r\n".join(
    (
        "fra;til;titel;omfang",
        "10-10-2026;18-10-2026;Efterårsferie;kommune",
        "06-11-2026;06-11-2026;Pædagogisk dag;999101",
        "14-05-2027;08-08-2027;Sidste skoledag passeret;klassetrin 9",
        "",
    )
)
PUPILS = csv_file(
    "999101;0056273;;Asta;Lund Krogh;6;6.B;04-05-2014",
    headings="institutionsnummer;elev_id;cpr;fornavn;efternavn;klassetrin;klasse;foedselsdato",
)
ABSENCE = csv_file(
    "999101;56273;6;6.B;05-11-2026;S;",
    "999101;56273;6;6.B;06-11-2026;S;",
    "999101;56273;6;6.B;14-10-2026;S;",
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path: Path, capsys: Any) -> Any:
    """Run a command, on a file with this content, and return the lines it said."""

    def command(name: str, *args: Any, content: bytes | str = b"", **options: Any) -> list[str]:
        if content:
            path = tmp_path / "fil.csv"
            path.write_bytes(content.encode() if isinstance(content, str) else content)
            args = (path,)
        call_command(name, *args, **options)
        return capsys.readouterr().out.splitlines()

    return command


def test_the_files_fill_an_empty_installation_in_either_order(run):
    run("start_municipality", "Fjordby Kommune")

    calendar = run("import_calendar", content=PLAN)
    pupils = run("import_pupils", content=PUPILS, date=TODAY)
    absence = run("import_absence", content=ABSENCE, date=TODAY)

    assert calendar == [
        "Ny skole: Skole 999101",
        "Lukkeperioder: 3 nye, 0 ændrede, 0 uændrede, 0 afviste.",
    ]
    assert pupils[0] == "Elever (neutral): 1 nye, 0 ændrede, 0 uændrede, 0 afviste."
    assert absence == [
        "Linje 3: 6. november 2026 er ikke en skoledag: Pædagogisk dag.",
        "Linje 4: 14. oktober 2026 er ikke en skoledag: Efterårsferie.",
        "Fravær (neutral), dage: 1 nye, 0 ændrede, 0 uændrede, 2 afviste.",
    ]


def test_pupils_may_come_before_the_calendar(run):
    run("start_municipality", "Fjordby Kommune")
    run("import_pupils", content=PUPILS, date=TODAY)

    calendar = run("import_calendar", content=PLAN)

    assert calendar == ["Lukkeperioder: 3 nye, 0 ændrede, 0 uændrede, 0 afviste."]
    assert "2 afviste" in run("import_absence", content=ABSENCE, date=TODAY)[-1]


def test_an_installation_is_started_once(run):
    run("start_municipality", "Fjordby Kommune")

    with pytest.raises(CommandError, match="allerede startet for Fjordby Kommune"):
        run("start_municipality", "Havby Kommune")

    assert Municipality.objects.get().is_demo is False


@pytest.mark.parametrize(
    ("name", "content"),
    [("import_calendar", PLAN), ("import_pupils", PUPILS), ("import_absence", ABSENCE)],
)
def test_nothing_is_read_into_an_installation_that_is_not_started(run, name, content):
    with pytest.raises(CommandError, match="start_municipality NAVN"):
        run(name, content=content)

    assert School.objects.count() == Import.objects.count() == 0


@pytest.mark.parametrize("name", ["import_calendar", "import_pupils", "import_absence"])
def test_a_file_that_is_not_there_is_said_to_be_missing(run, name, municipality):
    with pytest.raises(CommandError, match="findes ikke"):
        run(name, Path("/findes/ikke.csv"))


@pytest.fixture
def municipality(db: Any) -> Municipality:
    return factories.make_municipality()


# The calendar.


def test_the_plan_says_whom_each_period_is_for(run, municipality):
    run("import_calendar", content=PLAN + "05-02-2027;05-02-2027;Fri;999101 klassetrin 3\r\n")

    rows = Closure.objects.order_by("starts_on")
    assert [
        (row.title, row.school and row.school.institution_number, row.grade) for row in rows
    ] == [
        ("Efterårsferie", None, None),
        ("Pædagogisk dag", "999101", None),
        ("Fri", "999101", 3),
        ("Sidste skoledag passeret", None, 9),
    ]
    assert all(row.history.count() == 1 for row in rows)


def test_the_same_plan_again_changes_nothing(run, municipality):
    run("import_calendar", content=PLAN)

    said = run("import_calendar", content=PLAN)

    assert said == ["Lukkeperioder: 0 nye, 0 ændrede, 3 uændrede, 0 afviste."]
    assert Closure.objects.count() == 3


def test_a_period_with_new_days_is_the_same_period(run, municipality):
    run("import_calendar", content=PLAN)

    said = run("import_calendar", content=PLAN.replace("10-10-2026", "09-10-2026"))

    assert said == ["Lukkeperioder: 0 nye, 1 ændrede, 2 uændrede, 0 afviste."]
    autumn = Closure.objects.get(title="Efterårsferie")
    assert autumn.starts_on == date(2026, 10, 9)
    assert autumn.history.count() == 2


def test_next_years_holiday_of_the_same_name_is_another_period(run, municipality):
    run("import_calendar", content=PLAN)

    run("import_calendar", content=PLAN.replace("-10-2026", "-10-2027"))

    assert Closure.objects.filter(title="Efterårsferie").count() == 2


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("31-02-2026;01-03-2026;Fri;kommune", "»31-02-2026« er ikke en dag, der findes."),
        ("02-03-2026;01-03-2026;Fri;kommune", "Perioden slutter, før den begynder."),
        ("02-03-2026;02-03-2029;Fri;kommune", "Perioden er længere end et år."),
        ("02-03-2026;02-03-2026;;kommune", "Titlen mangler."),
        (
            "02-03-2026;02-03-2026;Fri;alle",
            "Omfanget »alle« er hverken kommune, et institutionsnummer eller klassetrin N.",
        ),
        ("02-03-2026;02-03-2026;Fri;klassetrin 11", "»11« er ikke et klassetrin fra 0 til 10."),
        ("02-03-2026", "Linjen har færre felter end overskrifterne."),
    ],
)
def test_a_period_that_cannot_be_is_refused_and_the_others_are_read(run, municipality, row, reason):
    said = run("import_calendar", content=PLAN + row + "\r\n")

    assert f"Linje 5: {reason}" in said
    assert said[-1] == "Lukkeperioder: 3 nye, 0 ændrede, 0 uændrede, 1 afviste."


def test_a_plan_without_its_headings_is_refused(run, municipality):
    with pytest.raises(CommandError, match="Her mangler til, omfang"):
        run("import_calendar", content="fra;titel\r\n10-10-2026;Fri\r\n")


def test_a_plan_of_nothing_usable_is_refused(run, municipality):
    with pytest.raises(CommandError, match="ingen perioder, der kan bruges"):
        run("import_calendar", content="fra;til;titel;omfang\r\n;;;\r\nx;y;z;w\r\n")


def test_a_dry_run_of_the_plan_writes_nothing(run, municipality):
    said = run("import_calendar", content=PLAN, dry_run=True)

    assert "Kun vist. Intet er skrevet." in said
    assert Closure.objects.count() == School.objects.count() == 0


# Absence.


def test_a_dry_run_of_absence_says_what_would_happen_and_writes_nothing(run, pupil):
    file = csv_file(line(pupil, "16-11-2026"), line(pupil, "14-11-2026"))

    said = run("import_absence", content=file, date=TODAY, dry_run=True)

    assert said == [
        "Linje 3: 14. november 2026 er ikke en skoledag: lørdag.",
        "Fravær (neutral), dage: 1 nye, 0 ændrede, 0 uændrede, 1 afviste.",
        "Kun vist. Intet er skrevet.",
    ]
    assert Mark.objects.count() == Import.objects.count() == 0


def test_refused_lines_are_written_to_a_file_that_can_be_corrected(run, pupil, tmp_path):
    path = tmp_path / "afviste.csv"
    file = csv_file(line(pupil, "31-02-2026"), line(pupil, "17-11-2026"))

    run("import_absence", content=file, date=TODAY, quarantine=path)
    corrected = path.read_bytes().replace(b"31-02-2026", b"16-11-2026")
    said = run("import_absence", content=corrected, date=TODAY)

    assert said == ["Fravær (neutral), dage: 1 nye, 0 ændrede, 0 uændrede, 0 afviste."]
    assert Mark.objects.count() == 2


def test_a_thousand_reasons_are_not_all_printed(run, pupil):
    said = run("import_absence", content=csv_file(*["x"] * 300), date=TODAY)

    assert len(said) == 203
    assert said[200] == "… og 100 linjer til."


def test_a_profile_is_chosen_by_name(run, pupil):
    ImportProfile.objects.create(
        name="Vores system",
        kind="fravaer",
        columns={"elev_id": "Elev nr.", "dato": "Dag", "start_kode": "Årsag"},
        codes={"SYG": "SYG"},
    )
    file = f"Elev nr.;Dag;Årsag\r\n{pupil.elev_id};16-11-2026;syg\r\n".encode("cp1252")

    said = run("import_absence", content=file, date=TODAY, profile="Vores system")

    assert said == ["Fravær (Vores system), dage: 1 nye, 0 ændrede, 0 uændrede, 0 afviste."]


def test_an_unknown_profile_is_answered_with_those_there_are(run, pupil):
    ImportProfile.objects.create(name="Vores system", kind="fravaer")

    with pytest.raises(CommandError, match=r"Profilen »Dit« findes ikke.*: Vores system\."):
        run("import_absence", content=ABSENCE, profile="Dit")


def test_the_pupils_of_a_file_are_found_by_absence_at_once(run):
    run("start_municipality", "Fjordby Kommune")
    run("import_pupils", content=PUPILS, date=TODAY)

    run("import_absence", content=ABSENCE, date=TODAY)

    assert Pupil.objects.get().marks.count() == 3


def test_a_database_without_tables_says_what_to_run_first(run, monkeypatch):
    monkeypatch.setattr(connection.introspection, "table_names", list)

    with pytest.raises(CommandError, match="make manage c=migrate"):
        run("start_municipality", "Fjordby Kommune")


def test_a_closed_day_that_comes_late_is_judged_at_once(run, time_machine):
    time_machine.move_to("2026-11-23 10:00+01:00")
    run("start_municipality", "Fjordby Kommune")
    run("import_pupils", content=PUPILS, date=TODAY)
    pupil = Pupil.objects.get()
    for day in range(16, 21):
        factories.mark(pupil, date(2026, 11, day))
    run("scan")
    raised = Flag.objects.filter(status="ny").count()

    said = run("import_calendar", content=PLAN.replace("06-11-2026;06-11", "16-11-2026;20-11"))

    assert raised
    assert said[-1] == f"Fraværet er gennemgået igen: 0 nye flag, {raised} bortfaldet."
    assert not Flag.objects.filter(status="ny").exists()


def test_a_folder_is_no_file(run, tmp_path):
    run("start_municipality", "Fjordby Kommune")

    with pytest.raises(CommandError, match="er en mappe, ikke en fil"):
        run("import_absence", tmp_path)


def test_a_command_keeps_nothing_of_what_the_file_was_called(run, municipality, tmp_path):
    run("import_calendar", content=PLAN)
    run("import_pupils", content=PUPILS)
    path = tmp_path / "Asta Krogh 010114-1234.csv"
    path.write_bytes(ABSENCE)

    said = run("import_absence", path, date=TODAY)

    source = Import.objects.get(kind="fravaer")
    kept = " ".join(map(str, Import.objects.values().get(pk=source.pk).values()))
    assert "Krogh" not in kept + " ".join(said)
    assert "010114" not in kept + " ".join(said)
    assert source.name.startswith("Fravær ")
    assert source.name.endswith(".csv")

"""What a file of pupils does to the register, and that no CPR number is seen on the way."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from absence.importing.layouts import pupil_layout
from absence.models import Import, QuarantinedLine
from kiss.lib.crypto import decrypt, keyed_hash
from kiss.lib.models import Refused
from kiss.lib.tables import open_table
from schools.models import Enrolment, Pupil, School, SchoolClass
from tests import factories
from tests.absence.deliveries import csv_file, sheet

HEADINGS = "institutionsnummer;elev_id;cpr;fornavn;efternavn;klassetrin;klasse;foedselsdato"
ASTA = "999101;0056273;;Asta;Lund Krogh;6;6.B;04-05-2014"
BO = "999101;7654321;;Bo;Dam;0;BH A;01-12-2020"
# Day 71, month 13 or a birth in 2036: numbers that nobody can have.
CPR = "7105140000"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def municipality() -> None:
    factories.make_municipality()


@pytest.fixture
def read(tmp_path: Path, capsys: Any) -> Any:
    """Read lines in by the command and return what it said."""

    def command(*lines: str, content: bytes | None = None, **options: Any) -> str:
        path = tmp_path / "elever.csv"
        path.write_bytes(content or csv_file(*lines, headings=HEADINGS, encoding="cp1252"))
        options = {"date": date(2026, 11, 23)} | options
        call_command("import_pupils", path, **options)
        return capsys.readouterr().out

    return command


def places() -> list[tuple[str, str, date, date | None]]:
    """First name, class, first and last day of every enrolment, in order."""
    return [
        (row.pupil.first_name, row.school_class.name, row.starts_on, row.ends_on)
        for row in Enrolment.objects.select_related("pupil", "school_class").order_by(
            "starts_on", "pupil__first_name"
        )
    ]


def test_the_first_delivery_makes_schools_classes_pupils_and_enrolments(read):
    said = read(ASTA, BO)

    assert places() == [
        ("Asta", "6.B", date(2026, 8, 1), None),
        ("Bo", "0.A", date(2026, 8, 1), None),
    ]
    assert School.objects.get().name == "Skole 999101"
    assert set(SchoolClass.objects.values_list("school_year", flat=True)) == {2026}
    assert Pupil.objects.get(first_name="Asta").birth_date == date(2014, 5, 4)
    assert said.splitlines() == [
        "Elever (neutral): 2 nye, 0 ændrede, 0 uændrede, 0 afviste.",
        "Ny skole: Skole 999101. 2 nye klasser.",
    ]


def test_every_write_keeps_its_history(read):
    read(ASTA)

    pupil = Pupil.objects.get()
    assert pupil.history.get().history_change_reason == "læst fra elevfilen"
    assert pupil.enrolments.get().history.count() == 1
    assert SchoolClass.objects.get().history.count() == School.objects.get().history.count() == 1


def test_the_same_file_again_changes_nothing_and_says_so(read):
    read(ASTA, BO)

    said = read(ASTA, BO)

    assert said.splitlines() == [
        "Elever (neutral): 0 nye, 0 ændrede, 2 uændrede, 0 afviste.",
        "Filen er læst før. Intet er ændret.",
    ]
    assert Pupil.history.count() == 2


def test_a_new_name_is_a_change_with_history(read):
    read(ASTA)

    said = read(ASTA.replace("Lund Krogh", "Krogh"))

    pupil = Pupil.objects.get()
    assert pupil.name == "Asta Krogh"
    assert [row.last_name for row in pupil.history.order_by("history_id")] == [
        "Lund Krogh",
        "Krogh",
    ]
    assert "0 nye, 1 ændrede, 0 uændrede" in said


def test_a_pupil_who_changed_class_left_the_old_one_the_day_before(read):
    read(ASTA)

    said = read(ASTA.replace("6.B", "6.A"))

    assert places() == [
        ("Asta", "6.B", date(2026, 8, 1), date(2026, 11, 22)),
        ("Asta", "6.A", date(2026, 11, 23), None),
    ]
    assert "1 elev har skiftet klasse." in said


def test_a_class_that_is_corrected_on_the_day_it_began_is_no_move(read):
    read(BO)
    read(BO, ASTA)

    read(BO, ASTA.replace("6.B", "6.A"))

    assert places()[-1] == ("Asta", "6.A", date(2026, 11, 23), None)
    assert Enrolment.objects.count() == 2


def test_a_pupil_moves_to_another_school(read):
    read(ASTA, BO)

    read(ASTA.replace("999101", "999102"), BO)

    assert list(
        Enrolment.objects.filter(pupil__first_name="Asta")
        .order_by("starts_on")
        .values_list("school_class__school__institution_number", "ends_on")
    ) == [("999101", date(2026, 11, 22)), ("999102", None)]


def test_who_is_new_in_a_later_delivery_begins_that_day(read):
    read(ASTA)

    read(ASTA, BO)

    assert ("Bo", "0.A", date(2026, 11, 23), None) in places()


def test_a_new_school_year_moves_everybody_on_1_august(read):
    read(ASTA)

    read(ASTA.replace("6;6.B", "7;7.B"), date=date(2027, 8, 12))

    assert places() == [
        ("Asta", "6.B", date(2026, 8, 1), date(2027, 7, 31)),
        ("Asta", "7.B", date(2027, 8, 1), None),
    ]
    assert set(SchoolClass.objects.values_list("school_year", "grade")) == {(2026, 6), (2027, 7)}


def test_the_coming_and_an_earlier_school_year_can_be_read_in_too(read):
    read(ASTA)
    read(ASTA.replace("6;6.B", "7;7.B"), school_year=2027)

    read(ASTA.replace("6;6.B", "5;5.B"), school_year=2025)

    assert places() == [
        ("Asta", "5.B", date(2025, 8, 1), date(2026, 7, 31)),
        ("Asta", "6.B", date(2026, 8, 1), date(2027, 7, 31)),
        ("Asta", "7.B", date(2027, 8, 1), None),
    ]


def test_who_is_not_in_the_file_is_counted_and_left_alone(read):
    read(ASTA, BO)

    said = read(ASTA)

    assert "Ikke i filen: 1 elev, som stadig er indskrevet på skolerne." in said
    assert len(places()) == 2


def test_an_id_that_lost_its_zeros_is_the_same_pupil_and_the_long_one_is_kept(read):
    read(ASTA.replace("0056273", "56273"))

    read(ASTA)
    read(ASTA.replace("0056273", "56273"))

    assert Pupil.objects.get().elev_id == "0056273"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (ASTA.replace("Asta", ""), "Fornavn mangler."),
        (ASTA.replace("Lund Krogh", " "), "Efternavn mangler."),
        (ASTA.replace("Asta", "A" * 81), "Fornavn er over 80 tegn."),
        (ASTA.replace("0056273", ""), "Elev-id mangler."),
        (ASTA.replace("999101", "Skolen"), "»Skolen« er ikke et institutionsnummer."),
        (ASTA.replace("6;6.B", "7;6.B"), "Klassetrin 7 passer ikke med klassen »6.B«."),
        (ASTA.replace("6;6.B", ";B"), "Klassetrin mangler."),
        (ASTA.replace("6;6.B", ";"), "Klasse mangler."),
        (ASTA.replace("6;6.B", "11;11.B"), "»11« er ikke et klassetrin fra 0 til 10."),
        (ASTA.replace("04-05-2014", "31-02-2014"), "»31-02-2014« er ikke en dag, der findes."),
        (ASTA.replace(";;Asta", ";12345;Asta"), "CPR-nummeret har ikke ti cifre."),
        (ASTA + ";mere", "Linjen har flere felter end overskrifterne."),
    ],
)
def test_a_line_that_cannot_be_used_is_refused_and_holds_nothing_up(read, line, reason):
    said = read(line, BO)

    assert f"Linje 2: {reason}" in said
    assert "1 nye, 0 ændrede, 0 uændrede, 1 afviste" in said
    assert QuarantinedLine.objects.get().reason == reason


def test_the_same_pupil_twice_is_read_once(read):
    assert "Linje 3: Eleven står også på linje 2." in read(ASTA, ASTA.replace("Asta", "Ada"))


# CPR numbers.


@pytest.mark.parametrize("written", [CPR, "710514-0000", "710514 0000"])
def test_a_cpr_number_is_encrypted_and_found_by_its_keyed_hash(read, written):
    said = read(ASTA.replace(";;Asta", f";{written};Asta"))

    pupil = Pupil.objects.get()
    assert decrypt(pupil.cpr_encrypted) == CPR
    assert pupil.cpr_hash == keyed_hash(CPR)
    assert CPR not in pupil.cpr_encrypted + pupil.cpr_hash + said


def test_a_cpr_number_gets_its_leading_zero_back(read):
    read(ASTA.replace(";;Asta", ";113140000;Asta"))

    assert decrypt(Pupil.objects.get().cpr_encrypted) == "0113140000"


def test_a_line_without_cpr_number_leaves_the_one_there_is(read):
    read(ASTA.replace(";;Asta", f";{CPR};Asta"))

    said = read(ASTA)

    assert decrypt(Pupil.objects.get().cpr_encrypted) == CPR
    assert "1 uændrede" in said


@pytest.mark.parametrize("first", [True, False])
def test_a_cpr_number_belongs_to_one_pupil(read, first):
    asta, bo = ASTA.replace(";;Asta", f";{CPR};Asta"), BO.replace(";;Bo", f";{CPR};Bo")
    if first:
        read(asta)

    said = read(asta, bo)

    assert "Linje 3: CPR-nummeret står allerede på en anden elev." in said
    assert Pupil.objects.exclude(cpr_hash="").get().first_name == "Asta"


def test_no_cpr_number_is_kept_of_a_refused_line_or_printed(read, tmp_path):
    path = tmp_path / "afviste.csv"

    said = read(ASTA.replace(";;Asta", f";{CPR};"), quarantine=path)

    kept = str(QuarantinedLine.objects.get().cells) + path.read_text() + said
    assert not re.search(r"710514", kept)
    assert "Lund Krogh" in path.read_text()


def test_a_birth_date_is_read_from_the_cpr_number_when_it_is_all_there_is(read):
    read(ASTA.replace(";;Asta", ";0105364000;Asta").replace("04-05-2014", ""))

    assert Pupil.objects.get().birth_date == date(2036, 5, 1)


# The register's own text file.

TEA = (
    "0056273¤999101¤Sydhavnsskolen¤Åse¤Lund Krogh¤¤Fiktiv Allé 1¤¤9999¤Fjordby¤6¤B¤¤6.B\r\n"
    "7654321¤999101¤Sydhavnsskolen¤Bo¤Dam¤¤Fiktiv Allé 1¤¤9999¤Fjordby¤0¤A¤¤\r\n"
)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
def test_the_registers_text_file_is_recognised_by_itself(read, encoding):
    said = read(content=f"2026\r\n{TEA}".encode(encoding))

    assert places() == [
        ("Bo", "0.A", date(2026, 8, 1), None),
        ("Åse", "6.B", date(2026, 8, 1), None),
    ]
    assert School.objects.get().name == "Sydhavnsskolen"
    assert "Elever (TEA): 2 nye" in said


def test_its_first_line_says_the_school_year(read):
    read(content=f"2025\r\n{TEA}".encode("cp1252"))

    assert set(SchoolClass.objects.values_list("school_year", flat=True)) == {2025}


def test_it_gives_a_school_known_by_number_its_name_and_no_other(read):
    read(ASTA)
    school = School.objects.get()

    read(content=f"2026\r\n{TEA}".encode("cp1252"))
    read(content=f"2026\r\n{TEA}".replace("Sydhavnsskolen", "Havskolen").encode("cp1252"))

    school.refresh_from_db()
    assert school.name == "Sydhavnsskolen"
    assert school.history.count() == 2


def test_addresses_are_nobodys_business(read):
    read(content=f"2026\r\n{TEA}¤999101¤¤¤¤¤Fiktiv Allé 2¤¤¤¤6¤B¤¤6.B\r\n".encode("cp1252"))

    assert "Fiktiv" not in str(QuarantinedLine.objects.get().cells)


# Other forms, and files that are none.


def test_pupils_come_in_a_spreadsheet_too(read):
    rows = [HEADINGS.split(";"), [999101, 56273, None, "Asta", "Krogh", 6, "6.B", date(2014, 5, 4)]]

    read(content=sheet(rows))

    assert Pupil.objects.get().birth_date == date(2014, 5, 4)


def test_a_file_of_something_else_is_refused_as_a_whole(read):
    with pytest.raises(CommandError, match="Vi kender ikke kolonnerne"):
        read(content=csv_file("999101;1;6;6.B;16-11-2026;S;"))

    assert Import.objects.count() == 0


def test_a_dry_run_says_what_would_happen_and_writes_nothing(read):
    said = read(ASTA, BO.replace("Bo", ""), dry_run=True)

    assert "1 nye, 0 ændrede, 0 uændrede, 1 afviste" in said
    assert "Kun vist. Intet er skrevet." in said
    assert Pupil.objects.count() == School.objects.count() == Import.objects.count() == 0


@pytest.mark.parametrize("cpr", ["010214-000", "01021-40000", "0102140-000", "01-02140000"])
def test_a_malformed_cpr_number_is_not_made_into_another(read, cpr):
    said = read(ASTA.replace(";;Asta", f";{cpr};Asta"))

    assert "Linje 2: CPR-nummeret har ikke ti cifre." in said


def test_a_file_without_headings_is_told_those_of_pupils(tmp_path):
    path = tmp_path / "elever.csv"
    path.write_text(ASTA)

    with pytest.raises(Refused, match="institutionsnummer;elev_id;cpr;fornavn"):
        pupil_layout(open_table(path))


def test_the_registers_text_file_is_told_that_its_year_is_missing(tmp_path):
    path = tmp_path / "Elev.txt"
    path.write_text("¤".join(["56273", "999101", *["x"] * 12]))

    with pytest.raises(Refused, match="den første linje skal være skoleåret"):
        pupil_layout(open_table(path))

"""A file is known by what is in it: text of many kinds, or a spreadsheet."""

from datetime import date, datetime

import pytest

from absence.actions.quarantine import quarantine_rows
from absence.importing.layouts import UnknownHeadings
from kiss.lib.models import Refused
from tests import factories
from tests.absence.deliveries import (
    HEADINGS,
    LOV,
    SEN,
    SYG,
    ULO,
    changes_of,
    counts,
    csv_file,
    deliver,
    line,
    marks_of,
    reasons,
    sheet,
    table,
)

MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)

pytestmark = pytest.mark.django_db


@pytest.fixture
def bo(school):
    return factories.make_pupil(factories.make_class(school, 7, "A"), "Bo", "Dam")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_danish_letters_survive_every_encoding(school, encoding):
    pupil = factories.make_pupil(factories.make_class(school, 3, "Blåbær"))

    source = deliver(csv_file(line(pupil, MONDAY), encoding=encoding))

    assert counts(source) == (1, 0, 0, 0)


@pytest.mark.parametrize("separator", [";", ",", "\t", "¤"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_the_separator_is_found(pupil, separator, encoding):
    rows = [HEADINGS.split(";"), line(pupil, MONDAY).split(";")]

    source = deliver(table(rows, separator, encoding))

    assert counts(source) == (1, 0, 0, 0)


def test_a_spreadsheet_may_say_its_separator_on_a_line_of_its_own(pupil):
    source = deliver(b"sep=;\r\n" + csv_file(line(pupil, MONDAY), line(pupil, "31-02-2026")))

    assert counts(source) == (1, 0, 0, 1)
    assert list(reasons(source)) == [4]


def test_columns_stand_in_any_order_and_others_are_ignored(pupil):
    rows = [
        ["Navn", "Slut_kode", "DATO", "Elev-ID ", "start kode", "Klasse"],
        ["Asta", "", "16-11-2026", pupil.elev_id, "U", "6.B"],
    ]

    deliver(table(rows))

    assert marks_of(pupil) == [(MONDAY, 1, ULO, 2)]


def test_there_may_be_a_title_above_the_headings(pupil):
    file = b"Frav\xc3\xa6r for november\r\n\r\n" + csv_file(line(pupil, MONDAY))

    assert counts(deliver(file)) == (1, 0, 0, 0)


def test_cells_in_quotation_marks_are_read_without_them(pupil):
    quoted = ";".join(f'"{cell}"' for cell in line(pupil, MONDAY).split(";"))

    assert counts(deliver(csv_file(quoted))) == (1, 0, 0, 0)


def test_unknown_headings_are_told_so_that_somebody_can_explain_them(pupil):
    with pytest.raises(UnknownHeadings, match=r"»Elev nr\.«, »Dag«, »Årsag«") as raised:
        deliver(table([["Elev nr.", "Dag", "Årsag"], [pupil.elev_id, "16-11-2026", "S"]]))

    assert raised.value.headings == ["Elev nr.", "Dag", "Årsag"]


def test_a_heading_that_stands_twice_is_refused(pupil):
    with pytest.raises(Refused, match="»dato« står to gange"):
        deliver(csv_file(line(pupil, MONDAY) + ";x", headings=HEADINGS + ";dato"))


# Spreadsheets.


def test_a_spreadsheet_is_read_like_a_text_file(pupil, bo):
    rows = [
        HEADINGS.split(";"),
        [*line(pupil, MONDAY).split(";")[:4], date(2026, 11, 16), "S", None],
        [],
        [*line(bo, MONDAY).split(";")[:4], datetime(2026, 11, 16), "U", "S"],  # noqa: DTZ001
        [*line(bo, MONDAY).split(";")[:4], "31-02-2026", "U", "S"],
    ]

    source = deliver(sheet(rows))

    assert counts(source) == (2, 0, 0, 1)
    assert list(reasons(source)) == [5]
    assert marks_of(bo) == [(MONDAY, 1, ULO, 1), (MONDAY, 2, SYG, 1)]


def test_numbers_in_a_spreadsheet_are_ids_that_lost_their_zeros(klasse):
    factories.make_pupil(klasse, elev_id="0056273")
    inst = int(klasse.school.institution_number)
    rows = [HEADINGS.split(";"), [inst, 56273, 6, "6.B", 46342, "S", None]]

    assert counts(deliver(sheet(rows))) == (1, 0, 0, 0)


def test_a_spreadsheet_with_two_full_sheets_is_refused(pupil):
    with pytest.raises(Refused, match="flere ark med indhold: »Sheet«, »Oktober«"):
        deliver(sheet([HEADINGS.split(";"), line(pupil, MONDAY).split(";")], Oktober=[["mere"]]))


def test_empty_sheets_beside_the_full_one_do_not_matter(pupil):
    rows = [HEADINGS.split(";"), line(pupil, MONDAY).split(";")]

    assert counts(deliver(sheet(rows, Oktober=[]))) == (1, 0, 0, 0)


# A wide sheet: a row per pupil, a column per day.


def wide(*rows, days=(MONDAY, TUESDAY)):
    return sheet([["Elev-id", "Navn", "Klasse", *days], *rows])


def row(pupil, *codes):
    return [int(pupil.elev_id), pupil.name, pupil.enrolments.get().school_class.name, *codes]


def test_a_wide_sheet_is_recognised_by_itself(pupil, bo):
    source = deliver(wide(row(pupil, "S", None), row(bo, "U", "S/U")))

    assert marks_of(pupil) == [(MONDAY, 1, SYG, 2)]
    assert marks_of(bo) == [(MONDAY, 1, ULO, 2), (TUESDAY, 1, SYG, 1), (TUESDAY, 2, ULO, 1)]
    assert counts(source) == (3, 0, 0, 0)
    assert source.profile == "bred"


@pytest.mark.parametrize(
    ("cell", "marks"),
    [("S/", [(1, SYG, 1)]), ("/U", [(2, ULO, 1)]), (" s / u ", [(1, SYG, 1), (2, ULO, 1)])],
)
def test_a_cell_can_say_one_end_of_the_day(bo, cell, marks):
    deliver(wide(row(bo, cell, None)))

    assert marks_of(bo) == [(MONDAY, *mark) for mark in marks]


def test_where_all_day_is_written_twice_a_single_code_is_half_a_day(pupil, bo):
    deliver(wide(row(bo, "S/S", "S"), row(pupil, "S", None)))

    assert marks_of(bo) == [(MONDAY, 1, SYG, 1), (MONDAY, 2, SYG, 1), (TUESDAY, 1, SYG, 1)]
    assert marks_of(pupil) == [(MONDAY, 1, SYG, 2)]


def test_a_wide_sheet_comes_as_text_too(pupil):
    rows = [["elev_id", "16-11-2026", "ti 17-11-2026"], [pupil.elev_id, "S", "U"]]

    deliver(table(rows))

    assert marks_of(pupil) == [(MONDAY, 1, SYG, 2), (TUESDAY, 1, ULO, 2)]


def test_an_empty_cell_says_that_the_pupil_was_there(pupil, bo):
    deliver(wide(row(pupil, "U", "U"), row(bo, "U", None)))

    later = deliver(wide(row(pupil, None, "U"), row(bo, "U", None)))

    assert marks_of(pupil) == [(TUESDAY, 1, ULO, 2)]
    assert changes_of(pupil) == [(MONDAY, 1, ULO, None)]
    assert counts(later) == (0, 1, 2, 0)


def test_a_column_with_nothing_in_it_is_a_day_that_nobody_has_noted(pupil):
    deliver(wide(row(pupil, "U", "U")))

    later = deliver(wide(row(pupil, "U", None)))

    assert len(marks_of(pupil)) == 2
    assert counts(later) == (0, 0, 1, 0)


def test_an_empty_cell_ahead_takes_no_leave_away(pupil, bo):
    ahead = date(2026, 12, 7)
    deliver(csv_file(line(pupil, ahead, "L"), line(bo, ahead, "L")))

    deliver(wide(row(pupil, None), row(bo, "L"), days=(ahead,)))

    assert marks_of(pupil) == [(ahead, 1, LOV, 2)]


def test_a_bad_cell_is_refused_and_the_rest_of_its_row_is_read(pupil):
    saturday = date(2026, 11, 14)

    source = deliver(wide(row(pupil, "Q", "S", "S"), days=(MONDAY, TUESDAY, saturday)))

    assert marks_of(pupil) == [(TUESDAY, 1, SYG, 2)]
    assert reasons(source) == {
        2: "Koden »Q« er ukendt. Sig under »Forklar koderne«, hvad den betyder. "
        "14. november 2026 er ikke en skoledag: lørdag."
    }
    assert source.quarantine.get().cells[1] == ["Navn", ""]


def test_a_row_that_says_nothing_is_refused_only_when_the_pupil_is_unknown(pupil, bo):
    elsewhere = [int(bo.elev_id), bo.name, "3.C", None, None]
    nobody = [9999999, "Ukendt", "6.B", None, None]

    source = deliver(wide(row(pupil, "S", "S"), elsewhere, nobody))

    assert reasons(source) == {4: "Eleven findes ikke i elevregistret."}
    assert counts(source) == (2, 0, 0, 1)


def test_two_rows_about_one_pupil_are_refused_where_they_contradict_each_other(pupil, bo):
    source = deliver(wide(row(pupil, "S", "S"), row(pupil, "U", "S"), row(bo, "S", "S")))

    assert [mark[0] for mark in marks_of(pupil)] == [TUESDAY]
    assert list(reasons(source)) == [2, 3]
    assert source.quarantine.first().cells[3] == ["2026-11-16", "S"]


def test_a_day_that_stands_in_two_columns_is_refused(pupil):
    with pytest.raises(Refused, match="Den samme dag står i to kolonner"):
        deliver(wide(row(pupil, "S", "U"), days=(MONDAY, MONDAY)))


def test_refused_lines_of_a_wide_sheet_say_what_a_single_code_means(pupil, bo):
    eva = factories.make_pupil(
        factories.make_class(bo.enrolments.get().school_class.school, 9, "C"), "Eva"
    )
    source = deliver(wide(row(eva, "S", "S/S"), row(pupil, "S", None), row(bo, "Q", "U")))

    headings, refused = quarantine_rows(source)
    refused[headings.index(MONDAY.isoformat())] = "S"
    again = deliver(table([headings, refused]))

    assert headings[-3:] == ["en kode alene", "linje", "årsag"]
    assert refused[-3] == "halv dag"
    assert marks_of(bo) == [(MONDAY, 1, SYG, 1), (TUESDAY, 1, ULO, 1)]
    assert counts(again) == (1, 0, 1, 0)


def test_an_empty_cell_of_a_refused_line_still_says_that_the_pupil_was_there(pupil, bo):
    days = (date(2026, 11, 13), MONDAY, TUESDAY)
    deliver(wide(row(pupil, "U", "U", "U"), row(bo, "U", "U", "U"), days=days))
    wrong = [99999999, *row(pupil, None, "S", None)[1:]]

    source = deliver(wide(wrong, row(bo, None, "U", "U"), days=days))
    headings, refused = quarantine_rows(source)
    refused[0] = pupil.elev_id
    deliver(table([headings, refused]))

    assert headings[3:5] == ["2026-11-16", "2026-11-17"]
    assert marks_of(pupil) == [(days[0], 1, ULO, 2), (MONDAY, 1, SYG, 2)]


def test_a_column_that_says_two_things_about_single_codes_is_refused(pupil, bo):
    rows = [
        ["elev_id", "16-11-2026", "En kode alene"],
        [pupil.elev_id, "S", "hel dag"],
        [bo.elev_id, "S", "halv dag"],
    ]

    with pytest.raises(Refused, match="det samme i hele kolonnen »en kode alene«"):
        deliver(table(rows))


@pytest.mark.parametrize(
    ("ends", "cell", "marks", "changes"),
    [
        (("", "S"), "S", [(2, SYG, 1)], 0),
        (("S", ""), "S", [(1, SYG, 1)], 0),
        (("U", "S"), "S", [(2, SYG, 1)], 1),
        (("S", "S"), "S", [(1, SYG, 1)], 1),
        (("", "S"), "S/", [(1, SYG, 1)], 2),
        (("", "S"), "U", [(1, ULO, 1)], 2),
        (("", "F"), "F", [(2, SEN, 0)], 0),
    ],
)
def test_half_a_day_without_which_half_moves_no_mark(bo, school, ends, cell, marks, changes):
    other = factories.make_pupil(factories.make_class(school, 9, "C"), "Eva", "Vang")
    deliver(csv_file(line(bo, MONDAY, *ends)))

    deliver(wide(row(bo, cell), row(other, "S/S"), days=(MONDAY,)))

    assert marks_of(bo) == [(MONDAY, *mark) for mark in marks]
    assert len(changes_of(bo)) == changes


@pytest.mark.parametrize("end", [b"", b"\r\n"])
def test_a_line_that_is_far_too_long_is_refused_as_that(pupil, end):
    with pytest.raises(Refused, match="alt for lang til at være rigtig"):
        deliver(csv_file(line(pupil, MONDAY)) + b"9" * 200_000 + end)

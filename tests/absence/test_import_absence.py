"""What a file of absence does to the marks of the pupils in it."""

from datetime import date

import pytest

from absence.actions.quarantine import quarantine_rows
from absence.models import Flag, Import, ImportProfile, Mark
from kiss.lib.models import Refused
from schools.actions import enrol, leave, move_pupil
from schools.models import Closure, FiguresVersion
from tests import factories
from tests.absence.deliveries import (
    HEADINGS,
    LOV,
    SEN,
    SYG,
    UKENDT,
    ULO,
    changes_of,
    counts,
    csv_file,
    deliver,
    line,
    marks_of,
    reasons,
    table,
)

MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 16), date(2026, 11, 17), date(2026, 11, 18)

pytestmark = pytest.mark.django_db


@pytest.fixture
def bo(school):
    """Bo in 7.A, where absence is noted at both ends of the day."""
    return factories.make_pupil(factories.make_class(school, 7, "A"), "Bo", "Dam")


# What a day weighs.


@pytest.mark.parametrize(
    ("start", "end", "marks"),
    [
        ("S", "", [(1, SYG, 2)]),
        ("L", "", [(1, LOV, 2)]),
        ("U", "", [(1, ULO, 2)]),
        ("F", "", [(1, SEN, 0)]),
        ("s", "", [(1, SYG, 2)]),
        (" U ", "", [(1, ULO, 2)]),
        # What stands at the end of the day is kept below 7. klasse, and weighs nothing.
        ("S", "U", [(1, SYG, 2), (2, ULO, 0)]),
    ],
)
def test_below_7_klasse_the_code_at_the_start_is_the_day(pupil, start, end, marks):
    deliver(csv_file(line(pupil, MONDAY, start, end)))

    assert marks_of(pupil) == [(MONDAY, *mark) for mark in marks]


@pytest.mark.parametrize(
    ("start", "end", "marks"),
    [
        ("S", "S", [(1, SYG, 1), (2, SYG, 1)]),
        ("S", "U", [(1, SYG, 1), (2, ULO, 1)]),
        ("S", "", [(1, SYG, 1)]),
        ("", "U", [(2, ULO, 1)]),
        ("F", "U", [(1, SEN, 0), (2, ULO, 1)]),
    ],
)
def test_from_7_klasse_each_end_of_the_day_is_half_of_it(bo, start, end, marks):
    deliver(csv_file(line(bo, MONDAY, start, end)))

    assert marks_of(bo) == [(MONDAY, *mark) for mark in marks]


def test_one_code_a_day_is_the_whole_day_also_in_7_klasse(bo):
    rows = [["elev_id", "dato", "start_kode"], [bo.elev_id, "16-11-2026", "U"]]

    deliver(table(rows))

    assert marks_of(bo) == [(MONDAY, 1, ULO, 2)]


def test_the_municipality_may_count_whole_days_from_a_school_year_on(bo, leader):
    FiguresVersion.objects.create(
        in_force_from=date(2026, 8, 1),
        values={"half_day_mode": "H2"},
        reason="Vi tæller hele dage.",
        confirmed_by=leader,
    )

    deliver(csv_file(line(bo, MONDAY, "U", "")))

    assert marks_of(bo) == [(MONDAY, 1, ULO, 2)]


# Lines that cannot be used.


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"elev_id": "1"}, "Eleven findes ikke i elevregistret."),
        ({"elev_id": ""}, "Elev-id mangler."),
        ({"inst": "999999"}, "Eleven går på Sydhavnsskolen den dag, ikke på 999999."),
        ({"inst": "skolen"}, "»skolen« er ikke et institutionsnummer."),
        ({"klasse": "2.A", "klassetrin": "2"}, "Eleven går i 6.B den dag, ikke i »2.A«."),
        ({"klasse": "6.A"}, "Eleven går i 6.B den dag, ikke i »6.A«."),
        ({"klassetrin": "5"}, "Klassetrin 5 passer ikke med klassen »6.B«."),
        ({"klassetrin": "11"}, "»11« er ikke et klassetrin fra 0 til 10."),
    ],
)
def test_a_line_about_somebody_else_is_refused(pupil, said, reason):
    source = deliver(csv_file(line(pupil, MONDAY, **said)))

    assert reasons(source) == {2: reason}
    assert Mark.objects.count() == 0


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("", "Datoen mangler."),
        ("31-02-2026", "»31-02-2026« er ikke en dag, der findes."),
        ("11/23/2026", "»11/23/2026« er ikke en dag, der findes."),
        ("i går", "»i går« er ikke en dato. Skriv den som 02-11-2026."),
        ("07-11-2026", "7. november 2026 er ikke en skoledag: lørdag."),
        ("15-10-2026", "15. oktober 2026 er ikke en skoledag: Efterårsferie."),
        ("25-12-2026", "25. december 2026 er ikke en skoledag: juledag."),
        (
            "24-11-2026",
            "24. november 2026 er ikke kommet endnu. Kun fravær med tilladelse kan stå forud.",
        ),
        ("24-11-2028", "24. november 2028 ligger mere end et år ude i fremtiden."),
        ("30-06-2025", "Eleven går ikke på en af kommunens skoler den dag."),
    ],
)
def test_a_line_about_a_day_that_cannot_be_is_refused(pupil, day, reason):
    source = deliver(csv_file(line(pupil, day)))

    assert reasons(source) == {2: reason}
    assert Mark.objects.count() == 0


def test_a_day_is_a_school_day_or_not_for_the_pupils_own_class(school):
    here = factories.make_pupil(factories.make_class(school, 6, "A"), "Ada", "Krogh")
    there = factories.make_pupil(factories.make_class(school, 6, "B"), "Bo", "Dam")
    Closure.objects.create(
        starts_on=MONDAY,
        ends_on=MONDAY,
        title="Lejrskole",
        school=school,
        school_class=here.enrolments.get().school_class,
    )

    source = deliver(csv_file(line(here, MONDAY), line(there, MONDAY)))

    assert reasons(source) == {2: "16. november 2026 er ikke en skoledag: Lejrskole."}
    assert marks_of(there) == [(MONDAY, 1, SYG, 2)]


def test_leave_may_be_noted_ahead_and_is_not_how_far_the_figures_reach(pupil):
    source = deliver(csv_file(line(pupil, MONDAY), line(pupil, "07-12-2026", "L")))

    assert counts(source) == (2, 0, 0, 0)
    assert (source.first_day, source.last_day) == (MONDAY, MONDAY)


def test_a_line_with_too_few_or_too_many_fields_is_refused(pupil):
    short = f"{pupil.enrolments.get().school_class.school.institution_number};{pupil.elev_id}"

    source = deliver(csv_file(short, line(pupil, MONDAY) + ";mere"))

    assert reasons(source) == {
        2: "Linjen har færre felter end overskrifterne.",
        3: "Linjen har flere felter end overskrifterne.",
    }


def test_empty_cells_at_the_end_of_a_line_may_be_left_out(bo):
    source = deliver(csv_file(line(bo, MONDAY, "S").rstrip(";"), line(bo, TUESDAY) + ";;"))

    assert counts(source) == (2, 0, 0, 0)


def test_empty_lines_are_nobodys_business(pupil):
    source = deliver(csv_file("", ";;;;;;", line(pupil, MONDAY), " ; ;;;;;", ""))

    assert counts(source) == (1, 0, 0, 0)
    assert source.lines == 1


def test_a_bad_line_holds_nothing_else_up_and_keeps_its_number(pupil):
    source = deliver(csv_file(line(pupil, MONDAY), line(pupil, "31-02-2026"), line(pupil, TUESDAY)))

    assert counts(source) == (2, 0, 0, 1)
    assert list(reasons(source)) == [3]


# Codes.


def test_an_unknown_code_is_refused_until_somebody_has_said_what_it_means(pupil):
    source = deliver(csv_file(line(pupil, MONDAY, "Q")))

    assert reasons(source) == {
        2: "Koden »Q« er ukendt. Sig under »Forklar koderne«, hvad den betyder."
    }


def test_a_profile_says_what_the_columns_and_codes_of_another_system_mean(pupil):
    profile = ImportProfile.objects.create(
        name="Vores system",
        kind="fravaer",
        columns={"elev_id": "Elev nr.", "dato": "Dag", "start_kode": "Årsag"},
        codes={"Pjæk": "ULO", "Til stede": "TIL_STEDE", "*": "UKENDT"},
    )
    rows = [
        ["Navn", "Elev nr.", "Dag", "Årsag"],
        ["Asta", pupil.elev_id, "16-11-2026", "pjæk"],
        ["Asta", pupil.elev_id, "17-11-2026", "TIL STEDE"],
        ["Asta", pupil.elev_id, "18-11-2026", "Zebra"],
        ["Asta", pupil.elev_id, "19-11-2026", "S"],
    ]

    source = deliver(table(rows), profile=profile)

    assert [mark[2] for mark in marks_of(pupil)] == [ULO, UKENDT, SYG]
    assert counts(source) == (3, 0, 1, 0)
    assert source.profile == "Vores system"


def test_a_profile_that_does_not_fit_the_file_says_which_columns_it_waits_for(pupil):
    profile = ImportProfile.objects.create(
        name="Vores system", kind="fravaer", columns={"elev_id": "Elev nr.", "dato": "Dag"}
    )

    with pytest.raises(Refused, match=r"Vores system, som venter kolonnerne »Elev nr.«, »Dag«"):
        deliver(csv_file(line(pupil, MONDAY)), profile=profile)


# A file that comes again, and one that corrects.


def test_the_same_file_again_changes_nothing_and_says_so(pupil, bo):
    file = csv_file(line(pupil, MONDAY), line(bo, MONDAY, "U", "S"))
    deliver(file)
    before = list(Mark.objects.order_by("pk").values())

    again = deliver(file)

    assert counts(again) == (0, 0, 2, 0)
    assert again.message == "Filen er læst før. Intet er ændret."
    assert list(Mark.objects.order_by("pk").values()) == before
    assert changes_of(pupil) == changes_of(bo) == []


def test_another_file_with_nothing_new_says_so_too(pupil):
    deliver(csv_file(line(pupil, MONDAY)))

    other = deliver(csv_file("", line(pupil, MONDAY)))

    assert other.message == "Intet er ændret: alt, der kan bruges, stod der allerede."


def test_a_later_file_wins_and_what_stood_before_is_kept(pupil):
    first = deliver(csv_file(line(pupil, MONDAY, "U")))

    later = deliver(csv_file(line(pupil, MONDAY, "S")))

    assert counts(later) == (0, 1, 0, 0)
    assert marks_of(pupil) == [(MONDAY, 1, SYG, 2)]
    assert changes_of(pupil) == [(MONDAY, 1, ULO, SYG)]
    change = pupil.mark_changes.get()
    assert (change.previous_source, change.source) == (first, later)
    assert Mark.objects.get().source == later


def test_a_line_without_codes_says_that_the_pupil_was_there_after_all(pupil):
    deliver(csv_file(line(pupil, MONDAY, "U"), line(pupil, TUESDAY, "U")))

    later = deliver(csv_file(line(pupil, MONDAY, "")))

    assert marks_of(pupil) == [(TUESDAY, 1, ULO, 2)]
    assert changes_of(pupil) == [(MONDAY, 1, ULO, None)]
    assert counts(later) == (0, 1, 0, 0)
    assert later.message == "Heraf er 1 dag rettet til til stede."


def test_a_line_without_codes_about_a_day_without_marks_changes_nothing(pupil):
    source = deliver(csv_file(line(pupil, MONDAY, "")))

    assert counts(source) == (0, 0, 1, 0)
    assert changes_of(pupil) == []


@pytest.mark.parametrize(
    ("before", "after", "marks", "changes"),
    [
        (("S", ""), ("S", "S"), [(1, SYG, 1), (2, SYG, 1)], [(2, None, SYG)]),
        (("S", "S"), ("S", ""), [(1, SYG, 1)], [(2, SYG, None)]),
        (("", "U"), ("U", ""), [(1, ULO, 1)], [(1, None, ULO), (2, ULO, None)]),
        (("S", "U"), ("", ""), [], [(1, SYG, None), (2, ULO, None)]),
        (("S", "U"), ("U", "U"), [(1, ULO, 1), (2, ULO, 1)], [(1, SYG, ULO)]),
    ],
)
def test_a_correction_replaces_the_whole_day(bo, before, after, marks, changes):
    deliver(csv_file(line(bo, MONDAY, *before)))

    source = deliver(csv_file(line(bo, MONDAY, *after)))

    assert marks_of(bo) == [(MONDAY, *mark) for mark in marks]
    assert changes_of(bo) == [(MONDAY, *change) for change in changes]
    assert counts(source) == (0, 1, 0, 0)


def test_days_that_a_file_says_nothing_of_are_left_alone(pupil, bo):
    deliver(csv_file(line(pupil, MONDAY), line(bo, TUESDAY, "S", "S")))

    deliver(csv_file(line(pupil, WEDNESDAY)))

    assert [mark[0] for mark in marks_of(pupil)] == [MONDAY, WEDNESDAY]
    assert len(marks_of(bo)) == 2


def test_the_same_line_twice_is_one_line(pupil):
    source = deliver(csv_file(line(pupil, MONDAY), line(pupil, MONDAY)))

    assert counts(source) == (1, 0, 1, 0)


def test_two_lines_that_contradict_each_other_are_both_refused(pupil):
    first, second = line(pupil, MONDAY, "S"), line(pupil, MONDAY, "U")

    source = deliver(csv_file(first, second, line(pupil, TUESDAY)))

    assert reasons(source) == {
        2: "Linje 3 siger noget andet om samme elev og dag.",
        3: "Linje 2 siger noget andet om samme elev og dag.",
    }
    assert [mark[0] for mark in marks_of(pupil)] == [TUESDAY]
    assert [[cell for _, cell in row.cells] for row in source.quarantine.order_by("pk")] == [
        first.split(";"),
        second.split(";"),
    ]


# Who the pupil is, and where they went that day.


def test_an_id_that_lost_its_leading_zeros_is_the_same_pupil(klasse):
    pupil = factories.make_pupil(klasse, elev_id="0056273")

    deliver(csv_file(line(pupil, MONDAY, elev_id="56273"), line(pupil, TUESDAY, elev_id="56273.0")))

    assert len(marks_of(pupil)) == 2


def test_ids_that_differ_in_leading_zeros_alone_must_be_exact(klasse):
    short = factories.make_pupil(klasse, elev_id="56273")
    long = factories.make_pupil(klasse, elev_id="0056273")

    source = deliver(
        csv_file(
            line(short, MONDAY),
            line(long, TUESDAY),
            line(short, WEDNESDAY, elev_id="056273"),
        )
    )

    assert [mark[0] for mark in marks_of(short)] == [MONDAY]
    assert [mark[0] for mark in marks_of(long)] == [TUESDAY]
    assert reasons(source) == {4: "Eleven findes ikke i elevregistret."}


@pytest.mark.parametrize("klasse", ["7.A", "7A", "07A", " 7 a", "7. A", "7.a", ""])
def test_a_class_is_written_in_many_ways(bo, klasse):
    source = deliver(csv_file(line(bo, MONDAY, klasse=klasse)))

    assert counts(source) == (1, 0, 0, 0)


@pytest.mark.parametrize("grade", ["0", "BH", "bhkl", "bh.kl.", "0. klasse", "00", ""])
def test_0_klasse_has_many_names(school, grade):
    pupil = factories.make_pupil(factories.make_class(school, 0, "A"))

    source = deliver(csv_file(line(pupil, MONDAY, klassetrin=grade)))

    assert counts(source) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    "written",
    ["16-11-2026", "16/11/2026", "16.11.2026", "16-11-26", "2026-11-16", "20261116", "46342"],
)
def test_a_day_is_written_in_many_ways(pupil, written):
    deliver(csv_file(line(pupil, written)))

    assert marks_of(pupil) == [(MONDAY, 1, SYG, 2)]


def test_a_pupil_who_moved_is_weighed_by_the_class_of_the_day(school, pupil):
    seventh = factories.make_class(school, 7, "A")
    move_pupil(pupil, to=seventh, starts_on=TUESDAY)

    deliver(
        csv_file(line(pupil, MONDAY, "U", klassetrin="6", klasse="6.B"), line(pupil, TUESDAY, "U"))
    )

    assert marks_of(pupil) == [(MONDAY, 1, ULO, 2), (TUESDAY, 1, ULO, 1)]


def test_a_source_may_write_the_class_of_today_on_every_line_of_the_year(school, pupil):
    move_pupil(pupil, to=factories.make_class(school, 6, "A"), starts_on=TUESDAY)

    source = deliver(csv_file(line(pupil, MONDAY, klasse="6.A"), line(pupil, TUESDAY)))

    assert counts(source) == (2, 0, 0, 0)


def test_a_mark_belongs_to_the_school_of_the_day(pupil):
    other = factories.make_school("Engbakkeskolen")
    move_pupil(pupil, to=factories.make_class(other, 6, "A"), starts_on=TUESDAY)
    old = pupil.enrolments.order_by("starts_on").first().school_class.school

    source = deliver(
        csv_file(
            line(pupil, MONDAY, inst=old.institution_number, klasse="6.B"),
            line(pupil, TUESDAY),
            line(pupil, WEDNESDAY, inst=old.institution_number, klasse="6.B"),
        )
    )

    assert dict(Mark.objects.values_list("day", "school__name")) == {
        MONDAY: "Sydhavnsskolen",
        TUESDAY: "Engbakkeskolen",
    }
    assert reasons(source) == {
        4: f"Eleven går på Engbakkeskolen den dag, ikke på {old.institution_number}."
    }


def test_nothing_is_noted_about_a_day_when_the_pupil_went_nowhere(school, pupil, klasse):
    leave(pupil.enrolments.get(), ends_on=MONDAY)
    enrol(pupil, school_class=klasse, starts_on=WEDNESDAY)

    source = deliver(csv_file(*(line(pupil, day) for day in (MONDAY, TUESDAY, WEDNESDAY))))

    assert [mark[0] for mark in marks_of(pupil)] == [MONDAY, WEDNESDAY]
    assert list(reasons(source)) == [3]


# A person from one school.


def test_a_school_delivers_its_own_pupils_alone_and_learns_nothing_of_others(school, pupil):
    other = factories.make_school("Engbakkeskolen")
    stranger = factories.make_pupil(factories.make_class(other, 6, "A"), "Bo", "Dam")

    source = deliver(
        csv_file(line(pupil, MONDAY), line(stranger, MONDAY), line(pupil, TUESDAY, elev_id="1")),
        school=school,
    )

    # The same sentence for a child at another school and for no child at all.
    assert reasons(source) == dict.fromkeys((3, 4), "Eleven går ikke på Sydhavnsskolen den dag.")
    assert marks_of(stranger) == []


def test_a_file_is_read_before_the_school_year_has_its_partition(klasse):
    pupil = factories.make_pupil(klasse, since=date(2015, 8, 1))

    deliver(csv_file(line(pupil, "16-11-2015", klasse="", klassetrin="")))

    assert marks_of(pupil) == [(date(2015, 11, 16), 1, SYG, 2)]


# What follows.


def test_the_touched_pupils_are_judged_at_once_and_again_when_corrected(pupil):
    days = [date(2026, 11, day) for day in (2, 3, 4, 5, 6, 9, 10, 11)]

    deliver(csv_file(*(line(pupil, day, "U") for day in days)))
    reached = {flag.rule for flag in Flag.objects.open()}
    deliver(csv_file(*(line(pupil, day, "S") for day in days[:4])))

    assert {"ulovligt-10", "ulovligt-15"} <= reached
    withdrawn = Flag.objects.get(rule="ulovligt-15")
    assert withdrawn.status == Flag.Status.WITHDRAWN
    assert withdrawn.withdrawn_because


def test_the_record_says_what_the_file_was(pupil, leader):
    source = deliver(csv_file(line(pupil, MONDAY), line(pupil, TUESDAY)), by=leader)

    assert source.status == Import.Status.DONE
    assert (source.first_day, source.last_day, source.lines) == (MONDAY, TUESDAY, 2)
    assert (source.profile, source.by, source.progress) == ("neutral", leader, 100)
    assert source.finished_at >= source.started_at
    assert len(source.file_sha256) == 64


def test_without_a_municipality_nothing_is_read_in(db):
    with pytest.raises(Refused, match="start_municipality"):
        deliver(csv_file("999001;1;6;6.B;16-11-2026;S;"))


# Quarantine.


def test_refused_lines_come_back_as_a_file_that_can_be_corrected_and_read_again(pupil):
    source = deliver(csv_file(line(pupil, "31-02-2026"), line(pupil, TUESDAY, "=Q")))

    rows = quarantine_rows(source)
    rows[1][4], rows[2][5] = "16-11-2026", "U"
    again = deliver(table(rows, encoding="utf-8-sig"))

    assert rows[0] == [*HEADINGS.split(";"), "linje", "årsag"]
    assert rows[2][-2] == "3"
    assert counts(again) == (2, 0, 0, 0)
    assert [mark[2] for mark in marks_of(pupil)] == [SYG, ULO]


def test_a_refused_cell_is_no_formula_in_the_spreadsheet_it_is_corrected_in(pupil):
    source = deliver(csv_file(line(pupil, MONDAY, "=1+1"), line(pupil, TUESDAY, "@x")))

    assert [row[5] for row in quarantine_rows(source)[1:]] == ["'=1+1", "'@x"]


def test_what_the_file_says_of_other_things_is_not_kept(pupil):
    rows = [
        ["elev_id", "Navn", "dato", "start_kode", "Bemærkning"],
        [pupil.elev_id, "Asta Lund Krogh", "31-02-2026", "S", "har feber"],
    ]

    source = deliver(table(rows))

    assert quarantine_rows(source) == [
        ["elev_id", "Navn", "dato", "start_kode", "Bemærkning", "linje", "årsag"],
        [
            pupil.elev_id,
            "",
            "31-02-2026",
            "S",
            "",
            "2",
            "»31-02-2026« er ikke en dag, der findes.",
        ],
    ]

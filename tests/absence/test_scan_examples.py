"""The worked examples, from marks to flags."""

from datetime import timedelta

import pytest

from absence.actions import judge_pupils, scan
from absence.models import Flag, Mark
from schools.models import Closure
from tests import factories
from tests.absence.plans import (
    LOV,
    SYG,
    ULO,
    day,
    flags,
    make_plan,
    make_pupil,
    mark,
    span,
)
from tests.law.worlds import school_days


@pytest.fixture
def school(db):
    make_plan()
    return factories.make_school()


def contact(*days):
    return [("ulovligt-kontakt", one, "ny", one, one) for one in days]


def unlawful():
    return flags(rule__startswith="ulovligt")


def test_plain_ten_then_fifteen_percent(school):
    pupil = make_pupil(school)
    mark(pupil, ULO, "2025-10-01", "2025-10-02", "2025-10-03", "2025-10-06", "2025-10-07")

    scan(day("2025-10-07"))
    assert unlawful() == contact("2025-10-01")

    mark(pupil, ULO, "2025-10-08", "2025-10-20", "2025-10-21")
    scan(day("2025-10-08"))
    ten = ("ulovligt-10", "2025-K4", "ny", "2025-10-08", "2025-10-13")
    assert unlawful() == [ten, *contact("2025-10-01")]

    scan(day("2025-10-20"))
    assert unlawful() == [ten, *contact("2025-10-01", "2025-10-20")]

    scan(day("2025-10-21"))
    fifteen = ("ulovligt-15", "2025-K4", "ny", "2025-10-21", "2025-10-24")
    assert unlawful() == [ten, fifteen, *contact("2025-10-01", "2025-10-20")]
    assert Flag.objects.get(rule="ulovligt-15").half_days == 16


def test_quarter_boundary(school):
    pupil = make_pupil(school, year=2026)
    days = span("2026-09-24", "2026-10-06")
    mark(pupil, ULO, *(one for one in days if one.isoweekday() < 6 and one.day != 30))

    scan(day("2026-10-06"))

    assert flags(rule="ulovligt-10") == [
        ("ulovligt-10", "2026-K3", "ny", "2026-09-29", "2026-10-02")
    ]
    assert flags(rule="ulovligt-15") == []


def test_exactly_ten_percent_in_halves(school):
    pupil = make_pupil(school, grade=8, letter="A")
    fridays = [one for one in school_days("2026-01-05", 55) if one.isoweekday() == 5]
    mark(pupil, ULO, *fridays, slot=2, halves=1)

    scan(day("2026-03-26"))
    assert flags(rule="ulovligt-10") == []
    scan(day("2026-03-27"))

    assert flags(rule="ulovligt-10") == [
        ("ulovligt-10", "2026-K1", "ny", "2026-03-27", "2026-04-01")
    ]
    flag = Flag.objects.get(rule="ulovligt-10")
    assert (flag.half_days, flag.school_days) == (11, 55)


def test_a_rounded_fifteen_percent_is_none(school):
    pupil = make_pupil(school, grade=8)
    days = school_days("2026-01-05", 20)
    mark(pupil, ULO, *days[:8])

    scan(days[-1])
    assert flags(rule="ulovligt-15") == []

    mark(pupil, ULO, days[8], halves=1)
    scan(days[-1])
    assert [found[3] for found in flags(rule="ulovligt-15")] == [days[8].isoformat()]


def test_a_correction_withdraws_the_flag_and_keeps_it(school):
    pupil = make_pupil(school)
    eight = ["2025-10-01", "2025-10-02", "2025-10-03", "2025-10-06"]
    eight += ["2025-10-07", "2025-10-08", "2025-10-20", "2025-10-21"]
    mark(pupil, ULO, *eight)
    scan(day("2025-10-21"))

    Mark.objects.filter(day="2025-10-03").update(category=4, halves=0)
    judge_pupils([pupil.pk], day=day("2025-10-24"), because="Fravær rettet")

    flag = Flag.objects.get(rule="ulovligt-15")
    assert (flag.status, flag.withdrawn_on) == (Flag.Status.WITHDRAWN, day("2025-10-24"))
    assert flag.withdrawn_because == ("Fravær rettet 24-10-2025: 7 dage af 53 skoledage = 13,2 %")
    assert [(row.from_status, row.to_status) for row in flag.changes.order_by("pk")] == [
        ("", "ny"),
        ("ny", "bortfaldet"),
    ]
    ten = Flag.objects.get(rule="ulovligt-10")
    assert (ten.status, ten.effective_on) == (Flag.Status.NEW, day("2025-10-20"))


def test_the_oldest_end_before_the_others(school):
    for grade in (9, 10):
        Closure.objects.create(
            starts_on="2026-05-14",
            ends_on="2026-06-26",
            title="Undervisningen er slut",
            grade=grade,
        )
    oldest, younger = make_pupil(school, grade=9), make_pupil(school, grade=8, first_name="Bo")
    for pupil in (oldest, younger):
        mark(pupil, ULO, "2026-04-13", "2026-04-20", "2026-04-27", "2026-05-04")
        mark(pupil, ULO, "2026-05-11", slot=2, halves=1)

    scan(day("2026-05-13"))

    assert flags(rule="ulovligt-15", pupil=oldest) == [
        ("ulovligt-15", "2026-K2", "ny", "2026-05-11", "2026-05-15")
    ]
    assert Flag.objects.get(rule="ulovligt-15").school_days == 27
    assert flags(rule="ulovligt-10", pupil=younger) == []


def test_late_illness_corrects_unlawful_absence(school):
    pupil = make_pupil(school)
    mark(pupil, ULO, "2025-10-01", "2025-10-02")
    scan(day("2025-10-02"))
    assert len(flags(rule="ulovligt-kontakt", status="ny")) == 1

    Mark.objects.update(category=SYG)
    scan(day("2025-10-03"))

    flag = Flag.objects.get()
    assert flag.status == Flag.Status.WITHDRAWN
    assert flag.withdrawn_because == (
        "Fravær rettet 03-10-2025: intet ulovligt fravær begynder 01-10-2025"
    )


@pytest.mark.parametrize(
    ("last_attended", "fifteenth"),
    [
        ("2025-09-01", "2025-09-22"),
        ("2025-10-06", "2025-11-03"),
        ("2025-12-12", "2026-01-16"),
        ("2026-03-20", "2026-04-20"),
        ("2026-05-29", "2026-06-22"),
        ("2026-06-24", "2026-08-26"),
    ],
)
def test_fifteen_school_days_of_illness_in_a_row(school, last_attended, fifteenth):
    pupil = make_pupil(school)
    pupil.enrolments.get()
    away = school_days((day(last_attended) + timedelta(days=1)).isoformat(), 15)
    assert away[-1] == day(fifteenth)
    mark(pupil, LOV, *away[:3])
    mark(pupil, SYG, *away[3:])

    scan(away[8])
    assert flags(rule="syg-15-sammenhaengende") == []
    scan(away[9])
    assert flags(rule="syg-15-sammenhaengende") == [
        ("syg-15-sammenhaengende", last_attended, "varsel", away[9].isoformat(), fifteenth)
    ]
    scan(away[13])
    assert flags(rule="syg-15-sammenhaengende", status="ny") == []
    scan(away[14])

    assert flags(rule="syg-15-sammenhaengende") == [
        ("syg-15-sammenhaengende", last_attended, "ny", fifteenth, fifteenth)
    ]
    flag = Flag.objects.get(rule="syg-15-sammenhaengende")
    assert [row.to_status for row in flag.changes.order_by("pk")] == ["varsel", "ny"]


def test_a_missed_school_start_counts_from_the_day_before(school):
    pupil = make_pupil(school)
    away = school_days("2025-08-11", 15)
    mark(pupil, SYG, *away)

    scan(away[-1])

    assert flags(rule="syg-15-sammenhaengende") == [
        ("syg-15-sammenhaengende", "2025-08-10", "ny", "2025-08-29", "2025-08-29")
    ]


def test_half_days_of_illness_add_up(school):
    pupil = make_pupil(school, grade=8)
    days = school_days("2025-09-01", 30)
    mark(pupil, SYG, *days, slot=2, halves=1)

    scan(days[28])
    assert flags(rule="syg-15-samlet") == []
    scan(days[29])

    reached = days[29].isoformat()
    ((rule, period, status, effective_on, _),) = flags(rule="syg-15-samlet")
    assert (rule, period, status, effective_on) == ("syg-15-samlet", "2025/26", "ny", reached)
    assert flags(rule="syg-15-sammenhaengende") == []


def test_all_absence_is_over_ten_percent_only_when_it_exceeds_it(school):
    pupil = make_pupil(school)
    days = school_days("2025-08-11", 200)
    mark(pupil, LOV, *days[10:16])

    scan(days[59])
    assert (
        flags(rule="samlet-over-10")
        == [
            # Six of 59 days was more than ten percent: that flag has fallen again.
        ]
    )

    mark(pupil, LOV, days[16], halves=1)
    scan(days[59])

    assert flags(rule="samlet-over-10") == [
        ("samlet-over-10", "2025/26", "ny", days[19].isoformat(), "")
    ]

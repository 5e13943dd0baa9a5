"""What the one statement hands to the law, and how little it takes to ask."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from absence.actions import judge_pupils, scan
from absence.circumstances import circumstances_of, delivered_through
from absence.facts import REACHES_BACK, Asked, collect
from absence.models import Import, Judged
from absence.prints import changed
from law.figures import SHIPPED
from schools.calendars import Calendars
from tests import factories
from tests.absence.plans import LOV, SEN, SYG, ULO, day, make_plan, make_pupil, mark
from tests.law.worlds import school_days

CONTACT, TEN, FIFTEEN = "ulovligt-kontakt", "ulovligt-10", "ulovligt-15"
SPELL, SICK, TOTAL = "syg-15-sammenhaengende", "syg-15-samlet", "samlet-over-10"


@pytest.fixture
def school(db):
    make_plan()
    return factories.make_school()


@pytest.fixture
def pupil(school):
    return make_pupil(school, grade=8)


def facts_on(one, *pupils):
    circumstances = circumstances_of(Calendars.load(), day(one), [pupil.pk for pupil in pupils])
    found, _ = collect(Asked(day(one), circumstances, trusted=(), assessed={}))
    return found


def of(rule, facts):
    return [fact for fact in facts if fact.rule == rule]


def test_a_spell_of_unlawful_absence_goes_on_over_weekends_and_holidays(pupil):
    mark(pupil, ULO, "2025-10-10", "2025-10-20", "2025-10-22")

    found = sorted(of(CONTACT, facts_on("2025-10-31", pupil)))

    assert [(fact.first, fact.last, fact.half_days) for fact in found] == [
        (day("2025-10-10"), day("2025-10-20"), 4),
        (day("2025-10-22"), day("2025-10-22"), 2),
    ]


def test_marks_on_closed_days_after_the_day_and_outside_the_enrolment_do_not_count(pupil):
    mark(pupil, ULO, "2025-10-11", "2025-10-15", "2025-12-24", "2025-11-03")

    assert facts_on("2025-10-31", pupil) == []


def test_a_fact_that_no_limit_can_make_true_is_not_collected(pupil):
    mark(pupil, SYG, *school_days("2025-09-01", 9))
    mark(pupil, LOV, *school_days("2025-11-03", 3))

    assert of(SPELL, facts_on("2026-05-01", pupil)) == []
    assert of(SICK, facts_on("2026-05-01", pupil)) == []
    assert of(TOTAL, facts_on("2026-05-01", pupil)) == []


def test_both_limits_of_a_quarter_have_their_own_day(pupil):
    mark(pupil, ULO, *school_days("2025-10-01", 8))

    found = facts_on("2025-10-31", pupil)

    (ten,), (fifteen,) = of(TEN, found), of(FIFTEEN, found)
    assert (ten.reached_on, fifteen.reached_on) == (day("2025-10-08"), day("2025-10-10"))
    assert ten.half_days == fifteen.half_days == 16


def test_a_late_arrival_ends_a_spell_of_illness(pupil):
    away = school_days("2025-09-01", 14)
    mark(pupil, SYG, *away)
    assert [fact.number for fact in of(SPELL, facts_on("2025-09-30", pupil))] == [14]

    mark(pupil, SEN, away[2], slot=2, halves=0)

    (found,) = of(SPELL, facts_on("2025-09-30", pupil))
    assert (found.first, found.number) == (away[3], 11)


def test_two_halves_make_a_missed_day(pupil):
    away = school_days("2025-09-01", 10)
    mark(pupil, SYG, *away, slot=1, halves=1)
    mark(pupil, LOV, *away, slot=2, halves=1)

    (found,) = of(SPELL, facts_on("2025-09-30", pupil))

    assert (found.number, found.reached_on, found.last_marked) == (10, away[0], away[-1])


def test_a_pupil_with_a_spell_across_the_summer_is_left_to_the_law(school, pupil):
    enrolment = pupil.enrolments.get()
    pupil.enrolments.create(
        school_class=factories.make_class(school, 7, "B", 2024),
        starts_on="2024-08-01",
        ends_on="2025-07-31",
    )
    mark(pupil, SYG, *school_days("2025-08-11", 5))
    mark(pupil, SYG, "2025-06-26", "2025-06-27")
    assert enrolment.starts_on == date(2025, 8, 1)
    assert of(REACHES_BACK, facts_on("2025-09-01", pupil)) == []

    mark(pupil, SYG, "2025-06-23", "2025-06-24", "2025-06-25")

    assert of(REACHES_BACK, facts_on("2025-09-01", pupil))


def test_a_day_with_more_than_two_halves_is_left_to_the_law(pupil):
    mark(pupil, SYG, "2025-09-01")
    mark(pupil, ULO, "2025-09-01", slot=2, halves=1)

    assert of(REACHES_BACK, facts_on("2025-09-30", pupil))


def test_the_number_of_queries_does_not_grow_with_the_pupils(school):
    def grow(number):
        pupils = [make_pupil(school, first_name=f"Barn{n}") for n in range(number)]
        for pupil in pupils:
            mark(pupil, ULO, *school_days("2025-10-01", 8))
        return [pupil.pk for pupil in pupils]

    def queries(work):
        with CaptureQueriesContext(connection) as captured:
            work()
        return len(captured)

    few = grow(2)
    scan(day("2025-10-09"))
    counts = [queries(lambda: judge_pupils(few, day=day("2025-10-10")))]
    many = grow(20)
    counts.append(queries(lambda: judge_pupils(many, day=day("2025-10-10"))))

    assert counts[1] <= counts[0] + 1
    assert counts[1] < 30


def test_a_pupil_for_whom_nothing_changed_is_passed_over(school):
    calendars = Calendars.load()
    busy, quiet = make_pupil(school), make_pupil(school, first_name="Bo")
    for pupil in (busy, quiet):
        mark(pupil, ULO, *school_days("2025-10-01", 2))
    days = school_days("2025-10-01", 30)
    scan(days[2])
    assert set(Judged.objects.values_list("pupil", flat=True)) == {busy.pk, quiet.pk}

    mark(busy, SYG, days[3])

    assert changed(calendars, days[2]) == {}
    assert set(changed(calendars, days[3])) == {busy.pk}


def test_marks_count_as_changed_whichever_way_they_change(school):
    calendars = Calendars.load()
    pupil = make_pupil(school)
    first, second = mark(pupil, ULO, "2025-10-01", "2025-10-02")
    scan(day("2025-10-31"))

    for change in ({"category": SYG}, {"halves": 1}, {"day": day("2025-10-03")}):
        type(first).objects.filter(day=second.day).update(**change)
        assert set(changed(calendars, day("2025-10-31"))) == {pupil.pk}
        scan(day("2025-10-31"))
        assert changed(calendars, day("2025-10-31")) == {}
        second.day = change.get("day", second.day)


def test_an_answer_holds_until_the_share_would_fall(school):
    pupil = make_pupil(school)
    days = school_days("2025-08-11", 80)
    mark(pupil, SYG, *days[:6])

    scan(days[30])

    # Six days are more than ten percent of 59 school days, and not of 60.
    assert SHIPPED.total_percent == 10
    assert days[58] <= Judged.objects.get().holds_through < days[59]


@pytest.mark.parametrize(
    ("delivered", "reaches"),
    [
        ({"last_day": "2025-10-09"}, "2025-10-09"),
        ({"last_day": "2025-12-19"}, "2025-10-31"),
        ({"last_day": "2025-10-09", "status": Import.Status.FAILED}, "2025-10-06"),
        ({"last_day": "2025-10-09", "kind": "elever"}, "2025-10-06"),
    ],
)
def test_registers_reach_as_far_as_the_schools_own_files(school, pupil, delivered, reaches):
    mark(pupil, SYG, "2025-10-06")
    factories.make_import(school=school, first_day="2025-10-01", **delivered)

    assert delivered_through([school.pk], day("2025-10-31")) == {school.pk: day(reaches)}


def test_a_file_of_the_municipality_reaches_the_schools_that_are_in_it(school, pupil):
    other = factories.make_school("Nordskolen")
    mark(pupil, SYG, "2025-10-06", "2025-10-09")
    mark(make_pupil(other), SYG, "2025-10-07")

    reached = delivered_through([school.pk, other.pk], day("2025-10-31"))

    assert reached == {school.pk: day("2025-10-09"), other.pk: day("2025-10-07")}


def test_leave_granted_ahead_is_no_register(school, pupil, time_machine):
    time_machine.move_to("2025-10-10 15:00+02:00")
    mark(pupil, LOV, "2025-10-10", "2025-12-01")

    assert delivered_through([school.pk], day("2025-10-20")) == {school.pk: day("2025-10-10")}


def test_a_school_that_nothing_is_known_of_is_left_out(school):
    assert delivered_through([school.pk], day("2025-10-20")) == {}

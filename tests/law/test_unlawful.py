"""Unlawful absence: contact at once, warning at 10 percent, underretning at 15 percent."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from law.absence import Mark
from law.deciders import day_reached, unlawful_share
from law.figures import Figures, UnlawfulDenominator, World
from law.quarters import Quarter
from law.thresholds import judge
from law.verdicts import RuleKey
from tests.law.pupils import pupils
from tests.law.worlds import (
    CALENDAR,
    LEAVERS,
    LOV,
    SYG,
    UKENDT,
    ULO,
    WORLD,
    day,
    half,
    late,
    school_days,
    whole,
    world_with,
)

AGES_AGO = date(2019, 8, 1)


def judged(marks, as_of, world=WORLD, **known):
    known = {"data_through": day(as_of), "enrolled_from": AGES_AGO, "enrolled_to": None} | known
    return judge(marks, as_of=day(as_of), world=world, **known)


def found(rule, marks, as_of, world=WORLD, **known):
    return [verdict for verdict in judged(marks, as_of, world, **known) if verdict.rule == rule]


def effective(rule, *args, **known):
    return [verdict.effective_on for verdict in found(rule, *args, **known)]


PLAIN = ["2025-10-01", "2025-10-02", "2025-10-03", "2025-10-06", "2025-10-07"]


# The seven worked examples.


def test_example_1_plain():
    marks = whole(ULO, *PLAIN)
    assert effective("ulovligt-10", marks, "2025-10-07") == []

    marks += whole(ULO, "2025-10-08")
    assert effective("ulovligt-10", marks, "2025-10-08") == [day("2025-10-08")]

    marks += whole(ULO, "2025-10-20")
    assert effective("ulovligt-15", marks, "2025-10-20") == []

    marks += whole(ULO, "2025-10-21")
    (verdict,) = found("ulovligt-15", marks, "2025-10-31")
    assert verdict.effective_on == day("2025-10-21")
    assert verdict.due_on == day("2025-10-24")
    assert (verdict.half_days, verdict.school_days, verdict.limit_half_days) == (16, 53, 16)
    assert (verdict.period, verdict.calendar_version) == ("2025-K4", "eksempel-A")
    assert effective("ulovligt-10", marks, "2025-10-31") == [day("2025-10-08")]


def test_example_2_a_spell_over_a_quarter_boundary_is_counted_in_two_quarters():
    marks = whole(ULO, "2026-09-24", "2026-09-25", "2026-09-28", "2026-09-29")
    marks += whole(ULO, "2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06")

    (warning,) = found("ulovligt-10", marks, "2026-10-31")
    assert (warning.period, warning.effective_on) == ("2026-K3", day("2026-09-29"))
    assert found("ulovligt-15", marks, "2026-10-31") == []


def test_example_3_exactly_ten_percent_is_ten_percent():
    fridays = [
        one for one in CALENDAR.days(day("2026-01-01"), day("2026-03-31")) if one.weekday() == 4
    ]
    marks = half(ULO, *fridays)

    assert len(fridays) == 11
    assert effective("ulovligt-10", marks, "2026-03-31") == [day("2026-03-27")]
    assert effective("ulovligt-10", marks[:-1], "2026-03-31") == []


def test_example_4_a_share_that_rounds_to_the_limit_is_below_it():
    days = school_days("2026-01-05", 9)

    assert found("ulovligt-15", whole(ULO, *days[:8]), "2026-03-31") == []
    marks = whole(ULO, *days[:8]) + half(ULO, days[8])
    assert effective("ulovligt-15", marks, "2026-03-31") == [days[8]]


def test_example_4_an_exact_hit_triggers():
    (verdict,) = [
        unlawful_share(
            RuleKey.UNLAWFUL_15,
            quarter=Quarter(2026, 1),
            half_days=12,
            school_days=40,
            reached_on=day("2026-02-02"),
            as_of=day("2026-03-31"),
            world=WORLD,
        )
    ]

    assert verdict is not None


def test_example_5_a_correction_takes_the_limit_away_again():
    marks = whole(ULO, *PLAIN, "2025-10-08", "2025-10-20", "2025-10-21")
    corrected = [mark for mark in marks if mark.day != day("2025-10-03")] + late("2025-10-03")

    assert effective("ulovligt-15", marks, "2025-10-24") == [day("2025-10-21")]
    assert effective("ulovligt-15", corrected, "2025-10-24") == []
    assert effective("ulovligt-10", corrected, "2025-10-24") == [day("2025-10-20")]


def test_example_6_pupils_who_leave_early_have_a_calendar_of_their_own():
    days = school_days("2026-04-20", 5)
    marks = whole(ULO, *days[:4]) + half(ULO, days[4])

    assert effective("ulovligt-15", marks, "2026-05-13", World.default(LEAVERS)) == [days[4]]
    assert found("ulovligt-10", marks, "2026-05-13") == []


def test_example_7_illness_told_too_late_is_unlawful_until_the_leader_decides():
    days = school_days("2025-10-01", 8)

    assert effective("ulovligt-15", whole(ULO, *days), "2025-10-31") == [days[7]]
    assert found("ulovligt-15", whole(ULO, *days[:7]) + whole(SYG, days[7]), "2025-10-31") == []


@pytest.mark.parametrize(
    ("first", "last", "ten", "fifteen", "calendar"),
    [
        ("2025-08-11", "2025-09-30", 8, 12, CALENDAR),
        ("2025-10-01", "2025-12-31", 11, 16, CALENDAR),
        ("2026-01-05", "2026-03-31", 11, 17, CALENDAR),
        ("2026-04-07", "2026-06-30", 11, 17, CALENDAR),
        ("2026-04-07", "2026-06-30", 6, 9, LEAVERS),
        ("2026-08-10", "2026-09-30", 8, 12, CALENDAR),
        ("2026-10-01", "2026-12-31", 11, 16, CALENDAR),
        ("2027-01-04", "2027-03-31", 11, 16, CALENDAR),
        ("2027-04-01", "2027-06-30", 12, 18, CALENDAR),
    ],
)
def test_the_limits_of_every_quarter_of_the_sample_plan(first, last, ten, fifteen, calendar):
    days = school_days(first, 12, calendar)
    lessons = [Mark(one, slot, ULO, 1) for one in days for slot in (1, 2)]
    world = World.default(calendar)

    for rule, needed in (("ulovligt-10", ten), ("ulovligt-15", fifteen)):
        assert found(rule, lessons[: needed - 1], last, world) == []
        assert effective(rule, lessons[:needed], last, world) == [days[(needed - 1) // 2]]


# R1: contact.


def test_each_new_spell_calls_for_contact_the_same_day():
    marks = whole(ULO, "2025-10-01", "2025-10-02", "2025-10-06")
    spells = found("ulovligt-kontakt", marks, "2025-10-08")

    assert [verdict.period for verdict in spells] == ["2025-10-01", "2025-10-06"]
    assert [verdict.due_on for verdict in spells] == [day("2025-10-01"), day("2025-10-06")]
    assert [(verdict.half_days, verdict.school_days) for verdict in spells] == [(4, 2), (2, 1)]


def test_a_spell_goes_on_over_a_weekend_and_a_holiday():
    marks = whole(ULO, "2025-10-10", "2025-10-20")

    assert effective("ulovligt-kontakt", marks, "2025-10-20") == [day("2025-10-10")]


def test_a_spell_that_goes_on_after_the_summer_keeps_its_first_day():
    marks = whole(ULO, "2026-06-26", "2026-08-10")

    assert effective("ulovligt-kontakt", marks, "2026-08-10") == [day("2026-06-26")]


def test_spells_of_an_earlier_school_year_are_judged_when_asked_for():
    marks = whole(ULO, "2026-05-04")

    assert found("ulovligt-kontakt", marks, "2026-11-23") == []
    asked = found("ulovligt-kontakt", marks, "2026-11-23", since=day("2026-04-01"))
    assert [verdict.period for verdict in asked] == ["2026-05-04"]


def test_absence_without_a_message_is_unlawful_until_it_is_clarified():
    marks = whole(UKENDT, "2025-10-01") + whole(ULO, "2025-10-02")
    (verdict,) = found("ulovligt-kontakt", marks, "2025-10-02")

    assert (verdict.half_days, verdict.provisional_half_days) == (4, 2)


def test_late_arrival_leave_and_sickness_are_not_unlawful():
    days = school_days("2025-10-01", 20)
    marks = whole(LOV, *days[:10]) + whole(SYG, *days[10:]) + late("2025-11-10")

    for rule in ("ulovligt-kontakt", "ulovligt-10", "ulovligt-15"):
        assert found(rule, marks, "2025-11-30") == []


def test_the_days_for_contact_are_the_municipalitys_own():
    (verdict,) = found(
        "ulovligt-kontakt", whole(ULO, "2025-10-03"), "2025-10-03", world_with(contact_workdays=1)
    )

    assert verdict.due_on == day("2025-10-06")


# What is left out, and what the quarter is measured by.


def test_marks_after_the_day_judged_and_on_closed_days_are_left_out():
    days = school_days("2025-10-01", 8)
    marks = whole(ULO, *days, "2025-10-13", "2025-10-11")

    assert found("ulovligt-15", marks, days[6].isoformat()) == []
    (verdict,) = found("ulovligt-15", marks, "2025-12-31")
    assert verdict.half_days == 16


def test_a_pupil_who_came_late_is_measured_by_the_days_enrolled_and_it_is_said():
    days = school_days("2025-12-01", 3)
    (verdict,) = found(
        "ulovligt-15", whole(ULO, *days), "2025-12-31", enrolled_from=day("2025-12-01")
    )

    assert (verdict.school_days, verdict.limit_half_days, verdict.part_period) == (15, 5, True)
    assert verdict.first == day("2025-12-01")


def test_enrolment_from_a_day_without_school_is_the_whole_quarter():
    marks = whole(ULO, *school_days("2025-10-01", 8))
    (verdict,) = found("ulovligt-15", marks, "2025-12-31", enrolled_from=None)

    assert verdict.part_period is False


def test_to_date_measures_against_the_days_gone():
    world = world_with(unlawful_denominator=UnlawfulDenominator.TO_DATE)
    marks = whole(ULO, "2025-10-20", "2025-10-21")

    (verdict,) = found("ulovligt-10", marks, "2025-12-31", world)
    assert (verdict.effective_on, verdict.half_days, verdict.school_days) == (
        day("2025-10-20"),
        2,
        9,
    )
    assert effective("ulovligt-15", marks, "2025-12-31", world) == [day("2025-10-21")]
    assert found("ulovligt-10", [], "2025-12-31", world) == []
    assert found("ulovligt-10", half(ULO, "2025-12-01"), "2025-12-31", world) == []


def test_a_quarter_keeps_the_figures_it_began_under():
    changed = ((day("2025-11-01"), Figures(underretning_percent=12)),)
    marks = whole(ULO, *school_days("2025-10-01", 7))

    assert found("ulovligt-15", marks, "2025-12-31", World(CALENDAR, changed)) == []
    early = World(CALENDAR, ((day("2025-10-01"), Figures(underretning_percent=12)),))
    (verdict,) = found("ulovligt-15", marks, "2025-12-31", early)
    assert verdict.numbers_from == day("2025-10-01")


def test_the_running_sum_tells_the_day():
    days = [(day("2025-10-01"), 1), (day("2025-10-02"), 2)]

    assert day_reached(days, 3) == day("2025-10-02")
    assert day_reached(days, 4) is None


# Properties.


@settings(deadline=None)
@given(pupils(), st.data())
def test_p9_one_more_unlawful_day_never_takes_a_limit_away(made, data):
    world = World.default(made.calendar)
    known = {
        "as_of": made.as_of,
        "data_through": made.data_through,
        "enrolled_from": None,
        "enrolled_to": None,
        "world": world,
    }
    taken = {mark.day for mark in made.marks}
    free = made.as_of - timedelta(days=data.draw(st.integers(0, 60)))
    more = () if free in taken else (Mark(free, 1, ULO, 2),)

    for rule in ("ulovligt-10", "ulovligt-15"):
        before = {v.period: v.effective_on for v in judge(made.marks, **known) if v.rule == rule}
        after = {
            v.period: v.effective_on for v in judge(made.marks + more, **known) if v.rule == rule
        }
        assert before.keys() <= after.keys()
        assert all(after[period] <= since for period, since in before.items())


@settings(deadline=None)
@given(pupils(), st.randoms())
def test_p9_p15_the_order_of_the_marks_changes_nothing(made, random):
    known = {
        "as_of": made.as_of,
        "data_through": made.data_through,
        "enrolled_from": made.enrolled_from,
        "enrolled_to": made.enrolled_to,
        "world": World.default(made.calendar),
    }
    shuffled = list(made.marks)
    random.shuffle(shuffled)

    assert judge(shuffled, **known) == judge(made.marks, **known)


@settings(deadline=None)
@given(pupils())
def test_p14_a_mark_taken_out_and_put_back_changes_nothing(made):
    known = {
        "as_of": made.as_of,
        "data_through": made.data_through,
        "enrolled_from": made.enrolled_from,
        "enrolled_to": made.enrolled_to,
        "world": World.default(made.calendar),
    }

    assert judge(made.marks[1:] + made.marks[:1], **known) == judge(made.marks, **known)


def test_p13_absence_follows_a_pupil_who_changes_school():
    marks = whole(ULO, *school_days("2025-10-01", 8))

    # The enrolment handed over is the one in the municipality, not in one school.
    assert effective("ulovligt-15", marks, "2025-12-31", enrolled_from=AGES_AGO) == [
        school_days("2025-10-01", 8)[7]
    ]

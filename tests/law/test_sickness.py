"""Sickness: the unbroken spell, the many short ones, and the lægeattest."""

from datetime import date

import pytest

from law.calendar import add_workdays
from law.deciders import sickness_spell, sickness_stage
from law.figures import SHIPPED, SicknessWindow
from law.thresholds import judge
from law.verdicts import Stage
from tests.law.worlds import (
    CALENDAR,
    DEL,
    LOV,
    SYG,
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
SPELL, TOTAL, DOCTOR = "syg-15-sammenhaengende", "syg-15-samlet", "laegeattest"


def found(rule, marks, as_of, world=WORLD, **known):
    known = {"data_through": day(as_of), "enrolled_from": AGES_AGO, "enrolled_to": None} | known
    verdicts = judge(marks, as_of=day(as_of), world=world, **known)
    return [verdict for verdict in verdicts if verdict.rule == rule]


# R4: absent without a break.


@pytest.mark.parametrize(
    ("last_attended", "due"),
    [
        ("2025-09-01", "2025-09-22"),
        ("2025-10-06", "2025-11-03"),
        ("2025-12-12", "2026-01-16"),
        ("2026-03-20", "2026-04-20"),
        ("2026-05-29", "2026-06-22"),
        ("2026-06-24", "2026-08-26"),
    ],
)
def test_the_limit_is_reached_on_the_fifteenth_school_day_missed(last_attended, due):
    days = CALENDAR.add_school_days(day(last_attended), 15).counted

    (warned,) = found(SPELL, whole(SYG, *days[:14]), days[13].isoformat())
    (reached,) = found(SPELL, whole(SYG, *days), days[14].isoformat())
    assert (warned.stage, warned.effective_on) == (Stage.WARNING, days[9])
    assert (reached.stage, reached.effective_on) == (Stage.REACHED, day(due))
    assert warned.due_on == reached.due_on == day(due)
    assert warned.period == reached.period == last_attended


def test_nothing_is_said_before_the_tenth_day():
    days = school_days("2025-09-02", 10)

    assert found(SPELL, whole(SYG, *days[:9]), days[8].isoformat()) == []
    assert len(found(SPELL, whole(SYG, *days), days[9].isoformat())) == 1


@pytest.mark.parametrize(
    ("missed", "stage"),
    [(4, None), (5, Stage.EARLY), (9, Stage.EARLY), (10, Stage.WARNING), (15, Stage.REACHED)],
)
def test_five_days_are_an_early_sign_and_ten_a_warning(missed, stage):
    assert sickness_stage(missed, SHIPPED) is stage


def test_other_absence_makes_the_spell_longer_when_there_is_sickness_in_it():
    days = school_days("2025-09-02", 15)
    marks = whole(ULO, *days[:5]) + whole(LOV, *days[5:14])

    assert found(SPELL, marks + whole(LOV, days[14]), days[14].isoformat()) == []
    assert len(found(SPELL, marks + whole(SYG, days[14]), days[14].isoformat())) == 1


def test_sickness_that_comes_after_the_fifteenth_day_dates_the_limit():
    days = school_days("2025-09-02", 17)
    marks = whole(ULO, *days[:16]) + whole(SYG, days[16])

    (verdict,) = found(SPELL, marks, days[16].isoformat())
    assert verdict.effective_on == days[16]
    assert verdict.due_on == days[14]


@pytest.mark.parametrize(
    "visit",
    [
        half(SYG, "2025-09-10"),
        late("2025-09-10"),
        [*half(DEL, "2025-09-10", slot=1)],
        [],
    ],
)
def test_a_day_attended_in_part_begins_the_count_again(visit):
    days = [one for one in school_days("2025-09-02", 16) if one != day("2025-09-10")]

    assert found(SPELL, whole(SYG, *days) + visit, days[-1].isoformat()) == []
    longer = school_days("2025-09-11", 15)
    (verdict,) = found(SPELL, whole(SYG, *days[:6], *longer) + visit, longer[-1].isoformat())
    assert verdict.period == "2025-09-10"


def test_a_whole_day_late_is_still_a_day_attended():
    days = school_days("2025-09-02", 15)
    marks = whole(SYG, *days) + late(days[7].isoformat())

    assert found(SPELL, marks, days[-1].isoformat()) == []


def test_a_pupil_who_never_came_is_counted_from_the_eve_of_the_first_school_day():
    days = school_days("2025-08-11", 15)
    (verdict,) = found(
        SPELL, whole(SYG, *days), days[-1].isoformat(), enrolled_from=day("2025-08-01")
    )

    assert verdict.period == "2025-08-10"
    assert verdict.due_on == days[14]


def test_a_pupil_who_came_on_the_first_day_only_is_counted_from_that_day():
    first, *days = school_days("2025-08-11", 16)
    (verdict,) = found(SPELL, whole(SYG, *days), days[-1].isoformat(), enrolled_from=first)

    assert verdict.period == "2025-08-11"


def test_days_not_delivered_yet_are_neither_attended_nor_missed():
    days = school_days("2025-09-02", 12)
    friday_after = "2025-09-19"

    still = found(SPELL, whole(SYG, *days), friday_after, data_through=days[-1])
    back = found(SPELL, whole(SYG, *days), friday_after, data_through=day(friday_after))
    assert [verdict.stage for verdict in still] == [Stage.WARNING]
    assert back == []


def test_a_mark_is_itself_a_sign_that_the_register_was_delivered():
    days = school_days("2025-09-02", 12)
    marks = whole(SYG, *days) + late("2025-09-19")

    assert found(SPELL, marks, "2025-09-19", data_through=days[-1]) == []


def test_a_limit_that_was_reached_stands_when_the_pupil_comes_back():
    days = school_days("2025-09-02", 16)
    (verdict,) = found(SPELL, whole(SYG, *days), "2025-11-28")

    assert (verdict.stage, verdict.school_days) == (Stage.REACHED, 16)


def test_a_pupil_who_has_left_is_warned_of_no_more():
    days = school_days("2025-09-02", 12)
    known = {"data_through": days[-1], "enrolled_to": days[-1]}

    assert found(SPELL, whole(SYG, *days), "2025-09-30", **known) == []


def test_the_decider_alone_needs_four_facts():
    facts = {"as_of": day("2025-11-10"), "world": WORLD, "last_attended_on": day("2025-10-06")}

    assert sickness_spell(missed=15, sick_on=None, returned=False, **facts) is None
    found = sickness_spell(missed=15, sick_on=day("2025-10-07"), returned=True, **facts)
    assert found.due_on == found.effective_on == day("2025-11-03")
    assert found.half_days == found.limit_half_days == 30


# R5: many short spells.


def test_fifteen_sick_days_in_a_school_year_call_for_an_assessment():
    days = [one for one in school_days("2025-09-01", 120) if one.weekday() == 0]
    lessons = half(SYG, *days[:1]) + whole(SYG, *days[1:15])

    assert found(TOTAL, lessons, "2026-06-26") == []
    (verdict,) = found(TOTAL, lessons + half(SYG, days[15]), "2026-06-26")
    assert verdict.effective_on == days[15]
    assert verdict.due_on == add_workdays(days[15], 3).due
    assert (verdict.period, verdict.half_days) == ("2025/26", 30)


def test_leave_and_unlawful_absence_never_add_to_sickness():
    days = school_days("2025-09-01", 40)

    assert found(TOTAL, whole(LOV, *days[:20]) + whole(ULO, *days[20:]), "2026-06-26") == []


def test_a_new_school_year_begins_a_new_count():
    marks = whole(SYG, *school_days("2026-06-08", 10), *school_days("2026-08-10", 10))

    assert found(TOTAL, marks, "2026-09-30") == []


def test_the_count_begins_again_the_day_after_a_documented_assessment():
    days = school_days("2025-09-01", 40)
    marks = whole(SYG, *days[:31])

    (first,) = found(TOTAL, marks, "2025-11-28")
    (again,) = found(TOTAL, marks, "2025-11-28", restarted_on=days[15])
    assert (first.period, first.effective_on) == ("2025/26", days[14])
    assert (again.period, again.effective_on) == (f"2025/26 fra {days[15]}", days[30])
    assert found(TOTAL, marks[:30], "2025-11-28", restarted_on=days[15]) == []


def test_sickness_before_the_enrolment_is_no_part_of_the_count():
    days = school_days("2025-09-01", 16)
    (verdict,) = found(TOTAL, whole(SYG, *days), "2025-11-28", enrolled_from=days[1])

    assert (verdict.first, verdict.half_days, verdict.effective_on) == (days[1], 30, days[15])
    rolling = world_with(sickness_window=SicknessWindow.ROLLING_365)
    (verdict,) = found(TOTAL, whole(SYG, *days), "2025-11-28", rolling, enrolled_from=days[1])
    assert (verdict.first, verdict.effective_on) == (days[1], days[15])


def test_an_assessment_on_the_first_day_of_the_school_year_belongs_to_it():
    marks = whole(SYG, *school_days("2025-09-01", 15))
    (verdict,) = found(TOTAL, marks, "2025-11-28", restarted_on=day("2025-08-01"))

    assert verdict.period == "2025/26 fra 2025-08-01"


def test_an_assessment_in_another_year_or_still_to_come_changes_nothing():
    marks = whole(SYG, *school_days("2025-09-01", 15))

    for other in ("2025-06-02", "2026-01-05"):
        (verdict,) = found(TOTAL, marks, "2025-11-28", restarted_on=day(other))
        assert verdict.period == "2025/26"


def test_a_municipality_may_count_on_in_spite_of_an_assessment():
    marks = whole(SYG, *school_days("2025-09-01", 15))
    world = world_with(restart_after_assessment=False)

    assert len(found(TOTAL, marks, "2025-11-28", world, restarted_on=day("2025-09-12"))) == 1


def test_the_window_may_be_a_quarter():
    world = world_with(sickness_window=SicknessWindow.QUARTER)
    split = whole(SYG, *school_days("2025-09-22", 16))
    inside = whole(SYG, *school_days("2025-10-01", 15))

    assert found(TOTAL, split, "2026-06-26", world) == []
    assert [verdict.period for verdict in found(TOTAL, inside, "2026-06-26", world)] == ["2025-K4"]


def test_an_assessment_after_the_quarter_leaves_the_quarter_as_it_was():
    world = world_with(sickness_window=SicknessWindow.QUARTER)
    marks = whole(SYG, *school_days("2025-10-01", 15))

    (verdict,) = found(TOTAL, marks, "2026-06-26", world, restarted_on=day("2026-02-02"))
    assert verdict.period == "2025-K4"


def test_the_window_may_be_the_last_365_days():
    world = world_with(sickness_window=SicknessWindow.ROLLING_365)
    marks = whole(SYG, *school_days("2026-05-18", 14))

    assert found(TOTAL, marks + whole(SYG, "2027-06-01"), "2027-06-30", world) == []
    (verdict,) = found(TOTAL, marks + whole(SYG, "2026-09-01"), "2026-09-30", world)
    assert (verdict.period, verdict.effective_on) == ("2026/27", day("2026-09-01"))
    assert verdict.first == day("2025-09-02")


def test_the_last_365_days_begin_again_after_an_assessment():
    world = world_with(sickness_window=SicknessWindow.ROLLING_365)
    marks = whole(SYG, *school_days("2025-09-01", 30))

    (verdict,) = found(TOTAL, marks, "2026-01-30", world, restarted_on=day("2025-09-12"))
    assert verdict.period == "2025/26 fra 2025-09-12"
    assert verdict.effective_on == school_days("2025-09-15", 15)[-1]


def test_there_may_be_no_window_at_all():
    world = world_with(sickness_window=SicknessWindow.NONE)
    marks = whole(SYG, *school_days("2025-09-01", 7), *school_days("2026-09-01", 8))

    (verdict,) = found(TOTAL, marks, "2026-09-30", world)
    assert (verdict.period, verdict.first) == ("samlet", day("2025-09-01"))
    assert found(TOTAL, [], "2026-09-30", world) == []


def test_years_before_are_judged_when_asked_for():
    marks = whole(SYG, *school_days("2025-09-01", 15))

    assert found(TOTAL, marks, "2026-11-23") == []
    (verdict,) = found(TOTAL, marks, "2026-11-23", since=day("2025-08-01"))
    assert verdict.period == "2025/26"


# R14: lægeattest.


def test_a_laegeattest_may_be_asked_for_after_more_than_fourteen_days():
    marks = whole(SYG, *school_days("2025-09-01", 11))

    assert found(DOCTOR, marks[:10], "2025-09-12") == []
    (verdict,) = found(DOCTOR, marks, "2025-09-15")
    assert (verdict.period, verdict.effective_on) == ("2025-09-01", day("2025-09-15"))
    assert verdict.due_on is None


def test_the_fifteenth_day_may_come_in_a_holiday():
    marks = whole(SYG, *school_days("2025-09-29", 10), "2025-10-20")
    (verdict,) = found(DOCTOR, marks, "2025-10-20")

    assert verdict.effective_on == day("2025-10-20")


def test_a_spell_over_the_summer_is_judged_in_the_new_school_year():
    marks = whole(SYG, "2026-06-25", "2026-06-26", "2026-08-10")
    (verdict,) = found(DOCTOR, marks, "2026-08-10")

    assert (verdict.period, verdict.effective_on) == ("2026-06-25", day("2026-08-10"))
    assert found(DOCTOR, marks, "2027-08-10") == []


def test_a_well_day_breaks_the_spell():
    days = [one for one in school_days("2025-09-01", 14) if one != day("2025-09-09")]

    assert found(DOCTOR, whole(SYG, *days), "2025-09-19") == []


def test_a_pupil_of_unknown_enrolment_is_counted_from_the_school_day_before():
    days = school_days("2025-09-01", 15)
    (verdict,) = found(SPELL, whole(SYG, *days), days[-1].isoformat(), enrolled_from=None)

    assert verdict.period == "2025-08-29"

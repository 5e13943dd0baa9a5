"""All absence over 10 percent of the school year, and the agreement of 2026."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from law.absence import exceeds
from law.deciders import agreement, over_since, total_absence
from law.quarters import Quarter
from law.thresholds import judge, months_before, recent_period
from law.verdicts import Stage
from tests.law.worlds import (
    CALENDAR,
    DEL,
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

OVER, AGREED = "samlet-over-10", "aftale-2026"


def found(rule, marks, as_of, world=WORLD, **known):
    known = {"data_through": day(as_of), "enrolled_from": None, "enrolled_to": None} | known
    verdicts = judge(marks, as_of=day(as_of), world=world, **known)
    return [verdict for verdict in verdicts if verdict.rule == rule]


YEAR = school_days("2025-08-11", 200)


def test_exactly_ten_percent_is_not_over():
    marks = whole(SYG, *YEAR[10:16])
    on_the_60th = YEAR[59].isoformat()

    assert found(OVER, marks, on_the_60th) == []
    (verdict,) = found(OVER, marks + half(LOV, YEAR[16]), on_the_60th)
    assert (verdict.half_days, verdict.school_days, verdict.limit_half_days) == (13, 60, 13)
    assert (verdict.period, verdict.due_on) == ("2025/26", None)


def test_nothing_is_said_before_twenty_school_days_have_gone():
    marks = whole(ULO, *YEAR[:10])

    assert found(OVER, marks, YEAR[18].isoformat()) == []
    (verdict,) = found(OVER, marks, YEAR[19].isoformat())
    assert verdict.effective_on == YEAR[19]


def test_the_effective_day_begins_the_present_stretch():
    # Over from day 20 to 29, exactly 10 percent on day 30, over again from day 99 (10 of 99).
    marks = whole(SYG, *YEAR[:3], *YEAR[92:100])

    assert found(OVER, marks, YEAR[28].isoformat())[0].effective_on == YEAR[19]
    assert found(OVER, marks, YEAR[29].isoformat()) == []
    assert found(OVER, marks, YEAR[105].isoformat())[0].effective_on == YEAR[98]


def test_every_kind_of_absence_counts_and_lateness_does_not():
    marks = whole(SYG, YEAR[20]) + whole(LOV, YEAR[21]) + whole(ULO, YEAR[22])
    marks += whole(UKENDT, YEAR[23]) + late(YEAR[24].isoformat()) + half(DEL, YEAR[25])

    (verdict,) = found(OVER, marks, YEAR[38].isoformat())
    assert verdict.half_days == 8


def test_a_weekend_changes_nothing():
    marks = whole(SYG, *YEAR[5:9])
    friday, sunday = "2025-09-12", "2025-09-14"

    assert found(OVER, marks, friday)[0].effective_on == found(OVER, marks, sunday)[0].effective_on


def test_the_share_of_the_last_two_months_stands_beside_it():
    marks = whole(SYG, *YEAR[100:130])
    (verdict,) = found(OVER, marks, YEAR[130].isoformat())
    first, last = recent_period(YEAR[130], 2)

    assert verdict.recent_school_days == CALENDAR.school_days(first, last)
    assert verdict.recent_half_days == 60


def test_the_last_two_months_flag_only_when_the_municipality_says_so():
    marks = whole(SYG, *YEAR[120:126])
    as_of = YEAR[130].isoformat()

    assert found(OVER, marks, as_of) == []
    (verdict,) = found(OVER, marks, as_of, world_with(recent_months_flag=True))
    assert verdict.effective_on > YEAR[119]
    assert found(OVER, marks, YEAR[199].isoformat(), world_with(recent_months_flag=True)) == []


def test_the_last_two_months_also_know_when_the_year_is_over():
    marks = whole(SYG, *YEAR[:10])
    both = found(OVER, marks, YEAR[25].isoformat(), world_with(recent_months_flag=True))

    assert both[0].effective_on == found(OVER, marks, YEAR[25].isoformat())[0].effective_on


def test_a_stretch_may_go_all_the_way_back_to_the_first_school_day():
    figures = {"recent_months_flag": True, "total_min_school_days": 1}
    (verdict,) = found(OVER, whole(SYG, *YEAR[:10]), YEAR[9].isoformat(), world_with(**figures))

    assert verdict.effective_on == YEAR[0]


@pytest.mark.parametrize(
    ("as_of", "first"),
    [("2026-11-14", "2026-09-15"), ("2026-04-30", "2026-03-01"), ("2027-01-31", "2026-12-01")],
)
def test_two_months_back(as_of, first):
    assert recent_period(day(as_of), 2) == (day(first), day(as_of))


def test_a_month_that_is_shorter_gives_its_last_day():
    assert months_before(day("2026-12-31"), 10) == day("2026-02-28")


def test_a_pupil_not_yet_enrolled_is_judged_by_nothing():
    marks = whole(SYG, *YEAR[:10])

    assert (
        judge(
            marks,
            as_of=YEAR[30],
            data_through=YEAR[30],
            enrolled_from=date(2027, 1, 1),
            enrolled_to=None,
            world=WORLD,
        )
        == ()
    )


@st.composite
def numbered_absences(draw) -> tuple[list[tuple[int, int]], int]:
    elapsed = draw(st.integers(1, 120))
    numbers = draw(st.lists(st.integers(1, elapsed), unique=True, max_size=30))
    return [(number, draw(st.integers(1, 2))) for number in sorted(numbers)], elapsed


@settings(max_examples=400)
@given(numbered_absences(), st.integers(0, 40), st.sampled_from([0, 5, 10, 50]))
def test_the_quick_search_for_the_stretch_is_the_slow_one(made, minimum, percent):
    absences, elapsed = made
    since = None
    for number in range(1, elapsed + 1):
        so_far = sum(halves for day_number, halves in absences if day_number <= number)
        over = number >= minimum and exceeds(so_far, number, percent)
        since = (since or number) if over else None

    assert over_since(absences, elapsed, percent, minimum) == since


def test_the_decider_refuses_what_is_not_over():
    facts = {"year": 2025, "as_of": YEAR[59], "world": WORLD}

    assert total_absence(half_days=12, school_days=60, over_since_on=YEAR[50], **facts) is None
    assert total_absence(half_days=13, school_days=60, over_since_on=None, **facts) is None
    verdict = total_absence(half_days=13, school_days=60, over_since_on=YEAR[50], **facts)
    assert (verdict.recent_half_days, verdict.first) == (None, day("2025-08-01"))


# R7: agreed, not law.


def test_more_than_ten_days_call_for_contact_and_fifteen_for_a_stoetteplan():
    days = school_days("2026-10-01", 15)
    ten = whole(SYG, *days[:5]) + whole(ULO, *days[5:10])

    assert found(AGREED, ten, "2026-11-30") == []
    (contact,) = found(AGREED, ten + half(SYG, days[10]), "2026-11-30")
    assert (contact.stage, contact.effective_on) == (Stage.CONTACT, days[10])
    (plan,) = found(AGREED, ten + whole(SYG, *days[10:]), "2026-11-30")
    assert (plan.stage, plan.effective_on) == (Stage.STOETTEPLAN, days[14])
    assert (plan.period, plan.due_on) == ("2026-K4", None)


def test_leave_is_no_part_of_the_agreement():
    assert found(AGREED, whole(LOV, *school_days("2026-10-01", 15)), "2026-11-30") == []


def test_a_municipality_that_follows_the_agreement_from_a_day_has_a_deadline_of_its_own():
    days = school_days("2026-10-01", 15)
    follows = world_with(agreement_in_force_from=day("2026-10-20"))

    (early,) = found(AGREED, whole(SYG, *days[:11]), days[10].isoformat(), follows)
    later = world_with(agreement_in_force_from=day("2027-01-01"))
    (before,) = found(AGREED, whole(SYG, *days[:11]), days[10].isoformat(), later)
    same_day = world_with(agreement_in_force_from=days[10])
    assert found(AGREED, whole(SYG, *days[:11]), days[10].isoformat(), same_day)[0].due_on
    assert early.due_on == day("2026-10-27")
    assert before.due_on is None


def test_the_agreement_needs_the_day_it_was_reached():
    facts = {"quarter": Quarter(2026, 4), "school_days": 52, "as_of": day("2026-12-31")}

    assert (
        agreement(half_days=30, contact_on=None, stoetteplan_on=None, world=WORLD, **facts) is None
    )

"""Weeks in which unusually many were ill: the rule, its worked weeks, and what is counted."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from absence.models import MarkCategory
from absence.sickness import AT_SCHOOL, IN_BOTH, Asked, illness_waves
from absence.waves import SickWeek, waves
from kiss.lib.sql import fetch
from law.figures import Figures
from schools.calendars import Calendars
from tests import factories

# A hundred pupils, five school days: a thousand half-days.
LIMITS = {"percent": 8, "times": 2, "pupils": 5}


def week(half_days: int, pupils: int = 20) -> SickWeek:
    return SickWeek(half_days, 1000, pupils)


USUAL = [week(40)] * 8


@pytest.mark.parametrize(
    ("last", "is_wave"),
    [
        (week(80), True),
        (week(79), False),
        (week(80, pupils=5), True),
        (week(80, pupils=4), False),
        (SickWeek(80, 0, 20), False),
        (SickWeek(), False),
    ],
    ids=["both limits", "below", "as few as may be", "too few", "no school", "holiday"],
)
def test_a_week_is_a_wave_when_all_three_hold(last, is_wave):
    assert waves([*USUAL, last], **LIMITS) == [False] * 8 + [is_wave]


def test_twice_a_usual_week_counts_even_when_the_percent_is_reached_sooner():
    usual = [week(60)] * 8

    assert waves([*usual, week(119)], **LIMITS)[-1] is False
    assert waves([*usual, week(120)], **LIMITS)[-1] is True


def test_nothing_is_said_before_there_are_six_weeks_of_school():
    assert waves([week(10)] * 4 + [week(500)], **LIMITS) == [False] * 5
    assert waves([week(10)] * 5 + [week(500)], **LIMITS)[-1] is True


weeks = st.lists(st.builds(week, st.integers(0, 1000), st.integers(0, 100)), max_size=12)


@given(weeks, st.integers(0, 11))
def test_a_holiday_among_them_changes_no_other_week(found, place):
    place = min(place, len(found))
    with_holiday = [*found[:place], SickWeek(), *found[place:]]

    told = waves(with_holiday, **LIMITS)

    assert told[:place] + told[place + 1 :] == waves(found, **LIMITS)


@given(weeks)
def test_a_stricter_limit_never_shades_more(found):
    told = waves(found, **LIMITS)
    stricter = waves(found, **{**LIMITS, "percent": 20, "pupils": 30})

    assert all(before or not after for before, after in zip(told, stricter, strict=True))


def test_the_others_illness_is_counted_and_the_childs_own_is_not(school, klasse, pupil):
    others = [factories.make_pupil(klasse, first_name=f"Barn {n}") for n in range(9)]
    other_class = factories.make_class(school, letter="A")
    elsewhere = [factories.make_pupil(other_class, first_name=f"Nabo {n}") for n in range(9)]
    bad_days = [date(2026, 11, day) for day in (2, 3, 4, 5, 6)]
    for child in others[:6]:
        for day in bad_days:
            factories.mark(child, day, MarkCategory.SYG)
    for day in (date(2026, 10, 5), date(2026, 10, 6)):
        factories.mark(pupil, day, MarkCategory.SYG)
    calendar = Calendars.load().world(klasse).calendar
    asked = Asked(klasse, calendar, date(2026, 11, 20), but=pupil.pk)
    fetch(*asked.questions)

    found = illness_waves(asked, Figures())

    assert found == {date(2026, 11, 2): IN_BOTH}
    assert elsewhere
    few = Asked(other_class, calendar, date(2026, 11, 20), but=elsewhere[0].pk)
    fetch(*few.questions)
    assert illness_waves(few, Figures()) == {date(2026, 11, 2): AT_SCHOOL}

"""When a case ends: days that speak against it, the looks afterwards, and before against since."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.closing import (
    Before,
    Signpost,
    against,
    baseline_first,
    follow_up_by,
    is_beyond,
    looks_after,
    next_holiday,
)
from law.calendar import Calendar, Closure
from tests.factories import HOLIDAYS_2026

CALENDAR = Calendar(tuple(Closure(*row) for row in HOLIDAYS_2026))


# Worked by hand on the calendar of 2026/27: the holiday, and school days left before it.
@pytest.mark.parametrize(
    ("on", "holiday"),
    [
        # Friday 25 September: 28 Sep to 9 Oct are ten school days. That is close.
        (date(2026, 9, 25), "Efterårsferie"),
        (date(2026, 9, 24), ""),
        (date(2026, 10, 9), "Efterårsferie"),
        # In the middle of it is close too, and the Monday after is not.
        (date(2026, 10, 14), "Efterårsferie"),
        (date(2026, 10, 19), ""),
        # 7 to 18 December are ten school days after Friday 4 December.
        (date(2026, 12, 4), "Juleferie"),
        (date(2026, 12, 3), ""),
        # The single day after Ascension is no holiday.
        (date(2027, 5, 4), ""),
    ],
)
def test_a_day_right_up_to_a_holiday_speaks_against_ending(on: date, holiday: str) -> None:
    found = against(CALENDAR, 6, on)

    assert [row.what.split(" ")[0] for row in found] == ([holiday] if holiday else [])


def test_the_alternative_is_two_school_weeks_after_the_holiday() -> None:
    (row,) = against(CALENDAR, 4, date(2026, 10, 5))

    assert row.better_on == date(2026, 10, 30)
    assert "fredag 30. oktober" in row.instead


@pytest.mark.parametrize(
    ("grade", "said"),
    [
        (0, "1. klasse"),
        (3, "mellemtrinnet"),
        (6, "udskolingen"),
        (9, "ny skole"),
        (10, "ny skole"),
        (2, ""),
        (None, ""),
    ],
)
def test_before_summer_the_change_that_comes_is_named(grade: int | None, said: str) -> None:
    found = against(CALENDAR, grade, date(2027, 6, 21))

    assert found[0].what.startswith("Sommerferie")
    assert len(found) == (2 if said else 1)
    if said:
        assert said in found[1].what
    if grade in {9, 10}:
        assert found[1].better_on is None
        assert "Lad sagen stå" in found[1].instead


def test_a_calendar_without_holidays_says_nothing() -> None:
    assert next_holiday(Calendar(()), date(2026, 12, 1)) is None
    assert against(Calendar(()), 3, date(2026, 12, 1)) == []


def test_the_looks_are_two_six_and_twelve_school_weeks_after() -> None:
    # From Friday 25 September: the autumn holiday is skipped.
    assert looks_after(CALENDAR, date(2026, 9, 25)) == [
        (2, date(2026, 10, 9)),
        (6, date(2026, 11, 13)),
        (12, date(2027, 1, 8)),
    ]


@pytest.mark.parametrize(
    ("told", "is_more"),
    [
        (Before(8, 40, 2, 10), False),
        (Before(8, 40, 3, 10), False),
        (Before(8, 40, 4, 10), True),
        (Before(0, 40, 1, 10), False),
        (Before(0, 40, 2, 10), True),
        (Before(0, 0, 2, 10), True),
        (Before(5, 40, 0, 0), False),
    ],
)
def test_more_absence_is_two_half_days_over_the_same_share(told: Before, is_more: bool) -> None:
    assert told.is_more is is_more


@given(
    st.integers(0, 80),
    st.integers(1, 40),
    st.integers(0, 120),
    st.integers(1, 60),
    st.integers(1, 9),
)
def test_one_half_day_more_never_turns_worry_off(
    before: int, days: int, since: int, since_days: int, more: int
) -> None:
    told = Before(before, days, since, since_days)

    assert not told.is_more or Before(before, days, since + more, since_days).is_more
    assert Before(before + more, days, since, since_days).is_more <= told.is_more


def test_both_are_said_in_days_of_school_days() -> None:
    assert Before(3, 40, 1, 10).sentence == (
        "Fravær siden afslutningen: 0,5 dag af 10 skoledage. Før: 1,5 dage af 40 skoledage."
    )
    assert "ingen tal" in Before(3, 40, 0, 0).sentence
    assert Before(0, 0, 4, 10).sentence == "Fravær siden afslutningen: 2 dage af 10 skoledage."


def test_the_baseline_is_forty_school_days_and_never_before_the_case() -> None:
    # Forty school days up to and with Friday 13 November, the autumn holiday left out.
    closed_on = date(2026, 11, 13)
    first = baseline_first(CALENDAR, closed_on, date(2026, 8, 1))

    assert CALENDAR.school_days(first, closed_on) == 40
    assert CALENDAR.is_school_day(first)
    assert baseline_first(CALENDAR, closed_on, date(2026, 11, 2)) == date(2026, 11, 2)


@pytest.mark.parametrize(
    ("today", "days", "due"),
    [
        (date(2026, 11, 23), 14, date(2026, 12, 7)),
        # 14 days on is a Sunday: the Friday before.
        (date(2026, 11, 22), 14, date(2026, 12, 4)),
        # In a holiday: the last school day before it.
        (date(2026, 9, 30), 14, date(2026, 10, 9)),
        # Nothing lies between: the next school day, whatever the rhythm.
        (date(2026, 12, 18), 14, date(2027, 1, 4)),
    ],
)
def test_the_rhythm_ends_on_a_school_day(today: date, days: int, due: date) -> None:
    assert follow_up_by(CALENDAR, today, days) == due


def test_a_follow_up_is_beyond_the_rhythm_the_day_after_it() -> None:
    today = date(2026, 11, 23)

    assert not is_beyond(today + timedelta(days=14), today, 14)
    assert is_beyond(today + timedelta(days=15), today, 14)
    assert not is_beyond(None, today, 14)
    assert not is_beyond(today + timedelta(days=99), today, None)


def test_there_are_seven_signposts_and_each_is_a_question() -> None:
    assert len(Signpost) == 7
    assert all(post.label.endswith("?") for post in Signpost)

"""Holidays, working days and school days: every table of dates in the sample plan."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.calendar import (
    Calendar,
    Closure,
    NoSchoolDayError,
    Reckoning,
    Skipped,
    add_workdays,
    easter,
    is_workday,
    public_holidays,
    subtract_workdays,
    why_no_work,
)
from tests.law.pupils import closures
from tests.law.worlds import CALENDAR, CLOSURES, LEAVERS, day

DAY = timedelta(days=1)
ALL_YEAR_EXTRA = frozenset({(6, 5), (12, 24), (12, 31)})
DATES = st.dates(date(1995, 1, 1), date(2055, 12, 31))
COUNTS = st.integers(0, 40)


@pytest.mark.parametrize("year", range(1990, 2061))
def test_public_holidays_are_those_of_the_holidays_package(year):
    independent = holidays.country_holidays("DK", years=year)

    assert set(public_holidays(year)) == set(independent)


@pytest.mark.parametrize(
    ("name", "dates"),
    [
        ("nytårsdag", "2024-01-01 2025-01-01 2026-01-01 2027-01-01 2028-01-01"),
        ("skærtorsdag", "2024-03-28 2025-04-17 2026-04-02 2027-03-25 2028-04-13"),
        ("langfredag", "2024-03-29 2025-04-18 2026-04-03 2027-03-26 2028-04-14"),
        ("påskedag", "2024-03-31 2025-04-20 2026-04-05 2027-03-28 2028-04-16"),
        ("2. påskedag", "2024-04-01 2025-04-21 2026-04-06 2027-03-29 2028-04-17"),
        ("Kristi himmelfartsdag", "2024-05-09 2025-05-29 2026-05-14 2027-05-06 2028-05-25"),
        ("pinsedag", "2024-05-19 2025-06-08 2026-05-24 2027-05-16 2028-06-04"),
        ("2. pinsedag", "2024-05-20 2025-06-09 2026-05-25 2027-05-17 2028-06-05"),
        ("juledag", "2024-12-25 2025-12-25 2026-12-25 2027-12-25 2028-12-25"),
        ("2. juledag", "2024-12-26 2025-12-26 2026-12-26 2027-12-26 2028-12-26"),
    ],
)
def test_every_holiday_from_2024_to_2028_has_its_name(name, dates):
    for one in map(day, dates.split()):
        assert public_holidays(one.year)[one] == name


def test_easter_moves_between_march_and_april():
    assert (easter(2008), easter(2011)) == (day("2008-03-23"), day("2011-04-24"))


def test_store_bededag_is_a_holiday_until_2023_and_not_after():
    assert public_holidays(2023)[day("2023-05-05")] == "store bededag"
    assert "store bededag" not in public_holidays(2024).values()


def test_the_holidays_handed_out_cannot_spoil_the_next_answer():
    public_holidays(2026).clear()

    assert len(public_holidays(2026)) == 10


def test_days_that_are_agreed_off_are_settings_with_names():
    assert [why_no_work(day(one)) for one in ("2026-05-01", "2026-06-05", "2026-12-24")] == [
        None
    ] * 3
    assert why_no_work(day("2026-12-24"), ALL_YEAR_EXTRA) == "juleaftensdag"
    assert why_no_work(day("2026-08-03"), frozenset({(8, 3)})) == "aftalt fridag"
    assert not is_workday(day("2026-06-05"), ALL_YEAR_EXTRA)


@pytest.mark.parametrize(
    ("calendar", "first", "last", "count"),
    [
        (CALENDAR, "2025-08-01", "2026-07-31", 200),
        (CALENDAR, "2026-08-01", "2027-07-31", 201),
        (CALENDAR, "2025-07-01", "2025-09-30", 37),
        (CALENDAR, "2025-10-01", "2025-12-31", 53),
        (CALENDAR, "2026-01-01", "2026-03-31", 55),
        (CALENDAR, "2026-04-01", "2026-06-30", 55),
        (CALENDAR, "2026-07-01", "2026-09-30", 38),
        (CALENDAR, "2026-10-01", "2026-12-31", 52),
        (CALENDAR, "2027-01-01", "2027-03-31", 52),
        (CALENDAR, "2027-04-01", "2027-06-30", 59),
        (CALENDAR, "2025-10-01", "2025-10-31", 18),
        (CALENDAR, "2025-11-01", "2025-11-30", 20),
        (CALENDAR, "2025-12-01", "2025-12-31", 15),
        (CALENDAR, "2026-10-01", "2026-10-31", 17),
        (CALENDAR, "2026-11-01", "2026-11-30", 21),
        (CALENDAR, "2026-12-01", "2026-12-31", 14),
        (CALENDAR, "2025-09-01", "2025-10-31", 40),
        (CALENDAR, "2025-11-01", "2025-12-31", 35),
        (CALENDAR, "2026-01-01", "2026-02-28", 35),
        (CALENDAR, "2026-03-01", "2026-04-30", 38),
        (CALENDAR, "2026-05-01", "2026-06-30", 37),
        (LEAVERS, "2026-04-01", "2026-06-30", 27),
        (CALENDAR, "2026-10-02", "2026-10-01", 0),
    ],
)
def test_the_sample_plan_has_its_published_number_of_school_days(calendar, first, last, count):
    assert calendar.school_days(day(first), day(last)) == count


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2026-10-10", "lørdag"),
        ("2026-10-11", "søndag"),
        ("2026-10-12", "efterårsferie"),
        ("2026-04-02", "skærtorsdag"),
        ("2026-06-05", "grundlovsdag"),
        ("2026-05-01", None),
    ],
)
def test_the_calendar_says_why_a_day_is_no_school_day(text, why):
    assert CALENDAR.why_not(day(text)) == why
    assert CALENDAR.is_school_day(day(text)) is (why is None)


def test_the_first_school_days_follow_the_summer_holidays():
    assert CALENDAR.next_school_day(day("2025-06-28")) == day("2025-08-11")
    assert CALENDAR.next_school_day(day("2026-06-26")) == day("2026-08-10")
    assert CALENDAR.previous_school_day(day("2026-08-10")) == day("2026-06-26")


def test_summer_holidays_begin_on_the_last_saturday_of_june():
    summers = [closure.starts_on for closure in CLOSURES if closure.title == "sommerferie"]

    assert summers == [day("2025-06-28"), day("2026-06-27"), day("2027-06-26")]


def test_days_are_listed_with_both_ends():
    assert CALENDAR.days(day("2026-10-08"), day("2026-10-19")) == (
        day("2026-10-08"),
        day("2026-10-09"),
        day("2026-10-19"),
    )
    assert CALENDAR.days(day("2026-10-09"), day("2026-10-08")) == ()


def test_a_count_names_what_it_skips():
    reckoning = CALENDAR.add_school_days(day("2026-10-08"), 2)

    assert reckoning.due == day("2026-10-19")
    assert reckoning.counted == (day("2026-10-09"), day("2026-10-19"))
    assert [left.why for left in reckoning.skipped] == [
        "lørdag",
        "søndag",
        *["efterårsferie"] * 5,
        "lørdag",
        "søndag",
    ]
    assert {left.closure for left in reckoning.skipped} == {CLOSURES[9]}


def test_counting_no_days_stays_where_it_began():
    saturday = day("2026-10-10")

    assert add_workdays(saturday, 0) == Reckoning(saturday, saturday, (), ())
    assert CALENDAR.add_school_days(saturday, 0).due == saturday
    assert CALENDAR.nth_school_day(saturday, 0) == saturday


def test_nobody_counts_backwards_by_mistake():
    for count in (
        lambda: add_workdays(date(2026, 1, 1), -1),
        lambda: CALENDAR.add_school_days(date(2026, 1, 1), -1),
    ):
        with pytest.raises(ValueError, match="fremad"):
            count()


def test_a_closure_does_not_end_before_it_begins():
    with pytest.raises(ValueError, match="før den begynder"):
        Closure(day("2026-10-18"), day("2026-10-10"), "efterårsferie")


def test_a_calendar_without_school_days_says_so_instead_of_searching_for_ever():
    closed = Calendar((Closure(date(2000, 1, 1), date(2060, 12, 31), "lukket"),))

    for ask in (
        lambda: closed.next_school_day(date(2030, 1, 1)),
        lambda: closed.previous_school_day(date(2030, 1, 1)),
        lambda: closed.add_school_days(date(2030, 1, 1), 15),
    ):
        with pytest.raises(NoSchoolDayError):
            ask()


def test_calendars_with_the_same_closures_are_equal_whatever_they_have_been_asked():
    asked, fresh = Calendar(CLOSURES, "a"), Calendar(CLOSURES, "a")
    asked.school_days(date(2000, 1, 1), date(2030, 1, 1))

    assert asked == fresh
    assert hash(asked) == hash(fresh)


def test_the_calendar_grows_both_ways_without_forgetting():
    calendar = Calendar(CLOSURES)
    numbers = [
        calendar.school_days(date(year, 1, 1), date(year, 12, 31))
        for year in (2026, 2030, 2020, 2026)
    ]

    assert numbers[0] == numbers[3]


# Properties P1 to P8.


@given(DATES, COUNTS)
def test_p1_one_more_day_is_always_later_and_never_on_a_day_off(start, count):
    reckoning = add_workdays(start, count + 1)

    assert reckoning.due > add_workdays(start, count).due
    assert is_workday(reckoning.due)


@given(DATES, COUNTS, st.tuples(st.integers(1, 12), st.integers(1, 28)))
def test_p2_a_further_day_off_never_makes_a_deadline_earlier(start, count, off):
    assert add_workdays(start, count, frozenset({off})).due >= add_workdays(start, count).due


@given(closures(), closures(), st.dates(date(2025, 8, 1), date(2026, 9, 1)), COUNTS)
def test_p2_a_further_closure_never_makes_a_school_deadline_earlier(fewer, more, start, count):
    longer = Calendar(fewer + more).add_school_days(start, count).due

    assert longer >= Calendar(fewer).add_school_days(start, count).due


@given(DATES, st.integers(1, 40))
def test_p3_a_start_on_a_day_off_counts_as_the_eve_of_the_next_working_day(start, count):
    eve = add_workdays(start, 1).due - DAY

    assert add_workdays(start, count).due == add_workdays(eve, count).due


@given(DATES, COUNTS)
def test_p4_counted_and_skipped_working_days_are_all_days_between(start, count):
    reckoning = add_workdays(start, count)

    assert_nothing_is_lost(reckoning, count)


@given(closures(), st.dates(date(2025, 8, 1), date(2026, 9, 1)), COUNTS)
def test_p4_counted_and_skipped_school_days_are_all_days_between(closed, start, count):
    calendar = Calendar(closed)
    reckoning = calendar.add_school_days(start, count)

    assert_nothing_is_lost(reckoning, count)
    assert calendar.nth_school_day(start, count) == reckoning.due
    assert calendar.school_days(start + DAY, reckoning.due) == count
    assert calendar.skipped(start + DAY, reckoning.due) == reckoning.skipped


def assert_nothing_is_lost(reckoning: Reckoning, count: int) -> None:
    days = sorted([*reckoning.counted, *(left.day for left in reckoning.skipped)])
    assert days == [reckoning.start + n * DAY for n in range(1, len(days) + 1)]
    assert len(days) == (reckoning.due - reckoning.start).days
    assert len(reckoning.counted) == count
    assert all(isinstance(left, Skipped) and left.why for left in reckoning.skipped)


@given(DATES, COUNTS)
def test_counting_back_lands_where_the_count_forward_began(start, count):
    due = add_workdays(start, count + 1).due
    begun = subtract_workdays(due, count)

    assert add_workdays(begun, count).due == due


@pytest.mark.parametrize(
    ("start", "due", "why"),
    [
        ("2023-04-28", "2023-05-15", "P5: store bededag 5 May 2023 is skipped"),
        ("2024-04-22", "2024-05-06", "P5: no store bededag in 2024"),
        ("2027-03-22", "2027-04-08", "P6: over Easter"),
        ("2026-12-18", "2027-01-05", "P7: statutory holidays only"),
    ],
)
def test_ten_working_days_computed_by_hand(start, due, why):
    assert add_workdays(day(start), 10).due == day(due), why


def test_p7_christmas_eve_and_new_years_eve_off_give_two_days_more():
    assert add_workdays(day("2026-12-18"), 10, ALL_YEAR_EXTRA).due == day("2027-01-07")


@given(closures(), st.dates(date(2025, 8, 1), date(2026, 9, 1)))
def test_p8_a_school_day_is_a_working_day_that_no_closure_covers(closed, one):
    calendar = Calendar(closed)
    covered = any(closure.covers(one) for closure in closed)

    assert calendar.is_school_day(one) == (is_workday(one) and not covered)
    assert calendar.is_school_day(one) == (calendar.why_not(one) is None)

"""Calendar quarters and school years."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.quarters import (
    Quarter,
    quarter_of,
    quarters_between,
    school_year,
    school_year_bounds,
    school_year_label,
)
from tests.law.worlds import day


@pytest.mark.parametrize(
    ("number", "first", "last"),
    [
        (1, "2026-01-01", "2026-03-31"),
        (2, "2026-04-01", "2026-06-30"),
        (3, "2026-07-01", "2026-09-30"),
        (4, "2026-10-01", "2026-12-31"),
    ],
)
def test_p10_the_four_quarters(number, first, last):
    quarter = Quarter(2026, number)

    assert (quarter.first, quarter.last) == (day(first), day(last))
    assert quarter_of(quarter.first) == quarter_of(quarter.last) == quarter


def test_a_quarter_has_a_label_and_a_stored_name():
    assert Quarter(2026, 4).label == "4. kvartal 2026"
    assert Quarter(2026, 4).key == "2026-K4"


def test_there_is_no_fifth_quarter():
    with pytest.raises(ValueError, match="findes ikke"):
        Quarter(2026, 5)


def test_quarters_between_two_days_include_those_of_both():
    assert quarters_between(day("2026-09-30"), day("2027-01-01")) == (
        Quarter(2026, 3),
        Quarter(2026, 4),
        Quarter(2027, 1),
    )


def test_a_school_year_begins_on_1_august():
    assert (school_year(day("2026-07-31")), school_year(day("2026-08-01"))) == (2025, 2026)
    assert school_year_bounds(2026) == (day("2026-08-01"), day("2027-07-31"))
    assert (school_year_label(2026), school_year_label(1999)) == ("2026/27", "1999/00")


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_every_day_lies_in_one_quarter_and_one_school_year(one):
    quarter, (first, last) = quarter_of(one), school_year_bounds(school_year(one))

    assert quarter.first <= one <= quarter.last
    assert quarter.last + timedelta(days=1) == quarter.next().first
    assert first <= one <= last

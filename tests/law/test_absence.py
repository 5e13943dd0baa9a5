"""What a registration weighs, and how shares are compared and shown."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from law.absence import (
    ONE_CODE,
    Category,
    Mark,
    exceeds,
    first_exceeding,
    first_reaching,
    half_days,
    marks_of,
    most_exceeded,
    reaches,
    show_days,
    show_percent,
)
from law.days import weighed
from law.figures import SHIPPED, Figures, HalfDayMode
from tests.law.worlds import DEL, LOV, SEN, SYG, UKENDT, ULO

WHOLE = Figures(half_day_mode=HalfDayMode.WHOLE_DAYS)
CODES = st.none() | st.sampled_from(list(Category))
SCHOOL_DAYS = st.integers(1, 250)


@pytest.mark.parametrize(
    ("category", "absence", "unlawful", "sick"),
    [
        (SYG, True, False, True),
        (LOV, True, False, False),
        (ULO, True, True, False),
        (SEN, False, False, False),
        (DEL, False, False, False),
        (UKENDT, True, True, False),
    ],
)
def test_what_each_category_counts_as(category, absence, unlawful, sick):
    counts = (category.counts_as_absence, category.counts_as_unlawful, category.counts_as_sick)

    assert counts == (absence, unlawful, sick)
    assert category.label
    assert category.is_provisional is (category is UKENDT)


@pytest.mark.parametrize(
    ("start", "end", "grade", "figures", "weights", "why"),
    [
        (SYG, None, 5, SHIPPED, [(1, SYG, 2)], "below 7. klasse one missing mark is a day"),
        (SYG, SYG, 5, SHIPPED, [(1, SYG, 2), (2, SYG, 0)], "a mark at the end adds nothing there"),
        (None, ULO, 5, SHIPPED, [(2, ULO, 0)], "nor does it alone"),
        (ULO, None, 8, SHIPPED, [(1, ULO, 1)], "H1: first lesson missed"),
        (None, ULO, 8, SHIPPED, [(2, ULO, 1)], "H1: last lesson missed"),
        (SYG, SYG, 7, SHIPPED, [(1, SYG, 1), (2, SYG, 1)], "H1: both missed"),
        (SYG, ULO, 9, SHIPPED, [(1, SYG, 1), (2, ULO, 1)], "mixed codes are half each"),
        (SEN, ULO, 9, SHIPPED, [(1, SEN, 0), (2, ULO, 1)], "late weighs nothing"),
        (ULO, ONE_CODE, 9, SHIPPED, [(1, ULO, 2)], "a source with one code: a whole day"),
        (SEN, ONE_CODE, 9, SHIPPED, [(1, SEN, 0)], "late, noted once"),
        (DEL, None, 3, SHIPPED, [(1, DEL, 0)], "part of a day is no absence by default"),
        (ULO, None, 8, WHOLE, [(1, ULO, 2)], "H2: any absence is a whole day"),
        (None, SYG, 8, WHOLE, [(2, SYG, 2)], "H2: at the end too"),
        (SYG, ULO, 8, WHOLE, [(1, SYG, 1), (2, ULO, 1)], "H2: mixed codes share the day"),
        (ULO, SEN, 8, WHOLE, [(1, ULO, 2), (2, SEN, 0)], "H2: late weighs nothing"),
        (None, None, 8, SHIPPED, [], "present"),
        (None, ONE_CODE, 8, SHIPPED, [], "present, noted once"),
    ],
)
def test_a_registration_weighs_what_the_table_says(start, end, grade, figures, weights, why):
    parts = half_days(start, end, grade, figures)

    assert [(part.slot, part.category, part.halves) for part in parts] == weights, why


@given(CODES, CODES | st.just(ONE_CODE), st.integers(0, 10), st.sampled_from([SHIPPED, WHOLE]))
def test_p16_no_day_is_ever_counted_twice(start, end, grade, figures):
    parts = half_days(start, end, grade, figures)

    assert sum(part.halves for part in parts) <= 2
    assert len({part.slot for part in parts}) == len(parts)


def test_p16_marks_that_overlap_are_cut_to_one_day():
    marks = [Mark(date(2026, 11, 2), 2, ULO, 1), Mark(date(2026, 11, 2), 1, SYG, 2)]

    assert [(mark.category, mark.halves) for mark in weighed(marks)] == [(SYG, 2), (ULO, 0)]


def test_a_mark_that_is_no_absence_weighs_nothing_whatever_it_says():
    assert weighed([Mark(date(2026, 11, 2), 1, SEN, 2)])[0].halves == 0


def test_a_days_registration_becomes_marks():
    assert marks_of(date(2026, 11, 2), SYG, ULO, 8, SHIPPED) == (
        Mark(date(2026, 11, 2), 1, SYG, 1),
        Mark(date(2026, 11, 2), 2, ULO, 1),
    )


@pytest.mark.parametrize(
    ("school_days", "ten", "fifteen"),
    [
        (37, 8, 12),
        (53, 11, 16),
        (55, 11, 17),
        (27, 6, 9),
        (38, 8, 12),
        (52, 11, 16),
        (59, 12, 18),
    ],
)
def test_the_first_half_day_that_reaches_a_limit(school_days, ten, fifteen):
    assert (first_reaching(school_days, 10), first_reaching(school_days, 15)) == (ten, fifteen)


@pytest.mark.parametrize(
    ("days", "school_days", "reached"),
    [
        (Fraction(8), 55, False),
        (Fraction(17, 2), 55, True),
        (Fraction(6), 40, True),
        (Fraction(9), 60, True),
        (Fraction(9), 61, False),
        (Fraction(8), 54, False),
        (Fraction(16), 107, False),
        (Fraction(0), 0, False),
    ],
)
def test_p11_fifteen_percent_is_reached_at_the_limit_and_not_by_rounding(
    days, school_days, reached
):
    assert reaches(int(days * 2), school_days, 15) is reached


@given(st.integers(0, 500), SCHOOL_DAYS, st.integers(1, 100))
def test_p9_comparisons_are_those_of_exact_fractions(halves, school_days, percent):
    share, limit = Fraction(halves, 2 * school_days), Fraction(percent, 100)

    assert reaches(halves, school_days, percent) is (share >= limit)
    assert exceeds(halves, school_days, percent) is (share > limit)
    assert reaches(halves, school_days, percent) is (halves >= first_reaching(school_days, percent))
    assert exceeds(halves, school_days, percent) is (
        halves >= first_exceeding(school_days, percent)
    )


@given(st.integers(0, 500), st.integers(1, 100))
def test_a_share_falls_below_its_limit_after_the_last_day_it_exceeds_it(halves, percent):
    most = most_exceeded(halves, percent)

    assert most == 0 or exceeds(halves, most, percent)
    assert not exceeds(halves, most + 1, percent)


def test_without_school_days_nothing_is_reached_by_the_absence_there_can_be():
    assert first_reaching(0, 10) == first_exceeding(0, 10) == 1
    assert not reaches(0, 0, 10)
    assert not exceeds(5, 0, 10)


@pytest.mark.parametrize(
    ("half_days", "school_days", "shown"),
    [
        (32, 107, "14,95 %"),
        (18, 61, "14,8 %"),
        (16, 55, "14,5 %"),
        (17, 55, "15,5 %"),
        (11, 55, "10,0 %"),
        (12, 40, "15,0 %"),
        (0, 55, "0,0 %"),
        (110, 55, "100,0 %"),
        (41, 204, "10,05 %"),
        (0, 0, "\N{EN DASH}"),
    ],
)
def test_a_percentage_never_reads_as_a_limit_it_has_not_met(half_days, school_days, shown):
    assert show_percent(half_days, school_days) == shown


@given(st.integers(0, 1600), st.integers(1, 800))
@example(32, 107)
@example(2399, 7999)
def test_what_is_shown_stands_on_the_same_side_of_the_limits_as_the_truth(halves, school_days):
    number = show_percent(halves, school_days).removesuffix(" %")
    shown, truth = Fraction(number.replace(",", ".")), Fraction(halves * 50, school_days)

    for limit in (10, 15):
        assert (shown > limit, shown < limit) == (truth > limit, truth < limit)
    assert abs(shown - truth) <= Fraction(1, 20)


@pytest.mark.parametrize(
    ("half_days", "shown"),
    [
        (17, "8,5 dage"),
        (16, "8 dage"),
        (2, "1 dag"),
        (1, "0,5 dag"),
        (0, "0 dage"),
        (3, "1,5 dage"),
    ],
)
def test_days_are_shown_with_a_comma(half_days, shown):
    assert show_days(half_days) == shown

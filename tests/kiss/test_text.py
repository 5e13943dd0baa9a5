"""Danish as it is written."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from kiss.lib import text

THURSDAY = date(2027, 4, 8)
TODAY = date(2026, 11, 23)


def test_a_date_is_written_with_its_weekday() -> None:
    assert text.long_date(THURSDAY) == "torsdag 8. april 2027"
    assert text.weekday_date(THURSDAY) == "torsdag 8. april"
    assert text.plain_date(THURSDAY) == "8. april 2027"
    assert text.month_year(THURSDAY) == "april 2027"


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 1, 1), "1. jan."),
        (date(2026, 5, 31), "31. maj"),
        (date(2026, 8, 12), "12. aug."),
        (date(2026, 12, 24), "24. dec."),
    ],
)
def test_a_short_date_has_a_short_month_and_may_keeps_its_name(day: date, written: str) -> None:
    assert text.short_date(day) == written


def test_the_clock_has_a_full_stop_and_two_digits_of_minutes() -> None:
    assert text.clock(time(14, 30)) == "kl. 14.30"
    assert text.clock(time(8, 5)) == "kl. 8.05"
    assert text.clock(datetime(2026, 11, 23, 0, 0)) == "kl. 0.00"  # noqa: DTZ001


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (date(2026, 10, 10), date(2026, 10, 18), "10.–18. oktober 2026"),
        (date(2026, 9, 28), date(2026, 10, 2), "28. september–2. oktober 2026"),
        (date(2026, 12, 19), date(2027, 1, 3), "19. december 2026–3. januar 2027"),
        (date(2026, 11, 6), date(2026, 11, 6), "6. november 2026"),
    ],
)
def test_a_period_says_no_month_and_no_year_twice(first: date, last: date, written: str) -> None:
    assert text.date_range(first, last) == written


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 11, 21), "2 dage siden"),
        (date(2026, 11, 22), "i går"),
        (date(2026, 11, 23), "i dag"),
        (date(2026, 11, 24), "i morgen"),
        (date(2026, 11, 25), "om 2 dage"),
    ],
)
def test_days_near_today_have_names(day: date, written: str) -> None:
    assert text.relative(day, TODAY) == written


def test_a_distance_is_counted_in_the_unit_the_caller_has_counted() -> None:
    due, past = date(2026, 12, 4), date(2026, 11, 18)

    assert text.relative(due, TODAY, count=9, unit="arbejdsdag") == "om 9 arbejdsdage"
    assert text.relative(past, TODAY, count=3, unit="skoledag") == "3 skoledage siden"
    assert text.relative(past, TODAY, count=-3, unit="skoledag") == "3 skoledage siden"


def test_one_counted_day_over_a_weekend_is_singular() -> None:
    assert text.relative(date(2026, 11, 20), TODAY, count=1, unit="skoledag") == "1 skoledag siden"


def test_an_unknown_unit_is_an_error() -> None:
    with pytest.raises(KeyError):
        text.relative(date(2026, 12, 4), TODAY, count=9, unit="uge")


@pytest.mark.parametrize(
    ("half_days", "written", "counted"),
    [
        (0, "0", "0 dage"),
        (1, "0,5", "0,5 dag"),
        (2, "1", "1 dag"),
        (3, "1,5", "1,5 dage"),
        (17, "8,5", "8,5 dage"),
        (2401, "1.200,5", "1.200,5 dage"),
        (-1, "−0,5", "−0,5 dag"),
    ],
)
def test_half_days_are_read_as_days(half_days: int, written: str, counted: str) -> None:
    assert text.days(half_days) == written
    assert text.day_count(half_days) == counted


def test_days_can_be_school_days() -> None:
    assert text.day_count(2, "skoledag") == "1 skoledag"
    assert text.day_count(30, "skoledag") == "15 skoledage"


@pytest.mark.parametrize(
    ("number", "digits", "written"),
    [
        (Decimal("14.95"), 2, "14,95"),
        (Decimal("0.05"), 1, "0,1"),
        (1234.5, 1, "1.234,5"),
        (0.1 + 0.2, 2, "0,30"),
        (7, 0, "7"),
        (-2.5, 1, "−2,5"),
        (0, 1, "0,0"),
    ],
)
def test_a_number_has_a_decimal_comma(number: Decimal | float, digits: int, written: str) -> None:
    assert text.decimal(number, digits) == written


def test_thousands_are_parted_by_a_full_stop() -> None:
    assert text.thousands(999) == "999"
    assert text.thousands(1_600_000) == "1.600.000"


@pytest.mark.parametrize(
    ("number", "written"), [(0, "0 sager"), (1, "1 sag"), (2, "2 sager"), (1600, "1.600 sager")]
)
def test_only_one_is_singular(number: int, written: str) -> None:
    assert text.plural(number, "sag", "sager") == written


def test_a_list_is_joined_as_it_is_said() -> None:
    assert text.join_and([]) == ""
    assert text.join_and(["Asta"]) == "Asta"
    assert text.join_and(["Asta", "Liva"]) == "Asta og Liva"
    assert text.join_and(word for word in ("A", "B", "C")) == "A, B og C"


@pytest.mark.parametrize(
    ("name", "genitive"),
    [("Asta", "Astas"), ("Jens", "Jens'"), ("Max", "Max'"), ("Heinz", "Heinz'"), ("", "")],
)
def test_the_genitive_adds_an_s_where_none_is_heard(name: str, genitive: str) -> None:
    assert text.possessive(name) == genitive


@pytest.mark.parametrize(
    ("name", "short", "initials"),
    [
        ("Malthe Dam", "Malthe D.", "MD"),
        ("Asta Lund Krogh", "Asta K.", "AK"),
        ("Anne-Marie Ørsted", "Anne-Marie Ø.", "AØ"),
        ("Åse", "Åse", "Å"),
        ("  Noor   Haddad ", "Noor H.", "NH"),
        ("", "", ""),
    ],
)
def test_a_name_can_be_shortened(name: str, short: str, initials: str) -> None:
    assert text.short_name(name) == short
    assert text.initials(name) == initials


@pytest.mark.parametrize(
    ("cpr", "masked"),
    [
        ("000000-0000", "000000-xxxx"),
        ("0000000000", "000000-xxxx"),
        ("ukendt", "xxxxxx-xxxx"),
        ("", "xxxxxx-xxxx"),
    ],
)
def test_the_last_four_digits_of_a_cpr_number_never_show(cpr: str, masked: str) -> None:
    assert text.mask_cpr(cpr) == masked


@pytest.mark.parametrize(
    ("size", "written"),
    [(1, "1 kB"), (340_400, "340 kB"), (999_999, "1.000 kB"), (1_240_000, "1,2 MB")],
)
def test_the_size_of_a_file_is_never_nothing(size: int, written: str) -> None:
    assert text.file_size(size) == written

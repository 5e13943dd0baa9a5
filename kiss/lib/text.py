"""Danish as it is written: dates, numbers, names and lists. No clock, no Django."""

import datetime as dt
import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from law.danish import MONTHS, WEEKDAYS, danish_date, listed

SHORT_MONTHS: Final = (
    "jan.",
    "feb.",
    "mar.",
    "apr.",
    "maj",
    "jun.",
    "jul.",
    "aug.",
    "sep.",
    "okt.",
    "nov.",
    "dec.",
)
# Singular and plural of what a distance in time is counted in.
UNITS: Final = {
    "dag": ("dag", "dage"),
    "skoledag": ("skoledag", "skoledage"),
    "arbejdsdag": ("arbejdsdag", "arbejdsdage"),
}


def long_date(day: dt.date) -> str:
    """Return "torsdag 8. april 2027"."""
    return danish_date(day)


def weekday_date(day: dt.date) -> str:
    """Return "torsdag 8. april", for days whose year is plain from the page."""
    return f"{WEEKDAYS[day.weekday()]} {day.day}. {MONTHS[day.month - 1]}"


def plain_date(day: dt.date) -> str:
    """Return "8. april 2027", where the weekday does not matter."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def short_date(day: dt.date) -> str:
    """Return "8. apr.", for tight columns."""
    return f"{day.day}. {SHORT_MONTHS[day.month - 1]}"


def month_year(day: dt.date) -> str:
    """Return "april 2027"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def clock(moment: dt.time | dt.datetime) -> str:
    """Return "kl. 14.30"; a datetime must already be in local time."""
    return f"kl. {moment.hour}.{moment.minute:02}"


def date_range(first: dt.date, last: dt.date) -> str:
    """Return "10.–18. oktober 2026", both days included, saying no month or year twice."""
    if first == last:
        return plain_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}.–{plain_date(last)}"
    if first.year == last.year:
        return f"{first.day}. {MONTHS[first.month - 1]}–{plain_date(last)}"
    return f"{plain_date(first)}–{plain_date(last)}"


def relative(day: dt.date, today: dt.date, *, count: int | None = None, unit: str = "dag") -> str:
    """Return how far `day` is from `today`: "om 9 arbejdsdage", "i dag", "3 skoledage siden".

    Without `count` calendar days are counted here. A distance in "arbejdsdag" or "skoledag" needs
    the calendar of the municipality, so its absolute `count` comes from the caller; the neighbours
    of today keep their own names in every unit. Raises KeyError for an unknown unit.
    """
    distance = (day - today).days
    if distance in (-1, 0, 1):
        return {-1: "i går", 0: "i dag", 1: "i morgen"}[distance]
    number = abs(distance) if count is None else abs(count)
    one, many = UNITS[unit]
    span = plural(number, one, many)
    return f"om {span}" if distance > 0 else f"{span} siden"


def decimal(number: Decimal | float, digits: int = 1) -> str:
    """Return a number with decimal comma and exactly `digits` decimals, halves rounded up.

    For reading only: whether a limit is reached is never decided from the rounded figure.
    """
    exact = Decimal(str(number)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    whole, _, fraction = f"{exact:f}".partition(".")
    sign, whole = ("−", whole[1:]) if whole.startswith("-") else ("", whole)
    return sign + thousands(int(whole)) + (f",{fraction}" if fraction else "")


def thousands(number: int) -> str:
    """Return "1.600"."""
    return f"{number:,}".replace(",", ".")


def days(half_days: int) -> str:
    """Return half-days as days: 17 is "8,5" and 16 is "8"."""
    whole, half = divmod(abs(half_days), 2)
    return ("−" if half_days < 0 else "") + thousands(whole) + (",5" if half else "")


def day_count(half_days: int, unit: str = "dag") -> str:
    """Return half-days with their unit: "8,5 dage", "1 skoledag", "0,5 dag"."""
    one, many = UNITS[unit]
    return f"{days(half_days)} {one if 0 < abs(half_days) <= 2 else many}"


def plural(number: int, one: str, many: str) -> str:
    """Return the number with its noun: "1 sag", "3 sager", "0 sager"."""
    return f"{thousands(number)} {one if abs(number) == 1 else many}"


def join_and(words: Iterable[object]) -> str:
    """Return "A, B og C"; no comma before the last word, as in Danish."""
    return listed([str(word) for word in words])


def possessive(name: str) -> str:
    """Return the genitive: "Astas", and "Jens'" after s, x or z."""
    name = name.strip()
    if not name:
        return ""
    return f"{name}'" if name[-1].lower() in "sxz" else f"{name}s"


def short_name(name: str) -> str:
    """Return the given name and the first letter of the last: "Malthe D."."""
    parts = name.split()
    if len(parts) < 2:
        return name.strip()
    return f"{parts[0]} {parts[-1][0].upper()}."


def initials(name: str) -> str:
    """Return the first letters of the first and the last name: "MD"."""
    parts = name.split()
    return "".join(part[0].upper() for part in (parts[:1] + parts[1:][-1:]))


# Six or eight digits that begin as a date does, then four more, however they are parted; a date
# with a time after it and telephone numbers are none. Digits count in every script.
_DAY, _MONTH = (
    "(?:[0０][1-9１-９]|[12１２]\\d|[3３][01０１])",
    "(?:[0０][1-9１-９]|[1１][0-2０-２])",
)
_APART = r"[\s./_\-\u2010-\u2015\u2212]"
_GAP = f"{_APART}{{0,3}}"
CPR: Final = re.compile(
    rf"(?<!\d){_DAY}{_GAP}{_MONTH}{_GAP}"
    rf"(?:\d\d(?:{_GAP}\d{{4}}|{_APART}{{1,3}}\d\d\s\d\d)|(?:18|19|20|１８|１９|２０)\d\d{_GAP}\d{{4}})(?!\d)"
)


def mask_cpr(cpr: str) -> str:
    """Return the birth date with the last four digits hidden: "000000-xxxx"."""
    digits = "".join(character for character in cpr if character.isdigit())
    return f"{digits[:6]}-xxxx" if len(digits) == 10 else "xxxxxx-xxxx"


def file_size(size: int) -> str:
    """Return a number of bytes as it is read: "340 kB", "1,2 MB"; never below 1 kB."""
    if size < 1_000_000:
        return f"{thousands(max(round(size / 1000), 1))} kB"
    return f"{decimal(size / 1_000_000)} MB"

"""Dates and periods as a Danish reader writes them."""

from datetime import date

WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)


def danish_date(day: date) -> str:
    """Write a date in full: "torsdag 8. april 2027"."""
    return f"{WEEKDAYS[day.weekday()]} {short_date(day)} {day.year}"


def short_date(day: date) -> str:
    """Write a date within a year that the reader knows: "8. april"."""
    return f"{day.day}. {MONTHS[day.month - 1]}"


def short_period(first: date, last: date) -> str:
    """Write a period, both days inclusive: "10.–18. oktober", "20. december–4. januar"."""
    if first == last:
        return short_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}.–{short_date(last)}"
    return f"{short_date(first)}–{short_date(last)}"


def sentence(text: str) -> str:
    """Begin a text with a capital letter and leave the rest as it stands."""
    return text[:1].upper() + text[1:]


def listed(words: list[str]) -> str:
    """Join words as in speech: "a, b og c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} og {words[-1]}"

"""For how long a role is given. Pure rules over dates; both ends of a period are included."""

from datetime import date, timedelta
from typing import Final

from schools.roles import Role

ONE_DAY: Final = timedelta(days=1)
AD_HOC_DAYS: Final = 30
AD_HOC_MOST_DAYS: Final = 90
# They are lent to the school for a school year at a time.
UNTIL_SUMMER: Final = (Role.PPR, Role.SOCIALRAADGIVER)


def usual_end(role: Role, starts_on: date) -> date | None:
    """Return the last day of a role when nobody says another; None if it runs until it is ended."""
    if role == Role.AD_HOC:
        return _last_of(starts_on, AD_HOC_DAYS)
    if role in UNTIL_SUMMER:
        this_year = date(starts_on.year, 7, 31)
        return this_year if starts_on <= this_year else date(starts_on.year + 1, 7, 31)
    return None


def latest_end(role: Role, starts_on: date) -> date | None:
    """Return the last day that a role may be given for; None if there is no such limit."""
    if role == Role.AD_HOC:
        return _last_of(starts_on, AD_HOC_MOST_DAYS)
    return usual_end(role, starts_on)


def _last_of(first: date, days: int) -> date:
    return first + timedelta(days=days - 1)


# What the quarterly look through a school's people allows. Days of the calendar.
TO_CONFIRM: Final = timedelta(days=14)
AFTER_THE_DEADLINE: Final = timedelta(days=14)


def quarter_on(day: date) -> date:
    """Return the first day of the quarter of the calendar year that a day lies in."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def confirm_by(opened_on: date) -> date:
    """Return the last day to confirm a school's people, asked for on a day."""
    return opened_on + TO_CONFIRM


def suspended_from(opened_on: date) -> date:
    """Return the first day without access for those whom nobody has confirmed by then.

    The deadline has passed when its day is over, and then come fourteen whole days.
    """
    return confirm_by(opened_on) + AFTER_THE_DEADLINE + timedelta(days=1)


# So long a role at a school is held by somebody who does not come.
UNUSED_FOR: Final = timedelta(days=90)
# A leader's word that somebody still needs access holds so long without a login.
CONFIRMED_FOR: Final = timedelta(days=30)


def is_unused(seen_on: date | None, given_on: date, confirmed_on: date | None, day: date) -> bool:
    """Tell whether a role is suspended on a day because nobody has come for 90 days.

    Counted from the last login, or from the day the role was given. Not within 30 days after the
    school's leader has confirmed its people; the days of the limits are still allowed.
    """
    if confirmed_on is not None and day - confirmed_on <= CONFIRMED_FOR:
        return False
    return day - max(seen_on or given_on, given_on) > UNUSED_FOR


# Both ends are included: somebody invited may come in by the municipality's sign-in on 30 days.
EXPECTED_FOR: Final = timedelta(days=30)
# So long the municipality's sign-in is believed about somebody who has not used it.
UNVOUCHED_FOR: Final = timedelta(days=90)

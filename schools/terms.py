"""For how long a role is given. Pure rules over dates; both ends of a period are included."""

from datetime import date, timedelta
from typing import Final

from schools.roles import Role

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
    return _last_of(starts_on, AD_HOC_MOST_DAYS) if role == Role.AD_HOC else None


def _last_of(first: date, days: int) -> date:
    return first + timedelta(days=days - 1)

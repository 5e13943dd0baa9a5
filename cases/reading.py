"""How many children somebody opens in a day, and the stop where a reason is asked for."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from django.db.models import Count, Q, QuerySet, Value
from django.utils.timezone import localdate, make_aware

from kiss.lib.sql import Kept
from schools.models import Lookup, ReadingReason, User


@dataclass
class ReadingStopped(Exception):
    """Somebody has opened so many children in a day that they must say why before the next."""

    children: int


def opened_on(user: User, day: date) -> QuerySet[Lookup]:
    """Return the look-ups from a day on in which a user opened a child."""
    return _opened(user.pk, _midnight(day))


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time()))


def _opened(user_id: int, since: datetime) -> QuerySet[Lookup]:
    return Lookup.objects.shown().filter(user=user_id, at__gte=since, in_list=False)


def _how_many(user_id: int, since: datetime, pupil_id: int) -> list[QuerySet[Lookup, Any]]:
    """Return the question how many children somebody opened, and how often this one."""
    rows = _opened(user_id, since).order_by().annotate(one=Value(1)).values("one")
    counted = rows.annotate(
        children=Count("pupil", distinct=True), known=Count("pk", filter=Q(pupil=pupil_id))
    )
    return [counted.values_list("children", "known")]


_OPENED: Final = Kept(_how_many, int, datetime, int)


def stop_many(user: User, pupil_id: int, *, at: datetime, limit: int) -> None:
    """Raise ReadingStopped where a user would open more children in a day than `limit`.

    A child that was opened before on the day is never refused. Names in a list count as nothing,
    and each reason given on the day allows as many again.
    """
    day = localdate(at)
    [found] = _OPENED.ask(user.pk, _midnight(day), pupil_id)
    children, known = found[0] if found else (0, 0)
    if known or children < limit:
        return
    reasons = ReadingReason.objects.filter(user=user, day=day).count()
    if children >= limit * (1 + reasons):
        raise ReadingStopped(children)

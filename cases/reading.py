"""How many children somebody opens in a day, and the stop where a reason is asked for."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate, make_aware

from schools.models import Lookup, ReadingReason, User


@dataclass
class ReadingStopped(Exception):
    """Somebody has opened so many children in a day that they must say why before the next."""

    children: int


def opened_on(user: User, day: date) -> QuerySet[Lookup]:
    """Return the look-ups from a day on in which a user opened a child."""
    midnight = make_aware(datetime.combine(day, time()))
    return Lookup.objects.shown().filter(user=user, at__gte=midnight, in_list=False)


def stop_many(user: User, pupil_id: int, *, at: datetime, limit: int) -> None:
    """Raise ReadingStopped where a user would open more children in a day than `limit`.

    A child that was opened before on the day is never refused. Names in a list count as nothing,
    and each reason given on the day allows as many again.
    """
    day = localdate(at)
    found = opened_on(user, day).aggregate(
        children=Count("pupil", distinct=True), known=Count("pk", filter=Q(pupil=pupil_id))
    )
    if found["known"] or found["children"] < limit:
        return
    reasons = ReadingReason.objects.filter(user=user, day=day).count()
    if found["children"] >= limit * (1 + reasons):
        raise ReadingStopped(found["children"])

"""The citizen's extract: when a child's data was looked at, by what kind of role and what for.

Never by whom: the municipality owes the times and the purposes, not as a rule the names of staff.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localtime, make_aware

from kiss.lib.text import join_and, plural
from schools.models import Lookup, Membership, Pupil
from schools.roles import Role


@dataclass(frozen=True, slots=True)
class Seen:
    """What one kind of role saw for one purpose on one day, and at which times."""

    day: date
    role: str
    purpose: str
    in_list: bool
    times: tuple[str, ...]


def looked(rows: Any) -> str:
    """Say how many of the look-ups that are told were shown, and how many were refused."""
    refused = rows.filter(is_refused=True).count()
    said = plural(rows.count() - refused, "opslag", "opslag")
    return f"{said} og {plural(refused, 'afvist', 'afviste')}" if refused else said


def within(rows: QuerySet[Lookup], first: date | None, last: date | None) -> QuerySet[Lookup]:
    """Return the look-ups of a period, both days included; open where a day is None."""
    if first:
        rows = rows.filter(at__gte=make_aware(datetime.combine(first, time())))
    if last:
        rows = rows.filter(at__lt=make_aware(datetime.combine(last + timedelta(days=1), time())))
    return rows


def insight_of(pupil: Pupil, first: date | None, last: date | None) -> list[Seen]:
    """Return who-by-role has seen a child's data in a period, newest day first."""
    rows = within(Lookup.objects.shown().filter(pupil=pupil), first, last).order_by("at", "pk")
    found = list(rows.values("at", "user_id", "purpose", "in_list"))
    roles = _roles_of({row["user_id"] for row in found})
    times: dict[tuple[date, str, str, bool], list[str]] = defaultdict(list)
    for row in found:
        at = localtime(row["at"])
        role = _role_on(roles[row["user_id"]], at.date())
        said = f"{at:%H.%M}"
        seen = times[at.date(), role, row["purpose"], row["in_list"]]
        if said not in seen:
            seen.append(said)
    lines = [Seen(*key, tuple(said)) for key, said in times.items()]
    return sorted(lines, key=lambda line: (-line.day.toordinal(), line.times[0], line.purpose))


def _roles_of(users: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    held: dict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = Membership.objects.filter(user__in=users).order_by("role", "pk")
    for row in rows.values("user_id", "role", "starts_on", "ends_on"):
        held[row["user_id"]].append({**row})
    return held


def _role_on(held: list[dict[str, Any]], day: date) -> str:
    """Return the kinds of role somebody had on a day, in words."""
    labels = [
        Role(row["role"]).label
        for row in held
        if row["starts_on"] <= day <= (row["ends_on"] or date.max)
    ]
    return join_and(dict.fromkeys(labels)) or "medarbejder"

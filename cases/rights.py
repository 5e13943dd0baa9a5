"""That somebody still holds what they came in with when they write (T44).

The gate looks before a form is read; the write comes later. In between a role may end, a grant may
be taken back, a user may be closed. So what somebody holds is noted when they come in, and each
action of theirs looks again in its own transaction, behind a lock that lets no role of theirs end
before the write has. The clock, the demo and the commands come through no door and lose nothing.
"""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.http import Http404

from cases.models import Case, CaseAccess
from cases.relations import related_pupils
from schools.holding import Held, forget, held_on
from schools.models import User

# Whoever ends a role, or closes a user, waits for these; two who write do not.
_LOCKS = (
    "select 1 from schools_user where id = %s for share",
    "select 1 from schools_membership where user_id = %s for share",
)


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody's rights rest on, on a day."""

    day: date
    held: frozenset[Held]
    named: frozenset[tuple[int, str]]
    related: frozenset[int]


def come_in(user: User, today: date) -> None:
    """Note what a user holds as they come in to write something."""
    user.came_with = _rights(user, today)


def still_holds(by: User, case: Case | None = None) -> None:
    """Keep what somebody came in with until the transaction ends; Http404 if any of it is gone.

    What names them on a case counts for that case. It is locked first: nobody is named on a case,
    taken off it or made its tovholder without that lock.
    """
    came: Rights | None = by.came_with
    if came is None:
        return
    with connection.cursor() as cursor:
        if case:
            cursor.execute("select 1 from cases_case where id = %s for update", [case.pk])
        for lock in _LOCKS:
            cursor.execute(lock, [by.pk])
    forget()
    now = _rights(by, came.day)
    is_active = User.objects.filter(pk=by.pk, is_active=True).exists()
    if not is_active or came.held - now.held or (case and _lost_on(case, came, now)):
        raise Http404


def steps_back(by: User) -> None:
    """Look no more: from here on it is they themselves who give up what they came in with."""
    by.came_with = None


def _rights(user: User, day: date) -> Rights:
    grants = CaseAccess.objects.in_force(day).filter(user=user)
    return Rights(
        day,
        frozenset(held_on(user, day)),
        frozenset(grants.values_list("content_object_id", "permission__codename")),
        related_pupils(user, day),
    )


def _lost_on(case: Case, came: Rights, now: Rights) -> bool:
    is_named_less = any(grant[0] == case.pk for grant in came.named - now.named)
    return is_named_less or case.pupil_id in now.related - came.related

"""Who does not come for 90 days has no access, until the school's leader says otherwise."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.utils.timezone import make_aware

from schools import actions
from schools.models import Membership, School, User
from schools.roles import Role
from schools.tasks import keep_staff_confirmed
from schools.terms import is_unused
from tests import factories
from tests.conftest import TODAY

LAST_YEAR = date(2025, 8, 1)


@pytest.mark.parametrize(
    ("seen", "given", "confirmed", "day", "unused"),
    [
        # The 90th day after the login is still allowed, the 91st is not.
        (date(2026, 8, 25), LAST_YEAR, None, date(2026, 11, 23), False),
        (date(2026, 8, 24), LAST_YEAR, None, date(2026, 11, 23), True),
        # Never been: from when it was given.
        (None, date(2026, 8, 25), None, date(2026, 11, 23), False),
        (None, date(2026, 8, 24), None, date(2026, 11, 23), True),
        # A login before the role was given counts for nothing, nor against.
        (date(2026, 1, 5), date(2026, 11, 1), None, date(2026, 11, 23), False),
        # Confirmed: 30 days more.
        (None, LAST_YEAR, date(2026, 10, 24), date(2026, 11, 23), False),
        (None, LAST_YEAR, date(2026, 10, 23), date(2026, 11, 23), True),
    ],
)
def test_worked_dates(
    seen: date | None, given: date, confirmed: date | None, day: date, unused: bool
) -> None:
    assert is_unused(seen, given, confirmed, day) is unused


def came(user: User, day: date) -> None:
    user.last_login = make_aware(datetime.combine(day, time(8)))
    user.save()


def colleague(school: School, name: str, seen: date, role: Role = Role.TEAMMEDLEM) -> User:
    user = factories.make_user(name)
    Membership.objects.create(user=user, role=role, school=school, starts_on=LAST_YEAR)
    came(user, seen)
    return user


def test_who_has_not_come_is_out_until_the_leader_confirms(
    school: School, leader: User, time_machine: Any
) -> None:
    time_machine.move_to("2026-11-23 01:10+01:00", tick=False)
    gone = colleague(school, "Rolf Rejst", date(2026, 8, 20))
    here = colleague(school, "Tina Til Stede", date(2026, 11, 20))
    held = Membership.objects.in_force(TODAY)

    keep_staff_confirmed()

    assert not held.filter(user=gone).exists()
    assert held.filter(user=here).exists()
    reason = Membership.history.filter(user=gone).latest("history_id").history_change_reason
    assert reason == "ikke logget ind i 90 dage"

    at = make_aware(datetime.combine(TODAY, time(9)))
    actions.note_confirmed(school, [gone], on=TODAY, at=at, by=leader)
    keep_staff_confirmed()
    assert held.filter(user=gone).exists()


def test_leaders_and_those_whom_nobody_could_let_in_stay(school: School) -> None:
    old = TODAY - timedelta(days=200)
    other = factories.make_school("Engbakkeskolen")
    head = colleague(school, "Sanne Leder", old, Role.SKOLELEDER)
    Membership.objects.create(user=head, role=Role.TEAMLEDER, school=school, starts_on=LAST_YEAR)
    alone = colleague(other, "Anna Alene", old)

    assert actions.suspend_unused(today=TODAY) == 0
    held = Membership.objects.in_force(TODAY)
    assert held.filter(user=head).count() == 2
    assert held.filter(user=alone).exists()

"""Roles that come and go with the municipality's sign-in, beside those that people give."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.management import CommandError, call_command

from schools.actions import (
    end_role_here,
    end_unvouched_roles,
    give_role,
    note_vouched_for,
    take_on,
    user_of,
)
from schools.models import Membership, School, SignInEvent, User
from schools.roles import Role
from tests import factories

ISSUER = "https://login.fjordby.example"


@pytest.fixture
def inger(today: date, db: Any) -> User:
    user = factories.make_user("Inger Konsulent", password="fire tilfældige ord her")
    SocialAccount.objects.create(user=user, provider=ISSUER, uid="inger-1")
    return user


@pytest.fixture
def says(inger: User, school: School, today: date) -> Callable[..., None]:
    """What the provider says of Inger at a login."""

    def says(*roles: Role, on: date = today, issuer: str = ISSUER) -> None:
        named = {(role, "" if role == Role.DPO else school.institution_number) for role in roles}
        note_vouched_for(inger, issuer=issuer, subject="inger-1", roles=named, on=on)

    return says


def held(user: User, day: date) -> list[str]:
    rows = Membership.objects.of(user).in_force(day).order_by("role")
    return list(rows.values_list("role", flat=True))


def test_a_role_is_given_once_and_says_where_it_comes_from(
    inger: User, says: Callable, today: date
) -> None:
    says(Role.TEAMMEDLEM)
    says(Role.TEAMMEDLEM, on=today + timedelta(days=3))

    role = Membership.objects.get(user=inger)
    assert (role.provider, role.starts_on, role.ends_on) == (ISSUER, today, None)
    history = role.history.get()
    assert history.history_user is None
    assert history.history_change_reason == "rolle givet af kommunens login"


def test_a_role_that_is_gone_is_closed_at_once(inger: User, says: Callable, today: date) -> None:
    says(Role.TEAMMEDLEM)
    later = today + timedelta(days=3)

    says(on=later)

    assert held(inger, later) == []
    assert held(inger, today) == ["teammedlem"]
    assert Membership.objects.get(user=inger).history.first().history_change_reason == (
        "ikke længere i kommunens login"
    )


def test_a_role_that_came_and_went_the_same_day_is_taken_back(
    inger: User, says: Callable, today: date
) -> None:
    says(Role.TEAMMEDLEM)
    says()

    assert not Membership.objects.filter(user=inger).exists()
    assert set(Membership.history.values_list("history_type", flat=True)) == {"+", "-"}


def test_a_role_that_a_person_gave_is_never_touched(
    inger: User, says: Callable, school: School, leader: User, today: date
) -> None:
    give_role(inger, role=Role.TEAMMEDLEM, school=school, starts_on=today, by=leader)

    says(Role.TEAMMEDLEM)
    says()

    role = Membership.objects.get(user=inger)
    assert (role.provider, role.ends_on) == ("", None)


def test_a_role_with_a_summer_goes_on_after_it_if_it_is_still_said(
    inger: User, says: Callable, today: date
) -> None:
    says(Role.PPR)
    assert Membership.objects.get(user=inger).ends_on == date(2027, 7, 31)

    says(Role.PPR, on=date(2027, 8, 9))

    assert held(inger, date(2027, 8, 1)) == []
    assert held(inger, date(2027, 8, 9)) == ["ppr"]


def test_what_the_leader_has_ended_is_not_given_again(
    inger: User, says: Callable, leader: User, today: date
) -> None:
    says(Role.TEAMMEDLEM)
    later = today + timedelta(days=3)
    role = Membership.objects.get(user=inger)

    end_role_here(role, ends_on=later - timedelta(days=1), on=later, by=leader)
    says(Role.TEAMMEDLEM, on=later)

    assert held(inger, later) == []


def test_the_leader_closes_at_once_what_a_login_gave_the_same_day(
    inger: User, says: Callable, leader: User, today: date
) -> None:
    says(Role.TEAMMEDLEM)
    role = Membership.objects.get(user=inger)

    end_role_here(role, ends_on=today - timedelta(days=1), on=today, by=leader)
    says(Role.TEAMMEDLEM)

    assert held(inger, today) == []


def test_what_the_leader_has_ended_the_leader_can_give(
    inger: User, says: Callable, leader: User, school: School, today: date
) -> None:
    says(Role.TEAMMEDLEM)
    later = today + timedelta(days=3)
    end_role_here(
        Membership.objects.get(user=inger), ends_on=later - timedelta(days=1), on=later, by=leader
    )

    give_role(inger, role=Role.TEAMMEDLEM, school=school, starts_on=later, by=leader)
    says(on=later)

    assert held(inger, later) == ["teammedlem"]


def test_roles_of_a_provider_that_has_been_replaced_end(
    inger: User, says: Callable, today: date
) -> None:
    says(Role.DPO)
    other = "https://new.fjordby.example"
    SocialAccount.objects.create(user=inger, provider=other, uid="inger-1")
    later = today + timedelta(days=1)

    says(Role.TEAMMEDLEM, on=later, issuer=other)

    assert held(inger, later) == ["teammedlem"]


@pytest.mark.parametrize(("days", "ended"), [(90, 0), (91, 1)])
def test_whoever_has_not_come_in_for_ninety_days_loses_what_the_provider_gave(
    inger: User, says: Callable, school: School, today: date, days: int, ended: int
) -> None:
    says(Role.DPO)
    factories.give(inger, Role.TEAMMEDLEM, school)
    later = today + timedelta(days=days)

    assert end_unvouched_roles(today=later) == ended
    assert end_unvouched_roles(today=later) == 0

    assert held(inger, later) == (["teammedlem"] if ended else ["dpo", "teammedlem"])


def new_colleague(school: School, leader: User, today: date, email: str) -> User:
    return take_on(
        school,
        email=email,
        name="Nye Kollega",
        title="",
        phone="",
        role=Role.TEAMMEDLEM,
        school_class=None,
        function="",
        starts_on=today,
        ends_on=None,
        on=today,
        by=leader,
    ).user


def test_a_new_colleague_is_expected_and_whoever_has_a_way_in_is_not(
    school: School, leader: User, inger: User, today: date
) -> None:
    nye = new_colleague(school, leader, today, "nye@demo.invalid")
    new_colleague(school, leader, today, inger.email)

    assert nye.expected_until == date(2026, 12, 22)
    inger.refresh_from_db()
    assert inger.expected_until is None


def test_the_operator_awaits_somebody_anew_and_the_old_login_is_forgotten(
    inger: User, today: date
) -> None:
    call_command("expect_sign_in", inger.email, reason="Ny konto efter navneskift")

    inger.refresh_from_db()
    assert inger.expected_until == date(2026, 12, 22)
    assert user_of(issuer=ISSUER, subject="inger-1") is None
    event = SignInEvent.objects.get()
    assert (event.kind, event.reason) == ("expected", "Ny konto efter navneskift")


def test_the_operator_is_told_of_a_mail_that_nobody_has(db: Any) -> None:
    with pytest.raises(CommandError, match="Ingen bruger har"):
        call_command("expect_sign_in", "nobody@demo.invalid", reason="Prøve")


def test_a_first_administrator_needs_no_password(today: date, db: Any) -> None:
    call_command(
        "add_user", "anna@demo.invalid", "Anna Holm", role="administrator", by_provider=True
    )

    anna = User.objects.get()
    assert not anna.has_usable_password()
    assert anna.expected_until == date(2026, 12, 22)

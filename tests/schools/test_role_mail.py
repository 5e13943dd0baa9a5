"""Whoever is given a role, or loses one, is told by mail; nobody and no place is named in it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from cases import actions as case_actions
from kiss.lib.http import login_address
from schools import actions
from schools.models import Membership, RoleProposal, School, User
from schools.roles import Role
from tests import factories
from tests.conftest import TODAY

NEW = {"email": "nina@demo.invalid", "name": "Nina Ny", "title": "Lærer", "phone": ""}
ADDRESS = "https://skole.example.dk"
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def sent(django_capture_on_commit_callbacks: Any, settings: Any) -> Callable[..., list[Any]]:
    """Do something and return the letters that it sent."""
    settings.CSRF_TRUSTED_ORIGINS = [ADDRESS]

    def letters(act: Callable[..., Any], *args: Any, **given: Any) -> list[Any]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act(*args, **given)
        return list(mail.outbox)

    return letters


@pytest.fixture
def nina(school: School) -> User:
    user = factories.make_user("Nina Ny", email="nina@demo.invalid")
    factories.give(user, Role.TEAMMEDLEM, school)
    return user


@pytest.fixture
def adam() -> User:
    user = factories.make_user("Adam Administrator")
    factories.give(user, Role.ADMINISTRATOR)
    return user


def check(letters: list[Any], *, to: str, says: str, school: School) -> None:
    (letter,) = letters
    said = f"{letter.subject} {letter.body}"
    assert letter.to == [to]
    assert (letter.cc, letter.bcc, letter.attachments) == ([], [], [])
    assert says in letter.subject
    assert f"{ADDRESS}/konto/login/" in letter.body
    for name in (school.name, "Nina", "Sanne", "Adam", to):
        assert name not in said, name


def take_on(school: School, by: User, *, starts_on: date = TODAY) -> Membership:
    return actions.take_on(
        school,
        **NEW,
        role=Role.TEAMMEDLEM,
        school_class=None,
        function="",
        starts_on=starts_on,
        ends_on=None,
        on=TODAY,
        by=by,
    )


def test_a_role_at_a_school_is_told_of(sent: Any, school: School, leader: User) -> None:
    letters = sent(take_on, school, leader)

    check(letters, to=NEW["email"], says="fået en rolle", school=school)


def test_so_is_its_end(sent: Any, school: School, leader: User, nina: User) -> None:
    letters = sent(
        case_actions.end_staff_role,
        nina.memberships.get(),
        ends_on=TODAY,
        with_team=False,
        anyway=False,
        reason="",
        on=TODAY,
        by=leader,
    )

    check(letters, to=nina.email, says="slutter", school=school)


def test_so_is_one_that_is_taken_back_before_it_began(
    sent: Any, school: School, leader: User
) -> None:
    row = take_on(school, leader, starts_on=TODAY + timedelta(days=9))

    letters = sent(actions.end_role_here, row, ends_on=TOMORROW, on=TODAY, by=leader)

    assert not Membership.objects.filter(pk=row.pk).exists()
    check(letters, to=NEW["email"], says="slutter", school=school)


def appoint(role: Role, school: School | None, by: User) -> Any:
    return actions.appoint(
        **NEW,
        role=role,
        school=school,
        starts_on=TODAY,
        ends_on=None,
        on=TODAY,
        at=timezone.now(),
        by=by,
    )


def test_the_municipalitys_roles_are_told_of_and_so_is_their_end(
    sent: Any, school: School, adam: User
) -> None:
    letters = sent(appoint, Role.SKOLELEDER, school, adam)
    check(letters, to=NEW["email"], says="fået en rolle", school=school)

    row = Membership.objects.get(user__email=NEW["email"])
    letters = sent(actions.dismiss, row, ends_on=TODAY, on=TODAY, at=timezone.now(), by=adam)
    check(letters, to=NEW["email"], says="slutter", school=school)


def test_what_two_must_agree_on_is_told_of_when_they_do(
    sent: Any, school: School, adam: User
) -> None:
    lone = factories.make_user("Lone Forvaltning")
    factories.give(lone, Role.FORVALTNING)
    proposal = appoint(Role.DPO, None, adam)
    assert mail.outbox == []

    now: datetime = timezone.now()
    letters = sent(actions.confirm_role, proposal, on=TODAY, at=now, by=lone)
    check(letters, to=NEW["email"], says="fået en rolle", school=school)

    row = Membership.objects.get(user__email=NEW["email"])
    assert sent(actions.dismiss, row, ends_on=TODAY, on=TODAY, at=now, by=adam) == []
    end = RoleProposal.objects.get(membership=row)
    check(
        sent(actions.confirm_role, end, on=TODAY, at=now, by=lone),
        to=NEW["email"],
        says="slutter",
        school=school,
    )


def test_the_role_stands_without_mail(
    sent: Any, school: School, leader: User, settings: Any, caplog: Any
) -> None:
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 9},
        }
    }
    assert sent(take_on, school, leader) == []

    assert "could not be sent: ConnectionRefusedError" in caplog.text
    assert Membership.objects.filter(user__email=NEW["email"]).exists()
    assert NEW["email"] not in caplog.text


@pytest.mark.parametrize("origins", [[], ["https://*.example.dk"]])
def test_an_installation_without_one_address_gives_no_link(settings: Any, origins: Any) -> None:
    settings.CSRF_TRUSTED_ORIGINS = origins

    assert login_address() == ""

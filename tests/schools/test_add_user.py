"""The first user of an empty installation is made from the shell."""

import io
import sys
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from schools.models import School, User
from tests import factories

PASSWORD = "en lang sætning om havet"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Any:
    def type_in(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(text + "\n"))

    return type_in


def add(*args: str) -> None:
    call_command("add_user", *args, stdout=io.StringIO())


def test_a_school_leader_can_log_in_and_is_in_the_team(
    client: Any, school: School, typed: Any
) -> None:
    typed(PASSWORD)

    add(
        "sanne@demo.invalid",
        "Sanne Holm",
        "--role=skoleleder",
        f"--school={school.institution_number}",
        "--team=ledelse",
        "--leads",
    )

    user = User.objects.get(email="sanne@demo.invalid")
    assert client.login(email="sanne@demo.invalid", password=PASSWORD)
    assert user.memberships.get().school == school
    assert school.team.members.get().leads


def test_a_short_password_makes_nobody(school: School, typed: Any) -> None:
    typed("kort")

    with pytest.raises(CommandError):
        add("sanne@demo.invalid", "Sanne Holm", "--role=forvaltning")

    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_role_of_a_school_needs_the_school(typed: Any) -> None:
    typed(PASSWORD)

    with pytest.raises(CommandError, match="skal have en skole"):
        add("sanne@demo.invalid", "Sanne Holm", "--role=skoleleder")

    assert not User.objects.exists()


@pytest.mark.django_db
def test_an_unknown_school_is_said(typed: Any) -> None:
    typed(PASSWORD)

    with pytest.raises(CommandError, match="Ingen skole har institutionsnummer 123456"):
        add("sanne@demo.invalid", "Sanne Holm", "--role=skoleleder", "--school=123456")


def test_an_address_in_use_is_refused(school: School, typed: Any) -> None:
    factories.make_user(email="sanne@demo.invalid")
    typed(PASSWORD)

    with pytest.raises(CommandError):
        add("sanne@demo.invalid", "Sanne Holm", "--role=forvaltning")

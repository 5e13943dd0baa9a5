"""The role that the program logs in to the database as: what is said of one that may too much."""

import pytest
from django import conf
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from kiss.roles import fault, let_program_in, refuse_owner
from kiss.services.postgres import PROGRAM, USER
from schools.grants import grants_for

pytestmark = pytest.mark.django_db
BOSS = "create role kiss_boss; alter table schools_anchor owner to kiss_boss"


def become(role: str, *statements: str) -> None:
    """Take a role for the rest of the test, after the owner has changed something about it."""
    with connection.cursor() as cursor:
        for statement in (grants_for(PROGRAM), *statements, f"set local role {role}"):
            cursor.execute(statement)


def test_nothing_is_wrong_with_the_programs_own_role() -> None:
    become(PROGRAM)

    assert fault() == ""


def test_a_superuser_is_refused_with_the_command_that_mends_it() -> None:
    said = fault()

    assert said.startswith("The program logs in as postgres, who is a superuser of the database.")
    assert "`python manage.py migrate`" in said


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        (f"alter table schools_lookup owner to {PROGRAM}", "owns the look-up log"),
        (f"{BOSS}; grant kiss_boss to {PROGRAM}", "owns the look-up log"),
        (f"grant update on schools_lookup to {PROGRAM}", "may change or delete"),
        (f"grant truncate on schools_lookupseal to {PROGRAM}", "may change or delete"),
        (f"grant delete on schools_lookup_2026_11 to {PROGRAM}", "may change or delete"),
    ],
)
def test_who_could_empty_the_log_is_refused(changed: str, why: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select schools_lookup_month('2026-11-01')")
    become(PROGRAM, changed)

    assert f"logs in as {PROGRAM}, who {why}" in fault()


@pytest.mark.django_db(transaction=True)
def test_only_production_is_refused(settings) -> None:
    settings.DEBUG, settings.DEMO = False, True
    refuse_owner()

    settings.DEMO = False
    with pytest.raises(ImproperlyConfigured, match="who is a superuser"):
        refuse_owner()


@pytest.mark.django_db(transaction=True)
def test_the_owner_makes_the_role_and_does_so_again_without_harm(settings, monkeypatch) -> None:
    own = connection.settings_dict
    settings.OWNER_DATABASE = {"USER": USER}
    program = {**own, "USER": "kiss_new", "PASSWORD": "hemmelig'27"}
    monkeypatch.setattr(conf.settings, "DATABASES", {"default": program})
    try:
        let_program_in()
        let_program_in()

        with connection.cursor() as cursor:
            cursor.execute(
                "select rolsuper, rolpassword is not null from pg_authid where rolname = 'kiss_new'"
            )
            assert cursor.fetchall() == [(False, True)]
            cursor.execute("set role kiss_new")
            said = fault()
            cursor.execute("reset role")
        assert said == ""
    finally:
        with connection.cursor() as cursor:
            cursor.execute("drop owned by kiss_new; drop role kiss_new")

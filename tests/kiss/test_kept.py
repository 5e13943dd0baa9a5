"""A question that is written once and asked again answers as the question itself does."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kiss.lib.sql import Kept
from schools.holding import held_on
from schools.models import Membership, School
from schools.roles import Role
from tests import factories
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db


def test_each_asking_has_its_own_values(school: School) -> None:
    people = [factories.make_leader(school, name) for name in ("Sanne", "Torben")]
    factories.give(people[1], Role.TEAMLEDER, school, until=TODAY)
    kept = Kept(
        lambda user, day: [
            Membership.objects.filter(user=user)
            .in_force(day)
            .order_by("pk")
            .values_list("role", "starts_on"),
            Membership.objects.filter(user=user).select_related("school").order_by("pk"),
        ],
        int,
        date,
    )

    for day in (TODAY, TODAY + timedelta(days=1), date(1999, 1, 1)):
        for user in people:
            plain = Membership.objects.filter(user=user).in_force(day).order_by("pk")
            told, rows = kept.ask(user.pk, day)
            assert told == list(plain.values_list("role", "starts_on"))
            assert rows == list(Membership.objects.filter(user=user).order_by("pk"))
            assert {row.school for row in rows} == {school}


def test_it_is_one_statement_and_django_writes_it_once(school: School) -> None:
    written = []

    def build(name: int) -> object:
        written.append(name)
        return [School.objects.filter(pk=name).values_list("name")]

    kept = Kept(build, int)
    with CaptureQueriesContext(connection) as asked:
        answers = [kept.ask(school.pk), kept.ask(0), kept.ask(school.pk)]

    assert answers == [[[(school.name,)]], [[]], [[(school.name,)]]]
    assert len(asked) == 3
    assert len(written) == 1


def test_somebody_with_a_class_and_a_school_and_the_municipality_holds_all_three(
    school: School,
) -> None:
    klasse = factories.make_class(school)
    user = factories.make_user("Lars")
    factories.give(user, Role.LAERER, school, school_class=klasse)
    factories.give(user, Role.FORVALTNING)

    held = {(row.role, row.school, row.school_class) for row in held_on(user, TODAY)}

    assert held == {
        (Role.LAERER, school.name, klasse.name),
        (Role.FORVALTNING, "", ""),
    }

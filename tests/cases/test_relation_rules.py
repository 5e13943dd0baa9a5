"""Who takes a child over, who ends a relation, who is stopped: the rules without their pages."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cases import actions
from cases.reading import ReadingStopped, stop_many
from cases.relations import led_relations, others_who_appoint, without_head
from schools.holding import class_ids
from schools.models import Membership
from schools.roles import Role, Thing
from tests import factories
from tests.conftest import TODAY


def somebody(name, role, school, *, ends_on=None, active=True, school_class=None):
    user = factories.make_user(name)
    factories.give(user, role, school, school_class=school_class)
    if ends_on:
        held = Membership.objects.get(user=user)
        held.ends_on = ends_on
        held.save()
    if not active:
        user.is_active = False
        user.save()
    return user


def declare(user, pupil):
    return actions.declare_relation(pupil, kind="familie", note="", on=TODAY, by=user)


def test_those_who_may_take_a_child_over_lead_that_school_today(pupil, leader, school):
    other = factories.make_school("Engbakkeskolen")
    beate = somebody("Beate Teamleder", Role.TEAMLEDER, school)
    anna = somebody("Anna Teamleder", Role.TEAMLEDER, school)
    namesake = somebody("Anna Teamleder", Role.TEAMLEDER, school)
    somebody("Carl Forbi", Role.TEAMLEDER, school, ends_on=TODAY - timedelta(days=1))
    somebody("Dina Lukket", Role.TEAMLEDER, school, active=False)
    somebody("Erik Fjern", Role.TEAMLEDER, other)
    somebody("Frida Medlem", Role.TEAMMEDLEM, school)
    declare(somebody("Gry Nær", Role.TEAMLEDER, school), pupil)

    assert list(others_who_appoint(leader, pupil, school, TODAY)) == [anna, namesake, beate]


def test_a_head_ends_what_others_have_said_and_never_their_own(pupil, klasse, leader, school):
    other = factories.make_pupil(klasse, "Luna", "Skov")
    theirs = declare(somebody("Lars Kollega", Role.TEAMMEDLEM, school), other)
    declare(leader, pupil)

    assert list(led_relations(leader, TODAY)) == [theirs]


def test_the_controller_ends_where_no_active_head_of_the_childs_own_school_can(
    pupil, school, leader
):
    elsewhere = factories.make_school("Engbakkeskolen")
    factories.make_leader(elsewhere, "Torben Leder")
    theirs = declare(somebody("Lars Kollega", Role.TEAMMEDLEM, school), pupil)
    assert list(without_head(TODAY)) == []

    leader.is_active = False
    leader.save()

    assert list(without_head(TODAY)) == [theirs]


def test_what_colleagues_open_counts_for_themselves(klasse, leader):
    pupils = [factories.make_pupil(klasse, f"Barn{number}") for number in range(4)]
    colleague = factories.make_user("Lars Kollega")
    now = timezone.now()
    for pupil in pupils[:3]:
        factories.look(colleague, pupil, now)

    stop_many(leader, pupils[3].pk, at=now, limit=3)
    with pytest.raises(ReadingStopped) as stopped:
        stop_many(colleague, pupils[3].pk, at=now, limit=3)
    assert stopped.value.children == 3


def test_a_teacher_reaches_by_class_only_what_teachers_reach(school, klasse):
    teacher = somebody("Jonas Lærer", Role.LAERER, school, school_class=klasse)

    assert class_ids(teacher, Thing.PUPILS, TODAY) == {klasse.pk}
    assert class_ids(teacher, Thing.CASES, TODAY) == set()
    assert class_ids(teacher, Thing.PUPILS, date(2020, 1, 1)) == set()

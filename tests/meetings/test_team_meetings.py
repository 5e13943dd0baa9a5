"""Meetings on no case: who writes them up, who reads them whole, and who knows when and where."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from meetings import actions
from meetings.actions import Invitee
from meetings.models import Meeting
from schools.models import School, User
from schools.roles import Role
from tests import factories
from tests.meetings.conftest import at

MINUTES = "Vi gennemgik sagerne."


@pytest.fixture
def guest(school: School) -> User:
    user = factories.make_user("Pia Sundhed")
    factories.give(user, Role.AD_HOC, school)
    return user


@pytest.fixture
def member(school: School) -> User:
    user = factories.make_user("Inger Skovlund")
    factories.give(user, Role.TEAMMEDLEM, school)
    return user


@pytest.fixture
def meeting(today: Any, school: School, tovholder: User, guest: User) -> Meeting:
    """A meeting of the team this morning, called by a tovholder who leads no team."""
    return actions.call_meeting(
        kind=Meeting.Kind.TEAM,
        school=school,
        case=None,
        starts_at=at("2026-11-23", "08:00"),
        ends_at=at("2026-11-23", "09:00"),
        place="Personalerummet",
        invitees=[Invitee(name=guest.name, part="sundhedsplejerske", user=guest)],
        child_takes_part="",
        on=date(2026, 11, 23),
        by=tovholder,
    )


def test_whoever_called_it_and_whoever_leads_the_school_write_it_up(
    client: Client, meeting: Meeting, tovholder: User, leader: User, member: User, guest: User
) -> None:
    """And the page offers it to nobody else."""
    write_up = reverse("meetings:hold", args=[meeting.public_id])
    answers, offered = {}, {}
    for user in (tovholder, leader, member, guest):
        client.force_login(user)
        answers[user.name] = client.get(write_up).status_code
        offered[user.name] = write_up in client.get(meeting.get_absolute_url()).content.decode()

    assert answers == {tovholder.name: 200, leader.name: 200, member.name: 403, guest.name: 403}
    assert offered == {
        tovholder.name: True,
        leader.name: True,
        member.name: False,
        guest.name: False,
    }


def test_the_team_reads_the_minutes_and_a_guest_when_and_where(
    client: Client, meeting: Meeting, tovholder: User, leader: User, member: User, guest: User
) -> None:
    actions.hold_meeting(
        meeting,
        came={meeting.participants.get().pk},
        minutes=MINUTES,
        agreements=[],
        on=date(2026, 11, 23),
        by=tovholder,
    )
    read = {}
    for user in (tovholder, leader, member, guest):
        client.force_login(user)
        page = client.get(meeting.get_absolute_url()).content.decode()
        assert "Personalerummet" in page
        read[user.name] = MINUTES in page

    assert read == {tovholder.name: True, leader.name: True, member.name: True, guest.name: False}

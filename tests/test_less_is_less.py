"""Whoever loses a role, a seat, a part in a case or an invitation never sees more than before."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import models, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from absence.overview import waiting_flags
from cases.community import readable_classes, written_classes
from cases.inquiries import readable as readable_inquiries
from cases.models import CaseParticipant, Concern, DeclaredRelation, Inquiry
from cases.permissions import (
    LEAD,
    VIEW,
    WRITE,
    reads_confided,
    schools_with,
    sync,
    visible_cases,
    visible_concerns,
    visible_pupils,
)
from meetings.models import Meeting, Participant
from meetings.permissions import open_meetings, visible_meetings
from schools.holding import read_once
from schools.models import School, TeamMember
from schools.roles import RIGHTS, Role, Thing
from tests import factories
from tests.conftest import TODAY
from tests.meetings.conftest import at

pytestmark = pytest.mark.django_db
SINCE = TODAY - timedelta(days=30)
Right = tuple[str, str, int]
RIGHTS_DRAWN: list[Right] = [
    *(("role", role.value, place) for role in Role for place in (0, 1)),
    *(("seat", "", place) for place in (0, 1)),
    *(("part", part, place) for part in ("reads", "writes") for place in (0, 1)),
    *(("invited", "", place) for place in (0, 1)),
]

HERE = [right for right in RIGHTS_DRAWN if right[2] == 0]


class World:
    """Two schools, each with a class, an open case, a concern, two meetings, and one person."""

    def __init__(self) -> None:
        factories.make_holidays()
        self.person = factories.make_user("Prøve Person")
        self.schools = [factories.make_school(name) for name in ("Nordskolen", "Sydskolen")]
        self.classes = [factories.make_class(school) for school in self.schools]
        self.cases, self.meetings = [], []
        for school, klasse in zip(self.schools, self.classes, strict=True):
            self._furnish(school, klasse)

    def _furnish(self, school: School, klasse: Any) -> None:
        tovholder = factories.make_tovholder(school, f"Tove fra {school}")
        case = factories.make_case(factories.make_pupil(klasse), tovholder)
        other = factories.make_pupil(klasse, "Luna", "Skov")
        for day in (9, 10, 11, 12, 13, 16, 17, 18):
            factories.mark(other, TODAY.replace(day=day))
        Concern.objects.create(
            pupil=other,
            school=school,
            voiced_by="ansat",
            noted_on=TODAY,
            noted_by=self.person,
            text="Hun går ud.",
        )
        Inquiry.objects.create(
            case=case,
            asked_of=self.person,
            asked_by=tovholder,
            asked_on=TODAY,
            due_on=TODAY,
            angle="klasse",
        )
        self.cases.append(case)
        for of in (case, None):
            meeting = Meeting.objects.create(
                kind="netvaerk" if of else "team",
                school=school,
                case=of,
                starts_at=at("2026-11-25", "09:00"),
                ends_at=at("2026-11-25", "09:45"),
                place="lokale 2",
                called_by=tovholder,
            )
            self.meetings.append(meeting)

    def give(self, right: Right) -> models.Model:
        """Give the person one right and return the row that holds it."""
        kind, what, place = right
        if kind == "role":
            role = Role(what)
            return factories.give(
                self.person,
                role,
                self.schools[place] if RIGHTS[role].at_school else None,
                school_class=self.classes[place] if role == Role.LAERER else None,
                since=SINCE,
            )
        if kind == "seat":
            return TeamMember.objects.create(
                team=self.schools[place].team,
                user=self.person,
                function=TeamMember.Function.LEDELSE,
                starts_on=SINCE,
            )
        if kind == "part":
            part = CaseParticipant.objects.create(
                case=self.cases[place],
                user=self.person,
                part=what,
                basis="intern",
                may_write=what == "writes",
                starts_on=SINCE,
            )
            sync(self.cases[place])
            return part
        return Participant.objects.create(
            meeting=self.meetings[2 * place], name=self.person.name, user=self.person
        )

    def take(self, row: models.Model) -> None:
        """Take one right away again, as its end would."""
        row.delete()
        if isinstance(row, CaseParticipant):
            sync(row.case)

    def reach(self) -> set[tuple[str, int]]:
        """Return everything the person reaches."""
        who = self.person
        found: dict[str, Callable[[], Any]] = {
            **{to: lambda to=to: visible_cases(who, TODAY, to=to) for to in (VIEW, WRITE, LEAD)},
            "inquiry": lambda: readable_inquiries(who, TODAY),
            "class": lambda: readable_classes(who, TODAY),
            "class to write": lambda: written_classes(who, TODAY),
            "pupil": lambda: visible_pupils(who, TODAY),
            "concern": lambda: visible_concerns(who, TODAY),
            "meeting": lambda: visible_meetings(who, TODAY),
            "open meeting": lambda: open_meetings(who, TODAY),
            "flag": lambda: waiting_flags(who, Thing.FLAGS, TODAY),
            **{thing: lambda thing=thing: schools_with(who, thing, TODAY) for thing in Thing},
        }
        with read_once():
            reached = {(name, row.pk) for name, rows in found.items() for row in rows()}
            return reached | {
                ("confided", case.pk) for case in self.cases if reads_confided(who, case, TODAY)
            }


@contextmanager
def undone() -> Iterator[None]:
    """Undo at the end what is done within."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def world(today: Any) -> World:
    return World()


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(rights=st.lists(st.sampled_from(RIGHTS_DRAWN), min_size=1, max_size=5, unique=True))
def test_one_right_less_is_never_more(world: World, rights: list[Right]) -> None:
    with undone():
        held = [world.give(right) for right in rights]
        before = world.reach()

        for row, right in zip(held, rights, strict=True):
            with undone():
                world.take(row)
                assert world.reach() <= before, right


def test_one_who_is_related_never_sees_more(world: World) -> None:
    for right in HERE:
        with undone():
            world.give(right)
            before = world.reach()
            DeclaredRelation.objects.create(
                user=world.person, pupil=world.cases[0].pupil, kind="naer", starts_on=TODAY
            )

            after = world.reach()

            assert after <= before, right
            assert not {(VIEW, world.cases[0].pk), ("pupil", world.cases[0].pupil_id)} & after


def test_nobody_without_a_right_reaches_anything(world: World) -> None:
    assert world.reach() == set()


def test_each_right_opens_something_to_somebody(world: World) -> None:
    """Otherwise the test above would be content with doors that never open."""
    opened = set()
    for right in HERE:
        with undone():
            world.give(right)
            opened |= {name for name, _ in world.reach()}

    assert opened >= {"class", "class to write", "inquiry"}
    assert opened >= {VIEW, WRITE, LEAD, "pupil", "concern", "meeting", "open meeting", Thing.FLAGS}

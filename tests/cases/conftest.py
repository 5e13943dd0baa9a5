"""What the tests of the cases need besides the cast."""

from datetime import UTC, date, datetime, time

import pytest

from meetings.models import Meeting
from schools.models import User
from schools.roles import Role
from tests import factories


@pytest.fixture
def make_network_meeting():
    """A planned network meeting on a case at 14.30."""

    def make(case, day: date, **fields) -> Meeting:
        fields.setdefault("starts_at", datetime.combine(day, time(13, 30), tzinfo=UTC))
        fields.setdefault("ends_at", datetime.combine(day, time(14, 30), tzinfo=UTC))
        return Meeting.objects.create(
            kind=Meeting.Kind.NETVAERK,
            school=case.school,
            case=case,
            place="Mødelokale 2",
            called_by=case.tovholder,
            **fields,
        )

    return make


@pytest.fixture
def member(school) -> User:
    """Inger is a member of the school's team: reads its cases and writes in them."""
    user = factories.make_user("Inger Medlem")
    factories.give(user, Role.TEAMMEDLEM, school)
    return user

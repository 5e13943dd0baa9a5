"""What the gates let through and write down, held to the letter."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from cases import actions
from cases.models import Case, CaseParticipant, ChildStatement
from cases.permissions import (
    confided,
    get_concern,
    get_known_pupil,
    may_decide,
    may_voice_concern,
    note_list,
    reads_of_pupil,
    rights_on,
    sync,
)
from meetings.models import Meeting, Participant
from meetings.permissions import get_meeting, may_meet, open_meetings
from schools.models import Lookup, Pupil, School, SchoolClass, User
from schools.roles import Role, Thing
from tests import factories
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("today")


def asks(user: User, path: str = "/"):
    request = RequestFactory().get(path)
    request.user = user
    return request


def named(case: Case, *, role: Role, may_write: bool) -> User:
    user = factories.make_user(f"{role.label} på sagen")
    factories.give(user, role, case.school)
    actions.add_participant(
        case,
        user=user,
        part="konsulent",
        basis="anden",
        basis_note="Aftalt.",
        may_write=may_write,
        starts_on=TODAY,
        ends_on=TODAY + timedelta(days=30),
        on=TODAY,
        by=case.tovholder,
    )
    return user


def test_the_child_that_is_asked_for_is_the_one_that_opens(
    case: Case, klasse: SchoolClass, leader: User
) -> None:
    others = [factories.make_pupil(klasse, "Bo", "Dam"), case.pupil, factories.make_pupil(klasse)]

    for pupil in others:
        assert get_known_pupil(asks(leader), pupil.public_id, purpose="prøve") == pupil
    assert list(Lookup.objects.order_by("pk").values_list("pupil", "purpose")) == [
        (pupil.pk, "prøve") for pupil in others
    ]


def test_what_each_may_do_on_a_case_comes_as_one_answer(
    case: Case, school: School, leader: User, tovholder: User
) -> None:
    """To lead it, to write in it, to appoint there, and to voice a concern about the child."""
    member = factories.make_user("Inger Medlem")
    factories.give(member, Role.TEAMMEDLEM, school)
    writes = named(case, role=Role.PPR, may_write=True)
    reads = named(case, role=Role.SOCIALRAADGIVER, may_write=False)
    stranger = factories.make_leader(factories.make_school("Nord"), "Fremmed Leder")

    assert {user.name: rights_on(user, case, TODAY) for user in User.objects.all()} == {
        leader.name: (False, True, True, True),
        tovholder.name: (True, True, False, True),
        member.name: (False, True, False, True),
        writes.name: (False, True, False, False),
        reads.name: (False, False, False, False),
        stranger.name: (False, False, False, False),
    }


def test_who_decides_and_who_voices_a_concern_about_a_child(
    pupil: Pupil, case: Case, leader: User, tovholder: User
) -> None:
    stranger = factories.make_leader(factories.make_school("Nord"), "Fremmed Leder")

    people = (leader, tovholder, stranger)
    assert [may_decide(user, pupil, TODAY) for user in people] == [True, False, False]
    assert [may_voice_concern(user, pupil, TODAY) for user in people] == [True, True, False]


def test_a_list_is_in_the_log_as_a_list_and_nothing_was_searched_for(
    case: Case, tovholder: User
) -> None:
    client = Client()
    client.force_login(tovholder)

    client.get(reverse("cases:list"))

    row = Lookup.objects.get()
    assert (row.user, row.pupil, row.case_number) == (tovholder, case.pupil, "")
    assert (row.method, row.in_list, row.search) == ("GET", True, "")
    assert (row.page, row.purpose) == ("cases:list", "Listen over sager")


def test_a_concern_on_a_case_is_in_the_log_with_the_number_of_the_case(
    case: Case, school: School, leader: User
) -> None:
    concern = actions.voice_concern(
        case.pupil,
        school=school,
        voiced_by="ansat",
        text="Hun sidder alene.",
        signs=[],
        talked_with_child=False,
        talked_with_parents=False,
        talked_with_team=False,
        about_environment=False,
        informed_on=None,
        on=TODAY,
        by=leader,
    )
    concern.case = case
    concern.save()
    client = Client()
    client.force_login(leader)

    client.get(reverse("cases:concern", args=[concern.public_id]))

    assert Lookup.objects.get().case_number == case.number


@pytest.fixture
def meeting(case: Case) -> Meeting:
    begins = datetime(2026, 12, 3, 13, tzinfo=UTC)
    return Meeting.objects.create(
        kind=Meeting.Kind.NETVAERK,
        school=case.school,
        case=case,
        starts_at=begins,
        ends_at=begins + timedelta(hours=1),
        place="Lokale 4",
        called_by=case.tovholder,
    )


def test_a_guest_of_a_meeting_leads_nothing_and_leaves_a_row_with_the_number(
    case: Case, school: School, meeting: Meeting
) -> None:
    guest = factories.make_user("Gerda Gæst")
    factories.give(guest, Role.AD_HOC, school)
    Participant.objects.create(meeting=meeting, user=guest, name=guest.name, part="træner")

    door = get_meeting(asks(guest), meeting.public_id, today=TODAY, purpose="prøve")

    assert (door.meeting, door.sees_all, door.may_lead) == (meeting, False, False)
    row = Lookup.objects.get()
    assert (row.user, row.pupil, row.case_number) == (guest, case.pupil, case.number)


def test_who_has_meetings_in_the_menu(case: Case, school: School, leader: User) -> None:
    guest = factories.make_user("Gerda Gæst")
    factories.give(guest, Role.AD_HOC, school)
    teacher = factories.make_user("Lars Lærer")
    factories.give(teacher, Role.LAERER, school, school_class=factories.make_class(school))

    found = {user.name: may_meet(user, date(2026, 11, 23)) for user in (leader, guest, teacher)}

    assert found == {leader.name: True, guest.name: True, teacher.name: False}


def test_a_concern_comes_with_all_that_its_page_reads(
    case: Case, leader: User, django_assert_num_queries: Any
) -> None:
    concern = actions.voice_concern(
        case.pupil,
        school=case.school,
        voiced_by="barn",
        text="Jeg vil ikke derhen.",
        signs=[],
        talked_with_child=True,
        talked_with_parents=False,
        talked_with_team=False,
        about_environment=False,
        informed_on=None,
        on=TODAY,
        by=leader,
    )
    actions.decide_concern(concern, decision="Vi taler med klassen.", on=TODAY, by=leader)
    found = get_concern(asks(leader), concern.public_id, purpose="prøve")

    with django_assert_num_queries(0):
        told = (found.pupil, found.school, found.case, found.noted_by, found.decided_by)
    assert told == (case.pupil, case.school, case, leader, leader)


def test_what_is_known_of_the_home_on_a_pupils_page_follows_the_table(
    case: Case, klasse: SchoolClass, leader: User
) -> None:
    other = factories.make_pupil(klasse, "Bo", "Dam")
    adviser = named(case, role=Role.SOCIALRAADGIVER, may_write=False)
    ppr = named(case, role=Role.PPR, may_write=False)
    yesterday = TODAY - timedelta(days=1)

    def reads(who: User, pupil: Pupil = case.pupil, on: date = TODAY) -> bool:
        return reads_of_pupil(who, pupil, Thing.HOME, on)

    assert (reads(leader), reads(leader, other)) == (True, True)
    assert (reads(adviser), reads(adviser, other), reads(adviser, on=yesterday)) == (
        True,
        False,
        False,
    )
    assert reads_of_pupil(leader, case.pupil, Thing.CONFIDED, TODAY) is False
    assert reads(ppr) is False
    assert reads_of_pupil(adviser, case.pupil, Thing.STEERING, TODAY) is False


def test_who_was_named_until_yesterday_reads_no_confided_words_and_no_meeting(
    case: Case, school: School
) -> None:
    adviser = named(case, role=Role.SOCIALRAADGIVER, may_write=False)
    statement = actions.note_child_words(
        case,
        said_on=TODAY,
        said_to="Jonas",
        text="Kun til jer.",
        may_be_shared=False,
        on=TODAY,
        by=case.tovholder,
    )
    meeting = Meeting.objects.create(
        kind=Meeting.Kind.NETVAERK,
        school=school,
        case=case,
        starts_at=datetime(2026, 12, 8, 9, tzinfo=UTC),
        ends_at=datetime(2026, 12, 8, 10, tzinfo=UTC),
        place="mødelokale 2",
        called_by=case.tovholder,
    )
    Participant.objects.create(meeting=meeting, user=adviser, name=adviser.name)
    days = {
        "before": TODAY - timedelta(days=1),
        "first": TODAY,
        "last": TODAY + timedelta(days=30),
        "after": TODAY + timedelta(days=31),
    }

    words = {
        name: ChildStatement.objects.filter(confided(adviser, case, day)).contains(statement)
        for name, day in days.items()
    }
    met = {name: open_meetings(adviser, day).contains(meeting) for name, day in days.items()}

    assert words == met == {"before": False, "first": True, "last": True, "after": False}


def test_a_meeting_comes_with_all_that_its_page_reads(
    case: Case, school: School, tovholder: User, django_assert_num_queries: Any
) -> None:
    meeting = Meeting.objects.create(
        kind=Meeting.Kind.NETVAERK,
        school=school,
        case=case,
        starts_at=datetime(2026, 12, 8, 9, tzinfo=UTC),
        ends_at=datetime(2026, 12, 8, 10, tzinfo=UTC),
        place="mødelokale 2",
        called_by=tovholder,
    )
    guest = named(case, role=Role.PPR, may_write=False)
    CaseParticipant.objects.filter(user=guest).delete()
    sync(case)
    Participant.objects.create(meeting=meeting, user=guest, name=guest.name)

    for who in (tovholder, guest):
        found = get_meeting(asks(who), meeting.public_id, today=TODAY, purpose="prøve").meeting
        with django_assert_num_queries(0):
            told = (found.school, found.case.pupil, found.called_by, found.plan_version)
        assert told == (school, case.pupil, tovholder, None)


def test_a_list_is_written_down_with_what_was_sought_and_how(case: Case, leader: User) -> None:
    request = asks(leader)
    request.method = "POST"

    note_list(request, pupils=[case.pupil_id], purpose="Søgning", search="  lund   krogh ")

    row = Lookup.objects.get()
    assert (row.in_list, row.search, row.method, row.purpose) == (
        True,
        "lund krogh",
        "POST",
        "Søgning",
    )

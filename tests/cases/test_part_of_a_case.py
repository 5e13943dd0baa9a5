"""Who takes part in a case and does not lead it sees their part: not the home, not the steering."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases import actions
from cases.models import Case, CaseParticipant
from cases.models.record import EventKind
from cases.permissions import LEAD, WRITE, cases_with, may_on_case, reads, rights_on, sync
from meetings import actions as meeting_actions
from meetings.models import Meeting
from schools.models import School, User
from schools.roles import RIGHTS, Role, Scope, Thing
from tests import factories
from tests.conftest import TODAY
from tests.meetings.conftest import at

pytestmark = pytest.mark.usefixtures("today")

SAID = "Mor fortalte om skilsmissen."
OWN = "Far spurgte til trappen."
MINUTES = "Vi talte om natten."


def take_part(case: Case, user: User, part: str = "rådgiver") -> User:
    actions.add_participant(
        case,
        user=user,
        part=part,
        basis="anden",
        basis_note="Aftalt med begge forældre.",
        may_write=True,
        starts_on=date(2026, 11, 1),
        ends_on=date(2026, 12, 31),
        on=TODAY,
        by=case.tovholder,
    )
    return user


@pytest.fixture
def ppr(school: School, case: Case) -> User:
    user = factories.make_user("Pernille PPR")
    factories.give(user, Role.PPR, school)
    return take_part(case, user)


@pytest.fixture
def held(case: Case, ppr: User) -> dict[str, Any]:
    """What the tovholder and the leader have noted, a contact of PPR's own, and two meetings."""
    said = {"case": case, "channel": "telefon", "outcome": "talt", "on": TODAY}
    actions.note_contact(case.pupil, with_whom="mor", summary=SAID, by=case.tovholder, **said)
    actions.note_contact(case.pupil, with_whom="far", summary=OWN, by=ppr, **said)
    actions.review_case(
        case,
        verdict="mere",
        what="Et møde med klubben.",
        who="Tove",
        due_on=TODAY,
        on=TODAY,
        by=case.tovholder,
    )
    return {
        "without": meet(case, MINUTES),
        "asked": meet(case, "Vi talte om trappen.", ppr),
    }


def meet(case: Case, minutes: str, *asked: User) -> Meeting:
    meeting = meeting_actions.call_meeting(
        kind="netvaerk",
        school=case.school,
        case=case,
        starts_at=at("2026-11-23", "09:00"),
        ends_at=at("2026-11-23", "09:45"),
        place="mødelokale 2",
        invitees=[
            meeting_actions.Invitee(user=who, name=who.name, part="PPR")
            for who in (case.tovholder, *asked)
        ],
        child_takes_part="",
        on=TODAY,
        by=case.tovholder,
    )
    meeting_actions.hold_meeting(
        meeting,
        came=list(meeting.participants.values_list("pk", flat=True)),
        minutes=minutes,
        agreements=[],
        on=TODAY,
        by=case.tovholder,
    )
    return meeting


def pages_of(case: Case) -> list[str]:
    names = ("detail", "timeline", "history", "case_access", "contact", "underretning_new")
    found = [reverse(f"cases:{name}", args=[case.public_id]) for name in names]
    elements = ("opsporing", "afdaekning", "indsatser", "opfoelgning")
    found += [reverse("cases:element", args=[case.public_id, element]) for element in elements]
    return [*found, reverse("absence:pupil", args=[case.pupil.public_id]), reverse("cases:list")]


def read(client: Client, user: User, case: Case) -> str:
    client.force_login(user)
    return " ".join(client.get(url).content.decode() for url in pages_of(case))


def test_ppr_on_a_case_reads_neither_contacts_nor_numbers_nor_reviews(
    client: Client, case: Case, ppr: User, held: dict[str, Any]
) -> None:
    phones = set(case.pupil.custody_holders.values_list("phone", flat=True))
    assert all(phones)
    told = {SAID, "Et møde med klubben.", *phones}

    text = read(client, ppr, case)

    assert {words for words in told if words in text} == set()
    assert "Du ser din del af sagen, uden de andres kontakter med hjemmet" in text


def test_the_tovholder_reads_all_of_it(client: Client, case: Case, held: dict[str, Any]) -> None:
    phones = set(case.pupil.custody_holders.values_list("phone", flat=True))

    text = read(client, case.tovholder, case)

    assert {w for w in {SAID, OWN, "Et møde med klubben.", *phones} if w not in text} == set()
    assert "Du ser din del af sagen" not in text


def test_what_one_noted_oneself_one_reads_again(
    client: Client, case: Case, ppr: User, held: dict[str, Any]
) -> None:
    client.force_login(ppr)

    for name in ("detail", "timeline"):
        assert OWN in client.get(reverse(f"cases:{name}", args=[case.public_id])).content.decode()


def test_a_line_one_may_not_read_is_not_corrected(
    client: Client, case: Case, ppr: User, held: dict[str, Any]
) -> None:
    client.force_login(ppr)
    lines = case.events.filter(kind=EventKind.CONTACT_NOTED)
    answers = {
        event.by_id: client.get(reverse("cases:correct", args=[case.public_id, event.pk]))
        for event in lines
    }

    assert answers[ppr.pk].status_code == 200
    assert answers[case.tovholder_id].status_code == 403


def test_only_the_meetings_one_is_asked_to_are_open_and_searched(
    client: Client, case: Case, ppr: User, held: dict[str, Any]
) -> None:
    client.force_login(ppr)
    opened = {name: client.get(row.get_absolute_url()).status_code for name, row in held.items()}
    found = client.post(
        reverse("cases:timeline", args=[case.public_id]), {"words": "vi talte om"}
    ).content.decode()

    assert opened == {"without": 404, "asked": 200}
    assert "Vi talte om trappen." in found
    assert MINUTES not in found


def test_a_coming_meeting_one_is_not_asked_to_is_told_and_leads_nowhere(
    client: Client, case: Case, ppr: User
) -> None:
    meeting = meeting_actions.call_meeting(
        kind="netvaerk",
        school=case.school,
        case=case,
        starts_at=at("2026-11-26", "09:00"),
        ends_at=at("2026-11-26", "09:45"),
        place="mødelokale 2",
        invitees=[meeting_actions.Invitee(user=case.tovholder, name="Tove", part="tovholder")],
        child_takes_part="",
        on=TODAY,
        by=case.tovholder,
    )
    texts = {}
    for who in (ppr, case.tovholder):
        client.force_login(who)
        texts[who] = client.get(case.get_absolute_url()).content.decode()

    assert all("mødelokale 2" in text for text in texts.values())
    assert meeting.get_absolute_url() not in texts[ppr]
    assert meeting.get_absolute_url() in texts[case.tovholder]


def test_a_tovholder_who_only_takes_part_sees_the_part(
    client: Client, school: School, case: Case, ppr: User, held: dict[str, Any]
) -> None:
    colleague = take_part(case, factories.make_tovholder(school, "Karen Kollega"))

    assert SAID not in read(client, colleague, case)


@pytest.mark.parametrize("named", [None, "part", "leads"])
def test_the_list_of_cases_says_the_same_as_the_single_case(
    school: School, case: Case, named: str | None
) -> None:
    elsewhere = factories.make_school("Engbakkeskolen")
    for role in Role:
        if RIGHTS[role].scope(Thing.CASES) is Scope.NONE:
            continue
        for place in (school, elsewhere):
            user = factories.make_user(f"{role.label} {place}")
            factories.give(user, role, place)
            if named == "leads":
                case.tovholder = user
                case.save()
            if named == "part":
                CaseParticipant.objects.create(
                    case=case, user=user, part="del", basis="intern", starts_on=TODAY
                )
            sync(case)
            seen = may_on_case(user, case, "view_case", TODAY)
            for thing in (Thing.HOME, Thing.MEETINGS, Thing.STEERING, Thing.CONSENT):
                one = seen and reads(user, case, thing, TODAY)
                assert cases_with(user, thing, TODAY).contains(case) == one, (role, place, thing)
            leads, writes, *_ = rights_on(user, case, TODAY)
            assert leads == may_on_case(user, case, LEAD, TODAY), (role, place)
            assert writes == may_on_case(user, case, WRITE, TODAY), (role, place)

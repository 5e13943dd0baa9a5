"""Who may see, write in and lead a case: complete sets, the same on every page."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cases import actions
from cases.models import CaseParticipant, Concern
from cases.permissions import (
    LEAD,
    VIEW,
    WRITE,
    may_answer,
    may_appoint_in,
    may_on_case,
    visible_cases,
    visible_concerns,
)
from cases.readers import readers, why
from kiss.lib.models import Refused
from schools.models import Lookup, TeamMember, User
from schools.roles import Role
from tests import factories
from tests.conftest import TODAY

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def people(school, klasse, case) -> dict[str, User]:
    """One person for every role, at the school where the role has a school."""
    elsewhere = factories.make_school("Engbakkeskolen")
    found = {}
    for role in Role:
        person = factories.make_user(role.label)
        place = None if role in {Role.ADMINISTRATOR, Role.FORVALTNING, Role.DPO} else school
        klass = klasse if role == Role.LAERER else None
        factories.give(person, role, place, school_class=klass)
        found[role.value] = person
    for role in (Role.SKOLELEDER, Role.TEAMLEDER, Role.TEAMMEDLEM, Role.TOVHOLDER):
        person = factories.make_user(f"{role.label} et andet sted")
        factories.give(person, role, elsewhere)
        found[f"{role.value} elsewhere"] = person
    found["tovholder of the case"] = case.tovholder
    found["nobody"] = factories.make_user("Uden rolle")
    return found


def those_who(people, test) -> set[str]:
    return {name for name, person in people.items() if test(person)}


SCHOOL = {"skoleleder", "teamleder", "teammedlem"}


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        (VIEW, SCHOOL | {"tovholder of the case"}),
        (WRITE, SCHOOL | {"tovholder of the case"}),
        (LEAD, {"teamleder", "tovholder of the case"}),
    ],
)
def test_exactly_these_see_write_in_and_lead_a_case(to, expected, people, case):
    assert those_who(people, lambda user: may_on_case(user, case, to, TODAY)) == expected


def test_exactly_these_appoint(people, case):
    may = those_who(people, lambda user: may_appoint_in(user, case.school, TODAY))

    assert may == {"skoleleder", "teamleder"}


def test_the_list_of_readers_is_the_gate_read_backwards(people, case, school):
    for role in (Role.PPR, Role.SOCIALRAADGIVER):
        _add(case, people[role.value])
    can = {user.pk for user in User.objects.all() if case in visible_cases(user, TODAY)}

    assert {reader.user.pk for reader in readers(case, TODAY)} == can
    assert all(reader.because for reader in readers(case, TODAY))
    assert all(why(reader.user, case, TODAY) for reader in readers(case, TODAY))


def _add(case, user, ends_on=TODAY) -> CaseParticipant:
    return actions.add_participant(
        case,
        user=user,
        part="konsulent",
        basis="anden",
        basis_note="Aftalt med begge forældre.",
        may_write=True,
        starts_on=date(2026, 11, 1),
        ends_on=ends_on,
        on=TODAY,
        by=case.tovholder,
    )


@pytest.mark.parametrize("role", [Role.PPR, Role.SOCIALRAADGIVER])
def test_a_named_consultant_reads_and_writes_while_the_ground_lasts(role, people, case):
    consultant = people[role.value]
    _add(case, consultant)

    assert may_on_case(consultant, case, WRITE, TODAY)
    assert not may_on_case(consultant, case, LEAD, TODAY)
    assert not may_on_case(consultant, case, VIEW, TOMORROW)


@pytest.mark.parametrize("role", [Role.LAERER, Role.AD_HOC, Role.FORVALTNING, Role.DPO])
def test_these_roles_are_never_named_on_a_case(role, people, case):
    assert people[role.value] not in actions.possible_participants(case, TODAY)
    with pytest.raises(Refused, match="ikke en rolle, der kan åbne sager"):
        _add(case, people[role.value])


def test_exactly_these_read_and_answer_a_concern(people, case, pupil, klasse, school):
    teacher = people["laerer"]
    concern = Concern.objects.create(
        pupil=factories.make_pupil(klasse),
        school=school,
        voiced_by="ansat",
        noted_on=TODAY,
        noted_by=teacher,
        text="Noget er galt.",
    )

    assert those_who(people, lambda user: concern in visible_concerns(user, TODAY)) == {
        "skoleleder",
        "teamleder",
        "laerer",
    }
    assert those_who(people, lambda user: may_answer(user, concern, TODAY)) == {
        "skoleleder",
        "teamleder",
    }


def test_a_concern_in_a_case_is_read_by_those_on_the_case_and_answered_by_who_leads_it(
    people, case, pupil, school
):
    concern = Concern.objects.create(
        pupil=pupil,
        school=school,
        case=case,
        voiced_by="barn",
        noted_on=TODAY,
        noted_by=people["skoleleder"],
        text="Jeg vil ikke i skole.",
    )

    assert those_who(people, lambda user: concern in visible_concerns(user, TODAY)) == SCHOOL | {
        "tovholder of the case"
    }
    assert those_who(people, lambda user: may_answer(user, concern, TODAY)) == {
        "skoleleder",
        "teamleder",
        "tovholder of the case",
    }


PAGES = {
    "detail": "GET",
    "contact": "WRITE",
    "note_new": "WRITE",
    "child_words": "WRITE",
    "plan": "LEAD",
    "plan_versions": "GET",
    "focus": "LEAD",
    "tovholder": "HAND ON",
    "cover": "HAND ON",
    "participants": "LEAD",
    "close": "LEAD",
    "history": "GET",
    "case_access": "GET",
}
ANSWERS = {
    "GET": dict.fromkeys([*SCHOOL, "tovholder of the case"], 200),
    "WRITE": dict.fromkeys([*SCHOOL, "tovholder of the case"], 200),
    "LEAD": {
        "skoleleder": 403,
        "teamleder": 200,
        "teammedlem": 403,
        "tovholder of the case": 200,
    },
    "HAND ON": {
        "skoleleder": 200,
        "teamleder": 200,
        "teammedlem": 403,
        "tovholder of the case": 200,
    },
}


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_a_case_answers_each_role_as_the_table_says(
    page, client, today, people, case
):
    url = reverse(f"cases:{page}", args=[case.public_id])

    for name, person in people.items():
        client.force_login(person)
        expected = ANSWERS[PAGES[page]].get(name, 404)
        assert client.get(url).status_code == expected, f"{name} at {page}"


def test_a_participant_gets_404_the_day_after(client, today, time_machine, people, case):
    ppr = people["ppr"]
    _add(case, ppr, ends_on=TODAY)
    # With the page open over midnight: the session itself goes on.
    time_machine.move_to("2026-11-23 23:55+01:00")
    client.force_login(ppr)
    assert client.get(case.get_absolute_url()).status_code == 200

    time_machine.move_to("2026-11-24 00:01+01:00")

    assert client.get(case.get_absolute_url()).status_code == 404


def test_the_old_tovholder_gets_404_and_the_new_one_the_case(client, today, people, case, school):
    old = case.tovholder
    lars = factories.make_tovholder(school, "Lars")
    actions.appoint_tovholder(case, user=lars, reason="Orlov", on=TODAY, by=people["skoleleder"])

    client.force_login(old)
    assert client.get(case.get_absolute_url()).status_code == 404
    client.force_login(lars)
    assert client.get(case.get_absolute_url()).status_code == 200


def test_a_tovholder_who_leaves_the_team_puts_the_case_on_the_red_list(client, today, people, case):
    member = TeamMember.objects.get(user=case.tovholder)
    member.ends_on = TODAY - timedelta(days=1)
    member.save()
    client.force_login(people["skoleleder"])

    page = client.get(reverse("cases:list")).content.decode()

    assert "mangler tovholder" in page


def test_each_look_at_a_case_is_written_down_with_its_purpose(client, today, people, case):
    client.force_login(people["teammedlem"])

    client.get(case.get_absolute_url())
    client.get(reverse("cases:list"))

    seen = Lookup.objects.order_by("pk").values_list("user", "pupil", "case_number", "purpose")
    assert list(seen) == [
        (people["teammedlem"].pk, case.pupil_id, case.number, "Sagens forside"),
        (people["teammedlem"].pk, case.pupil_id, "", "Listen over sager"),
    ]


def test_a_refused_look_leaves_no_trace_and_no_name(client, today, people, case):
    client.force_login(people["skoleleder elsewhere"])

    response = client.get(case.get_absolute_url())

    assert response.status_code == 404
    assert case.pupil.last_name not in response.content.decode()
    assert not Lookup.objects.exists()

"""What is protected is hidden until somebody with the right asks, and then shown once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases import actions
from cases.models import Case
from cases.protection import secrets_of
from kiss.lib.crypto import encrypt, keyed_hash
from meetings.views.planning import people_round
from schools.models import CustodyHolder, Lookup, Pupil, School, User
from schools.roles import Role
from tests import factories
from tests.conftest import TODAY

# The day of the month is above 60: nobody can have it.
CPR = "7105140000"
MASKED, CLEAR = "710514-xxxx", "710514-0000"


@pytest.fixture
def father(pupil: Pupil) -> CustodyHolder:
    pupil.cpr_encrypted, pupil.cpr_hash = encrypt(CPR), keyed_hash(CPR)
    pupil.save()
    return CustodyHolder.objects.create(
        pupil=pupil, name="Kim Hemmelig", relation="far", phone="00 00 77 88", is_protected=True
    )


@pytest.fixture
def enter(client: Client, confirm: Any, today: Any) -> Callable[[User], Client]:
    """Log somebody in who has just confirmed that it is them."""

    def enter(user: User) -> Client:
        client.force_login(user)
        confirm(client)
        return client

    return enter


def url(pupil: Pupil) -> str:
    return f"/beskyttet/{pupil.public_id}/"


def ask(client: Client, pupil: Pupil, what: str, **other: str) -> Any:
    return client.post(url(pupil), {"what": what, "reason": "kontakt"} | other)


def key(parent: CustodyHolder) -> str:
    return f"foraelder-{parent.pk}"


def test_who_is_shown_the_protected_parent_and_who_the_cpr_number(
    today: Any, school: School, klasse: Any, case: Case, father: CustodyHolder, leader: User
) -> None:
    people = {"skoleleder": leader, "tovholder": case.tovholder}
    for role in (Role.TEAMLEDER, Role.TEAMMEDLEM, Role.LAERER, Role.PPR, Role.SOCIALRAADGIVER):
        people[role.value] = factories.make_user(role.label)
        where = klasse if role == Role.LAERER else None
        factories.give(people[role.value], role, school, school_class=where)
    for role in (Role.PPR, Role.SOCIALRAADGIVER):
        user = people[f"{role.value} på sagen"] = factories.make_user(f"{role.label} på sagen")
        factories.give(user, role, school)
        actions.add_participant(
            case,
            user=user,
            part="rådgiver",
            basis="anden",
            basis_note="Aftalt med begge forældre.",
            may_write=True,
            starts_on=TODAY,
            ends_on=TODAY,
            on=TODAY,
            by=case.tovholder,
        )
    people["tovholder på en anden sag"] = factories.make_tovholder(school, "Mette Tovholder")
    people["leder på anden skole"] = factories.make_leader(factories.make_school("Engbakkeskolen"))
    for role in (Role.FORVALTNING, Role.DPO, Role.ADMINISTRATOR):
        people[role.value] = factories.make_user(role.label)
        factories.give(people[role.value], role)

    shown = {
        name: {secret.label for secret in secrets_of(user, case.pupil, TODAY)}
        for name, user in people.items()
    }

    parent, number = "Navn og telefon: far", "CPR-nummer"
    assert {name: found for name, found in shown.items() if found} == {
        "skoleleder": {parent, number},
        "teamleder": {parent},
        "tovholder": {parent},
        "socialraadgiver på sagen": {parent, number},
    }


@pytest.mark.parametrize(("role", "status"), [(Role.TEAMMEDLEM, 403), (Role.FORVALTNING, 404)])
def test_the_others_are_shown_nothing_whatever_they_send(
    enter: Any, school: School, case: Case, father: CustodyHolder, role: Role, status: int
) -> None:
    user = factories.make_user(role.label)
    factories.give(user, role, school if role == Role.TEAMMEDLEM else None)

    assert ask(enter(user), case.pupil, key(father)).status_code == status


def test_a_leader_of_the_team_is_not_shown_the_cpr_number_by_asking_for_it(
    enter: Any, school: School, case: Case, father: CustodyHolder
) -> None:
    user = factories.make_user("Karim Teamleder")
    factories.give(user, Role.TEAMLEDER, school)
    client = enter(user)

    assert CLEAR not in ask(client, case.pupil, "cpr").content.decode()
    assert father.phone in ask(client, case.pupil, key(father)).content.decode()


def test_nothing_hidden_is_on_any_page_before_it_is_asked_for(
    enter: Any, case: Case, father: CustodyHolder, leader: User
) -> None:
    client = enter(leader)
    pages = [case.get_absolute_url(), reverse("absence:pupil", args=[case.pupil.public_id])]

    for page in (*pages, url(case.pupil)):
        said = client.get(page).content.decode()
        assert father.name not in said
        assert father.phone not in said
        assert CLEAR not in said
        assert CPR not in said
    for page in pages:
        said = client.get(page).content.decode()
        assert f"{url(case.pupil)}?hvad={key(father)}" in said
        assert f"{url(case.pupil)}?hvad=cpr" in said
    assert MASKED in client.get(url(case.pupil)).content.decode()


def test_it_is_shown_once_and_gone_when_the_page_is_loaded_again(
    enter: Any, case: Case, father: CustodyHolder, leader: User
) -> None:
    client = enter(leader)
    first = ask(client, case.pupil, key(father), form_id="en-formular")

    again = ask(client, case.pupil, key(father), form_id="en-formular")

    assert father.name in first.content.decode()
    assert "no-store" in first["Cache-Control"]
    assert again.status_code == 302
    assert father.name not in client.get(again["Location"]).content.decode()
    assert Lookup.objects.filter(purpose__startswith="Fik vist").count() == 1


def test_the_asking_is_in_the_look_up_log_with_what_and_why(
    enter: Any, case: Case, father: CustodyHolder, leader: User
) -> None:
    ask(enter(leader), case.pupil, "cpr", reason="brev")

    row = Lookup.objects.latest("pk")
    assert (row.user, row.pupil, row.case_number) == (leader, case.pupil, case.number)
    assert row.purpose == (
        "Fik vist beskyttede oplysninger: Det skal bruges i et brev eller en underretning"
    )
    assert (row.search, row.shows) == ("CPR-nummer", True)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"reason": ""}, "Vælg en grund."),
        ({"what": ""}, "Vælg, hvad du vil have vist."),
        ({"what": "foraelder-0"}, "Vælg, hvad du vil have vist."),
    ],
)
def test_without_a_reason_or_a_thing_nothing_is_shown(
    enter: Any, case: Case, father: CustodyHolder, leader: User, sent: dict[str, str], said: str
) -> None:
    answer = ask(enter(leader), case.pupil, **({"what": key(father)} | sent))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert father.phone not in page
    assert not Lookup.objects.filter(purpose__startswith="Fik vist").exists()


def test_one_confirms_who_one_is_before_it_is_shown(
    client: Client, case: Case, father: CustodyHolder, leader: User, today: Any
) -> None:
    leader.set_password("fire tilfældige ord her")
    leader.save()
    client.force_login(leader)

    answer = ask(client, case.pupil, key(father))

    assert "/konto/bekraeft/" in answer["Location"]


def test_whoever_is_related_to_the_child_is_shown_nothing(
    enter: Any, case: Case, father: CustodyHolder, leader: User
) -> None:
    actions.declare_relation(case.pupil, kind="familie", note="", on=TODAY, by=leader)

    assert ask(enter(leader), case.pupil, key(father)).status_code == 404


def test_where_nothing_is_hidden_the_page_says_so(enter: Any, pupil: Pupil, leader: User) -> None:
    answer = enter(leader).get(url(pupil))

    assert "Intet er skjult for dig" in answer.content.decode()


def test_a_protected_parent_is_invited_to_a_meeting_without_a_name(
    case: Case, father: CustodyHolder
) -> None:
    labels = [person.label for person in people_round(case)]

    assert "Far, navn og nummer er skjult" in labels
    assert not any(father.name in label for label in labels)


def test_the_parents_list_does_not_say_whose_data_was_shown(
    enter: Any, case: Case, father: CustodyHolder, leader: User
) -> None:
    """To the other parent it would say that this one's name and address are hidden."""
    client = enter(leader)
    ask(client, case.pupil, key(father))

    page = client.get(
        reverse("absence:insight", args=[case.pupil.public_id]),
        {"fra": "2026-11-01", "til": "2026-11-30"},
    ).content.decode()

    assert "Fik vist beskyttede oplysninger" in page
    assert "Navn og telefon" not in page

"""The municipality's own roles: one administrator gives them, two people where it must be two."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kiss.lib.models import Refused
from schools import actions
from schools.models import Membership, RoleProposal, School, SignInEvent, User
from schools.roles import Role
from tests import factories
from tests.conftest import TODAY

PEOPLE = reverse("cases:municipal")


def somebody(name: str, role: Role, school: School | None = None) -> User:
    user = factories.make_user(name)
    factories.give(user, role, school)
    return user


@pytest.fixture
def now(time_machine: Any) -> datetime:
    time_machine.move_to("2026-11-23 10:00+01:00", tick=False)
    return timezone.now()


@pytest.fixture
def adam(db: None) -> User:
    return somebody("Adam Administrator", Role.ADMINISTRATOR)


@pytest.fixture
def lone(db: None) -> User:
    return somebody("Lone Forvaltning", Role.FORVALTNING)


@pytest.fixture
def as_adam(client: Client, adam: User, confirm: Any, now: datetime) -> Client:
    client.force_login(adam)
    confirm(client)
    return client


def become(client: Client, user: User, confirm: Any) -> Client:
    client.force_login(user)
    confirm(client)
    return client


def give(client: Client, **typed: Any) -> Any:
    whole = {
        "email": "ny@demo.invalid",
        "name": "Nora Ny",
        "role": "forvaltning",
        "starts_on": "2026-11-23",
    }
    return client.post(reverse("cases:municipal_appoint"), whole | typed)


def held(role: Role) -> list[str]:
    rows = Membership.objects.in_force(TODAY).filter(role=role)
    return sorted(rows.values_list("user__name", flat=True))


def test_the_administrator_gives_a_new_head_to_a_school(as_adam: Client, school: School) -> None:
    answer = give(as_adam, role="skoleleder", school=school.pk)

    assert answer.url == PEOPLE
    assert held(Role.SKOLELEDER) == ["Nora Ny"]
    assert "Nora Ny er skoleleder fra 23. november 2026." in as_adam.get(PEOPLE).content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"role": "skoleleder"}, "Vælg den skole, personen leder."),
        ({"name": ""}, "Skriv navnet, så oprettes personen."),
        ({"role": "teamleder"}, "Vælg en rolle."),
        ({"starts_on": "2026-11-22"}, "En rolle kan tidligst begynde i dag."),
        ({"ends_on": "2026-11-01"}, "Sidste dag ligger før den første."),
    ],
)
def test_what_cannot_be_given_is_said_and_nothing_typed_is_lost(
    as_adam: Client, school: School, typed: dict[str, str], said: str
) -> None:
    answer = give(as_adam, title="konsulent", **typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert 'value="konsulent"' in page
    assert not User.objects.filter(email="ny@demo.invalid").exists()


@pytest.mark.parametrize("role", ["administrator", "dpo"])
def test_who_sets_up_or_watches_is_given_by_two(
    as_adam: Client, adam: User, lone: User, confirm: Any, role: str
) -> None:
    give(as_adam, role=role)
    assert "Nora Ny" not in held(Role(role))
    proposal = RoleProposal.objects.get()
    address = reverse("cases:municipal_decide", args=[proposal.pk])

    as_adam.post(address, {"svar": "bekraeft"})
    assert "Nora Ny" not in held(Role(role))

    become(as_adam, lone, confirm)
    assert "Nora Ny bliver" in as_adam.get(PEOPLE).content.decode()
    as_adam.post(address, {"svar": "bekraeft"})
    assert "Nora Ny" in held(Role(role))
    given = Membership.history.get(user__email="ny@demo.invalid")
    assert given.history_user == lone


def test_a_proposal_lapses_after_seven_days_and_can_be_taken_back(
    as_adam: Client, adam: User, lone: User, now: datetime
) -> None:
    give(as_adam, role="dpo")
    proposal = RoleProposal.objects.get()

    with pytest.raises(Refused, match="syv dage"):
        actions.confirm_role(
            proposal, on=TODAY + timedelta(days=7), at=now + timedelta(days=7), by=lone
        )
    assert list(RoleProposal.objects.open_at(now + timedelta(days=7))) == []
    as_adam.post(reverse("cases:municipal_decide", args=[proposal.pk]), {"svar": "traek"})
    with pytest.raises(Refused, match="trukket tilbage"):
        actions.confirm_role(proposal, on=TODAY, at=now, by=lone)


def test_nobody_gives_or_ends_their_own_role_nor_confirms_it(
    as_adam: Client, adam: User, lone: User, now: datetime
) -> None:
    own = Membership.objects.get(user=adam)

    assert "dine egne roller" in give(as_adam, email=adam.email).content.decode()
    assert as_adam.get(reverse("cases:municipal_dismiss", args=[own.pk])).status_code == 403
    other = somebody("Anna Anden", Role.ADMINISTRATOR)
    proposal = actions.dismiss(own, ends_on=TODAY, on=TODAY, at=now, by=other)
    assert proposal is not None
    with pytest.raises(Refused, match="dine egne roller"):
        actions.confirm_role(proposal, on=TODAY, at=now, by=adam)
    actions.confirm_role(proposal, on=TODAY, at=now, by=lone)
    own.refresh_from_db()
    assert own.ends_on == TODAY


def test_the_last_administrator_stays(adam: User, lone: User, now: datetime) -> None:
    other = somebody("Anna Anden", Role.ADMINISTRATOR)
    first = Membership.objects.get(user=adam)
    actions.confirm_role(
        actions.dismiss(first, ends_on=TODAY, on=TODAY, at=now, by=other),
        on=TODAY,
        at=now,
        by=lone,
    )
    last = Membership.objects.get(user=other)
    proposal = actions.dismiss(last, ends_on=TODAY, on=TODAY, at=now, by=adam)

    with pytest.raises(Refused, match="skal have en administrator"):
        actions.confirm_role(proposal, on=TODAY, at=now, by=lone)
    proposal.refresh_from_db()
    assert proposal.outcome == ""


def test_whoever_watches_has_no_other_hat(as_adam: Client, school: School) -> None:
    dorthe = somebody("Dorthe Databeskytter", Role.DPO)
    tove = somebody("Tove Holder", Role.TOVHOLDER, school)

    as_head = give(as_adam, email=dorthe.email, role="skoleleder", school=school.pk)
    as_controller = give(as_adam, email=tove.email, role="dpo")

    assert "kan ikke også være skoleleder" in as_head.content.decode()
    assert "kan ikke også være databeskyttelsesrådgiver" in as_controller.content.decode()


def test_the_administration_role_ends_at_the_next_request(
    as_adam: Client, lone: User, confirm: Any
) -> None:
    role = Membership.objects.get(user=lone)
    address = reverse("cases:municipal_dismiss", args=[role.pk])

    as_adam.post(address, {"ends_on": (TODAY - timedelta(days=1)).isoformat()})

    factories.make_municipality()
    client = Client()
    client.force_login(lone)
    assert client.get(PEOPLE).status_code == 404


def test_a_closed_user_is_out_at_once_and_can_be_let_in_again(as_adam: Client, lone: User) -> None:
    other = Client()
    other.force_login(lone)
    assert other.get(PEOPLE).status_code == 200
    address = reverse("cases:municipal_login", args=[lone.public_id])

    as_adam.post(address, {"svar": "luk"})
    assert other.get(PEOPLE).status_code == 302
    page = as_adam.get(reverse("cases:municipal_person", args=[lone.public_id])).content.decode()
    assert "lukket: kan ikke logge ind" in page

    as_adam.post(address, {"svar": "aabn"})
    lone.refresh_from_db()
    assert lone.is_active


def test_a_lost_telephone_is_taken_away_with_a_reason(as_adam: Client, lone: User) -> None:
    Authenticator.objects.create(user=lone, type="totp", data={})
    address = reverse("cases:municipal_reset", args=[lone.public_id])

    assert as_adam.post(address, {"reason": ""}).status_code == 422
    as_adam.post(address, {"reason": "Hun stod ved skranken med sit kort."})

    assert not Authenticator.objects.exists()
    event = SignInEvent.objects.get(user=lone)
    assert event.reason == "Hun stod ved skranken med sit kort."


def test_people_are_found_by_name_or_mail_and_no_child_is_shown(
    as_adam: Client, case: Any, lone: User
) -> None:
    found = as_adam.post(PEOPLE, {"who": case.tovholder.name[:4]}).content.decode()
    address = reverse("cases:municipal_person", args=[case.tovholder.public_id])
    page = as_adam.get(address).content.decode()

    assert case.tovholder.email in found
    assert "1 åben sag" in page
    assert case.number not in page
    assert case.pupil.last_name not in page


@pytest.mark.parametrize("name", ["municipal_person", "municipal_login", "municipal_reset"])
def test_only_the_administrator_opens_a_person(
    client: Client, lone: User, adam: User, leader: User, name: str, now: datetime
) -> None:
    address = reverse(f"cases:{name}", args=[adam.public_id])
    for user in (lone, leader, somebody("Dorthe Databeskytter", Role.DPO)):
        client.force_login(user)
        assert {client.get(address).status_code, client.post(address).status_code} <= {404, 405}


def test_what_is_sensitive_asks_who_one_is(client: Client, adam: User, lone: User) -> None:
    adam.set_password("fire tilfældige ord her")
    adam.save()
    client.force_login(adam)

    answer = client.post(reverse("cases:municipal_login", args=[lone.public_id]), {"svar": "luk"})

    assert "/konto/bekraeft/" in answer.headers["Location"]
    lone.refresh_from_db()
    assert lone.is_active


def test_whoever_can_confirm_reads_it_on_their_front_page(
    as_adam: Client, lone: User, confirm: Any
) -> None:
    give(as_adam, role="dpo")
    asked = "Bekræft eller afvis: Nora Ny, databeskyttelsesrådgiver"
    assert asked not in as_adam.get("/").content.decode()

    become(as_adam, lone, confirm)

    page = as_adam.get("/").content.decode()
    assert asked in page
    assert "Senest mandag 30. november" in page


def test_one_alone_shuts_nobody_out_whose_role_takes_two_to_end(
    as_adam: Client, adam: User
) -> None:
    dorthe = somebody("Dorthe Databeskytter", Role.DPO)

    answer = as_adam.post(
        reverse("cases:municipal_login", args=[dorthe.public_id]), {"svar": "luk"}, follow=True
    )

    assert "Foreslå først, at rollen slutter" in answer.content.decode()
    dorthe.refresh_from_db()
    assert dorthe.is_active


def test_the_same_is_not_proposed_twice_nor_given_to_a_closed_user(
    as_adam: Client, lone: User, now: datetime
) -> None:
    give(as_adam, role="dpo")

    assert "allerede foreslået" in give(as_adam, role="dpo").content.decode()
    proposal = RoleProposal.objects.get()
    actions.close_user(proposal.user, on=TODAY, by=lone)
    with pytest.raises(Refused, match="lukket som bruger"):
        actions.confirm_role(proposal, on=TODAY, at=now, by=lone)


def test_a_role_that_has_not_begun_is_taken_back(as_adam: Client) -> None:
    give(as_adam, starts_on="2026-12-01")
    role = Membership.objects.get(role=Role.FORVALTNING)

    as_adam.post(reverse("cases:municipal_dismiss", args=[role.pk]), {"ends_on": "2026-12-01"})

    assert not Membership.objects.filter(role=Role.FORVALTNING).exists()
    assert Membership.history.filter(user=role.user, history_type="-").exists()


def test_what_a_head_also_is_at_the_school_is_ended_here_and_nobody_elses(
    as_adam: Client, school: School
) -> None:
    head = somebody("Sanne Leder", Role.SKOLELEDER, school)
    factories.give(head, Role.TEAMLEDER, school)
    other = somebody("Karim Teamleder", Role.TEAMLEDER, school)
    own, others = (Membership.objects.get(user=user, role=Role.TEAMLEDER) for user in (head, other))
    yesterday = (TODAY - timedelta(days=1)).isoformat()

    answers = [
        as_adam.post(reverse("cases:municipal_dismiss", args=[row.pk]), {"ends_on": yesterday})
        for row in (own, others)
    ]

    assert [answer.status_code for answer in answers] == [302, 404]
    assert held(Role.TEAMLEDER) == ["Karim Teamleder"]
    assert held(Role.SKOLELEDER) == ["Sanne Leder"]

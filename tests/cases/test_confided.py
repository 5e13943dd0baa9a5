"""What a child says in confidence: who reads it, and that it is nowhere for the others."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from cases import actions
from cases.models import Case, ChildStatement, Handleplan
from schools.models import School, User
from schools.roles import Role
from tests import factories
from tests.conftest import TODAY

WORDS = "Jeg tør ikke sige det derhjemme."
PAGES = ("detail", "history", "plan", "child_words")


def say(case: Case, by: User, *, may_be_shared: bool = False) -> ChildStatement:
    return actions.note_child_words(
        case,
        said_on=TODAY,
        said_to="Frida Fortrolig",
        text=WORDS,
        may_be_shared=may_be_shared,
        on=TODAY,
        by=by,
    )


def pages_of(case: Case) -> list[str]:
    named = [reverse(f"cases:{name}", args=[case.public_id]) for name in PAGES]
    frozen = [
        reverse("cases:plan_version", args=[case.public_id, version.number])
        for version in case.plan_versions.all()
    ]
    return [*named, *frozen, reverse("cases:element", args=[case.public_id, "afdaekning"])]


def reads(user: User, case: Case) -> tuple[bool, bool]:
    """Tell whether somebody meets the words, and to whom they were said, on any page of a case."""
    client = Client()
    client.force_login(user)
    text = "".join(client.get(address).content.decode() for address in pages_of(case))
    return WORDS in text, "Frida Fortrolig" in text


def freeze(case: Case) -> None:
    said = {"on": TODAY, "by": case.tovholder}
    deed = actions.IndsatsInput(
        what="Makkerpar", who="Jonas", when="hver dag", arena="klasse", level="forebyggende"
    )
    actions.save_plan(
        case,
        seen=0,
        headings={"no_parents_view_reason": "Vi mødes i næste uge."},
        goals=["Asta er i skole om mandagen."],
        indsatser=[deed],
        next_follow_up_on=TODAY + timedelta(days=7),
        next_follow_up_by="Tove",
        **said,
    )
    actions.freeze_plan(case, because="mødet", **said)


def add(case: Case, user: User) -> None:
    actions.add_participant(
        case,
        user=user,
        part="nær voksen",
        basis="intern",
        basis_note="",
        may_write=True,
        starts_on=TODAY,
        ends_on=None,
        on=TODAY,
        by=case.tovholder,
    )


@pytest.fixture
def team_leader(school: School) -> User:
    user = factories.make_user("Karim Teamleder")
    factories.give(user, Role.TEAMLEDER, school)
    return user


def test_the_tovholder_and_whoever_wrote_it_down_read_it(
    today: date, case: Case, school: School
) -> None:
    writer = factories.make_user("Inger Medlem")
    factories.give(writer, Role.TEAMMEDLEM, school)
    say(case, writer)

    assert reads(case.tovholder, case) == (True, True)
    assert reads(writer, case) == (True, True)


def test_a_leader_reads_it_only_when_named_on_the_case(
    today: date, case: Case, team_leader: User
) -> None:
    say(case, case.tovholder)
    assert reads(team_leader, case) == (False, False)

    add(case, team_leader)

    assert reads(team_leader, case) == (True, True)


def test_a_member_of_the_team_who_is_named_does_not_read_it(
    today: date, case: Case, school: School
) -> None:
    member = factories.make_user("Inger Medlem")
    factories.give(member, Role.TEAMMEDLEM, school)
    add(case, member)
    say(case, case.tovholder)

    assert reads(member, case) == (False, False)


def test_what_was_open_and_is_not_any_more_is_nowhere_to_be_read(
    today: date, case: Case, team_leader: User
) -> None:
    """The child thought better of it: what was saved before is no way round."""
    statement = say(case, case.tovholder, may_be_shared=True)
    freeze(case)
    assert reads(team_leader, case) == (True, True)

    actions.move_child_words(statement, may_be_shared=False, on=TODAY, by=case.tovholder)

    assert reads(team_leader, case) == (False, False)


def test_nobody_opens_a_drawer_they_cannot_look_into(
    today: date, client: Client, case: Case, team_leader: User
) -> None:
    statement = say(case, case.tovholder)
    client.force_login(team_leader)

    address = reverse("cases:drawer", args=[case.public_id, statement.pk])
    answer = client.post(address, {"skuffe": "forældre"})

    assert answer.status_code == 404
    assert not ChildStatement.objects.get().may_be_shared


def test_whoever_wrote_it_down_opens_and_closes_their_own_drawer_and_nobody_elses(
    today: date, client: Client, case: Case, team_leader: User
) -> None:
    own, others = say(case, team_leader), say(case, case.tovholder)
    opened = say(case, case.tovholder, may_be_shared=True)
    client.force_login(team_leader)
    answers = [
        client.post(
            reverse("cases:drawer", args=[case.public_id, words.pk]), {"skuffe": "forældre"}
        )
        for words in (own, others, opened)
    ]

    # That one leads the school's cases is not enough: only the tovholder does, and the author.
    assert [answer.status_code for answer in answers] == [302, 404, 403]
    assert set(ChildStatement.objects.filter(may_be_shared=True)) == {own, opened}


@pytest.mark.parametrize("name", ["round", "plan", "close"])
def test_what_is_confided_is_on_no_page_that_is_read_together_with_the_parents(
    today: date, client: Client, case: Case, name: str
) -> None:
    Handleplan.objects.create(case=case, saved_by=case.tovholder)
    say(case, case.tovholder)
    client.force_login(case.tovholder)

    page = client.get(reverse(f"cases:{name}", args=[case.public_id]), follow=True)

    assert page.status_code == 200
    assert WORDS not in page.content.decode()


def test_a_member_who_does_not_lead_moves_what_they_wrote_down_themselves(
    today: date, client: Client, case: Case, school: School
) -> None:
    member = factories.make_user("Inger Medlem")
    factories.give(member, Role.TEAMMEDLEM, school)
    add(case, member)
    own = say(case, member)
    others = say(case, case.tovholder, may_be_shared=True)
    client.force_login(member)
    page = reverse("cases:element", args=[case.public_id, "afdaekning"])
    own_drawer, others_drawer = (
        reverse("cases:drawer", args=[case.public_id, words.pk]) for words in (own, others)
    )
    shown = client.get(page).content.decode()
    assert own_drawer in shown
    assert others_drawer not in shown

    answers = [
        client.post(own_drawer, {"skuffe": "forældre"}),
        client.post(others_drawer, {"skuffe": "fortroligt"}),
    ]

    assert [answer.status_code for answer in answers] == [302, 403]
    assert ChildStatement.objects.filter(may_be_shared=True).count() == 2


def test_whoever_closes_the_drawer_is_told_where_the_words_are_quoted(
    today: date, client: Client, case: Case
) -> None:
    words = say(case, case.tovholder, may_be_shared=True)
    Handleplan.objects.create(
        case=case, saved_by=case.tovholder, understanding=f"Asta siger: {WORDS} Derfor venter vi."
    )
    client.force_login(case.tovholder)
    address = reverse("cases:drawer", args=[case.public_id, words.pk])

    shut = client.post(address, {"skuffe": "fortroligt"}, follow=True).content.decode()
    opened = client.post(address, {"skuffe": "forældre"}, follow=True).content.decode()

    assert "Noget af det står også her: Handleplan: Fælles forståelse." in shut
    assert "Noget af det står også her" not in opened

"""The list of cases: whom it needs, whom it waits for, and the choices people save of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases import actions
from cases.models import Case, SavedFilter
from meetings.models import Agreement
from schools.models import School, SchoolClass, User
from schools.roles import Role
from tests import factories
from tests.conftest import TODAY

URL = "/sager/"


@pytest.fixture
def sanne(client: Client, leader: User, today: date) -> Client:
    client.force_login(leader)
    return client


def numbers(client: Client, query: str = "") -> list[str]:
    return [row.case.number for row in client.get(URL + query).context["rows"]]


def text(client: Client, query: str = "") -> str:
    return " ".join(client.get(URL + query).content.decode().split())


def call(case: Case, outcome: str, on: date) -> None:
    actions.note_contact(
        case.pupil,
        case=case,
        with_whom="mor",
        channel="telefon",
        outcome=outcome,
        summary="Vi talte.",
        on=on,
        by=case.tovholder,
    )


def promise(case: Case, make_network_meeting: Any, who: str = "Jonas") -> None:
    meeting = make_network_meeting(case, TODAY - timedelta(days=3))
    Agreement.objects.create(meeting=meeting, what="ringe til klubben", who=who, due_on=TODAY)


def test_a_home_that_nobody_has_talked_with_for_two_weeks_is_found(
    sanne: Client, case: Case, klasse: SchoolClass, tovholder: User
) -> None:
    other = factories.make_case(factories.make_pupil(klasse), tovholder)
    call(case, "talt", TODAY - timedelta(days=14))
    call(case, "intet-svar", TODAY - timedelta(days=1))
    call(other, "talt", TODAY - timedelta(days=13))

    assert numbers(sanne, "?vis=stille") == [case.number]
    assert "talte 9. nov., 1 forsøg siden" in text(sanne)


def test_what_others_owe_is_a_list_of_its_own(
    sanne: Client, case: Case, klasse: SchoolClass, tovholder: User, make_network_meeting: Any
) -> None:
    factories.make_case(factories.make_pupil(klasse), tovholder)
    promise(case, make_network_meeting)
    promise(case, make_network_meeting, who="Sanne Skoleleder")
    asked = factories.make_tovholder(case.school, "Liv Leder")
    actions.offer_handover(case, user=asked, reason="x", story="x", on=TODAY, by=tovholder)

    page = text(sanne, "?vis=venter")

    assert numbers(sanne, "?vis=venter") == [case.number]
    assert "Liv Leders svar" in page
    assert "Jonas: ringe til klubben, senest 23. nov." in page
    assert "Sanne Skoleleder:" not in page


def test_filters_go_together_and_keep_to_what_one_may_see(
    client: Client, school: School, case: Case, tovholder: User, today: date
) -> None:
    third = factories.make_class(school, 3, "A")
    small = factories.make_case(factories.make_pupil(third), tovholder)
    actions.change_focus(small, to="indsatser", reason="Afdækket.", on=TODAY, by=tovholder)
    away = factories.make_school("Engbakkeskolen")
    lars = factories.make_tovholder(away, "Lars")
    hidden = factories.make_case(factories.make_pupil(factories.make_class(away)), lars)
    client.force_login(factories.make_leader(school, "Karim"))

    assert numbers(client, f"?klasse={third.pk}&fokus=indsatser") == [small.number]
    assert numbers(client, f"?klasse={third.pk}&fokus=afdaekning") == []
    assert hidden.number not in numbers(client, f"?skole={away.public_id}")
    assert numbers(client, "?kun=mine") == []
    assert len(numbers(client, "?klasse=x%27&fokus=nej&orden=nej&vis=nej&skole=%C3%A6")) == 2


def test_the_orders(sanne: Client, case: Case, school: School, tovholder: User) -> None:
    first = factories.make_pupil(factories.make_class(school, 1, "A"), "Abel", "Aa")
    other = factories.make_case(first, tovholder)
    call(other, "talt", TODAY)

    assert numbers(sanne, "?orden=klasse") == [other.number, case.number]
    assert numbers(sanne, "?orden=kontakt") == [case.number, other.number]
    assert numbers(sanne, "?orden=navn") == [other.number, case.number]


def test_the_strip_shows_the_last_weeks_and_says_them(sanne: Client, case: Case) -> None:
    assert "ingen tal" in text(sanne)
    factories.mark(case.pupil, date(2026, 11, 16))
    factories.mark(case.pupil, date(2026, 11, 17))

    assert "Uge 37 til 47: 2 dage fravær i alt." in text(sanne)


def test_a_choice_is_saved_picked_and_deleted_by_its_owner_alone(
    sanne: Client, case: Case, school: School
) -> None:
    sent = {"name": "Stille hjem", "udvalg": "vis=stille&orden=klasse&side=3&x=<b>"}
    sanne.post(reverse("cases:filter_save"), sent)

    row = SavedFilter.objects.get()
    assert row.query == "vis=stille&orden=klasse"
    assert "Stille hjem" in text(sanne)
    other = Client()
    other.force_login(factories.make_leader(school, "Karim"))
    assert "Stille hjem" not in other.get(URL).content.decode()
    assert other.post(reverse("cases:filter_delete", args=[row.pk])).status_code == 404
    sanne.post(reverse("cases:filter_delete", args=[row.pk]))
    assert not SavedFilter.objects.exists()


def test_a_name_that_is_missing_or_taken_is_said_where_one_stands(
    sanne: Client, case: Case
) -> None:
    url = reverse("cases:filter_save")
    sanne.post(url, {"name": "Mine", "udvalg": "vis=mangler"})

    taken = sanne.post(url, {"name": "Mine", "udvalg": "vis=stille"})
    missing = sanne.post(url, {"name": " ", "udvalg": "vis=stille"})

    assert (taken.status_code, missing.status_code) == (422, 422)
    assert "Du har allerede et udvalg med det navn." in taken.content.decode()
    assert "Skriv, hvad udvalget skal hedde." in missing.content.decode()
    assert taken.context["chosen"] == "stille"


def test_the_list_is_cut_at_fifty_and_costs_the_same_with_many(
    sanne: Client,
    klasse: SchoolClass,
    tovholder: User,
    make_network_meeting: Any,
    assert_constant_queries: Any,
) -> None:
    def grow(number: int = 55) -> None:
        pupils = factories.make_many_pupils(klasse, number)
        cases = [factories.make_case(pupil, tovholder) for pupil in pupils]
        for case in cases[:3]:
            promise(case, make_network_meeting)
            factories.mark(case.pupil, date(2026, 11, 16))

    grow(3)
    assert_constant_queries(URL, grow)

    assert len(numbers(sanne)) == 50
    assert len(numbers(sanne, "?side=2")) == 8


def test_what_others_have_not_done_in_time_is_overdue_too(
    client: Client, today: date, case: Case, tovholder: User
) -> None:
    inger = factories.make_user("Inger Medlem")
    factories.give(inger, Role.TEAMMEDLEM, case.school)
    then = TODAY - timedelta(days=5)
    actions.ask_colleague(
        case, user=inger, angle="klasse", question="", due_on=then, on=then, by=tovholder
    )
    client.force_login(tovholder)

    assert numbers(client, "?vis=overskredet") == [case.number]
    assert "Inger Medlems svar, skulle være sket 18. nov." in text(client, "?vis=venter")
    client.force_login(inger)
    assert numbers(client, "?vis=venter") == []


def test_a_receipt_that_is_waited_for_is_told_to_those_who_read_it(
    client: Client, today: date, case: Case, tovholder: User
) -> None:
    letter = factories.notify(case, on=date(2026, 11, 9), by=tovholder)
    actions.note_sent(
        letter,
        sent_on=date(2026, 11, 9),
        channel="digital-post",
        sent_note="",
        on=TODAY,
        by=tovholder,
    )
    member = factories.make_user("Inger Medlem")
    factories.give(member, Role.TEAMMEDLEM, case.school)

    client.force_login(tovholder)
    assert numbers(client, "?vis=overskredet") == [case.number]
    assert "kvittering, skulle være sket 17. nov." in text(client, "?vis=venter")
    client.force_login(member)
    assert numbers(client, "?vis=venter") == []

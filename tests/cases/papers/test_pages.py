"""The page of the paper and the PDF behind it: who, what is told, and what is refused."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pdfminer.high_level import extract_text

from cases import actions
from cases.models import Case, Event
from cases.models.record import EventKind
from meetings import actions as meeting_actions
from meetings.actions import Invitee
from meetings.models import Meeting
from schools.models import CustodyHolder, Lookup, School, SchoolClass, User
from schools.roles import Role
from tests import factories
from tests.cases.papers.conftest import ON, SECRET, at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(today: date, settings: Any) -> date:
    settings.DEBUG = True
    return today


@pytest.fixture
def planned(plan: Callable, say: Callable) -> Any:
    """A plan with the child's words in both drawers."""
    say("Mandag er den sværeste dag.")
    say(SECRET, may_be_shared=False)
    return plan()


def page_url(case: Case) -> str:
    return reverse("cases:plan_paper", args=[case.public_id])


def pdf_url(case: Case) -> str:
    return reverse("cases:plan_pdf", args=[case.public_id])


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def pdf_text(response: Any) -> str:
    return re.sub(r"\s+", " ", extract_text(BytesIO(response.content)))


def test_those_who_lead_and_the_schools_leader_print(
    client: Client, school: School, klasse: SchoolClass, case: Case, planned: Any
) -> None:
    expected = {Role.SKOLELEDER: 200, Role.TEAMLEDER: 200, Role.TEAMMEDLEM: 403}
    for role in Role:
        user = factories.make_user(role.label)
        place = None if role in {Role.ADMINISTRATOR, Role.FORVALTNING, Role.DPO} else school
        factories.give(user, role, place, school_class=klasse if role == Role.LAERER else None)
        client.force_login(user)
        for url in (page_url(case), pdf_url(case)):
            assert client.get(url).status_code == expected.get(role, 404), (role, url)
    client.force_login(case.tovholder)
    assert client.get(pdf_url(case)).status_code == 200


def test_another_schools_leader_and_a_stranger(client: Client, case: Case, planned: Any) -> None:
    assert client.get(pdf_url(case)).status_code == 302
    client.force_login(factories.make_leader(factories.make_school("Engbakkeskolen"), "Torben"))

    for url in (page_url(case), pdf_url(case)):
        assert client.get(url).status_code == 404
        assert client.post(url).status_code in {404, 405}


def test_the_pdf_has_a_name_without_a_name(
    client: Client, case: Case, planned: Any, tovholder: User
) -> None:
    client.force_login(tovholder)

    response = client.get(pdf_url(case))

    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == (
        f'inline; filename="handleplan-{case.number}.pdf"'
    )
    assert response.headers["Cache-Control"] == "no-store, private"
    assert response.content.startswith(b"%PDF-1.7")
    assert "Handleplan for Asta" in pdf_text(response)


def test_every_reading_is_noted_and_tells_no_story(
    client: Client, case: Case, planned: Any, tovholder: User
) -> None:
    client.force_login(tovholder)

    client.get(page_url(case))
    client.get(pdf_url(case))

    assert list(Lookup.objects.order_by("pk").values_list("purpose", "case_number")) == [
        ("Siden om papiret til mødet", case.number),
        ("Handleplanen som papir", case.number),
    ]
    assert not Event.objects.filter(kind=EventKind.PLAN_PRINTED).exists()


def test_making_the_paper_is_told_and_leads_to_the_pdf(
    client: Client, case: Case, planned: Any, tovholder: User
) -> None:
    camilla = CustodyHolder.objects.get(name="Camilla Lund")
    client.force_login(tovholder)

    response = client.post(page_url(case), {"til": str(camilla.pk), "version": "udkast"})

    assert response.status_code == 302
    event = Event.objects.get(kind=EventKind.PLAN_PRINTED)
    assert event.data == {"version": 0, "parents": [camilla.pk]}
    assert (event.on, event.by) == (ON, tovholder)
    paper = pdf_text(client.get(response.headers["Location"]))
    assert "Camilla Lund" in paper
    assert "Det har du ret til" in paper


def test_the_page_holds_the_same_as_the_paper_and_never_the_other_drawer(
    client: Client, case: Case, planned: Any, tovholder: User
) -> None:
    client.force_login(tovholder)

    page = client.get(page_url(case))

    text = text_of(page)
    for words in (
        "Mandag er den sværeste dag.",
        "Hun spiller håndbold.",
        "Til Asta",
        "hele klassen",
    ):
        assert words in text
    assert SECRET not in page.content.decode()
    title = re.search(r"<title>(.*?)</title>", text)
    assert title
    assert "Asta" not in title[1]
    assert '<th scope="row">' in text
    assert "Lav papiret" in text
    assert "LIX" not in text


def test_the_page_says_what_is_missing(
    client: Client, case: Case, plan: Callable, tovholder: User
) -> None:
    hard = (
        "Skoleledelsens tværfaglige koordinering forudsætter systematisk dokumentation af "
        "interventionernes virkning på elevens skoledeltagelse og trivselsudvikling."
    )
    plan(headings={"going_well": hard}, goals=[])
    client.force_login(tovholder)

    text = text_of(client.get(page_url(case)))

    assert "Planen har intet mål endnu." in text
    assert "Det går godt: LIX" in text
    assert "<meter" in text


def test_a_classmates_name_is_asked_about(
    client: Client, case: Case, klasse: SchoolClass, plan: Callable, tovholder: User
) -> None:
    factories.make_pupil(klasse, "Malthe", "Dam")
    factories.make_pupil(klasse, "Camilla", "Hvid")
    plan(headings={"going_well": "Malthe og Camilla hjælper."})
    client.force_login(tovholder)

    text = text_of(client.get(page_url(case)))

    assert "Er Malthe i “Det går godt” et andet barn?" in text


def test_a_version_is_printed_until_the_plan_goes_on(
    client: Client, case: Case, plan: Callable, say: Callable, tovholder: User
) -> None:
    say("Mandag er den sværeste dag.")
    written = plan()
    actions.freeze_plan(case, because="netværksmøde", on=ON, by=tovholder)
    client.force_login(tovholder)

    frozen = pdf_text(client.get(pdf_url(case)))
    plan(seen=written.version, goals=["Et nyt mål."])
    draft = pdf_text(client.get(pdf_url(case)))
    again = pdf_text(client.get(pdf_url(case) + "?version=1"))
    asked = pdf_text(client.get(pdf_url(case) + "?version=udkast"))

    assert "Version 1" in frozen
    assert "Udkast" in draft
    assert "Et nyt mål." in draft
    assert "Version 1" in again
    assert "Et nyt mål." not in again
    assert "Et nyt mål." in asked


@pytest.mark.parametrize("version", ["2", "x", "-1", "1e3", "²"])
def test_a_version_that_is_not_there(
    client: Client, case: Case, planned: Any, tovholder: User, version: str
) -> None:
    client.force_login(tovholder)

    assert client.get(f"{pdf_url(case)}?version={version}").status_code == 404


def test_a_recipient_from_outside_is_refused_with_a_sentence(
    client: Client, case: Case, klasse: SchoolClass, planned: Any, tovholder: User
) -> None:
    stranger = factories.make_pupil(klasse, "Malte", "Dam").custody_holders.get()
    client.force_login(tovholder)

    for response in (
        client.get(f"{pdf_url(case)}?til={stranger.pk}"),
        client.post(page_url(case), {"til": str(stranger.pk)}),
    ):
        assert response.status_code == 422
        assert "Vælg en af modtagerne på siden." in text_of(response)
    assert not Event.objects.filter(kind=EventKind.PLAN_PRINTED).exists()


def test_without_a_plan_there_is_no_paper(client: Client, case: Case, tovholder: User) -> None:
    client.force_login(tovholder)

    for url in (page_url(case), pdf_url(case)):
        response = client.get(url)
        assert response.status_code == 422
        assert "Handleplanen er ikke begyndt." in text_of(response)


def test_with_a_protected_parent_there_is_a_sheet_for_each(
    client: Client, case: Case, planned: Any, tovholder: User
) -> None:
    jonas = CustodyHolder.objects.get(name="Jonas Krogh")
    jonas.is_protected = True
    jonas.save()
    client.force_login(tovholder)

    page = text_of(client.get(page_url(case)))
    paper = pdf_text(client.get(pdf_url(case)))

    assert "på ét ark" not in page
    assert "Vi har taget et beskyttet navn ud af “Hvem gør hvad”." in page
    assert "Jonas" not in paper


def test_the_meetings_people_and_the_next_meeting_are_on_the_paper(
    client: Client, case: Case, planned: Any, tovholder: User
) -> None:
    sofie = factories.make_user("Sofie Winther")
    invitees = [
        Invitee(name=tovholder.name, part="tovholder", user=tovholder),
        Invitee(name=sofie.name, part="klasselærer", user=sofie),
        Invitee(name="Asta", part="eleven selv"),
    ]
    for day, on in (("2026-11-20", date(2026, 11, 10)), ("2026-12-08", ON)):
        meeting_actions.call_meeting(
            kind=Meeting.Kind.NETVAERK,
            school=case.school,
            case=case,
            starts_at=at(day),
            ends_at=at(day, "15:15"),
            place="mødelokale 2.",
            invitees=invitees,
            child_takes_part="er med noget af mødet",
            on=on,
            by=tovholder,
        )
    client.force_login(tovholder)

    paper = pdf_text(client.get(pdf_url(case)))

    assert "Tirsdag 8. december 2026 kl. 14.30–15.15" in paper
    assert "Mødelokale 2. Asta er med noget af mødet." in paper
    assert "Sofie Winther, klasselærer" in paper
    assert "Fredag 20. november" not in paper


def test_a_child_who_has_left_the_class_still_gets_the_paper(
    client: Client, case: Case, planned: Any, tovholder: User
) -> None:
    enrolment = case.pupil.enrolments.get()
    enrolment.ends_on = date(2026, 11, 20)
    enrolment.save()
    client.force_login(tovholder)

    paper = pdf_text(client.get(pdf_url(case)))

    assert "Asta Lund Krogh · Sydhavnsskolen · Fjordby Kommune" in paper


def test_a_closed_case_can_still_be_printed(
    client: Client, case: Case, planned: Any, leader: User
) -> None:
    actions.close_case(case, reason="Asta trives.", on=ON, by=leader)
    client.force_login(leader)

    response = client.post(page_url(case), {"til": "", "version": "udkast"})

    assert response.status_code == 302
    assert client.get(response.headers["Location"]).status_code == 200

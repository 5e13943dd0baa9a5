"""A case changes hands when the next tovholder has said yes, and never without its story."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from cases import actions
from cases.handing import promises_of, story_of_case
from cases.models import Case, Handover
from cases.permissions import LEAD, VIEW, may_on_case
from cases.story import story_of
from cases.today.gather import Desk
from cases.topics import Reader
from kiss.lib.models import Refused
from meetings.models import Agreement
from schools.calendars import Calendars
from schools.models import School, User
from tests import factories
from tests.conftest import TODAY

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture
def liv(school: School) -> User:
    """Liv may be tovholder."""
    return factories.make_tovholder(school, "Liv Leder")


@pytest.fixture
def asked(case: Case, liv: User, tovholder: User) -> Handover:
    """Tove has asked Liv to take over."""
    return offer(case, liv, tovholder)


def offer(case: Case, to: User, by: User, **typed: Any) -> Handover:
    given = {"reason": "Jeg går på orlov.", "story": "Anledning: fravær."} | typed
    return actions.offer_handover(case, user=to, on=TODAY, by=by, **given)


def leave(user: User) -> None:
    seat = user.team_memberships.get()
    seat.ends_on = YESTERDAY
    seat.save()


def tasks(user: User) -> dict[str, str]:
    desk = Desk(user, TODAY)
    return {task.what: task.bucket or "" for task in desk.tasks()}


def told(case: Case) -> list[str]:
    world = Calendars.load().municipality()
    return [row.text for row in story_of(case, world, TODAY, Reader(restricted=True))]


def test_until_it_is_accepted_the_former_tovholder_answers_for_the_case(
    case: Case, asked: Handover, liv: User, tovholder: User
) -> None:
    assert may_on_case(tovholder, case, LEAD, TODAY)
    assert not may_on_case(liv, case, VIEW, TODAY)

    actions.accept_handover(asked, on=TODAY, by=liv)

    case.refresh_from_db()
    assert case.tovholder == liv
    assert may_on_case(liv, case, LEAD, TODAY)
    assert not may_on_case(tovholder, case, VIEW, TODAY)
    assert told(case)[:2] == [
        "Liv Leder blev tovholder",
        "Liv Leder blev spurgt om at tage over som tovholder",
    ]


def test_the_one_who_is_asked_reads_the_question_and_nothing_else(
    client: Client, case: Case, asked: Handover, liv: User, today: date
) -> None:
    client.force_login(liv)

    page = client.get(asked.get_absolute_url()).content.decode()

    assert "Anledning: fravær." in page
    assert "Jeg går på orlov." in page
    assert client.get(case.get_absolute_url()).status_code == 404
    assert tasks(liv)["Svar på, om du vil være tovholder for Asta K. (6.B)"] == "i-dag"


def test_a_yes_on_the_page_makes_one_tovholder(
    client: Client, case: Case, asked: Handover, liv: User, today: date
) -> None:
    client.force_login(liv)

    answer = client.post(asked.get_absolute_url(), {"answer": "ja"}, follow=True)

    assert "Du er tovholder nu." in answer.content.decode()
    case.refresh_from_db()
    assert case.tovholder == liv


def test_a_no_needs_a_reason_and_goes_back_to_sender_and_leader(
    client: Client,
    case: Case,
    asked: Handover,
    liv: User,
    leader: User,
    tovholder: User,
    today: date,
) -> None:
    client.force_login(liv)
    url = asked.get_absolute_url()

    again = client.post(url, {"answer": "nej", "because": " "})
    assert again.status_code == 422
    assert "Skriv, hvorfor du siger nej." in again.content.decode()
    client.post(url, {"answer": "nej", "because": "Jeg har ni sager."})

    line = "Find en anden tovholder til Asta K. (6.B)"
    assert tasks(tovholder)[line] == tasks(leader)[line] == "i-dag"
    assert line not in tasks(liv)
    assert client.get(url).status_code == 404
    case.refresh_from_db()
    assert case.tovholder == tovholder


def test_after_a_no_the_tovholder_may_stay_or_another_be_asked(
    case: Case, asked: Handover, liv: User, school: School, tovholder: User
) -> None:
    actions.decline_handover(asked, because="Jeg har ni sager.", on=TODAY, by=liv)
    bo = factories.make_tovholder(school, "Bo Leder")

    second = offer(case, bo, tovholder)

    asked.refresh_from_db()
    assert asked.answer == Handover.Answer.LUKKET
    actions.withdraw_handover(second, on=TODAY, by=tovholder)
    assert not case.handovers.unsettled().exists()
    with pytest.raises(Refused, match="allerede besvaret eller trukket"):
        actions.accept_handover(second, on=TODAY, by=bo)


def test_only_the_one_who_is_asked_can_answer(asked: Handover, leader: User) -> None:
    with pytest.raises(Refused, match="ikke dig, der er spurgt"):
        actions.accept_handover(asked, on=TODAY, by=leader)


def test_two_are_never_asked_at_once(
    case: Case, asked: Handover, school: School, tovholder: User
) -> None:
    with pytest.raises(Refused, match="allerede spurgt en anden"):
        offer(case, factories.make_tovholder(school, "Bo Leder"), tovholder)


def test_who_left_the_team_before_answering_cannot_accept(asked: Handover, liv: User) -> None:
    leave(liv)

    with pytest.raises(Refused, match="Liv Leder kan ikke være tovholder"):
        actions.accept_handover(asked, on=TODAY, by=liv)


def test_when_the_former_has_left_the_case_awaits_an_answer(
    client: Client, case: Case, asked: Handover, leader: User, tovholder: User, today: date
) -> None:
    leave(tovholder)
    client.force_login(leader)

    page = client.get("/sager/").content.decode()
    assert "mangler tovholder" in page
    assert "afventer Livs svar" in page
    assert f"mangler, var {tovholder}, afventer Livs svar" in (
        client.get(case.get_absolute_url()).content.decode()
    )
    assert tasks(leader)[f"Udpeg en tovholder for sag {case.number} om Asta K. (6.B)"] == "i-dag"


def test_a_leader_appoints_at_once_when_the_person_stands_beside(
    client: Client, case: Case, liv: User, leader: User, today: date
) -> None:
    client.force_login(leader)
    typed = {
        "user": liv.public_id,
        "reason": "Tove er rejst.",
        "story": "Anledning: fravær.",
        "is_here": "on",
    }

    client.post(reverse("cases:tovholder", args=[case.public_id]), typed)

    case.refresh_from_db()
    assert case.tovholder == liv
    row = case.handovers.get()
    assert (row.answer, row.answered_by) == (Handover.Answer.OVERTAGET, leader)
    assert row.answer_note == "Liv Leder stod ved siden af og sagde ja."


def test_a_tovholder_asks_and_cannot_answer_for_another(
    client: Client, case: Case, liv: User, tovholder: User, today: date
) -> None:
    client.force_login(tovholder)
    typed = {"user": liv.public_id, "reason": "Orlov.", "story": "Kort.", "is_here": "on"}

    client.post(reverse("cases:tovholder", args=[case.public_id]), typed)

    case.refresh_from_db()
    assert case.tovholder == tovholder
    assert case.handovers.get().answer == Handover.Answer.VENTER


def test_a_story_of_eleven_lines_is_kept_and_sent_back(
    client: Client, case: Case, liv: User, tovholder: User, today: date
) -> None:
    client.force_login(tovholder)
    story = "\n".join(f"Linje {number}" for number in range(11))

    answer = client.post(
        reverse("cases:tovholder", args=[case.public_id]),
        {"user": liv.public_id, "reason": "Orlov.", "story": story},
    )

    assert answer.status_code == 422
    assert "Historien er på 11 linjer." in answer.content.decode()
    assert "Linje 10" in answer.content.decode()


def test_the_mail_calls_in_and_names_nobody_but_its_reader(
    case: Case, liv: User, tovholder: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        offer(case, liv, tovholder)

    letter = mail.outbox[0]
    assert letter.to == [liv.email]
    said = f"{letter.subject} {letter.body}"
    for secret in (case.pupil.first_name, case.pupil.last_name, case.number, "Sydhavn", "Tove"):
        assert secret not in said


def test_the_story_is_gathered_from_what_the_case_says(
    case: Case, liv: User, tovholder: User
) -> None:
    said = {"on": TODAY, "by": tovholder}
    actions.change_focus(case, to="indsatser", reason="Afdækningen er færdig.", **said)
    for text, shared in (("Mandag er svær.", True), ("Sig det ikke til nogen.", False)):
        actions.note_child_words(
            case, said_on=TODAY, said_to="Jonas", text=text, may_be_shared=shared, **said
        )
    actions.save_plan(
        case,
        seen=0,
        headings={"going_well": "Fredage går godt."},
        goals=["I skole om mandagen"],
        indsatser=[
            actions.IndsatsInput(
                what=what, who="Jonas", when="dagligt", arena="klasse", level=level
            )
            for what, level in (("Makkerpar", "forebyggende"), ("Taxa", "indgribende"))
        ],
        next_follow_up_on=TOMORROW,
        next_follow_up_by="Tove",
        **said,
    )
    rows = {row.what: row for row in case.handleplan.indsatser.all()}
    for what, worked in (("Makkerpar", "ja"), ("Taxa", "nej")):
        actions.follow_up(
            rows[what], done="ja", worked=worked, adjustment="", status="i-gang", **said
        )

    story = story_of_case(case)

    assert len(story.splitlines()) <= 10
    for line in (
        "Anledning: Fraværet er steget siden sommerferien.",
        "Mål: I skole om mandagen",
        "Det virker: Makkerpar (Jonas). Fredage går godt.",
        "Det virker ikke: Taxa (Jonas).",
    ):
        assert line in story.splitlines()
    assert "Mandag er svær." in story
    assert "Sig det ikke" not in story
    actions.offer_handover(case, user=liv, reason="Orlov.", story=story, **said)


def test_the_story_says_that_the_home_has_not_answered_since(case: Case, tovholder: User) -> None:
    called = {"case": case, "with_whom": "mor", "channel": "telefon", "by": tovholder}
    for on, outcome, summary in (
        (16, "intet-svar", ""),
        (17, "talt", "Besked om morgenen virker."),
        (20, "intet-svar", ""),
        (21, "intet-svar", ""),
    ):
        given = {"outcome": outcome, "summary": summary, "on": TODAY.replace(day=on)}
        actions.note_contact(case.pupil, **called, **given)

    assert (
        "Hvem holder kontakten: 2 forsøg uden svar, sidst 21. nov. Talte i telefon med mor "
        f"17. nov. ({tovholder.name}). Besked om morgenen virker."
    ) in story_of_case(case).splitlines()


def test_promises_are_agreements_the_follow_up_and_what_notes_promise(
    case: Case, tovholder: User, make_network_meeting: Any
) -> None:
    meeting = make_network_meeting(case, YESTERDAY)
    Agreement.objects.create(meeting=meeting, what="Ringe til klubben", who="Jonas", due_on=TODAY)
    Agreement.objects.create(
        meeting=meeting, what="Købe bog", who="Jonas", due_on=TODAY, done_on=TODAY
    )
    said = {"is_restricted": False, "on": TODAY, "by": tovholder}
    actions.write_note(case, text="Jeg lovede far at skrive fredag.", **said)
    actions.write_note(case, text="Fri efter loven.", **said)
    actions.write_note(case, text="Mor lover noget andet.", **said | {"is_restricted": True})

    assert [(row.what, row.who) for row in promises_of(case, TODAY)] == [
        ("Ringe til klubben", "Jonas"),
        ("Jeg lovede far at skrive fredag.", "Tove Tovholder"),
    ]


def test_the_hand_over_of_a_child_one_is_close_to_is_hidden(
    client: Client, case: Case, asked: Handover, liv: User, today: date
) -> None:
    actions.declare_relation(case.pupil, kind="naer", note="", on=TODAY, by=liv)
    client.force_login(liv)

    assert client.get(asked.get_absolute_url()).status_code == 404
    assert tasks(liv) == {}
    # The one who asked is not left waiting.
    asked.refresh_from_db()
    assert asked.answer == Handover.Answer.AFSLAAET


def test_a_case_follows_a_child_who_has_moved(
    case: Case, school: School, tovholder: User, leader: User
) -> None:
    enrolment = case.pupil.enrolments.get()
    enrolment.ends_on = YESTERDAY
    enrolment.save()
    other = factories.make_school("Engbakkeskolen")
    case.pupil.enrolments.create(school_class=factories.make_class(other), starts_on=TODAY)
    lars = factories.make_tovholder(other, "Lars Leder")

    with pytest.raises(Refused, match="lad dem derfra svare selv"):
        actions.hand_over_now(
            case, user=lars, reason="Flyttet.", story="Kort.", on=TODAY, by=leader
        )
    actions.accept_handover(offer(case, lars, tovholder), on=TODAY, by=lars)

    case.refresh_from_db()
    assert case.school == other
    assert may_on_case(lars, case, LEAD, TODAY)
    assert not may_on_case(tovholder, case, VIEW, TODAY)
    assert "Sagen fulgte med barnet til en ny skole" in told(case)

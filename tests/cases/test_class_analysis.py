"""A class's community: written once for the class, read in every case of it, and no child named."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from cases import actions
from cases.models import ClassAnalysis, DeclaredRelation, Draft, Event, Perspective
from cases.models.record import EventKind
from kiss.lib.models import Conflict, Refused
from schools.models import Enrolment, Lookup, Membership
from schools.roles import Role
from tests import factories
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("today")

SAID = {"atmosphere": "Rolig i timerne.", "relations": "Tre faste grupper."}


def analyse(klasse, by, seen=0, texts=SAID, **given) -> ClassAnalysis:
    values = {
        "made_on": TODAY,
        "made_by": "klasseteamet",
        "texts": texts,
        "look_again_on": TODAY + timedelta(days=30),
        "look_again_by": "Inger",
        "on": TODAY,
        "by": by,
    }
    return actions.analyse_class(klasse, seen=seen, **{**values, **given})


def sent(**given):
    return {"seen": "0", "made_on": TODAY.isoformat(), "made_by": "Teamet", **SAID, **given}


def page_of(klasse) -> str:
    return reverse("cases:school_class", args=[klasse.pk])


def form_of(klasse) -> str:
    return reverse("cases:class_analysis", args=[klasse.pk])


def afdaekning(case) -> str:
    return reverse("cases:element", args=[case.public_id, "afdaekning"])


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def somebody(role, school, **given):
    user = factories.make_user(f"Nogen {role}")
    factories.give(user, role, school, **given)
    return user


@pytest.fixture
def teacher(school, klasse):
    return somebody(Role.LAERER, school, school_class=klasse)


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [
        (Role.SKOLELEDER, 200, 200),
        (Role.TEAMLEDER, 200, 200),
        (Role.TOVHOLDER, 200, 200),
        (Role.TEAMMEDLEM, 200, 200),
        (Role.PPR, 404, 404),
        (Role.SOCIALRAADGIVER, 404, 404),
        (Role.AD_HOC, 404, 404),
    ],
)
def test_who_reads_and_who_writes(school, klasse, role, reads, writes):
    client = as_user(somebody(role, school))

    assert client.get(page_of(klasse)).status_code == reads
    assert client.get(form_of(klasse)).status_code == writes


def test_a_teacher_reads_of_their_own_class_and_writes_of_none(school, klasse, teacher):
    client = as_user(teacher)

    assert client.get(page_of(klasse)).status_code == 200
    assert client.get(form_of(klasse)).status_code == 403
    assert client.post(form_of(klasse), sent()).status_code == 403
    assert client.get(page_of(factories.make_class(school, letter="C"))).status_code == 404
    assert not ClassAnalysis.objects.exists()


def test_reading_ends_with_the_role(klasse, teacher):
    role = Membership.objects.get(user=teacher)
    role.ends_on = TODAY - timedelta(days=1)
    role.save()

    assert as_user(teacher).get(page_of(klasse)).status_code == 404
    assert as_user(teacher).get(reverse("cases:classes")).status_code == 404


def test_a_consultant_reads_of_the_class_of_a_child_they_work_with(case, klasse, tovholder):
    consultant = somebody(Role.PPR, case.school)
    actions.add_participant(
        case,
        user=consultant,
        part="PPR",
        basis="anden",
        basis_note="Aftalt med begge forældre.",
        may_write=True,
        starts_on=TODAY,
        ends_on=TODAY + timedelta(days=60),
        on=TODAY,
        by=tovholder,
    )
    analyse(klasse, tovholder)
    client = as_user(consultant)

    assert "Tre faste grupper." in client.get(page_of(klasse)).content.decode()
    assert client.get(form_of(klasse)).status_code == 403
    other = factories.make_class(case.school, letter="C")
    assert client.get(page_of(other)).status_code == 404

    DeclaredRelation.objects.create(user=consultant, pupil=case.pupil, kind="naer", starts_on=TODAY)
    assert client.get(page_of(klasse)).status_code == 404


def test_the_page_shows_no_child_and_notes_no_look_up(case, klasse, leader):
    analyse(klasse, leader)

    page = as_user(leader).get(page_of(klasse)).content.decode()

    assert case.pupil.last_name not in page
    assert case.number not in page
    assert not Lookup.objects.exists()


@pytest.mark.parametrize("typed", ["Asta står alene.", "Det er Astas makker.", "asta/ASTA: Asta"])
def test_the_name_of_a_pupil_in_the_class_is_sent_back(pupil, klasse, leader, typed):
    answer = as_user(leader).post(form_of(klasse), sent(relations=typed))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Her står »Asta«, og det hedder en i klassen." in page
    assert typed in page
    assert not ClassAnalysis.objects.exists()


def test_words_that_only_begin_like_a_name_pass(pupil, klasse, leader):
    text = "Astatur og andre ord. En i parallelklassen."

    assert as_user(leader).post(form_of(klasse), sent(relations=text)).status_code == 302


def test_a_cpr_number_is_refused(klasse, leader):
    assert as_user(leader).post(form_of(klasse), sent(stories="140211-0000")).status_code == 422


def test_it_is_read_in_every_case_of_the_class_and_told_there(case, klasse, tovholder, leader):
    other = factories.make_case(factories.make_pupil(klasse, "Luna", "Skov"), tovholder)
    elsewhere = factories.make_case(
        factories.make_pupil(factories.make_class(case.school, letter="C"), "Otto", "Bo"),
        tovholder,
    )
    later = factories.make_case(
        factories.make_pupil(klasse, "Vera", "Vang"), tovholder, on=TODAY + timedelta(days=1)
    )
    analyse(klasse, leader)
    analyse(klasse, leader, seen=1, texts={**SAID, "stories": "Den livlige klasse."})

    assert not later.events.exists()
    client = as_user(tovholder)
    for each in (case, other):
        assert "Den livlige klasse." in client.get(afdaekning(each)).content.decode()
    assert "Den livlige klasse." not in client.get(afdaekning(elsewhere)).content.decode()
    told = Event.objects.filter(kind=EventKind.CLASS_ANALYSED)
    assert {event.case_id for event in told} == {case.pk, other.pk}
    assert told.count() == 2


def test_it_is_brought_to_the_perspective_without_typing(case, klasse, tovholder):
    analyse(klasse, tovholder)
    client = as_user(tovholder)
    address = reverse("cases:perspective", args=[case.public_id, "klasse"])
    assert f"{address}?fra=klassen" in client.get(afdaekning(case)).content.decode()

    form = client.get(f"{address}?fra=klassen").context["form"]

    shown = {name: form[name].value() for name in ("summary", "explored_by", "tool", "seen")}
    assert shown["summary"].splitlines() == [
        "Stemningen: Rolig i timerne.",
        "Relationer mellem eleverne: Tre faste grupper.",
    ]
    # As a browser sends it.
    shown["summary"] = shown["summary"].replace("\n", "\r\n")
    client.post(address, {**shown, "explored_on": TODAY.isoformat()})
    again = client.get(f"{address}?fra=klassen").context["form"]
    assert again["summary"].value() == shown["summary"]
    assert Perspective.objects.get().explored_by == "klasseteamet"


def test_what_the_perspective_says_already_is_kept(case, klasse, tovholder):
    analyse(klasse, tovholder)
    actions.explore(
        case,
        angle="klasse",
        seen=0,
        explored_on=TODAY,
        explored_by="Jonas",
        tool="",
        summary="Pauserne er svære.",
        not_possible_because="",
        on=TODAY,
        by=tovholder,
    )
    address = reverse("cases:perspective", args=[case.public_id, "klasse"])

    form = as_user(tovholder).get(f"{address}?fra=klassen").context["form"]

    assert form["summary"].value().startswith("Pauserne er svære.\n\nStemningen: ")
    assert form["explored_by"].value() == "Jonas"


def test_two_at_once_see_both_texts(klasse, leader):
    analyse(klasse, leader)

    with pytest.raises(Conflict):
        analyse(klasse, leader, texts={"stories": "Noget andet."})
    answer = as_user(leader).post(form_of(klasse), sent(atmosphere="Urolig."))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Urolig." in page
    assert "Rolig i timerne." in page
    assert as_user(leader).post(form_of(klasse), sent(seen="1")).status_code == 302


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"texts": {"strengths": "De hjælper hinanden."}}, "seks punkter"),
        ({"made_by": ""}, "hvem der har lavet"),
        ({"made_on": TODAY + timedelta(days=1)}, "fremtiden"),
        ({"look_again_on": TODAY - timedelta(days=1)}, "før i dag"),
        ({"on": date(2027, 9, 1)}, "andet skoleår"),
    ],
)
def test_what_cannot_be_is_refused_in_words(klasse, leader, given, says):
    with pytest.raises(Refused, match=says):
        analyse(klasse, leader, **given)


def test_the_year_before_stays_readable_with_its_year(
    case, pupil, klasse, leader, teacher, time_machine
):
    analyse(klasse, leader)
    time_machine.move_to("2027-09-01 10:00+02:00")
    seat = Enrolment.objects.get(pupil=pupil)
    seat.ends_on = date(2027, 7, 31)
    seat.save()
    now = factories.make_class(case.school, grade=7, year=2027)
    Enrolment.objects.create(pupil=pupil, school_class=now, starts_on=date(2027, 8, 1))

    page = as_user(leader).get(page_of(now)).content.decode()
    assert "Da klassen var 6.B, 2026/27" in page
    assert "Tre faste grupper." in page
    shown = as_user(case.tovholder).get(afdaekning(case)).content.decode()
    assert "Da klassen var 6.B, 2026/27" in shown
    old = as_user(leader).get(page_of(klasse)).content.decode()
    assert "Tre faste grupper." in old
    assert as_user(leader).get(form_of(klasse)).status_code == 403
    other = factories.make_class(case.school, grade=7, letter="C", year=2027)
    assert "Tre faste" not in as_user(leader).get(page_of(other)).content.decode()


def test_its_history_says_who_changed_what(klasse, leader, teacher):
    analyse(klasse, leader)
    analyse(klasse, leader, seen=1, texts={**SAID, "relations": "To grupper."})

    page = as_user(teacher).get(page_of(klasse)).content.decode()

    assert "Beskrivelsen rettet" in page
    assert "<del>Tre faste grupper.</del>" in page


def test_the_list_shows_what_is_not_looked_at_again(klasse, leader, time_machine):
    analyse(klasse, leader, look_again_on=TODAY + timedelta(days=1))
    factories.make_class(klasse.school, letter="C")
    time_machine.move_to("2026-12-01 10:00+01:00")

    page = as_user(leader).get(reverse("cases:classes")).content.decode()

    assert "er ikke set igen" in page
    assert "ikke i år" in page


def test_what_was_typed_is_kept_for_who_may_send_it(klasse, leader, teacher):
    keep = reverse("cases:draft_keep")
    typed = {"kladde": form_of(klasse), "atmosphere": "Rolig."}

    assert as_user(teacher).post(keep, typed).status_code == 404
    assert as_user(leader).post(keep, typed).status_code == 200
    assert "fik det ikke gemt" in as_user(leader).get(form_of(klasse)).content.decode()
    as_user(leader).post(form_of(klasse), sent())
    assert not Draft.objects.exists()

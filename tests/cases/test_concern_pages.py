"""A concern from a phone in a minute, its answer, and the statutory plan."""

from datetime import date

import pytest
from django.urls import reverse

from absence.actions import scan
from absence.models import Flag
from cases import actions
from cases.models import Concern, Handlingsplan1c
from schools.models import Lookup
from schools.roles import Role
from tests import factories
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("today")
NEW = "cases:concern_new"


@pytest.fixture
def teacher(school, klasse):
    user = factories.make_user("Jonas Bjerregaard")
    factories.give(user, Role.LAERER, school, school_class=klasse)
    return user


@pytest.fixture
def jonas(client, teacher):
    client.force_login(teacher)
    return client


def told(**given) -> dict:
    return {
        "form_id": "etid",
        "text": "Asta går for sig selv.",
        "voiced_by": "ansat",
        "signs": ["aendret-adfaerd", "undgaar"],
        **given,
    }


def write(pupil) -> str:
    return f"{reverse(NEW)}?elev={pupil.public_id}"


def test_a_teacher_chooses_among_the_own_class_without_searching(jonas, pupil, school):
    elsewhere = factories.make_pupil(factories.make_class(school, 8, "A"), "Malthe", "Dam")

    page = jonas.get(reverse(NEW)).content.decode()

    assert pupil.name in page
    assert elsewhere.name not in page
    assert Lookup.objects.get().purpose == "Finder en elev"


def test_a_pupil_is_found_by_parts_of_the_name_and_never_by_an_address(
    client, leader, klasse, pupil
):
    factories.make_many_pupils(klasse, 70)
    client.force_login(leader)

    shown = client.get(reverse(NEW)).content.decode()
    found = client.post(reverse(NEW), {"q": "krogh ast"}).content.decode()
    many = client.post(reverse(NEW), {"q": "barn"}).content.decode()
    none = client.post(reverse(NEW), {"q": "xyz"}).content.decode()

    assert pupil.name not in shown
    assert write(pupil) in found
    assert "Der er flere." in many
    assert "Ingen elev med det navn" in none


def test_a_concern_is_written_once_however_often_it_is_sent(jonas, pupil):
    answers = [jonas.post(write(pupil), told()) for _ in range(2)]

    concern = Concern.objects.get()
    assert {answer.url for answer in answers} == {
        reverse("cases:concern", args=[concern.public_id])
    }
    assert concern.signs == ["aendret-adfaerd", "undgaar"]
    assert "Skolens ledelse har fået bekymringen" in jonas.get(answers[0].url).content.decode()


def test_a_concern_without_words_is_sent_back_with_its_ticks(jonas, pupil):
    response = jonas.post(write(pupil), told(text=""))

    page = response.content.decode()
    assert response.status_code == 422
    assert "Skriv kort, hvad du har set eller hørt." in page
    assert page.count("checked") >= 2


def test_a_doubt_about_the_class_starts_the_ten_working_days(jonas, pupil, leader):
    jonas.post(write(pupil), told(about_environment="on", informed_on="2026-11-12"))

    plan = Handlingsplan1c.objects.get()
    page = jonas.get(reverse("cases:concern", args=[plan.concern.public_id])).content.decode()
    assert plan.responsible == leader
    assert "torsdag 26. november 2026" in page
    assert "om 3 arbejdsdage" in page
    assert "Sådan er det beregnet" in page


def test_a_pupil_outside_ones_reach_does_not_exist(jonas, school):
    stranger = factories.make_pupil(factories.make_class(school, 8, "A"))

    assert jonas.get(write(stranger)).status_code == 404
    assert jonas.post(write(stranger), told()).status_code == 404


def test_who_may_voice_no_concern_has_no_such_page(client, school):
    ppr = factories.make_user("Pernille")
    factories.give(ppr, Role.PPR, school)
    client.force_login(ppr)

    assert client.get(reverse(NEW)).status_code == 404


@pytest.fixture
def concern(pupil, school, teacher):
    return actions.voice_concern(
        pupil,
        school=school,
        voiced_by="ansat",
        text="Asta går for sig selv.",
        signs=["undgaar"],
        talked_with_child=True,
        talked_with_parents=False,
        talked_with_team=True,
        about_environment=True,
        informed_on=None,
        on=TODAY,
        by=teacher,
    )


@pytest.fixture
def sanne(client, leader):
    client.force_login(leader)
    return client


def page_of(concern, name: str = "concern") -> str:
    return reverse(f"cases:{name}", args=[concern.public_id])


def test_a_leader_answers_in_words_and_the_writer_reads_it(client, sanne, concern, teacher):
    assert sanne.post(page_of(concern), {"decision": ""}).status_code == 422

    sanne.post(page_of(concern), {"form_id": "a", "decision": "Jonas taler med Asta hver dag."})

    client.force_login(teacher)
    assert "Jonas taler med Asta hver dag." in client.get(page_of(concern)).content.decode()


def test_the_one_who_wrote_it_does_not_answer_it(jonas, concern):
    response = jonas.post(page_of(concern), {"decision": "Det er ikke så slemt."})

    assert response.status_code == 403
    assert Concern.objects.get().decided_on is None


def test_a_leader_can_open_a_case_from_the_concern(sanne, concern, pupil):
    page = sanne.get(page_of(concern)).content.decode()

    assert reverse("cases:open", args=[pupil.public_id]) in page
    proposal = sanne.get(reverse("cases:open", args=[pupil.public_id])).content.decode()
    assert concern.text in proposal


# What a plan says, besides its measures, when it is reported ready.
TOLD = {
    "told": "Klassen og forældrene: at der er en plan.",
    "told_on": "2026-11-23",
    "complaint_told_on": "2026-11-23",
}


def plan_1c(**given) -> dict:
    return {
        "form_id": "b",
        "seen": "1",
        "temporary_measures": "Gårdvagt ved boldbanen.",
        "measures": "",
        "found_on": "",
        **given,
    }


def test_the_statutory_plan_is_written_and_reported_ready(sanne, concern):
    assert "noget andet end handleplanen" in sanne.get(page_of(concern, "plan_1c")).content.decode()

    sanne.post(
        page_of(concern, "plan_1c"), plan_1c(measures="Klassen arbejder i fire uger.", **TOLD)
    )
    sanne.post(page_of(concern, "plan_1c_ready"), {"seen": "2", "ready_on": "2026-11-23"})

    assert concern.handlingsplan_1c.history.count() == 3
    assert Handlingsplan1c.objects.get().ready_on == TODAY
    assert "overholdt" in sanne.get(page_of(concern)).content.decode()


def test_a_plan_that_is_ready_settles_its_flag_at_once(sanne, concern):
    plan = Handlingsplan1c.objects.get()
    plan.informed_on = date(2026, 11, 9)
    plan.save()
    scan(TODAY)
    flag = Flag.objects.get(rule="handlingsplan-1c")
    assert flag.status == "ny"

    sanne.post(
        page_of(concern, "plan_1c"), plan_1c(measures="Klassen arbejder i fire uger.", **TOLD)
    )
    sanne.post(page_of(concern, "plan_1c_ready"), {"seen": "2", "ready_on": "2026-11-23"})

    flag.refresh_from_db()
    assert flag.status == "bortfaldet"


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"seen": "1", "ready_on": "snart"}, "Skriv den dag, planen var færdig"),
        ({"seen": "1", "ready_on": "2026-11-23"}, "Skriv foranstaltningerne"),
        ({"seen": "1", "ready_on": "2026-12-23"}, "ikke være færdig i fremtiden"),
    ],
)
def test_a_plan_that_is_not_ready_is_not_reported_ready(sent, sentence, sanne, concern):
    page = sanne.post(page_of(concern, "plan_1c_ready"), sent, follow=True).content.decode()

    assert sentence in page
    assert Handlingsplan1c.objects.get().ready_on is None


def test_two_who_write_the_statutory_plan_see_both_texts(sanne, concern, teacher):
    actions.save_plan_1c(
        concern.handlingsplan_1c,
        seen=1,
        temporary_measures="Chatten er lukket.",
        measures="",
        found_on=None,
        on=TODAY,
        by=teacher,
    )

    response = sanne.post(page_of(concern, "plan_1c"), plan_1c())

    page = response.content.decode()
    assert response.status_code == 409
    assert "Chatten er lukket." in page
    assert "Gårdvagt ved boldbanen." in page
    assert sanne.post(page_of(concern, "plan_1c"), plan_1c(seen="2")).status_code == 302


def test_a_teacher_does_not_write_the_statutory_plan(jonas, concern):
    assert jonas.get(page_of(concern, "plan_1c")).status_code == 403
    assert jonas.post(page_of(concern, "plan_1c_ready"), {}).status_code == 403


def test_a_concern_without_a_statutory_plan_has_no_page_for_it(sanne, pupil, school, leader):
    plain = Concern.objects.create(
        pupil=pupil,
        school=school,
        voiced_by="ansat",
        noted_on=TODAY,
        noted_by=leader,
        text="Noget.",
    )

    assert sanne.get(page_of(plain, "plan_1c")).status_code == 403

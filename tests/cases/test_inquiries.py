"""Asking a colleague: who may be asked, what they see, and where the answer lands."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from cases import actions
from cases.models import DeclaredRelation, Event, Inquiry, Perspective
from cases.models.record import EventKind
from kiss.lib.models import Refused
from schools.models import Lookup, Membership, SchoolClass
from schools.roles import Role
from tests import factories
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("today")

ANSWER = "Hun leger med Ida, når de er ude."


@pytest.fixture
def amir(school):
    """Amir teaches another class than Asta's."""
    user = factories.make_user("Amir Pædagog")
    factories.give(user, Role.LAERER, school, school_class=factories.make_class(school, 2, "C"))
    return user


def ask(case, user, **given) -> Inquiry:
    values = {
        "angle": "",
        "question": "Hvem leger hun med?",
        "due_on": TODAY + timedelta(days=7),
        "on": TODAY,
        "by": case.tovholder,
    }
    return actions.ask_colleague(case, user=user, **{**values, **given})


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def today_of(user) -> str:
    return as_user(user).get(reverse("cases:today")).content.decode()


def afdaekning(case) -> str:
    return reverse("cases:element", args=[case.public_id, "afdaekning"])


def end(user) -> None:
    role = Membership.objects.get(user=user)
    role.ends_on = TODAY - timedelta(days=1)
    role.save()


def relate(user, pupil) -> None:
    DeclaredRelation.objects.create(user=user, pupil=pupil, kind="naer", starts_on=TODAY)


def test_the_tovholder_asks_and_the_colleague_answers(case, amir):
    tove = as_user(case.tovholder)
    sent = {
        "user": amir.public_id,
        "angle": "spoergsmaal",
        "question": "Hvem leger hun med?",
        "due_on": (TODAY + timedelta(days=7)).isoformat(),
    }
    tove.post(reverse("cases:ask", args=[case.public_id]), sent)
    row = Inquiry.objects.get()
    assert "Skriv til Tove om" in today_of(amir)

    answer = as_user(amir).post(row.get_absolute_url(), {"answer": ANSWER}, follow=True)

    assert "Tak. Svaret er sendt." in answer.content.decode()
    page = tove.get(afdaekning(case)).content.decode()
    assert ANSWER in page
    assert "Svar fra Amir Pædagog, 23. november 2026" in page
    assert "Skriv til Tove om" not in today_of(amir)
    kinds = list(Event.objects.filter(case=case).values_list("kind", flat=True))
    assert kinds == [EventKind.INQUIRY_SENT, EventKind.INQUIRY_ANSWERED]


def test_who_is_asked_sees_that_page_and_nothing_else_of_the_case(case, amir):
    actions.write_note(case, text="Mor er træt.", is_restricted=False, on=TODAY, by=case.tovholder)
    row = ask(case, amir)
    client = as_user(amir)

    page = client.get(row.get_absolute_url()).content.decode()

    assert case.pupil.name in page
    assert "6.B" in page
    assert "Hvem leger hun med?" in page
    assert case.number not in page
    assert case.opened_because not in page
    assert "Mor er træt." not in page
    for name in ("detail", "timeline", "plan", "history", "note_new", "understanding", "ask"):
        url = reverse(f"cases:{name}", args=[case.public_id])
        assert client.get(url).status_code == 404, name
    assert client.get(afdaekning(case)).status_code == 404
    assert client.get(reverse("absence:pupil", args=[case.pupil.public_id])).status_code == 404
    assert client.post(reverse("cases:inquiry_close", args=[row.public_id])).status_code == 403


def test_nobody_else_opens_it(case, amir, leader, member):
    row = ask(case, amir)
    other = factories.make_user("Lars Kollega")
    factories.give(other, Role.LAERER, case.school, school_class=factories.make_class(case.school))

    for user in (leader, member, other):
        assert as_user(user).get(row.get_absolute_url()).status_code == 404
        assert as_user(user).post(row.get_absolute_url(), {"answer": "x"}).status_code == 404
    tove = as_user(case.tovholder)
    assert tove.get(row.get_absolute_url()).status_code == 200
    assert tove.post(row.get_absolute_url(), {"answer": "x"}).status_code == 403


@pytest.mark.parametrize("block", ["role", "relation", "closed", "moved"])
def test_it_closes_with_the_role_the_relation_and_the_case(case, amir, block):
    row = ask(case, amir)
    if block == "role":
        end(amir)
    elif block == "relation":
        relate(amir, case.pupil)
    elif block == "closed":
        actions.close_case(case, reason="I skole igen.", on=TODAY, by=case.tovholder)
    else:
        case.school = factories.make_school("Engbakkeskolen")
        case.save()

    client = as_user(amir)
    assert client.get(row.get_absolute_url()).status_code == 404
    assert client.post(row.get_absolute_url(), {"answer": ANSWER}).status_code == 404
    assert "Skriv til Tove om" not in today_of(amir)
    assert client.get(reverse("cases:access")).content.decode().count("Børn, jeg er spurgt om") == 0
    with pytest.raises(Refused):
        actions.answer_inquiry(row, answer=ANSWER, on=TODAY, by=amir)


def test_only_staff_at_the_school_who_are_not_close_to_the_child_are_asked(case, amir, school):
    elsewhere = factories.make_user("Ulla Fjern")
    factories.give(elsewhere, Role.SKOLELEDER, factories.make_school("Engbakkeskolen"))
    consultant = factories.make_user("Pernille PPR")
    factories.give(consultant, Role.PPR, school)
    guest = factories.make_user("Gerda Gæst")
    factories.give(guest, Role.AD_HOC, school)
    mother = factories.make_user("Nær Lærer")
    factories.give(mother, Role.LAERER, school, school_class=factories.make_class(school))
    relate(mother, case.pupil)

    form = as_user(case.tovholder).get(reverse("cases:ask", args=[case.public_id])).context["form"]

    assert set(form.fields["user"].queryset) == {amir}
    for user in (elsewhere, consultant, guest, mother, case.tovholder):
        with pytest.raises(Refused):
            ask(case, user)


def test_those_who_teach_the_class_come_first(case, amir, school):
    teacher = factories.make_user("Åse Klasselærer")
    klasse = SchoolClass.objects.get(grade=6, letter="B")
    factories.give(teacher, Role.LAERER, school, school_class=klasse)

    form = as_user(case.tovholder).get(reverse("cases:ask", args=[case.public_id])).context["form"]

    assert list(form.fields["user"].queryset) == [teacher, amir]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"question": " "}, "skriv dit spørgsmål"),
        ({"due_on": TODAY - timedelta(days=1)}, "før i dag"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(case, amir, given, says):
    with pytest.raises(Refused, match=says):
        ask(case, amir, **given)


def test_one_at_a_time_is_asked_of_a_person(case, amir):
    ask(case, amir)

    with pytest.raises(Refused, match="allerede spurgt"):
        ask(case, amir, question="Og hvad med pauserne?")


def test_a_cpr_number_is_refused_in_question_and_answer(case, amir):
    address = reverse("cases:ask", args=[case.public_id])
    sent = {"user": amir.public_id, "angle": "spoergsmaal", "due_on": TODAY.isoformat()}

    asked = as_user(case.tovholder).post(address, {**sent, "question": "140211-0000?"})
    row = ask(case, amir)
    answered = as_user(amir).post(row.get_absolute_url(), {"answer": "140211-0000"})

    for sent_back in (asked, answered):
        assert sent_back.status_code == 422
        assert "Skriv ikke CPR-numre her." in sent_back.content.decode()
    assert Inquiry.objects.get().answer == ""


def test_the_mail_names_nobody(case, amir, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ask(case, amir)

    (sent,) = mail.outbox
    said = sent.subject + sent.body
    assert sent.to == [amir.email]
    for word in (*case.pupil.name.split(), case.number, case.school.name, "6.B", "leger"):
        assert word not in said


def test_a_no_comes_back_with_its_reason_and_another_is_asked(case, amir, leader):
    row = ask(case, amir)
    empty = as_user(amir).post(row.get_absolute_url(), {"because": " "})
    assert empty.status_code == 422
    as_user(amir).post(row.get_absolute_url(), {"because": "Jeg kender hende ikke."})

    page = today_of(case.tovholder)
    assert "Spørg en anden om" in page
    assert "Jeg kender hende ikke." in page
    assert as_user(amir).get(row.get_absolute_url()).status_code == 404
    ask(case, leader)

    row.refresh_from_db()
    assert row.status == Inquiry.Status.LUKKET
    assert "Spørg en anden om" not in today_of(case.tovholder)


def test_it_is_taken_back(case, amir):
    row = ask(case, amir)

    as_user(case.tovholder).post(reverse("cases:inquiry_close", args=[row.public_id]))

    assert as_user(amir).get(row.get_absolute_url()).status_code == 404
    with pytest.raises(Refused):
        actions.answer_inquiry(row, answer=ANSWER, on=TODAY, by=amir)
    with pytest.raises(Refused):
        actions.close_inquiry(row, on=TODAY, by=case.tovholder)


def test_it_waits_on_others_and_is_late_after_its_day(case, amir, time_machine):
    ask(case, amir, due_on=TODAY + timedelta(days=2))
    page = today_of(case.tovholder)
    assert page.index("Venter på andre") < page.index("Vent på Amirs svar")

    time_machine.move_to("2026-11-27 10:00+01:00")

    page = today_of(case.tovholder)
    assert page.index("Overskredet") < page.index("Mind Amir om svaret")
    assert "Overskredet" in today_of(amir)


def test_however_far_the_day_is_it_stands_on_i_dag(case, amir):
    ask(case, amir, due_on=TODAY + timedelta(days=60))

    assert "Skriv til Tove om" in today_of(amir)


def test_the_tovholder_is_told_when_the_colleague_can_no_longer_answer(case, amir):
    ask(case, amir)
    relate(amir, case.pupil)

    page = today_of(case.tovholder)

    assert "Amir Pædagog kan ikke længere svare." in page


def test_looking_is_in_the_log_and_the_access_pages_say_why(case, amir):
    row = ask(case, amir)
    client = as_user(amir)
    client.get(row.get_absolute_url())

    looked = Lookup.objects.get(user=amir)
    assert (looked.pupil, looked.case_number) == (case.pupil, case.number)
    assert looked.purpose == "Et spørgsmål til en kollega"
    mine = client.get(reverse("cases:access")).content.decode()
    assert "Børn, jeg er spurgt om" in mine
    assert "Tove Tovholder har spurgt dig." in mine
    assert case.number not in mine
    url = reverse("cases:case_access", args=[case.public_id])
    theirs = as_user(case.tovholder).get(url).content.decode()
    assert "ser kun barnets navn, klasse og spørgsmålet" in theirs

    client.post(row.get_absolute_url(), {"answer": ANSWER})
    assert "Du har svaret Tove Tovholder." in client.get(reverse("cases:access")).content.decode()
    theirs = as_user(case.tovholder).get(url).content.decode()
    assert "svarede 23. november 2026" in theirs


def test_i_dag_notes_the_name_it_shows(case, amir):
    ask(case, amir)

    today_of(amir)

    assert Lookup.objects.filter(user=amir, pupil=case.pupil, in_list=True).exists()


def test_the_answer_is_brought_to_the_perspective_without_typing(case, amir):
    row = ask(case, amir, angle="andre", question="")
    actions.answer_inquiry(row, answer=ANSWER, on=TODAY, by=amir)
    tove = as_user(case.tovholder)
    address = reverse("cases:perspective", args=[case.public_id, "andre"])
    assert f"{address}?fra={row.public_id}" in tove.get(afdaekning(case)).content.decode()

    form = tove.get(f"{address}?fra={row.public_id}").context["form"]

    shown = {name: form[name].value() for name in ("summary", "explored_by", "seen")}
    assert shown == {"summary": ANSWER, "explored_by": "Amir Pædagog", "seen": 0}
    tove.post(address, {**shown, "explored_on": TODAY.isoformat()})
    assert Perspective.objects.get().summary == ANSWER


def test_the_answer_of_another_case_is_never_brought(case, amir, school):
    luna = factories.make_pupil(factories.make_class(school), "Luna", "Skov")
    other = factories.make_case(luna, case.tovholder)
    row = ask(other, amir, angle="andre", question="")
    actions.answer_inquiry(row, answer=ANSWER, on=TODAY, by=amir)
    address = reverse("cases:perspective", args=[case.public_id, "andre"])

    page = as_user(case.tovholder).get(f"{address}?fra={row.public_id}").content.decode()

    assert ANSWER not in page


def test_a_half_written_answer_is_kept_for_the_one_who_is_asked(case, amir, member):
    row = ask(case, amir)
    keep = reverse("cases:draft_keep")
    typed = {"kladde": row.get_absolute_url(), "answer": "Hun leger med"}

    assert as_user(member).post(keep, typed).status_code == 404
    assert as_user(case.tovholder).post(keep, typed).status_code == 404
    assert as_user(amir).post(keep, typed).status_code == 200
    assert "Hun leger med" in as_user(amir).get(row.get_absolute_url()).content.decode()


def test_a_member_who_answers_may_open_the_case_from_there(case, member):
    row = ask(case, member)

    page = as_user(member).get(row.get_absolute_url()).content.decode()

    assert f"Åbn sag {case.number}" in page


def test_i_dag_costs_the_same_however_many_are_asked(client, case, amir, assert_constant_queries):
    ask(case, amir)
    client.force_login(case.tovholder)
    people = [factories.make_user(f"Lærer {number}") for number in range(3)]

    def grow() -> None:
        for user in people:
            factories.give(
                user, Role.LAERER, case.school, school_class=factories.make_class(case.school)
            )
            ask(case, user)

    assert_constant_queries(reverse("cases:today"), grow)

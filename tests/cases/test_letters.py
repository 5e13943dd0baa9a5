"""A letter to the home: filled in, seen as paper, kept as it was sent, and silent about secrets."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from pdfminer.high_level import extract_text

from cases import actions
from cases.attachments import content_of
from cases.models import Case, Contact
from kiss.lib.ids import new_public_id
from meetings.actions import cancel_meeting
from schools.models import CustodyHolder, User
from tests import factories
from tests.conftest import TODAY
from tests.kiss.test_pdf import kinds
from tests.meetings.conftest import call

__all__ = ["call"]
pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def tove(client: Client, case: Case) -> Client:
    client.force_login(case.tovholder)
    return client


def url_of(case: Case) -> str:
    return reverse("cases:letter_talk", args=[case.public_id])


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def send(client: Client, url: str, **changes: Any) -> Any:
    given = {
        "form_id": new_public_id(),
        "heading": "Vi vil gerne tale med jer",
        "text": "Kære begge.\n\nRing til mig.",
        "send": "1",
    }
    return client.post(url, {**given, **changes})


def test_the_letter_is_filled_in_and_shown_before_anybody_types(tove: Client, case: Case) -> None:
    for on in (20, 21):
        actions.note_contact(
            case.pupil,
            case=case,
            with_whom="mor",
            channel="telefon",
            outcome="intet-svar",
            summary="",
            on=TODAY.replace(day=on),
            by=case.tovholder,
        )
    text = text_of(tove.get(url_of(case)))

    assert "Vi vil gerne tale med dig om Asta" in text
    assert "Vi har prøvet at få fat i dig. Det er ikke lykkedes endnu." in text
    assert text.count("Ring til mig på 00 00 00 12") == 2
    assert Contact.objects.filter(channel="brev").count() == 0
    assert case.attachments.count() == 0


def test_with_no_call_unanswered_the_letter_blames_nobody(tove: Client, case: Case) -> None:
    assert "lykkedes" not in text_of(tove.get(url_of(case)))


def test_two_parents_are_spoken_to_as_two_and_each_may_have_their_own(
    tove: Client, case: Case
) -> None:
    father = CustodyHolder.objects.create(pupil=case.pupil, name="Jonas Krogh", relation="far")
    both = text_of(tove.get(url_of(case)))
    one = text_of(tove.get(url_of(case), {"til": father.pk}))

    assert "Vi vil gerne tale med jer om Asta" in both
    assert "I må gerne tage en med, som I er trygge ved." in both
    assert "Du må gerne tage en med, som du er tryg ved." in one
    assert "Kære" not in one


def test_a_letter_that_is_sent_is_kept_as_it_is_and_is_a_contact(tove: Client, case: Case) -> None:
    answer = send(tove, url_of(case))

    laid = case.attachments.get()
    contact = Contact.objects.get(channel="brev")
    pdf = content_of(laid)
    words = extract_text(BytesIO(pdf))
    assert answer.headers["Location"] == reverse(
        "cases:attachment", args=[case.public_id, laid.number]
    )
    assert (contact.with_whom, contact.outcome, contact.on) == ("mor", "besked", TODAY)
    assert contact.summary == "»Vi vil gerne tale med jer«, bilag 1."
    assert "Ring til mig." in words
    assert "Mandag 23. november 2026" in words
    assert "Tove Tovholder" in words
    with pikepdf.open(BytesIO(pdf)) as document:
        assert {"/H1", "/P"} <= set(kinds(document))
    story = text_of(tove.get(case.get_absolute_url()))
    assert "Sendte brev til mor" in story


def test_sent_twice_by_a_nervous_finger_it_is_one_letter(tove: Client, case: Case) -> None:
    form = new_public_id()
    first = send(tove, url_of(case), form_id=form)
    second = send(tove, url_of(case), form_id=form)

    assert first.headers["Location"] == second.headers["Location"]
    assert case.attachments.count() == 1


def test_to_see_the_letter_keeps_nothing(tove: Client, case: Case) -> None:
    seen = tove.post(url_of(case), {"heading": "Kom til kaffe", "text": "Fredag."})

    assert seen.status_code == 200
    assert '<p class="letter-part">Fredag.</p>' in text_of(seen)
    assert case.attachments.count() == 0


def test_an_empty_letter_comes_back_with_what_was_typed(tove: Client, case: Case) -> None:
    back = send(tove, url_of(case), text="")

    assert back.status_code == 422
    assert "Skriv, hvad der skal stå i brevet." in text_of(back)
    assert "Vi vil gerne tale med jer" in text_of(back)


def test_the_other_parents_hidden_name_and_number_go_in_no_letter(tove: Client, case: Case) -> None:
    father = CustodyHolder.objects.create(
        pupil=case.pupil, name="Birk Skjold", relation="far", phone="00 00 00 77", is_protected=True
    )
    mother = case.pupil.custody_holders.exclude(pk=father.pk).get()
    hidden = {
        "Birk kommer også.": "navnet på en forælder, som er skjult for modtageren",
        "Ring til 00000077.": "et telefonnummer, som er skjult for modtageren",
    }
    for text, said in hidden.items():
        back = send(tove, f"{url_of(case)}?til={mother.pk}", text=text)
        assert back.status_code == 422
        assert f"I brevet står {said}. Skriv det om, så det ikke står der." in text_of(back)
        assert text in text_of(back)
    assert case.attachments.count() == 0
    assert Contact.objects.filter(channel="brev").count() == 0


def test_a_protected_childs_school_stands_in_no_letter(tove: Client, case: Case) -> None:
    case.pupil.is_protected = True
    case.pupil.save()
    shown = text_of(tove.get(url_of(case)))
    back = send(tove, url_of(case), text=f"Kom på {case.school.name}.")

    paper = shown.partition('<article class="sheet letter')[2].partition("</article>")[0]
    assert "Ring til mig" in paper
    assert case.school.name not in paper
    assert "skolens navn eller adresse" in text_of(back)


def test_the_invitation_says_when_where_and_who_comes(
    tove: Client, case: Case, call: Callable
) -> None:
    meeting = call()
    client = Client()
    client.force_login(factories.make_leader(case.school))
    url = reverse("cases:letter_meeting", args=[case.public_id, meeting.public_id])

    text = text_of(client.get(url))

    assert "Møde om Asta tirsdag 8. december kl. 14.30" in text
    assert "Mødet er tirsdag 8. december kl. 14.30 og slutter kl. 15.15." in text
    assert f"Vi mødes her: Mødelokale 2, {case.school.name}" in text
    assert "Med på mødet er også Tove Tovholder (tovholder)." in text
    assert "Asta er med noget af mødet." in text
    assert url in text_of(tove.get(meeting.get_absolute_url()))


def test_of_a_meeting_that_is_cancelled_there_is_no_letter(
    tove: Client, case: Case, call: Callable, tovholder: User
) -> None:
    meeting = call()
    cancel_meeting(meeting, reason="Sygdom", on=TODAY, by=tovholder)

    url = reverse("cases:letter_meeting", args=[case.public_id, meeting.public_id])
    assert tove.get(url).status_code == 404


def test_a_closed_case_sends_no_letter(tove: Client, case: Case) -> None:
    actions.close_case(case, reason="Asta er i skole igen.", on=TODAY, by=case.tovholder)

    assert tove.get(url_of(case)).status_code == 404


def test_after_calls_without_answer_the_next_step_has_the_number_and_the_letter(
    tove: Client, case: Case
) -> None:
    for on in (18, 20, 21):
        actions.note_contact(
            case.pupil,
            case=case,
            with_whom="mor",
            channel="telefon",
            outcome="intet-svar",
            summary="",
            on=TODAY.replace(day=on),
            by=case.tovholder,
        )
    page = text_of(tove.get(case.get_absolute_url()))
    steps = page.partition('id="skridt"')[2].partition("</section>")[0]

    phone = case.pupil.custody_holders.get().phone
    assert "Prøv hjemmet igen" in steps
    assert "Sidst 21. november: Ringede til mor, intet svar." in steps
    assert phone in steps
    assert url_of(case) in steps


def test_a_protected_parents_own_letter_names_them_to_nobody(tove: Client, case: Case) -> None:
    father = CustodyHolder.objects.create(
        pupil=case.pupil, name="Birk Skjold", relation="far", phone="00 00 00 77", is_protected=True
    )
    shown = text_of(tove.get(url_of(case), {"til": father.pk}))
    send(tove, f"{url_of(case)}?til={father.pk}")

    words = extract_text(BytesIO(content_of(case.attachments.get())))
    assert "Birk" not in shown
    assert "Astas far" in shown
    assert "Birk" not in words
    assert "Astas far" in words


def test_a_letter_that_is_sent_is_no_call_without_answer(tove: Client, case: Case) -> None:
    for number in range(3):
        send(tove, url_of(case), heading=f"Brev {number}")

    page = text_of(tove.get(case.get_absolute_url()))

    assert "Prøv hjemmet igen" not in page
    assert "lykkedes" not in text_of(tove.get(url_of(case)))


def test_what_is_typed_in_a_letter_is_kept_as_a_draft(tove: Client, case: Case) -> None:
    page = text_of(tove.get(url_of(case)))

    assert f'data-draft="{url_of(case)}"' in page


def test_a_draft_that_is_fetched_back_sends_no_letter_to_the_other_parent(
    tove: Client, case: Case
) -> None:
    father = CustodyHolder.objects.create(pupil=case.pupil, name="Jonas Krogh", relation="far")
    mother = case.pupil.custody_holders.exclude(pk=father.pk).get()

    send(tove, f"{url_of(case)}?til={father.pk}", til=mother.pk)

    assert Contact.objects.get(channel="brev").with_whom == "far"


def test_where_each_parent_has_a_letter_none_is_told_of_calls_to_the_other(
    tove: Client, case: Case
) -> None:
    CustodyHolder.objects.create(
        pupil=case.pupil, name="Birk Skjold", relation="far", is_protected=True
    )
    for on in (18, 20):
        actions.note_contact(
            case.pupil,
            case=case,
            with_whom="far",
            channel="telefon",
            outcome="intet-svar",
            summary="",
            on=TODAY.replace(day=on),
            by=case.tovholder,
        )

    assert "lykkedes" not in text_of(tove.get(url_of(case)))

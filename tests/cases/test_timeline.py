"""The whole story of a case: by topic, searched, page by page, and corrected without erasing."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.urls import reverse

from cases import actions
from cases.models import Correction, Event
from cases.models.record import EventKind
from cases.topics import TOPICS
from kiss.lib.models import Refused
from schools.models import Lookup
from schools.roles import Role
from tests import factories
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def tove(client, case):
    client.force_login(case.tovholder)
    return client


@pytest.fixture
def member(school):
    user = factories.make_user("Inger Medlem")
    factories.give(user, Role.TEAMMEDLEM, school)
    return user


def address(case, name="timeline", *args):
    return reverse(f"cases:{name}", args=[case.public_id, *args])


def write(case, text, *, is_restricted=False, on=TODAY):
    return actions.write_note(
        case, text=text, is_restricted=is_restricted, on=on, by=case.tovholder
    )


def line_of(note):
    return Event.objects.get(kind=EventKind.NOTE_WRITTEN, data__note=note.pk)


def call(case, summary):
    actions.note_contact(
        case.pupil,
        case=case,
        with_whom="mor",
        channel="telefon",
        outcome="talt",
        summary=summary,
        on=TODAY,
        by=case.tovholder,
    )


def test_every_kind_of_line_is_of_one_topic():
    counted = Counter(kind for _, kinds in TOPICS.values() for kind in kinds)

    assert counted == Counter(EventKind)


def test_five_hundred_lines_are_read_page_by_page(tove, case):
    for number in range(500):
        Event.objects.create(
            kind=EventKind.PLAN_PRINTED,
            case=case,
            pupil=case.pupil,
            on=TODAY - timedelta(days=number),
            by=case.tovholder,
        )

    newest = tove.get(case.get_absolute_url())
    first = tove.get(address(case))
    last = tove.get(f"{address(case)}?vis=planen&side=10")

    assert len(newest.context["entries"]) == 50
    assert len(first.context["entries"]) == 50
    assert "af 500 linjer" in first.content.decode()
    assert last.context["entries"][-1].on == TODAY - timedelta(days=499)
    assert "Juli 2025" in last.content.decode()


@pytest.mark.parametrize("words", ["svømmehal", "SVØMMEHALLEN mor", "  mor   svømme "])
def test_what_was_written_is_found_again(tove, case, words):
    call(case, "Mandage i svømmehallen er sværest.")
    write(case, "Talte med klubben.")

    page = tove.post(address(case), {"words": words})

    assert [entry.text for entry in page.context["entries"]] == ["Talte i telefon med mor"]


def test_what_is_searched_for_stands_in_the_log_and_in_no_address(tove, case):
    page = tove.post(address(case), {"words": "klubben"})

    assert "Ordene står ingen steder" in page.content.decode()
    assert page.request["QUERY_STRING"] == ""
    assert Lookup.objects.get(page="cases:timeline").search == "klubben"


def test_searching_for_nothing_asks_for_words_and_shows_the_story(tove, case):
    write(case, "Talte med klubben.")

    page = tove.post(address(case), {"words": "  "})

    assert page.status_code == 422
    assert "Skriv, hvad du leder efter." in page.content.decode()
    assert [entry.text for entry in page.context["entries"]] == ["Notat"]


def test_a_restricted_note_is_not_found_by_its_words(tove, case):
    write(case, "Far er syg.", is_restricted=True)

    assert tove.post(address(case), {"words": "syg"}).context["entries"] == []


def test_a_correction_stands_under_the_line_that_stays(tove, case):
    line = line_of(write(case, "Mor ringede tirsdag."))

    answer = tove.post(address(case, "correct", line.pk), {"text": "Det var onsdag."})

    page = tove.get(case.get_absolute_url()).content.decode()
    assert answer.status_code == 302
    assert "Mor ringede tirsdag." in page
    assert f"Rettet 23. november af {case.tovholder.name}: Det var onsdag." in page
    assert "Rettede et notat fra 23. november" in page


def test_an_empty_correction_changes_nothing(tove, case):
    line = line_of(write(case, "Mor ringede tirsdag."))

    answer = tove.post(address(case, "correct", line.pk), {"text": " "})

    assert answer.status_code == 422
    assert "Skriv, hvad der er forkert, og hvad der er rigtigt." in answer.content.decode()
    assert not Correction.objects.exists()


def test_a_correction_of_a_restricted_note_is_as_restricted(client, case, member):
    note = write(case, "Far er syg.", is_restricted=True)
    line = line_of(note)
    actions.correct(line, text="Det er mor.", on=TODAY, by=case.tovholder)
    client.force_login(member)

    page = client.get(case.get_absolute_url()).content.decode()
    refused = client.get(address(case, "correct", line.pk))

    assert f"Rettet 23. november af {case.tovholder.name}<" in page
    assert "Det er mor." not in page
    assert refused.status_code == 403
    client.force_login(case.tovholder)
    assert "Det er mor." in client.get(address(case, "note", note.pk)).content.decode()


def test_only_contacts_and_notes_are_corrected(tove, case):
    actions.change_focus(case, to="indsatser", reason="Nu.", on=TODAY, by=case.tovholder)
    turned = case.events.get(kind=EventKind.FOCUS_CHANGED)

    assert tove.get(address(case, "correct", turned.pk)).status_code == 404


def test_a_line_of_another_case_is_not_there(tove, case, klasse):
    other = factories.make_case(factories.make_pupil(klasse, "Luna", "Skov"), case.tovholder)
    line = line_of(write(other, "Et andet barn."))

    assert tove.get(address(case, "correct", line.pk)).status_code == 404


def test_nothing_is_corrected_in_a_closed_case(tove, case):
    line = line_of(write(case, "Mor ringede tirsdag."))
    actions.close_case(case, reason="Asta er i skole igen.", on=TODAY, by=case.tovholder)

    assert "/ret/" not in tove.get(case.get_absolute_url()).content.decode()
    with pytest.raises(Refused):
        actions.correct(line, text="Det var onsdag.", on=date(2026, 11, 24), by=case.tovholder)

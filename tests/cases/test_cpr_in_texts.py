"""A CPR number belongs in the register: no text about a child takes one."""

import pytest
from django.urls import reverse

from cases.forms.fields import text
from cases.models import Note
from schools.models import Lookup

pytestmark = pytest.mark.usefixtures("today")


@pytest.mark.parametrize(
    "typed",
    [
        "140211-0000",
        "1402110000",
        "Mor (140211 0000) ringede.",
        "se 311299-0000.",
        "140211 - 0000",
        "140211–0000",
        "140211/0000",
        "14.02.11-0000",
        "14 02 11 0000",
        "14022011-0000",
        "14.02.2011-0000",
        "140211.0000",
        "140211_0000",
        "14 02 11 00 00",
        "140211-00 00",
        "１４０２１１-００００",
        "140211 \u2212 0000",
    ],
)
def test_a_note_with_a_number_is_sent_back_with_all_that_was_typed(client, case, typed):
    client.force_login(case.tovholder)

    answer = client.post(reverse("cases:note_new", args=[case.public_id]), {"text": typed})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Skriv ikke CPR-numre her. Slet »" in page
    assert "-xxxx«" in page
    assert typed in page
    assert not Note.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        "Ring på 20 12 34 56 eller +45 20123456.",
        "Mødet er 23.11.2026 kl. 14.30.",
        "Fra 23-11-2026 til 24-11-2026.",
        "Sag 26-0002, elev-id 8000001.",
        "EAN 5790000000000",
        "991399-0000",
        "Mødet er 23.11.2026 14.30, og det næste 07.12.26 08.15.",
        "Mor: 20 12 34 56, far: 20 12 34 57.",
    ],
)
def test_phone_numbers_dates_and_case_numbers_are_no_cpr_numbers(typed):
    assert text("Notat").clean(typed) == typed


def test_nobody_searches_by_it_so_that_it_is_in_no_log(client, case):
    client.force_login(case.tovholder)

    answer = client.post(reverse("cases:timeline", args=[case.public_id]), {"words": "140211-0000"})

    assert answer.status_code == 422
    assert set(Lookup.objects.values_list("search", flat=True)) == {""}

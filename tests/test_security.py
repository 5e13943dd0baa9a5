"""`docs/security.md` is whole and names tests that exist; and what no other test shows."""

import ast
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from cases.actions import close_case
from cases.models import Case, Note
from kiss.headers import one_reading
from kiss.personas import PERSONAS
from schools.holding import held_on
from schools.models import User
from schools.notices import tell_of_change
from tests import factories
from tests.conftest import TODAY
from tests.test_house import OURS, ROOT, sources

PAPER = (ROOT / "docs" / "security.md").read_text()
ROWS = re.findall(r"^\| (T\d\d) .*? \| (.*?) \| (.*?) ?\|$", PAPER, re.MULTILINE)
THREATS = {f"T{number:02d}" for number in range(1, 47)}


def test_every_threat_has_its_row() -> None:
    assert [name for name, _, _ in ROWS if name not in THREATS] == []
    assert {name for name, _, _ in ROWS} == THREATS
    assert len(ROWS) == len(THREATS)


@pytest.mark.parametrize(("threat", "control", "proof"), ROWS, ids=[row[0] for row in ROWS])
def test_what_is_promised_has_a_proof_that_exists(threat: str, control: str, proof: str) -> None:
    named = re.findall(r"`(tests/\S+?)::(\w+)`", proof)

    assert bool(named) != control.startswith("Not built"), threat
    for path, test in named:
        tree = ast.parse((ROOT / Path(path)).read_text())
        assert test in {item.name for item in ast.walk(tree) if isinstance(item, ast.FunctionDef)}


def test_a_right_that_is_lost_while_a_form_is_sent_is_lost_at_once(leader: User) -> None:
    """Read once for a page, and anew after a write: the role ends between two questions."""
    seen = []

    def answer(request: Any) -> HttpResponse:
        seen.append(held_on(leader, TODAY))
        role = leader.memberships.get()
        role.ends_on = TODAY - timedelta(days=1)
        role.save()
        seen.append(held_on(leader, TODAY))
        return HttpResponse()

    one_reading(answer)(RequestFactory().post("/"))

    assert [len(held) for held in seen] == [1, 0]


@pytest.mark.parametrize(
    "elsewhere", ["//ond.example", "https://ond.example/", "javascript:alert()"]
)
def test_the_login_leads_to_no_other_house(client: Client, leader: User, elsewhere: str) -> None:
    leader.set_password("kun-til-proeverne-26")
    leader.save()

    answer = client.post(
        reverse("account_login"),
        {"login": leader.email, "password": "kun-til-proeverne-26", "next": elsewhere},
    )

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/"


SCRIPTS = """<script>alert(1)</script> <img src=x onerror=alert(1)> "><svg/onload=alert(1)>
    </textarea><script>alert(1)</script> '-alert(1)-' &lt;script&gt;
    <a href="javascript:alert(1)">her</a> <div hx-get="/sager/" hx-trigger="load">"""


def test_script_that_was_typed_is_shown_as_text(client: Client, today: Any, case: Case) -> None:
    client.force_login(case.tovholder)
    client.post(reverse("cases:note_new", args=[case.public_id]), {"form_id": "a", "text": SCRIPTS})

    pages = [
        client.get(url).content.decode()
        for url in (
            reverse("cases:note", args=[case.public_id, Note.objects.get().pk]),
            case.get_absolute_url(),
            reverse("cases:history", args=[case.public_id]),
        )
    ]

    assert "&lt;script&gt;alert(1)" in pages[0]
    page = "".join(pages)
    for dangerous in (
        "<script>alert",
        "<img src=x",
        "<svg/onload",
        '<a href="javascript',
        "<div hx-get",
    ):
        assert dangerous not in page


def test_fields_that_no_form_has_change_nothing(
    client: Client, today: Any, case: Case, leader: User
) -> None:
    before = Case.objects.values().get()
    client.force_login(case.tovholder)

    client.post(
        reverse("cases:note_new", args=[case.public_id]),
        {
            "form_id": "a",
            "text": "Asta kom i dag.",
            "written_by": leader.pk,
            "noted_by": leader.pk,
            "by": leader.pk,
            **dict.fromkeys(before, leader.pk),
        },
    )

    assert Note.objects.get().by == case.tovholder
    assert Case.objects.values().get() == before


def test_no_request_is_handed_on_to_a_query() -> None:
    handed = re.compile(r"\*\*request\.|\.extra\(|RawSQL\(|\.raw\(|import_string\(request")

    assert [path for path, text in sources(*OURS) if handed.search(text)] == []


def test_a_closed_case_passes_the_same_gate(client: Client, today: Any, case: Case) -> None:
    close_case(case, reason="Asta er i skole igen.", on=TODAY, by=case.tovholder)
    stranger = factories.make_leader(factories.make_school("Engbakkeskolen"), "Torben")
    answers = {}
    for user in (case.tovholder, stranger):
        client.force_login(user)
        answers[user.name] = client.get(case.get_absolute_url()).status_code

    assert answers == {case.tovholder.name: 200, "Torben": 404}


def test_line_breaks_in_a_name_reach_no_header_of_a_mail(leader: User) -> None:
    leader.name = "Sanne\r\nBcc: ond@demo.invalid"

    tell_of_change(leader, "Appen er koblet til", timezone.now())

    (sent,) = mail.outbox
    assert sent.subject == "Dit login til Kom i skole er ændret"
    assert sent.recipients() == [leader.email]
    assert "Bcc" not in sent.message()


def test_the_demo_holds_nobody_who_could_be_real() -> None:
    assert {person.email.partition("@")[2] for person in PERSONAS} == {"demo.invalid"}

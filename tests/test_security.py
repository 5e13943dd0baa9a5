"""`docs/security.md` is whole and names tests that exist; and what no other test shows."""

import ast
import logging
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from cases.actions import close_case
from cases.models import Case, Note
from cases.rights import come_in, still_holds
from kiss.headers import one_reading
from kiss.personas import PERSONAS
from schools.holding import held_on
from schools.models import User
from schools.notices import tell_of_change
from tests import factories
from tests.conftest import TODAY, looks_again, only_reads
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
    # A statement that stands there word for word, with its values bound, is made of nothing typed.
    written_out = r'(?!"[^"]*", \[)'
    handed = re.compile(
        rf"\*\*request\.|\.extra\(|RawSQL\({written_out}|\.raw\(|import_string\(request"
    )

    assert [path for path, text in sources(*OURS) if handed.search(text)] == []


def test_a_closed_case_passes_the_same_gate(client: Client, today: Any, case: Case) -> None:
    close_case(case, reason="Asta er i skole igen.", on=TODAY, by=case.tovholder)
    stranger = factories.make_leader(factories.make_school("Engbakkeskolen"), "Torben")
    answers = {}
    for user in (case.tovholder, stranger):
        client.force_login(user)
        answers[user.name] = client.get(case.get_absolute_url()).status_code

    assert answers == {case.tovholder.name: 200, "Torben": 404}


@pytest.mark.parametrize(
    "statement",
    [
        "update schools_lookup set search = ''",
        "delete from schools_lookup",
        'UPDATE "schools_lookup" SET "search" = \'\'',
        'DELETE FROM "schools_lookup"',
        'INSERT INTO "schools_lookupseal" DEFAULT VALUES',
        'TRUNCATE "schools_lookup"',
        'INSERT INTO "schools_anchor" DEFAULT VALUES',
        'UPDATE "cases_note" SET "text" = (SELECT "page" FROM "schools_lookup" LIMIT 1)',
    ],
)
def test_looking_at_a_page_only_adds_to_the_log(db: None, statement: str) -> None:
    """The guard round every GET and HEAD of every test lets nothing else pass."""
    with (
        pytest.raises(AssertionError, match="only reads wrote"),
        only_reads(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_an_answer_to_a_form_is_held_to_the_second_look(db: None, case: Case) -> None:
    """The guard round every POST of every test: what writes of a case looks again first."""
    note = Note(case=case, on=TODAY, text="Uset.", is_restricted=False, by=case.tovholder)
    refused = pytest.raises(AssertionError, match="without a second look")
    with refused, looks_again(), transaction.atomic():
        note.save()

    come_in(case.tovholder, TODAY)
    with looks_again(), transaction.atomic():
        still_holds(case.tovholder, case)
        note.save()
    # One in another transaction does not count: its lock is gone.
    with looks_again():
        with transaction.atomic():
            still_holds(case.tovholder, case)
        with refused, transaction.atomic():
            note.save()


CANARY = "zzKanariefugl Lund Krogh"
REFUSING = (
    "create function pg_temp.no() returns trigger language plpgsql as $$ begin {} end $$;"
    "create trigger no before insert on cases_note for each row execute function pg_temp.no()"
)
FAULTS = {
    "the row is there already": "create unique index on cases_note (text)",
    "a trigger says it": REFUSING.format(
        "raise exception 'Kan ikke: %', new.text using detail = new.text, hint = new.text;"
    ),
    "it is no number": REFUSING.format("new.case_id = new.text::int; return new;"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_repeats_no_word_of_the_request_on_the_page_or_in_the_log(
    today: Any, case: Case, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    address = reverse("cases:note_new", args=[case.public_id])
    client = Client(raise_request_exception=False)
    client.force_login(case.tovholder)
    Note.objects.create(case=case, on=TODAY, text=CANARY, is_restricted=False, by=case.tovholder)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(FAULTS[fault])

    answer = client.post(f"{address}?q={CANARY}", {"form_id": "a", "text": CANARY})

    assert answer.status_code == 500
    assert answer.headers["Content-Security-Policy"]
    assert "Kanariefugl" not in answer.content.decode() + str(answer.headers)
    assert "Internal Server Error" in caplog.text
    assert "cases/actions/records.py" in caplog.text
    assert "Error (" in caplog.text
    assert "Kanariefugl" not in caplog.text


def test_a_task_that_fails_leaves_no_value_in_the_log(
    db: None, caplog: pytest.LogCaptureFixture
) -> None:
    """As Celery tells of it: the fault in the arguments of the message, and as its trace."""
    log = logging.getLogger("celery.app.trace")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select %s::int", [CANARY])
    except DatabaseError as error:
        failed = {"name": "x", "exc": repr(error), "traceback": str(error)}
        log.exception("Task %(name)s: %(exc)s %(traceback)s", failed)
        log.warning("not done: %s", error)

    assert "Task x: DataError (22P02)" in caplog.text
    assert "not done: DataError (22P02)" in caplog.text
    assert "Kanariefugl" not in caplog.text


def test_line_breaks_in_a_name_reach_no_header_of_a_mail(leader: User) -> None:
    leader.name = "Sanne\r\nBcc: ond@demo.invalid"

    tell_of_change(leader, "Appen er koblet til", timezone.now())

    (sent,) = mail.outbox
    assert sent.subject == "Dit login til Kom i skole er ændret"
    assert sent.recipients() == [leader.email]
    assert "Bcc" not in sent.message()


def test_the_demo_holds_nobody_who_could_be_real() -> None:
    assert {person.email.partition("@")[2] for person in PERSONAS} == {"demo.invalid"}

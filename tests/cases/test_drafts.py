"""What was typed and not saved: kept for its author, shown again, and forgotten."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases import actions
from cases.models import Case, Draft
from cases.tasks import forget_drafts
from schools.models import School, User
from schools.roles import Role
from tests import factories
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("today")

KEEP = reverse("cases:draft_keep")
WORDS = "Mor ringede, og hun græd."


@pytest.fixture
def tove(client: Client, case: Case) -> Client:
    client.force_login(case.tovholder)
    return client


@pytest.fixture
def member(school: School) -> User:
    user = factories.make_user("Inger Medlem")
    factories.give(user, Role.TEAMMEDLEM, school)
    return user


def note_of(case: Case) -> str:
    return reverse("cases:note_new", args=[case.public_id])


def keep(client: Client, address: str, **fields: str) -> Any:
    return client.post(KEEP, {"kladde": address, "text": WORDS, "form_id": "x"} | fields)


def test_it_is_shown_again_where_it_was_typed_until_it_is_saved(tove: Client, case: Case) -> None:
    answer = keep(tove, note_of(case))
    assert answer.json() == {"saved": "kl. 10.00"}

    page = tove.get(note_of(case)).content.decode()
    assert "Du skrev noget her mandag 23. november 2026 kl. 10.00" in page
    assert WORDS in page

    tove.post(note_of(case), {"text": WORDS})
    assert "fik det ikke gemt" not in tove.get(note_of(case)).content.decode()
    assert not Draft.objects.exists()


def test_what_is_typed_later_takes_its_place(tove: Client, case: Case) -> None:
    keep(tove, note_of(case))
    keep(tove, note_of(case), text="Far ringede og sagde tak.")

    page = tove.get(note_of(case)).content.decode()

    assert "Far ringede og sagde tak." in page
    assert WORDS not in page


def test_it_is_thrown_away_when_it_is_not_wanted(tove: Client, case: Case) -> None:
    keep(tove, note_of(case))

    answer = tove.post(reverse("cases:draft_drop"), {"kladde": note_of(case)})

    assert answer.url == note_of(case)
    assert not Draft.objects.exists()


def test_nobody_else_reads_it_and_it_lies_locked(tove: Client, case: Case, member: User) -> None:
    keep(tove, note_of(case))
    other = Client()
    other.force_login(member)

    assert WORDS not in other.get(note_of(case)).content.decode()
    assert b"ringede" not in bytes(Draft.objects.get().sealed)


def test_it_closes_with_the_role(client: Client, case: Case, member: User) -> None:
    client.force_login(member)
    assert keep(client, note_of(case)).status_code == 200
    role = member.memberships.get()
    role.ends_on = TODAY - timedelta(days=1)
    role.save()

    assert keep(client, note_of(case)).status_code == 404
    assert client.get(note_of(case)).status_code == 404
    drop = client.post(reverse("cases:draft_drop"), {"kladde": note_of(case)})
    assert drop.url == reverse("cases:today")


@pytest.mark.parametrize(
    "address", ["", "/findes-ikke/", "/sager/", "/adgang/", "https://example.invalid/"]
)
def test_only_the_long_forms_of_a_case_are_kept(tove: Client, address: str) -> None:
    assert keep(tove, address).status_code == 404
    assert not Draft.objects.exists()


def test_a_plan_is_kept_only_for_who_leads_the_case(tove: Client, case: Case, member: User) -> None:
    address = reverse("cases:plan", args=[case.public_id])
    assert keep(tove, address).status_code == 200
    other = Client()
    other.force_login(member)

    assert keep(other, address).status_code == 404


def test_nothing_is_kept_of_a_closed_case(tove: Client, case: Case) -> None:
    actions.close_case(case, reason="Asta er i skole igen.", on=TODAY, by=case.tovholder)

    assert keep(tove, note_of(case)).status_code == 404


def test_more_than_a_form_can_hold_is_refused_in_words(tove: Client, case: Case) -> None:
    answer = keep(tove, note_of(case), text="lang " * 50_000)

    assert answer.status_code == 422
    assert "for lang" in answer.json()["refused"]


def test_it_is_forgotten_after_thirty_days(tove: Client, case: Case, time_machine: Any) -> None:
    keep(tove, note_of(case))
    time_machine.move_to(timezone.now() + timedelta(days=29))
    forget_drafts()
    assert Draft.objects.exists()

    time_machine.move_to(timezone.now() + timedelta(days=2))
    forget_drafts()

    assert not Draft.objects.exists()


def test_it_outlives_a_change_of_keys(tove: Client, case: Case, settings: Any) -> None:
    keep(tove, note_of(case))
    old = settings.FIELD_KEYS[0]
    settings.FIELD_KEYS = ["a new key that opens only test data", old]

    assert actions.relock_drafts() == 0

    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    assert WORDS in tove.get(note_of(case)).content.decode()


def test_a_draft_that_comes_after_the_save_is_not_kept(tove: Client, case: Case) -> None:
    tove.post(note_of(case), {"text": WORDS, "form_id": "en-formular"})

    keep(tove, note_of(case), form_id="en-formular")

    assert not Draft.objects.exists()

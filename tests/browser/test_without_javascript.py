"""A browser that runs no scripts does the core of the work all the same."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from absence.models import Flag, FlagDecision
from cases.models import Case, Contact, Handleplan
from schools.models import Pupil, User
from tests.browser.conftest import FAULT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return browser_context_args | {"java_script_enabled": False}


def open_pupil(page: Page, live_server: Any, pupil: Pupil) -> None:
    page.goto(live_server.url + reverse("absence:pupil", args=[pupil.public_id]))


def test_a_flag_is_decided(
    live_server: Any, page: Page, pupil: Pupil, flag: Flag, leader: User, log_in: Any
) -> None:
    log_in(page, leader)
    open_pupil(page, live_server, pupil)

    page.get_by_label("Ingen handling, fordi …").check()
    page.get_by_label("Begrundelse").fill("Familien var til begravelse, og fraværet er rettet.")
    page.get_by_role("button", name="Gem stillingtagen").click()

    expect(page.get_by_text("Stillingtagen er gemt.")).to_be_visible()
    assert FlagDecision.objects.get().by == leader
    flag.refresh_from_db()
    assert flag.status == Flag.Status.DECIDED


def test_a_decision_without_a_reason_is_asked_for_and_keeps_what_was_chosen(
    live_server: Any, page: Page, pupil: Pupil, flag: Flag, leader: User, log_in: Any
) -> None:
    log_in(page, leader)
    open_pupil(page, live_server, pupil)

    page.get_by_label("Tal med …").check()
    page.get_by_role("button", name="Gem stillingtagen").click()

    expect(page).to_have_title(FAULT)
    expect(page.get_by_label("Tal med …")).to_be_checked()
    assert not FlagDecision.objects.exists()


def test_a_call_without_an_answer_takes_one_press(
    live_server: Any, page: Page, pupil: Pupil, flag: Flag, leader: User, log_in: Any
) -> None:
    log_in(page, leader)
    open_pupil(page, live_server, pupil)

    page.get_by_role("button", name="Ringede, intet svar").click()

    expect(page.get_by_text("Kontakten er noteret.")).to_be_visible()
    assert Contact.objects.get().outcome == Contact.Outcome.INTET_SVAR


def test_the_plan_is_saved_with_a_row_more(
    live_server: Any, page: Page, case: Case, log_in: Any
) -> None:
    log_in(page, case.tovholder)
    page.goto(live_server.url + reverse("cases:plan", args=[case.public_id]))
    write_indsats(page, 1, "Makkerpar i dansk")

    page.get_by_role("button", name="Tilføj indsats").click()
    write_indsats(page, 2, "Ring hjem hver fredag")
    page.get_by_role("button", name="Gem planen").click()

    expect(page.get_by_text("Handleplanen er gemt.")).to_be_visible()
    rows = Handleplan.objects.get(case=case).indsatser.order_by("position")
    assert [row.what for row in rows] == ["Makkerpar i dansk", "Ring hjem hver fredag"]


def write_indsats(page: Page, number: int, what: str) -> None:
    row = page.get_by_role("group", name=f"Indsats {number}", exact=True)
    row.get_by_label("Hvad", exact=True).fill(what)
    row.get_by_label("Hvem").fill("Jonas Lærer")
    row.get_by_label("Hvornår").fill("hver dag")


def test_a_file_is_laid_on_a_case_and_fetched_again(
    live_server: Any, page: Page, case: Case, log_in: Any
) -> None:
    log_in(page, case.tovholder)
    page.goto(live_server.url + case.get_absolute_url())

    page.get_by_role("link", name="Læg et bilag på sagen").click()
    letter = {"name": "Asta.txt", "mimeType": "text/plain", "buffer": "Kære skole".encode()}
    page.get_by_label("Fil", exact=True).set_input_files(letter)
    page.get_by_label("udtalelse").check()
    page.get_by_label("Kort om filen").fill("Udtalelse fra lægen")
    page.get_by_role("button", name="Læg bilaget på").click()
    page.get_by_role("link", name="Udtalelse fra lægen", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Hent filen").click()

    assert download.value.suggested_filename == f"bilag-{case.number}-1.txt"
    assert download.value.path().read_text() == "Kære skole"

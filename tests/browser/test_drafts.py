"""A laptop dies while somebody writes: what they wrote is there on another machine."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from cases.models import Case, Note

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("today"),
]


def test_what_was_typed_is_there_after_the_laptop_died(
    live_server: Any, page: Page, browser: Browser, case: Case, log_in: Any, today: Any
) -> None:
    address = live_server.url + reverse("cases:note_new", args=[case.public_id])
    log_in(page, case.tovholder)
    page.goto(address)
    page.get_by_label("Notat").fill("Asta spiste med sin makker i dag.")
    page.get_by_label("Fortroligt").check()
    expect(page.get_by_text("Kladden er gemt")).to_be_visible()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.close(run_before_unload=False)

    other = browser.new_page(locale="da-DK")
    log_in(other, case.tovholder)
    other.goto(address)
    other.get_by_role("button", name="Hent det frem").click()

    expect(other.get_by_label("Notat")).to_have_value("Asta spiste med sin makker i dag.")
    expect(other.get_by_label("Fortroligt")).to_be_checked()
    other.get_by_role("button", name="Gem notatet").click()
    expect(other.get_by_text("Notatet er gemt.")).to_be_visible()
    note = Note.objects.get()
    assert (note.text, note.is_restricted) == ("Asta spiste med sin makker i dag.", True)
    other.close()

"""De tre huse is filled in with the child, and brought into the perspective without retyping."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from cases.models import Case, Perspective, ToolEntry
from tests.browser.conftest import Eyes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GOOD, HARD = "Idræt med Liva.", "Mandag morgen, når makkerne er valgt."


def test_de_tre_huse_becomes_the_childs_perspective(
    live_server: Any, page: Page, eyes: Eyes, case: Case, log_in: Any
) -> None:
    names = case.pupil.name.split()
    log_in(page, case.tovholder)
    page.goto(live_server.url + reverse("cases:element", args=[case.public_id, "afdaekning"]))
    child = page.get_by_role("region", name="Barnets perspektiv gennem en samtale")
    child.get_by_text("Brug et redskab").click()
    eyes.look(names=names)
    child.get_by_role("link", name="De tre huse").click()

    page.get_by_label("Hvem talte eller så efter?").fill("Jonas Lærer")
    page.get_by_label("Hvad er godt lige nu?").fill(GOOD)
    page.get_by_label("Hvad er svært lige nu?").fill(HARD)
    page.get_by_label("Må vises for forældrene").check()
    eyes.look(names=names)
    page.get_by_role("button", name="Gem redskabet").last.click()

    expect(page.get_by_text("De tre huse er gemt.")).to_be_visible()
    eyes.look(names=names)
    page.get_by_role("link", name="Brug i perspektivet").click()
    expect(page.get_by_label("Redskab")).to_have_value("De tre huse")
    eyes.look(names=names)
    page.get_by_role("button", name="Gem perspektivet").click()

    expect(child.get_by_text(HARD)).to_be_visible()
    perspective = Perspective.objects.get()
    assert perspective.summary.split("\r\n\r\n") == [
        f"Hvad er godt lige nu? {GOOD}",
        f"Hvad er svært lige nu? {HARD}",
    ]
    assert perspective.explored_by == "Jonas Lærer"
    expect(child.get_by_role("link", name="De tre huse")).to_be_visible()


def test_the_network_is_drawn_from_rows_typed_with_the_keyboard_alone(
    live_server: Any, page: Page, eyes: Eyes, case: Case, log_in: Any
) -> None:
    log_in(page, case.tovholder)
    address = reverse("cases:tool_new", args=[case.public_id, "barn", "netvaerkskort"])
    page.goto(live_server.url + address)
    first = page.get_by_role("group", name="Person 1")
    first.get_by_label("Navn eller rolle").focus()

    page.keyboard.type("Mormor Karen")
    for _ in range(3):
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Tilføj person").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("Træneren")
    eyes.look(names=case.pupil.name.split())
    page.get_by_role("button", name="Gem redskabet").last.click()

    picture = page.get_by_role("img", name="Mormor Karen")
    expect(picture).to_be_visible()
    expect(page.get_by_role("cell", name="Mormor Karen")).to_be_visible()
    eyes.look(names=case.pupil.name.split())
    rows = ToolEntry.objects.get().answers["personer"]
    assert rows == [
        {"navn": "Mormor Karen", "arena": "familie", "naerhed": "taet", "baand": "stoetter"},
        {"navn": "Træneren"},
    ]

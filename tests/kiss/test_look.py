"""The look in a real browser: for axe, small screens, the keyboard, and without scripts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
FOCUSED = "document.activeElement.id"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def gallery(live_server: Any, page: Page) -> Iterator[Page]:
    """The gallery, opened; what the browser complained of fails the test."""
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(live_server.url + reverse("components"))
    yield page
    assert complaints == []


@pytest.mark.parametrize("width", [360, 1366])
def test_axe_finds_nothing(live_server: Any, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script(path=AXE)
    for name in ("components", "account_login"):
        page.goto(live_server.url + reverse(name))

        found = page.evaluate("axe.run().then(result => result.violations)")

        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []


@pytest.mark.parametrize("width", [320, 360, 768, 1024, 1920])
def test_no_page_scrolls_sideways(gallery: Page, width: int) -> None:
    gallery.set_viewport_size({"width": width, "height": 800})

    assert gallery.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_form_sent_back_moves_focus_to_what_is_wrong_and_on_into_the_field(
    gallery: Page,
) -> None:
    assert gallery.evaluate("document.activeElement.matches('[data-error-summary]')")

    gallery.get_by_role("link", name="Sæt mindst ét kryds.").press("Enter")

    assert gallery.evaluate(FOCUSED) == "id_wrong-arena_0"


def test_slash_goes_to_the_search_field_and_can_be_switched_off(gallery: Page) -> None:
    gallery.keyboard.press("/")
    assert gallery.evaluate(FOCUSED) == "q"

    gallery.evaluate("document.activeElement.blur()")
    gallery.keyboard.press("?")
    gallery.get_by_label("Slå genvejene / og ? fra i denne browser").check()
    gallery.keyboard.press("Escape")
    gallery.evaluate("document.activeElement.blur()")
    gallery.keyboard.press("/")

    assert gallery.evaluate(FOCUSED) != "q"


def test_a_row_can_be_added_and_taken_away_again(gallery: Page) -> None:
    gallery.get_by_role("button", name="Tilføj mål").click()

    assert gallery.input_value("[name=goals-TOTAL_FORMS]") == "3"
    assert gallery.evaluate("document.activeElement.name") == "goals-2-goal"

    gallery.check("[name=goals-2-DELETE]")

    assert not gallery.locator("[name=goals-2-goal]").is_visible()


def test_a_confirmation_asks_and_taking_it_back_stays(gallery: Page) -> None:
    before = gallery.url
    gallery.get_by_role("button", name="Lås planen").click()

    gallery.get_by_role("dialog").get_by_role("button", name="Fortryd").click()

    assert gallery.url == before

    gallery.get_by_role("button", name="Lås planen").click()
    gallery.get_by_role("dialog").get_by_role("button", name="Lås planen").click()
    gallery.wait_for_url("**goals-TOTAL_FORMS=2**")


def test_what_is_typed_is_not_left_without_asking(gallery: Page) -> None:
    asked: list[str] = []
    gallery.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    gallery.fill("#id_blank-what", "Liva og Asta mødes ved cykelskuret.")

    gallery.reload()

    assert asked == ["beforeunload"]


def test_the_menu_opens_without_javascript_on_a_telephone(
    live_server: Any, browser: Browser
) -> None:
    telephone = browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 740}, has_touch=True
    )
    page = telephone.new_page()
    page.goto(live_server.url + reverse("components"))

    page.locator(".topbar summary").tap()

    assert page.locator(".topbar nav").is_visible()
    assert not page.get_by_role("button", name="Print").is_visible()
    telephone.close()

"""The last minutes of a session: it warns, one can stay, and nothing typed is lost in silence."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from cases.models import Case
from schools.models import User
from tests import factories
from tests.browser.conftest import PASSWORD, Eyes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def later(time_machine: Any, page: Page) -> Callable[[int], None]:
    """Let minutes pass, on the server and at the desk, with nobody touching anything."""

    def later(minutes: int) -> None:
        time_machine.move_to(timezone.now() + timedelta(minutes=minutes), tick=True)
        # Coming back to the tab is when the page asks; nothing else does while it lies asleep.
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    return later


def come_in(page: Page, user: User) -> None:
    page.get_by_label("Arbejdsmail").fill(user.email)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()


def test_it_warns_and_one_can_stay(
    page: Page, eyes: Eyes, leader: User, log_in: Callable, later: Callable
) -> None:
    log_in(page, leader)

    later(16)
    expect(page.get_by_role("heading", name=re.compile("Du bliver logget ud kl"))).to_be_visible()
    expect(page.get_by_text("Du har ikke noget på siden, der mangler")).to_be_visible()
    eyes.look()
    page.get_by_role("button", name="Bliv logget ind").click()

    expect(page.locator("#session")).to_be_hidden()
    later(10)
    page.wait_for_timeout(300)
    expect(page.locator("#session")).to_be_hidden()
    page.get_by_role("link", name="Sager").first.click()
    expect(page.get_by_role("heading", name="Sager", exact=True)).to_be_visible()


def test_with_nothing_unsaved_the_page_goes_away(
    live_server: Any, page: Page, case: Case, log_in: Callable, later: Callable
) -> None:
    log_in(page, case.tovholder)
    page.goto(live_server.url + case.get_absolute_url())

    later(21)

    expect(page.get_by_role("heading", name="Log ind")).to_be_visible()
    expect(page.get_by_text("der ikke er sket noget i 20 minutter")).to_be_visible()
    assert case.pupil.last_name not in page.content()
    come_in(page, case.tovholder)
    expect(page.get_by_role("heading", name=case.pupil.name)).to_be_visible()


def write_something(page: Page, live_server: Any, case: Case) -> None:
    page.goto(live_server.url + reverse("cases:note_new", args=[case.public_id]))
    page.locator("main textarea").first.fill("Mor ringede om mandagen.")


def test_the_warning_leads_to_what_is_not_saved(
    live_server: Any, page: Page, eyes: Eyes, case: Case, log_in: Callable, later: Callable
) -> None:
    log_in(page, case.tovholder)
    write_something(page, live_server, case)

    later(16)
    expect(page.get_by_text("Det, du har skrevet, er ikke gemt endnu.")).to_be_visible()
    eyes.look()
    page.get_by_role("button", name="Gå til det, jeg skrev").click()

    expect(page.locator("#session")).to_be_hidden()
    assert page.evaluate("document.activeElement.closest('form[data-guard]') !== null")


def test_what_was_typed_is_covered_and_comes_back_after_a_login_in_another_tab(
    live_server: Any, page: Page, eyes: Eyes, case: Case, log_in: Callable, later: Callable
) -> None:
    log_in(page, case.tovholder)
    write_something(page, live_server, case)

    later(21)
    expect(page.get_by_role("heading", name="Du er logget ud")).to_be_visible()
    expect(page.locator("main")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Du er logget ud")).to_be_visible()

    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Log ind i en ny fane").click()
    tab = opened.value
    come_in(tab, case.tovholder)
    tab.wait_for_url(live_server.url + "/")
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")

    expect(page.locator("main textarea").first).to_have_value("Mor ringede om mandagen.")
    expect(page.locator("main textarea").first).to_be_visible()
    page.get_by_role("button", name="Gem").first.click()
    expect(page.get_by_text("Mor ringede om mandagen.").first).to_be_visible()
    assert case.notes.count() == 1


def test_somebody_else_who_logs_in_gets_nothing_of_it(
    live_server: Any, page: Page, case: Case, log_in: Callable, later: Callable
) -> None:
    stranger = factories.make_user("Lars Kollega")
    stranger.set_password(PASSWORD)
    stranger.save()
    log_in(page, case.tovholder)
    write_something(page, live_server, case)
    later(21)
    expect(page.get_by_role("heading", name="Du er logget ud")).to_be_visible()
    page.on("dialog", lambda dialog: dialog.accept())

    tab = page.context.new_page()
    tab.goto(live_server.url)
    come_in(tab, stranger)
    tab.wait_for_url(live_server.url + "/")
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")

    expect(page.locator(".side").get_by_text("Lars Kollega")).to_be_visible()
    assert "Mor ringede" not in page.content()


def test_the_list_of_sessions_and_ending_one(
    live_server: Any, page: Page, eyes: Eyes, browser: Any, leader: User, log_in: Callable
) -> None:
    log_in(page, leader)
    laptop = browser.new_context().new_page()
    laptop.goto(live_server.url)
    come_in(laptop, leader)
    page.goto(live_server.url + reverse("usersessions_list"))
    eyes.look()

    page.get_by_role("button", name="Log ud der").click()
    expect(page.get_by_role("heading", name="Bekræft, at det er dig")).to_be_visible()
    eyes.look()
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Bekræft").click()

    expect(page.get_by_text("Der er logget ud på den enhed.")).to_be_visible()
    laptop.reload()
    expect(laptop.get_by_role("heading", name="Log ind")).to_be_visible()


@pytest.mark.parametrize("does", ["goes on writing", "saves"])
def test_logging_out_in_another_tab_takes_nothing_that_is_typed(
    live_server: Any, page: Page, eyes: Eyes, case: Case, log_in: Callable, does: str
) -> None:
    log_in(page, case.tovholder)
    write_something(page, live_server, case)
    tab = page.context.new_page()
    tab.goto(live_server.url)
    tab.get_by_role("button", name="Log ud").click()
    expect(tab.get_by_role("heading", name="Log ind")).to_be_visible()

    if does == "saves":
        page.get_by_role("button", name="Gem").first.click()
    else:
        page.locator("main textarea").first.press_sequentially(" Og far.")
    expect(page.get_by_role("heading", name="Du er logget ud")).to_be_visible()
    eyes.look()
    eyes.answers.clear()

    come_in(tab, case.tovholder)
    tab.wait_for_url(live_server.url + "/")
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator("#session")).to_be_hidden()
    page.get_by_role("button", name="Gem").first.click()
    expect(page.get_by_text("Mor ringede om mandagen.").first).to_be_visible()
    assert case.notes.count() == 1

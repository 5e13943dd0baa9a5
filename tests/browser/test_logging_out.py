"""A shared computer: whoever comes next sees no child in what the browser remembers."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserType, Page, expect

from cases.models import Case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser_type: BrowserType, browser_type_launch_args: dict[str, Any]) -> Iterator[Page]:
    """A page of a browser that keeps pages to go back to, which test browsers otherwise do not."""
    browser = browser_type.launch(
        **browser_type_launch_args, ignore_default_args=["--disable-back-forward-cache"]
    )
    yield browser.new_page()
    browser.close()


def test_going_back_after_logging_out_shows_no_child(
    live_server: Any, page: Page, case: Case, log_in: Any
) -> None:
    log_in(page, case.tovholder)
    for name in ("cases:detail", "cases:plan"):
        page.goto(live_server.url + reverse(name, args=[case.public_id]))
        expect(page.get_by_role("heading", name=case.pupil.name)).to_be_visible()
    page.get_by_role("button", name="Log ud").click()
    expect(page.get_by_role("heading", name="Log ind")).to_be_visible()

    for _ in range(3):
        page.go_back()

        expect(page.get_by_role("heading", name="Log ind")).to_be_visible()
        assert case.pupil.last_name not in page.content()


def test_somebody_who_logs_in_afterwards_does_not_inherit_the_page(
    live_server: Any, page: Page, case: Case, log_in: Any
) -> None:
    from tests import factories

    stranger = factories.make_user("Lars Kollega")
    log_in(page, case.tovholder)
    page.goto(live_server.url + case.get_absolute_url())
    page.get_by_role("button", name="Log ud").click()
    expect(page.get_by_role("heading", name="Log ind")).to_be_visible()

    log_in(page, stranger)
    answer = page.goto(live_server.url + case.get_absolute_url())

    assert answer is not None
    assert answer.status == 404
    assert case.pupil.last_name not in page.content()

"""The log on a telephone: nothing is labelled that is not there."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from schools.models import Pupil, User
from schools.roles import Role
from tests import factories
from tests.browser.conftest import PHONE, Eyes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LABELS_WITHOUT_WORDS = """
cells => cells.filter(cell => cell.offsetHeight && !cell.textContent.trim())
    .map(cell => cell.dataset.label)"""


def test_a_stacked_row_of_the_log_has_no_label_without_words(
    live_server: Any, page: Page, eyes: Eyes, pupil: Pupil, leader: User, log_in: Any
) -> None:
    dorthe = factories.make_user("Dorthe Databeskytter")
    factories.give(dorthe, Role.DPO)
    for _ in range(3):
        factories.look(leader, pupil, timezone.now())

    for reader, name, args in (
        (dorthe, "cases:lookups", []),
        (leader, "absence:lookups", [pupil.public_id]),
    ):
        page.context.clear_cookies()
        log_in(page, reader)
        page.goto(live_server.url + reverse(name, args=args))
        eyes.look()
        page.set_viewport_size(PHONE)
        cells = page.locator("td[data-label]")
        assert cells.count() > 0
        assert cells.evaluate_all(LABELS_WITHOUT_WORDS) == []

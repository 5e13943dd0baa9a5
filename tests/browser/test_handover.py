"""A tovholder leaves, the leader hands the case over, and the next one says yes."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cases.actions import find_vacancies
from cases.models import Case
from schools.models import School, User
from tests import factories
from tests.browser.conftest import Eyes
from tests.conftest import TODAY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_tovholder_leaves_and_another_says_yes(
    page: Page, eyes: Eyes, case: Case, school: School, leader: User, log_in: Any
) -> None:
    liv = factories.make_tovholder(school, "Liv Leder")
    for row in (case.tovholder.memberships.get(), case.tovholder.team_memberships.get()):
        row.ends_on = TODAY - timedelta(days=1)
        row.save()
    find_vacancies(today=TODAY)
    names = case.pupil.name.split()
    log_in(page, leader)
    expect(page.get_by_text("mangler tovholder").first).to_be_visible()
    page.get_by_role("link", name="Giv videre").click()

    expect(page.get_by_label("Historien i højst ti linjer")).to_have_value(
        "Anledning: Fraværet er steget siden sommerferien.\nFokus: afdækning"
    )
    page.get_by_label("Hvem skal tage over?").select_option(label=liv.name)
    page.get_by_label("Hvorfor?").fill("Tove er rejst.")
    eyes.look(names=names)
    page.get_by_role("button", name="Giv sagen videre").click()
    expect(page.get_by_text("afventer Livs svar")).to_be_visible()

    page.context.clear_cookies()
    log_in(page, liv)
    page.get_by_role("link", name="Læs og svar").click()
    expect(page.get_by_text("Tove er rejst.")).to_be_visible()
    eyes.look(names=names)
    page.get_by_label("Ja, jeg tager over").check()
    page.get_by_role("button", name="Send svaret").click()

    expect(page.get_by_text("Du er tovholder nu.")).to_be_visible()
    eyes.look(names=names)

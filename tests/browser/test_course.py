"""A plan is followed up together, the case ends in dialogue, is looked after, and opened again."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from absence.models import MarkCategory
from cases import actions
from cases.closing import Signpost
from cases.models import Case
from tests import factories
from tests.browser.conftest import Eyes
from tests.cases.test_plan_actions import save

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("today"),
]


def test_from_the_frozen_plan_to_a_case_that_is_opened_again(
    live_server: Any, page: Page, eyes: Eyes, case: Case, log_in: Any, time_machine: Any
) -> None:
    actions.ship_levels()
    tovholder = case.tovholder
    save(case, tovholder)
    actions.freeze_plan(case, because="netværksmødet", on=date(2026, 11, 20), by=tovholder)
    log_in(page, tovholder)

    # Followed up together.
    page.goto(live_server.url + reverse("cases:element", args=[case.public_id, "opfoelgning"]))
    page.get_by_role("link", name="Følg op sammen").click()
    eyes.look()
    first = page.get_by_role("region", name="Liva og Asta mødes ved cykelskuret")
    first.get_by_role("group", name="Fik I gjort det?").get_by_label("ja").check()
    first.get_by_role("group", name="Virkede det?").get_by_label("lidt").check()
    first.get_by_label("Hvad justerer I?").fill("Otto er med om torsdagen.")
    page.get_by_role("group", name="Hvor langt er I?").get_by_label("næsten i mål").check()
    page.get_by_label("3. Bekymrende").check()
    page.get_by_label("Hvad bygger I det på?").fill("Væk hver anden mandag.")
    page.get_by_role("button", name="Gem opfølgningen").click()
    # What was forgotten is said, and what was typed is there.
    expect(page.get_by_text("Skriv, hvem der var med.").first).to_be_visible()
    eyes.look()
    assert [status for _, status in eyes.answers] == [422]
    eyes.answers.clear()
    expect(first.get_by_label("Hvad justerer I?")).to_have_value("Otto er med om torsdagen.")
    page.get_by_label("Hvem var med?").fill("Asta og hendes mor")
    page.get_by_role("button", name="Gem opfølgningen").click()
    expect(page.get_by_text("næste gang er aftalt")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="næsten i mål")).to_be_visible()
    eyes.look()

    # Ended in dialogue.
    page.goto(live_server.url + case.get_absolute_url())
    expect(page.get_by_text("Bekymrende", exact=True)).to_be_visible()
    page.get_by_role("link", name="Afslut sagen").click()
    eyes.look()
    for post in Signpost:
        page.get_by_role("group", name=post.label).get_by_label("ja", exact=True).check()
    page.get_by_label("Hvem har været med til at beslutte det?").fill("Asta, mor og lærerne")
    page.get_by_label("Hvad bliver ved i skolen og hjemme?").fill("Makkerne ved cykelskuret")
    page.get_by_label("Hvem af de daglige voksne tager over?").fill("Jonas")
    page.get_by_label("Hvorfor afsluttes sagen?").fill("Asta er i skole hver dag.")
    page.get_by_role("button", name="Afslut sagen").click()
    expect(page.get_by_role("heading", name="Afsluttet 23. november 2026")).to_be_visible()
    eyes.look()

    # Looked after two school weeks later.
    factories.mark(case.pupil, date(2026, 12, 1), MarkCategory.SYG)
    factories.make_import(first_day=date(2026, 12, 2), last_day=date(2026, 12, 4))
    time_machine.move_to("2026-12-07 08:00+01:00", tick=True)
    page.context.clear_cookies()
    log_in(page, tovholder)
    page.get_by_role("link", name="Se og svar").click()
    expect(page.get_by_text("1 dag af 9 skoledage")).to_be_visible()
    eyes.look()
    page.get_by_label("sagen skal åbnes igen").check()
    page.get_by_label("Hvad ser I?").fill("Hun er væk om mandagen igen.")
    page.get_by_role("button", name="Gem eftertjekket").click()

    # And opened again, with all that stands in it.
    expect(page.get_by_role("heading", name="Åbn sagen igen")).to_be_visible()
    eyes.look()
    page.get_by_label("Hvorfor åbnes sagen igen?").fill("Væk to mandage.")
    page.get_by_role("button", name="Åbn sagen igen").click()
    expect(page.get_by_text("er åben igen")).to_be_visible()
    expect(page.get_by_text("Væk to mandage.").first).to_be_visible()
    expect(page.get_by_text("Liva og Asta mødes ved cykelskuret").first).to_be_visible()
    case.refresh_from_db()
    assert case.closed_on is None
    assert case.plan_versions.count() == 1

"""A case opened in an emergency, as its reader meets it: asked for, read, shown, and gone."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cases.models import Case
from schools.models import CustodyHolder
from tests import factories
from tests.browser.conftest import PASSWORD, Eyes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_hour_in_a_case_ends_on_the_screen_too(
    page: Page, eyes: Eyes, case: Case, log_in: Any
) -> None:
    pupil = case.pupil
    CustodyHolder.objects.create(
        pupil=pupil, name="Kim Hemmelig", relation="far", phone="00 00 77 88", is_protected=True
    )
    log_in(page, factories.make_leader(factories.make_school("Engbakkeskolen"), "Torben Leder"))
    page.clock.install()
    page.get_by_role("link", name="Nødadgang").click()
    eyes.look()
    page.get_by_role("link", name="Åbn en sag i nødadgang").click()
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Bekræft").click()
    eyes.look()

    page.get_by_label("Sagens nummer").fill(case.number)
    page.get_by_label("Barnets fulde navn").fill(pupil.name)
    page.get_by_label("Barnet er måske i fare lige nu").check()
    page.get_by_label(re.compile("Hvad er der sket")).fill("Politiet ringede, og ingen svarer.")
    page.get_by_role("button", name="Åbn sagen, og giv besked").click()
    expect(page.get_by_role("heading", name=pupil.name)).to_be_visible()
    expect(page.get_by_text("60 minutter tilbage")).to_be_visible()
    eyes.look(names=pupil.name.split())

    page.get_by_role("link", name="Vis fars navn og nummer").click()
    eyes.look(names=pupil.name.split())
    page.get_by_label("Barnet er måske i fare").check()
    page.get_by_role("button", name="Vis én gang").click()
    expect(page.get_by_text("Kim Hemmelig")).to_be_visible()
    eyes.look(names=pupil.name.split())
    page.get_by_role("link", name="Færdig").click()
    expect(page.get_by_text("Kim Hemmelig")).to_have_count(0)
    expect(page.get_by_text("minutter tilbage")).to_be_visible()

    page.clock.fast_forward("59:30")
    expect(page.get_by_text(re.compile(r"\d+ sekunder tilbage"))).to_be_visible()
    page.clock.fast_forward("01:00")
    page.wait_for_url("**/noedadgang/")
    expect(page.get_by_text(pupil.last_name)).to_have_count(0)

"""Two people write in the same plan at once: nobody's words are lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from cases.models import Case, Handleplan
from schools.models import User
from schools.roles import Role
from tests import factories
from tests.browser.conftest import Eyes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TOVES = "Asta kommer gerne ind ad sideindgangen, når Jonas står der."
KARIMS = "Det går godt i idræt og i frikvartererne med Liva."


@pytest.fixture
def team_leader(school: Any) -> User:
    """Karim may lead every case at the school."""
    user = factories.make_user("Karim Teamleder")
    factories.give(user, Role.TEAMLEDER, school)
    return user


@pytest.fixture
def karims(new_context: Callable[[], BrowserContext], team_leader: User, log_in: Any) -> Page:
    """Karim's own browser, logged in."""
    page = new_context().new_page()
    log_in(page, team_leader)
    return page


def write(page: Page, label: str, text: str) -> None:
    page.get_by_label(label).fill(text)
    page.get_by_role("button", name="Gem planen").click()


def test_the_second_editor_sees_both_texts_and_keeps_both(
    live_server: Any, page: Page, karims: Page, eyes: Eyes, case: Case, log_in: Any
) -> None:
    url = live_server.url + reverse("cases:plan", args=[case.public_id])
    log_in(page, case.tovholder)
    page.goto(url)
    karims.goto(url)

    write(karims, "Det går godt", KARIMS)
    expect(karims.get_by_text("Handleplanen er gemt.")).to_be_visible()
    write(page, "Det går godt", TOVES)

    met = page.get_by_role("group", name="Det går godt")
    expect(met.get_by_label("Det går godt, dit")).to_have_value(TOVES)
    expect(met.get_by_text(KARIMS)).to_be_visible()
    eyes.look()
    assert [status for _, status in eyes.answers] == [409]
    eyes.answers.clear()

    met.get_by_label("Det går godt, dit").fill(f"{KARIMS} {TOVES}")
    met.get_by_role("radio").first.check()
    page.get_by_role("button", name="Gem den plan, jeg har valgt").click()

    expect(page.get_by_text("Handleplanen er gemt.")).to_be_visible()
    assert Handleplan.objects.get(case=case).going_well == f"{KARIMS} {TOVES}"


def test_parts_that_only_one_of_them_wrote_are_both_kept(
    live_server: Any, page: Page, karims: Page, case: Case, log_in: Any
) -> None:
    url = live_server.url + reverse("cases:plan", args=[case.public_id])
    log_in(page, case.tovholder)
    page.goto(url)
    karims.goto(url)

    write(karims, "Ressourcer, motivation og netværk", KARIMS)
    expect(karims.get_by_text("Handleplanen er gemt.")).to_be_visible()
    write(page, "Det går godt", TOVES)
    expect(page.get_by_text("Det, en anden skrev imens under")).to_be_visible()

    plan = Handleplan.objects.get(case=case)
    assert (plan.resources, plan.going_well) == (KARIMS, TOVES)


def test_each_section_is_saved_when_it_is_left_and_nobody_stands_in_the_others_way(
    live_server: Any, page: Page, karims: Page, eyes: Eyes, case: Case, log_in: Any
) -> None:
    url = live_server.url + reverse("cases:plan", args=[case.public_id])
    log_in(page, case.tovholder)
    page.goto(url)
    karims.goto(url)

    page.get_by_label("Det går godt").fill(TOVES)
    page.get_by_label("Overordnet mål").focus()
    expect(page.get_by_text(f"af {case.tovholder.name}")).to_be_visible()
    karims.get_by_label("Aftaler om deling af oplysninger").fill(KARIMS)
    karims.get_by_label("Anledning og fraværsbillede").focus()
    expect(karims.get_by_text("af Karim Teamleder")).to_be_visible()
    expect(karims.get_by_text("Genindlæs siden for at se det.")).to_be_visible()
    page.get_by_label("Overordnet mål").fill("Asta er i skole hver dag.")
    page.get_by_label("Det går godt").focus()
    expect(page.get_by_text("Genindlæs siden for at se det.")).to_be_visible()
    eyes.look()
    # Nothing is left to warn about: the page can be left as it is.
    page.goto(live_server.url)

    plan = Handleplan.objects.get(case=case)
    assert plan.going_well == TOVES
    assert plan.sharing == KARIMS
    assert plan.overall_goal == "Asta er i skole hver dag."


def test_a_row_that_is_not_finished_waits_and_says_so(
    live_server: Any, page: Page, case: Case, log_in: Any
) -> None:
    log_in(page, case.tovholder)
    page.goto(live_server.url + reverse("cases:plan", args=[case.public_id]))
    rows = page.locator("[data-section=indsatser]")

    rows.get_by_label("Hvad", exact=True).fill("Makkerpar i 6.B")
    page.get_by_label("Det går godt").focus()
    expect(rows.get_by_text("Ikke gemt endnu. Skriv, hvem der gør det.")).to_be_visible()
    rows.get_by_label("Hvem", exact=True).fill("klasseteamet")
    rows.get_by_label("Hvornår").fill("fra mandag")
    page.get_by_label("Det går godt").focus()
    expect(rows.get_by_text(f"af {case.tovholder.name}")).to_be_visible()
    rows.get_by_label("Hvornår").fill("fra tirsdag")
    with page.expect_response("**/handleplan/"):
        page.get_by_label("Det går godt").focus()

    row = Handleplan.objects.get(case=case).indsatser.get()
    assert (row.what, row.when) == ("Makkerpar i 6.B", "fra tirsdag")

"""What was written of the class, by a colleague and together reaches the plan without retyping."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from cases import actions
from cases.models import Case, Handleplan, Perspective
from schools.models import School, SchoolClass, User
from schools.roles import Role
from tests import factories
from tests.browser.conftest import Eyes
from tests.conftest import TODAY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ANSWER = "I pauserne går hun ind til mig, når hendes makker er syg."


@pytest.fixture
def jonas(school: School, klasse: SchoolClass) -> User:
    user = factories.make_user("Jonas Lærer")
    factories.give(user, Role.LAERER, school, school_class=klasse)
    return user


def test_afdaekning_reaches_the_plan_without_retyping(
    live_server: Any,
    page: Page,
    eyes: Eyes,
    case: Case,
    klasse: SchoolClass,
    leader: User,
    jonas: User,
    log_in: Any,
) -> None:
    names = case.pupil.name.split()
    afdaekning = live_server.url + reverse("cases:element", args=[case.public_id, "afdaekning"])
    log_in(page, leader)
    page.goto(live_server.url + reverse("cases:class_analysis", args=[klasse.pk]))
    page.get_by_label("Stemningen").fill("Rolig i timerne. Pauserne er uden plan.")
    page.get_by_label("Hvem har lavet analysen?").fill("klasseteamet")
    page.get_by_role("button", name="Gem analysen").click()
    expect(page.get_by_text("Analysen er gemt.")).to_be_visible()
    eyes.look(names=names)

    log_in_again(page, log_in, case.tovholder)
    page.goto(afdaekning)
    page.get_by_role("link", name="Spørg en kollega").first.click()
    page.get_by_label("Hvem kender barnet bedst?").select_option(label="Jonas Lærer")
    page.get_by_label("Hvad spørger du om?").select_option(label="Perspektiver fra andre aktører")
    eyes.look(names=names)
    page.get_by_role("button", name="Send spørgsmålet").click()
    expect(page.get_by_text("Spørgsmålet er sendt.")).to_be_visible()

    log_in_again(page, log_in, jonas)
    page.get_by_role("link", name="Svar", exact=False).first.click()
    eyes.look(names=names)
    page.get_by_role("textbox", name="Dit svar").fill(ANSWER)
    page.get_by_role("button", name="Send svaret").click()
    expect(page.get_by_text("Tak. Svaret er sendt.")).to_be_visible()

    log_in_again(page, log_in, case.tovholder)
    for brings in ("fra=klassen", "fra="):
        page.goto(afdaekning)
        page.locator(f"a[href*='{brings}']").last.click()
        page.get_by_role("button", name="Gem perspektivet").click()
        expect(page.get_by_text("er gemt.")).to_be_visible()
    saved = {row.angle: row.summary for row in Perspective.objects.filter(case=case)}
    assert saved == {
        "klasse": "Stemningen: Rolig i timerne. Pauserne er uden plan.",
        "andre": ANSWER,
    }

    page.goto(afdaekning)
    page.locator("a[href$='faelles-forstaaelse/']").first.click()
    eyes.look(names=names)
    school = page.get_by_role("region", name="Skolen")
    school.get_by_label("Holder det i gang").fill("Ingen ved, hvem de skal være sammen med.")
    page.get_by_label("Hvem var med til at skrive det?").fill("Asta, mor og Jonas")
    page.get_by_label("Forældrene var med").check()
    page.get_by_role("button", name="Gem forståelsen").click()
    page.get_by_role("link", name="Brug den i handleplanen").click()

    expect(page.get_by_text("Hentet fra den fælles forståelse")).to_be_visible()
    eyes.look(names=names)
    page.get_by_role("button", name="Gem planen").last.click()
    expect(page.get_by_text("Handleplanen er gemt.")).to_be_visible()
    plan = Handleplan.objects.get(case=case)
    assert plan.understanding == (
        "Skolen. Holder det i gang: Ingen ved, hvem de skal være sammen med."
    )
    assert plan.professionals_view.split() == [*saved["klasse"].split(), *ANSWER.split()]
    assert plan.understanding_on_paper


def test_the_plan_is_told_of_a_newer_understanding(
    live_server: Any, page: Page, eyes: Eyes, case: Case, log_in: Any
) -> None:
    given = {
        "written_on": TODAY - timedelta(days=3),
        "together_with": "mor",
        "with_parents": False,
        "on": TODAY,
        "by": case.tovholder,
    }
    actions.save_understanding(case, seen=0, texts={"home_starts": "Søndag aften."}, **given)
    actions.save_plan(
        case,
        seen=0,
        headings={"understanding": "Hjemmet. Sætter det i gang: Søndag aften."},
        goals=[],
        indsatser=[],
        next_follow_up_on=None,
        next_follow_up_by="",
        understanding_from=1,
        on=TODAY,
        by=case.tovholder,
    )
    actions.save_understanding(case, seen=1, texts={"home_helps": "Ro om morgenen."}, **given)
    log_in(page, case.tovholder)
    page.goto(live_server.url + reverse("cases:plan", args=[case.public_id]))
    page.get_by_label("Det går godt").fill("Hun tegner.")
    eyes.look(names=case.pupil.name.split())

    page.get_by_role("button", name="Hent den nye tekst").click()

    expect(page.get_by_label("Fælles forståelse")).to_have_value(
        "Hjemmet. Det, der hjælper: Ro om morgenen."
    )
    expect(page.get_by_label("Det går godt")).to_have_value("Hun tegner.")
    page.get_by_role("button", name="Gem planen").last.click()
    expect(page.get_by_text("Handleplanen er gemt.")).to_be_visible()
    assert Handleplan.objects.get().going_well == "Hun tegner."


def log_in_again(page: Page, log_in: Any, user: User) -> None:
    """Let another person sit down at the same browser."""
    page.context.clear_cookies()
    log_in(page, user)

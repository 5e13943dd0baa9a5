"""Every page somebody comes to: sound to the browser, to a reader of screens, and on a telephone.

The pages are found by following the links, as everybody in Fjordby. A new page is looked at as
soon as something leads to it; one that nothing leads to fails the test of completeness.
"""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import resolve, reverse
from playwright.sync_api import APIRequestContext, Page, expect

from cases.actions import close_case, write_note
from cases.models import Case
from kiss.personas import PERSONAS
from schools.models import School, User
from schools.roles import Role
from scripts.screenshots import log_in as enter
from scripts.screenshots import pages
from tests import factories
from tests.browser.conftest import FAULT, Eyes, Visits, page_of
from tests.conftest import TODAY
from tests.meetings.conftest import at, call  # noqa: F401
from tests.test_house import all_url_names

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What is sent and not opened, and what is for machines.
NOT_PAGES = {
    "cases:draft_drop",
    "cases:draft_keep",
    "cases:municipal_decide",
    "cases:municipal_login",
    "cases:read_on",
    "absence:call",
    "absence:decide",
    "absence:import_confirm",
    "absence:import_drop",
    "absence:import_lines",
    "absence:seen",
    "account_logout",
    "cases:attachment_file",
    "cases:catalogue_turn",
    "cases:cover_end",
    "cases:drawer",
    "cases:emergency_stop",
    "cases:filter_delete",
    "cases:filter_save",
    "cases:handover_withdraw",
    "cases:inquiry_close",
    "cases:participant_end",
    "cases:review_done",
    "cases:consent_give",
    "cases:consent_withdraw",
    "cases:underretning_aside",
    "cases:underretning_receipt",
    "cases:underretning_sent",
    "cases:class_plan_ready",
    "cases:scale_turn",
    "cases:plan_1c_ready",
    "demo_login",
    "factor_remove",
    "livez",
    "meetings:agreement",
    "meetings:freeze",
    "mfa_generate_recovery_codes",
    "provider_answer",
    "provider_go",
    "readyz",
    "saml_answer",
    "saml_finish",
    "saml_metadata",
    "cases:tool_drawer",
    "session",
    "session_end",
    "sessions_end_others",
}
# Looked at as somebody else or in a test of their own: a leader is led elsewhere this morning.
SEEN_OTHERWISE = {
    "cases:plan_1c_revise",
    "cases:after_check",
    "cases:reopen",
    "absence:import_columns",
    "account_inactive",
    "account_reauthenticate",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_set_password",
    "cases:alarm",
    "cases:alarms",
    "cases:control",
    "cases:controls",
    "cases:emergencies",
    "cases:emergency_breach",
    "cases:emergency_case",
    "cases:emergency_reveal",
    "cases:insight",
    "cases:catalogue",
    "cases:catalogue_change",
    "cases:catalogue_new",
    "cases:catalogue_remove",
    "cases:scale",
    "cases:scale_change",
    "cases:scale_new",
    "cases:scale_remove",
    "cases:municipal",
    "cases:municipal_appoint",
    "cases:municipal_dismiss",
    "cases:municipal_person",
    "cases:municipal_reset",
    "cases:lookups",
    "cases:relation_end",
    "cases:relations",
    "cases:staff_confirm",
    "cases:staff_give",
    "cases:staff_role_end",
    "components",
    "meetings:hold",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_view_recovery_codes",
    "provider_confirm",
}
# Where a link leads; what it lets one save is no page.
LINK = re.compile(r'<a\b(?![^>]*\bdownload)[^>]*href="(/[^"?#]*)')
# What one case or meeting leads to, another does not: one has no plan yet, one is closed or held.
SOME = {"cases:detail": 12, "cases:element": 12, "cases:consents": 12, "meetings:detail": 12}
FEW = 2


def view_of(path: str) -> str:
    """Return the name of the page that answers under a path."""
    return resolve(path).view_name


# Torben comes to what Sanne comes to, at his own school.
@pytest.mark.parametrize(
    "email", [person.email for person in PERSONAS if person.email != "torben@demo.invalid"]
)
def test_every_page_somebody_comes_to_is_sound(
    fjordby_url: str, childrens_names: set[str], page: Page, eyes: Eyes, visits: Visits, email: str
) -> None:
    """Each kind of page is looked at as one of those who come to it; one's own as oneself."""
    enter(page, fjordby_url, email)

    for _ in pages(page, fjordby_url, page_of, visits.is_wanted):
        eyes.look(names=childrens_names)


def test_something_leads_to_every_page(fjordby_url: str, page: Page) -> None:
    enter(page, fjordby_url, "karim@demo.invalid")

    reached = {view_of(path) for path in linked(page.request, fjordby_url)}

    assert set(all_url_names()) - reached == NOT_PAGES | SEEN_OTHERWISE


def linked(request: APIRequestContext, base: str) -> set[str]:
    """Return the addresses that links lead to, from a few pages of each kind."""
    seen, waiting = {"/"}, ["/"]
    visited: Counter[str] = Counter()
    while waiting:
        text = request.get(base + waiting.pop(0)).text()
        for path in sorted(set(LINK.findall(text)) - seen):
            seen.add(path)
            visited[page_of(path)] += 1
            if visited[page_of(path)] <= SOME.get(view_of(path), FEW):
                waiting.append(path)
    return seen


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_inactive",
        "accessibility",
    ],
)
def test_the_pages_before_login_are_sound(fjordby_url: str, page: Page, eyes: Eyes, name: str):
    page.goto(fjordby_url + reverse(name))

    eyes.look()


def test_a_page_that_is_not_there_says_what_to_do(
    live_server: Any, page: Page, eyes: Eyes, case: Case, log_in: Any
) -> None:
    log_in(page, factories.make_user("Lars Kollega"))
    eyes.look()
    page.goto(live_server.url + case.get_absolute_url())

    expect(page.get_by_role("heading", name="Siden findes ikke")).to_be_visible()
    eyes.look()
    assert [status for _, status in eyes.answers] == [404]
    eyes.answers.clear()


def test_a_page_that_is_not_ones_own_says_whom_to_ask(
    live_server: Any, page: Page, eyes: Eyes, case: Case, leader: User, log_in: Any
) -> None:
    log_in(page, leader)
    page.goto(live_server.url + reverse("cases:plan", args=[case.public_id]))

    expect(page.get_by_role("heading", name="Du har ikke adgang til det her")).to_be_visible()
    eyes.look()
    assert [status for _, status in eyes.answers] == [403]
    eyes.answers.clear()


def test_an_empty_school_is_shown_the_first_steps(
    page: Page, eyes: Eyes, leader: User, log_in: Any
) -> None:
    log_in(page, leader)

    for name in ("I dag", "Opsporing", "Sager", "Møder", "Fraværsfiler"):
        page.get_by_role("link", name=name).first.click()
        expect(page.get_by_role("link", name=name).first).to_have_attribute("aria-current", "page")
        eyes.look()


def test_the_pages_of_a_meeting_that_has_begun(
    live_server: Any,
    page: Page,
    eyes: Eyes,
    case: Case,
    log_in: Any,
    call: Callable,  # noqa: F811
) -> None:
    meeting = call(
        TODAY.isoformat(), starts_at=at("2026-11-23", "09:00"), ends_at=at("2026-11-23", "09:45")
    )
    log_in(page, case.tovholder)
    page.goto(live_server.url + meeting.get_absolute_url())

    page.get_by_role("link", name="Skriv referat").click()
    eyes.look()
    page.get_by_role("group", name="Aftale").first.get_by_label("Hvad").fill("Ringe til klubben")
    page.get_by_role("button", name="Gem").first.click()

    expect(page.get_by_text("Skriv, hvem der gør det.").first).to_be_visible()
    expect(page).to_have_title(FAULT)
    eyes.look()
    assert [status for _, status in eyes.answers] == [422]
    eyes.answers.clear()


def test_a_guest_at_a_meeting_sees_when_and_where_and_no_child(
    live_server: Any,
    page: Page,
    eyes: Eyes,
    case: Case,
    school: School,
    log_in: Any,
    call: Callable,  # noqa: F811
) -> None:
    from meetings.actions import Invitee

    guest = factories.make_user("Gerda Gæst")
    factories.give(guest, Role.AD_HOC, school)
    call(invitees=[Invitee(name=guest.name, part="træner", user=guest)])
    log_in(page, guest)

    page.get_by_role("link", name="Møder").first.click()
    eyes.look(names=case.pupil.name.split())
    page.get_by_role("link", name=case.number).first.click()

    expect(page.get_by_text("Mødelokale 2").first).to_be_visible()
    assert case.pupil.last_name not in page.content()
    eyes.look(names=case.pupil.name.split())


def test_the_page_of_a_note_and_of_a_closed_case(
    live_server: Any, page: Page, eyes: Eyes, case: Case, log_in: Any
) -> None:
    note = write_note(case, text="Mor er syg.", is_restricted=True, on=TODAY, by=case.tovholder)
    log_in(page, case.tovholder)
    page.goto(live_server.url + reverse("cases:note", args=[case.public_id, note.pk]))
    eyes.look()

    close_case(case, reason="Asta er i skole igen.", on=TODAY, by=case.tovholder)
    page.goto(live_server.url + case.get_absolute_url())
    expect(page.get_by_role("heading", name="Afsluttet 23. november 2026")).to_be_visible()
    eyes.look()


def test_a_file_that_is_not_known_is_explained_once(
    page: Page, eyes: Eyes, leader: User, log_in: Any
) -> None:
    log_in(page, leader)
    page.get_by_role("link", name="Fraværsfiler").first.click()
    unknown = b"Elev nr.;Dag;Registrering\r\n7000001;09-11-2026;Syg\r\n"
    file = {"name": "udtraek.csv", "mimeType": "text/csv", "buffer": unknown}
    page.get_by_label("Fil", exact=True).set_input_files(file)
    page.get_by_role("button", name="Vis, hvad filen vil ændre").click()
    expect(page.get_by_text("Kolonnerne er ikke forklaret.")).to_be_visible()
    eyes.look()

    page.get_by_role("link", name="Forklar").first.click()
    eyes.look()

"""A new colleague makes a second factor, and comes in with it the day after."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Page, expect

from kiss.lib.crypto import encrypt
from schools.models import User
from tests.browser.conftest import FAULT, PASSWORD, Eyes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def enforced(settings: Any) -> None:
    settings.SECOND_FACTOR = True
    cache.clear()


@pytest.fixture
def key(page: Page) -> Iterator[None]:
    """A computer that answers with a passkey when it is asked, as one with a fingerprint would."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield
    devtools.detach()


def code_of(secret: str, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def log_out(page: Page) -> None:
    page.get_by_role("button", name="Log ud").click()
    expect(page.get_by_role("heading", name="Log ind")).to_be_visible()


@pytest.fixture
def knock(live_server: Any) -> Callable[[Page, User], None]:
    """Go as far as mail and password take one."""

    def knock(page: Page, user: User) -> None:
        user.set_password(PASSWORD)
        user.save()
        page.goto(live_server.url)
        page.get_by_label("Arbejdsmail").fill(user.email)
        page.get_by_label("Adgangskode").fill(PASSWORD)
        page.get_by_role("button", name="Log ind").click()

    return knock


def test_an_app_is_coupled_and_asked_for_the_next_time(
    page: Page, eyes: Eyes, leader: User, knock: Callable
) -> None:
    knock(page, leader)
    expect(page.get_by_role("heading", name="Én ting mere, før du kan komme ind")).to_be_visible()
    eyes.look()

    page.get_by_role("link", name="Kobl en app til").click()
    expect(page.get_by_role("img", name="Kode til telefonens kamera")).to_be_visible()
    secret = page.locator(".secret").inner_text().replace(" ", "")
    eyes.look()
    page.get_by_label("Kode fra appen").fill(code_of(secret))
    page.get_by_role("button", name="Kobl til").click()

    expect(page.get_by_role("heading", name="Gem dine nødkoder")).to_be_visible()
    spare = page.locator(".codes code").first.inner_text()
    eyes.look()
    page.get_by_role("link", name="Jeg har gemt dem").click()
    log_out(page)

    knock(page, leader)
    expect(page.get_by_role("heading", name="Bekræft, at det er dig")).to_be_visible()
    eyes.look()
    page.get_by_label("Kode fra appen").fill(spare)
    page.get_by_role("button", name="Log ind").click()

    expect(page.get_by_role("button", name="Log ud")).to_be_visible()


def test_a_wrong_code_is_explained(page: Page, eyes: Eyes, leader: User, knock: Callable) -> None:
    Authenticator.objects.create(user=leader, type="totp", data={"secret": encrypt(SECRET)})
    knock(page, leader)

    page.get_by_label("Kode fra appen").fill("000000")
    page.get_by_role("button", name="Log ind").click()

    expect(page.get_by_text("Koden passer ikke.").first).to_be_visible()
    expect(page).to_have_title(FAULT)
    eyes.look()


@pytest.mark.usefixtures("key")
def test_a_passkey_is_made_and_used_to_come_in_and_to_confirm(
    live_server: Any, page: Page, eyes: Eyes, leader: User, knock: Callable
) -> None:
    knock(page, leader)
    page.get_by_role("link", name="Opret en adgangsnøgle").click()
    page.get_by_label("Navn på nøglen").fill("Skolens bærbare")
    eyes.look()
    page.get_by_role("button", name="Opret nøglen").click()
    expect(page.get_by_role("heading", name="Gem dine nødkoder")).to_be_visible()
    page.get_by_role("link", name="Jeg har gemt dem").click()
    log_out(page)

    knock(page, leader)
    expect(page.get_by_role("button", name="Brug adgangsnøgle")).to_be_visible()
    eyes.look()
    page.get_by_role("button", name="Brug adgangsnøgle").click()
    page.wait_for_url(live_server.url + "/")

    page.goto(live_server.url + reverse("mfa_index"))
    expect(page.get_by_text("Skolens bærbare")).to_be_visible()
    expect(page.get_by_role("button", name="Fjern")).to_have_count(0)
    eyes.look()
    page.get_by_role("link", name="Vis nødkoder").click()
    expect(page.get_by_role("heading", name="Bekræft, at det er dig")).to_be_visible()
    eyes.look()
    # Whoever has a factor is asked for one, and not for the password.
    expect(page.get_by_role("link", name="Brug din adgangskode i stedet")).to_have_count(0)
    page.get_by_role("link", name="Brug din adgangsnøgle i stedet").click()
    eyes.look()
    page.get_by_role("button", name="Brug adgangsnøgle").click()

    expect(page.get_by_role("heading", name="Gem dine nødkoder")).to_be_visible()


def test_a_browser_without_a_key_is_told_what_to_do(
    live_server: Any, page: Page, eyes: Eyes, leader: User, knock: Callable
) -> None:
    knock(page, leader)
    page.goto(live_server.url + reverse("mfa_add_webauthn"))
    page.evaluate("() => { navigator.credentials.create = () => Promise.reject() }")
    page.get_by_role("button", name="Opret nøglen").click()

    expect(page.get_by_text("Nøglen svarede ikke.")).to_be_visible()
    # Said at once, without asking the server.
    assert not page.title().startswith("Fejl: ")
    eyes.look()

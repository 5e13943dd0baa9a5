"""The way to a provider on another site and back, with cookies and policies as a browser keeps."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Page, expect

from schools.models import User
from tests.browser.conftest import Eyes
from tests.kiss import saml_provider as idp
from tests.kiss.providers import SUBSTANTIAL, described

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def enforced(settings: Any) -> None:
    settings.SECOND_FACTOR = True
    settings.SIGNIN_CLIENT_SECRET = "delt hemmelighed"
    cache.clear()


@contextmanager
def oidc_provider(*people: dict[str, Any]) -> Iterator[str]:
    """Start somebody else's provider in a process of its own; it says itself where it answers."""
    claims = [part for person in people for part in ("--user-claims", json.dumps(person))]
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "oidc_provider_mock", "--port", "0", *claims],
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            lines = iter(process.stderr.readline, "")
            yield next(
                f"http://{word.partition('://')[2]}"
                for line in lines
                for word in line.split()
                if word.startswith("http://")
            )
        finally:
            process.terminate()


def press(page: Page, base: str) -> None:
    page.goto(base)
    page.get_by_role("button", name="Log ind med Fjordby Kommune").click()


def test_the_municipality_lets_one_in_and_out_again(
    live_server: Any, page: Page, eyes: Eyes, leader: User, settings: Any
) -> None:
    # The provider's own pages want style sheets from elsewhere.
    page.route(re.compile("^https:"), lambda route: route.fulfill(body=""))
    sanne = {"sub": "sanne-1", "acr": SUBSTANTIAL, "roles": ["kis-dpo"]}
    with oidc_provider(sanne, {"sub": "nobody", "acr": SUBSTANTIAL}) as issuer:
        settings.SIGNIN_PROVIDER = described("oidc", issuer, client_id="kis")
        SocialAccount.objects.create(user=leader, provider=issuer, uid="sanne-1")
        page.goto(live_server.url)
        eyes.look()
        press(page, live_server.url + reverse("cases:deadlines"))
        page.get_by_role("button", name="sanne-1").click()

        page.wait_for_url(live_server.url + reverse("cases:deadlines"))
        page.goto(live_server.url + reverse("mfa_index"))
        expect(page.get_by_text("Du logger ind med Fjordby Kommune.")).to_be_visible()
        eyes.look()
        page.goto(live_server.url + reverse("provider_confirm"))
        eyes.look()
        page.goto(live_server.url)
        page.get_by_role("button", name="Log ud").click()
        page.wait_for_url(f"{issuer}/oauth2/end_session?**")

        press(page, live_server.url)
        page.get_by_role("button", name="nobody").click()
        expect(
            page.get_by_role("heading", name="Du er ikke oprettet i Kom i skole")
        ).to_be_visible()
        eyes.look()
        assert [status for _, status in eyes.answers] == [403]
        eyes.answers.clear()


@contextmanager
def saml_idp(base: str) -> Iterator[str]:
    """Serve a provider whose page sends the answer to us by a form, as they all do."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = idp.id_of(idp.question_in(self.path))
            answer = idp.answer(
                idp.said(
                    asked,
                    recipient=base + reverse("saml_answer"),
                    destination=base + reverse("saml_answer"),
                    audience=base + reverse("saml_metadata"),
                )
            )
            page = (
                f'<form method="post" action="{base}{reverse("saml_answer")}">'
                f'<input type="hidden" name="SAMLResponse" value="{answer}"></form>'
                "<script>document.forms[0].submit()</script>"
            )
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            # Another site than ours, which answers under "localhost".
            yield f"http://127.0.0.1:{server.server_port}/sso"
        finally:
            server.shutdown()
            thread.join()


def test_an_answer_sent_by_another_site_finds_its_session(
    live_server: Any, page: Page, leader: User, settings: Any
) -> None:
    SocialAccount.objects.create(user=leader, provider=idp.ISSUER, uid="sanne-1")
    with saml_idp(live_server.url) as address:
        said = described("saml", idp.ISSUER, sso_url=address, certificates=[idp.certificate()])
        said["level"]["claim"] = "AuthnContextClassRef"
        settings.SIGNIN_PROVIDER = said

        press(page, live_server.url + reverse("cases:deadlines"))

        page.wait_for_url(live_server.url + reverse("cases:deadlines"))

"""Guessing is stopped, says when to try again, and tells nothing about who exists."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from kiss.lib.crypto import encrypt
from schools.models import User
from tests.test_census import _without_tokens

PASSWORD = "fire tilfældige ord her"
WRONG = "forkert"
LIMIT = 5


@pytest.fixture(autouse=True)
def counted_anew() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def leader(leader: User) -> User:
    leader.set_password(PASSWORD)
    leader.save()
    return leader


def try_password(client: Client, email: str, password: str = WRONG) -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": password})


def test_the_sixth_wrong_password_says_when_to_try_again(
    client: Client, leader: User, time_machine: Any
) -> None:
    time_machine.move_to("2026-11-23 14:27+01:00", tick=False)
    for _ in range(LIMIT):
        assert try_password(client, leader.email).status_code == 200

    answer = try_password(client, leader.email, PASSWORD)

    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "300"
    assert "Prøv igen <time" in answer.content.decode()
    assert "kl. 14.32" in answer.content.decode()
    assert client.get("/").status_code == 302
    time_machine.move_to("2026-11-23 14:32:01+01:00", tick=False)
    # The cache keeps its own time, so it is asked to forget what the clock says is over.
    assert try_password(client, leader.email, PASSWORD).status_code == 302


def test_a_limit_on_one_person_leaves_the_colleague_next_door_alone(
    client: Client, leader: User, tovholder: User
) -> None:
    tovholder.set_password(PASSWORD)
    tovholder.save()
    for _ in range(LIMIT + 1):
        try_password(client, leader.email)

    assert try_password(Client(), tovholder.email, PASSWORD).status_code == 302


def test_known_and_unknown_addresses_answer_alike(client: Client, leader: User) -> None:
    def answers(email: str) -> list[tuple[int, str]]:
        browser = Client()
        found = [try_password(browser, email) for _ in range(LIMIT + 1)]
        found.append(browser.post(reverse("account_reset_password"), {"email": email}, follow=True))
        return [(one.status_code, _same(one, email)) for one in found]

    assert answers(leader.email) == answers("nobody@example.invalid")


def _same(answer: Any, email: str) -> str:
    text = _without_tokens(answer).replace(email, "MAIL")
    return re.sub(r'datetime="[^"]*"|kl\. \d+\.\d+', "", text)


def test_the_sixth_wrong_code_says_when_to_try_again(
    client: Client, leader: User, settings: Any
) -> None:
    settings.SECOND_FACTOR = True
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    Authenticator.objects.create(user=leader, type="totp", data={"secret": encrypt(secret)})
    try_password(client, leader.email, PASSWORD)
    url = reverse("mfa_authenticate")
    for number in range(LIMIT):
        assert client.post(url, {"code": f"00000{number}"}).status_code == 200

    answer = client.post(url, {"code": "000009"})

    assert answer.status_code == 429
    assert "Der er prøvet for mange gange" in answer.content.decode()


def test_the_sixth_wrong_password_of_a_confirmation_is_stopped_too(
    client: Client, leader: User
) -> None:
    try_password(client, leader.email, PASSWORD)
    url = reverse("account_reauthenticate")
    codes = [client.post(url, {"password": "forkert"}).status_code for _ in range(LIMIT * 2 + 1)]

    assert codes[-1] == 429


def test_asking_for_links_again_and_again_is_stopped(client: Client, leader: User) -> None:
    url = reverse("account_reset_password")
    codes = [client.post(url, {"email": leader.email}).status_code for _ in range(LIMIT + 1)]

    assert codes == [302] * LIMIT + [429]

"""The mails about passwords say what to do, and nothing about anybody."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse


@pytest.mark.django_db
def test_a_forgotten_password_is_chosen_anew_by_a_link(client: Client, leader: Any) -> None:
    client.post(reverse("account_reset_password"), {"email": leader.email})

    (sent,) = mail.outbox
    link = re.search(r"http://testserver(\S+)", sent.body)
    assert link
    assert "Vælg en ny adgangskode til Kom i skole" in sent.subject
    page = client.get(link[1], follow=True).content.decode()
    assert "<h1>\n      Vælg ny adgangskode" in page
    assert 'name="password1"' in page
    assert "Dette felt" not in page


@pytest.mark.django_db
def test_a_stranger_gets_the_same_page_and_no_mail(client: Client) -> None:
    answer = client.post(
        reverse("account_reset_password"), {"email": "nobody@example.invalid"}, follow=True
    )

    assert "Se i din mail" in answer.content.decode()
    assert mail.outbox == []


@pytest.mark.django_db
def test_an_empty_login_says_what_to_write(client: Client) -> None:
    page = client.post(reverse("account_login"), {}).content.decode()

    assert "<title>Fejl: Log ind – Kom i skole</title>" in page
    assert "Skriv din arbejdsmail." in page
    assert "placeholder" not in page

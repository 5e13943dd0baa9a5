"""The mails about passwords say what to do, and nothing about anybody."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from schools.actions import note_sign_in
from schools.models import SignInEvent


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
def test_a_new_password_is_told_of_by_mail(client: Client, leader: Any) -> None:
    client.post(reverse("account_reset_password"), {"email": leader.email})
    link = re.search(r"http://testserver(\S+)", mail.outbox.pop().body)
    assert link
    form = client.get(link[1], follow=True)

    client.post(
        form.redirect_chain[-1][0],
        {"password1": "en-helt-ny-kode-27", "password2": "en-helt-ny-kode-27"},
    )

    (sent,) = mail.outbox
    assert sent.to == [leader.email]
    assert sent.subject == "Dit login til Kom i skole er ændret"
    assert "Din adgangskode er ændret: " in sent.body
    assert "Var det ikke dig" in sent.body


def test_a_reset_by_the_operator_is_told_of_and_stands_without_mail(
    today: Any, leader: Any, settings: Any, django_capture_on_commit_callbacks: Any, caplog: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        note_sign_in(leader, kind=SignInEvent.Kind.RESET, reason="Mistet telefon")
    (sent,) = mail.outbox
    assert "App, nøgler og nødkoder er nulstillet: 23. november 2026 kl. 10.00." in sent.body
    assert "Mistet" not in sent.body

    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 9},
        }
    }
    with django_capture_on_commit_callbacks(execute=True):
        note_sign_in(leader, kind=SignInEvent.Kind.RESET, reason="Mistet igen")

    assert leader.sign_in_events.count() == 2
    assert "could not be sent: ConnectionRefusedError" in caplog.text
    assert leader.email not in caplog.text


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

"""What stays in a browser, and what comes with files, odd characters and confirmations."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client
from django.urls import reverse

from cases.models import Case
from kiss.lib.crypto import encrypt
from schools.models import User
from schools.roles import Role
from tests import factories
from tests.conftest import TODAY

PASSWORD = "fire tilfældige ord her"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_what_is_said_after_a_save_lies_in_no_cookie(client: Client, case: Case) -> None:
    client.force_login(case.tovholder)

    answer = client.post(
        reverse("cases:contact", args=[case.public_id]),
        {
            "with_whom": "Astas mor Camilla",
            "channel": "telefon",
            "outcome": "intet-svar",
            "on": TODAY.isoformat(),
        },
    )

    assert answer.status_code == 302
    assert "messages" not in answer.cookies
    assert "Camilla" not in str(dict(client.session))
    assert (
        "Noteret: telefon, intet svar." in client.get(answer.headers["Location"]).content.decode()
    )


def test_a_file_of_ours_carries_the_headers_too(client: Client) -> None:
    answer = client.get(staticfiles_storage.url("css/base.css"))
    answer.close()

    assert answer.status_code == 200
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_nul_character_is_a_bad_request_and_no_fault(client: Client, leader: User) -> None:
    client.force_login(leader)

    assert client.get(reverse("cases:concern_new"), {"elev": "\x00"}).status_code == 400
    sent = client.post(reverse("cases:draft_keep"), {"form_id": "a\x00b"})
    assert sent.status_code == 400


def test_whoever_has_a_factor_confirms_with_it_and_not_with_a_password(
    client: Client, leader: User
) -> None:
    leader.set_password(PASSWORD)
    leader.save()
    Authenticator.objects.create(
        user=leader, type=Authenticator.Type.TOTP, data={"secret": encrypt("JBSWY3DPEHPK3PXP")}
    )
    client.force_login(leader)

    answer = client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("mfa_reauthenticate"))
    records = client.session.get("account_authentication_methods", [])
    assert not [row for row in records if row.get("reauthenticated")]


def test_a_list_for_the_parents_and_rights_on_a_case_ask_who_one_is(
    client: Client, case: Case, leader: User, school: Any, confirm: Any
) -> None:
    confirming = reverse("account_reauthenticate")
    for user in (leader, case.tovholder):
        user.set_password(PASSWORD)
        user.save()
    client.force_login(leader)
    extract = reverse("absence:insight", args=[case.pupil.public_id])
    assert client.get(extract).headers["Location"].startswith(confirming)
    confirm(client)
    assert client.get(extract).status_code == 200

    client.force_login(case.tovholder)
    helper = factories.make_user("Inger Hjælper")
    factories.give(helper, Role.TEAMMEDLEM, school)
    added = client.post(
        reverse("cases:participants", args=[case.public_id]),
        {
            "user": helper.public_id,
            "part": "hjælper",
            "basis": "intern",
            "starts_on": TODAY.isoformat(),
            "ends_on": (TODAY + timedelta(days=7)).isoformat(),
        },
    )
    assert added.headers["Location"].startswith(confirming)
    assert not case.participants.exists()

"""Nobody comes in on a password alone, and no way round it is left open."""

import json
import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse

from kiss.lib.crypto import encrypt
from kiss.lib.models import Refused
from kiss.signin.middleware import WITHOUT_FACTOR
from schools.actions import has_factor, remove_factor
from schools.models import SignInEvent, User
from tests.test_census import OBJECTS, World, address, world  # noqa: F401
from tests.test_house import all_url_names

PASSWORD = "fire tilfældige ord her"


@pytest.fixture(autouse=True)
def enforced(settings: Any, db: Any) -> None:
    settings.SECOND_FACTOR = True
    cache.clear()


@pytest.fixture
def leader(leader: User) -> User:
    leader.set_password(PASSWORD)
    leader.save()
    return leader


@pytest.fixture
def secret(leader: User) -> str:
    """Sanne's app, coupled."""
    secret = generate_totp_secret()
    _activate(leader, secret)
    return secret


def _activate(user: User, secret: str) -> None:
    Authenticator.objects.create(user=user, type="totp", data={"secret": encrypt(secret)})


def code_of(secret: str, steps: int = 0) -> str:
    """The code the app shows now, or some half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def log_in(client: Client, user: User) -> Any:
    return client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})


def everything(world: World) -> dict[str, str]:  # noqa: F811
    """An address for every name there is."""
    found = {name: address(name, world) for name in OBJECTS}
    for name in set(all_url_names()) - set(found):
        for kwargs in (
            {},
            {"pk": 1},
            {"public_id": "23456789abcdefgh"},
            {"person_id": "23456789abcdefgh"},
            {"uidb36": "1", "key": "x-y"},
        ):
            try:
                found[name] = reverse(name, kwargs=kwargs)
                break
            except NoReverseMatch:
                continue
    return found


def test_without_a_factor_only_the_way_to_one_is_open(
    client: Client,
    world: World,  # noqa: F811
) -> None:
    addresses = everything(world)
    assert set(addresses) == set(all_url_names())
    wrong = {}
    for name, url in addresses.items():
        for ask in (client.get, client.post, client.head):
            client.force_login(world.inside)
            answer = ask(url)
            sent_to_enrol = answer.headers.get("Location") == reverse("mfa_index")
            if sent_to_enrol == (name in WITHOUT_FACTOR):
                wrong[name, ask.__name__] = answer.status_code

    assert wrong == {}
    assert client.get("/findes-ikke/").headers["Location"] == reverse("mfa_index")


def test_a_new_colleague_couples_an_app_and_comes_in(client: Client, leader: User) -> None:
    assert log_in(client, leader).headers["Location"] == "/"
    page = client.get("/", follow=True).content.decode()
    assert "Én ting mere, før du kan komme ind" in page

    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    old_key = client.session.session_key
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}, follow=True)

    assert "Gem dine nødkoder" in answer.content.decode()
    assert client.session.session_key != old_key
    assert client.get("/").status_code == 200
    assert has_factor(leader)


def test_a_colleague_who_chose_a_password_by_mail_couples_an_app(
    client: Client, leader: User
) -> None:
    """As docs/staff.md tells everybody to begin: a link by mail, a password, and then the app."""
    client.post(reverse("account_reset_password"), {"email": leader.email})
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "min-egen-kode-27", "password2": "min-egen-kode-27"})
    client.post(reverse("account_login"), {"login": leader.email, "password": "min-egen-kode-27"})

    page = client.get(reverse("mfa_activate_totp")).content.decode()

    assert 'class="secret"' in page


def test_a_stranger_who_asks_for_a_link_closes_no_door(client: Client, leader: User) -> None:
    Client().post(reverse("account_reset_password"), {"email": leader.email})
    log_in(client, leader)

    for way in ("mfa_activate_totp", "mfa_add_webauthn"):
        assert client.get(reverse(way)).status_code == 200


def test_the_secret_lies_encrypted(client: Client, leader: User) -> None:
    log_in(client, leader)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})

    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept


def test_the_password_opens_only_the_question_about_the_code(
    client: Client, leader: User, secret: str
) -> None:
    assert log_in(client, leader).headers["Location"] == reverse("mfa_authenticate")
    assert client.get("/").headers["Location"].startswith(reverse("account_login"))

    answer = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

    assert answer.headers["Location"] == "/"
    assert client.get("/").status_code == 200


def test_whoever_calls_it_off_begins_with_the_password_again(
    client: Client, leader: User, secret: str
) -> None:
    log_in(client, leader)

    answer = client.post(reverse("account_logout"))

    assert answer.headers["Location"] == reverse("account_login")
    assert client.get(reverse("mfa_authenticate")).headers["Location"] == reverse("account_login")


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_code_opens_once(client: Client, leader: User, secret: str, steps: int) -> None:
    code = code_of(secret, steps)
    log_in(client, leader)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    other = Client()
    log_in(other, leader)

    answer = other.post(reverse("mfa_authenticate"), {"code": f"{code[:3]} {code[3:]}"})

    assert "Koden passer ikke" in answer.content.decode()
    assert other.get("/").status_code == 302


def test_the_code_that_coupled_the_app_does_not_open_the_door(client: Client, leader: User) -> None:
    log_in(client, leader)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    code = code_of(secret)
    client.post(reverse("mfa_activate_totp"), {"code": code})
    other = Client()
    log_in(other, leader)

    assert other.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200


def test_a_code_from_two_minutes_ago_is_refused(client: Client, leader: User, secret: str) -> None:
    log_in(client, leader)

    assert (
        client.post(reverse("mfa_authenticate"), {"code": code_of(secret, -4)}).status_code == 200
    )


def test_a_code_for_need_opens_once(client: Client, leader: User, secret: str) -> None:
    code = RecoveryCodes.activate(leader).get_unused_codes()[0]
    answers = []
    for _ in range(2):
        browser = Client()
        log_in(browser, leader)
        answers.append(browser.post(reverse("mfa_authenticate"), {"code": code}).status_code)

    assert answers == [302, 200]


def test_a_new_password_by_mail_does_not_skip_the_factor(
    client: Client, leader: User, secret: str
) -> None:
    client.post(reverse("account_reset_password"), {"email": leader.email})
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True).request["PATH_INFO"]
    new = "helt andre ord i dag"

    page = client.post(form, {"password1": new, "password2": new}, follow=True)

    assert "Adgangskoden er gemt" in page.content.decode()
    assert client.get("/").headers["Location"].startswith(reverse("account_login"))
    answer = client.post(reverse("account_login"), {"login": leader.email, "password": new})
    assert answer.headers["Location"] == reverse("mfa_authenticate")


def test_a_changed_password_leaves_the_factor_in_place(
    client: Client, leader: User, secret: str
) -> None:
    log_in(client, leader)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    new = "helt andre ord i dag"

    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )

    other = Client()
    answer = other.post(reverse("account_login"), {"login": leader.email, "password": new})
    assert answer.headers["Location"] == reverse("mfa_authenticate")


def test_the_demos_one_click_does_not_skip_the_factor(client: Client, leader: User) -> None:
    leader.email = "sanne@demo.invalid"
    leader.save()
    _activate(leader, generate_totp_secret())

    answer = client.post(reverse("demo_login"), {"email": leader.email})

    assert answer.headers["Location"] == reverse("mfa_authenticate")


@pytest.mark.parametrize(
    ("onward", "led_to"), [("/sager/", "/sager/"), ("https://evil.invalid/", "/"), ("", "/")]
)
def test_the_demos_one_click_leads_to_where_one_was_going(
    client: Client, leader: User, settings: Any, onward: str, led_to: str
) -> None:
    settings.SECOND_FACTOR = False
    leader.email = "sanne@demo.invalid"
    leader.save()

    answer = client.post(reverse("demo_login"), {"email": leader.email, "next": onward})

    assert answer.headers["Location"] == led_to


def test_the_last_factor_is_not_offered_for_removal(
    client: Client, leader: User, secret: str, confirm: Callable
) -> None:
    client.force_login(leader)
    confirm(client)
    factor = Authenticator.objects.get(user=leader)

    page = client.get(reverse("mfa_index")).content.decode()
    assert reverse("factor_remove", args=[factor.pk]) not in page
    answer = client.post(reverse("factor_remove", args=[factor.pk]), follow=True)

    assert "din eneste måde at bekræfte på" in answer.content.decode()
    assert has_factor(leader)


def test_one_of_two_can_be_removed_and_leaves_a_line(
    client: Client, leader: User, secret: str, confirm: Callable
) -> None:
    key = Authenticator.objects.create(user=leader, type="webauthn", data={"name": "Bærbar"})
    client.force_login(leader)
    confirm(client)

    client.post(reverse("factor_remove", args=[key.pk]))

    assert not Authenticator.objects.filter(pk=key.pk).exists()
    event = SignInEvent.objects.get()
    assert (event.user, event.kind, event.by) == (leader, "key-removed", leader)


def test_nobody_removes_the_factor_of_another(
    client: Client, leader: User, tovholder: User, secret: str, confirm: Callable
) -> None:
    Authenticator.objects.create(user=leader, type="webauthn", data={"name": "Bærbar"})
    _activate(tovholder, generate_totp_secret())
    client.force_login(tovholder)
    confirm(client)

    for factor in Authenticator.objects.filter(user=leader):
        assert client.post(reverse("factor_remove", args=[factor.pk])).status_code == 404


def test_removing_asks_for_a_fresh_confirmation(client: Client, leader: User, secret: str) -> None:
    key = Authenticator.objects.create(user=leader, type="webauthn", data={"name": "Bærbar"})
    client.force_login(leader)

    answer = client.post(reverse("factor_remove", args=[key.pk]))

    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_the_operator_resets_with_a_reason_and_the_person_enrols_anew(
    client: Client, leader: User, secret: str
) -> None:
    log_in(client, leader)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert client.get("/").status_code == 200

    call_command("reset_second_factor", leader.email, reason="Telefonen er tabt i havnen")

    assert not has_factor(leader)
    assert client.get("/").headers["Location"].startswith(reverse("account_login"))
    event = SignInEvent.objects.get(kind="reset")
    assert (event.user, event.reason, event.by) == (leader, "Telefonen er tabt i havnen", None)
    log_in(client, leader)
    assert client.get("/").headers["Location"] == reverse("mfa_index")


@pytest.mark.parametrize(
    ("email", "reason", "said"),
    [
        ("nobody@example.invalid", "tabt", "Ingen bruger har"),
        ("", " ", "begrundelse"),
    ],
)
def test_a_reset_needs_a_person_and_a_reason(
    leader: User, secret: str, email: str, reason: str, said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("reset_second_factor", email or leader.email, reason=reason)

    assert has_factor(leader)


def test_two_removals_never_take_both(leader: User, secret: str) -> None:
    key = Authenticator.objects.create(user=leader, type="webauthn", data={"name": "Bærbar"})
    remove_factor(key, by=leader)

    with pytest.raises(Refused):
        remove_factor(Authenticator.objects.get(user=leader), by=leader)

"""Coming in by the municipality's sign-in: who is let in, and every way round that is shut."""

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kiss.lib.crypto import encrypt
from schools.actions import expect_sign_in
from schools.models import Membership, SignInEvent, User
from tests.kiss import providers
from tests.kiss.providers import LOW, Oidc, private_key, way_there

PASSWORD = "fire tilfældige ord her"
ANSWER = "/konto/kommune/svar/"


@pytest.fixture
def client() -> Client:
    """Coming back from the provider is a GET that lets somebody in, and so it writes."""
    return Client()


@pytest.fixture
def there(settings: Any, db: Any) -> Iterator[Oidc]:
    cache.clear()
    settings.SECOND_FACTOR = True
    settings.SIGNIN_CLIENT_SECRET = "delt hemmelighed"
    with providers.oidc() as there:
        settings.SIGNIN_PROVIDER = providers.described("oidc", there.issuer, client_id="kis")
        yield there


@pytest.fixture
def linked(there: Oidc, leader: User) -> User:
    """Sanne, who has come in by the municipality before."""
    SocialAccount.objects.create(user=leader, provider=there.issuer, uid="sanne-1")
    return leader


@pytest.fixture
def expected(there: Oidc, leader: User) -> User:
    """Sanne, whose first login by the municipality is awaited."""
    expect_sign_in(leader, on=timezone.localdate(), by=None)
    return leader


@pytest.fixture
def come_in(client: Client, there: Oidc) -> Callable[..., Any]:
    """Go there and come back, with what the provider says."""

    def come_in(address: str = "", **said: Any) -> Any:
        return client.get(ANSWER, there.let_in(way_there(client, address), **said))

    return come_in


def is_in(client: Client) -> bool:
    return client.get(reverse("cases:access")).status_code == 200


def test_the_button_stands_first_where_the_municipality_has_a_sign_in(
    client: Client, there: Oidc
) -> None:
    page = client.get(reverse("account_login")).content.decode()

    assert page.index("Log ind med Fjordby Kommune") < page.index('name="password"')


@pytest.mark.django_db
def test_without_one_nothing_is_shown_and_nothing_answers(client: Client) -> None:
    page = client.get(reverse("account_login")).content.decode()

    assert reverse("provider_go") not in page
    assert client.post(reverse("provider_go")).status_code == 404
    for name in ("saml_answer", "saml_finish"):
        assert client.post(reverse(name)).status_code == 404
    for name in ("provider_answer", "saml_metadata"):
        assert client.get(reverse(name)).status_code == 404


def test_the_question_carries_state_nonce_and_proof(client: Client, there: Oidc) -> None:
    asked = []
    for _ in range(2):
        there.let_in(way_there(client))
        asked.append(there.asked[-1])

    first, second = asked
    assert first["response_type"] == "code"
    assert first["code_challenge_method"] == "S256"
    assert "prompt" not in first
    assert first["redirect_uri"] == f"http://testserver{ANSWER}"
    for secret in ("state", "nonce", "code_challenge"):
        assert len(first[secret]) >= 16
        assert first[secret] != second[secret]


def test_somebody_known_comes_in_with_a_new_session(
    client: Client, linked: User, come_in: Callable
) -> None:
    client.get(reverse("account_login"))
    address = reverse("cases:access")
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key

    answer = come_in(address)

    assert answer.headers["Location"] == address
    assert client.session.session_key != planted
    assert is_in(client)
    assert not client.session.get("socialaccount_states")


def test_what_the_provider_tells_is_not_kept(
    client: Client, linked: User, come_in: Callable
) -> None:
    come_in(name="Sanne Hemmelig", cpr="0101019990")

    assert SocialAccount.objects.get().extra_data == {}
    assert "Hemmelig" not in str(dict(client.session))


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_nobody_is_sent_to_a_strange_address(linked: User, come_in: Callable, address: str) -> None:
    assert come_in(address).headers["Location"] == "/"


# Who somebody is


def test_a_first_login_is_linked_to_whom_it_is_expected_for(
    client: Client, expected: User, come_in: Callable
) -> None:
    come_in(email=expected.email.upper())

    assert is_in(client)
    assert SocialAccount.objects.get(user=expected).uid == "sanne-1"
    expected.refresh_from_db()
    assert expected.expected_until is None
    assert set(SignInEvent.objects.values_list("kind", flat=True)) == {"expected", "linked"}


def test_the_mail_alone_opens_nothing(client: Client, there: Oidc, leader: User, come_in: Callable):
    answer = come_in(email=leader.email)

    assert answer.status_code == 403
    assert "Du er ikke oprettet i Kom i skole" in answer.content.decode()
    assert not is_in(client)


@pytest.mark.parametrize("verified", [False, None, "yes"])
def test_a_mail_that_the_provider_does_not_vouch_for_links_nobody(
    client: Client, expected: User, come_in: Callable, verified: Any
) -> None:
    come_in(email=expected.email, email_verified=verified)

    assert not is_in(client)
    assert not SocialAccount.objects.exists()


def test_one_of_several_mails_links_nobody(
    client: Client, expected: User, come_in: Callable
) -> None:
    come_in(email=[expected.email, "another@demo.invalid"])

    assert not is_in(client)


def test_a_mail_outside_the_municipalitys_domains_links_nobody(
    client: Client, expected: User, come_in: Callable
) -> None:
    User.objects.filter(pk=expected.pk).update(email="sanne@elsewhere.invalid")

    come_in(email="sanne@elsewhere.invalid")

    assert not is_in(client)
    assert not SocialAccount.objects.exists()


def test_somebody_who_got_the_mail_after_another_does_not_become_them(
    client: Client, linked: User, come_in: Callable
) -> None:
    User.objects.filter(pk=linked.pk).update(expected_until=timezone.localdate())

    answer = come_in(sub="someone-else", email=linked.email)

    assert answer.status_code == 403
    assert not is_in(client)


def test_the_same_subject_at_another_provider_is_another_person(
    client: Client, there: Oidc, leader: User, come_in: Callable
) -> None:
    SocialAccount.objects.create(user=leader, provider="https://other.example", uid="sanne-1")

    assert come_in().status_code == 403
    assert not is_in(client)


@pytest.mark.parametrize(("later", "holds"), [(29, True), (30, False)])
def test_an_invitation_holds_for_thirty_days(
    today: date,
    client: Client,
    expected: User,
    come_in: Callable,
    time_machine: Any,
    later: int,
    holds: bool,
) -> None:
    time_machine.shift(timedelta(days=later))

    come_in(email=expected.email)

    assert is_in(client) is holds


def test_an_unknown_person_is_told_whom_to_ask_and_nothing_is_made(
    there: Oidc, come_in: Callable
) -> None:
    answer = come_in(sub="nobody", email="nobody@demo.invalid", roles=["kis-dpo"])

    text = answer.content.decode()
    assert answer.status_code == 403
    assert "Spørg skolens leder" in text
    assert "nobody" not in text
    assert not User.objects.exists()
    assert not SocialAccount.objects.exists()
    assert not Membership.objects.exists()


def test_a_closed_user_stays_out(client: Client, linked: User, come_in: Callable) -> None:
    User.objects.filter(pk=linked.pk).update(is_active=False)

    answer = come_in()

    assert "Din bruger er lukket" in answer.content.decode()
    assert answer.status_code == 403
    assert not is_in(client)


# What is believed

OTHER = 2
LIES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "another nonce": ({"nonce": "another"}, {}),
    "no nonce": ({"nonce": None}, {}),
    "another issuer": ({"iss": "https://evil.example"}, {}),
    "for another": ({"aud": "another"}, {}),
    "made for another": ({"aud": ["kis", "other"], "azp": "other"}, {}),
    "expired": ({"exp": 1_700_000_000}, {}),
    "without an end": ({"exp": None}, {}),
    "not begun": ({"nbf": 4_000_000_000}, {}),
    "from the future": ({"iat": 4_000_000_000}, {}),
    "no subject": ({"sub": ""}, {}),
    "a subject without end": ({"sub": "x" * 300}, {}),
    "signed by another": ({}, {"key": OTHER}),
    "unsigned": ({}, {"key": None, "algorithm": "none"}),
    "signed with the shared secret": ({}, {"key": "delt hemmelighed" * 4, "algorithm": "HS256"}),
    "with an unknown key": ({}, {"kid": "unknown"}),
}


@pytest.mark.parametrize("name", LIES)
def test_what_is_not_rightly_signed_new_and_for_us_is_refused(
    client: Client, linked: User, come_in: Callable, name: str
) -> None:
    claims, lie = LIES[name]
    if lie.get("key") == OTHER:
        lie = {"key": private_key(OTHER)}

    answer = come_in(lie=lie, **claims)

    assert answer.status_code == 400
    assert "Begynd forfra" in answer.content.decode()
    assert not is_in(client)


def test_an_answer_opens_once(client: Client, there: Oidc, linked: User) -> None:
    brought = there.let_in(way_there(client))
    client.get(ANSWER, brought)
    client.logout()

    assert client.get(ANSWER, brought).status_code == 400
    assert not is_in(client)


def test_an_answer_to_somebody_else_is_refused(client: Client, there: Oidc, linked: User) -> None:
    stolen = there.let_in(way_there(Client()))

    assert client.get(ANSWER, stolen).status_code == 400
    way_there(client)
    assert client.get(ANSWER, stolen).status_code == 400
    assert not is_in(client)


def test_a_code_from_another_login_is_refused(client: Client, there: Oidc, linked: User) -> None:
    stolen = there.let_in(way_there(Client()))
    own = there.let_in(way_there(client))

    answer = client.get(ANSWER, {"code": stolen["code"], "state": own["state"]})

    assert answer.status_code == 400
    assert not is_in(client)


def test_an_answer_after_more_than_ten_minutes_is_refused(
    today: date, client: Client, there: Oidc, linked: User, time_machine: Any
) -> None:
    brought = there.let_in(way_there(client), exp=int(time.time()) + 3600)
    time_machine.shift(601)

    assert client.get(ANSWER, brought).status_code == 400


@pytest.mark.parametrize(
    "configuration",
    [
        {"issuer": "https://evil.example"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"jwks_uri": "file:///etc/passwd"},
    ],
)
def test_a_configuration_that_leads_astray_is_not_followed(
    client: Client, there: Oidc, configuration: dict[str, str]
) -> None:
    there.configuration = configuration

    answer = client.post(reverse("provider_go"))

    assert answer.status_code == 503
    assert "Kommunens login svarer ikke" in answer.content.decode()


def test_a_silent_provider_is_said_to_be_silent(client: Client, there: Oidc, settings: Any) -> None:
    settings.SIGNIN_PROVIDER = {**settings.SIGNIN_PROVIDER, "issuer": "http://127.0.0.1:9"}

    assert client.post(reverse("provider_go")).status_code == 503


def test_somebody_who_calls_it_off_is_told_so(client: Client, there: Oidc) -> None:
    state = there.let_in(way_there(client))["state"]

    answer = client.get(ANSWER, {"error": "access_denied", "state": state})

    assert "Du kom ikke ind" in answer.content.decode()


# How sure the provider is


@pytest.mark.parametrize("acr", [LOW, "urn:unknown", None])
def test_a_login_that_is_too_weak_is_refused_and_links_nobody(
    client: Client, expected: User, come_in: Callable, acr: str | None
) -> None:
    answer = come_in(acr=acr, email=expected.email)

    assert answer.status_code == 403
    assert "Dit login er ikke sikkert nok" in answer.content.decode()
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


def test_a_substantial_login_needs_no_factor_of_ours(
    client: Client, linked: User, come_in: Callable
) -> None:
    Authenticator.objects.create(
        user=linked, type="totp", data={"secret": encrypt(generate_totp_secret())}
    )

    assert come_in().headers["Location"] == "/"
    assert is_in(client)


@pytest.fixture
def lenient(settings: Any, there: Oidc) -> None:
    """A municipality that lets a low login in, and leaves the second factor to us."""
    said = settings.SIGNIN_PROVIDER
    settings.SIGNIN_PROVIDER = {**said, "level": {**said["level"], "minimum": "lav"}}


def test_a_low_login_is_asked_for_the_factor_of_ours(
    client: Client, linked: User, lenient: None, come_in: Callable
) -> None:
    Authenticator.objects.create(
        user=linked, type="totp", data={"secret": encrypt(generate_totp_secret())}
    )

    answer = come_in(acr=LOW)

    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)
    assert client.get(reverse("mfa_authenticate")).status_code == 200


def test_a_low_login_without_a_factor_makes_one_first(
    client: Client, linked: User, lenient: None, come_in: Callable
) -> None:
    come_in(acr=LOW)

    assert client.get("/").headers["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_a_password_in_the_session_of_a_strong_login_is_still_asked_for_a_factor(
    client: Client, linked: User, tovholder: User, come_in: Callable
) -> None:
    come_in()
    tovholder.set_password(PASSWORD)
    tovholder.save()
    client.post(reverse("account_logout"))

    client.post(reverse("account_login"), {"login": tovholder.email, "password": PASSWORD})

    assert client.get("/").headers["Location"] == reverse("mfa_index")


# Passwords beside it


def test_whoever_is_linked_no_longer_comes_in_by_password(client: Client, linked: User) -> None:
    linked.set_password(PASSWORD)
    linked.save()

    answer = client.post(reverse("account_login"), {"login": linked.email, "password": PASSWORD})

    assert "Du logger ind med kommunens login" in answer.content.decode()
    assert not is_in(client)


def test_where_passwords_are_off_none_is_believed_and_none_is_made(
    client: Client, there: Oidc, leader: User, settings: Any
) -> None:
    settings.PASSWORD_LOGIN = False
    leader.set_password(PASSWORD)
    leader.save()

    page = client.get(reverse("account_login")).content.decode()
    client.post(reverse("account_login"), {"login": leader.email, "password": PASSWORD})

    assert 'name="password"' not in page
    assert "Glemt adgangskode" not in page
    assert "_auth_user_id" not in client.session
    assert client.get(reverse("account_reset_password")).status_code == 404


# Staying, confirming and leaving


def test_the_list_of_sessions_says_how_one_came_in(
    client: Client, linked: User, come_in: Callable
) -> None:
    come_in()

    assert "med kommunens login" in client.get(reverse("usersessions_list")).content.decode()


def later(client: Client, minutes: int) -> None:
    """Let some minutes have passed since everything in a session."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= minutes * 60
    session["active_at"] -= minutes * 60
    session["began_at"] -= minutes * 60
    session.save()


def test_what_is_sensitive_sends_one_back_to_the_provider_and_on_again(
    client: Client, there: Oidc, linked: User, come_in: Callable
) -> None:
    come_in()
    later(client, 11)
    address = reverse("sessions_end_others")
    asks = client.post(address, follow=True)
    assert "Bekræft hos Fjordby Kommune" in asks.content.decode()
    old_key = client.session.session_key

    on_the_way = way_there(client, address)
    answer = client.get(ANSWER, there.let_in(on_the_way))

    assert there.asked[-1]["prompt"] == "login"
    assert there.asked[-1]["max_age"] == "0"
    assert answer.headers["Location"] == reverse("usersessions_list")
    said = client.get(reverse("usersessions_list")).content.decode()
    assert "Du var ikke logget ind andre steder." in said
    assert client.session.session_key != old_key


def test_a_provider_that_does_not_ask_again_confirms_nothing(
    client: Client, there: Oidc, linked: User, come_in: Callable
) -> None:
    come_in()
    later(client, 11)
    for auth_time in (int(time.time()) - 3600, None):
        answer = client.get(ANSWER, there.let_in(way_there(client), auth_time=auth_time))

        assert "Du blev ikke spurgt igen" in answer.content.decode()
    assert (
        client.post(reverse("sessions_end_others"))
        .headers["Location"]
        .startswith(reverse("provider_confirm"))
    )


def test_nobody_confirms_for_another(
    client: Client, there: Oidc, linked: User, tovholder: User, come_in: Callable
) -> None:
    SocialAccount.objects.create(user=tovholder, provider=there.issuer, uid="tove-1")
    come_in()
    later(client, 11)

    answer = client.get(ANSWER, there.let_in(way_there(client), sub="tove-1"))

    assert "Det var ikke den samme person" in answer.content.decode()
    assert client.session["_auth_user_id"] == str(linked.pk)
    assert (
        client.post(reverse("sessions_end_others"))
        .headers["Location"]
        .startswith(reverse("provider_confirm"))
    )


def test_a_password_confirms_nothing_for_whoever_came_by_the_municipality(
    client: Client, linked: User, come_in: Callable
) -> None:
    linked.set_password(PASSWORD)
    linked.save()
    come_in()
    later(client, 11)

    answer = client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    assert answer.headers["Location"].startswith(reverse("provider_confirm"))


def test_adding_a_factor_is_asked_for_too(client: Client, linked: User, come_in: Callable) -> None:
    come_in()
    later(client, 11)

    answer = client.get(reverse("mfa_activate_totp"))

    assert answer.headers["Location"].startswith(reverse("provider_confirm"))


def test_logging_out_goes_on_to_the_provider_and_the_next_login_is_asked_anew(
    client: Client, there: Oidc, linked: User, come_in: Callable
) -> None:
    come_in()

    page = client.post(reverse("account_logout")).content.decode()

    assert not is_in(client)
    assert f"{there.issuer}/logout?client_id=kis" in page
    stale = client.get(ANSWER, there.let_in(way_there(client), auth_time=int(time.time()) - 600))
    assert there.asked[-1]["prompt"] == "login"
    assert "Du blev ikke spurgt igen" in stale.content.decode()
    client.get(ANSWER, there.let_in(way_there(client)))
    assert is_in(client)


def test_a_provider_without_logout_is_left_in_peace(
    client: Client, there: Oidc, linked: User, come_in: Callable
) -> None:
    there.logouts = False
    come_in()

    assert client.post(reverse("account_logout")).headers["Location"] == reverse("account_login")
    assert not is_in(client)


def test_after_twenty_minutes_the_provider_must_ask_again(
    client: Client, there: Oidc, linked: User, come_in: Callable
) -> None:
    come_in()
    later(client, 21)
    assert not is_in(client)

    there.let_in(way_there(client))

    assert there.asked[-1]["prompt"] == "login"


# Roles


def roles_of(user: User) -> set[tuple[str, str]]:
    held = Membership.objects.of(user).in_force(timezone.localdate())
    return {(row.role, row.provider) for row in held}


def test_claims_give_roles_at_a_login_and_their_absence_ends_them_at_the_next(
    client: Client, there: Oidc, linked: User, come_in: Callable
) -> None:
    number = linked.memberships.get().school.institution_number
    by_hand = {("skoleleder", "")}

    come_in(roles=[f"kis-ppr-{number}", "kis-dpo", "kis-ppr-999999", "something-else"])
    assert roles_of(linked) == by_hand | {("ppr", there.issuer), ("dpo", there.issuer)}
    client.post(reverse("account_logout"))
    come_in(roles="kis-dpo")
    assert roles_of(linked) == by_hand | {("dpo", there.issuer)}
    client.post(reverse("account_logout"))
    come_in()

    assert roles_of(linked) == by_hand


def test_groups_that_were_left_out_change_nothing_and_let_nobody_in(
    client: Client, there: Oidc, linked: User, come_in: Callable
) -> None:
    come_in(roles=["kis-dpo"])
    client.post(reverse("account_logout"))

    answer = come_in(_claim_names={"roles": "src1"})

    assert "i så mange grupper" in answer.content.decode()
    assert ("dpo", there.issuer) in roles_of(linked)
    assert not is_in(client)

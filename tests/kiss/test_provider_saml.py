"""Coming in by SAML: answers signed with a real key by another library than the one that checks."""

from collections.abc import Callable
from datetime import timedelta
from re import search, sub
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from schools.actions import expect_sign_in
from schools.models import Membership, User
from tests.kiss import saml_provider as idp
from tests.kiss.providers import LOW, SUBSTANTIAL, described, way_there

RECEIVED = "/konto/kommune/saml/"
FINISH = "/konto/kommune/saml/svar/"
NOW = timezone.now()


@pytest.fixture(autouse=True)
def there(settings: Any, db: Any) -> None:
    cache.clear()
    settings.SECOND_FACTOR = True
    said = described("saml", idp.ISSUER, sso_url=idp.SSO, certificates=[idp.certificate()])
    said["mail"] = {"claim": "mail", "domains": ["demo.invalid"]}
    said["level"]["claim"] = "AuthnContextClassRef"
    settings.SIGNIN_PROVIDER = said


@pytest.fixture
def client() -> Client:
    return Client()


@pytest.fixture
def linked(leader: User) -> User:
    SocialAccount.objects.create(user=leader, provider=idp.ISSUER, uid="sanne-1")
    return leader


@pytest.fixture
def bring(client: Client) -> Callable[..., Any]:
    """Go there, and come back with what the provider says, or with a lie."""

    def bring(*, key: int | None = 1, change: Any = None, **lie: Any) -> Any:
        asked = idp.id_of(idp.question_in(way_there(client)))
        answer = idp.answer(idp.said(asked, **lie), key=key, change=change)
        return client.post(FINISH, {"SAMLResponse": answer})

    return bring


def is_in(client: Client) -> bool:
    return client.get(reverse("cases:access")).status_code == 200


def test_the_question_says_who_asks_and_where_to_answer(client: Client) -> None:
    address = way_there(client)

    question = idp.question_in(address)
    assert address.startswith(f"{idp.SSO}?")
    assert f'AssertionConsumerServiceURL="{idp.ACS}"' in question
    assert f"<saml:Issuer>{idp.OURS}</saml:Issuer>" in question
    assert "ForceAuthn" not in question


def test_somebody_known_comes_in(client: Client, linked: User, bring: Callable) -> None:
    assert bring().headers["Location"] == "/"
    assert is_in(client)


def test_the_providers_own_form_is_sent_once_more_from_our_page(
    client: Client, linked: User
) -> None:
    asked = idp.id_of(idp.question_in(way_there(client)))
    answer = idp.answer(idp.said(asked))
    # The browser leaves the cookies out when another site sends a form.
    crossing = Client(enforce_csrf_checks=True)

    page = crossing.post(RECEIVED, {"SAMLResponse": answer})

    assert not page.cookies
    form = page.content.decode()
    assert f'action="{FINISH}"' in form
    passed_on = search(r'name="SAMLResponse" value="([^"]+)"', form)
    assert passed_on
    assert passed_on[1] == answer
    client.post(FINISH, {"SAMLResponse": passed_on[1]})
    assert is_in(client)


def test_a_first_login_is_linked_by_a_mail_that_is_expected(
    client: Client, leader: User, bring: Callable
) -> None:
    User.objects.filter(pk=leader.pk).update(email="sanne@demo.invalid")
    leader.refresh_from_db()
    assert bring().status_code == 403
    expect_sign_in(leader, on=timezone.localdate(), by=None)

    bring()

    assert is_in(client)
    assert SocialAccount.objects.get().uid == "sanne-1"


def test_attributes_give_roles(client: Client, linked: User, bring: Callable) -> None:
    number = linked.memberships.get().school.institution_number

    bring(attributes={"roles": [f"kis-ppr-{number}", "kis-dpo"]})

    given = Membership.objects.filter(user=linked, provider=idp.ISSUER)
    assert set(given.values_list("role", flat=True)) == {"ppr", "dpo"}


@pytest.mark.parametrize("context", [LOW, "urn:oasis:names:tc:SAML:2.0:ac:classes:Password"])
def test_a_login_that_is_too_weak_is_refused(
    client: Client, linked: User, bring: Callable, context: str
) -> None:
    answer = bring(context=context)

    assert "Dit login er ikke sikkert nok" in answer.content.decode()
    assert not is_in(client)


LIES: dict[str, dict[str, Any]] = {
    "unsigned": {"key": None},
    "signed by another": {"key": 2},
    "changed after signing": {"change": lambda text: text.replace("sanne-1", "karim-1")},
    "another issuer": {"issuer": "https://evil.example/saml"},
    "for another": {"audience": "https://other.example"},
    "for nobody": {"audience": ""},
    "sent elsewhere": {"destination": "https://other.example/acs"},
    "received elsewhere": {"recipient": "https://other.example/acs"},
    "received a little elsewhere": {"recipient": f"{idp.ACS}evil"},
    "over": {"until": NOW - timedelta(minutes=10), "since": NOW - timedelta(minutes=20)},
    "not begun": {"since": NOW + timedelta(hours=1), "until": NOW + timedelta(hours=2)},
    "without a question": {"to": "", "envelope_to": ""},
    "an assertion without a question": {"to": ""},
    "an assertion to another question": {"to": 'InResponseTo="ONELOGIN_another"'},
    "a refusal": {"status": "Responder"},
    "another name each time": {"format": idp.TRANSIENT},
    "no name": {"subject": ""},
}


@pytest.mark.parametrize("name", LIES)
def test_what_is_not_rightly_signed_asked_for_and_for_us_is_refused(
    client: Client, linked: User, bring: Callable, name: str
) -> None:
    answer = bring(**LIES[name])

    assert answer.status_code == 400
    assert "Begynd forfra" in answer.content.decode()
    assert not is_in(client)


@pytest.mark.parametrize("false_first", [True, False])
def test_an_assertion_wrapped_round_another_persons_is_refused(
    client: Client, linked: User, false_first: bool
) -> None:
    asked = idp.id_of(idp.question_in(way_there(client)))
    facts = idp.said(asked, subject="a-thief")
    signed = idp.sign(idp.ASSERTION.format(**facts), facts["id"])
    false = sub(r"<ds:Signature.*?/>", "", idp.ASSERTION.format(**idp.said(asked, id="a-false")))
    both = false + signed if false_first else signed + false

    answer = client.post(
        FINISH, {"SAMLResponse": idp.packed(idp.RESPONSE.format(**facts, assertion=both))}
    )

    assert answer.status_code == 400
    assert not is_in(client)


def test_a_comment_in_the_name_does_not_cut_it(client: Client, linked: User, bring: Callable):
    bring(subject="sanne-1<!-- -->.evil.example")

    assert not is_in(client)


@pytest.mark.parametrize(
    "sent", ["", "not base64 !", "PGE+", idp.packed("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")]
)
def test_what_is_no_answer_at_all_is_refused_calmly(client: Client, sent: str) -> None:
    answer = client.post(FINISH, {"SAMLResponse": sent})

    assert answer.status_code == 400
    assert "Begynd forfra" in answer.content.decode()


def test_an_answer_that_nobody_asked_for_is_refused(client: Client, linked: User) -> None:
    answer = idp.answer(idp.said("ONELOGIN_of_the_provider"))

    assert client.post(FINISH, {"SAMLResponse": answer}).status_code == 400
    assert not is_in(client)


def test_an_answer_opens_once_and_only_where_it_was_asked_for(client: Client, linked: User) -> None:
    asked = idp.id_of(idp.question_in(way_there(client)))
    answer = {"SAMLResponse": idp.answer(idp.said(asked))}
    thief = Client()
    way_there(thief)

    assert thief.post(FINISH, answer).status_code == 400
    assert client.post(FINISH, answer).status_code == 302
    client.logout()
    assert client.post(FINISH, answer).status_code == 400
    assert not is_in(client)


def test_a_stolen_assertion_in_an_envelope_of_ones_own_is_refused(linked: User) -> None:
    owner, thief = Client(), Client()
    stolen = idp.said(idp.id_of(idp.question_in(way_there(owner))))
    asked = idp.id_of(idp.question_in(way_there(thief)))

    answer = idp.answer(stolen | {"envelope_to": f'InResponseTo="{asked}"'})

    assert thief.post(FINISH, {"SAMLResponse": answer}).status_code == 400
    assert not is_in(thief)


def test_confirming_forces_the_provider_to_ask_and_checks_that_it_did(
    client: Client, linked: User, bring: Callable
) -> None:
    bring()
    question = idp.question_in(way_there(client))
    assert 'ForceAuthn="true"' in question

    stale = bring(confirmed=timezone.now() - timedelta(hours=1))
    fresh = bring()

    assert "Du blev ikke spurgt igen" in stale.content.decode()
    assert fresh.headers["Location"] == "/"


def test_the_metadata_tell_the_provider_about_us(client: Client) -> None:
    answer = client.get(reverse("saml_metadata"))

    assert answer.headers["Content-Type"] == "application/samlmetadata+xml"
    text = answer.content.decode()
    assert f'entityID="{idp.OURS}"' in text
    assert f'Location="{idp.ACS}"' in text
    assert 'WantAssertionsSigned="true"' in text


def test_a_level_may_stand_in_an_attribute_and_the_subject_too(
    client: Client, leader: User, bring: Callable, settings: Any
) -> None:
    said = settings.SIGNIN_PROVIDER
    level = {**said["level"], "claim": "https://data.gov.dk/concept/core/nsis/loa"}
    settings.SIGNIN_PROVIDER = {**said, "level": level, "subject_claim": "uuid"}
    SocialAccount.objects.create(user=leader, provider=idp.ISSUER, uid="u-1")

    bring(context="urn:x", attributes={level["claim"]: [SUBSTANTIAL], "uuid": ["u-1"]})

    assert is_in(client)

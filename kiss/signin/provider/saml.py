"""SAML 2.0: the way to the provider, and what its answer must hold to be believed.

python3-saml reads the XML and checks signature, time, issuer and destination. What it lets pass
when it is not there at all, is demanded here: audience, and the question that the answer is to.
"""

from datetime import UTC, datetime
from typing import Any, Final

from allauth.socialaccount.internal import statekit
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from onelogin.saml2.authn_request import OneLogin_Saml2_Authn_Request
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Saml
from onelogin.saml2.response import OneLogin_Saml2_Response
from onelogin.saml2.settings import OneLogin_Saml2_Settings
from onelogin.saml2.utils import OneLogin_Saml2_Utils as Utils

from kiss.signin.provider.arrival import Arrival, TurnedAway, as_texts
from kiss.signin.provider.configuration import Provider

# The kind of login the provider has used, as a claim among the others.
CONTEXT: Final = "AuthnContextClassRef"
# Longer than any assertion lives, in seconds: one that has been used is remembered so long.
REMEMBERED: Final = 60 * 60


def way_to(
    request: HttpRequest, provider: Provider, state: dict[str, Any], *, asks_again: bool
) -> str:
    """Return the address where somebody shows the provider who they are.

    `state` waits in the session for the answer. With `asks_again` the provider is told to ask
    whoever is logged in there already.
    """
    question = OneLogin_Saml2_Authn_Request(_settings(request, provider), force_authn=asks_again)
    statekit.stash_state(
        request, provider_id=provider.issuer, state=state, state_id=question.get_id()
    )
    return Utils.redirect(
        provider.sso_url, {"SAMLRequest": question.get_request()}, _described(request)
    )


def arrive(request: HttpRequest, provider: Provider) -> tuple[Arrival, dict[str, Any]]:
    """Return who has come back from the provider, and the state that waited for them.

    Raises TurnedAway unless the answer is to a question asked in this session within ten minutes,
    and holds one assertion, rightly signed, for us, in time and not seen before.
    """
    settings = _settings(request, provider)
    try:
        response = OneLogin_Saml2_Response(settings, request.POST.get("SAMLResponse", ""))
        asked = response.get_in_response_to()
        state = _waiting(request, provider, asked)
        response.is_valid(_described(request), request_id=asked, raise_exceptions=True)
        _refuse_if_lent(request, provider, response, asked)
        arrival = _described_in(response, provider)
    except TurnedAway:
        raise
    # What a stranger has sent can fail in any way that XML can; none of them is believed.
    except Exception as error:
        raise TurnedAway("wrong", f"{type(error).__name__} {getattr(error, 'code', '')}") from error
    if not cache.add(f"assertion-used:{response.get_assertion_id()}", 1, timeout=REMEMBERED):
        raise TurnedAway("wrong", "the assertion has been used")
    return arrival, state


def metadata(request: HttpRequest, provider: Provider) -> str:
    """Return what the provider's administrator needs of us, as SAML metadata."""
    found = _settings(request, provider).get_sp_metadata()
    return found.decode() if isinstance(found, bytes) else found


def _settings(request: HttpRequest, provider: Provider) -> OneLogin_Saml2_Settings:
    ours = provider.entity_id or request.build_absolute_uri(reverse("saml_metadata"))
    return OneLogin_Saml2_Settings(
        {
            "strict": True,
            "sp": {
                "entityId": ours,
                "assertionConsumerService": {
                    "url": _receiver(request),
                    "binding": Saml.BINDING_HTTP_POST,
                },
                "NameIDFormat": provider.name_id_format,
            },
            "idp": {
                "entityId": provider.issuer,
                "singleSignOnService": {"url": provider.sso_url},
                "x509certMulti": {"signing": list(provider.certificates)},
            },
            "security": {
                "wantAssertionsSigned": True,
                "wantAttributeStatement": False,
                "rejectDeprecatedAlgorithm": True,
                "allowRepeatAttributeName": True,
                "allowSingleLabelDomains": True,
                "requestedAuthnContext": list(provider.asks_for) or False,
                "requestedAuthnContextComparison": "minimum",
            },
        }
    )


def _receiver(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("saml_answer"))


def _described(request: HttpRequest) -> dict[str, Any]:
    """Return the request as python3-saml knows it: received where the provider sent it."""
    return {
        "https": "on" if request.is_secure() else "off",
        "http_host": request.get_host(),
        "script_name": reverse("saml_answer"),
    }


def _waiting(request: HttpRequest, provider: Provider, asked: str | None) -> dict[str, Any]:
    state = (
        statekit.unstash_state(request, provider_id=provider.issuer, state_id=asked)
        if asked
        else None
    )
    if state is None:
        raise TurnedAway("wrong", "nobody here has asked for the answer")
    return state


def _refuse_if_lent(
    request: HttpRequest, provider: Provider, response: OneLogin_Saml2_Response, asked: str
) -> None:
    """Raise TurnedAway unless the signed assertion itself is to this question and for us.

    The envelope round it need not be signed, and anybody may have put it in another.
    """
    confirmed = response._query_assertion(
        "/saml:Subject/saml:SubjectConfirmation/saml:SubjectConfirmationData"
    )
    if not any(
        (data.get("InResponseTo"), data.get("Recipient")) == (asked, _receiver(request))
        and data.get("NotOnOrAfter")
        for data in confirmed
    ):
        raise TurnedAway("wrong", "the assertion is to another question")
    if not response.get_audiences():
        raise TurnedAway("wrong", "the assertion is for nobody")


def _described_in(response: OneLogin_Saml2_Response, provider: Provider) -> Arrival:
    claims = {name: as_texts(values) for name, values in response.get_attributes().items()}
    claims[CONTEXT] = as_texts(response.get_authn_contexts())
    return Arrival(
        provider=provider,
        subject=_subject(response, provider, claims),
        claims=claims,
        confirmed_at=_confirmed_at(response),
    )


def _subject(
    response: OneLogin_Saml2_Response, provider: Provider, claims: dict[str, list[str]]
) -> str:
    if provider.subject_claim:
        said = claims.get(provider.subject_claim, [])
        return said[0] if len(said) == 1 else ""
    if response.get_nameid_format() == Saml.NAMEID_TRANSIENT:
        raise TurnedAway("wrong", "the name is another at each login")
    return response.get_nameid() or ""


def _confirmed_at(response: OneLogin_Saml2_Response) -> datetime:
    (statement,) = response._query_assertion("/saml:AuthnStatement")
    return datetime.fromtimestamp(Utils.parse_SAML_to_time(statement.get("AuthnInstant")), UTC)

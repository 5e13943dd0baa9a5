"""OpenID Connect: the way to the provider, and what its answer must hold to be believed.

allauth keeps the state in the session and talks to the token endpoint. The ID token is checked
here: allauth trusts the connection it came by and sends no nonce.
"""

from datetime import UTC, datetime
from secrets import compare_digest, token_urlsafe
from typing import Any, Final
from urllib.parse import urlencode

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge
from django.http import HttpRequest
from django.urls import reverse
from requests import RequestException

from kiss.signin.provider.arrival import LEEWAY, Arrival, TurnedAway, as_texts
from kiss.signin.provider.configuration import Provider

# Signed with a key that only the provider has. Never "none", and never a shared secret.
ALGORITHMS: Final = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
)
REQUIRED: Final = ("iss", "sub", "aud", "exp", "iat", "nonce")
ADDRESSES: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")
LOGOUT: Final = "end_session_endpoint"
WELL_KNOWN: Final = "/.well-known/openid-configuration"


def way_to(
    request: HttpRequest, provider: Provider, state: dict[str, Any], *, asks_again: bool
) -> str:
    """Return the address where somebody shows the provider who they are.

    `state` waits in the session for the answer. With `asks_again` the provider is told to ask
    whoever is logged in there already. Raises TurnedAway if the provider does not answer.
    """
    metadata = _metadata(provider)
    proof = generate_code_challenge()
    secrets = {"verifier": proof.pop("code_verifier"), "nonce": token_urlsafe(32)}
    client = _client(request, provider, metadata)
    client.state = statekit.stash_state(
        request, provider_id=provider.issuer, state={**state, **secrets}
    )
    more = {**proof, "nonce": secrets["nonce"]}
    if provider.asks_for:
        more["acr_values"] = " ".join(provider.asks_for)
    if asks_again:
        more |= {"prompt": "login", "max_age": "0"}
    return client.get_redirect_url(metadata["authorization_endpoint"], provider.scopes, more)


def arrive(request: HttpRequest, provider: Provider) -> tuple[Arrival, dict[str, Any]]:
    """Return who has come back from the provider, and the state that waited for them.

    Raises TurnedAway unless the answer belongs to a question asked in this session within ten
    minutes, and its ID token is the issuer's, for us, new, in time and rightly signed.
    """
    state = statekit.unstash_state(
        request, provider_id=provider.issuer, state_id=request.GET.get("state", "")
    )
    if state is None:
        raise TurnedAway("wrong", "no state waits for the answer")
    if request.GET.get("iss", provider.issuer) != provider.issuer:
        raise TurnedAway("wrong", "the answer is another issuer's")
    if "code" not in request.GET:
        raise TurnedAway("cancelled", "the provider sent no code")
    metadata = _metadata(provider)
    token = _fetch_id_token(request, provider, metadata, state["verifier"])
    claims = _believed(token, provider, metadata)
    if not compare_digest(str(claims["nonce"]), state["nonce"]):
        raise TurnedAway("wrong", "the nonce is another")
    _refuse_if_claims_were_left_out(claims, provider)
    arrival = Arrival(
        provider=provider,
        subject=str(claims.get(provider.subject_claim, "")),
        claims={name: as_texts(value) for name, value in claims.items()},
        confirmed_at=_moment(claims.get("auth_time")),
    )
    return arrival, state


def way_out(request: HttpRequest, provider: Provider) -> str:
    """Return where one logs out of the provider too; empty if it offers none or does not answer."""
    try:
        address = _metadata(provider).get(LOGOUT, "")
    except TurnedAway:
        return ""
    if not provider.logs_out or not address:
        return ""
    back = request.build_absolute_uri(reverse("account_login"))
    query = urlencode({"client_id": provider.client_id, "post_logout_redirect_uri": back})
    return f"{address}{'&' if '?' in address else '?'}{query}"


def _metadata(provider: Provider) -> dict[str, Any]:
    found = _get(provider.issuer.rstrip("/") + WELL_KNOWN)
    if found.get("issuer") != provider.issuer:
        raise TurnedAway("silent", "the configuration is another issuer's")
    if missing := set(ADDRESSES) - set(found):
        raise TurnedAway("silent", f"the configuration lacks {', '.join(sorted(missing))}")
    # Plain addresses only where the issuer's own is: on a machine that serves itself.
    good = ("https://", "http://") if provider.issuer.startswith("http://") else ("https://",)
    for name in (*ADDRESSES, LOGOUT):
        if name in found and not str(found[name]).startswith(good):
            raise TurnedAway("silent", f"{name} is no address to go to")
    return found


def _get(address: str) -> dict[str, Any]:
    try:
        with get_adapter().get_requests_session() as web:
            answer = web.get(address)
            answer.raise_for_status()
            found = answer.json()
    except RequestException as error:
        raise TurnedAway("silent", type(error).__name__) from error
    if not isinstance(found, dict):
        raise TurnedAway("silent", "the answer is no object")
    return found


def _client(request: HttpRequest, provider: Provider, metadata: dict[str, Any]) -> OAuth2Client:
    offered = metadata.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    method = provider.token_auth_method or (
        "client_secret_post" if "client_secret_post" in offered else "client_secret_basic"
    )
    return OAuth2Client(
        request,
        provider.client_id,
        provider.client_secret,
        "POST",
        metadata["token_endpoint"],
        request.build_absolute_uri(reverse("provider_answer")),
        basic_auth=method == "client_secret_basic",
    )


def _fetch_id_token(
    request: HttpRequest, provider: Provider, metadata: dict[str, Any], verifier: str
) -> str:
    client = _client(request, provider, metadata)
    try:
        answer = client.get_access_token(request.GET["code"], pkce_code_verifier=verifier)
    except OAuth2Error as error:
        raise TurnedAway("wrong", "the code was not taken") from error
    except RequestException as error:
        raise TurnedAway("silent", type(error).__name__) from error
    token = answer.get("id_token")
    if not isinstance(token, str):
        raise TurnedAway("wrong", "there was no ID token")
    return token


def _believed(token: str, provider: Provider, metadata: dict[str, Any]) -> dict[str, Any]:
    try:
        claims = jwt.decode(
            token,
            key=_key(token, metadata),
            algorithms=list(ALGORITHMS),
            issuer=provider.issuer,
            audience=provider.client_id,
            leeway=LEEWAY,
            options={"require": list(REQUIRED)},
        )
    except jwt.PyJWTError as error:
        raise TurnedAway("wrong", type(error).__name__) from error
    # Said when there are several audiences: the one that the token was made for.
    if claims.get("azp", provider.client_id) != provider.client_id:
        raise TurnedAway("wrong", "the token was made for another")
    return claims


def _key(token: str, metadata: dict[str, Any]) -> jwt.PyJWK:
    """Return the provider's key that a token says it is signed with. Never kept from last time."""
    keys = jwt.PyJWKSet.from_dict(_get(metadata["jwks_uri"])).keys
    signing = [key for key in keys if key.public_key_use in (None, "sig")]
    name = jwt.get_unverified_header(token).get("kid")
    if name is None and len(signing) == 1:
        return signing[0]
    found = next((key for key in signing if key.key_id == name), None)
    if found is None or name is None:
        raise TurnedAway("wrong", "the token is signed with an unknown key")
    return found


def _refuse_if_claims_were_left_out(claims: dict[str, Any], provider: Provider) -> None:
    """Raise TurnedAway when somebody is in more groups than Entra ID puts in a token.

    What is not there would otherwise look as if it had been taken away.
    """
    left_out = set(claims.get("_claim_names") or {})
    if claims.get("hasgroups"):
        left_out.add("groups")
    if left_out & {rule.claim for rule in provider.roles}:
        raise TurnedAway("crowded", "the provider left out the groups")


def _moment(seconds: Any) -> datetime | None:
    if not isinstance(seconds, (int, float)) or isinstance(seconds, bool):
        return None
    return datetime.fromtimestamp(seconds, UTC)

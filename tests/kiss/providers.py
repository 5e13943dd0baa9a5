"""Providers of sign-in for the tests: real servers and real keys, which lie when told to."""

import base64
import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from re import search
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from django.urls import reverse

SUBSTANTIAL = "https://data.gov.dk/concept/core/nsis/loa/Substantial"
LOW = "https://data.gov.dk/concept/core/nsis/loa/Low"


@cache
def private_key(number: int = 1) -> rsa.RSAPrivateKey:
    """One of the keys of the tests; number 1 is the provider's."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def described(kind: str, issuer: str, **more: Any) -> dict[str, Any]:
    """What an administrator writes of a provider, as `docs/signin.md` shows it."""
    return {
        "kind": kind,
        "name": "Fjordby Kommune",
        "issuer": issuer,
        "mail": {"claim": "email", "verified_by": "email_verified", "domains": ["demo.invalid"]},
        "level": {"claim": "acr", "values": {SUBSTANTIAL: "betydelig", LOW: "lav"}},
        "roles": [
            {"claim": "roles", "value": "kis-leder-{school}", "role": "skoleleder"},
            {"claim": "roles", "value": "kis-ppr-{school}", "role": "ppr"},
            {"claim": "roles", "value": "kis-dpo", "role": "dpo"},
        ],
        **more,
    }


def way_there(client: Client, address: str = "") -> str:
    """Press the button, and return where the page that goes on by itself goes on to."""
    page = client.post(reverse("provider_go"), {"next": address}).content.decode()
    found = search(r'http-equiv="refresh" content="0; url=([^"]+)"', page)
    assert found, page
    return unescape(found[1])


@dataclass
class Oidc:
    """A provider of OpenID Connect. `lie` changes claims, header, key or what is answered."""

    issuer: str
    codes: dict[str, tuple[dict, dict]] = field(default_factory=dict)
    asked: list[dict] = field(default_factory=list)
    configuration: dict = field(default_factory=dict)
    logouts: bool = True

    def metadata(self) -> dict:
        found = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
        }
        if self.logouts:
            found["end_session_endpoint"] = f"{self.issuer}/logout"
        return found | self.configuration

    def keys(self) -> dict:
        public = jwt.algorithms.RSAAlgorithm.to_jwk(private_key().public_key(), as_dict=True)
        return {"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]}

    def let_in(self, address: str, lie: dict | None = None, **claims: Any) -> dict[str, str]:
        """Let somebody in who has come to an address; return what they bring back to us."""
        question = dict(parse_qsl(urlsplit(address).query))
        self.asked.append(question)
        code = f"code-{len(self.codes)}"
        now = int(time.time())
        said = {
            "iss": self.issuer,
            "sub": "sanne-1",
            "aud": question["client_id"],
            "iat": now,
            "exp": now + 300,
            "auth_time": now,
            "nonce": question["nonce"],
            "acr": SUBSTANTIAL,
            "email_verified": True,
            **claims,
        }
        said = {name: value for name, value in said.items() if value is not None}
        self.codes[code] = (question, {"claims": said, **(lie or {})})
        return {"code": code, "state": question["state"]}

    def token(self, form: dict[str, str]) -> dict | None:
        """Answer the token endpoint: None for a code that is unknown, used or of another asker."""
        if form.get("code") not in self.codes:
            return None
        question, said = self.codes.pop(form["code"])
        proof = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest())
        if proof.rstrip(b"=").decode() != question["code_challenge"]:
            return None
        key = said.get("key", private_key())
        token = jwt.encode(
            said["claims"],
            key,
            algorithm=said.get("algorithm", "RS256"),
            headers={"kid": said.get("kid", "one")},
        )
        return {"access_token": "x", "token_type": "Bearer", "id_token": token}


@contextmanager
def oidc() -> Iterator[Oidc]:
    """Serve a provider on a free port for as long as the test wants it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            pages = {"/.well-known/openid-configuration": there.metadata, "/jwks": there.keys}
            page = pages.get(urlsplit(self.path).path)
            self._answer(page() if page else None)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._answer(there.token({key: values[0] for key, values in parse_qs(body).items()}))

        def _answer(self, said: dict | None) -> None:
            body = json.dumps(said or {"error": "invalid_grant"}).encode()
            self.send_response(200 if said else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        there = Oidc(f"http://127.0.0.1:{server.server_port}")
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield there
        finally:
            server.shutdown()
            thread.join()

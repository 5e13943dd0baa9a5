"""A SAML provider for the tests: builds answers by hand and signs them with another library."""

import base64
import zlib
from datetime import UTC, datetime, timedelta
from functools import cache
from re import search
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from django.utils import timezone
from lxml import etree
from signxml import XMLSigner, methods

from tests.kiss.providers import SUBSTANTIAL, private_key

ISSUER = "https://idp.fjordby.example/saml"
SSO = "https://idp.fjordby.example/saml/sso"
ACS = "http://testserver/konto/kommune/saml/"
OURS = "http://testserver/konto/kommune/saml/metadata/"
PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"

ASSERTION = """\
<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"
    ID="{id}" Version="2.0" IssueInstant="{now}">
  <saml:Issuer>{issuer}</saml:Issuer>
  <ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="placeholder"/>
  <saml:Subject>
    <saml:NameID Format="{format}">{subject}</saml:NameID>
    <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
      <saml:SubjectConfirmationData {to} Recipient="{recipient}" NotOnOrAfter="{until}"/>
    </saml:SubjectConfirmation>
  </saml:Subject>
  <saml:Conditions NotBefore="{since}" NotOnOrAfter="{until}">{audience}</saml:Conditions>
  <saml:AuthnStatement AuthnInstant="{confirmed}" SessionIndex="s1">
    <saml:AuthnContext>
      <saml:AuthnContextClassRef>{context}</saml:AuthnContextClassRef>
    </saml:AuthnContext>
  </saml:AuthnStatement>
  <saml:AttributeStatement>{attributes}</saml:AttributeStatement>
</saml:Assertion>"""

RESPONSE = """\
<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
    xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"
    ID="{response_id}" Version="2.0" IssueInstant="{now}" Destination="{destination}" {envelope_to}>
  <saml:Issuer>{issuer}</saml:Issuer>
  <samlp:Status>
    <samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:{status}"/>
  </samlp:Status>
  {assertion}
</samlp:Response>"""


@cache
def certificate(number: int = 1) -> str:
    """A self-signed certificate of one of the keys, as PEM."""
    key = private_key(number)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Fjordby DEMO")])
    made = x509.CertificateBuilder(
        issuer_name=name,
        subject_name=name,
        public_key=key.public_key(),
        serial_number=number,
        not_valid_before=datetime(2020, 1, 1, tzinfo=UTC),
        not_valid_after=datetime(2040, 1, 1, tzinfo=UTC),
    ).sign(key, hashes.SHA256())
    return made.public_bytes(Encoding.PEM).decode()


def question_in(address: str) -> str:
    """Return the XML of the question that an address carries."""
    packed = parse_qs(urlsplit(address).query)["SAMLRequest"][0]
    return zlib.decompress(base64.b64decode(packed), -15).decode()


def id_of(question: str) -> str:
    """Return the id that the answer must name."""
    found = search(r'\bID="([^"]+)"', question)
    assert found
    return found[1]


def said(asked: str, **lie: Any) -> dict[str, Any]:
    """Return what an assertion says, of Sanne, to a question, unless told to lie."""
    now = timezone.now()
    return {
        "id": f"a-{asked}",
        "response_id": f"r-{asked}",
        "now": _time(now),
        "since": _time(now - timedelta(minutes=1)),
        "until": _time(now + timedelta(minutes=5)),
        "confirmed": _time(now),
        "issuer": ISSUER,
        "format": PERSISTENT,
        "subject": "sanne-1",
        "to": f'InResponseTo="{asked}"',
        "envelope_to": f'InResponseTo="{asked}"',
        "recipient": ACS,
        "destination": ACS,
        "audience": _audience(OURS),
        "context": SUBSTANTIAL,
        "status": "Success",
        "attributes": _attributes({"mail": ["sanne@demo.invalid"]}),
    } | {name: _as_xml(name, value) for name, value in lie.items()}


def answer(facts: dict[str, Any], *, key: int | None = 1, change: Any = None) -> str:
    """Return a signed answer as the provider's page sends it; unsigned without a key.

    `change` is done to the XML of the assertion after it was signed.
    """
    text = ASSERTION.format(**facts)
    if key is None:
        text = text.replace(
            '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="placeholder"/>', ""
        )
    else:
        text = sign(text, facts["id"], key)
    if change:
        text = change(text)
    return packed(RESPONSE.format(**facts, assertion=text))


def sign(text: str, name: str, key: int = 1, algorithm: str = "rsa-sha256") -> str:
    """Return the XML of an assertion with its signature."""
    signer = XMLSigner(
        method=methods.enveloped,
        signature_algorithm=algorithm,
        digest_algorithm="sha256",
        c14n_algorithm=EXCLUSIVE,
    )
    signed = signer.sign(
        etree.fromstring(text),
        key=private_key(key),
        cert=certificate(key),
        reference_uri=f"#{name}",
    )
    return etree.tostring(signed).decode()


def packed(text: str) -> str:
    """Return XML as a form carries it."""
    return base64.b64encode(text.encode()).decode()


def _as_xml(name: str, value: Any) -> Any:
    if isinstance(value, datetime):
        return _time(value)
    if name == "attributes":
        return _attributes(value)
    if name == "audience":
        return _audience(value) if value else ""
    return value


def _audience(name: str) -> str:
    return (
        "<saml:AudienceRestriction><saml:Audience>"
        f"{name}</saml:Audience></saml:AudienceRestriction>"
    )


def _attributes(values: dict[str, list[str]]) -> str:
    return "".join(
        f'<saml:Attribute Name="{name}">'
        + "".join(f"<saml:AttributeValue>{value}</saml:AttributeValue>" for value in texts)
        + "</saml:Attribute>"
        for name, texts in values.items()
    )


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")

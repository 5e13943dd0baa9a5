"""What an administrator writes of the municipality's sign-in is read strictly, or not at all."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from kiss.signin.provider.configuration import Level, RoleRule, read
from schools.roles import Role
from tests.kiss.providers import SUBSTANTIAL, described

ROOT = Path(__file__).resolve().parents[2]
ISSUER = "https://login.fjordby.example"


@pytest.fixture
def https(settings: Any) -> None:
    settings.HTTPS = True
    settings.SIGNIN_CLIENT_SECRET = "hemmelig"


def file(**more: Any) -> dict[str, Any]:
    return described("oidc", ISSUER, client_id="kis") | more


@pytest.mark.usefixtures("https")
def test_what_is_left_out_is_strict() -> None:
    found = read(file())

    assert found.minimum == Level.BETYDELIG
    assert found.counts_as_factor == Level.BETYDELIG
    assert found.otherwise == Level.NONE
    assert found.level_of([SUBSTANTIAL, "urn:x"]) == Level.BETYDELIG
    assert found.level_of([]) == Level.NONE


def test_what_the_documentation_shows_can_be_read(settings: Any) -> None:
    settings.SIGNIN_CLIENT_SECRET = "hemmelig"
    page = (ROOT / "docs" / "signin.md").read_text()
    shown = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    example = (ROOT / "docs" / "signin-example.toml").read_text()

    assert [role.role for role in read(tomllib.loads(shown[0])).roles] == [
        Role.SKOLELEDER,
        Role.PPR,
        Role.DPO,
    ]
    assert read(tomllib.loads(example)).name == "Fjordby Kommune"


WRONG: dict[str, tuple[Callable[[dict], Any], str]] = {
    "a word that is not known": (lambda it: it.update(isuer="x"), "isuer is not known"),
    "a word deeper down": (lambda it: it["level"].update(mininum="lav"), "level.mininum"),
    "no issuer": (lambda it: it.pop("issuer"), "issuer is missing"),
    "an empty name": (lambda it: it.update(name=""), "name is empty"),
    "another kind": (lambda it: it.update(kind="oauth"), "kind must be one of oidc, saml"),
    "without TLS": (lambda it: it.update(issuer="http://x.example"), "https://"),
    "no mail domain": (lambda it: it["mail"].update(domains=[]), "at least one domain"),
    "an unknown level": (lambda it: it["level"].update(minimum="mellem"), "level.minimum"),
    "a level out of nothing": (lambda it: it["level"].update(otherwise="betydelig"), "below"),
    "a number for a text": (lambda it: it.update(name=1), "name must be a str"),
    "a teacher": (
        lambda it: it["roles"].append({"claim": "r", "value": "x", "role": "laerer"}),
        "roles.role must be one of",
    ),
    "no school": (
        lambda it: it["roles"].append({"claim": "r", "value": "x", "role": "ppr"}),
        "needs one of school and",
    ),
    "a school too much": (
        lambda it: it["roles"].append(
            {"claim": "r", "value": "x", "role": "dpo", "school": "999001"}
        ),
        "needs no school",
    ),
    "a school that is no number": (
        lambda it: it["roles"].append(
            {"claim": "r", "value": "x", "role": "ppr", "school": "Sydhavn"}
        ),
        "six digits",
    ),
}


@pytest.mark.usefixtures("https")
@pytest.mark.parametrize("name", WRONG)
def test_a_fault_is_named(name: str) -> None:
    spoil, complaint = WRONG[name]
    said = file()
    spoil(said)

    with pytest.raises(ImproperlyConfigured, match=complaint):
        read(said)


@pytest.mark.usefixtures("https")
@pytest.mark.parametrize(
    ("more", "complaint"),
    [
        ({"sso_url": "https://x.example"}, "certificates is missing"),
        ({"sso_url": "https://x.example", "certificates": []}, "signing certificate"),
        ({"sso_url": "https://x.example", "certificates": ["MIIC"]}, "must be PEM"),
        ({"sso_url": "http://x.example", "certificates": ["x"]}, "https://"),
    ],
)
def test_a_saml_provider_needs_address_and_certificate(
    more: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=complaint):
        read(described("saml", ISSUER, **more))


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("kis-leder-999001", "999001"),
        ("kis-leder-9990011", None),
        ("kis-leder-", None),
        ("xkis-leder-999001", None),
        ("kis-leder-99900a", None),
        ("kis.leder.999001", None),
    ],
)
def test_the_number_of_the_school_stands_in_the_value(value: str, number: str | None) -> None:
    rule = RoleRule(claim="roles", value="kis-leder-{school}", role=Role.SKOLELEDER)

    assert rule.school_in(value) == number

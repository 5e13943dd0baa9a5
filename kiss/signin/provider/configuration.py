"""What the municipality has said of its sign-in: a TOML file, read strictly.

`docs/signin.md` explains each key. A key that is missing, misspelt or of the wrong kind stops the
start: an installation never runs with less protection than its administrator wrote down.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final
from urllib.parse import urlsplit

from cryptography.x509 import load_pem_x509_certificate
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from schools.roles import RIGHTS, Role

# A teacher is given a class, and somebody invited a last day: neither stands in a claim.
BY_HAND_ALONE: Final = (Role.LAERER, Role.AD_HOC)
SCHOOL: Final = "{school}"
NUMBER: Final = r"[0-9]{6}"
ISSUER_LENGTH: Final = 200


class Level(IntEnum):
    """How sure the provider is of who somebody is: the three levels of NSIS, or nothing said."""

    NONE = 0
    LAV = 1
    BETYDELIG = 2
    HOEJ = 3


LEVELS: Final = {"lav": Level.LAV, "betydelig": Level.BETYDELIG, "høj": Level.HOEJ}


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRule:
    """A value of a claim and the role it gives, at one school or at the one the value names."""

    claim: str
    value: str
    role: Role
    school: str = ""

    def school_in(self, value: str) -> str | None:
        """Return the number of the school a value gives the role at.

        Empty for a role of the whole municipality; None if the value is another.
        """
        if SCHOOL not in self.value:
            return self.school if value == self.value else None
        before, _, after = self.value.partition(SCHOOL)
        pattern = f"{re.escape(before)}({NUMBER}){re.escape(after)}"
        found = re.fullmatch(pattern, value)
        return found[1] if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """The municipality's sign-in as its administrator has described it."""

    kind: str
    name: str
    issuer: str
    subject_claim: str
    mail_claim: str
    mail_verified_by: str
    mail_domains: tuple[str, ...]
    level_claim: str
    levels: Mapping[str, Level]
    otherwise: Level
    minimum: Level
    counts_as_factor: Level
    asks_for: tuple[str, ...]
    roles: tuple[RoleRule, ...]
    # OIDC
    client_id: str = ""
    client_secret: str = ""
    scopes: tuple[str, ...] = ()
    token_auth_method: str | None = None
    logs_out: bool = True
    # SAML
    sso_url: str = ""
    certificates: tuple[str, ...] = ()
    entity_id: str = ""
    name_id_format: str = ""

    def level_of(self, values: list[str]) -> Level:
        """Return the highest level that some values of the claim stand for."""
        known = [self.levels[value] for value in values if value in self.levels]
        return max(known, default=self.otherwise)


def provider() -> Provider | None:
    """Return the municipality's sign-in, None where everybody has a password.

    Raises ImproperlyConfigured when what is said of it cannot be used.
    """
    said = settings.SIGNIN_PROVIDER
    return read(said) if said else None


def read(said: Mapping[str, Any]) -> Provider:
    """Read what a TOML file says; raises ImproperlyConfigured with the key that is wrong."""
    table = Table(said)
    kind = table.one_of("kind", "oidc", "saml")
    common = {
        "kind": kind,
        "name": table.text("name"),
        "issuer": table.text("issuer"),
        "subject_claim": table.text("subject_claim", "sub" if kind == "oidc" else ""),
        **_mail(table.table("mail")),
        **_level(table.table("level")),
        "roles": tuple(_role(one) for one in table.tables("roles")),
    }
    found = Provider(**common, **(_oidc(table) if kind == "oidc" else _saml(table)))
    table.finish()
    if len(found.issuer) > ISSUER_LENGTH:
        raise ImproperlyConfigured(f"issuer is longer than {ISSUER_LENGTH} characters")
    return found


def _mail(table: "Table") -> dict[str, Any]:
    found = {
        "mail_claim": table.text("claim"),
        "mail_verified_by": table.text("verified_by", ""),
        "mail_domains": tuple(name.lower() for name in table.texts("domains")),
    }
    table.finish()
    if not found["mail_domains"]:
        raise ImproperlyConfigured("mail.domains must name at least one domain")
    return found


def _level(table: "Table") -> dict[str, Any]:
    values = table.table("values")
    levels = {key: LEVELS[values.one_of(key, *LEVELS)] for key in values.said}
    found: dict[str, Any] = {
        "level_claim": table.text("claim"),
        "levels": levels,
        "otherwise": LEVELS.get(table.one_of("otherwise", "", *LEVELS, default=""), Level.NONE),
        "minimum": LEVELS[table.one_of("minimum", *LEVELS, default="betydelig")],
        "counts_as_factor": LEVELS[table.one_of("counts_as_factor", *LEVELS, default="betydelig")],
        "asks_for": tuple(table.texts("asks_for", [])),
    }
    table.finish()
    if found["otherwise"] >= found["counts_as_factor"]:
        raise ImproperlyConfigured("level.otherwise must be below level.counts_as_factor")
    return found


def _role(table: "Table") -> RoleRule:
    role = Role(table.one_of("role", *(role.value for role in Role if role not in BY_HAND_ALONE)))
    rule = RoleRule(
        claim=table.text("claim"),
        value=table.text("value"),
        role=role,
        school=table.text("school", ""),
    )
    table.finish()
    if rule.school and not re.fullmatch(NUMBER, rule.school):
        raise ImproperlyConfigured(f"roles.school must be six digits, not {rule.school!r}")
    if rule.value.count(SCHOOL) + bool(rule.school) != int(RIGHTS[role].at_school):
        where = f"one of school and {SCHOOL}" if RIGHTS[role].at_school else "no school"
        raise ImproperlyConfigured(f"roles: {role.value} with {rule.value!r} needs {where}")
    return rule


def _oidc(table: "Table") -> dict[str, Any]:
    _refuse_plain("issuer", table.text("issuer"))
    return {
        "client_id": table.text("client_id"),
        "client_secret": settings.SIGNIN_CLIENT_SECRET,
        "scopes": tuple(table.texts("scopes", ["openid", "profile", "email"])),
        "token_auth_method": table.one_of(
            "token_auth_method", "", "client_secret_basic", "client_secret_post", default=""
        )
        or None,
        "logs_out": table.yes("logs_out", default=True),
    }


def _saml(table: "Table") -> dict[str, Any]:
    _refuse_plain("sso_url", table.text("sso_url"))
    certificates = tuple(table.texts("certificates"))
    if not certificates:
        raise ImproperlyConfigured("certificates must hold the provider's signing certificate")
    for certificate in certificates:
        try:
            load_pem_x509_certificate(certificate.encode())
        except ValueError as error:
            raise ImproperlyConfigured("certificates must be PEM, from BEGIN to END") from error
    return {
        "sso_url": table.text("sso_url"),
        "certificates": certificates,
        "entity_id": table.text("entity_id", ""),
        "name_id_format": table.text(
            "name_id_format", "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
        ),
    }


def _refuse_plain(key: str, address: str) -> None:
    if settings.HTTPS and urlsplit(address).scheme != "https":
        raise ImproperlyConfigured(f"{key} must begin with https://")


class Table:
    """One table of the file: each key is taken with its kind, and `finish` refuses what is left."""

    def __init__(self, said: Mapping[str, Any], name: str = "") -> None:
        self.said = said
        self.name = f"{name}." if name else ""
        self.known: set[str] = set()

    def text(self, key: str, default: str | None = None) -> str:
        """Take a text that is not empty; without a default the key must be there."""
        value = self._take(key, str, default)
        if value == "" and default is None:
            raise ImproperlyConfigured(f"{self.name}{key} is empty")
        return value

    def texts(self, key: str, default: list[str] | None = None) -> list[str]:
        """Take a list of texts."""
        value = self._take(key, list, default)
        if not all(isinstance(one, str) for one in value):
            raise ImproperlyConfigured(f"{self.name}{key} must be a list of texts")
        return value

    def yes(self, key: str, *, default: bool) -> bool:
        """Take true or false."""
        return self._take(key, bool, default)

    def one_of(self, key: str, *words: str, default: str | None = None) -> str:
        """Take one of some words."""
        value = self._take(key, str, default)
        if value not in words:
            raise ImproperlyConfigured(f"{self.name}{key} must be one of {', '.join(words)}")
        return value

    def table(self, key: str) -> "Table":
        """Take a table; one that is not there is empty."""
        return Table(self._take(key, dict, {}), f"{self.name}{key}")

    def tables(self, key: str) -> list["Table"]:
        """Take a list of tables."""
        return [Table(one, f"{self.name}{key}") for one in self._take(key, list, [])]

    def finish(self) -> None:
        """Refuse keys that nobody has asked for: they are misspelt."""
        if unknown := set(self.said) - self.known:
            raise ImproperlyConfigured(
                f"{', '.join(sorted(self.name + key for key in unknown))} is not known"
            )

    def _take(self, key: str, kind: type, default: Any) -> Any:
        self.known.add(key)
        if key not in self.said and default is None:
            raise ImproperlyConfigured(f"{self.name}{key} is missing")
        value = self.said.get(key, default)
        if not isinstance(value, kind):
            raise ImproperlyConfigured(f"{self.name}{key} must be a {kind.__name__}")
        return value

"""What a provider has said of somebody, once its signature, audience and time have been checked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from kiss.signin.provider.configuration import Level, Provider
from schools.roles import Role

# How far the provider's clock may be from ours.
LEEWAY: Final = timedelta(minutes=1)
# The identities lie in a column of allauth's.
SUBJECT_LENGTH: Final = 191


class TurnedAway(Exception):
    """Somebody may not come in by the provider. The argument is a key of `words.REASONS`.

    `cause`, where there is one, is for the log: it names no person.
    """

    def __init__(self, reason: str, cause: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.cause = cause


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Somebody at the door, as the provider describes them.

    `confirmed_at` is when they last showed the provider who they are; None if it does not say.
    """

    provider: Provider
    subject: str
    claims: Mapping[str, list[str]]
    confirmed_at: datetime | None

    def __post_init__(self) -> None:
        if not self.subject or len(self.subject) > SUBJECT_LENGTH:
            raise TurnedAway("wrong", "the subject is empty or too long")

    @property
    def level(self) -> Level:
        """How sure the provider is of who it is."""
        return self.provider.level_of(self.claims.get(self.provider.level_claim, []))

    @property
    def is_factor(self) -> bool:
        """Tell whether the provider has asked for enough that we need not ask for more."""
        return self.level >= self.provider.counts_as_factor

    @property
    def mail(self) -> str:
        """The work mail that the provider vouches for, in small letters; empty if it does not."""
        said = self.claims.get(self.provider.mail_claim, [])
        if len(said) != 1 or not self._vouches_for_mail():
            return ""
        mail = said[0].strip().lower()
        return mail if mail.rpartition("@")[2] in self.provider.mail_domains else ""

    def _vouches_for_mail(self) -> bool:
        claim = self.provider.mail_verified_by
        return not claim or [word.lower() for word in self.claims.get(claim, [])] == ["true"]

    def roles(self) -> set[tuple[Role, str]]:
        """Return the roles that the claims give, each with a school's number or none."""
        return {
            (rule.role, number)
            for rule in self.provider.roles
            for value in self.claims.get(rule.claim, [])
            if (number := rule.school_in(value)) is not None
        }

    def refuse_if_too_weak(self) -> None:
        """Raise TurnedAway when the provider is less sure than the municipality demands."""
        if self.level < self.provider.minimum:
            raise TurnedAway("weak", f"level {self.level.name}")

    def refuse_unless_asked_since(self, moment: datetime) -> None:
        """Raise TurnedAway when the provider has let somebody in without asking them again."""
        if self.confirmed_at is None or self.confirmed_at < moment - LEEWAY:
            raise TurnedAway("stale", "the provider did not ask again")


def as_texts(value: Any) -> list[str]:
    """Return a claim as a list of texts; what is neither text, number, yes nor no is left out."""
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if isinstance(value, (str, int)):
        return [str(value)]
    if isinstance(value, Iterable) and not isinstance(value, Mapping):
        return [text for one in value for text in as_texts(one)]
    return []

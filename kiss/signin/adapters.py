"""What we say differently from allauth about people, factors and their secrets."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from kiss.lib.crypto import decrypt, encrypt
from schools.actions import has_factor
from schools.notices import tell_of_change

WAIT = "Der er prøvet for mange gange. Vent fem minutter, og prøv igen."
WRONG_CODE = (
    "Koden passer ikke. Skriv den, der står i appen nu, eller en af dine nødkoder. "
    "En kode kan kun bruges én gang."
)


class AccountAdapter(DefaultAccountAdapter):
    """Users are made by the municipality; nobody signs up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Din bruger er lukket. Spørg skolens leder.",
        "email_password_mismatch": (
            "Mail og adgangskode passer ikke sammen. Tjek begge dele, og prøv igen."
        ),
        "incorrect_password": "Adgangskoden passer ikke. Prøv igen.",
        "enter_current_password": "Det er ikke den adgangskode, du har nu. Prøv igen.",
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": WAIT,
        "rate_limited": WAIT,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: Any = None, email: str | None = None
    ) -> None:
        """Tell of a new password. What happens to factors is told of where it is written down."""
        if template_prefix.startswith("account/email/password_"):
            tell_of_change(user, "Din adgangskode er ændret", timezone.now())

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again before a factor is added, but not whoever came in a moment ago to add one."""
        request = self.request
        if app == "allauth.mfa" and came_lately(request) and not has_factor(request.user):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)


def came_lately(request: HttpRequest) -> bool:
    """Test whether somebody logged in, or confirmed that it is them, within ten minutes."""
    records = get_authentication_records(request, request.user)
    return any(
        time.time() - record["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT for record in records
    )


class FactorAdapter(DefaultMFAAdapter):
    """Secrets lie encrypted, and the words are ours."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_CODE}

    def encrypt(self, text: str) -> str:
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002
        return "Min adgangsnøgle"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Kom i skole"}

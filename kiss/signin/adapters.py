"""What we say differently from allauth about people, factors and their secrets."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from kiss.lib.crypto import decrypt, encrypt
from kiss.signin.provider.arrival import TurnedAway
from kiss.signin.provider.configuration import provider
from kiss.signin.provider.session import METHOD, came_by_provider, confirmed_lately
from kiss.signin.provider.views import turn_away
from schools.actions import has_factor, has_identity
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
        """Ask again before a factor is added, but not whoever came in a moment ago to add one.

        Raises ReauthenticationRequired for whoever came by the municipality's sign-in: allauth
        itself asks nothing of somebody with neither password nor factor.
        """
        request = self.request
        if app == "allauth.mfa" and came_lately(request) and not has_factor(request.user):
            return False
        required = super().is_reauthentication_required(app=app, **kwargs)
        if required and came_by_provider(request) and not confirmed_lately(request):
            raise ReauthenticationRequired
        return required

    def get_reauthentication_methods(self, user: Any) -> list[dict]:
        """Ask for a factor from whoever has one, and else for the password.

        Whoever came by the municipality's sign-in is sent back to it, or to a factor of their own;
        never to a password, which they do not use here.
        """
        methods = super().get_reauthentication_methods(user)
        if has_factor(user):
            # A password alone proves less than what one came in with.
            methods = [way for way in methods if way["id"] != "reauthenticate"]
        if provider() is None or not came_by_provider(self.request):
            return methods
        back = {"id": METHOD, "description": "", "url": reverse("provider_confirm")}
        return [back, *(way for way in methods if way["id"] != "reauthenticate")]

    def get_login_stages(self) -> list[str]:
        ours = {"allauth.mfa.stages.AuthenticateStage": "kiss.signin.stages.OwnFactorStage"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Believe no password where the municipality has turned passwords off."""
        return super().authenticate(request, **credentials) if settings.PASSWORD_LOGIN else None

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Turn away whoever is linked to the municipality's sign-in and comes with a password.

        Whom the municipality has shut out there must not come in here by another door.
        """
        there = provider()
        if there and _last_way(request, user) == "password" and has_identity(user, there.issuer):
            clear_login(request)
            return turn_away(request, TurnedAway("password"), there)
        return super().pre_login(request, user, **kwargs)


def _last_way(request: HttpRequest, user: Any) -> str:
    records = get_authentication_records(request, user)
    return records[-1]["method"] if records else ""


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

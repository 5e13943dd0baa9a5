"""The forms of the second factor: our words, and a code that is used once."""

from typing import Any

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as keys
from django.core.cache import cache

# A code is good for its own half minute and the two beside it.
CODE_LIVES = 120


class CodeField:
    """Gives the field of a code its label, and remembers the codes that were used."""

    label = "Kode fra appen"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]  # type: ignore[attr-defined]
        field.label = self.label
        field.error_messages["required"] = "Skriv koden."
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs |= {"class": "input-s", "autocapitalize": "none", "spellcheck": "false"}

    def clean_code(self) -> str:
        """Refuse a code that is wrong, and one that has opened a door before."""
        code = super().clean_code()  # type: ignore[misc]
        pk = self.user.pk  # type: ignore[attr-defined]
        if not cache.add(f"code-used:{pk}:{normalize_user_code(code)}", 1, timeout=CODE_LIVES):
            raise get_adapter().validation_error("incorrect_code")
        return code


class ActivateAppForm(CodeField, ActivateTOTPForm):
    """The first code shows that the app has the secret."""


class CodeForm(CodeField, base.AuthenticateForm):
    """The code of the app, or one of the codes kept for need."""

    label = "Kode fra appen, eller en nødkode"


class CodeAgainForm(CodeField, base.ReauthenticateForm):
    """The code once more, before something that needs it."""

    label = "Kode fra appen, eller en nødkode"


class AddKeyForm(keys.AddWebAuthnForm):
    """A passkey and the name its owner knows it by."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["name"]
        name.label = "Navn på nøglen"
        name.help_text = "Så du kan kende den igen, for eksempel “Skolens bærbare”."
        name.max_length = 60
        name.widget.attrs |= {"class": "input-m", "maxlength": 60}
        _say_what_went_wrong(self)


class KeyForm(keys.AuthenticateWebAuthnForm):
    """The passkey as second factor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_what_went_wrong(self)


class KeyAgainForm(keys.ReauthenticateWebAuthnForm):
    """The passkey once more, before something that needs it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_what_went_wrong(self)


def _say_what_went_wrong(form: Any) -> None:
    """What a browser without JavaScript sends is empty, and so is what was called off."""
    said = "Nøglen svarede ikke. Prøv igen, eller brug en kode fra appen."
    form.fields["credential"].error_messages |= {"required": said, "invalid": said}

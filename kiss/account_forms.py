"""The forms of login with our own words: no placeholders, and errors that say what to do."""

from typing import Any

from allauth.account import forms

TEXTS = {
    "login": ("Arbejdsmail", "Skriv din arbejdsmail."),
    "email": ("Arbejdsmail", "Skriv din arbejdsmail."),
    "password": ("Adgangskode", "Skriv din adgangskode."),
    "oldpassword": ("Nuværende adgangskode", "Skriv den adgangskode, du har nu."),
    "password1": ("Ny adgangskode", "Skriv en ny adgangskode."),
    "password2": ("Ny adgangskode igen", "Skriv den nye adgangskode en gang til."),
}


class OwnWords:
    """Gives the fields of an allauth form our labels; the help stands on the page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields  # type: ignore[attr-defined]
        for name, field in fields.items():
            if name not in TEXTS:
                continue
            field.label, field.error_messages["required"] = TEXTS[name]
            field.help_text = ""
            field.widget.attrs.pop("placeholder", None)


class LoginForm(OwnWords, forms.LoginForm):
    """Login with mail and password."""


class ResetPasswordForm(OwnWords, forms.ResetPasswordForm):
    """Ask for a link to choose a new password."""


class ResetPasswordKeyForm(OwnWords, forms.ResetPasswordKeyForm):
    """Choose a new password by the link."""


class ChangePasswordForm(OwnWords, forms.ChangePasswordForm):
    """Choose a new password while logged in."""


class SetPasswordForm(OwnWords, forms.SetPasswordForm):
    """Choose the first password while logged in."""


class ReauthenticateForm(OwnWords, forms.ReauthenticateForm):
    """Write the password again."""

"""What is typed to open a case in an emergency, to look into it, and to be shown what is hidden."""

from typing import Any

from django import forms

from cases.emergency import REASON_AT_LEAST
from cases.forms.fields import OnceForm, choice, line, text
from cases.models import EmergencyAccess
from cases.protection import Reason
from schools.models import Verdict


class EmergencyForm(OnceForm):
    """Which case, about whom, and why."""

    number = forms.RegexField(
        regex=r"^\s*\d{2}-\d{4,6}\s*$",
        label="Sagens nummer",
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "input-s"}),
        help_text="Som det står i papirerne, for eksempel 26-0117.",
        error_messages={
            "required": "Skriv sagens nummer.",
            "invalid": "Skriv sagens nummer med bindestreg, for eksempel 26-0117.",
        },
    )
    name = line(
        "Barnets fulde navn",
        "Skriv barnets fulde navn.",
        help_text="Alle fornavne og efternavne, som de står i elevregistret.",
        spellcheck="false",
    )
    category = forms.ChoiceField(
        label="Hvad er grunden?",
        choices=EmergencyAccess.Category.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg en grund.", "invalid_choice": "Vælg en grund."},
    )
    reason = text(
        "Hvad er der sket, og hvem har du prøvet at få fat i?",
        "Skriv, hvad der er sket, og hvem du har prøvet at få fat i.",
        help_text=f"Mindst {REASON_AT_LEAST} tegn. Det læses af den, der efterser nødadgangen. "
        "Skriv ingen navne på børn.",
    )

    def clean_number(self) -> str:
        """Return the number without the space around it."""
        return self.cleaned_data["number"].strip()

    def clean_reason(self) -> str:
        """Refuse a reason that says nothing."""
        reason = " ".join(self.cleaned_data["reason"].split())
        if len(reason) < REASON_AT_LEAST:
            raise forms.ValidationError(
                f"Skriv lidt mere: mindst {REASON_AT_LEAST} tegn. Du har skrevet {len(reason)}."
            )
        return self.cleaned_data["reason"].strip()

    def pair(self) -> dict[str, Any]:
        """Return the number and the name that must go together."""
        return {key: self.cleaned_data[key] for key in ("number", "name")}

    def why(self) -> dict[str, Any]:
        """Return the grounds for it."""
        return {key: self.cleaned_data[key] for key in ("category", "reason")}


BREACHES = EmergencyAccess.Breach.choices


class ReviewForm(OnceForm):
    """What somebody found out about an emergency access."""

    verdict = choice(
        "Var nødadgangen berettiget?",
        [
            (Verdict.JUSTIFIED.value, "Berettiget"),
            (Verdict.NOT_JUSTIFIED.value, "Ikke berettiget"),
            (Verdict.UNCLEAR.value, "Uklart"),
        ],
        "Vælg et svar.",
        as_buttons=True,
    )
    note = text(
        "Hvad har du undersøgt, og hos hvem?",
        "Skriv, hvad du har undersøgt, og hos hvem.",
        rows=3,
        help_text="Skriv ingen navne på børn.",
    )


class BreachForm(OnceForm):
    """What reading without cause was held to be."""

    breach = forms.ChoiceField(
        label="Hvad er jeres vurdering?",
        choices=[(value, label[0].upper() + label[1:]) for value, label in BREACHES],
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvad I har vurderet."},
    )
    note = text(
        "Hvorfor, og hvad er der gjort?",
        "Skriv, hvad I har vurderet, og hvad der er gjort.",
        rows=4,
        help_text="Hvad blev set, og hvem kan det skade? Skriv ingen navne på børn.",
    )


class RevealForm(OnceForm):
    """What to be shown, and why."""

    what = forms.ChoiceField(
        label="Hvad vil du have vist?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Vælg, hvad du vil have vist.",
            "invalid_choice": "Vælg, hvad du vil have vist.",
        },
    )
    reason = forms.ChoiceField(
        label="Hvorfor?",
        choices=Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg en grund.", "invalid_choice": "Vælg en grund."},
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["what"].choices = choices  # type: ignore[attr-defined]

"""What is typed when the look-ups are read, sampled and answered for."""

from datetime import date
from typing import Any

from django import forms

from cases.forms.fields import OnceForm, choice, text
from kiss.lib.fields import DateField
from schools.models import Verdict

MOST_DRAWN = 50


class PeriodForm(forms.Form):
    """A period of whole days, both included."""

    fra = DateField(label="Fra og med", required=False)
    til = DateField(label="Til og med", required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("fra"), cleaned.get("til")
        if first and last and last < first:
            self.add_error("til", "Slutdatoen ligger før startdatoen.")
        return cleaned


class LookupFilter(PeriodForm):
    """Which look-ups to show: a period, one user, one child or case, one purpose."""

    # The page says once that any of them may be left out.
    template_name_label = "cases/plain_label.html"

    bruger = forms.CharField(
        label="Bruger",
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    elev = forms.CharField(
        label="Elev-id eller sagsnummer",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    formaal = forms.CharField(
        label="Formål",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class InsightForm(PeriodForm):
    """Whose look-ups to write out, and for which period."""

    elev = forms.CharField(
        label="Elev-id eller sagsnummer",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Skriv barnets elev-id eller sagens nummer."},
    )
    field_order = ["elev", "fra", "til"]


class DrawForm(OnceForm, PeriodForm):
    """How many look-ups of which period to draw."""

    fra = DateField(label="Fra og med")
    til = DateField(label="Til og med")
    antal = forms.IntegerField(
        label="Antal",
        initial=10,
        min_value=1,
        max_value=MOST_DRAWN,
        widget=forms.NumberInput(attrs={"class": "input-s", "inputmode": "numeric"}),
        error_messages={
            "required": "Skriv, hvor mange opslag du vil se.",
            "invalid": "Skriv antallet som et helt tal.",
            "min_value": "Træk mindst ét opslag.",
            "max_value": f"Træk højst {MOST_DRAWN} ad gangen. Tag hellere en stikprøve mere.",
        },
    )
    field_order = ["fra", "til", "antal"]

    def __init__(self, *args: Any, today: date, **given: Any) -> None:
        super().__init__(*args, **given)
        self.today = today

    def clean_fra(self) -> date:
        """Refuse a period that has not begun."""
        day = self.cleaned_data["fra"]
        if day > self.today:
            raise forms.ValidationError("Perioden er ikke begyndt. Skriv en dato, der er gået.")
        return day


class AnswerForm(OnceForm):
    """A person's answer to an alarm, or about a look-up of a sample."""

    verdict = choice(
        "Var opslagene berettigede?",
        [
            (Verdict.JUSTIFIED.value, "Berettiget"),
            (Verdict.NOT_JUSTIFIED.value, "Ikke berettiget"),
            (Verdict.UNCLEAR.value, "Uklart"),
        ],
        "Vælg et svar.",
        as_buttons=True,
    )
    note = text(
        "Bemærkning",
        rows=2,
        help_text="Hvad har du fundet ud af, og hos hvem? Skriv ingen navne på børn.",
    )

    def __init__(self, *args: Any, about: str = "", **given: Any) -> None:
        super().__init__(*args, **given)
        if about:
            self.fields["verdict"].label = about

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        unexplained = given.get("verdict") in {Verdict.NOT_JUSTIFIED, Verdict.UNCLEAR}
        if unexplained and not given.get("note", "").strip() and "note" not in self.errors:
            self.add_error("note", "Skriv, hvad du har fundet ud af, eller hvad der mangler.")
        return given


class ReadOnForm(forms.Form):
    """Why somebody needs to open more children today."""

    reason = text(
        "Hvorfor har du brug for at åbne flere?",
        "Skriv, hvorfor du har brug for at åbne flere.",
        rows=3,
    )
    address = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

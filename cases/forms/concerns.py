"""A concern, the answer to it, and the statutory plan."""

from typing import Any

from django import forms

from cases.forms.fields import OnceForm, PastDateField, choice, text
from cases.forms.records import DatedForm
from cases.models import Concern
from cases.phases import Sign
from kiss.lib.fields import DateField


class ConcernForm(DatedForm):
    text = text(
        "Hvad har du set eller hørt?",
        "Skriv kort, hvad du har set eller hørt.",
        help_text="Et par linjer er nok. Du behøver ikke vide hvorfor.",
    )
    signs = forms.MultipleChoiceField(
        label="Tidlige tegn, som passer",
        required=False,
        choices=Sign.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    voiced_by = choice(
        "Hvem er bekymret?", Concern.Voice.choices, as_buttons=True, initial=Concern.Voice.ANSAT
    )
    talked_with_child = forms.BooleanField(label="Jeg har talt med barnet", required=False)
    talked_with_parents = forms.BooleanField(label="Jeg har talt med forældrene", required=False)
    talked_with_team = forms.BooleanField(label="Jeg har talt med klassens team", required=False)
    about_environment = forms.BooleanField(
        label="Det kan handle om mobning eller et andet problem i klassens fællesskab",
        required=False,
        help_text="Så har skolen pligt til at lave en handlingsplan inden ti arbejdsdage "
        "(undervisningsmiljøloven § 1 c). Sæt hakket, også når du er i tvivl.",
    )
    informed_on = PastDateField(
        label="Hvornår fik nogen på skolen det først at vide?",
        required=False,
        help_text="Fristen løber fra den dag, hvem der end fik det at vide. Tom betyder i dag.",
        in_future="Den dag, skolen først fik det at vide, kan ikke ligge i fremtiden.",
    )


class DecisionForm(OnceForm):
    decision = text(
        "Ingen sag nu, fordi",
        "Skriv, hvad I har besluttet, og hvorfor.",
        help_text="Hvad gør I i stedet, og hvem gør det? Den, der skrev bekymringen, læser svaret.",
    )

    def __init__(self, *args: Any, has_case: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        if has_case:
            self.fields["decision"].label = "Hvad gør I nu?"


class Plan1cForm(DatedForm):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    temporary_measures = text(
        "Midlertidige tiltag her og nu",
        help_text="Det, der sker straks, mens planen bliver til.",
    )
    measures = text(
        "Foranstaltninger, der bringer problemet til ophør",
        rows=5,
        help_text="Hvad gør skolen, hvem gør det, og hvornår? På kort og på lang sigt.",
    )
    found_on = PastDateField(
        label="Ledelsen konstaterede problemet",
        required=False,
        in_future="Problemet kan ikke være konstateret i fremtiden.",
    )


class ReadyForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    ready_on = DateField(label="Planen var færdig")

    def given(self) -> dict[str, Any]:
        """Return the parameters of the action."""
        return self.cleaned_data

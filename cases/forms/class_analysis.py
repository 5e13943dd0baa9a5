"""What is written of a class's community. No pupil is named in it."""

from collections.abc import Collection
from typing import Any

from django import forms

from cases.community import named_in
from cases.forms.fields import PastDateField, line, text
from cases.forms.records import DatedForm
from cases.models.class_analysis import MORE, SIX
from kiss.lib.fields import DateField


class ClassAnalysisForm(DatedForm):
    # Most of it may be left out, so saying it at each field would only be noise.
    template_name_label = "cases/plain_label.html"

    seen = forms.IntegerField(widget=forms.HiddenInput)
    atmosphere = text("Stemningen", help_text="Hvordan er der at være? Hvornår er der rart?")
    relations = text(
        "Relationer mellem eleverne",
        help_text="Hvem er med, og hvornår er nogen udenfor? Grupper, pauser, fritid.",
    )
    learning = text("Læringsmiljøet", help_text="Ro, deltagelse, plads til at lave fejl.")
    adults = text(
        "Relationer mellem eleverne og lærerne eller pædagogerne",
        help_text="Hvem har børnene at gå til? Hvad gør de voksne selv?",
    )
    transitions = text(
        "Skift og overgange", help_text="Mellem timer, lærere, lokaler, skoleår og SFO."
    )
    stories = text(
        "Fortællinger om klassen",
        help_text="Hvad siger man om klassen, og hvem siger det? Er det stadig rigtigt?",
    )
    strengths = text("Klassens styrker", help_text="Det, I kan bygge videre på.")
    class_says = text(
        "Hvad siger klassen selv?", help_text="For eksempel fra »Spørg eleverne«. Uden navne."
    )
    made_by = line(
        "Hvem har lavet analysen?",
        "Skriv, hvem der har lavet analysen.",
        help_text="For eksempel klasseteamet og inklusionsvejlederen.",
    )
    made_on = PastDateField(
        label="Hvornår", in_future="Den dag, analysen er lavet, kan ikke ligge i fremtiden."
    )
    look_again_on = DateField(label="Hvornår ser I på det igen?", required=False)
    look_again_by = line("Hvem ser på det igen?")

    def __init__(self, *args: Any, names: Collection[str], **given: Any) -> None:
        super().__init__(*args, **given)
        self.names = names

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for field in (*SIX, *MORE):
            if name := named_in(given.get(field, ""), self.names):
                self.add_error(
                    field,
                    f"Her står »{name}«, og det hedder en i klassen. Skriv »en elev« i stedet. "
                    "Er det en voksen, så skriv, hvad vedkommende er.",
                )
        if not self.errors and not any(given[name].strip() for name in SIX):
            self.add_error(SIX[0], "Skriv om mindst ét af de seks punkter.")
        return given

    def texts(self) -> dict[str, str]:
        """Return what was written, by name."""
        return {name: self.cleaned_data[name] for name in (*SIX, *MORE)}

    @property
    def six(self) -> list[forms.BoundField]:
        """The six points that the model says shall be explored."""
        return [self[name] for name in SIX]

    @property
    def more(self) -> list[forms.BoundField]:
        """What the class has besides."""
        return [self[name] for name in MORE]

"""The common understanding: four areas, and in each what begins it, keeps it up, and helps."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from cases.actions.understanding import TEXTS, VIEWS
from cases.forms.fields import PastDateField, line, text
from cases.forms.records import DatedForm
from cases.models.understanding import AREAS, SIDES


@dataclass(frozen=True, slots=True)
class AreaFields:
    """The fields of one area, as the form shows them."""

    name: str
    label: str
    fields: list[BoundField]


class UnderstandingForm(DatedForm):
    # Everything but when and with whom may be left out: saying it at each field would be noise.
    template_name_label = "cases/plain_label.html"

    seen = forms.IntegerField(widget=forms.HiddenInput)
    together_with = line(
        "Hvem var med til at skrive det?",
        "Skriv, hvem der var med til at skrive det.",
        help_text="For eksempel: Asta, mor, klasselæreren og tovholderen.",
    )
    written_on = PastDateField(
        label="Hvornår", in_future="Den dag, I skrev det sammen, kan ikke ligge i fremtiden."
    )
    with_parents = forms.BooleanField(
        label="Forældrene var med til at skrive det",
        required=False,
        help_text="Så kommer teksten med på deres papir, når den hentes ind i handleplanen. "
        "Det kan altid vælges fra i planen.",
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        for area, _ in AREAS:
            for side, label in SIDES:
                self.fields[f"{area}_{side}"] = text(label, rows=2)
            self.fields[f"{area}_seen_by"] = line("Hvem ser det sådan?")

    @property
    def areas(self) -> list[AreaFields]:
        """The four areas, each with its fields."""
        names = [*(side for side, _ in SIDES), "seen_by"]
        return [
            AreaFields(area, label, [self[f"{area}_{name}"] for name in names])
            for area, label in AREAS
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and not any(given[name].strip() for name in TEXTS):
            self.add_error(TEXTS[0], "Skriv mindst ét sted, hvad I forstår sammen.")
        return given

    def texts(self) -> dict[str, str]:
        """Return what was written of the areas, by name."""
        return {name: self.cleaned_data[name] for name in (*TEXTS, *VIEWS)}

"""Somebody stands in for a tovholder."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from cases.forms.cases import PeopleForm, PersonField
from kiss.lib.fields import DateField
from schools.models import User


class CoverForm(PeopleForm):
    cases = forms.MultipleChoiceField(
        label="Hvilke sager?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Vælg mindst én sag.",
            "invalid_choice": "Vælg blandt sagerne.",
        },
    )
    substitute = PersonField(
        label="Hvem er vikar?",
        help_text="En leder i skolens Kom i skole-team. Vikaren ser og gør det, tovholderen kan.",
        error_messages={
            "required": "Vælg, hvem der er vikar.",
            "invalid_choice": "Vælg en leder i skolens Kom i skole-team.",
        },
    )
    starts_on = DateField(label="Fra", error_messages={"required": "Vælg den første dag."})
    ends_on = DateField(
        label="Til og med",
        help_text="Adgangen stopper af sig selv efter den dag.",
        error_messages={"required": "Vælg den sidste dag."},
    )

    def __init__(
        self,
        *args: Any,
        today: date,
        people: QuerySet[User],
        cases: list[tuple[str, str]],
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        self.today = today
        self.offer("substitute", people)
        self.fields["cases"].choices = cases  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        starts_on, ends_on = given.get("starts_on"), given.get("ends_on")
        if starts_on and starts_on < self.today:
            self.add_error("starts_on", "Vikaren kan tidligst begynde i dag.")
        elif starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "Den sidste dag ligger før den første.")
        return given

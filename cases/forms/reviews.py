"""The monthly look at a case."""

from datetime import date
from typing import Any

from django import forms

from cases.forms.fields import OnceForm, SometimesField, choice
from cases.models import CaseReview
from kiss.lib.fields import DateField

NEED = "når der skal mere til"


class ReviewForm(OnceForm):
    verdict = choice(
        "Hvad siger I om sagen?",
        CaseReview.Verdict.choices,
        "Vælg, om sagen fortsætter, eller om der skal mere til.",
        as_buttons=True,
    )
    what = SometimesField(label="Hvad skal der til?", need=NEED, rows=2, max_length=300)
    who = SometimesField(
        label="Hvem gør det?",
        need=NEED,
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    due_on = DateField(label="Senest", required=False, help_text="Når der skal mere til.")

    def __init__(self, *args: Any, today: date, **given: Any) -> None:
        super().__init__(*args, **given)
        self.today = today

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("verdict") != CaseReview.Verdict.MORE:
            return given
        for name, missing in (
            ("what", "Skriv, hvad der skal til."),
            ("who", "Skriv, hvem der gør det."),
        ):
            if name not in self.errors and not given.get(name, "").strip():
                self.add_error(name, missing)
        due_on = given.get("due_on")
        if "due_on" not in self.errors and (due_on is None or due_on < self.today):
            self.add_error("due_on", "Vælg en dag fra i dag og frem.")
        return given

"""Asking a colleague one thing, and the colleague's answer."""

from datetime import date
from typing import Any, Final, cast

from django import forms
from django.db.models import QuerySet

from cases.forms.cases import PeopleForm, PersonField
from cases.forms.fields import OnceForm, SometimesField, choice, text
from cases.phases import Angle
from kiss.lib.fields import DateField
from schools.models import User

QUESTION: Final = "spoergsmaal"


class InquiryForm(PeopleForm):
    user = PersonField(
        label="Hvem kender barnet bedst?",
        help_text="Dem, der underviser i klassen, står øverst. De behøver ikke være på sagen.",
        error_messages={
            "required": "Vælg, hvem du vil spørge.",
            "invalid_choice": "Vælg en, der arbejder på skolen.",
        },
    )
    angle = choice(
        "Hvad spørger du om?",
        [*Angle.choices, (QUESTION, "Et enkelt spørgsmål, som jeg skriver herunder")],
        "Vælg, hvad du spørger om.",
    )
    question = SometimesField(
        label="Dit spørgsmål",
        need="skriv, hvis du ikke spørger til et perspektiv",
        rows=3,
        help_text="Den, du spørger, ser barnets navn og klasse og det, du skriver her, og intet "
        "andet af sagen. Skriv kun det nødvendige.",
    )
    due_on = DateField(label="Hvornår vil du gerne have svar?")

    def __init__(self, *args: Any, people: QuerySet[User], today: date, **given: Any) -> None:
        super().__init__(*args, **given)
        cast(PersonField, self.fields["user"]).queryset = people
        self.today = today

    def clean_due_on(self) -> date:
        day = self.cleaned_data["due_on"]
        if day < self.today:
            raise forms.ValidationError("Vælg en dag, der ikke er gået.")
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("angle") == QUESTION and not given.get("question", "").strip():
            self.add_error("question", "Skriv dit spørgsmål.")
        return given

    def given(self) -> dict[str, Any]:
        """Return what was typed; a question of one's own is none of the perspectives."""
        given = super().given()
        return {**given, "angle": "" if given["angle"] == QUESTION else given["angle"]}


class InquiryAnswerForm(OnceForm):
    answer = text(
        "Dit svar",
        "Skriv dit svar, før du sender det.",
        rows=7,
        help_text="Skriv, hvad du selv har set og hørt. Skriv, som om barnet og forældrene læser "
        "med. Alle på sagen kan læse det, med dit navn.",
    )


class InquiryDeclineForm(OnceForm):
    because = text(
        "Hvorfor kan du ikke?",
        "Skriv, hvorfor du ikke kan svare.",
        rows=2,
        help_text="Den, der spurgte, læser det og spørger en anden.",
    )

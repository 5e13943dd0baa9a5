"""Handing a case to another tovholder, and the answer of the one who is asked."""

from typing import Any, Final

from django import forms
from django.db.models import QuerySet

from cases.actions.handovers import MOST_LINES
from cases.forms.cases import PeopleForm, PersonField
from cases.forms.fields import OnceForm, SometimesField, choice, text
from schools.models import User

YES, NO = "ja", "nej"
ANSWERS: Final = [(YES, "Ja, jeg tager over"), (NO, "Nej, jeg kan ikke")]


class HandoverForm(PeopleForm):
    user = PersonField(
        label="Hvem skal tage over?",
        help_text="En leder i skolens Kom i skole-team.",
        error_messages={
            "required": "Vælg, hvem der skal tage over.",
            "invalid_choice": "Vælg en leder i skolens Kom i skole-team.",
        },
    )
    reason = text("Hvorfor?", "Skriv, hvorfor sagen gives videre.", rows=2)
    story = text(
        "Historien i højst ti linjer",
        "Skriv historien, så den nye tovholder ikke begynder forfra.",
        help_text="Samlet af det, der står i sagen. Ret den, til du selv ville kunne tage over.",
        rows=MOST_LINES + 2,
    )
    is_here = forms.BooleanField(
        label="Den nye tovholder står her og siger ja",
        required=False,
        help_text="Så skifter sagen hænder nu. Uden hak bliver den nye spurgt og svarer selv.",
    )

    def __init__(
        self, *args: Any, tovholdere: QuerySet[User], may_appoint: bool, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self.offer("user", tovholdere)
        if not may_appoint:
            del self.fields["is_here"]

    def clean_story(self) -> str:
        story = self.cleaned_data["story"]
        number = sum(1 for line in story.splitlines() if line.strip())
        if number > MOST_LINES:
            raise forms.ValidationError(
                f"Historien er på {number} linjer. Kort den ned til {MOST_LINES}."
            )
        return story


class AnswerForm(OnceForm):
    answer = choice("Tager du over?", ANSWERS, "Svar ja eller nej.", as_buttons=True)
    because = SometimesField(
        label="Hvorfor ikke?",
        need="skriv, hvis du siger nej",
        help_text="Den, der spurgte, og skolens leder læser det.",
        rows=2,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("answer") == NO and not given.get("because", "").strip():
            self.add_error("because", "Skriv, hvorfor du siger nej.")
        return given

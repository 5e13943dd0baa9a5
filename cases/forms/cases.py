"""Opening a case, its tovholder, its focus, and who is named on it."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from cases.consents import about
from cases.forms.fields import OnceForm, choice, line, text
from cases.models import CaseParticipant, Consent
from cases.phases import Element
from kiss.lib.fields import DateField
from schools.models import User


class PersonField(forms.ModelChoiceField):
    """A person chosen by name and title."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("empty_label", "Vælg")
        given.setdefault("widget", forms.Select(attrs={"class": "input-m"}))
        super().__init__(User.objects.none(), to_field_name="public_id", **given)

    def label_from_instance(self, person: User) -> str:
        return f"{person.name}, {person.title}" if person.title else person.name


class PeopleForm(OnceForm):
    """A form in which one person is chosen among those who are possible."""

    def offer(self, field: str, people: QuerySet[User]) -> None:
        """Set who can be chosen in a field."""
        choice = cast(PersonField, self.fields[field])
        choice.queryset = people.order_by("name", "pk")


class OpenCaseForm(PeopleForm):
    because = text(
        "Hvorfor oprettes sagen?",
        "Skriv, hvorfor sagen oprettes.",
        help_text="To-tre linjer. Hvad har I set, og hvad siger barnet og forældrene selv?",
    )
    tovholder = PersonField(
        label="Hvem er tovholder?",
        help_text="Tovholderen er altid en leder i skolens Kom i skole-team.",
        error_messages={"required": "Vælg en tovholder.", "invalid_choice": "Vælg en tovholder."},
    )

    def __init__(self, *args: Any, tovholdere: QuerySet[User], **given: Any) -> None:
        super().__init__(*args, **given)
        self.offer("tovholder", tovholdere)


class FocusForm(OnceForm):
    to = choice("Sagen arbejder nu mest med", Element.choices, "Vælg et af de fire elementer.")
    reason = text("Hvorfor?", "Skriv kort, hvorfor sagen skifter fokus.", rows=2)

    def __init__(self, *args: Any, now: str, **given: Any) -> None:
        super().__init__(*args, **given)
        self.now = now

    def clean_to(self) -> str:
        if self.cleaned_data["to"] == self.now:
            raise forms.ValidationError("Det arbejder sagen allerede mest med. Vælg et andet.")
        return str(self.cleaned_data["to"])


class ConsentField(forms.ModelChoiceField):
    """One of the case's consents that hold today."""

    need = "hvis adgangen hviler på samtykke"

    def __init__(self, **given: Any) -> None:
        super().__init__(
            Consent.objects.none(),
            required=False,
            empty_label="intet samtykke",
            widget=forms.Select(attrs={"class": "input-m"}),
            error_messages={"invalid_choice": "Vælg et samtykke, der gælder nu."},
            **given,
        )

    def label_from_instance(self, consent: Consent) -> str:
        return about(consent)


class ParticipantForm(PeopleForm):
    user = PersonField(
        label="Hvem?",
        error_messages={
            "required": "Vælg, hvem der skal med i sagen.",
            "invalid_choice": "Vælg, hvem der skal med i sagen.",
        },
    )
    part = line("Rolle i sagen", "Skriv, hvilken rolle personen har i sagen.", longest=120)
    basis = choice("Grundlag", CaseParticipant.Basis.choices, "Vælg, hvad adgangen hviler på.")
    consent = ConsentField(label="Hvilket samtykke?")
    covers = forms.BooleanField(
        label="Samtykket nævner personen og gælder hele sagen",
        required=False,
        help_text="Personen ser hele sagen. Et samtykke til en anden, eller til noget mindre, er "
        "ikke nok: så skriv et nyt sammen med forældrene først.",
    )
    basis_note = text(
        "Om grundlaget",
        rows=2,
        help_text="Er det ikke samtykke: hvilken hjemmel er det?",
    )
    starts_on = DateField(label="Adgang fra")
    ends_on = DateField(
        label="Til og med",
        required=False,
        help_text="Kan kun stå tom for dem, der arbejder på skolen.",
    )
    may_write = forms.BooleanField(
        label="Må skrive notater og kontakter i sagen", required=False, initial=True
    )

    def __init__(
        self, *args: Any, people: QuerySet[User], consents: QuerySet[Consent], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self.offer("user", people)
        cast(ConsentField, self.fields["consent"]).queryset = consents

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        by_consent = given.get("basis") == CaseParticipant.Basis.SAMTYKKE
        if by_consent and not given.get("consent") and "consent" not in self.errors:
            self.add_error(
                "consent",
                "Vælg det samtykke, adgangen hviler på. Skriv det først ned under Samtykke.",
            )
        elif by_consent and not given.get("covers"):
            self.add_error(
                "covers", "Læs samtykket, og sæt kryds, hvis det nævner personen og hele sagen."
            )
        return given

    def given(self) -> dict[str, Any]:
        """Return what was typed, without what was only asked to make sure."""
        return {name: value for name, value in super().given().items() if name != "covers"}

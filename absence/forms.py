"""What is typed on the pages of opsporing and of the deadlines."""

from typing import Any

from django import forms

from absence.models import FlagDecision
from cases.forms.fields import OnceForm, SometimesField, refuse_cpr
from cases.models import Case, Contact
from kiss.lib.fields import DateField
from law.deadlines import Deadline, handlingsplan, internal_deadline, sygeundervisning
from law.figures import World
from schools.models import School

GRADES = [(str(grade), f"{grade}. klasse" if grade else "0. klasse") for grade in range(11)]


class DecisionForm(OnceForm):
    """What somebody decides about a pupil's flags.

    With an open `case` one may say that it is followed there; a new case has a page of its own.
    """

    KINDS = [
        (FlagDecision.Kind.NO_ACTION.value, "Ingen handling, fordi …"),
        (FlagDecision.Kind.LOOK_AGAIN.value, "Kig igen den …"),
        (FlagDecision.Kind.TALK.value, "Tal med …"),
    ]
    kind = forms.ChoiceField(
        label="Hvad skal der ske?",
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Vælg, hvad der skal ske.",
            "invalid_choice": "Vælg et af de svar, der står her.",
        },
    )
    reason = forms.CharField(
        label="Begrundelse",
        help_text="Den vises, næste gang nogen ser på eleven. Skriv kun det, der er nødvendigt.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        validators=[refuse_cpr],
        error_messages={"required": "Skriv, hvorfor der ikke skal ske noget nu."},
    )
    look_again_on = DateField(
        label="Kig igen den",
        error_messages={
            "required": "Skriv, hvornår I vil kigge igen.",
            "invalid": "Skriv datoen som dag-måned-år, for eksempel 8-4-2027.",
        },
    )
    talk_with = forms.CharField(
        label="Tal med",
        help_text="For eksempel klassens team, forældrene eller sundhedsplejersken.",
        max_length=160,
        widget=forms.TextInput(attrs={"class": "input-m"}),
        validators=[refuse_cpr],
        error_messages={"required": "Skriv, hvem I vil tale med."},
    )
    BELONGS_TO = {
        "reason": FlagDecision.Kind.NO_ACTION,
        "look_again_on": FlagDecision.Kind.LOOK_AGAIN,
        "talk_with": FlagDecision.Kind.TALK,
    }

    def __init__(self, *args: Any, case: Case | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if case is not None:
            follow = (FlagDecision.Kind.CASE.value, f"Følges i sag {case.number}")
            kind = self.fields["kind"]
            assert isinstance(kind, forms.ChoiceField)  # noqa: S101 - tells mypy which field it is
            kind.choices = [follow, *self.KINDS]
        if self.is_bound:
            # Each answer asks only for what belongs to it.
            for name, kind_of_answer in self.BELONGS_TO.items():
                self.fields[name].required = self.data.get("kind") == kind_of_answer


class CallForm(OnceForm):
    """A contact with the home before there is a case, or an attempt."""

    with_whom = forms.CharField(
        label="Hvem talte du med, eller hvem ville du have fat i?",
        max_length=160,
        widget=forms.TextInput(attrs={"class": "input-m"}),
        validators=[refuse_cpr],
        error_messages={"required": "Skriv, hvem du ville tale med."},
    )
    channel = forms.ChoiceField(
        label="Hvordan", choices=Contact.Channel, initial=Contact.Channel.TELEFON
    )
    outcome = forms.ChoiceField(
        label="Hvordan gik det",
        choices=Contact.Outcome,
        initial=Contact.Outcome.TALT,
        widget=forms.RadioSelect(attrs={"class": "choices--row"}),
    )
    summary = SometimesField(
        label="Kort om samtalen",
        need="skriv, hvis I talte sammen",
        rows=2,
        help_text="Det, I aftalte. Skriv kun det, der er nødvendigt.",
        max_length=2000,
        error_messages={"required": "Skriv kort, hvad I talte om."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            talked = self.data.get("outcome") == Contact.Outcome.TALT
            self.fields["summary"].required = talked


class SearchForm(forms.Form):
    """A name to look for. Sent by POST, so that it never stands in an address."""

    name = forms.CharField(
        label="Find en elev",
        max_length=60,
        validators=[refuse_cpr],
        error_messages={"required": "Skriv et navn eller en del af det."},
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "data-search": "", "class": "input-m"}
        ),
    )

    def clean_name(self) -> str:
        """Ask for two letters: one would show the whole school."""
        name = " ".join(self.cleaned_data["name"].split())
        if len(name) < 2:
            raise forms.ValidationError("Skriv mindst to bogstaver af navnet.")
        return name


class DeadlineForm(forms.Form):
    """A rule and the day it runs from."""

    RULES = [
        ("handlingsplan", "Handlingsplan efter § 1 c: skolen fik besked"),
        ("sygeundervisning", "Sygeundervisning: eleven deltog sidst"),
        ("varsling", "Varsling ved 10 procent: grænsen blev nået"),
        ("underretning", "Underretning ved 15 procent: grænsen blev nået"),
        ("kontakt", "Kontakt til forældrene: første dag med ulovligt fravær"),
    ]
    regel = forms.ChoiceField(
        label="Hvad er der sket?",
        choices=RULES,
        error_messages={
            "required": "Vælg, hvad fristen handler om.",
            "invalid_choice": "Vælg en af de frister, der står her.",
        },
    )
    dato = DateField(label="Hvilken dag?")
    skole = forms.ModelChoiceField(
        label="Skole",
        queryset=School.objects.none(),
        required=False,
        empty_label="Kommunens kalender",
        to_field_name="public_id",
        help_text="Skoledage følger skolens egne lukkedage. Arbejdsdage er de samme overalt.",
    )
    klassetrin = forms.ChoiceField(
        label="Klassetrin", choices=[("", "Alle klassetrin"), *GRADES], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schools = self.fields["skole"]
        assert isinstance(schools, forms.ModelChoiceField)  # noqa: S101 - tells mypy which field
        schools.queryset = School.objects.order_by("name", "pk")

    def deadline(self, world: World) -> Deadline:
        """Return the deadline of a valid form, in the world of the chosen place."""
        day = self.cleaned_data["dato"]
        figures = world.numbers(day)
        match self.cleaned_data["regel"]:
            case "handlingsplan":
                return handlingsplan(day, world)
            case "sygeundervisning":
                return sygeundervisning(day, world)
            case "kontakt":
                return internal_deadline(
                    day, figures.contact_workdays, world, title="Kontakt til forældrene"
                )
        title = dict(self.RULES)[self.cleaned_data["regel"]].split(":", 1)[0]
        return internal_deadline(day, figures.internal_workdays, world, title=title)

"""A concern, the answer to it, and the statutory plan."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms

from cases.actions.plans_1c import impossible_days
from cases.community import named_in
from cases.forms.fields import OnceForm, PastDateField, SometimesField, choice, line, text
from cases.forms.records import DatedForm
from cases.models import Concern, Plan1c
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
        lately=True,
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
    """The statutory plan. `names` are of pupils whom the plan of a class may not name."""

    # Most of it comes over the ten days, so saying it at each field would only be noise.
    template_name_label = "cases/plain_label.html"

    seen = forms.IntegerField(widget=forms.HiddenInput)
    informed_by = line(
        "Hvem på skolen fik det først at vide?",
        help_text="Navn eller stilling. Fristen løber fra den dag, hvem det end var.",
    )
    informed_from = line("Hvem fortalte det?", help_text="For eksempel en elev eller en forælder.")
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
    told = text(
        "Hvem er orienteret, og om hvad?",
        rows=2,
        help_text="Klassens elever og forældre får at vide, hvad der sker nu, og at der er en "
        "plan. Intet om enkelte børn.",
    )
    told_on = PastDateField(
        label="Orienteret den",
        required=False,
        in_future="Eleverne og forældrene kan ikke være orienteret i fremtiden.",
    )
    complaint_told_on = PastDateField(
        label="Vejledt om, hvordan man klager",
        required=False,
        help_text="Elev og forældre har fået at vide, hvor de kan klage. Se »Klage« ved siden af.",
        in_future="Vejledningen kan ikke være givet i fremtiden.",
    )
    look_again_on = DateField(label="Hvornår ser I, om det virker?", required=False)

    def __init__(
        self, *args: Any, plan: Plan1c, today: date, names: Collection[str] = (), **given: Any
    ) -> None:
        super().__init__(*args, today=today, **given)
        self.plan, self.today, self.names = plan, today, names

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        refuse_names(self, given, self.names)
        for field, sentence in impossible_days(self.plan, given, self.today).items():
            self.add_error(field, sentence)
        told = given.get("told", "").strip()
        if told and not given.get("told_on") and "told_on" not in self.errors:
            self.add_error("told_on", "Skriv, hvornår eleverne og forældrene er orienteret.")
        return given


def refuse_names(form: forms.Form, given: dict[str, Any], names: Collection[str]) -> None:
    """Send back each text of a class in which a pupil of the class is named."""
    for field, said in list(given.items()):
        if isinstance(said, str) and (name := named_in(said, names)):
            form.add_error(
                field,
                f"Her står »{name}«, og det hedder en i klassen. Skriv »en elev« i stedet. "
                "Er det en voksen, så skriv, hvad vedkommende er.",
            )


class NamelessForm(OnceForm):
    """A form about a class as a whole: `names` are of pupils whom none of its texts may name."""

    def __init__(self, *args: Any, names: Collection[str], **given: Any) -> None:
        super().__init__(*args, **given)
        self.names = names

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        refuse_names(self, given, self.names)
        return given


class ClassPlanForm(NamelessForm, DatedForm):
    """What begins the statutory plan of a class: somebody at the school was told."""

    informed_on = PastDateField(
        lately=True,
        label="Hvornår fik nogen på skolen det først at vide?",
        help_text="Fristen på ti arbejdsdage løber fra den dag.",
        in_future="Den dag, skolen først fik det at vide, kan ikke ligge i fremtiden.",
    )
    informed_by = line(
        "Hvem på skolen fik det at vide?",
        "Skriv, hvem på skolen der fik det at vide.",
        help_text="Navn eller stilling på den voksne.",
    )
    informed_from = line("Hvem fortalte det?", help_text="For eksempel en elev. Uden navn.")


class ClassPlanDayForm(NamelessForm, DatedForm):
    """Another day on which somebody at the school was first told, and why."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    informed_on = PastDateField(
        lately=True,
        label="Hvornår fik nogen på skolen det først at vide?",
        help_text="De ti arbejdsdage tælles forfra fra den dag.",
        in_future="Den dag, skolen først fik det at vide, kan ikke ligge i fremtiden.",
    )
    because = line(
        "Hvorfor rettes dagen?",
        "Skriv, hvorfor dagen rettes.",
        help_text="Dagen fra før og grunden bliver stående i historikken.",
    )


class ClassPlanWithdrawForm(NamelessForm):
    """Why the plan of a class is withdrawn."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    because = text(
        "Hvorfor trækkes planen tilbage?",
        "Skriv, hvorfor planen trækkes tilbage.",
        help_text="For eksempel: Den blev begyndt på den forkerte klasse.",
    )


class RevisionForm(OnceForm):
    """Whether a plan that is ready has ended the problem."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    works = choice(
        "Er problemet hørt op?",
        Plan1c.Works.choices,
        "Svar på, om problemet er hørt op.",
        as_buttons=True,
    )
    revision = SometimesField(
        label="Hvad ser I, og hvad ændrer I?", need="skriv, hvis det ikke er hørt op", rows=4
    )
    look_again_on = DateField(
        label="Hvornår ser I på det igen?",
        required=False,
        help_text="Aftal en dag, så længe problemet ikke er hørt op.",
    )

    def __init__(self, *args: Any, names: Collection[str] = (), **given: Any) -> None:
        super().__init__(*args, **given)
        self.names = names

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        refuse_names(self, given, self.names)
        if given.get("works") not in {None, "", Plan1c.Works.JA}:
            if not given.get("revision", "").strip() and "revision" not in self.errors:
                self.add_error("revision", "Skriv, hvad I ser, og hvad I ændrer.")
            if not given.get("look_again_on") and "look_again_on" not in self.errors:
                self.add_error("look_again_on", "Aftal en dag, hvor I ser på det igen.")
        return given


class ReadyForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    ready_on = DateField(label="Planen var færdig")

    def given(self) -> dict[str, Any]:
        """Return the parameters of the action."""
        return self.cleaned_data

"""The handleplan as a calm form: headings, goals, and one row per action."""

from typing import Any

from django import forms

from cases.actions import IndsatsInput
from cases.actions.plans import HEADINGS
from cases.catalogue import CONTACT_TITLE
from cases.forms.fields import choice, line, refuse_day_off, text
from cases.models import Indsats
from cases.phases import Arena, Level
from kiss.lib.fields import DateField


class PlanForm(forms.Form):
    """The plan's own texts. `seen` is the version that was on the screen, 0 when there was none.

    `base` remembers what each part said when the form was shown (see `cases.merging`).
    """

    # Everything may be left out, so saying it at each field would only be noise.
    template_name_label = "cases/plain_label.html"

    seen = forms.IntegerField(widget=forms.HiddenInput)
    base = forms.CharField(required=False, widget=forms.HiddenInput)
    occasion = text("Anledning og fraværsbillede", help_text="Hvorfor er vi her? Kort.")
    no_child_words_reason = text(
        "Hvorfor barnets ord mangler",
        rows=2,
        help_text="Hvem taler med barnet, og hvornår?",
    )
    parents_view = text("Forældrenes perspektiv og ønsker")
    no_parents_view_reason = text("Hvorfor forældrenes perspektiv mangler", rows=2)
    professionals_view = text("Skolens og andre fagpersoners perspektiv")
    going_well = text("Det går godt", help_text="Det, I kan bygge videre på.")
    resources = text("Ressourcer, motivation og netværk")
    understanding = text(
        "Fælles forståelse",
        help_text="Hvad holder fraværet i gang? Tænk på skole, hjem, fritid og barnet selv.",
    )
    understanding_from = forms.IntegerField(required=False, widget=forms.HiddenInput)
    understanding_on_paper = forms.BooleanField(
        label="Med på papiret til forældrene",
        required=False,
        help_text="Kun det, forældrene selv har været med til at sige.",
    )
    overall_goal = text(
        "Overordnet mål",
        rows=2,
        help_text="Om at være med i skolen, sagt, så barnet forstår det.",
    )
    no_class_indsats_reason = text("Hvorfor der ikke er en indsats i klassefællesskabet", rows=2)
    contact_during_absence = text(
        "Kontakt til skolen under fravær",
        rows=2,
        help_text="Hvilken voksen holder forbindelsen, og hvordan er klassen med? "
        "Det står på papiret til forældrene.",
    )
    sharing = text("Aftaler om deling af oplysninger", rows=2)
    next_follow_up_on = DateField(
        label="Næste opfølgning", required=False, validators=[refuse_day_off]
    )
    next_follow_up_by = line("Hvem følger op?")

    def headings(self) -> dict[str, str]:
        """Return the texts by the plan's own names."""
        return {name: self.cleaned_data[name] for name in HEADINGS}


class GoalForm(forms.Form):
    template_name_label = "cases/plain_label.html"

    text = line("Mål", longest=300, **{"class": "input-wide"})


class IndsatsForm(forms.Form):
    template_name_label = "cases/plain_label.html"

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    entry = forms.IntegerField(required=False, widget=forms.HiddenInput)
    what = line("Hvad", "Skriv, hvad der skal ske.", longest=300)
    who = line("Hvem", "Skriv, hvem der gør det.")
    when = line("Hvornår", "Skriv, hvornår det sker.")
    works_when = line("Det virker, når", longest=300)
    arena = choice("Hvor", Arena.choices, "Vælg, hvor det sker.", initial=Arena.KLASSE)
    level = choice("Niveau", Level.choices, "Vælg et niveau.", initial=Level.FOREBYGGENDE)
    is_contact = forms.BooleanField(label=CONTACT_TITLE, required=False, initial=False)
    status = choice(
        "Status", Indsats.Status.choices, "Vælg en status.", initial=Indsats.Status.AFTALT
    )

    def row(self) -> IndsatsInput:
        """Return the row as the action takes it."""
        return IndsatsInput(**{name: self.cleaned_data[name] for name in self.base_fields})


class RowFormSet(forms.BaseFormSet):
    """Rows one can add and take off; only the filled ones that stay count."""

    def filled(self) -> list[Any]:
        """Return the forms that say something and are not taken off, in the order shown."""
        return [
            form
            for form in self.forms
            if form not in self.deleted_forms and (form.has_changed() or form.initial)
        ]


GoalFormSet = forms.formset_factory(
    GoalForm, formset=RowFormSet, extra=0, can_delete=True, max_num=20
)
IndsatsFormSet = forms.formset_factory(
    IndsatsForm, formset=RowFormSet, extra=0, can_delete=True, max_num=60
)

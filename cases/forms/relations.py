"""What is typed when somebody is too close to a child, and when that is over."""

from django import forms

from cases.forms.fields import OnceForm, line
from cases.models import DeclaredRelation


class RelationForm(OnceForm):
    """How somebody is related or close to a child."""

    kind = forms.ChoiceField(
        label="Hvordan kender du barnet?",
        choices=DeclaredRelation.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Vælg, hvordan du kender barnet.",
            "invalid_choice": "Vælg, hvordan du kender barnet.",
        },
    )
    note = line(
        "Bemærkning",
        longest=300,
        help_text="Skriv kun det, lederen skal vide, og ikke barnets navn.",
    )


class EndRelationForm(OnceForm):
    """Why a relation is over."""

    because = line(
        "Hvorfor gælder det ikke længere?",
        "Skriv, hvorfor det ikke gælder længere.",
        longest=300,
        help_text="For eksempel: oplyst ved en fejl, eller flyttet fra vejen. Ingen navne på børn.",
    )

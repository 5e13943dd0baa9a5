"""The choices in the list of cases."""

from typing import Any, Final

from django import forms

from cases.forms.fields import OnceForm, line
from cases.listed import ORDERS
from cases.phases import Element

ALL: Final = ""


class ListForm(forms.Form):
    """What narrows the list; sent in the address, so that it can be shared and saved."""

    # An empty choice is one too, and only the address is read: nothing of this is validated.
    use_required_attribute = False

    skole = forms.ChoiceField(label="Skole")
    klasse = forms.ChoiceField(label="Klasse")
    fokus = forms.ChoiceField(label="Fokus", choices=[(ALL, "Alle"), *Element.choices])
    orden = forms.ChoiceField(label="Sortér efter", choices=list(ORDERS.items()))
    kun = forms.BooleanField(
        label="Kun mine",
        required=False,
        widget=forms.CheckboxInput(attrs={"value": "mine"}, check_test=lambda on: on == "mine"),
    )

    def __init__(
        self,
        *args: Any,
        schools: list[tuple[str, str]],
        classes: list[tuple[str, str]],
        leads: bool,
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        for name, choices in (("skole", schools), ("klasse", classes)):
            if len(choices) > 1:
                self.fields[name].choices = [(ALL, "Alle"), *choices]  # type: ignore[attr-defined]
            else:
                del self.fields[name]
        if not leads:
            del self.fields["kun"]


class SaveFilterForm(OnceForm):
    name = line("Navn på udvalget", "Skriv, hvad udvalget skal hedde.", longest=40)

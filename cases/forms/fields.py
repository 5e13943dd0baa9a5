"""The fields that our forms are made of."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms

from kiss.lib.fields import DateField
from kiss.lib.ids import new_public_id
from kiss.lib.text import CPR, mask_cpr, weekday_date
from law.calendar import is_workday


def refuse_cpr(text: str) -> None:
    """Refuse a text in which a CPR number seems to stand: it belongs in the register alone."""
    if found := CPR.search(text):
        raise forms.ValidationError(
            f"Skriv ikke CPR-numre her. Slet »{mask_cpr(found.group())}«, og skriv fødselsdagen "
            "eller sagsnummeret, hvis det er nødvendigt."
        )


class OnceForm(forms.Form):
    """A form that does its work once, however often its button is pressed."""

    form_id = forms.CharField(
        required=False, max_length=32, initial=new_public_id, widget=forms.HiddenInput
    )

    def given(self) -> dict[str, Any]:
        """Return what was typed, without the form's own id: the parameters of the action."""
        return {name: value for name, value in self.cleaned_data.items() if name != "form_id"}


def refuse_day_off(day: date) -> None:
    """Refuse a weekend or a public holiday as the day on which people are to do something."""
    if not is_workday(day):
        said = weekday_date(day)
        raise forms.ValidationError(
            f"{said[:1].upper()}{said[1:]} er ikke en hverdag. Vælg en dag, hvor I er på arbejde."
        )


class TypedField(forms.CharField):
    """A text that is never cut off: what is too long comes back with a sentence about it."""

    def __init__(self, *, max_length: int | None = None, **given: Any) -> None:
        messages = given.pop("error_messages", {})
        if max_length:
            said = f"Skriv kortere: højst {max_length} tegn. Du har skrevet %(show_value)d."
            messages = {"max_length": said, **messages}
        super().__init__(max_length=max_length, error_messages=messages, **given)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Tell the browser of no limit: it would cut a pasted text without a word."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class SometimesField(TypedField):
    """Some lines that are only asked for at times; the label says when, in the words of `need`."""

    def __init__(self, *, need: str, rows: int = 3, **given: Any) -> None:
        self.need = need
        given.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(required=False, validators=[refuse_cpr], **given)


def line(
    label: str, missing: str = "", *, longest: int = 160, help_text: str = "", **attrs: str
) -> forms.CharField:
    """Return a field for one line; without `missing` it may be left out."""
    return TypedField(
        label=label,
        required=bool(missing),
        max_length=longest,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "off", **attrs}),
        validators=[refuse_cpr],
        error_messages={"required": missing},
    )


def text(
    label: str,
    missing: str = "",
    *,
    rows: int = 3,
    longest: int | None = None,
    help_text: str = "",
    **attrs: str,
) -> forms.CharField:
    """Return a field for some lines; without `missing` it may be left out."""
    return TypedField(
        label=label,
        required=bool(missing),
        max_length=longest,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows, **attrs}),
        validators=[refuse_cpr],
        error_messages={"required": missing},
    )


def choice(
    label: str,
    choices: Iterable[tuple[str, str]],
    missing: str = "Vælg en af mulighederne.",
    *,
    as_buttons: bool = False,
    **given: Any,
) -> forms.ChoiceField:
    """Return a field to choose one thing in: a list, or buttons beside each other."""
    widget = (
        forms.RadioSelect(attrs={"class": "choices--row"})
        if as_buttons
        else forms.Select(attrs={"class": "input-m"})
    )
    return forms.ChoiceField(
        label=label,
        choices=list(choices),
        widget=widget,
        error_messages={"required": missing, "invalid_choice": missing},
        **given,
    )


# What starts a deadline of today did not happen longer ago: then the year is wrong.
LONGEST_AGO = timedelta(days=366)


class PastDateField(DateField):
    """A day that has come. `today` is set by the form, which is told it by the view.

    With `lately` it is refused when it lies more than a year back.
    """

    def __init__(self, *, in_future: str, lately: bool = False, **given: Any) -> None:
        self.in_future, self.lately = in_future, lately
        super().__init__(**given)

    def refuse_after(self, today: date) -> None:
        """Refuse days after `today`, here and in the browser's picker."""
        self.widget.attrs["max"] = today.isoformat()

        def check(day: date) -> None:
            if day > today:
                raise forms.ValidationError(self.in_future)
            if self.lately and day < today - LONGEST_AGO:
                raise forms.ValidationError("Det er mere end et år siden. Passer årstallet?")

        # The class keeps its validators; a form works on its own copy of the field.
        self.validators = [*self.validators, check]

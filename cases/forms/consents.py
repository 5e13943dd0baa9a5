"""Consent: what may be told, to whom and why; who said yes, and who took it back."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from cases.actions.consents import GivenInput
from cases.forms.fields import OnceForm, PastDateField, SometimesField, line, text
from cases.models import Attachment, ConsentGiven
from kiss.lib.fields import DateField

NOT_YET = (("", "har ikke svaret"),)


class AttachmentField(forms.ModelChoiceField):
    """A file that lies on the case already."""

    need = "vælg et bilag, hvis der er et"

    def __init__(self, **given: Any) -> None:
        super().__init__(
            Attachment.objects.none(),
            required=False,
            empty_label="intet bilag",
            to_field_name="number",
            widget=forms.Select(attrs={"class": "input-m"}),
            error_messages={"invalid_choice": "Vælg et bilag, der ligger på sagen."},
            **given,
        )

    def label_from_instance(self, row: Attachment) -> str:
        return f"Bilag {row.number}: {row.title}"


class ConsentForm(OnceForm):
    information = text(
        "Hvilke oplysninger?",
        "Skriv, hvilke oplysninger samtykket gælder.",
        rows=2,
        help_text="For eksempel fraværet, handleplanen og det, PPR har set i klassen.",
    )
    recipient = line("Til hvem?", "Skriv, hvem oplysningerne må gives til.", longest=200)
    purpose = text("Hvad skal de bruges til?", "Skriv, hvad de skal bruges til.", rows=2)
    ends_on = DateField(
        label="Gælder til og med",
        error_messages={"required": "Skriv, hvornår samtykket slutter."},
        help_text="Et samtykke er altid for en tid. Vælg for eksempel skoleårets slutning.",
    )

    def __init__(self, *args: Any, today: date, **given: Any) -> None:
        super().__init__(*args, **given)
        self.today = today

    def clean_ends_on(self) -> date:
        day: date = self.cleaned_data["ends_on"]
        if day < self.today:
            raise forms.ValidationError("Vælg en dag, der ikke er gået.")
        return day


class GiverForm(forms.Form):
    """One person's yes, or that they have not answered."""

    template_name_label = "cases/plain_label.html"

    form = forms.ChoiceField(
        label="Hvordan?",
        choices=[*NOT_YET, *ConsentGiven.Form.choices],
        required=False,
        widget=forms.Select(attrs={"class": "input-m"}),
        error_messages={"invalid_choice": "Vælg, hvordan samtykket blev givet."},
    )
    given_on = PastDateField(
        label="Givet den", required=False, in_future="Skriv en dag, der har været."
    )
    note = SometimesField(label="Notat", need="ved mundtligt samtykke", rows=2)
    attachment = AttachmentField(label="Bilag")

    def __init__(
        self,
        *args: Any,
        key: str,
        name: str,
        today: date,
        files: QuerySet[Attachment],
        **given: Any,
    ) -> None:
        given["prefix"] = f"giver-{key}"
        super().__init__(*args, **given)
        self.key, self.who = key, name
        fields: dict[str, Any] = self.fields
        fields["given_on"].refuse_after(today)
        fields["attachment"].queryset = files
        if not files.exists():
            del fields["attachment"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        how = given.get("form", "")
        if how and not given.get("given_on") and "given_on" not in self.errors:
            self.add_error("given_on", f"Skriv, hvornår {self.who} gav samtykke.")
        if given.get("given_on") and not how:
            self.add_error("form", f"Vælg, hvordan {self.who} gav samtykke.")
        if how == ConsentGiven.Form.MUNDTLIG and not given.get("note", "").strip():
            self.add_error("note", "Skriv, hvad der blev sagt, og til hvem.")
        return given

    def given(self) -> GivenInput | None:
        """Return the yes; None for somebody who has not answered."""
        if not self.cleaned_data.get("form"):
            return None
        return GivenInput(
            key=self.key,
            given_on=self.cleaned_data["given_on"],
            form=self.cleaned_data["form"],
            note=self.cleaned_data.get("note", ""),
            attachment=self.cleaned_data.get("attachment"),
        )


class ConsentPage:
    """All the forms of a consent: what it is about, and a part for each who is to give it."""

    def __init__(
        self,
        posted: Any,
        *,
        givers: Sequence[tuple[str, str]],
        files: QuerySet[Attachment],
        today: date,
    ) -> None:
        self.form = ConsentForm(posted, today=today)
        self.givers = [
            GiverForm(posted, key=key, name=name, today=today, files=files) for key, name in givers
        ]

    @property
    def forms(self) -> list[forms.Form]:
        return [self.form, *self.givers]

    @property
    def is_wrong(self) -> bool:
        """Whether something was sent that is to be mended."""
        return self.form.is_bound and any(form.errors for form in self.forms)

    def is_valid(self) -> bool:
        """Judge all of it, so that everything that is missing is said at once."""
        judged = [form.is_valid() for form in self.forms]
        return all(judged)

    def given(self) -> list[GivenInput]:
        """Return what each has said who has answered."""
        found = [giver.given() for giver in self.givers]
        return [one for one in found if one is not None]


class WithdrawForm(OnceForm):
    key = forms.ChoiceField(
        label="Hvem trækker det tilbage?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Vælg, hvem der trækker det tilbage.",
            "invalid_choice": "Vælg, hvem der trækker det tilbage.",
        },
    )
    withdrawn_on = PastDateField(
        label="Hvornår?", in_future="Det kan ikke være trukket tilbage i fremtiden."
    )
    note = text("Hvordan, og hvad blev der sagt?", rows=2)

    def __init__(
        self, *args: Any, givers: Sequence[tuple[str, str]], today: date, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["key"].choices = givers
        fields["withdrawn_on"].refuse_after(today)


class GiveForm(OnceForm):
    """The id of a form that adds one more yes; its fields stand in a `GiverForm`."""

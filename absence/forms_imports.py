"""What is typed on the pages where files are read in."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from absence.actions.uploads import too_big
from absence.importing.layouts import (
    ABSENCE_COLUMNS,
    ABSENCE_NEEDS,
    ANY_OTHER,
    CODES,
    PRESENT,
    WIDE_NEEDS,
)
from absence.models import ImportProfile
from kiss.lib.text import join_and
from law.absence import LABELS, Category
from schools.models import School

COLUMN_LABELS = {
    "institutionsnummer": "Institutionsnummer",
    "elev_id": "Elev-id",
    "klassetrin": "Klassetrin",
    "klasse": "Klasse",
    "dato": "Dato",
    "start_kode": "Kode (dagens start, eller hele dagen)",
    "slut_kode": "Kode ved dagens slutning",
}
# A choice that chooses nothing, so that no field looks as if it had been forgotten.
NONE = "-"
UNUSED = [(NONE, "Bruges ikke")]
MEANINGS = [
    (NONE, "Afvis linjen"),
    *((category.value, LABELS[category]) for category in Category),
    (PRESENT, "Til stede"),
]
OTHERS = [
    (NONE, "Afvis linjen, så nogen ser på den"),
    (Category.UKENDT.value, LABELS[Category.UKENDT]),
]


class UploadForm(forms.Form):
    """A file, and whom it is about."""

    file = forms.FileField(
        label="Fil",
        help_text="CSV eller Excel (.xlsx), højst 10 MB.",
        error_messages={
            "required": "Vælg den fil, der skal læses ind.",
            "empty": "Filen er tom.",
        },
    )
    profile = forms.ModelChoiceField(
        label="Filens kolonner",
        queryset=ImportProfile.objects.none(),
        required=False,
        empty_label="Genkend dem selv",
        to_field_name="name",
    )
    school = forms.ModelChoiceField(
        label="Skole",
        queryset=School.objects.none(),
        required=False,
        to_field_name="public_id",
        help_text="Kun skolens egne linjer bliver læst.",
        error_messages={"required": "Vælg, hvilken skole filen er fra."},
    )

    def __init__(self, *args: Any, schools: Sequence[School], everywhere: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._alone = schools[0] if len(schools) == 1 and not everywhere else None
        self._put("profile", ImportProfile.objects.order_by("name"))
        if everywhere or self._alone is not None:
            del self.fields["school"]
        else:
            self._put("school", School.objects.filter(pk__in=[row.pk for row in schools]))
            self.fields["school"].required = True
        if not ImportProfile.objects.exists():
            del self.fields["profile"]

    def _put(self, name: str, queryset: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells mypy which field
        field.queryset = queryset.order_by("name", "pk")

    def clean_file(self) -> UploadedFile:
        """Refuse what is too big before it is kept anywhere."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > settings.UPLOAD_MAX_BYTES:
            raise forms.ValidationError(too_big(settings.UPLOAD_MAX_BYTES))
        return file

    @property
    def chosen_school(self) -> School | None:
        """The school whose lines are read; None is the whole municipality."""
        return self._alone or self.cleaned_data.get("school")


class ColumnsForm(forms.Form):
    """What each heading of a file means to us, and what its codes mean."""

    name = forms.CharField(
        label="Hvad skal profilen hedde?",
        help_text="For eksempel systemet, filen kommer fra. Næste gang vælger du bare navnet.",
        max_length=80,
        widget=forms.TextInput(attrs={"class": "input-m"}),
        error_messages={"required": "Giv profilen et navn."},
    )
    is_wide = forms.BooleanField(
        label="Filen har en kolonne for hver dag",
        help_text="Datoen står i overskriften, og koden står i cellen.",
        required=False,
    )
    others = forms.ChoiceField(
        label="Andre koder, der kommer senere", choices=OTHERS, initial=NONE, required=False
    )

    def __init__(
        self,
        *args: Any,
        headings: Sequence[str],
        codes: Sequence[str],
        samples: Mapping[str, str] | None = None,
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self._headings = headings
        self._codes = codes
        choices = UNUSED + [(name, COLUMN_LABELS[name]) for name in ABSENCE_COLUMNS]
        for place, heading in enumerate(headings):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=heading or f"Kolonne {place + 1} uden overskrift",
                help_text=(samples or {}).get(heading, ""),
                choices=choices,
                initial=NONE,
            )
        for place, code in enumerate(codes):
            self.fields[f"code_{place}"] = forms.ChoiceField(
                label=f"Koden {code}",
                choices=MEANINGS,
                initial=CODES.get(code.upper(), NONE),
            )

    def clean(self) -> dict[str, Any]:
        """Ask for the columns that nothing works without, each of them once."""
        cleaned = super().clean() or {}
        chosen = self.columns.values()
        needs = WIDE_NEEDS if cleaned.get("is_wide") else ABSENCE_NEEDS
        missing = [COLUMN_LABELS[name] for name in needs if name not in self.columns]
        if missing:
            one = len(missing) == 1
            ask = "Vælg den kolonne, der er" if one else "Vælg en kolonne til hver af disse:"
            self.add_error(None, f"{ask} {join_and(missing)}.")
        if len(set(chosen)) < len(chosen):
            self.add_error(None, "To kolonner har samme overskrift. Ret den ene i filen.")
        if self._chosen_twice():
            self.add_error(None, "Den samme betydning er valgt for to kolonner.")
        return cleaned

    def _chosen_twice(self) -> bool:
        used = [name for name, _ in self._chosen("column", self._headings)]
        return len(used) > len(set(used))

    def _chosen(self, kind: str, texts: Sequence[str]) -> list[tuple[str, str]]:
        """Return what was chosen and for which text, where something was."""
        chosen = [
            (self.cleaned_data.get(f"{kind}_{n}", NONE), text) for n, text in enumerate(texts)
        ]
        return [(name, text) for name, text in chosen if name not in ("", NONE)]

    @property
    def columns(self) -> dict[str, str]:
        """Our column -> the heading that was chosen for it."""
        return dict(self._chosen("column", self._headings))

    @property
    def meanings(self) -> dict[str, str]:
        """Code -> what it means; a code without a meaning is refused when it comes."""
        found = {code: meaning for meaning, code in self._chosen("code", self._codes)}
        if (others := self.cleaned_data.get("others")) not in (None, "", NONE):
            found[ANY_OTHER] = others
        return found

    @property
    def column_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("column_")]

    @property
    def code_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("code_")]

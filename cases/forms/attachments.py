"""A file that is laid on a case, and why one is taken off."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from cases.actions.attachments import MEGABYTE, too_big
from cases.forms.fields import OnceForm, PastDateField, choice, line, text
from cases.forms.records import DatedForm
from cases.models import Attachment
from kiss.lib.models import Refused
from kiss.lib.received.kinds import ACCEPTED, ENDINGS
from kiss.lib.received.receiving import Received, receive


class AttachmentForm(DatedForm):
    file = forms.FileField(
        label="Fil",
        widget=forms.ClearableFileInput(attrs={"accept": ENDINGS}),
        error_messages={
            "required": "Vælg den fil, der skal lægges på.",
            "empty": "Filen er tom. Vælg en anden.",
        },
    )
    kind = choice("Hvad er det?", Attachment.Kind.choices, "Vælg, hvad det er.", as_buttons=True)
    title = line(
        "Kort om filen",
        "Skriv kort, hvad filen er.",
        longest=120,
        help_text="For eksempel: Udtalelse fra børnelægen. Skriv ikke CPR-numre.",
    )
    dated_on = PastDateField(
        label="Dato", in_future="Datoen på bilaget kan ikke ligge i fremtiden."
    )
    is_restricted = forms.BooleanField(
        label="Fortroligt: kun de, der fører sagen, må åbne filen",
        required=False,
        help_text="Alle på sagen kan se, at bilaget findes, og hvem der har lagt det på. Fører du "
        "ikke selv sagen, kan du ikke åbne det igen.",
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["file"].help_text = (
            f"{ACCEPTED}, højst {settings.ATTACHMENT_MAX_BYTES // MEGABYTE} MB. Filens navn bliver "
            "ikke gemt, og et billede mister, hvad det ved om sted og kamera."
        )
        self.fields["dated_on"].help_text = "Den dag, brevet eller billedet er fra."

    def clean_file(self) -> Received:
        """Return the file as it is to be kept, or say what is wrong with it."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > settings.ATTACHMENT_MAX_BYTES:
            raise forms.ValidationError(too_big())
        try:
            return receive(
                file.read(), name=file.name or "", declared=(file.content_type or "").strip()
            )
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def clean(self) -> dict[str, Any]:
        """Ask for the file again when something else is to be mended: no browser keeps it."""
        given = super().clean() or self.cleaned_data
        if self.errors and "file" in given:
            self.add_error("file", "Vælg filen igen. Den følger ikke med, når noget skal rettes.")
        return given

    def given(self) -> dict[str, Any]:
        """Return what was typed, and the file as it is to be kept: the parameters of the action."""
        typed = super().given()
        received = typed.pop("file")
        return {**typed, "received": received}


class RemoveAttachmentForm(OnceForm):
    reason = text(
        "Hvorfor tages bilaget af?",
        "Skriv, hvorfor bilaget tages af.",
        rows=2,
        longest=300,
        help_text="Grunden bliver stående på tidslinjen. Skriv ikke, hvad der står i filen.",
    )

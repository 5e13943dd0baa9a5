"""Contacts, notes, the child's words, the perspectives and the three questions."""

from datetime import date
from typing import Any

from django import forms

from cases.forms.fields import (
    OnceForm,
    PastDateField,
    SometimesField,
    choice,
    line,
    refuse_cpr,
    text,
)
from cases.models import Contact, FollowUp, Indsats
from cases.phases import Angle
from cases.tools import tools_for


class DatedForm(OnceForm):
    """A form about something that has happened: its days lie no later than today."""

    def __init__(self, *args: Any, today: date, **given: Any) -> None:
        super().__init__(*args, **given)
        for field in self.fields.values():
            if isinstance(field, PastDateField):
                field.refuse_after(today)


class ContactForm(DatedForm):
    with_whom = line(
        "Med hvem", "Skriv, hvem du ville tale med.", help_text="mor, far, barnet, klubben …"
    )
    channel = choice("Hvordan", Contact.Channel.choices, "Vælg hvordan.", as_buttons=True)
    outcome = choice(
        "Hvad blev resultatet?",
        Contact.Outcome.choices,
        "Vælg, hvad der kom ud af det.",
        as_buttons=True,
    )
    summary = SometimesField(
        label="Kort om samtalen",
        need="skriv, hvis I talte sammen",
        help_text="Skriv kun det, der er nødvendigt for sagen. Et forsøg uden svar tæller også.",
    )
    on = PastDateField(label="Dato", in_future="En kontakt noteres, når den har fundet sted.")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("outcome") == Contact.Outcome.TALT and not given.get("summary", "").strip():
            self.add_error("summary", "Skriv kort, hvad I talte om.")
        return given


class NoteForm(OnceForm):
    text = text(
        "Notat",
        "Skriv notatet, før du gemmer.",
        help_text="Skriv, som om barnet og forældrene læser med. Det kan de bede om.",
        rows=4,
    )
    is_restricted = forms.BooleanField(
        label="Fortroligt: kun de, der fører sagen, må læse teksten",
        required=False,
        help_text="Alle på sagen kan se, at notatet findes, og hvem der har skrevet det.",
    )


class LetterForm(OnceForm):
    heading = line("Overskrift", "Skriv en overskrift.", longest=100)
    text = text(
        "Brevet",
        "Skriv, hvad der skal stå i brevet.",
        rows=16,
        longest=4000,
        help_text="En tom linje gør et nyt afsnit. Dit navn og nummer står under brevet.",
    )


class CorrectionForm(OnceForm):
    text = text(
        "Hvad er forkert, og hvad er rigtigt?",
        "Skriv, hvad der er forkert, og hvad der er rigtigt.",
        help_text="Linjen bliver stående, som den er. Din rettelse står under den med dit navn.",
        rows=3,
    )


class StorySearchForm(forms.Form):
    """Words to look for in a case. Sent by POST, so that they never stand in an address."""

    words = forms.CharField(
        label="Søg i sagen",
        max_length=60,
        error_messages={"required": "Skriv, hvad du leder efter."},
        validators=[refuse_cpr],
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "data-search": "", "class": "input-m"}
        ),
    )


class ChildWordsForm(DatedForm):
    text = text(
        "Barnets egne ord",
        "Skriv, hvad barnet sagde, med barnets egne ord.",
        help_text="Ordret, også når det er kort. Ikke jeres tolkning.",
    )
    said_to = line("Til hvem", "Skriv, hvem barnet talte med.")
    said_on = PastDateField(
        label="Hvornår", in_future="Den dag, barnet sagde det, kan ikke ligge i fremtiden."
    )
    may_be_shared = forms.BooleanField(
        label="Må vises for forældrene",
        required=False,
        help_text="Spørg barnet. Uden hak er ordene fortrolige: kun tovholderen, ledere og "
        "socialrådgivere, der selv er knyttet til sagen, og du kan læse dem. De kommer aldrig med "
        "på papiret til forældrene.",
    )


# What the model wants to know of each perspective.
ASKED = {
    Angle.BARN: "Det, barnet fortalte, med barnets egne ord hvor du kan.",
    Angle.FORAELDRE: "Forældrenes fortælling om dagene hjemme og i skolen, og hvad de selv har "
    "prøvet.",
    Angle.KLASSE: "Modellen spørger til seks ting: stemningen, relationerne mellem eleverne, "
    "læringsmiljøet, relationerne til lærere og pædagoger, skift og overgange, og de "
    "fortællinger, der går om klassen.",
    Angle.ANDRE: "Det, andre ser: SFO eller klub, PPR, sundhedsplejerske, fritid.",
    Angle.FRAVAER: "Mønstre i fraværet og i trivslen: hvilke dage, hvilke timer, siden hvornår.",
}


class PerspectiveForm(DatedForm):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    explored_on = PastDateField(
        label="Hvornår", in_future="Datoen for afdækningen kan ikke ligge i fremtiden."
    )
    explored_by = line(
        "Hvem talte eller så efter?", "Skriv, hvem der talte med dem eller så efter."
    )
    tool = line(
        "Redskab",
        longest=120,
        help_text="Modellens redskaber til barnets alder står på listen.",
        list="tools",
    )
    summary = SometimesField(label="Hvad kom frem?", need="udfyld et af de to", rows=5)
    not_possible_because = SometimesField(
        label="Ikke muligt, fordi",
        need="udfyld et af de to",
        rows=2,
        help_text="Udfyldes kun, hvis det ikke kunne lade sig gøre.",
    )

    def __init__(self, *args: Any, angle: Angle, grade: int | None, **given: Any) -> None:
        super().__init__(*args, **given)
        self.tools = tools_for(angle, grade)
        self.fields["summary"].help_text = ASKED[angle]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if (
            not given.get("summary", "").strip()
            and not given.get("not_possible_because", "").strip()
        ):
            self.add_error(
                "summary", "Skriv, hvad der kom frem, eller hvorfor det ikke var muligt."
            )
        return given


class FollowUpForm(OnceForm):
    done = choice(
        "Fik I gjort, hvad I havde planlagt?",
        FollowUp.Done.choices,
        "Svar på, om I fik gjort det.",
        as_buttons=True,
    )
    worked = choice(
        "Har det haft en virkning?",
        FollowUp.Worked.choices,
        "Svar på, om det virkede.",
        as_buttons=True,
    )
    adjustment = text("Hvad justerer I?", rows=2)
    status = choice("Indsatsen er nu", Indsats.Status.choices, "Vælg, hvor indsatsen står nu.")

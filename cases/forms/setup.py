"""What the municipality sets up itself: an entry of the catalogue, a step of the scale."""

from typing import Any, Self

from django import forms

from cases.actions import mark_of
from cases.forms.fields import OnceForm, choice, line, text
from cases.models import CatalogueEntry, ConcernLevel
from cases.models.catalogue import STAGES
from cases.phases import Arena, Level

FEWEST_DAYS, MOST_DAYS = 1, 180


class SetupForm(OnceForm):
    """One row of what the municipality sets up. `seen` marks the row as it was on the screen."""

    names: tuple[str, ...] = ()

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, row: Any, posted: Any) -> Self:
        """Return the form as it is shown first, or as it was sent."""
        if row is None:
            return cls(posted)
        values = {name: getattr(row, name) for name in cls.names}
        return cls(posted, initial={**values, "seen": mark_of(row)})

    def given(self) -> dict[str, Any]:
        """Return the parameters of the action."""
        return {**super().given(), "seen": self.cleaned_data["seen"] or 0}


class EntryForm(SetupForm):
    """A kind of action: what it is called, what one does, where, and how far it goes."""

    names = ("title", "description", "kind", "arena", "level", "stages")

    title = line(
        "Titel",
        "Skriv en titel.",
        longest=120,
        help_text="Det, der kommer til at stå i handleplanen. Kort, og sagt som noget, man gør.",
        **{"class": "input-wide"},
    )
    description = text(
        "Beskrivelse",
        "Skriv med et par sætninger, hvad man gør.",
        rows=4,
        help_text="Et par sætninger om, hvad man gør. Ingen navne: alle skoler læser det.",
    )
    kind = choice(
        "Slags",
        [
            (CatalogueEntry.Kind.INDSATS.value, "indsats"),
            (CatalogueEntry.Kind.KONTAKT.value, "kontakt fra voksne eller kammerater under fravær"),
        ],
        "Vælg en slags.",
        as_buttons=True,
        initial=CatalogueEntry.Kind.INDSATS,
    )
    arena = choice("Hvor", [("", "Vælg"), *Arena.choices], "Vælg, hvor det sker.")
    level = choice("Niveau", [("", "Vælg"), *Level.choices], "Vælg et niveau.")
    stages = forms.MultipleChoiceField(
        label="Tænkt til",
        choices=STAGES,
        required=False,
        help_text="Sæt ingen hak, hvis den er for alle klassetrin.",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--row"}),
        error_messages={"invalid_choice": "Vælg blandt indskoling, mellemtrin og udskoling."},
    )

    def clean_stages(self) -> list[str]:
        """All three is the same as for everybody."""
        stages = self.cleaned_data["stages"]
        return [] if len(stages) == len(STAGES) else stages


class LevelForm(SetupForm):
    """A step of the scale: its name, when a case stands there, and how often one follows up."""

    names = ("name", "criteria", "follow_up_days")

    name = line("Navn", "Skriv trinnets navn.", longest=60)
    criteria = text(
        "Hvornår?",
        "Skriv, hvornår en sag står på trinnet.",
        rows=3,
        help_text="Om situationen, aldrig om barnet. Et tal alene er sjældent nok.",
    )
    follow_up_days = forms.IntegerField(
        label="Opfølgning senest efter (dage)",
        min_value=FEWEST_DAYS,
        max_value=MOST_DAYS,
        help_text="Kalenderdage mellem to opfølgninger. Jeres eget valg; det står ikke i loven.",
        widget=forms.NumberInput(attrs={"class": "input-xs", "inputmode": "numeric"}),
        error_messages={
            "required": "Skriv antal dage.",
            "invalid": "Skriv antal dage som et helt tal.",
            "min_value": f"Skriv et tal fra {FEWEST_DAYS} til {MOST_DAYS}.",
            "max_value": f"Skriv et tal fra {FEWEST_DAYS} til {MOST_DAYS}.",
        },
    )


FORM_OF: dict[type, type[SetupForm]] = {CatalogueEntry: EntryForm, ConcernLevel: LevelForm}

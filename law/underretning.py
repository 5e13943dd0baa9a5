"""Underretning: what it may rest on, and whether the child is to be heard.

The numbers under § 133 are those that servicelovens § 153 had; that they stayed the same is
inferred and said so wherever they are shown.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from law.figures import Figures
from law.sources import UNVERIFIED, Source, source


class Ground(StrEnum):
    """What makes somebody notify."""

    FIFTEEN = "15-procent"
    SUPPORT = "saerlig-stoette"
    ABSENCE = "skolefravaer"
    ABUSE = "overgreb"


@dataclass(frozen=True, slots=True)
class GroundNote:
    """What a ground says in plain words, the key of its source, and its number within that."""

    title: str
    source: str
    number: str = ""


GROUNDS: Final = {
    Ground.FIFTEEN: GroundNote(
        "Ulovligt fravær på 15 procent eller mere i et kvartal", "underretning-15"
    ),
    Ground.SUPPORT: GroundNote(
        "Barnet eller den unge kan have brug for særlig støtte", "underretning", "nr. 1"
    ),
    Ground.ABSENCE: GroundNote(
        "Ulovligt skolefravær, eller undervisningspligten bliver ikke opfyldt",
        "underretning",
        "nr. 3",
    ),
    Ground.ABUSE: GroundNote(
        "Barnet eller den unge har været udsat for overgreb", "underretning", "nr. 4"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """A ground as it is cited on a day. `says` is the reference with a word when it is unsure."""

    ground: Ground
    title: str
    reference: str
    is_verified: bool
    note: str

    @property
    def says(self) -> str:
        return self.reference if self.is_verified else f"{self.reference} ({UNVERIFIED})"


def basis(ground: Ground, on: date) -> LegalBasis:
    """Return what a ground rests on, with the reference in force on a day."""
    note = GROUNDS[ground]
    found: Source = source(note.source, on)
    return LegalBasis(
        ground=ground,
        title=note.title,
        reference=", ".join(part for part in (found.reference, note.number) if part),
        # The number within the paragraph has been read in no text at all.
        is_verified=found.verified and not note.number,
        note=found.note,
    )


def age_on(born: date, day: date) -> int:
    """Return how many whole years old somebody is on a day; a birthday counts."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def is_to_be_heard(born: date | None, day: date, figures: Figures) -> bool:
    """Tell whether a child is old enough to be heard; one whose birthday is not known is asked."""
    return born is None or age_on(born, day) >= figures.hearing_age

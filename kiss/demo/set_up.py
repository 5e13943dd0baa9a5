"""What the municipality has made of the catalogue that came with the product."""

from collections.abc import Mapping
from datetime import time
from typing import Final

from cases import actions
from cases.models import CatalogueEntry, ConcernLevel
from kiss.demo.telling import Days, as_user, written_at
from schools.models import User

AT: Final = time(13, 10)
WRITTEN_AGO, TRIED_AGO, STOPPED_AGO, MENDED_AGO = 62, 58, 21, 18
READING: Final = "Læsevenner på tværs af klasser"
RUNNING: Final = "Morgenløb for hele klassen"


def set_up(days: Days, people: Mapping[str, User]) -> None:
    """Let the administration add to the catalogue, stop with something, and mend the scale."""
    lone, adam = people["lone@demo.invalid"], people["adam@demo.invalid"]
    with as_user(lone), written_at(days.back(WRITTEN_AGO), AT):
        _add(
            lone,
            READING,
            "Ældre elever læser med de yngre en fast dag om ugen. Den, der har været meget væk, "
            "får en opgave, nogen venter på.",
            stages=["indskoling", "mellemtrin"],
        )
    with as_user(lone), written_at(days.back(TRIED_AGO), AT):
        running = _add(lone, RUNNING, "Hele klassen løber en tur, før første time begynder.")
    with as_user(lone), written_at(days.back(STOPPED_AGO), AT):
        actions.retire_choice(running, by=lone)
    with as_user(adam), written_at(days.back(MENDED_AGO), AT):
        step = ConcernLevel.objects.get(position=2)
        actions.write_level(
            step,
            seen=actions.mark_of(step),
            name=step.name,
            criteria=f"{step.criteria} Også når barnet selv siger, at noget er svært.",
            follow_up_days=step.follow_up_days,
            by=adam,
        )


def _add(by: User, title: str, description: str, stages: list[str] | None = None) -> CatalogueEntry:
    return actions.write_entry(
        None,
        seen=0,
        title=title,
        description=description,
        kind="indsats",
        arena="klasse",
        level="forebyggende",
        stages=stages or [],
        by=by,
    )

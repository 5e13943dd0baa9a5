"""What the catalogue offers for a plan: by where it happens, the class first."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from cases.models import CatalogueEntry
from cases.phases import Arena, Level
from cases.tools import Stage, stage_of
from kiss.lib.text import join_and

KONTAKT: Final = CatalogueEntry.Kind.KONTAKT
ARENA_TITLES: Final = {
    Arena.KLASSE: "I klassefællesskabet",
    Arena.BARN: "Sammen med barnet",
    Arena.HJEM: "I hjemmet",
    Arena.NETVAERK: "I netværket",
    Arena.FRITID: "I fritiden",
}
CONTACT_TITLE: Final = "Kontakt, mens barnet er væk"
CONTACT_WORDS: Final = (
    "Børn, der er væk, savner både kammerater og voksne. Aftal det fra den første dag."
)


@dataclass(frozen=True, slots=True)
class Offer:
    """An entry as it is offered; `suits` says whom it is meant for, empty when it is for all."""

    entry: CatalogueEntry
    suits: str
    is_for_others: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """Entries that belong together, with a title; `key` is what one filters by."""

    key: str
    title: str
    words: str
    offers: tuple[Offer, ...]


def shelves(
    entries: Iterable[CatalogueEntry], *, where: str = "", level: str = "", grade: int | None = None
) -> list[Shelf]:
    """Lay entries out: the class first, then contact during absence, then the other arenas.

    `where` is an arena or KONTAKT, `level` a level, empty for all. What is meant for another stage
    than the child's is not left out, but stands last: the professional chooses.
    """
    rows = [entry for entry in entries if not level or entry.level == level]
    found = []
    for key in (Arena.KLASSE, KONTAKT, *(arena for arena in Arena if arena != Arena.KLASSE)):
        if where and where != key:
            continue
        offers = [_offer(entry, grade) for entry in rows if shelf_of(entry) == key]
        offers.sort(key=lambda offer: offer.is_for_others)
        if offers:
            title = CONTACT_TITLE if key == KONTAKT else ARENA_TITLES[Arena(key)]
            words = CONTACT_WORDS if key == KONTAKT else ""
            found.append(Shelf(key.value, title, words, tuple(offers)))
    return found


def shelf_of(entry: CatalogueEntry) -> str:
    """Return where an entry stands: contact during absence together, the rest by arena."""
    return KONTAKT.value if entry.kind == KONTAKT else entry.arena


def offered(asked: str | None) -> CatalogueEntry | None:
    """Return the entry that was asked for by its number, if it is offered."""
    if not asked or not asked.isdecimal() or len(asked) > 18:
        return None
    return CatalogueEntry.objects.filter(in_use=True, pk=int(asked)).first()


def offered_all() -> list[CatalogueEntry]:
    """Return all that is offered, in the municipality's order."""
    return list(CatalogueEntry.objects.filter(in_use=True).order_by("position", "pk"))


def suits_words(stages: Iterable[str]) -> str:
    """Return "tænkt til indskoling og mellemtrin"; empty when it is for all."""
    named = [stage.value for stage in Stage if stage in set(stages)]
    return f"tænkt til {join_and(named)}" if named and len(named) < len(Stage) else ""


def level_choices() -> list[tuple[str, str]]:
    """Return the levels to filter by."""
    return [(level.value, level.label) for level in Level]


def _offer(entry: CatalogueEntry, grade: int | None) -> Offer:
    others = bool(entry.stages) and grade is not None and stage_of(grade) not in entry.stages
    return Offer(entry, suits_words(entry.stages), others)

"""Words sought in all that is written in a case, and where they stand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

# How much is shown around the first word.
BEFORE: Final = 60
AROUND: Final = 200


@dataclass(frozen=True, slots=True)
class Place:
    """A text of the case: what it is called there, and the address where it is read."""

    where: str
    url: str
    text: str


def standing_in(places: Iterable[Place], words: str) -> Iterator[Place]:
    """Yield those places in which all of some words stand, each with the lines around the first."""
    sought = words.casefold().split()
    for place in places:
        said = f"{place.where} {place.text}".casefold()
        if sought and all(word in said for word in sought):
            yield Place(place.where, place.url, around(place.text, sought[0]))


def around(text: str, word: str) -> str:
    """Return the part of a text where a word first stands, cut at whole words and marked so."""
    flat = " ".join(text.split())
    at = max(flat.casefold().find(word), 0)
    first = max(at - BEFORE, 0)
    if first:
        first = flat.find(" ", first) + 1
    last = first + AROUND
    if last < len(flat):
        last = max(flat.rfind(" ", first, last), first + 1)
    return f"{'… ' if first else ''}{flat[first:last]}{' …' if last < len(flat) else ''}"

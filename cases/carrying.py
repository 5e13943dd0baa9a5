"""What has been written once and is offered again where it is needed: in words, with its source."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from cases.models import Case, ChildStatement, Handleplan, Perspective, Understanding
from cases.models.understanding import AREAS, SIDES
from cases.phases import Angle
from kiss.lib.text import join_and, plain_date

# The plan's own texts that are offered from the perspectives, and from which of them. What the
# child said is never among them: the plan begins with the child's own words, from their drawer.
FROM_PERSPECTIVES: Final = {
    "parents_view": (Angle.FORAELDRE,),
    "professionals_view": (Angle.KLASSE, Angle.ANDRE),
}


_ENDS: Final = (".", "!", "?", "«")
_PLACES: Final = {label: area for area, label in AREAS}
_PLACE: Final = re.compile(
    rf"({'|'.join(_PLACES)})(?:, set af (.+?))?\. (?=(?:{'|'.join(side for _, side in SIDES)}): )"
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A text for one part of the plan, and a sentence that says where it comes from."""

    name: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Area:
    """One place where causes are looked for: what was written of it, and whose view it is."""

    name: str
    label: str
    said: tuple[tuple[str, str], ...]
    seen_by: str

    @property
    def is_empty(self) -> bool:
        return not any(text for _, text in self.said)


@dataclass(frozen=True, slots=True)
class Newer:
    """An understanding that the plan's own text does not come from: what it says now."""

    text: str
    sentence: str
    version: int


def areas_of(row: Understanding) -> list[Area]:
    """Return the four areas of an understanding, in reading order."""
    return [
        Area(
            area,
            label,
            tuple((side_label, getattr(row, f"{area}_{side}")) for side, side_label in SIDES),
            getattr(row, f"{area}_seen_by"),
        )
        for area, label in AREAS
    ]


def in_words(row: Understanding) -> str:
    """Return an understanding as a text of the plan: one line for each area that was written."""
    return "\n".join(_line(area) for area in areas_of(row) if not area.is_empty)


def read_again(line: str) -> Area | None:
    """Return the area that a line of the plan tells of, as `in_words` wrote it.

    None for a line that somebody wrote in words of their own.
    """
    found = _PLACE.match(line)
    if found is None:
        return None
    rest, said = line[found.end() :], []
    for _, side in reversed(SIDES):
        # A side is named once and in order; the same words inside a text are text.
        before, named, text = (f" {rest}").partition(f" {side}: ")
        said.append((side, text.strip() if named else ""))
        rest = before.strip() if named else rest
    return Area(_PLACES[found[1]], found[1], tuple(reversed(said)), found[2] or "")


def _line(area: Area) -> str:
    place = f"{area.label}, set af {area.seen_by}" if area.seen_by else area.label
    said = [f"{side}: {_sentence(text)}" for side, text in area.said if text]
    return " ".join([f"{place}.", *said])


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text if text.endswith(_ENDS) else f"{text}."


def offers_for(case: Case, plan: Handleplan | None) -> list[Offer]:
    """Return the texts that a plan lacks and that have been written already in the case."""
    offers = [*_understood(case), *_explored(case)]
    return [offer for offer in offers if plan is None or not getattr(plan, offer.name)]


def understood_again(case: Case, plan: Handleplan | None) -> Newer | None:
    """Return the understanding, when the plan has a text that was not taken from its newest."""
    if plan is None or not plan.understanding:
        return None
    row = Understanding.objects.filter(case=case).select_related("saved_by").first()
    if row is None or (plan.understanding_from or 0) >= row.version:
        return None
    text = in_words(row)
    if _same(text, plan.understanding):
        return None
    sentence = (
        f"{row.saved_by} har ændret den fælles forståelse, siden teksten blev hentet."
        if plan.understanding_from
        else f"Der er skrevet en fælles forståelse {plain_date(row.written_on)}."
    )
    return Newer(text, sentence, row.version)


def taken(case: Case, what: str) -> dict[str, Any]:
    """Return what the form of the plan says when the newest understanding is taken or left."""
    row = Understanding.objects.filter(case=case).first()
    if row is None:
        return {}
    if what != TAKE:
        return {"understanding_from": row.version}
    return {
        "understanding": in_words(row),
        "understanding_from": row.version,
        # What the child confided does not reach the paper by itself, whoever wrote it here.
        "understanding_on_paper": row.with_parents and not _repeats(in_words(row), _confided(case)),
    }


TAKE: Final = "hent"


def _understood(case: Case) -> Iterator[Offer]:
    row = Understanding.objects.filter(case=case).first()
    if row is not None:
        source = f"Hentet fra den fælles forståelse, som I skrev {plain_date(row.written_on)}."
        yield Offer("understanding", in_words(row), source)


def _explored(case: Case) -> Iterator[Offer]:
    rows = {row.angle: row for row in Perspective.objects.filter(case=case).exclude(summary="")}
    confided = _confided(case)
    for name, angles in FROM_PERSPECTIVES.items():
        found = [
            rows[angle]
            for angle in angles
            if angle in rows and not _repeats(rows[angle].summary, confided)
        ]
        if found:
            source = join_and(_noun(row.angle, row.explored_on) for row in found)
            text = "\n\n".join(row.summary for row in found)
            yield Offer(name, text, f"Hentet fra afdækningen: {source}.")


def _noun(angle: str, day: date) -> str:
    label = Angle(angle).label
    return f"{label[:1].lower()}{label[1:]} {plain_date(day)}"


def _confided(case: Case) -> list[str]:
    rows = ChildStatement.objects.filter(case=case, may_be_shared=False)
    return [_plain(text) for text in rows.values_list("text", flat=True)]


def _repeats(text: str, confided: list[str]) -> bool:
    """Tell whether a text holds what the child said in confidence, word for word."""
    plain = _plain(text)
    return any(words and words in plain for words in confided)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .!?»«\"'")


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()

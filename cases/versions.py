"""What a version of a handleplan still tells, and what changed between two of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from cases.models import Case, ChildStatement
from cases.plan_words import LABELS, day_words, indsats_lines, yes_or_no

SAME, ADDED, GONE = "samme", "nyt", "fjernet"
# Below this likeness two texts are another text, and word by word would only be confusing.
ALIKE = 0.35


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that stand in both versions, are new, or are gone."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Change:
    """One part of the plan that changed, in pieces to be read in order."""

    label: str
    pieces: tuple[Piece, ...]


def changes(old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    """Return the parts of the plan that differ between two contents, in reading order.

    Contents are as `cases.actions.plan_content` makes them. Actions are matched by what they say.
    """
    found = []
    for key, label in LABELS.items():
        before, after = _text(old, key), _text(new, key)
        if before != after:
            found.append(Change(label, tuple(pieces(before, after))))
    return found + list(_rows(old["indsatser"], new["indsatser"]))


def words_still_open(case: Case, content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what the child said, of a content's words those that the parents may still read."""
    opened = {
        (row.said_on.isoformat(), row.said_to, row.text)
        for row in ChildStatement.objects.filter(case=case, may_be_shared=True)
    }
    return [
        said
        for said in content["child_words"]
        if (said["said_on"], said["said_to"], said["text"]) in opened
    ]


def pieces(before: str, after: str) -> Iterator[Piece]:
    """Return a text's change word by word, or as one text gone and another come."""
    old, new = _words(before), _words(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ALIKE:
        if before:
            yield Piece(before, GONE)
        if after:
            yield Piece(after, ADDED)
        return
    for _, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        gone, come = "".join(old[old_start:old_end]), "".join(new[new_start:new_end])
        if gone == come:
            yield Piece(gone, SAME)
            continue
        if gone:
            yield Piece(gone, GONE)
        if come:
            yield Piece(come, ADDED)


def _rows(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> Iterator[Change]:
    before = {row["what"]: row for row in old}
    after = {row["what"]: row for row in new}
    for what, row in after.items():
        said = "\n".join(indsats_lines(row))
        had = "\n".join(indsats_lines(before[what])) if what in before else ""
        if not had:
            yield Change("Ny indsats", (Piece(said, SAME),))
        elif had != said:
            yield Change("Indsats", tuple(pieces(had, said)))
    for what, row in before.items():
        if what not in after:
            yield Change("Indsats fjernet", (Piece("\n".join(indsats_lines(row)), GONE),))


def _text(content: dict[str, Any], key: str) -> str:
    if key == "goals":
        return "\n".join(content["goals"])
    if key == "next_follow_up_on":
        day = content[key]
        return day_words(date.fromisoformat(day) if day else None)
    if key == "next_follow_up_by":
        return content[key]
    if key == "understanding_on_paper":
        return yes_or_no(content.get(key, False))
    return content["headings"].get(key, "")


def _words(text: str) -> list[str]:
    return re.findall(r"\S+\s*|\s+", text)

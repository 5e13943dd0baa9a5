"""What is new in a plan since an earlier version, said so that a parent can read it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, Final

from cases.models import Indsats
from cases.plan_words import LABELS, day_words

# Two sentences that share so much are one sentence that was changed.
ALIKE: Final = 0.5
OVER: Final = {Indsats.Status.AFSLUTTET, Indsats.Status.OPGIVET}
# What is said of an action that goes on, by the part of it that changed.
SAID: Final = {"who": "gøres af", "when": "tidspunktet er", "works_when": "det virker, når"}


class Kind(StrEnum):
    """What happened to a part of the plan."""

    NEW = "Nyt"
    CHANGED = "Ændret"
    OVER = "Afsluttet"
    GONE = "Taget ud"

    @property
    def tone(self) -> str:
        """How its tag looks on a page."""
        return {Kind.NEW: "ok", Kind.CHANGED: "soon"}.get(self, "")


@dataclass(frozen=True, slots=True)
class News:
    """One thing that happened. `part` is the plan's own name of it; `text` and `before` its words.

    `before` is empty unless something stood there that stands differently now.
    """

    kind: Kind
    part: str
    text: str
    before: str = ""

    @property
    def label(self) -> str:
        return {"goals": "Mål", "indsatser": "Indsats"}.get(self.part) or LABELS[self.part]


def news(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[News]:
    """Return what happened between two contents of a plan: goals and actions first, then texts.

    Contents are as `cases.actions.plan_content` makes them. A goal or an action whose words were
    changed is known again when the words are alike.
    """
    return [
        *_goals(old["goals"], new["goals"]),
        *_indsatser(old["indsatser"], new["indsatser"]),
        *_follow_up(old, new),
        *_texts(old["headings"], new["headings"]),
    ]


def _goals(old: Sequence[str], new: Sequence[str]) -> Iterator[News]:
    left = [goal for goal in old if goal not in new]
    for goal in new:
        if goal in old:
            continue
        before = _likest(goal, left)
        if before is not None:
            left.remove(before)
            yield News(Kind.CHANGED, "goals", goal, before)
        else:
            yield News(Kind.NEW, "goals", goal)
    for goal in left:
        yield News(Kind.GONE, "goals", goal)


def _indsatser(
    old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]
) -> Iterator[News]:
    left = [row for row in old if row["status"] not in OVER]
    for row in new:
        before = _same_row(row, left)
        if before is not None:
            left.remove(before)
        if row["status"] in OVER:
            if before is not None:
                yield News(Kind.OVER, "indsatser", row["what"])
        elif before is None:
            yield News(Kind.NEW, "indsatser", f"{_open(row)}: {row['who']}, {row['when']}")
        else:
            yield from _changed(before, row)
    for row in left:
        yield News(Kind.GONE, "indsatser", row["what"])


def _changed(before: Mapping[str, Any], row: Mapping[str, Any]) -> Iterator[News]:
    if before["what"] != row["what"]:
        yield News(Kind.CHANGED, "indsatser", row["what"], before["what"])
    for name, said in SAID.items():
        if before[name] != row[name]:
            text = f"{_open(row)}: {said} {row[name] or 'ikke aftalt'}"
            yield News(Kind.CHANGED, "indsatser", text, before[name])


def _open(row: Mapping[str, Any]) -> str:
    """Return what an action is, ready for a colon."""
    return row["what"].rstrip(" .")


def _same_row(
    row: Mapping[str, Any], left: Sequence[Mapping[str, Any]]
) -> Mapping[str, Any] | None:
    for other in left:
        if row.get("pk") is not None and row.get("pk") == other.get("pk"):
            return other
    for other in left:
        if other["what"] == row["what"]:
            return other
    words = _likest(row["what"], [other["what"] for other in left])
    return next((other for other in left if other["what"] == words), None)


def _follow_up(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[News]:
    before, after = (_day(content["next_follow_up_on"]) for content in (old, new))
    if before == after:
        return
    if not after:
        yield News(Kind.GONE, "next_follow_up_on", before)
    else:
        yield News(Kind.CHANGED if before else Kind.NEW, "next_follow_up_on", after, before)


def _texts(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[News]:
    for name in LABELS:
        before, after = old.get(name, "").strip(), new.get(name, "").strip()
        if before == after:
            continue
        if not after:
            yield News(Kind.GONE, name, before)
        else:
            yield News(Kind.CHANGED if before else Kind.NEW, name, after, before)


def _likest(text: str, others: Sequence[str]) -> str | None:
    """Return the text that is most like one, if any is alike at all."""
    scored = [
        (SequenceMatcher(None, other.lower().split(), text.lower().split()).ratio(), other)
        for other in others
    ]
    best = max(scored, default=(0.0, ""), key=lambda found: found[0])
    return best[1] if best[0] >= ALIKE else None


def _day(text: str | None) -> str:
    return day_words(date.fromisoformat(text)) if text else ""

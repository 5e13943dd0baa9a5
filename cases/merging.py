"""Two people saved the same plan: what differs, part by part, and the plan that was chosen."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from cases.actions import IndsatsInput
from cases.actions.plans import HEADINGS
from cases.models import Handleplan
from cases.plan_words import LABELS, day_words, indsats_lines, section_of, yes_or_no

MINE, SAVED = "min", "gemt"
_ROW = "indsats-"
# The parts that are no text one can mend beside the other's.
NO_TEXT = {"goals", "next_follow_up_on", "understanding_on_paper"}


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanText:
    """All that a plan says, typed or saved."""

    headings: dict[str, str]
    goals: list[str]
    indsatser: list[IndsatsInput]
    next_follow_up_on: date | None
    next_follow_up_by: str
    understanding_on_paper: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """One part that the typed and the saved plan say differently.

    `mine` and `saved` are lines; empty when the part is not there. `mine_label` and `saved_label`
    say what choosing means. `prefers` is what stands chosen: never the version of somebody who
    did not touch the part. `only_mine` tells that the other one did not touch it, `is_text` that
    it is one text, which can be mended on the spot.
    """

    key: str
    label: str
    mine: list[str]
    saved: list[str]
    mine_label: str = "Behold det, du skrev"
    saved_label: str = "Brug det, der er gemt"
    prefers: str = MINE
    untouched: bool = False
    only_mine: bool = False
    is_text: bool = False


def saved_text(plan: Handleplan | None) -> PlanText:
    """Return what a plan says as it is saved; an empty plan says nothing."""
    if plan is None:
        return PlanText(
            headings={}, goals=[], indsatser=[], next_follow_up_on=None, next_follow_up_by=""
        )
    rows = plan.indsatser.order_by("position", "pk")
    return PlanText(
        headings={name: getattr(plan, name) for name in HEADINGS},
        goals=list(plan.goals.order_by("position", "pk").values_list("text", flat=True)),
        indsatser=[
            IndsatsInput(
                pk=row.pk,
                what=row.what,
                who=row.who,
                when=row.when,
                works_when=row.works_when,
                arena=row.arena,
                level=row.level,
                is_contact=row.is_contact,
                status=row.status,
            )
            for row in rows
        ],
        next_follow_up_on=plan.next_follow_up_on,
        next_follow_up_by=plan.next_follow_up_by,
        understanding_on_paper=plan.understanding_on_paper,
    )


def fingerprints(plan: PlanText) -> str:
    """Return a short mark of every part, as JSON: enough to see later which parts were touched."""
    return json.dumps({key: _mark(lines) for key, lines in _parts(plan).items()})


def fingerprints_after(
    mine: PlanText, saved: PlanText, base: str, left_out: Collection[str] = ()
) -> str:
    """Return the marks to type on from, when what was typed has been saved beside the other's.

    A part that says the same now is begun anew. One where the other's text was kept, or that stands
    in a section that was left out, is still typed from where it began.
    """
    began = _began(base) or {}
    mine_parts, saved_parts = _parts(mine), _parts(saved)
    marks = dict(began)
    for key in mine_parts | began:
        if section_of(key) in left_out:
            continue
        if key in saved_parts and mine_parts.get(key) == saved_parts[key]:
            marks[key] = _mark(saved_parts[key])
        elif key not in mine_parts and key not in saved_parts:
            del marks[key]
    return json.dumps(marks)


def recognised(mine: PlanText, saved: PlanText, base: str) -> PlanText:
    """Return what was typed, its new actions known again where they have been saved already.

    So no row stands twice when a save was answered too late, or its answer never came. A new row
    is known by saying the same as a row that was not there when the typing began.
    """
    began = _began(base) or {}
    taken = {row.pk for row in mine.indsatser}
    new = [row for row in saved.indsatser if _row_key(row.pk) not in began and row.pk not in taken]
    rows = []
    for row in mine.indsatser:
        twin = next((other for other in new if row.pk is None and _says_the_same(row, other)), None)
        if twin is not None:
            new.remove(twin)
        rows.append(twin or row)
    return replace(mine, indsatser=rows)


def _says_the_same(row: IndsatsInput, other: IndsatsInput) -> bool:
    return row.values() == other.values()


def beside(mine: PlanText, saved: PlanText, base: str) -> PlanText | None:
    """Return what was typed with what somebody else saved meanwhile, or None.

    None where one and the same part was written by both: only they can say what shall stand.
    """
    found = differences(mine, saved, base)
    if any(not (row.untouched or row.only_mine) for row in found):
        return None
    return merged(mine, saved, {row.key: row.prefers for row in found})


def differences(mine: PlanText, saved: PlanText, base: str) -> list[Difference]:
    """Return the parts where the typed plan differs from the saved one, in reading order.

    `base` are the fingerprints of the plan that the typing began from; without them everything
    typed counts as touched. Rows that are new in the typed plan stand in no one's way.
    """
    began = _began(base)
    mine_parts, saved_parts = _parts(mine), _parts(saved)
    return [
        _difference(key, mine_parts.get(key), saved_parts.get(key), began)
        for key in mine_parts | saved_parts
        if mine_parts.get(key) != saved_parts.get(key)
    ]


def merged(mine: PlanText, saved: PlanText, choices: Mapping[str, str]) -> PlanText:
    """Return the typed plan with the parts taken from the saved one where that was chosen."""

    def takes_saved(key: str) -> bool:
        return choices.get(key) == SAVED

    headings = {
        key: saved.headings.get(key, "") if takes_saved(key) else text
        for key, text in mine.headings.items()
    }
    return PlanText(
        headings=headings,
        goals=saved.goals if takes_saved("goals") else mine.goals,
        indsatser=list(_rows(mine, saved, choices)),
        next_follow_up_on=saved.next_follow_up_on
        if takes_saved("next_follow_up_on")
        else mine.next_follow_up_on,
        next_follow_up_by=saved.next_follow_up_by
        if takes_saved("next_follow_up_by")
        else mine.next_follow_up_by,
        understanding_on_paper=saved.understanding_on_paper
        # Whether the parents read a text is said by whoever wrote it.
        if takes_saved("understanding") or takes_saved("understanding_on_paper")
        else mine.understanding_on_paper,
    )


def _rows(mine: PlanText, saved: PlanText, choices: Mapping[str, str]) -> Iterator[IndsatsInput]:
    stored = {row.pk: row for row in saved.indsatser}
    for row in mine.indsatser:
        choice = choices.get(_row_key(row.pk), MINE)
        if row.pk is None:
            yield row
        elif row.pk in stored:
            yield stored[row.pk] if choice == SAVED else row
        elif choice == MINE:
            # Somebody took it off meanwhile: it comes back as a new row.
            yield replace(row, pk=None)
    typed = {row.pk for row in mine.indsatser}
    for row in saved.indsatser:
        if row.pk not in typed and choices.get(_row_key(row.pk), SAVED) == SAVED:
            yield row


def _difference(
    key: str, mine: list[str] | None, saved: list[str] | None, began: dict[str, str] | None
) -> Difference:
    touched_by_me = began is None or began.get(key) != _mark_of(mine)
    touched_by_other = began is None or began.get(key) != _mark_of(saved)
    labels = {}
    if mine is None:
        labels = {"mine_label": "Fjern indsatsen", "saved_label": "Behold indsatsen"}
    elif saved is None:
        labels = {
            "mine_label": "Læg indsatsen ind igen",
            "saved_label": "Lad indsatsen være fjernet",
        }
    # An action that is gone on one side is the dearest loss: it stays unless only I removed it.
    mine_stands = touched_by_me and not (mine is None and touched_by_other)
    return Difference(
        key=key,
        label=LABELS.get(key, "Indsats"),
        mine=mine or [],
        saved=saved or [],
        prefers=MINE if mine_stands else SAVED,
        untouched=not touched_by_me,
        only_mine=not touched_by_other,
        is_text=key in LABELS and key not in NO_TEXT,
        **labels,
    )


def _parts(plan: PlanText) -> dict[str, list[str]]:
    parts = {}
    for key in LABELS:
        if key == "goals":
            parts[key] = list(plan.goals)
        elif key == "next_follow_up_on":
            parts[key] = [day_words(plan.next_follow_up_on)]
        elif key == "understanding_on_paper":
            parts[key] = [yes_or_no(plan.understanding_on_paper)]
        elif key == "next_follow_up_by":
            parts[key] = [plan.next_follow_up_by.strip()]
        else:
            parts[key] = [plan.headings.get(key, "").strip().replace("\r\n", "\n")]
    for row in plan.indsatser:
        if row.pk is not None:
            parts[_row_key(row.pk)] = indsats_lines(row.values())
    return parts


def _row_key(pk: int | None) -> str:
    return f"{_ROW}{pk}"


def _mark(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:10]


def _mark_of(lines: list[str] | None) -> str | None:
    return None if lines is None else _mark(lines)


def _began(base: str) -> dict[str, str] | None:
    """Return the marks that a page sent back; None where there are none to read."""
    try:
        began = json.loads(base)
    except ValueError:
        return None
    if not isinstance(began, dict):
        return None
    return {key: mark for key, mark in began.items() if key in LABELS or key.startswith(_ROW)}

"""Filling in the tools, correcting what was filled in, and moving it between the two drawers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from cases import timeline
from cases.actions.afdaekning import CLOSED_DRAWER, OPEN_DRAWER
from cases.actions.saving import differs, hold_open, not_after, put, save, written
from cases.models import Case, ToolEntry
from cases.models.record import EventKind
from cases.models.tool_entry import answers_in_words
from cases.papers.discretion import names_somebody_hidden
from cases.phases import Angle
from cases.tools import BY_KEY, Tool, Unfit
from kiss.lib.models import Conflict, Refused
from schools.models import User


@transaction.atomic
def fill_tool(
    case: Case,
    *,
    tool: str,
    angle: str,
    done_on: date,
    done_by: str,
    with_whom: str,
    answers: Mapping[str, Any],
    may_be_shared: bool,
    on: date,
    by: User,
) -> ToolEntry:
    """Keep a tool as it was filled in. What a child says lies closed unless `may_be_shared`.

    What others say lies in no drawer: it is read on the case. Raises Refused for answers that the
    tool does not ask for, and for none at all.
    """
    entry = ToolEntry(
        case=hold_open(case, by=by),
        tool=tool,
        angle=angle,
        noted_by=by,
        may_be_shared=may_be_shared or angle != Angle.BARN,
        **_values(_tool(tool), done_on, done_by, with_whom, answers, on),
    )
    _refuse_hidden(entry)
    save(entry, by=by)
    _tell(EventKind.TOOL_FILLED, entry, on=on, by=by)
    return entry


@transaction.atomic
def correct_tool(
    entry: ToolEntry,
    *,
    seen: int,
    done_on: date,
    done_by: str,
    with_whom: str,
    answers: Mapping[str, Any],
    on: date,
    by: User,
) -> ToolEntry:
    """Correct what was filled in; the drawer stays. `seen` is the version that was on the screen.

    Raises Conflict if somebody else saved meanwhile; the same answers twice are saved once.
    """
    hold_open(entry.case, by=by)
    held = ToolEntry.objects.select_related("case__pupil").get(pk=entry.pk)
    values = _values(held.form, done_on, done_by, with_whom, answers, on)
    if not differs(held, values):
        return held
    if held.version != seen:
        raise Conflict("En anden har gemt redskabet, mens du skrev.")
    put(held, {**values, "version": held.version + 1})
    _refuse_hidden(held)
    save(held, by=by)
    _tell(EventKind.TOOL_CORRECTED, held, on=on, by=by)
    return held


@transaction.atomic
def move_tool(entry: ToolEntry, *, may_be_shared: bool, on: date, by: User) -> None:
    """Move what the child said to the other drawer, with trace; the same drawer changes nothing."""
    hold_open(entry.case, by=by)
    moved = ToolEntry.objects.select_related("case__pupil").get(pk=entry.pk)
    if not moved.has_drawers:
        raise Refused("Kun det, barnet har sagt, ligger i en skuffe.")
    if moved.may_be_shared == may_be_shared:
        return
    moved.may_be_shared = may_be_shared
    save(moved, by=by)
    drawer = OPEN_DRAWER if may_be_shared else CLOSED_DRAWER
    _tell(EventKind.TOOL_MOVED, moved, on=on, by=by, drawer=drawer)


def _refuse_hidden(entry: ToolEntry) -> None:
    """Keep a protected name out of what everybody on the case reads, and what is printed."""
    text = f"{entry.done_by} {entry.with_whom} {answers_in_words(entry.tool, entry.answers)}"
    if names_somebody_hidden(entry.case, text):
        raise Refused(
            "En forælders navn er beskyttet, og det står i det, du har skrevet. Skriv mor eller "
            "far i stedet. Er det en anden med samme navn, så skriv det på en anden måde."
        )


def _tool(key: str) -> Tool:
    if key not in BY_KEY:
        raise Refused("Redskabet findes ikke.")
    return BY_KEY[key]


def _values(
    tool: Tool,
    done_on: date,
    done_by: str,
    with_whom: str,
    answers: Mapping[str, Any],
    on: date,
) -> dict[str, Any]:
    not_after(done_on, on, "Den dag, I brugte redskabet, kan ikke ligge i fremtiden.")
    try:
        cleaned = tool.clean(answers)
    except Unfit as unfit:
        raise Refused(str(unfit)) from unfit
    if not cleaned:
        raise Refused("Skriv mindst ét svar, før du gemmer.")
    return {
        "done_on": done_on,
        "done_by": written(done_by, "Skriv, hvem der talte med dem eller så efter."),
        "with_whom": written(with_whom, "Skriv, hvem I brugte redskabet sammen med."),
        "answers": cleaned,
    }


def _tell(kind: EventKind, entry: ToolEntry, *, on: date, by: User, **data: str) -> None:
    timeline.record(
        kind,
        pupil=entry.case.pupil,
        case=entry.case,
        on=on,
        by=by,
        tool=entry.form.name,
        entry=entry.pk,
        **data,
    )

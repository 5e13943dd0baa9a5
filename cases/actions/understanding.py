"""The common understanding of what begins the absence, what keeps it up, and what helps."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db import transaction

from cases import timeline
from cases.actions.saving import differs, hold_open, not_after, put, save, written
from cases.models import Case, Event, Understanding
from cases.models.record import EventKind
from cases.models.understanding import AREAS, SIDES
from kiss.lib.models import Conflict, Refused
from schools.models import User

TEXTS: Final = tuple(f"{area}_{side}" for area, _ in AREAS for side, _ in SIDES)
VIEWS: Final = tuple(f"{area}_seen_by" for area, _ in AREAS)


@transaction.atomic
def save_understanding(
    case: Case,
    *,
    seen: int,
    written_on: date,
    together_with: str,
    with_parents: bool,
    texts: Mapping[str, str],
    on: date,
    by: User,
) -> Understanding:
    """Write what those round the child understand together; `texts` are TEXTS and VIEWS by name.

    `seen` is the version that was on the screen, 0 when there was none. Raises Conflict if
    somebody else saved meanwhile; the same text twice is saved once.
    """
    if unknown := set(texts) - {*TEXTS, *VIEWS}:
        raise ValueError(f"the understanding has no part {sorted(unknown)}")
    not_after(written_on, on, "Den dag, I skrev det sammen, kan ikke ligge i fremtiden.")
    values: dict[str, Any] = {name: texts.get(name, "").strip() for name in (*TEXTS, *VIEWS)}
    if not any(values[name] for name in TEXTS):
        raise Refused("Skriv mindst ét sted, hvad I forstår sammen.")
    values |= {
        "written_on": written_on,
        "together_with": written(together_with, "Skriv, hvem der var med til at skrive det."),
        "with_parents": with_parents,
    }
    held = hold_open(case, by=by)
    row = Understanding.objects.filter(case=held).first()
    if row is None:
        row = Understanding(case=held, version=0)
    elif not differs(row, values):
        return row
    if row.version != seen:
        raise Conflict("En anden har gemt den fælles forståelse, mens du skrev.")
    put(row, {**values, "saved_by": by, "version": row.version + 1})
    save(row, by=by)
    told = Event.objects.filter(case=held, kind=EventKind.UNDERSTANDING_SAVED, on=on, by=by)
    if not told.exists():
        timeline.record(EventKind.UNDERSTANDING_SAVED, pupil=held.pupil, case=held, on=on, by=by)
    return row

"""The story of a case: what was done, by whom, on which day."""

from collections import defaultdict
from datetime import date
from typing import Any

from cases.models import Case, Event
from cases.models.record import EventKind
from schools.models import Pupil, User


def record(
    kind: EventKind,
    *,
    pupil: Pupil,
    on: date,
    by: User,
    case: Case | None = None,
    **data: Any,
) -> Event:
    """Add one line to the story. `data` fills the holes in the kind's sentence; never a name."""
    return Event.objects.create(kind=kind, case=case, pupil=pupil, on=on, by=by, data=data)


def sentence(event: Event) -> str:
    """Return the line as it is read; a hole that an old row cannot fill becomes '?'."""
    template = EventKind(event.kind).label
    return template.format_map(defaultdict(lambda: "?", event.data))

"""Afdækning: the five perspectives, and the child's own words in their two drawers."""

from datetime import date

from django.db import transaction

from cases import timeline
from cases.actions.saving import differs, hold_open, not_after, put, save, written
from cases.models import Case, ChildStatement, Perspective
from cases.models.record import EventKind
from cases.phases import Angle
from kiss.lib.models import Conflict, Refused
from schools.models import User

CLOSED_DRAWER = "fortroligt"
OPEN_DRAWER = "må vises for forældrene"


@transaction.atomic
def explore(
    case: Case,
    *,
    angle: str,
    seen: int,
    explored_on: date,
    explored_by: str,
    tool: str,
    summary: str,
    not_possible_because: str,
    on: date,
    by: User,
) -> Perspective:
    """Write what one of the five perspectives showed, or why it was not possible.

    `seen` is the version that was on the screen, 0 when there was none. Raises Conflict if
    somebody else saved meanwhile; the same text twice is saved once.
    """
    not_after(explored_on, on, "Datoen for afdækningen kan ikke ligge i fremtiden.")
    values = {
        "explored_on": explored_on,
        "explored_by": written(explored_by, "Skriv, hvem der talte med dem eller så efter."),
        "tool": tool.strip(),
        "summary": summary.strip(),
        "not_possible_because": not_possible_because.strip(),
    }
    if not values["summary"] and not values["not_possible_because"]:
        raise Refused("Skriv, hvad der kom frem, eller hvorfor det ikke var muligt.")
    held = hold_open(case, by=by)
    perspective = Perspective.objects.filter(case=held, angle=angle).first()
    if perspective is None:
        perspective = Perspective(case=held, angle=Angle(angle), version=1, **values)
    elif not differs(perspective, values):
        return perspective
    elif perspective.version != seen:
        raise Conflict("En anden har gemt perspektivet, mens du skrev.")
    else:
        put(perspective, {**values, "version": perspective.version + 1})
    save(perspective, by=by)
    timeline.record(
        EventKind.PERSPECTIVE_SAVED,
        pupil=held.pupil,
        case=held,
        on=on,
        by=by,
        angle=Angle(angle).label,
    )
    return perspective


@transaction.atomic
def note_child_words(
    case: Case,
    *,
    said_on: date,
    said_to: str,
    text: str,
    may_be_shared: bool,
    on: date,
    by: User,
) -> ChildStatement:
    """Write down what the child said, word for word; `may_be_shared` puts it in the open drawer."""
    not_after(said_on, on, "Den dag, barnet sagde det, kan ikke ligge i fremtiden.")
    held = hold_open(case, by=by)
    statement = ChildStatement(
        case=held,
        said_on=said_on,
        said_to=written(said_to, "Skriv, hvem barnet talte med."),
        text=written(text, "Skriv, hvad barnet sagde, med barnets egne ord."),
        may_be_shared=may_be_shared,
        noted_by=by,
    )
    save(statement, by=by)
    timeline.record(
        EventKind.CHILD_SPOKE,
        pupil=held.pupil,
        case=held,
        on=on,
        by=by,
        statement=statement.pk,
    )
    return statement


@transaction.atomic
def move_child_words(statement: ChildStatement, *, may_be_shared: bool, on: date, by: User) -> None:
    """Move what the child said to the other drawer, with trace; the same drawer changes nothing."""
    held = hold_open(statement.case, by=by)
    moved = ChildStatement.objects.get(pk=statement.pk)
    if moved.may_be_shared == may_be_shared:
        return
    moved.may_be_shared = may_be_shared
    save(moved, by=by)
    timeline.record(
        EventKind.CHILD_WORDS_MOVED,
        pupil=held.pupil,
        case=held,
        on=on,
        by=by,
        drawer=OPEN_DRAWER if may_be_shared else CLOSED_DRAWER,
        statement=moved.pk,
    )
    statement.may_be_shared = may_be_shared

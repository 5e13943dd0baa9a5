"""What every action does before it changes anything, and how it saves."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from cases.models import Case
from cases.rights import still_holds
from kiss.lib.models import Refused
from schools.models import Pupil, User


def hold_open(case: Case, *, by: User) -> Case:
    """Lock a case for the rest of the transaction and return it as it stands now.

    Raises Refused if it is closed, and Http404 if `by` has lost what they came in with. Two people
    who act on one case take turns here.
    """
    held = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    still_holds(by, held)
    if held.closed_on is not None:
        raise Refused("Sagen er afsluttet, så der kan ikke skrives i den mere.")
    return held


def hold_pupil(pupil: Pupil) -> None:
    """Let those who open a case about a child, or are too close to it, take turns."""
    Pupil.objects.select_for_update(of=("self",), no_key=True).get(pk=pupil.pk)


def save(row: Model, *, by: User, reason: str = "") -> None:
    """Save a row that keeps history; what its fields and constraints refuse is a sentence.

    `by` and `reason` are kept with the history row, for the reader of the history.
    """
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(_sentences(error))) from error
    _sign(row, by, reason)
    row.save()


def take_off(row: Model, *, by: User, reason: str = "") -> None:
    """Delete a row that keeps history: what it said stays readable there."""
    _sign(row, by, reason)
    row.delete()


def _sign(row: Any, by: User, reason: str) -> None:
    row._history_user = by
    row._change_reason = reason[:100] or None


def _sentences(error: ValidationError) -> list[str]:
    if not hasattr(error, "error_dict"):
        return error.messages
    return [message for messages in error.message_dict.values() for message in messages]


def written(text: str, or_refuse: str) -> str:
    """Return a text without the space around it, or refuse with a sentence if nothing is left."""
    if not text.strip():
        raise Refused(or_refuse)
    return text.strip()


def not_after(day: date, on: date, or_refuse: str) -> None:
    """Refuse a day that lies after the day the action counts for."""
    if day > on:
        raise Refused(or_refuse)


def differs(row: Model, values: dict[str, Any]) -> bool:
    """Tell whether a row holds something else than these values."""
    return any(getattr(row, name) != value for name, value in values.items())


def put(row: Model, values: dict[str, Any]) -> None:
    """Set the fields of a row, unsaved."""
    for name, value in values.items():
        setattr(row, name, value)

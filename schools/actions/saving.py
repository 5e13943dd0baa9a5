"""How these actions save: checked, with history, and with a sentence when it may not be."""

from django.core.exceptions import ValidationError
from django.db.models import Model

from kiss.lib.models import Refused
from schools.models import User


def keep(row: Model, *, by: User | None, reason: str = "") -> None:
    """Save a row with its history; what fields and constraints refuse becomes a sentence.

    `by` is empty only for what the operator of the machine does by a command. Raises Refused.
    """
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(_sentences(error))) from error
    row._history_user = by  # type: ignore[attr-defined]
    row._change_reason = reason[:100]  # type: ignore[attr-defined]
    row.save()


def _sentences(error: ValidationError) -> list[str]:
    if not hasattr(error, "error_dict"):
        return error.messages
    return [message for messages in error.message_dict.values() for message in messages]

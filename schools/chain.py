"""The hash chain of the look-up log: what a row says, and the seal that binds it to those before.

Each month has a chain of its own, so that an old month can be dropped and the rest still verified.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, Final

from django.utils.timezone import get_default_timezone

# The columns of a look-up that its seal covers, in the order in which they are hashed.
COVERED: Final = (
    "id",
    "at",
    "user_id",
    "pupil_id",
    "case_number",
    "page",
    "purpose",
    "search",
    "method",
    "in_list",
)


def month_of(at: datetime) -> date:
    """Return the first day of the month, in Danish time, that a moment belongs to."""
    return at.astimezone(get_default_timezone()).date().replace(day=1)


def month_after(month: date) -> date:
    """Return the first day of the next month."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def months_before(month: date, number: int) -> date:
    """Return the first day of the month that lies a number of months before another."""
    count = month.year * 12 + month.month - 1 - number
    return date(count // 12, count % 12 + 1, 1)


def starts_at(month: date) -> datetime:
    """Return the first moment of a month in Danish time."""
    return datetime(month.year, month.month, 1, tzinfo=get_default_timezone())


def beginning(month: date) -> str:
    """Return what the first seal of a month is bound to."""
    return hashlib.sha256(f"Kom i skole {month:%Y-%m}".encode()).hexdigest()


def seal_of(previous: str, values: Sequence[Any]) -> str:
    """Return the seal of a look-up, given the seal before it and its values in COVERED order."""
    number, at, *rest = values
    said = [number, at.astimezone(UTC).isoformat(timespec="microseconds"), *rest]
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()

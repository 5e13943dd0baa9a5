"""What our models share."""

from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Value
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

_history_is_written = ContextVar("history_is_written", default=False)


class Refused(Exception):
    """An action may not happen now. The message is a Danish sentence for the user."""


class Conflict(Refused):
    """Somebody else saved first. Nothing has been overwritten."""


class KeptQuerySet(models.QuerySet):
    """Refuses the bulk writes that would leave no history."""

    def update(self, **values: Any) -> int:
        """Refuse: change the object and save it, so that its history is written."""
        if not _history_is_written.get():
            raise TypeError(f"{self.model.__name__} keeps history: use save() in an action")
        return super().update(**values)

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        """Refuse unless it is `save_kept` that writes the history too."""
        if not _history_is_written.get():
            raise TypeError(f"{self.model.__name__} keeps history: use kiss.lib.models.save_kept")
        return super().bulk_update(*args, **kwargs)

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[Any]:
        """Refuse unless it is `create_kept` that writes the history too."""
        if not _history_is_written.get():
            raise TypeError(f"{self.model.__name__} keeps history: use kiss.lib.models.create_kept")
        return super().bulk_create(*args, **kwargs)


@contextmanager
def _writing_history() -> Any:
    token = _history_is_written.set(True)
    try:
        yield
    finally:
        _history_is_written.reset(token)


def create_kept[M: models.Model](rows: Iterable[M], *, by: Any, reason: str) -> list[M]:
    """Create many objects of one model at once, each with its history row."""
    rows = list(rows)
    if not rows:
        return []
    with _writing_history():
        return bulk_create_with_history(
            rows, type(rows[0]), batch_size=1000, default_user=by, default_change_reason=reason
        )


def save_kept(rows: Sequence[models.Model], fields: Sequence[str], *, by: Any, reason: str) -> None:
    """Save some fields of many objects of one model at once, each with its history row."""
    if not rows:
        return
    with _writing_history():
        bulk_update_with_history(
            rows,
            type(rows[0]),
            fields,
            batch_size=1000,
            default_user=by,
            default_change_reason=reason,
        )


class PeriodQuerySet(KeptQuerySet):
    """Rows with a period: `starts_on` to `ends_on`, both inclusive; open without `ends_on`."""

    def in_force(self, day: Any) -> "PeriodQuerySet":
        """Rows whose period holds a day."""
        return self.filter(in_force(day))

    def not_over(self, day: Any) -> "PeriodQuerySet":
        """Rows whose period holds a day or lies ahead of it."""
        return self.filter(models.Q(ends_on=None) | models.Q(ends_on__gte=day))


def in_force(day: Any, prefix: str = "") -> models.Q:
    """Return the condition that a period holds a day."""
    return models.Q(**{f"{prefix}starts_on__lte": day}) & (
        models.Q(**{f"{prefix}ends_on": None}) | models.Q(**{f"{prefix}ends_on__gte": day})
    )


def ends_after_start(name: str) -> models.CheckConstraint:
    """Return the constraint that a period does not end before it begins."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(ends_on=None) | models.Q(ends_on__gte=F("starts_on")),
        violation_error_message="Slutdatoen ligger før startdatoen.",
    )


def no_overlap(name: str, *same: str, message: str) -> ExclusionConstraint:
    """Return the constraint that periods with the same values in some fields never overlap."""
    period = Func(
        F("starts_on"),
        F("ends_on"),
        Value("[]"),
        function="daterange",
        output_field=DateRangeField(),
    )
    return ExclusionConstraint(
        name=name,
        expressions=[
            *((field, RangeOperators.EQUAL) for field in same),
            (period, RangeOperators.OVERLAPS),
        ],
        violation_error_message=message,
    )

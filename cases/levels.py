"""Where cases stand on the municipality's scale of concern."""

from collections.abc import Iterable

from django.db.models import Q

from cases.models import Case, ConcernLevel, LevelChange


def level_of(case: Case) -> ConcernLevel | None:
    """Return where a case stands now; None when nobody has said."""
    row = case.level_changes.select_related("level").order_by("-on", "-pk").first()
    return row.level if row else None


def levels_of(cases: Iterable[int]) -> dict[int, ConcernLevel]:
    """Return where some cases stand now, by case id; one query."""
    rows = LevelChange.objects.filter(case__in=cases).select_related("level")
    rows = rows.order_by("case_id", "-on", "-pk").distinct("case_id")
    return {row.case_id: row.level for row in rows}


def levels_in_use(also: ConcernLevel | None = None) -> list[ConcernLevel]:
    """Return the steps one can choose, in order; the one a case stands on is always among them."""
    standing = Q(pk=also.pk if also else None)
    return list(ConcernLevel.objects.filter(Q(in_use=True) | standing).order_by("position"))

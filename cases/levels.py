"""Where cases stand on the municipality's scale of concern."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from cases.models import Case, ConcernLevel, LevelChange


def level_of(case: Case) -> ConcernLevel | None:
    """Return where a case stands now; None when nobody has said."""
    row = case.level_changes.select_related("level").order_by("-on", "-pk").first()
    return row.level if row else None


def standing(cases: Iterable[int]) -> QuerySet[LevelChange]:
    """Return the newest change of each of some cases, with where it moved the case to."""
    rows = LevelChange.objects.filter(case__in=cases).select_related("level")
    return rows.order_by("case_id", "-on", "-pk").distinct("case_id")


def levels_in_use(also: ConcernLevel | None = None) -> list[ConcernLevel]:
    """Return the steps one can choose, in order; the one a case stands on is always among them."""
    standing = Q(pk=also.pk if also else None)
    return list(ConcernLevel.objects.filter(Q(in_use=True) | standing).order_by("position"))

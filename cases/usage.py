"""What the municipality's catalogue and scale are used for: counts, and never whose case."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from cases.models import Case, CatalogueEntry, ConcernLevel, Indsats, LevelChange
from kiss.lib.small import suppress
from schools.models import School


@dataclass(frozen=True, slots=True)
class SchoolCount:
    """How many open cases of a school; None where so few would point at somebody."""

    school: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Usage:
    """The open cases something is used in, at every school; `total` is None when it is small."""

    total: int | None
    schools: tuple[SchoolCount, ...]


def counts_of_entries() -> dict[int, int]:
    """Return in how many open cases each entry stands in the plan, by entry id; one query."""
    rows = Indsats.objects.filter(plan__case__closed_on=None).exclude(entry=None)
    counted = rows.order_by().values("entry").annotate(cases=Count("plan", distinct=True))
    return dict(counted.values_list("entry", "cases"))


def counts_of_levels() -> dict[int, int]:
    """Return how many open cases stand on each step now, by step id; one query."""
    counts: dict[int, int] = {}
    for level, _ in _standing():
        counts[level] = counts.get(level, 0) + 1
    return counts


def chosen_ever(rows: Iterable[CatalogueEntry | ConcernLevel]) -> set[int]:
    """Return those of some rows that have been chosen on any case, open or closed, by id."""
    rows = list(rows)
    if rows and isinstance(rows[0], ConcernLevel):
        return set(LevelChange.objects.order_by().values_list("level", flat=True).distinct())
    return set(Indsats.objects.exclude(entry=None).order_by().values_list("entry", flat=True))


def usage_of(row: CatalogueEntry | ConcernLevel, small_number: int) -> Usage:
    """Return where something is used, with small numbers hidden as everywhere outside a school."""
    if isinstance(row, ConcernLevel):
        schools = [school for level, school in _standing() if level == row.pk]
    else:
        cases = Case.objects.filter(closed_on=None, handleplan__indsatser__entry=row).distinct()
        schools = list(cases.values_list("school", flat=True))
    found = School.objects.in_bulk(set(schools))
    order = sorted(found.values(), key=lambda school: (school.name, school.pk))
    shown = suppress([schools.count(school.pk) for school in order], small_number)
    return Usage(
        shown.total,
        tuple(
            SchoolCount(school.name, number)
            for school, number in zip(order, shown.cells, strict=True)
        ),
    )


def few(number: int, small_number: int) -> str:
    """Say a count outside a school: "ingen", "færre end 5" or "12"."""
    if not number:
        return "ingen"
    return str(number) if number >= small_number else f"færre end {small_number}"


def _standing() -> list[tuple[int, int]]:
    """Return the step and the school of every open case that stands on the scale."""
    rows = LevelChange.objects.filter(case__closed_on=None)
    rows = rows.order_by("case_id", "-on", "-pk").distinct("case_id")
    return list(rows.values_list("level", "case__school"))

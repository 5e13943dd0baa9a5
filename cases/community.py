"""What is known of the classes' communities, and who reads and writes it.

No child is named in it, so no look-up is noted: the gate of a class is here, beside that of a case.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db.models import F, Q, QuerySet
from django.http import Http404

from cases.models import ClassAnalysis
from cases.models.class_analysis import MORE, SIX
from cases.permissions import at_schools_with, may, visible_cases
from kiss.lib.http import Request
from kiss.lib.text import plain_date
from law.quarters import school_year, school_year_label
from schools.holding import class_ids, held_on
from schools.models import Enrolment, SchoolClass, User
from schools.roles import Scope, Thing

HEADINGS: Final = {
    "atmosphere": "Stemningen",
    "relations": "Relationer mellem eleverne",
    "learning": "Læringsmiljøet",
    "adults": "Relationer til lærere og pædagoger",
    "transitions": "Skift og overgange",
    "stories": "Fortællinger om klassen",
    "strengths": "Klassens styrker",
    "class_says": "Hvad klassen selv siger",
}
# An initial is no name.
SHORTEST_NAME: Final = 2


@dataclass(frozen=True, slots=True)
class Looked:
    """An analysis as it is read: what it says by heading, its school year, whether it is stale."""

    row: ClassAnalysis
    year: str
    texts: tuple[tuple[str, str], ...]
    is_late: bool


@dataclass(frozen=True, slots=True)
class Community:
    """A child's class as the child's case shows it: what is written this year, or was before."""

    school_class: SchoolClass
    analysis: Looked | None
    is_from_earlier: bool
    may_write: bool


def readable_classes(user: User, today: date) -> QuerySet[SchoolClass]:
    """Return the classes whose community a user may read about on a day.

    By a role at the school, as the class's teacher, or by a case of a child who is in the class.
    """
    reached = at_schools_with(user, Thing.CLASSES, today, "school")
    reached |= Q(pk__in=class_ids(user, Thing.CLASSES, today))
    if any(held.reaches(Thing.CLASSES, Scope.NAMED) for held in held_on(user, today)):
        pupils = visible_cases(user, today).open().values("pupil_id")
        seats = Enrolment.objects.in_force(today).filter(pupil__in=pupils)
        reached |= Q(pk__in=seats.values("school_class"))
    return SchoolClass.objects.filter(reached)


def written_classes(user: User, today: date) -> QuerySet[SchoolClass]:
    """Return the classes whose community a user may describe: those of this school year."""
    reached = at_schools_with(user, Thing.ANALYSE, today, "school")
    return SchoolClass.objects.filter(reached, school_year=school_year(today))


def get_class(request: Request, pk: int, today: date, *, to_write: bool = False) -> SchoolClass:
    """Return a class whose community the user may read about. No child is shown.

    Raises Http404 if it is hidden from the user, and PermissionDenied if it may be read but not
    written.
    """
    found = readable_classes(request.user, today).select_related("school").filter(pk=pk).first()
    if found is None:
        raise Http404
    if to_write and not may_write(request.user, found, today):
        raise PermissionDenied
    return found


def may_write(user: User, school_class: SchoolClass, today: date) -> bool:
    """Tell whether a user may describe the community of a class on a day."""
    return written_classes(user, today).filter(pk=school_class.pk).exists()


def has_classes(user: User, today: date) -> bool:
    """Tell whether a user reads about any class at all; for the door."""
    return may(user, Thing.CLASSES, today)


def community_of(user: User, school_class: SchoolClass, today: date) -> Community:
    """Return what a case shows of the child's class; without this year's analysis the last one."""
    now = analysis_of(school_class, today)
    before = [] if now else earlier_of(school_class, today)
    analysis = now or next(iter(before), None)
    return Community(school_class, analysis, bool(before), may_write(user, school_class, today))


def analysis_of(school_class: SchoolClass, today: date) -> Looked | None:
    """Return what is written of a class this school year, as it is read."""
    rows = ClassAnalysis.objects.filter(school_class=school_class)
    row = rows.select_related("school_class", "saved_by").first()
    return _looked(row, today) if row else None


def earlier_of(school_class: SchoolClass, today: date) -> list[Looked]:
    """Return what was written of the same class in earlier school years, the newest first."""
    rows = ClassAnalysis.objects.filter(
        school_class__school=school_class.school,
        school_class__letter=school_class.letter,
        school_class__school_year__lt=school_class.school_year,
        # Whoever began school together is one year older each year.
        school_class__grade=F("school_class__school_year")
        - (school_class.school_year - school_class.grade),
    )
    rows = rows.select_related("school_class", "saved_by").order_by("-school_class__school_year")
    return [_looked(row, today) for row in rows]


def _looked(row: ClassAnalysis, today: date) -> Looked:
    return Looked(
        row,
        school_year_label(row.school_class.school_year),
        tuple(texts_of(row)),
        bool(row.look_again_on and row.look_again_on < today),
    )


def texts_of(row: ClassAnalysis) -> Iterator[tuple[str, str]]:
    """Yield what an analysis says, by heading; what nobody wrote anything about is left out."""
    for name in (*SIX, *MORE):
        if text := getattr(row, name):
            yield HEADINGS[name], text


def in_words(row: ClassAnalysis) -> str:
    """Return an analysis as a text for a perspective: one line for each thing that was written."""
    return "\n".join(f"{label}: {' '.join(text.split())}" for label, text in texts_of(row))


def brought_to_perspective(row: ClassAnalysis) -> dict[str, Any]:
    """Return the fields of a perspective that an analysis fills."""
    return {
        "summary": in_words(row),
        "explored_on": row.made_on,
        "explored_by": row.made_by,
        "tool": "Analyse af klassefællesskabet",
        "source": f"Hentet fra analysen af {row.school_class.name}, {plain_date(row.made_on)}.",
    }


def names_in_class(school_class: SchoolClass) -> set[str]:
    """Return each part of the names of those who are or were in a class in its school year."""
    seats = Enrolment.objects.filter(school_class=school_class)
    found = [
        name for both in seats.values_list("pupil__first_name", "pupil__last_name") for name in both
    ]
    return {part for name in found for part in (name, *name.split()) if len(part) >= SHORTEST_NAME}


def named_in(text: str, names: Iterable[str]) -> str:
    """Return the first of some names that stands in a text as a word of its own, or nothing."""
    for name in sorted(names, key=len, reverse=True):
        if re.search(rf"(?<!\w){re.escape(name)}(s|’s|'s|')?(?!\w)", text):
            return name
    return ""

"""What a class's community is like: written by leaders and team, read with the cases."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from cases import timeline
from cases.actions.saving import differs, not_after, put, save, written
from cases.models import Case, ClassAnalysis, Event
from cases.models.class_analysis import MORE, SIX
from cases.models.record import EventKind
from cases.rights import still_holds
from kiss.lib.models import Conflict, Refused
from law.quarters import school_year
from schools.models import Enrolment, SchoolClass, User


@transaction.atomic
def analyse_class(
    school_class: SchoolClass,
    *,
    seen: int,
    made_on: date,
    made_by: str,
    texts: Mapping[str, str],
    look_again_on: date | None,
    look_again_by: str,
    on: date,
    by: User,
) -> ClassAnalysis:
    """Write what is known of a class's community; `texts` are SIX and MORE by name.

    It is told in the open case of every child in the class. `seen` is the version that was on the
    screen, 0 when there was none. Raises Conflict if somebody else saved meanwhile, and Refused for
    a class of another school year. The same text twice is saved once.
    """
    if unknown := set(texts) - {*SIX, *MORE}:
        raise ValueError(f"the analysis has no part {sorted(unknown)}")
    if school_class.school_year != school_year(on):
        raise Refused("Klassen hører til et andet skoleår. Skriv på klassens side for i år.")
    values = _values(texts, made_on, made_by, look_again_on, look_again_by, on)
    SchoolClass.objects.select_for_update(of=("self",), no_key=True).get(pk=school_class.pk)
    still_holds(by)
    row = ClassAnalysis.objects.filter(school_class=school_class).first()
    if row is None:
        row = ClassAnalysis(school_class=school_class, version=0)
    elif not differs(row, values):
        return row
    if row.version != seen:
        raise Conflict("En anden har gemt analysen, mens du skrev.")
    if look_again_on and look_again_on < on and row.look_again_on != look_again_on:
        raise Refused("Den dag, I ser på det igen, kan ikke ligge før i dag.")
    put(row, {**values, "saved_by": by, "version": row.version + 1})
    save(row, by=by)
    _tell(school_class, on=on, by=by)
    return row


def _values(
    texts: Mapping[str, str],
    made_on: date,
    made_by: str,
    look_again_on: date | None,
    look_again_by: str,
    on: date,
) -> dict[str, Any]:
    not_after(made_on, on, "Den dag, analysen er lavet, kan ikke ligge i fremtiden.")
    values: dict[str, Any] = {name: texts.get(name, "").strip() for name in (*SIX, *MORE)}
    if not any(values[name] for name in SIX):
        raise Refused("Skriv om mindst ét af de seks punkter.")
    return values | {
        "made_on": made_on,
        "made_by": written(made_by, "Skriv, hvem der har lavet analysen."),
        "look_again_on": look_again_on,
        "look_again_by": look_again_by.strip(),
    }


def _tell(school_class: SchoolClass, *, on: date, by: User) -> None:
    """Tell it in each open case of a child in the class, once a day."""
    seats = Enrolment.objects.in_force(on).filter(school_class=school_class)
    told = Event.objects.filter(kind=EventKind.CLASS_ANALYSED, on=on, by=by).values("case")
    cases = Case.objects.open().filter(pupil__in=seats.values("pupil"), opened_on__lte=on)
    for case in cases.exclude(pk__in=told).select_related("pupil").order_by("pk"):
        timeline.record(EventKind.CLASS_ANALYSED, pupil=case.pupil, case=case, on=on, by=by)

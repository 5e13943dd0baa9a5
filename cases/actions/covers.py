"""Letting somebody stand in for a tovholder, and ending it before the time."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from cases import permissions, timeline
from cases.actions.cases import end_cover_rows, possible_tovholdere
from cases.actions.saving import hold_open, save
from cases.models import Case, Cover
from cases.models.record import EventKind
from cases.staff import LEADING
from kiss.lib.models import Refused
from kiss.lib.text import plain_date
from schools.models import Membership, User


def possible_substitutes(case: Case, today: date) -> QuerySet[User]:
    """Return who may stand in for a case's tovholder: leaders in the team whose role leads cases.

    Nobody who has declared that they are related to the child.
    """
    roles = Membership.objects.in_force(today).filter(
        user=OuterRef("pk"), role__in=LEADING, school=case.school
    )
    possible = possible_tovholdere(case.school, case.pupil, today)
    return possible.filter(Exists(roles)).exclude(pk=case.tovholder_id)


@transaction.atomic
def cover_cases(
    cases: Collection[Case],
    *,
    substitute: User,
    starts_on: date,
    ends_on: date,
    on: date,
    by: User,
) -> list[Cover]:
    """Let somebody stand in for the tovholder of some cases from a day to a day, both inclusive.

    All of the cases or none. Raises Refused if no case is chosen, if the period begins in the past
    or ends before it begins, if somebody stands in already, or if the substitute may not lead one
    of the cases.
    """
    if not cases:
        raise Refused("Vælg mindst én sag.")
    if starts_on < on:
        raise Refused("Vikaren kan tidligst begynde i dag.")
    return [
        _cover(case, substitute, starts_on, ends_on, on=on, by=by)
        for case in sorted(cases, key=lambda case: case.pk)
    ]


def _cover(
    case: Case, substitute: User, starts_on: date, ends_on: date, *, on: date, by: User
) -> Cover:
    held = hold_open(case, by=by)
    if not possible_substitutes(held, on).filter(pk=substitute.pk).exists():
        raise Refused(f"{substitute} kan ikke være vikar på sag {held.number}.")
    row = Cover(
        case=held,
        tovholder=held.tovholder,
        substitute=substitute,
        starts_on=starts_on,
        ends_on=ends_on,
        by=by,
    )
    save(row, by=by)
    permissions.sync(held)
    timeline.record(
        EventKind.COVER_SET,
        pupil=held.pupil,
        case=held,
        on=on,
        by=by,
        user=substitute.pk,
        since=plain_date(starts_on),
        until=plain_date(ends_on),
    )
    return row


@transaction.atomic
def end_cover(cover: Cover, *, on: date, by: User) -> None:
    """End a cover today, the last day included; one that has not begun is taken back.

    Raises Refused if it has ended already.
    """
    held = hold_open(cover.case, by=by)
    row = Cover.objects.get(pk=cover.pk)
    if row.ends_on < on:
        raise Refused("Vikaren er allerede stoppet.")
    end_cover_rows(held, [row], on=on, by=by)
    permissions.sync(held)
    timeline.record(
        EventKind.COVER_ENDED, pupil=held.pupil, case=held, on=on, by=by, user=row.substitute_id
    )


@transaction.atomic
def stop_unfit_covers(*, today: date) -> list[Cover]:
    """End the covers of those who may not stand in any more: they have left the team or a role.

    The clock does it each night; the history says that the system did. Safe to run twice.
    """
    stopped = []
    rows = Cover.objects.in_force(today).filter(case__closed_on=None, ends_on__gt=today)
    for row in rows.select_related("case__school", "case__pupil").order_by("pk"):
        if not possible_substitutes(row.case, today).filter(pk=row.substitute_id).exists():
            row.ends_on = today
            row.save()
            permissions.sync(row.case)
            stopped.append(row)
    return stopped

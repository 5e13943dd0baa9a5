"""Saying that one is too close to a child, and somebody else saying that it is over."""

from datetime import date

from django.db import transaction

from cases.actions.covers import end_cover
from cases.actions.handovers import decline_handover
from cases.actions.saving import hold_pupil, save, written
from cases.models import Case, Cover, DeclaredRelation
from cases.relations import is_related, others_who_appoint
from cases.rights import steps_back, still_holds
from kiss.lib.models import Refused
from kiss.lib.text import join_and
from schools.models import Pupil, User


@transaction.atomic
def declare_relation(pupil: Pupil, *, kind: str, note: str, on: date, by: User) -> DeclaredRelation:
    """Note that somebody is related or close to a child; from then on they see nothing of it.

    Whoever stands in for the tovholder stops, and a question to take the case over is answered no.
    Raises Refused to the tovholder of the child's open case: a case is never left to nobody.
    """
    # Whoever opens the child's case or appoints its tovholder waits here, or is waited for.
    hold_pupil(pupil)
    held = Case.objects.open().select_for_update(of=("self",)).filter(pupil=pupil)
    case = held.select_related("school").first()
    still_holds(by, case)
    if case and case.tovholder_id == by.pk:
        raise Refused(_hand_over_first(case, pupil, on, by))
    if is_related(by, pupil, on):
        raise Refused("Du har allerede oplyst det.")
    steps_back(by)
    relation = DeclaredRelation(user=by, pupil=pupil, kind=kind, note=note.strip(), starts_on=on)
    save(relation, by=by)
    if case:
        _step_back(case, on=on, by=by)
    return relation


def _step_back(case: Case, *, on: date, by: User) -> None:
    """Let somebody who is too close stand in no longer, and answer no if they were asked."""
    for cover in Cover.objects.not_over(on).filter(case=case, substitute=by):
        end_cover(cover, on=on, by=by)
    for handover in case.handovers.waiting().filter(to_user=by):
        decline_handover(handover, because="Kan ikke være tovholder for barnet.", on=on, by=by)


def _hand_over_first(case: Case, pupil: Pupil, on: date, by: User) -> str:
    others = [person.name for person in others_who_appoint(by, pupil, case.school, on)]
    whom = f"Det kan {join_and(others)}." if others else "Sig det til forvaltningen."
    return (
        f"Du er tovholder på barnets sag, {case.number}, og en sag står aldrig uden tovholder. "
        f"Få først udpeget en anden. {whom}"
    )


@transaction.atomic
def end_relation(relation: DeclaredRelation, *, because: str, on: date, by: User) -> None:
    """Note that a relation is over; `on` is the last day it holds.

    Raises Refused to whoever declared it, when it has been ended before, or without a reason.
    """
    because = written(because, "Skriv, hvorfor det ikke gælder længere.")
    held = DeclaredRelation.objects.select_for_update(of=("self",)).get(pk=relation.pk)
    still_holds(by)
    if held.user_id == by.pk:
        raise Refused("Det er din egen oplysning. En anden skal ophæve den.")
    if held.ends_on is not None:
        raise Refused("Den er allerede ophævet.")
    held.ends_on, held.ended_by, held.ended_because = on, by, because
    save(held, by=by)

"""People who are named on a case: their part, the ground for it, and for how long."""

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from cases import permissions, timeline
from cases.actions.saving import hold_open, save, take_off, written
from cases.consents import State, parts_of, standing
from cases.models import Case, CaseParticipant, Consent
from cases.models.record import EventKind
from cases.relations import is_related, unrelated
from kiss.lib.models import Refused
from kiss.lib.text import plain_date
from schools.calendars import Calendars
from schools.models import Membership, User
from schools.roles import RIGHTS, Role, Scope, Thing

# They come to the school from another part of the administration: never on the school's own ground.
_FROM_OUTSIDE = (Role.PPR, Role.SOCIALRAADGIVER, Role.AD_HOC)


@transaction.atomic
def add_participant(
    case: Case,
    *,
    user: User,
    part: str,
    basis: str,
    basis_note: str,
    may_write: bool,
    starts_on: date,
    ends_on: date | None,
    on: date,
    by: User,
    consent: Consent | None = None,
) -> CaseParticipant:
    """Name somebody on a case from `starts_on` to `ends_on`, both inclusive.

    Where access rests on consent, `consent` is the one of the case that holds, and access does not
    outlast it. Raises Refused if the person is on it already in that period, has no role that opens
    cases, or if the ground does not fit the person or lacks its end or its description.
    """
    held = hold_open(case, by=by)
    participant = CaseParticipant(
        case=held,
        user=user,
        part=written(part, "Skriv, hvilken rolle personen har i sagen."),
        basis=basis,
        basis_note=basis_note.strip(),
        consent=consent if basis == CaseParticipant.Basis.SAMTYKKE else None,
        may_write=may_write,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    _check_person(held, user, on)
    _check_basis(participant, on)
    _check_period(participant)
    save(participant, by=by)
    permissions.sync(held)
    timeline.record(
        EventKind.PARTICIPANT_ADDED, pupil=held.pupil, case=held, on=on, by=by, user=user.pk
    )
    return participant


@transaction.atomic
def end_participant(participant: CaseParticipant, *, on: date, by: User) -> None:
    """End somebody's part in a case; `on` is the last day with access.

    One who has not begun yet is taken off altogether. Ending twice changes nothing.
    """
    case = hold_open(participant.case, by=by)
    participant = CaseParticipant.objects.get(pk=participant.pk)
    if participant.ends_on is not None and participant.ends_on <= on:
        return
    if participant.starts_on > on:
        take_off(participant, by=by)
    else:
        participant.ends_on = on
        save(participant, by=by)
    permissions.sync(case)
    timeline.record(
        EventKind.PARTICIPANT_ENDED,
        pupil=case.pupil,
        case=case,
        on=on,
        by=by,
        user=participant.user_id,
    )


def _check_person(case: Case, user: User, on: date) -> None:
    if not user.is_active:
        raise Refused(f"{user} er ikke længere bruger i systemet.")
    if is_related(user, case.pupil, on):
        raise Refused(f"{user} kan ikke være med i sagen. Vælg en anden.")
    if case.tovholder_id == user.pk:
        raise Refused(f"{user} er allerede tovholder på sagen.")
    if not permissions.may(user, Thing.CASES, on):
        raise Refused(
            f"{user} har ikke en rolle, der kan åbne sager, så det ville ikke give adgang."
        )


def _check_basis(participant: CaseParticipant, on: date) -> None:
    basis = CaseParticipant.Basis
    if participant.basis != basis.INTERN and participant.ends_on is None:
        raise Refused(
            "Skriv, hvornår adgangen slutter. Uden for skolen er adgang altid for en tid."
        )
    if participant.basis == basis.ANDEN and not participant.basis_note:
        raise Refused("Beskriv grundlaget: hvilken hjemmel gør, at personen må se sagen?")
    if participant.basis == basis.SAMTYKKE:
        _check_consent(participant, on)
    at_school = (
        Membership.objects.of(participant.user)
        .in_force(on)
        .filter(school=participant.case.school)
        .exclude(role__in=_FROM_OUTSIDE)
    )
    if participant.basis == basis.INTERN and not at_school.exists():
        raise Refused(
            f"{participant.user} arbejder ikke på {participant.case.school}. "
            "Vælg et andet grundlag og en slutdato."
        )


def _check_consent(participant: CaseParticipant, on: date) -> None:
    consent, case = participant.consent, participant.case
    if consent is None or consent.case_id != case.pk:
        raise Refused(
            "Vælg det samtykke, adgangen hviler på. Skriv det først ned under Samtykke på sagen."
        )
    figures = Calendars.load().municipality().numbers(on)
    givers = consent.givers.select_related("holder")
    state = standing(parts_of(case.pupil, givers, figures, on), consent.ends_on, on)
    if state.state is not State.WHOLE:
        raise Refused(f"Samtykket gælder ikke: {state.words}.")
    if participant.ends_on is not None and participant.ends_on > consent.ends_on:
        raise Refused(
            f"Samtykket gælder til og med {plain_date(consent.ends_on)}. "
            "Adgangen kan ikke vare længere."
        )


def _check_period(participant: CaseParticipant) -> None:
    others = CaseParticipant.objects.filter(case=participant.case, user=participant.user)
    for other in others:
        begins_in_time = other.ends_on is None or participant.starts_on <= other.ends_on
        ends_too_late = participant.ends_on is None or participant.ends_on >= other.starts_on
        if begins_in_time and ends_too_late:
            raise Refused(f"{participant.user} er allerede knyttet til sagen i den periode.")


def possible_participants(case: Case, on: date) -> QuerySet[User]:
    """Return who may be named on a case: those whose role opens cases, and who work at its school.

    PPR consultants, social advisers and invited people count where their role is: at the school
    or in the whole municipality. The tovholder is on the case already.
    """
    roles = [role for role, rights in RIGHTS.items() if rights.scope(Thing.CASES) != Scope.NONE]
    here = Membership.objects.in_force(on).filter(
        Q(school=case.school) | Q(school=None), role__in=roles
    )
    people = User.objects.filter(pk__in=here.values("user"), is_active=True)
    return unrelated(people.exclude(pk=case.tovholder_id), case.pupil, on)

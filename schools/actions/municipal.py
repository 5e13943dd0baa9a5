"""The roles that no school gives: the administration's, the heads' and those that watch."""

from datetime import date, datetime
from functools import partial

from allauth.usersessions.models import UserSession
from django.db import transaction

from kiss.lib.models import Refused
from kiss.lib.text import plain_date
from schools import notices
from schools.actions.people import add_user, end_role, give_role
from schools.actions.provided import expect_new_colleague
from schools.actions.saving import keep
from schools.actions.staff import take_back
from schools.models import Membership, RoleProposal, School, User
from schools.models.proposals import ProposalQuerySet
from schools.roles import ALONE, MUNICIPALS_OWN, TWO_PERSONS, Role
from schools.terms import ONE_DAY

OWN = "Du kan ikke ændre dine egne roller. En anden administrator skal gøre det."


@transaction.atomic
def appoint(
    *,
    email: str,
    name: str,
    title: str,
    phone: str,
    role: str,
    school: School | None,
    starts_on: date,
    ends_on: date | None,
    on: date,
    at: datetime,
    by: User,
) -> Membership | RoleProposal:
    """Give somebody one of the municipality's roles, or propose it where two must agree.

    Whoever has no user yet gets one, without a password. Raises Refused if it is one's own role,
    one that a school gives, a period that has begun, or beside a role that must stand alone.
    """
    given = Role(role)
    _refuse_the_schools(given)
    if starts_on < on:
        raise Refused("En rolle kan tidligst begynde i dag.")
    user = User.objects.filter(email__iexact=email.strip()).first()
    if user == by:
        raise Refused(OWN)
    if user is None and not name.strip():
        raise Refused("Ingen bruger har den arbejdsmail. Skriv navnet, så oprettes personen.")
    user = user or add_user(email=email, name=name, title=title.strip(), phone=phone.strip(), by=by)
    if not user.is_active:
        raise Refused(f"{user.name} er lukket som bruger. Åbn brugeren først.")
    _refuse_beside(user, given, on)
    expect_new_colleague(user, on=on, by=by)
    if given not in TWO_PERSONS:
        transaction.on_commit(partial(notices.tell_of_role, user))
        return give_role(
            user, role=role, school=school, starts_on=starts_on, ends_on=ends_on, by=by
        )
    _refuse_twice(RoleProposal.objects.filter(user=user, role=role, membership=None), at)
    if school is not None:
        raise Refused(f"Rollen {given.label} gælder hele kommunen og kan ikke gives på en skole.")
    proposal = RoleProposal(
        user=user,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        proposed_by=by,
        proposed_at=at,
    )
    keep(proposal, by=by, reason="foreslået")
    return proposal


@transaction.atomic
def dismiss(
    membership: Membership, *, ends_on: date, on: date, at: datetime, by: User
) -> RoleProposal | None:
    """End one of the municipality's roles, or propose it where two must agree.

    `ends_on` is the last day, yesterday at the earliest; a role that has not begun is taken back
    altogether. Raises Refused if it is one's own role,
    one that a school gives, or if it ends before that day already.
    """
    held = Membership.objects.select_for_update().get(pk=membership.pk)
    if held.user_id == by.pk:
        raise Refused(OWN)
    _refuse_the_schools(Role(held.role))
    if held.starts_on > on and held.role not in TWO_PERSONS and not held.provider:
        take_back(held, by=by)
        transaction.on_commit(partial(notices.tell_of_end, held.user))
        return None
    _refuse_end(held, ends_on, on)
    if held.role not in TWO_PERSONS:
        end_role(held, ends_on=ends_on, by=by)
        transaction.on_commit(partial(notices.tell_of_end, held.user))
        return None
    _refuse_twice(RoleProposal.objects.filter(membership=held), at)
    proposal = RoleProposal(
        user=held.user,
        role=held.role,
        membership=held,
        ends_on=ends_on,
        proposed_by=by,
        proposed_at=at,
    )
    keep(proposal, by=by, reason="foreslået")
    return proposal


@transaction.atomic
def confirm_role(proposal: RoleProposal, *, on: date, at: datetime, by: User) -> None:
    """Let what one person proposed be done, because another agrees.

    Raises Refused to whoever proposed it and to the one it is about, when it has been decided or
    has lapsed, and when it would leave the municipality without an administrator.
    """
    held = _open(proposal, at)
    if by.pk == held.proposed_by_id:
        raise Refused("Du har selv foreslået det. En anden skal bekræfte.")
    if by.pk == held.user_id:
        raise Refused(OWN)
    if not held.user.is_active:
        raise Refused(f"{held.user.name} er lukket som bruger. Åbn brugeren først.")
    _decide(held, RoleProposal.Outcome.CONFIRMED, at=at, by=by)
    if held.membership is None:
        _refuse_beside(held.user, Role(held.role), on)
        first = max(held.starts_on or on, on)
        give_role(held.user, role=held.role, starts_on=first, ends_on=held.ends_on, by=by)
        transaction.on_commit(partial(notices.tell_of_role, held.user))
        return
    last = max(held.ends_on or on, on - ONE_DAY)
    _refuse_end(held.membership, last, on)
    _refuse_the_last(held.membership, last)
    end_role(held.membership, ends_on=last, by=by)
    transaction.on_commit(partial(notices.tell_of_end, held.user))


@transaction.atomic
def withdraw_role(proposal: RoleProposal, *, at: datetime, by: User) -> None:
    """Take a proposal back; anybody who could confirm may. Raises Refused when it is decided."""
    _decide(_open(proposal, at), RoleProposal.Outcome.WITHDRAWN, at=at, by=by)


@transaction.atomic
def close_user(user: User, *, on: date, by: User) -> None:
    """Let nobody log in as a user; roles and history stay.

    Raises Refused for oneself, and for somebody whose role takes two to end.
    """
    if user == by:
        raise Refused("Du kan ikke lukke din egen bruger.")
    held = User.objects.select_for_update().get(pk=user.pk)
    watching = Membership.objects.of(held).not_over(on).filter(role__in=TWO_PERSONS).first()
    if watching:
        raise Refused(
            f"{user.name} er {watching.get_role_display()}. Foreslå først, at rollen slutter; når "
            "en anden har bekræftet det, kan brugeren lukkes."
        )
    held.is_active = False
    keep(held, by=by, reason="lukket")
    for session in UserSession.objects.filter(user=held):
        session.end()


@transaction.atomic
def open_user(user: User, *, by: User) -> None:
    """Let a user that was closed log in again."""
    held = User.objects.select_for_update().get(pk=user.pk)
    held.is_active = True
    keep(held, by=by, reason="åbnet igen")


def _refuse_twice(same: ProposalQuerySet, at: datetime) -> None:
    if same.open_at(at).exists():
        raise Refused("Det er allerede foreslået. En anden skal bekræfte det.")


def _open(proposal: RoleProposal, at: datetime) -> RoleProposal:
    held = RoleProposal.objects.select_for_update().get(pk=proposal.pk)
    if held.outcome:
        raise Refused(f"Forslaget er allerede {held.get_outcome_display()}.")
    if at >= held.lapses_at:
        raise Refused("Der er gået mere end syv dage. Foreslå det igen.")
    return held


def _decide(held: RoleProposal, outcome: str, *, at: datetime, by: User) -> None:
    held.outcome, held.decided_by, held.decided_at = outcome, by, at
    keep(held, by=by, reason=held.get_outcome_display())


def _refuse_the_schools(role: Role) -> None:
    if role not in MUNICIPALS_OWN:
        raise Refused(f"Rollen {role.label} gives og afsluttes af skolens leder.")


def _refuse_beside(user: User, role: Role, on: date) -> None:
    """Refuse a role beside one that must stand alone: who watches or sets up sees no child."""
    for held in Membership.objects.of(user).not_over(on):
        if held.role != role and {held.role, role} & ALONE:
            raise Refused(
                f"{user.name} er {held.get_role_display()} og kan ikke også være {role.label}."
            )


def _refuse_end(held: Membership, ends_on: date, on: date) -> None:
    if ends_on < on - ONE_DAY:
        raise Refused("Sidste dag kan tidligst være i går. Så er adgangen lukket med det samme.")
    if ends_on < held.starts_on:
        raise Refused(f"Rollen begynder først {plain_date(held.starts_on)}.")
    if held.ends_on is not None and held.ends_on < ends_on:
        raise Refused(f"Rollen slutter allerede {plain_date(held.ends_on)}.")


def _refuse_the_last(held: Membership, ends_on: date) -> None:
    if held.role != Role.ADMINISTRATOR:
        return
    others = Membership.objects.in_force(ends_on + ONE_DAY).exclude(pk=held.pk)
    if not others.filter(role=Role.ADMINISTRATOR, user__is_active=True).exists():
        raise Refused("Kommunen skal have en administrator. Giv rollen til en anden først.")

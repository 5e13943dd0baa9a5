"""Users, their roles, and the Kom i skole team of each school."""

from datetime import date

from django.db import transaction

from kiss.lib.models import Refused
from schools.actions.saving import keep
from schools.models import KomISkoleTeam, Membership, School, SchoolClass, TeamMember, User
from schools.roles import RIGHTS, Role


@transaction.atomic
def add_user(
    *,
    email: str,
    name: str,
    title: str = "",
    phone: str = "",
    password: str | None = None,
    by: User | None = None,
) -> User:
    """Make a user without any role; without a password nobody can log in as them yet.

    Raises Refused if the e-mail address is in use or is none.
    """
    user = User(email=email.strip().lower(), name=name.strip(), title=title, phone=phone)
    user.set_password(password)
    keep(user, by=by, reason="oprettet")
    return user


@transaction.atomic
def give_role(
    user: User,
    *,
    role: str,
    school: School | None = None,
    school_class: SchoolClass | None = None,
    starts_on: date,
    ends_on: date | None = None,
    provider: str = "",
    by: User | None = None,
) -> Membership:
    """Give a user a role at a place from `starts_on` to `ends_on`, both inclusive.

    `provider` is the issuer when it is the municipality's sign-in that says so, and no person.
    Raises Refused if the role does not belong at such a place, or the user has it there already.
    """
    _refuse_wrong_place(Role(role), school, school_class)
    same = Membership.objects.of(user).filter(role=role, school=school, school_class=school_class)
    for held in same:
        if _overlap(held.starts_on, held.ends_on, starts_on, ends_on):
            raise Refused(f"{user.name} har allerede rollen i den periode.")
    membership = Membership(
        user=user,
        role=role,
        school=school,
        school_class=school_class,
        starts_on=starts_on,
        ends_on=ends_on,
        provider=provider,
    )
    keep(membership, by=by, reason="rolle givet af kommunens login" if provider else "rolle givet")
    return membership


def _refuse_wrong_place(
    role: Role, school: School | None, school_class: SchoolClass | None
) -> None:
    if RIGHTS[role].at_school and school is None:
        raise Refused(f"Rollen {role.label} hører til på en skole. Vælg skolen.")
    if not RIGHTS[role].at_school and school is not None:
        raise Refused(f"Rollen {role.label} gælder hele kommunen og kan ikke gives på en skole.")
    if role == Role.LAERER and school_class is None:
        raise Refused("En lærer eller pædagog får rollen i en klasse. Vælg klassen.")
    if role != Role.LAERER and school_class is not None:
        raise Refused("Kun en lærer eller pædagog får rollen i en klasse. Vælg ingen klasse.")
    if school_class is not None and school is not None and school_class.school_id != school.pk:
        raise Refused(f"{school_class} går ikke på {school}.")


def _overlap(
    first_start: date, first_end: date | None, second_start: date, second_end: date | None
) -> bool:
    return (second_end is None or first_start <= second_end) and (
        first_end is None or second_start <= first_end
    )


@transaction.atomic
def end_role(
    membership: Membership, *, ends_on: date, reason: str = "rolle ophørt", by: User | None = None
) -> None:
    """End a role; `ends_on` is the last day it holds, and `reason` stands in its history.

    One that came from the municipality's sign-in is not given from there again.
    Raises Refused if that is before it began, or it ended earlier already.
    """
    if membership.ends_on is not None and membership.ends_on < ends_on:
        raise Refused("Rollen er allerede ophørt før den dag.")
    membership.ends_on = ends_on
    membership.closed_by_hand = bool(membership.provider)
    keep(membership, by=by, reason=reason)


@transaction.atomic
def start_team(school: School, *, by: User | None = None) -> KomISkoleTeam:
    """Make a school's Kom i skole team, with nobody in it. Raises Refused if it has one."""
    if KomISkoleTeam.objects.filter(school=school).exists():
        raise Refused(f"{school} har allerede et Kom i skole-team.")
    team = KomISkoleTeam(school=school)
    keep(team, by=by, reason="oprettet")
    return team


@transaction.atomic
def add_team_member(
    team: KomISkoleTeam,
    *,
    user: User,
    function: str,
    leads: bool = False,
    starts_on: date,
    ends_on: date | None = None,
    by: User | None = None,
) -> TeamMember:
    """Give a user a function in a team from `starts_on` to `ends_on`, both inclusive.

    Raises Refused if they are in the team then, if the leader is not from the school's
    management, or if an ad hoc member has no last day.
    """
    member = TeamMember(
        team=team,
        user=user,
        function=function,
        leads=leads,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    keep(member, by=by, reason="med i teamet")
    return member


@transaction.atomic
def end_team_member(member: TeamMember, *, ends_on: date, by: User | None = None) -> None:
    """End a function in a team; `ends_on` is the last day. Raises Refused if before it began."""
    member.ends_on = ends_on
    keep(member, by=by, reason="ude af teamet")

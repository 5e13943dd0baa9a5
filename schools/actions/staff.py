"""A school's own people: who is given a role there, and when it ends."""

from datetime import date
from functools import partial

from django.db import transaction
from django.db.models import Q

from kiss.lib.models import Refused
from kiss.lib.text import plain_date
from schools import notices
from schools.actions.people import (
    add_team_member,
    add_user,
    end_role,
    end_team_member,
    give_role,
    start_team,
)
from schools.actions.provided import expect_new_colleague
from schools.models import KomISkoleTeam, Membership, School, SchoolClass, TeamMember, User
from schools.roles import SCHOOLS_OWN, Role
from schools.terms import AD_HOC_MOST_DAYS, ONE_DAY, latest_end, usual_end

OUTSIDE = (Role.ADMINISTRATOR, Role.DPO)


@transaction.atomic
def take_on(
    school: School,
    *,
    email: str,
    name: str,
    title: str,
    phone: str,
    role: str,
    school_class: SchoolClass | None,
    function: str,
    starts_on: date,
    ends_on: date | None,
    on: date,
    by: User,
) -> Membership:
    """Give somebody a role at a school, and a seat in its team if `function` says which.

    Whoever has no user yet gets one, without a password. Raises Refused if it is one's own role,
    one that the municipality gives, a period that may not be, or if a new user has no name.
    """
    given = Role(role)
    _refuse_others_to_give(given)
    ends_on = _checked_end(given, starts_on, ends_on, on)
    user = User.objects.filter(email__iexact=email.strip()).first()
    if user == by:
        raise Refused(
            "Du kan ikke give dig selv en rolle. Bed kommunens administrator om at gøre det."
        )
    if user is None:
        user = _new_user(email=email, name=name, title=title, phone=phone, by=by)
    _refuse_who_stands_outside(user, on)
    if not user.is_active:
        raise Refused(f"{user.name} er lukket som bruger. Kommunens administrator kan åbne igen.")
    expect_new_colleague(user, on=on, by=by)
    membership = give_role(
        user,
        role=role,
        school=school,
        school_class=school_class,
        starts_on=starts_on,
        ends_on=ends_on,
        by=by,
    )
    if function:
        add_team_member(
            _team_of(school, by),
            user=user,
            function=function,
            starts_on=starts_on,
            ends_on=ends_on,
            by=by,
        )
    transaction.on_commit(partial(notices.tell_of_role, user))
    return membership


def _refuse_others_to_give(role: Role) -> None:
    if role not in SCHOOLS_OWN:
        raise Refused(f"Rollen {role.label} gives og afsluttes af kommunen, ikke af skolen.")


def _refuse_who_stands_outside(user: User, on: date) -> None:
    """Refuse those who set the system up or watch over it: they see no child, in no other hat."""
    held = user.memberships.filter(Q(ends_on=None) | Q(ends_on__gte=on), role__in=OUTSIDE).first()
    if held:
        raise Refused(
            f"{user.name} er {held.get_role_display()} og må ikke også have en rolle på en skole. "
            "Spørg kommunen, hvis det er en fejl."
        )


def _checked_end(role: Role, starts_on: date, ends_on: date | None, on: date) -> date | None:
    if starts_on < on:
        raise Refused("En rolle kan tidligst begynde i dag.")
    ends_on = ends_on or usual_end(role, starts_on)
    latest = latest_end(role, starts_on)
    if ends_on and latest and ends_on > latest:
        longest = (
            f"En inviteret kan højst have adgang i {AD_HOC_MOST_DAYS} dage"
            if role == Role.AD_HOC
            else f"Rollen {role.label} gives for et skoleår ad gangen"
        )
        raise Refused(f"{longest}: her til og med {plain_date(latest)}.")
    return ends_on


def _new_user(*, email: str, name: str, title: str, phone: str, by: User) -> User:
    if not name.strip():
        raise Refused("Ingen bruger har den arbejdsmail. Skriv navnet, så oprettes personen.")
    return add_user(email=email, name=name, title=title.strip(), phone=phone.strip(), by=by)


def _team_of(school: School, by: User) -> KomISkoleTeam:
    return KomISkoleTeam.objects.filter(school=school).first() or start_team(school, by=by)


@transaction.atomic
def end_role_here(
    membership: Membership, *, ends_on: date, reason: str = "", on: date, by: User
) -> None:
    """End a role at a school; `ends_on` is the last day, yesterday at the earliest.

    A role that has not begun is taken back altogether; one that began today is closed at once and
    leaves its trace. Raises Refused if it is
    one's own, one that the municipality gives, or if it ends before that day already.
    """
    held = Membership.objects.select_for_update().get(pk=membership.pk)
    if held.user_id == by.pk:
        raise Refused("Du kan ikke ændre dine egne roller. Bed kommunens administrator om det.")
    _refuse_others_to_give(Role(held.role))
    if ends_on < on - ONE_DAY:
        raise Refused("Sidste dag kan tidligst være i går. Så er adgangen lukket med det samme.")
    if held.ends_on is not None and held.ends_on < ends_on:
        raise Refused(f"Rollen slutter allerede {plain_date(held.ends_on)}.")
    if held.starts_on > ends_on and (held.provider or held.starts_on <= on):
        _close_on_its_first_day(held, by=by)
    elif held.starts_on > ends_on:
        take_back(held, by=by)
    else:
        end_role(held, ends_on=ends_on, reason=reason or "rolle ophørt", by=by)
    transaction.on_commit(partial(notices.tell_of_end, held.user))


def _close_on_its_first_day(held: Membership, *, by: User) -> None:
    """Close a role at once that may have been used, or that the next login would give again."""
    held.suspended_on = held.starts_on
    end_role(held, ends_on=held.starts_on, reason="lukket samme dag", by=by)


@transaction.atomic
def end_seats(user: User, school: School, *, ends_on: date, by: User) -> None:
    """End what somebody does in a school's Kom i skole team after a day; none is no mistake."""
    for seat in TeamMember.objects.filter(team__school=school, user=user):
        if seat.starts_on > ends_on:
            take_back(seat, by=by)
        elif seat.ends_on is None or seat.ends_on > ends_on:
            end_team_member(seat, ends_on=ends_on, by=by)


def take_back(row: Membership | TeamMember, *, by: User) -> None:
    """Undo a role or a seat that has not begun; that it was there stays in the history."""
    row._history_user = by  # type: ignore[union-attr]
    row._change_reason = "trukket tilbage"  # type: ignore[union-attr]
    row.delete()

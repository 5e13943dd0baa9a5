"""Ending a role at a school without leaving a child's case to nobody."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from cases.actions.saving import written
from cases.rights import still_holds
from cases.staff import cases_left_behind
from kiss.lib.models import Refused
from kiss.lib.text import join_and, plural
from schools.actions import end_role_here, end_seats, note_confirmed
from schools.models import Membership, School, StaffReview, User
from schools.roles import SCHOOLS_OWN


@transaction.atomic
def end_staff_role(
    membership: Membership,
    *,
    ends_on: date,
    with_team: bool,
    anyway: bool,
    reason: str,
    on: date,
    by: User,
) -> None:
    """End a role at a school, and with it the person's seat in the team if `with_team` says so.

    Raises Refused while the person is tovholder of open cases that they could not lead
    afterwards. `anyway`, with a reason, ends it all the same: then the seat ends too, and the
    cases stand as lacking a tovholder. Also refuses what `end_role_here` does.
    """
    # Two who end the roles of one person take turns, and so do two who end each other's.
    both = User.objects.select_for_update().filter(pk__in=[membership.user_id, by.pk])
    list(both.order_by("pk"))
    still_holds(by)
    left = cases_left_behind(membership, last_day=ends_on, with_team=with_team)
    number = left.count()
    if number and not anyway:
        raise Refused(
            f"{membership.user.name} er tovholder på {plural(number, 'åben sag', 'åbne sager')}. "
            "Udpeg en ny tovholder, før rollen slutter."
        )
    if number:
        reason = written(reason, "Skriv, hvorfor rollen afsluttes, før sagerne er givet videre.")
    end_role_here(membership, ends_on=ends_on, reason=reason if number else "", on=on, by=by)
    if membership.school and (with_team or number):
        end_seats(membership.user, membership.school, ends_on=ends_on, by=by)


@transaction.atomic
def confirm_staff(
    school: School,
    *,
    kept: Collection[User],
    ended: Collection[User],
    on: date,
    at: datetime,
    by: User,
) -> StaffReview:
    """Confirm who still needs access at a school, and end the roles of the others with the day.

    Those who were suspended and are kept come in again. Raises Refused, and changes nothing, when
    nobody is kept, when one's own role is among them, or when somebody who is to go is tovholder
    of a case that nobody could then lead.
    """
    if not kept:
        raise Refused("Sæt kryds ved dem, der stadig skal have adgang.")
    if by in {*kept, *ended}:
        raise Refused("Du kan ikke ændre dine egne roller. Bed kommunens administrator om det.")
    refused = []
    for user in ended:
        try:
            with transaction.atomic():
                _end_all(user, school, on=on, by=by)
        except Refused:
            refused.append(user.name)
    if refused:
        raise Refused(
            f"{join_and(refused)} er tovholder på åbne sager. Giv sagerne en ny tovholder først."
        )
    return note_confirmed(school, kept, on=on, at=at, by=by)


def _end_all(user: User, school: School, *, on: date, by: User) -> None:
    roles = Membership.objects.not_over(on).filter(school=school, user=user, role__in=SCHOOLS_OWN)
    for role in roles.select_related("user", "school").order_by("pk"):
        if role.ends_on is None or role.ends_on > on:
            end_staff_role(role, ends_on=on, with_team=True, anyway=False, reason="", on=on, by=by)

"""Ending a role at a school without leaving a child's case to nobody."""

from datetime import date

from django.db import transaction

from cases.actions.saving import written
from cases.staff import cases_left_behind
from kiss.lib.models import Refused
from kiss.lib.text import plural
from schools.actions import end_role_here, end_seats
from schools.models import Membership, User


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
    # Two who end the roles of one person take turns.
    User.objects.select_for_update().get(pk=membership.user_id)
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

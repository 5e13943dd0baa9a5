"""Who may see a meeting. A meeting on a case passes the gate of its case.

Somebody who is invited but may not open the case reads when and where, and the case's number:
no child, no plan, nobody else's name.
"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from cases.permissions import (
    LEAD,
    VIEW,
    at_schools_with,
    cases_with,
    get_case,
    may,
    may_appoint_in,
    may_on_case,
    note_lookup,
    roles_of,
    visible_cases,
)
from cases.relations import apart
from kiss.lib.http import Request
from meetings.models import Meeting, Participant
from schools.holding import held_on
from schools.models import Membership, School, TeamMember, User
from schools.roles import Role, Thing


@dataclass(frozen=True, slots=True)
class Door:
    """A meeting that a user may open, and how far: `sees_all`, or time and place alone."""

    meeting: Meeting
    sees_all: bool
    may_lead: bool


def visible_meetings(user: User, today: date) -> QuerySet[Meeting]:
    """Return the meetings that a user may know of on a day.

    Those who take part in a case, and do not lead it, know of the meetings they are invited to.
    """
    led = cases_with(user, Thing.MEETINGS, today)
    on_cases = Meeting.objects.filter(case__in=led.values("pk"))
    invited = _invited_to(user, today)
    found = on_cases.values("pk").union(invited.values("pk"), _of_school(user, today).values("pk"))
    return Meeting.objects.filter(apart(user, today, "case__pupil"), pk__in=found)


def open_meetings(user: User, today: date) -> QuerySet[Meeting]:
    """Return those of the visible meetings that a user may read in full."""
    on_cases = Q(case__in=visible_cases(user, today).values("pk"))
    return visible_meetings(user, today).filter(on_cases | Q(case=None))


def get_meeting(
    request: Request, public_id: str, *, today: date, to: str = VIEW, purpose: str
) -> Door:
    """Return a meeting the user may open; on a case the look-up is noted by the case's own gate.

    Raises Http404 if it is hidden from the user, and PermissionDenied if it may be seen but `to`
    is not theirs: to lead it, or to write in its case.
    """
    meeting = (
        visible_meetings(request.user, today)
        .select_related("school", "case__pupil", "plan_version", "called_by")
        .filter(public_id=public_id)
        .first()
    )
    if meeting is None:
        raise Http404
    if meeting.case is None:
        return _without_case(request.user, meeting, to, today)
    if not may_on_case(request.user, meeting.case, VIEW, today):
        if to != VIEW:
            raise PermissionDenied
        # A number and a place point to a child too.
        note_lookup(request, pupil=meeting.case.pupil, case=meeting.case, purpose=purpose)
        return Door(meeting, sees_all=False, may_lead=False)
    meeting.case = get_case(request, meeting.case.public_id, to=to, purpose=purpose)
    return Door(meeting, True, may_on_case(request.user, meeting.case, LEAD, today))


def may_meet(user: User, today: date) -> bool:
    """Tell whether a user has meetings in the menu: those who see cases, and who are invited."""
    return may(user, Thing.CASES, today) or Role.AD_HOC in roles_of(user, today)


def may_lead_in(user: User, school: School, today: date) -> bool:
    """Tell whether a user may write up the meetings of a school that are on no case."""
    return may_appoint_in(user, school, today)


def _without_case(user: User, meeting: Meeting, to: str, today: date) -> Door:
    leads = may_lead_in(user, meeting.school, today) or meeting.called_by_id == user.pk
    sees_all = leads or _of_school(user, today).filter(pk=meeting.pk).exists()
    if to != VIEW and not leads:
        raise PermissionDenied
    return Door(meeting, sees_all, leads)


def _of_school(user: User, today: date) -> QuerySet[Meeting]:
    """Return the team's meetings for the team, and data meetings for those who see data.

    A seat in the team opens nothing for somebody whose role at the school has ended
    or is suspended.
    """
    here = {held.school_id for held in held_on(user, today) if held.school_id}
    left = (
        Membership.objects.of(user)
        .filter(starts_on__lte=today, school__isnull=False)
        .exclude(school__in=here)
    )
    teams = (
        TeamMember.objects.in_force(today)
        .filter(user=user)
        .exclude(team__school__in=left.values("school"))
        .exclude(function=TeamMember.Function.AD_HOC)
        .values("team__school_id")
    )
    of_team = Q(kind=Meeting.Kind.TEAM) & (
        at_schools_with(user, Thing.CASES, today, "school") | Q(school__in=teams)
    )
    of_data = Q(kind=Meeting.Kind.DATA) & at_schools_with(user, Thing.FLAGS, today, "school")
    return Meeting.objects.filter(of_team | of_data, case=None)


def _invited_to(user: User, today: date) -> QuerySet[Meeting]:
    """Return the meetings that a user is invited to, while a role of theirs holds at the place.

    Somebody who is there by invitation alone knows of them until the day they are held.
    """
    places = {held.school_id for held in held_on(user, today)}
    works = {held.school_id for held in held_on(user, today) if held.role != Role.AD_HOC}
    own = Participant.objects.filter(user=user, meeting=OuterRef("pk"))
    at_work = Q() if None in works else Q(school__in=works)
    as_guest = Q() if None in places else Q(school__in=places)
    coming = Q(starts_at__date__gte=today)
    return Meeting.objects.filter(Exists(own), at_work | (as_guest & coming))

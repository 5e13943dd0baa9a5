"""Who works with what at a school, and what their leaving would leave behind. No child is named."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db.models import Max, QuerySet
from django.http import Http404
from django.utils import timezone

from cases.models import Case
from cases.models.case import CaseQuerySet
from cases.permissions import at_schools_with, schools_with
from kiss.lib.http import Request
from kiss.lib.text import plain_date
from schools.models import Membership, School, StaffReview, TeamMember, User
from schools.roles import RIGHTS, SCHOOLS_OWN, Role, Scope, Thing
from schools.terms import quarter_on

ONE_DAY: Final = timedelta(days=1)
# So long before its last day somebody is asked whether a role goes on.
SOON: Final = timedelta(days=14)
LEADING: Final = [role for role in Role if RIGHTS[role].scope(Thing.LEAD) != Scope.NONE]


@dataclass(slots=True)
class Colleague:
    """Somebody at a school: their roles, their seats in the team, and the cases they lead.

    `roles` and `seats` are those that hold on the day or later. `left_on` is the last day of the
    latest role of somebody who holds none.
    """

    user: User
    roles: list[Membership] = field(default_factory=list)
    seats: list[TeamMember] = field(default_factory=list)
    cases: int = 0
    lacking: int = 0
    left_on: date | None = None

    def holds(self, day: date) -> bool:
        """Tell whether any role of theirs holds on a day."""
        return any(row.starts_on <= day for row in self.roles)

    @property
    def suspended_on(self) -> date | None:
        """The day from which somebody has waited to be confirmed, if they do."""
        return max((row.suspended_on for row in self.roles if row.suspended_on), default=None)

    def to_confirm(self, day: date) -> list[Membership]:
        """Return the roles that the school's leader confirms each quarter."""
        return [row for row in self.roles if is_the_schools(row) and row.starts_on <= day]

    def ending(self, day: date) -> Membership | None:
        """Return the first role that ends within the time called soon, and is not given again."""
        ending = [
            row
            for row in self.roles
            if row.ends_on and row.ends_on <= day + SOON and not self._goes_on(row)
        ]
        return min(ending, key=lambda row: (row.ends_on, row.pk), default=None)

    def _goes_on(self, row: Membership) -> bool:
        last = row.ends_on
        return last is not None and any(
            other.pk != row.pk
            and (other.role, other.school_class_id) == (row.role, row.school_class_id)
            and other.starts_on <= last + ONE_DAY
            and (other.ends_on is None or other.ends_on > last)
            for other in self.roles
        )


def is_the_schools(membership: Membership) -> bool:
    """Tell whether the leader of the school gives and ends such a role."""
    return membership.role in SCHOOLS_OWN


def in_words(membership: Membership) -> str:
    """Return a role with its class: "lærer eller pædagog i 6.B"."""
    label = Role(membership.role).label
    return f"{label} i {membership.school_class.name}" if membership.school_class else label


def period_in_words(row: Membership | TeamMember, today: date) -> str:
    """Return when something begins or ends, whichever is still ahead; else since when."""
    end = f"til og med {plain_date(row.ends_on)}" if row.ends_on else ""
    if row.starts_on > today:
        return f"fra {plain_date(row.starts_on)} {end}".strip()
    return end or f"siden {plain_date(row.starts_on)}"


def staff_of(school: School, today: date) -> list[Colleague]:
    """Return everybody who works at a school or leads a case there, each once, by name."""
    roles, seats = _roles(school, today), _seats(school, today)
    cases = Case.objects.open().filter(school=school)
    led = Counter(cases.values_list("tovholder_id", flat=True))
    lacking = Counter(
        Case.objects.without_tovholder(today)
        .filter(school=school)
        .values_list("tovholder_id", flat=True)
    )
    left = _left(school, today)
    people = User.objects.filter(pk__in={*roles, *seats, *led}).order_by("name", "pk")
    return [
        Colleague(
            user=user,
            roles=roles[user.pk],
            seats=seats[user.pk],
            cases=led[user.pk],
            lacking=lacking[user.pk],
            left_on=None if roles[user.pk] else left.get(user.pk),
        )
        for user in people
    ]


def review_of(school: School, today: date) -> StaffReview | None:
    """Return the quarter's confirmation of a school's people, asked for or given."""
    rows = StaffReview.objects.filter(school=school, quarter_on=quarter_on(today))
    return rows.select_related("confirmed_by").first()


def reviews_waiting(user: User, today: date) -> QuerySet[StaffReview]:
    """Return the confirmations that a user has been asked for this quarter and not given."""
    return StaffReview.objects.filter(
        at_schools_with(user, Thing.ROLES, today, "school"),
        quarter_on=quarter_on(today),
        confirmed_at=None,
    )


def _roles(school: School, today: date) -> defaultdict[int, list[Membership]]:
    found: defaultdict[int, list[Membership]] = defaultdict(list)
    rows = Membership.objects.filter(school=school).not_over(today).select_related("school_class")
    for row in rows.order_by("starts_on", "pk"):
        found[row.user_id].append(row)
    return found


def _seats(school: School, today: date) -> defaultdict[int, list[TeamMember]]:
    found: defaultdict[int, list[TeamMember]] = defaultdict(list)
    rows = TeamMember.objects.filter(team__school=school).not_over(today)
    for row in rows.order_by("starts_on", "pk"):
        found[row.user_id].append(row)
    return found


def _left(school: School, today: date) -> dict[int, date]:
    over = Membership.objects.filter(school=school, ends_on__lt=today)
    return dict(over.order_by().values_list("user_id").annotate(Max("ends_on")))


def cases_left_behind(membership: Membership, *, last_day: date, with_team: bool) -> CaseQuerySet:
    """Return the open cases that somebody leads and could not lead after a day without a role.

    A case is led by a role at its school that leads cases, and from a leader's seat in its team.
    """
    cases = Case.objects.open().filter(tovholder=membership.user)
    after = last_day + ONE_DAY
    others = Membership.objects.of(membership.user).in_force(after).exclude(pk=membership.pk)
    leads_at = set(others.filter(role__in=LEADING).values_list("school_id", flat=True))
    if not leads_at:
        return cases
    seats = TeamMember.objects.in_force(after).filter(
        user=membership.user,
        team__school=membership.school,
        function=TeamMember.Function.LEDELSE,
    )
    if membership.school_id in leads_at and not (with_team and seats.exists()):
        return cases.none()
    return cases.filter(school=membership.school)


def get_workplace(request: Request, public_id: str, *, to: Thing = Thing.PEOPLE) -> School:
    """Return a school whose people the user may see. No child is shown, so nothing is noted.

    Raises Http404 if they are hidden from the user, and PermissionDenied if `to` is not theirs.
    """
    today = timezone.localdate()
    school = (
        schools_with(request.user, Thing.PEOPLE, today)
        .select_related("team")
        .filter(public_id=public_id)
        .first()
    )
    if school is None:
        raise Http404
    if not schools_with(request.user, to, today).contains(school):
        raise PermissionDenied
    return school

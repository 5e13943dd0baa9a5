"""Emergency access: who may ask for it, the one gate it opens, and who looks into it afterwards.

It widens nothing else: no list, no search and no page of a case knows of it.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.http import Http404
from django.utils.timezone import localtime, make_aware

from cases.insight import within
from cases.models import Case, DeclaredRelation, EmergencyAccess, EmergencyTry
from cases.models.emergency import EmergencyQuerySet
from cases.permissions import at_schools_with, may, note_lookup, roles_of, visible_cases
from cases.relations import apart
from kiss.lib.http import Request
from kiss.lib.text import decimal
from law.calendar import add_workdays
from schools.holding import school_ids
from schools.models import Lookup, Membership, User
from schools.roles import Role, Thing

LENGTH: Final = timedelta(minutes=60)
# The last day to look into it, in working days after the day it was used.
WORKDAYS_TO_REVIEW: Final = 5
# So many wrong pairs within the time, and one must wait.
TRIES: Final = 5
TRIES_WITHIN: Final = timedelta(hours=1)
# From so many uses by one person within the time the data protection officer is asked.
OFTEN: Final = 4
OFTEN_WITHIN: Final = timedelta(days=30)
REASON_AT_LEAST: Final = 20
# One use for so many openings of cases is the most there should be.
ONE_IN: Final = 1000
# The names of the pages whose look-ups belong to an emergency begin so.
PAGES: Final = "cases:emergency"


def may_use(user: User, today: date) -> bool:
    """Tell whether a user may ask for emergency access at all."""
    return may(user, Thing.EMERGENCY, today)


def due_after(day: date) -> date:
    """Return the last day on which a use on `day` should be looked into."""
    return add_workdays(day, WORKDAYS_TO_REVIEW).due


def find_case(user: User, number: str, name: str, today: date) -> Case | None:
    """Return the case with a number, if the name is its child's full name.

    None for a wrong pair, for a case that does not exist, and for a child that the user is related
    to: whoever asks does not learn which. Capitals and extra spaces do not count.
    """
    far = Case.objects.filter(apart(user, today, "pupil"), number=number)
    case = far.select_related("pupil", "school", "tovholder").first()
    found = _plain(case.pupil.name) if case else ""
    return case if _plain(name) == found else None


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def get_emergency(
    request: Request, public_id: str, *, at: datetime, purpose: str
) -> EmergencyAccess:
    """Return a user's own emergency access while its hour lasts, and note the look-up.

    Raises Http404 for all others: another's, one that is over, one whose user has lost the role
    that gave it or has declared a relation to the child.
    """
    user, today = request.user, localtime(at).date()
    if not may_use(user, today):
        raise Http404
    access = (
        EmergencyAccess.objects.open_at(at)
        .filter(apart(user, today, "case__pupil"), user=user, public_id=public_id)
        .select_related("user", "case__pupil", "case__school", "case__tovholder")
        .first()
    )
    if access is None:
        raise Http404
    note_lookup(request, pupil=access.case.pupil, case=access.case, purpose=purpose)
    return access


def reviewable(user: User, today: date) -> EmergencyQuerySet:
    """Return the emergency accesses that a user may look into: never their own."""
    rows = EmergencyAccess.objects.filter(
        apart(user, today, "case__pupil"),
        at_schools_with(user, Thing.REVIEW, today, "case__school"),
    )
    return rows.exclude(user=user)


def asked_of(user: User, today: date) -> EmergencyQuerySet:
    """Return the emergency accesses that wait for a user's answer on their front page.

    Those at a school are its head's. The administration is asked where no head can answer, and
    when the time has gone. The data protection officer is asked by an alarm instead.
    """
    # While the hour lasts there is nothing to look into yet.
    midnight = make_aware(datetime.combine(today, time()))
    over = Q(stopped_at__isnull=False) | Q(ends_at__lte=midnight)
    waiting = reviewable(user, today).waiting().filter(over)
    theirs = Q(case__school__in=school_ids(user, Thing.REVIEW, today))
    if Role.FORVALTNING in roles_of(user, today):
        waiting = waiting.alias(has_head=Exists(_heads(today)))
        theirs |= Q(due_on__lt=today) | Q(has_head=False)
    return waiting.filter(theirs)


def _heads(today: date) -> QuerySet[Membership]:
    """Return the heads who may look into an emergency access: unrelated, and not its user."""
    related = DeclaredRelation.objects.in_force(today).filter(
        user=OuterRef("user"), pupil=OuterRef(OuterRef("case__pupil"))
    )
    return Membership.objects.in_force(today).filter(
        ~Exists(related),
        ~Q(user=OuterRef("user")),
        role=Role.SKOLELEDER,
        user__is_active=True,
        school=OuterRef("case__school"),
    )


def told_of(user: User, today: date) -> EmergencyQuerySet:
    """Return what a user is told of: they lead the case, the team or the school it is at."""
    leads = Q(case__tovholder=user) | at_schools_with(user, Thing.APPOINT, today, "case__school")
    rows = EmergencyAccess.objects.filter(leads, case__in=visible_cases(user, today).values("pk"))
    return rows.exclude(user=user)


def readable(user: User, today: date) -> EmergencyQuerySet:
    """Return the emergency accesses whose reason a user may read: theirs, asked or told of."""
    found = (
        reviewable(user, today)
        .values("pk")
        .union(
            told_of(user, today).values("pk"),
            EmergencyAccess.objects.filter(user=user).values("pk"),
        )
    )
    return EmergencyAccess.objects.filter(apart(user, today, "case__pupil"), pk__in=found)


def possible_breaches(user: User, today: date) -> EmergencyQuerySet:
    """Return the uses that were not justified, assessed or not: to the data protection officer."""
    if Role.DPO not in roles_of(user, today):
        return EmergencyAccess.objects.none()
    rows = EmergencyAccess.objects.filter(apart(user, today, "case__pupil"))
    return rows.exclude(user=user).exclude(breach_from=None)


def lookups_of(access: EmergencyAccess) -> QuerySet[Lookup]:
    """Return what was read in an emergency, in the order in which it was."""
    # To look into one's own use afterwards is no part of it.
    return (
        Lookup.objects.shown()
        .exclude(page="cases:emergency_review")
        .filter(
            user=access.user_id,
            pupil=access.case.pupil_id,
            page__startswith=PAGES,
            at__gte=access.opened_at,
            at__lte=access.ends_at,
        )
        .order_by("at", "pk")
    )


@dataclass(frozen=True, slots=True)
class Figures:
    """How often emergency access was used in a period, and what became of it.

    `openings` counts a case once for each user and day on which the user opened it as usual.
    """

    used: int
    reviewed: int
    unjustified: int
    late: int
    wrong: int
    openings: int

    @property
    def is_too_much(self) -> bool:
        """Whether there was more than one use for a thousand openings; exact, never rounded."""
        return self.used * ONE_IN > self.openings

    @property
    def share(self) -> str:
        """The uses for a thousand openings, to be read; empty below a thousand openings."""
        if self.openings < ONE_IN:
            return ""
        return decimal(self.used * ONE_IN / self.openings)


def figures_of(first: date, last: date, *, today: date) -> Figures:
    """Return the figures of a period, both days included."""
    rows = EmergencyAccess.objects.filter(
        opened_at__date__gte=first, opened_at__date__lte=last
    ).order_by()
    opened = within(Lookup.objects.shown().exclude(case_number=""), first, last)
    opened = opened.filter(in_list=False).exclude(page__startswith=PAGES).order_by()
    days = opened.annotate(day=TruncDate("at")).values("user_id", "case_number", "day")
    tries = EmergencyTry.objects.filter(at__date__gte=first, at__date__lte=last)
    return Figures(
        used=rows.count(),
        reviewed=rows.exclude(verdict="").count(),
        unjustified=rows.filter(verdict="ikke-berettiget").count(),
        late=rows.waiting().filter(due_on__lt=today).count(),
        wrong=tries.count(),
        openings=days.distinct().count(),
    )

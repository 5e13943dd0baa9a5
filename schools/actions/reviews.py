"""The quarterly look through a school's people: asked for, answered, and what silence does."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.timezone import localdate

from schools.actions.saving import keep
from schools.models import Membership, School, StaffReview, User
from schools.roles import SCHOOLS_OWN, Role
from schools.terms import is_unused, quarter_on, suspended_from


def open_reviews(*, today: date) -> None:
    """Ask each school for the quarter's confirmation, once. Safe to run twice.

    Whoever has got a role within the quarter has just been thought about, and is not asked for.
    A school without a leader has nobody to ask.
    """
    quarter = quarter_on(today)
    waiting = _asked_for(quarter, today).filter(school__in=_led(today).values("school"))
    asked = School.objects.filter(pk__in=waiting.values("school"))
    for school in asked.order_by("pk"):
        with transaction.atomic():
            if not StaffReview.objects.filter(school=school, quarter_on=quarter).exists():
                keep(_new(school, quarter, today), by=None, reason="bedt om")


def _new(school: School, quarter: date, on: date) -> StaffReview:
    return StaffReview(school=school, quarter_on=quarter, opened_on=on)


def _led(today: date) -> QuerySet[Membership]:
    return Membership.objects.in_force(today).filter(role=Role.SKOLELEDER, user__is_active=True)


def _asked_for(quarter: date, today: date) -> QuerySet[Membership]:
    """Return the roles that wait for the quarter's confirmation, where nobody has given it."""
    held = Membership.objects.in_force(today).filter(role__in=SCHOOLS_OWN, starts_on__lt=quarter)
    return held.exclude(school=None)


def suspend_unconfirmed(*, today: date) -> int:
    """Suspend the roles that nobody has confirmed in time; return how many. Safe to run twice.

    A school's leaders are never among them: the municipality gives their roles. Where there is
    no leader, nobody could confirm anybody, so nobody is suspended.
    """
    number = 0
    waiting = StaffReview.objects.filter(quarter_on=quarter_on(today), confirmed_at=None)
    for review in waiting.select_related("school").order_by("pk"):
        if suspended_from(review.opened_on) <= today:
            number += _suspend(review, today)
    return number


@transaction.atomic
def _suspend(review: StaffReview, today: date) -> int:
    # A leader who confirms at this moment comes first, or waits.
    held = StaffReview.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if held.confirmed_at is not None:
        return 0
    leaders = _led(today).filter(school=held.school).values_list("user_id", flat=True)
    if not leaders:
        return 0
    roles = _asked_for(held.quarter_on, today).filter(school=held.school)
    roles = roles.exclude(user__in=leaders)
    for role in roles:
        role.suspended_on = today
        keep(role, by=None, reason="ikke bekræftet i kvartalet")
    return len(roles)


@transaction.atomic
def suspend_unused(*, today: date) -> int:
    """Suspend the roles of those who have not logged in for long; return how many.

    A school's leader lets them in again by confirming the list. Whom the municipality's sign-in
    vouches for is ended by `end_unvouched_roles` instead. Where there is no leader, nobody could
    let anybody in, so nobody is suspended. Safe to run twice.
    """
    schools = _led(today).values("school")
    held = Membership.objects.in_force(today).filter(
        role__in=SCHOOLS_OWN, provider="", school__in=schools
    )
    confirmed = dict(
        StaffReview.objects.exclude(confirmed_at=None)
        .order_by()
        .values_list("school")
        .annotate(Max("confirmed_at"))
    )
    leaders = set(_led(today).values_list("user_id", "school_id"))
    number = 0
    for role in held.select_related("user").order_by("pk"):
        if (role.user_id, role.school_id) in leaders:
            continue
        seen, said = role.user.last_login, confirmed.get(role.school_id)
        if is_unused(_day(seen), role.starts_on, _day(said), today):
            role.suspended_on = today
            keep(role, by=None, reason="ikke logget ind i 90 dage")
            number += 1
    return number


def _day(moment: datetime | None) -> date | None:
    return localdate(moment) if moment else None


@transaction.atomic
def note_confirmed(
    school: School, kept: Iterable[User], *, on: date, at: datetime, by: User
) -> StaffReview:
    """Write down that a school's people are confirmed, and let in those who were suspended."""
    quarter = quarter_on(on)
    waiting = StaffReview.objects.select_for_update(of=("self",))
    review = waiting.filter(school=school, quarter_on=quarter).first() or _new(school, quarter, on)
    review.confirmed_at, review.confirmed_by = at, by
    keep(review, by=by, reason="bekræftet")
    suspended = Membership.objects.filter(school=school, user__in=kept).exclude(suspended_on=None)
    for role in suspended:
        role.suspended_on = None
        keep(role, by=by, reason="bekræftet igen")
    return review

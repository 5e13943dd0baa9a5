"""The quarterly look through a school's people: asked for, answered, and what silence does."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from schools.actions.saving import keep
from schools.models import Membership, School, StaffReview, User
from schools.roles import SCHOOLS_OWN, Role
from schools.terms import quarter_on, suspended_from

LEADERS = (Role.SKOLELEDER, Role.TEAMLEDER)


def open_reviews(*, today: date) -> None:
    """Ask each school for the quarter's confirmation, once. Safe to run twice.

    Whoever has got a role within the quarter has just been thought about, and is not asked for.
    """
    quarter = quarter_on(today)
    asked = _asked_for(quarter, today)
    for school in School.objects.filter(pk__in=asked.values("school")).order_by("pk"):
        with transaction.atomic():
            if not StaffReview.objects.filter(school=school, quarter_on=quarter).exists():
                keep(_new(school, quarter, today), by=None, reason="bedt om")


def _new(school: School, quarter: date, on: date) -> StaffReview:
    return StaffReview(school=school, quarter_on=quarter, opened_on=on)


def _asked_for(quarter: date, today: date) -> QuerySet[Membership]:
    """Return the roles that wait for the quarter's confirmation, where nobody has given it."""
    held = Membership.objects.in_force(today).filter(role__in=SCHOOLS_OWN, starts_on__lt=quarter)
    return held.exclude(school=None)


def suspend_unconfirmed(*, today: date) -> int:
    """Suspend the roles that nobody has confirmed in time; return how many. Safe to run twice.

    The last leader of a school is never among them, nor is a role that the municipality gives.
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
    roles = _asked_for(held.quarter_on, today).filter(school=held.school)
    if not Membership.objects.in_force(today).filter(
        school=held.school, role=Role.SKOLELEDER, user__is_active=True
    ):
        roles = roles.exclude(role__in=LEADERS)
    for role in roles:
        role.suspended_on = today
        keep(role, by=None, reason="ikke bekræftet i kvartalet")
    return len(roles)


@transaction.atomic
def note_confirmed(
    school: School, kept: Iterable[User], *, on: date, at: datetime, by: User
) -> StaffReview:
    """Write down that a school's people are confirmed, and let the suspended among them in again."""
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

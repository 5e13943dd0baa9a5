"""What the clock does to the look-up log, and about the roles that a school must confirm."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from schools.actions import (
    end_unvouched_roles,
    open_reviews,
    sealing,
    suspend_unconfirmed,
    suspend_unused,
)
from schools.chain import months_before


@shared_task
def seal_lookups() -> None:
    """Seal the look-ups that have no seal and write the anchors to their file.

    Safe to run twice, also at once.
    """
    while sealing.seal(now=timezone.now()):
        pass
    sealing.write_anchors(settings.AUDIT_ANCHOR_FILE)


@shared_task
def keep_lookup_months() -> None:
    """Make room for the coming months and drop those that have been kept long enough.

    Safe to run twice.
    """
    today = timezone.localdate()
    ahead = months_before(today.replace(day=1), -sealing.MONTHS_AHEAD)
    sealing.keep_months(today, ahead)
    sealing.drop_old_months(today=today, months=settings.LOOKUP_MONTHS, now=timezone.now())
    sealing.write_anchors(settings.AUDIT_ANCHOR_FILE)


@shared_task
def keep_staff_confirmed() -> None:
    """Ask for the quarter's confirmation of each school's people; suspend the unconfirmed.

    So too those who have not come for 90 days.
    Roles that the municipality's sign-in has not confirmed for long are ended. Safe to run twice.
    """
    today = timezone.localdate()
    end_unvouched_roles(today=today)
    open_reviews(today=today)
    suspend_unconfirmed(today=today)
    suspend_unused(today=today)

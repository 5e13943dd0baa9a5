"""What the clock does to cases."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from cases import actions, permissions
from cases.alarms import Limits
from cases.models import Case
from schools.calendars import Calendars


@shared_task
def synchronise_access() -> None:
    """Make every open case's grants what its tovholder and participants call for."""
    for case in Case.objects.open().order_by("pk"):
        permissions.sync(case)


@shared_task
def find_vacancies() -> None:
    """Mark the cases that nobody may lead any more, and tell who can appoint. Safe to run twice.

    Substitutes who have left stop too.
    """
    actions.stop_unfit_covers(today=timezone.localdate())
    actions.find_vacancies(today=timezone.localdate())


@shared_task
def watch_receipts() -> None:
    """Mark each underretning whose receipt has not come in time, and call. Safe to run twice."""
    world = Calendars.load().municipality()
    actions.miss_receipts(world=world, today=timezone.localdate())


@shared_task
def watch_class_plans() -> None:
    """Mark the statutory plans of classes that are due soon or overdue, and call. Twice is safe."""
    world = Calendars.load().municipality()
    actions.watch_class_plans(world=world, today=timezone.localdate())


@shared_task
def watch_lookups() -> None:
    """Ask about reading out of the ordinary, in every day not yet watched. Safe to run twice."""
    limits = Limits(
        in_an_hour=settings.ALARM_OPENED_IN_AN_HOUR,
        in_ten_minutes=settings.ALARM_OPENED_IN_TEN_MINUTES,
        evening_hour=settings.ALARM_EVENING_HOUR,
        morning_hour=settings.ALARM_MORNING_HOUR,
        cases_without_task=settings.ALARM_CASES_WITHOUT_TASK,
    )
    actions.watch(today=timezone.localdate(), limits=limits)


@shared_task
def forget_drafts() -> None:
    """Forget what was typed and not saved within the days that drafts are kept."""
    actions.forget_drafts(before=timezone.now() - timedelta(days=settings.DRAFT_DAYS))


@shared_task
def stop_emergencies() -> None:
    """Write the end of each emergency access whose hour has gone. Safe to run twice."""
    actions.stop_expired(at=timezone.now())


@shared_task
def remind_of_emergencies() -> None:
    """Ask again about each emergency access that nobody has looked into. Safe to run twice."""
    actions.remind_of_reviews(today=timezone.localdate())

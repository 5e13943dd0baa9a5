"""The Celery application and the whole timetable of what the system does by itself.

Times are UTC: a schedule in local time would skip or repeat a run when the clocks change.
"""

import os
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import beat_init, worker_init
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kiss.settings")

app = Celery("kiss")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# What is owed is read from the database on each tick, so a missed tick costs time and nothing else.
TIMETABLE = {
    "scan-missing-days": {
        "task": "absence.tasks.scan_missing_days",
        "schedule": crontab(minute="*/15"),
    },
    "run-waiting-imports": {
        "task": "absence.tasks.run_waiting_imports",
        "schedule": 15.0,
    },
    "keep-partitions-ready": {
        "task": "absence.tasks.keep_partitions_ready",
        "schedule": crontab(hour="2", minute="20"),
    },
    "seal-lookups": {
        "task": "schools.tasks.seal_lookups",
        "schedule": 60.0,
    },
    "keep-lookup-months": {
        "task": "schools.tasks.keep_lookup_months",
        "schedule": crontab(hour="2", minute="40"),
    },
    "keep-staff-confirmed": {
        "task": "schools.tasks.keep_staff_confirmed",
        "schedule": crontab(hour="0", minute="10"),
    },
    "watch-lookups": {
        "task": "cases.tasks.watch_lookups",
        "schedule": crontab(minute="*/10"),
    },
    "stop-emergencies": {
        "task": "cases.tasks.stop_emergencies",
        "schedule": 60.0,
    },
    "remind-of-emergencies": {
        "task": "cases.tasks.remind_of_emergencies",
        "schedule": crontab(hour="0", minute="20"),
    },
    "find-vacancies": {
        "task": "cases.tasks.find_vacancies",
        "schedule": crontab(hour="0", minute="30"),
    },
    "watch-receipts": {
        "task": "cases.tasks.watch_receipts",
        "schedule": crontab(hour="0", minute="40"),
    },
    "watch-class-plans": {
        "task": "cases.tasks.watch_class_plans",
        "schedule": crontab(hour="0", minute="50"),
    },
    "synchronise-case-access": {
        "task": "cases.tasks.synchronise_access",
        "schedule": crontab(hour="3", minute="10"),
    },
    "forget-drafts": {
        "task": "cases.tasks.forget_drafts",
        "schedule": crontab(hour="2", minute="50"),
    },
    "beat-heart": {
        "task": "kiss.tasks.beat_heart",
        "schedule": 30.0,
    },
}
app.conf.beat_schedule = TIMETABLE


@worker_init.connect
@beat_init.connect
def begin(**kwargs: Any) -> None:
    """Do not start as somebody who could empty the look-up log; Celery would only note an error."""
    from kiss.roles import refuse_owner

    try:
        refuse_owner()
    except ImproperlyConfigured as fault:
        raise SystemExit(str(fault)) from fault

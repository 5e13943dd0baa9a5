"""The wiring: settings, addresses, the timetable and small shared tools. No domain."""

from kiss.celery import app as celery_app

__all__ = ["celery_app"]

"""The wiring: settings, addresses, the timetable and small shared tools. No domain."""

import gc

# What a start makes stays: the collector would go through it a hundred times and find nothing.
gc.set_threshold(20_000, 50, 100)

from kiss.celery import app as celery_app  # noqa: E402

__all__ = ["celery_app"]

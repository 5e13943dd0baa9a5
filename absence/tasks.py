"""What the clock does to the numbers. What is owed is read from the database on each tick."""

import logging
from datetime import timedelta
from typing import Final

from celery import shared_task
from django.core.cache import cache
from django.utils import timezone
from redis.exceptions import RedisError

from absence import actions
from absence.models import Import

log = logging.getLogger(__name__)

FORGOTTEN: Final = timedelta(days=1)
TWO_YEARS: Final = timedelta(days=730)


def progress_key(source: Import) -> str:
    """Return where the percentage of a file that is being read is kept while it is."""
    return f"import-progress-{source.pk}"


@shared_task
def scan_missing_days() -> None:
    """Scan every day up to today that has not been scanned yet. Safe to run twice, also at once."""
    actions.scan_missing_days(timezone.localdate())


@shared_task
def run_waiting_imports() -> None:
    """Read in the files that wait, one after the other. Safe to run twice, also at once."""
    while actions.run_next(today=timezone.localdate(), progress=_tell):
        pass
    actions.drop_forgotten(before=timezone.now() - FORGOTTEN)


@shared_task
def keep_partitions_ready() -> None:
    """Make room for the marks of this school year and the next. Safe to run twice."""
    today = timezone.localdate()
    actions.keep_partitions(today, today + TWO_YEARS)


def _tell(source: Import, percent: int) -> None:
    # Outside the database, where the file's own transaction would hide it until it is done.
    try:
        cache.set(progress_key(source), percent, timeout=600)
    except RedisError:
        log.warning("the cache does not answer: no progress is shown")

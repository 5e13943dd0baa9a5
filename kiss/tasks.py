"""The heartbeat: what /readyz looks for."""

from celery import shared_task
from django.core.cache import cache
from django.utils import timezone

HEARTBEAT = "heartbeat"


@shared_task
def beat_heart() -> None:
    """Note that clock and worker are alive. Safe to run twice."""
    cache.set(HEARTBEAT, timezone.now().isoformat(), timeout=600)

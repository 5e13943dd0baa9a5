"""What the clock does to cases."""

from celery import shared_task

from cases import permissions
from cases.models import Case


@shared_task
def synchronise_access() -> None:
    """Make every open case's grants what its tovholder and participants call for."""
    for case in Case.objects.open().order_by("pk"):
        permissions.sync(case)

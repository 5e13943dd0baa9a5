"""Somebody stands in for a tovholder who is away."""

from django.db import models
from simple_history.models import HistoricalRecords

from cases.models.case import Case
from kiss.lib.models import PeriodQuerySet, ends_after_start, no_overlap
from schools.models import User


class Cover(models.Model):
    """A substitute leads one case for a period, both days inclusive; it ends by the clock.

    The tovholder stays tovholder. What the substitute may do follows in `cases.permissions`.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="covers")
    tovholder = models.ForeignKey(
        User, on_delete=models.PROTECT, verbose_name="vikar for", related_name="+"
    )
    substitute = models.ForeignKey(
        User, on_delete=models.PROTECT, verbose_name="vikar", related_name="covers"
    )
    starts_on = models.DateField("fra")
    ends_on = models.DateField("til og med")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    history = HistoricalRecords()
    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "vikar"
        verbose_name_plural = "vikarer"
        constraints = [
            ends_after_start("cover_ends_after_start"),
            no_overlap(
                "cover_one_at_a_time",
                "case",
                message="Der er allerede en vikar på sagen i den periode.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.substitute} i {self.case}"

"""Somebody at work who is too close to a child to work with the child's case."""

from django.db import models
from simple_history.models import HistoricalRecords

from kiss.lib.models import PeriodQuerySet, ends_after_start, no_overlap
from schools.models import Pupil, User


class DeclaredRelation(models.Model):
    """A user has said that they are related or close to a child, and sees nothing of it since.

    `ends_on` is the last day it holds. It is ended by somebody else, with a reason.
    """

    class Kind(models.TextChoices):
        OWN = "eget-barn", "eget barn"
        FAMILY = "familie", "familie"
        CLOSE = "naer", "nær ven eller nabo"
        COLLEAGUE = "kollega", "en kollegas barn"
        OTHER = "andet", "andet"

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="declared_relations")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="declared_relations")
    kind = models.CharField("forhold", max_length=20, choices=Kind)
    note = models.CharField("bemærkning", max_length=300, blank=True)
    starts_on = models.DateField("fra")
    ends_on = models.DateField("til og med", null=True, blank=True)
    ended_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_because = models.CharField("hvorfor det er ophævet", max_length=300, blank=True)

    history = HistoricalRecords()
    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "oplysning om inhabilitet"
        verbose_name_plural = "oplysninger om inhabilitet"
        constraints = [
            ends_after_start("declared_relation_ends_after_start"),
            no_overlap(
                "declared_relation_once_at_a_time",
                "user",
                "pupil",
                message="Du har allerede oplyst det.",
            ),
            models.CheckConstraint(
                name="declared_relation_end_is_signed",
                condition=models.Q(ends_on=None, ended_by=None, ended_because="")
                | (
                    models.Q(ends_on__isnull=False, ended_by__isnull=False)
                    & ~models.Q(ended_because="")
                ),
            ),
            models.CheckConstraint(
                name="declared_relation_ended_by_another",
                condition=models.Q(ended_by=None) | ~models.Q(ended_by=models.F("user")),
                violation_error_message="Det er din egen oplysning. En anden skal ophæve den.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.pupil_id} {self.starts_on}"

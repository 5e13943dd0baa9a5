"""How worried the professionals are: the municipality's scale, and where a case stands on it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from simple_history.models import HistoricalRecords

from cases.models.case import Case
from kiss.lib.models import KeptQuerySet
from schools.models import User


class ConcernLevel(models.Model):
    """One step of the scale. It tells of a situation and is set on a case, never on a child.

    `follow_up_days` is how long at most a case on this step goes on without a follow-up. A step
    that is no longer `in_use` stays, for the cases that stood on it.
    """

    position = models.PositiveSmallIntegerField("nummer")
    name = models.CharField("navn", max_length=60)
    criteria = models.TextField("hvornår", blank=True)
    follow_up_days = models.PositiveSmallIntegerField(
        "opfølgning senest efter dage", validators=[MinValueValidator(1), MaxValueValidator(180)]
    )
    in_use = models.BooleanField("i brug", default=True)

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "trin i bekymring"
        verbose_name_plural = "trin i bekymring"
        ordering = ("position",)
        constraints = [
            # Checked at the end of the transaction, so that two steps can change places.
            models.UniqueConstraint(
                name="concern_level_position_once",
                fields=["position"],
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                Lower("name"),
                name="concern_level_name_once",
                violation_error_message="Der er allerede et trin med det navn på skalaen. "
                "Giv det et andet navn, eller ret det, der står der.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.name}"


class LevelChange(models.Model):
    """A professional placed a case on the scale; the newest one holds."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="level_changes")
    level = models.ForeignKey(ConcernLevel, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField("hvorfor")
    on = models.DateField("dato")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "vurdering af bekymring"
        verbose_name_plural = "vurderinger af bekymring"
        indexes = [models.Index(name="level_by_case", fields=["case", "-on", "-id"])]

    def __str__(self) -> str:
        return f"{self.case}: {self.level}"

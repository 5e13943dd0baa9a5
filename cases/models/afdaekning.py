"""Afdækning: the five perspectives, and the child's own words."""

from django.db import models
from simple_history.models import HistoricalRecords

from cases.models.case import Case
from cases.phases import Angle
from kiss.lib.models import KeptQuerySet
from schools.models import User


class Perspective(models.Model):
    """One of the five perspectives as explored, or the reason why it was not possible."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="perspectives")
    angle = models.CharField("perspektiv", max_length=20, choices=Angle)
    explored_on = models.DateField("dato")
    explored_by = models.CharField("hvem talte eller så", max_length=160)
    tool = models.CharField("redskab", max_length=120, blank=True)
    summary = models.TextField("hvad kom frem", blank=True)
    not_possible_because = models.TextField("ikke muligt, fordi", blank=True)
    version = models.PositiveIntegerField(default=1)

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "perspektiv"
        verbose_name_plural = "perspektiver"
        constraints = [
            models.UniqueConstraint(name="perspective_one_per_angle", fields=["case", "angle"]),
            models.CheckConstraint(
                name="perspective_says_something",
                condition=~models.Q(summary="") | ~models.Q(not_possible_because=""),
                violation_error_message=(
                    "Skriv, hvad der kom frem, eller hvorfor det ikke var muligt."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.get_angle_display()}"


class ChildStatement(models.Model):
    """The child's own words, dated and unedited, in one of two drawers."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="statements")
    said_on = models.DateField("sagt")
    said_to = models.CharField("til hvem", max_length=160)
    text = models.TextField("barnets egne ord")
    # Closed is the default: only a person can decide that the parents may read it.
    may_be_shared = models.BooleanField("må vises for forældrene", default=False)
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "barnets ord"
        verbose_name_plural = "barnets ord"

    def __str__(self) -> str:
        return f"{self.case}: sagt {self.said_on}"

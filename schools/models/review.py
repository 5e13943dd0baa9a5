"""The quarterly look through a school's people: who still needs access."""

from django.db import models
from simple_history.models import HistoricalRecords

from kiss.lib.models import KeptQuerySet
from schools.models.people import User
from schools.models.places import School


class StaffReview(models.Model):
    """One quarter's confirmation of a school's people: asked for on a day, answered by a leader."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="staff_reviews")
    quarter_on = models.DateField("kvartalets første dag")
    opened_on = models.DateField("bedt om")
    confirmed_at = models.DateTimeField("bekræftet", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="staff_reviews"
    )

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "bekræftelse af medarbejdere"
        verbose_name_plural = "bekræftelser af medarbejdere"
        constraints = [
            models.UniqueConstraint(
                name="staff_review_once_a_quarter", fields=["school", "quarter_on"]
            ),
            models.CheckConstraint(
                name="staff_review_confirmed_by_somebody",
                condition=models.Q(confirmed_at=None, confirmed_by=None)
                | models.Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school}, kvartalet fra {self.quarter_on}"

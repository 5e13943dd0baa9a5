"""The monthly look at a case by the leader of the Kom i skole team."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from cases.models.case import Case
from kiss.lib.models import KeptQuerySet
from schools.models import User


class CaseReview(models.Model):
    """One month's answer about one case: it goes on, or more is needed and who does it by when.

    `month` is the first day of the month. What more is needed stays a task until it is done.
    """

    class Verdict(models.TextChoices):
        GOES_ON = "fortsaetter", "set, fortsætter"
        MORE = "mere", "der skal mere til"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reviews")
    month = models.DateField("måned")
    verdict = models.CharField("gennemgang", max_length=20, choices=Verdict)
    what = models.CharField("hvad skal der til", max_length=300, blank=True)
    who = models.CharField("hvem gør det", max_length=160, blank=True)
    due_on = models.DateField("senest", null=True, blank=True)
    on = models.DateField("gennemgået")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    done_on = models.DateField("gjort", null=True, blank=True)

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "gennemgang"
        verbose_name_plural = "gennemgange"
        constraints = [
            models.UniqueConstraint(name="case_review_once_a_month", fields=["case", "month"]),
            models.CheckConstraint(
                name="case_review_more_says_what_who_and_when",
                condition=~Q(verdict="mere") | (~Q(what="") & ~Q(who="") & Q(due_on__isnull=False)),
                violation_error_message="Skriv hvad, hvem og hvornår.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}, {self.month:%m-%Y}"

"""A case that stands without anybody who may lead it, from the night it was found until solved."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from cases.models.case import Case
from kiss.lib.models import KeptQuerySet
from schools.models import School, User


class Vacancy(models.Model):
    """Since when a case has lacked a tovholder, and why.

    The clock opens it; it is solved when somebody leads the case again, or the case is closed.
    `to_school` is where the child goes now, when that is why.
    """

    class Cause(models.TextChoices):
        TEAM = "team", "tovholderen er ikke længere leder i skolens Kom i skole-team"
        ROLE = "rolle", "tovholderen har ikke længere en rolle på skolen"
        LOGIN = "login", "tovholderens login er lukket"
        MOVED = "flyttet", "barnet går på en anden skole"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="vacancies")
    tovholder = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    cause = models.CharField("fordi", max_length=10, choices=Cause)
    to_school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    since = models.DateField("siden")
    found_on = models.DateField("opdaget")
    solved_on = models.DateField("løst", null=True, blank=True)

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "manglende tovholder"
        verbose_name_plural = "manglende tovholdere"
        constraints = [
            models.UniqueConstraint(
                name="vacancy_one_unsolved_per_case",
                fields=["case"],
                condition=Q(solved_on=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} siden {self.since}"

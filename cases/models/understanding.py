"""The common understanding of a child's absence: what begins it, what keeps it up, what helps."""

from typing import Final

from django.db import models
from simple_history.models import HistoricalRecords

from cases.models.case import Case
from kiss.lib.models import KeptQuerySet
from schools.models import User

# Where to look, and what to look for there: the parts of the names of the fields.
AREAS: Final = (
    ("school", "Skolen"),
    ("home", "Hjemmet"),
    ("leisure", "Fritiden"),
    ("child", "Barnet selv"),
)
SIDES: Final = (
    ("starts", "Sætter det i gang"),
    ("keeps", "Holder det i gang"),
    ("helps", "Det, der hjælper"),
)


class Understanding(models.Model):
    """What those round a child understand together. `version` counts saves, as of the plan."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="understanding")
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField("gemt", auto_now=True)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_on = models.DateField("skrevet")
    together_with = models.CharField("hvem var med", max_length=160)
    # Only what the parents have helped to write is put on their paper by itself.
    with_parents = models.BooleanField("forældrene var med", default=False)
    school_starts = models.TextField("skolen: sætter det i gang", blank=True)
    school_keeps = models.TextField("skolen: holder det i gang", blank=True)
    school_helps = models.TextField("skolen: det, der hjælper", blank=True)
    school_seen_by = models.CharField("skolen: hvem ser det sådan", max_length=160, blank=True)
    home_starts = models.TextField("hjemmet: sætter det i gang", blank=True)
    home_keeps = models.TextField("hjemmet: holder det i gang", blank=True)
    home_helps = models.TextField("hjemmet: det, der hjælper", blank=True)
    home_seen_by = models.CharField("hjemmet: hvem ser det sådan", max_length=160, blank=True)
    leisure_starts = models.TextField("fritiden: sætter det i gang", blank=True)
    leisure_keeps = models.TextField("fritiden: holder det i gang", blank=True)
    leisure_helps = models.TextField("fritiden: det, der hjælper", blank=True)
    leisure_seen_by = models.CharField("fritiden: hvem ser det sådan", max_length=160, blank=True)
    child_starts = models.TextField("barnet: sætter det i gang", blank=True)
    child_keeps = models.TextField("barnet: holder det i gang", blank=True)
    child_helps = models.TextField("barnet: det, der hjælper", blank=True)
    child_seen_by = models.CharField("barnet: hvem ser det sådan", max_length=160, blank=True)

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "fælles forståelse"
        verbose_name_plural = "fælles forståelser"

    def __str__(self) -> str:
        return f"Fælles forståelse, {self.case}"

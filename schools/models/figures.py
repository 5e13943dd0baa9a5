"""Figures and legal references that the municipality can correct without a programmer."""

from django.db import models
from simple_history.models import HistoricalRecords

from kiss.lib.models import KeptQuerySet
from schools.models.people import User


class FiguresVersion(models.Model):
    """The figures in force from a day. `values` holds only what differs from the shipped ones."""

    in_force_from = models.DateField("gælder fra", unique=True)
    values = models.JSONField("afvigelser fra standarden", default=dict, blank=True)
    reason = models.TextField("begrundelse")
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField("bekræftet", auto_now_add=True)

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "regelsæt"
        verbose_name_plural = "regelsæt"

    def __str__(self) -> str:
        return f"Regelsæt fra {self.in_force_from}"


class LegalReference(models.Model):
    """A correction of a shipped legal reference (`law.sources`), with who confirmed it and when."""

    key = models.SlugField("nøgle", max_length=60)
    in_force_from = models.DateField("gælder fra")
    act = models.CharField("lov eller bekendtgørelse", max_length=200)
    section = models.CharField("paragraf", max_length=60, blank=True)
    note = models.TextField("bemærkning", blank=True)
    url = models.URLField("adresse", blank=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_on = models.DateField("bekræftet")

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "lovhenvisning"
        verbose_name_plural = "lovhenvisninger"
        constraints = [
            models.UniqueConstraint(
                name="legal_reference_once_a_day", fields=["key", "in_force_from"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.section}".strip()

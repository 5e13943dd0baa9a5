"""The municipality's catalogue of actions: what one can do, where, and how far it goes."""

from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from simple_history.models import HistoricalRecords

from cases.phases import Arena, Level
from cases.tools.kinds import Stage
from kiss.lib.models import KeptQuerySet

STAGES: Final = [(stage.value, stage.value) for stage in Stage]


class CatalogueEntry(models.Model):
    """One kind of action that a plan can take up. It says nothing about any child.

    `kind` sets contact during absence apart: it is asked for in every plan, whatever else is done.
    `stages` are those it is meant for, empty for all. An entry that is no longer `in_use` stays,
    for the plans that took it.
    """

    class Kind(models.TextChoices):
        INDSATS = "indsats", "indsats"
        KONTAKT = "kontakt", "kontakt under fravær"

    title = models.CharField("titel", max_length=120)
    description = models.TextField("beskrivelse")
    kind = models.CharField("slags", max_length=20, choices=Kind, default=Kind.INDSATS)
    arena = models.CharField("hvor", max_length=20, choices=Arena)
    level = models.CharField("niveau", max_length=20, choices=Level)
    stages = ArrayField(
        models.CharField(max_length=20, choices=STAGES),
        verbose_name="tænkt til",
        default=list,
        blank=True,
    )
    position = models.PositiveSmallIntegerField("plads", default=0)
    in_use = models.BooleanField("i brug", default=True)

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "indsats i kataloget"
        verbose_name_plural = "indsatser i kataloget"
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(
                Lower("title"),
                name="catalogue_title_once",
                violation_error_message="Der står allerede en indsats med den titel i kataloget. "
                "Giv den en anden titel, eller ret den, der står der.",
            )
        ]

    def __str__(self) -> str:
        return self.title

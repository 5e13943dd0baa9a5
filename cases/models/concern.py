"""A concern that somebody voices, and the statutory plan that it may call for."""

from django.db import models
from simple_history.models import HistoricalRecords

from cases.models.case import Case
from kiss.lib.ids import new_public_id
from kiss.lib.models import KeptQuerySet
from schools.models import Pupil, School, User


class Concern(models.Model):
    """What somebody saw, without any threshold."""

    class Voice(models.TextChoices):
        ANSAT = "ansat", "en ansat på skolen"
        BARN = "barn", "barnet eller den unge selv"
        FORAELDER = "foraelder", "en forælder"
        ANDEN = "anden", "en anden"

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="concerns")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="concerns")
    voiced_by = models.CharField("hvem er bekymret", max_length=20, choices=Voice)
    noted_on = models.DateField("dato")
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="noted_concerns")
    text = models.TextField("hvad er set eller sagt")
    signs = models.JSONField("tidlige tegn", default=list, blank=True)
    talked_with_child = models.BooleanField("talt med barnet", default=False)
    talked_with_parents = models.BooleanField("talt med forældrene", default=False)
    talked_with_team = models.BooleanField("talt med klassens team", default=False)
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="concerns"
    )
    decided_on = models.DateField("afgjort", null=True, blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision = models.TextField("hvad der blev besluttet", blank=True)

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "bekymring"
        verbose_name_plural = "bekymringer"
        constraints = [
            models.CheckConstraint(
                name="concern_decided_when_and_by_whom",
                condition=models.Q(decided_on=None, decided_by=None, decision="")
                | (
                    models.Q(decided_on__isnull=False, decided_by__isnull=False)
                    & ~models.Q(decision="")
                ),
            )
        ]

    def __str__(self) -> str:
        return f"Bekymring {self.noted_on}"


class Handlingsplan1c(models.Model):
    """The statutory plan when the psychological environment is the problem (§ 1 c).

    Not the handleplan: this one has ten working days from the first information.
    """

    concern = models.OneToOneField(
        Concern, on_delete=models.PROTECT, related_name="handlingsplan_1c"
    )
    informed_on = models.DateField("oplysningen kom første gang")
    found_on = models.DateField("problemet konstateret", null=True, blank=True)
    temporary_measures = models.TextField("midlertidige tiltag her og nu", blank=True)
    measures = models.TextField("foranstaltninger, der bringer problemet til ophør", blank=True)
    ready_on = models.DateField("planen var færdig", null=True, blank=True)
    responsible = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "handlingsplan efter § 1 c"
        verbose_name_plural = "handlingsplaner efter § 1 c"
        constraints = [
            models.CheckConstraint(
                name="handlingsplan_1c_ready_with_measures",
                condition=models.Q(ready_on=None) | ~models.Q(measures=""),
                violation_error_message="Skriv foranstaltningerne, før planen meldes færdig.",
            ),
            models.CheckConstraint(
                name="handlingsplan_1c_ready_after_informed",
                condition=models.Q(ready_on=None) | models.Q(ready_on__gte=models.F("informed_on")),
                violation_error_message="Planen kan ikke være færdig, før oplysningen kom.",
            ),
        ]

    def __str__(self) -> str:
        return f"Handlingsplan efter § 1 c, oplyst {self.informed_on}"

"""A concern that somebody voices, and the statutory plan that it may call for."""

from django.db import models
from simple_history.models import HistoricalRecords

from cases.models.case import Case
from kiss.lib.ids import new_public_id
from kiss.lib.models import KeptQuerySet
from schools.models import Pupil, School, SchoolClass, User


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


class Plan1c(models.Model):
    """What every statutory plan (§ 1 c) holds, whether about a child or about a class.

    `informed_on` starts its ten working days. It is revised as often as it takes: the newest answer
    stands on it, the earlier ones in its history.
    """

    class Works(models.TextChoices):
        JA = "ja", "ja, problemet er hørt op"
        DELVIST = "delvist", "delvist"
        NEJ = "nej", "nej"

    informed_on = models.DateField("oplysningen kom første gang")
    informed_by = models.CharField("hvem fik det at vide", max_length=160, blank=True)
    informed_from = models.CharField("fra hvem", max_length=160, blank=True)
    found_on = models.DateField("problemet konstateret", null=True, blank=True)
    temporary_measures = models.TextField("midlertidige tiltag her og nu", blank=True)
    measures = models.TextField("foranstaltninger, der bringer problemet til ophør", blank=True)
    told_on = models.DateField("orienteret", null=True, blank=True)
    told = models.TextField("hvem der er orienteret, og om hvad", blank=True)
    complaint_told_on = models.DateField("vejledt om at klage", null=True, blank=True)
    ready_on = models.DateField("planen var færdig", null=True, blank=True)
    look_again_on = models.DateField("ses på igen", null=True, blank=True)
    revised_on = models.DateField("revideret", null=True, blank=True)
    works = models.CharField("virker det", max_length=20, choices=Works, blank=True)
    revision = models.TextField("hvad I ser, og hvad der ændres", blank=True)
    responsible = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"Handlingsplan efter § 1 c, oplyst {self.informed_on}"


def _checks(prefix: str) -> list[models.BaseConstraint]:
    """Return what the database holds every statutory plan to."""
    return [
        models.CheckConstraint(
            name=f"{prefix}_ready_with_measures",
            condition=models.Q(ready_on=None) | ~models.Q(measures=""),
            violation_error_message="Skriv foranstaltningerne, før planen meldes færdig.",
        ),
        models.CheckConstraint(
            name=f"{prefix}_ready_after_informed",
            condition=models.Q(ready_on=None) | models.Q(ready_on__gte=models.F("informed_on")),
            violation_error_message="Planen kan ikke være færdig, før oplysningen kom.",
        ),
        models.CheckConstraint(
            name=f"{prefix}_told_on_a_day",
            condition=models.Q(told="") | models.Q(told_on__isnull=False),
            violation_error_message="Skriv, hvornår eleverne og forældrene er orienteret.",
        ),
        models.CheckConstraint(
            name=f"{prefix}_revised_with_an_answer",
            condition=models.Q(revised_on=None, works="", revision="")
            | (models.Q(revised_on__isnull=False) & ~models.Q(works="")),
            violation_error_message="Svar på, om planen virker.",
        ),
    ]


class Handlingsplan1c(Plan1c):
    """The statutory plan when the psychological environment is the problem (§ 1 c), of a concern.

    Not the handleplan: this one has ten working days from the first information.
    """

    concern = models.OneToOneField(
        Concern, on_delete=models.PROTECT, related_name="handlingsplan_1c"
    )

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "handlingsplan efter § 1 c"
        verbose_name_plural = "handlingsplaner efter § 1 c"
        constraints = _checks("handlingsplan_1c")


class ClassPlanQuerySet(KeptQuerySet):
    def standing(self) -> "ClassPlanQuerySet":
        """Those that have not been withdrawn."""
        return self.filter(withdrawn_on=None)

    def running(self) -> "ClassPlanQuerySet":
        """Those whose ten working days count: neither ready nor withdrawn."""
        return self.standing().filter(ready_on=None)


class ClassPlan1c(Plan1c):
    """The statutory plan of a class as a whole (§ 1 c). No pupil is named in it.

    One that was begun by mistake is withdrawn, with the reason, and stays to be read.
    """

    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="plans_1c")
    # Why the day of the first information is another than was first written.
    informed_because = models.CharField("hvorfor dagen er rettet", max_length=160, blank=True)
    # The nights on which the clock said that it was due soon, and overdue.
    soon_on = models.DateField("udløber snart, set", null=True, blank=True)
    overdue_on = models.DateField("overskredet, set", null=True, blank=True)
    withdrawn_on = models.DateField("trukket tilbage", null=True, blank=True)
    withdrawn_because = models.TextField("hvorfor den er trukket tilbage", blank=True)
    withdrawn_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    history = HistoricalRecords()
    objects = ClassPlanQuerySet.as_manager()

    class Meta:
        verbose_name = "klassens handlingsplan efter § 1 c"
        verbose_name_plural = "klassers handlingsplaner efter § 1 c"
        constraints = [
            *_checks("class_plan_1c"),
            models.UniqueConstraint(
                name="class_plan_1c_one_running",
                fields=["school_class"],
                condition=models.Q(ready_on=None, withdrawn_on=None),
                violation_error_message="Klassen har allerede en plan, der ikke er færdig.",
            ),
            models.CheckConstraint(
                name="class_plan_1c_withdrawn_why_and_by_whom",
                condition=models.Q(withdrawn_on=None, withdrawn_by=None, withdrawn_because="")
                | (
                    models.Q(withdrawn_on__isnull=False, withdrawn_by__isnull=False)
                    & ~models.Q(withdrawn_because="")
                ),
            ),
        ]

"""Pupils, where they go to school, and who has custody of them."""

from django.db import models
from django.db.models import F, Func, Value
from django.db.models.functions import Concat
from simple_history.models import HistoricalRecords

from kiss.lib.ids import new_public_id
from kiss.lib.models import KeptQuerySet, PeriodQuerySet, ends_after_start, no_overlap
from schools.models.places import SchoolClass


class Pupil(models.Model):
    """A child, known by the id that the municipality's pupil register gives."""

    elev_id = models.CharField("elev-id", max_length=20, unique=True)
    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    first_name = models.CharField("fornavn", max_length=80)
    last_name = models.CharField("efternavn", max_length=80)
    birth_date = models.DateField("fødselsdato", null=True, blank=True)
    cpr_encrypted = models.CharField(max_length=255, blank=True, editable=False)
    cpr_hash = models.CharField(max_length=64, blank=True, editable=False)
    is_protected = models.BooleanField("navne- og adressebeskyttelse", default=False)
    sort_key = models.GeneratedField(
        expression=Func(
            Concat(F("first_name"), Value(" "), F("last_name")),
            function="da_sort",
        ),
        output_field=models.CharField(max_length=330, db_collation="C"),
        db_persist=True,
    )

    history = HistoricalRecords(excluded_fields=["sort_key"])
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "elev"
        verbose_name_plural = "elever"
        indexes = [models.Index(name="pupil_in_danish_order", fields=["sort_key", "id"])]
        constraints = [
            models.UniqueConstraint(
                name="pupil_cpr_is_unique", fields=["cpr_hash"], condition=~models.Q(cpr_hash="")
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"


class Enrolment(models.Model):
    """A pupil in a class for a period; never two at once."""

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="enrolments")
    school_class = models.ForeignKey(
        SchoolClass, on_delete=models.PROTECT, related_name="enrolments"
    )
    starts_on = models.DateField("fra")
    ends_on = models.DateField("til og med", null=True, blank=True)

    history = HistoricalRecords()
    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "indskrivning"
        verbose_name_plural = "indskrivninger"
        constraints = [
            ends_after_start("enrolment_ends_after_start"),
            no_overlap(
                "enrolment_in_one_class_at_a_time",
                "pupil",
                message="Eleven går allerede i en klasse i den periode.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pupil_id} i {self.school_class_id} fra {self.starts_on}"


class CustodyHolder(models.Model):
    """A parent or other holder of custody."""

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="custody_holders")
    name = models.CharField("navn", max_length=160)
    relation = models.CharField("relation", max_length=40, help_text="mor, far, plejemor …")
    phone = models.CharField("telefon", max_length=30, blank=True)
    has_custody = models.BooleanField("har forældremyndighed", default=True)
    is_protected = models.BooleanField("navne- og adressebeskyttelse", default=False)

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "forælder"
        verbose_name_plural = "forældre"

    def __str__(self) -> str:
        return self.name

"""Consent to share: what may be told, to whom and why, and who has given it or taken it back."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from cases.models.attachment import Attachment
from cases.models.case import Case
from kiss.lib.models import KeptQuerySet
from schools.models import CustodyHolder, User


class Consent(models.Model):
    """What somebody may be told, for what, until a day. It is not changed; a new one is asked for.

    It stands when everybody who is to give it has, and nobody has taken it back: `cases.consents`.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="consents")
    information = models.TextField("hvilke oplysninger")
    recipient = models.CharField("til hvem", max_length=200)
    purpose = models.TextField("formål")
    ends_on = models.DateField("gælder til og med")
    noted_on = models.DateField("skrevet ned")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "samtykke"
        verbose_name_plural = "samtykker"

    def __str__(self) -> str:
        return f"Samtykke til {self.recipient}"

    def get_absolute_url(self) -> str:
        return reverse("cases:consent", args=[self.case.public_id, self.pk])


class ConsentGiven(models.Model):
    """One person's part of a consent. `holder` is empty for the young person's own."""

    class Form(models.TextChoices):
        SKRIFTLIG = "skriftlig", "skriftligt"
        DIGITAL = "digital", "digitalt"
        MUNDTLIG = "mundtlig", "mundtligt, med notat"

    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="givers")
    holder = models.ForeignKey(
        CustodyHolder, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    given_on = models.DateField("givet")
    form = models.CharField("hvordan", max_length=20, choices=Form)
    note = models.TextField("notat", blank=True)
    attachment = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField("trukket tilbage", null=True, blank=True)
    withdrawn_note = models.TextField("hvordan det blev trukket tilbage", blank=True)
    withdrawn_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "del af samtykke"
        verbose_name_plural = "dele af samtykker"
        constraints = [
            models.UniqueConstraint(
                name="consent_given_once_by_each",
                fields=["consent", "holder"],
                nulls_distinct=False,
                violation_error_message="Det er allerede skrevet ned, at den person har svaret.",
            ),
            models.CheckConstraint(
                name="consent_by_mouth_with_a_note",
                condition=~Q(form="mundtlig") | ~Q(note=""),
                violation_error_message=(
                    "Skriv et notat om det mundtlige samtykke: hvad der blev sagt, og til hvem."
                ),
            ),
            models.CheckConstraint(
                name="consent_withdrawn_noted_by_somebody",
                condition=Q(withdrawn_on=None, withdrawn_by=None, withdrawn_note="")
                | Q(withdrawn_on__isnull=False, withdrawn_by__isnull=False),
            ),
            models.CheckConstraint(
                name="consent_withdrawn_after_it_was_given",
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("given_on")),
                violation_error_message="Det kan ikke være trukket tilbage, før det blev givet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consent}, givet {self.given_on}"

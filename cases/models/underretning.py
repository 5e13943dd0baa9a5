"""An underretning that was made from a case: what left the house, frozen, and its receipt."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from cases.models.case import Case
from kiss.lib.models import KeptQuerySet
from law.underretning import GROUNDS, Ground
from schools.models import User


def grounds() -> list[tuple[str, str]]:
    """Return the grounds; a function, so that a better wording makes no migration."""
    return [(ground.value, GROUNDS[ground].title) for ground in Ground]


class UnderretningQuerySet(KeptQuerySet):
    def standing(self) -> "UnderretningQuerySet":
        """Those that have not been put aside before they were sent."""
        return self.filter(discarded_on=None)

    def sent(self) -> "UnderretningQuerySet":
        """Those that have left the house."""
        return self.exclude(sent_on=None)

    def waiting(self) -> "UnderretningQuerySet":
        """Those that have left the house and that nobody has confirmed."""
        return self.sent().filter(receipt_on=None)


class Underretning(models.Model):
    """One underretning. `content` is what its paper says, as plain values, from the day it is made.

    It is made, sent by the school's own way, and its receipt noted. Nothing here sends. One that
    was not sent may be put aside with a reason; one that was is corrected by another that names it
    in `corrects`. The database refuses to change what left the house.
    """

    class Channel(models.TextChoices):
        DIGITAL_POST = "digital-post", "Digital Post"
        SIKKER_MAIL = "sikker-mail", "sikker mail"
        FAGSYSTEM = "fagsystem", "gennem et fagsystem"
        AFLEVERET = "afleveret", "afleveret personligt"
        BREV = "brev", "brev"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="underretninger")
    # Counts from 1 in its case; never used again.
    number = models.PositiveSmallIntegerField("nr.")
    ground = models.CharField("grundlag", max_length=20, choices=grounds)
    recipient = models.CharField("modtager", max_length=200)
    content = models.JSONField("indhold")
    # Of the paper as it was made.
    sha256 = models.CharField(max_length=64)
    made_on = models.DateField("skrevet")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    sent_on = models.DateField("sendt", null=True, blank=True)
    channel = models.CharField("hvordan", max_length=20, choices=Channel, blank=True)
    sent_note = models.CharField("bemærkning til afsendelsen", max_length=200, blank=True)
    sent_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    discarded_on = models.DateField("lagt væk", null=True, blank=True)
    discarded_because = models.TextField("hvorfor den blev lagt væk", blank=True)
    discarded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The night on which the clock found that no receipt had come in time.
    missed_on = models.DateField("kvittering manglede", null=True, blank=True)
    receipt_on = models.DateField("kvittering modtaget", null=True, blank=True)
    receipt_from = models.CharField("kvittering fra", max_length=160, blank=True)
    receipt_answer = models.TextField("svar", blank=True)
    receipt_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    history = HistoricalRecords()
    objects = UnderretningQuerySet.as_manager()

    class Meta:
        verbose_name = "underretning"
        verbose_name_plural = "underretninger"
        constraints = [
            models.UniqueConstraint(name="underretning_number_once", fields=["case", "number"]),
            models.CheckConstraint(
                name="underretning_sent_how_and_by_whom",
                condition=Q(sent_on=None, channel="", sent_by=None, sent_note="")
                | (Q(sent_on__isnull=False, sent_by__isnull=False) & ~Q(channel="")),
                violation_error_message="Skriv, hvornår og hvordan underretningen blev sendt.",
            ),
            models.CheckConstraint(
                name="underretning_sent_after_it_was_made",
                condition=Q(sent_on=None) | Q(sent_on__gte=F("made_on")),
                violation_error_message="Den kan ikke være sendt, før den blev skrevet.",
            ),
            models.CheckConstraint(
                name="underretning_put_aside_with_a_reason",
                condition=Q(discarded_on=None, discarded_because="", discarded_by=None)
                | (
                    Q(discarded_on__isnull=False, discarded_by__isnull=False, sent_on=None)
                    & ~Q(discarded_because="")
                ),
                violation_error_message="Skriv, hvorfor underretningen lægges væk.",
            ),
            models.CheckConstraint(
                name="underretning_receipt_from_somebody",
                condition=Q(receipt_on=None, receipt_from="", receipt_answer="", receipt_by=None)
                | (
                    Q(receipt_on__isnull=False, receipt_by__isnull=False)
                    & Q(sent_on__isnull=False)
                    & ~Q(receipt_from="")
                ),
                violation_error_message="Skriv, hvem kvitteringen kom fra.",
            ),
            models.CheckConstraint(
                name="underretning_receipt_after_it_was_sent",
                condition=Q(receipt_on=None) | Q(receipt_on__gte=F("sent_on")),
                violation_error_message="Kvitteringen kan ikke være kommet, før der blev sendt.",
            ),
        ]

    def __str__(self) -> str:
        return f"Underretning {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("cases:underretning", args=[self.case.public_id, self.number])

    @property
    def file_name(self) -> str:
        """What its paper is called when it leaves us. Names no child."""
        return f"underretning-{self.case.number}-{self.number}.pdf"

    @property
    def label(self) -> str:
        """What its paper is sealed under: no other paper opens here."""
        return f"{self.case.number}/underretning/{self.number}"


class UnderretningPaper(models.Model):
    """The paper as it was made, byte for byte, encrypted. Apart, so that no list reads it."""

    underretning = models.OneToOneField(
        Underretning, on_delete=models.PROTECT, primary_key=True, related_name="paper"
    )
    sealed = models.BinaryField()
    # Which key locks it: `kiss.lib.crypto.lock_mark`.
    lock = models.CharField(max_length=16, db_index=True)

    class Meta:
        verbose_name = "papir til underretning"
        verbose_name_plural = "papirer til underretninger"

    def __str__(self) -> str:
        return f"Papir til underretning {self.underretning_id}"

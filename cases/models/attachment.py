"""Files on a case: what is told of each, and apart from it the bytes, encrypted."""

from django.db import models
from simple_history.models import HistoricalRecords

from cases.models.case import Case
from kiss.lib.models import KeptQuerySet
from kiss.lib.received.kinds import KINDS
from kiss.lib.received.kinds import Kind as FileKind
from schools.models import User


class AttachmentQuerySet(KeptQuerySet):
    def standing(self) -> "AttachmentQuerySet":
        """Attachments that have not been taken off their case."""
        return self.filter(removed_on=None)


class Attachment(models.Model):
    """A file on a case. Of a restricted one everybody on the case sees that it exists, and no more.

    The name it had is not kept: such names hold children's names and numbers. One that was taken
    off stays as a row that says who took it and why.
    """

    class Kind(models.TextChoices):
        BREV = "brev", "brev"
        UDTALELSE = "udtalelse", "udtalelse"
        SKEMA = "skema", "skema"
        BILLEDE = "billede", "billede"
        ANDET = "andet", "andet"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="attachments")
    # Counts from 1 in its case; never used again.
    number = models.PositiveSmallIntegerField("bilag nr.")
    kind = models.CharField("hvad det er", max_length=20, choices=Kind)
    title = models.CharField("kort om filen", max_length=120)
    dated_on = models.DateField("dato")
    is_restricted = models.BooleanField("kun for dem, der fører sagen", default=False)
    file_kind = models.CharField(max_length=8)
    size = models.PositiveIntegerField()
    # Of what is kept, and of what was sent: a picture is drawn anew in between.
    sha256 = models.CharField(max_length=64)
    sent_sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_on = models.DateField("lagt på")
    noted_at = models.DateTimeField("skrevet", auto_now_add=True)
    removed_on = models.DateField("taget af", null=True, blank=True)
    removed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    removed_because = models.CharField("hvorfor det blev taget af", max_length=300, blank=True)

    history = HistoricalRecords()
    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "bilag"
        verbose_name_plural = "bilag"
        constraints = [
            models.UniqueConstraint(name="attachment_number_once", fields=["case", "number"]),
            models.CheckConstraint(
                name="attachment_removed_by_somebody_with_a_reason",
                condition=models.Q(removed_on=None, removed_by=None, removed_because="")
                | (
                    models.Q(removed_on__isnull=False, removed_by__isnull=False)
                    & ~models.Q(removed_because="")
                ),
                violation_error_message="Skriv, hvorfor bilaget tages af.",
            ),
        ]

    def __str__(self) -> str:
        return f"Bilag {self.number}"

    @property
    def format(self) -> FileKind:
        """What kind of file it is."""
        return KINDS[self.file_kind]

    @property
    def file_name(self) -> str:
        """What it is called when it leaves us: "bilag-26-0002-3.pdf". Names no child."""
        return f"bilag-{self.case.number}-{self.number}.{self.format.endings[0]}"

    @property
    def label(self) -> str:
        """What its bytes are sealed under: no other attachment's bytes open here."""
        return f"{self.case.number}/{self.number}"


class AttachmentContent(models.Model):
    """The bytes of an attachment, encrypted. In a table of its own, so that no list reads them."""

    attachment = models.OneToOneField(
        Attachment, on_delete=models.PROTECT, primary_key=True, related_name="content"
    )
    sealed = models.BinaryField()
    # Which key locks it: `kiss.lib.crypto.lock_mark`.
    lock = models.CharField(max_length=16, db_index=True)

    class Meta:
        verbose_name = "indhold af bilag"
        verbose_name_plural = "indhold af bilag"

    def __str__(self) -> str:
        return f"Indhold af bilag {self.attachment_id}"

"""The look-up log: who saw what about which child, when and for what purpose."""

from django.db import models

from schools.models.people import User
from schools.models.pupils import Pupil


class Lookup(models.Model):
    """One reading of a child's data. Rows are only ever added."""

    at = models.DateTimeField("tidspunkt", auto_now_add=True, db_index=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="lookups")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="lookups")
    case_number = models.CharField("sag", max_length=12, blank=True)
    page = models.CharField("side", max_length=80, help_text="Navnet på siden, aldrig adressen")
    purpose = models.CharField("formål", max_length=120)
    method = models.CharField(max_length=8)

    class Meta:
        verbose_name = "opslag"
        verbose_name_plural = "opslag"
        indexes = [models.Index(name="lookup_by_pupil", fields=["pupil", "-at"])]

    def __str__(self) -> str:
        return f"{self.at} {self.user_id} {self.pupil_id}"

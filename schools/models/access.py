"""The logs: who saw what about which child and why, and what was changed about signing in."""

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


class SignInEvent(models.Model):
    """A change in what somebody logs in with or where. Rows are only ever added.

    `by` is empty for what the operator of the machine does by a command.
    """

    class Kind(models.TextChoices):
        APP_ADDED = "app-added", "Appen er koblet til"
        KEY_ADDED = "key-added", "En adgangsnøgle er tilføjet"
        APP_REMOVED = "app-removed", "Appen er fjernet"
        KEY_REMOVED = "key-removed", "En adgangsnøgle er fjernet"
        CODES_MADE = "codes-made", "Nye nødkoder er lavet"
        RESET = "reset", "App, nøgler og nødkoder er nulstillet"
        SESSIONS_ENDED = "sessions-ended", "Der er logget ud på andre enheder"

    at = models.DateTimeField("tidspunkt", auto_now_add=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="sign_in_events")
    kind = models.CharField("hvad", max_length=20, choices=Kind)
    reason = models.CharField("begrundelse", max_length=300, blank=True)
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="sign_in_changes"
    )

    class Meta:
        verbose_name = "ændring af login"
        verbose_name_plural = "ændringer af login"
        indexes = [models.Index(name="sign_in_event_by_user", fields=["user", "-at"])]

    def __str__(self) -> str:
        return f"{self.at} {self.user_id} {self.kind}"

"""The look-up log with its seals, and what was changed about signing in.

The tables of the look-ups are made by hand in a migration: they are partitioned by month, and
triggers refuse every change. `docs/log.md` tells how, `docs/adr/0013` why.
"""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef

from schools.models.people import User
from schools.models.pupils import Pupil

# The pages where something hidden is shown once; which it was stands in the row as `search`.
SHOWN_ON_REQUEST = {"cases:reveal", "cases:emergency_reveal"}
# The purpose of a row that says of another that the page was not shown after all.
REFUSED = "Afvist: siden blev ikke vist"


class LookupQuerySet(models.QuerySet["Lookup"]):
    """Look-ups, and what became of them.

    A gate writes before anything is shown. Where the page is refused afterwards, a row of its own
    says so; it has the moment, the user, the child, the page and the case of the one it refuses.
    """

    def told(self) -> Self:
        """Return the look-ups with `is_refused`; what refuses them is no row of its own."""
        return self.exclude(purpose=REFUSED).annotate(is_refused=Exists(_refusals()))

    def shown(self) -> Self:
        """Return the look-ups that something was shown of."""
        return self.exclude(purpose=REFUSED).filter(~Exists(_refusals()))


def _refusals() -> models.QuerySet["Lookup"]:
    same = {name: OuterRef(name) for name in ("user", "pupil", "at", "page", "case_number")}
    return Lookup.objects.filter(purpose=REFUSED, **same)


class Lookup(models.Model):
    """One reading of a child's data. Rows are only ever added, by `cases.permissions`."""

    at = models.DateTimeField("tidspunkt")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="lookups", db_index=False)
    pupil = models.ForeignKey(
        Pupil, on_delete=models.PROTECT, related_name="lookups", db_index=False
    )
    case_number = models.CharField("sag", max_length=12, blank=True)
    page = models.CharField("side", max_length=80, help_text="Navnet på siden, aldrig adressen")
    purpose = models.CharField("formål", max_length=120)
    search = models.CharField(
        "søgeord", max_length=200, blank=True, help_text="Det, der blev søgt efter"
    )
    method = models.CharField(max_length=8)
    in_list = models.BooleanField("vist i en liste", default=False)

    objects = LookupQuerySet.as_manager()

    class Meta:
        verbose_name = "opslag"
        verbose_name_plural = "opslag"
        indexes = [
            models.Index(name="lookup_by_pupil", fields=["pupil", "-at"]),
            models.Index(name="lookup_by_user", fields=["user", "-at"]),
            models.Index(
                name="lookup_by_case",
                fields=["case_number", "-at"],
                condition=~models.Q(case_number=""),
            ),
            # There are few, and every count of look-ups asks for them.
            models.Index(
                name="lookup_refused",
                fields=["user", "at"],
                condition=models.Q(purpose=REFUSED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at} {self.user_id} {self.pupil_id}"

    @property
    def shows(self) -> bool:
        """Whether `search` is what was shown on request, and nothing that was typed."""
        return self.page in SHOWN_ON_REQUEST


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
        EXPECTED = "expected", "Næste login hos kommunen bliver knyttet til din bruger"
        LINKED = "linked", "Kommunens login er knyttet til din bruger"

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


class LookupSeal(models.Model):
    """The hash of one look-up and of the seal before it, in the chain of its month.

    `month` is the first day of the month of the look-up, `position` counts from 1 in it.
    """

    pk = models.CompositePrimaryKey("month", "position")
    month = models.DateField("måned")
    position = models.BigIntegerField("nummer i måneden")
    lookup_id = models.BigIntegerField("opslag")
    at = models.DateTimeField("opslagets tidspunkt")
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "segl"
        verbose_name_plural = "segl"
        constraints = [
            models.UniqueConstraint(name="lookup_is_sealed_once", fields=["month", "lookup_id"])
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.position}"


class Anchor(models.Model):
    """How far the chain of a month had come at a moment; or that the month has been deleted.

    Also written as a line in a file outside the database. Rows are only ever added.
    """

    class Kind(models.TextChoices):
        SEALED = "forseglet", "forseglet"
        DROPPED = "slettet", "slettet"

    kind = models.CharField(max_length=10, choices=Kind)
    month = models.DateField("måned", db_index=True)
    rows = models.BigIntegerField("opslag i måneden")
    hash = models.CharField(max_length=64)
    at = models.DateTimeField("tidspunkt")

    class Meta:
        verbose_name = "anker"
        verbose_name_plural = "ankre"

    def __str__(self) -> str:
        return f"{self.month} {self.rows} {self.kind}"

"""Emergency access: somebody opens a case that is not theirs, and another looks into it after."""

from datetime import datetime, timedelta
from typing import Final

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from cases.models.case import Case
from kiss.lib.ids import new_public_id
from kiss.lib.models import KeptQuerySet
from schools.models import User, Verdict

# GDPR art. 33(1): from when the municipality has become aware of a breach.
HOURS_TO_REPORT: Final = timedelta(hours=72)


class EmergencyQuerySet(KeptQuerySet):
    def open_at(self, at: datetime) -> "EmergencyQuerySet":
        """Those whose hour has not gone and that nobody has ended; the end itself is outside."""
        return self.filter(stopped_at=None, opened_at__lte=at, ends_at__gt=at)

    def waiting(self) -> "EmergencyQuerySet":
        """Those that nobody has looked into."""
        return self.filter(verdict="")


class EmergencyAccess(models.Model):
    """One hour in which one user may read one case, and what another found out about it.

    `stopped_at` is set when the user ends it, or by the clock when the hour has gone. `due_on` is
    the last day on which it should be looked into.
    """

    class Category(models.TextChoices):
        DANGER = "fare", "Barnet er måske i fare lige nu"
        MISSING = "vaek", "Barnet er væk og skal findes"
        AUTHORITY = "myndighed", "Politi, sygehus eller social vagt spørger"
        UNREACHED = "ingen-svar", "Noget skal gøres i dag, og ingen på sagen kan nås"

    class Stop(models.TextChoices):
        BUTTON = "knap", "lukket af brugeren"
        CLOCK = "tid", "lukket, da timen var gået"

    class Breach(models.TextChoices):
        REPORTED = "anmeldt", "anmeldt til Datatilsynet"
        NO_RISK = "ingen-risiko", "et brud uden risiko for familien, der ikke anmeldes"
        NONE = "intet-brud", "ikke et brud på persondatasikkerheden"

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="emergencies")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="emergencies")
    category = models.CharField("grund", max_length=20, choices=Category)
    reason = models.TextField("begrundelse")
    opened_at = models.DateTimeField("åbnet")
    ends_at = models.DateTimeField("slutter")
    stopped_at = models.DateTimeField("lukket", null=True, blank=True)
    stopped_how = models.CharField("hvordan lukket", max_length=10, choices=Stop, blank=True)
    due_on = models.DateField("skal være efterset")

    verdict = models.CharField("svar", max_length=20, choices=Verdict, blank=True)
    note = models.TextField("bemærkning", blank=True)
    reviewed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField("efterset", null=True, blank=True)

    # When somebody first answered that it was not justified, and what that was held to be.
    breach_from = models.DateTimeField("muligt brud fra", null=True, blank=True)
    breach = models.CharField("brud", max_length=20, choices=Breach, blank=True)
    breach_note = models.TextField("vurdering af bruddet", blank=True)
    breach_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    breach_at = models.DateTimeField("vurderet", null=True, blank=True)

    history = HistoricalRecords()
    objects = EmergencyQuerySet.as_manager()

    class Meta:
        verbose_name = "nødadgang"
        verbose_name_plural = "nødadgange"
        indexes = [models.Index(name="emergency_by_opening", fields=["-opened_at", "-id"])]
        constraints = [
            models.UniqueConstraint(
                name="emergency_one_at_a_time",
                fields=["user"],
                condition=Q(stopped_at=None),
                violation_error_message="Du har allerede en nødadgang åben.",
            ),
            models.CheckConstraint(
                name="emergency_ends_after_start", condition=Q(ends_at__gt=F("opened_at"))
            ),
            models.CheckConstraint(
                name="emergency_stops_within_its_hour",
                condition=Q(stopped_at=None, stopped_how="")
                | (~Q(stopped_how="") & Q(stopped_at__range=(F("opened_at"), F("ends_at")))),
            ),
            models.CheckConstraint(
                name="emergency_review_is_signed",
                condition=Q(verdict="", note="", reviewed_by=None, reviewed_at=None)
                | (
                    ~Q(verdict="")
                    & ~Q(note="")
                    & Q(reviewed_by__isnull=False, reviewed_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="emergency_breach_is_signed",
                condition=Q(breach="", breach_note="", breach_by=None, breach_at=None)
                | (
                    ~Q(breach="")
                    & ~Q(breach_note="")
                    & Q(breach_by__isnull=False, breach_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="emergency_reviewed_by_another",
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("user")),
                violation_error_message="Det er din egen nødadgang. En anden skal efterse den.",
            ),
        ]

    def __str__(self) -> str:
        return f"Nødadgang {self.public_id}"

    @property
    def breach_until(self) -> datetime | None:
        """The last moment to report a breach: 72 hours after it was known (GDPR art. 33(1))."""
        return self.breach_from + HOURS_TO_REPORT if self.breach_from else None


class EmergencyTry(models.Model):
    """Somebody asked for emergency access with a number and a name that do not go together.

    Only the number is kept, never the name. Rows are only ever added.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("tidspunkt")
    number = models.CharField("sagsnummer", max_length=12)

    class Meta:
        verbose_name = "forgæves forsøg på nødadgang"
        verbose_name_plural = "forgæves forsøg på nødadgang"
        indexes = [models.Index(name="emergency_try_by_user", fields=["user", "-at"])]

    def __str__(self) -> str:
        return f"{self.at} {self.user_id}"

"""What the data protection officer asks about the look-ups: alarms and random samples."""

from django.db import models
from simple_history.models import HistoricalRecords

from kiss.lib.models import KeptQuerySet
from schools.models.access import SHOWN_ON_REQUEST
from schools.models.people import User
from schools.models.pupils import Pupil


class Verdict(models.TextChoices):
    """A person's answer about a look-up."""

    JUSTIFIED = "berettiget", "berettiget"
    NOT_JUSTIFIED = "ikke-berettiget", "ikke berettiget"
    UNCLEAR = "uklart", "uklart"


def _answered_together(name: str) -> models.CheckConstraint:
    """Return the constraint that an answer has its person and its moment, and none has neither."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(verdict="", answered_by=None, answered_at=None)
        | (
            ~models.Q(verdict="")
            & models.Q(answered_by__isnull=False)
            & models.Q(answered_at__isnull=False)
        ),
    )


class AlarmQuerySet(KeptQuerySet):
    def waiting(self) -> "AlarmQuerySet":
        """The alarms that nobody has answered."""
        return self.filter(verdict="")


class Alarm(models.Model):
    """Reading out of the ordinary by one user on one day: a question to a person, no verdict.

    `number` counts what the kind counts (children, look-ups or cases), `limit` is the number from
    which it was asked. `first_at` and `last_at` are the first and the last look-up it is about.
    """

    class Kind(models.TextChoices):
        MANY = "mange", "mange børn på kort tid"
        ODD_HOURS = "uden-for-tid", "uden for arbejdstid"
        SAME_NAME = "samme-efternavn", "samme efternavn som barnet"
        NO_TASK = "uden-opgave", "sag uden opgave"
        READ_ON = "laeste-videre", "læste videre efter et stop"
        EMERGENCY = "noedadgang", "nødadgang"
        EMERGENCY_LATE = "noedadgang-sent", "nødadgang, som ingen har efterset"
        EMERGENCY_OFTEN = "noedadgang-ofte", "nødadgang mange gange"
        EMERGENCY_WRONG = "noedadgang-forkert", "nødadgang prøvet forgæves"

    kind = models.CharField("slags", max_length=20, choices=Kind)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="alarms")
    day = models.DateField("dag")
    # What tells two alarms of one kind, user and day apart: the id of a child or of an emergency
    # access, or nothing.
    about = models.CharField("om", max_length=40, blank=True)
    pupil = models.ForeignKey(
        Pupil, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cases = models.TextField("sager", blank=True)
    number = models.PositiveIntegerField("antal")
    limit = models.PositiveIntegerField("grænse")
    first_at = models.DateTimeField("fra")
    last_at = models.DateTimeField("til")

    verdict = models.CharField("svar", max_length=20, choices=Verdict, blank=True)
    note = models.TextField("bemærkning", blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField("besvaret", null=True, blank=True)

    history = HistoricalRecords()
    objects = AlarmQuerySet.as_manager()

    class Meta:
        verbose_name = "alarm"
        verbose_name_plural = "alarmer"
        constraints = [
            models.UniqueConstraint(
                name="alarm_once_a_day", fields=["kind", "user", "day", "about"]
            ),
            _answered_together("alarm_answer_is_signed"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.day}"


class ReadingReason(models.Model):
    """Why somebody who had opened many children in a day went on. Rows are only ever added."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="reading_reasons")
    day = models.DateField("dag")
    at = models.DateTimeField("tidspunkt")
    children = models.PositiveIntegerField("børn åbnet den dag")
    reason = models.TextField("grund")

    class Meta:
        verbose_name = "grund til at læse videre"
        verbose_name_plural = "grunde til at læse videre"
        indexes = [models.Index(name="reading_reason_by_user", fields=["user", "day"])]

    def __str__(self) -> str:
        return f"{self.user_id} {self.day}"


class WatchedDay(models.Model):
    """A day whose look-ups have all been held against the rules of the alarms."""

    day = models.DateField("dag", unique=True)

    class Meta:
        verbose_name = "gennemset dag"
        verbose_name_plural = "gennemsete dage"

    def __str__(self) -> str:
        return str(self.day)


class Control(models.Model):
    """A random sample of the look-ups of a period, drawn so that it can be drawn again."""

    starts_on = models.DateField("fra og med")
    ends_on = models.DateField("til og med")
    seed = models.CharField("nøgle", max_length=32)
    population = models.PositiveIntegerField("opslag i perioden")
    drawn_at = models.DateTimeField("trukket")
    drawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="controls")

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "stikprøve"
        verbose_name_plural = "stikprøver"

    def __str__(self) -> str:
        return f"{self.starts_on} {self.ends_on}"


class ControlledLookup(models.Model):
    """One look-up of a sample, copied so that the control can be read when the log is gone."""

    control = models.ForeignKey(Control, on_delete=models.PROTECT, related_name="lookups")
    position = models.PositiveSmallIntegerField("nummer")
    lookup_id = models.BigIntegerField("opslag")
    at = models.DateTimeField("tidspunkt")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="+")
    case_number = models.CharField("sag", max_length=12, blank=True)
    page = models.CharField("side", max_length=80)
    purpose = models.CharField("formål", max_length=120)
    search = models.CharField("søgeord", max_length=200, blank=True)

    verdict = models.CharField("svar", max_length=20, choices=Verdict, blank=True)
    note = models.TextField("bemærkning", blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField("besvaret", null=True, blank=True)

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "opslag i en stikprøve"
        verbose_name_plural = "opslag i stikprøver"
        constraints = [
            models.UniqueConstraint(name="controlled_in_order", fields=["control", "position"]),
            _answered_together("controlled_answer_is_signed"),
        ]

    def __str__(self) -> str:
        return f"{self.control_id} {self.position}"

    @property
    def shows(self) -> bool:
        """Whether `search` is what was shown on request, and nothing that was typed."""
        return self.page in SHOWN_ON_REQUEST

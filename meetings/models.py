"""Meetings, who takes part, and what was agreed."""

from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from cases.models import Case, PlanVersion
from kiss.lib.ids import new_public_id
from kiss.lib.models import KeptQuerySet
from schools.models import CustodyHolder, School, User


class Meeting(models.Model):
    """A meeting. The agenda of a network meeting is the case's handleplan."""

    class Kind(models.TextChoices):
        NETVAERK = "netvaerk", "netværksmøde"
        TEAM = "team", "møde i Kom i skole-teamet"
        DATA = "data", "datamøde"

    class Status(models.TextChoices):
        PLANLAGT = "planlagt", "planlagt"
        HOLDT = "holdt", "holdt"
        AFLYST = "aflyst", "aflyst"

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    kind = models.CharField("type", max_length=20, choices=Kind)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="meetings")
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    starts_at = models.DateTimeField("begynder")
    ends_at = models.DateTimeField("slutter")
    place = models.CharField("sted", max_length=160)
    status = models.CharField("status", max_length=20, choices=Status, default=Status.PLANLAGT)
    called_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    child_takes_part = models.CharField("barnets deltagelse", max_length=200, blank=True)
    minutes = models.TextField("kort referat ud over planen", blank=True)
    cancelled_because = models.CharField("hvorfor mødet er aflyst", max_length=300, blank=True)
    plan_version = models.OneToOneField(
        PlanVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="meeting"
    )

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "møde"
        verbose_name_plural = "møder"
        constraints = [
            models.CheckConstraint(
                name="meeting_ends_after_start",
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                violation_error_message="Mødet skal slutte, efter det er begyndt.",
            ),
            models.CheckConstraint(
                name="meeting_network_has_a_case",
                condition=models.Q(kind="netvaerk", case__isnull=False)
                | (~models.Q(kind="netvaerk") & models.Q(case=None)),
            ),
            models.CheckConstraint(
                name="meeting_cancelled_with_a_reason",
                condition=~models.Q(status="aflyst") | ~models.Q(cancelled_because=""),
                violation_error_message="Skriv, hvorfor mødet er aflyst.",
            ),
        ]
        indexes = [models.Index(name="meeting_by_school", fields=["school", "starts_at"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.starts_at:%d-%m-%Y}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:detail", args=[self.public_id])


class Participant(models.Model):
    """Somebody who is invited: a user, a parent, the child, or a person by name."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="participants")
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="participations"
    )
    custody_holder = models.ForeignKey(
        CustodyHolder, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField("navn", max_length=160)
    part = models.CharField("rolle", max_length=120)
    came = models.BooleanField("var der", null=True, blank=True)

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "mødedeltager"
        verbose_name_plural = "mødedeltagere"

    def __str__(self) -> str:
        return f"{self.name}, {self.part}"


class Agreement(models.Model):
    """What was agreed: what, who, when."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agreements")
    what = models.CharField("hvad", max_length=300)
    who = models.CharField("hvem", max_length=160)
    due_on = models.DateField("senest")
    done_on = models.DateField("gjort", null=True, blank=True)

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "aftale"
        verbose_name_plural = "aftaler"

    def __str__(self) -> str:
        return self.what

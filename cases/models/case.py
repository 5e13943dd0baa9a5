"""The case, who leads it and who may see it."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.urls import reverse
from guardian.managers import UserObjectPermissionManager
from guardian.models import UserObjectPermissionBase
from simple_history.models import HistoricalRecords

from cases.phases import Element
from kiss.lib.ids import new_public_id
from kiss.lib.models import KeptQuerySet, PeriodQuerySet, ends_after_start, in_force
from schools.models import Pupil, School, User
from schools.roles import Scope, Thing, roles_with


class CaseQuerySet(KeptQuerySet):
    def open(self) -> "CaseQuerySet":
        """Cases that are not closed."""
        return self.filter(closed_on=None)

    def without_tovholder(self, day: date) -> "CaseQuerySet":
        """Open cases whose tovholder may not lead them on a day.

        Who may is a leader in the school's team, has a role there that leads cases and is not
        suspended, and can log in.
        """
        seated = in_force(day, "tovholder__team_memberships__") & models.Q(
            tovholder__team_memberships__function="ledelse",
            tovholder__team_memberships__team__school=models.F("school"),
        )
        awake = models.Q(tovholder__memberships__suspended_on=None)
        awake |= models.Q(tovholder__memberships__suspended_on__gt=day)
        employed = in_force(day, "tovholder__memberships__") & models.Q(
            awake,
            tovholder__memberships__role__in=roles_with(Thing.LEAD, Scope.SCHOOL, Scope.NAMED),
            tovholder__memberships__school=models.F("school"),
        )
        good = Case._base_manager.filter(seated, employed, tovholder__is_active=True).values("pk")
        return self.open().exclude(pk__in=good)


class Case(models.Model):
    """One child's course from opsporing to closing. At most one is open per child."""

    number = models.CharField("sagsnummer", max_length=12, unique=True)
    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="cases")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="cases")
    tovholder = models.ForeignKey(User, on_delete=models.PROTECT, related_name="led_cases")
    opened_on = models.DateField("oprettet")
    opened_because = models.TextField("anledning")
    focus = models.CharField("fokus lige nu", max_length=20, choices=Element)
    closed_on = models.DateField("afsluttet", null=True, blank=True)
    closing_reason = models.TextField("hvorfor sagen afsluttes", blank=True)

    history = HistoricalRecords()
    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "sag"
        verbose_name_plural = "sager"
        permissions = [("write_case", "Skrive i sagen"), ("lead_case", "Føre sagen")]
        constraints = [
            models.UniqueConstraint(
                name="case_one_open_per_pupil",
                fields=["pupil"],
                condition=models.Q(closed_on=None),
                violation_error_message="Der er allerede en åben sag om eleven.",
            ),
            models.CheckConstraint(
                name="case_closed_after_opened",
                condition=models.Q(closed_on=None) | models.Q(closed_on__gte=models.F("opened_on")),
                violation_error_message="En sag kan ikke afsluttes, før den er oprettet.",
            ),
            models.CheckConstraint(
                name="case_closed_with_a_reason",
                condition=models.Q(closed_on=None) | ~models.Q(closing_reason=""),
                violation_error_message="Skriv, hvorfor sagen afsluttes.",
            ),
        ]

    def __str__(self) -> str:
        return f"Sag {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("cases:detail", args=[self.public_id])


class CaseParticipantQuerySet(PeriodQuerySet):
    def standing(self) -> "CaseParticipantQuerySet":
        """Those whose ground stands: no consent that their access rests on was withdrawn."""
        return self.exclude(consent__givers__withdrawn_on__isnull=False)


class CaseParticipant(models.Model):
    """Somebody named on a case: their part, the ground for it, and for how long."""

    class Basis(models.TextChoices):
        INTERN = "intern", "arbejder på skolen"
        SAMTYKKE = "samtykke", "samtykke fra forældrene"
        UNDERRETNING = "underretning", "underretning"
        ANDEN = "anden", "anden hjemmel, som er beskrevet"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="participants")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="case_parts")
    part = models.CharField("rolle i sagen", max_length=120)
    basis = models.CharField("grundlag", max_length=20, choices=Basis)
    basis_note = models.TextField("om grundlaget", blank=True)
    consent = models.ForeignKey(
        "cases.Consent",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="participants",
    )
    may_write = models.BooleanField("må skrive", default=True)
    starts_on = models.DateField("fra")
    ends_on = models.DateField("til og med", null=True, blank=True)

    history = HistoricalRecords()
    objects = CaseParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = "deltager i sagen"
        verbose_name_plural = "deltagere i sagen"
        constraints = [
            ends_after_start("case_participant_ends_after_start"),
            models.CheckConstraint(
                name="case_participant_from_outside_ends",
                condition=models.Q(basis="intern") | models.Q(ends_on__isnull=False),
                violation_error_message="Adgang på et særligt grundlag skal have en slutdato.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} i {self.case}"


class CaseAccessQuerySet(models.QuerySet):
    """Derived rows: it is the facts they follow from that keep history."""

    def in_force(self, day: date) -> "CaseAccessQuerySet":
        """Return the rows whose period holds a day."""
        return self.filter(in_force(day))


class CaseAccess(UserObjectPermissionBase):
    """What one person may do with one case, for a period.

    Derived from the tovholder and the participants by `cases.permissions.sync`; never written by
    hand, and always read together with a date.
    """

    content_object = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="accesses")
    starts_on = models.DateField("fra")
    ends_on = models.DateField("til og med", null=True, blank=True)
    because = models.CharField("fordi", max_length=160)

    objects: ClassVar = UserObjectPermissionManager.from_queryset(CaseAccessQuerySet)()

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False
        # One person may be both tovholder and participant, and take part in two periods.
        unique_together = [
            ("user", "permission", "content_object", "starts_on", "ends_on", "because")
        ]
        verbose_name = "adgang til sag"
        verbose_name_plural = "adgange til sager"
        indexes = [models.Index(name="case_access_by_user", fields=["user", "permission"])]
        constraints = [ends_after_start("case_access_ends_after_start")]


class FocusChange(models.Model):
    """The case turned its attention from one element to another."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="focus_changes")
    from_element = models.CharField("fra", max_length=20, choices=Element, blank=True)
    to_element = models.CharField("til", max_length=20, choices=Element)
    reason = models.TextField("hvorfor")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("dato")

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "skift af fokus"
        verbose_name_plural = "skift af fokus"

    def __str__(self) -> str:
        return f"{self.case}: {self.get_to_element_display()}"

"""A colleague who is asked to write one thing about a child: asked, answered, declined."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from cases.models.case import Case
from cases.phases import Angle
from kiss.lib.ids import new_public_id
from kiss.lib.models import KeptQuerySet
from schools.models import User


class InquiryQuerySet(KeptQuerySet):
    def waiting(self) -> "InquiryQuerySet":
        """Those in open cases that the one who was asked has not answered."""
        return self.filter(status=Inquiry.Status.VENTER, case__closed_on=None)

    def unsettled(self) -> "InquiryQuerySet":
        """Those in open cases that wait for an answer, or for somebody else after a no."""
        waiting = [Inquiry.Status.VENTER, Inquiry.Status.AFSLAAET]
        return self.filter(case__closed_on=None, status__in=waiting)


class Inquiry(models.Model):
    """One perspective or one question that somebody close to the child is asked to write about.

    Whoever is asked sees the child's name and class, the question and their own answer, and nothing
    else of the case. A declined one is settled when somebody else is asked, or when it is closed.
    """

    class Status(models.TextChoices):
        VENTER = "venter", "venter på svar"
        BESVARET = "besvaret", "besvaret"
        AFSLAAET = "afslaaet", "kunne ikke svare"
        LUKKET = "lukket", "lukket uden svar"

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="inquiries")
    asked_of = models.ForeignKey(
        User, on_delete=models.PROTECT, verbose_name="hvem er spurgt", related_name="inquiries"
    )
    asked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, verbose_name="spurgt af", related_name="+"
    )
    asked_on = models.DateField("spurgt")
    # Empty for a question that is none of the five perspectives.
    angle = models.CharField("perspektiv", max_length=20, choices=Angle, blank=True)
    question = models.TextField("spørgsmål", blank=True)
    due_on = models.DateField("senest")
    status = models.CharField("status", max_length=12, choices=Status, default=Status.VENTER)
    answer = models.TextField("svar", blank=True)
    declined_because = models.TextField("hvorfor der ikke blev svaret", blank=True)
    settled_on = models.DateField("afgjort", null=True, blank=True)

    history = HistoricalRecords()
    objects = InquiryQuerySet.as_manager()

    class Meta:
        verbose_name = "spørgsmål til en kollega"
        verbose_name_plural = "spørgsmål til kolleger"
        constraints = [
            models.UniqueConstraint(
                name="inquiry_one_waiting_per_person",
                fields=["case", "asked_of"],
                condition=Q(status="venter"),
                violation_error_message="Personen er allerede spurgt og har ikke svaret endnu.",
            ),
            models.CheckConstraint(
                name="inquiry_asks_something",
                condition=~Q(angle="") | ~Q(question=""),
                violation_error_message="Vælg et perspektiv, eller skriv dit spørgsmål.",
            ),
            models.CheckConstraint(
                name="inquiry_answered_with_words",
                condition=Q(status="besvaret") & ~Q(answer="")
                | ~Q(status="besvaret") & Q(answer=""),
            ),
            models.CheckConstraint(
                name="inquiry_declined_with_a_reason",
                condition=~Q(status="afslaaet") | ~Q(declined_because=""),
                violation_error_message="Skriv, hvorfor du ikke kan svare.",
            ),
            models.CheckConstraint(
                name="inquiry_settled_on_a_day",
                condition=Q(status="venter", settled_on=None)
                | ~Q(status="venter") & Q(settled_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.asked_of}"

    def get_absolute_url(self) -> str:
        return reverse("cases:inquiry", args=[self.public_id])

    @property
    def asks_for(self) -> str:
        """What is asked for, in words: one of the five perspectives, or a question."""
        return self.get_angle_display() if self.angle else "Et spørgsmål"

    @property
    def place(self) -> Angle:
        """The perspective under which the answer is read."""
        return Angle(self.angle) if self.angle else Angle.ANDRE

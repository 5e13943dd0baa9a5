"""A case that is handed to another tovholder: asked for, answered, and what was told with it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from cases.models.case import Case
from kiss.lib.ids import new_public_id
from kiss.lib.models import KeptQuerySet
from schools.models import School, User


class HandoverQuerySet(KeptQuerySet):
    def waiting(self) -> "HandoverQuerySet":
        """Those that the person who was asked has not answered."""
        return self.filter(answer=Handover.Answer.VENTER)

    def unsettled(self) -> "HandoverQuerySet":
        """Those in open cases that wait for an answer, or for somebody else after a no."""
        return self.filter(
            case__closed_on=None, answer__in=[Handover.Answer.VENTER, Handover.Answer.AFSLAAET]
        )


class Handover(models.Model):
    """Somebody is asked to become a case's tovholder.

    Until it is accepted the former tovholder answers for the case. `school` is the one whose team
    takes over: another than the case's own when the child has moved. A declined one is settled
    when somebody else is asked or appointed, or when the tovholder stays.
    """

    class Answer(models.TextChoices):
        VENTER = "venter", "afventer svar"
        OVERTAGET = "overtaget", "overtaget"
        AFSLAAET = "afslaaet", "sagde nej"
        LUKKET = "lukket", "ikke længere aktuelt"

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="handovers")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    from_user = models.ForeignKey(
        User, on_delete=models.PROTECT, verbose_name="fra", related_name="+"
    )
    to_user = models.ForeignKey(
        User, on_delete=models.PROTECT, verbose_name="til", related_name="handovers"
    )
    reason = models.TextField("hvorfor sagen gives videre")
    story = models.TextField("historien i højst ti linjer")
    asked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, verbose_name="spurgt af", related_name="+"
    )
    asked_on = models.DateField("spurgt")
    answer = models.CharField("svar", max_length=12, choices=Answer, default=Answer.VENTER)
    answer_note = models.TextField("bemærkning til svaret", blank=True)
    answered_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name="svaret skrevet af",
        related_name="+",
    )
    answered_on = models.DateField("besvaret", null=True, blank=True)

    history = HistoricalRecords()
    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = "overdragelse"
        verbose_name_plural = "overdragelser"
        constraints = [
            models.UniqueConstraint(
                name="handover_one_waiting_per_case",
                fields=["case"],
                condition=Q(answer="venter"),
                violation_error_message="Der er allerede spurgt en anden. Træk det tilbage først.",
            ),
            models.CheckConstraint(
                name="handover_answered_by_somebody",
                condition=Q(answer="venter", answered_on=None, answered_by=None)
                | (~Q(answer="venter") & Q(answered_on__isnull=False, answered_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="handover_declined_with_a_reason",
                condition=~Q(answer="afslaaet") | ~Q(answer_note=""),
                violation_error_message="Skriv, hvorfor du siger nej.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} til {self.to_user}"

    def get_absolute_url(self) -> str:
        return reverse("cases:handover", args=[self.public_id])

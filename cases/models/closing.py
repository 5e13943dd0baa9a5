"""The end of a case, what is looked at afterwards, and that it was opened again."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from cases.closing import Signpost
from cases.models.case import Case
from kiss.lib.models import KeptQuerySet
from schools.models import User


class Closing(models.Model):
    """One end of a case. A case that was opened again and closed again has two.

    With `kind` DIALOG the model's seven signposts are answered, and it says who took part, what
    is kept up and who takes over. `despite` is why the case ends although something spoke against
    the day.
    """

    class Kind(models.TextChoices):
        DIALOG = "dialog", "vi har talt om det og er klar til at slutte"
        FLYTTET = "flyttet", "barnet er flyttet fra kommunens skoler"
        FEJL = "fejl", "sagen er oprettet ved en fejl"
        ANDET = "andet", "af en anden grund"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="closings")
    on = models.DateField("afsluttet")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("hvordan", max_length=20, choices=Kind)
    reason = models.TextField("hvorfor")
    took_part = models.TextField("hvem har været med til at beslutte det", blank=True)
    kept_up = models.TextField("det bliver ved i skolen og hjemme", blank=True)
    handed_to = models.TextField("overleveret til", blank=True)
    despite = models.TextField("hvorfor alligevel nu", blank=True)
    reopened_on = models.DateField("genåbnet", null=True, blank=True)
    reopened_because = models.TextField("hvorfor genåbnet", blank=True)
    reopened_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "afslutning"
        verbose_name_plural = "afslutninger"
        constraints = [
            models.UniqueConstraint(
                name="closing_one_in_force", fields=["case"], condition=Q(reopened_on=None)
            ),
            models.CheckConstraint(
                name="closing_in_dialogue_is_whole",
                condition=~Q(kind="dialog")
                | (~Q(took_part="") & ~Q(kept_up="") & ~Q(handed_to="")),
                violation_error_message=(
                    "Skriv, hvem der har været med, hvad der bliver ved, og hvem der tager over."
                ),
            ),
            models.CheckConstraint(
                name="closing_reopened_with_a_reason",
                condition=Q(reopened_on=None)
                | (~Q(reopened_because="") & Q(reopened_by__isnull=False)),
                violation_error_message="Skriv, hvorfor sagen genåbnes.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} afsluttet {self.on}"


class ClosingAnswer(models.Model):
    """The answer to one of the seven signposts, as it was given in the dialogue."""

    class Answer(models.TextChoices):
        JA = "ja", "ja"
        DELVIST = "delvist", "delvist"
        NEJ = "nej", "nej"

    closing = models.ForeignKey(Closing, on_delete=models.CASCADE, related_name="answers")
    signpost = models.CharField("pejlemærke", max_length=20, choices=Signpost)
    answer = models.CharField("svar", max_length=20, choices=Answer)
    note = models.TextField("bemærkning", blank=True)

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "svar på pejlemærke"
        verbose_name_plural = "svar på pejlemærker"
        constraints = [
            models.UniqueConstraint(name="closing_answer_once", fields=["closing", "signpost"])
        ]

    def __str__(self) -> str:
        return f"{self.get_signpost_display()} {self.get_answer_display()}"


class AfterCheckQuerySet(KeptQuerySet):
    def waiting(self) -> "AfterCheckQuerySet":
        """Checks that nobody has answered, of cases that are still closed."""
        return self.filter(verdict="", dropped_on=None)


class AfterCheck(models.Model):
    """A quiet look at how a child is doing some school weeks after the case was closed.

    The absence is told in half-days of so many school days, before the closing and since; it is
    written when the look is answered, so that it can be read as it stood. `dropped_on` is set when
    nobody needs to look any more: the case was opened again, or another check took its place.
    """

    class Verdict(models.TextChoices):
        GODT = "godt", "det går godt"
        OEJE = "oeje", "vi holder øje lidt endnu"
        AABNES = "aabnes", "sagen skal åbnes igen"

    closing = models.ForeignKey(Closing, on_delete=models.PROTECT, related_name="checks")
    school_weeks = models.PositiveSmallIntegerField("skoleuger efter")
    due_on = models.DateField("dato")
    before_halves = models.PositiveSmallIntegerField("fravær før", null=True, blank=True)
    before_days = models.PositiveSmallIntegerField("skoledage før", null=True, blank=True)
    since_halves = models.PositiveSmallIntegerField("fravær siden", null=True, blank=True)
    since_days = models.PositiveSmallIntegerField("skoledage siden", null=True, blank=True)
    verdict = models.CharField("hvordan går det", max_length=20, choices=Verdict, blank=True)
    note = models.TextField("bemærkning", blank=True)
    on = models.DateField("set", null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    dropped_on = models.DateField("bortfaldet", null=True, blank=True)

    history = HistoricalRecords()
    objects = AfterCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "eftertjek"
        verbose_name_plural = "eftertjek"
        constraints = [
            models.UniqueConstraint(name="after_check_once", fields=["closing", "school_weeks"]),
            models.CheckConstraint(
                name="after_check_answered_by_somebody",
                condition=Q(verdict="", on=None, by=None)
                | (~Q(verdict="") & Q(on__isnull=False, by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.closing}: {self.school_weeks} skoleuger"

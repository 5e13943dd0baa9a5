"""Flags: questions to a person about a pupil, and what the person answered."""

from datetime import date

from django.db import models

from cases.models import Case
from schools.models import Pupil, School, User


class FlagQuerySet(models.QuerySet):
    def open(self) -> "FlagQuerySet":
        """Flags that wait for a decision."""
        return self.filter(status__in=[Flag.Status.NEW, Flag.Status.SEEN])

    def coming(self) -> "FlagQuerySet":
        """Flags of a limit that is near but not reached."""
        return self.filter(status=Flag.Status.COMING)

    def due_before(self, day: date) -> "FlagQuerySet":
        """Flags whose due day lies before a day."""
        return self.filter(due_on__lt=day)


class FlagDecision(models.Model):
    """What somebody decided about a pupil's open flags. The list empties in no other way."""

    class Kind(models.TextChoices):
        NO_ACTION = "ingen-handling", "ingen handling, fordi"
        LOOK_AGAIN = "kig-igen", "kig igen"
        TALK = "tal-med", "tal med"
        CASE = "sag", "sag"

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="flag_decisions")
    kind = models.CharField("afgørelse", max_length=20, choices=Kind)
    reason = models.TextField("begrundelse", blank=True)
    talk_with = models.CharField("tal med hvem", max_length=160, blank=True)
    look_again_on = models.DateField("kig igen den", null=True, blank=True)
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="flag_decisions"
    )
    decided_on = models.DateField("dato")
    decided_at = models.DateTimeField("tidspunkt", auto_now_add=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "stillingtagen"
        verbose_name_plural = "stillingtagen"
        constraints = [
            models.CheckConstraint(
                name="flag_decision_look_again_has_a_date",
                condition=~models.Q(kind="kig-igen") | models.Q(look_again_on__isnull=False),
                violation_error_message="Skriv, hvornår I vil kigge igen.",
            ),
            models.CheckConstraint(
                name="flag_decision_no_action_has_a_reason",
                condition=~models.Q(kind="ingen-handling") | ~models.Q(reason=""),
                violation_error_message="Skriv, hvorfor der ikke skal ske noget nu.",
            ),
            models.CheckConstraint(
                name="flag_decision_case_has_a_case",
                condition=~models.Q(kind="sag") | models.Q(case__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.decided_on}"


class Flag(models.Model):
    """A limit that a pupil's absence has reached: one row per pupil, rule and period.

    Never deleted. It is decided by a person, or withdrawn visibly because the data changed.
    Its life is kept in `FlagChange`, which a set-based scan can write.
    """

    class Status(models.TextChoices):
        COMING = "varsel", "på vej"
        NEW = "ny", "ny"
        SEEN = "set", "set"
        DECIDED = "afgjort", "afgjort"
        WITHDRAWN = "bortfaldet", "bortfaldet"

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="flags")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="flags")
    # A key of law: "ulovligt-15", "syg-15-samlet" …
    rule = models.CharField("regel", max_length=40)
    # As law says it: "2026-K4", "2026/27", or the first day of a spell.
    period = models.CharField("periode", max_length=40)
    status = models.CharField("status", max_length=12, choices=Status, default=Status.NEW)
    effective_on = models.DateField("virkningsdato")
    # Empty when the rule has no deadline of its own.
    due_on = models.DateField("frist", null=True, blank=True)
    # The last day of what is counted: a spell, a quarter, the school year so far.
    last_on = models.DateField("til og med", null=True, blank=True)
    half_days = models.PositiveSmallIntegerField("halve dage", default=0)
    school_days = models.PositiveSmallIntegerField("skoledage", default=0)
    # What else the explanation needs to be repeated as it was: dates and whole numbers.
    evidence = models.JSONField(default=dict, blank=True)
    figures_from = models.DateField("regelsæt fra")
    calendar_version = models.CharField("kalenderudgave", max_length=20, blank=True)
    found_on = models.DateField("fundet", help_text="Den dag, gennemgangen gjaldt")
    raised_at = models.DateTimeField("rejst", auto_now_add=True, db_default=models.functions.Now())
    withdrawn_on = models.DateField("bortfaldet", null=True, blank=True)
    withdrawn_because = models.CharField("bortfaldet, fordi", max_length=200, blank=True)
    look_again_on = models.DateField("kig igen", null=True, blank=True)
    decision = models.ForeignKey(
        FlagDecision, on_delete=models.PROTECT, null=True, blank=True, related_name="flags"
    )

    objects = FlagQuerySet.as_manager()

    class Meta:
        verbose_name = "flag"
        verbose_name_plural = "flag"
        constraints = [
            models.UniqueConstraint(
                name="flag_once_per_rule_and_period", fields=["pupil", "rule", "period"]
            ),
            models.CheckConstraint(
                name="flag_withdrawn_with_a_reason",
                condition=~models.Q(status="bortfaldet")
                | (models.Q(withdrawn_on__isnull=False) & ~models.Q(withdrawn_because="")),
            ),
            models.CheckConstraint(
                name="flag_decided_by_a_decision",
                condition=~models.Q(status="afgjort") | models.Q(decision__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name="flag_open_by_school",
                fields=["school", "due_on"],
                condition=models.Q(status__in=["ny", "set", "varsel"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.period}"


class FlagChange(models.Model):
    """One step in a flag's life. Rows are only ever added."""

    flag = models.ForeignKey(Flag, on_delete=models.PROTECT, related_name="changes")
    from_status = models.CharField("fra", max_length=12, blank=True)
    to_status = models.CharField("til", max_length=12)
    because = models.CharField("fordi", max_length=200)
    on = models.DateField("dato")
    at = models.DateTimeField("tidspunkt", auto_now_add=True, db_default=models.functions.Now())
    # Empty when the clock did it.
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        verbose_name = "ændring af flag"
        verbose_name_plural = "ændringer af flag"

    def __str__(self) -> str:
        return f"{self.flag_id}: {self.to_status}"


class ScanDay(models.Model):
    """The ledger of the clock: the day has been scanned. Written in the scan's own transaction."""

    day = models.DateField("dag", unique=True)
    scanned_at = models.DateTimeField("gennemgået", auto_now_add=True)
    flags_new = models.PositiveIntegerField("nye flag", default=0)
    flags_withdrawn = models.PositiveIntegerField("bortfaldne flag", default=0)
    milliseconds = models.PositiveIntegerField("varighed i ms", default=0)

    class Meta:
        verbose_name = "gennemgang"
        verbose_name_plural = "gennemgange"

    def __str__(self) -> str:
        return f"{self.day}"


class Judged(models.Model):
    """What a pupil was last judged on, so that a night need not repeat itself.

    Two prints stand for all that the answer rests on: one of the marks of the school year, and
    one of where the pupil went, the calendar, the figures and the edition of `law`. While both
    are the same, so is the answer, up to and including the last day that it holds for by itself.
    """

    pupil = models.OneToOneField(
        Pupil, on_delete=models.CASCADE, primary_key=True, related_name="judged"
    )
    day = models.DateField("til og med")
    marks_print = models.BigIntegerField()
    circumstances_print = models.BigIntegerField()
    # Empty when time alone cannot change the answer.
    holds_through = models.DateField("gælder til og med", null=True)

    class Meta:
        verbose_name = "vurderet elev"
        verbose_name_plural = "vurderede elever"

    def __str__(self) -> str:
        return f"{self.pupil_id} til og med {self.day}"

"""The handleplan: plan, agenda and minutes in one."""

from django.core.validators import MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from cases.models.case import Case
from cases.models.catalogue import CatalogueEntry
from cases.phases import Arena, Level
from kiss.lib.models import KeptQuerySet
from schools.models import User


class Handleplan(models.Model):
    """The living plan of a case. `version` counts saves; two editors never overwrite each other."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="handleplan")
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField("gemt", auto_now=True)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    occasion = models.TextField("anledning og fraværsbillede", blank=True)
    no_child_words_reason = models.TextField("hvorfor barnets ord mangler", blank=True)
    parents_view = models.TextField("forældrenes perspektiv og ønsker", blank=True)
    no_parents_view_reason = models.TextField("hvorfor forældrenes perspektiv mangler", blank=True)
    professionals_view = models.TextField("skolens og andre fagpersoners perspektiv", blank=True)
    going_well = models.TextField("det går godt", blank=True)
    resources = models.TextField("ressourcer, motivation og netværk", blank=True)
    understanding = models.TextField("fælles forståelse: hvad opretholder fraværet", blank=True)
    # The version of the case's common understanding that the text was taken from, if it was.
    understanding_from = models.PositiveIntegerField(null=True, blank=True)
    understanding_on_paper = models.BooleanField(
        "fælles forståelse med på papiret til forældrene", default=False
    )
    overall_goal = models.TextField("overordnet mål", blank=True)
    no_class_indsats_reason = models.TextField(
        "hvorfor ingen indsats i klassefællesskabet", blank=True
    )
    contact_during_absence = models.TextField("kontakt til skolen under fravær", blank=True)
    sharing = models.TextField("aftaler om deling af oplysninger", blank=True)
    next_follow_up_on = models.DateField("næste opfølgning", null=True, blank=True)
    next_follow_up_by = models.CharField("ansvarlig for opfølgningen", max_length=160, blank=True)

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "handleplan"
        verbose_name_plural = "handleplaner"

    def __str__(self) -> str:
        return f"Handleplan, {self.case}"


class PlanSection(models.Model):
    """A section of the plan's form: how often it has been saved, last when and by whom.

    What it says stands in the plan, its goals and its actions, which keep history.
    """

    class Key(models.TextChoices):
        ORD = "ord", "Barnets egne ord"
        ANLEDNING = "anledning", "Hvorfor er vi her?"
        BLIKKE = "blikke", "Hvordan ser de andre det?"
        FUNDAMENT = "fundament", "Hvad kan vi bygge på?"
        MAAL = "maal", "Hvor vil vi hen?"
        INDSATSER = "indsatser", "Hvem gør hvad, hvornår?"
        AFTALER = "aftaler", "Aftaler"

    plan = models.ForeignKey(Handleplan, on_delete=models.CASCADE, related_name="sections")
    key = models.CharField("afsnit", max_length=20, choices=Key)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField("gemt", auto_now=True)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "afsnit af handleplanen"
        verbose_name_plural = "afsnit af handleplanen"
        constraints = [models.UniqueConstraint(name="plan_section_once", fields=["plan", "key"])]

    def __str__(self) -> str:
        return self.get_key_display()


class Goal(models.Model):
    """A goal that is concrete, realistic and can be seen."""

    plan = models.ForeignKey(Handleplan, on_delete=models.CASCADE, related_name="goals")
    text = models.CharField("mål", max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "mål"
        verbose_name_plural = "mål"

    def __str__(self) -> str:
        return self.text


class Indsats(models.Model):
    """What somebody does, when, where, and how we see that it works.

    `is_contact` sets apart what adults and classmates do to keep in touch with a child who is away.
    """

    class Status(models.TextChoices):
        AFTALT = "aftalt", "aftalt"
        I_GANG = "i-gang", "i gang"
        AFSLUTTET = "afsluttet", "afsluttet"
        OPGIVET = "opgivet", "opgivet"

    plan = models.ForeignKey(Handleplan, on_delete=models.CASCADE, related_name="indsatser")
    what = models.CharField("hvad", max_length=300)
    who = models.CharField("hvem", max_length=160)
    when = models.CharField("hvornår", max_length=160)
    works_when = models.CharField("det virker, når", max_length=300, blank=True)
    arena = models.CharField("hvor", max_length=20, choices=Arena)
    level = models.CharField("niveau", max_length=20, choices=Level)
    is_contact = models.BooleanField("kontakt, mens barnet er væk", default=False)
    status = models.CharField("status", max_length=20, choices=Status, default=Status.AFTALT)
    starts_on = models.DateField("fra", null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    # What it was taken from in the catalogue, if it was; the words are the plan's own.
    entry = models.ForeignKey(
        CatalogueEntry, on_delete=models.PROTECT, null=True, blank=True, related_name="indsatser"
    )

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "indsats"
        verbose_name_plural = "indsatser"

    def __str__(self) -> str:
        return self.what


class FollowUpRound(models.Model):
    """One sitting in which the plan was gone through with the child and the parents.

    `reopens` says that the exploring has to be taken up again, and `reopens_because` what for.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="rounds")
    on = models.DateField("dato")
    took_part = models.TextField("hvem var med")
    community = models.TextField("fællesskabet og bekymringen nu", blank=True)
    reopens = models.BooleanField("afdækningen tages op igen", default=False)
    reopens_because = models.TextField("hvad I vil se nærmere på", blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "samlet opfølgning"
        verbose_name_plural = "samlede opfølgninger"
        constraints = [
            models.CheckConstraint(
                name="round_reopens_for_a_reason",
                condition=models.Q(reopens=False) | ~models.Q(reopens_because=""),
                violation_error_message="Skriv, hvad I vil se nærmere på i afdækningen.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case}: opfølgning {self.on}"


class GoalProgress(models.Model):
    """How far one is with a goal on a day, on a scale that a child can point at.

    `said` is the goal as it stood that day; `goal` is empty when it has been taken off the plan.
    """

    class Step(models.IntegerChoices):
        IKKE_BEGYNDT = 0, "ikke begyndt"
        BEGYNDT = 1, "så småt begyndt"
        HALVVEJS = 2, "halvvejs"
        NAESTEN = 3, "næsten i mål"
        NAAET = 4, "nået"

    goal = models.ForeignKey(
        Goal, on_delete=models.PROTECT, null=True, blank=True, related_name="progress"
    )
    said = models.CharField("mål", max_length=300)
    round = models.ForeignKey(FollowUpRound, on_delete=models.PROTECT, related_name="progress")
    step = models.PositiveSmallIntegerField("hvor langt", choices=Step)
    note = models.CharField("et eksempel", max_length=300, blank=True)

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "fremgang med et mål"
        verbose_name_plural = "fremgang med mål"
        constraints = [
            models.UniqueConstraint(name="goal_progress_once_a_round", fields=["goal", "round"]),
            models.CheckConstraint(
                name="goal_progress_on_the_scale", condition=models.Q(step__range=(0, 4))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.said}: {self.get_step_display()}"


class FollowUp(models.Model):
    """The three questions about one action: did we do it, did it work, what do we adjust."""

    class Done(models.TextChoices):
        JA = "ja", "ja"
        DELVIST = "delvist", "delvist"
        NEJ = "nej", "nej"

    class Worked(models.TextChoices):
        JA = "ja", "ja"
        LIDT = "lidt", "lidt"
        NEJ = "nej", "nej"
        FOR_TIDLIGT = "for-tidligt", "for tidligt at sige"

    indsats = models.ForeignKey(Indsats, on_delete=models.PROTECT, related_name="follow_ups")
    round = models.ForeignKey(
        FollowUpRound,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
    )
    on = models.DateField("dato")
    done = models.CharField("fik vi gjort det", max_length=20, choices=Done)
    worked = models.CharField("virkede det", max_length=20, choices=Worked)
    adjustment = models.TextField("hvad justerer vi", blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "opfølgning"
        verbose_name_plural = "opfølgninger"

    def __str__(self) -> str:
        return f"{self.indsats}: {self.on}"


class PlanVersion(models.Model):
    """The plan as it stood when it was frozen. Never changed afterwards."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="plan_versions")
    number = models.PositiveIntegerField("version", validators=[MinValueValidator(1)])
    content = models.JSONField("indhold")
    frozen_at = models.DateTimeField("låst", auto_now_add=True)
    frozen_on = models.DateField("dato")
    frozen_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    because = models.CharField("fordi", max_length=160)

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "version af handleplanen"
        verbose_name_plural = "versioner af handleplanen"
        constraints = [
            models.UniqueConstraint(name="plan_version_number", fields=["case", "number"])
        ]

    def __str__(self) -> str:
        return f"Handleplan, {self.case}, version {self.number}"

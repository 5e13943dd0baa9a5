"""Places: the municipality, its schools and classes, and the days they are closed."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from simple_history.models import HistoricalRecords

from kiss.lib.ids import new_public_id
from kiss.lib.models import KeptQuerySet, ends_after_start


class Municipality(models.Model):
    """The one municipality that this installation serves."""

    name = models.CharField("navn", max_length=100, unique=True)
    is_demo = models.BooleanField("demo", default=False)
    only = models.BooleanField(default=True, unique=True, editable=False)

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "kommune"
        verbose_name_plural = "kommuner"
        constraints = [
            models.CheckConstraint(
                name="municipality_is_the_only_one", condition=models.Q(only=True)
            )
        ]

    def __str__(self) -> str:
        return self.name


class School(models.Model):
    """A folkeskole or special school, known everywhere by its institution number."""

    class Kind(models.TextChoices):
        ALMEN = "almen", "almen folkeskole"
        SPECIAL = "special", "specialskole"

    institution_number = models.CharField(
        "institutionsnummer",
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"^\d{6}$", "Et institutionsnummer er seks cifre.")],
    )
    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    name = models.CharField("navn", max_length=120)
    kind = models.CharField("type", max_length=10, choices=Kind, default=Kind.ALMEN)
    phone = models.CharField("telefon", max_length=30, blank=True)
    address = models.CharField("adresse", max_length=200, blank=True)

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "skole"
        verbose_name_plural = "skoler"

    def __str__(self) -> str:
        return self.name


def class_name(grade: int, letter: str) -> str:
    """Return a class as people say it: 7.B, or 7. where there is one."""
    return f"{grade}.{letter}" if letter else f"{grade}."


class SchoolClass(models.Model):
    """A class in one school year: 7.B in 2026/27 is another row than 8.B in 2027/28."""

    class Kind(models.TextChoices):
        ALMEN = "almen", "almen klasse"
        SPECIAL = "special", "specialklasse"

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="classes")
    school_year = models.PositiveSmallIntegerField("skoleår", help_text="Året, hvor det begynder")
    grade = models.PositiveSmallIntegerField(
        "klassetrin", validators=[MinValueValidator(0), MaxValueValidator(10)]
    )
    letter = models.CharField("spor", max_length=20, blank=True)
    kind = models.CharField("type", max_length=10, choices=Kind, default=Kind.ALMEN)

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "klasse"
        verbose_name_plural = "klasser"
        constraints = [
            models.UniqueConstraint(
                name="class_is_unique_in_its_year",
                fields=["school", "school_year", "grade", "letter"],
            ),
            models.CheckConstraint(
                name="class_grade_is_0_to_10", condition=models.Q(grade__gte=0, grade__lte=10)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The class as people say it: 7.B."""
        return class_name(self.grade, self.letter)


class Closure(models.Model):
    """Days without school, for the municipality or for one school, grade or class.

    A school day is a Monday to Friday that is neither a public holiday nor closed. A grade may
    be closed in the whole municipality: 9. and 10. klasse end before the others.
    """

    starts_on = models.DateField("fra")
    ends_on = models.DateField("til")
    title = models.CharField("titel", max_length=120)
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="closures"
    )
    grade = models.PositiveSmallIntegerField("klassetrin", null=True, blank=True)
    school_class = models.ForeignKey(
        SchoolClass, on_delete=models.PROTECT, null=True, blank=True, related_name="closures"
    )

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "lukkedag"
        verbose_name_plural = "lukkedage"
        constraints = [
            ends_after_start("closure_ends_after_start"),
            models.UniqueConstraint(
                name="closure_is_said_once",
                fields=["starts_on", "ends_on", "title", "school", "grade", "school_class"],
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.starts_on}–{self.ends_on}"

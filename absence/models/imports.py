"""Files that were read in, how their columns were understood, and the lines that were refused."""

from django.db import models
from django.utils.timezone import localtime
from simple_history.models import HistoricalRecords

from kiss.lib.ids import new_public_id
from kiss.lib.models import KeptQuerySet
from schools.models import School, User


class ImportKind(models.TextChoices):
    ABSENCE = "fravaer", "fravær"
    PUPILS = "elever", "elever"


class ImportProfile(models.Model):
    """How a municipality's own file is understood: columns and code letters, mapped once."""

    name = models.CharField("navn", max_length=80, unique=True)
    kind = models.CharField("indhold", max_length=10, choices=ImportKind)
    # {"elev_id": "Elev nr.", …}: our column -> the heading in the file
    columns = models.JSONField("kolonner", default=dict, blank=True)
    # {"S": "SYG", "U": "ULO", …}: the letter in the file -> our category
    codes = models.JSONField("koder", default=dict, blank=True)
    # A row per pupil and a column per day, instead of a row per pupil and day.
    is_wide = models.BooleanField("en kolonne pr. dag", default=False)
    created_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "filprofil"
        verbose_name_plural = "filprofiler"

    def __str__(self) -> str:
        return self.name


class Import(models.Model):
    """One delivery of a file: all of it or none of it, but for the lines in quarantine."""

    class Status(models.TextChoices):
        UNMAPPED = "ukendt", "kolonnerne er ikke forklaret"
        PREVIEW = "forhaandsvist", "vist, ikke indlæst"
        WAITING = "venter", "venter på at blive indlæst"
        RUNNING = "laeser", "læses ind"
        DONE = "faerdig", "indlæst"
        FAILED = "afvist", "afvist"
        DROPPED = "fortrudt", "fortrudt"

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    kind = models.CharField("indhold", max_length=10, choices=ImportKind)
    status = models.CharField("status", max_length=20, choices=Status)
    # By its content: csv or xlsx. What the file was called is kept nowhere, for that may hold a
    # child's name or number.
    extension = models.CharField("filtype", max_length=8, default="csv")
    file_sha256 = models.CharField(max_length=64, blank=True)
    stored_name = models.CharField(max_length=80, blank=True)
    profile = models.CharField("profil", max_length=80, blank=True)
    # Empty when a command read it in: then it is the machine's operator who did it.
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="imports", null=True, blank=True
    )
    # Set when somebody from one school reads it in: other schools' lines are refused.
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="imports", null=True, blank=True
    )
    created_at = models.DateTimeField("modtaget", auto_now_add=True)
    started_at = models.DateTimeField("begyndt", null=True, blank=True)
    finished_at = models.DateTimeField("færdig", null=True, blank=True)
    lines = models.PositiveIntegerField("linjer", default=0)
    rows_new = models.PositiveIntegerField("nye", default=0)
    rows_changed = models.PositiveIntegerField("ændrede", default=0)
    rows_unchanged = models.PositiveIntegerField("uændrede", default=0)
    rows_refused = models.PositiveIntegerField("afviste", default=0)
    first_day = models.DateField("første dag", null=True, blank=True)
    last_day = models.DateField("sidste dag", null=True, blank=True)
    progress = models.PositiveSmallIntegerField("procent færdig", default=0)
    message = models.TextField("besked", blank=True)

    class Meta:
        verbose_name = "indlæsning"
        verbose_name_plural = "indlæsninger"
        indexes = [models.Index(name="import_by_time", fields=["-created_at"])]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What the file is called here: its content, the school, and when it came."""
        place = f" {self.school}" if self.school else ""
        came = f"{localtime(self.created_at):%d-%m-%Y %H.%M}"
        return f"{self.get_kind_display().capitalize()}{place} {came}.{self.extension}"

    @property
    def is_useless(self) -> bool:
        """Tell whether every line of the file was refused, so that there is nothing to read in."""
        used = self.rows_new or self.rows_changed or self.rows_unchanged or self.first_day
        return bool(self.rows_refused) and not used


class QuarantinedLine(models.Model):
    """A line that could not be used, with why; it can be corrected and read in again."""

    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="quarantine")
    line_number = models.PositiveIntegerField("linje")
    # [heading, cell] of each column in order, so that the corrected file has the same columns.
    cells = models.JSONField("indhold")
    reason = models.CharField("hvorfor", max_length=300)

    class Meta:
        verbose_name = "afvist linje"
        verbose_name_plural = "afviste linjer"
        indexes = [models.Index(name="quarantine_in_order", fields=["source", "line_number"])]

    def __str__(self) -> str:
        return f"linje {self.line_number}: {self.reason}"

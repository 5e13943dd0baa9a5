"""Absence as the pupil register gave it: one row per pupil, day and slot that is not 'present'."""

from django.db import models

from absence.models.imports import Import
from schools.models import Pupil, School


class MarkCategory(models.IntegerChoices):
    """`law.absence.Category` as a small number: the table has millions of rows."""

    SYG = 1, "Sygdom, funktionsnedsættelse eller lignende"
    LOV = 2, "Ekstraordinær frihed"
    ULO = 3, "Ulovligt fravær"
    SEN = 4, "For sent fremmøde"
    DEL = 5, "Fravær i løbet af dagen"
    UKENDT = 6, "Uden besked eller ikke afklaret"


class Mark(models.Model):
    """One registration. Written only by `absence.actions`, by COPY; see docs/adr for why.

    The table is partitioned by school year and made by hand in the migration. There is no row
    for a pupil who was present. `halves` is the weight in half-days, fixed when the mark was
    read in, so that it survives a change of grade: 2 is a whole day.
    """

    pk = models.CompositePrimaryKey("pupil_id", "day", "slot")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="marks", db_index=False)
    day = models.DateField("dag")
    slot = models.SmallIntegerField("notering", help_text="1 er dagens start, 2 dagens slutning")
    category = models.SmallIntegerField("kategori", choices=MarkCategory)
    halves = models.SmallIntegerField("halve dage")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+", db_index=False)
    source = models.ForeignKey(
        Import, on_delete=models.PROTECT, related_name="+", db_index=False, db_column="import_id"
    )
    changed_at = models.DateTimeField("læst ind")

    class Meta:
        managed = False
        db_table = "absence_mark"

    def __str__(self) -> str:
        return f"{self.pupil_id} {self.day} {self.slot}"


class MarkChange(models.Model):
    """A later file (or a person) said something else about a day. Rows are only ever added."""

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="mark_changes")
    day = models.DateField("dag")
    slot = models.SmallIntegerField("notering")
    old_category = models.SmallIntegerField("før", choices=MarkCategory, null=True)
    new_category = models.SmallIntegerField("efter", choices=MarkCategory, null=True)
    source = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="changes")
    previous_source = models.ForeignKey(
        Import, on_delete=models.PROTECT, related_name="+", null=True
    )
    at = models.DateTimeField("rettet", auto_now_add=True, db_default=models.functions.Now())

    class Meta:
        verbose_name = "rettelse af fravær"
        verbose_name_plural = "rettelser af fravær"
        indexes = [models.Index(name="mark_change_by_pupil", fields=["pupil", "day"])]

    def __str__(self) -> str:
        return f"{self.pupil_id} {self.day}"

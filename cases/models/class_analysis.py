"""What is known of a class's community. It belongs to the class: no child is named in it."""

from typing import Final

from django.db import models
from simple_history.models import HistoricalRecords

from kiss.lib.models import KeptQuerySet
from schools.models import SchoolClass, User

# The six that the model says shall be explored of a class, and what else the class itself has.
SIX: Final = ("atmosphere", "relations", "learning", "adults", "transitions", "stories")
MORE: Final = ("strengths", "class_says")


class ClassAnalysis(models.Model):
    """One class's community in one school year. `version` counts saves, as of the plan."""

    school_class = models.OneToOneField(
        SchoolClass, on_delete=models.PROTECT, related_name="analysis"
    )
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField("gemt", auto_now=True)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField("lavet")
    made_by = models.CharField("hvem lavede den", max_length=160)
    atmosphere = models.TextField("stemningen", blank=True)
    relations = models.TextField("relationer mellem eleverne", blank=True)
    learning = models.TextField("læringsmiljøet", blank=True)
    adults = models.TextField("relationer til lærere og pædagoger", blank=True)
    transitions = models.TextField("skift og overgange", blank=True)
    stories = models.TextField("fortællinger om klassen", blank=True)
    strengths = models.TextField("klassens styrker", blank=True)
    class_says = models.TextField("hvad klassen selv siger", blank=True)
    look_again_on = models.DateField("ses på igen", null=True, blank=True)
    look_again_by = models.CharField("hvem ser på den igen", max_length=160, blank=True)

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "analyse af klassefællesskabet"
        verbose_name_plural = "analyser af klassefællesskaber"

    def __str__(self) -> str:
        return f"Klassefællesskabet i {self.school_class}"

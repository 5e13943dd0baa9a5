"""A tool as it was filled in with somebody."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from cases.models.case import Case
from cases.phases import Angle
from cases.tools import BY_KEY, ShownPart, Tool, Unfit, tool_choices
from kiss.lib.models import KeptQuerySet
from schools.models import User


class ToolEntry(models.Model):
    """A tool of `cases.tools` with its answers. What a child said lies in one of two drawers.

    The drawers are the child's: what parents, a class or colleagues said is read on the case.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tool_entries")
    tool = models.CharField("redskab", max_length=40, choices=tool_choices)
    angle = models.CharField("perspektiv", max_length=20, choices=Angle)
    done_on = models.DateField("dato")
    done_by = models.CharField("hvem talte eller så", max_length=160)
    with_whom = models.CharField("sammen med", max_length=160)
    answers = models.JSONField("svar", default=dict)
    # Closed is the default: only a person can decide that the parents may read it.
    may_be_shared = models.BooleanField("må vises for forældrene", default=False)
    version = models.PositiveIntegerField(default=1)
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "udfyldt redskab"
        verbose_name_plural = "udfyldte redskaber"
        indexes = [models.Index(name="tool_entry_by_case", fields=["case", "-done_on", "-id"])]
        constraints = [
            models.CheckConstraint(
                name="tool_entry_drawer_is_the_childs",
                condition=models.Q(angle=Angle.BARN) | models.Q(may_be_shared=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tool_display()} {self.done_on}"

    def clean(self) -> None:
        """Refuse answers that the tool does not ask for, and a perspective it does not explore."""
        if self.tool not in BY_KEY:
            return
        if self.angle not in self.form.angles:
            raise ValidationError("Redskabet hører ikke til det perspektiv.")
        try:
            self.form.clean(self.answers)
        except Unfit as unfit:
            raise ValidationError(str(unfit)) from unfit

    @property
    def form(self) -> Tool:
        """The tool that was filled in."""
        return BY_KEY[self.tool]

    @property
    def parts(self) -> list[ShownPart]:
        """The questions with their answers."""
        return self.form.show(self.answers)

    @property
    def gathered(self) -> str:
        """All answers as one text."""
        return self.form.gathered(self.answers)

    @property
    def told(self) -> str:
        """The answers as a perspective tells them."""
        return self.form.told(self.answers)

    @property
    def is_confided(self) -> bool:
        """Whether it lies in the closed drawer."""
        return not self.may_be_shared

    @property
    def has_drawers(self) -> bool:
        """Whether a child said it, so that somebody decides who may read it."""
        return self.angle == Angle.BARN


def answers_in_words(tool: str, answers: Any) -> str:
    """Return answers as they are read, also those to a tool that has changed since."""
    try:
        return BY_KEY[tool].gathered(answers)
    except (KeyError, AttributeError, TypeError, ValueError):
        return str(answers)

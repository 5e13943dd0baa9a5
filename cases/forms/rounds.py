"""Following up on the whole plan: three questions per action, how far with the goals, what next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self

from django import forms
from django.http import QueryDict

from cases.actions import AnswerInput, ProgressInput
from cases.forms.fields import (
    OnceForm,
    SometimesField,
    choice,
    line,
    refuse_day_off,
    text,
)
from cases.models import ConcernLevel, FollowUp, Goal, GoalProgress, Indsats
from kiss.lib.fields import DateField

# Nobody agrees on a follow-up further ahead: then the year is wrong.
FARTHEST = timedelta(days=366)
REOPENS = (("nej", "nej, det er det samme, vi ser"), ("ja", "ja, vi ser noget andet nu"))


class LevelForm(OnceForm):
    """Where on the municipality's scale a case is placed, and what that builds on."""

    level = forms.ModelChoiceField(
        ConcernLevel.objects.none(),
        label="Hvor bekymrede er I?",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg et trin.", "invalid_choice": "Vælg et trin."},
    )
    reason = text(
        "Hvad bygger I det på?",
        "Skriv kort, hvad vurderingen bygger på.",
        rows=2,
        help_text="Det er en faglig vurdering af situationen, ikke af barnet.",
    )

    def __init__(self, *args: Any, levels: Sequence[ConcernLevel], **given: Any) -> None:
        super().__init__(*args, **given)
        offer_levels(self.fields["level"], levels)


def offer_levels(field: Any, levels: Sequence[ConcernLevel]) -> None:
    """Let a field offer some steps of the scale, each with when it is meant."""
    field.queryset = ConcernLevel.objects.filter(pk__in=[level.pk for level in levels])
    field.label_from_instance = _level_label


def _level_label(level: ConcernLevel) -> str:
    return f"{level}: {level.criteria}" if level.criteria else str(level)


class RoundForm(OnceForm):
    took_part = text(
        "Hvem var med?",
        "Skriv, hvem der var med.",
        rows=2,
        help_text="Barnet og forældrene er med til at følge op. Mangler nogen, så skriv det.",
    )
    community = text(
        "Hvordan er fællesskabet nu, og hvor er bekymringen?",
        rows=3,
        help_text="Se på klassen og på barnet igen. Hvad er blevet anderledes siden sidst?",
    )
    level = forms.ModelChoiceField(
        ConcernLevel.objects.none(),
        label="Bekymringen er nu",
        empty_label=None,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Vælg et trin."},
    )
    level_reason = SometimesField(
        label="Hvad bygger I det på?", need="hvis trinnet er et andet end sidst", rows=2
    )
    reopens = choice(
        "Skal I tilbage til afdækningen?",
        REOPENS,
        "Vælg ja eller nej.",
        as_buttons=True,
        initial="nej",
    )
    reopens_because = SometimesField(
        label="Hvad vil I se nærmere på?", need="skriv, hvis I skal tilbage", rows=2
    )
    next_on = DateField(
        label="Næste opfølgning",
        error_messages={"required": "Aftal en dag for næste gang."},
        validators=[refuse_day_off],
    )
    next_by = line("Hvem følger op?", "Skriv, hvem der følger op næste gang.")

    def __init__(
        self,
        *args: Any,
        today: date,
        levels: Sequence[ConcernLevel],
        level: ConcernLevel | None,
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        self.today, self.now = today, level
        if levels:
            offer_levels(self.fields["level"], levels)
        else:
            del self.fields["level"], self.fields["level_reason"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        next_on, chosen = given.get("next_on"), given.get("level")
        if next_on is not None and next_on <= self.today:
            self.add_error("next_on", "Vælg en dag efter i dag.")
        if next_on is not None and next_on > self.today + FARTHEST:
            self.add_error("next_on", "Det er mere end et år frem. Passer årstallet?")
        if given.get("reopens") == "ja" and not given.get("reopens_because", "").strip():
            self.add_error("reopens_because", "Skriv, hvad I vil se nærmere på.")
        is_other = chosen is not None and chosen != self.now
        if is_other and not given.get("level_reason", "").strip():
            self.add_error("level_reason", "Skriv kort, hvad det nye trin bygger på.")
        return given


class AnswerForm(forms.Form):
    """The three questions about one action; both choices empty means that it was not talked of."""

    template_name_label = "cases/plain_label.html"

    done = choice("Fik I gjort det?", FollowUp.Done.choices, as_buttons=True, required=False)
    worked = choice("Virkede det?", FollowUp.Worked.choices, as_buttons=True, required=False)
    adjustment = text("Hvad justerer I?", rows=2)
    status = choice("Indsatsen er nu", Indsats.Status.choices, "Vælg, hvor indsatsen står nu.")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        said = given.get("done"), given.get("worked")
        is_touched = bool(given.get("adjustment", "").strip()) or "status" in self.changed_data
        if any(said) or is_touched:
            if not said[0]:
                self.add_error("done", "Svar på, om I fik gjort det.")
            if not said[1]:
                self.add_error("worked", "Svar på, om det virkede.")
        return given


class ProgressForm(forms.Form):
    """How far one is with one goal; without a step nothing is said about it."""

    template_name_label = "cases/plain_label.html"

    step = choice(
        "Hvor langt er I?",
        [(str(value), label) for value, label in GoalProgress.Step.choices],
        as_buttons=True,
        required=False,
    )
    note = line("Et eksempel, der viser det", longest=300)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("note") and not given.get("step"):
            self.add_error("step", "Vælg, hvor langt I er, eller slet eksemplet.")
        return given


@dataclass(slots=True)
class RoundPage:
    """All the forms of one sitting: the frame, one per action and one per goal."""

    form: RoundForm
    answers: list[tuple[Indsats, AnswerForm]]
    progress: list[tuple[Goal, ProgressForm]]

    @classmethod
    def of(
        cls,
        posted: QueryDict | None,
        *,
        indsatser: Sequence[Indsats],
        goals: Sequence[Goal],
        today: date,
        levels: Sequence[ConcernLevel],
        level: ConcernLevel | None,
        initial: dict[str, Any],
    ) -> Self:
        """Return the sitting as it is shown first, or as it was sent."""
        return cls(
            RoundForm(posted, today=today, levels=levels, level=level, initial=initial),
            [
                (
                    row,
                    AnswerForm(posted, prefix=f"i{row.pk}", initial={"status": row.status}),
                )
                for row in indsatser
            ],
            [(goal, ProgressForm(posted, prefix=f"g{goal.pk}")) for goal in goals],
        )

    @property
    def forms(self) -> list[forms.Form]:
        return [
            *(form for _, form in self.answers),
            *(form for _, form in self.progress),
            self.form,
        ]

    @property
    def is_wrong(self) -> bool:
        """Whether something was sent that is to be mended."""
        return self.form.is_bound and any(form.errors for form in self.forms)

    def is_valid(self) -> bool:
        """Judge all of it, so that everything that is wrong is said at once."""
        judged = [form.is_valid() for form in self.forms]
        if all(judged) and self.answers and not self.given_answers():
            self.form.add_error(None, "Svar på mindst én af indsatserne, før I gemmer.")
            return False
        return all(judged)

    def given_answers(self) -> list[AnswerInput]:
        """Return the actions that were talked of."""
        return [
            AnswerInput(pk=row.pk, **form.cleaned_data)
            for row, form in self.answers
            if form.cleaned_data.get("done")
        ]

    def given_progress(self) -> list[ProgressInput]:
        """Return the goals that were talked of."""
        return [
            ProgressInput(
                pk=goal.pk, step=int(form.cleaned_data["step"]), note=form.cleaned_data["note"]
            )
            for goal, form in self.progress
            if form.cleaned_data.get("step")
        ]

    def given(self) -> dict[str, Any]:
        """Return the rest as the action takes it."""
        said = self.form.given()
        return {
            **said,
            "reopens": said["reopens"] == "ja",
            "level": said.get("level"),
            "level_reason": said.get("level_reason", ""),
        }

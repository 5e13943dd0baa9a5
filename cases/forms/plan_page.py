"""All the forms of the handleplan's page together: the texts, the rows, and the child's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.forms import Form
from django.http import QueryDict

from cases.actions.plans import HEADINGS
from cases.forms.plan import GoalFormSet, IndsatsFormSet, PlanForm
from cases.forms.records import ChildWordsForm
from cases.merging import PlanText, fingerprints, saved_text
from cases.models import Handleplan, PlanSection
from cases.phases import MOST_GOALS
from cases.plan_words import section_of

WORDS, GOALS, ROWS = "words", "goals", "indsatser"


@dataclass(slots=True)
class PlanPage:
    """What is typed on the page of a plan. The child's words are left out when nothing is typed."""

    form: PlanForm
    goals: Any
    indsatser: Any
    words: ChildWordsForm
    has_words: bool = False

    @classmethod
    def of(cls, saved: Handleplan | None, today: date, offered: Mapping[str, Any]) -> Self:
        """Return the page as it is shown first: what is saved or offered, and room for more."""
        text = saved_text(saved)
        form = PlanForm(
            initial={
                **text.headings,
                "seen": saved.version if saved else 0,
                "base": fingerprints(text),
                "next_follow_up_on": text.next_follow_up_on,
                "next_follow_up_by": text.next_follow_up_by,
                "understanding_from": saved.understanding_from if saved else None,
                "understanding_on_paper": bool(saved and saved.understanding_on_paper),
                **offered,
            }
        )
        goals = GoalFormSet(prefix=GOALS, initial=[{"text": goal} for goal in text.goals])
        goals.extra = max(MOST_GOALS - len(text.goals), 0)
        rows = [{**row.values(), "pk": row.pk} for row in text.indsatser]
        indsatser = IndsatsFormSet(prefix=ROWS, initial=rows)
        indsatser.extra = 0 if rows else 1
        words = ChildWordsForm(prefix=WORDS, initial={"said_on": today}, today=today)
        return cls(form, goals, indsatser, words)

    @classmethod
    def sent(cls, posted: QueryDict, today: date) -> Self:
        """Return the page as it was sent, to be judged."""
        has_words = any(posted.get(f"{WORDS}-{name}", "").strip() for name in ("text", "said_to"))
        return cls(
            PlanForm(posted),
            GoalFormSet(posted, prefix=GOALS),
            IndsatsFormSet(posted, prefix=ROWS),
            ChildWordsForm(posted, prefix=WORDS, today=today)
            if has_words
            else ChildWordsForm(prefix=WORDS, initial={"said_on": today}, today=today),
            has_words,
        )

    @classmethod
    def with_row_more(cls, posted: QueryDict, prefix: str, today: date) -> Self:
        """Return what was typed, unjudged, with one row more; for those without JavaScript."""
        goals = GoalFormSet(prefix=GOALS, initial=_typed_rows(posted, GOALS, GoalFormSet.form))
        rows = _typed_rows(posted, ROWS, IndsatsFormSet.form)
        indsatser = IndsatsFormSet(prefix=ROWS, initial=rows)
        goals.extra = int(prefix == GOALS)
        indsatser.extra = int(prefix == ROWS)
        said = {
            name.removeprefix(f"{WORDS}-"): value
            for name, value in posted.items()
            if name.startswith(f"{WORDS}-")
        }
        words = ChildWordsForm(prefix=WORDS, initial={"said_on": today, **said}, today=today)
        return cls(PlanForm(initial=posted.dict()), goals, indsatser, words)

    @classmethod
    def with_texts(cls, posted: QueryDict, texts: Mapping[str, Any], today: date) -> Self:
        """Return what was typed, unjudged, with some texts in place of those that stood there."""
        page = cls.with_row_more(posted, "", today)
        page.form.initial = {**page.form.initial, **texts}
        return page

    @property
    def forms(self) -> list[Form]:
        """Every form on the page, for the list of what is to be mended."""
        words = [self.words] if self.has_words else []
        return [*words, self.form, *self.goals.forms, *self.indsatser.forms]

    @property
    def is_wrong(self) -> bool:
        """Whether something was sent that is to be mended."""
        return self.form.is_bound and any(form.errors for form in self.forms)

    def is_valid(self) -> bool:
        """Judge all of it, so that everything that is wrong is said at once."""
        parts = [self.form, self.goals, self.indsatser, *([self.words] if self.has_words else [])]
        judged = [part.is_valid() for part in parts]
        return all(judged)

    def text(self) -> PlanText:
        """Return what was typed, when it is valid."""
        given = self.form.cleaned_data
        goals = [row.cleaned_data.get("text", "") for row in self.goals.filled()]
        return PlanText(
            headings=self.form.headings(),
            goals=[goal for goal in goals if goal],
            indsatser=[row.row() for row in self.indsatser.filled()],
            next_follow_up_on=given["next_follow_up_on"],
            next_follow_up_by=given["next_follow_up_by"],
            understanding_on_paper=given["understanding_on_paper"],
        )

    def wrong(self) -> dict[str, str]:
        """Return what is to be mended first in each section that is wrong, when it is judged."""
        found: dict[str, str] = {}
        for name, errors in self.form.errors.items():
            if name in self.form.fields and not self.form.fields[name].widget.is_hidden:
                found.setdefault(section_of(name), str(errors[0]))
        for section, rows in ((_MAAL, self.goals), (_INDSATSER, self.indsatser)):
            for form in rows.forms:
                if form.errors and not form.cleaned_data.get("DELETE"):
                    found.setdefault(section, str(next(iter(form.errors.values()))[0]))
        return found

    def text_beside(self, saved: PlanText) -> PlanText:
        """Return what was typed, with what is saved in the sections that are wrong."""
        wrong = self.wrong()
        given = self.form.cleaned_data
        typed = {
            name: getattr(saved, name) if section_of(name) in wrong else given[name]
            for name in ("next_follow_up_on", "next_follow_up_by", "understanding_on_paper")
        }
        headings = {
            name: saved.headings.get(name, "") if section_of(name) in wrong else given[name]
            for name in HEADINGS
        }
        goals = [row.cleaned_data.get("text", "") for row in self.goals.filled()]
        return PlanText(
            headings=headings,
            goals=saved.goals if _MAAL in wrong else [goal for goal in goals if goal],
            indsatser=saved.indsatser
            if _INDSATSER in wrong
            else [row.row() for row in self.indsatser.filled()],
            **typed,
        )

    def names_of(self, text: PlanText) -> dict[str, str]:
        """Return the hidden fields that name each row, as it is called since it was saved.

        `text` is `text_beside`, saved. One that was taken off is nobody any more.
        """
        if _INDSATSER in self.wrong():
            return {}
        rows = zip(self.indsatser.filled(), text.indsatser, strict=True)
        named = {form.add_prefix("pk"): str(row.pk) for form, row in rows if row.pk}
        return named | {form.add_prefix("pk"): "" for form in self.indsatser.deleted_forms}


_MAAL, _INDSATSER = PlanSection.Key.MAAL, PlanSection.Key.INDSATSER


def _typed_rows(posted: QueryDict, prefix: str, row_form: type[Form]) -> list[dict[str, str]]:
    total = posted.get(f"{prefix}-TOTAL_FORMS", "")
    names = [*row_form.base_fields, "DELETE"]
    rows = [
        {name: posted.get(f"{prefix}-{number}-{name}", "") for name in names}
        for number in range(int(total) if total.isdecimal() else 0)
    ]
    said = [name for name, field in row_form.base_fields.items() if field.initial is None]
    return [row for row in rows if any(row[name].strip() for name in said)]

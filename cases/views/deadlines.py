"""The deadline calculator, and every rule with its figures and sources."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from absence.forms import DeadlineForm
from absence.sentences import rule_tags
from cases.today.task import how_far, workdays_between
from kiss.lib.http import Request
from law.absence import Category
from law.calendar import NoSchoolDayError
from law.danish import listed
from law.explain import explain_deadline
from law.figures import FIGURES, FigureNote, Figures, show_figure
from law.rules import RULES, Rule
from law.sources import Source, source
from schools.calendars import Calendars
from schools.models import LegalReference


@dataclass(frozen=True, slots=True)
class RuleSheet:
    """A rule as it is read: with the figures and the source that hold on a day."""

    rule: Rule
    says: str
    due: str
    counts: str
    tags: object
    source: Source
    confirmed: LegalReference | None
    figures: list["FigureLine"]


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure with the value of the day; a unit that only describes the choice is left out."""

    label: str
    value: str
    unit: str
    nature: str


@require_safe
def deadlines(request: Request) -> HttpResponse:
    """Reckon a deadline with every skipped day by name, and show all rules."""
    today = timezone.localdate()
    calendars = Calendars.load()
    form = DeadlineForm(request.GET or None, initial={"dato": today})
    answer = _answer(form, calendars, today) if form.is_valid() else None
    context = {
        "form": form,
        "answer": answer,
        "rules": rule_sheets(calendars.municipality().numbers(today), today),
        "today": today,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "cases/deadlines.html", context, status=status)


def _answer(form: DeadlineForm, calendars: Calendars, today: date) -> dict[str, object] | None:
    place, grade = form.cleaned_data["skole"], form.cleaned_data["klassetrin"]
    world = calendars.world_of(place.pk if place else None, int(grade) if grade else None, None)
    try:
        due = form.deadline(world)
    except NoSchoolDayError:
        form.add_error(
            "dato", "Skolekalenderen rækker ikke så langt. Vælg en dag i et skoleår, der er lagt."
        )
        return None
    status = due.status(today)
    return {
        "deadline": due,
        "distance": how_far(due.due_on, today),
        "tone": {"overdue": "late", "due-soon": "soon"}.get(status.value, ""),
        "explanation": explain_deadline(due),
        "workdays_left": workdays_between(today, due.due_on),
    }


def rule_sheets(figures: Figures, today: date) -> list[RuleSheet]:
    """Return every rule as it stands on a day, with the municipality's own confirmations."""
    confirmed = {
        row.key: row
        for row in LegalReference.objects.filter(in_force_from__lte=today)
        .select_related("confirmed_by")
        .order_by("in_force_from")
    }
    return [_sheet(rule, figures, confirmed.get(rule.source), today) for rule in RULES]


def _sheet(
    rule: Rule, figures: Figures, confirmed: LegalReference | None, today: date
) -> RuleSheet:
    counts = listed([kind.label.lower() for kind in Category if kind in rule.counts])
    return RuleSheet(
        rule=rule,
        says=rule.says(figures),
        due=rule.due(figures),
        counts=counts,
        tags=rule_tags(rule.key),
        source=source(rule.source, today),
        confirmed=confirmed,
        figures=[_figure(FIGURES[name], show_figure(name, figures)) for name in rule.figures],
    )


def _figure(note: FigureNote, value: str) -> FigureLine:
    unit = "" if note.unit.startswith(("valg", "ja eller", "dato")) else note.unit
    return FigureLine(note.label, value, unit, note.nature.label)

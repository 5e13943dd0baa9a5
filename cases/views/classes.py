"""The classes' communities: a page for each class, read with the cases of its children."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases import actions
from cases.changes import history_of_class
from cases.community import (
    Looked,
    analysis_of,
    earlier_of,
    get_class,
    has_classes,
    may_write,
    names_in_class,
    readable_classes,
)
from cases.forms import ClassAnalysisForm
from cases.models import ClassAnalysis, ClassPlan1c
from cases.models.class_analysis import MORE, SIX
from cases.views.answer import page, sent_again
from cases.views.class_plans import open_plans, plans_of
from kiss.lib.http import Request
from kiss.lib.models import Conflict, Refused
from law.quarters import school_year, school_year_label
from schools.models import SchoolClass


@dataclass(frozen=True, slots=True)
class Row:
    """A class in the list: when somebody last looked at its community, and its statutory plan."""

    school_class: SchoolClass
    analysis: ClassAnalysis | None
    is_late: bool
    plan: ClassPlan1c | None


@require_safe
def classes(request: Request) -> HttpResponse:
    """List the classes of this school year whose community the user may read about."""
    today = timezone.localdate()
    if not has_classes(request.user, today):
        raise Http404
    year = school_year(today)
    found = readable_classes(request.user, today).filter(school_year=year)
    found = found.select_related("school", "analysis")
    plans = open_plans(found)
    rows = []
    for school_class in found.order_by("school__name", "school_id", "grade", "letter", "pk"):
        row = getattr(school_class, "analysis", None)
        late = bool(row and row.look_again_on and row.look_again_on < today)
        rows.append(Row(school_class, row, late, plans.get(school_class.pk)))
    context = {
        "rows": rows,
        "year": school_year_label(year),
        "many_schools": len({row.school_class.school_id for row in rows}) > 1,
    }
    return render(request, "cases/classes.html", context)


@require_safe
def school_class(request: Request, pk: int) -> HttpResponse:
    """Show what is known of a class's community, this year and before; no child is named."""
    today = timezone.localdate()
    found = get_class(request, pk, today)
    analysis = analysis_of(found, today)
    context = {
        **_frame(found),
        "analysis": analysis,
        "earlier": earlier_of(found, today),
        "may_write": may_write(request.user, found, today),
        "lines": history_of_class(analysis.row) if analysis else [],
        **plans_of(request, found, today),
    }
    return render(request, "cases/school_class.html", context)


@require_http_methods(["GET", "POST"])
def analysis(request: Request, pk: int) -> HttpResponse:
    """Describe a class's community; every case of a child in the class reads it."""
    today = timezone.localdate()
    found = get_class(request, pk, today, to_write=True)
    saved = analysis_of(found, today)
    form = ClassAnalysisForm(
        request.POST or None,
        initial=_shown(saved.row) if saved else {"seen": 0, "made_on": today},
        today=today,
        names=names_in_class(found) if request.method == "POST" else (),
    )
    context: dict[str, Any] = {**_frame(found, "Analyse"), "conflict": None}

    def act() -> str:
        given = form.given()
        names = ("seen", "made_on", "made_by", "look_again_on", "look_again_by")
        actions.analyse_class(
            found,
            **{name: given[name] for name in names},
            texts=form.texts(),
            on=today,
            by=request.user,
        )
        return reverse("cases:school_class", args=[found.pk])

    if form.is_valid():
        try:
            address = actions.once(form.cleaned_data["form_id"], act, by=request.user)
        except Conflict:
            return _met_another(request, form, context, saved)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            actions.drop_draft(request.path, by=request.user)
            messages.success(request, "Analysen er gemt. Den kan læses i sagerne i klassen.")
            return redirect(address)
    return page(request, "cases/class_analysis.html", form, context)


def _met_another(
    request: Request, form: ClassAnalysisForm, context: dict[str, Any], saved: Looked | None
) -> HttpResponse:
    """Show the saved text beside the typed one; the next save overwrites knowingly."""
    sent_again(form, seen=saved.row.version if saved else 0)
    context |= {"form": form, "conflict": saved, "draft": None, "draft_url": request.path}
    return render(request, "cases/class_analysis.html", context, status=409)


def _shown(saved: ClassAnalysis) -> dict[str, Any]:
    names = ("made_on", "made_by", "look_again_on", "look_again_by", *SIX, *MORE)
    return {"seen": saved.version, **{name: getattr(saved, name) for name in names}}


def _frame(found: SchoolClass, name: str = "") -> dict[str, Any]:
    own = {"label": f"{found.name}, {found.school}"}
    crumbs = [{"label": "Klasser", "url": reverse("cases:classes")}]
    if name:
        own["url"] = reverse("cases:school_class", args=[found.pk])
        crumbs += [own, {"label": name}]
    else:
        crumbs.append(own)
    return {
        "school_class": found,
        "year": school_year_label(found.school_year),
        "crumbs": crumbs,
    }

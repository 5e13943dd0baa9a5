"""The statutory plan (§ 1 c) of a class, from begun to revised or withdrawn. No pupil is named."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import actions
from cases.actions.plans_1c import MORE
from cases.changes import history_of_class_plan
from cases.community import get_class, names_in_class
from cases.forms import (
    ClassPlanDayForm,
    ClassPlanForm,
    ClassPlanWithdrawForm,
    Plan1cForm,
    ReadyForm,
    RevisionForm,
)
from cases.models import ClassPlan1c
from cases.permissions import schools_with
from cases.views.answer import done, page, sent_again
from cases.views.concerns import deadline_of
from kiss.lib.http import Request
from kiss.lib.models import Conflict, Refused
from law.sources import source
from schools.models import SchoolClass
from schools.roles import Thing


@require_http_methods(["GET", "POST"])
def new(request: Request, pk: int) -> HttpResponse:
    """Begin the plan of a class: somebody at the school was told of the problem."""
    found, today = _class(request, pk, to_write=True)
    form = ClassPlanForm(
        request.POST or None,
        initial={"informed_on": today},
        today=today,
        names=_names(request, found),
    )

    def act() -> str:
        plan = actions.begin_class_plan(found, on=today, by=request.user, **form.given())
        return reverse("cases:class_plan_edit", args=[found.pk, plan.pk])

    if answer := done(request, form, act, say="Planen er begyndt. Skriv de midlertidige tiltag."):
        return answer
    context = {**_frame(found), "back": reverse("cases:school_class", args=[found.pk])}
    return page(request, "cases/class_plan_new.html", form, context)


@require_safe
def plan(request: Request, pk: int, plan_pk: int) -> HttpResponse:
    """Show the plan of a class, its deadline, and what has been changed in it."""
    found, today = _class(request, pk)
    row = _plan(found, plan_pk)
    context = {
        **_frame(found, row),
        "plan": row,
        # Of one that is withdrawn: as it stood that day.
        "deadline": deadline_of(row, row.withdrawn_on or today),
        "complaint": source("klage-1c", today),
        "may_write": row.withdrawn_on is None and _may_write(request, found, today),
        "lines": history_of_class_plan(row),
        "today": today,
    }
    return render(request, "cases/class_plan.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: int, plan_pk: int) -> HttpResponse:
    """Write the plan of a class."""
    found, today = _class(request, pk, to_write=True)
    row = _plan(found, plan_pk)
    names = ("temporary_measures", "measures", "found_on", *MORE)
    initial = {"seen": row.version, **{name: getattr(row, name) for name in names}}
    form = Plan1cForm(
        request.POST or None, initial=initial, plan=row, today=today, names=_names(request, found)
    )
    address = reverse("cases:class_plan", args=[found.pk, row.pk])
    context: dict[str, Any] = {
        **_frame(found, row),
        "plan": row,
        "deadline": deadline_of(row, today),
        "complaint": source("klage-1c", today),
        "back": address,
        "conflict": None,
    }

    def act() -> str:
        actions.save_plan_1c(row, on=today, by=request.user, **form.given())
        return address

    if form.is_valid():
        try:
            leads_to = actions.once(form.cleaned_data["form_id"], act, by=request.user)
        except Conflict as conflict:
            sent_again(form, seen=row.version)
            context |= {"conflict": row, "sentence": str(conflict), "form": form}
            return render(request, "cases/plan_1c.html", context, status=409)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Handlingsplanen er gemt.")
            return redirect(leads_to)
    return page(request, "cases/plan_1c.html", form, context)


@require_POST
def ready(request: Request, pk: int, plan_pk: int) -> HttpResponse:
    """Note that the plan of a class is ready; that stops its clock."""
    found, today = _class(request, pk, to_write=True)
    row = _plan(found, plan_pk)
    form = ReadyForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Skriv den dag, planen var færdig, for eksempel 8-4-2027.")
        return redirect("cases:class_plan", found.pk, row.pk)
    try:
        actions.finish_plan_1c(row, on=today, by=request.user, **form.given())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Handlingsplanen er meldt færdig.")
    return redirect("cases:class_plan", found.pk, row.pk)


@require_http_methods(["GET", "POST"])
def revise(request: Request, pk: int, plan_pk: int) -> HttpResponse:
    """Say whether the plan of a class has ended the problem."""
    found, today = _class(request, pk, to_write=True)
    row = _plan(found, plan_pk)
    form = RevisionForm(
        request.POST or None, initial={"seen": row.version}, names=_names(request, found)
    )
    address = reverse("cases:class_plan", args=[found.pk, row.pk])

    def act() -> str:
        actions.revise_plan_1c(row, on=today, by=request.user, **form.given())
        return address

    if answer := done(request, form, act, say="Svaret på planen er gemt."):
        return answer
    context = {**_frame(found, row), "plan": row, "back": address}
    return page(request, "cases/plan_1c_revise.html", form, context)


@require_http_methods(["GET", "POST"])
def day(request: Request, pk: int, plan_pk: int) -> HttpResponse:
    """Correct the day on which the school was first told; the deadline is counted anew."""
    found, today = _class(request, pk, to_write=True)
    row = _plan(found, plan_pk)
    form = ClassPlanDayForm(
        request.POST or None,
        initial={"seen": row.version, "informed_on": row.informed_on},
        today=today,
        names=_names(request, found),
    )
    address = reverse("cases:class_plan", args=[found.pk, row.pk])

    def act() -> str:
        actions.correct_class_plan(row, on=today, by=request.user, **form.given())
        return address

    if answer := done(request, form, act, say="Dagen er rettet, og fristen er regnet ud igen."):
        return answer
    context = {
        **_frame(found, row),
        "plan": row,
        "deadline": deadline_of(row, today),
        "back": address,
    }
    return page(request, "cases/class_plan_day.html", form, context)


@require_http_methods(["GET", "POST"])
def withdraw(request: Request, pk: int, plan_pk: int) -> HttpResponse:
    """Withdraw the plan of a class that was begun by mistake; it stays to be read."""
    found, today = _class(request, pk, to_write=True)
    row = _plan(found, plan_pk)
    form = ClassPlanWithdrawForm(
        request.POST or None, initial={"seen": row.version}, names=_names(request, found)
    )
    address = reverse("cases:class_plan", args=[found.pk, row.pk])

    def act() -> str:
        actions.withdraw_class_plan(row, on=today, by=request.user, **form.given())
        return address

    if answer := done(request, form, act, say="Planen er trukket tilbage."):
        return answer
    context = {**_frame(found, row), "plan": row, "back": address}
    return page(request, "cases/class_plan_withdraw.html", form, context)


def open_plans(classes: QuerySet[SchoolClass]) -> dict[int, ClassPlan1c]:
    """Return the newest plan of each class that has one whose problem has not ended, by class."""
    rows = ClassPlan1c.objects.standing().filter(school_class__in=classes.values("pk"))
    rows = rows.exclude(works=ClassPlan1c.Works.JA).order_by("pk")
    return {row.school_class_id: row for row in rows}


def plans_of(request: Request, school_class: SchoolClass, today: date) -> dict[str, Any]:
    """Return what the page of a class shows of its statutory plans."""
    rows = ClassPlan1c.objects.filter(school_class=school_class).order_by("-pk")
    return {
        "plans": [{"row": row, "deadline": deadline_of(row, today)} for row in rows.standing()],
        "withdrawn": [
            {"row": row, "deadline": deadline_of(row, row.withdrawn_on or today)}
            for row in rows.exclude(withdrawn_on=None)
        ],
        "may_begin": _may_write(request, school_class, today),
    }


def _class(request: Request, pk: int, *, to_write: bool = False) -> tuple[SchoolClass, date]:
    """Pass the gate of a class; 403 for those who read it and do not answer for its plan."""
    today = timezone.localdate()
    found = get_class(request, pk, today)
    if to_write and not _may_write(request, found, today):
        raise PermissionDenied
    return found, today


def _may_write(request: Request, school_class: SchoolClass, today: date) -> bool:
    led = schools_with(request.user, Thing.DECIDE, today)
    return led.filter(pk=school_class.school_id).exists()


def _plan(school_class: SchoolClass, pk: int) -> ClassPlan1c:
    rows = ClassPlan1c.objects.filter(school_class=school_class).select_related(
        "responsible", "withdrawn_by"
    )
    row: ClassPlan1c = get_object_or_404(rows, pk=pk)
    return row


def _names(request: Request, found: SchoolClass) -> set[str]:
    return names_in_class(found) if request.method == "POST" else set()


def _frame(found: SchoolClass, row: ClassPlan1c | None = None) -> dict[str, Any]:
    crumbs = [
        {"label": "Klasser", "url": reverse("cases:classes")},
        {
            "label": f"{found.name}, {found.school}",
            "url": reverse("cases:school_class", args=[found.pk]),
        },
        {"label": "Handlingsplan"},
    ]
    return {"school_class": found, "crumbs": crumbs, "class_plan": row}

"""Voicing a concern from a phone in a minute, answering it, and the statutory plan (§ 1 c)."""

from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from absence.actions import judge_pupils
from absence.overview import classes_of
from cases import actions
from cases.actions.plans_1c import MORE
from cases.forms import ConcernForm, DecisionForm, Plan1cForm, ReadyForm, RevisionForm
from cases.models import Concern, Handlingsplan1c, Plan1c
from cases.permissions import (
    get_concern,
    get_pupil,
    may_answer,
    may_appoint,
    may_decide,
    may_voice_concern,
    note_list,
    require,
    visible_pupils,
)
from cases.phases import Sign
from cases.today.task import how_far
from cases.views.answer import done, page, sent_again
from kiss.lib.http import Request
from kiss.lib.models import Conflict, Refused
from law.deadlines import Status, handlingsplan
from law.explain import explain_deadline
from law.sources import source
from schools.calendars import Calendars
from schools.models import Pupil
from schools.roles import Thing

# A teacher's own classes fit on the page; a school's pupils are searched for.
FEW: Final = 60


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Find the pupil; then write the concern. A name is sent in the body, never in an address."""
    require(request, Thing.CONCERN)
    if public_id := request.GET.get("elev", ""):
        return _write(request, public_id)
    today = timezone.localdate()
    words = request.POST.get("q", "").split()
    found = _find(words, visible_pupils(request.user, today).order_by("sort_key", "pk"))
    note_list(
        request,
        pupils=[pupil.pk for pupil in found],
        purpose="Finder en elev",
        search=" ".join(words),
    )
    classes = classes_of([pupil.pk for pupil in found], today)
    context = {
        "query": " ".join(words),
        "found": [(pupil, classes.get(pupil.pk)) for pupil in found[:FEW]],
        "too_many": len(found) > FEW,
        "searched": bool(words),
    }
    template = "cases/concern_find.html#found" if request.htmx else "cases/concern_find.html"
    return render(request, template, context)


def _find(words: list[str], reach: QuerySet[Pupil]) -> list[Pupil]:
    """Return the pupils with these words in their name, one more than is shown if there are many.

    Without words all are returned, if they are few.
    """
    for word in words:
        reach = reach.filter(Q(first_name__icontains=word) | Q(last_name__icontains=word))
    found = list(reach[: FEW + 1])
    return found if words or len(found) <= FEW else []


def _write(request: Request, public_id: str) -> HttpResponse:
    pupil = get_pupil(request, public_id, purpose="Skriver en bekymring")
    today = timezone.localdate()
    if not may_voice_concern(request.user, pupil, today):
        raise PermissionDenied
    school_class = classes_of([pupil.pk], today)[pupil.pk]
    form = ConcernForm(request.POST or None, today=today)

    def act() -> str:
        concern = actions.voice_concern(
            pupil, school=school_class.school, on=today, by=request.user, **form.given()
        )
        return reverse("cases:concern", args=[concern.public_id])

    if answer := done(request, form, act, say="Tak. Bekymringen er skrevet ned."):
        return answer
    context = {
        "pupil": pupil,
        "school_class": school_class,
        "note": "Du kan selv tage stilling til den bagefter."
        if may_decide(request.user, pupil, today)
        else "Skolens ledelse svarer dig.",
    }
    return page(request, "cases/concern_new.html", form, context)


@require_http_methods(["GET", "POST"])
def concern(request: Request, public_id: str) -> HttpResponse:
    """Show a concern; those who may answer it do so here."""
    found = get_concern(request, public_id, purpose="Læser en bekymring")
    today = timezone.localdate()
    answers = may_answer(request.user, found, today)
    form = DecisionForm(request.POST or None, has_case=found.case is not None)
    if request.method == "POST":
        if not answers:
            raise PermissionDenied
        answer = done(request, form, lambda: _decide(request, found, form), say="Svaret er gemt.")
        if answer:
            return answer
    context = {
        "concern": found,
        "pupil": found.pupil,
        "school_class": classes_of([found.pupil_id], today).get(found.pupil_id),
        "signs": [Sign(sign).label for sign in found.signs if sign in Sign],
        "talked": _talked(found),
        "may_decide": answers and found.decided_on is None,
        "may_open": found.case is None and may_appoint(request.user, found.pupil, today),
        "plan": _plan(found),
        "deadline": _deadline(found),
        "complaint": source("klage-1c", today),
        "may_write_plan": answers,
    }
    return page(request, "cases/concern.html", form, context)


def _decide(request: Request, found: Concern, form: DecisionForm) -> str:
    actions.decide_concern(found, on=timezone.localdate(), by=request.user, **form.given())
    return reverse("cases:concern", args=[found.public_id])


@require_http_methods(["GET", "POST"])
def plan_1c(request: Request, public_id: str) -> HttpResponse:
    """Write the statutory plan: another thing than the handleplan, with ten working days."""
    found = get_concern(request, public_id, purpose="Handlingsplan efter § 1 c")
    today = timezone.localdate()
    plan = _plan(found)
    if plan is None or not may_answer(request.user, found, today):
        raise PermissionDenied
    form = Plan1cForm(request.POST or None, initial=_shown(plan), plan=plan, today=today)

    def act() -> str:
        actions.save_plan_1c(plan, on=today, by=request.user, **form.given())
        return reverse("cases:concern", args=[found.public_id])

    context: dict[str, Any] = {
        "concern": found,
        "plan": plan,
        "deadline": _deadline(found),
        "complaint": source("klage-1c", today),
        "back": reverse("cases:concern", args=[found.public_id]),
        "conflict": None,
    }
    if form.is_valid():
        try:
            address = actions.once(form.cleaned_data["form_id"], act, by=request.user)
        except Conflict as conflict:
            sent_again(form, seen=plan.version)
            context |= {"conflict": plan, "sentence": str(conflict), "form": form}
            return render(request, "cases/plan_1c.html", context, status=409)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Handlingsplanen er gemt.")
            return redirect(address)
    return page(request, "cases/plan_1c.html", form, context)


@require_POST
def plan_1c_ready(request: Request, public_id: str) -> HttpResponse:
    """Note that the statutory plan is ready; that stops its clock."""
    found = get_concern(request, public_id, purpose="Handlingsplan efter § 1 c er færdig")
    today = timezone.localdate()
    plan = _plan(found)
    if plan is None or not may_answer(request.user, found, today):
        raise PermissionDenied
    form = ReadyForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Skriv den dag, planen var færdig, for eksempel 8-4-2027.")
        return redirect("cases:concern", found.public_id)
    try:
        with transaction.atomic():
            actions.finish_plan_1c(plan, on=today, by=request.user, **form.given())
            # Its flag is settled now, not at the next scan.
            judge_pupils([found.pupil_id], day=today)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Handlingsplanen er meldt færdig.")
    return redirect("cases:concern", found.public_id)


@require_http_methods(["GET", "POST"])
def plan_1c_revise(request: Request, public_id: str) -> HttpResponse:
    """Say whether the plan has ended the problem, and what is changed if it has not."""
    found = get_concern(request, public_id, purpose="Reviderer handlingsplan efter § 1 c")
    today = timezone.localdate()
    plan = _plan(found)
    if plan is None or not may_answer(request.user, found, today):
        raise PermissionDenied
    form = RevisionForm(request.POST or None, initial={"seen": plan.version})

    def act() -> str:
        actions.revise_plan_1c(plan, on=today, by=request.user, **form.given())
        return reverse("cases:concern", args=[found.public_id])

    if answer := done(request, form, act, say="Svaret på planen er gemt."):
        return answer
    context = {"plan": plan, "back": reverse("cases:concern", args=[found.public_id])}
    return page(request, "cases/plan_1c_revise.html", form, context)


def _plan(found: Concern) -> Handlingsplan1c | None:
    return Handlingsplan1c.objects.filter(concern=found).select_related("responsible").first()


def _shown(plan: Handlingsplan1c) -> dict[str, Any]:
    names = ("temporary_measures", "measures", "found_on", *MORE)
    return {"seen": plan.version, **{name: getattr(plan, name) for name in names}}


def _talked(found: Concern) -> list[str]:
    talked = {
        "barnet": found.talked_with_child,
        "forældrene": found.talked_with_parents,
        "klassens team": found.talked_with_team,
    }
    return [who for who, has in talked.items() if has]


def _deadline(found: Concern) -> dict[str, Any] | None:
    plan = _plan(found)
    return deadline_of(plan, timezone.localdate()) if plan else None


def deadline_of(plan: Plan1c, today: date) -> dict[str, Any]:
    """Return what `components/deadline.html` reads about a statutory plan."""
    deadline = handlingsplan(plan.informed_on, Calendars.load().municipality())
    status = deadline.status(today, plan.ready_on)
    return {
        "due": deadline.due_on,
        "distance": how_far(deadline.due_on, today),
        "tone": {Status.OVERDUE: "late", Status.DUE_SOON: "soon"}.get(status, ""),
        "status": status.label,
        "is_met": plan.ready_on is not None,
        "is_missed": status in {Status.OVERDUE, Status.MET_LATE},
        "explanation": explain_deadline(deadline),
    }

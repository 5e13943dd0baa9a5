"""Ending a case in dialogue, the quiet looks afterwards, and opening it again."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases import actions
from cases.aftercare import before_and_since
from cases.closing import CLOSE_TO, against
from cases.effect import effect_of
from cases.forms.closing import AfterCheckForm, ClosePage, ReopenForm
from cases.models import AfterCheck, Closing
from cases.permissions import LEAD, get_case
from cases.phases import needs
from cases.views.answer import done, drafted, page
from cases.views.frame import Frame, frame_of
from cases.views.quotes import open_quotes
from kiss.lib.http import Request
from kiss.lib.models import Refused


@require_http_methods(["GET", "POST"])
def close(request: Request, public_id: str) -> HttpResponse:
    """End a case: the seven signposts in dialogue, what is kept up, and who takes over."""
    case = get_case(request, public_id, to=LEAD, purpose="Afslutter sagen")
    today = timezone.localdate()
    frame = frame_of(request, case, today)
    calendar = frame.world.calendar
    grade = frame.school_class.grade if frame.school_class else None
    days = against(calendar, grade, today)
    form = ClosePage(request.POST or None, days=days, initial={"kind": Closing.Kind.DIALOG})
    if form.form.is_bound and form.is_valid() and _closed(request, frame, form, today):
        return redirect(case.get_absolute_url())
    context = {
        **drafted(request),
        **frame.context(today, page="Afslut sagen"),
        "form": form.form,
        "posts": form.posts,
        "days": days,
        "still_open": needs(frame.facts, today),
        "close_to": CLOSE_TO,
        "effect": effect_of(case, frame.school_class, frame.world, today),
        "quotes": open_quotes(frame)[:1],
        "forms": form.forms if form.is_wrong else [],
        "no_form": None,
    }
    return render(request, "cases/close.html", context, status=422 if form.is_wrong else 200)


def _closed(request: Request, frame: Frame, typed: ClosePage, today: date) -> bool:
    """Close the case, once; a refusal stands on the form with all that was typed."""
    case = frame.case
    given = typed.form.cleaned_data

    def act() -> str:
        actions.close_case(
            case,
            kind=given["kind"],
            reason=given["reason"],
            dialogue=typed.dialogue(),
            calendar=frame.world.calendar,
            grade=frame.school_class.grade if frame.school_class else None,
            on=today,
            by=request.user,
        )
        return case.get_absolute_url()

    try:
        actions.once(given["form_id"], act, by=request.user)
    except Refused as refusal:
        typed.form.add_error(None, str(refusal))
        return False
    actions.drop_draft(request.path, by=request.user)
    messages.success(request, f"Sag {case.number} er afsluttet.")
    return True


@require_http_methods(["GET", "POST"])
def after_check(request: Request, public_id: str, pk: int) -> HttpResponse:
    """Look at how a child is doing after the end, and say it in one click and a few words."""
    case = get_case(request, public_id, purpose="Eftertjek")
    today = timezone.localdate()
    frame = frame_of(request, case, today)
    if not frame.rights.reads_log:
        raise PermissionDenied
    check = get_object_or_404(
        AfterCheck.objects.select_related("closing__case", "by"), pk=pk, closing__case=case
    )
    calendar = frame.world.calendar
    told = before_and_since(check.closing, frame.school_class, calendar, today)
    form = AfterCheckForm(request.POST or None)

    def act() -> str:
        kept = actions.look_after(
            check, told=told, calendar=calendar, on=today, by=request.user, **form.given()
        )
        opens = kept.verdict == AfterCheck.Verdict.AABNES
        return reverse("cases:reopen", args=[case.public_id]) if opens else case.get_absolute_url()

    if answer := done(request, form, act, say="Eftertjekket er gemt."):
        return answer
    context = {
        **frame.context(today, page="Eftertjek"),
        "check": check,
        "told": told,
        "is_early": check.due_on > today,
        "is_open": case.closed_on is None,
        "effect": effect_of(case, frame.school_class, frame.world, today),
    }
    return page(request, "cases/after_check.html", form, context)


@require_http_methods(["GET", "POST"])
def reopen(request: Request, public_id: str) -> HttpResponse:
    """Open a closed case again, with all that stands in it."""
    case = get_case(request, public_id, purpose="Åbner sagen igen")
    today = timezone.localdate()
    frame = frame_of(request, case, today)
    if not frame.rights.reads_log:
        raise PermissionDenied
    if case.closed_on is None:
        raise Http404
    possible = actions.possible_tovholdere(case.school, case.pupil, today)
    was = case.tovholder if possible.filter(pk=case.tovholder_id).exists() else None
    form = ReopenForm(
        request.POST or None,
        tovholdere=possible,
        initial={"tovholder": was.public_id if was else ""},
    )

    def act() -> str:
        actions.reopen_case(case, on=today, by=request.user, **form.given())
        return case.get_absolute_url()

    if answer := done(request, form, act, say=f"Sag {case.number} er åben igen."):
        return answer
    context = {
        **frame.context(today, page="Åbn sagen igen"),
        "closing": case.closings.filter(reopened_on=None).select_related("by").first(),
        "were_on": case.participants.filter(ends_on=case.closed_on).select_related("user"),
    }
    return page(request, "cases/reopen.html", form, context)

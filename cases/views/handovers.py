"""Handing a case to another tovholder: asking, reading, answering, taking back."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from absence.overview import classes_of
from cases import actions
from cases.forms import AnswerForm, HandoverForm
from cases.forms.handovers import YES
from cases.handing import answer_in_words, dates_of, promises_of, readable, story_of_case
from cases.models import Case, Handover
from cases.permissions import LEAD, get_case, may_appoint_in, may_on_case, note_lookup
from cases.views.answer import done, page
from cases.views.frame import frame_of
from kiss.lib.http import Request
from kiss.lib.models import Refused
from schools.calendars import Calendars
from schools.models import SchoolClass, User


@require_http_methods(["GET", "POST"])
def tovholder(request: Request, public_id: str) -> HttpResponse:
    """Hand a case on: ask somebody to be its tovholder, or appoint one who stands beside."""
    case = get_case(request, public_id, purpose="Giver sagen videre")
    today = timezone.localdate()
    if not hands_on(request.user, case, today):
        raise PermissionDenied
    frame = frame_of(request, case, today)
    school = actions.school_to_lead(case, today)
    has_moved = school != case.school
    possible = actions.possible_tovholdere(school, case.pupil, today)
    possible = possible.exclude(pk=case.tovholder_id)
    form = HandoverForm(
        request.POST or None,
        initial={"story": story_of_case(case)} if request.method == "GET" else None,
        tovholdere=possible,
        may_appoint=frame.rights.appoint and not has_moved,
    )
    is_here = bool(form.is_bound and form.is_valid() and form.cleaned_data.get("is_here"))

    def act() -> str:
        given = {name: value for name, value in form.given().items() if name != "is_here"}
        ask = actions.hand_over_now if is_here else actions.offer_handover
        ask(case, **given, on=today, by=request.user)
        return case.get_absolute_url()

    say = (
        "Sagen har fået en ny tovholder."
        if is_here
        else "Spørgsmålet er sendt. Indtil der er svaret ja, er intet skiftet hænder."
    )
    if answer := done(request, form, act, say=say):
        return answer
    context = {
        **frame.context(today, page="Giv sagen videre"),
        **_facts(case, frame.school_class, today),
        "has_possible": possible.exists(),
        "has_tovholder": frame.facts.has_tovholder,
        "moved_to": school if has_moved else None,
        "waiting": case.handovers.waiting().select_related("to_user").first(),
    }
    return page(request, "cases/tovholder.html", form, context)


@require_http_methods(["GET", "POST"])
def handover(request: Request, public_id: str) -> HttpResponse:
    """Show a hand-over to those it concerns; whoever is asked answers here."""
    today = timezone.localdate()
    row = _readable(request, public_id, today)
    case = row.case
    is_asked = row.to_user_id == request.user.pk and row.answer == Handover.Answer.VENTER
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and not is_asked:
        raise PermissionDenied
    says_yes = form.is_bound and form.is_valid() and form.cleaned_data["answer"] == YES

    def act() -> str:
        if says_yes:
            actions.accept_handover(row, on=today, by=request.user)
            return case.get_absolute_url()
        because = form.cleaned_data["because"]
        actions.decline_handover(row, because=because, on=today, by=request.user)
        return reverse("cases:today")

    say = (
        "Du er tovholder nu." if says_yes else "Dit nej er givet videre, og du skal ikke gøre mere."
    )
    if answer := done(request, form, act, say=say):
        return answer
    school_class = classes_of([case.pupil_id], today).get(case.pupil_id)
    opens = may_on_case(request.user, case, "view_case", today)
    may_hand_on = hands_on(request.user, case, today)
    context = {
        **_facts(case, school_class, today),
        "handover": row,
        "case": case,
        "pupil": case.pupil,
        "school_class": school_class,
        "said": answer_in_words(row),
        "is_asked": is_asked,
        "opens": opens,
        "is_unsettled": row.answer in {Handover.Answer.VENTER, Handover.Answer.AFSLAAET},
        "may_ask_another": may_hand_on and row.answer == Handover.Answer.AFSLAAET,
        "may_withdraw": may_hand_on,
        "may_stay": not Case.objects.without_tovholder(today).filter(pk=case.pk).exists(),
        "crumbs": [
            {"label": "Sager", "url": reverse("cases:list")},
            *([{"label": case.number, "url": case.get_absolute_url()}] if opens else []),
            {"label": "Giv sagen videre"},
        ],
    }
    return page(request, "cases/handover.html", form, context)


@require_POST
def withdraw(request: Request, public_id: str) -> HttpResponse:
    """Take a question back, or let the tovholder stay after a no."""
    today = timezone.localdate()
    row = _readable(request, public_id, today)
    if not hands_on(request.user, row.case, today):
        raise PermissionDenied
    try:
        actions.withdraw_handover(row, on=today, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{row.case.tovholder} er stadig tovholder på sagen.")
    return redirect("cases:handover", row.public_id)


def _readable(request: Request, public_id: str, today: date) -> Handover:
    rows = readable(request.user, today).select_related(
        "case__pupil", "case__school", "case__tovholder", "school", "from_user", "to_user"
    )
    row = rows.select_related("asked_by").filter(public_id=public_id).first()
    if row is None:
        raise Http404
    note_lookup(request, pupil=row.case.pupil, case=row.case, purpose="Sagen gives videre")
    return row


def hands_on(user: User, case: Case, today: date) -> bool:
    """Tell whether a user may hand a case on: whoever leads it, and the school's leaders."""
    if case.closed_on is not None:
        return False
    return may_appoint_in(user, case.school, today) or may_on_case(user, case, LEAD, today)


def _facts(case: Case, school_class: SchoolClass | None, today: date) -> dict[str, Any]:
    world = Calendars.load().world_of(
        case.school_id,
        school_class.grade if school_class else None,
        school_class.pk if school_class else None,
    )
    return {"promises": promises_of(case, today), "dates": dates_of(case, world, today)}

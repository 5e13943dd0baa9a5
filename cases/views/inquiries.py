"""Asking a colleague one thing about a child; the colleague's own page, and their answer."""

from datetime import timedelta
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from absence.overview import classes_of
from cases import actions
from cases.forms import InquiryAnswerForm, InquiryDeclineForm, InquiryForm
from cases.inquiries import get_inquiry, who_may_answer
from cases.models import Inquiry
from cases.permissions import LEAD, VIEW, get_case, may_on_case
from cases.phases import Angle
from cases.views.answer import done, page
from cases.views.frame import frame_of
from kiss.lib.http import Request
from kiss.lib.models import Refused

# A colleague is given a week unless another day is chosen.
USUAL: Final = timedelta(days=7)


@require_http_methods(["GET", "POST"])
def ask(request: Request, public_id: str) -> HttpResponse:
    """Ask somebody at the school to write one perspective, or to answer one question."""
    case = get_case(request, public_id, to=LEAD, purpose="Spørger en kollega")
    today = timezone.localdate()
    people = who_may_answer(case, today)
    about = request.GET.get("om", "")
    form = InquiryForm(
        request.POST or None,
        initial={"due_on": today + USUAL, "angle": about if about in Angle else ""},
        people=people,
        today=today,
    )

    def act() -> str:
        actions.ask_colleague(case, on=today, by=request.user, **form.given())
        return reverse("cases:element", args=[case.public_id, "afdaekning"])

    if answer := done(request, form, act, say="Spørgsmålet er sendt. Svaret kommer her i sagen."):
        return answer
    context = {
        **frame_of(request, case, today).context(today, page="Spørg en kollega"),
        "has_people": people.exists(),
    }
    return page(request, "cases/ask.html", form, context)


@require_http_methods(["GET", "POST"])
def inquiry(request: Request, public_id: str) -> HttpResponse:
    """Show a question to the one who is asked, and to those who lead the case."""
    today = timezone.localdate()
    row = get_inquiry(request, public_id, today, purpose="Et spørgsmål til en kollega")
    case = row.case
    is_mine = row.asked_of_id == request.user.pk
    is_asked = is_mine and row.status == Inquiry.Status.VENTER
    if request.method == "POST" and not is_asked:
        raise PermissionDenied
    says_no = "because" in request.POST
    answers = InquiryAnswerForm(None if says_no else request.POST or None)
    declines = InquiryDeclineForm(request.POST if says_no else None)

    def answer() -> str:
        actions.answer_inquiry(row, answer=answers.given()["answer"], on=today, by=request.user)
        return row.get_absolute_url()

    def decline() -> str:
        because = declines.given()["because"]
        actions.decline_inquiry(row, because=because, on=today, by=request.user)
        return reverse("cases:today")

    sent = (
        done(request, declines, decline, say="Dit nej er givet videre. Du skal ikke gøre mere.")
        if says_no
        else done(request, answers, answer, say="Tak. Svaret er sendt.")
    )
    if sent:
        return sent
    leads = may_on_case(request.user, case, LEAD, today)
    opens = may_on_case(request.user, case, VIEW, today)
    home = [{"label": case.number, "url": case.get_absolute_url()}] if opens else []
    context: dict[str, Any] = {
        "inquiry": row,
        "case": case,
        "pupil": case.pupil,
        "school_class": classes_of([case.pupil_id], today).get(case.pupil_id),
        "is_mine": is_mine,
        "is_asked": is_asked,
        "declines": declines,
        "says_no": says_no,
        "leads": leads and case.closed_on is None,
        "opens": opens,
        "crumbs": [*home, {"label": "Spørgsmål"}],
    }
    return page(request, "cases/inquiry.html", declines if says_no else answers, context)


@require_POST
def close(request: Request, public_id: str) -> HttpResponse:
    """Take a question back, or let it rest after a no: those who lead the case."""
    today = timezone.localdate()
    row = get_inquiry(request, public_id, today, purpose="Lukker et spørgsmål til en kollega")
    if not may_on_case(request.user, row.case, LEAD, today):
        raise PermissionDenied
    try:
        actions.close_inquiry(row, on=today, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Spørgsmålet er lukket.")
    return redirect("cases:element", row.case.public_id, "afdaekning")

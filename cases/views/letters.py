"""Letters to the home: filled in before anybody types, seen as paper, kept as they were sent."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases import actions
from cases.facts import facts_of
from cases.forms import LetterForm
from cases.models import Case
from cases.papers import Recipient, choose, recipients
from cases.papers.build import Appointment
from cases.papers.letter import Draft, Letter, letter_of, meeting, talk
from cases.papers.recipients import TOGETHER
from cases.phases import MANY_CALLS
from cases.views.answer import done, drafted
from cases.views.papers import case_to_print, paper_refused
from kiss.lib.http import Request
from kiss.lib.models import Refused
from kiss.lib.pdf import render_pdf
from kiss.lib.text import join_and
from meetings.models import Meeting, Participant
from schools.models import Municipality

PAPER = ("papers/page.css", "papers/sheet.css", "papers/letter.css")
TITLES = {"talk": "Brev: indkald til en samtale", "meeting": "Brev: indkald til mødet"}


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: Request, public_id: str, kind: str, meeting_id: str = "") -> HttpResponse:
    """Write a letter to the home from what is known: shown as paper, and sent when it is asked for.

    To whom stands in the address alone: a draft that is fetched back may not change it.
    """
    case = case_to_print(request, public_id, purpose=TITLES[kind])
    if case.closed_on is not None:
        raise Http404
    try:
        to = choose(case, request.GET.get("til", ""))
    except Refused as refusal:
        return paper_refused(request, case, refusal)
    coming = _coming(case, meeting_id) if kind == "meeting" else None
    draft = _draft(request, case, to, coming)
    form = LetterForm(request.POST or None, initial={"heading": draft.heading, "text": draft.text})
    made: Letter | None = None
    if not form.is_bound or form.is_valid():
        typed = draft if not form.is_bound else Draft(**form.given())
        made = _made(request, case, to, typed, form)
    if made is not None and "send" in request.POST:
        sent = partial(_send, request, case, to, made)
        if answer := done(request, form, sent):
            return answer
    context = {
        **drafted(request),
        **_frame(request, case, to),
        "title": TITLES[kind],
        "form": form,
        "letter": made,
    }
    is_wrong = form.is_bound and bool(form.errors)
    return render(request, "cases/letter.html", context, status=422 if is_wrong else 200)


def _send(request: Request, case: Case, to: Recipient, made: Letter) -> str:
    laid = actions.send_letter(
        case,
        heading=made.heading,
        to_whom=join_and(parent.relation for parent in to.parents) or "forældrene",
        pdf=render_pdf(
            "papers/letter.html",
            {"letter": made},
            title=f"Sag {made.number} – Brev",
            styles=PAPER,
        ),
        on=timezone.localdate(),
        by=request.user,
    )
    messages.success(
        request,
        f"Brevet er {str(laid).lower()} og noteret som sendt i dag. Hent det, og print det.",
    )
    return reverse("cases:attachment", args=[case.public_id, laid.number])


def _coming(case: Case, public_id: str) -> Meeting:
    """Return a meeting on the case that is still to come."""
    planned = case.meetings.filter(status=Meeting.Status.PLANLAGT)
    return get_object_or_404(
        planned, public_id=public_id, starts_at__date__gte=timezone.localdate()
    )


def _draft(request: Request, case: Case, to: Recipient, coming: Meeting | None) -> Draft:
    if coming is None:
        facts = facts_of([case], timezone.localdate())[case.pk]
        # Which parent somebody tried to reach is not known: it is said to all of them or to none.
        is_to_all = to.key == TOGETHER or len(recipients(case)) == 1
        tried = facts.unanswered >= MANY_CALLS and is_to_all
        return talk(case, to, is_tried=tried, by=request.user)
    appointment = Appointment(
        timezone.localtime(coming.starts_at),
        timezone.localtime(coming.ends_at),
        coming.place,
        coming.child_takes_part,
    )
    return meeting(case, to, appointment, _colleagues(request, coming), by=request.user)


def _colleagues(request: Request, coming: Meeting) -> Sequence[str]:
    """Return who comes from the school and around it, by name and part; not the writer."""
    rows = Participant.objects.filter(meeting=coming, user__isnull=False).order_by("pk")
    others = rows.exclude(user=request.user)
    return [f"{row.name} ({row.part})" if row.part else row.name for row in others]


def _made(
    request: Request, case: Case, to: Recipient, draft: Draft, form: LetterForm
) -> Letter | None:
    """Return the letter; nothing, and a word at the text, where it says what is hidden."""
    now = timezone.localtime()
    try:
        return letter_of(
            case,
            to,
            draft,
            municipality=Municipality.objects.get(),
            on=now.date(),
            made_at=now,
            by=request.user,
        )
    except Refused as refusal:
        if form.is_bound:
            form.add_error("text", str(refusal))
        return None


def _frame(request: Request, case: Case, to: Recipient) -> dict[str, Any]:
    ways = recipients(case)
    return {
        "case": case,
        "to": to,
        "ways": [
            {
                "label": way.label,
                "url": f"{request.path}?til={way.key}",
                "current": way.key == to.key,
                "count": None,
            }
            for way in ways
        ]
        if len(ways) > 1
        else [],
        "crumbs": [
            {"label": "Sager", "url": reverse("cases:list")},
            {"label": case.number, "url": case.get_absolute_url()},
            {"label": "Brev"},
        ],
    }

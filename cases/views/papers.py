"""The paper for the home: shown with what is missing first, then made, then opened as a PDF."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from absence.overview import classes_of
from cases.actions import plan_content
from cases.actions.papers import print_plan
from cases.models import Case, Handleplan, PlanVersion
from cases.papers import Appointment, Ask, Paper, Recipient, choose, handleplan_paper, recipients
from cases.permissions import LEAD, get_case, may_appoint_in, may_on_case
from kiss.lib.http import Request
from kiss.lib.models import Refused
from kiss.lib.pdf import NoPaper, render_pdf
from kiss.lib.text import plain_date
from meetings.models import Meeting, Participant
from schools.calendars import Calendars
from schools.models import Enrolment, Municipality, SchoolClass

DRAFT = "udkast"
MOST_COLLEAGUES = 2
SHORTEST_NAME = 3
PAPER = ("papers/page.css", "papers/sheet.css", "papers/child.css")
DRAFT_PAPER = (*PAPER, "papers/draft.css")


@dataclass(frozen=True, slots=True)
class Order:
    """Which paper is asked for: of which version (None is a draft), to whom."""

    version: PlanVersion | None
    recipient: Recipient
    query: str

    @property
    def key(self) -> str:
        return str(self.version.number) if self.version else DRAFT


@require_http_methods(["GET", "HEAD", "POST"])
def plan_paper(request: Request, public_id: str) -> HttpResponse:
    """Show the paper as a page with what it lacks; a POST tells the story and opens the PDF."""
    case = case_to_print(request, public_id, purpose="Siden om papiret til mødet")
    asked = request.POST if request.method == "POST" else request.GET
    try:
        order = _order(case, asked.get("version", ""), asked.get("til", ""))
        paper = handleplan_paper(case, _ask(request, case, order))
    except Refused as refusal:
        return paper_refused(request, case, refusal)
    if request.method == "POST":
        print_plan(
            case,
            version=order.version,
            parents=list(order.recipient.parents),
            on=timezone.localdate(),
            by=request.user,
        )
        return redirect(reverse("cases:plan_pdf", args=[case.public_id]) + order.query)
    context = {
        **_frame(request, case),
        **_choices(case, order),
        "paper": paper,
        "sheet": paper.sheet,
    }
    return render(request, "papers/preview.html", context)


@require_safe
def plan_pdf(request: Request, public_id: str) -> HttpResponse:
    """Return the paper as a PDF; the file's name is the case's number, never the child's."""
    case = case_to_print(request, public_id, purpose="Handleplanen som papir")
    try:
        order = _order(case, request.GET.get("version", ""), request.GET.get("til", ""))
        paper = handleplan_paper(case, _ask(request, case, order))
        pdf = _pdf(case, paper)
    except Refused as refusal:
        return paper_refused(request, case, refusal)
    name = f"handleplan-{case.number}.pdf"
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


def case_to_print(request: Request, public_id: str, *, purpose: str) -> Case:
    """Return a case that the user may print from: those who lead it, and the school's leader."""
    case = get_case(request, public_id, purpose=purpose)
    today = timezone.localdate()
    leads = may_on_case(request.user, case, LEAD, today)
    if not leads and not may_appoint_in(request.user, case.school, today):
        raise PermissionDenied
    return case


def _order(case: Case, version: str, to: str) -> Order:
    """Return what is asked for; without a version the last one, unless the plan went on since."""
    plan = Handleplan.objects.filter(case=case).first()
    if plan is None:
        raise Refused("Handleplanen er ikke begyndt. Skriv den først, så kan den blive til papir.")
    chosen = _version(case, plan, version)
    recipient = choose(case, to)
    named = {"version": chosen.number if chosen else DRAFT, "til": recipient.key}
    query = urlencode({key: value for key, value in named.items() if value != ""})
    return Order(chosen, recipient, f"?{query}")


def _version(case: Case, plan: Handleplan, asked: str) -> PlanVersion | None:
    if asked == DRAFT:
        return None
    versions = case.plan_versions.select_related("meeting")
    if asked:
        found = versions.filter(number=int(asked)).first() if asked.isdecimal() else None
        if found is None:
            raise Http404
        return found
    last = versions.order_by("-number").first()
    return last if last and last.content["saved_version"] == plan.version else None


def _ask(request: Request, case: Case, order: Order) -> Ask:
    now = timezone.localtime()
    meetings = list(case.meetings.exclude(status=Meeting.Status.AFLYST).order_by("starts_at", "pk"))
    coming = next((row for row in meetings if _is_ahead(row, now)), None)
    invited = _invited(order, meetings, coming)
    school_class = classes_of([case.pupil_id], now.date()).get(case.pupil_id)
    adults = _adults(case, invited)
    calendar = (
        Calendars.load()
        .world_of(
            case.school_id,
            school_class.grade if school_class else None,
            school_class.pk if school_class else None,
        )
        .calendar
    )
    return Ask(
        recipient=order.recipient,
        content=order.version.content if order.version else plan_content(case),
        version=order.version,
        before=_before(case, order.version),
        coming=_appointment(coming),
        met=[
            timezone.localtime(row.starts_at).date()
            for row in meetings
            if row.status == Meeting.Status.HOLDT
        ],
        colleagues=[
            (row.name, row.part)
            for row in invited
            if row.user_id and row.user_id != case.tovholder_id
        ][:MOST_COLLEAGUES],
        adults=adults,
        school_class=school_class,
        classmates=_classmates(case, school_class, adults),
        calendar=calendar,
        municipality=Municipality.objects.get(),
        made_at=now,
        by=request.user,
    )


def _before(case: Case, version: PlanVersion | None) -> PlanVersion | None:
    versions = case.plan_versions.order_by("-number")
    return (versions.filter(number__lt=version.number) if version else versions).first()


def _is_ahead(meeting: Meeting, now: datetime) -> bool:
    return meeting.status == Meeting.Status.PLANLAGT and meeting.starts_at >= now


def _appointment(meeting: Meeting | None) -> Appointment | None:
    if meeting is None:
        return None
    return Appointment(
        timezone.localtime(meeting.starts_at),
        timezone.localtime(meeting.ends_at),
        meeting.place,
        meeting.child_takes_part,
    )


def _invited(
    order: Order, meetings: Collection[Meeting], coming: Meeting | None
) -> list[Participant]:
    """Return those invited to the meeting that the paper belongs to."""
    frozen_at = getattr(order.version, "meeting", None)
    meeting = frozen_at or coming or next(reversed(list(meetings)), None)
    return list(Participant.objects.filter(meeting=meeting).order_by("pk")) if meeting else []


def _adults(case: Case, invited: Collection[Participant]) -> set[str]:
    """Return the names of the adults round the child, whom it calls by their first name."""
    on_case = case.participants.values_list("user__name", flat=True)
    parents = case.pupil.custody_holders.values_list("name", flat=True)
    return {*on_case, *parents, *(row.name for row in invited), case.tovholder.name}


def _classmates(case: Case, school_class: SchoolClass | None, adults: Collection[str]) -> set[str]:
    """Return first names in the class that are neither the child's own nor an adult's."""
    if school_class is None:
        return set()
    names = (
        Enrolment.objects.in_force(timezone.localdate())
        .filter(school_class=school_class)
        .exclude(pupil=case.pupil_id)
        .values_list("pupil__first_name", flat=True)
    )
    known = {name.split(" ", 1)[0] for name in adults} | {case.pupil.first_name}
    return {name for name in names if len(name) >= SHORTEST_NAME} - known


def _pdf(case: Case, paper: Paper) -> bytes:
    return render_pdf(
        "papers/handleplan.html",
        {"sheet": paper.sheet},
        title=f"Sag {case.number} – Handleplan",
        styles=DRAFT_PAPER if paper.sheet.is_draft else PAPER,
    )


def _frame(request: Request, case: Case) -> dict[str, Any]:
    leads = may_on_case(request.user, case, LEAD, timezone.localdate())
    plan_url = reverse("cases:plan", args=[case.public_id]) if leads else ""
    crumbs = [
        {"label": "Sager", "url": reverse("cases:list")},
        {"label": case.number, "url": case.get_absolute_url()},
        *([{"label": "Handleplan", "url": plan_url}] if plan_url else []),
        {"label": "Papir"},
    ]
    return {"case": case, "crumbs": crumbs, "plan_url": plan_url}


def _choices(case: Case, order: Order) -> dict[str, Any]:
    versions = [
        (str(row.number), f"Version {row.number}, {plain_date(row.frozen_on)}")
        for row in case.plan_versions.order_by("-number")
    ]
    return {
        "order": order,
        "versions": [(DRAFT, "Udkast: planen, som den er nu"), *versions],
        "recipients": recipients(case),
        "pdf_url": reverse("cases:plan_pdf", args=[case.public_id]) + order.query,
    }


def paper_refused(request: Request, case: Case, refusal: Refused) -> HttpResponse:
    """Say why a paper cannot be made now, and where to mend it."""
    context = {**_frame(request, case), "refusal": str(refusal)}
    status = 503 if isinstance(refusal, NoPaper) else 422
    return render(request, "papers/refused.html", context, status=status)

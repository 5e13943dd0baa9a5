"""The page of a meeting: before it the agenda, after it the minutes; both are the handleplan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from absence.overview import classes_of
from cases.models import Case, ChildStatement, FollowUp, Handleplan, Indsats
from cases.papers import takes_part
from cases.permissions import WRITE, may_appoint_in, may_on_case
from kiss.lib.http import Request
from kiss.lib.text import plain_date
from meetings.models import Agreement, Meeting
from meetings.permissions import Door, get_meeting
from meetings.views.frame import frame, when

QUOTES: Final = 3
OVER: Final = (Indsats.Status.AFSLUTTET, Indsats.Status.OPGIVET)


@dataclass(frozen=True, slots=True)
class Promise:
    """An action that was agreed before, with the last answer to the three questions."""

    what: str
    who: str
    when: str
    answer: FollowUp | None
    url: str


@require_safe
def detail(request: Request, public_id: str) -> HttpResponse:
    """Show a meeting; to a guest who may not open the case only when and where."""
    door = get_meeting(request, public_id, today=timezone.localdate(), purpose="Mødets side")
    meeting = door.meeting
    if not door.sees_all:
        return render(request, "meetings/guest.html", frame(meeting))
    now = timezone.localtime()
    context = {
        **frame(meeting),
        "door": door,
        "is_planned": meeting.status == Meeting.Status.PLANLAGT,
        "has_come": timezone.localtime(meeting.starts_at).date() <= now.date(),
        "people": meeting.participants.order_by("pk"),
        "agreements": _agreements(meeting),
        "may_write": door.may_lead,
        "case": None,
    }
    if meeting.case is not None:
        context |= _case_context(request, door, meeting.case, now)
    return render(request, "meetings/detail.html", context)


def _case_context(request: Request, door: Door, case: Case, now: datetime) -> dict[str, Any]:
    meeting, today = door.meeting, now.date()
    following = _following(meeting, now)
    return {
        "case": case,
        "pupil": case.pupil,
        "school_class": classes_of([case.pupil_id], today).get(case.pupil_id),
        "child_part": takes_part(case.pupil.first_name, meeting.child_takes_part),
        "agenda": agenda(meeting, case, may_lead=door.may_lead),
        "following": following,
        "following_when": when(following) if following else "",
        "letter_url": reverse("cases:letter_meeting", args=[case.public_id, meeting.public_id])
        if door.may_lead and meeting.starts_at.date() >= today
        else "",
        "papers": _papers(request, door, case, today),
        "may_write": case.closed_on is None and may_on_case(request.user, case, WRITE, today),
        "new_url": reverse("meetings:new", args=[case.public_id]),
    }


def agenda(meeting: Meeting, case: Case, *, may_lead: bool) -> dict[str, Any]:
    """Return the points of a meeting: after it as the plan was frozen, before it as it stands.

    The child's words are those that the parents may hear: they sit at the table.
    """
    version = meeting.plan_version
    plan = Handleplan.objects.filter(case=case).first()
    content = _frozen(version.content) if version else _content(plan)
    earlier = _earlier(meeting)
    return {
        "quotes": _quotes(meeting, case),
        "earlier": earlier,
        "promises": _promises(plan, case, may_lead=may_lead) if earlier else [],
        "goals": content["goals"],
        "overall_goal": content["overall_goal"],
        "rows": content["indsatser"],
        "version": version,
        "has_plan": plan is not None,
        "plan_url": reverse("cases:plan", args=[case.public_id]),
    }


def _quotes(meeting: Meeting, case: Case) -> list[dict[str, Any]]:
    """Return what the child has said and the parents may hear, as `components/quote.html` reads it.

    After a meeting only what was known at it, and only while it still lies in the open drawer.
    """
    words = ChildStatement.objects.filter(case=case, may_be_shared=True)
    if meeting.status == Meeting.Status.HOLDT:
        words = words.filter(said_on__lte=timezone.localtime(meeting.starts_at).date())
    return [
        {
            "text": row.text,
            "source": f"Sagt {plain_date(row.said_on)} til {row.said_to}",
            "may_be_shown": True,
        }
        for row in words.order_by("-said_on", "-pk")[:QUOTES]
    ]


def _content(plan: Handleplan | None) -> Mapping[str, Any]:
    """Return the plan as it stands in the shape of a frozen one; nothing when it is not begun."""
    if plan is None:
        return {"goals": [], "overall_goal": "", "indsatser": []}
    return {
        "goals": list(plan.goals.order_by("position", "pk").values_list("text", flat=True)),
        "overall_goal": plan.overall_goal,
        "indsatser": list(
            plan.indsatser.exclude(status__in=OVER)
            .order_by("position", "pk")
            .values("what", "who", "when", "works_when", "is_contact")
        ),
    }


def _frozen(content: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "goals": content["goals"],
        "overall_goal": content["headings"]["overall_goal"],
        "indsatser": [row for row in content["indsatser"] if row["status"] not in OVER],
    }


def _earlier(meeting: Meeting) -> Meeting | None:
    """Return the meeting before this one, if one was held."""
    return (
        Meeting.objects.filter(
            case=meeting.case, status=Meeting.Status.HOLDT, starts_at__lt=meeting.starts_at
        )
        .order_by("-starts_at", "-pk")
        .first()
    )


def _following(meeting: Meeting, now: datetime) -> Meeting | None:
    later = Meeting.objects.filter(
        case=meeting.case,
        status=Meeting.Status.PLANLAGT,
        starts_at__gt=meeting.starts_at,
        ends_at__gte=now,
    )
    return later.order_by("starts_at", "pk").first()


def _promises(plan: Handleplan | None, case: Case, *, may_lead: bool) -> Sequence[Promise]:
    if plan is None:
        return []
    rows = plan.indsatser.exclude(status__in=OVER).prefetch_related("follow_ups")
    promises = []
    for row in rows.order_by("position", "pk"):
        answers = sorted(row.follow_ups.all(), key=lambda answer: (answer.on, answer.pk))
        url = reverse("cases:follow_up", args=[case.public_id, row.pk]) if may_lead else ""
        promises.append(Promise(row.what, row.who, row.when, answers[-1] if answers else None, url))
    return promises


def _agreements(meeting: Meeting) -> dict[str, QuerySet[Agreement]]:
    """Return what was agreed here, and what was agreed before and is not done."""
    here = meeting.agreements.order_by("done_on", "due_on", "pk")
    if meeting.case is None:
        return {"here": here, "before": Agreement.objects.none()}
    before = Agreement.objects.filter(
        meeting__case=meeting.case, meeting__starts_at__lt=meeting.starts_at, done_on=None
    )
    return {
        "here": here,
        "before": before.select_related("meeting").order_by("due_on", "pk"),
    }


def _papers(request: Request, door: Door, case: Case, today: date) -> str:
    """Return where the paper of this meeting is made, for those who may print it."""
    if not door.may_lead and not may_appoint_in(request.user, case.school, today):
        return ""
    version = door.meeting.plan_version
    query = f"?version={version.number}" if version else ""
    return reverse("cases:plan_paper", args=[case.public_id]) + query

"""The page of a case: who, what next, the child's words, the plan, and whether it helps."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.consents import reads_consents
from cases.effect import effect_of
from cases.models import Case, ChildStatement, Contact, Handleplan, Indsats
from cases.permissions import get_case
from cases.phases import Need, Place, needs
from cases.protection import CPR, at_home, urls_of
from cases.story import contact_sentence, story_of
from cases.views.attachments import attachments_of
from cases.views.consents import agreed
from cases.views.frame import Frame, frame_of
from cases.views.timeline import LINES, topic_of, topics, world_of
from cases.views.underretninger import card_of
from cases.views.understanding import understood
from kiss.lib.http import Request
from kiss.lib.ids import new_public_id
from kiss.lib.text import clock, possessive, weekday_date
from law.danish import short_date
from meetings.models import Meeting

STEPS: Final = 3
REVIEWS: Final = 3
QUOTES: Final = 2
WORKED_TONES: Final = {"ja": "ok", "lidt": "soon", "nej": "late", "for-tidligt": ""}


@require_safe
def detail(request: Request, public_id: str) -> HttpResponse:
    """Show a case."""
    case = get_case(request, public_id, purpose="Sagens forside")
    today = timezone.localdate()
    frame = frame_of(request, case, today)
    world = world_of(frame)
    plan = Handleplan.objects.filter(case=case).select_related("saved_by").first()
    meeting = next_meeting(case, today)
    urls = urls_of(request.user, case.pupil, today)
    topic = topic_of(request)
    entries = story_of(
        case,
        world,
        today,
        reads_restricted=frame.rights.reads_restricted,
        topic=topic,
        newest=LINES,
    )
    context = {
        **frame.context(today),
        "lede": [*_lede(frame, plan, meeting, today), *agreed(frame, world, today)],
        "meeting": meeting,
        "meeting_when": _when(meeting, today),
        "steps": _steps(frame, meeting, today),
        "quotes": quotes_of(frame)[:QUOTES],
        "plan": plan,
        "rows": plan_rows(plan),
        **understood(case),
        "effect": effect_of(case, frame.school_class, world.calendar, today),
        "home": at_home(case.pupil, urls),
        "cpr_url": urls.get(CPR, ""),
        "calls": _calls(case),
        "form_id": new_public_id(),
        "entries": entries,
        "topic": topic,
        "topics": topics(case.get_absolute_url(), topic, "#tidslinje"),
        "people": _people(frame, today),
        "attachments": attachments_of(frame),
        "reviews": case.reviews.order_by("-month")[:REVIEWS],
        "versions": case.plan_versions.order_by("-number"),
        **_ending(frame),
        **card_of(frame, world, today),
        "reads_consents": reads_consents(request.user, case, today),
    }
    template = "cases/detail.html#story" if request.htmx else "cases/detail.html"
    return render(request, template, context)


def next_meeting(case: Case, today: date) -> Meeting | None:
    """Return the next planned meeting on a case."""
    return (
        Meeting.objects.filter(
            case=case, status=Meeting.Status.PLANLAGT, starts_at__date__gte=today
        )
        .order_by("starts_at", "pk")
        .first()
    )


def quotes_of(frame: Frame) -> list[dict[str, Any]]:
    """Return the child's own words, the newest first, as `components/quote.html` reads them.

    Of what was said in confidence to others a reader who may not read it all sees only the day.
    """
    rows = ChildStatement.objects.filter(case=frame.case).order_by("-said_on", "-pk")
    child = possessive(frame.case.pupil.first_name)
    found = []
    for row in rows:
        source = f"{child} egne ord, {short_date(row.said_on)}"
        is_own = row.noted_by_id == frame.user.pk
        is_read = row.may_be_shared or is_own or frame.rights.reads_confided
        found.append(
            {
                "pk": row.pk,
                "text": row.text if is_read else "",
                "source": f"{source}, fortalt til {row.said_to}" if is_read else source,
                "may_be_shown": row.may_be_shared,
                "may_be_moved": frame.rights.lead or (is_own and frame.rights.write),
            }
        )
    return found


def plan_rows(plan: Handleplan | None) -> list[dict[str, Any]]:
    """Return the plan's actions with the last answer to whether they work."""
    if plan is None:
        return []
    rows = (
        Indsats.objects.filter(plan=plan).prefetch_related("follow_ups").order_by("position", "pk")
    )
    found = []
    for row in rows:
        answers = sorted(row.follow_ups.all(), key=lambda answer: (answer.on, answer.pk))
        last = answers[-1] if answers else None
        found.append(
            {
                "row": row,
                "last": last,
                "tone": WORKED_TONES[last.worked] if last else "",
                "is_over": row.status in {Indsats.Status.AFSLUTTET, Indsats.Status.OPGIVET},
            }
        )
    return found


def _lede(
    frame: Frame, plan: Handleplan | None, meeting: Meeting | None, today: date
) -> list[dict[str, str]]:
    """Return what one looks for first: tovholder, next meeting, next follow-up."""
    case = frame.case
    if case.closed_on is not None:
        return [
            {"label": "Afsluttet", "value": weekday_date(case.closed_on), "tone": ""},
            {"label": "Tovholder var", "value": case.tovholder.name, "tone": ""},
        ]
    follow_up = plan.next_follow_up_on if plan else None
    late = follow_up is not None and follow_up < today
    covered_until = frame.facts.covered_until
    asked = possessive(frame.facts.handover_to.split(" ")[0])
    awaits = f", afventer {asked} svar" if asked else ""
    return [
        {
            "label": "Tovholder",
            "value": f"{case.tovholder.name}{awaits}",
            "phone": case.tovholder.phone,
        }
        if frame.facts.has_tovholder
        else {
            "label": "Tovholder",
            "value": f"mangler, var {case.tovholder}{awaits}",
            "tone": "late",
        },
        *(
            [
                {
                    "label": "Vikar",
                    "value": f"{frame.facts.substitute} til {short_date(covered_until)}",
                }
            ]
            if covered_until
            else []
        ),
        {"label": "Bekymring", "value": frame.facts.level or "ikke vurderet"},
        {
            "label": "Næste møde",
            "value": _when(meeting, today) if meeting else "ikke planlagt",
        },
        {
            "label": "Næste opfølgning",
            "value": _day(follow_up, today) if follow_up else "ikke aftalt",
            "tone": "late" if late else "",
        },
    ]


def _day(day: date, today: date) -> str:
    return {0: "i dag", 1: "i morgen"}.get((day - today).days, weekday_date(day))


def _when(meeting: Meeting | None, today: date) -> str:
    if meeting is None:
        return ""
    starts = timezone.localtime(meeting.starts_at)
    return f"{_day(starts.date(), today)} {clock(starts)}"


def _steps(frame: Frame, meeting: Meeting | None, today: date) -> list[dict[str, str]]:
    """Return at most three prepared actions that this user may take."""
    case = frame.case
    if case.closed_on is not None:
        return []
    steps = []
    for need in needs(frame.facts, today):
        url, label = _place(need, frame, meeting)
        if url:
            steps.append({"what": need.what, "why": need.why, "url": url, "label": label})
    return steps[:STEPS]


def _place(need: Need, frame: Frame, meeting: Meeting | None) -> tuple[str, str]:
    """Return where a need is met and what the link says; empty when it is not this user's."""
    case, rights = frame.case, frame.rights
    args = [case.public_id]
    meeting_url = meeting.get_absolute_url() if meeting else ""
    places = {
        Place.TOVHOLDER: (
            rights.appoint or rights.lead,
            reverse("cases:tovholder", args=args),
            "Giv videre",
        ),
        Place.CONCERN: (
            rights.lead or rights.appoint,
            reverse("cases:element", args=[*args, "opsporing"]),
            "Læs",
        ),
        Place.FLAG: (
            rights.appoint,
            reverse("absence:pupil", args=[case.pupil.public_id]),
            "Tag stilling",
        ),
        Place.MEETING: (True, meeting_url, "Åbn mødet"),
        Place.CALL_MEETING: (rights.lead, reverse("meetings:new", args=args), "Indkald"),
        Place.CONTACT: (rights.write, "#hjemmet", "Ring"),
        Place.CHILD_WORDS: (rights.write, reverse("cases:child_words", args=args), "Skriv"),
        Place.ANGLE: (
            rights.write,
            reverse("cases:perspective", args=[*args, need.angle]) if need.angle else "",
            "Begynd",
        ),
        Place.PLAN: (rights.lead, reverse("cases:plan", args=args), "Skriv"),
        Place.FOLLOW_UP: (
            rights.lead,
            reverse("cases:element", args=[*args, "opfoelgning"]),
            "Følg op",
        ),
    }
    allowed, url, label = places[need.place]
    return (url, label) if allowed else ("", "")


def _calls(case: Case) -> list[dict[str, Any]]:
    rows = Contact.objects.filter(case=case).select_related("by").order_by("-on", "-pk")[:3]
    return [{"on": row.on, "text": contact_sentence(row), "by": row.by.name} for row in rows]


def _people(frame: Frame, today: date) -> Sequence[dict[str, str]]:
    """Return who is on the case today: the tovholder first, then those who are named on it."""
    case = frame.case
    leads = "tovholder" if frame.facts.has_tovholder else "var tovholder, ingen er udpeget"
    people = [{"name": case.tovholder.name, "note": leads}]
    if frame.facts.covered_until:
        until = short_date(frame.facts.covered_until)
        people.append(
            {"name": frame.facts.substitute, "note": f"vikar for tovholderen, til {until}"}
        )
    rows = (
        case.participants.standing().in_force(today).select_related("user").order_by("part", "pk")
    )
    people += [
        {
            "name": row.user.name,
            "note": f"{row.part}, til {short_date(row.ends_on)}" if row.ends_on else row.part,
        }
        for row in rows
    ]
    return people


def _ending(frame: Frame) -> dict[str, Any]:
    """Return what the page of a case shows of how it ended, and of the looks afterwards."""
    closings = list(
        frame.case.closings.select_related("by", "reopened_by")
        .prefetch_related("answers", "checks__by")
        .order_by("-on", "-pk")
    )
    last = closings[0] if closings else None
    in_force = last if last and last.reopened_on is None else None
    return {
        "closing": in_force,
        "looks": sorted(in_force.checks.all(), key=lambda row: row.due_on) if in_force else [],
        "earlier_closings": [row for row in closings if row is not in_force],
        "may_reopen": frame.case.closed_on is not None and frame.rights.reads_log,
    }

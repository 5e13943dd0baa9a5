"""The page of a case: who, what next, the child's words, the plan, and whether it helps."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from django.db.models import Exists, OuterRef, QuerySet, Value
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases import consents, effect
from cases.consents import reads_consents
from cases.models import (
    AfterCheck,
    Case,
    CaseParticipant,
    CaseReview,
    Closing,
    ClosingAnswer,
    Contact,
    FollowUp,
    Handleplan,
    Indsats,
    PlanVersion,
)
from cases.permissions import get_case, reads
from cases.protection import CPR, at_home, parents_in, parents_of, urls_of
from cases.story import contact_sentence, story_of
from cases.topics import not_told
from cases.views import underretninger
from cases.views.attachments import attachments_of, attachments_on
from cases.views.consents import agreed
from cases.views.frame import Frame, frame_of
from cases.views.quotes import quotes_of, statements_of
from cases.views.steps import steps_of
from cases.views.timeline import LINES, topic_of, topics
from cases.views.understanding import understanding_of, understood
from kiss.lib.http import Request
from kiss.lib.ids import new_public_id
from kiss.lib.sql import Kept
from kiss.lib.text import clock, possessive, weekday_date
from law.danish import short_date
from meetings.models import Meeting, Participant
from schools.models import User
from schools.roles import Thing

REVIEWS: Final = 3
CALLS: Final = 3
QUOTES: Final = 2
WORKED_TONES: Final = {"ja": "ok", "lidt": "soon", "nej": "late", "for-tidligt": ""}


class Asked:
    """What the page shows besides what every page of a case does; asked in one statement."""

    def __init__(self, user: User, case: Case, today: date) -> None:
        self.meetings = planned_meetings(case, user, today)[:1]
        self.calls = contacts_read(case, user, today)[:CALLS]
        kept = _QUESTIONS.again(case.pk, case.pupil_id, today)
        self.statements, self.indsatser, self.answers, self.understanding = kept[:4]
        self.parents, self.people, self.attachments, self.reviews = kept[4:8]
        self.versions, self.closings, self.signposts, self.looks = kept[8:]
        self.effect = effect.Asked(case, today)
        self.consents = consents.Asked(case)
        self.underretninger = underretninger.Asked(case)
        parts = (self.effect, self.consents, self.underretninger)
        of_parts = (question for part in parts for question in part.questions)
        self.questions = [self.meetings, self.calls, *kept, *of_parts]


def _questions(case: int, pupil: int, today: date) -> list[QuerySet[Any, Any]]:
    closings = Closing.objects.filter(case=case).select_related("by", "reopened_by")
    looks = AfterCheck.objects.filter(closing__case=case).select_related("by")
    return [
        statements_of(case),
        Indsats.objects.filter(plan__case=case).order_by("position", "pk"),
        FollowUp.objects.filter(indsats__plan__case=case).order_by("on", "pk"),
        understanding_of(case),
        parents_in(pupil),
        CaseParticipant.objects.standing()
        .in_force(today)
        .filter(case=case)
        .select_related("user")
        .order_by("part", "pk"),
        attachments_on(case),
        CaseReview.objects.filter(case=case).order_by("-month")[:REVIEWS],
        PlanVersion.objects.filter(case=case).order_by("-number").defer("content"),
        closings.order_by("-on", "-pk"),
        ClosingAnswer.objects.filter(closing__case=case).order_by("pk"),
        looks.order_by("due_on"),
    ]


_QUESTIONS: Final = Kept(_questions, int, int, date)


@require_safe
def detail(request: Request, public_id: str) -> HttpResponse:
    """Show a case."""
    case = get_case(request, public_id, purpose="Sagens forside")
    today = timezone.localdate()
    asked = Asked(request.user, case, today)
    frame = frame_of(request, case, today, asked.questions)
    meeting = next(iter(asked.meetings), None)
    parents_of(case.pupil, asked.parents)
    open_case = case if case.closed_on is None else None
    urls = urls_of(request.user, case.pupil, today, open_case)
    home = at_home(case.pupil, urls) if frame.rights.reads_home else []
    calls = _calls(asked.calls)
    topic = topic_of(request)
    entries = story_of(
        case,
        frame.world,
        today,
        frame.reader,
        topic=topic,
        newest=LINES,
    )
    context = {
        **frame.context(today),
        "lede": [*_lede(frame, meeting, today), *agreed(frame, today, asked.consents)],
        "meeting": meeting,
        "meeting_when": _when(meeting, today),
        "steps": steps_of(frame, meeting, home, calls, today),
        "quotes": quotes_of(frame, asked.statements)[:QUOTES],
        "plan": frame.plan,
        "rows": plan_rows(asked.indsatser, asked.answers),
        **understood(asked.understanding),
        "effect": effect.effect_of(case, frame.school_class, frame.world, today, asked.effect),
        "home": home,
        "cpr_url": urls.get(CPR, ""),
        "calls": calls,
        "form_id": new_public_id(),
        "entries": entries,
        "topic": topic,
        "untold": not_told(frame.reader),
        "topics": topics(frame, case.get_absolute_url(), topic, "#tidslinje"),
        "people": _people(frame, asked.people),
        "attachments": attachments_of(frame, asked.attachments),
        "reviews": asked.reviews if frame.rights.reads_steering else [],
        "versions": asked.versions,
        **_ending(frame, asked),
        **underretninger.card_of(frame, today, asked.underretninger),
        "reads_consents": reads_consents(request.user, case, today),
    }
    template = "cases/detail.html#story" if request.htmx else "cases/detail.html"
    return render(request, template, context)


def planned_meetings(case: Case, user: User, today: date) -> QuerySet[Meeting]:
    """Return the planned meetings on a case, the next one first; `opens` if the user reads it."""
    asked = Participant.objects.filter(user=user, meeting=OuterRef("pk"))
    reads_all = reads(user, case, Thing.MEETINGS, today)
    return (
        Meeting.objects.filter(
            case=case, status=Meeting.Status.PLANLAGT, starts_at__date__gte=today
        )
        .annotate(opens=Value(value=True) if reads_all else Exists(asked))
        .order_by("starts_at", "pk")
    )


def contacts_read(case: Case, user: User, today: date) -> QuerySet[Contact]:
    """Return the contacts with the home that a user reads in a case, the newest first."""
    rows = Contact.objects.filter(case=case).select_related("by").order_by("-on", "-pk")
    return rows if reads(user, case, Thing.HOME, today) else rows.filter(by=user)


def rows_of(plan: Handleplan | None) -> list[dict[str, Any]]:
    """Return the actions of a plan as `plan_rows` does; two queries."""
    if plan is None:
        return []
    return plan_rows(
        Indsats.objects.filter(plan=plan).order_by("position", "pk"),
        FollowUp.objects.filter(indsats__plan=plan).order_by("on", "pk"),
    )


def plan_rows(indsatser: Iterable[Indsats], answers: Iterable[FollowUp]) -> list[dict[str, Any]]:
    """Return actions with the last answer to whether they work; `answers` come in order of time."""
    last = {answer.indsats_id: answer for answer in answers}
    return [
        {
            "row": row,
            "last": last.get(row.pk),
            "tone": WORKED_TONES[last[row.pk].worked] if row.pk in last else "",
            "is_over": row.status in {Indsats.Status.AFSLUTTET, Indsats.Status.OPGIVET},
        }
        for row in indsatser
    ]


def _lede(frame: Frame, meeting: Meeting | None, today: date) -> list[dict[str, str]]:
    """Return what one looks for first: tovholder, next meeting, next follow-up."""
    case = frame.case
    if case.closed_on is not None:
        return [
            {"label": "Afsluttet", "value": weekday_date(case.closed_on), "tone": ""},
            {"label": "Tovholder var", "value": case.tovholder.name, "tone": ""},
        ]
    follow_up = frame.plan.next_follow_up_on if frame.plan else None
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


def _calls(rows: Iterable[Contact]) -> list[dict[str, Any]]:
    return [{"on": row.on, "text": contact_sentence(row), "by": row.by.name} for row in rows]


def _people(frame: Frame, rows: Iterable[CaseParticipant]) -> Sequence[dict[str, str]]:
    """Return who is on the case today: the tovholder first, then those who are named on it."""
    case = frame.case
    leads = "tovholder" if frame.facts.has_tovholder else "var tovholder, ingen er udpeget"
    people = [{"name": case.tovholder.name, "note": leads}]
    if frame.facts.covered_until:
        until = short_date(frame.facts.covered_until)
        people.append(
            {"name": frame.facts.substitute, "note": f"vikar for tovholderen, til {until}"}
        )
    people += [
        {
            "name": row.user.name,
            "note": f"{row.part}, til {short_date(row.ends_on)}" if row.ends_on else row.part,
        }
        for row in rows
    ]
    return people


def _ending(frame: Frame, asked: Asked) -> dict[str, Any]:
    """Return what the page of a case shows of how it ended, and of the looks afterwards."""
    closings = list(asked.closings)
    last = closings[0] if closings and closings[0].reopened_on is None else None
    told = [
        {"closing": row, "answers": [sign for sign in asked.signposts if sign.closing_id == row.pk]}
        for row in closings
    ]
    return {
        "ending": told[0] if last else None,
        "looks": [row for row in asked.looks if last and row.closing_id == last.pk],
        "earlier_endings": told[1:] if last else told,
        "may_reopen": frame.case.closed_on is not None and frame.rights.reads_log,
    }

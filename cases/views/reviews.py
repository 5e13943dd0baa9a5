"""The month's walk through the open cases of a school: one by one, left and resumed, summed up."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from absence.overview import classes_of
from absence.tally import marks_between, tally
from cases import actions
from cases.effect import effect_of, known_through
from cases.forms.reviews import ReviewForm
from cases.handing import promises_of
from cases.models import CaseReview
from cases.permissions import (
    WRITE,
    get_case,
    may_appoint_in,
    note_list,
    require,
    schools_with,
    visible_cases,
)
from cases.phases import needs
from cases.reviews import Walk, last_of, last_review, walks_of
from cases.views.answer import done, page
from cases.views.frame import Frame, frame_of
from kiss.lib.http import Request
from kiss.lib.models import Refused
from kiss.lib.text import day_count, plain_date, plural, short_date, weekday_date
from law.calendar import Calendar
from schools.roles import Thing


@require_safe
def reviews(request: Request) -> HttpResponse:
    """Show how far the month's walk has come at each school, and what came of it."""
    require(request, Thing.APPOINT)
    today = timezone.localdate()
    schools = schools_with(request.user, Thing.APPOINT, today).order_by("name", "pk")
    walks = walks_of(schools, visible_cases(request.user, today), today)
    pupils = [case.pupil_id for walk in walks for case in walk.cases]
    note_list(request, pupils=pupils, purpose="Månedens gennemgang")
    classes = classes_of(pupils, today)
    context = {
        "month": today,
        "walks": [_drawn(walk, today) for walk in walks],
        "classes": classes,
        "crumbs": [
            {"label": "Sager", "url": reverse("cases:list")},
            {"label": "Månedens gennemgang"},
        ],
    }
    return render(request, "cases/reviews.html", context)


@require_http_methods(["GET", "POST"])
def review(request: Request, public_id: str) -> HttpResponse:
    """Show what one needs to know of a case this month, and write what it leads to."""
    case = get_case(request, public_id, purpose="Månedens gennemgang")
    today = timezone.localdate()
    if case.closed_on is not None or not may_appoint_in(request.user, case.school, today):
        raise PermissionDenied
    frame = frame_of(request, case, today)
    (walk,) = walks_of([case.school], visible_cases(request.user, today), today)
    known = walk.reviews.get(case.pk)
    following = walk.after(case)
    onward = (
        reverse("cases:review", args=[following.public_id])
        if following
        else reverse("cases:reviews")
    )
    form = ReviewForm(request.POST or None, initial=_initial(known, frame), today=today)

    def act() -> str:
        actions.review_case(case, **form.given(), on=today, by=request.user)
        return onward

    say = f"Sag {case.number} er gennemgået." + ("" if following else " Det var den sidste.")
    if answer := done(request, form, act, say=say):
        return answer
    last = last_review(case, today)
    place = [row.pk for row in walk.cases].index(case.pk) + 1
    context = {
        **frame.context(today, page="Månedens gennemgang"),
        "place": place,
        "total": len(walk.cases),
        "seen": len(walk.seen),
        "facts": _facts(frame, last, frame.world.calendar, today),
        "effect": effect_of(case, frame.school_class, frame.world, today),
        "lacking": needs(frame.facts, today),
        "late": [row for row in promises_of(case, today) if row.due_on and row.due_on < today],
        "last": last,
        "known": known,
        "onward": onward,
        "has_next": following is not None,
    }
    return page(request, "cases/review.html", form, context)


@require_POST
def review_done(request: Request, public_id: str, pk: int) -> HttpResponse:
    """Note that what a review asked for has been done."""
    case = get_case(request, public_id, to=WRITE, purpose="Månedens gennemgang: gjort")
    row = get_object_or_404(CaseReview, pk=pk, case=case)
    try:
        actions.finish_review(row, on=timezone.localdate(), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Det er skrevet, at det er gjort.")
    return redirect(f"{case.get_absolute_url()}#sagen")


def _drawn(walk: Walk, today: date) -> dict[str, Any]:
    left = walk.left
    more = [row for row in walk.seen if row.verdict == CaseReview.Verdict.MORE]
    is_late = walk.due_on < today
    return {
        "walk": walk,
        "next": left[0] if left else None,
        "label": "Fortsæt" if walk.seen else "Begynd",
        "more": len(more),
        "is_late": is_late,
        "due": f"Skulle være gjort {weekday_date(walk.due_on)}"
        if is_late
        else f"Senest {weekday_date(last_of(walk.month))}",
    }


def _initial(known: CaseReview | None, frame: Frame) -> dict[str, Any]:
    if known is None:
        return {"who": frame.case.tovholder.name}
    return {
        "verdict": known.verdict,
        "what": known.what,
        "who": known.who or frame.case.tovholder.name,
        "due_on": known.due_on,
    }


def _facts(
    frame: Frame, last: CaseReview | None, calendar: Calendar, today: date
) -> list[dict[str, str]]:
    case, facts = frame.case, frame.facts
    talked = facts.last_talk_on
    tries = facts.unanswered
    follow_up, meeting = facts.next_follow_up_on, facts.next_meeting_on
    return [
        {
            "label": "Tovholder",
            "value": case.tovholder.name if facts.has_tovholder else "mangler",
            "note": case.tovholder.phone if facts.has_tovholder else f"var {case.tovholder}",
        },
        {"label": "Fokus", "value": case.get_focus_display()},
        {"label": "Fravær siden sidst", **_absence(frame, last, calendar, today)},
        {
            "label": "Sidst talt med hjemmet",
            "value": plain_date(talked) if talked else "ikke endnu",
            "note": f"{plural(tries, 'forsøg', 'forsøg')} siden" if tries else "",
        },
        {
            "label": "Næste opfølgning",
            "value": plain_date(follow_up) if follow_up else "ikke aftalt",
            "note": "er ikke holdt" if follow_up and follow_up < today else "",
        },
        {"label": "Næste møde", "value": plain_date(meeting) if meeting else "ikke planlagt"},
    ]


def _absence(
    frame: Frame, last: CaseReview | None, calendar: Calendar, today: date
) -> dict[str, str]:
    first = last.on if last else frame.case.opened_on
    known = known_through(frame.school_class, today) if frame.school_class else None
    since = f"siden {short_date(first)}"
    if known is None or known < first:
        return {"value": "ingen tal endnu", "note": since}
    marks = marks_between([frame.case.pupil_id], first, known)[frame.case.pupil_id]
    summed = tally(marks, calendar, first, known)
    days = plural(summed.school_days, "skoledag", "skoledage")
    return {"value": f"{day_count(summed.absent)} af {days}", "note": since}

"""The list of meetings: what has no minutes yet, what is coming, and what has been."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from absence.overview import classes_of, whom
from cases.permissions import may, note_list, visible_cases
from kiss.lib.http import Request
from kiss.lib.text import clock, weekday_date
from law.danish import sentence
from meetings.models import Meeting
from meetings.permissions import may_meet, open_meetings, visible_meetings
from schools.models import School, SchoolClass
from schools.roles import Thing

PAST_ON_A_PAGE: Final = 20
MOST_COMING: Final = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A meeting in the list; the child is named only to those who may open the case."""

    meeting: Meeting
    title: str
    day: str
    time: str
    note: str
    tone: str
    outcome: str


@require_safe
def meeting_list(request: Request) -> HttpResponse:
    """Show the meetings that the user may know of, at all schools in reach or at one."""
    now = timezone.localtime()
    today = now.date()
    visible = visible_meetings(request.user, today)
    # Whoever is invited comes in; the others as their menu says.
    if not may_meet(request.user, today) and not visible.exists():
        raise Http404
    reached = School.objects.filter(meetings__in=visible).distinct()
    schools = list(reached.order_by("name", "pk"))
    chosen = next((row for row in schools if row.public_id == request.GET.get("skole")), None)
    found = visible.filter(school=chosen) if chosen else visible
    planned = found.filter(status=Meeting.Status.PLANLAGT)
    past = found.exclude(status=Meeting.Status.PLANLAGT).order_by("-starts_at", "-pk")
    page = Paginator(_with_case(past), PAST_ON_A_PAGE).get_page(request.GET.get("side"))
    unwritten = _with_case(planned.filter(ends_at__lt=now).order_by("starts_at", "pk"))
    coming = _with_case(planned.filter(ends_at__gte=now).order_by("starts_at", "pk"))
    shown = [*unwritten, *coming[:MOST_COMING], *page]
    known = _known(request, shown, now, several_schools=len(schools) > 1)
    context = {
        "unwritten": [known.row(meeting) for meeting in unwritten],
        "coming": [known.row(meeting) for meeting in coming[:MOST_COMING]],
        "past": [known.row(meeting) for meeting in page],
        "page": page,
        "page_query": f"?skole={chosen.public_id}&side=" if chosen else "?side=",
        "filters": _filters(schools, chosen),
        "may_call": may(request.user, Thing.LEAD, today),
    }
    return render(request, "meetings/list.html", context)


def _with_case(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    return meetings.select_related("case__pupil", "school")


@dataclass(frozen=True, slots=True)
class _Known:
    """What the user may read of the meetings shown."""

    now: datetime
    several_schools: bool
    in_full: Collection[int]
    cases: Collection[int]
    classes: Mapping[int, SchoolClass]

    def row(self, meeting: Meeting) -> Row:
        starts = timezone.localtime(meeting.starts_at)
        until = clock(timezone.localtime(meeting.ends_at)).removeprefix("kl. ")
        return Row(
            meeting,
            sentence(self._title(meeting)),
            "I dag" if starts.date() == self.now.date() else sentence(weekday_date(starts.date())),
            f"{clock(starts)}–{until}",
            self._note(meeting),
            self._tone(meeting),
            "" if meeting.status == Meeting.Status.PLANLAGT else meeting.get_status_display(),
        )

    def _note(self, meeting: Meeting) -> str:
        """Return the place, with the school for those who reach several and may know which."""
        if not self.several_schools or meeting.pk not in self.in_full:
            return meeting.place
        return f"{meeting.place} · {meeting.school}"

    def _tone(self, meeting: Meeting) -> str:
        if meeting.status != Meeting.Status.PLANLAGT:
            return "wait"
        return "soon" if meeting.ends_at < self.now else ""

    def _title(self, meeting: Meeting) -> str:
        kind = meeting.get_kind_display()
        if meeting.case is None:
            return kind
        if meeting.case_id not in self.cases:
            return f"{kind} i sag {meeting.case.number}"
        pupil = meeting.case.pupil
        return f"{kind} om {whom(pupil, self.classes.get(pupil.pk))}"


def _known(
    request: Request, shown: Sequence[Meeting], now: datetime, *, several_schools: bool
) -> _Known:
    """Ask once for all rows, and note whose names the list shows."""
    today = now.date()
    asked = [meeting.case_id for meeting in shown if meeting.case_id]
    cases = set(
        visible_cases(request.user, today).filter(pk__in=asked).values_list("pk", flat=True)
    )
    # The number of a case points to a child too, for a guest who does not read the name.
    about = {row.case.pupil_id for row in shown if row.case is not None}
    note_list(request, pupils=list(about), purpose="Listen over møder")
    pupils = {row.case.pupil_id for row in shown if row.case is not None and row.case_id in cases}
    in_full = open_meetings(request.user, today).filter(pk__in=[row.pk for row in shown])
    return _Known(
        now,
        several_schools,
        set(in_full.values_list("pk", flat=True)),
        cases,
        classes_of(pupils, today),
    )


def _filters(schools: Sequence[School], chosen: School | None) -> list[dict[str, Any]]:
    """Return the choice of school, or nothing when there is only one."""
    if len(schools) < 2:
        return []
    filters: list[dict[str, Any]] = [
        {"label": "Alle skoler", "url": "?", "count": None, "current": chosen is None}
    ]
    return filters + [
        {
            "label": school.name,
            "url": f"?skole={school.public_id}",
            "count": None,
            "current": school == chosen,
        }
        for school in schools
    ]

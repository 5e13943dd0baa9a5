"""Writing down that a meeting was held, and freezing the plan that it agreed on."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cases.actions import plan_gaps
from cases.permissions import LEAD
from cases.views.answer import done, drafted
from kiss.lib.http import Request
from kiss.lib.models import Refused
from meetings import actions
from meetings.forms import AgreementRows, MinutesForm, NextForm, agreements, one_more
from meetings.models import Meeting
from meetings.permissions import get_meeting
from meetings.views.frame import frame, page_of, when


@require_http_methods(["GET", "POST"])
def hold(request: Request, public_id: str) -> HttpResponse:
    """Write who came, what was agreed and when to meet again; the plan is frozen with it."""
    door = get_meeting(
        request, public_id, today=timezone.localdate(), to=LEAD, purpose="Skriver referat"
    )
    meeting = door.meeting
    people = list(meeting.participants.order_by("pk"))
    form = MinutesForm(
        request.POST or None,
        people=[(str(row.pk), str(row)) for row in people],
        initial={"came": [str(row.pk) for row in people]},
    )
    rows = AgreementRows(request.POST or None, prefix="agreements")
    again = NextForm(request.POST or None, initial={"place": meeting.place})
    adds_row = "add_row" in request.POST
    if adds_row:
        rows = one_more(rows)

    def act() -> str:
        following = actions.hold_meeting(
            meeting,
            came=form.ids(),
            minutes=form.cleaned_data["minutes"],
            agreements=agreements(rows),
            next_meeting=again.meeting(),
            on=timezone.localdate(),
            by=request.user,
        )
        messages.success(request, _said(meeting, following))
        return meeting.get_absolute_url()

    valid = not adds_row and all((rows.is_valid(), again.is_valid()))
    if valid and (answer := done(request, form, act)):
        return answer
    context: dict[str, Any] = {
        **drafted(request),
        **frame(meeting, page="Referat"),
        "form": form,
        "rows": rows,
        "again": again,
        "gaps": plan_gaps(meeting.case) if meeting.case else [],
    }
    return page_of(request, "meetings/hold.html", [form, *rows.forms, again], context)


@require_POST
def freeze(request: Request, public_id: str) -> HttpResponse:
    """Freeze the plan of a meeting that was held before the plan was complete."""
    door = get_meeting(
        request, public_id, today=timezone.localdate(), to=LEAD, purpose="Låser planen fra mødet"
    )
    try:
        actions.freeze_meeting(door.meeting, on=timezone.localdate(), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Planen er låst med mødet.")
    return redirect(door.meeting)


def _said(meeting: Meeting, following: Meeting | None) -> str:
    """Return what happened, in the order in which it matters."""
    said = "Mødet er skrevet ind."
    if meeting.plan_version:
        said += f" Planen er låst som version {meeting.plan_version.number}."
    elif meeting.case:
        said += " Planen er ikke låst endnu, for den mangler noget."
    return f"{said} Næste møde: {when(following)}." if following else said

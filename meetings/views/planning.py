"""Calling, moving and cancelling a meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.models import Case, Handleplan
from cases.permissions import LEAD, get_case
from cases.protection import is_hidden, shown_name
from cases.relations import related_users
from cases.views.answer import done, page
from kiss.lib.http import Request
from meetings import actions
from meetings.actions import Invitee
from meetings.forms import NOT_ASKED, CallForm, CancelForm, GuestRows, Schedule, guests, one_more
from meetings.models import Meeting
from meetings.permissions import get_meeting
from meetings.views.frame import frame, page_of, when

CHILD = "barnet"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may be ticked; `usual` is ticked from the start."""

    key: str
    label: str
    invitee: Invitee
    usual: bool = True


@require_http_methods(["GET", "POST"])
def call(request: Request, public_id: str) -> HttpResponse:
    """Call a network meeting on a case."""
    case = get_case(request, public_id, to=LEAD, purpose="Indkalder netværksmøde")
    people = people_round(case)
    form = CallForm(
        request.POST or None,
        people=[(person.key, person.label) for person in people],
        child=case.pupil.first_name,
        initial=_suggestion(case, people),
    )
    rows = GuestRows(request.POST or None, prefix="guests")
    adds_row = "add_row" in request.POST
    if adds_row:
        rows = one_more(rows)

    def act() -> str:
        chosen = set(form.cleaned_data["invited"])
        invitees = [person.invitee for person in people if person.key in chosen]
        meeting = actions.call_meeting(
            kind=Meeting.Kind.NETVAERK,
            school=case.school,
            case=case,
            invitees=invitees + [Invitee(name=name, part=part) for name, part in guests(rows)],
            child_takes_part=form.cleaned_data["child_takes_part"],
            on=timezone.localdate(),
            by=request.user,
            **form.times(),
        )
        messages.success(request, f"Mødet er indkaldt: {when(meeting)}.")
        return meeting.get_absolute_url()

    if not adds_row and rows.is_valid() and (answer := done(request, form, act)):
        return answer
    crumbs = [
        {"label": "Sager", "url": reverse("cases:list")},
        {"label": case.number, "url": case.get_absolute_url()},
        {"label": "Indkald netværksmøde"},
    ]
    context = {"case": case, "form": form, "rows": rows, "crumbs": crumbs}
    return page_of(request, "meetings/call.html", [form, *rows.forms], context)


@require_http_methods(["GET", "POST"])
def move(request: Request, public_id: str) -> HttpResponse:
    """Move a planned meeting in time or place."""
    door = get_meeting(
        request, public_id, today=timezone.localdate(), to=LEAD, purpose="Flytter et møde"
    )
    meeting = door.meeting
    starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    shown = {"day": starts.date(), "starts": starts, "ends": ends, "place": meeting.place}
    form = Schedule(request.POST or None, initial=shown)

    def act() -> str:
        actions.move_meeting(meeting, on=timezone.localdate(), by=request.user, **form.times())
        messages.success(request, f"Mødet er flyttet til {when(meeting)}. Sig det til alle.")
        return meeting.get_absolute_url()

    if answer := done(request, form, act):
        return answer
    return page(request, "meetings/move.html", form, frame(meeting, page="Flyt mødet"))


@require_http_methods(["GET", "POST"])
def cancel(request: Request, public_id: str) -> HttpResponse:
    """Cancel a planned meeting, with the reason."""
    door = get_meeting(
        request, public_id, today=timezone.localdate(), to=LEAD, purpose="Aflyser et møde"
    )
    meeting = door.meeting
    form = CancelForm(request.POST or None)

    def act() -> str:
        actions.cancel_meeting(
            meeting, on=timezone.localdate(), by=request.user, **form.cleaned_data
        )
        messages.success(request, "Mødet er aflyst. Sig det til alle, der var inviteret.")
        return meeting.get_absolute_url()

    if answer := done(request, form, act):
        return answer
    return page(request, "meetings/cancel.html", form, frame(meeting, page="Aflys mødet"))


def people_round(case: Case) -> list[Person]:
    """Return those who may be ticked: the tovholder, those on the case, the parents, the child.

    Everybody invited reads the list, so a protected parent is on it as what they are to the child.
    A parent without custody is on the list, but nobody invites them by not looking.
    """
    tovholder = case.tovholder
    found = [_user(tovholder.pk, Invitee(name=tovholder.name, part="tovholder", user=tovholder))]
    today = timezone.localdate()
    on_case = case.participants.in_force(today).select_related("user")
    on_case = on_case.exclude(user__in=related_users(case.pupil, today))
    found += [
        _user(row.user_id, Invitee(name=row.user.name, part=row.part, user=row.user))
        for row in on_case.order_by("pk")
        if row.user_id != tovholder.pk
    ]
    for parent in case.pupil.custody_holders.order_by("-has_custody", "pk"):
        name = shown_name(case.pupil, parent)
        invitee = Invitee(name=name, part=parent.relation, custody_holder=parent)
        without = "" if parent.has_custody else ", uden forældremyndighed"
        hidden = "navn og nummer er skjult" if is_hidden(case.pupil, parent) else parent.relation
        label = f"{name}, {hidden}{without}"
        found.append(Person(f"parent-{parent.pk}", label, invitee, parent.has_custody))
    child = case.pupil.first_name
    found.append(Person(CHILD, child, Invitee(name=child, part="eleven selv")))
    return found


def _user(pk: int, invitee: Invitee) -> Person:
    return Person(f"user-{pk}", f"{invitee.name}, {invitee.part}", invitee)


def _suggestion(case: Case, people: Sequence[Person]) -> dict[str, Any]:
    """Suggest the day the plan names, the place of the last meeting, and the usual people."""
    plan = Handleplan.objects.filter(case=case).first()
    last = case.meetings.order_by("-starts_at", "-pk").first()
    day = plan.next_follow_up_on if plan else None
    return {
        "day": day if day and day >= timezone.localdate() else None,
        "place": last.place if last else "",
        "invited": [person.key for person in people if person.usual],
        # What the child answered last time is no answer to this time.
        "child_takes_part": NOT_ASKED,
    }

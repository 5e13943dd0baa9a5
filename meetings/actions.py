"""Everything that may happen to a meeting: called, moved, cancelled, held, and what was agreed.

`on` is the day a step counts for and `by` the person who takes it; moments are aware. What the
user can mend is refused with a Danish sentence. Who may do what is settled before, in
`meetings.permissions`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import get_default_timezone

from cases import timeline
from cases.actions import freeze_plan, plan_gaps
from cases.actions.saving import hold_open, not_after, save, written
from cases.models import Case
from cases.models.record import EventKind
from cases.rights import still_holds
from kiss.lib.models import Refused
from kiss.lib.text import clock, long_date
from meetings.models import Agreement, Meeting, Participant
from schools.models import CustodyHolder, School, User


@dataclass(frozen=True, kw_only=True, slots=True)
class Invitee:
    """Somebody to invite: a user, a parent, or a person by name alone, as the child is."""

    name: str
    part: str
    user: User | None = None
    custody_holder: CustodyHolder | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AgreementInput:
    """What somebody promised at a meeting, and by when."""

    what: str
    who: str
    due_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class NextMeeting:
    """When and where the same people meet again."""

    starts_at: datetime
    ends_at: datetime
    place: str


@transaction.atomic
def call_meeting(
    *,
    kind: str,
    school: School,
    case: Case | None,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    invitees: Sequence[Invitee],
    child_takes_part: str,
    on: date,
    by: User,
) -> Meeting:
    """Call a meeting; a network meeting is on a case, the others on none.

    Raises Refused if it begins before the day or ends before it begins, has no place or nobody to
    come, if the case is closed, or if the case has a meeting at that time already.
    """
    if case is not None:
        case = hold_open(case, by=by)
        if case.school_id != school.pk:
            raise ValueError("the case belongs to another school")
    else:
        still_holds(by)
    if not invitees:
        raise Refused("Vælg mindst én, der skal med til mødet.")
    meeting = Meeting(
        kind=Meeting.Kind(kind),
        school=school,
        case=case,
        starts_at=starts_at,
        ends_at=ends_at,
        place=written(place, "Skriv, hvor I mødes."),
        child_takes_part=child_takes_part.strip(),
        called_by=by,
    )
    _check_time(meeting, on)
    save(meeting, by=by)
    for invitee in invitees:
        _invite(meeting, invitee, by)
    _tell(EventKind.MEETING_CALLED, meeting, on=on, by=by)
    return meeting


@transaction.atomic
def move_meeting(
    meeting: Meeting,
    *,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    on: date,
    by: User,
) -> None:
    """Move a planned meeting in time or place; the same time and place changes nothing."""
    held = _hold_planned(meeting, "flyttes", by)
    place = written(place, "Skriv, hvor I mødes.")
    if (held.starts_at, held.ends_at, held.place) == (starts_at, ends_at, place):
        return
    held.starts_at, held.ends_at, held.place = starts_at, ends_at, place
    _check_time(held, on)
    save(held, by=by)
    _tell(EventKind.MEETING_MOVED, held, on=on, by=by)
    meeting.refresh_from_db()


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, reason: str, on: date, by: User) -> None:
    """Cancel a planned meeting for a stated reason; also one that was never held."""
    reason = written(reason, "Skriv kort, hvorfor mødet er aflyst.")
    held = _hold_planned(meeting, "aflyses", by)
    held.status, held.cancelled_because = Meeting.Status.AFLYST, reason
    save(held, by=by, reason=reason)
    _tell(EventKind.MEETING_CANCELLED, held, on=on, by=by)
    meeting.refresh_from_db()


@transaction.atomic
def hold_meeting(
    meeting: Meeting,
    *,
    came: Collection[int],
    minutes: str,
    agreements: Sequence[AgreementInput],
    on: date,
    by: User,
    next_meeting: NextMeeting | None = None,
) -> Meeting | None:
    """Write down that a meeting was held: who came (ids of participants), and what was agreed.

    The handleplan is frozen as it stood, unless it still lacks something; then the meeting is kept
    and `freeze_meeting` takes the rest. Returns the next meeting if one was set. Raises Refused
    for a meeting that is not planned or lies ahead, and when nobody came.
    """
    held = _hold_planned(meeting, "skrives ind som holdt", by)
    if held.case is not None:
        hold_open(held.case, by=by)
    day = _day(held)
    not_after(day, on, f"Mødet er først {long_date(day)}. Flyt det, hvis I har holdt det nu.")
    _note_who_came(held, came, by)
    if not (came or agreements or minutes.strip()):
        raise Refused("Skriv, hvad I blev enige om. Blev mødet ikke holdt, så aflys det.")
    for agreement in agreements:
        _agree(held, agreement, by)
    held.status, held.minutes = Meeting.Status.HOLDT, minutes.strip()
    if held.case is not None and not plan_gaps(held.case):
        held.plan_version = freeze_plan(held.case, because=_because(held), on=on, by=by)
    save(held, by=by)
    _tell(EventKind.MEETING_HELD, held, on=on, by=by)
    meeting.refresh_from_db()
    return _meet_again(held, next_meeting, on=on, by=by) if next_meeting else None


@transaction.atomic
def freeze_meeting(meeting: Meeting, *, on: date, by: User) -> None:
    """Freeze the plan of a meeting that was held before the plan was complete.

    Raises Refused if the plan still lacks something, or has been frozen with this meeting.
    """
    held = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    still_holds(by, held.case)
    if held.case is None or held.status != Meeting.Status.HOLDT:
        raise Refused("Planen låses, når mødet er holdt.")
    if held.plan_version_id is not None:
        raise Refused("Planen er allerede låst med dette møde.")
    held.plan_version = freeze_plan(held.case, because=_because(held), on=on, by=by)
    save(held, by=by)
    meeting.refresh_from_db()


@transaction.atomic
def finish_agreement(agreement: Agreement, *, on: date, by: User) -> None:
    """Note that what was agreed has been done; twice changes nothing."""
    held = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    still_holds(by, held.meeting.case)
    if held.done_on is None:
        held.done_on = on
        save(held, by=by)
    agreement.done_on = held.done_on


@transaction.atomic
def reopen_agreement(agreement: Agreement, *, by: User) -> None:
    """Undo that something was noted as done; twice changes nothing."""
    held = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    still_holds(by, held.meeting.case)
    if held.done_on is not None:
        held.done_on = None
        save(held, by=by, reason="Var ikke gjort")
    agreement.done_on = None


def _hold_planned(meeting: Meeting, done: str, by: User) -> Meeting:
    """Lock a meeting and return it as it stands; refuse unless it is still planned."""
    held = Meeting.objects.select_for_update(of=("self",)).select_related("case").get(pk=meeting.pk)
    still_holds(by, held.case)
    if held.status != Meeting.Status.PLANLAGT:
        raise Refused(f"Mødet er {held.get_status_display()} og kan ikke {done}.")
    return held


def _check_time(meeting: Meeting, on: date) -> None:
    if _day(meeting) < on:
        raise Refused("Mødet kan ikke lægges på en dag, der er gået.")
    if meeting.ends_at <= meeting.starts_at:
        raise Refused("Mødet skal slutte, efter det er begyndt.")
    if meeting.case_id is None:
        return
    same_time = Meeting.objects.filter(
        case=meeting.case_id,
        status=Meeting.Status.PLANLAGT,
        starts_at__lt=meeting.ends_at,
        ends_at__gt=meeting.starts_at,
    ).exclude(pk=meeting.pk)
    if other := same_time.order_by("starts_at", "pk").first():
        raise Refused(f"Der er allerede et møde i sagen {_when(other)}.")


def _invite(meeting: Meeting, invitee: Invitee, by: User) -> None:
    parent = invitee.custody_holder
    if parent is not None and (meeting.case is None or parent.pupil_id != meeting.case.pupil_id):
        raise ValueError("the parent belongs to another child")
    if invitee.user is not None and not invitee.user.is_active:
        raise Refused(f"{invitee.user} er ikke længere bruger i systemet.")
    participant = Participant(
        meeting=meeting,
        user=invitee.user,
        custody_holder=parent,
        name=written(invitee.name, "Skriv navnet på den, der inviteres."),
        part=written(invitee.part, f"Skriv, hvilken rolle {invitee.name.strip()} har."),
    )
    save(participant, by=by)


def _note_who_came(meeting: Meeting, came: Collection[int], by: User) -> None:
    participants = list(meeting.participants.order_by("pk"))
    if unknown := set(came) - {row.pk for row in participants}:
        raise ValueError(f"not invited to this meeting: {sorted(unknown)}")
    if participants and not came:
        raise Refused("Sæt kryds ved dem, der kom. Kom der ingen, så aflys mødet i stedet.")
    for row in participants:
        row.came = row.pk in came
        save(row, by=by)


def _agree(meeting: Meeting, agreement: AgreementInput, by: User) -> None:
    if agreement.due_on < _day(meeting):
        raise Refused("Fristen for en aftale kan ikke ligge før mødet.")
    row = Agreement(
        meeting=meeting,
        what=written(agreement.what, "Skriv, hvad I har aftalt."),
        who=written(agreement.who, f"Skriv, hvem der gør det: {agreement.what.strip()}."),
        due_on=agreement.due_on,
    )
    save(row, by=by)


def _meet_again(held: Meeting, again: NextMeeting, *, on: date, by: User) -> Meeting:
    """Call the next meeting with the same people; the child is asked anew about its part."""
    return call_meeting(
        kind=held.kind,
        school=held.school,
        case=held.case,
        starts_at=again.starts_at,
        ends_at=again.ends_at,
        place=again.place,
        invitees=[
            Invitee(name=row.name, part=row.part, user=row.user, custody_holder=row.custody_holder)
            for row in held.participants.select_related("user", "custody_holder").order_by("pk")
            if row.user is None or row.user.is_active
        ],
        child_takes_part="",
        on=on,
        by=by,
    )


def _tell(kind: EventKind, meeting: Meeting, *, on: date, by: User) -> None:
    """Add a line to the story of the case; a meeting without a case tells none."""
    if meeting.case is not None:
        timeline.record(
            kind,
            pupil=meeting.case.pupil,
            case=meeting.case,
            on=on,
            by=by,
            when=_when(meeting),
            meeting=meeting.pk,
        )


def _because(meeting: Meeting) -> str:
    return f"netværksmøde {long_date(_day(meeting))}"


def _day(meeting: Meeting) -> date:
    return meeting.starts_at.astimezone(get_default_timezone()).date()


def _when(meeting: Meeting) -> str:
    starts = meeting.starts_at.astimezone(get_default_timezone())
    return f"{long_date(starts.date())} {clock(starts)}"

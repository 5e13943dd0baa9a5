"""Meetings and what was agreed at them as tasks."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.utils.timezone import get_default_timezone

from absence.overview import whom
from cases.today.task import Bucket, Task
from kiss.lib.text import clock, plain_date
from law.danish import sentence
from meetings.models import Agreement, Meeting
from schools.models import SchoolClass, User

# A meeting has its hour: it stands before what can be done at any time of the day.
MEETINGS = 0


def meeting_tasks(
    meetings: Iterable[Meeting],
    classes: Mapping[int, SchoolClass],
    visible_cases: Collection[int],
    user: User,
    today: date,
    covered: Collection[int] = (),
) -> list[Task]:
    """Return coming meetings, and past ones whose minutes are the user's to write.

    `covered` are the cases in which the user stands in for the tovholder.

    The child is named only to somebody who may open the case; an invited guest reads its number.
    """
    tasks = []
    for meeting in meetings:
        starts = meeting.starts_at.astimezone(get_default_timezone())
        about, names = _about(meeting, classes, visible_cases)
        if starts.date() >= today:
            tasks.append(
                Task(
                    what=f"{sentence(meeting.get_kind_display())}{about} {clock(starts)}",
                    why=_ready(meeting, opens=meeting.case_id in visible_cases),
                    url=meeting.get_absolute_url(),
                    button="Åbn mødet",
                    due_on=starts.date(),
                    at=starts.time(),
                    weight=MEETINGS,
                    due_note=f"{clock(starts)}, {meeting.place}",
                    names=names,
                )
            )
        elif meeting.case_id in covered or user.pk in {
            meeting.called_by_id,
            meeting.case.tovholder_id if meeting.case else 0,
        }:
            tasks.append(
                Task(
                    what=f"Skriv, hvad der blev aftalt på {_the(meeting)}{about}",
                    why="Mødet er hverken skrevet ind som holdt eller aflyst.",
                    url=meeting.get_absolute_url(),
                    button="Skriv referat",
                    due_on=starts.date(),
                    names=names,
                )
            )
    return tasks


def _about(
    meeting: Meeting, classes: Mapping[int, SchoolClass], visible_cases: Collection[int]
) -> tuple[str, frozenset[int]]:
    if meeting.case is None:
        return "", frozenset()
    pupil = meeting.case.pupil
    if meeting.case_id not in visible_cases:
        return f" i sag {meeting.case.number}", frozenset({pupil.pk})
    return f" om {whom(pupil, classes.get(pupil.pk))}", frozenset({pupil.pk})


def _the(meeting: Meeting) -> str:
    return {
        Meeting.Kind.NETVAERK: "netværksmødet",
        Meeting.Kind.TEAM: "mødet i Kom i skole-teamet",
        Meeting.Kind.DATA: "datamødet",
    }[Meeting.Kind(meeting.kind)]


def _ready(meeting: Meeting, *, opens: bool) -> str:
    if meeting.kind == Meeting.Kind.NETVAERK:
        child = meeting.child_takes_part if opens else ""
        part = f" Barnets deltagelse: {child}." if child else ""
        return f"Handleplanen er dagsordenen.{part}" if opens else "Du er inviteret."
    if meeting.kind == Meeting.Kind.DATA:
        return "I ser på de seneste to måneders fravær og tager stilling, elev for elev."
    return "Hele teamet mødes mindst en gang i kvartalet."


def agreement_tasks(
    agreements: Iterable[Agreement],
    classes: Mapping[int, SchoolClass],
    visible_cases: Collection[int],
    user: User,
    today: date,
) -> list[Task]:
    """Return what was agreed and is not done: the user's own, and what others owe a tovholder."""
    tasks = []
    for agreement in agreements:
        meeting = agreement.meeting
        about, names = _about(meeting, classes, visible_cases)
        held = plain_date(meeting.starts_at.astimezone(get_default_timezone()).date())
        mine = user.name.lower() in agreement.who.lower()
        tasks.append(
            Task(
                what=f"Gør det, du lovede{about}: {agreement.what}"
                if mine
                else f"Hør {agreement.who}{about}: {agreement.what}",
                why=f"Aftalt på {_the(meeting)} {held}.",
                url=meeting.get_absolute_url(),
                button="Åbn aftalen",
                due_on=agreement.due_on,
                bucket=None if mine else Bucket.WAITING,
                names=names,
            )
        )
    return tasks

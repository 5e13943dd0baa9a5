"""What is to be done next in a case, prepared: whom to call, the letter filled in, the form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.urls import reverse

from cases.phases import Need, Place, needs
from cases.protection import AtHome
from cases.views.frame import Frame
from law.danish import short_date

STEPS: Final = 3


@dataclass(frozen=True, slots=True)
class Way:
    """A link to where a step is taken."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: `ways` lead to it; to call home, `numbers` and what came of it `last`."""

    what: str
    why: str
    ways: Sequence[Way]
    numbers: Sequence[AtHome] = ()
    last: str = ""


def steps_of(
    frame: Frame,
    meeting: Any,
    home: Sequence[AtHome],
    calls: Sequence[dict[str, Any]],
    today: date,
) -> list[Step]:
    """Return at most three prepared actions that this user may take, the most pressing first.

    `meeting` is the next one, with `opens`; `calls` are the last contacts, the newest first.
    """
    if frame.case.closed_on is not None:
        return []
    steps = []
    for need in needs(frame.facts, today):
        ways = _ways(need, frame, meeting)
        if not ways:
            continue
        if need.place is Place.CONTACT:
            last = f"Sidst {short_date(calls[0]['on'])}: {calls[0]['text']}." if calls else ""
            steps.append(Step(need.what, need.why, ways, home, last))
        else:
            steps.append(Step(need.what, need.why, ways))
    return steps[:STEPS]


def _ways(need: Need, frame: Frame, meeting: Any) -> list[Way]:
    """Return where a need is met; nowhere when it is not this user's."""
    case, rights = frame.case, frame.rights
    args = [case.public_id]
    meeting_url = meeting.get_absolute_url() if meeting and meeting.opens else ""
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
        Place.CONTACT: (rights.write and rights.reads_home, "#hjemmet", "Ring"),
        Place.PROMISE: (
            rights.lead,
            reverse("meetings:detail", args=[frame.facts.late_promise_at])
            if frame.facts.late_promise_at
            else "",
            "Åbn mødet",
        ),
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
    ways = [Way(url, label)] if allowed and url else []
    if need.place is Place.CONTACT and rights.prints:
        ways.append(Way(reverse("cases:letter_talk", args=args), "Skriv brev, det er udfyldt"))
    return ways

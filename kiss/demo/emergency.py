"""Emergencies in Fjordby: one justified, one not, and one that waits for an answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils.timezone import make_aware

from cases import actions
from cases.models import Case
from cases.permissions import remember
from kiss.demo.telling import Days, as_user, written_at
from schools.models import Pupil, User


@dataclass(frozen=True, slots=True)
class Hour:
    """Who opened whose case, how many school days ago and when, why, and for how many minutes."""

    by: str
    key: str
    ago: int
    at: time
    category: str
    reason: str
    minutes: int
    answer: str = ""
    verdict: str = "berettiget"


HOURS = (
    Hour(
        "kirsten@demo.invalid",
        "asta",
        31,
        time(15, 40),
        "vaek",
        "Bussen fra svømmehallen kom uden en pige fra en anden skole. Ingen på Sydhavnsskolen tog "
        "telefonen, og jeg skulle have fat i hjemmet.",
        6,
        "Kirsten stod med alle klasserne fra turen. Vi har talt om, at kontoret skal kunne nås "
        "til klokken 16.",
    ),
    Hour(
        "kirsten@demo.invalid",
        "emil",
        2,
        time(16, 20),
        "ingen-svar",
        "Jeg ville se, om drengen var skrevet op til lejrskolen, og kontoret var lukket.",
        3,
        "Det kunne vente til næste dag, og kontoret havde svaret. Kirsten har fået det forklaret.",
        "ikke-berettiget",
    ),
    Hour(
        "lone@demo.invalid",
        "sofie",
        1,
        time(16, 50),
        "myndighed",
        "Den sociale vagt ringede om en ung, som politiet havde talt med på stationen. Hverken "
        "skolens leder eller tovholderen kunne nås efter lukketid.",
        22,
    ),
)
REVIEWER = "sanne@demo.invalid"
REVIEWED_AT = time(9, 5)


def open_in_emergencies(
    days: Days, people: Mapping[str, User], pupils: Mapping[str, Pupil]
) -> None:
    """Let people open a case in an emergency, and the head of the school answer for two of them."""
    for hour in HOURS:
        _open(hour, days, people, pupils)


def _open(hour: Hour, days: Days, people: Mapping[str, User], pupils: Mapping[str, Pupil]) -> None:
    on, by = days.back(hour.ago), people[hour.by]
    at = make_aware(datetime.combine(on, hour.at))
    case = Case.objects.get(pupil=pupils[hour.key], closed_on=None)
    with as_user(by), written_at(on, hour.at):
        access = actions.open_emergency(
            case, category=hour.category, reason=hour.reason, at=at, on=on, by=by
        )
        remember(
            by,
            [case.pupil_id],
            at=at + timedelta(seconds=4),
            page="cases:emergency_case",
            purpose="Nødadgang: sagen læst",
            case_number=case.number,
        )
        actions.stop_emergency(access, at=at + timedelta(minutes=hour.minutes), by=by)
    if hour.answer:
        after, reviewer = days.back(hour.ago - 1), people[REVIEWER]
        with as_user(reviewer), written_at(after, REVIEWED_AT):
            actions.review_emergency(
                access,
                verdict=hour.verdict,
                note=hour.answer,
                at=make_aware(datetime.combine(after, REVIEWED_AT)),
                on=after,
                by=reviewer,
            )

"""Cases of Fjordby on their way to another tovholder: one waits for an answer, one came back."""

from collections.abc import Mapping
from datetime import time, timedelta
from unittest.mock import patch

from cases import actions
from cases.handing import story_of_case
from cases.models import Case
from kiss.demo.telling import Days, as_user, written_at
from schools.models import Pupil, User

ASKED_AT, ANSWERED_AT = time(13, 20), time(7, 50)
# Whose case, who asks whom how many school days ago, why, and the no if there was one.
HANDED = (
    (
        "jonathan",
        "sanne@demo.invalid",
        "mette@demo.invalid",
        2,
        "Henrik er rejst. Mette kender udskolingen og har haft Jonathans storebror.",
        "",
    ),
    (
        "elias",
        "mette@demo.invalid",
        "karim@demo.invalid",
        1,
        "Jeg har fire sager, og Elias er lige begyndt. Karim kender mor fra skolebestyrelsen.",
        "Netop derfor: jeg sidder i bestyrelsen med Elias' mor, så det skal være en anden.",
    ),
)
# Who stands in for whose tovholder, since how many school days, and for how many days more.
STANDS_IN = ("karim@demo.invalid", "viggo", 2, 7)
# Whose list, what the choice is called, and which cases it holds.
CHOSEN = (
    ("sanne@demo.invalid", "Stille hjem", "vis=stille&orden=kontakt"),
    ("karim@demo.invalid", "Til mandagsmødet", "vis=overskredet&orden=klasse"),
    ("mette@demo.invalid", "Mine, der venter", "vis=venter&kun=mine"),
)


def hand_on(days: Days, people: Mapping[str, User], pupils: Mapping[str, Pupil]) -> None:
    """Ask two people to take a case over, and let one of them say no."""
    for key, asks, asked, ago, reason, no in HANDED:
        by, user, on = people[asks], people[asked], days.back(ago)
        case = Case.objects.get(pupil=pupils[key], closed_on=None)
        # Nobody is called by mail to what happened days ago.
        with as_user(by), written_at(on, ASKED_AT), patch("cases.notices.tell_of_handover"):
            row = actions.offer_handover(
                case, user=user, reason=reason, story=story_of_case(case), on=on, by=by
            )
        if no:
            answered_on = days.back(ago - 1)
            with as_user(user), written_at(answered_on, ANSWERED_AT):
                actions.decline_handover(row, because=no, on=answered_on, by=user)
    _stand_in(days, people, pupils)
    for email, name, query in CHOSEN:
        actions.save_filter(name=name, query=query, by=people[email])


def _stand_in(days: Days, people: Mapping[str, User], pupils: Mapping[str, Pupil]) -> None:
    email, key, ago, more = STANDS_IN
    case, on = Case.objects.get(pupil=pupils[key], closed_on=None), days.back(ago)
    with as_user(case.tovholder), written_at(on, ASKED_AT):
        actions.cover_cases(
            [case],
            substitute=people[email],
            starts_on=on,
            ends_on=days.back(0) + timedelta(days=more),
            on=on,
            by=case.tovholder,
        )

"""Colleagues who were asked one thing about a child: answered, waiting, late, and a no."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Final
from unittest.mock import patch

from cases import actions
from cases.models import Case
from kiss.demo.telling import Days, as_user, written_at
from schools.models import Pupil, User

ASKED_AT, ANSWERED_AT = time(13, 5), time(7, 35)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """One question: about whom, to whom, how many school days ago, and what came of it."""

    key: str
    user: str
    ago: int
    # School days from the last school day; negative is ahead.
    due: int
    angle: str = ""
    question: str = ""
    answered: int | None = None
    answer: str = ""
    no: str = ""


ASKED: Final = (
    Asking(
        key="asta",
        user="jonas@demo.invalid",
        ago=16,
        due=10,
        question="Hvordan går det i pauserne, efter at klassen fik faste makkere?",
        answered=13,
        answer=(
            "Bedre om formiddagen. I den lange pause går Asta stadig ind til mig, når hendes "
            "makker er syg. Hun siger selv, at det er rart at vide, hvem der er hvem."
        ),
    ),
    Asking(
        key="asta",
        user="jonas@demo.invalid",
        ago=1,
        due=-3,
        question="Hvad har du set de to seneste mandage mellem kl. 7.50 og det første frikvarter?",
    ),
    Asking(
        key="viggo",
        user="amir@demo.invalid",
        ago=5,
        due=1,
        angle="andre",
        question="Du henter Viggo ind om morgenen. Hvad hjælper, og hvad gør det sværere?",
    ),
    Asking(
        key="emil",
        user="inger@demo.invalid",
        ago=4,
        due=-2,
        angle="klasse",
        answered=2,
        no="Jeg har ikke været i 3.A siden sommerferien. Spørg matematiklæreren.",
    ),
)


def ask_around(days: Days, people: Mapping[str, User], pupils: Mapping[str, Pupil]) -> None:
    """Let the tovholder ask, and let some of the colleagues have answered."""
    for told in ASKED:
        case = Case.objects.get(pupil=pupils[told.key], closed_on=None)
        by, user, on = case.tovholder, people[told.user], days.back(told.ago)
        # Nobody is called by mail to what happened days ago.
        with as_user(by), written_at(on, ASKED_AT), patch("cases.notices.tell_of_inquiry"):
            row = actions.ask_colleague(
                case,
                user=user,
                angle=told.angle,
                question=told.question,
                due_on=days.back(told.due),
                on=on,
                by=by,
            )
        if told.answered is None:
            continue
        day = days.back(told.answered)
        with as_user(user), written_at(day, ANSWERED_AT):
            if told.no:
                actions.decline_inquiry(row, because=told.no, on=day, by=user)
            else:
                actions.answer_inquiry(row, answer=told.answer, on=day, by=user)

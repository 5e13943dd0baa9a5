"""Underretninger in Fjordby's cases: one that was answered, one whose receipt has not come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Final
from unittest.mock import patch

from absence.overview import classes_of
from absence.profile import profile_of
from cases import actions
from cases.bundle import Written, content_of, gather, paper_with
from cases.models import Case
from cases.protection import parents_of, shown_name
from cases.topics import Reader
from kiss.demo.telling import Days, as_user, written_at
from kiss.lib.text import long_date
from law.underretning import Ground
from schools.calendars import Calendars
from schools.models import Municipality, Pupil, User

WRITTEN_AT, ANSWERED_AT = time(14, 40), time(9, 15)
# The night on which the clock found that the second had no receipt, in school days ago.
MISSED_AGO: Final = 5
TO: Final = "Fjordby Kommune, Modtagelsen for børn og unge (DEMO)"


@dataclass(frozen=True, kw_only=True, slots=True)
class Notified:
    """One underretning: about whom, how many school days ago, what it says, and what came back."""

    key: str
    ago: int
    takes: Sequence[str]
    observation: str
    assessment: str
    words: Sequence[str] = ()
    no_words: str = ""
    parents: str
    hearing: str
    received: int | None = None
    answer: str = ""


NOTIFIED: Final = (
    Notified(
        key="sofie",
        ago=74,
        takes=("contacts", "plan"),
        observation=(
            "Sofie har ikke været i skole siden marts ud over fire korte besøg.\n"
            "Hun svarer ikke, når klassekammerater ringer.\n"
            "Ved hjemmebesøget i juni sad hun i køkkenet og talte om billedkunst i en halv time."
        ),
        assessment=(
            "Vi vurderer, at skolens egne muligheder ikke rækker alene. Sofie trives med få, "
            "faste voksne. Vi beder om, at I ser på, om familien kan få støtte hjemme."
        ),
        no_words="Sofie ville gerne læse det, vi skrev, men ikke selv sige noget endnu.",
        parents="Vi skiftes til at blive hjemme og kan ikke mere. Vi vil gerne have hjælp.",
        hearing="Barnet er hørt. Karim læste udkastet op for hende hjemme",
        received=70,
        answer="Familierådgiveren Ann kontakter forældrene i næste uge.",
    ),
    Notified(
        key="sofie",
        ago=12,
        takes=("absence", "contacts", "plan"),
        observation=(
            "Planens første trin blev prøvet i fire uger. Sofie kom to gange.\n"
            "Resten af tiden har hun været hjemme, mest på sit værelse, siger hun selv."
        ),
        assessment=(
            "Hun bliver mere alene. Støtten, der blev aftalt i august, er ikke kommet i gang. Vi "
            "beder om et fælles møde, før vi laver planen om."
        ),
        words=("Jeg savner dem faktisk.",),
        parents="Far: Vi blev lovet et opkald. Mor: Hun spiser hos os igen, det er nyt og godt.",
        hearing="Barnet er hørt. Hun har selv valgt, hvad der skulle med",
    ),
)


def notify(days: Days, people: Mapping[str, User], pupils: Mapping[str, Pupil]) -> None:
    """Let each have been written, sent, and answered or not."""
    for told in NOTIFIED:
        _notify(told, days, people, pupils[told.key])
    night = days.back(MISSED_AGO)
    # Nobody is called by mail to what happened days ago.
    with written_at(night, time(1, 40)), patch("cases.notices.tell_of_missing_receipt"):
        actions.miss_receipts(world=Calendars.load().municipality(), today=night)


def _notify(told: Notified, days: Days, people: Mapping[str, User], pupil: Pupil) -> None:
    case = Case.objects.get(pupil=pupil, closed_on=None)
    by, on = case.tovholder, days.back(told.ago)
    day_before = days.back(told.ago + 1)
    school_class = classes_of([pupil.pk], on).get(pupil.pk)
    words = [
        row
        for row in case.statements.filter(may_be_shared=True).order_by("said_on", "pk")
        if row.text.startswith(tuple(told.words))
    ]
    written = Written(
        ground=Ground.SUPPORT,
        recipient=TO,
        observation=told.observation,
        assessment=told.assessment,
        words=words if told.words else [],
        no_child_words=told.no_words,
        parents_view=told.parents,
        no_parents_view="",
        informed=[
            (
                f"{shown_name(pupil, row)} ({row.relation})",
                f"Orienteret {long_date(day_before)}.",
            )
            for row in parents_of(pupil)
        ],
        hearing=f"{told.hearing}.",
        takes=told.takes,
        corrects=None,
    )
    with as_user(by), written_at(on, WRITTEN_AT):
        content = content_of(
            case,
            written,
            gather(case, profile_of(pupil, on), school_class, on, Reader()),
            school_class=school_class,
            municipality=Municipality.objects.get(),
            on=on,
            by=by,
        )
        row = actions.make_underretning(
            case,
            ground=written.ground,
            recipient=written.recipient,
            content=content,
            words=[one.pk for one in written.words],
            paper=paper_with(case, content),
            corrects=None,
            on=on,
            by=by,
        )
        actions.note_sent(row, sent_on=on, channel="digital-post", sent_note="", on=on, by=by)
    if told.received is None:
        return
    answered_on = days.back(told.received)
    with as_user(by), written_at(answered_on, ANSWERED_AT):
        actions.note_receipt(
            row,
            receipt_on=answered_on,
            receipt_from="Modtagelsen for børn og unge",
            receipt_answer=told.answer,
            on=answered_on,
            by=by,
        )

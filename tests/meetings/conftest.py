"""What the tests of the meetings need besides the cast."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from cases import actions as case_actions
from cases.models import Case, Handleplan
from meetings import actions
from meetings.actions import Invitee
from meetings.models import Meeting
from schools.models import User

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def at(day: str, clock: str = "14:30") -> datetime:
    """A day and a time in Copenhagen as a moment."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=COPENHAGEN)


@pytest.fixture
def call(case: Case, tovholder: User) -> Callable[..., Meeting]:
    """Call a network meeting on Asta's case with Tove, Camilla and Asta herself."""

    def make(day: str = "2026-12-08", **changes: Any) -> Meeting:
        parent = case.pupil.custody_holders.get()
        given = {
            "kind": Meeting.Kind.NETVAERK,
            "school": case.school,
            "case": case,
            "starts_at": at(day),
            "ends_at": at(day, "15:15"),
            "place": "Mødelokale 2",
            "invitees": [
                Invitee(name=tovholder.name, part="tovholder", user=tovholder),
                Invitee(name=parent.name, part="mor", custody_holder=parent),
                Invitee(name="Asta", part="eleven selv"),
            ],
            "child_takes_part": "er med noget af mødet",
            "on": min(date(2026, 11, 23), date.fromisoformat(day)),
            "by": tovholder,
        }
        return actions.call_meeting(**{**given, **changes})

    return make


@pytest.fixture
def plan(case: Case, tovholder: User) -> Callable[..., Handleplan]:
    """Write Asta's plan, so that it can be frozen."""

    def write(**changes: Any) -> Handleplan:
        headings = dict.fromkeys(case_actions.plans.HEADINGS, "")
        headings |= {
            "no_child_words_reason": "Asta vil hellere vente.",
            "parents_view": "Vi vil gerne have besked samme dag.",
            "going_well": "Asta er glad for billedkunst.",
        }
        row = case_actions.IndsatsInput(
            what="Møder Asta ved døren",
            who="Sofie Winther, klasselærer",
            when="Hver mandag",
            works_when="Asta er med fra første time",
            arena="klasse",
            level="forebyggende",
        )
        given = {
            "seen": 0,
            "headings": headings,
            "goals": ["Asta kommer i skole to af de tre mandage før jul."],
            "indsatser": [row],
            "next_follow_up_on": date(2026, 12, 8),
            "next_follow_up_by": "Tove Tovholder",
            "on": date(2026, 11, 23),
            "by": tovholder,
        }
        return case_actions.save_plan(case, **{**given, **changes})

    return write

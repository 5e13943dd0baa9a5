"""Drafts: which forms keep what was typed, for whom, and what a draft holds."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.urls import Resolver404, resolve

from cases.actions.understanding import TEXTS as UNDERSTOOD
from cases.actions.understanding import VIEWS
from cases.community import written_classes
from cases.inquiries import asked_now
from cases.models import Draft
from cases.models.class_analysis import MORE, SIX
from cases.permissions import LEAD, WRITE, visible_cases
from kiss.lib.crypto import Unreadable, unseal
from meetings.models import Meeting
from schools.models import User

# The long forms of a case, and what one must be allowed to there.
FORMS: Final = {
    "cases:note_new": WRITE,
    "cases:contact": WRITE,
    "cases:child_words": WRITE,
    "cases:perspective": WRITE,
    "cases:tool_new": WRITE,
    "cases:tool_edit": WRITE,
    "cases:understanding": WRITE,
    "cases:ask": LEAD,
    "cases:letter_talk": LEAD,
    "cases:letter_meeting": LEAD,
    "cases:correct": WRITE,
    "cases:plan": LEAD,
    "cases:follow_up": LEAD,
    "cases:close": LEAD,
    "cases:round": LEAD,
    "cases:underretning_new": WRITE,
    "cases:consent_new": WRITE,
}
MINUTES: Final = "meetings:hold"
ASKED: Final = "cases:inquiry"
CLASS: Final = "cases:class_analysis"
LONGEST_ADDRESS: Final = 200
# The fields that hold words, by the last part of their names.
TEXTS: Final = {
    *UNDERSTOOD,
    *VIEWS,
    *SIX,
    *MORE,
    "adjustment",
    "community",
    "answer",
    "assessment",
    "contact_during_absence",
    "despite",
    "done_by",
    "explored_by",
    "going_well",
    "handed_to",
    "heading",
    "heard_note",
    "information",
    "kept_up",
    "level_reason",
    "look_again_by",
    "made_by",
    "minutes",
    "next_by",
    "next_follow_up_by",
    "no_child_words_reason",
    "no_class_indsats_reason",
    "no_parents_view_reason",
    "no_words_reason",
    "not_possible_because",
    "note",
    "occasion",
    "observation",
    "overall_goal",
    "parents_view",
    "professionals_view",
    "purpose",
    "question",
    "reason",
    "recipient",
    "reopens_because",
    "resources",
    "said_to",
    "sharing",
    "summary",
    "text",
    "took_part",
    "together_with",
    "understanding",
    "what",
    "when",
    "who",
    "why_not",
    "with_whom",
    "works_when",
}
# What is no text of the person's: tokens, and what the browser does not give a file back for.
LEFT_OUT: Final = {"csrfmiddlewaretoken", "form_id", "add_row"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft as it is shown: when it was kept, and each field's values by name."""

    saved_at: datetime
    fields: dict[str, list[str]]

    @property
    def texts(self) -> list[str]:
        """What was typed in words, to be read where no script can put it back."""
        return [
            value
            for name, values in self.fields.items()
            for value in values
            if name.rpartition("-")[2] in TEXTS and value.strip()
        ]


def may_keep(user: User, address: str, today: date) -> bool:
    """Tell whether what a user types at an address is kept: a long form they may still send."""
    if len(address) > LONGEST_ADDRESS:
        return False
    try:
        match = resolve(address)
    except Resolver404:
        return False
    public_id = match.kwargs.get("public_id", "")
    if match.view_name == MINUTES:
        led = visible_cases(user, today, to=LEAD).open().values("pk")
        return Meeting.objects.filter(public_id=public_id, case__in=led).exists()
    if match.view_name == CLASS:
        return written_classes(user, today).filter(pk=match.kwargs["pk"]).exists()
    if match.view_name == ASKED:
        return asked_now(user, today).filter(public_id=public_id).exists()
    right = FORMS.get(match.view_name)
    if right is None:
        return False
    return visible_cases(user, today, to=right).open().filter(public_id=public_id).exists()


def kept_at(user: User, address: str) -> Kept | None:
    """Return a user's draft of the form at an address; None where there is none to read.

    For a page whose gate has been passed.
    """
    row = Draft.objects.filter(user=user, address=address).first()
    if row is None:
        return None
    try:
        content = unseal(bytes(row.sealed), label=row.label)
    except Unreadable:
        return None
    return Kept(row.saved_at, json.loads(content))

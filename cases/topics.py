"""What the lines of a case's story are about, and to whom they are told."""

from dataclasses import dataclass

from cases.models.record import EMERGENCIES, EventKind
from kiss.lib.text import join_and

# What the reader can choose to see: value, label, kinds of event. Each kind is of one topic.
TOPICS = {
    "hjemmet": ("Hjemmet", {EventKind.CONTACT_NOTED}),
    "barnet": (
        "Barnet",
        {
            EventKind.CHILD_SPOKE,
            EventKind.CHILD_WORDS_MOVED,
            EventKind.PERSPECTIVE_SAVED,
            EventKind.TOOL_FILLED,
            EventKind.TOOL_CORRECTED,
            EventKind.TOOL_MOVED,
            EventKind.UNDERSTANDING_SAVED,
            EventKind.CLASS_ANALYSED,
            EventKind.INQUIRY_SENT,
            EventKind.INQUIRY_ANSWERED,
            EventKind.INQUIRY_DECLINED,
            EventKind.INQUIRY_WITHDRAWN,
        },
    ),
    "planen": (
        "Planen",
        {
            EventKind.PLAN_SAVED,
            EventKind.PLAN_FROZEN,
            EventKind.PLAN_PRINTED,
            EventKind.FOLLOWED_UP,
            EventKind.ROUND_HELD,
            EventKind.PLAN_1C_SAVED,
            EventKind.PLAN_1C_READY,
            EventKind.PLAN_1C_REVISED,
        },
    ),
    "moeder": (
        "Møder",
        {
            EventKind.MEETING_CALLED,
            EventKind.MEETING_MOVED,
            EventKind.MEETING_CANCELLED,
            EventKind.MEETING_HELD,
        },
    ),
    "notater": ("Notater", {EventKind.NOTE_WRITTEN, EventKind.CORRECTED}),
    "bilag": ("Bilag", {EventKind.ATTACHMENT_ADDED, EventKind.ATTACHMENT_REMOVED}),
    "opsporing": (
        "Opsporing",
        {
            EventKind.CONCERN_VOICED,
            EventKind.CONCERN_DECIDED,
            EventKind.FLAG_DECIDED,
            EventKind.FLAG_FOLLOWED,
        },
    ),
    "sagen": (
        "Sagens gang",
        {
            EventKind.OPENED,
            EventKind.CLOSED,
            EventKind.REOPENED,
            EventKind.AFTER_CHECKED,
            EventKind.LEVEL_SET,
            EventKind.TOVHOLDER_APPOINTED,
            EventKind.PARTICIPANT_ADDED,
            EventKind.PARTICIPANT_ENDED,
            EventKind.CONSENT_GIVEN,
            EventKind.CONSENT_WITHDRAWN,
            EventKind.FOCUS_CHANGED,
            EventKind.HANDOVER_OFFERED,
            EventKind.HANDOVER_DECLINED,
            EventKind.HANDOVER_WITHDRAWN,
            EventKind.CASE_MOVED,
            EventKind.CASE_REVIEWED,
            EventKind.COVER_SET,
            EventKind.COVER_ENDED,
            EventKind.UNDERRETNING_SENT,
            EventKind.UNDERRETNING_RECEIVED,
            *EMERGENCIES,
        },
    ),
}
# What those who take part in a case, and do not lead it, are not told unless they did it.
HOME = frozenset({EventKind.CONTACT_NOTED})
STEERING = frozenset(
    {
        EventKind.CASE_REVIEWED,
        EventKind.COVER_SET,
        EventKind.COVER_ENDED,
        EventKind.HANDOVER_OFFERED,
        EventKind.HANDOVER_DECLINED,
        EventKind.HANDOVER_WITHDRAWN,
        *EMERGENCIES,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """To whom a story is told, by their user id, and how much of it.

    `restricted` opens restricted notes and files, `home` the contacts with it, `steering` how the
    school leads the case, `meetings` those one is not invited to. What somebody did is told them.
    """

    user_id: int | None = None
    restricted: bool = False
    home: bool = True
    steering: bool = True
    meetings: bool = True

    @property
    def untold(self) -> frozenset[EventKind]:
        """The kinds of line that are told only to those who did it."""
        return (frozenset() if self.home else HOME) | (frozenset() if self.steering else STEERING)


def not_told(reader: Reader) -> str:
    """Return the sentence that says what is left out for a reader; nothing for those who lead."""
    parts = [
        *(() if reader.home else ["de andres kontakter med hjemmet"]),
        *(() if reader.steering else ["skolens gennemgange"]),
        *(() if reader.meetings else ["referater fra de møder, du ikke er inviteret til"]),
    ]
    return f"Du ser din del af sagen, uden {join_and(parts)}." if parts else ""


TOPIC_OF = {kind: key for key, (_, kinds) in TOPICS.items() for kind in kinds}

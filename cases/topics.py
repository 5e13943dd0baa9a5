"""What the lines of a case's story are about: each kind of line is of one topic."""

from cases.models.record import EMERGENCIES, EventKind

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
TOPIC_OF = {kind: key for key, (_, kinds) in TOPICS.items() for kind in kinds}

"""Everything that may happen to a case. Each function checks, changes, saves and tells the story.

`on` is the day a step counts for and `by` the person who takes it. What the user can mend is
refused with a Danish sentence (`kiss.lib.models.Refused`); a save that met another one is a
`Conflict`. Who may do what is settled before, in `cases.permissions`.
"""

from cases.actions.afdaekning import explore, move_child_words, note_child_words
from cases.actions.attachments import attach, relock_attachments, remove_attachment
from cases.actions.cases import (
    appoint_tovholder,
    change_focus,
    open_case,
    possible_tovholdere,
    school_to_lead,
)
from cases.actions.class_analysis import analyse_class
from cases.actions.closing import Dialogue, close_case, look_after, reopen_case, speaks_against
from cases.actions.concerns import decide_concern, voice_concern
from cases.actions.consents import GivenInput, give_consent, note_consent, withdraw_consent
from cases.actions.covers import (
    cover_cases,
    end_cover,
    possible_substitutes,
    stop_unfit_covers,
)
from cases.actions.drafts import drop_draft, forget_drafts, keep_draft, relock_drafts
from cases.actions.emergency import (
    assess_breach,
    find_in_emergency,
    open_emergency,
    remind_of_reviews,
    review_emergency,
    stop_emergency,
    stop_expired,
)
from cases.actions.filters import delete_filter, save_filter
from cases.actions.handovers import (
    accept_handover,
    decline_handover,
    hand_over_now,
    offer_handover,
    withdraw_handover,
)
from cases.actions.inquiries import (
    answer_inquiry,
    ask_colleague,
    close_inquiry,
    decline_inquiry,
)
from cases.actions.letters import send_letter
from cases.actions.levels import set_level, ship_levels
from cases.actions.once import once
from cases.actions.oversight import (
    answer_alarm,
    answer_controlled,
    draw_control,
    drawn_again,
    read_on,
    watch,
)
from cases.actions.participants import (
    add_participant,
    end_participant,
    possible_participants,
)
from cases.actions.plans import (
    IndsatsInput,
    follow_up,
    freeze_plan,
    plan_content,
    plan_gaps,
    save_plan,
)
from cases.actions.plans_1c import (
    begin_class_plan,
    correct_class_plan,
    finish_plan_1c,
    revise_plan_1c,
    save_plan_1c,
    watch_class_plans,
    withdraw_class_plan,
)
from cases.actions.records import CORRECTABLE, correct, note_contact, write_note
from cases.actions.relations import declare_relation, end_relation
from cases.actions.reviews import finish_review, review_case
from cases.actions.rounds import AnswerInput, ProgressInput, hold_round
from cases.actions.setup import (
    bring_back_choice,
    mark_of,
    move_choice,
    remove_choice,
    retire_choice,
    ship_catalogue,
    was_chosen,
    write_entry,
    write_level,
)
from cases.actions.staff import confirm_staff, end_staff_role
from cases.actions.tools import correct_tool, fill_tool, move_tool
from cases.actions.underretninger import (
    make_underretning,
    miss_receipts,
    note_receipt,
    note_sent,
    put_aside,
    relock_underretninger,
)
from cases.actions.understanding import save_understanding
from cases.actions.vacancies import find_vacancies

__all__ = [
    "CORRECTABLE",
    "AnswerInput",
    "Dialogue",
    "GivenInput",
    "IndsatsInput",
    "ProgressInput",
    "accept_handover",
    "add_participant",
    "analyse_class",
    "answer_alarm",
    "answer_controlled",
    "answer_inquiry",
    "appoint_tovholder",
    "ask_colleague",
    "assess_breach",
    "attach",
    "begin_class_plan",
    "bring_back_choice",
    "change_focus",
    "close_case",
    "close_inquiry",
    "confirm_staff",
    "correct",
    "correct_class_plan",
    "correct_tool",
    "cover_cases",
    "decide_concern",
    "declare_relation",
    "decline_handover",
    "decline_inquiry",
    "delete_filter",
    "draw_control",
    "drawn_again",
    "drop_draft",
    "end_cover",
    "end_participant",
    "end_relation",
    "end_staff_role",
    "explore",
    "fill_tool",
    "find_in_emergency",
    "find_vacancies",
    "finish_plan_1c",
    "finish_review",
    "follow_up",
    "forget_drafts",
    "freeze_plan",
    "give_consent",
    "hand_over_now",
    "hold_round",
    "keep_draft",
    "look_after",
    "make_underretning",
    "mark_of",
    "miss_receipts",
    "move_child_words",
    "move_choice",
    "move_tool",
    "note_child_words",
    "note_consent",
    "note_contact",
    "note_receipt",
    "note_sent",
    "offer_handover",
    "once",
    "open_case",
    "open_emergency",
    "plan_content",
    "plan_gaps",
    "possible_participants",
    "possible_substitutes",
    "possible_tovholdere",
    "put_aside",
    "read_on",
    "relock_attachments",
    "relock_drafts",
    "relock_underretninger",
    "remind_of_reviews",
    "remove_attachment",
    "remove_choice",
    "reopen_case",
    "retire_choice",
    "review_case",
    "review_emergency",
    "revise_plan_1c",
    "save_filter",
    "save_plan",
    "save_plan_1c",
    "save_understanding",
    "school_to_lead",
    "send_letter",
    "set_level",
    "ship_catalogue",
    "ship_levels",
    "speaks_against",
    "stop_emergency",
    "stop_expired",
    "stop_unfit_covers",
    "voice_concern",
    "was_chosen",
    "watch",
    "watch_class_plans",
    "withdraw_class_plan",
    "withdraw_consent",
    "withdraw_handover",
    "write_entry",
    "write_level",
    "write_note",
]

"""Everything that writes people, places, calendars and pupils."""

from schools.actions.calendar import CalendarLine, CalendarOutcome, import_calendar
from schools.actions.keys import relock_factors, relock_pupils
from schools.actions.municipal import (
    appoint,
    close_user,
    confirm_role,
    dismiss,
    open_user,
    withdraw_role,
)
from schools.actions.people import (
    add_team_member,
    add_user,
    end_role,
    end_team_member,
    give_role,
    start_team,
)
from schools.actions.places import add_school, name_school, start_municipality
from schools.actions.provided import (
    end_unvouched_roles,
    expect_sign_in,
    has_identity,
    link_sign_in,
    note_vouched_for,
    user_of,
)
from schools.actions.pupils import add_custody_holder, add_pupil, enrol, leave, move_pupil
from schools.actions.register import PupilLine, RegisterOutcome, import_register
from schools.actions.reviews import (
    note_confirmed,
    open_reviews,
    suspend_unconfirmed,
    suspend_unused,
)
from schools.actions.signing_in import (
    FACTORS,
    carry_session,
    end_sessions,
    has_factor,
    note_sign_in,
    remove_factor,
    reset_second_factor,
)
from schools.actions.staff import end_role_here, end_seats, take_on

__all__ = [
    "FACTORS",
    "CalendarLine",
    "CalendarOutcome",
    "PupilLine",
    "RegisterOutcome",
    "add_custody_holder",
    "add_pupil",
    "add_school",
    "add_team_member",
    "add_user",
    "appoint",
    "carry_session",
    "close_user",
    "confirm_role",
    "dismiss",
    "end_role",
    "end_role_here",
    "end_seats",
    "end_sessions",
    "end_team_member",
    "end_unvouched_roles",
    "enrol",
    "expect_sign_in",
    "give_role",
    "has_factor",
    "has_identity",
    "import_calendar",
    "import_register",
    "leave",
    "link_sign_in",
    "move_pupil",
    "name_school",
    "note_confirmed",
    "note_sign_in",
    "note_vouched_for",
    "open_reviews",
    "open_user",
    "relock_factors",
    "relock_pupils",
    "remove_factor",
    "reset_second_factor",
    "start_municipality",
    "start_team",
    "suspend_unconfirmed",
    "suspend_unused",
    "take_on",
    "user_of",
    "withdraw_role",
]

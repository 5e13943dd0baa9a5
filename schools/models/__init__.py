from schools.models.access import REFUSED, Anchor, Lookup, LookupSeal, SignInEvent
from schools.models.figures import FiguresVersion, LegalReference
from schools.models.oversight import (
    Alarm,
    Control,
    ControlledLookup,
    ReadingReason,
    Verdict,
    WatchedDay,
)
from schools.models.people import KomISkoleTeam, Membership, TeamMember, User
from schools.models.places import Closure, Municipality, School, SchoolClass
from schools.models.proposals import RoleProposal
from schools.models.pupils import CustodyHolder, Enrolment, Pupil
from schools.models.review import StaffReview

__all__ = [
    "REFUSED",
    "Alarm",
    "Anchor",
    "Closure",
    "Control",
    "ControlledLookup",
    "CustodyHolder",
    "Enrolment",
    "FiguresVersion",
    "KomISkoleTeam",
    "LegalReference",
    "Lookup",
    "LookupSeal",
    "Membership",
    "Municipality",
    "Pupil",
    "ReadingReason",
    "RoleProposal",
    "School",
    "SchoolClass",
    "SignInEvent",
    "StaffReview",
    "TeamMember",
    "User",
    "Verdict",
    "WatchedDay",
]

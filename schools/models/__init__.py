from schools.models.access import Lookup, SignInEvent
from schools.models.figures import FiguresVersion, LegalReference
from schools.models.people import KomISkoleTeam, Membership, TeamMember, User
from schools.models.places import Closure, Municipality, School, SchoolClass
from schools.models.pupils import CustodyHolder, Enrolment, Pupil

__all__ = [
    "Closure",
    "CustodyHolder",
    "Enrolment",
    "FiguresVersion",
    "KomISkoleTeam",
    "LegalReference",
    "Lookup",
    "Membership",
    "Municipality",
    "Pupil",
    "School",
    "SchoolClass",
    "SignInEvent",
    "TeamMember",
    "User",
]

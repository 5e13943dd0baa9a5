"""What every page of a case shows around its own matter, and what its user may do there."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from absence.overview import classes_of
from cases.facts import facts_of
from cases.models import Case
from cases.permissions import (
    LEAD,
    WRITE,
    may_appoint_in,
    may_on_case,
    may_voice_concern,
    reads_confided,
)
from cases.phases import CaseFacts, Element, elements
from kiss.lib.http import Request
from schools.models import SchoolClass, User


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody may do in a case now; nothing can be written in a closed one.

    `reads_restricted` is for those who lead the case; `reads_log` and `prints` are for them and for
    the school's leader. `reads_confided` is what the child said in confidence to others.
    """

    write: bool
    lead: bool
    voice: bool
    appoint: bool
    reads_restricted: bool
    reads_confided: bool
    reads_log: bool
    prints: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """A case as its pages need it: who reads and may do what, the child's class, what is known."""

    user: User
    case: Case
    rights: Rights
    facts: CaseFacts
    school_class: SchoolClass | None

    def context(self, today: date, *, current: str = "", page: str = "") -> dict[str, Any]:
        """Return what `cases/frame.html` reads; `page` is the last crumb of a page of its own."""
        case = self.case
        home = case.get_absolute_url()
        crumbs = [{"label": "Sager", "url": reverse("cases:list")}]
        if current or page:
            label = Element(current).label if current else page
            crumbs += [{"label": case.number, "url": home}, {"label": label}]
        else:
            crumbs.append({"label": case.number})
        return {
            "case": case,
            "pupil": case.pupil,
            "school_class": self.school_class,
            "rights": self.rights,
            "crumbs": crumbs,
            "page_name": Element(current).label if current else page,
            "elements": [
                {
                    "label": tab.element.label,
                    "url": reverse("cases:element", args=[case.public_id, tab.element.value]),
                    "status": f"i fokus · {tab.status}"
                    if tab.element == case.focus and case.closed_on is None
                    else tab.status,
                    "lacks": tab.lacks if case.closed_on is None else "",
                    "current": tab.element == current,
                }
                for tab in elements(self.facts, today)
            ],
        }


def frame_of(request: Request, case: Case, today: date) -> Frame:
    """Gather what the pages of a case share; a fixed number of queries."""
    return Frame(
        request.user,
        case,
        rights_of(request.user, case, today),
        facts_of([case], today)[case.pk],
        classes_of([case.pupil_id], today).get(case.pupil_id),
    )


def rights_of(user: User, case: Case, today: date) -> Rights:
    """Return what a user may do in a case on a day."""
    leads = may_on_case(user, case, LEAD, today)
    appoints = may_appoint_in(user, case.school, today)
    is_open = case.closed_on is None
    return Rights(
        write=is_open and may_on_case(user, case, WRITE, today),
        lead=is_open and leads,
        voice=is_open and may_voice_concern(user, case.pupil, today),
        appoint=is_open and appoints,
        reads_restricted=leads,
        reads_confided=reads_confided(user, case, today),
        reads_log=leads or appoints,
        prints=leads or appoints,
    )

"""What every page of a case shows around its own matter, and what its user may do there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from cases.facts import Rows, facts_of
from cases.models import Case, Handleplan
from cases.permissions import LEAD, named_on, reads, reads_confided, rights_on, schools_of
from cases.phases import CaseFacts, Element, elements
from cases.topics import Reader
from kiss.lib.http import Request
from kiss.lib.sql import Again
from law.figures import World
from schools.calendars import Calendars
from schools.models import SchoolClass, User
from schools.roles import Thing


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody may do in a case now; nothing can be written in a closed one.

    `leads_by_name` is the tovholder, or who stands in. `reads_restricted` is for those who lead the
    case; `reads_log` and `prints` are for them and for the school's leader. `reads_confided` is
    what the child said in confidence to others. Those who take part in a case, and do not lead it,
    read no contacts with the home, nothing of how it is steered, and of its meetings those they are
    asked to.
    """

    write: bool
    lead: bool
    voice: bool
    appoint: bool
    leads_by_name: bool
    reads_restricted: bool
    reads_confided: bool
    reads_home: bool
    reads_meetings: bool
    reads_steering: bool
    reads_log: bool
    prints: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """A case as its pages need it: who reads and may do what, the child's class, what is known.

    `world` is the calendar that the child's statutory deadlines are counted in.
    """

    user: User
    case: Case
    rights: Rights
    facts: CaseFacts
    school_class: SchoolClass | None
    world: World
    plan: Handleplan | None

    @property
    def reader(self) -> Reader:
        """To whom the story of the case is told here."""
        return Reader(
            user_id=self.user.pk,
            restricted=self.rights.reads_restricted,
            home=self.rights.reads_home,
            steering=self.rights.reads_steering,
            meetings=self.rights.reads_meetings,
        )

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


def frame_of(
    request: Request, case: Case, today: date, also: Iterable[QuerySet[Any, Any] | Again] = ()
) -> Frame:
    """Gather what the pages of a case share, and what a page asks besides, in one statement."""
    rows = Rows.of([case], today)
    closures, versions = Calendars.questions()
    rows.fetch(closures, versions, *also)
    schools_of(case.pupil_id, today, rows.classes)
    goes = next(iter(rows.classes), None)
    school_class = goes.school_class if goes else None
    world = Calendars.of(closures, versions).world_of(
        case.school_id,
        school_class.grade if school_class else None,
        school_class.pk if school_class else None,
    )
    return Frame(
        request.user,
        case,
        rights_of(request.user, case, today),
        facts_of([case], today, rows)[case.pk],
        school_class,
        world,
        next(iter(rows.plans), None),
    )


def rights_of(user: User, case: Case, today: date) -> Rights:
    """Return what a user may do in a case on a day."""
    leads, writes, appoints, voices = rights_on(user, case, today)
    is_open = case.closed_on is None
    return Rights(
        write=is_open and writes,
        lead=is_open and leads,
        voice=is_open and voices,
        appoint=is_open and appoints,
        leads_by_name=is_open and leads and case.pk in named_on(user, today, LEAD),
        reads_restricted=leads,
        reads_confided=reads_confided(user, case, today),
        reads_home=reads(user, case, Thing.HOME, today),
        reads_meetings=reads(user, case, Thing.MEETINGS, today),
        reads_steering=reads(user, case, Thing.STEERING, today),
        reads_log=leads or appoints,
        prints=leads or appoints,
    )

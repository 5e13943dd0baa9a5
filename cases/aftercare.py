"""How children are doing after their case was closed: absence before and since, and who looks.

Reads; writes nothing. The page and the front page ask here.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from absence.overview import classes_of
from absence.tally import marks_between, tally
from cases.closing import Before, baseline_first
from cases.effect import known_through
from cases.models import AfterCheck, Closing
from cases.permissions import LEAD, at_schools_with, may, visible_cases
from law.calendar import Calendar
from schools.calendars import Calendars
from schools.models import SchoolClass, User
from schools.roles import Thing

ONE_DAY = timedelta(days=1)
# After so long the leaders are told that nobody has looked.
FORGOTTEN = timedelta(days=7)
MOST = 30


@dataclass(frozen=True, slots=True)
class Look:
    """A look that is due, what the figures say, and whether it is the reader's own to take."""

    check: AfterCheck
    told: Before
    school_class: SchoolClass | None
    is_own: bool


def before_and_since(
    closing: Closing, school_class: SchoolClass | None, calendar: Calendar, today: date
) -> Before:
    """Return the absence before a closing and since, as far as any file tells."""
    through = known_through(school_class, today) if school_class else None
    return _told(closing, calendar, through or closing.on)


def _told(closing: Closing, calendar: Calendar, through: date) -> Before:
    case = closing.case
    first = baseline_first(calendar, closing.on, case.opened_on)
    marks = marks_between([case.pupil_id], first, max(through, closing.on))[case.pupil_id]
    before = tally(marks, calendar, first, closing.on)
    since = tally(marks, calendar, closing.on + ONE_DAY, through)
    return Before(before.absent, before.school_days, since.absent, since.school_days)


def looks_of(user: User, today: date, until: date, calendars: Calendars) -> list[Look]:
    """Return the looks due up to a day that are a user's: their own, or forgotten at their school.

    The one who was tovholder looks; after FORGOTTEN so do those who appoint there. The figures are
    counted in the class where the child goes now.
    """
    if not may(user, Thing.LEAD, today) and not may(user, Thing.APPOINT, today):
        return []
    rows = AfterCheck.objects.waiting().filter(due_on__lte=until, closing__reopened_on=None)
    own = rows.filter(
        closing__case__in=visible_cases(user, today, to=LEAD), closing__case__tovholder=user
    )
    forgotten = rows.filter(
        at_schools_with(user, Thing.APPOINT, today, "closing__case__school"),
        closing__case__in=visible_cases(user, today),
        due_on__lt=today - FORGOTTEN,
    )
    theirs = AfterCheck.objects.filter(pk__in=own.values("pk").union(forgotten.values("pk")))
    theirs = theirs.select_related("closing__case__pupil", "closing__case__tovholder")
    checks = list(theirs.order_by("due_on", "pk")[:MOST])
    classes = classes_of([row.closing.case.pupil_id for row in checks], today)
    found = []
    for check in checks:
        case = check.closing.case
        goes = classes.get(case.pupil_id)
        world = calendars.world(goes) if goes else calendars.world_of(case.school_id, None, None)
        told = before_and_since(check.closing, goes, world.calendar, today)
        found.append(Look(check, told, goes, case.tovholder_id == user.pk))
    return found

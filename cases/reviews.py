"""The month's walk through a school's open cases: which are seen and left, and when it is due."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.models import Case, CaseReview
from cases.models.case import CaseQuerySet
from cases.permissions import schools_with
from kiss.lib.models import in_force
from schools.models import School, TeamMember, User
from schools.roles import Thing

ONE_DAY: Final = timedelta(days=1)


def month_of(day: date) -> date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def last_of(month: date) -> date:
    """Return the last day of the month that begins on a day."""
    return month_of(month + timedelta(days=31)) - ONE_DAY


@dataclass(frozen=True, slots=True)
class Walk:
    """A school's open cases in a month in the order they are gone through, and what was said."""

    school: School
    month: date
    cases: Sequence[Case]
    reviews: dict[int, CaseReview]
    # The cases of which nothing was said in the whole month before either.
    missed: frozenset[int] = frozenset()

    @property
    def left(self) -> list[Case]:
        return [case for case in self.cases if case.pk not in self.reviews]

    @property
    def seen(self) -> list[CaseReview]:
        return [self.reviews[case.pk] for case in self.cases if case.pk in self.reviews]

    @property
    def due_on(self) -> date:
        """The month's last day; the last of the month before while a case from it is left."""
        is_late = any(case.pk in self.missed for case in self.left)
        return self.month - ONE_DAY if is_late else last_of(self.month)

    def after(self, case: Case) -> Case | None:
        """Return the next case to look at: the first left after one, else the first left at all."""
        left = [row for row in self.left if row.pk != case.pk]
        later = [row for row in left if (row.opened_on, row.pk) > (case.opened_on, case.pk)]
        return next(iter([*later, *left]), None)


def walks_of(schools: Iterable[School], cases: CaseQuerySet, today: date) -> list[Walk]:
    """Return each school's walk in the month of a day, over some open cases; three queries."""
    schools = list(schools)
    month = month_of(today)
    before = month_of(month - ONE_DAY)
    rows = cases.open().filter(school__in=schools).select_related("pupil", "tovholder", "school")
    found = list(rows.order_by("opened_on", "pk"))
    reviews = CaseReview.objects.filter(case__in=found, month__in=[before, month])
    said = list(reviews.select_related("case__pupil", "by").order_by("pk"))
    known = {row.case_id for row in said if row.month == before}
    return [
        Walk(
            school,
            month,
            [case for case in found if case.school_id == school.pk],
            {row.case_id: row for row in said if row.month == month},
            frozenset(
                case.pk for case in found if case.opened_on < before and case.pk not in known
            ),
        )
        for school in schools
    ]


def walked_by(user: User, today: date) -> QuerySet[School]:
    """Return the schools whose cases a user goes through each month.

    The leader of the team does; where nobody leads it, whoever appoints its tovholdere.
    """
    leads = TeamMember.objects.filter(in_force(today), team__school=OuterRef("pk"), leads=True)
    mine = Exists(leads.filter(user=user))
    return schools_with(user, Thing.APPOINT, today).filter(Q(mine) | ~Exists(leads))


def last_review(case: Case, before: date) -> CaseReview | None:
    """Return the newest review of a case in a month before the one of a day."""
    rows = CaseReview.objects.filter(case=case, month__lt=month_of(before)).select_related("by")
    return rows.order_by("-month").first()

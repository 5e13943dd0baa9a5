"""Which open cases nobody may lead on a day, since when, and why. The clock and the pages ask."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import QuerySet

from absence.overview import enrolments_of
from cases.models import Case, Vacancy
from kiss.lib.models import in_force
from schools.models import Enrolment, Membership, School, TeamMember, User
from schools.roles import Scope, Thing, roles_with

ONE_DAY: Final = timedelta(days=1)
Cause = Vacancy.Cause


@dataclass(frozen=True, slots=True)
class Vacant:
    """A case without anybody to lead it: the reason, the first day, and where the child went."""

    case: Case
    cause: Cause
    since: date
    to_school: School | None = None


def moved_to(cases: Collection[Case], enrolments: Iterable[Enrolment]) -> dict[int, Enrolment]:
    """Return the open cases whose child goes to another school, and where, by case id."""
    goes = {row.pupil_id: row for row in enrolments}
    return {
        case.pk: goes[case.pupil_id]
        for case in cases
        if case.closed_on is None
        and case.pupil_id in goes
        and goes[case.pupil_id].school_class.school_id != case.school_id
    }


def vacant_on(day: date) -> list[Vacant]:
    """Return every open case that nobody may lead on a day, or whose child has moved."""
    lacking = Case.objects.without_tovholder(day).select_related("tovholder", "school")
    found = [_left(case, day) for case in lacking.order_by("pk")]
    known = {row.case.pk for row in found}
    cases = list(Case.objects.open().exclude(pk__in=known).order_by("pk"))
    enrolments = enrolments_of([case.pupil_id for case in cases], day)
    for pk, row in moved_to(cases, enrolments).items():
        case = next(case for case in cases if case.pk == pk)
        found.append(Vacant(case, Cause.MOVED, row.starts_on, row.school_class.school))
    return found


def _left(case: Case, day: date) -> Vacant:
    """Return since when a tovholder cannot lead a case: from the first of what they have lost."""
    lost = []
    seats = TeamMember.objects.filter(
        user=case.tovholder, team__school=case.school, function=TeamMember.Function.LEDELSE
    )
    if not seats.filter(in_force(day)).exists():
        lost.append((_ended(seats, day), Cause.TEAM))
    roles = Membership.objects.filter(
        user=case.tovholder,
        school=case.school,
        role__in=roles_with(Thing.LEAD, Scope.SCHOOL, Scope.NAMED),
    )
    if not roles.in_force(day).exists():
        paused = roles.filter(suspended_on__lte=day).order_by("suspended_on").first()
        ended = _ended(roles, day)
        since = min(ended, paused.suspended_on) if paused and paused.suspended_on else ended
        lost.append((since, Cause.ROLE))
    if not case.tovholder.is_active:
        lost.append((day, Cause.LOGIN))
    since, cause = min(lost, key=lambda row: row[0])
    return Vacant(case, cause, max(since, case.opened_on))


def _ended(rows: QuerySet[TeamMember] | QuerySet[Membership], day: date) -> date:
    last = rows.filter(ends_on__lt=day).order_by("-ends_on").values_list("ends_on", flat=True)
    return next((ends_on + ONE_DAY for ends_on in last if ends_on), day)


def told_about(school: School, day: date) -> QuerySet[User]:
    """Return who finds a tovholder for the cases of a school: those who appoint there."""
    roles = roles_with(Thing.APPOINT, Scope.SCHOOL)
    held = Membership.objects.in_force(day).filter(school=school, role__in=roles)
    return User.objects.filter(pk__in=held.values("user"), is_active=True)

"""How much is overdue: the red number that every page shows."""

from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Expression, F, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from absence.models import Flag, FlagDecision
from absence.overview import waiting_flags
from cases.emergency import asked_of
from cases.models.case import CaseQuerySet
from cases.relations import apart
from cases.staff import reviews_waiting
from meetings.models import Agreement, Meeting
from schools.models import User
from schools.roles import Thing
from schools.terms import TO_CONFIRM


def number_of(rows: QuerySet[Any], distinct: str | Expression) -> QuerySet[Any, Any]:
    """Return the question how many different values some rows have; no row where there are none."""
    return (
        rows.order_by()
        .annotate(one=Value(1))
        .values("one")
        .annotate(number=Count(distinct, distinct=True))
        .values("number")
    )


def overdue(user: User, cases: CaseQuerySet, today: date) -> list[QuerySet[Any, Any]]:
    """Return the questions whose answers add up to the tasks that stand under "Overskredet".

    `cases` are the open cases that the user may see. The lines are those of `Desk.tasks`: a test
    compares the two.
    """
    flags = waiting_flags(user, Thing.DECIDE, today).exclude(status=Flag.Status.COMING)
    promised = Q(decision__kind=FlagDecision.Kind.LOOK_AGAIN)
    promises = flags.filter(promised, decision__look_again_on__lt=today)
    follow_ups = cases.filter(tovholder=user, handleplan__next_follow_up_on__lt=today)
    midnight = timezone.make_aware(datetime.combine(today, time.min))
    meetings = Meeting.objects.filter(
        Q(called_by=user) | Q(case__tovholder=user),
        Q(case=None) | Q(case__in=cases),
        status=Meeting.Status.PLANLAGT,
        starts_at__lt=midnight,
    )
    agreements = Agreement.objects.filter(
        Q(meeting__case=None) | Q(meeting__case__closed_on=None),
        apart(user, today, "meeting__case__pupil"),
        who__icontains=user.name,
        done_on=None,
        due_on__lt=today,
    )
    reviews = reviews_waiting(user, today).filter(opened_on__lt=today - TO_CONFIRM)
    emergencies = asked_of(user, today).filter(due_on__lt=today)
    flag_lines = Concat(F("pupil_id"), Value(" "), F("rule"))
    return [
        number_of(flags.exclude(promised).due_before(today), flag_lines),
        number_of(promises, "pupil_id"),
        number_of(follow_ups, "pk"),
        number_of(meetings, "pk"),
        number_of(agreements, "pk"),
        number_of(reviews, "pk"),
        number_of(emergencies, "pk"),
    ]

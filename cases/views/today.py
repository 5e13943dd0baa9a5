"""The front page: what a person owes today, and what they come for."""

from datetime import date, datetime, time
from typing import Any, Final

from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from absence.classroom import classrooms
from cases.emergency import possible_breaches
from cases.models import EmergencyAccess
from cases.permissions import note_list
from cases.today.gather import Desk
from cases.today.numbers import school_numbers
from cases.today.task import Bucket, arrange, greeting, summary
from kiss.lib import overdue
from kiss.lib.http import Request
from kiss.lib.text import long_date
from schools.models import Alarm, Control, Lookup, User
from schools.roles import Role, Thing

NOTHING_ASKED: Final[dict[str, Any]] = {
    "alarms": 0,
    "samples": 0,
    "emergencies": 0,
    "breaches": (),
}


@require_safe
def today(request: Request) -> HttpResponse:
    """Show what is overdue, due and waiting, in the order it should be done."""
    now = timezone.localtime()
    desk = Desk(request.user, now.date(), seen_until=last_visit(request.user, now.date()))
    day = arrange(desk.tasks(), now.date(), show_all=request.GET.get("alle", ""))
    rooms = classrooms(request.user, now.date())
    followed = desk.followed()
    shown = day.names.union(*(room.names for room in rooms))
    shown |= {state.case.pupil_id for state, _ in followed}
    note_list(request, pupils=sorted(shown), purpose="I dag")
    overdue.keep(request, day.total(Bucket.LATE), now.date())
    context = {
        "greeting": greeting(now.hour),
        "day": day,
        "lede": f"{long_date(now.date())} · {summary(day)}"
        if day.groups
        else long_date(now.date()),
        "rooms": rooms,
        "followed": followed,
        "numbers": school_numbers(now.date()) if Role.FORVALTNING in desk.roles else None,
        "is_dpo": Role.DPO in desk.roles,
        **(_oversight(request.user, now.date()) if Role.DPO in desk.roles else NOTHING_ASKED),
        "has_role": bool(desk.roles),
        "first_steps": desk.has(Thing.IMPORT) and desk.newest_import is None,
    }
    return render(request, "cases/today.html", context)


def _oversight(user: User, today: date) -> dict[str, Any]:
    """Return what the data protection officer has not answered."""
    breaches = possible_breaches(user, today).filter(breach="").select_related("case")
    unanswered = Control.objects.filter(lookups__verdict="").distinct()
    return {
        "alarms": Alarm.objects.waiting().count(),
        "samples": unanswered.count(),
        "emergencies": EmergencyAccess.objects.waiting().count(),
        "breaches": list(breaches.order_by("breach_from", "pk")),
    }


def last_visit(user: User, day: date) -> datetime | None:
    """Return when a user last looked at anything before a day; None on the very first."""
    midnight = timezone.make_aware(datetime.combine(day, time.min))
    earlier = Lookup.objects.filter(user=user, at__lt=midnight)
    return earlier.aggregate(last=Max("at"))["last"]

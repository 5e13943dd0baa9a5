"""What was changed in a case, who may see it and why, and who has looked."""

from typing import Final

from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.changes import HOME, MEETINGS, STEERING, history_of
from cases.inquiries import readers_of
from cases.insight import looked
from cases.models import EmergencyAccess
from cases.permissions import get_case, may_decide
from cases.readers import everybody, why
from cases.topics import not_told
from cases.views.frame import Frame, frame_of
from kiss.lib.http import Request
from schools.models import Lookup

ROWS: Final = 50


@require_safe
def history(request: Request, public_id: str) -> HttpResponse:
    """Show every save in a case: who, when, and the fields before and after."""
    case = get_case(request, public_id, purpose="Sagens historik")
    today = timezone.localdate()
    frame = frame_of(request, case, today)
    page = Paginator(history_of(case, untold_in(frame)), ROWS).get_page(request.GET.get("side"))
    context = {
        **frame.context(today, page="Historik"),
        "lines": list(page),
        "page": page,
        "untold": not_told(frame.reader),
    }
    return render(request, "cases/history.html", context)


def untold_in(frame: Frame) -> set[type[Model]]:
    """Return what the reader of a case is not told the saves of."""
    told = frame.reader
    return {
        *(() if told.home else HOME),
        *(() if told.meetings else MEETINGS),
        *(() if told.steering else STEERING),
    }


@require_safe
def access(request: Request, public_id: str) -> HttpResponse:
    """Show who may see a case, and why; to those who lead it also who has looked."""
    case = get_case(request, public_id, purpose="Hvem kan se sagen")
    today = timezone.localdate()
    frame = frame_of(request, case, today)
    context = {
        **frame.context(today, page="Adgang"),
        "mine": why(request.user, case, today),
        "readers": everybody(case, today),
        "asked": readers_of(case, today),
        "emergencies": EmergencyAccess.objects.open_at(timezone.now())
        .filter(case=case)
        .select_related("user")
        .order_by("opened_at"),
        "page": None,
        "pupil_lookups_url": "",
    }
    if frame.rights.reads_log:
        rows = Lookup.objects.told().filter(case_number=case.number).select_related("user")
        found = Paginator(rows.order_by("-at", "-pk"), ROWS).get_page(request.GET.get("side"))
        context |= {"page": found, "lookups": list(found), "looked": looked(rows)}
        # What somebody typed to find the child is for the school's leaders, not for the tovholder.
        if may_decide(request.user, case.pupil, today):
            context["pupil_lookups_url"] = reverse("absence:lookups", args=[case.pupil.public_id])
    return render(request, "cases/case_access.html", context)

"""What was agreed: done, or not done after all."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from cases.permissions import WRITE
from kiss.lib.http import Request
from meetings import actions
from meetings.models import Agreement
from meetings.permissions import get_meeting


@require_POST
def agreement(request: Request, public_id: str, pk: int) -> HttpResponse:
    """Note that an agreement is done, or that it is not after all."""
    door = get_meeting(
        request, public_id, today=timezone.localdate(), to=WRITE, purpose="Følger op på en aftale"
    )
    found = get_object_or_404(Agreement, pk=pk, meeting=door.meeting)
    if request.POST.get("gjort") == "nej":
        actions.reopen_agreement(found, by=request.user)
    else:
        actions.finish_agreement(found, on=timezone.localdate(), by=request.user)
    # An old agreement is ticked off on the page of a later meeting.
    shown_on = request.POST.get("moede", "")
    page = shown_on if shown_on.isalnum() else door.meeting.public_id
    return redirect(reverse("meetings:detail", args=[page]) + "#aftaler")

"""What was typed is kept while it is typed, and thrown away when it is not wanted."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from cases import actions
from cases.drafts import LEFT_OUT, may_keep
from cases.models import Submission
from kiss.lib.http import Request
from kiss.lib.models import Refused
from kiss.lib.text import clock

ADDRESS = "kladde"


@require_POST
def keep(request: Request) -> HttpResponse:
    """Keep the fields of a form, sent by the page itself; answers with the hour."""
    now = timezone.localtime()
    address = request.POST.get(ADDRESS, "")
    if not may_keep(request.user, address, now.date()):
        raise Http404
    if Submission.objects.filter(user=request.user, form_id=request.POST.get("form_id")).exists():
        # It was saved while this was on its way.
        return JsonResponse({"saved": clock(now)})
    fields = {
        name: values
        for name, values in request.POST.lists()
        if name not in LEFT_OUT and name != ADDRESS
    }
    try:
        actions.keep_draft(address, fields, at=now, by=request.user)
    except Refused as refusal:
        return JsonResponse({"refused": str(refusal)}, status=422)
    return JsonResponse({"saved": clock(now)})


@require_POST
def drop(request: Request) -> HttpResponse:
    """Throw a draft away and show its form empty."""
    address = request.POST.get(ADDRESS, "")
    actions.drop_draft(address, by=request.user)
    if not may_keep(request.user, address, timezone.localdate()):
        return redirect("cases:today")
    return redirect(address)

"""The stop after very many children in a day: say why, and go on."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from cases import actions
from cases.forms import ReadOnForm
from kiss.lib.http import Request


@require_POST
def read_on(request: Request) -> HttpResponse:
    """Take the reason and lead back to the page that was refused."""
    form = ReadOnForm(request.POST)
    if not form.is_valid():
        return stopped(request, form)
    now = timezone.now()
    actions.read_on(
        reason=form.cleaned_data["reason"],
        at=now,
        on=timezone.localdate(now),
        limit=settings.CHILDREN_A_DAY,
        by=request.user,
    )
    address = form.cleaned_data["address"]
    is_ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return redirect(address if is_ours else "cases:today")


def stopped(request: Request, form: ReadOnForm | None = None) -> HttpResponse:
    """Say that it is enough for today, unless there is a reason."""
    form = form or ReadOnForm(initial={"address": request.path})
    context = {"form": form, "limit": settings.CHILDREN_A_DAY}
    return render(request, "cases/reading_stopped.html", context, status=429)

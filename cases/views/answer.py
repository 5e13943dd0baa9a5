"""How a form is answered: once, with what to mend, or with the page it leads to."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from cases.actions import drop_draft, once
from cases.drafts import kept_at, may_keep
from kiss.lib.http import Request
from kiss.lib.models import Refused


def done(
    request: Request, form: forms.Form, act: Callable[[], str], *, say: str = ""
) -> HttpResponse | None:
    """Do what a valid form asks for and lead on; None when the form is to be shown again.

    `act` returns the address to go to. A refusal stands on the form, with all that was typed.
    """
    if not form.is_valid():
        return None
    try:
        address = once(form.cleaned_data.get("form_id", ""), act, by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    drop_draft(request.path, by=request.user)
    if say:
        messages.success(request, say)
    return redirect(address)


def sent_again(form: forms.Form, *, seen: int) -> None:
    """Let a form that met another save say that its next save has seen that one."""
    form.data = {**form.data.dict(), "seen": str(seen)}  # type: ignore[attr-defined]


def drafted(request: Request) -> dict[str, Any]:
    """Return what a page with a long form shows of its draft; nothing where none is kept.

    For a page whose gate has been passed. What was sent and came back is newer than any draft.
    """
    if not may_keep(request.user, request.path, timezone.localdate()):
        return {"draft": None, "draft_url": ""}
    kept = kept_at(request.user, request.path) if request.method == "GET" else None
    return {"draft": kept, "draft_url": request.path}


def page(
    request: Request, template: str, form: forms.Form, context: dict[str, Any]
) -> HttpResponse:
    """Show a page with a form; 422 when something in it is to be mended."""
    context = {**drafted(request), **context, "form": form}
    return render(request, template, context, status=422 if form.errors else 200)

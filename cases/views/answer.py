"""How a form is answered: once, with what to mend, or with the page it leads to."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from cases.actions import once
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
    if say:
        messages.success(request, say)
    return redirect(address)


def sent_again(form: forms.Form, *, seen: int) -> None:
    """Let a form that met another save say that its next save has seen that one."""
    form.data = {**form.data.dict(), "seen": str(seen)}  # type: ignore[attr-defined]


def page(
    request: Request, template: str, form: forms.Form, context: dict[str, Any]
) -> HttpResponse:
    """Show a page with a form; 422 when something in it is to be mended."""
    return render(request, template, {**context, "form": form}, status=422 if form.errors else 200)

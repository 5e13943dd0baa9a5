"""What the pages of a meeting share."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from kiss.lib.http import Request
from kiss.lib.text import clock, long_date
from law.danish import sentence
from meetings.models import Meeting


def when(meeting: Meeting) -> str:
    """Return "Torsdag 8. april 2027 kl. 14.30–15.15"."""
    starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    until = clock(ends).removeprefix("kl. ")
    return sentence(f"{long_date(starts.date())} {clock(starts)}–{until}")


def title(meeting: Meeting) -> str:
    """Return what a meeting is called without a child's name: "Netværksmøde, sag 26-0117"."""
    kind = sentence(meeting.get_kind_display())
    return f"{kind}, sag {meeting.case.number}" if meeting.case else kind


def frame(meeting: Meeting, *, page: str = "") -> dict[str, Any]:
    """Return title, time and crumbs; `page` is the last crumb of a page under the meeting's own."""
    crumbs = [{"label": "Møder", "url": reverse("meetings:list")}]
    if page:
        crumbs += [{"label": title(meeting), "url": meeting.get_absolute_url()}, {"label": page}]
    else:
        crumbs.append({"label": title(meeting)})
    return {"meeting": meeting, "title": title(meeting), "when": when(meeting), "crumbs": crumbs}


def page_of(
    request: Request, template: str, parts: Sequence[forms.BaseForm], context: dict[str, Any]
) -> HttpResponse:
    """Show a page of several forms; 422 when something in one of them is to be mended.

    Somebody who only asks for a row more is not told what is missing yet.
    """
    if "add_row" in request.POST:
        for part in parts:
            part.errors.clear()
    is_wrong = any(part.errors for part in parts)
    told = {**context, "forms": parts, "is_wrong": is_wrong}
    return render(request, template, told, status=422 if is_wrong else 200)

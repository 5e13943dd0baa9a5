"""The tools as sheets for the table: blank for everybody, filled for who may read them."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cases.models import ToolEntry
from cases.permissions import confided, get_case
from cases.phases import ANGLE_NOUNS, Angle
from cases.tools import BY_KEY, Stage, Tool, tools_of
from cases.tools.pictures import picture_of
from kiss.lib.http import Request
from kiss.lib.pdf import NoPaper, render_pdf
from kiss.lib.text import join_and, plain_date

PAPER = ("papers/page.css", "papers/sheet.css", "papers/tool.css")


@require_safe
def tools(request: Request) -> HttpResponse:
    """Show every tool with how it is used and its blank sheet: for everybody who logs in."""
    groups = [
        {
            "label": ANGLE_NOUNS[angle],
            "tools": [
                {"tool": tool, "suits": _suits(tool, angle)} for tool in tools_of(angle, None)
            ],
        }
        for angle in Angle
    ]
    return render(request, "cases/tools.html", {"groups": groups})


@require_safe
def tool_blank(request: Request) -> HttpResponse:
    """Return the blank sheet of a tool; it holds nothing about anybody."""
    asked = request.GET.get("redskab", "")
    if not asked:
        return redirect("cases:tools")
    tool = BY_KEY.get(asked)
    if tool is None:
        raise Http404
    context = {"tool": tool, "parts": tool.show({}), "entry": None, "picture": None}
    given = {"sender": "Kom i skole", "made": "Tomt ark"}
    return _pdf(request, {**context, **given}, title=tool.name, name=f"{tool.key}.pdf")


@require_safe
def tool_sheet(request: Request, public_id: str, pk: int) -> HttpResponse:
    """Return a tool as it was filled in, as paper; 404 for one in confidence to others."""
    case = get_case(request, public_id, purpose=f"Redskab {pk} som papir")
    today = timezone.localdate()
    entry = get_object_or_404(ToolEntry, confided(request.user, case, today), pk=pk)
    tool = entry.form
    context = {
        "tool": tool,
        "parts": entry.parts,
        "entry": entry,
        "picture": picture_of(tool, entry.answers, case.pupil.first_name),
        "sender": case.school.name,
        "made": f"Printet {plain_date(today)} af {request.user.name}",
    }
    title = f"Sag {case.number} – {tool.name}"
    return _pdf(request, context, title=title, name=f"{tool.key}-{case.number}-{pk}.pdf")


def _pdf(request: Request, context: dict[str, Any], *, title: str, name: str) -> HttpResponse:
    try:
        pdf = render_pdf("papers/tool.html", context, title=title, styles=PAPER)
    except NoPaper as refusal:
        return render(request, "cases/tool_no_paper.html", {"refusal": str(refusal)}, status=503)
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


def _suits(tool: Tool, angle: Angle) -> str:
    """Return whom the model names a tool for, in words; empty when it is for all."""
    if angle == Angle.FORAELDRE:
        return ""
    if tool.stages == frozenset(Stage):
        return ""
    return f"velegnet i {join_and(stage.value for stage in Stage if stage in tool.stages)}"

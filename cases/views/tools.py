"""The tools of Afdækning: filled in on the case, read, corrected, and moved between the drawers."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import actions
from cases.forms.tools import ToolPage, asks_drawer
from cases.models import Case, Perspective, ToolEntry
from cases.permissions import WRITE, confided, get_case, note_lookup
from cases.phases import Angle
from cases.tools import BY_KEY, Tool, tools_of
from cases.tools.pictures import picture_of
from cases.views.answer import drafted, sent_again
from cases.views.frame import Frame, frame_of
from kiss.lib.http import Request
from kiss.lib.models import Conflict, Refused

# A shorter answer stands in a perspective by chance.
TELLING = 12


@require_http_methods(["GET", "POST"])
def tool_new(request: Request, public_id: str, angle: str, tool: str) -> HttpResponse:
    """Fill in a tool with somebody."""
    found = _tool(angle, tool)
    case = get_case(request, public_id, to=WRITE, purpose=f"Udfylder redskabet {found.name}")
    today = timezone.localdate()
    frame = frame_of(request, case, today)
    has_drawer = asks_drawer(angle)
    page = _page(request, found, has_drawer) or ToolPage.of(
        found, _shown_first(frame, angle), today=today, asks_drawer=has_drawer
    )

    def act() -> str:
        entry = actions.fill_tool(
            case,
            tool=found.key,
            angle=angle,
            answers=page.answers(),
            may_be_shared=page.form.cleaned_data.get("may_be_shared", False),
            on=today,
            by=request.user,
            **page.form.meta(),
        )
        return reverse("cases:tool_entry", args=[case.public_id, entry.pk])

    context = {**frame.context(today, page=found.name), "angle": Angle(angle), "entry": None}
    return _answered(request, page, act, context)


@require_safe
def tool_entry(request: Request, public_id: str, pk: int) -> HttpResponse:
    """Show a tool as it was filled in; of a confided one the day, to those who may not read it."""
    case = get_case(request, public_id, purpose=f"Siden for redskab {pk}")
    today = timezone.localdate()
    frame = frame_of(request, case, today)
    entry = get_object_or_404(ToolEntry.objects.select_related("noted_by"), pk=pk, case=case)
    reads = reads_entry(frame, entry)
    if reads and entry.is_confided:
        purpose = f"Læste fortroligt redskab {pk}"
        note_lookup(request, pupil=case.pupil, case=case, purpose=purpose)
    context = {
        **frame.context(today, page=entry.form.name),
        "entry": entry,
        "reads": reads,
        "parts": [part for part in entry.parts if not part.is_empty] if reads else [],
        "picture": picture_of(entry.form, entry.answers, case.pupil.first_name) if reads else None,
        "may_be_moved": reads and entry.has_drawers and _moves(frame, entry),
        "use_url": _use_url(case, entry),
    }
    return render(request, "cases/tool_entry.html", context)


@require_http_methods(["GET", "POST"])
def tool_edit(request: Request, public_id: str, pk: int) -> HttpResponse:
    """Correct a tool that was filled in; only for those who may read it."""
    case = get_case(request, public_id, to=WRITE, purpose=f"Retter redskab {pk}")
    today = timezone.localdate()
    entry = get_object_or_404(ToolEntry, confided(request.user, case, today), pk=pk)
    page = _page(request, entry.form, False) or ToolPage.of_entry(entry, today=today)

    def act() -> str:
        actions.correct_tool(
            entry,
            seen=page.form.cleaned_data["seen"],
            answers=page.answers(),
            on=today,
            by=request.user,
            **page.form.meta(),
        )
        return reverse("cases:tool_entry", args=[case.public_id, entry.pk])

    frame = frame_of(request, case, today)
    context = {
        **frame.context(today, page=entry.form.name),
        "angle": Angle(entry.angle),
        "entry": entry,
    }
    return _answered(request, page, act, context)


@require_POST
def tool_drawer(request: Request, public_id: str, pk: int) -> HttpResponse:
    """Move what the child said to the other drawer: the tovholder, and who wrote it down."""
    case = get_case(request, public_id, to=WRITE, purpose="Flytter barnets ord")
    today = timezone.localdate()
    entry = get_object_or_404(ToolEntry, confided(request.user, case, today), pk=pk)
    if not _moves(frame_of(request, case, today), entry):
        raise PermissionDenied
    opens = request.POST.get("skuffe") == "forældre"
    try:
        actions.move_tool(entry, may_be_shared=opens, on=today, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = "må nu vises for forældrene" if opens else "er nu fortrolige"
        messages.success(request, f"Svarene {said}.")
        if not opens and _is_told(entry):
            messages.warning(
                request,
                f"Noget af det står i {Angle(entry.angle).label.lower()}, som alle på sagen læser. "
                "Ret teksten der, hvis den heller ikke må læses mere.",
            )
    return redirect("cases:tool_entry", case.public_id, entry.pk)


def reads_entry(frame: Frame, entry: ToolEntry) -> bool:
    """Tell whether somebody reads the answers: the rule of the child's own words (ADR 16)."""
    is_own = entry.noted_by_id == frame.user.pk
    return entry.may_be_shared or is_own or frame.rights.reads_confided


def entries_of(frame: Frame) -> list[ToolEntry]:
    """Return the tools filled in on a case, the newest first; one query."""
    return list(ToolEntry.objects.filter(case=frame.case).order_by("-done_on", "-pk"))


def tools_under(frame: Frame, angle: Angle, entries: list[ToolEntry]) -> dict[str, Any]:
    """Return what stands under a perspective: what was filled in, and the tools one can use.

    First those that the model names for the child's age, then the others: a child may be younger
    or older than its class.
    """
    grade = frame.school_class.grade if frame.school_class else None
    fitting = tools_of(angle, grade)
    return {
        "entries": [
            {"row": row, "reads": reads_entry(frame, row)} for row in entries if row.angle == angle
        ],
        "tools": fitting,
        "more_tools": [tool for tool in tools_of(angle, None) if tool not in fitting],
    }


def prefilled(request: Request, case: Case, angle: str) -> ToolEntry | None:
    """Return the tool that a perspective is to be written from; Http404 for one not to be read."""
    asked = request.GET.get("redskab", "")
    # What was sent stands by itself, whatever has become of the tool since.
    if request.method == "POST" or not asked:
        return None
    mine = ToolEntry.objects.filter(confided(request.user, case, timezone.localdate()))
    return get_object_or_404(mine, pk=int(asked) if asked.isdecimal() else 0, angle=angle)


def perspective_from(entry: ToolEntry, saved: Perspective | None) -> dict[str, Any]:
    """Return a perspective with a tool brought in after what stands in it already.

    Everybody on the case reads a perspective: of what was said in confidence it gets tool and day.
    """
    shown: dict[str, Any] = {"explored_on": entry.done_on}
    if saved is None or entry.form.name not in saved.tool:
        shown["tool"] = ", ".join(filter(None, [saved.tool if saved else "", entry.form.name]))
    if not entry.is_confided:
        shown["explored_by"] = entry.done_by
        before = saved.summary if saved else ""
        # A browser sends lines back with an ending of its own.
        if entry.told not in before.replace("\r\n", "\n"):
            shown["summary"] = "\n\n".join(filter(None, [before, entry.told]))
    return shown


def _tool(angle: str, key: str) -> Tool:
    tool = BY_KEY.get(key)
    if tool is None or angle not in tool.angles:
        raise Http404
    return tool


def _page(request: Request, tool: Tool, has_drawer: bool) -> ToolPage | None:
    """Return the page as it was sent, or None for one that is only asked for."""
    if request.method != "POST":
        return None
    today = timezone.localdate()
    if prefix := request.POST.get("add_row"):
        return ToolPage.with_row_more(
            tool, request.POST, prefix, today=today, asks_drawer=has_drawer
        )
    return ToolPage.sent(tool, request.POST, today=today, asks_drawer=has_drawer)


def _shown_first(frame: Frame, angle: str) -> dict[str, Any]:
    with_whom = {
        Angle.BARN: frame.case.pupil.first_name,
        Angle.KLASSE: frame.school_class.name if frame.school_class else "",
    }.get(Angle(angle), "")
    return {
        "seen": 0,
        "done_on": timezone.localdate(),
        "done_by": frame.user.name,
        "with_whom": with_whom,
    }


def _answered(request: Request, page: ToolPage, act: Any, context: dict[str, Any]) -> HttpResponse:
    """Save what was sent and lead on, or show the page with what is to be mended."""
    conflict, status = None, 200
    if page.form.is_bound and page.is_valid():
        try:
            address = actions.once(page.form.cleaned_data["form_id"], act, by=request.user)
        except Conflict:
            conflict, status = ToolEntry.objects.get(pk=context["entry"].pk), 409
            sent_again(page.form, seen=conflict.version)
        except Refused as refusal:
            page.form.add_error(None, str(refusal))
        else:
            actions.drop_draft(request.path, by=request.user)
            messages.success(request, f"{page.tool.name} er gemt.")
            return redirect(address)
    context = {
        **drafted(request),
        **context,
        "tool": page.tool,
        "page": page,
        "form": page.form,
        "forms": page.forms if page.is_wrong else [],
        "no_form": None,
        "is_wrong": page.is_wrong,
        "conflict": conflict,
    }
    return render(request, "cases/tool.html", context, status=422 if page.is_wrong else status)


def _moves(frame: Frame, entry: ToolEntry) -> bool:
    is_own = entry.noted_by_id == frame.user.pk
    return frame.rights.write and (is_own or frame.rights.leads_by_name)


def _use_url(case: Case, entry: ToolEntry) -> str:
    address = reverse("cases:perspective", args=[case.public_id, entry.angle])
    return f"{address}?redskab={entry.pk}"


def _is_told(entry: ToolEntry) -> bool:
    """Tell whether a line of the answers stands in the perspective."""
    saved = Perspective.objects.filter(case=entry.case, angle=entry.angle).first()
    if saved is None:
        return False
    said = (
        line.strip()
        for question in entry.form.questions
        for line in question.said(entry.answers.get(question.key) or "").split("\n")
    )
    return any(len(line) >= TELLING and line in saved.summary for line in said)

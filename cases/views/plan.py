"""The handleplan: the calm form, two editors at once, and the versions."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases import actions
from cases.carrying import TAKE, Newer, offers_for, taken, understood_again
from cases.forms import PlanPage
from cases.forms.chosen import FROM_CATALOGUE, take_from_catalogue
from cases.merging import (
    PlanText,
    beside,
    differences,
    fingerprints_after,
    merged,
    recognised,
    saved_text,
)
from cases.models import Case, Handleplan, PlanSection, PlanVersion
from cases.news import news
from cases.permissions import LEAD, get_case
from cases.phases import MOST_GOALS
from cases.plan_words import LABELS, day_words, indsats_lines, section_of
from cases.versions import changes, words_still_open
from cases.views.answer import drafted
from cases.views.frame import frame_of
from cases.views.quotes import open_quotes
from kiss.lib.http import Request
from kiss.lib.models import Conflict, Refused
from kiss.lib.text import clock, join_and, short_date
from schools.models import User

CHOICE: Final = "valg-"
# What a browser sends along when it saves without being asked to.
BY_ITSELF: Final = "af_sig_selv"
# What the conflict page asks anew, so that it is not carried over from the first attempt.
ASKED_ANEW: Final = ("csrfmiddlewaretoken", "seen", "add_row", "take_understanding")


@require_http_methods(["GET", "POST"])
def plan(request: Request, public_id: str) -> HttpResponse:
    """Write the handleplan. It may be saved unfinished; what it lacks stands beside it."""
    case = get_case(request, public_id, to=LEAD, purpose="Skriver handleplanen")
    today = timezone.localdate()
    saved = Handleplan.objects.filter(case=case).select_related("saved_by").first()
    if request.method != "POST":
        return _offer(request, case, saved)
    if what := request.POST.get("take_understanding"):
        page = PlanPage.with_texts(request.POST, taken(case, what), today)
        return _show(request, case, saved, page, is_unsaved=True)
    if prefix := request.POST.get("add_row"):
        more = PlanPage.with_row_more(request.POST, prefix, today)
        take_from_catalogue(more, request.POST.get("indsats"))
        return _show(request, case, saved, more, is_unsaved=prefix == FROM_CATALOGUE)
    page = PlanPage.sent(request.POST, today)
    is_valid = page.is_valid()
    if request.POST.get(BY_ITSELF):
        return _by_itself(request, case, saved, page)
    if not is_valid:
        return _show(request, case, saved, page)
    typed = _chosen(request, page.text(), saved, page)
    try:
        both = _save(case, page, typed, request)
    except Conflict:
        return _met_another(request, case, typed, page)
    except Refused as refusal:
        page.form.add_error(None, str(refusal))
        return _show(request, case, saved, page)
    actions.drop_draft(request.path, by=request.user)
    gaps = actions.plan_gaps(case)
    lacks = f" Den mangler stadig {len(gaps)} ting, før den kan låses på et møde." if gaps else ""
    also = _also(recognised(typed, both, page.form.cleaned_data["base"]), both)
    messages.success(request, f"Handleplanen er gemt.{also}{lacks}")
    return redirect("cases:plan", case.public_id)


def _offer(request: Request, case: Case, saved: Handleplan | None) -> HttpResponse:
    """Show the plan as it is saved; what it lacks and is written elsewhere stands there already."""
    offers = offers_for(case, saved) if case.closed_on is None else []
    texts: dict[str, Any] = {offer.name: offer.text for offer in offers}
    if "understanding" in texts:
        texts |= taken(case, TAKE)
    page = PlanPage.of(saved, timezone.localdate(), texts)
    is_taken = take_from_catalogue(page, request.GET.get("indsats"))
    return _show(
        request,
        case,
        saved,
        page,
        newer=understood_again(case, saved),
        sources={offer.name: offer.source for offer in offers},
        is_unsaved=is_taken,
    )


def _by_itself(
    request: Request, case: Case, saved: Handleplan | None, page: PlanPage
) -> HttpResponse:
    """Save the sections that can be saved, and say how each of them stands.

    The child's words are left for the one who wrote them to send.
    """
    wrong = page.wrong()
    if "seen" not in page.form.cleaned_data:
        return _unsaved("Siden er for gammel. Genindlæs den, og skriv videre.", 422)
    typed = page.text_beside(saved_text(saved))
    left = bool(wrong) or page.has_words
    page.has_words = False
    try:
        _save(case, page, typed, request)
    except Conflict:
        writer = Handleplan.objects.select_related("saved_by").get(case=case).saved_by.first_name
        return _unsaved(
            f"{writer} har skrevet det samme sted imens. Tryk Gem planen, så ser du begge tekster.",
            409,
        )
    except Refused as refusal:
        return _unsaved(str(refusal), 422)
    if not left:
        actions.drop_draft(request.path, by=request.user)
    plan = Handleplan.objects.get(case=case)
    now = saved_text(plan)
    began = page.form.cleaned_data["base"]
    named = recognised(typed, now, began)
    base = fingerprints_after(named, now, began, wrong)
    other = {section_of(row.key) for row in differences(named, now, base) if row.untouched}
    return JsonResponse(
        {
            # A page that still shows an older text of some part has not seen this version.
            "seen": page.form.cleaned_data["seen"] if other or wrong else plan.version,
            "base": base,
            "fields": page.names_of(named),
            "notes": section_notes(plan),
            "others": sorted(other - set(wrong)),
            "wrong": wrong,
            "left": left,
            "ready": render_to_string("cases/plan_ready.html", _ready(case, plan)),
        }
    )


def _unsaved(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"sentence": sentence}, status=status)


def _save(case: Case, page: PlanPage, typed: PlanText, request: Request) -> PlanText:
    """Save what was typed, beside what somebody else saved meanwhile; return what stands now.

    Raises Conflict where both have written the same part.
    """
    given = page.form.cleaned_data
    try:
        _save_all(case, page, typed, request, seen=given["seen"])
    except Conflict:
        saved = Handleplan.objects.get(case=case)
        now = saved_text(saved)
        both = beside(recognised(typed, now, given["base"]), now, given["base"])
        if both is None:
            raise
        _save_all(case, page, both, request, seen=saved.version)
        return both
    return typed


@transaction.atomic
def _save_all(case: Case, page: PlanPage, typed: PlanText, request: Request, *, seen: int) -> None:
    """Save the plan, and the child's words if any were typed with it: both or neither."""
    today = timezone.localdate()
    given = page.form.cleaned_data
    # Where a text comes from follows the text: it is not said of one that somebody else wrote.
    is_mine = typed.headings["understanding"] == given.get("understanding")
    actions.save_plan(
        case,
        seen=seen,
        headings=typed.headings,
        goals=typed.goals,
        indsatser=typed.indsatser,
        next_follow_up_on=typed.next_follow_up_on,
        next_follow_up_by=typed.next_follow_up_by,
        understanding_from=given.get("understanding_from") if is_mine else None,
        understanding_on_paper=typed.understanding_on_paper,
        on=today,
        by=request.user,
    )

    def note() -> str:
        actions.note_child_words(case, on=today, by=request.user, **page.words.given())
        return case.get_absolute_url()

    if page.has_words:
        actions.once(page.words.cleaned_data["form_id"], note, by=request.user)


def _also(typed: PlanText, both: PlanText) -> str:
    """Say what somebody else wrote meanwhile, in other parts than the one who saved."""
    if typed == both:
        return ""
    sections = {section_of(row.key) for row in differences(typed, both, "")}
    labels = join_and(f"“{key.label}”" for key in PlanSection.Key if key in sections)
    return f" Det, en anden skrev imens under {labels}, er også med."


def section_notes(plan: Handleplan | None) -> dict[str, str]:
    """Return when each section was saved last and by whom, by its key; empty before that."""
    rows = PlanSection.objects.filter(plan=plan).select_related("saved_by")
    notes = {row.key: _note(row.saved_at, row.saved_by) for row in rows}
    return {key.value: notes.get(key, "") for key in PlanSection.Key}


def _chosen(
    request: Request, typed: PlanText, saved: Handleplan | None, page: PlanPage
) -> PlanText:
    """Return the plan that was chosen on the conflict page, or what was typed.

    The choices were made against one saved version. If that is no longer the newest, saving will
    meet the conflict again and ask anew.
    """
    choices = {
        key.removeprefix(CHOICE): str(value)
        for key, value in request.POST.items()
        if key.startswith(CHOICE)
    }
    if not choices or saved is None or saved.version != page.form.cleaned_data["seen"]:
        return typed
    return merged(typed, saved_text(saved), choices)


def _met_another(request: Request, case: Case, typed: PlanText, page: PlanPage) -> HttpResponse:
    """Show both texts of every part that differs. Everything typed is in the form, to be kept."""
    saved = Handleplan.objects.select_related("saved_by").get(case=case)
    found = differences(typed, saved_text(saved), page.form.cleaned_data["base"])
    shown = {difference.key for difference in found if difference.is_text}
    carried = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in ASKED_ANEW and name not in shown and not name.startswith(CHOICE)
    ]
    today = timezone.localdate()
    context = {
        **frame_of(request, case, today).context(today, page="Handleplan"),
        "saved": saved,
        "sentence": f"{_saved_note(saved)}. Vælg for hvert afsnit, hvad der skal gælde. "
        "Din egen tekst kan også rettes her.",
        "differences": found,
        "has_own": any(difference.only_mine for difference in found),
        "has_others": any(difference.untouched for difference in found),
        "carried": carried,
    }
    return render(request, "cases/plan_conflict.html", context, status=409)


def _show(
    request: Request,
    case: Case,
    saved: Handleplan | None,
    page: PlanPage,
    *,
    newer: Newer | None = None,
    sources: Mapping[str, str] | None = None,
    is_unsaved: bool = False,
) -> HttpResponse:
    today = timezone.localdate()
    frame = frame_of(request, case, today)
    context = {
        **drafted(request),
        **frame.context(today, page="Handleplan"),
        "form": page.form,
        "goals": page.goals,
        "most_goals": MOST_GOALS,
        "indsatser": page.indsatser,
        "words": page.words,
        "words_open": page.has_words or bool(page.words["text"].value()),
        "no_form": None,
        "forms": page.forms if page.is_wrong else [],
        "is_wrong": page.is_wrong,
        "saved_note": _saved_note(saved),
        "notes": section_notes(saved),
        "quotes": open_quotes(frame),
        **_ready(case, saved),
        "newer": newer,
        "sources": {"understanding": "", "parents_view": "", "professionals_view": ""}
        | dict(sources or {}),
        "is_unsaved": is_unsaved,
        "latest": case.plan_versions.order_by("-number").first(),
    }
    return render(request, "cases/plan.html", context, status=422 if page.is_wrong else 200)


def _ready(case: Case, saved: Handleplan | None) -> dict[str, Any]:
    return {"plan": saved, "gaps": actions.plan_gaps(case) if saved else []}


def _saved_note(saved: Handleplan | None) -> str:
    return _note(saved.saved_at, saved.saved_by) if saved else ""


def _note(at: datetime, by: User) -> str:
    """Return "Gemt 20. nov. kl. 8.12 af Mette Østergaard"."""
    at = timezone.localtime(at)
    return f"Gemt {short_date(at)} {clock(at)} af {by.name}"


@require_safe
def versions(request: Request, public_id: str) -> HttpResponse:
    """List the frozen versions of a plan, and what changed since the newest."""
    case = get_case(request, public_id, purpose="Handleplanens versioner")
    today = timezone.localdate()
    found = list(case.plan_versions.select_related("frozen_by").order_by("-number"))
    has_plan = Handleplan.objects.filter(case=case).exists()
    both = (found[0].content, actions.plan_content(case)) if found and has_plan else None
    context = {
        **frame_of(request, case, today).context(today, page="Handleplanens versioner"),
        "versions": found,
        "since": changes(*both) if both else [],
        "news": news(*both) if both else [],
    }
    return render(request, "cases/plan_versions.html", context)


@require_safe
def version(request: Request, public_id: str, number: int) -> HttpResponse:
    """Show one frozen version, and what it changed."""
    case = get_case(request, public_id, purpose=f"Handleplan version {number}")
    today = timezone.localdate()
    found = get_object_or_404(
        PlanVersion.objects.select_related("frozen_by"), case=case, number=number
    )
    before = PlanVersion.objects.filter(case=case, number__lt=number).order_by("-number").first()
    content = found.content
    context = {
        **frame_of(request, case, today).context(today, page=f"Handleplan {number}"),
        "version": found,
        "before": before,
        "changed": changes(before.content, content) if before else [],
        "news": news(before.content, content) if before else [],
        "texts": [
            (label, content["headings"][name])
            for name, label in LABELS.items()
            if content["headings"].get(name)
        ],
        "goals": content["goals"],
        "rows": [indsats_lines(row) for row in content["indsatser"]],
        "words": [
            {
                "text": said["text"],
                "source": f"Sagt {day_words(_day(said['said_on']))}, fortalt til {said['said_to']}",
                "may_be_shown": True,
            }
            for said in words_still_open(case, content)
        ],
        "follow_up": day_words(_day(content["next_follow_up_on"])),
        "follow_up_by": content["next_follow_up_by"],
    }
    return render(request, "cases/plan_version.html", context)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

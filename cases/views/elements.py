"""The four elements as workspaces: equal, always open, each saying what it still lacks."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from absence.models import Flag
from absence.sentences import rule_tags, why
from cases.catalogue import CONTACT_WORDS
from cases.community import community_of
from cases.effect import effect_of
from cases.inquiries import answers_at, of_case
from cases.models import (
    Case,
    Concern,
    FollowUp,
    GoalProgress,
    Handleplan,
    Perspective,
)
from cases.permissions import get_case
from cases.phases import Angle, Arena, Element, lacks_contact, missing
from cases.story import contact_sentence
from cases.views.detail import contacts_read, rows_of
from cases.views.frame import Frame, frame_of
from cases.views.quotes import quotes_of
from cases.views.tools import entries_of, tools_under
from cases.views.understanding import understanding_of, understood
from kiss.lib.http import Request
from law.rules import rule
from schools.calendars import Calendars

ANGLE_HELP = {
    Angle.BARN: "Hvordan har barnet det i skolen, hjemme og i fritiden? Hvad ville hjælpe?",
    Angle.FORAELDRE: "Hvad ser de derhjemme, hvad tror de selv, og hvad ønsker de?",
    Angle.KLASSE: "Stemning, relationer, læringsmiljø, lærerne, skift og overgange, "
    "fortællinger om klassen.",
    Angle.ANDRE: "SFO, klub, sundhedsplejerske, PPR, Børn og Unge og andre, der kender barnet.",
    Angle.FRAVAER: "Fraværets mønster, trivselsmåling og Børnelinealen.",
}


@require_safe
def element(request: Request, public_id: str, element: str) -> HttpResponse:
    """Show one of the four elements of a case."""
    chosen = Element(element)
    case = get_case(request, public_id, purpose=f"Sagens {chosen.label.lower()}")
    today = timezone.localdate()
    frame = frame_of(request, case, today)
    template, gather = {
        Element.OPSPORING: ("cases/element_opsporing.html", _opsporing),
        Element.AFDAEKNING: ("cases/element_afdaekning.html", _afdaekning),
        Element.INDSATSER: ("cases/element_indsatser.html", _indsatser),
        Element.OPFOELGNING: ("cases/element_opfoelgning.html", _opfoelgning),
    }[chosen]
    context = {
        **frame.context(today, current=chosen.value),
        "element": chosen,
        "missing": missing(frame.facts, today)[chosen] if case.closed_on is None else [],
        "in_focus": case.focus == chosen,
        **gather(case, frame, today),
    }
    return render(request, template, context)


def _opsporing(case: Case, frame: Frame, today: date) -> dict[str, Any]:
    figures = Calendars.load().municipality().numbers(today)
    flags = Flag.objects.filter(pupil=case.pupil).exclude(status=Flag.Status.COMING)
    return {
        "concerns": Concern.objects.filter(case=case)
        .select_related("noted_by")
        .order_by("-noted_on", "-pk"),
        "flags": [
            {
                "flag": flag,
                "title": rule(flag.rule).title,
                "why": why(flag, figures),
                "tags": rule_tags(flag.rule),
            }
            for flag in flags.select_related("decision").order_by("-effective_on", "-pk")
        ],
        "contacts": [
            {"row": row, "text": contact_sentence(row)}
            for row in contacts_read(case, frame.user, today)
        ],
    }


def _afdaekning(case: Case, frame: Frame, today: date) -> dict[str, Any]:
    saved = {row.angle: row for row in Perspective.objects.filter(case=case)}
    entries = entries_of(frame)
    own, asked = frame.school_class, of_case(case)
    community = community_of(frame.user, own, today) if own else None
    return {
        "angles": [
            {
                "value": angle.value,
                "label": angle.label,
                "help": ANGLE_HELP[angle],
                "saved": saved.get(angle.value),
                **tools_under(frame, angle, entries),
                "is_lacking": angle.value not in saved,
                "inquiries": answers_at(asked, angle),
                "community": community if angle == Angle.KLASSE else None,
            }
            for angle in Angle
        ],
        "quotes": quotes_of(frame),
        **understood(understanding_of(case.pk)),
    }


def _indsatser(case: Case, frame: Frame, today: date) -> dict[str, Any]:
    plan = frame.plan
    rows = rows_of(plan)
    used = {found["row"].arena for found in rows}
    return {
        "plan": plan,
        "goals": plan.goals.order_by("position", "pk") if plan else [],
        "groups": list(_groups(frame, rows)),
        "unused": [arena.label for arena in Arena if arena not in used and arena != Arena.KLASSE],
        "effect": effect_of(case, frame.school_class, frame.world, today),
    }


@dataclass(frozen=True, slots=True)
class Group:
    """Actions that belong together; `text` is what the plan says of them besides, or that it lacks.

    `said` tells that the plan says it, `is_contact` that the label does what a mark on each would.
    """

    label: str
    rows: list[dict[str, Any]]
    text: str = ""
    said: bool = False
    is_contact: bool = False


def _groups(frame: Frame, rows: list[dict[str, Any]]) -> Iterator[Group]:
    """Lay the actions out: the class first, then contact during absence, then the other arenas.

    The class is always shown: there is always something it can do. Contact is shown where anything
    is agreed, and where it is lacking.
    """
    contact = [found for found in rows if found["row"].is_contact]
    own: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for found in rows:
        if not found["row"].is_contact:
            own[found["row"].arena].append(found)
    in_class = own[Arena.KLASSE]
    text = "" if in_class else _about_the_class(frame.plan, contact)
    yield Group(Arena.KLASSE.label, in_class, text)
    agreed = frame.facts.contact_agreed
    if contact or agreed or lacks_contact(frame.facts):
        label = f"Kontakt, mens {frame.case.pupil.first_name} er væk"
        text = agreed or ("" if contact else f"Ikke aftalt endnu. {CONTACT_WORDS}")
        yield Group(label, contact, text, said=bool(agreed), is_contact=True)
    for arena in Arena:
        if arena != Arena.KLASSE and own[arena]:
            yield Group(arena.label, own[arena])


def _about_the_class(plan: Handleplan | None, contact: list[dict[str, Any]]) -> str:
    if plan and plan.no_class_indsats_reason:
        return plan.no_class_indsats_reason
    if any(found["row"].arena == Arena.KLASSE for found in contact):
        return "Klassen er med i kontakten her under."
    return "Ingen endnu. Der er altid noget, fællesskabet i klassen kan bidrage med."


def _opfoelgning(case: Case, frame: Frame, today: date) -> dict[str, Any]:
    plan = frame.plan
    rows = rows_of(plan)
    return {
        "plan": plan,
        "is_late": bool(plan and plan.next_follow_up_on and plan.next_follow_up_on < today),
        "running": [found for found in rows if not found["is_over"]],
        "over": [found for found in rows if found["is_over"]],
        "answers": FollowUp.objects.filter(indsats__plan__case=case)
        .select_related("indsats", "by")
        .order_by("-on", "-pk"),
        "rounds": case.rounds.select_related("by").order_by("-on", "-pk"),
        "goals": _goals(plan),
        "scale": GoalProgress.Step.choices,
    }


def _goals(plan: Handleplan | None) -> list[dict[str, Any]]:
    if plan is None:
        return []
    told: dict[int, list[GoalProgress]] = defaultdict(list)
    rows = GoalProgress.objects.filter(goal__plan=plan).select_related("round")
    for row in rows.order_by("round__on", "pk"):
        if row.goal_id is not None:
            told[row.goal_id].append(row)
    return [
        {"goal": goal.text, "steps": told[goal.pk]}
        for goal in plan.goals.order_by("position", "pk")
    ]

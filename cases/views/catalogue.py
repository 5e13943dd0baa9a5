"""Finding an action for a plan in the municipality's catalogue."""

from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.catalogue import (
    ARENA_TITLES,
    CONTACT_TITLE,
    KONTAKT,
    level_choices,
    offered_all,
    shelves,
)
from cases.permissions import LEAD, get_case
from cases.phases import Arena
from cases.views.frame import frame_of
from kiss.lib.http import Request

# What the page asks itself, and what the plan asks anew, so that it is not carried along.
OWN: Final = ("csrfmiddlewaretoken", "hvor", "niveau", "add_row", "indsats", "take_understanding")


@require_http_methods(["GET", "POST"])
def find(request: Request, public_id: str) -> HttpResponse:
    """Show what one can do, the class first; choosing leads back to the plan with one row more.

    What is typed in the plan and not saved is sent here with the button, and carried on to the plan
    again. Nothing is written on the way.
    """
    case = get_case(request, public_id, to=LEAD, purpose="Finder en indsats til handleplanen")
    today = timezone.localdate()
    frame = frame_of(request, case, today)
    asked = request.POST if request.method == "POST" else request.GET
    where, level = asked.get("hvor", ""), asked.get("niveau", "")
    entries = offered_all()
    grade = frame.school_class.grade if frame.school_class else None
    carried = [
        (name, value)
        for name, values in (request.POST.lists() if request.method == "POST" else ())
        for value in values
        if name not in OWN
    ]
    context = {
        **frame.context(today, page="Find en indsats"),
        "shelves": shelves(entries, where=where, level=level, grade=grade),
        "has_any": bool(entries),
        "carried": carried,
        "filters": [
            _filter("hvor", "Hvor", _places(), where),
            _filter("niveau", "Niveau", level_choices(), level),
        ],
        "where": where,
        "level": level,
        "plan_url": reverse("cases:plan", args=[case.public_id]),
    }
    return render(request, "cases/find_indsats.html", context)


def _places() -> list[tuple[str, str]]:
    klasse, *others = ARENA_TITLES.items()
    return [
        (Arena.KLASSE.value, klasse[1]),
        (KONTAKT.value, CONTACT_TITLE),
        *((arena.value, title) for arena, title in others),
    ]


def _filter(name: str, label: str, choices: list[tuple[str, str]], chosen: str) -> dict[str, Any]:
    return {
        "name": name,
        "label": label,
        "choices": [
            {"value": value, "label": said, "is_chosen": value == chosen}
            for value, said in [("", "Alle"), *choices]
        ],
    }

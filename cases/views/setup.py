"""What the municipality sets up itself: the catalogue of actions and the scale of concern.

No child is shown, and no case: only counts, with the small ones hidden.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import actions
from cases.catalogue import ARENA_TITLES, CONTACT_TITLE, KONTAKT, shelf_of, suits_words
from cases.changes import history_of_setup
from cases.forms.fields import OnceForm
from cases.forms.setup import FORM_OF
from cases.models import CatalogueEntry, ConcernLevel
from cases.permissions import require
from cases.phases import Arena
from cases.usage import chosen_ever, counts_of_entries, counts_of_levels, few, usage_of
from cases.views.answer import done, page, sent_again
from kiss.lib.http import Request
from kiss.lib.models import Conflict, Refused
from schools.calendars import Calendars
from schools.roles import Thing

HISTORY: Final = 40


@dataclass(frozen=True, slots=True)
class Part:
    """One of the two things set up, with its words. `key` begins the names of its addresses."""

    key: str
    model: type[CatalogueEntry] | type[ConcernLevel]
    title: str
    new: str
    template: str

    def url(self, verb: str = "", *args: Any) -> str:
        return reverse(f"cases:{self.key}{f'_{verb}' if verb else ''}", args=args)


PARTS: Final = {
    "catalogue": Part(
        "catalogue", CatalogueEntry, "Indsatser", "Ny indsats", "cases/catalogue.html"
    ),
    "scale": Part("scale", ConcernLevel, "Bekymring", "Nyt trin", "cases/scale.html"),
}


@require_safe
def index(request: Request, part: str) -> HttpResponse:
    """Show the catalogue or the scale in its order, with how much each row is used."""
    require(request, Thing.SETUP)
    shown = PARTS[part]
    context = {
        "tabs": _tabs(part),
        "groups": _groups(shown, timezone.localdate()),
        "lines": history_of_setup(shown.model)[:HISTORY],
        "new_url": shown.url("new"),
        "new_label": shown.new,
    }
    return render(request, shown.template, context)


@require_http_methods(["GET", "POST"])
def new(request: Request, part: str) -> HttpResponse:
    """Add an action to the catalogue, or a step to the scale."""
    require(request, Thing.SETUP)
    return _form_page(request, PARTS[part], None)


@require_http_methods(["GET", "POST"])
def change(request: Request, part: str, pk: int) -> HttpResponse:
    """Change a row; beside it stand where it is used and who changed what."""
    require(request, Thing.SETUP)
    return _form_page(request, PARTS[part], get_object_or_404(PARTS[part].model, pk=pk))


@require_POST
def turn(request: Request, part: str, pk: int) -> HttpResponse:
    """Move a row, take it out of use, or bring it back."""
    require(request, Thing.SETUP)
    shown = PARTS[part]
    row: Any = get_object_or_404(shown.model, pk=pk)
    asked = request.POST.get("svar")
    if asked not in {"op", "ned", "ud", "ind"}:
        raise Http404
    try:
        if asked in {"op", "ned"}:
            actions.move_choice(row, up=asked == "op", by=request.user)
        elif asked == "ud":
            actions.retire_choice(row, by=request.user)
            messages.success(request, f"»{_name(row)}« er taget ud af brug.")
        else:
            actions.bring_back_choice(row, by=request.user)
            messages.success(request, f"»{_name(row)}« er i brug igen.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{shown.url()}#nr-{row.pk}")


@require_http_methods(["GET", "POST"])
def remove(request: Request, part: str, pk: int) -> HttpResponse:
    """Delete a row that nobody has used; what has been used is only taken out of use."""
    require(request, Thing.SETUP)
    shown = PARTS[part]
    row: Any = get_object_or_404(shown.model, pk=pk)
    form = OnceForm(request.POST or None)

    def act() -> str:
        actions.remove_choice(row, by=request.user)
        return shown.url()

    if answer := done(request, form, act, say=f"»{_name(row)}« er slettet."):
        return answer
    context = {
        "crumbs": [*_crumbs(shown), {"label": _name(row), "url": shown.url("change", pk)}],
        "row_name": _name(row),
        "back": shown.url("change", pk),
    }
    return page(request, "cases/setup_remove.html", form, context)


def _form_page(request: Request, shown: Part, row: Any) -> HttpResponse:
    form = FORM_OF[shown.model].of(row, request.POST or None)
    write: Any = actions.write_entry if shown.key == "catalogue" else actions.write_level
    context = _about(shown, row)

    def act() -> str:
        saved = write(row, by=request.user, **form.given())
        messages.success(request, f"»{_name(saved)}« er gemt.")
        return f"{shown.url()}#nr-{saved.pk}"

    if form.is_valid():
        try:
            return redirect(actions.once(form.cleaned_data["form_id"], act, by=request.user))
        except Conflict:
            sent_again(form, seen=actions.mark_of(row))
            context |= {"conflict": context["lines"][0], "form": form}
            return render(request, "cases/setup_form.html", context, status=409)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return page(request, "cases/setup_form.html", form, context)


def _about(shown: Part, row: Any) -> dict[str, Any]:
    """Return what stands round the form: where the row is used, and who changed it."""
    context = {
        "crumbs": [*_crumbs(shown), {"label": _name(row) if row else shown.new}],
        "heading": _name(row) if row else shown.new,
        "back": shown.url(),
        "is_scale": shown.key == "scale",
        "row": row,
        "lines": [],
        "usage": None,
        "conflict": None,
        "remove_url": "",
        "small_number": 0,
    }
    if row is None:
        return context
    small = _small_number(timezone.localdate())
    return context | {
        "lines": history_of_setup(shown.model, row.pk),
        "usage": usage_of(row, small),
        "remove_url": "" if actions.was_chosen(row) else shown.url("remove", row.pk),
        "small_number": small,
    }


def _groups(shown: Part, today: date) -> list[dict[str, Any]]:
    rows: list[Any] = list(shown.model.objects.order_by("position", "pk"))
    counts = counts_of_levels() if shown.key == "scale" else counts_of_entries()
    small, chosen = _small_number(today), chosen_ever(rows)

    def group(title: str, found: list[Any]) -> dict[str, Any]:
        return {
            "title": title,
            "rows": [
                {
                    "row": row,
                    "suits": suits_words(row.stages) if shown.key == "catalogue" else "",
                    "used": _used(counts.get(row.pk, 0), row.pk in chosen, small),
                    "change_url": shown.url("change", row.pk),
                    "turn_url": shown.url("turn", row.pk),
                    "is_first": row == found[0],
                    "is_last": row == found[-1],
                }
                for row in found
            ],
        }

    if shown.key == "scale":
        return [group("Skalaen", rows)] if rows else []
    titles: dict[Any, str] = {Arena.KLASSE: "", KONTAKT: CONTACT_TITLE, **ARENA_TITLES}
    by_shelf = {key: [row for row in rows if shelf_of(row) == key] for key in titles}
    return [group(title, by_shelf[key]) for key, title in titles.items() if by_shelf[key]]


def _used(number: int, is_chosen: bool, small: int) -> str:
    if number:
        return f"{few(number, small)} åbne sager"
    return "ingen åbne sager nu" if is_chosen else "ikke brugt endnu"


def _small_number(today: date) -> int:
    return Calendars.load().municipality().numbers(today).small_number


def _name(row: Any) -> str:
    return row.title if isinstance(row, CatalogueEntry) else row.name


def _tabs(current: str) -> list[dict[str, Any]]:
    return [
        {"label": part.title, "url": part.url(), "count": None, "current": key == current}
        for key, part in PARTS.items()
    ]


def _crumbs(shown: Part) -> list[dict[str, str]]:
    return [{"label": f"Katalog og skala: {shown.title.lower()}", "url": shown.url()}]

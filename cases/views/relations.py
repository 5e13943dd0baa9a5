"""Being too close to a child to work with it: saying so, who has said so, and the end of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from absence.overview import classes_of, whom
from cases import actions
from cases.forms.relations import EndRelationForm, RelationForm
from cases.models import DeclaredRelation
from cases.permissions import (
    get_known_pupil,
    note_list,
    note_lookup,
    roles_of,
    visible_pupils,
)
from cases.relations import led_relations, others_who_appoint, without_head
from cases.views.answer import done, page
from cases.views.oversight import tabs
from kiss.lib.http import Request
from kiss.lib.text import join_and
from schools.models import Pupil, School, User
from schools.roles import Role

LEADS = {Role.SKOLELEDER, Role.TEAMLEDER}


@dataclass(frozen=True, slots=True)
class Row:
    """A declared relation as its reader may see it, and whether it is theirs to end."""

    relation: DeclaredRelation
    about: str
    is_mine_to_end: bool


@require_http_methods(["GET", "POST"])
def declare(request: Request, public_id: str) -> HttpResponse:
    """Let somebody say that they are related or close to a child whom they can see."""
    pupil = get_known_pupil(request, public_id, purpose="Siden om inhabilitet")
    today = timezone.localdate()
    school_class = classes_of([pupil.pk], today).get(pupil.pk)
    form = RelationForm(request.POST or None)

    def act() -> str:
        actions.declare_relation(pupil, on=today, by=request.user, **form.given())
        note_lookup(request, pupil=pupil, purpose="Oplyste at være inhabil")
        return reverse("cases:access") + "#inhabil"

    answer = done(
        request, form, act, say="Det er noteret. Fra nu af kan du ikke se noget om barnet."
    )
    if answer:
        return answer
    school = school_class.school if school_class else None
    context = {
        "pupil": pupil,
        "school_class": school_class,
        "back_url": _back(request.user, pupil, today),
        "takes_over": _takes_over(request.user, pupil, school, today),
        "crumbs": [
            {"label": "Min adgang", "url": reverse("cases:access")},
            {"label": "Inhabilitet"},
        ],
    }
    return page(request, "cases/relation_new.html", form, context)


def _back(user: User, pupil: Pupil, today: date) -> str:
    """Return the child's page, or one's own when only a closed case of the child can be read."""
    if visible_pupils(user, today).filter(pk=pupil.pk).exists():
        return reverse("absence:pupil", args=[pupil.public_id])
    return reverse("cases:access")


def _takes_over(user: User, pupil: Pupil, school: School | None, today: date) -> str:
    """Tell somebody who leads that another must take the child over, and who can."""
    if school is None or not LEADS.intersection(roles_of(user, today)):
        return ""
    others = [person.name for person in others_who_appoint(user, pupil, school, today)]
    if not others:
        return (
            "Der er ingen anden leder på skolen, der kan se barnet. Sig det til forvaltningen, "
            "før du gemmer, så barnet ikke bliver overset."
        )
    return f"Aftal med {join_and(others)}, hvem der tager sig af barnet, når du ikke kan."


@require_safe
def relations(request: Request) -> HttpResponse:
    """Show who has declared a relation: to the head of the school, and without names to the DPO."""
    today = timezone.localdate()
    is_dpo = _require_reader(request, today)
    context: dict[str, Any] = {
        "is_dpo": is_dpo,
        "tabs": tabs(request, "cases:relations") if is_dpo else [],
        "rows": _rows_of_dpo(request.user, today) if is_dpo else [],
        "led": [],
        "is_head": Role.SKOLELEDER in roles_of(request.user, today),
        "crumbs": [
            {"label": "Min adgang", "url": reverse("cases:access")},
            {"label": "Inhabilitet"},
        ],
    }
    if context["is_head"]:
        found = list(_ordered(led_relations(request.user, today)))
        pupils = {row.pupil_id for row in found}
        note_list(request, pupils=sorted(pupils), purpose="Listen over inhabilitet")
        classes = classes_of(pupils, today)
        context["led"] = [
            Row(row, whom(row.pupil, classes.get(row.pupil_id)), True) for row in found
        ]
    return render(request, "cases/relations.html", context)


def _require_reader(request: Request, today: date) -> bool:
    """Let heads of schools and the controller in, and tell whether it is the controller."""
    roles = roles_of(request.user, today)
    if Role.DPO not in roles and Role.SKOLELEDER not in roles:
        raise Http404
    return Role.DPO in roles


def _ordered(rows: QuerySet[DeclaredRelation]) -> QuerySet[DeclaredRelation]:
    return rows.select_related("user", "pupil").order_by("-starts_on", "-pk")


def _rows_of_dpo(user: User, today: date) -> list[Row]:
    theirs = set(without_head(today).exclude(user=user).values_list("pk", flat=True))
    rows = _ordered(DeclaredRelation.objects.in_force(today))
    return [Row(row, f"Elev-id {row.pupil.elev_id}", row.pk in theirs) for row in rows]


@require_http_methods(["GET", "POST"])
def end(request: Request, pk: int) -> HttpResponse:
    """Ask why a relation is over, and end it after today."""
    today = timezone.localdate()
    relation, about = _mine_to_end(request, pk, today)
    form = EndRelationForm(request.POST or None)

    def act() -> str:
        actions.end_relation(relation, on=today, by=request.user, **form.given())
        return reverse("cases:relations")

    if answer := done(request, form, act, say="Oplysningen gælder dagen ud og ikke længere."):
        return answer
    context = {
        "relation": relation,
        "about": about,
        "crumbs": [
            {"label": "Inhabilitet", "url": reverse("cases:relations")},
            {"label": "Ophæv"},
        ],
    }
    return page(request, "cases/relation_end.html", form, context)


def _mine_to_end(request: Request, pk: int, today: date) -> tuple[DeclaredRelation, str]:
    """Return a relation that the user may end, with whom it is about; 404 for all others.

    One that ends today has been ended; it can be seen nowhere and is not ended twice.
    """
    is_dpo = _require_reader(request, today)
    found = _ordered(led_relations(request.user, today)).filter(pk=pk, ends_on=None).first()
    if found:
        note_lookup(request, pupil=found.pupil, purpose="Ophæver inhabilitet")
        school_class = classes_of([found.pupil_id], today).get(found.pupil_id)
        return found, whom(found.pupil, school_class)
    if not is_dpo:
        raise Http404
    rows = _ordered(without_head(today)).exclude(user=request.user)
    relation = get_object_or_404(rows, pk=pk, ends_on=None)
    return relation, f"elev-id {relation.pupil.elev_id}"

"""The municipality's own roles: who sets up, leads, administers and watches. No child is shown."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.actions import end_staff_role
from cases.forms.municipal import AppointForm, DismissForm, PeopleSearchForm, ResetForm
from cases.models import Case
from cases.permissions import may, require
from cases.staff import in_words, period_in_words
from cases.views.answer import done, page
from kiss.lib.http import Request
from kiss.lib.models import Refused
from kiss.lib.stepup import demand_fresh
from kiss.lib.text import plain_date, plural, possessive
from schools import actions
from schools.models import Membership, RoleProposal, User
from schools.roles import MUNICIPALS_OWN, RIGHTS, Role, Thing

FOUND: Final = 30
HISTORY: Final = 30


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: Request) -> HttpResponse:
    """Show who holds the municipality's roles, and what waits for another to confirm it."""
    require(request, Thing.SECOND)
    now = timezone.localtime()
    today = now.date()
    search = PeopleSearchForm(request.POST or None)
    rows = Membership.objects.not_over(today).filter(role__in=MUNICIPALS_OWN)
    rows = rows.select_related("user", "school").order_by("school__name", "user__name", "pk")
    context = {
        "may_give": may(request.user, Thing.MUNICIPAL, today),
        "search": search,
        "found": _found(search),
        "proposals": _proposals(request.user, now),
        "groups": [
            {
                "label": role.label,
                "sentence": RIGHTS[role].sentence,
                "rows": [
                    {"row": row, "period": period_in_words(row, today)}
                    for row in rows
                    if row.role == role
                ],
            }
            for role in MUNICIPALS_OWN
        ],
    }
    return render(request, "cases/municipal.html", context, status=422 if search.errors else 200)


def _found(search: PeopleSearchForm) -> list[User] | None:
    """Return who was looked for; None when nobody was."""
    if not search.is_valid():
        return None
    who = search.cleaned_data["who"]
    rows = User.objects.filter(Q(name__icontains=who) | Q(email__icontains=who))
    return list(rows.order_by("name", "pk")[:FOUND])


def _proposals(user: User, now: datetime) -> list[dict[str, Any]]:
    rows = RoleProposal.objects.open_at(now).select_related("user", "proposed_by")
    return [
        {
            "row": row,
            "words": _proposed(row),
            "may_confirm": user.pk not in {row.user_id, row.proposed_by_id},
            "may_withdraw": user.pk != row.user_id,
        }
        for row in rows.order_by("proposed_at", "pk")
    ]


def _proposed(row: RoleProposal) -> str:
    role = Role(row.role).label
    if row.membership_id and row.ends_on:
        return f"{possessive(row.user.name)} rolle som {role} slutter {plain_date(row.ends_on)}"
    until = f" til og med {plain_date(row.ends_on)}" if row.ends_on else ""
    first = plain_date(row.starts_on) if row.starts_on else "i dag"
    return f"{row.user.name} bliver {role} fra {first}{until}"


@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: Request) -> HttpResponse:
    """Give somebody one of the municipality's roles, or propose it where two must agree."""
    require(request, Thing.MUNICIPAL)
    now = timezone.localtime()
    form = AppointForm(request.POST or None, initial={"starts_on": now.date()})

    def act() -> str:
        given = actions.appoint(**form.given(), on=now.date(), at=now, by=request.user)
        role = Role(given.role).label
        said = (
            f"Foreslået: {_proposed(given)}. En anden skal bekræfte det inden syv dage."
            if isinstance(given, RoleProposal)
            else f"{given.user.name} er {role} fra {plain_date(given.starts_on)}."
        )
        messages.success(request, said)
        return reverse("cases:municipal")

    if form.is_valid():
        demand_fresh(request)
    if answer := done(request, form, act):
        return answer
    context = {
        "crumbs": _crumbs("Giv en rolle"),
        "sentences": [
            {"label": role.label, "sentence": RIGHTS[role].sentence} for role in MUNICIPALS_OWN
        ],
    }
    return page(request, "cases/municipal_appoint.html", form, context)


@require_safe
def person(request: Request, person_id: str) -> HttpResponse:
    """Show the administrator one person: roles everywhere, login, and who changed what when."""
    require(request, Thing.MUNICIPAL)
    today = timezone.localdate()
    user = get_object_or_404(User, public_id=person_id)
    rows = Membership.objects.of(user).select_related("school", "school_class")
    held = list(rows.not_over(today).order_by("starts_on", "pk"))
    led = Case.objects.open().filter(tovholder=user).count()
    context = {
        "person": user,
        "is_me": user == request.user,
        "crumbs": _crumbs(user.name),
        "facts": _facts(user, led),
        "has_factor": actions.has_factor(user),
        "roles": [
            {
                "row": row,
                "words": in_words(row),
                "place": row.school.name if row.school else "hele kommunen",
                "period": period_in_words(row, today),
                "may_end": user != request.user and _is_ours(row, held),
            }
            for row in held
        ],
        "history": _history(user),
    }
    return render(request, "cases/municipal_person.html", context)


def _is_ours(row: Membership, held: Iterable[Membership]) -> bool:
    """Tell whether the municipality ends a role: its own, and what a head of a school has there.

    Nobody at the school could: a head does not end their own roles.
    """
    heads = {other.school_id for other in held if other.role == Role.SKOLELEDER}
    return row.role in MUNICIPALS_OWN or row.school_id in heads


def _facts(user: User, led: int) -> list[dict[str, str]]:
    seen = user.last_login and timezone.localtime(user.last_login).date()
    facts = [
        ("Stilling", user.title),
        ("Arbejdsmail", user.email),
        ("Direkte telefon", user.phone),
        ("Sidst logget ind", plain_date(seen) if seen else "aldrig logget ind"),
        ("Bekræfter med", "app eller nøgle" if actions.has_factor(user) else "ingen endnu"),
        ("Tovholder på", plural(led, "åben sag", "åbne sager") if led else ""),
        ("Bruger", "" if user.is_active else "lukket: kan ikke logge ind"),
    ]
    return [{"label": label, "value": value} for label, value in facts if value]


def _history(user: User) -> list[dict[str, Any]]:
    """Return who gave, changed and ended a person's roles, the newest first."""
    rows = Membership.history.filter(user=user).select_related("history_user", "school")
    return [
        {
            "at": row.history_date,
            "what": f"{Role(row.role).label.capitalize()}, {row.school or 'hele kommunen'}: "
            f"{row.history_change_reason or 'ændret'}",
            "by": row.history_user.name if row.history_user else "systemets driftsfolk",
        }
        for row in rows.order_by("-history_date", "-history_id")[:HISTORY]
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def dismiss(request: Request, pk: int) -> HttpResponse:
    """End one of the municipality's roles, or propose it where two must agree."""
    require(request, Thing.MUNICIPAL)
    now = timezone.localtime()
    today = now.date()
    row = get_object_or_404(
        Membership.objects.not_over(today).select_related("user", "school", "school_class"), pk=pk
    )
    if not _is_ours(row, Membership.objects.of(row.user).not_over(today)):
        raise Http404
    if row.user == request.user:
        raise PermissionDenied
    form = DismissForm(request.POST or None, initial={"ends_on": max(today, row.starts_on)})
    back = reverse("cases:municipal_person", args=[row.user.public_id])

    def act() -> str:
        ends_on = form.cleaned_data["ends_on"]
        given: dict[str, Any] = {"ends_on": ends_on, "on": today, "by": request.user}
        proposal = None
        if row.role in MUNICIPALS_OWN:
            proposal = actions.dismiss(row, at=now, **given)
        else:
            end_staff_role(row, with_team=False, anyway=False, reason="", **given)
        said = (
            f"Foreslået: {_proposed(proposal)}. En anden skal bekræfte det inden syv dage."
            if proposal
            else f"{possessive(row.user.name)} rolle som {in_words(row)} slutter "
            f"{plain_date(ends_on)}."
        )
        messages.success(request, said)
        return back

    if form.is_valid():
        demand_fresh(request)
    if answer := done(request, form, act):
        return answer
    context = {
        "row": row,
        "words": in_words(row),
        "place": row.school.name if row.school else "hele kommunen",
        "needs_two": row.role in {Role.ADMINISTRATOR, Role.DPO},
        "crumbs": [*_crumbs(row.user.name)[:1], {"label": row.user.name, "url": back}],
        "back": back,
    }
    return page(request, "cases/municipal_dismiss.html", form, context)


@require_POST
def decide(request: Request, pk: int) -> HttpResponse:
    """Confirm what another person proposed, or take it back."""
    require(request, Thing.SECOND)
    now = timezone.localtime()
    proposal = get_object_or_404(RoleProposal.objects.select_related("user"), pk=pk)
    confirms = request.POST.get("svar") == "bekraeft"
    demand_fresh(request)
    try:
        if confirms:
            actions.confirm_role(proposal, on=now.date(), at=now, by=request.user)
        else:
            actions.withdraw_role(proposal, at=now, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = "Bekræftet" if confirms else "Trukket tilbage"
        messages.success(request, f"{said}: {_proposed(proposal)}.")
    return redirect("cases:municipal")


@require_POST
def login(request: Request, person_id: str) -> HttpResponse:
    """Close a user, so that nobody logs in as them, or open one again."""
    require(request, Thing.MUNICIPAL)
    user = get_object_or_404(User, public_id=person_id)
    demand_fresh(request)
    opens = request.POST.get("svar") == "aabn"
    try:
        if opens:
            actions.open_user(user, by=request.user)
        else:
            actions.close_user(user, on=timezone.localdate(), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = "kan logge ind igen" if opens else "er lukket og logget ud overalt"
        messages.success(request, f"{user.name} {said}.")
    return redirect("cases:municipal_person", user.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: Request, person_id: str) -> HttpResponse:
    """Take away somebody's app and keys, so that they couple new ones at the next login."""
    require(request, Thing.MUNICIPAL)
    user = get_object_or_404(User, public_id=person_id)
    if user == request.user:
        raise PermissionDenied
    form = ResetForm(request.POST or None)
    back = reverse("cases:municipal_person", args=[user.public_id])

    def act() -> str:
        actions.reset_second_factor(user, reason=form.cleaned_data["reason"], by=request.user)
        said = f"{user.name} er logget ud og skal tilføje en app eller nøgle ved næste login."
        messages.success(request, said)
        return back

    if form.is_valid():
        demand_fresh(request)
    if answer := done(request, form, act):
        return answer
    crumbs = [*_crumbs(user.name)[:1], {"label": user.name, "url": back}]
    context = {"person": user, "crumbs": crumbs, "back": back}
    return page(request, "cases/municipal_reset.html", form, context)


def _crumbs(here: str) -> list[dict[str, str]]:
    return [
        {"label": "Kommunens roller", "url": reverse("cases:municipal")},
        {"label": here, "url": ""},
    ]

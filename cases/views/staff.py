"""A school's people: who works with what, who is given a role, and whose role ends."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Max, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases import actions
from cases.forms.staff import ConfirmForm, EndRoleForm, GiveRoleForm
from cases.models import Case
from cases.permissions import schools_with
from cases.staff import (
    ONE_DAY,
    Colleague,
    cases_left_behind,
    get_workplace,
    in_words,
    is_the_schools,
    period_in_words,
    review_of,
    staff_of,
)
from cases.today.staff import staff_lines
from cases.views.answer import done, page
from kiss.lib.http import Request
from kiss.lib.stepup import demand_fresh
from kiss.lib.text import join_and, plain_date, plural, possessive
from kiss.signin.provider.configuration import provider
from schools.actions import take_on
from schools.models import Membership, School, SchoolClass, StaffReview, User
from schools.roles import RIGHTS, SCHOOLS_OWN, Role, Thing


@require_safe
def staff(request: Request) -> HttpResponse:
    """Show who works with what at a school, and first whom something must be done about."""
    today = timezone.localdate()
    schools = list(schools_with(request.user, Thing.PEOPLE, today).order_by("name", "pk"))
    if not schools:
        raise Http404
    asked = request.GET.get("skole")
    school = next((row for row in schools if row.public_id == asked), schools[0])
    may_give = _may_give(request.user, school, today)
    people = staff_of(school, today)
    context = {
        "school": school,
        "may_give": may_give,
        "filters": [
            {
                "label": row.name,
                "url": _list_of(row),
                "current": row == school,
            }
            for row in schools
        ],
        "lines": staff_lines(people, school, today, may_give=may_give),
        "review": review_of(school, today),
        "rows": [_row(person, today) for person in people],
    }
    return render(request, "cases/staff.html", context)


def _may_give(user: User, school: School, today: date) -> bool:
    return schools_with(user, Thing.ROLES, today).filter(pk=school.pk).exists()


def _row(person: Colleague, today: date) -> dict[str, Any]:
    return {
        "person": person,
        "roles": [
            {
                "words": in_words(row),
                "period": period_in_words(row, today),
                "suspended_on": row.suspended_on,
                "by_provider": bool(row.provider),
            }
            for row in person.roles
        ],
        "holds": person.holds(today),
    }


@require_safe
def person(request: Request, public_id: str, person_id: str) -> HttpResponse:
    """Show one of a school's people: roles, seats in the team, and the cases they lead there."""
    school = get_workplace(request, public_id)
    today = timezone.localdate()
    found = _colleague(school, person_id, today)
    may_give = _may_give(request.user, school, today) and found.user != request.user
    cases = Case.objects.open().filter(school=school, tovholder=found.user)
    over = Membership.objects.filter(school=school, user=found.user, ends_on__lt=today)
    context = {
        "school": school,
        "person": found,
        "is_me": found.user == request.user,
        "may_give": may_give,
        "crumbs": _crumbs(school, found.user.name),
        "facts": _facts(found.user),
        "roles": [
            {
                "pk": row.pk,
                "words": in_words(row),
                "period": period_in_words(row, today),
                "suspended_on": row.suspended_on,
                "by_provider": bool(row.provider),
                "sentence": RIGHTS[Role(row.role)].sentence,
                "may_end": may_give and is_the_schools(row),
                "again": _again(school, row) if row.ends_on else "",
            }
            for row in found.roles
        ],
        "seats": [{"row": row, "period": period_in_words(row, today)} for row in found.seats],
        "cases": cases.order_by("number"),
        "lacking": set(
            Case.objects.without_tovholder(today)
            .filter(school=school, tovholder=found.user)
            .values_list("pk", flat=True)
        ),
        "over": [
            {"words": in_words(row), "row": row}
            for row in over.select_related("school_class").order_by("-ends_on", "-pk")
        ],
    }
    return render(request, "cases/staff_person.html", context)


def _colleague(school: School, person_id: str, today: date) -> Colleague:
    for found in staff_of(school, today):
        if found.user.public_id == person_id:
            return found
    raise Http404


def _facts(user: User) -> list[dict[str, str]]:
    seen = user.last_login and timezone.localtime(user.last_login).date()
    facts = [
        ("Stilling", user.title),
        ("Arbejdsmail", user.email),
        ("Direkte telefon", user.phone),
        ("Sidst logget ind", plain_date(seen) if seen else "aldrig logget ind"),
    ]
    return [{"label": label, "value": value} for label, value in facts if value]


def _list_of(school: School) -> str:
    return f"{reverse('cases:staff')}?skole={school.public_id}"


def _crumbs(school: School, here: str) -> list[dict[str, str]]:
    return [{"label": "Medarbejdere", "url": _list_of(school)}, {"label": here, "url": ""}]


def _again(school: School, row: Membership) -> str:
    """Return where a role with an end is given for longer. Nobody's name stands in the address."""
    return f"{reverse('cases:staff_give', args=[school.public_id])}?igen={row.pk}"


@require_http_methods(["GET", "POST"])
def give(request: Request, public_id: str) -> HttpResponse:
    """Give somebody a role at a school."""
    school = get_workplace(request, public_id, to=Thing.ROLES)
    today = timezone.localdate()
    form = GiveRoleForm(
        request.POST or None, initial=_suggested(request, school, today), classes=_classes(school)
    )

    def act() -> str:
        row = take_on(school, on=today, by=request.user, **form.given())
        messages.success(request, _given(row))
        return _list_of(school)

    if form.is_valid():
        demand_fresh(request)
    if answer := done(request, form, act):
        return answer
    context = {
        "school": school,
        "crumbs": _crumbs(school, "Giv en rolle"),
        "list_url": _list_of(school),
        "sentences": [
            {"label": role.label, "sentence": RIGHTS[role].sentence} for role in SCHOOLS_OWN
        ],
    }
    return page(request, "cases/staff_give.html", form, context)


def _suggested(request: Request, school: School, today: date) -> dict[str, Any]:
    """Return what the form begins with: nothing, or a role that is to be given for longer."""
    again = request.GET.get("igen", "")
    row = (
        Membership.objects.filter(school=school, pk=again).select_related("user").first()
        if again.isdecimal()
        else None
    )
    if row is None or row.ends_on is None:
        return {"starts_on": today}
    return {
        "email": row.user.email,
        "role": row.role,
        "school_class": row.school_class_id,
        "starts_on": max(today, row.ends_on + ONE_DAY),
    }


def _classes(school: School) -> QuerySet[SchoolClass]:
    """Return the classes of the newest school year that a school has."""
    newest = school.classes.aggregate(year=Max("school_year"))["year"]
    return school.classes.filter(school_year=newest).order_by("grade", "letter", "pk")


def _given(row: Membership) -> str:
    first = f"{row.user.name} er {in_words(row)} fra {plain_date(row.starts_on)}"
    until = f" til og med {plain_date(row.ends_on)}" if row.ends_on else ""
    return f"{first}{until}.{_first_time(row.user)}"


def _first_time(user: User) -> str:
    """Say how a new colleague comes in; nothing of somebody who has a way in already."""
    there = provider()
    if there and user.expected_until:
        return (
            f" Personen logger ind med {there.name}, første gang senest "
            f"{plain_date(user.expected_until)}."
        )
    if user.has_usable_password() or there:
        return ""
    return " Første gang vælger personen selv en adgangskode: »Glemt adgangskode« på login-siden."


@require_http_methods(["GET", "POST"])
def role_end(request: Request, public_id: str, pk: int) -> HttpResponse:
    """End somebody's role, once the cases they lead are in other hands."""
    school = get_workplace(request, public_id, to=Thing.ROLES)
    today = timezone.localdate()
    row = get_object_or_404(
        Membership.objects.not_over(today).select_related("user", "school_class", "school"),
        school=school,
        pk=pk,
    )
    if row.user == request.user or not is_the_schools(row):
        raise PermissionDenied
    colleague = _colleague(school, row.user.public_id, today)
    suggested = {
        "ends_on": max(today, row.starts_on),
        "with_team": bool(colleague.seats) and len(colleague.roles) == 1,
    }
    form = EndRoleForm(request.POST or None, initial=suggested, has_seat=bool(colleague.seats))

    def act() -> str:
        actions.end_staff_role(row, on=today, by=request.user, **form.answers())
        messages.success(request, _ended(row, form.cleaned_data["ends_on"], today))
        return _list_of(school)

    if form.is_valid():
        demand_fresh(request)
    if answer := done(request, form, act):
        return answer
    wanted = suggested | getattr(form, "cleaned_data", {})
    left = cases_left_behind(row, last_day=wanted["ends_on"], with_team=wanted["with_team"])
    here = left.filter(school=school).order_by("number")
    context = {
        "school": school,
        "row": row,
        "words": in_words(row),
        "period": period_in_words(row, today),
        "crumbs": _crumbs(school, "Afslut en rolle"),
        "left": here,
        "elsewhere": left.exclude(pk__in=here.values("pk")).count(),
        "person_url": reverse("cases:staff_person", args=[school.public_id, row.user.public_id]),
    }
    return page(request, "cases/staff_end.html", form, context)


def _ended(row: Membership, ends_on: date, today: date) -> str:
    whose = f"{possessive(row.user.name)} rolle som {in_words(row)}"
    if ends_on < row.starts_on and row.starts_on > today:
        return f"{whose} er trukket tilbage."
    if ends_on < today:
        return f"{whose} er slut, og adgangen er lukket."
    return f"{whose} slutter {plain_date(ends_on)}."


@require_http_methods(["GET", "POST"])
def confirm(request: Request, public_id: str) -> HttpResponse:
    """Confirm who of a school's people still needs access, and end the roles of the others."""
    school = get_workplace(request, public_id, to=Thing.ROLES)
    now = timezone.localtime()
    today = now.date()
    people = {
        row.user.public_id: row
        for row in staff_of(school, today)
        if row.user != request.user and row.to_confirm(today)
    }
    choices = [(key, row.user.name) for key, row in people.items()]
    form = ConfirmForm(request.POST or None, people=choices)

    def act() -> str:
        kept, ended = form.split()
        actions.confirm_staff(
            school,
            kept=[people[key].user for key in kept],
            ended=[row.user for key, row in people.items() if key in ended],
            on=today,
            at=now,
            by=request.user,
        )
        return _list_of(school)

    if form.is_valid():
        demand_fresh(request)
    if answer := done(request, form, act, say="Listen er bekræftet."):
        return answer
    context = {
        "school": school,
        "crumbs": _crumbs(school, "Bekræft"),
        "list_url": _list_of(school),
        "people": [_to_confirm(row, form, school, today) for row in people.values()],
        "last": StaffReview.objects.filter(school=school)
        .exclude(confirmed_at=None)
        .select_related("confirmed_by")
        .order_by("-confirmed_at", "-pk")
        .first(),
    }
    return page(request, "cases/staff_confirm.html", form, context)


def _to_confirm(row: Colleague, form: ConfirmForm, school: School, today: date) -> dict[str, Any]:
    said = [join_and(in_words(role) for role in row.to_confirm(today))]
    if row.cases:
        said.append(f"fører {plural(row.cases, 'åben sag', 'åbne sager')}")
    seen = row.user.last_login and timezone.localtime(row.user.last_login).date()
    said.append(f"sidst logget ind {plain_date(seen)}" if seen else "aldrig logget ind")
    return {
        "key": row.user.public_id,
        "name": row.user.name,
        "says": ", ".join(said),
        "cases": row.cases,
        "is_suspended": bool(row.suspended_on),
        "is_kept": row.user.public_id in (form["kept"].value() or []),
        "url": reverse("cases:staff_person", args=[school.public_id, row.user.public_id]),
    }

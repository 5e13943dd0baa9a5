"""What may I see, and why; and what have I looked at."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from absence.overview import classes_of, whom
from cases.inquiries import asked_of
from cases.insight import looked
from cases.models import Case, CaseAccess, DeclaredRelation, EmergencyAccess
from cases.permissions import VIEW, note_list, roles_of, visible_cases, visible_pupils
from kiss.lib.http import Request
from kiss.lib.text import initials, join_and, plural
from schools.models import Lookup, Membership, Pupil, SchoolClass, User
from schools.roles import RIGHTS, Role, Scope, Thing

OWN_DAYS: Final = timedelta(days=30)
OWN_ROWS: Final = 200
# Looking at one's own look-ups shows the names again; it must not grow by being looked at.
THIS_PAGE: Final = "cases:access"
LEADS: Final = {Role.SKOLELEDER, Role.TEAMLEDER}


@dataclass(frozen=True, slots=True)
class Hat:
    """One role of a user: where, for how long, what it lets one see."""

    label: str
    place: str
    until: date | None
    by_provider: bool
    sentence: str
    reaches: list[tuple[Scope, str]]


@dataclass(frozen=True, slots=True)
class Reason:
    """A case that a user may open, and why."""

    case: Case
    who: str
    because: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A child that a user is asked to write one thing about, and why they see its name."""

    pupil_id: int
    who: str
    because: str
    url: str


@dataclass(frozen=True, slots=True)
class Near:
    """A child that a user is close to: initials and class, for that is all they may see."""

    about: str
    kind: str
    note: str
    since: date
    until: date | None


@require_safe
def access(request: Request) -> HttpResponse:
    """Show what the user's roles reach, the cases they are named on, and their own look-ups."""
    today = timezone.localdate()
    user = request.user
    reasons = named_cases(user, today)
    own = own_lookups(user, today)
    page = Paginator(own, OWN_ROWS).get_page(request.GET.get("side"))
    names = _names(user, [row.pupil_id for row in page], today)
    asked = asked_about(user, today)
    shown = set(names) | {reason.case.pupil_id for reason in reasons}
    shown |= {row.pupil_id for row in asked}
    note_list(request, pupils=sorted(shown), purpose="Min adgang")
    context = {
        "roles": hats_of(user, today),
        "reasons": reasons,
        "lookups": _together(page, names, _numbers(user, page, today)),
        "emergency": EmergencyAccess.objects.open_at(timezone.now())
        .filter(user=user)
        .select_related("case")
        .first(),
        "asked": asked,
        "relations": own_relations(user, today),
        "leads": not LEADS.isdisjoint(roles_of(user, today)),
        "is_head": Role.SKOLELEDER in roles_of(user, today),
        "page": page,
        "looked": looked(own),
        "days": OWN_DAYS.days,
    }
    return render(request, "cases/access.html", context)


def hats_of(user: User, today: date) -> list[Hat]:
    """Return the roles that a user holds on a day, in words."""
    held = Membership.objects.of(user).in_force(today).select_related("school", "school_class")
    return [_hat(row) for row in held.order_by("school__name", "role", "pk")]


def _hat(row: Membership) -> Hat:
    rights = RIGHTS[Role(row.role)]
    place = row.school.name if row.school else "hele kommunen"
    if row.school_class:
        place = f"{row.school_class.name}, {place}"
    by_scope: dict[Scope, list[str]] = {}
    for thing in Thing:
        by_scope.setdefault(rights.scope(thing), []).append(thing.value)
    by_scope.pop(Scope.NONE, None)
    return Hat(
        label=Role(row.role).label,
        place=place,
        until=row.ends_on,
        by_provider=bool(row.provider),
        sentence=rights.sentence,
        reaches=[(scope, join_and(things)) for scope, things in by_scope.items()],
    )


def named_cases(user: User, today: date) -> list[Reason]:
    """Return the open cases that a user is named on, and as what."""
    rows = (
        CaseAccess.objects.in_force(today)
        .filter(
            user=user,
            permission__codename=VIEW,
            content_object__in=visible_cases(user, today).open(),
        )
        .select_related("content_object__pupil")
        .order_by("content_object__number", "because")
    )
    because: dict[Case, list[str]] = {}
    for row in rows:
        because.setdefault(row.content_object, []).append(row.because)
    classes = classes_of({case.pupil_id for case in because}, today)
    return [
        Reason(case, whom(case.pupil, classes.get(case.pupil_id)), join_and(found))
        for case, found in because.items()
    ]


def asked_about(user: User, today: date) -> list[Asked]:
    """Return the children that a user is asked to write about or has, and why they see them."""
    rows = asked_of(user, today).select_related("case__pupil", "asked_by")
    found = list(rows.order_by("due_on", "pk"))
    classes = classes_of({row.case.pupil_id for row in found}, today)
    return [
        Asked(
            pupil_id=row.case.pupil_id,
            who=whom(row.case.pupil, classes.get(row.case.pupil_id)),
            because=f"Du har svaret {row.asked_by}. Du ser dit eget svar"
            if row.answer
            else f"{row.asked_by} har spurgt dig. Du ser kun spørgsmålet",
            url=row.get_absolute_url(),
        )
        for row in found
    ]


def own_relations(user: User, today: date) -> list[Near]:
    """Return the children that a user has declared a relation to, in initials."""
    rows = DeclaredRelation.objects.in_force(today).filter(user=user).select_related("pupil")
    found = list(rows.order_by("starts_on", "pk"))
    classes = classes_of({row.pupil_id for row in found}, today)
    return [
        Near(
            about=_in_initials(row.pupil, classes.get(row.pupil_id)),
            kind=row.get_kind_display(),
            note=row.note,
            since=row.starts_on,
            until=row.ends_on,
        )
        for row in found
    ]


def _in_initials(pupil: Pupil, school_class: SchoolClass | None) -> str:
    return f"{initials(pupil.name)} ({school_class.name})" if school_class else initials(pupil.name)


def own_lookups(user: User, today: date) -> Any:
    """Return a user's own look-ups of the last days with `is_refused`, newest first."""
    since = timezone.make_aware(datetime.combine(today - OWN_DAYS, time.min))
    rows = Lookup.objects.told().filter(user=user, at__gte=since).exclude(page=THIS_PAGE)
    return rows.order_by("-at", "-pk")


@dataclass(frozen=True, slots=True)
class Glance:
    """Look-ups of one minute for one purpose: a list is one glance at many names."""

    at: datetime
    purpose: str
    who: str
    case_number: str
    is_refused: bool


def _together(rows: Iterable[Any], names: dict[int, str], numbers: Collection[str]) -> list[Glance]:
    def moment(row: Any) -> tuple[datetime, str, str, bool]:
        at = row.at.replace(second=0, microsecond=0)
        return at, row.purpose, row.case_number, row.is_refused

    glances = []
    for (at, purpose, case_number, is_refused), found in groupby(rows, moment):
        pupils = list(dict.fromkeys(row.pupil_id for row in found))
        seen = sorted(names[pk] for pk in pupils if pk in names)
        lost = len(pupils) - len(seen)
        if lost:
            seen.append(f"{plural(lost, 'elev', 'elever')}, som du ikke længere har adgang til")
        number = case_number if case_number in numbers else ""
        glances.append(Glance(at, purpose, join_and(seen), number, is_refused))
    return glances


def _numbers(user: User, rows: Iterable[Lookup], today: date) -> set[str]:
    """Return the numbers of the cases that a user may still open, of some look-ups."""
    found = {row.case_number for row in rows} - {""}
    seen = visible_cases(user, today).filter(number__in=found)
    return set(seen.values_list("number", flat=True))


def _names(user: User, pupils: Iterable[int], today: date) -> dict[int, str]:
    """Return the names that a user may still see, of some pupils."""
    found = {row.pk: row for row in visible_pupils(user, today).filter(pk__in=set(pupils))}
    classes = classes_of(set(found), today)
    return {pk: whom(pupil, classes.get(pk)) for pk, pupil in found.items()}

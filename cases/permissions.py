"""Who may see and do what with a child's data. The only module that talks to django-guardian.

Every page, fragment, paper and export begins here. Outside one's reach the answer is 404, as if
the thing did not exist; 403 is only for somebody who may know that it does. Each reading of an
identifiable child is written in the look-up log before anything is shown, or nothing is shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from cases.models import Case, CaseAccess, CaseParticipant, Concern, Cover
from cases.models.case import CaseQuerySet
from cases.reading import stop_many
from cases.relations import apart, related_pupils, ties_of
from kiss.lib.http import Request
from kiss.lib.models import in_force
from kiss.lib.sql import Kept
from schools.actions.sealing import keep_months
from schools.holding import class_ids, held_on, read, school_ids
from schools.models import REFUSED, Enrolment, Lookup, Pupil, School, SchoolClass, User
from schools.roles import Role, Scope, Thing

VIEW, WRITE, LEAD = "view_case", "write_case", "lead_case"
_PERMISSIONS = Kept(
    lambda: [
        Permission.objects.filter(
            content_type__app_label="cases", codename__in=[VIEW, WRITE, LEAD]
        ).values_list("codename", "pk")
    ]
)
_THING = {VIEW: Thing.CASES, WRITE: Thing.WRITE, LEAD: Thing.LEAD}

# What somebody typed to find a child is kept so far.
SEARCH_KEPT = 200


class NotLogged(Exception):
    """A look-up could not be written down, so what was asked for may not be shown."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One right of one person on one case, for a period."""

    user_id: int
    codename: str
    starts_on: date
    ends_on: date | None
    because: str


def schools_with(user: User, thing: Thing, today: date) -> QuerySet[School]:
    """Return the schools where a user reaches all of a thing on a day."""
    return School.objects.filter(at_schools_with(user, thing, today, "pk"))


def at_schools_with(user: User, thing: Thing, today: date, path: str) -> Q:
    """Return the condition that the school under `path` is one of `schools_with`."""
    if reaches_municipality(user, thing, today):
        return Q(**{f"{path}__isnull": False})
    return Q(**{f"{path}__in": school_ids(user, thing, today)})


def reaches_municipality(user: User, thing: Thing, today: date) -> bool:
    """Tell whether a user reaches a thing in the whole municipality on a day."""
    return any(held.reaches(thing, Scope.MUNICIPALITY) for held in held_on(user, today))


def classes_with(user: User, thing: Thing, today: date) -> QuerySet[SchoolClass]:
    """Return the classes that a user reaches one by one, as their teacher."""
    return SchoolClass.objects.filter(pk__in=class_ids(user, thing, today))


def may(user: User, thing: Thing, today: date) -> bool:
    """Tell whether a user has any reach at all for a thing; for menus and doors, not for rows."""
    return any(not held.reaches(thing, Scope.NONE) for held in held_on(user, today))


def roles_of(user: User, today: date) -> list[Role]:
    """Return the roles that a user holds on a day."""
    return list(dict.fromkeys(held.role for held in held_on(user, today)))


def visible_cases(user: User, today: date, *, to: str = VIEW) -> CaseQuerySet:
    """Return the cases that a user may open (or write in, or lead) on a day."""
    if not may(user, _THING[to], today):
        return Case.objects.none()
    reached = at_schools_with(user, _THING[to], today, "school")
    reached |= Q(pk__in=named_on(user, today, to)) & _works_at(user, _THING[to], today)
    return Case.objects.filter(apart(user, today, "pupil"), reached)


def named_on(user: User, today: date, to: str) -> frozenset[int]:
    """Return the cases that a user is named on with a right on a day; asked once for a page."""
    return ties_of(user, today).named.get(to, frozenset())


def _works_at(user: User, thing: Thing, today: date) -> Q:
    """Return the condition that a case is at a place where a user has a role with any reach.

    To be named on a case opens it only with a role at its school or in the whole municipality.
    """
    return _at(
        {row.school_id for row in held_on(user, today) if not row.reaches(thing, Scope.NONE)}
    )


def _at(places: set[int | None]) -> Q:
    """Return the condition that a case is at one of some places; None is the whole municipality."""
    return Q() if None in places else Q(school__in=places)


def visible_pupils(user: User, today: date) -> QuerySet[Pupil]:
    """Return the pupils whose name and absence a user may see on a day."""
    by_school = Pupil.objects.filter(
        in_force(today, "enrolments__"),
        at_schools_with(user, Thing.PUPILS, today, "enrolments__school_class__school"),
    ).values("pk")
    by_class = Pupil.objects.filter(
        in_force(today, "enrolments__"),
        enrolments__school_class__in=class_ids(user, Thing.PUPILS, today),
    ).values("pk")
    by_case = visible_cases(user, today).open().values("pupil_id")
    far = apart(user, today, "pk")
    return Pupil.objects.filter(far, pk__in=by_school.union(by_class, by_case))


def get_case(
    request: Request, public_id: str, *, to: str = VIEW, purpose: str, search: str = ""
) -> Case:
    """Return a case the user may see and note the look-up, with what is searched for in it.

    Raises Http404 if it is hidden from the user, and PermissionDenied if it may be seen but
    `to` (WRITE or LEAD) is not theirs.
    """
    today = timezone.localdate()
    case = (
        visible_cases(request.user, today)
        .select_related("pupil", "school", "tovholder")
        .filter(public_id=public_id)
        .first()
    )
    if case is None:
        raise Http404
    if to != VIEW and not visible_cases(request.user, today, to=to).filter(pk=case.pk).exists():
        raise PermissionDenied
    note_lookup(request, pupil=case.pupil, case=case, purpose=purpose, search=search)
    return case


def get_pupil(request: Request, public_id: str, *, purpose: str, to: Thing = Thing.PUPILS) -> Pupil:
    """Return a pupil the user may see and note the look-up.

    Raises Http404 if they are hidden from the user, and PermissionDenied if `to` is not theirs.
    """
    pupil = visible_pupils(request.user, timezone.localdate()).filter(public_id=public_id).first()
    if pupil is None:
        raise Http404
    if to != Thing.PUPILS and not reaches_pupil(request.user, pupil, to, timezone.localdate()):
        raise PermissionDenied
    note_lookup(request, pupil=pupil, purpose=purpose)
    return pupil


def get_known_pupil(request: Request, public_id: str, *, purpose: str) -> Pupil:
    """Return a pupil whom the user sees now, or of whom they may read a case that is closed."""
    user, today = request.user, timezone.localdate()
    seen = visible_pupils(user, today).values("pk")
    read = visible_cases(user, today).values("pupil_id")
    pupil = Pupil.objects.filter(Q(pk__in=seen) | Q(pk__in=read), public_id=public_id).first()
    if pupil is None:
        raise Http404
    note_lookup(request, pupil=pupil, purpose=purpose)
    return pupil


def visible_concerns(user: User, today: date) -> QuerySet[Concern]:
    """Return the concerns that a user may read: their school's, their cases', and their own.

    What somebody wrote down themselves they may read again while they may see the pupil.
    """
    by_school = Concern.objects.filter(at_schools_with(user, Thing.DECIDE, today, "school"))
    by_case = Concern.objects.filter(case__in=visible_cases(user, today).values("pk"))
    own = Concern.objects.filter(noted_by=user, pupil__in=visible_pupils(user, today).values("pk"))
    found = by_school.values("pk").union(by_case.values("pk"), own.values("pk"))
    return Concern.objects.filter(apart(user, today, "pupil"), pk__in=found)


def get_concern(request: Request, public_id: str, *, purpose: str) -> Concern:
    """Return a concern the user may read and note the look-up; Http404 if hidden."""
    concern = (
        visible_concerns(request.user, timezone.localdate())
        .select_related("pupil", "school", "case", "noted_by", "decided_by")
        .filter(public_id=public_id)
        .first()
    )
    if concern is None:
        raise Http404
    note_lookup(request, pupil=concern.pupil, case=concern.case, purpose=purpose)
    return concern


def may_answer(user: User, concern: Concern, today: date) -> bool:
    """Tell whether a user may answer a concern and write its statutory plan."""
    if concern.pupil_id in related_pupils(user, today):
        return False
    by_place = schools_with(user, Thing.DECIDE, today).filter(pk=concern.school_id).exists()
    return by_place or (concern.case is not None and may_on_case(user, concern.case, LEAD, today))


def require(request: Request, thing: Thing) -> None:
    """Let a user through to a page about a thing, or answer 404."""
    if not may(request.user, thing, timezone.localdate()):
        raise Http404


def require_role(request: Request, role: Role) -> None:
    """Let a user with a role through, or answer 404."""
    if role not in roles_of(request.user, timezone.localdate()):
        raise Http404


def may_decide(user: User, pupil: Pupil, today: date) -> bool:
    """Tell whether a user may decide what happens with a pupil's flags."""
    return reaches_pupil(user, pupil, Thing.DECIDE, today)


def may_appoint(user: User, pupil: Pupil, today: date) -> bool:
    """Tell whether a user may open a case about a pupil and appoint its tovholder."""
    return reaches_pupil(user, pupil, Thing.APPOINT, today)


def may_appoint_in(user: User, school: School, today: date) -> bool:
    """Tell whether a user may appoint the tovholder of a school's cases."""
    return reaches_school(user, school.pk, Thing.APPOINT, today)


def reaches_school(user: User, school_id: int, thing: Thing, today: date) -> bool:
    """Tell whether a school is one of `schools_with`, by what has been read for the page."""
    return reaches_municipality(user, thing, today) or school_id in school_ids(user, thing, today)


def may_voice_concern(user: User, pupil: Pupil, today: date) -> bool:
    """Tell whether a user may note a concern about a pupil: anybody at work who may see them."""
    return may(user, Thing.CONCERN, today) and (
        visible_pupils(user, today).filter(pk=pupil.pk).exists()
    )


def may_on_case(user: User, case: Case, to: str, today: date) -> bool:
    """Tell whether a user has a right on a case on a day."""
    return visible_cases(user, today, to=to).filter(pk=case.pk).exists()


def rights_on(user: User, case: Case, today: date) -> tuple[bool, bool, bool, bool]:
    """Tell whether a user may lead a case, write in it, appoint there, and voice a concern."""
    leads, writes = (_is_visible(user, case, to, today) for to in (LEAD, WRITE))
    appoints = reaches_school(user, case.school_id, Thing.APPOINT, today)
    return leads, writes, appoints, may_voice_concern(user, case.pupil, today)


def _is_visible(user: User, case: Case, to: str, today: date) -> bool:
    """Tell whether a case is one of `visible_cases`, by what has been read for the page."""
    thing = _THING[to]
    if case.pupil_id in related_pupils(user, today):
        return False
    if reaches_school(user, case.school_id, thing, today):
        return True
    works = {row.school_id for row in held_on(user, today) if not row.reaches(thing, Scope.NONE)}
    return bool(works & {None, case.school_id}) and case.pk in named_on(user, today, to)


def reads_confided(user: User, case: Case, today: date) -> bool:
    """Tell whether a user may read what the child said in confidence, whoever wrote it down.

    The tovholder, and those leaders and social advisers who are named on the case themselves.
    """
    return reaches_by_name(user, case, Thing.CONFIDED, today)


def reaches_by_name(user: User, case: Case, thing: Thing, today: date) -> bool:
    """Tell whether a user reaches a thing in a case by being named on it.

    The role of a tovholder counts in the cases they lead, not where they only take part.
    """
    here = [row for row in held_on(user, today) if row.school_id in {None, case.school_id}]
    named = {row.role for row in here if row.reaches(thing, Scope.NAMED)}
    if named and case.pk in named_on(user, today, LEAD):
        return True
    return bool(named - {Role.TOVHOLDER}) and case.pk in named_on(user, today, VIEW)


def reads(user: User, case: Case, thing: Thing, today: date) -> bool:
    """Tell whether a user who sees a case reaches a thing in it, by the school or by name."""
    at_school = reaches_school(user, case.school_id, thing, today)
    return at_school or reaches_by_name(user, case, thing, today)


def reads_of_pupil(user: User, pupil: Pupil, thing: Thing, today: date) -> bool:
    """Tell whether a user reaches a thing about a pupil: by the school, or in a case they see."""
    in_case = cases_with(user, thing, today).filter(pupil=pupil)
    return reaches_pupil(user, pupil, thing, today) or in_case.exists()


def cases_with(user: User, thing: Thing, today: date) -> CaseQuerySet:
    """Return those of the visible cases in which a user reaches a thing, as `reads` does."""
    by_school = at_schools_with(user, thing, today, "school")
    named = [row for row in held_on(user, today) if row.reaches(thing, Scope.NAMED)]
    leads = Q(pk__in=named_on(user, today, LEAD)) & _at({row.school_id for row in named})
    others = {row.school_id for row in named if row.role != Role.TOVHOLDER}
    by_name = Q(pk__in=named_on(user, today, VIEW)) & _at(others)
    return visible_cases(user, today).filter(by_school | leads | by_name)


def confided(user: User, case: Case, today: date) -> Q:
    """Return the condition that a user may read what a child said: all, the open drawer, or own."""
    if reads_confided(user, case, today):
        return Q(case=case)
    return Q(case=case) & (Q(may_be_shared=True) | Q(noted_by=user))


def reaches_pupil(user: User, pupil: Pupil, thing: Thing, today: date) -> bool:
    """Tell whether a user reaches a thing by a role at the school that a pupil goes to."""
    return pupil.pk not in related_pupils(user, today) and any(
        reaches_school(user, school, thing, today) for school in schools_of(pupil.pk, today)
    )


def schools_of(
    pupil_id: int, today: date, asked: Iterable[Enrolment] | None = None
) -> frozenset[int]:
    """Return the schools that a pupil goes to on a day; asked once for a page.

    `asked` are the enrolments in force, with their class, where somebody has asked already.
    """

    def ask() -> frozenset[int]:
        if asked is not None:
            return frozenset(row.school_class.school_id for row in asked)
        rows = Enrolment.objects.in_force(today).filter(pupil=pupil_id)
        return frozenset(rows.values_list("school_class__school", flat=True))

    return read(("schools", pupil_id, today), ask)


def note_lookup(
    request: Request, *, pupil: Pupil, purpose: str, case: Case | None = None, search: str = ""
) -> None:
    """Write in the look-up log that a user sees a child's data. If it fails, so does the page.

    Raises ReadingStopped where the child would be one too many for a day.
    """
    now = timezone.now()
    # A child in danger is never one too many.
    if not _page_of(request).startswith("cases:emergency"):
        stop_many(request.user, pupil.pk, at=now, limit=settings.CHILDREN_A_DAY)
    remember(
        request.user,
        [pupil.pk],
        at=now,
        page=_page_of(request),
        purpose=purpose,
        case_number=case.number if case else "",
        search=search,
        method=request.method or "",
    )
    noted = request.__dict__.setdefault("noted_lookups", [])
    noted.append((now, pupil.pk, case.number if case else ""))


def note_refusal(request: Request) -> None:
    """Write down that what was noted in this request was not shown after all.

    Each row has the moment of the one it refuses: `LookupQuerySet` joins them by it.
    """
    user, page, method = request.user, _page_of(request), request.method or ""
    for at, pupil, number in request.__dict__.get("noted_lookups", []):
        remember(
            user, [pupil], at=at, page=page, purpose=REFUSED, case_number=number, method=method
        )


def note_list(request: Request, *, pupils: list[int], purpose: str, search: str = "") -> None:
    """Write in the look-up log that a user sees a list with these pupils' names.

    `search` is what was typed to find them. It stands in the row, and never in an address.
    """
    remember(
        request.user,
        sorted(set(pupils)),
        at=timezone.now(),
        page=_page_of(request),
        purpose=purpose,
        search=search,
        method=request.method or "",
        in_list=True,
    )


def _page_of(request: Request) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def remember(
    user: User,
    pupils: Iterable[int],
    *,
    at: datetime,
    page: str,
    purpose: str,
    case_number: str = "",
    search: str = "",
    method: str = "GET",
    in_list: bool = False,
) -> None:
    """Write look-ups of some pupils by a user: the only place that adds to the log.

    The rows are in the database when this returns, before anything is shown. Raises NotLogged if
    they cannot be written; then nothing may be shown.
    """
    rows = [
        Lookup(
            at=at,
            user=user,
            pupil_id=pupil,
            case_number=case_number,
            page=page,
            purpose=purpose,
            search=" ".join(search.split())[:SEARCH_KEPT],
            method=method,
            in_list=in_list,
        )
        for pupil in pupils
    ]
    try:
        try:
            with transaction.atomic():
                Lookup.objects.bulk_create(rows)
        except IntegrityError:
            # The clock makes the months ahead. If it stood still, the first reader makes this one.
            month = timezone.localdate(at)
            keep_months(month, month)
            with transaction.atomic():
                Lookup.objects.bulk_create(rows)
    except DatabaseError as error:
        raise NotLogged from error


def grants(case: Case) -> set[Grant]:
    """Return who may do what with a case, as tovholder, substitute and participants call for."""
    wanted = {
        Grant(case.tovholder_id, codename, case.opened_on, None, "er tovholder")
        for codename in (VIEW, WRITE, LEAD)
    }
    for cover in Cover.objects.filter(case=case).select_related("tovholder"):
        because = f"er vikar for {cover.tovholder}"[:160]
        wanted |= {
            Grant(cover.substitute_id, codename, cover.starts_on, cover.ends_on, because)
            for codename in (VIEW, WRITE, LEAD)
        }
    for part in CaseParticipant.objects.standing().filter(case=case):
        codenames = (VIEW, WRITE) if part.may_write else (VIEW,)
        wanted |= {
            Grant(part.user_id, codename, part.starts_on, part.ends_on, part.part)
            for codename in codenames
        }
    return wanted


def sync(case: Case) -> None:
    """Make the stored grants of a case equal to `grants(case)`; in the caller's transaction."""
    [permissions] = map(dict, _PERMISSIONS.ask())
    held = ("user_id", "permission__codename", "starts_on", "ends_on", "because", "pk")
    stored = {
        Grant(*grant): pk
        for *grant, pk in CaseAccess.objects.filter(content_object=case).values_list(*held)
    }
    wanted = grants(case)
    stale = [pk for grant, pk in stored.items() if grant not in wanted]
    CaseAccess.objects.filter(pk__in=stale).delete()
    CaseAccess.objects.bulk_create(
        CaseAccess(
            content_object=case,
            user_id=grant.user_id,
            permission_id=permissions[grant.codename],
            starts_on=grant.starts_on,
            ends_on=grant.ends_on,
            because=grant.because,
        )
        for grant in sorted(wanted - stored.keys(), key=repr)
    )

"""Who is too close to a child to see anything of it, and who may say that it is over.

A declared relation takes away and never gives: every gate leaves the child out by `apart`.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.models import CaseAccess, DeclaredRelation
from kiss.lib.models import in_force
from kiss.lib.sql import Kept
from schools.holding import read
from schools.models import Enrolment, Membership, Pupil, School, User
from schools.roles import Role, Scope, Thing, roles_with


def _ties(user_id: int, day: date) -> list[QuerySet[Any, Any]]:
    """Return what ties a user on a day: their rights on cases, and the children."""
    grants = CaseAccess.objects.in_force(day).filter(user=user_id)
    related = DeclaredRelation.objects.in_force(day).filter(user=user_id)
    return [
        grants.values_list("permission__codename", "content_object_id"),
        related.values_list("pupil_id", flat=True),
    ]


_TIES: Final = Kept(_ties, int, date)


@dataclass(frozen=True, slots=True)
class Ties:
    """What ties a person to single cases and children: rights by name, and relations declared."""

    named: Mapping[str, frozenset[int]]
    related: frozenset[int]


def ties_of(user: User, day: date) -> Ties:
    """Return the cases that a user is named on, by right, and the children they are related to.

    Asked once for a page.
    """

    def ask() -> Ties:
        grants, related = _TIES.ask(user.pk, day)
        named: dict[str, set[int]] = defaultdict(set)
        for codename, case in grants:
            named[codename].add(case)
        return Ties({right: frozenset(cases) for right, cases in named.items()}, frozenset(related))

    return read(("ties", user.pk, day), ask)


def related_pupils(user: User, day: date) -> frozenset[int]:
    """Return the children that a user has declared a relation to; asked once for a page."""
    return ties_of(user, day).related


def apart(user: User, day: date, path: str) -> Q:
    """Return the condition that the child under `path` is none that a user is related to."""
    return ~Q(**{f"{path}__in": related_pupils(user, day)})


def unrelated(users: QuerySet[User], pupil: Pupil, day: date) -> QuerySet[User]:
    """Return those of some users who have declared no relation to a child."""
    return users.exclude(pk__in=related_users(pupil, day))


def is_related(user: User, pupil: Pupil, day: date) -> bool:
    """Tell whether a user has declared a relation to a child; read anew, for actions."""
    return related_users(pupil, day).filter(user_id=user.pk).exists()


def related_users(pupil: Pupil, day: date) -> QuerySet:
    """Return the ids of those who have declared a relation to a child."""
    return DeclaredRelation.objects.in_force(day).filter(pupil=pupil).values("user_id")


def others_who_appoint(user: User, pupil: Pupil, school: School, day: date) -> QuerySet[User]:
    """Return who else at a school may take a child over and appoint its tovholder, by name."""
    found = User.objects.filter(
        in_force(day, "memberships__"),
        memberships__school=school,
        memberships__role__in=roles_with(Thing.APPOINT, Scope.SCHOOL),
        is_active=True,
    ).exclude(pk=user.pk)
    return unrelated(found, pupil, day).distinct().order_by("name", "pk")


def led_relations(user: User, day: date) -> QuerySet[DeclaredRelation]:
    """Return what others have declared about the pupils of the schools that a user heads.

    A head who is related to the child does not see it: then it is somebody else's to end.
    """
    schools = Membership.objects.of(user).in_force(day).filter(role=Role.SKOLELEDER)
    pupils = Enrolment.objects.in_force(day).filter(
        apart(user, day, "pupil"), school_class__school__in=schools.values("school")
    )
    return DeclaredRelation.objects.in_force(day).filter(pupil__in=pupils.values("pupil"))


def without_head(day: date) -> QuerySet[DeclaredRelation]:
    """Return the relations that no head of the child's school can end: they are the controller's.

    It is the head's own, or every head of the school is related to the child too.
    """
    related = DeclaredRelation.objects.in_force(day).filter(
        user=OuterRef("user"), pupil=OuterRef(OuterRef("pupil"))
    )
    heads = Membership.objects.in_force(day).filter(
        ~Exists(related),
        role=Role.SKOLELEDER,
        user__is_active=True,
        school__in=Enrolment.objects.in_force(day)
        .filter(pupil=OuterRef(OuterRef("pupil")))
        .values("school_class__school"),
    )
    return DeclaredRelation.objects.in_force(day).exclude(Exists(heads))

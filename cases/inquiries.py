"""Who may be asked to write one thing about a child, and who reads what was asked and answered."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from cases.models import Case, DeclaredRelation, Inquiry
from cases.models.inquiry import InquiryQuerySet
from cases.permissions import LEAD, note_lookup, visible_cases
from cases.relations import apart, unrelated
from kiss.lib.http import Request
from kiss.lib.models import in_force
from kiss.lib.text import plain_date
from schools.holding import held_on
from schools.models import Enrolment, Membership, User
from schools.roles import Scope, Thing, roles_with

Status = Inquiry.Status


def who_may_answer(case: Case, today: date) -> QuerySet[User]:
    """Return whom a case's leader may ask: staff at its school who are not close to the child.

    Those who teach the child's class come first. Of them who lead the case none is asked.
    """
    seats = Enrolment.objects.in_force(today).filter(pupil=case.pupil_id).values("school_class")
    roles = Membership.objects.in_force(today).filter(
        user=OuterRef("pk"), school=case.school_id, role__in=roles_with(Thing.ANSWER, Scope.NAMED)
    )
    people = User.objects.filter(Exists(roles), is_active=True).exclude(pk=case.tovholder_id)
    near = Exists(roles.filter(school_class__in=seats))
    people = unrelated(people, case.pupil, today).annotate(teaches=near)
    return people.order_by("-teaches", "name", "pk")


def readable(user: User, today: date) -> InquiryQuerySet:
    """Return the inquiries a user may open: of cases they lead, and those they are asked.

    Whoever is asked reads theirs while the case is open and they have a role at its school.
    """
    led = Q(case__in=visible_cases(user, today, to=LEAD).values("pk"))
    return Inquiry.objects.filter(apart(user, today, "case__pupil"), led | _asked(user, today))


def asked_of(user: User, today: date) -> InquiryQuerySet:
    """Return what a user is asked or has answered, and therefore reads."""
    return Inquiry.objects.filter(apart(user, today, "case__pupil"), _asked(user, today))


def asked_now(user: User, today: date) -> InquiryQuerySet:
    """Return what a user is asked and has not answered, where they may."""
    return asked_of(user, today).waiting()


def _asked(user: User, today: date) -> Q:
    held = held_on(user, today)
    at = {row.school_id for row in held if row.reaches(Thing.ANSWER, Scope.NAMED)}
    return Q(
        asked_of=user,
        status__in=[Status.VENTER, Status.BESVARET],
        case__closed_on=None,
        case__school__in=at,
    )


def get_inquiry(request: Request, public_id: str, today: date, *, purpose: str) -> Inquiry:
    """Return an inquiry the user may open and note the look-up; Http404 if hidden."""
    rows = readable(request.user, today).select_related(
        "case__pupil", "case__school", "case__tovholder", "asked_of", "asked_by"
    )
    row = rows.filter(public_id=public_id).first()
    if row is None:
        raise Http404
    note_lookup(request, pupil=row.case.pupil, case=row.case, purpose=purpose)
    return row


def on_desk(user: User, led: Q, today: date) -> list[Inquiry]:
    """Return what a user is asked, and what is unsettled in the cases that they lead (`led`).

    `can_answer` tells whether whoever is asked still may.
    """
    role = Membership.objects.filter(
        in_force(today),
        Q(suspended_on=None) | Q(suspended_on__gt=today),
        user=OuterRef("asked_of"),
        user__is_active=True,
        school=OuterRef("case__school"),
        role__in=roles_with(Thing.ANSWER, Scope.NAMED),
    )
    close = DeclaredRelation.objects.in_force(today).filter(
        user=OuterRef("asked_of"), pupil=OuterRef("case__pupil")
    )
    rows = Inquiry.objects.unsettled().filter(
        apart(user, today, "case__pupil"),
        (led & Q(case__in=visible_cases(user, today, to=LEAD).values("pk")))
        | Q(pk__in=asked_now(user, today).values("pk")),
    )
    rows = rows.annotate(can_answer=Exists(role) & ~Exists(close))
    rows = rows.select_related("case__pupil", "asked_of", "asked_by")
    return list(rows.order_by("due_on", "pk"))


def of_case(case: Case) -> list[Inquiry]:
    """Return what colleagues were asked and answered in a case, the newest first."""
    rows = case.inquiries.exclude(status=Status.LUKKET).select_related("asked_of", "asked_by")
    return list(rows.order_by("-asked_on", "-pk"))


def readers_of(case: Case, today: date) -> list[Inquiry]:
    """Return what is asked in a case of those who may open it: each reads theirs alone."""
    rows = case.inquiries.filter(
        status__in=[Status.VENTER, Status.BESVARET],
        case__closed_on=None,
        asked_of__in=who_may_answer(case, today).values("pk"),
    )
    return list(rows.select_related("asked_of").order_by("asked_on", "pk"))


def answers_at(rows: Iterable[Inquiry], place: str) -> list[Inquiry]:
    """Return those of some inquiries that are read under one of the perspectives."""
    return [row for row in rows if row.place == place]


def brought_to_perspective(row: Inquiry) -> dict[str, Any]:
    """Return the fields of a perspective that an answer fills."""
    day = row.settled_on or row.asked_on
    return {
        "summary": row.answer,
        "explored_on": day,
        "explored_by": row.asked_of.name,
        "source": f"Hentet fra {row.asked_of.name}, der svarede {plain_date(day)}.",
    }

"""Opening a case, who leads it, and what it looks at."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, connection, transaction
from django.db.models import IntegerField, Max, QuerySet
from django.db.models.functions import Cast, Substr

from cases import permissions, timeline
from cases.actions.saving import hold_open, hold_pupil, save, take_off, written
from cases.models import Case, Concern, Cover, FocusChange, Handover
from cases.models.record import EventKind
from cases.phases import Element
from cases.relations import is_related, unrelated
from cases.rights import still_holds
from kiss.lib.models import Refused, in_force
from schools.models import Membership, Pupil, School, TeamMember, User
from schools.roles import Scope, Thing, roles_with

# Any fixed number will do: it names the turn that those who open a case wait for.
_NUMBERING = 26_0117


def possible_tovholdere(school: School, pupil: Pupil, today: date) -> QuerySet[User]:
    """Return who may be a child's tovholder at a school on a day: leaders in its Kom i skole team.

    They have a role there that leads cases. Nobody who has declared that they are related to the
    child.
    """
    lead = roles_with(Thing.LEAD, Scope.SCHOOL, Scope.NAMED)
    roles = Membership.objects.in_force(today).filter(school=school, role__in=lead)
    leaders = User.objects.filter(
        in_force(today, "team_memberships__"),
        is_active=True,
        pk__in=roles.values("user"),
        team_memberships__team__school=school,
        team_memberships__function=TeamMember.Function.LEDELSE,
    )
    return unrelated(leaders, pupil, today).distinct()


def school_to_lead(case: Case, on: date) -> School:
    """Return the school whose team leads a case on a day: where the child goes, else its own."""
    goes = case.pupil.enrolments.filter(in_force(on)).select_related("school_class__school")
    schools = [row.school_class.school for row in goes.order_by("pk")]
    return case.school if case.school in schools or not schools else schools[0]


@transaction.atomic
def open_case(
    pupil: Pupil,
    *,
    school: School,
    tovholder: User,
    because: str,
    on: date,
    by: User,
    concern: Concern | None = None,
) -> Case:
    """Open a case about a pupil, appoint its tovholder and give it the next number of the year.

    The pupil's concerns that nobody has decided yet, and `concern`, follow into the case.
    Raises Refused if the pupil has an open case or goes to another school on the day, if the
    tovholder is not a leader in the school's team, or if no reason is given.
    """
    because = written(because, "Skriv, hvorfor sagen oprettes.")
    hold_pupil(pupil)
    still_holds(by)
    check_tovholder(tovholder, school, pupil, on)
    if not pupil.enrolments.filter(in_force(on), school_class__school=school).exists():
        raise Refused(f"Eleven går ikke på {school} den dag, så sagen kan ikke oprettes her.")
    number = _next_number(on)
    if known := Case.objects.open().filter(pupil=pupil).first():
        raise Refused(already(known, school))
    case = Case(
        number=number,
        pupil=pupil,
        school=school,
        tovholder=tovholder,
        opened_on=on,
        opened_because=because,
        focus=Element.AFDAEKNING,
    )
    try:
        with transaction.atomic():
            save(case, by=by)
    except IntegrityError as error:
        raise Refused("Der er allerede en åben sag om eleven.") from error
    take_in_concerns(case, concern, on=on, by=by)
    permissions.sync(case)
    timeline.record(EventKind.OPENED, pupil=pupil, case=case, on=on, by=by)
    return case


def already(case: Case, school: School) -> str:
    """Say that a child has a case; of another school's case not the number, which opens doors."""
    if case.school == school:
        return f"Der er allerede en åben sag om eleven: {case.number}."
    return (
        f"Eleven har en åben sag på {case.school}. Den følger med hertil, når en leder i jeres "
        f"Kom i skole-team siger ja. Ring til {case.tovholder}{_phone(case.tovholder)}."
    )


def _phone(user: User) -> str:
    return f", {user.phone}" if user.phone else ""


@transaction.atomic
def appoint_tovholder(case: Case, *, user: User, reason: str, on: date, by: User) -> None:
    """Give a case another tovholder; the former one keeps only what other roles give.

    A case whose child has moved goes to the new school with its tovholder. Who else was asked to
    take over is asked no longer. Raises Refused if it is the same person, or nobody who may be
    tovholder at the school.
    """
    reason = written(reason, "Skriv, hvorfor sagen får en ny tovholder.")
    held = hold_open(case, by=by)
    if held.tovholder_id == user.pk:
        raise Refused(f"{user} er allerede tovholder på sagen.")
    school = school_to_lead(held, on)
    check_tovholder(user, school, held.pupil, on)
    has_moved = school != held.school
    # A substitute stands in for the one who was tovholder.
    end_cover_rows(held, Cover.objects.not_over(on).filter(case=held), on=on, by=by)
    held.tovholder, held.school = user, school
    save(held, by=by, reason=reason)
    permissions.sync(held)
    stop_asking(held, f"{user} blev tovholder.", on=on, by=by)
    for vacancy in held.vacancies.filter(solved_on=None):
        vacancy.solved_on = on
        save(vacancy, by=by)
    timeline.record(
        EventKind.TOVHOLDER_APPOINTED, pupil=held.pupil, case=held, on=on, by=by, user=user.pk
    )
    if has_moved:
        timeline.record(EventKind.CASE_MOVED, pupil=held.pupil, case=held, on=on, by=by)
    case.tovholder, case.school = user, school


@transaction.atomic
def change_focus(case: Case, *, to: str, reason: str, on: date, by: User) -> FocusChange | None:
    """Say which element a case works with now. Nothing is locked.

    Returns None when the focus is there already.
    """
    held = hold_open(case, by=by)
    if held.focus == to:
        return None
    reason = written(reason, "Skriv kort, hvorfor sagen skifter fokus.")
    change = FocusChange(
        case=held, from_element=held.focus, to_element=Element(to), reason=reason, by=by, on=on
    )
    held.focus = Element(to)
    save(held, by=by)
    save(change, by=by)
    timeline.record(
        EventKind.FOCUS_CHANGED, pupil=held.pupil, case=held, on=on, by=by, to=Element(to).label
    )
    case.focus = held.focus
    return change


def end_cover_rows(case: Case, covers: Iterable[Cover], *, on: date, by: User) -> None:
    """End covers of a case with the day; those that have not begun are taken off."""
    for row in covers:
        if row.starts_on > on:
            take_off(row, by=by)
        elif row.ends_on > on:
            row.ends_on = on
            save(row, by=by)


def stop_asking(case: Case, because: str, *, on: date, by: User) -> None:
    """Settle the questions about taking a case over that nobody needs an answer to any more."""
    for row in case.handovers.unsettled():
        settle_handover(row, because, on=on, by=by)


def settle_handover(row: Handover, because: str, *, on: date, by: User) -> None:
    """Settle a question about taking over. Who said no, and when, stays what it was."""
    if row.answer == Handover.Answer.VENTER:
        row.answered_by, row.answered_on = by, on
    row.answer = Handover.Answer.LUKKET
    row.answer_note = f"{row.answer_note}\n{because}".strip()
    save(row, by=by)


def check_tovholder(user: User, school: School, pupil: Pupil, on: date) -> None:
    """Refuse somebody who may not be a child's tovholder at a school on a day."""
    if is_related(user, pupil, on):
        raise Refused(f"{user} kan ikke være tovholder for barnet. Vælg en anden.")
    if not possible_tovholdere(school, pupil, on).filter(pk=user.pk).exists():
        raise Refused(
            f"{user} kan ikke være tovholder, for tovholderen skal være en leder i "
            f"Kom i skole-teamet på {school}."
        )


def _next_number(on: date) -> str:
    """Return the next case number of the year; others wait until this transaction has ended."""
    year = f"{on.year % 100:02d}"
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_NUMBERING])
    highest = Case.objects.filter(number__startswith=f"{year}-").aggregate(
        highest=Max(Cast(Substr("number", 4), IntegerField()))
    )["highest"]
    return f"{year}-{(highest or 0) + 1:04d}"


def take_in_concerns(
    case: Case,
    concern: Concern | None,
    *,
    on: date,
    by: User,
    said: str = "Der er oprettet en sag",
) -> None:
    """Let the concerns that nobody has decided, and one more, follow into a case.

    `said` begins their answer; the number of the case follows.
    """
    undecided = Concern.objects.filter(pupil=case.pupil, decided_on=None)
    concerns = {row.pk: row for row in undecided}
    if concern is not None:
        concerns[concern.pk] = concern
    for row in concerns.values():
        row.case = case
        if row.decided_on is None:
            row.decided_on, row.decided_by = on, by
            row.decision = f"{said}: {case.number}."
        save(row, by=by)

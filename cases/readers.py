"""Who reaches a case through any gate, what they see by it, and why one sees a child oneself.

The gates read backwards: nobody is listed whom the gate itself would not let in.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import QuerySet
from django.utils.timezone import localdate

from cases.handing import readable
from cases.models import Case, CaseAccess, Handover
from cases.permissions import VIEW, may_on_case, reads, visible_cases
from cases.relations import unrelated
from kiss.lib.text import join_and, plain_date
from meetings.models import Meeting, Participant
from meetings.permissions import visible_meetings
from schools.holding import held_on
from schools.models import Enrolment, Membership, Pupil, School, User
from schools.roles import RIGHTS, Role, Scope, Thing, roles_with

WHOLE: Final = "Hele sagen"
LEFT_OUT: Final = {
    Thing.HOME: "de andres kontakter med hjemmet",
    Thing.STEERING: "skolens gennemgange",
    Thing.MEETINGS: "referater fra møder, personen ikke er inviteret til",
}
HANDED: Final = "Barnets navn, historien, løfterne og datoerne, intet andet af sagen"


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who may open a case, and the sentences that say why."""

    user: User
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Access:
    """What somebody sees of a case, and the sentences that say why and until when."""

    user: User
    sees: str
    because: tuple[str, ...]


def why(user: User, case: Case, today: date) -> list[str]:
    """Return the sentences that explain why a user may see a case on a day."""
    place = (
        Membership.objects.of(user)
        .in_force(today)
        .filter(school=case.school, role__in=roles_with(Thing.CASES, Scope.SCHOOL))
    )
    sentences = [f"Du er {row.get_role_display()} på {case.school}." for row in place]
    named = CaseAccess.objects.in_force(today).filter(
        user=user, content_object=case, permission__codename=VIEW
    )
    return sentences + [f"Du er knyttet til sagen: {row.because}." for row in named]


def readers(case: Case, today: date) -> list[Reader]:
    """Return everybody who may open a case on a day, and why, by name.

    The other way round of `visible_cases`, from the same tables.
    """
    because: dict[User, list[str]] = defaultdict(list)
    place = Membership.objects.in_force(today).filter(
        school=case.school,
        role__in=roles_with(Thing.CASES, Scope.SCHOOL),
        user__in=_unrelated_users(case, today),
    )
    for row in place.select_related("user").order_by("role", "pk"):
        because[row.user].append(f"{row.get_role_display()} på {case.school}")
    named = CaseAccess.objects.in_force(today).filter(
        content_object=case,
        permission__codename=VIEW,
        user__in=_unrelated_users(case, today),
    )
    for access in named.select_related("user").order_by("because", "pk"):
        # A grant alone opens nothing: the person must also hold a role here that reads cases.
        if may_on_case(access.user, case, VIEW, today):
            until = f" til og med {plain_date(access.ends_on)}" if access.ends_on else ""
            because[access.user].append(f"{access.because}{until}")
    return [
        Reader(user, tuple(sentences))
        for user, sentences in sorted(because.items(), key=lambda item: (item[0].name, item[0].pk))
    ]


def _unrelated_users(case: Case, today: date) -> QuerySet[User]:
    return unrelated(User.objects.filter(is_active=True), case.pupil, today)


def everybody(case: Case, today: date) -> list[Access]:
    """Return all who reach anything of a case on a day: those who read all of it come first."""
    whole = [
        Access(row.user, _sees(row.user, case, today), row.because) for row in readers(case, today)
    ]
    known = {row.user.pk for row in whole}
    parts = [
        row
        for row in (*_asked(case, today), *_leaders_asked(case, today), *_invited(case, today))
        if row.user.pk not in known
    ]
    return whole + sorted(parts, key=lambda row: (row.user.name, row.user.pk, row.sees))


def _sees(user: User, case: Case, today: date) -> str:
    """Return "Hele sagen", or what of it somebody who only takes part does not read."""
    left_out = [words for thing, words in LEFT_OUT.items() if not reads(user, case, thing, today)]
    return f"Sagen uden {join_and(left_out)}" if left_out else WHOLE


def _asked(case: Case, today: date) -> Iterator[Access]:
    """Return whoever is asked to be the tovholder and has not answered."""
    for row in case.handovers.waiting().filter(to_user__is_active=True).select_related("to_user"):
        if readable(row.to_user, today).filter(pk=row.pk).exists():
            since = plain_date(row.asked_on)
            because = f"spurgt {since}, om sagen kan gives videre; til spørgsmålet er besvaret"
            yield Access(row.to_user, HANDED, (because,))


def _leaders_asked(case: Case, today: date) -> Iterator[Access]:
    """Return those who lead a school that the case was to be handed to; they read the question."""
    moved = Handover.objects.filter(case=case).exclude(school=case.school)
    for school in School.objects.filter(pk__in=moved.values("school")).order_by("name", "pk"):
        place = Membership.objects.in_force(today).filter(
            school=school,
            role__in=roles_with(Thing.APPOINT, Scope.SCHOOL),
            user__is_active=True,
        )
        for row in place.select_related("user").order_by("role", "pk"):
            if readable(row.user, today).filter(case=case, school=school).exists():
                held = f"{row.get_role_display()} på {school}{_until(row.ends_on)}"
                yield Access(row.user, HANDED, (f"{held}; sagen gives videre dertil",))


def _invited(case: Case, today: date) -> Iterator[Access]:
    """Return those who are invited to meetings about the case, each of them once."""
    rows = Participant.objects.filter(meeting__case=case, user__is_active=True)
    invited: dict[User, list[Participant]] = defaultdict(list)
    for row in rows.select_related("meeting", "user").order_by("meeting__starts_at", "pk"):
        if row.user and visible_meetings(row.user, today).filter(pk=row.meeting_id).exists():
            invited[row.user].append(row)
    for user, found in invited.items():
        day = plain_date(localdate(found[-1].meeting.starts_at))
        which = f"mødet {day}" if len(found) == 1 else f"{len(found)} møder, det sidste {day},"
        parts = join_and(dict.fromkeys(row.part or row.name for row in found))
        until = _until(_last_day(user, found[-1].meeting, today))
        sees = f"Tid og sted for {which} og sagens nummer, ikke barnet"
        yield Access(user, sees, (f"inviteret som {parts}{until}",))


def _last_day(user: User, meeting: Meeting, today: date) -> date | None:
    """Return the last day on which the gate lets somebody in who is only invited; None if open."""
    roles = Membership.objects.of(user).in_force(today)
    if roles.exclude(role=Role.AD_HOC).exists():
        return None
    last = roles.order_by("-ends_on").values_list("ends_on", flat=True).first()
    day = localdate(meeting.starts_at)
    after = visible_meetings(user, max(day, today) + timedelta(days=1))
    if after.filter(pk=meeting.pk).exists():
        return last
    return min(day, last or day)


def _until(day: date | None) -> str:
    return f" til og med {plain_date(day)}" if day else ""


def why_pupil(user: User, pupil: Pupil, today: date) -> list[str]:
    """Return the sentences that explain why a user may see a child: the roles, and the cases.

    From the same table of rights as the gate, `cases.permissions.visible_pupils`.
    """
    found = list(_by_role(user, pupil, today))
    for case in visible_cases(user, today).open().filter(pupil=pupil).order_by("number"):
        reasons = [sentence.rstrip(".") for sentence in why(user, case, today)]
        found.append(f"Barnet har sag {case.number}, som du kan åbne: {join_and(reasons)}.")
    return found


def _by_role(user: User, pupil: Pupil, today: date) -> Iterator[str]:
    rows = Enrolment.objects.in_force(today).filter(pupil=pupil).order_by("pk")
    classes = [row.school_class for row in rows.select_related("school_class__school")]
    for held in held_on(user, today):
        says = f"Du er {held.role.label}"
        sentence = RIGHTS[held.role].sentence
        if held.reaches(Thing.PUPILS, Scope.MUNICIPALITY) and classes:
            yield f"{says} i hele kommunen. {sentence}"
        elif held.reaches(Thing.PUPILS, Scope.SCHOOL):
            schools = dict.fromkeys(
                row.school for row in classes if row.school_id == held.school_id
            )
            yield from (f"{says} på {school}. {sentence}" for school in schools)
        elif held.reaches(Thing.PUPILS, Scope.CLASS):
            own = [row for row in classes if row.pk == held.class_id]
            yield from (f"{says} i {row.name} på {row.school}. {sentence}" for row in own)

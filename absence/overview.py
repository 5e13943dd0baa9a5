"""Which flags and decisions a user reaches, and what is known about the pupils they are about."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from absence.models import Flag, FlagDecision, Import
from absence.models.flags import FlagQuerySet
from absence.models.imports import ImportKind
from cases.models import Contact
from cases.permissions import at_schools_with, reaches_municipality
from cases.relations import apart
from kiss.lib.text import short_name
from schools.models import Enrolment, Pupil, SchoolClass, User
from schools.roles import Thing


def flagged_pupils(user: User, thing: Thing, today: date) -> QuerySet[Enrolment]:
    """Return the enrolments of a day at the schools where a user reaches a thing.

    Rights follow the place: a pupil who has moved is seen by the new school, whichever school the
    flag was raised at. A child that the user has declared a relation to is not among them.
    """
    return Enrolment.objects.in_force(today).filter(
        apart(user, today, "pupil"),
        at_schools_with(user, thing, today, "school_class__school"),
    )


def flags_in_reach(user: User, thing: Thing, today: date) -> FlagQuerySet:
    """Return the flags, whatever their status, of the pupils whose school a user reaches."""
    pupils = flagged_pupils(user, thing, today).values("pupil_id")
    return Flag.objects.filter(pupil_id__in=pupils)


def waiting_flags(user: User, thing: Thing, today: date) -> FlagQuerySet:
    """Return the flags in reach that wait for a decision, or warn of a limit that is near."""
    waiting = [Flag.Status.NEW, Flag.Status.SEEN, Flag.Status.COMING]
    return flags_in_reach(user, thing, today).filter(status__in=waiting)


def decisions_in_reach(user: User, today: date) -> QuerySet[FlagDecision]:
    """Return what was decided about pupils at the schools where a user decides."""
    pupils = flagged_pupils(user, Thing.DECIDE, today).values("pupil_id")
    return FlagDecision.objects.filter(pupil_id__in=pupils)


def latest_decisions(pupils: Collection[int]) -> dict[int, FlagDecision]:
    """Return the newest decision about each pupil, with who took it; one query."""
    newest = (
        FlagDecision.objects.filter(pupil__in=pupils)
        .order_by("pupil_id", "-decided_at", "-pk")
        .distinct("pupil_id")
    )
    return {row.pupil_id: row for row in newest.select_related("by")}


def classes_of(pupils: Collection[int], today: date) -> dict[int, SchoolClass]:
    """Return the class and school of each pupil on a day; one query."""
    return {row.pupil_id: row.school_class for row in enrolments_of(pupils, today)}


def enrolments_of(pupils: Collection[int], today: date) -> QuerySet[Enrolment]:
    """Return where some pupils go on a day, with class and school."""
    return (
        Enrolment.objects.in_force(today)
        .filter(pupil__in=pupils)
        .select_related("school_class__school")
    )


def whom(pupil: Pupil, school_class: SchoolClass | None) -> str:
    """Return "Malthe D. (8.A)"."""
    name = short_name(pupil.name)
    return f"{name} ({school_class.name})" if school_class else name


@dataclass(frozen=True, slots=True)
class Calls:
    """The attempts to reach a pupil's home: when each was, and whether anybody answered."""

    attempts: tuple[tuple[date, bool], ...] = ()

    def unanswered_since(self, day: date) -> list[date]:
        """Return the days from `day` on when nobody answered, oldest first."""
        return [on for on, answered in self.attempts if on >= day and not answered]

    def reached_since(self, day: date) -> date | None:
        """Return the last day from `day` on when somebody talked, if there is one."""
        return max((on for on, answered in self.attempts if on >= day and answered), default=None)


def calls_of(pupils: Collection[int], since: date) -> dict[int, Calls]:
    """Return the contacts with the homes of some pupils since a day; one query."""
    attempts: dict[int, list[tuple[date, bool]]] = defaultdict(list)
    rows = Contact.objects.filter(pupil__in=pupils, on__gte=since).order_by("on", "pk")
    for pupil_id, on, outcome in rows.values_list("pupil_id", "on", "outcome"):
        attempts[pupil_id].append((on, outcome == Contact.Outcome.TALT))
    return {pupil_id: Calls(tuple(found)) for pupil_id, found in attempts.items()}


def imports_seen_by(user: User, today: date) -> QuerySet[Import]:
    """Return the absence files that a user may know of: the municipality's and the own school's."""
    absence = Import.objects.filter(kind=ImportKind.ABSENCE)
    if reaches_municipality(user, Thing.IMPORT, today):
        return absence
    return absence.filter(at_schools_with(user, Thing.IMPORT, today, "school") | Q(school=None))


def by_pupil(flags: Iterable[Flag]) -> dict[int, list[Flag]]:
    """Put flags together by pupil, in the order they come."""
    found: dict[int, list[Flag]] = defaultdict(list)
    for flag in flags:
        found[flag.pupil_id].append(flag)
    return dict(found)

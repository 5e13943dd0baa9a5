"""What an emergency access shows of a case: what helps a child in danger, and nothing besides.

No notes, no minutes, no perspectives, no words of the child, no absence: of what has happened only
that it did. What others have written is cleaned of parents whose names are hidden.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.timezone import localtime

from absence.overview import classes_of
from cases.models import Case, Handleplan, Indsats
from cases.papers.discretion import for_emergency
from cases.protection import AtHome, at_home
from cases.story import Entry, story_of
from cases.topics import Reader
from kiss.lib.text import plain_date
from schools.calendars import Calendars
from schools.models import Membership, SchoolClass
from schools.roles import Role

type Clean = Callable[[str], str]

HEADLINES: Final = 15
OVER: Final = (Indsats.Status.AFSLUTTET, Indsats.Status.OPGIVET)


@dataclass(frozen=True, slots=True)
class ToCall:
    """Somebody at work who answers for the child."""

    name: str
    part: str
    phone: str


@dataclass(frozen=True, slots=True)
class Basis:
    """Somebody on the case, and on what ground they share in it."""

    name: str
    part: str
    ground: str
    until: date | None


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody does now."""

    what: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan as it stands: who does what, and when it is looked at again."""

    saved_on: date
    goals: list[str]
    deeds: list[Deed]
    next_on: date | None
    next_by: str
    sharing: str
    contact: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A case as it is read in an emergency."""

    facts: list[dict[str, str]]
    home: list[AtHome]
    to_call: list[ToCall]
    plan: Plan | None
    bases: list[Basis]
    headlines: list[Entry]


def sheet_of(case: Case, today: date, *, urls: Mapping[str, str]) -> Sheet:
    """Gather what is shown; `urls` are where hidden names and numbers are asked for."""
    school_class = classes_of([case.pupil_id], today).get(case.pupil_id)
    discretion = for_emergency(case)

    def clean(text: str) -> str:
        return discretion.clean(text, "")

    return Sheet(
        facts=_facts(case, school_class),
        home=at_home(case.pupil, urls),
        to_call=_to_call(case, today),
        plan=_plan(case, clean),
        bases=_bases(case, today),
        headlines=_headlines(case, school_class, today, clean),
    )


def _plan(case: Case, clean: Clean) -> Plan | None:
    plan = Handleplan.objects.filter(case=case).first()
    if plan is None:
        return None
    deeds = plan.indsatser.exclude(status__in=OVER).order_by("position", "pk")
    return Plan(
        saved_on=localtime(plan.saved_at).date(),
        goals=[clean(goal.text) for goal in plan.goals.order_by("position", "pk")],
        deeds=[Deed(clean(row.what), clean(row.who), clean(row.when)) for row in deeds],
        next_on=plan.next_follow_up_on,
        next_by=clean(plan.next_follow_up_by),
        sharing=clean(plan.sharing),
        contact=clean(plan.contact_during_absence),
    )


def _facts(case: Case, school_class: SchoolClass | None) -> list[dict[str, str]]:
    pupil = case.pupil
    school = school_class.school if school_class else case.school
    facts = [
        ("Født", plain_date(pupil.birth_date) if pupil.birth_date else ""),
        ("Skole", f"{school.name}, {school_class.name}" if school_class else school.name),
        ("Skolens telefon", school.phone),
        ("Sag", f"{case.number}, oprettet {plain_date(case.opened_on)}"),
        ("Afsluttet", plain_date(case.closed_on) if case.closed_on else ""),
    ]
    return [{"label": label, "value": value} for label, value in facts if value]


def _to_call(case: Case, today: date) -> list[ToCall]:
    tovholder = case.tovholder
    leads = Membership.objects.in_force(today).filter(
        school=case.school,
        role__in=[Role.SKOLELEDER, Role.TEAMLEDER],
        user__is_active=True,
    )
    others = leads.exclude(user=tovholder).select_related("user").order_by("role", "pk")
    return [
        ToCall(tovholder.name, "tovholder", tovholder.phone),
        *(ToCall(row.user.name, row.get_role_display(), row.user.phone) for row in others),
    ]


def _bases(case: Case, today: date) -> list[Basis]:
    rows = case.participants.in_force(today).select_related("user").order_by("part", "pk")
    return [Basis(row.user.name, row.part, row.get_basis_display(), row.ends_on) for row in rows]


def _headlines(
    case: Case, school_class: SchoolClass | None, today: date, clean: Clean
) -> list[Entry]:
    """Return the newest lines of the story without what was said, and without links."""
    world = Calendars.load().world_of(
        case.school_id,
        school_class.grade if school_class else None,
        school_class.pk if school_class else None,
    )
    whole = story_of(case, world, today, Reader())
    # That something is kept among a few is not for somebody from elsewhere to know.
    told = [row for row in whole if not row.is_restricted]
    return [
        Entry(on=row.on, text=clean(row.text), by=row.by, kind=row.kind) for row in told[:HEADLINES]
    ]

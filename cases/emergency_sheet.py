"""What an emergency access shows of a case: what helps a child in danger, and nothing besides.

No notes, no minutes, no perspectives, no words of the child, no absence: of what has happened only
that it did.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from absence.overview import classes_of
from cases.models import Case, Handleplan, Indsats
from cases.protection import AtHome, at_home
from cases.story import Entry, story_of
from kiss.lib.text import plain_date
from schools.calendars import Calendars
from schools.models import Membership, SchoolClass
from schools.roles import Role

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
class Sheet:
    """A case as it is read in an emergency."""

    facts: list[dict[str, str]]
    home: list[AtHome]
    to_call: list[ToCall]
    plan: Handleplan | None
    goals: list[str]
    deeds: list[Indsats]
    bases: list[Basis]
    sharing: str
    headlines: list[Entry]


def sheet_of(case: Case, today: date, *, urls: Mapping[str, str]) -> Sheet:
    """Gather what is shown; `urls` are where hidden names and numbers are asked for."""
    school_class = classes_of([case.pupil_id], today).get(case.pupil_id)
    plan = Handleplan.objects.filter(case=case).first()
    return Sheet(
        facts=_facts(case, school_class, plan),
        home=at_home(case.pupil, urls),
        to_call=_to_call(case, today),
        plan=plan,
        goals=[goal.text for goal in plan.goals.order_by("position", "pk")] if plan else [],
        deeds=list(plan.indsatser.exclude(status__in=OVER).order_by("position", "pk"))
        if plan
        else [],
        bases=_bases(case, today),
        sharing=plan.sharing if plan else "",
        headlines=_headlines(case, school_class, today),
    )


def _facts(
    case: Case, school_class: SchoolClass | None, plan: Handleplan | None
) -> list[dict[str, str]]:
    pupil = case.pupil
    school = school_class.school if school_class else case.school
    facts = [
        ("Født", plain_date(pupil.birth_date) if pupil.birth_date else ""),
        ("Skole", f"{school.name}, {school_class.name}" if school_class else school.name),
        ("Skolens telefon", school.phone),
        ("Sag", f"{case.number}, oprettet {plain_date(case.opened_on)}"),
        ("Afsluttet", plain_date(case.closed_on) if case.closed_on else ""),
        ("Kontakt, når barnet er væk", plan.contact_during_absence if plan else ""),
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


def _headlines(case: Case, school_class: SchoolClass | None, today: date) -> list[Entry]:
    """Return the newest lines of the story without what was said, and without links."""
    world = Calendars.load().world_of(
        case.school_id,
        school_class.grade if school_class else None,
        school_class.pk if school_class else None,
    )
    whole = story_of(case, world, today, reads_restricted=False)
    return [Entry(on=row.on, text=row.text, by=row.by, kind=row.kind) for row in whole][:HEADLINES]

"""A case with a plan, ready to become paper."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from cases import actions
from cases.models import Case
from cases.papers import Appointment, Ask, Paper, choose, handleplan_paper
from kiss.lib.pdf import render_pdf
from schools.calendars import Calendars
from schools.models import Municipality, SchoolClass, User
from tests import factories

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
ON = date(2026, 11, 23)
SECRET = "KANARIEFUGL"
STYLES = ("papers/page.css", "papers/sheet.css", "papers/child.css")


def at(day: str, clock: str = "14:30") -> datetime:
    """A day and a time in Copenhagen."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=COPENHAGEN)


def row(**changes: Any) -> actions.IndsatsInput:
    """A row of the plan."""
    given = {
        "what": "Møder Asta ved døren.",
        "who": "Sofie Winther, klasselærer",
        "when": "Hver mandag kl. 7.50",
        "works_when": "Asta er med fra første time.",
        "arena": "barn",
        "level": "foregribende",
    }
    return actions.IndsatsInput(**{**given, **changes})


ROWS = (
    row(
        what="Læser planen med Asta.",
        who="Camilla og Jonas, forældre",
        when="Søndag aften",
        arena="hjem",
    ),
    row(),
    row(what="Faste makkere.", who="Klasseteamet", when="Hver måned", arena="klasse"),
    row(what="Ringer, hvis Asta er væk.", who="Tove Tovholder, tovholder", arena="hjem"),
)
HEADINGS = {
    "going_well": "Asta er glad for billedkunst.\n- Hun spiller håndbold.",
    "parents_view": "Vi vil gerne have besked samme dag.",
    "overall_goal": "Asta er i skole hele ugen.",
    "professionals_view": f"Kun for os: {SECRET}.",
    "understanding": f"Kun for os: {SECRET}.",
    "occasion": f"Kun for os: {SECRET}.",
    "resources": f"Kun for os: {SECRET}.",
    "sharing": f"Kun for os: {SECRET}.",
    "no_class_indsats_reason": f"Kun for os: {SECRET}.",
}
GOALS = ("Asta kommer om mandagen.", "Asta har en makker.", "Asta ved, hvad der sker.")


@pytest.fixture
def pupil(klasse: SchoolClass) -> Any:
    """Asta, with both parents."""
    child = factories.make_pupil(klasse, parents=2)
    for parent, name in zip(
        child.custody_holders.order_by("pk"), ("Camilla Lund", "Jonas Krogh"), strict=True
    ):
        parent.name = name
        parent.save()
    return child


@pytest.fixture
def say(case: Case, tovholder: User) -> Callable[..., Any]:
    """Write down what Asta said."""

    def note(text: str, *, may_be_shared: bool = True, said_on: date = date(2026, 11, 19)) -> Any:
        return actions.note_child_words(
            case,
            said_on=said_on,
            said_to="Sofie Winther",
            text=text,
            may_be_shared=may_be_shared,
            on=ON,
            by=tovholder,
        )

    return note


@pytest.fixture
def plan(case: Case, tovholder: User) -> Callable[..., Any]:
    """Write Asta's plan."""

    def write(**changes: Any) -> Any:
        current = getattr(Case.objects.get(pk=case.pk), "handleplan", None)
        headings = dict.fromkeys(actions.plans.HEADINGS, "") | changes.pop("headings", HEADINGS)
        given = {
            "seen": current.version if current else 0,
            "headings": headings,
            "goals": list(GOALS),
            "indsatser": list(ROWS),
            "next_follow_up_on": date(2026, 12, 8),
            "next_follow_up_by": "Tove Tovholder",
            "on": ON,
            "by": tovholder,
        }
        return actions.save_plan(case, **{**given, **changes})

    return write


@pytest.fixture
def ask(case: Case, klasse: SchoolClass, tovholder: User) -> Callable[..., Ask]:
    """Ask for the paper as the page would; `to` is a recipient's key."""

    def order(*, to: str = "", **changes: Any) -> Ask:
        fresh = Case.objects.get(pk=case.pk)
        version = changes.get("version")
        given = Ask(
            recipient=choose(fresh, to),
            content=version.content if version else actions.plan_content(fresh),
            version=None,
            before=None,
            coming=Appointment(
                at("2026-12-08"), at("2026-12-08", "15:15"), "Mødelokale 2", "er med lidt"
            ),
            met=(),
            colleagues=(("Sofie Winther", "klasselærer"),),
            adults={"Sofie Winther", "Camilla Lund"},
            school_class=klasse,
            classmates=(),
            calendar=Calendars.load().world(klasse).calendar,
            municipality=Municipality.objects.get(),
            made_at=at("2026-11-23", "15:40"),
            by=tovholder,
        )
        return replace(given, **changes)

    return order


@pytest.fixture
def paper(case: Case, ask: Callable[..., Ask]) -> Callable[..., Paper]:
    """Make the paper of the plan as it stands."""

    def make(**changes: Any) -> Paper:
        return handleplan_paper(Case.objects.get(pk=case.pk), ask(**changes))

    return make


@pytest.fixture
def pdf(case: Case, paper: Callable[..., Paper], settings: Any) -> Callable[..., bytes]:
    """Make the PDF of the plan as it stands; a template that fetches anything fails."""
    settings.DEBUG = True

    def make(**changes: Any) -> bytes:
        return render_pdf(
            "papers/handleplan.html",
            {"sheet": paper(**changes).sheet},
            title=f"Sag {case.number} – Handleplan",
            styles=STYLES,
        )

    return make

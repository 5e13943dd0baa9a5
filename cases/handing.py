"""What a case's next tovholder must know: who may read it, the story, the promises, the dates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q
from django.utils.timezone import get_default_timezone

from cases.coming import Entry, future_of
from cases.models import (
    Case,
    ChildStatement,
    Contact,
    FollowUp,
    Handleplan,
    Handover,
    Indsats,
    Note,
)
from cases.models.handover import HandoverQuerySet
from cases.permissions import LEAD, at_schools_with, may, visible_cases
from cases.relations import apart
from cases.story import contact_sentence
from kiss.lib.text import join_and, plain_date, short_date
from law.danish import sentence
from law.figures import World
from meetings.models import Agreement
from schools.models import User
from schools.roles import Thing

# A line of the story that is longer is cut: ten of them shall fit on a page.
LINE: Final = 240
PROMISES: Final = 20
DATES: Final = 6
LED: Final = (Indsats.Status.AFTALT, Indsats.Status.I_GANG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """Something that somebody said would be done. `due_on` is None when no day was named."""

    what: str
    who: str
    due_on: date | None
    source: str


def readable(user: User, today: date) -> HandoverQuerySet:
    """Return the hand-overs a user may read: of cases they lead or appoint in, and their own.

    Whoever is asked reads the question while it waits, and nothing else of the case.
    """
    theirs = Q(case__in=visible_cases(user, today, to=LEAD).values("pk"))
    theirs |= at_schools_with(user, Thing.APPOINT, today, "case__school")
    theirs |= at_schools_with(user, Thing.APPOINT, today, "school")
    if may(user, Thing.CASES, today):
        theirs |= Q(to_user=user, answer=Handover.Answer.VENTER, case__closed_on=None)
    return Handover.objects.filter(apart(user, today, "case__pupil"), theirs)


def story_of_case(case: Case) -> str:
    """Return a case in at most ten lines, from what is written in it, for a tovholder to mend.

    Of the child's words only those that may be shown; nothing of restricted notes.
    """
    plan = Handleplan.objects.filter(case=case).first()
    lines = [
        ("Anledning", case.opened_because),
        ("Fokus", _focus(case)),
        *_plan_lines(plan),
        ("Barnets ord", _words(case)),
        ("Hvem holder kontakten", f"{_home(case)} {plan.contact_during_absence if plan else ''}"),
    ]
    return "\n".join(f"{label}: {_cut(said)}" for label, said in lines if said.strip())


def _focus(case: Case) -> str:
    change = case.focus_changes.order_by("-on", "-pk").first()
    since = f" siden {short_date(change.on)}: {change.reason}" if change else ""
    return f"{case.get_focus_display().lower()}{since}"


def _plan_lines(plan: Handleplan | None) -> list[tuple[str, str]]:
    if plan is None:
        return []
    rows = Indsats.objects.filter(plan=plan, status__in=LED).order_by("position", "pk")
    answers: dict[int, FollowUp] = {}
    for answer in FollowUp.objects.filter(indsats__in=rows).order_by("on", "pk"):
        answers[answer.indsats_id] = answer
    works = [row for row in rows if row.pk in answers and answers[row.pk].worked == "ja"]
    fails = [row for row in rows if row.pk in answers and answers[row.pk].worked == "nej"]
    rest = [row for row in rows if row not in works and row not in fails]
    return [
        ("Mål", plan.overall_goal or join_and(goal.text for goal in plan.goals.all())),
        ("Det virker", " ".join([*_said(works), plan.going_well])),
        ("Det virker ikke", " ".join(_said(fails))),
        ("I gang", " ".join(_said(rest))),
        ("Hvorfor fraværet bliver ved", plan.understanding),
        ("Forældrene siger", plan.parents_view),
    ]


def _said(rows: list[Indsats]) -> list[str]:
    return [f"{row.what.rstrip('.')} ({row.who})." if row.who else f"{row.what}" for row in rows]


def _words(case: Case) -> str:
    rows = ChildStatement.objects.filter(case=case, may_be_shared=True)
    row = rows.order_by("-said_on", "-pk").first()
    return f"»{row.text}« (til {row.said_to}, {short_date(row.said_on)})" if row else ""


def _home(case: Case) -> str:
    rows = Contact.objects.filter(case=case).select_related("by").order_by("-on", "-pk")
    talked = rows.filter(outcome=Contact.Outcome.TALT).first()
    silent = rows.filter(outcome=Contact.Outcome.INTET_SVAR)
    if talked:
        silent = silent.filter(Q(on__gt=talked.on) | Q(on=talked.on, pk__gt=talked.pk))
    days = [row.on for row in silent]
    last = short_date(days[0]).rstrip(".") if days else ""
    tried = f"{len(days)} forsøg uden svar, sidst {last}." if days else ""
    if talked is None:
        return tried
    said = f"{contact_sentence(talked)} {short_date(talked.on)} ({talked.by.name}). "
    return f"{tried} {said}{talked.summary}".strip()


def _cut(said: str) -> str:
    said = " ".join(said.split())
    return said if len(said) <= LINE else f"{said[: LINE - 1].rsplit(' ', 1)[0]} …"


def promises_of(case: Case, today: date) -> list[Promise]:
    """Return what has been promised in a case and not been done, the earliest first."""
    found = [*_agreed(case), *_planned(case), *_noted(case)]
    return sorted(found, key=lambda row: (row.due_on or date.max, row.what))[:PROMISES]


def _agreed(case: Case) -> Iterator[Promise]:
    rows = Agreement.objects.filter(meeting__case=case, done_on=None).select_related("meeting")
    for row in rows.order_by("due_on", "pk"):
        held = row.meeting.starts_at.astimezone(get_default_timezone()).date()
        yield Promise(
            what=row.what, who=row.who, due_on=row.due_on, source=f"mødet {plain_date(held)}"
        )


def _planned(case: Case) -> Iterator[Promise]:
    plan = Handleplan.objects.filter(case=case).exclude(next_follow_up_on=None).first()
    if plan is not None:
        yield Promise(
            what="Følge op på handleplanen",
            who=plan.next_follow_up_by or case.tovholder.name,
            due_on=plan.next_follow_up_on,
            source="handleplanen",
        )


def _noted(case: Case) -> Iterator[Promise]:
    """Yield the notes in which somebody writes that something is promised."""
    rows = Note.objects.filter(
        case=case, is_restricted=False, text__iregex=r"\mlov(er|ede|et)\M"
    ).select_related("by")
    for row in rows.order_by("-on", "-pk")[:PROMISES]:
        yield Promise(
            what=_cut(row.text),
            who=row.by.name,
            due_on=None,
            source=f"notat {plain_date(row.on)}",
        )


def dates_of(case: Case, world: World, today: date) -> list[Entry]:
    """Return the next days that matter in a case, the nearest first."""
    return sorted(future_of(case, world, today), key=lambda entry: entry.on)[:DATES]


def answer_in_words(handover: Handover) -> str:
    """Return what became of a hand-over: "Mette Holm sagde nej 24-11-2026"."""
    said = {
        Handover.Answer.VENTER: f"Afventer svar fra {handover.to_user}",
        Handover.Answer.OVERTAGET: f"{handover.to_user} tog over",
        Handover.Answer.AFSLAAET: f"{handover.to_user} sagde nej",
        Handover.Answer.LUKKET: "Trukket tilbage",
    }[Handover.Answer(handover.answer)]
    return sentence(f"{said} {plain_date(handover.answered_on)}" if handover.answered_on else said)

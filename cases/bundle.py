"""What an underretning gathers from a case, and what it becomes: plain values, ready for paper.

Nothing of restricted notes and files is in it. A parent with name and address protection, and every
CPR number, is replaced by a word in square brackets (ADR 0011).
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Q
from django.utils.timezone import localdate

from absence.models import Flag, Mark, MarkCategory, MarkChange
from absence.profile import Profile
from cases.effect import effect_of
from cases.models import Case, ChildStatement, Contact, FollowUp, Indsats, Underretning
from cases.papers.discretion import Discretion, for_emergency
from cases.protection import parents_of, shown_name
from cases.story import contact_sentence
from cases.topics import Reader
from kiss.lib.pdf import render_pdf
from kiss.lib.text import day_count, join_and, long_date, plain_date, plural, short_date
from law.danish import sentence
from law.explain import Explanation, explain_quarter
from law.quarters import quarter_of
from law.underretning import Ground, age_on, basis
from law.verdicts import RuleKey
from schools.models import Municipality, SchoolClass, User

# 2 since it says where and when it was written, and who signs. One that was frozen before does not.
FORMAT: Final = 2
_TOWN: Final = re.compile(r"\b\d{4}\s+(\D+)$")
STYLES: Final = ("papers/page.css", "papers/sheet.css", "papers/underretning.css")
# Where each text stands on the paper: what the person at work is told was taken out of it.
OBSERVED, ASSESSED, SAID, PARENTS, CALLS, PLAN, INFORMED = (
    "Det har vi set og hørt",
    "Sådan vurderer vi det",
    "Det siger barnet selv",
    "Det siger forældrene",
    "Kontakt med hjemmet",
    "Planen, og hvad der er prøvet",
    "Hvem der er orienteret",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What a case holds that may go into an underretning, as plain values.

    `absence` is None when no file has told of the child's absence.
    """

    absence: dict[str, Any] | None
    contacts: list[dict[str, str]]
    plan: dict[str, Any]

    @property
    def has_plan(self) -> bool:
        return bool(self.plan["versions"] or self.plan["deeds"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What somebody wrote and chose. `informed` are (who, what is said of it), in reading order."""

    ground: Ground
    recipient: str
    observation: str
    assessment: str
    words: Sequence[ChildStatement]
    no_child_words: str
    parents_view: str
    no_parents_view: str
    informed: Sequence[tuple[str, str]]
    hearing: str
    takes: Collection[str]
    corrects: Underretning | None


def gather(
    case: Case, profile: Profile, school_class: SchoolClass | None, today: date, reader: Reader
) -> Gathered:
    """Return what may go in: the absence with its evidence, the contacts, the plan and effects.

    Whoever does not read the contacts with the home brings those they had themselves.
    """
    discretion = for_emergency(case)
    effect = effect_of(case, school_class, profile.world, today)
    return Gathered(
        absence=_absence(case, profile, today),
        contacts=_contacts(case, discretion, today, reader),
        plan=_plan(case, discretion, effect.text if effect else ""),
    )


def content_of(
    case: Case,
    written: Written,
    gathered: Gathered,
    *,
    school_class: SchoolClass | None,
    municipality: Municipality,
    on: date,
    by: User,
) -> dict[str, Any]:
    """Return what the paper says, as plain values; the keys are read in `papers/underretning`."""
    discretion = for_emergency(case)
    cited = basis(written.ground, on)
    clean = discretion.clean
    return {
        "format": FORMAT,
        "case": case.number,
        "sender": f"{case.school.name} · {municipality.name}",
        "mark": "DEMO – alt indhold er opdigtet" if municipality.is_demo else "",
        "recipient": written.recipient.strip(),
        "made": f"Skrevet {long_date(on)} af {by.name}",
        "written": f"{_town(case, municipality)}, den {plain_date(on)}",
        "signed": _signed(by),
        "signer": {"name": by.name, "title": by.title or _part(case, by)},
        "corrects": _corrects(written.corrects),
        "ground": {
            "title": cited.title,
            "says": cited.says,
            "is_verified": cited.is_verified,
            "note": cited.note,
        },
        "facts": _facts(case, school_class, on),
        "absence": gathered.absence if "absence" in written.takes else None,
        "contacts": gathered.contacts if "contacts" in written.takes else None,
        "plan": gathered.plan if "plan" in written.takes else None,
        "observation": clean(written.observation.strip(), OBSERVED),
        "assessment": clean(written.assessment.strip(), ASSESSED),
        "words": [
            {
                "text": clean(row.text, SAID),
                "source": clean(f"Sagt {long_date(row.said_on)} til {row.said_to}", SAID),
                "in_confidence": not row.may_be_shared,
            }
            for row in written.words
        ],
        "no_child_words": clean(written.no_child_words.strip(), SAID),
        "parents_view": clean(written.parents_view.strip(), PARENTS),
        "no_parents_view": clean(written.no_parents_view.strip(), PARENTS),
        "informed": [
            {"who": clean(who, INFORMED), "said": clean(said, INFORMED)}
            for who, said in written.informed
        ],
        "hearing": clean(written.hearing, INFORMED),
    }


def paper_with(case: Case, content: Mapping[str, Any]) -> bytes:
    """Return the paper that says this, as a PDF; it is made once, and kept as it is."""
    return render_pdf(
        "papers/underretning.html",
        {"content": content},
        title=f"Sag {case.number} – Underretning",
        styles=STYLES,
    )


def _signed(by: User) -> str:
    title = f", {by.title}" if by.title else ""
    phone = f", telefon {by.phone}" if by.phone else ""
    return f"{by.name}{title}{phone}"


def _town(case: Case, municipality: Municipality) -> str:
    """Return where it is written: the town of the school's address, else the municipality's."""
    found = _TOWN.search(case.school.address.strip())
    return found[1].strip() if found else municipality.name.removesuffix(" Kommune")


def _part(case: Case, by: User) -> str:
    return "tovholder" if by.pk == case.tovholder_id else ""


def _corrects(first: Underretning | None) -> str:
    if first is None or first.sent_on is None:
        return ""
    return (
        f"Denne underretning retter underretning {first.number}, "
        f"som blev sendt {plain_date(first.sent_on)}."
    )


def _facts(case: Case, school_class: SchoolClass | None, on: date) -> list[dict[str, str]]:
    pupil = case.pupil
    born = pupil.birth_date
    parents = [
        f"{shown_name(pupil, row)} ({row.relation}"
        f"{'' if row.has_custody else ', uden forældremyndighed'})"
        for row in parents_of(pupil)
    ]
    rows = (
        ("Barnet", pupil.name),
        ("Født", f"{plain_date(born)}, {age_on(born, on)} år" if born else ""),
        ("Beskyttelse", "navne- og adressebeskyttelse" if pupil.is_protected else ""),
        ("Skole", f"{case.school.name}{f', {school_class.name}' if school_class else ''}"),
        ("Forældre", "; ".join(parents)),
        ("Sagen", f"{case.number}, oprettet {plain_date(case.opened_on)}"),
        ("Tovholder", _signed(case.tovholder)),
    )
    return [{"label": label, "value": value} for label, value in rows if value]


def _absence(case: Case, profile: Profile, today: date) -> dict[str, Any] | None:
    """Return the statement of a quarter: the newest in which 15 percent was reached, or this."""
    if profile.data_until is None:
        return None
    flag = (
        Flag.objects.filter(pupil=case.pupil, rule=RuleKey.UNLAWFUL_15)
        .exclude(status=Flag.Status.WITHDRAWN)
        .order_by("-effective_on")
        .first()
    )
    quarter = quarter_of(flag.effective_on if flag else today)
    since, until = profile.enrolled_from, profile.enrolled_to
    found = explain_quarter(
        profile.marks,
        quarter,
        profile.world,
        as_of=min(today, profile.data_until),
        first=max(quarter.first, since) if since else None,
        last=min(quarter.last, until) if until else None,
    )
    return {
        "quarter": sentence(quarter.label),
        # What is missing to the next limit is for those who keep watch, not for a letter.
        "sentences": [line for line in found.said if found.to_next not in line.lower()],
        "days": _days(case, found),
        "ignored": _ignored(found),
        "skipped": list(found.skipped_periods),
        "changes": _changes(case, quarter.first, quarter.last),
        "sums": _sums(profile),
        "source": found.source.cited,
        "calendar": found.calendar_version,
        "known": plain_date(profile.data_until),
    }


def _days(case: Case, found: Explanation) -> list[dict[str, str]]:
    days = {row.day for row in found.counted}
    read_in = {
        day: localdate(at)
        for day, at in Mark.objects.filter(pupil=case.pupil, day__in=days)
        .order_by("day", "slot")
        .values_list("day", "changed_at")
    }
    return [
        {
            "day": sentence(long_date(row.day)),
            "category": row.category.label,
            "counts": day_count(row.half_days),
            "read_in": short_date(read_in[row.day]) if row.day in read_in else "",
        }
        for row in found.counted
    ]


def _ignored(found: Explanation) -> list[str]:
    """Return what was noted and is not counted here: each kind with its days."""
    days: dict[tuple[str, str], list[date]] = defaultdict(list)
    for row in found.ignored:
        if row.day not in days[row.category.label, row.why]:
            days[row.category.label, row.why].append(row.day)
    return [
        f"{label} ({why}), {plural(len(kept), 'dag', 'dage')}: "
        f"{join_and(short_date(day).rstrip('.') for day in kept)}."
        for (label, why), kept in days.items()
    ]


def _changes(case: Case, first: date, last: date) -> list[str]:
    rows = MarkChange.objects.filter(pupil=case.pupil, day__range=(first, last))
    return [
        f"{sentence(long_date(row.day))}: fra {_category(row.old_category)} til "
        f"{_category(row.new_category)}, rettet {plain_date(localdate(row.at))}"
        for row in rows.order_by("day", "at", "pk")
    ]


def _category(number: int | None) -> str:
    return MarkCategory(number).label.lower() if number else "til stede"


def _sums(profile: Profile) -> dict[str, Any]:
    """Return all the absence of the last months and of the school year; the quarter has its own."""
    headings, lines = profile.sums()
    return {
        "headings": [f"{label}, {of}" for label, of in headings[1:]],
        "lines": [
            {
                "label": line.label,
                "cells": [f"{days} ({share})" if share else days for days, share in line.cells[1:]],
            }
            for line in lines
        ],
    }


def _contacts(
    case: Case, discretion: Discretion, today: date, reader: Reader
) -> list[dict[str, str]]:
    """Return every contact with the home and every attempt up to a day, the newest first."""
    ours = Q(case=case) | Q(case=None)
    if not reader.home:
        ours &= Q(by=reader.user_id)
    rows = Contact.objects.filter(ours, pupil=case.pupil, on__lte=today).select_related("by")
    return [
        {
            "on": plain_date(row.on),
            "text": discretion.clean(contact_sentence(row), CALLS),
            "summary": discretion.clean(row.summary, CALLS),
            "by": row.by.name,
        }
        for row in rows.order_by("-on", "-pk")
    ]


def _plan(case: Case, discretion: Discretion, effect: str) -> dict[str, Any]:
    """Return the versions of the plan with their goals, each action, and what came of it."""

    def clean(text: str) -> str:
        return discretion.clean(text, PLAN)

    followed: dict[int, list[str]] = defaultdict(list)
    answers = FollowUp.objects.filter(indsats__plan__case=case).order_by("on", "pk")
    for answer in answers:
        adjusted = f" {clean(answer.adjustment)}" if answer.adjustment else ""
        followed[answer.indsats_id].append(
            f"{plain_date(answer.on)}: gjort: {answer.get_done_display()}, "
            f"virkede: {answer.get_worked_display()}.{adjusted}"
        )
    deeds = Indsats.objects.filter(plan__case=case).order_by("position", "pk")
    return {
        "effect": effect,
        "versions": [
            {
                "title": f"Handleplan {row.number}, låst {plain_date(row.frozen_on)}",
                "goals": [clean(goal) for goal in row.content["goals"]],
            }
            for row in case.plan_versions.order_by("number")
        ],
        "deeds": [
            {
                "what": clean(row.what),
                "who": clean(row.who),
                "when": clean(row.when),
                "status": row.get_status_display(),
                "followed": followed[row.pk],
            }
            for row in deeds
        ],
    }

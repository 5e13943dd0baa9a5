"""The parts of a handleplan in words: for the form, the conflict page and the versions."""

from typing import Any, Final

from cases.catalogue import CONTACT_TITLE
from cases.models import Indsats, PlanSection
from cases.phases import Arena, Level
from kiss.lib.text import plain_date

# In the order in which the plan is read.
LABELS: Final = {
    "occasion": "Anledning og fraværsbillede",
    "no_child_words_reason": "Hvorfor barnets ord mangler",
    "parents_view": "Forældrenes perspektiv og ønsker",
    "no_parents_view_reason": "Hvorfor forældrenes perspektiv mangler",
    "professionals_view": "Skolens og andre fagpersoners perspektiv",
    "going_well": "Det går godt",
    "resources": "Ressourcer, motivation og netværk",
    "understanding": "Fælles forståelse",
    "understanding_on_paper": "Fælles forståelse med på papiret til forældrene",
    "overall_goal": "Overordnet mål",
    "goals": "Mål",
    "no_class_indsats_reason": "Hvorfor der ikke er en indsats i klassefællesskabet",
    "contact_during_absence": "Kontakt til skolen under fravær",
    "sharing": "Aftaler om deling af oplysninger",
    "next_follow_up_on": "Næste opfølgning",
    "next_follow_up_by": "Hvem følger op",
}

# What each section of the form holds, by the plan's own names; together they hold all of it.
PARTS: Final = {
    PlanSection.Key.ORD: {"no_child_words_reason"},
    PlanSection.Key.ANLEDNING: {"occasion"},
    PlanSection.Key.BLIKKE: {"parents_view", "no_parents_view_reason", "professionals_view"},
    PlanSection.Key.FUNDAMENT: {
        "going_well",
        "resources",
        "understanding",
        "understanding_from",
        "understanding_on_paper",
    },
    PlanSection.Key.MAAL: {"overall_goal", "goals"},
    PlanSection.Key.INDSATSER: {"indsatser", "no_class_indsats_reason"},
    PlanSection.Key.AFTALER: {
        "contact_during_absence",
        "sharing",
        "next_follow_up_on",
        "next_follow_up_by",
    },
}


def section_of(part: str) -> PlanSection.Key:
    """Return the section of the form that a part stands in; "indsats-7" is one of its actions."""
    name = "indsatser" if part.startswith("indsats-") else part
    return next(key for key, parts in PARTS.items() if name in parts)


def yes_or_no(value: bool) -> str:
    """Return a tick in words."""
    return "ja" if value else "nej"


def indsats_lines(row: dict[str, Any]) -> list[str]:
    """Return an action as lines: what; who and when; when it works; where, how far and its status.

    `row` has the keys of a frozen version; what is chosen are stored values.
    """
    where = f"{Arena(row['arena']).label}, {Level(row['level']).label}"
    if row.get("is_contact"):
        where = f"{CONTACT_TITLE} · {where}"
    status = Indsats.Status(row["status"]).label
    lines = [row["what"], f"{row['who']}, {row['when']}"]
    if row["works_when"]:
        lines.append(f"Det virker, når: {row['works_when']}")
    return [*lines, f"{where} · {status}"]


def day_words(day: Any) -> str:
    """Return a date in words, and nothing for no date."""
    return plain_date(day) if day else ""

"""The parts of a handleplan in words: for the form, the conflict page and the versions."""

from typing import Any, Final

from cases.models import Indsats
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
    "overall_goal": "Overordnet mål",
    "goals": "Mål",
    "no_class_indsats_reason": "Hvorfor der ikke er en indsats i klassefællesskabet",
    "contact_during_absence": "Kontakt til skolen under fravær",
    "sharing": "Aftaler om deling af oplysninger",
    "next_follow_up_on": "Næste opfølgning",
    "next_follow_up_by": "Hvem følger op",
}


def indsats_lines(row: dict[str, Any]) -> list[str]:
    """Return an action as lines: what; who and when; when it works; where, how far and its status.

    `row` has the keys of a frozen version; the last three are stored values.
    """
    where = f"{Arena(row['arena']).label}, {Level(row['level']).label}"
    status = Indsats.Status(row["status"]).label
    lines = [row["what"], f"{row['who']}, {row['when']}"]
    if row["works_when"]:
        lines.append(f"Det virker, når: {row['works_when']}")
    return [*lines, f"{where} · {status}"]


def day_words(day: Any) -> str:
    """Return a date in words, and nothing for no date."""
    return plain_date(day) if day else ""

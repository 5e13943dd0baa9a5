"""The answers of some tools, drawn: pure functions from rows to places."""

from collections.abc import Mapping, Sequence
from typing import Any

from cases.tools.kinds import Pick, Rows, Tool
from cases.tools.pictures.family import Genogram, Member, genogram
from cases.tools.pictures.rings import Person, Rings, rings

__all__ = ["Genogram", "Rings", "picture_of"]

PEOPLE, FAMILY = "personer", "familie"


def picture_of(tool: Tool, answers: Mapping[str, Any], child: str) -> Rings | Genogram | None:
    """Return what a tool's answers are drawn as, with the child's name in it; None without any."""
    if tool.picture == "ringe" and answers.get(PEOPLE):
        return _rings(tool, answers[PEOPLE], child)
    if tool.picture == "familie" and answers.get(FAMILY):
        return _family(tool, answers, child)
    return None


def _rings(tool: Tool, rows: Sequence[Mapping[str, str]], child: str) -> Rings:
    arenas, bonds = (_choices(tool, PEOPLE, key) for key in ("arena", "baand"))
    people = [
        Person(
            row["navn"],
            row.get("arena") or arenas[-1][0],
            row.get("naerhed") or "midt",
            row.get("baand", ""),
        )
        for row in rows
    ]
    return rings(child, people, arenas, bonds)


def _family(tool: Tool, answers: Mapping[str, Any], child: str) -> Genogram:
    contacts = dict(_choices(tool, FAMILY, "kontakt"))
    members = [
        Member(
            row["navn"],
            row.get("relation") or "anden",
            contacts.get(row.get("kontakt", ""), ""),
            bool(row.get("bor")),
            row.get("lever") == "nej",
        )
        for row in answers[FAMILY]
    ]
    return genogram(
        child,
        members,
        sign=answers.get("barnet", "andet"),
        parents=answers.get("foraeldre", ""),
    )


def _choices(tool: Tool, rows: str, key: str) -> list[tuple[str, str]]:
    """Return keys and words of a choice in a tool's rows."""
    for question in tool.questions:
        if isinstance(question, Rows) and question.key == rows:
            for one in question.fields:
                if isinstance(one, Pick) and one.key == key:
                    return [(option.key, option.word) for option in one.options]
    return []

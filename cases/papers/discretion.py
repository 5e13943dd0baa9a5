"""What a sheet of paper may not say, whoever wrote it into the plan.

A protected parent's name and number never stand on the other parent's sheet, a protected child's
school on no sheet, and a CPR number nowhere. What is taken out is seen: a word in square brackets
stands in its place, and the person who makes the paper is told where.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from cases.models import Case
from kiss.lib.text import CPR as CPR_NUMBER
from schools.models import CustodyHolder

NAME: Final = "[navn]"
PHONE: Final = "[telefon]"
SCHOOL: Final = "[skolen]"
CPR: Final = "[cpr-nummer]"


@dataclass(slots=True)
class Discretion:
    """Takes words out of texts and remembers where."""

    hidden: tuple[tuple[re.Pattern[str], str], ...] = ((CPR_NUMBER, CPR),)
    found: dict[str, set[str]] = field(default_factory=dict)

    def clean(self, text: str, where: str) -> str:
        """Return a text without what is hidden; `where` names the place for the person at work."""
        for pattern, instead in self.hidden:
            text, times = pattern.subn(instead, text)
            if times:
                self.found.setdefault(where, set()).add(instead)
        return text


def for_sheet(case: Case, recipients: Iterable[CustodyHolder]) -> Discretion:
    """Return the discretion that a sheet about a case owes, given to these parents."""
    to = {row.pk for row in recipients}
    hidden = [(CPR_NUMBER, CPR)]
    for parent in case.pupil.custody_holders.order_by("pk"):
        if parent.is_protected and parent.pk not in to:
            hidden += _person(parent, case.pupil.name)
    if case.pupil.is_protected:
        hidden += [
            (_words(text), SCHOOL) for text in (case.school.name, case.school.address) if text
        ]
        hidden += _phone(case.school.phone)
    return Discretion(tuple(hidden))


def for_emergency(case: Case) -> Discretion:
    """Return the discretion owed to a reader from elsewhere: no parent whose name is hidden."""
    hidden = [(CPR_NUMBER, CPR)]
    for parent in case.pupil.custody_holders.order_by("pk"):
        if parent.is_protected or case.pupil.is_protected:
            hidden += _person(parent, case.pupil.name)
    return Discretion(tuple(hidden))


def names_somebody_hidden(case: Case, text: str) -> bool:
    """Tell whether the name of a parent of whom it is hidden stands in a text."""
    discretion = for_emergency(case)
    discretion.clean(text, "")
    return NAME in discretion.found.get("", set())


def _person(parent: CustodyHolder, child: str) -> list[tuple[re.Pattern[str], str]]:
    """Hide the full name, and each part of it that the child does not bear too."""
    shared = {part.casefold() for part in child.split()}
    parts = [part for part in parent.name.split() if part.casefold() not in shared]
    names = [parent.name, *(part for part in parts if len(part) > 1)]
    return [(_words(name), NAME) for name in names] + _phone(parent.phone)


def _words(text: str) -> re.Pattern[str]:
    """Match whole words in any case and with any space between them, and their genitive."""
    body = r"\s+".join(re.escape(part) for part in text.split())
    return re.compile(rf"(?<!\w){body}(?:s|['’]s?)?(?!\w)", re.IGNORECASE)


def _phone(number: str) -> list[tuple[re.Pattern[str], str]]:
    digits = re.sub(r"\D", "", number)
    if len(digits) < 6:
        return []
    return [(re.compile(rf"(?<!\d){r'[\s.-]?'.join(digits)}(?!\d)"), PHONE)]

"""To whom a paper goes: one sheet for all parents, or one for each when that protects somebody."""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.models import Case
from cases.protection import shown_name
from kiss.lib.models import Refused
from kiss.lib.text import join_and
from schools.models import CustodyHolder

TOGETHER = ""
"""The key of the sheet that goes to everybody with custody."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """One way to address the sheet; `key` is what the page sends back."""

    key: str
    label: str
    parents: Sequence[CustodyHolder]


def recipients(case: Case) -> list[Recipient]:
    """Return the ways to address a sheet about a case, the usual one first.

    A parent without custody is no recipient. As soon as one of several is protected, or the
    child is, there is a sheet for each and none for all. Whose name is hidden is called by what
    they are to the child.
    """
    parents = list(case.pupil.custody_holders.filter(has_custody=True).order_by("pk"))
    each = [
        Recipient(str(parent.pk), shown_name(case.pupil, parent), [parent]) for parent in parents
    ]
    if len(parents) < 2:
        return each or [Recipient(TOGETHER, "Forældrene", [])]
    if case.pupil.is_protected or any(parent.is_protected for parent in parents):
        return each
    together = join_and(parent.name for parent in parents)
    return [Recipient(TOGETHER, f"{together} på ét ark", parents), *each]


def choose(case: Case, key: str) -> Recipient:
    """Return the recipient with a key, or the usual one when none is given.

    Raises Refused for anybody who may not have the sheet.
    """
    ways = recipients(case)
    if not key:
        return ways[0]
    for way in ways:
        if way.key == key:
            return way
    raise Refused("Papiret kan ikke laves til den modtager. Vælg en af modtagerne på siden.")

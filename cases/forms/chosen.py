"""One row more in a plan, taken from the catalogue and not saved."""

from typing import Final

from cases.catalogue import KONTAKT, offered
from cases.forms.plan_page import PlanPage

# What the catalogue's page sends in place of which rows there is to be one more of.
FROM_CATALOGUE: Final = "katalog"


def take_from_catalogue(page: PlanPage, asked: str | None) -> bool:
    """Add a row that is filled in from what was asked for; False when nothing offered was."""
    entry = offered(asked)
    if entry is None:
        return False
    row = {
        "entry": entry.pk,
        "what": entry.title,
        "arena": entry.arena,
        "level": entry.level,
        "is_contact": entry.kind == KONTAKT,
        "taken": entry,
    }
    page.indsatser.initial = [*(page.indsatser.initial or []), row]
    page.indsatser.extra = 0
    return True

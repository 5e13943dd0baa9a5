"""The choices of cases that people save for themselves. They say nothing about anybody."""

from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction

from cases.actions.saving import written
from cases.models import SavedFilter
from kiss.lib.models import Refused
from schools.models import User

MOST: Final = 12


@transaction.atomic
def save_filter(*, name: str, query: str, by: User) -> SavedFilter:
    """Keep a choice of cases under a name. Raises Refused if the name is taken, or after twelve."""
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
    if by.saved_filters.count() >= MOST:
        raise Refused(f"Du har {MOST} udvalg allerede. Slet et, du ikke bruger.")
    row = SavedFilter(user=by, name=written(name, "Skriv, hvad udvalget skal hedde."), query=query)
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    row.save()
    return row


def delete_filter(row: SavedFilter) -> None:
    """Take one's saved choice away."""
    row.delete()

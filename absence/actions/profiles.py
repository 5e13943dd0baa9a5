"""How a municipality's own files are understood, said once and saved."""

from typing import Final

from django.db import transaction

from absence.models import ImportProfile
from kiss.lib.models import Refused
from schools.actions.saving import keep
from schools.models import User

# What the layouts that are recognised by themselves are called on the screen and in the records.
OURS: Final = {"neutral", "bred", "tea"}


@transaction.atomic
def save_profile(
    *,
    name: str,
    kind: str,
    columns: dict[str, str],
    codes: dict[str, str],
    is_wide: bool,
    by: User | None,
) -> ImportProfile:
    """Save how a file is understood, under a name that is free.

    `columns` is our column -> the file's heading, `codes` the file's code -> a category's name or
    `absence.importing.layouts.PRESENT`. Raises Refused if the name is taken.
    """
    name = name.strip()
    if name.casefold() in OURS or ImportProfile.objects.filter(name__iexact=name).exists():
        raise Refused(f"Der er allerede en profil, der hedder {name}. Vælg et andet navn.")
    profile = ImportProfile(
        name=name, kind=kind, columns=columns, codes=codes, is_wide=is_wide, created_by=by
    )
    keep(profile, by=by, reason="gemt")
    return profile

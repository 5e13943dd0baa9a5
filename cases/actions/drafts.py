"""Keeping what was typed and not saved, and forgetting it again."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db import transaction

from cases.models import Draft
from kiss.lib.crypto import Unreadable, resealed, seal
from kiss.lib.models import Refused
from schools.models import User

LONGEST: Final = 200_000


@transaction.atomic
def keep_draft(address: str, fields: Mapping[str, list[str]], *, at: datetime, by: User) -> None:
    """Keep what somebody has typed in the form at an address, in place of what was kept before.

    Raises Refused for more than a form can hold.
    """
    content = json.dumps(fields).encode()
    if len(content) > LONGEST:
        raise Refused("Kladden er for lang til at blive gemt. Gem det, du har skrevet.")
    row = Draft(user=by, address=address)
    sealed = seal(content, label=row.label)
    Draft.objects.update_or_create(
        user=by, address=address, defaults={"sealed": sealed, "saved_at": at}
    )


@transaction.atomic
def drop_draft(address: str, *, by: User) -> None:
    """Forget what was kept of a form, because it was sent or is not wanted."""
    Draft.objects.filter(user=by, address=address).delete()


@transaction.atomic
def forget_drafts(*, before: datetime) -> int:
    """Forget the drafts that were last kept before a moment; return how many."""
    return Draft.objects.filter(saved_at__lt=before).delete()[0]


@transaction.atomic
def relock_drafts() -> int:
    """Lock every draft with the first key; return how many no key opens. Those are forgotten."""
    unread = 0
    for row in Draft.objects.select_for_update().order_by("pk"):
        try:
            row.sealed = resealed(bytes(row.sealed))
        except Unreadable:
            row.delete()
            unread += 1
            continue
        row.save()
    return unread

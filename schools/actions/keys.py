"""Locks anew what is encrypted about people, so that an old key can be thrown away."""

from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.db import transaction
from django.db.models import Model

from kiss.lib.crypto import decrypt, keyed_hash, renewed
from schools.models import Pupil

BATCH = 500
CPR = ("cpr_encrypted", "cpr_hash")
# What of a second factor is secret: the app's secret, what the codes for need are made of.
SECRETS = ("secret", "seed")


@transaction.atomic
def relock_pupils() -> int:
    """Lock every CPR number with the first key, and hash it with that; what was kept of it too.

    Returns how many rows no key opens; they are left as they are. Who a pupil is has not changed,
    so no line of history is made.
    """
    return _relock_cpr(Pupil) + _relock_cpr(Pupil.history.model)


def _relock_cpr(model: type[Model]) -> int:
    plain: Any = model._base_manager
    rows = list(plain.select_for_update().exclude(cpr_encrypted="").only(*CPR))
    opened = [row for row in rows if _relocked(row)]
    plain.bulk_update(opened, CPR, batch_size=BATCH)
    return len(rows) - len(opened)


def _relocked(row: Any) -> bool:
    try:
        row.cpr_hash = keyed_hash(decrypt(row.cpr_encrypted))
        row.cpr_encrypted = renewed(row.cpr_encrypted)
    except InvalidToken:
        return False
    return True


@transaction.atomic
def relock_factors() -> int:
    """Lock the secrets of the second factors with the first key; returns how many do not open."""
    unread = 0
    for factor in Authenticator.objects.select_for_update().order_by("pk"):
        try:
            locked = {name: renewed(factor.data[name]) for name in SECRETS if name in factor.data}
        except InvalidToken:
            unread += 1
            continue
        if locked:
            factor.data = {**factor.data, **locked}
            factor.save()
    return unread

"""What lies encrypted: CPR numbers, second factors and the files of the cases.

The keys are a ring, `FIELD_KEYS`: the first one locks, and each of them opens. `manage.py
rotate_keys` locks everything anew with the first, so that the others can be thrown away.
"""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

TEXTS, FILES = "cpr-encrypt", "attachment"


class Unreadable(Exception):
    """What was locked does not open: another key, other bytes, or the bytes of another place."""


def encrypt(text: str) -> str:
    """Return a text that only the holder of FIELD_KEY can read; the empty text stays empty."""
    if not text:
        return ""
    return _ring(TEXTS).encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """Return what was encrypted. Raises InvalidToken if no key opens it."""
    if not token:
        return ""
    return _ring(TEXTS).decrypt(token.encode()).decode()


def renewed(token: str) -> str:
    """Return what was encrypted, locked anew with the first key; the empty text stays empty."""
    return _ring(TEXTS).rotate(token.encode()).decode() if token else ""


def seal(content: bytes, *, label: str) -> bytes:
    """Return bytes that only the holder of FIELD_KEY can read, and only under the same label."""
    token = _ring(FILES).encrypt(label.encode() + b"\n" + content)
    # The base64 of a token would be a third more for nothing.
    return base64.urlsafe_b64decode(token)


def unseal(sealed: bytes, *, label: str) -> bytes:
    """Return what was sealed. Raises Unreadable if it is not whole, or belongs under another label.

    So nobody can put the bytes of one place in another, not even with the database in hand.
    """
    try:
        opened = _ring(FILES).decrypt(base64.urlsafe_b64encode(sealed))
    except InvalidToken as error:
        raise Unreadable from error
    said, _, content = opened.partition(b"\n")
    if said != label.encode():
        raise Unreadable
    return content


def resealed(sealed: bytes) -> bytes:
    """Return what was sealed, locked anew with the first key. Raises Unreadable."""
    try:
        return base64.urlsafe_b64decode(_ring(FILES).rotate(base64.urlsafe_b64encode(sealed)))
    except InvalidToken as error:
        raise Unreadable from error


def lock_mark() -> str:
    """Return a short mark of the key that locks files now; it tells nothing of the key."""
    return hashlib.sha256(_key(settings.FIELD_KEYS[0], FILES)).hexdigest()[:16]


def keyed_hash(text: str) -> str:
    """Return a hash that can be compared but not guessed without FIELD_KEY."""
    return keyed_hashes(text)[0] if text else ""


def keyed_hashes(text: str) -> list[str]:
    """Return the hashes a text may have been stored under: the first key's, then the others'."""
    keys = [_key(key, "cpr-find") for key in settings.FIELD_KEYS]
    return [hmac.new(key, text.encode(), hashlib.sha256).hexdigest() for key in keys]


def _ring(purpose: str) -> MultiFernet:
    keys = [_key(key, purpose) for key in settings.FIELD_KEYS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])


def _key(key: str, purpose: str) -> bytes:
    return hmac.digest(key.encode(), purpose.encode(), hashlib.sha256)

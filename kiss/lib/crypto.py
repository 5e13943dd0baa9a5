"""CPR numbers at rest: encrypted to be read, hashed with a key to be found."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet
from django.conf import settings


def _key(purpose: str) -> bytes:
    return hmac.digest(settings.FIELD_KEY.encode(), purpose.encode(), hashlib.sha256)


def encrypt(text: str) -> str:
    """Return a text that only the holder of FIELD_KEY can read; the empty text stays empty."""
    if not text:
        return ""
    return Fernet(base64.urlsafe_b64encode(_key("cpr-encrypt"))).encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """Return what was encrypted. Raises InvalidToken if the key is another one."""
    if not token:
        return ""
    return Fernet(base64.urlsafe_b64encode(_key("cpr-encrypt"))).decrypt(token.encode()).decode()


def keyed_hash(text: str) -> str:
    """Return a hash that can be compared but not guessed without FIELD_KEY."""
    return hmac.new(_key("cpr-find"), text.encode(), hashlib.sha256).hexdigest() if text else ""

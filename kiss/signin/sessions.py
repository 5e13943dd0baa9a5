"""How long a session holds, and how its owner sees it in a list.

Two moments are kept in the session itself, in seconds since 1970: when it began, and when its owner
last did something. What the page does by itself, asking whether a file is read or how long is left,
says so in a header and moves nothing.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest

from schools.models import User

IDLE = timedelta(minutes=20)
LONGEST = timedelta(hours=10)
# The page warns this long before the end.
WARNING = timedelta(minutes=5)
# Not every click is worth a write: a session may end this much earlier than said, never later.
STEP = timedelta(seconds=10)
BACKGROUND = "X-Background"

_BEGAN = "began_at"
_ACTIVE = "active_at"


def is_background(request: HttpRequest) -> bool:
    """Test whether the page asks by itself, with nobody having touched it."""
    return request.headers.get(BACKGROUND) == "1"


def ends_at(session: Any) -> datetime | None:
    """Return when a session ends if nobody does anything more, None if it has not begun."""
    if _BEGAN not in session:
        return None
    end = min(session[_ACTIVE] + IDLE.total_seconds(), session[_BEGAN] + LONGEST.total_seconds())
    return datetime.fromtimestamp(end, UTC)


def touch(session: Any, now: datetime) -> None:
    """Note that the owner did something."""
    moment = now.timestamp()
    if _BEGAN not in session:
        session[_BEGAN] = session[_ACTIVE] = moment
    elif moment - session[_ACTIVE] >= STEP.total_seconds():
        session[_ACTIVE] = moment


def seconds_left(session: Any, now: datetime) -> int:
    """Return how many seconds are left of a session; 0 if it is over."""
    end = ends_at(session)
    return max(0, int((end - now).total_seconds())) if end else int(IDLE.total_seconds())


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSession:
    """One place where somebody is logged in, as they can recognise it."""

    pk: int
    device: str
    network: str
    way: str
    began_at: datetime
    active_at: datetime
    is_here: bool


def own_sessions(request: HttpRequest, user: User, now: datetime) -> list[OwnSession]:
    """Return where a user is logged in now, this place first, then the latest used."""
    here = request.session.session_key
    network = _network_here(request)
    rows = list(UserSession.objects.filter(user=user))
    found = [
        _describe(row, store, is_here=row.session_key == here, network=network)
        for row, store in ((row, _store(row, request)) for row in rows)
        if _holds(store, user, now)
    ]
    return sorted(found, key=lambda one: (not one.is_here, -one.active_at.timestamp()))


def _store(row: UserSession, request: HttpRequest) -> Any:
    if row.session_key == request.session.session_key:
        return request.session
    return import_module(settings.SESSION_ENGINE).SessionStore(row.session_key)


def _holds(store: Any, user: User, now: datetime) -> bool:
    end = ends_at(store)
    return end is not None and now < end and store.get("_auth_user_id") == str(user.pk)


def _describe(row: UserSession, store: Any, *, is_here: bool, network: str) -> OwnSession:
    same = _network_of(row.ip) == network
    return OwnSession(
        pk=row.pk,
        device=device(row.user_agent),
        network="samme netværk som her" if same else "et andet netværk end her",
        way=way_in(store.get(AUTHENTICATION_METHODS_SESSION_KEY) or []),
        began_at=datetime.fromtimestamp(store[_BEGAN], UTC),
        active_at=datetime.fromtimestamp(store[_ACTIVE], UTC),
        is_here=is_here,
    )


WAYS = {
    "password": "med adgangskode",
    "provider": "med kommunens login",
    "demo": "fra demoens liste",
}
PROOFS = {
    "totp": "kode fra appen",
    "webauthn": "adgangsnøgle",
    "recovery_codes": "nødkode",
}


def way_in(records: list[dict]) -> str:
    """Say how somebody came in: "med adgangskode og kode fra appen". Later proofs are not told."""
    if not records:
        return ""
    way = WAYS.get(records[0].get("method", ""), "")
    later = records[1] if len(records) > 1 else {}
    proof = "" if later.get("reauthenticated") else PROOFS.get(later.get("type", ""), "")
    return f"{way} og {proof}" if way and proof else way


def _network_here(request: HttpRequest) -> str:
    row = UserSession.objects.filter(session_key=request.session.session_key).first()
    return _network_of(row.ip) if row else ""


def _network_of(address: str) -> str:
    """Return the part of an address that a house shares; a telephone's last part changes daily."""
    parts = address.split(":")[:4] if ":" in address else address.split(".")[:3]
    return ".".join(parts)


# In this order: Edge says that it is Chrome too, and Chrome that it is Safari.
_BROWSERS = (
    (r"Edg(e|A|iOS)?/", "Edge"),
    (r"Firefox/|FxiOS/", "Firefox"),
    (r"Chrome/|CriOS/|Chromium/", "Chrome"),
    (r"Safari/", "Safari"),
)
_MACHINES = (
    (r"iPhone", "iPhone"),
    (r"iPad", "iPad"),
    (r"Android.*Mobile", "Android-telefon"),
    (r"Android", "Android-tablet"),
    (r"CrOS", "Chromebook"),
    (r"Windows", "Windows-computer"),
    (r"Macintosh|Mac OS", "Mac"),
    (r"Linux", "Linux-computer"),
)


def device(user_agent: str) -> str:
    """Say what a browser says of itself: "Edge på Windows-computer"."""
    browser = next((name for sign, name in _BROWSERS if re.search(sign, user_agent)), "")
    machine = next((name for sign, name in _MACHINES if re.search(sign, user_agent)), "")
    if not machine:
        return browser or "Ukendt enhed"
    return f"{browser} på {machine}" if browser else machine

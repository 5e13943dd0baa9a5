"""What people log in with and where they are logged in. Every change leaves a line."""

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from kiss.lib.models import Refused
from schools.models import SignInEvent, User
from schools.notices import tell_of_change

Kind = SignInEvent.Kind
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# What its owner is told of by mail. Whoever logs out elsewhere sees it there.
NOTICED = set(Kind) - {Kind.SESSIONS_ENDED}
LAST = "Det er din eneste måde at bekræfte på. Tilføj en anden, før du fjerner den."


def has_factor(user: User) -> bool:
    """Test whether a user has an app or a key; codes kept for need do not count alone."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists()


@transaction.atomic
def note_sign_in(user: User, *, kind: str, reason: str = "", by: User | None = None) -> SignInEvent:
    """Write down a change in how somebody logs in, and tell them by mail.

    `by` is empty for the machine's operator.
    """
    event = SignInEvent.objects.create(user=user, kind=kind, reason=reason[:300], by=by)
    if kind in NOTICED:
        what = Kind(kind).label
        transaction.on_commit(lambda: tell_of_change(user, what, event.at))
    return event


@transaction.atomic
def remove_factor(factor: Authenticator, *, by: User) -> None:
    """Take away one of several apps and keys.

    Raises Refused if it is the last one: whoever has lost it asks for a reset instead.
    """
    # Two removals at once must not each leave the other's.
    User.objects.select_for_update().get(pk=factor.user_id)
    others = Authenticator.objects.filter(user_id=factor.user_id, type__in=FACTORS)
    if not others.exclude(pk=factor.pk).exists():
        raise Refused(LAST)
    is_app = factor.type == Authenticator.Type.TOTP
    factor.delete()
    note_sign_in(by, kind=Kind.APP_REMOVED if is_app else Kind.KEY_REMOVED, by=by)


@transaction.atomic
def reset_second_factor(user: User, *, reason: str, by: User | None) -> None:
    """Take away all of somebody's factors and end their sessions: they enrol anew at next login.

    Nobody chooses a password or a factor for somebody else. Raises Refused without a reason, or
    if there is nothing to take away.
    """
    if not reason.strip():
        raise Refused("Skriv en begrundelse: den står i loggen.")
    deleted, _ = Authenticator.objects.filter(user=user).delete()
    if not deleted:
        raise Refused(f"{user.name} har ingen app og ingen adgangsnøgle at fjerne.")
    for session in UserSession.objects.filter(user=user):
        session.end()
    note_sign_in(user, kind=Kind.RESET, reason=reason.strip(), by=by)


@transaction.atomic
def end_sessions(sessions: Iterable[UserSession], *, by: User) -> int:
    """End some of one's own sessions at once and return how many they were."""
    ended = 0
    for session in sessions:
        session.end()
        ended += 1
    if ended:
        note_sign_in(by, kind=Kind.SESSIONS_ENDED, reason=f"antal: {ended}", by=by)
    return ended


def carry_session(old_key: str, new_key: str) -> None:
    """Let a session that got a new id keep its place in its owner's list."""
    UserSession.objects.filter(session_key=old_key).update(session_key=new_key)

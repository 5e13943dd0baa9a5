"""What allauth tells us it has done, so that it stands in our log and the session stays safe."""

from typing import Any

from allauth.account.signals import authentication_step_completed
from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.dispatch import receiver

from schools.actions import carry_session, note_sign_in
from schools.models import SignInEvent, User

ADDED = {
    Authenticator.Type.TOTP: SignInEvent.Kind.APP_ADDED,
    Authenticator.Type.WEBAUTHN: SignInEvent.Kind.KEY_ADDED,
    Authenticator.Type.RECOVERY_CODES: SignInEvent.Kind.CODES_MADE,
}


@receiver([signals.authenticator_added, signals.authenticator_reset])
def note_new_factor(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Write down that somebody has a new app, key or set of codes."""
    note_sign_in(user, kind=ADDED[Authenticator.Type(authenticator.type)], by=user)


@receiver(authentication_step_completed)
def renew_session(request: Any, *, reauthenticated: bool = False, **kwargs: Any) -> None:
    """Give the session a new id when its owner has confirmed, so that an old one opens nothing."""
    if not reauthenticated:
        return
    old_key = request.session.session_key
    request.session.cycle_key()
    carry_session(old_key, request.session.session_key)

"""Mails about what somebody logs in with, and about their roles.

Those about a role name nobody and no place: that stands where one logs in.
"""

import logging
from datetime import datetime
from smtplib import SMTPException
from typing import Any

from django.core.mail import send_mail
from django.template.loader import render_to_string

from kiss.lib.http import login_address
from schools.models import User

log = logging.getLogger(__name__)

SUBJECT = "Dit login til Kom i skole er ændret"
GIVEN = "Du har fået en rolle i Kom i skole"
ENDED = "En af dine roller i Kom i skole slutter"


def tell_of_change(user: User, what: str, at: datetime) -> None:
    """Tell somebody by mail what was changed and when, and what to do if it was not them.

    The change stands whether the mail can be sent or not: a mail server that is down is noted in
    the log of the program, without saying whom it was about.
    """
    _send(user, SUBJECT, "mail/login_changed.txt", name=user.name, what=what, at=at)


def tell_of_role(user: User) -> None:
    """Tell somebody by mail that they have been given a role; which one they read inside."""
    _send(user, GIVEN, "mail/role_given.txt", address=login_address())


def tell_of_end(user: User) -> None:
    """Tell somebody by mail that a role of theirs ends or is taken back; which is read inside."""
    _send(user, ENDED, "mail/role_ended.txt", address=login_address())


def _send(user: User, subject: str, template: str, **words: Any) -> None:
    try:
        send_mail(subject, render_to_string(template, words), None, [user.email])
    except (OSError, SMTPException) as error:
        # Only its kind: the words of the error may repeat the address.
        log.error("a notice to somebody could not be sent: %s", type(error).__name__)  # noqa: TRY400

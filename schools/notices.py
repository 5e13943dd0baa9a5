"""The mail that tells somebody that what they log in with has been changed."""

import logging
from datetime import datetime
from smtplib import SMTPException

from django.core.mail import send_mail
from django.template.loader import render_to_string

from schools.models import User

log = logging.getLogger(__name__)

SUBJECT = "Dit login til Kom i skole er ændret"


def tell_of_change(user: User, what: str, at: datetime) -> None:
    """Tell somebody by mail what was changed and when, and what to do if it was not them.

    The change stands whether the mail can be sent or not: a mail server that is down is noted in
    the log of the program, without saying whom it was about.
    """
    words = {"name": user.name, "what": what, "at": at}
    try:
        send_mail(SUBJECT, render_to_string("mail/login_changed.txt", words), None, [user.email])
    except (OSError, SMTPException) as error:
        # Only its kind: the words of the error may repeat the address.
        log.error("a notice about a login could not be sent: %s", type(error).__name__)  # noqa: TRY400

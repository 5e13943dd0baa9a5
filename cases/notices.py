"""Mails about cases. No child, no school and no number stands in them: they only call one in."""

import logging
from smtplib import SMTPException

from django.core.mail import send_mail
from django.template.loader import render_to_string

from schools.models import User

log = logging.getLogger(__name__)

ASKED = "Du er bedt om at tage over i Kom i skole"


def tell_of_handover(user: User) -> None:
    """Tell somebody that they are asked to take a case over; which one stands on *I dag*.

    The question stands whether the mail can be sent or not.
    """
    try:
        send_mail(
            ASKED, render_to_string("mail/handover.txt", {"name": user.name}), None, [user.email]
        )
    except (OSError, SMTPException) as error:
        # Only its kind: the words of the error may repeat the address.
        log.error("a notice about a case could not be sent: %s", type(error).__name__)  # noqa: TRY400

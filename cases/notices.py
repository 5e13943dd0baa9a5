"""Mails about cases. No child, no school and no number stands in them: they only call one in."""

import logging
from smtplib import SMTPException

from django.core.mail import send_mail
from django.template.loader import render_to_string

from schools.models import User

log = logging.getLogger(__name__)

VACANT = "En sag mangler en tovholder i Kom i skole"
INQUIRY = "En kollega spørger dig i Kom i skole"
RECEIPT = "Der mangler en kvittering i Kom i skole"
CLASS_PLAN = "En frist nærmer sig i Kom i skole"
ASKED = "Du er bedt om at tage over i Kom i skole"


def tell_of_handover(user: User) -> None:
    """Tell somebody that they are asked to take a case over; which one stands on *I dag*."""
    _send(user, ASKED, "mail/handover.txt")


def tell_of_inquiry(user: User) -> None:
    """Tell somebody that a colleague asks them something; what, and of whom, is on *I dag*."""
    _send(user, INQUIRY, "mail/inquiry.txt")


def tell_of_vacancy(user: User) -> None:
    """Tell somebody who can appoint that a case has nobody to lead it; which stands on *I dag*."""
    _send(user, VACANT, "mail/vacancy.txt")


def tell_of_missing_receipt(user: User) -> None:
    """Tell somebody that no receipt has come for what was sent; for what stands on *I dag*."""
    _send(user, RECEIPT, "mail/receipt.txt")


def tell_of_class_plan(user: User) -> None:
    """Tell a leader that the statutory plan of a class is due; which class stands on *I dag*."""
    _send(user, CLASS_PLAN, "mail/class_plan.txt")


def _send(user: User, subject: str, template: str) -> None:
    """Send a mail. What it tells of stands whether it can be sent or not."""
    try:
        send_mail(subject, render_to_string(template, {"name": user.name}), None, [user.email])
    except (OSError, SMTPException) as error:
        # Only its kind: the words of the error may repeat the address.
        log.error("a notice about a case could not be sent: %s", type(error).__name__)  # noqa: TRY400

"""A letter to the home: kept on the case as it was sent, and noted among the contacts."""

import hashlib
from datetime import date

from django.db import transaction

from cases.actions.attachments import attach
from cases.actions.records import note_contact
from cases.models import Attachment, Case, Contact
from kiss.lib.received.kinds import KINDS
from kiss.lib.received.receiving import Received
from schools.models import User


@transaction.atomic
def send_letter(
    case: Case, *, heading: str, to_whom: str, pdf: bytes, on: date, by: User
) -> Attachment:
    """Keep a letter that goes to the home today: the paper itself, and the contact that it is.

    `to_whom` says what the readers are to the child, and names nobody. Raises Refused if the same
    letter lies on the case already.
    """
    laid = attach(
        case,
        received=Received(KINDS["pdf"], pdf, hashlib.sha256(pdf).hexdigest()),
        kind=Attachment.Kind.BREV,
        title=heading[:120],
        dated_on=on,
        is_restricted=False,
        on=on,
        by=by,
    )
    note_contact(
        case.pupil,
        case=case,
        with_whom=to_whom,
        channel=Contact.Channel.BREV,
        outcome=Contact.Outcome.BESKED,
        summary=f"»{heading}«, {str(laid).lower()}.",
        on=on,
        by=by,
    )
    return laid

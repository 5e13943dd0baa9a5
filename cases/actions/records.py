"""Contacts with the home, notes, and what is added to them when something was wrong."""

from datetime import date

from django.db import transaction

from cases import timeline
from cases.actions.saving import hold_open, save, written
from cases.models import Case, Contact, Correction, Event, Note
from cases.models.record import EventKind
from cases.rights import still_holds
from kiss.lib.models import Refused
from schools.models import Pupil, User

CORRECTABLE = {EventKind.CONTACT_NOTED, EventKind.NOTE_WRITTEN}


@transaction.atomic
def note_contact(
    pupil: Pupil,
    *,
    case: Case | None,
    with_whom: str,
    channel: str,
    outcome: str,
    summary: str,
    on: date,
    by: User,
) -> Contact:
    """Note a contact with the home, or an attempt: "ringede, intet svar" counts."""
    if case is not None:
        case = hold_open(case, by=by)
        if case.pupil_id != pupil.pk:
            raise ValueError("the case is about another pupil")
    else:
        still_holds(by)
    if outcome == Contact.Outcome.TALT and not summary.strip():
        raise Refused("Skriv kort, hvad I talte om.")
    contact = Contact(
        pupil=pupil,
        case=case,
        on=on,
        with_whom=written(with_whom, "Skriv, hvem du ville tale med."),
        channel=channel,
        outcome=outcome,
        summary=summary.strip(),
        by=by,
    )
    save(contact, by=by)
    timeline.record(
        EventKind.CONTACT_NOTED, pupil=pupil, case=case, on=on, by=by, contact=contact.pk
    )
    return contact


@transaction.atomic
def write_note(case: Case, *, text: str, is_restricted: bool, on: date, by: User) -> Note:
    """Write a note in a case; a restricted one is read only by those who lead the case."""
    held = hold_open(case, by=by)
    note = Note(
        case=held,
        on=on,
        text=written(text, "Skriv notatet, før du gemmer."),
        is_restricted=is_restricted,
        by=by,
    )
    save(note, by=by)
    timeline.record(EventKind.NOTE_WRITTEN, pupil=held.pupil, case=held, on=on, by=by, note=note.pk)
    return note


@transaction.atomic
def correct(event: Event, *, text: str, on: date, by: User) -> Correction:
    """Add to a contact or a note what is wrong or lacking in it; the line itself stays.

    Raises ValueError for a line of another kind, and for one that belongs to no case.
    """
    if event.case is None or event.kind not in CORRECTABLE:
        raise ValueError("only contacts and notes of a case are corrected")
    held = hold_open(event.case, by=by)
    correction = Correction.objects.create(
        event=event,
        text=written(text, "Skriv, hvad der er forkert, og hvad der er rigtigt."),
        on=on,
        by=by,
    )
    timeline.record(
        EventKind.CORRECTED, pupil=held.pupil, case=held, on=on, by=by, corrected=event.pk
    )
    return correction

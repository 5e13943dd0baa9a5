"""Consent: written down, given by one more, taken back; who had access by it loses it at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from cases import permissions, timeline
from cases.actions.saving import hold_open, not_after, save, take_off, written
from cases.consents import YOUNG, who_says
from cases.models import Attachment, Case, CaseParticipant, Consent, ConsentGiven
from cases.models.record import EventKind
from cases.rights import still_holds
from kiss.lib.models import Refused
from schools.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenInput:
    """One person's yes: `key` is the number of the parent, or YOUNG for the young person."""

    key: str
    given_on: date
    form: str
    note: str = ""
    attachment: Attachment | None = None


@transaction.atomic
def note_consent(
    case: Case,
    *,
    information: str,
    recipient: str,
    purpose: str,
    ends_on: date,
    given: Sequence[GivenInput],
    on: date,
    by: User,
) -> Consent:
    """Write down what somebody may be told, and who has said yes.

    Raises Refused if nobody has, or if it ends before the day.
    """
    held = hold_open(case, by=by)
    if ends_on < on:
        raise Refused("Samtykket skal gælde til en dag, der ikke er gået.")
    if not given:
        raise Refused("Skriv, hvem der har givet samtykke. Er der ingen, så er der intet samtykke.")
    consent = Consent(
        case=held,
        information=written(information, "Skriv, hvilke oplysninger samtykket gælder."),
        recipient=written(recipient, "Skriv, hvem oplysningerne må gives til."),
        purpose=written(purpose, "Skriv, hvad oplysningerne skal bruges til."),
        ends_on=ends_on,
        noted_on=on,
        by=by,
    )
    save(consent, by=by)
    for one in given:
        _give(consent, one, on=on, by=by)
    return consent


@transaction.atomic
def give_consent(consent: Consent, given: GivenInput, *, on: date, by: User) -> ConsentGiven:
    """Add the yes of one more to a consent. Raises Refused once somebody has taken it back."""
    held = hold_open(consent.case, by=by)
    row = Consent.objects.select_related("case__pupil").get(pk=consent.pk, case=held)
    if row.givers.exclude(withdrawn_on=None).exists():
        raise Refused("Samtykket er trukket tilbage. Skriv et nyt, hvis der gives et igen.")
    return _give(row, given, on=on, by=by)


def _give(consent: Consent, given: GivenInput, *, on: date, by: User) -> ConsentGiven:
    not_after(given.given_on, on, "Et samtykke kan ikke være givet i fremtiden.")
    pupil, holder = consent.case.pupil, None
    if given.key != YOUNG:
        holder = pupil.custody_holders.filter(pk=given.key, has_custody=True).first()
        if holder is None:
            raise Refused("Kun den, der har forældremyndighed, kan give samtykke.")
    if given.attachment is not None and given.attachment.case_id != consent.case_id:
        raise Refused("Vælg et bilag, der ligger på sagen.")
    row = ConsentGiven(
        consent=consent,
        holder=holder,
        given_on=given.given_on,
        form=given.form,
        note=given.note.strip(),
        attachment=given.attachment,
        by=by,
    )
    save(row, by=by)
    _tell(consent, given.key, EventKind.CONSENT_GIVEN, on=on, by=by)
    return row


@transaction.atomic
def withdraw_consent(
    consent: Consent, *, key: str, withdrawn_on: date, note: str, on: date, by: User
) -> list[str]:
    """Note that somebody took their consent back, and close at once what rested on it.

    `withdrawn_on` is the day they said so. Returns the names of those who have no access to the
    case any more. Also in a closed case. Raises Refused if they had not given it, or took it back.
    """
    not_after(withdrawn_on, on, "Det kan ikke være trukket tilbage i fremtiden.")
    case = Case.objects.select_for_update(of=("self",)).get(pk=consent.case_id)
    still_holds(by, case)
    answers = {str(row.holder_id or YOUNG): row for row in consent.givers.all()}
    row = answers.get(key)
    if row is None:
        raise Refused("Der er ikke noteret et samtykke fra den person.")
    if row.withdrawn_on is not None:
        raise Refused("Det står allerede, at samtykket er trukket tilbage.")
    row.withdrawn_on, row.withdrawn_note, row.withdrawn_by = withdrawn_on, note.strip(), by
    save(row, by=by)
    _tell(consent, key, EventKind.CONSENT_WITHDRAWN, on=on, by=by)
    return _close(case, consent, on=on, by=by)


def _close(case: Case, consent: Consent, *, on: date, by: User) -> list[str]:
    names = []
    parts = CaseParticipant.objects.filter(case=case, consent=consent).select_related("user")
    for part in parts.order_by("user__name", "pk"):
        if part.ends_on is not None and part.ends_on < on:
            continue
        names.append(part.user.name)
        if part.starts_on > on:
            take_off(part, by=by, reason="Samtykket blev trukket tilbage")
        else:
            part.ends_on = on
            save(part, by=by, reason="Samtykket blev trukket tilbage")
        timeline.record(
            EventKind.PARTICIPANT_ENDED,
            pupil=case.pupil,
            case=case,
            on=on,
            by=by,
            user=part.user_id,
        )
    permissions.sync(case)
    return names


def _tell(consent: Consent, key: str, kind: EventKind, *, on: date, by: User) -> None:
    pupil = consent.case.pupil
    timeline.record(kind, pupil=pupil, case=consent.case, on=on, by=by, who=who_says(pupil, key))

"""An underretning: made and frozen, sent or put aside, and its receipt noted or missed."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Max

from cases import notices, timeline
from cases.actions.saving import hold_open, not_after, save, written
from cases.models import Case, ChildStatement, Underretning, UnderretningPaper
from cases.models.record import EventKind
from cases.permissions import confided
from cases.rights import still_holds
from cases.underretninger import told_of_missing, watched
from kiss.lib.crypto import Unreadable, lock_mark, resealed, seal
from kiss.lib.models import Refused
from law.figures import World
from schools.models import User


@transaction.atomic
def make_underretning(
    case: Case,
    *,
    ground: str,
    recipient: str,
    content: Mapping[str, Any],
    words: Collection[int],
    paper: bytes,
    corrects: Underretning | None,
    on: date,
    by: User,
) -> Underretning:
    """Freeze an underretning and its paper. It is not sent by this.

    `content` is what the paper says, as plain values, and `words` are the statements of the child
    that stand in it. Raises Refused for words that `by` may not read, for a text without an
    observation or an assessment, and for one that corrects what was never sent.
    """
    held = hold_open(case, by=by)
    read = ChildStatement.objects.filter(confided(by, held, on), pk__in=words)
    if read.count() != len(set(words)):
        raise Refused("Du kan kun tage ord med, som du selv må læse. Vælg barnets ord igen.")
    written(content["observation"], "Skriv, hvad I har set og hørt.")
    written(content["assessment"], "Skriv, hvordan I vurderer det.")
    if corrects is not None and (corrects.case_id != held.pk or corrects.sent_on is None):
        raise Refused("Kun en underretning, der er sendt fra sagen, kan rettes af en ny.")
    last = Underretning.objects.filter(case=held).aggregate(last=Max("number"))["last"] or 0
    row = Underretning(
        case=held,
        number=last + 1,
        ground=ground,
        recipient=written(recipient, "Skriv, hvem underretningen sendes til."),
        content=dict(content),
        sha256=hashlib.sha256(paper).hexdigest(),
        made_on=on,
        by=by,
        corrects=corrects,
    )
    save(row, by=by)
    UnderretningPaper.objects.create(
        underretning=row, sealed=seal(paper, label=row.label), lock=lock_mark()
    )
    return row


@transaction.atomic
def note_sent(
    row: Underretning, *, sent_on: date, channel: str, sent_note: str, on: date, by: User
) -> Underretning:
    """Note that an underretning left the house: the day, and how. From then on it stays.

    Raises Refused if it was sent before, or put aside.
    """
    not_after(sent_on, on, "Den kan ikke være sendt i fremtiden.")
    held = _hold(row, by)
    if held.sent_on is not None:
        raise Refused("Det står allerede, at den er sendt.")
    if held.discarded_on is not None:
        raise Refused("Den er lagt væk. Skriv en ny.")
    held.sent_on, held.channel, held.sent_note = sent_on, channel, sent_note.strip()
    held.sent_by = by
    save(held, by=by)
    _tell(held, EventKind.UNDERRETNING_SENT, on=sent_on, by=by)
    return held


@transaction.atomic
def put_aside(row: Underretning, *, reason: str, on: date, by: User) -> Underretning:
    """Put an underretning aside that was never sent; it stays readable, with the reason."""
    because = written(reason, "Skriv, hvorfor den ikke sendes.")
    held = _hold(row, by)
    if held.sent_on is not None:
        raise Refused("Den er sendt. Skriv en ny, der retter den.")
    if held.discarded_on is not None:
        raise Refused("Den er allerede lagt væk.")
    held.discarded_on, held.discarded_because, held.discarded_by = on, because, by
    save(held, by=by)
    return held


@transaction.atomic
def note_receipt(
    row: Underretning,
    *,
    receipt_on: date,
    receipt_from: str,
    receipt_answer: str,
    on: date,
    by: User,
) -> Underretning:
    """Note the receipt: the day it came, from whom, and what it says. That ends the watch.

    Also in a closed case. Raises Refused if it was not sent, or if one has been noted.
    """
    not_after(receipt_on, on, "Kvitteringen kan ikke være kommet i fremtiden.")
    held = _hold(row, by)
    if held.sent_on is None:
        raise Refused("Skriv først, at underretningen er sendt.")
    if held.receipt_on is not None:
        raise Refused("Der er allerede noteret en kvittering.")
    held.receipt_on = receipt_on
    held.receipt_from = written(receipt_from, "Skriv, hvem kvitteringen kom fra.")
    held.receipt_answer = receipt_answer.strip()
    held.receipt_by = by
    save(held, by=by)
    _tell(held, EventKind.UNDERRETNING_RECEIVED, on=receipt_on, by=by)
    return held


@transaction.atomic
def miss_receipts(*, world: World, today: date) -> list[Underretning]:
    """Mark each that was sent and has no receipt after its deadline; call those who see to it.

    One mail each, without any name. Safe to run twice: what is marked already is left.
    """
    rows = Underretning.objects.waiting().filter(missed_on=None).select_for_update(of=("self",))
    missed = []
    for row in rows.select_related("case").order_by("pk"):
        found = watched(row, world, today)
        if found is None or not found.is_missing:
            continue
        row.missed_on = today
        row.save()
        missed.append(row)
    people = {user.pk: user for row in missed for user in told_of_missing(row, today)}
    for user in people.values():
        transaction.on_commit(partial(notices.tell_of_missing_receipt, user))
    return missed


def relock_underretninger() -> list[Underretning]:
    """Lock with the first key every paper that another key locks; safe to stop and run again.

    Returns those that no key opens, which are left as they are.
    """
    old = UnderretningPaper.objects.exclude(lock=lock_mark()).order_by("pk")
    broken = []
    for pk in list(old.values_list("pk", flat=True)):
        try:
            _relock(pk)
        except Unreadable:
            broken.append(Underretning.objects.select_related("case").get(pk=pk))
    return broken


@transaction.atomic
def _relock(pk: int) -> None:
    kept = UnderretningPaper.objects.select_for_update().get(pk=pk)
    kept.sealed = resealed(bytes(kept.sealed))
    kept.lock = lock_mark()
    kept.save()


def _hold(row: Underretning, by: User) -> Underretning:
    case = Case.objects.select_for_update(of=("self",)).get(pk=row.case_id)
    still_holds(by, case)
    return Underretning.objects.select_related("case__pupil").get(pk=row.pk)


def _tell(row: Underretning, kind: EventKind, *, on: date, by: User) -> None:
    timeline.record(
        kind,
        pupil=row.case.pupil,
        case=row.case,
        on=on,
        by=by,
        underretning=row.pk,
        number=row.number,
    )

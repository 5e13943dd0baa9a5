"""Files on a case: laid there, taken off, and locked with another key."""

import hashlib
from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Sum

from cases import timeline
from cases.actions.saving import hold_open, not_after, save, written
from cases.models import Attachment, AttachmentContent, Case
from cases.models.record import EventKind
from cases.rights import still_holds
from kiss.lib.crypto import Unreadable, lock_mark, resealed, seal
from kiss.lib.models import Refused
from kiss.lib.received.receiving import Received
from schools.models import User

MEGABYTE = 1024 * 1024


@transaction.atomic
def attach(
    case: Case,
    *,
    received: Received,
    kind: str,
    title: str,
    dated_on: date,
    is_restricted: bool,
    on: date,
    by: User,
) -> Attachment:
    """Lay a file on a case, encrypted; a restricted one is opened only by those who lead the case.

    `dated_on` is the day of the letter or the picture itself. Raises Refused if the same file lies
    there already, or if it is more than a case, a school or a person's day has room for.
    """
    not_after(dated_on, on, "Datoen på bilaget kan ikke ligge i fremtiden.")
    held = hold_open(case, by=by)
    _refuse_twice(held, received)
    _refuse_too_much(held, received, on, by)
    last = Attachment.objects.filter(case=held).aggregate(last=Max("number"))["last"] or 0
    attachment = Attachment(
        case=held,
        number=last + 1,
        kind=kind,
        title=written(title, "Skriv kort, hvad filen er."),
        dated_on=dated_on,
        is_restricted=is_restricted,
        file_kind=received.kind.key,
        size=len(received.content),
        sha256=hashlib.sha256(received.content).hexdigest(),
        sent_sha256=received.sent_sha256,
        by=by,
        added_on=on,
    )
    save(attachment, by=by)
    AttachmentContent.objects.create(
        attachment=attachment,
        sealed=seal(received.content, label=attachment.label),
        lock=lock_mark(),
    )
    _tell(EventKind.ATTACHMENT_ADDED, attachment, on=on, by=by)
    return attachment


@transaction.atomic
def remove_attachment(attachment: Attachment, *, reason: str, on: date, by: User) -> None:
    """Take a file off its case, also a closed one: from now on nobody opens it.

    If whoever laid it there takes it back the same day, the file itself is deleted: it never became
    a part of the case. Later it is kept, locked, until the case is to be destroyed. The row, the
    reason and the line in the story stay in both.
    """
    because = written(reason, "Skriv, hvorfor bilaget tages af.")
    held = Attachment.objects.select_for_update(of=("self",)).get(pk=attachment.pk)
    still_holds(by, held.case)
    if held.removed_on is not None:
        raise Refused("Bilaget er allerede taget af sagen.")
    held.removed_on = on
    held.removed_by = by
    held.removed_because = because
    save(held, by=by)
    if is_taken_back(held, on=on, by=by):
        AttachmentContent.objects.filter(attachment=held).delete()
    _tell(EventKind.ATTACHMENT_REMOVED, held, on=on, by=by)


def is_taken_back(attachment: Attachment, *, on: date, by: User) -> bool:
    """Tell whether somebody who takes a file off a case on a day undoes their own of that day."""
    return attachment.by_id == by.pk and attachment.added_on == on


def relock_attachments() -> Iterator[Attachment]:
    """Lock with the first key every file that another key locks; safe to stop and run again.

    Returns those that no key opens, which are left as they are.
    """
    old = AttachmentContent.objects.exclude(lock=lock_mark())
    for pk in list(old.order_by("pk").values_list("pk", flat=True)):
        try:
            _relock(pk)
        except Unreadable:
            yield Attachment.objects.select_related("case").get(pk=pk)


@transaction.atomic
def _relock(pk: int) -> None:
    # One at a time: somebody may take it off meanwhile, and the memory holds one file.
    kept = AttachmentContent.objects.select_for_update().filter(pk=pk).first()
    if kept is None:
        return
    kept.sealed = resealed(bytes(kept.sealed))
    kept.lock = lock_mark()
    kept.save()


def _tell(kind: EventKind, attachment: Attachment, *, on: date, by: User) -> None:
    timeline.record(
        kind,
        pupil=attachment.case.pupil,
        case=attachment.case,
        on=on,
        by=by,
        attachment=attachment.pk,
        number=attachment.number,
    )


def _refuse_twice(case: Case, received: Received) -> None:
    same = Attachment.objects.standing().filter(case=case, sent_sha256=received.sent_sha256)
    if (there := same.first()) is not None:
        raise Refused(f"Filen ligger allerede på sagen som bilag {there.number}.")


def _refuse_too_much(case: Case, received: Received, on: date, by: User) -> None:
    """Refuse what there is no room for; at a school two cases at once may pass the limit by one."""
    size = len(received.content)
    if size > settings.ATTACHMENT_MAX_BYTES:
        raise Refused(too_big())
    kept = Attachment.objects.filter(content__isnull=False)
    if kept.filter(case=case).count() >= settings.ATTACHMENTS_IN_A_CASE:
        raise Refused(
            f"Der ligger {settings.ATTACHMENTS_IN_A_CASE} bilag på sagen, og der er ikke plads til "
            "flere. Saml flere papirer i én PDF, eller tag et bilag af, som ikke skal være der."
        )
    if _bytes_of(kept.filter(case=case)) + size > settings.ATTACHMENT_CASE_BYTES:
        raise Refused(
            f"Sagens bilag fylder for meget: højst {settings.ATTACHMENT_CASE_BYTES // MEGABYTE} MB "
            "i alt. Gem filen i en mindre udgave, for eksempel som PDF, og læg den på igen."
        )
    if _bytes_of(kept.filter(case__school=case.school_id)) + size > (
        settings.ATTACHMENT_SCHOOL_BYTES
    ):
        raise Refused(
            "Skolen har ikke plads til flere bilag. Bed kommunens administrator om mere plads. "
            "Filen er ikke lagt på."
        )
    if Attachment.objects.filter(by=by, added_on=on).count() >= settings.ATTACHMENTS_IN_A_DAY:
        raise Refused(
            f"Du har lagt {settings.ATTACHMENTS_IN_A_DAY} bilag på i dag, og det er det mest. "
            "Fortsæt i morgen, eller saml flere papirer i én PDF."
        )


def too_big() -> str:
    """Return what to say about a file that is larger than one may be."""
    return (
        f"Filen er over {settings.ATTACHMENT_MAX_BYTES // MEGABYTE} MB. Gem den i en mindre "
        "udgave, for eksempel som PDF, eller del den i flere."
    )


def _bytes_of(attachments) -> int:  # type: ignore[no-untyped-def]
    return attachments.aggregate(sum=Sum("size"))["sum"] or 0

"""The file of an attachment as it is read: opened, and shown to be the one that was laid there."""

import hashlib
from collections.abc import Iterator

from django.db.models import F, Q

from cases.models import Attachment, AttachmentContent
from kiss.lib.crypto import Unreadable, unseal


def content_of(attachment: Attachment) -> bytes:
    """Return the bytes of an attachment. Raises Unreadable if they are not those laid on the case.

    Who may read it is settled before, in `cases.permissions`.
    """
    kept = AttachmentContent.objects.filter(attachment=attachment).first()
    if kept is None:
        raise Unreadable
    content = unseal(bytes(kept.sealed), label=attachment.label)
    if hashlib.sha256(content).hexdigest() != attachment.sha256:
        raise Unreadable
    return content


def broken_attachments() -> Iterator[Attachment]:
    """Return the attachments whose file is missing or is not what was laid there.

    One that was taken back the same day has no file, and shall have none.
    """
    rows = Attachment.objects.select_related("case").order_by("case__number", "number")
    taken_back = Q(removed_by=F("by"), removed_on=F("added_on"))
    for attachment in rows.exclude(taken_back).iterator(chunk_size=200):
        try:
            content_of(attachment)
        except Unreadable:
            yield attachment

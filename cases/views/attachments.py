"""Files on a case: laid there, shown, handed out and taken off. Each passes the gate anew."""

import logging
from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases import actions
from cases.actions.attachments import is_taken_back
from cases.attachments import content_of
from cases.forms import AttachmentForm, RemoveAttachmentForm
from cases.models import Attachment, Case
from cases.permissions import WRITE, get_case
from cases.views.answer import done, page
from cases.views.frame import Frame, Rights, frame_of, rights_of
from kiss.lib.crypto import Unreadable
from kiss.lib.http import Request

log = logging.getLogger(__name__)

# A file is somebody else's work: whatever it is, it may do nothing here but be saved.
SHUT: Final = {
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store, private",
}


@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: Request, public_id: str) -> HttpResponse:
    """Lay a file on a case."""
    case = get_case(request, public_id, to=WRITE, purpose="Siden, hvor bilag lægges på")
    today = timezone.localdate()
    form = AttachmentForm(
        request.POST or None, request.FILES or None, initial={"dated_on": today}, today=today
    )

    def act() -> str:
        laid = actions.attach(case, on=today, by=request.user, **form.given())
        messages.success(request, f"Bilag {laid.number} er lagt på sagen.")
        return f"{case.get_absolute_url()}#bilag"

    if answer := done(request, form, act):
        return answer
    return page(request, "cases/attach.html", form, _frame(request, case, "Bilag"))


@require_safe
def attachment(request: Request, public_id: str, number: int) -> HttpResponse:
    """Show what an attachment is; of a picture, the picture."""
    case = get_case(request, public_id, purpose=f"Bilag {number}"[:120])
    today = timezone.localdate()
    frame = frame_of(request, case, today)
    found = _found(case, number, frame.rights)
    context = {
        **frame.context(today, page=str(found)),
        "attachment": found,
        "may_remove": may_remove(request, found, frame.rights, today),
    }
    return render(request, "cases/attachment.html", context)


@require_safe
def attachment_file(request: Request, public_id: str, number: int) -> HttpResponse:
    """Hand out the file itself, to be saved; its name is the case's number and never the child's.

    A browser that is given it as anything but a picture in our own page does not open it here.
    """
    case = get_case(request, public_id, purpose=f"Åbner filen i bilag {number}"[:120])
    today = timezone.localdate()
    found = _found(case, number, rights_of(request.user, case, today))
    try:
        content = content_of(found)
    except Unreadable:
        log.exception("attachment %s is not what was laid on the case", found.pk)
        context = {**_frame(request, case, str(found)), "attachment": found}
        return render(request, "cases/attachment_broken.html", context, status=500)
    said = found.format.types[0]
    return HttpResponse(
        content,
        content_type=f"{said}; charset=utf-8" if said == "text/plain" else said,
        headers={**SHUT, "Content-Disposition": f'attachment; filename="{found.file_name}"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def attachment_remove(request: Request, public_id: str, number: int) -> HttpResponse:
    """Take an attachment off its case, with a reason."""
    case = get_case(request, public_id, purpose=f"Siden, hvor bilag {number} tages af"[:120])
    today = timezone.localdate()
    frame = frame_of(request, case, today)
    found = get_object_or_404(_standing(case), number=number)
    if not may_remove(request, found, frame.rights, today):
        raise PermissionDenied
    form = RemoveAttachmentForm(request.POST or None)

    def act() -> str:
        actions.remove_attachment(found, on=today, by=request.user, **form.given())
        return f"{case.get_absolute_url()}#bilag"

    if answer := done(request, form, act, say=f"Bilag {number} er taget af sagen."):
        return answer
    context = {
        **frame.context(today, page=f"Tag bilag {number} af"),
        "attachment": found,
        "is_taken_back": is_taken_back(found, on=today, by=request.user),
        "is_read": reads(found, frame.rights),
    }
    return page(request, "cases/attachment_remove.html", form, context)


def attachments_of(frame: Frame, rows: Iterable[Attachment] | None = None) -> list[dict[str, Any]]:
    """Return the attachments of a case, the newest first; of those one may not open, only that."""
    return [
        {
            "row": row,
            "is_read": reads(row, frame.rights),
            "url": reverse("cases:attachment", args=[frame.case.public_id, row.number]),
        }
        for row in (attachments_on(frame.case.pk) if rows is None else rows)
    ]


def attachments_on(case: int) -> QuerySet[Attachment]:
    """Return the attachments that stand on a case, the newest first."""
    return Attachment.objects.standing().filter(case=case).select_related("by").order_by("-number")


def reads(attachment: Attachment, rights: Rights) -> bool:
    """Tell whether somebody with these rights in the case may open an attachment."""
    return rights.reads_restricted or not attachment.is_restricted


def may_remove(request: Request, attachment: Attachment, rights: Rights, today: date) -> bool:
    """Tell whether somebody may take an attachment off.

    Whoever laid it there may, the same day; later those who lead the case, and of what they may
    open the school's leader too.
    """
    if is_taken_back(attachment, on=today, by=request.user):
        return rights.write
    return rights.prints and reads(attachment, rights)


def _standing(case: Case) -> Any:
    return Attachment.objects.standing().filter(case=case).select_related("case", "by")


def _found(case: Case, number: int, rights: Rights) -> Attachment:
    """Return an attachment that is to be opened; whoever may only know that it exists gets 403."""
    found: Attachment = get_object_or_404(_standing(case), number=number)
    if not reads(found, rights):
        raise PermissionDenied
    return found


def _frame(request: Request, case: Case, name: str) -> dict[str, Any]:
    today = timezone.localdate()
    return frame_of(request, case, today).context(today, page=name)

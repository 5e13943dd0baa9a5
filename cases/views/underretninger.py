"""An underretning from a case: gathered and written in one sitting, frozen, sent, received."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from absence.profile import profile_of
from cases import actions
from cases.bundle import Gathered, content_of, gather, paper_with
from cases.forms.underretninger import PutAsideForm, ReceiptForm, SentForm, UnderretningPage
from cases.models import Case, ChildStatement, Underretning
from cases.permissions import WRITE, confided, get_case
from cases.protection import parents_of, shown_name
from cases.today.task import how_far
from cases.underretninger import (
    Watched,
    flags_of_fifteen,
    has_fifteen,
    outdated,
    outdated_in,
    paper_of,
    readable,
    reads_all,
    watched,
)
from cases.views.answer import done, drafted
from cases.views.frame import Frame, frame_of
from kiss.lib.http import Request
from law.explain import explain_deadline
from law.underretning import Ground, basis, is_to_be_heard
from schools.models import Municipality


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, public_id: str) -> HttpResponse:
    """Gather and write an underretning; saved, it is frozen with its paper."""
    case = get_case(request, public_id, to=WRITE, purpose="Skriver en underretning")
    today = timezone.localdate()
    frame = frame_of(request, case, today)
    profile = profile_of(case.pupil, today)
    gathered = gather(case, profile, frame.school_class, today, frame.reader)
    typed = _typed(request, frame, gathered, today)

    def act() -> str:
        written = typed.written()
        content = content_of(
            case,
            written,
            gathered,
            school_class=frame.school_class,
            municipality=Municipality.objects.get(),
            on=today,
            by=request.user,
        )
        row = actions.make_underretning(
            case,
            ground=written.ground,
            recipient=written.recipient,
            content=content,
            words=[statement.pk for statement in written.words],
            paper=paper_with(case, content),
            corrects=written.corrects,
            on=today,
            by=request.user,
        )
        return row.get_absolute_url()

    say = "Underretningen er låst. Hent papiret, send det, og notér det her."
    is_whole = typed.form.is_bound and typed.is_valid()
    if is_whole and (answer := done(request, typed.form, act, say=say)):
        return answer
    context = {
        **drafted(request),
        **frame.context(today, page="Underretning"),
        "form": typed.form,
        "informed": typed.informed,
        "forms": typed.forms if typed.is_wrong else [],
        "no_form": None,
        "gathered": gathered,
        "grounds": [basis(ground, today) for ground in Ground],
        "may_read_shut": "confided" in typed.form.fields,
    }
    status = 422 if typed.is_wrong else 200
    return render(request, "cases/underretning_new.html", context, status=status)


def _typed(request: Request, frame: Frame, gathered: Gathered, today: date) -> UnderretningPage:
    case, user = frame.case, request.user
    figures = frame.world.numbers(today)
    sent = list(readable(user, case, today).sent().order_by("-number"))
    last = Underretning.objects.filter(case__school=case.school).order_by("-pk").first()
    return UnderretningPage(
        request.POST or None,
        parents=[
            (row, shown_name(case.pupil, row)) for row in parents_of(case.pupil) if row.has_custody
        ],
        today=today,
        readable=ChildStatement.objects.filter(confided(user, case, today)),
        sent=sent,
        gathered=gathered,
        has_fifteen=has_fifteen(case),
        is_to_be_heard=is_to_be_heard(case.pupil.birth_date, today, figures),
        hearing_age=figures.hearing_age,
        initial={
            "recipient": last.recipient if last else "",
            "corrects": request.GET.get("retter", ""),
            "ground": request.GET.get("grundlag", ""),
        },
    )


@require_safe
def underretning(request: Request, public_id: str, number: int) -> HttpResponse:
    """Show what an underretning says, and where it is: to be sent, waiting, received."""
    row, frame = _found(request, public_id, number, f"Underretning {number}")
    return _page(request, row, frame)


@require_safe
def pdf(request: Request, public_id: str, number: int) -> HttpResponse:
    """Hand out the paper, byte for byte as it was made; its name is the case's number."""
    row, _ = _found(request, public_id, number, f"Underretning {number} som papir")
    return HttpResponse(
        paper_of(row),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{row.file_name}"'},
    )


@require_POST
def sent(request: Request, public_id: str, number: int) -> HttpResponse:
    """Note that it was sent: when and how."""
    row, frame = _managed(request, public_id, number, f"Underretning {number} noteres som sendt")
    today = timezone.localdate()
    form = SentForm(request.POST, today=today)

    def act() -> str:
        actions.note_sent(row, on=today, by=request.user, **form.given())
        return row.get_absolute_url()

    answer = done(request, form, act, say="Det er noteret, at underretningen er sendt.")
    return answer or _page(request, row, frame, sent_form=form)


@require_POST
def receipt(request: Request, public_id: str, number: int) -> HttpResponse:
    """Note the receipt, and what it says."""
    row, frame = _managed(request, public_id, number, f"Kvittering for underretning {number}")
    today = timezone.localdate()
    form = ReceiptForm(request.POST, today=today)

    def act() -> str:
        actions.note_receipt(row, on=today, by=request.user, **form.given())
        return row.get_absolute_url()

    answer = done(request, form, act, say="Kvitteringen er noteret.")
    return answer or _page(request, row, frame, receipt_form=form)


@require_POST
def aside(request: Request, public_id: str, number: int) -> HttpResponse:
    """Put one aside that was not sent."""
    row, frame = _managed(request, public_id, number, f"Underretning {number} lægges væk")
    form = PutAsideForm(request.POST)

    def act() -> str:
        today = timezone.localdate()
        actions.put_aside(row, on=today, by=request.user, **form.given())
        return row.case.get_absolute_url()

    answer = done(request, form, act, say="Underretningen er lagt væk. Den blev ikke sendt.")
    return answer or _page(request, row, frame, aside_form=form)


def _found(
    request: Request, public_id: str, number: int, purpose: str
) -> tuple[Underretning, Frame]:
    """Return one that the user may read; 403 for whoever may only know that there is one."""
    case = get_case(request, public_id, purpose=purpose[:120])
    today = timezone.localdate()
    rows = Underretning.objects.filter(case=case)
    row = get_object_or_404(
        rows.select_related("case", "by", "sent_by", "receipt_by", "discarded_by", "corrects"),
        number=number,
    )
    if row.by_id != request.user.pk and not reads_all(request.user, case, today):
        raise PermissionDenied
    return row, frame_of(request, case, today)


def _managed(
    request: Request, public_id: str, number: int, purpose: str
) -> tuple[Underretning, Frame]:
    row, frame = _found(request, public_id, number, purpose)
    if not _manages(request, row, frame):
        raise PermissionDenied
    return row, frame


def _manages(request: Request, row: Underretning, frame: Frame) -> bool:
    """Tell whether somebody who reads it also says what became of it: its author, the leaders."""
    return row.by_id == request.user.pk or frame.rights.reads_log


def _page(
    request: Request,
    row: Underretning,
    frame: Frame,
    *,
    sent_form: SentForm | None = None,
    receipt_form: ReceiptForm | None = None,
    aside_form: PutAsideForm | None = None,
) -> HttpResponse:
    today = timezone.localdate()
    typed: Form | None = sent_form or receipt_form or aside_form
    manages = _manages(request, row, frame)
    is_here = row.sent_on is None and row.discarded_on is None
    found = watched(row, frame.world, today)
    context = {
        **frame.context(today, page=str(row)),
        "underretning": row,
        "content": row.content,
        "watched": found,
        "deadline": _deadline(found, today) if found and row.receipt_on is None else None,
        "is_outdated": row.pk in outdated([row]),
        "later": list(row.corrected_by.standing().order_by("number")),
        "manages": manages,
        "pdf_url": reverse("cases:underretning_pdf", args=[frame.case.public_id, row.number]),
        "sent_form": (sent_form or SentForm(today=today, initial={"sent_on": today}))
        if manages and is_here
        else None,
        "aside_form": (aside_form or PutAsideForm()) if manages and is_here else None,
        "receipt_form": (receipt_form or ReceiptForm(today=today, initial={"receipt_on": today}))
        if manages and row.sent_on and row.receipt_on is None
        else None,
        "form": typed,
        "may_correct": frame.rights.write and row.sent_on is not None,
    }
    status = 422 if typed is not None and typed.errors else 200
    return render(request, "cases/underretning.html", context, status=status)


def _deadline(found: Watched, today: date) -> dict[str, Any]:
    """Return what `components/deadline.html` reads of the receipt that is waited for."""
    return {
        "due": found.deadline.due_on,
        "distance": how_far(found.deadline.due_on, today),
        "tone": "late" if found.is_missing else "",
        "explanation": explain_deadline(found.deadline),
    }


class Asked:
    """The questions that the card of a case is made from, to be asked with others."""

    def __init__(self, case: Case) -> None:
        self.rows = Underretning.objects.standing().filter(case=case).order_by("-number")
        self.flags = flags_of_fifteen([case.pupil_id])

    @property
    def questions(self) -> list[QuerySet[Any, Any]]:
        return [self.rows, self.flags]


def card_of(frame: Frame, today: date, asked: Asked) -> dict[str, Any]:
    """Return what the page of a case says of its underretninger.

    Whoever may not read one sees that it was sent, and the day.
    """
    case, user = frame.case, frame.user
    rows = list(asked.rows)
    for row in rows:
        row.case = case
    reads = bool(rows) and reads_all(user, case, today)
    old = outdated_in(case, rows, asked.flags)
    return {
        "underretninger": [
            {
                "row": row,
                "is_read": reads or row.by_id == user.pk,
                "watched": watched(row, frame.world, today),
                "is_outdated": row.pk in old,
            }
            for row in rows
            if row.sent_on or reads or row.by_id == user.pk
        ]
    }

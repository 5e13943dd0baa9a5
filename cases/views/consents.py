"""The register of consents of a case: what is agreed, one more yes, and what is taken back."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import actions
from cases.consents import (
    Asked,
    Standing,
    consents_of,
    fact_of,
    full_name,
    notes_consents,
    reads_consents,
    title_of,
    told_off,
    wanted_of,
)
from cases.forms.consents import ConsentPage, GiveForm, GiverForm, WithdrawForm
from cases.models import Attachment, Consent
from cases.permissions import get_case
from cases.views.answer import done, drafted
from cases.views.frame import Frame, frame_of
from kiss.lib.http import Request
from law.figures import Figures
from law.sources import source


@require_safe
def consents(request: Request, public_id: str) -> HttpResponse:
    """Show the consents of a case, and where each stands."""
    frame, figures, today = _come_in(request, public_id, "Samtykker")
    rows = consents_of(frame.case, figures, today)
    context = {
        **frame.context(today, page="Samtykke"),
        "rows": [{"consent": row, "state": state} for row, state in rows],
        "title": title_of(frame.case),
        "wanted": [name for _, name in wanted_of(frame.case.pupil, figures, today)],
        "source": source("samtykke", today),
        "consent_age": figures.consent_age,
        "may_note": _may_note(frame, today),
    }
    return render(request, "cases/consents.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, public_id: str) -> HttpResponse:
    """Write down a consent and who has given it."""
    frame, figures, today = _come_in(request, public_id, "Skriver et samtykke ned", to_note=True)
    case = frame.case
    typed = ConsentPage(
        request.POST or None,
        givers=[
            (key, full_name(case.pupil, key)) for key, _ in wanted_of(case.pupil, figures, today)
        ],
        files=_files(frame),
        today=today,
    )

    def act() -> str:
        consent = actions.note_consent(
            case, given=typed.given(), on=today, by=request.user, **typed.form.given()
        )
        return consent.get_absolute_url()

    is_whole = typed.form.is_bound and typed.is_valid()
    if is_whole and (answer := done(request, typed.form, act, say="Samtykket er skrevet ned.")):
        return answer
    context = {
        **drafted(request),
        **frame.context(today, page="Samtykke"),
        "form": typed.form,
        "givers": typed.givers,
        "forms": typed.forms if typed.is_wrong else [],
        "no_form": None,
        "source": source("samtykke", today),
    }
    status = 422 if typed.is_wrong else 200
    return render(request, "cases/consent_new.html", context, status=status)


@require_safe
def consent(request: Request, public_id: str, pk: int) -> HttpResponse:
    """Show one consent: what it says, who gave it, and who has access by it."""
    frame, figures, today = _come_in(request, public_id, f"Samtykke {pk}")
    return _page(request, frame, figures, pk, today)


@require_POST
def give(request: Request, public_id: str, pk: int) -> HttpResponse:
    """Add the yes of one more."""
    frame, figures, today = _come_in(request, public_id, f"Samtykke {pk}", to_note=True)
    row, state = _found(frame, figures, pk, today)
    once = GiveForm(request.POST)
    typed = [
        _giver(frame, key, today, request.POST) for key, _ in _lacking(frame, figures, state, today)
    ]
    judged = [form.is_valid() for form in typed]
    said = [one for form in typed if form.is_valid() and (one := form.given())]
    if all(judged) and not said and typed:
        typed[0].add_error("form", "Vælg, hvordan samtykket blev givet.")

    def act() -> str:
        for one in said:
            actions.give_consent(row, one, on=today, by=request.user)
        return row.get_absolute_url()

    is_whole = all(judged) and bool(said)
    if is_whole and (answer := done(request, once, act, say="Samtykket er noteret.")):
        return answer
    return _page(request, frame, figures, pk, today, once=once, typed=typed)


@require_POST
def withdraw(request: Request, public_id: str, pk: int) -> HttpResponse:
    """Note that somebody took it back; who had access by it has none from now on."""
    frame, figures, today = _come_in(request, public_id, f"Samtykke {pk}", to_note=True, ended=True)
    row, state = _found(frame, figures, pk, today)
    form = _withdrawing(frame, state, today, request.POST)

    def act() -> str:
        names = actions.withdraw_consent(row, on=today, by=request.user, **form.given())
        messages.warning(request, f"Samtykket er trukket tilbage. {told_off(names)}")
        return row.get_absolute_url()

    answer = done(request, form, act)
    return answer or _page(request, frame, figures, pk, today, withdrawing=form)


def agreed(frame: Frame, today: date, asked: Asked) -> list[dict[str, str]]:
    """Return the line on top of an open case that says where consent stands."""
    if frame.case.closed_on is not None:
        return []
    reads = reads_consents(frame.user, frame.case, today)
    figures = frame.world.numbers(today)
    return [fact_of(frame.case, figures, today, asked, tells_whom=reads)]


def _come_in(
    request: Request, public_id: str, purpose: str, *, to_note: bool = False, ended: bool = False
) -> tuple[Frame, Figures, date]:
    """Pass the gate to a case's register; 403 for those who may only know where it stands."""
    case = get_case(request, public_id, purpose=purpose[:120])
    today = timezone.localdate()
    frame = frame_of(request, case, today)
    if not reads_consents(request.user, case, today):
        raise PermissionDenied
    if to_note and not _may_note(frame, today, ended=ended):
        raise PermissionDenied
    return frame, frame.world.numbers(today), today


def _may_note(frame: Frame, today: date, *, ended: bool = False) -> bool:
    """Tell whether a user writes in the register; in a closed case only that one is taken back."""
    is_open = frame.case.closed_on is None
    leads = frame.rights.reads_log
    may = notes_consents(frame.user, frame.case, today, leads=leads)
    return may and (is_open or ended)


def _files(frame: Frame) -> QuerySet[Attachment]:
    rows = Attachment.objects.standing().filter(case=frame.case).order_by("-number")
    return rows if frame.rights.reads_restricted else rows.filter(is_restricted=False)


def _found(frame: Frame, figures: Figures, pk: int, today: date) -> tuple[Consent, Standing]:
    get_object_or_404(Consent, pk=pk, case=frame.case)
    rows = consents_of(frame.case, figures, today)
    return next((row, state) for row, state in rows if row.pk == pk)


def _lacking(frame: Frame, figures: Figures, state: Standing, today: date) -> list[tuple[str, str]]:
    given = {part.key for part in state.parts if part.given_on}
    wanted = wanted_of(frame.case.pupil, figures, today)
    return [(key, name) for key, name in wanted if key not in given]


def _giver(frame: Frame, key: str, today: date, posted: Any = None) -> GiverForm:
    name = full_name(frame.case.pupil, key)
    return GiverForm(posted, key=key, name=name, today=today, files=_files(frame))


def _withdrawing(frame: Frame, state: Standing, today: date, posted: Any = None) -> WithdrawForm:
    pupil = frame.case.pupil
    given = [part for part in state.parts if part.given_on and not part.withdrawn_on]
    return WithdrawForm(
        posted,
        givers=[(part.key, full_name(pupil, part.key)) for part in given],
        today=today,
        initial={"withdrawn_on": today},
    )


def _page(
    request: Request,
    frame: Frame,
    figures: Figures,
    pk: int,
    today: date,
    *,
    once: GiveForm | None = None,
    typed: list[GiverForm] | None = None,
    withdrawing: WithdrawForm | None = None,
) -> HttpResponse:
    row, state = _found(frame, figures, pk, today)
    pupil = frame.case.pupil
    answers = row.givers.select_related("holder", "attachment", "by", "withdrawn_by")
    may_note = _may_note(frame, today)
    may_withdraw = _may_note(frame, today, ended=True)
    lacking = _lacking(frame, figures, state, today)
    wrong = [form for form in [*(typed or []), once, withdrawing] if form and form.errors]
    context = {
        **frame.context(today, page="Samtykke"),
        "consent": row,
        "state": state,
        "answers": [
            {
                "row": answer,
                "who": full_name(pupil, str(answer.holder_id) if answer.holder_id else "ung"),
                "reads_file": answer.attachment
                and answer.attachment.removed_on is None
                and (frame.rights.reads_restricted or not answer.attachment.is_restricted),
            }
            for answer in answers.order_by("given_on", "pk")
        ],
        "parts": row.participants.select_related("user").order_by("starts_on", "pk"),
        "once": once or GiveForm(),
        "givers": (typed or [_giver(frame, key, today) for key, _ in lacking])
        if may_note and not state.withdrawn_on
        else [],
        "withdraw_form": (withdrawing or _withdrawing(frame, state, today))
        if may_withdraw and not state.withdrawn_on and any(part.given_on for part in state.parts)
        else None,
        "forms": wrong,
        "no_form": None,
    }
    status = 422 if wrong else 200
    return render(request, "cases/consent.html", context, status=status)

"""Looking into an emergency access: the use with its reason, the answer, and the figures."""

from datetime import date, timedelta
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from absence.overview import classes_of, whom
from cases import actions
from cases.emergency import figures_of, lookups_of, may_use, possible_breaches, readable, reviewable
from cases.forms.emergency import ReviewForm
from cases.forms.oversight import PeriodForm
from cases.models import EmergencyAccess
from cases.permissions import note_lookup, require_role, visible_cases
from cases.views.answer import done, page
from cases.views.oversight import TONES, tabs
from kiss.lib.http import Request
from schools.models import Lookup, User
from schools.roles import Role

ROWS: Final = 50
USUAL_PERIOD: Final = timedelta(days=365)


@require_http_methods(["GET", "POST"])
def review(request: Request, public_id: str) -> HttpResponse:
    """Show one use to those who answer for it, and take the answer of somebody who may give it.

    The child has a name here for those who see the case anyway; others read its number.
    """
    now = timezone.now()
    today = timezone.localdate(now)
    access = _readable(request, public_id, today)
    may_answer = reviewable(request.user, today).filter(pk=access.pk).exists()
    if request.method == "POST" and not may_answer:
        raise Http404
    form = ReviewForm(
        request.POST if request.method == "POST" else None,
        initial={"verdict": access.verdict, "note": access.note},
    )

    def act() -> str:
        actions.review_emergency(access, **form.given(), at=now, on=today, by=request.user)
        return reverse("cases:emergency_review", args=[access.public_id])

    answer = may_answer and done(request, form, act, say="Svaret er gemt.")
    if answer:
        return answer
    is_open = access.stopped_at is None and now < access.ends_at
    context = {
        "access": access,
        "about": _about(request.user, access, today),
        "is_own": access.user == request.user,
        "is_open": is_open,
        "is_late": not access.verdict and access.due_on < today,
        "may_answer": may_answer and not is_open,
        "tone": TONES.get(access.verdict, ""),
        "lookups": _read(access),
        "assesses": possible_breaches(request.user, today).filter(pk=access.pk).exists(),
        "crumbs": [_back(request.user, today), {"label": f"Sag {access.case.number}"}],
    }
    return page(request, "cases/emergency_review.html", form, context)


def _readable(request: Request, public_id: str, today: date) -> EmergencyAccess:
    rows = readable(request.user, today).select_related(
        "user", "reviewed_by", "breach_by", "case__pupil", "case__school"
    )
    access = rows.filter(public_id=public_id).first()
    if access is None:
        raise Http404
    note_lookup(request, pupil=access.case.pupil, case=access.case, purpose="Siden om en nødadgang")
    return access


def _about(user: User, access: EmergencyAccess, today: date) -> str:
    """Return the child and the case as a reader may see them."""
    case = access.case
    if not visible_cases(user, today).filter(pk=case.pk).exists():
        return f"sag {case.number}, {case.school}"
    school_class = classes_of([case.pupil_id], today).get(case.pupil_id)
    return f"sag {case.number} om {whom(case.pupil, school_class)}"


def _back(user: User, today: date) -> dict[str, str]:
    if may_use(user, today):
        return {"label": "Nødadgang", "url": reverse("cases:emergency")}
    return {"label": "Nødadgange", "url": reverse("cases:emergencies")}


def _read(access: EmergencyAccess) -> list[Lookup]:
    """Return what was read; what was shown on request once, not also as the page it came by."""
    rows = list(lookups_of(access)[: ROWS + 1])
    following = [*rows[1:], None]
    return [
        row
        for row, after in zip(rows, following, strict=True)
        if not (row.method == "POST" and after is not None and _is_shown(after, row))
    ][:ROWS]


def _is_shown(row: Lookup, before: Lookup) -> bool:
    return row.method == "POST" and row.page == before.page and "fik vist" in row.purpose


@require_safe
def emergencies(request: Request) -> HttpResponse:
    """Show the data protection officer how often it was used, and what became of each use."""
    require_role(request, Role.DPO)
    today = timezone.localdate()
    usual = {"fra": today - USUAL_PERIOD, "til": today}
    form = PeriodForm(request.GET if "fra" in request.GET else None, initial=usual)
    first, last = _period(form, today)
    rows = EmergencyAccess.objects.filter(opened_at__date__gte=first, opened_at__date__lte=last)
    rows = rows.select_related("user", "case__school", "reviewed_by")
    found = Paginator(rows.order_by("-opened_at", "-pk"), ROWS).get_page(request.GET.get("side"))
    context = {
        "tabs": tabs(request, "cases:emergencies"),
        "form": form,
        "figures": figures_of(first, last, today=today),
        "first": first,
        "last": last,
        "page": found,
        "query": f"?fra={first:%Y-%m-%d}&til={last:%Y-%m-%d}&side=",
        "rows": [_row(row, today) for row in found],
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "cases/emergencies.html", context, status=status)


def _period(form: PeriodForm, today: date) -> tuple[date, date]:
    """Return what was asked for; the last year where nothing was."""
    given = form.cleaned_data if form.is_valid() else {}
    last = given.get("til") or today
    return given.get("fra") or last - USUAL_PERIOD, last


def _row(row: EmergencyAccess, today: date) -> dict[str, Any]:
    return {
        "access": row,
        "tone": TONES.get(row.verdict, ""),
        "is_late": not row.verdict and row.due_on < today,
    }

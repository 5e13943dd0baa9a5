"""Emergency access: the explanation, the asking, the one page it opens, and the end of it."""

from datetime import date, datetime
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from absence.overview import classes_of
from cases import actions
from cases.emergency import LENGTH, get_emergency, may_use, reviewable
from cases.emergency_sheet import sheet_of
from cases.forms.emergency import EmergencyForm
from cases.models import EmergencyAccess
from cases.permissions import may
from cases.protection import asking_urls, secrets_in_emergency
from cases.views.answer import done, page
from cases.views.reveal import asked
from kiss.lib.http import Request
from kiss.lib.models import Refused
from kiss.lib.stepup import demand_fresh
from kiss.lib.text import clock
from schools.models import User
from schools.roles import Thing

OWN_SHOWN: Final = 10
REVIEWED_SHOWN: Final = 10
WRONG_PAIR: Final = (
    "Vi kan ikke åbne en sag med det nummer og det navn. Se efter, at begge dele er skrevet "
    "præcis som i papirerne. En sag om et barn, du har oplyst at stå nær, kan ikke åbnes."
)


@require_safe
def home(request: Request) -> HttpResponse:
    """Explain emergency access, and show one's own uses and those that one looks into."""
    now = timezone.now()
    today = timezone.localdate(now)
    uses = may_use(request.user, today)
    reviews = may(request.user, Thing.REVIEW, today)
    if not uses and not reviews:
        raise Http404
    own = EmergencyAccess.objects.filter(user=request.user).select_related("case", "reviewed_by")
    others = reviewable(request.user, today).select_related("case", "user", "reviewed_by")
    context = {
        "may_use": uses,
        "may_review": reviews,
        "open": _open_of(request.user, now) if uses else None,
        "own": list(own.order_by("-opened_at", "-pk")[:OWN_SHOWN]),
        "waiting": list(others.waiting().order_by("due_on", "pk")),
        "reviewed": list(others.exclude(verdict="").order_by("-opened_at", "-pk")[:REVIEWED_SHOWN]),
        "minutes": LENGTH.seconds // 60,
    }
    return render(request, "cases/emergency.html", context)


def _open_of(user: User, now: datetime) -> EmergencyAccess | None:
    return EmergencyAccess.objects.open_at(now).filter(user=user).select_related("case").first()


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Ask for a case by its number and the child's full name, with a reason."""
    now = timezone.now()
    today = timezone.localdate(now)
    if not may_use(request.user, today):
        raise Http404
    demand_fresh(request)
    if access := _open_of(request.user, now):
        if request.POST.get("number", access.case.number).strip() != access.case.number:
            messages.warning(
                request,
                f"Du har allerede sag {access.case.number} åben. Luk den, før du åbner en anden.",
            )
        return redirect("cases:emergency_case", access.public_id)
    form = EmergencyForm(request.POST if request.method == "POST" else None)
    if answer := _opened(request, form, now, today):
        return answer
    context = {
        "minutes": LENGTH.seconds // 60,
        "crumbs": [
            {"label": "Nødadgang", "url": reverse("cases:emergency")},
            {"label": "Åbn en sag"},
        ],
    }
    return page(request, "cases/emergency_new.html", form, context)


def _opened(
    request: Request, form: EmergencyForm, now: datetime, today: date
) -> HttpResponse | None:
    """Open what the form asks for; None when it is to be shown again."""
    if not form.is_valid():
        return None
    given: dict[str, Any] = {"at": now, "on": today, "by": request.user}
    try:
        case = actions.find_in_emergency(**form.pair(), **given)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    if case is None:
        form.add_error(None, WRONG_PAIR)
        return None

    def act() -> str:
        access = actions.open_emergency(case, **form.why(), **given)
        return reverse("cases:emergency_case", args=[access.public_id])

    return done(request, form, act)


@require_safe
def case(request: Request, public_id: str) -> HttpResponse:
    """Show what a reader needs for a child in danger, while the hour lasts."""
    now = timezone.now()
    if over := _over(request, public_id, now):
        return over
    access = get_emergency(request, public_id, at=now, purpose="Nødadgang: sagen læst")
    today = timezone.localdate(now)
    urls = asking_urls(
        secrets_in_emergency(access, today), reverse("cases:emergency_reveal", args=[public_id])
    )
    context = {
        **_frame(access, now, today),
        "sheet": sheet_of(access.case, today, urls=urls),
    }
    return _until_the_end(render(request, "cases/emergency_case.html", context), access, now)


def _frame(access: EmergencyAccess, now: datetime, today: date) -> dict[str, Any]:
    """Return what `cases/emergency_frame.html` reads."""
    pupil = access.case.pupil
    return {
        "access": access,
        "left": _seconds_left(access, now),
        "pupil": pupil,
        "school_class": classes_of([pupil.pk], today).get(pupil.pk),
    }


def _over(request: Request, public_id: str, now: datetime) -> HttpResponse | None:
    """Lead somebody on whose own hour is over; nobody else learns that there was one."""
    own = EmergencyAccess.objects.filter(user=request.user, public_id=public_id).first()
    if own is None or (own.stopped_at is None and now < own.ends_at):
        return None
    ended = timezone.localtime(own.stopped_at or own.ends_at)
    messages.info(request, f"Nødadgangen blev lukket {clock(ended)}.")
    return redirect("cases:emergency")


def _until_the_end(response: HttpResponse, access: EmergencyAccess, now: datetime) -> HttpResponse:
    """Let the browser leave the page when the hour is over, also without a script."""
    left = _seconds_left(access, now)
    response["Refresh"] = f"{left}; url={reverse('cases:emergency')}"
    return response


def _seconds_left(access: EmergencyAccess, now: datetime) -> int:
    """Return the seconds until an hour is over for certain."""
    return int((access.ends_at - now).total_seconds()) + 1


@require_POST
def stop(request: Request, public_id: str) -> HttpResponse:
    """End one's own emergency access."""
    now = timezone.now()
    if over := _over(request, public_id, now):
        return over
    access = get_emergency(request, public_id, at=now, purpose="Nødadgang: lukker")
    actions.stop_emergency(access, at=now, by=request.user)
    messages.success(request, "Nødadgangen er lukket. En anden efterser den nu.")
    return redirect("cases:emergency")


@require_http_methods(["GET", "POST"])
def reveal(request: Request, public_id: str) -> HttpResponse:
    """Ask for a parent's hidden name and number in an emergency, and show them once."""
    now = timezone.now()
    if over := _over(request, public_id, now):
        return over
    access = get_emergency(
        request, public_id, at=now, purpose="Nødadgang: siden om beskyttede oplysninger"
    )
    demand_fresh(request)
    today = timezone.localdate(now)
    secrets = secrets_in_emergency(access, today)
    if not secrets:
        raise Http404
    back = reverse("cases:emergency_case", args=[public_id])
    context = {
        **_frame(access, now, today),
        "back_url": back,
        "page_url": reverse("cases:emergency_reveal", args=[public_id]),
        "frame": "cases/emergency_frame.html",
        "crumbs": [{"label": access.case.number, "url": back}, {"label": "Beskyttede oplysninger"}],
    }
    answer = asked(
        request,
        access.case.pupil,
        access.case,
        secrets,
        context,
        purpose="Nødadgang: fik vist beskyttede oplysninger",
    )
    return _until_the_end(answer, access, now)

"""One pupil: the flags with their arithmetic, the year day by day, and the decision right there."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from absence import actions
from absence.forms import CallForm, DecisionForm
from absence.models import Flag, FlagDecision, MarkChange
from absence.profile import Profile, profile_of
from absence.queue import importance
from absence.story import decision_words, story_of_pupil
from cases.actions import note_contact
from cases.forms.oversight import PeriodForm
from cases.insight import insight_of, looked
from cases.models import Case, Contact
from cases.permissions import (
    WRITE,
    get_pupil,
    may_appoint,
    may_decide,
    may_on_case,
    may_voice_concern,
    reads_of_pupil,
    visible_cases,
    visible_concerns,
)
from cases.protection import CPR, at_home, urls_of
from cases.readers import why_pupil
from cases.topics import Reader
from cases.views.answer import done
from kiss.lib.http import Request
from kiss.lib.ids import new_public_id
from kiss.lib.stepup import demand_fresh
from law.underretning import Ground
from schools.models import Lookup, Pupil, User
from schools.roles import Thing

LOOKUPS = 30
WAITING = (Flag.Status.NEW, Flag.Status.SEEN, Flag.Status.COMING)


@require_safe
def pupil(request: Request, public_id: str) -> HttpResponse:
    """Show a pupil's absence, what the law says of it, and what has been done."""
    found = get_pupil(request, public_id, purpose="Elevens fravær")
    return _page(request, found)


@require_POST
def decide(request: Request, public_id: str) -> HttpResponse:
    """Take a decision about all of a pupil's waiting flags."""
    found = _deciding(request, public_id, purpose="Stillingtagen til flag")
    case = _open_case(request.user, found)
    form = DecisionForm(request.POST, case=case)

    def act() -> str:
        follows = form.cleaned_data["kind"] == FlagDecision.Kind.CASE
        actions.decide(
            found,
            **form.given(),
            case=case if follows else None,
            on=timezone.localdate(),
            by=request.user,
        )
        return reverse("absence:list")

    answer = done(request, form, act, say="Stillingtagen er gemt. Eleven er ude af listen.")
    return answer or _page(request, found, decision_form=form, status=422)


@require_POST
def note_call(request: Request, public_id: str) -> HttpResponse:
    """Note a contact with the home. One button says it all: "Ringede, intet svar"."""
    found = get_pupil(request, public_id, purpose="Kontakt med hjemmet")
    case = _open_case(request.user, found)
    if not _may_note(request.user, found, case):
        raise PermissionDenied
    form = CallForm(_unanswered(request) if "intet_svar" in request.POST else request.POST)

    def act() -> str:
        today = timezone.localdate()
        note_contact(found, case=case, **form.given(), on=today, by=request.user)
        return reverse("absence:pupil", args=[found.public_id])

    answer = done(request, form, act, say="Kontakten er noteret.")
    return answer or _page(request, found, call_form=form, status=422)


def _unanswered(request: Request) -> dict[str, str]:
    return {
        "form_id": request.POST.get("form_id", ""),
        "with_whom": "forældrene",
        "channel": Contact.Channel.TELEFON,
        "outcome": Contact.Outcome.INTET_SVAR,
    }


@require_POST
def mark_seen(request: Request, public_id: str) -> HttpResponse:
    """Note that somebody has looked at a pupil's new flags, without deciding."""
    found = _deciding(request, public_id, purpose="Flag set")
    actions.mark_seen(found, on=timezone.localdate(), by=request.user)
    messages.success(request, "Flagene er noteret som set. De venter stadig på stillingtagen.")
    return redirect("absence:pupil", found.public_id)


@require_safe
def lookups(request: Request, public_id: str) -> HttpResponse:
    """Show a leader who has looked at a pupil's data, when and why."""
    found = _deciding(request, public_id, purpose="Hvem har set på eleven")
    rows = Lookup.objects.told().filter(pupil=found).select_related("user")
    context = {
        "pupil": found,
        "page": Paginator(rows.order_by("-at", "-pk"), LOOKUPS).get_page(request.GET.get("side")),
        "looked": looked(rows),
    }
    return render(request, "absence/lookups.html", context)


@require_safe
def insight(request: Request, public_id: str) -> HttpResponse:
    """Write out when a child's data was seen, for the parents: without the names of staff."""
    found = _deciding(request, public_id, purpose="Liste over opslag til forældrene")
    demand_fresh(request)
    form = PeriodForm(request.GET or None)
    period = (form.cleaned_data["fra"], form.cleaned_data["til"]) if form.is_valid() else None
    first, last = period or (None, None)
    context = {
        "form": form,
        "pupil": found,
        "about": found.name,
        "lines": insight_of(found, first, last) if period or not form.is_bound else [],
        "first": first,
        "last": last,
        "today": timezone.localdate(),
    }
    return render(request, "absence/insight.html", context, status=422 if form.errors else 200)


def _deciding(request: Request, public_id: str, *, purpose: str) -> Pupil:
    return get_pupil(request, public_id, purpose=purpose, to=Thing.DECIDE)


def _open_case(user: User, found: Pupil) -> Case | None:
    """Return the pupil's open case if the user may see it."""
    return visible_cases(user, timezone.localdate()).open().filter(pupil=found).first()


def _may_note(user: User, found: Pupil, case: Case | None) -> bool:
    today = timezone.localdate()
    if case is not None:
        return may_on_case(user, case, WRITE, today)
    return may_decide(user, found, today)


def _underretning_url(user: User, case: Case | None, today: date) -> str:
    """Return where a flag at 15 percent leads when the child has a case."""
    if case is None or not may_on_case(user, case, WRITE, today):
        return ""
    address = reverse("cases:underretning_new", args=[case.public_id])
    return f"{address}?grundlag={Ground.FIFTEEN.value}"


def _page(
    request: Request,
    found: Pupil,
    *,
    decision_form: DecisionForm | None = None,
    call_form: CallForm | None = None,
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    user = request.user
    case = _open_case(user, found)
    deciding = may_decide(user, found, today)
    sees_more = deciding or case is not None
    profile = profile_of(found, today)
    context = {
        "pupil": found,
        "mine": why_pupil(user, found, today),
        "profile": profile,
        "open_case": case,
        "may_decide": deciding,
        "sees_more": sees_more,
        "may_appoint": case is None and may_appoint(user, found, today),
        "may_note": _may_note(user, found, case),
        "underretning_url": _underretning_url(user, case, today),
        "may_voice": may_voice_concern(user, found, today),
        "decision_form": decision_form or DecisionForm(case=case),
        "quick_id": new_public_id(),
        "call_form": call_form or CallForm(initial={"with_whom": "forældrene"}),
        # What base.html reads for the title of a page that was sent back.
        "form": decision_form or call_form,
        **_flags(found, profile, sees_more=sees_more),
        **_knowledge(user, found, profile, sees_more=sees_more),
    }
    return render(request, "absence/pupil.html", context, status=status)


def _flags(found: Pupil, profile: Profile, *, sees_more: bool) -> dict[str, Any]:
    """Return what the law says of the absence; what leaders decided only for those who see more."""
    first, _ = profile.year
    flags = list(found.flags.select_related("decision__by").order_by("-effective_on", "pk"))
    waiting = [flag for flag in flags if flag.status in WAITING]
    waiting.sort(key=lambda flag: importance(flag, profile.figures, profile.today))
    cards = profile.cards(waiting)
    past = [flag for flag in flags if flag.status not in WAITING and flag.effective_on >= first]
    counted = cards[0].explanation.counted_days if cards and cards[0].explanation else ()
    headings, sums = profile.sums()
    return {
        "cards": cards,
        "past": [profile.card(flag) for flag in past] if sees_more else [],
        "has_new": any(flag.status == Flag.Status.NEW for flag in waiting),
        "standing": profile.standing(),
        "heat": profile.heat(counted),
        "ringed": bool(counted),
        "headings": headings,
        "sums": sums,
    }


def _knowledge(user: User, found: Pupil, profile: Profile, *, sees_more: bool) -> dict[str, Any]:
    """Return what only those who decide or work on the case see; others see the absence alone."""
    first, _ = profile.year
    if not sees_more:
        nothing: dict[str, Any] = {"story": [], "concerns": [], "parents": [], "changes": []}
        return {**nothing, "latest": None, "cpr_url": ""}
    cases = visible_cases(user, profile.today)
    latest = FlagDecision.objects.filter(pupil=found).select_related("by", "case")
    decision = latest.order_by("-decided_at", "-pk").first()
    concerns = visible_concerns(user, profile.today).filter(pupil=found)
    changes = MarkChange.objects.filter(pupil=found, day__gte=first)
    urls = urls_of(user, found, profile.today)
    reader = Reader(
        user_id=user.pk,
        home=reads_of_pupil(user, found, Thing.HOME, profile.today),
        steering=reads_of_pupil(user, found, Thing.STEERING, profile.today),
    )
    return {
        "story": story_of_pupil(found, cases, first, reader),
        "concerns": concerns.select_related("noted_by", "decided_by").order_by("-noted_on", "-pk"),
        "parents": at_home(found, urls) if reader.home else [],
        "cpr_url": urls.get(CPR, ""),
        "changes": changes.order_by("-at", "-pk")[:20],
        "latest": (decision, decision_words(decision)) if decision else None,
    }

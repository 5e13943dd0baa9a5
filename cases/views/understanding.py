"""Writing the common understanding of a child's absence; it carries over to the plan."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases import actions
from cases.actions.understanding import TEXTS, VIEWS
from cases.carrying import areas_of
from cases.forms import UnderstandingForm
from cases.models import Understanding
from cases.permissions import WRITE, get_case
from cases.views.answer import page, sent_again
from cases.views.frame import frame_of
from kiss.lib.http import Request
from kiss.lib.models import Conflict, Refused


@require_http_methods(["GET", "POST"])
def understanding(request: Request, public_id: str) -> HttpResponse:
    """Write what begins the absence, what keeps it up and what helps, at school and at home."""
    case = get_case(request, public_id, to=WRITE, purpose="Den fælles forståelse")
    today = timezone.localdate()
    saved = understanding_of(case.pk).first()
    shown = _shown(saved) if saved else {"seen": 0, "written_on": today}
    form = UnderstandingForm(request.POST or None, initial=shown, today=today)
    context: dict[str, Any] = {
        **frame_of(request, case, today).context(today, page="Fælles forståelse"),
        "conflict": None,
        "areas_saved": [],
    }

    def act() -> str:
        given = form.given()
        actions.save_understanding(
            case,
            seen=given["seen"],
            written_on=given["written_on"],
            together_with=given["together_with"],
            with_parents=given["with_parents"],
            texts=form.texts(),
            on=today,
            by=request.user,
        )
        return f"{reverse('cases:element', args=[case.public_id, 'afdaekning'])}#forstaaelse"

    if form.is_valid():
        try:
            address = actions.once(form.cleaned_data["form_id"], act, by=request.user)
        except Conflict:
            # The text that is saved stands beside the typed one; the next save has seen it.
            sent_again(form, seen=saved.version if saved else 0)
            context |= {"conflict": saved, "areas_saved": areas_of(saved) if saved else []}
            context |= {"form": form, "draft": None, "draft_url": request.path}
            return render(request, "cases/understanding.html", context, status=409)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            actions.drop_draft(request.path, by=request.user)
            messages.success(request, "Den fælles forståelse er gemt.")
            return redirect(address)
    return page(request, "cases/understanding.html", form, context)


def understanding_of(case: int) -> QuerySet[Understanding]:
    """Return the common understanding of a case, one row or none, with who saved it."""
    return Understanding.objects.filter(case=case).select_related("saved_by")


def understood(rows: Iterable[Understanding]) -> dict[str, Any]:
    """Return the common understanding of a case as its card shows it."""
    saved = next(iter(rows), None)
    return {
        "understanding": saved,
        "areas": [area for area in areas_of(saved) if not area.is_empty] if saved else [],
    }


def _shown(saved: Understanding) -> dict[str, Any]:
    names = ("written_on", "together_with", "with_parents", *TEXTS, *VIEWS)
    return {"seen": saved.version, **{name: getattr(saved, name) for name in names}}

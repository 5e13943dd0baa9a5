"""Whether reading without cause was a breach that the Danish data protection agency is told of."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases import actions
from cases.emergency import possible_breaches
from cases.forms.emergency import BreachForm
from cases.permissions import note_lookup, require_role
from cases.views.answer import done, page
from kiss.lib.http import Request
from schools.roles import Role


@require_http_methods(["GET", "HEAD", "POST"])
def breach(request: Request, public_id: str) -> HttpResponse:
    """Show the data protection officer one use without cause, and take the assessment."""
    require_role(request, Role.DPO)
    now = timezone.now()
    rows = possible_breaches(request.user, timezone.localdate(now))
    rows = rows.select_related("user", "breach_by", "case__pupil")
    access = rows.filter(public_id=public_id).first()
    if access is None:
        raise Http404
    purpose = "Siden om et muligt brud"
    note_lookup(request, pupil=access.case.pupil, case=access.case, purpose=purpose)
    back = reverse("cases:emergency_review", args=[public_id])
    form = BreachForm(
        request.POST if request.method == "POST" else None,
        initial={"breach": access.breach, "note": access.breach_note},
    )

    def act() -> str:
        actions.assess_breach(access, **form.given(), at=now, by=request.user)
        return back

    if request.method == "POST" and (
        answer := done(request, form, act, say="Vurderingen er gemt.")
    ):
        return answer
    context = {
        "access": access,
        "crumbs": [
            {"label": "Nødadgange", "url": reverse("cases:emergencies")},
            {"label": f"Sag {access.case.number}", "url": back},
            {"label": "Muligt brud"},
        ],
    }
    return page(request, "cases/emergency_breach.html", form, context)

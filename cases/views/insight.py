"""The citizen's extract, as the data protection officer writes it out."""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.forms.oversight import InsightForm
from cases.insight import insight_of
from cases.permissions import require_role
from cases.views.oversight import tabs
from kiss.lib.http import Request
from kiss.lib.stepup import demand_fresh
from schools.models import Pupil
from schools.roles import Role


@require_http_methods(["GET", "POST"])
def insight(request: Request) -> HttpResponse:
    """Write out when one child's data was seen, without the child's name or anybody's of the staff.

    The child is asked for in the body, so that no id stands in an address.
    """
    require_role(request, Role.DPO)
    form = InsightForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        demand_fresh(request)
    pupil = _pupil(form.cleaned_data["elev"]) if form.is_valid() else None
    if form.is_valid() and pupil is None:
        form.add_error(
            "elev", "Vi kender ikke det nummer. Se efter i registret, og skriv det igen."
        )
    first, last = (form.cleaned_data["fra"], form.cleaned_data["til"]) if pupil else (None, None)
    context = {
        "form": form,
        "tabs": tabs(request, "cases:insight"),
        "about": f"elev-id {pupil.elev_id}" if pupil else "",
        "lines": insight_of(pupil, first, last) if pupil else [],
        "first": first,
        "last": last,
        "today": timezone.localdate(),
    }
    return render(request, "cases/insight.html", context, status=422 if form.errors else 200)


def _pupil(which: str) -> Pupil | None:
    which = which.strip()
    return Pupil.objects.filter(Q(elev_id=which) | Q(cases__number=which)).first()

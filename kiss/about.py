"""Pages about the product itself, open to everybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say what was done for accessibility, what is not known, and whom to tell."""
    return render(request, "kiss/accessibility.html")

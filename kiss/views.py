"""Health, and the one-click login of the demo."""

from datetime import datetime, timedelta

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from redis.exceptions import RedisError

from kiss.personas import PERSONAS
from kiss.tasks import HEARTBEAT
from schools.models import User

STALE = timedelta(minutes=3)


@login_not_required
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """Answer that the web process is alive."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer whether database, cache, migrations and clock are in order; no figures, no names."""
    checks = {"database": False, "migrations": False, "cache": False, "clock": False}
    try:
        executor = MigrationExecutor(connection)
        checks["database"] = True
        checks["migrations"] = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        pass
    try:
        beat = cache.get(HEARTBEAT)
        checks["cache"] = True
        checks["clock"] = bool(beat) and (timezone.now() - datetime.fromisoformat(beat) < STALE)
    except RedisError:
        pass
    # A silent clock delays flags but not people: the pages still work, so it does not fail us.
    ready = checks["database"] and checks["migrations"] and checks["cache"]
    return JsonResponse(checks, status=200 if ready else 503)


@login_not_required
@require_POST
def demo_login(request: HttpRequest) -> HttpResponse:
    """Log in as one of the demo's invented people; a second factor they have is asked for."""
    email = request.POST.get("email", "")
    if email not in {persona.email for persona in PERSONAS}:
        raise Http404
    user = get_object_or_404(User, email=email)
    record_authentication(request, user, method="demo")
    # Only within our own pages; allauth sees to that.
    return perform_login(request, Login(user=user, redirect_url=get_next_redirect_url(request)))

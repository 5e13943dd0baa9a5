"""Step-up: what is most sensitive is done by somebody who has just shown that it is them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponse


def demand_fresh(request: HttpRequest) -> None:
    """Send whoever has not confirmed within ten minutes to do so, and back again afterwards.

    For views with a gate: said after the gate, so that what is hidden still answers as if it did
    not exist. A form that was sent waits in the session meanwhile, so nothing is typed twice.
    """
    if is_reauthentication_required(request, app="kiss"):
        raise ReauthenticationRequired


def step_up[**P](view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Mark a view that everybody may ask for, but only right after confirming who they are."""

    @wraps(view)
    def confirmed(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        request: Any = args[0]
        demand_fresh(request)
        return view(*args, **kwargs)

    return confirmed

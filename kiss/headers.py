"""What every answer keeps to, also errors and files: headers, rights, and no reading unlogged."""

import logging
from collections.abc import Callable
from typing import Any, cast

from allauth.core.exceptions import ReauthenticationRequired
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from cases.permissions import NotLogged, note_refusal
from cases.reading import ReadingStopped
from cases.rights import come_in
from cases.views.reading import stopped
from kiss.files import PERMISSIONS
from kiss.lib.http import Request
from schools.holding import forget, read_once

log = logging.getLogger(__name__)

# Ends in a page that shows nothing of what its gate noted.
NOT_SHOWN = (PermissionDenied, Http404, ReadingStopped, ReauthenticationRequired)
# What changes nobody's role: reading, and what reading itself writes down.
HARMLESS = ("SELECT ", 'INSERT INTO "schools_lookup"', "SAVEPOINT ", "RELEASE SAVEPOINT ")


def private_pages(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Keep children's data out of every cache between us and the screen."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return middleware


def one_reading(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Read who holds which role once for a page, and anew as soon as anything has been written."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with read_once(), connection.execute_wrapper(_forget_what_is_written_over):
            return get_response(request)

    return middleware


def _forget_what_is_written_over(
    execute: Callable, sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    text = str(sql)
    # Whoever waits for a row that is locked may find another world behind it.
    if text.lstrip("(").startswith(HARMLESS) and " FOR " not in text:
        return execute(sql, params, many, context)
    try:
        return execute(sql, params, many, context)
    finally:
        forget()


class NothingUnlogged:
    """Answer 503 with a calm page and no child on it when a look-up cannot be written down."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> None:
        """Refuse what no keyboard types, and note what somebody comes in with to write something.

        The write looks at it again. Raises BadRequest for a NUL, which no database takes.
        """
        sent = [*request.GET.lists(), *request.POST.lists()]
        if any("\x00" in text for name, values in sent for text in (name, *values)):
            raise BadRequest("a NUL character")
        if request.method not in {"GET", "HEAD"} and request.user.is_authenticated:
            come_in(request.user, timezone.localdate())

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for a page whose look-up is one too many, or could not be written down."""
        if isinstance(exception, NOT_SHOWN):
            note_refusal(cast("Request", request))
        if isinstance(exception, ReadingStopped):
            return stopped(cast("Request", request))
        if not isinstance(exception, NotLogged):
            return None
        # Only the kind of fault: the words of the database repeat what was to be written.
        log.error("a look-up could not be written: %s", type(exception.__cause__).__name__)
        return HttpResponse(render_to_string("503.html"), status=503)

"""The red number in the menu: how many lines stood under "Overskredet" when they were last read.

Only the page I dag knows: it gathers from everywhere. Its number goes with the session to the
other pages of that day, and until something is written. After that it may be untrue, so there is
none until the page is read again.
"""

from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse

KEY: Final = "overdue"
# What a page sends by itself while somebody writes: nothing in it changes what is owed.
BY_ITSELF: Final = {"session", "cases:draft_keep"}


def keep(request: HttpRequest, number: int, today: date) -> None:
    """Keep the number of overdue lines for the other pages of the day."""
    kept = [today.isoformat(), number]
    if request.session.get(KEY) != kept:
        request.session[KEY] = kept


def kept(request: HttpRequest, today: date) -> int:
    """Return the number of overdue lines; 0 where none are, or nobody knows any more."""
    day, number = request.session.get(KEY, ["", 0])
    return number if day == today.isoformat() else 0


def forget_when_written(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Forget the number when something was saved.

    A save leads on to a page or answers a script; a search, and a form with faults, is a page.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "POST" and _has_saved(request, response) and KEY in request.session:
            del request.session[KEY]
        return response

    return middleware


def _has_saved(request: HttpRequest, response: HttpResponse) -> bool:
    if response.status_code == HTTPStatus.FOUND:
        return True
    view = request.resolver_match.view_name if request.resolver_match else ""
    return isinstance(response, JsonResponse) and view not in BY_ITSELF

"""The whole story of a case: seen by topic, searched, and corrected."""

from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases import actions
from cases.forms import CorrectionForm, StorySearchForm
from cases.models import Event, Note
from cases.permissions import WRITE, get_case
from cases.story import contact_sentence, story_of, with_words
from cases.topics import TOPICS, not_told
from cases.views.answer import done, page
from cases.views.frame import Frame, frame_of
from cases.views.searching import found_in
from kiss.lib.http import Request

LINES: Final = 50


@require_http_methods(["GET", "HEAD", "POST"])
def timeline(request: Request, public_id: str) -> HttpResponse:
    """Show the story page by page, or all of it in which some words stand."""
    search = StorySearchForm(request.POST or None)
    words = " ".join(search.cleaned_data["words"].split()) if search.is_valid() else ""
    purpose = "Søger i sagen" if words else "Sagens tidslinje"
    case = get_case(request, public_id, purpose=purpose, search=words)
    today = timezone.localdate()
    frame = frame_of(request, case, today)
    topic = topic_of(request)
    entries = story_of(
        case,
        frame.world,
        today,
        frame.reader,
        topic=topic,
    )
    context: dict[str, Any] = {
        **frame.context(today, page="Tidslinje"),
        "search": search,
        "words": words,
        "query": f"?vis={topic}&side=" if topic else "?side=",
        "untold": not_told(frame.reader),
        "topics": topics(frame, reverse("cases:timeline", args=[public_id]), topic),
    }
    if words:
        context |= {
            "entries": with_words(entries, words),
            "page": None,
            "places": found_in(frame, words, today),
        }
    else:
        found = Paginator(entries, LINES).get_page(request.GET.get("side"))
        context |= {"entries": list(found), "page": found}
    return render(request, "cases/timeline.html", context, status=422 if search.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: Request, public_id: str, pk: int) -> HttpResponse:
    """Add a correction to a contact or a note."""
    case = get_case(request, public_id, to=WRITE, purpose="Retter en linje i tidslinjen")
    today = timezone.localdate()
    frame = frame_of(request, case, today)
    event = get_object_or_404(Event.objects.select_related("by"), pk=pk, case=case)
    if event.kind not in actions.CORRECTABLE:
        raise Http404
    line = _line(event, frame)
    form = CorrectionForm(request.POST or None)

    def act() -> str:
        actions.correct(event, on=today, by=request.user, **form.given())
        return f"{case.get_absolute_url()}#tidslinje"

    if answer := done(request, form, act, say="Rettelsen står nu under linjen."):
        return answer
    context = {**frame.context(today, page="Ret en linje"), "event": event, "line": line}
    return page(request, "cases/correct.html", form, context)


def _line(event: Event, frame: Frame) -> tuple[str, str]:
    """Return what was written, and its text; what they may not read is refused to others."""
    note = Note.objects.filter(pk=event.data.get("note")).first()
    if note is None:
        if not frame.rights.reads_home and event.by_id != frame.user.pk:
            raise PermissionDenied
        contact = frame.case.contacts.get(pk=event.data["contact"])
        return contact_sentence(contact), contact.summary
    if note.is_restricted and not frame.rights.reads_restricted:
        raise PermissionDenied
    return "Notat", note.text


def topic_of(request: Request) -> str:
    """Return the topic that is asked for; none for one that is not known."""
    asked = request.GET.get("vis", "")
    return asked if asked in TOPICS else ""


def topics(frame: Frame, address: str, chosen: str, fragment: str = "") -> list[dict[str, Any]]:
    """Return the topics as `components/filter_chips.html` reads them."""
    untold = frame.reader.untold
    labels = {"": "Alt"} | {key: label for key, (label, kinds) in TOPICS.items() if kinds - untold}
    return [
        {
            "label": label,
            "url": f"{address}?vis={key}{fragment}" if key else f"{address}{fragment}",
            "current": key == chosen,
            "count": None,
        }
        for key, label in labels.items()
    ]

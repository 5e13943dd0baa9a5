"""All that one who reads a case may search in it, beside the timeline."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from django.db.models import CharField, Model, TextField
from django.urls import reverse
from django.utils.timezone import localdate

from cases.inquiries import of_case
from cases.models import Case, FollowUp, Perspective, Understanding
from cases.models.tool_entry import answers_in_words
from cases.phases import Element
from cases.plan_words import LABELS
from cases.search import Place, standing_in
from cases.underretninger import readable
from cases.views.attachments import reads
from cases.views.frame import Frame
from cases.views.quotes import quotes_of
from cases.views.tools import entries_of, reads_entry
from kiss.lib.text import plain_date
from meetings.permissions import visible_meetings

# Where a sentence ends, and how many words make one that can be known again.
SENTENCE: Final = re.compile(r"[.!?]\s*|\n+")
FEWEST_WORDS: Final = 4
# The texts of an underretning, by the names they have in its paper.
LETTER: Final = ("observation", "assessment", "parents_view")


def found_in(frame: Frame, words: str, today: date) -> list[Place]:
    """Return where some words stand in a case, of what the reader may read; no child's name."""
    return list(standing_in(_places(frame, today), words))


def quoting(frame: Frame, text: str) -> list[str]:
    """Return where sentences of a text stand word for word in what else is written in a case."""
    sentences = [part for part in SENTENCE.split(text) if len(part.split()) >= FEWEST_WORDS]
    found = [
        place.where
        for place in [*_plan(frame), *_explored(frame)]
        if any(" ".join(part.split()) in " ".join(place.text.split()) for part in sentences)
    ]
    return list(dict.fromkeys(found))


def _places(frame: Frame, today: date) -> Iterator[Place]:
    for quote in quotes_of(frame):
        yield Place(quote["source"], frame.case.get_absolute_url(), quote["text"])
    yield from _plan(frame)
    yield from _explored(frame)
    yield from _followed_up(frame.case)
    yield from _met(frame, today)
    yield from _laid(frame, today)


def _explored(frame: Frame) -> Iterator[Place]:
    case = frame.case
    url = _element(case, Element.AFDAEKNING)
    for row in Perspective.objects.filter(case=case):
        text = _joined(row, "summary", "not_possible_because", "explored_by", "tool")
        yield Place(row.get_angle_display(), url, text)
    for shared in Understanding.objects.filter(case=case):
        yield Place("Den fælles forståelse", url, _joined(shared))
    for entry in entries_of(frame):
        if reads_entry(frame, entry):
            where = f"{entry.get_tool_display()}, {plain_date(entry.done_on)}"
            text = f"{entry.with_whom} {answers_in_words(entry.tool, entry.answers)}"
            yield Place(where, reverse("cases:tool_entry", args=[case.public_id, entry.pk]), text)
    for asked in of_case(case):
        text = _joined(asked, "question", "answer", "declined_because")
        yield Place(f"Spurgt: {asked.asked_of}", asked.get_absolute_url(), text)


def _laid(frame: Frame, today: date) -> Iterator[Place]:
    case = frame.case
    for row in case.attachments.standing():
        if reads(row, frame.rights):
            url = reverse("cases:attachment", args=[case.public_id, row.number])
            yield Place(f"Bilag {row.number}", url, row.title)
    for letter in readable(frame.user, case, today):
        text = " ".join(str(letter.content.get(name, "")) for name in LETTER)
        yield Place(f"Underretning {letter.number}", letter.get_absolute_url(), text)


def _plan(frame: Frame) -> Iterator[Place]:
    plan = frame.plan
    if plan is None:
        return
    for name, label in LABELS.items():
        if isinstance(text := getattr(plan, name, ""), str):
            yield Place(f"Handleplan: {label}", f"{frame.case.get_absolute_url()}#plan", text)
    url = _element(frame.case, Element.INDSATSER)
    for goal in plan.goals.order_by("position", "pk"):
        yield Place("Mål", url, goal.text)
    for row in plan.indsatser.order_by("position", "pk"):
        yield Place("Indsats", url, _joined(row, "what", "who", "when", "works_when"))


def _followed_up(case: Case) -> Iterator[Place]:
    url = _element(case, Element.OPFOELGNING)
    for row in FollowUp.objects.filter(indsats__plan__case=case).order_by("-on", "-pk"):
        yield Place(f"Fulgt op {plain_date(row.on)}", url, row.adjustment)
    for sitting in case.rounds.order_by("-on", "-pk"):
        text = _joined(sitting, "took_part", "community", "reopens_because")
        yield Place(f"Opfølgning {plain_date(sitting.on)}", url, text)


def _met(frame: Frame, today: date) -> Iterator[Place]:
    meetings = visible_meetings(frame.user, today).filter(case=frame.case)
    for meeting in meetings.prefetch_related("agreements").order_by("-starts_at"):
        promised = " ".join(f"{row.what} {row.who}" for row in meeting.agreements.all())
        where = f"{meeting.get_kind_display()} {plain_date(localdate(meeting.starts_at))}"
        yield Place(where, meeting.get_absolute_url(), f"{meeting.minutes} {promised}")


def _element(case: Case, element: Element) -> str:
    return reverse("cases:element", args=[case.public_id, element.value])


def _joined(row: Model, *names: str) -> str:
    """Return some texts of a row as one; all of its texts when none is named."""
    fields = names or [
        field.name for field in row._meta.fields if isinstance(field, CharField | TextField)
    ]
    return " ".join(str(getattr(row, name)) for name in fields if getattr(row, name))

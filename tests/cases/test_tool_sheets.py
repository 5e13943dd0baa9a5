"""The tools on paper: blank ones hold nobody, filled ones what their reader may read."""

import io
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from pdfminer.high_level import extract_text

from cases.models import Case
from cases.tools import BY_KEY, TOOLS, Tool
from cases.tools.foelelser import FEELINGS
from cases.tools.shown import HUES, Option
from schools.models import Lookup, User
from tests import factories
from tests.cases.test_tools import answered
from tests.kiss.test_pdf import elements

pytestmark = [pytest.mark.usefixtures("today"), pytest.mark.django_db]

BLANK = reverse("cases:tool_blank")
# What each hue is printed in; the two that have no pattern are the grey and the black one.
SWATCHES: Any = {
    hue: re.search(r'fill="(#\w+)"', render_to_string("papers/swatch.html", {"hue": hue}))[1]
    for hue in HUES
}
PLAIN = {"graa", "sort"}
DRAWN = {"huse", "blomst", "klatter", "ringe", "familie", "lineal"}


def text_of(pdf: bytes) -> str:
    return re.sub(r"\s+", " ", extract_text(io.BytesIO(pdf)))


def colours_of(pdf: bytes) -> Iterator[tuple[float, ...]]:
    """Every colour that something is filled or drawn with."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            content = pikepdf.parse_content_stream(page)
            for operands, operator in content:
                if str(operator) in ("rg", "RG"):
                    yield tuple(float(part) for part in operands)


@pytest.fixture
def teacher(client: Client) -> Client:
    """Somebody who works at no school's cases, and talks with children all the same."""
    client.force_login(factories.make_user("Lars Lærer"))
    return client


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.key)
def test_a_blank_sheet_asks_everything_and_is_for_everybody(teacher: Client, tool: Tool) -> None:
    answer = teacher.get(BLANK, {"redskab": tool.key})

    text = text_of(answer.content)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'inline; filename="{tool.key}.pdf"'
    assert all(question.label in text for question in tool.questions)
    assert all(step.split(".")[0] in text for step in tool.how)
    assert not tool.drawing or tool.drawing in DRAWN
    assert not Lookup.objects.exists()


def test_a_sheet_is_asked_for_by_its_tool(teacher: Client) -> None:
    assert teacher.get(BLANK).url == reverse("cases:tools")
    assert teacher.get(BLANK, {"redskab": "findes-ikke"}).status_code == 404


def test_the_list_of_tools_leads_to_every_sheet(teacher: Client) -> None:
    page = teacher.get(reverse("cases:tools")).content.decode()

    assert all(f'href="{BLANK}?redskab={tool.key}"' in page for tool in TOOLS)


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.key)
def test_a_filled_sheet_says_what_was_answered(client: Client, case: Case, tool: Tool) -> None:
    angle = min(tool.angles)
    entry = factories.fill(case, tool=tool.key, angle=angle, answers=answered(tool))
    client.force_login(case.tovholder)

    answer = client.get(reverse("cases:tool_sheet", args=[case.public_id, entry.pk]))

    text = text_of(answer.content)
    assert all(question.label in text for question in tool.questions)
    assert "Et svar." in text
    assert f"Sag {case.number}" in text
    assert ("FORTROLIGT" in text) == (angle == "barn")
    assert case.pupil.last_name not in str(answer.headers)


def test_paper_is_tagged_and_told_in_words(client: Client, case: Case) -> None:
    people = [{"navn": "Mormor Karen", "arena": "familie", "baand": "stoetter"}]
    entry = factories.fill(case, tool="netvaerkskort", answers={"personer": people})
    client.force_login(case.tovholder)

    pdf = client.get(reverse("cases:tool_sheet", args=[case.public_id, entry.pk])).content

    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == "da"
        assert str(document.docinfo.Title) == f"Sag {case.number} – Netværkskort"
        pictures = [str(figure.get("/Alt", "")) for figure in elements(document, "Figure")]
        assert any("Mormor Karen" in told for told in pictures)
        assert elements(document, "Table")


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.key)
def test_no_sheet_needs_its_colours(teacher: Client, tool: Tool) -> None:
    """What is drawn is dark on light, and a colour is told by name: a photocopier keeps it all."""
    pdf = teacher.get(BLANK, {"redskab": tool.key}).content

    light = {colour for colour in colours_of(pdf) if 0.5 < _brightness(colour) < 0.93}
    assert {_hex(colour) for colour in light} <= set(SWATCHES.values())
    text = text_of(pdf)
    hues = {option.hue for option in _ticked(tool) if option.hue}
    assert {hue for hue in hues if HUES[hue] not in text} == set()


@pytest.mark.parametrize("filled", [False, True])
def test_feelings_have_their_colours_on_paper_each_with_its_name_and_pattern(
    client: Client, case: Case, filled: bool
) -> None:
    client.force_login(case.tovholder)
    address, asked = BLANK, {"redskab": "foelelser"}
    if filled:
        places = [row.key for row in BY_KEY["foelelser"].questions[0].rows]
        answers = {
            "steder": {
                "nu": {
                    place: {"valg": option.key}
                    for place, option in zip(places, FEELINGS, strict=False)
                }
            }
        }
        entry = factories.fill(case, tool="foelelser", answers=answers)
        address, asked = reverse("cases:tool_sheet", args=[case.public_id, entry.pk]), {}

    pdf = client.get(address, asked).content

    drawn = {_hex(colour) for colour in colours_of(pdf)}
    assert {SWATCHES[option.hue] for option in FEELINGS} <= drawn
    text = text_of(pdf)
    assert all(f"{option.word} ({HUES[option.hue]})" in text for option in FEELINGS)


def test_every_colour_has_a_pattern_of_its_own() -> None:
    drawn = {
        re.sub(r'fill="#\w+"', "", render_to_string("papers/swatch.html", {"hue": hue}))
        for hue in HUES
        if hue not in PLAIN
    }
    assert len(drawn) == len(HUES) - len(PLAIN)
    assert all("<path" in svg for svg in drawn)


@pytest.fixture
def blank(teacher: Client) -> Any:
    """Print a blank sheet: the text of each page."""

    def pages(tool: Tool) -> list[str]:
        return extract_text(io.BytesIO(teacher.get(BLANK, {"redskab": tool.key}).content)).split(
            "\f"
        )

    return pages


def together(pages: list[str], *texts: str) -> bool:
    """Whether some page has all the texts."""
    return any(all(text in re.sub(r"\s+", " ", page) for text in texts) for page in pages)


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.key)
def test_no_question_stands_alone_at_the_edge_of_a_blank_sheet(blank: Any, tool: Tool) -> None:
    pages = blank(tool)

    for part in tool.parts:
        assert together(pages, part.title, part.questions[0].label), part.title
        for before, question in pairwise(part.questions):
            written_of = before.kind == "pick" and question.kind == "words"
            if written_of or question is part.questions[-1]:
                assert together(pages, before.label, question.label), question.label


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.key)
def test_no_table_is_cut_on_a_blank_sheet(blank: Any, tool: Tool) -> None:
    pages = blank(tool)
    lines = [{line.strip() for line in page.splitlines()} for page in pages]

    for question in tool.questions:
        if question.kind == "grid":
            assert together(pages, question.label, *(row.word for row in question.rows))
        if question.kind == "rows":
            heads = [sum(field.label in page for page in lines) for field in question.fields]
            assert min(heads) <= 1, question.label


def _ticked(tool: Tool) -> Iterator[Option]:
    for question in tool.questions:
        if question.kind != "rows":
            yield from getattr(question, "options", ())


def _hex(colour: tuple[Any, ...]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def _brightness(colour: tuple[Any, ...]) -> float:
    red, green, blue = colour
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_sheet_of_another_case_is_not_there(
    client: Client, case: Case, leader: User, klasse: Any
) -> None:
    other = factories.make_case(factories.make_pupil(klasse, "Luna", "Skov"), case.tovholder)
    entry = factories.fill(other)
    client.force_login(case.tovholder)

    answer = client.get(reverse("cases:tool_sheet", args=[case.public_id, entry.pk]))

    assert answer.status_code == 404

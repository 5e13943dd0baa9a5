"""The paper as a PDF: its order, its structure, and what is in none of its bytes."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pdfminer.high_level import extract_pages, extract_text
from pdfminer.layout import LAParams

from absence.models import MarkCategory
from cases import actions
from cases.models import Case
from schools.models import CustodyHolder, Municipality, User
from tests import factories
from tests.cases.papers.conftest import GOALS, ON, ROWS, SECRET, row
from tests.kiss.test_pdf import HOSTILE, elements, elements_of_type, kinds, listening

pytestmark = pytest.mark.django_db
__all__ = ["listening"]


def said(pdf: bytes) -> str:
    """What a reader reads, with single spaces."""
    text = extract_text(BytesIO(pdf), laparams=LAParams(boxes_flow=None))
    return re.sub(r"\s+", " ", text)


def everything(pdf: bytes) -> str:
    """All that is in the file: text, metadata, every string and every unpacked stream."""
    with pikepdf.open(BytesIO(pdf)) as document:
        parts = [repr(document.docinfo), repr(document.Root)]
        for element in document.objects:
            parts.append(repr(element))
            if isinstance(element, pikepdf.Stream):
                parts.append(element.read_bytes().decode("latin-1"))
            if isinstance(element, pikepdf.Dictionary) and "/Alt" in element:
                parts.append(str(element.Alt))
    return said(pdf) + "\n".join(parts)


@pytest.fixture
def absent(case: Case) -> None:
    """Asta has been away on five Mondays."""
    delivered = factories.make_import(first_day=date(2026, 8, 10), last_day=date(2026, 11, 20))
    for day in (date(2026, 9, 7), date(2026, 9, 14), date(2026, 10, 5), date(2026, 11, 2)):
        factories.mark(case.pupil, day, MarkCategory.SYG, source=delivered)


@pytest.fixture
def version(case: Case, plan: Callable, say: Callable, tovholder: User) -> Any:
    """A frozen plan with the child's words."""
    say("Mandag er den sværeste dag.")
    say(SECRET, may_be_shared=False)
    plan()
    return actions.freeze_plan(case, because="netværksmøde", on=ON, by=tovholder)


def test_the_paper_is_in_the_order_that_parents_need(
    version: Any, absent: None, pdf: Callable[..., bytes]
) -> None:
    text = said(pdf(version=version, met=[date(2026, 11, 5)]))

    order = (
        "Handleplan for Asta",
        "Her står, hvad vi gør sammen",
        "Camilla Lund og Jonas Krogh",
        "Telefon 00 00 00 12",
        "»Mandag er den sværeste dag.«",
        "Hun spiller håndbold.",
        "Asta har været væk 4 af 55 skoledage. Alle dagene var mandage.",
        "Asta er i skole hele ugen.",
        *GOALS,
        "Sofie Winther klasselærer",
        "Klasseteamet hele klassen",
        "Camilla og Jonas forældre",
        "Vi vil gerne have besked samme dag.",
        "Tirsdag 8. december 2026 kl. 14.30–15.15",
        "Mødelokale 2. Asta er med lidt.",
        "Vil I flytte mødet, så ring til Tove Tovholder på 00 00 00 12.",
        "Du skriver under på, at du har læst planen.",
        "Camilla Lund, forælder",
        "Jeg har læst planen",
        "Tove Tovholder, tovholder",
        "I kan bede om at se, hvad skolen har skrevet om Asta",
        "Til Asta",
        "Tak, fordi du fortalte",
        "Sofie møder dig ved døren. Hver mandag kl. 7.50.",
        "Gå til Tove eller en anden voksen",
        "Har vi forstået dig?",
    )
    missing = [words for words in order if words not in text]
    assert missing == []
    places = [text.index(words) for words in order if words != "Jeg har læst planen"]
    in_place = [words for words, a, b in zip(order, places, places[1:], strict=False) if a > b]
    assert in_place == []


@pytest.mark.parametrize("rows", [3, 6])
def test_an_ordinary_plan_is_two_pages_and_the_childs(
    absent: None, plan: Callable, say: Callable, pdf: Callable[..., bytes], rows: int
) -> None:
    say("Mandag er den sværeste dag. Så ved jeg ikke, hvem jeg skal være sammen med.")
    say("Jeg vil gerne vide om søndagen, hvad der skal ske.")
    plan(indsatser=[row(what=f"Møder Asta ved døren {number}.") for number in range(rows)])

    pages = list(extract_pages(BytesIO(pdf())))

    assert len(pages) == 3
    assert [(round(page.width), round(page.height)) for page in pages] == [(595, 842)] * 3


def test_every_page_says_which_it_is(version: Any, case: Case, pdf: Callable[..., bytes]) -> None:
    text = said(pdf(version=version))

    for words in (
        "Side 1 af 3",
        "Side 3 af 3",
        f"Sag {case.number} · Version 1",
        "Lavet mandag 23. november 2026 kl. 15.40 af Tove Tovholder",
        "Asta Lund Krogh, 6.B · Sydhavnsskolen · Fjordby Kommune",
        "DEMO – alt indhold er opdigtet",
    ):
        assert words in text


def test_outside_the_demo_nothing_says_demo(
    version: Any, pdf: Callable[..., bytes], case: Case
) -> None:
    municipality = Municipality.objects.get()
    municipality.is_demo = False
    municipality.save()

    assert "DEMO" not in everything(pdf(version=version))


def test_the_structure_is_what_a_screen_reader_needs(
    version: Any, absent: None, pdf: Callable[..., bytes]
) -> None:
    with pikepdf.open(BytesIO(pdf(version=version))) as document:
        found = [kind for kind in kinds(document) if re.fullmatch(r"/(H\d|Table|Figure)", kind)]
        headers = elements(document, "TH")
        scopes = [str(element.A.Scope) for element in headers]
        without_scope = [element for element in headers if "/Scope" not in element.A]
        figures = [str(element.get("/Alt", "")) for element in elements(document, "Figure")]
        language = str(document.Root.Lang)
    assert found[0] == "/H1"
    assert found.count("/H1") == 2
    assert found.count("/Table") == 1
    assert scopes.count("/Column") == 4
    assert scopes.count("/Row") == len(ROWS)
    assert without_scope == []
    assert language == "da"
    assert all(figures)
    assert any("Asta var væk hele dagen: 4 mandage." in alt for alt in figures)


def test_what_is_understood_is_a_table_with_headers_of_its_own(
    plan: Callable, pdf: Callable[..., bytes]
) -> None:
    words = (
        "Skolen, set af Asta. Sætter det i gang: Ingen makker. Det, der hjælper: Billedkunst.\n"
        "Fritiden. Det, der hjælper: Håndbold."
    )
    plan(headings={"understanding": words}, understanding_on_paper=True)

    made = pdf()

    with pikepdf.open(BytesIO(made)) as document:
        headers = [str(cell.A.Scope) for cell in elements(document, "TH")]
        tables = len(elements(document, "Table"))
    assert tables == 2
    assert headers.count("/Column") == 3 + 4
    assert headers.count("/Row") == 2 + len(ROWS)
    assert "Holder det i gang" not in said(made)


def test_every_cell_knows_its_headers(version: Any, pdf: Callable[..., bytes]) -> None:
    with pikepdf.open(BytesIO(pdf(version=version))) as document:
        ids = {str(element.ID) for element in elements(document, "TH")}
        cells = elements(document, "TD")
        named = [[str(header) for header in cell.A.Headers] for cell in cells]
    assert len(cells) == 3 * len(ROWS)
    assert all(len(headers) == 2 and set(headers) <= ids for headers in named)


def test_only_plex_is_used(version: Any, absent: None, pdf: Callable[..., bytes]) -> None:
    with pikepdf.open(BytesIO(pdf(version=version))) as document:
        fonts = elements_of_type(document, "/FontDescriptor")
        names = {str(font.FontName).partition("+")[2] for font in fonts}
    assert len(names) == 3
    assert all(name.startswith("IBM-Plex-Sans") for name in names)


def test_the_same_paper_has_the_same_bytes(version: Any, pdf: Callable[..., bytes]) -> None:
    assert pdf(version=version) == pdf(version=version)


def test_the_confidential_drawer_and_the_staffs_texts_are_in_no_byte(
    version: Any, pdf: Callable[..., bytes]
) -> None:
    for given in ({"version": version}, {}):
        assert SECRET not in everything(pdf(**given))


def test_no_list_of_the_class_and_no_cpr_number(
    case: Case, klasse: Any, plan: Callable, pdf: Callable[..., bytes]
) -> None:
    factories.make_many_pupils(klasse, 3)
    case.pupil.birth_date = date(2014, 5, 4)
    case.pupil.save()
    plan(headings={"going_well": "Nummeret er 040514-1234."})

    made = everything(pdf(classmates={"Barn0", "Barn1"}))

    assert "Barn0" not in made
    assert "040514" not in made
    assert case.pupil.elev_id not in made


# Twelve families: who has custody, who is protected, and to whom the sheet goes.
FAMILIES = (
    # (Camilla, Jonas, child): "c" custody, "p" protected; recipient; hidden from the sheet
    ("c", "c", "", "", ()),
    ("c", "c", "", "Camilla", ("Jonas Bjerg",)),
    ("c", "cp", "", "Camilla", ("Jonas", "Bjerg", "20304050")),
    ("c", "cp", "", "Jonas", ()),
    ("cp", "cp", "", "Camilla", ("Jonas", "Bjerg", "20304050")),
    ("cp", "cp", "", "Jonas", ("Camilla", "Lundgaard", "60708090")),
    ("c", "p", "", "", ("Jonas", "Bjerg", "20304050")),
    ("cp", "", "", "", ()),
    ("c", "c", "p", "Camilla", ("Jonas Bjerg", "Sydhavnsskolen", "6.B")),
    ("c", "cp", "p", "Jonas", ("Sydhavnsskolen", "6.B")),
    ("c", "cp", "p", "Camilla", ("Jonas", "Bjerg", "20304050", "Sydhavnsskolen", "6.B")),
    ("cp", "p", "p", "", ("Jonas", "Bjerg", "20304050", "Sydhavnsskolen", "6.B")),
)


@pytest.mark.parametrize(("camilla", "jonas", "child", "to", "hidden"), FAMILIES)
def test_the_wrong_parents_protected_data_is_in_no_byte(
    case: Case,
    plan: Callable,
    say: Callable,
    pdf: Callable[..., bytes],
    camilla: str,
    jonas: str,
    child: str,
    to: str,
    hidden: tuple[str, ...],
) -> None:
    her, him = CustodyHolder.objects.order_by("pk")
    for parent, marks, name, phone in (
        (her, camilla, "Camilla Lundgaard", "60 70 80 90"),
        (him, jonas, "Jonas Bjerg", "20 30 40 50"),
    ):
        parent.name, parent.phone = name, phone
        parent.has_custody, parent.is_protected = "c" in marks, "p" in marks
        parent.save()
    case.pupil.is_protected = child == "p"
    case.pupil.save()
    free = "{0} ringer" if not hidden else "Ring til {0}, 20 30 40 50, eller {1}, 60708090"
    text = free.format("Jonas Bjerg", "Camilla Lundgaard") if "p" in camilla + jonas else "Alt vel"
    place = "Sydhavnsskolen, 6.B" if child != "p" else "Sydhavnsskolen"
    say(text)
    plan(
        headings={"going_well": f"{text}. {place}", "parents_view": text},
        goals=[text],
        indsatser=[row(who=text, what=text, when=text, works_when=text)],
    )
    keys = {"": "", "Camilla": str(her.pk), "Jonas": str(him.pk)}

    made = everything(pdf(to=keys[to]))

    assert [secret for secret in hidden if secret in made.replace("\xa0", " ")] == []
    recipient = {"Camilla": "Camilla Lundgaard", "Jonas": "Jonas Bjerg"}.get(to)
    assert recipient is None or recipient in made


def test_hostile_words_are_words(
    case: Case,
    plan: Callable,
    say: Callable,
    pdf: Callable[..., bytes],
    listening: tuple[str, list[Any]],
) -> None:
    web, calls = listening
    texts = [markup.format(web=web)[:150] for markup in HOSTILE]
    case.pupil.first_name, case.pupil.last_name = texts[0][:80], texts[1][:80]
    case.pupil.save()
    for parent, text in zip(case.pupil.custody_holders.all(), texts[2:], strict=False):
        parent.name = text
        parent.save()
    say("\n".join(texts))
    plan(
        headings={
            "going_well": "\n".join(texts),
            "parents_view": texts[5],
            "overall_goal": texts[6],
        },
        goals=texts[:3],
        indsatser=[row(who=text, what=text, when=text, works_when=text) for text in texts],
        next_follow_up_by=texts[4],
    )

    made = pdf(coming=None)

    with pikepdf.open(BytesIO(made)) as document:
        assert "/Names" not in document.Root
        assert not elements_of_type(document, "/EmbeddedFile")
        assert not any("/Annots" in page for page in document.pages)
    letters = re.sub(r"\W", "", said(made))
    assert [text for text in texts if re.sub(r"\W", "", text) not in letters] == []
    assert calls == []


def test_the_poorest_plan_says_that_it_has_not_been_discussed(
    plan: Callable, pdf: Callable[..., bytes]
) -> None:
    plan(headings={}, goals=[], indsatser=[], next_follow_up_on=None, next_follow_up_by="")

    text = said(pdf(coming=None, colleagues=()))

    assert text.count("Ikke drøftet endnu.") == 4
    assert "Fraværet er ikke talt op endnu." in text
    assert "Astas egne ord er ikke med på dette papir." in text
    assert "Vil I gerne mødes, så ring til Tove Tovholder" in text
    assert "Det har vi ikke aftalt endnu." in text
    assert "Vi mødes igen" not in text


def test_the_longest_plan_breaks_between_rows_and_repeats_its_header(
    case: Case, plan: Callable, say: Callable, pdf: Callable[..., bytes]
) -> None:
    long = "Vi mødes ved den store port og går sammen ind, og så taler vi om dagen. " * 4
    for number in range(3):
        say(f"{number}: {long}")
    plan(
        headings=dict.fromkeys(("going_well", "parents_view", "overall_goal"), long * 4),
        goals=[f"{number}: {long}" for number in range(3)],
        indsatser=[
            row(
                who=f"Voksen {number}, med en meget lang rolle på skolen",
                what=f"Række {number}. {long}"[:300],
                when="Hver dag i ugen, også når der er idræt",
                works_when=long[:300],
            )
            for number in range(10)
        ],
    )

    made = pdf(colleagues=(("Pernille Ågård", "specialpædagogisk konsulent"),) * 2)

    text = said(made)
    pages = list(extract_pages(BytesIO(made)))
    assert 8 <= len(pages) <= 14
    for number in range(10):
        assert f"Række {number}." in text
    assert text.count("Hvornår Det virker, når") >= 2


def test_four_who_sign_fit_on_an_ordinary_paper(
    version: Any, absent: None, pdf: Callable[..., bytes]
) -> None:
    text = said(pdf(version=version, colleagues=(("Sofie Winther", "klasselærer"),)))

    assert text.count("Dato") == 4
    assert "Side 3 af 3" in text


def test_a_sheet_to_one_speaks_to_one(case: Case, version: Any, pdf: Callable[..., bytes]) -> None:
    camilla = CustodyHolder.objects.get(name="Camilla Lund")

    text = said(pdf(version=version, to=str(camilla.pk)))

    assert "Vil du flytte mødet" in text
    assert "Det har du ret til" in text
    assert "Jonas Krogh" not in text.split("Hvem gør hvad")[0]
    assert text.count("Jeg har læst planen") == 1


def test_a_letter_that_our_typeface_lacks_is_still_printed(
    plan: Callable, pdf: Callable[..., bytes]
) -> None:
    plan(headings={"going_well": "Åse, Øjvind, Ærø, Ñandú, Łukasz, Şükrü og Đorđe."})

    assert "Åse, Øjvind, Ærø, Ñandú, Łukasz, Şükrü og Đorđe." in said(pdf())


def test_the_draft_is_marked_on_every_page(
    plan: Callable, paper: Callable, pdf: Callable[..., bytes], case: Case
) -> None:
    plan()

    text = said(pdf())

    assert text.count(f"Sag {case.number} · Udkast") == 3
    assert replace(paper().sheet, is_draft=False) != paper().sheet

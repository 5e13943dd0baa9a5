"""Paper that is tagged, reads nothing but our own files, and is the same every time."""

import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pdfminer.high_level import extract_text

from kiss.lib.pdf import ForbiddenResource, render_pdf

ROOT = Path(__file__).resolve().parents[2]
STYLES = ("papers/page.css", "papers/sheet.css", "papers/child.css")
PAGE = """<!doctype html><html lang="{{ lang }}"><head><meta charset="utf-8">
<title>{{ title }}</title>{{ head }}</head>
<body class="sheet" data-sender="Foroven" data-heading="" data-mark="" data-version="Forneden"
  data-made="">
<h1>Sæt på øen</h1><p>{{ text }}</p>
<table><thead><tr><th scope="col">Hvem</th><th scope="col">Hvad</th></tr></thead>
<tbody><tr><th scope="row">Sofie</th><td>Ringer</td></tr></tbody></table>
<svg viewBox="0 0 9 9" width="9mm" height="9mm" role="img"><title>En firkant</title>
<rect width="9" height="9"/></svg>
</body></html>"""


@pytest.fixture
def paper(settings: Any, tmp_path: Path) -> Any:
    """Make a paper from a page, where `head` and `body` are trusted as a template is."""
    settings.DEBUG = True
    settings.TEMPLATES = [
        {**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}
    ]

    def make(text: str = "Hej", *, page: str = PAGE, styles: tuple[str, ...] = STYLES) -> bytes:
        (tmp_path / "page.html").write_text(page)
        context = {"text": text, "head": ""}
        return render_pdf("page.html", context, title="Sag 26-0117 – Handleplan", styles=styles)

    return make


@pytest.fixture
def listening() -> Iterator[tuple[str, list[Any]]]:
    """A server that notes who calls; nobody should."""
    calls: list[Any] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        stop = threading.Event()

        def answer() -> None:
            while not stop.is_set():
                try:
                    connection, address = server.accept()
                except TimeoutError:
                    continue
                calls.append(address)
                connection.close()

        thread = threading.Thread(target=answer)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", calls
        stop.set()
        thread.join()


def kinds(document: pikepdf.Pdf) -> list[str]:
    """The structure in reading order, flat."""
    found: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for kid in node:
                walk(kid)
        elif isinstance(node, pikepdf.Dictionary):
            found.append(str(node.get("/S")))
            walk(node.get("/K", pikepdf.Array()))

    walk(document.Root.StructTreeRoot.K)
    return found


def elements(document: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    return [
        element
        for element in document.objects
        if isinstance(element, pikepdf.Dictionary) and element.get("/S") == pikepdf.Name("/" + kind)
    ]


def test_the_file_says_its_title_and_its_language(paper: Any) -> None:
    with pikepdf.open(BytesIO(paper())) as document:
        assert document.docinfo["/Title"] == "Sag 26-0117 – Handleplan"
        assert document.Root.Lang == "da"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert document.Root.MarkInfo.Marked
        xmp = document.Root.Metadata.read_bytes().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "Sag 26-0117 – Handleplan" in xmp


def test_the_file_does_not_say_how_it_was_made(paper: Any) -> None:
    with pikepdf.open(BytesIO(paper())) as document:
        assert set(document.docinfo) == {"/Title"}
        xmp = document.Root.Metadata.read_bytes().lower()
    for word in (b"weasy", b"pikepdf", b"producer", b"creat", b"modif"):
        assert word not in xmp


def test_headings_tables_and_pictures_are_tagged(paper: Any) -> None:
    with pikepdf.open(BytesIO(paper())) as document:
        found = kinds(document)
        scopes = {str(element.A.Scope) for element in elements(document, "TH")}
        figures = [str(element.Alt) for element in elements(document, "Figure")]
    assert [kind for kind in found if kind in {"/H1", "/P", "/Table", "/Figure"}] == [
        "/H1",
        "/P",
        "/Table",
        "/Figure",
    ]
    assert scopes == {"/Column", "/Row"}
    assert figures == ["En firkant"]


def test_words_in_the_margins_are_not_read_aloud(paper: Any) -> None:
    made = paper()
    with pikepdf.open(BytesIO(made)) as document:
        stream = document.pages[0].Contents.read_bytes()
        owners = document.Root.StructTreeRoot.ParentTree.Nums[1]
        marked = re.findall(rb"/MCID (\d+)", stream)
        loose = [owner for owner in owners if owner is None]
    assert {"Foroven", "Forneden"} <= set(extract_text(BytesIO(made)).split())
    assert stream.count(b"/Artifact") >= 2
    assert len(owners) == len(marked) + len(loose)
    assert loose


def test_the_same_input_gives_the_same_bytes(paper: Any) -> None:
    assert paper("Det samme") == paper("Det samme")


def test_only_our_own_typeface_is_used_and_it_is_embedded(paper: Any) -> None:
    with pikepdf.open(BytesIO(paper("æøåÆØÅ éü »« – · • 1234"))) as document:
        fonts = elements_of_type(document, "/FontDescriptor")
        names = {str(font.FontName).partition("+")[2] for font in fonts}
        embedded = [any(key in font for key in ("/FontFile2", "/FontFile3")) for font in fonts]
    assert names
    assert all(name.startswith("IBM-Plex-Sans") for name in names)
    assert all(embedded)


def elements_of_type(document: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    return [
        element
        for element in document.objects
        if isinstance(element, pikepdf.Dictionary) and element.get("/Type") == pikepdf.Name(kind)
    ]


HOSTILE = (
    '<img src="{web}/a.png">',
    '<img src="file:///etc/passwd">',
    '<link rel="stylesheet" href="{web}/a.css">',
    '<link rel="attachment" href="file:///etc/passwd">',
    '<link rel="attachment" href="{web}/a.txt">',
    '<style>@import url("{web}/b.css"); @import url("file:///etc/passwd");</style>',
    '<style>p {{ background: url("{web}/c.png"); }}</style>',
    '<style>@font-face {{ font-family: X; src: url("{web}/d.woff2"); }}</style>',
    '<svg viewBox="0 0 1 1"><image href="{web}/e.png"/><use href="{web}/f.svg#a"/></svg>',
    '<img src="data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22/>">',
    '<object data="{web}/g.svg"></object><embed src="{web}/h.svg">',
    '<img src="static:../kiss/settings.py">',
    '<img src="static:..%2f..%2f..%2fetc/passwd">',
    '<img src="static:/etc/passwd.svg">',
    '<img src="//169.254.169.254/latest">',
    '<base href="{web}/"><img src="i.png">',
)


@pytest.mark.parametrize("markup", HOSTILE)
def test_text_that_looks_like_markup_is_text(
    paper: Any, listening: tuple[str, list[Any]], markup: str
) -> None:
    web, calls = listening
    text = markup.format(web=web)

    made = paper(text)

    with pikepdf.open(BytesIO(made)) as document:
        assert "/Names" not in document.Root
        assert not elements_of_type(document, "/EmbeddedFile")
    said = re.sub(r"\s+", "", extract_text(BytesIO(made)))
    assert re.sub(r"\s+", "", text)[:20] in said
    assert calls == []


@pytest.mark.parametrize("markup", HOSTILE)
def test_even_markup_of_our_own_fetches_nothing(
    paper: Any, listening: tuple[str, list[Any]], settings: Any, markup: str
) -> None:
    web, calls = listening
    settings.DEBUG = False
    page = PAGE.replace("{{ head }}", markup.format(web=web))

    made = paper(page=page)

    with pikepdf.open(BytesIO(made)) as document:
        assert "/Names" not in document.Root
    assert "root:" not in extract_text(BytesIO(made))
    assert b"root:" not in made
    assert calls == []


def test_a_paper_of_our_own_that_fetches_is_found_at_once(paper: Any) -> None:
    page = PAGE.replace("{{ head }}", '<img src="http://192.0.2.1/a.png">')

    with pytest.raises(ForbiddenResource, match=r"192\.0\.2\.1"):
        paper(page=page)


def test_a_style_sheet_that_is_not_ours_is_found_at_once(paper: Any) -> None:
    with pytest.raises(ForbiddenResource):
        paper(styles=("../../etc/passwd.css",))


def test_a_server_without_pango_says_what_to_install() -> None:
    script = """
import cffi, django

def no_library(*args, **kwargs):
    raise OSError("cannot load library 'libgobject-2.0-0'")

cffi.FFI.dlopen = no_library
django.setup()
from kiss.lib.models import Refused
from kiss.lib.pdf import render_pdf
try:
    render_pdf("papers/handleplan.html", {}, title="")
except Refused as refusal:
    print(refusal)
"""

    said = subprocess.run(  # noqa: S603
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert "apt-get install libpango" in said.stdout

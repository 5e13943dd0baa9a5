"""Files from strangers: what is taken, what is left out of it, and each trick with its answer."""

import io
import time
from collections.abc import Callable

import pikepdf
import pytest
from PIL import Image

from kiss.lib.models import Refused
from kiss.lib.received import receiving
from kiss.lib.received.content import look
from kiss.lib.received.kinds import KINDS, MAX_PAGES, MAX_PARTS, Unfit
from kiss.lib.received.receiving import receive, refuse_disagreement
from tests import strangers as made

JS = {"/S": pikepdf.Name.JavaScript, "/JS": "app.alert(1)"}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

SOUND: dict[str, tuple[Callable[[], bytes], str]] = {
    "a PDF": (made.pdf, "pdf"),
    "a PDF of as many pages as there may be": (lambda: made.pdf_of_pages(MAX_PAGES), "pdf"),
    "a PDF that opens at its first page": (
        lambda: made.pdf(change=made.opening({"/S": pikepdf.Name.GoTo, "/D": "side1"})),
        "pdf",
    ),
    "a PDF with a link": (
        lambda: made.pdf(
            change=made.annotated(
                {
                    "/Subtype": pikepdf.Name.Link,
                    "/A": pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://uvm.dk"),
                }
            )
        ),
        "pdf",
    ),
    "a Word document": (made.office, "docx"),
    "a Word document with a link": (
        lambda: made.office(
            **{"word___rels__document.xml.rels": made.relation("hyperlink", "https://uvm.dk")}
        ),
        "docx",
    ),
    "a spreadsheet with a printer's settings": (
        lambda: made.office("xlsx", **{"xl__printerSettings__printerSettings1.bin": b"A4"}),
        "xlsx",
    ),
    "an OpenDocument text": (made.odt, "odt"),
    "an OpenDocument text with a picture": (
        lambda: made.odt('<draw:image xlink:href="Pictures/1.png"/>'),
        "odt",
    ),
    "a PNG": (made.picture, "png"),
    "a PNG with a palette": (lambda: made.picture(mode="P"), "png"),
    "a JPEG": (lambda: made.picture("JPEG"), "jpeg"),
    "a JPEG for print": (lambda: made.picture("JPEG", mode="CMYK"), "jpeg"),
    "a text": ("Blåbærgrød\r\n".encode, "txt"),
    "a text from an old Windows": (lambda: "Blåbærgrød".encode("cp1252"), "txt"),
    "a text in UTF-16": (lambda: "Blåbærgrød".encode("utf-16"), "txt"),
    "a web page, which is text": (lambda: b"<html><script>alert(1)</script>", "txt"),
}


@pytest.mark.parametrize("name", SOUND)
def test_what_people_send_is_known_by_its_content(name: str) -> None:
    make, kind = SOUND[name]

    found, kept = look(make())

    assert found == kind
    # What is kept is taken again: it is no less sound than what came.
    assert look(kept)[0] == kind


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "Filen er tom"),
    "only space": (lambda: b" \r\n\t", "Filen er tom"),
    "random bytes": (lambda: bytes(range(256)) * 40, "hverken et dokument"),
    "NUL bytes": (lambda: b"Hej\0med dig", "hverken et dokument"),
    "a program": (lambda: b"MZ\x90\0" + bytes(60), "et program"),
    "a shell script": (lambda: b"#!/bin/sh\nrm -rf /", "et program"),
    "a packed file": (lambda: b"Rar!\x1a\x07\x01\0" + bytes(60), "en pakket fil"),
    "an archive of something else": (lambda: made.archive({"a.txt": "x"}), "en pakket fil"),
    "an old Word document": (lambda: b"\xd0\xcf\x11\xe0" + bytes(512), "gammelt eller låst"),
    "a telephone's own picture": (lambda: b"\0\0\0\x18ftypheic" + bytes(40), "HEIC"),
    "a GIF": (lambda: b"GIF89a" + bytes(40), "GIF-billede"),
    # PDF.
    "a PDF with a script": (lambda: made.pdf(change=made.opening(JS)), "et program|af sig selv"),
    "a script deep in a PDF": (
        lambda: made.pdf(
            change=made.annotated(
                {"/Subtype": pikepdf.Name.Link, "/A": {"/Next": [pikepdf.Dictionary(JS)]}}
            )
        ),
        "JavaScript",
    ),
    "a script in a packed part of a PDF": (
        lambda: made.pdf(
            change=lambda it: it.Root.__setattr__("Names", it.make_indirect(made.script(it))),
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        ),
        "JavaScript",
    ),
    "a script whose name is spelled in numbers": (
        lambda: made.pdf(change=made.annotated({"/Subtype": pikepdf.Name.Link, "/A": JS})).replace(
            b"/JavaScript", b"/#4aavaScript"
        ),
        "JavaScript|ødelagt",
    ),
    "a PDF that starts a program": (
        lambda: made.pdf(change=made.opening({"/S": pikepdf.Name.Launch, "/F": "cmd.exe"})),
        "af sig selv|starter programmer",
    ),
    "a PDF that does something on each page": (
        lambda: made.pdf(
            change=lambda it: it.pages[0].__setattr__("AA", pikepdf.Dictionary(O={"/S": "/URI"}))
        ),
        "af sig selv",
    ),
    "a PDF that sends what is typed": (
        lambda: made.pdf(
            change=made.annotated({"/A": {"/S": pikepdf.Name.SubmitForm, "/F": "https://x"}})
        ),
        "sender det",
    ),
    "a PDF with a file in it": (lambda: made.pdf(change=made.hiding), "andre filer i sig"),
    "a PDF with film": (
        lambda: made.pdf(change=made.annotated({"/Subtype": pikepdf.Name.RichMedia})),
        "film eller lyd",
    ),
    "a PDF with a password": (
        lambda: made.pdf(encryption=pikepdf.Encryption(user="hej", owner="hej")),
        "låst med et kodeord",
    ),
    "a PDF that may not be printed": (
        lambda: made.pdf(encryption=pikepdf.Encryption(owner="hej")),
        "låst med et kodeord",
    ),
    "a PDF of ten thousand pages": (
        lambda: made.pdf_of_pages(10_000),
        f"over {MAX_PAGES} sider",
    ),
    "half a PDF": (lambda: made.pdf()[:-60], "ødelagt"),
    "a PDF that is an archive too": (
        lambda: made.pdf() + made.archive({"a.exe": "MZ"}),
        "både en PDF og en pakket fil",
    ),
    "a web page before a PDF": (lambda: b"\0<html>" + made.pdf(), "hverken et dokument"),
    # Pictures.
    "a PNG of a hundred thousand million dots": (
        lambda: made.png_of(1_000_000, 100_000),
        "millioner punkter",
    ),
    "a PNG just above the limit": (lambda: made.png_of(8_000, 5_001), "millioner punkter"),
    "half a PNG": (lambda: made.picture()[:40], "kan ikke læses"),
    "only the beginning of a JPEG": (lambda: b"\xff\xd8\xff\xe0" + bytes(40), "kan ikke læses"),
    # Word, Excel and OpenDocument.
    "macros": (
        lambda: made.office(word__vbaProject=b"", **{"word__vbaProject.bin": b"x"}),
        "makro",
    ),
    "macros under another name": (
        lambda: made.office(main="application/vnd.ms-word.document.macroEnabled.main+xml"),
        "makroer",
    ),
    "a control that acts": (lambda: made.office(**{"word__activeX__x.xml": "<x/>"}), "makroer"),
    "an object of another program": (
        lambda: made.office(**{"word__embeddings__oleObject1.bin": b"x"}),
        "makroer",
    ),
    "macros in an OpenDocument text": (
        lambda: made.odt(**{"Basic__Standard__Modul.xml": "<x/>"}),
        "makroer",
    ),
    "an OpenDocument text that listens": (
        lambda: made.odt('<script:event-listener xlink:href="macro:x"/>'),
        "et andet sted",
    ),
    "an OpenDocument text that fetches": (
        lambda: made.odt('<text:section-source xlink:href="https://ond.example/x"/>'),
        "et andet sted",
    ),
    "an OpenDocument text that fetches under other names": (
        lambda: made.odt(
            '<t:section-source xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
            ' xmlns:x="http://www.w3.org/1999/xlink" t:name=">" x:href="&#104;ttps://ond"/>'
        ),
        "et andet sted",
    ),
    "an OpenDocument text that climbs out": (
        lambda: made.odt('<draw:image xlink:href="Pictures/../../x.png"/>'),
        "et andet sted",
    ),
    "a document that fetches its template": (
        lambda: made.office(
            **{"word___rels__settings.xml.rels": made.relation("attachedTemplate", "https://x")}
        ),
        "et andet sted",
    ),
    "a document that fetches a picture": (
        lambda: made.office(
            **{"word___rels__document.xml.rels": made.relation("image", "file://server/x")}
        ),
        "et andet sted",
    ),
    "a document that fetches, spelled in numbers": (
        lambda: made.office(
            **{
                "word___rels__settings.xml.rels": made.relation(
                    "attachedTemplate", "https://x"
                ).replace("External", "&#69;xternal")
            }
        ),
        "et andet sted",
    ),
    "a spreadsheet that fetches from others": (
        lambda: made.office("xlsx", **{"xl__externalLinks__externalLink1.xml": "<x/>"}),
        "et andet sted",
    ),
    "a web page inside a document": (
        lambda: made.office(**{"word__afchunk.mht": "x"}),
        "makroer",
    ),
    "a part that is no XML": (lambda: made.office(**{"word__x.xml": "<x>"}), "ødelagt"),
    "a document that is two": (
        lambda: made.office(
            "docx",
            f'{made.MAIN["docx"][0]}"/><Override PartName="/x" ContentType="{made.MAIN["xlsx"][0]}',
        ),
        "en pakket fil",
    ),
    "a password": (lambda: made.locked(made.office()), "låst med et kodeord"),
    "a bomb": (lambda: made.office(word__x=bytes(30 << 20)), "pakket så hårdt"),
    "a bomb in many parts": (
        lambda: made.office(**{f"word__{n}": bytes(4 << 20) for n in range(4)}),
        "pakket så hårdt",
    ),
    "too many parts": (
        lambda: made.archive({f"{n}": "" for n in range(MAX_PARTS + 1)}),
        "for stort",
    ),
    "a size that is not true": (lambda: made.understated(made.office()), "ødelagt"),
    "names that climb out of the archive": (
        lambda: made.office(**{"..__..__etc__passwd": "x"}),
        "ugyldige filnavne",
    ),
    "entities that multiply": (
        lambda: made.office(
            **{"word__x.xml": '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'}
        ),
        "erklæringer",
    ),
    "declarations in another encoding": (
        lambda: made.office(**{"word__x.xml": "<!DOCTYPE x><x/>".encode("utf-16")}),
        "erklæringer",
    ),
    "half a document": (lambda: made.office()[:-30], "ødelagt"),
    "a document that is a template": (
        lambda: made.office(main=made.MAIN["docx"][0].replace("document.main", "template.main")),
        "en pakket fil",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_a_sentence_that_says_what_to_do(name: str) -> None:
    make, sentence = HOSTILE[name]

    with pytest.raises(Unfit, match=sentence) as refused:
        look(make())

    assert str(refused.value).endswith(".")


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE) >= 45


def test_a_picture_loses_where_and_by_what_it_was_taken_and_stands_upright() -> None:
    sent = made.photo_with_a_place()

    kept = look(sent)[1]

    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.size == (30, 40)
        assert dict(picture.getexif()) == {}
    assert b"Hemmeligt Kamera" in sent
    assert b"Hemmelig" not in kept


def test_what_hides_behind_or_in_a_picture_is_gone() -> None:
    hidden = made.picture() + made.archive({"makro.exe": "MZ hemmeligt"}) + SVG

    kept = look(hidden)[1]

    assert b"PK" not in kept
    assert b"<script>" not in kept


def test_a_picture_with_holes_keeps_them() -> None:
    kept = look(made.picture(mode="RGBA"))[1]

    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.mode == "RGBA"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_a_text_is_kept_in_the_one_encoding_it_is_sent_out_in(encoding: str) -> None:
    assert look("Blåbærgrød".encode(encoding)) == ("txt", "Blåbærgrød".encode())


@pytest.mark.parametrize(
    "name",
    [
        "brev.pdf",
        "BREV.PDF",
        "../../etc/passwd.pdf",
        "..\\..\\windows\\system.pdf",
        "brev\r\nSet-Cookie: x=1.pdf",
        "brev.exe.pdf",
        "brev\u202egpj.pdf",
        "x" * 10_000 + ".pdf",
        "CON.pdf",
        "010203-0000.pdf",
    ],
)
def test_of_the_name_only_the_ending_counts(name: str) -> None:
    refuse_disagreement(KINDS["pdf"], name=name, declared="application/pdf")


@pytest.mark.parametrize(
    ("name", "declared", "sentence"),
    [
        ("brev.pdf.exe", "application/pdf", "Den slags fil"),
        ("brev", "application/pdf", "Den slags fil"),
        ("brev.pdf\0.exe", "application/pdf", "Den slags fil"),
        ("brev\u202efdp.exe", "application/pdf", "Den slags fil"),
        ("tegning.svg", "image/svg+xml", "Den slags fil"),
        ("side.html", "text/html", "Den slags fil"),
        ("brev.docm", "", "Den slags fil"),
        ("billede.png", "image/png", r"slutter på \.png, men filen er en PDF"),
        ("brev.docx", "", r"slutter på \.docx, men filen er en PDF"),
        ("brev.pdf", "text/html", "bliver sendt som noget andet"),
        ("brev.pdf", "image/png", "bliver sendt som noget andet"),
    ],
)
def test_name_type_and_content_must_agree(name: str, declared: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        refuse_disagreement(KINDS["pdf"], name=name, declared=declared)


@pytest.mark.parametrize("declared", ["", "application/octet-stream", "Application/PDF"])
def test_a_browser_that_does_not_know_is_believed_to_know_nothing(declared: str) -> None:
    refuse_disagreement(KINDS["pdf"], name="brev.pdf", declared=declared)


def test_a_text_with_the_beginning_of_a_pdf_is_no_text() -> None:
    with pytest.raises(Refused, match="men filen er en PDF"):
        receive(made.pdf(), name="brev.txt", declared="text/plain")


def test_the_child_hands_back_what_is_to_be_kept() -> None:
    got = receive(made.photo_with_a_place(), name="IMG_2041.JPG", declared="image/jpeg")

    assert got.kind.key == "jpeg"
    assert b"Hemmelig" not in got.content


def test_the_child_says_no_in_the_same_words() -> None:
    with pytest.raises(Refused, match="låst med et kodeord"):
        receive(made.locked(made.office()), name="brev.docx", declared="")


def test_a_file_that_takes_all_memory_harms_only_the_child() -> None:
    started = time.monotonic()

    with pytest.raises(Refused):
        receive(made.pdf_bomb(), name="brev.pdf", declared="application/pdf")

    assert time.monotonic() - started < receiving.PATIENCE


def test_the_child_is_given_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that took the child over would find neither a key nor the database's address."""
    asked: dict[str, object] = {}
    run = receiving.subprocess.run

    def watched(*args: object, **given: object) -> object:
        asked.update(given)
        return run(*args, **given)  # type: ignore[call-overload]

    monkeypatch.setattr(receiving.subprocess, "run", watched)
    receive(b"Hej", name="a.txt", declared="text/plain")

    assert asked["env"] == {}

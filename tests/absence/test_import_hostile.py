"""Broken and hostile files: each gets a Danish sentence and leaves nothing behind."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from absence.actions import uploads
from absence.models import Import, Mark, QuarantinedLine
from kiss.lib.models import Refused
from kiss.lib.tables.limits import MAX_COLUMNS, MAX_ENTRIES, MAX_UNPACKED_BYTES
from schools.models import User
from tests import factories, strangers
from tests.absence.deliveries import HEADINGS, csv_file, sheet
from tests.absence.made import TODAY

pytestmark = pytest.mark.django_db

LINE = "999001;7654321;6;6.B;16-11-2026;S;"
ROWS = [HEADINGS.split(";"), LINE.split(";")]
A_CELL = b'<c r="A1" t="inlineStr"><is><t>x</t></is></c>'
A_SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b"%s</sheetData></worksheet>"
)


def rebuilt(change: Callable[[str, bytes], bytes | None], **more: bytes) -> bytes:
    """A spreadsheet with its parts changed, left out, or joined by more."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sheet(ROWS))) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            content = change(entry.filename, old.read(entry))
            if content is not None:
                new.writestr(entry.filename, content)
        for name, content in more.items():
            new.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def same(name: str, content: bytes) -> bytes:
    return content


def with_sheet(content: bytes) -> bytes:
    """A spreadsheet whose sheet is this XML."""
    return rebuilt(lambda name, old: content if name == "xl/worksheets/sheet1.xml" else old)


def far_corner(reference: bytes) -> bytes:
    """A sheet with two cells, far apart."""
    row = reference.lstrip(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    other = A_CELL.replace(b"A1", reference)
    return with_sheet(
        A_SHEET % (b'<row r="1">' + A_CELL + b'</row><row r="' + row + b'">' + other + b"</row>")
    )


def locked() -> bytes:
    """A spreadsheet that says its parts are encrypted."""
    content = bytearray(sheet(ROWS))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(signature, at + 4)
    return bytes(content)


def lying_about_its_size() -> bytes:
    """A spreadsheet whose list says that the sheet is smaller than it is."""
    content = bytearray(with_sheet(A_SHEET % (b'<row r="1">' + A_CELL * 4000 + b"</row>")))
    at = content.find(b"PK\x01\x02")
    while b"sheet1.xml" not in content[at : at + 90]:
        at = content.find(b"PK\x01\x02", at + 4)
    content[at + 24 : at + 28] = (100).to_bytes(4, "little")
    return bytes(content)


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "Filen er tom"),
    "only a byte order mark": (lambda: b"\xef\xbb\xbf", "Filen er tom"),
    "only blank lines": (lambda: b"\r\n\r\n ; ;\r\n", "Vi kender ikke kolonnerne"),
    "only headings": (lambda: csv_file(), "kun overskrifter"),
    "no headings": (lambda: csv_file(headings=LINE), "begynder uden overskrifter"),
    "NUL bytes": (lambda: csv_file(LINE).replace(b"6.B", b"6\0B"), "ikke en tekstfil"),
    "random bytes": (lambda: bytes(range(256)) * 40, "ikke en tekstfil"),
    "UTF-16 without its mark": (lambda: csv_file(LINE, encoding="utf-16-le"), "ikke en tekstfil"),
    "UTF-16 cut in two": (lambda: csv_file(LINE, encoding="utf-16")[:-1], "som tekst"),
    "neither UTF-8 nor Windows-1252": (
        lambda: csv_file(LINE).replace(b"6.B", b"6.\x81"),
        "kan ikke læses som tekst",
    ),
    "an open quotation mark": (
        lambda: csv_file(*[LINE] * 5, LINE.replace("6.B", '"6.B'), *[LINE] * 50_000),
        "Linje 7 har et anførselstegn",
    ),
    "an open quotation mark on the last line": (
        lambda: csv_file(LINE, LINE.replace("6.B", '"6.B')),
        "Linje 3 har et anførselstegn",
    ),
    "quotation marks that swallow the lines between them": (
        lambda: csv_file(LINE.replace("6.B", '"6.B'), *[LINE] * 20, LINE.replace("6.B", '"6.B')),
        "Linje 2 har et anførselstegn",
    ),
    "a quotation mark in the middle of a cell": (
        lambda: csv_file(LINE.replace("6.B", '"6"B')),
        "Linje 2 har et anførselstegn",
    ),
    "one endless line": (lambda: csv_file(LINE, "x" * 3_000_000), "alt for lang"),
    "a million columns": (lambda: csv_file(headings=";" * 1_000_000), "alt for lang"),
    "too many columns": (
        lambda: csv_file(headings=HEADINGS + ";x" * MAX_COLUMNS),
        f"over {MAX_COLUMNS} kolonner",
    ),
    "a PDF called CSV": (lambda: b"%PDF-1.7\n" + csv_file(LINE), "Filen er en PDF"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(64), "Filen er et billede"),
    "a page of a web site": (lambda: b"<html><table><tr><td>S", "en webside eller XML"),
    "an old spreadsheet": (lambda: b"\xd0\xcf\x11\xe0" + bytes(512), "et gammelt eller låst"),
    "a packed file": (lambda: b"\x1f\x8b\x08" + bytes(64), "en pakket fil"),
    "half a spreadsheet": (lambda: sheet(ROWS)[:-40], "ødelagt"),
    "an archive of something else": (
        lambda: rebuilt(lambda name, content: None, **{"laes.txt": b"hej"}),
        "ikke et Excel-regneark",
    ),
    "an archive with all its parts damaged": (
        lambda: rebuilt(lambda name, content: b"\xff\xfe<" + content[:20]),
        "Regnearket",
    ),
    "a Word document": (strangers.office, "ikke et Excel-regneark"),
    "an OpenDocument text": (strangers.odt, "ikke et Excel-regneark"),
    "a PDF with a script": (lambda: strangers.pdf(change=strangers.hiding), "Filen er en PDF"),
    "a picture that claims to be immense": (
        lambda: strangers.png_of(1_000_000, 100_000),
        "Filen er et billede",
    ),
    "a drawing with a script": (
        lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        "en webside eller XML",
    ),
    "an empty spreadsheet": (lambda: sheet([]), "Regnearket er tomt"),
    "macros": (
        lambda: rebuilt(same, **{"xl__vbaProject.bin": b"Sub Auto_Open()"}),
        "indeholder makroer",
    ),
    "a macro workbook under another name": (
        lambda: rebuilt(
            lambda name, content: content.replace(
                b"spreadsheetml.sheet.main", b"excel.sheet.macroEnabled.main"
            )
        ),
        "indeholder makroer",
    ),
    "a password": (locked, "låst med en adgangskode"),
    "a bomb": (
        lambda: rebuilt(same, **{"xl__bombe.xml": bytes(60 * 1024 * 1024)}),
        "pakket så hårdt",
    ),
    "a bomb in many parts": (
        lambda: rebuilt(same, **{f"xl__bombe{n}.xml": bytes(4 << 20) for n in range(10)}),
        "pakket så hårdt",
    ),
    "more than it may unpack to": (
        lambda: rebuilt(same, **{"xl__stor.xml": bytes(MAX_UNPACKED_BYTES + 1)}),
        "for stort",
    ),
    "too many parts": (
        lambda: rebuilt(same, **{f"xl__{n}.xml": b"x" for n in range(MAX_ENTRIES)}),
        "for stort",
    ),
    "names that climb out of the archive": (
        lambda: rebuilt(same, **{"..__..__etc__passwd": b"x"}),
        "ugyldige filnavne",
    ),
    "a size that is not true": (lying_about_its_size, "Regnearket"),
    "entities that multiply": (
        lambda: with_sheet(
            b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
            b'<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>' + A_SHEET % b"&b;"
        ),
        "erklæringer, som vi ikke læser",
    ),
    "an entity that fetches a file": (
        lambda: rebuilt(
            lambda name, content: (
                b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + content
                if name == "xl/workbook.xml"
                else content
            )
        ),
        "erklæringer, som vi ikke læser",
    ),
    "a cell in the last column of the last row": (
        lambda: far_corner(b"XFD1048576"),
        "16384 kolonner",
    ),
    "a cell in the last row": (lambda: far_corner(b"H1048576"), "for stort"),
    "a million columns in a spreadsheet": (lambda: far_corner(b"XFD2"), "16384 kolonner"),
}


@pytest.fixture
def folder(settings, tmp_path):
    settings.UPLOAD_DIR = tmp_path / "uploads"
    return settings.UPLOAD_DIR


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_a_sentence_and_leaves_nothing(name, folder, tmp_path):
    make, sentence = HOSTILE[name]
    factories.make_municipality()
    path = tmp_path / "fravaer.csv"
    path.write_bytes(make())

    with pytest.raises(CommandError, match=sentence):
        call_command("import_absence", path)

    assert Import.objects.count() == Mark.objects.count() == QuarantinedLine.objects.count() == 0


# Whoever sends it may say what its columns mean, or give it up.
EXPLAINABLE = {"only blank lines"}


def send(content: bytes | list[bytes], by: User) -> Import:
    return uploads.receive(
        iter(content if isinstance(content, list) else [content]),
        profile=None,
        school=None,
        today=TODAY,
        by=by,
    )


@pytest.mark.parametrize("name", [name for name in HOSTILE if name not in EXPLAINABLE])
def test_the_page_keeps_nothing_of_it_either(name, folder, leader):
    make, sentence = HOSTILE[name]

    with pytest.raises(Refused, match=sentence):
        send(make(), leader)

    assert list(folder.iterdir()) == []
    assert Import.objects.count() == QuarantinedLine.objects.count() == 0


@pytest.mark.parametrize("name", sorted(EXPLAINABLE))
def test_a_file_of_nothing_known_waits_for_an_explanation(name, folder, leader):
    make, sentence = HOSTILE[name]

    source = send(make(), leader)

    assert source.status == Import.Status.UNMAPPED
    assert sentence in source.message


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE) >= 25


def test_a_file_that_is_too_big_is_refused_before_it_is_kept(folder, leader, settings):
    settings.UPLOAD_MAX_BYTES = 3 * 1024 * 1024

    with pytest.raises(Refused, match="Filen er over 3 MB"):
        send([bytes(1024 * 1024)] * 4, leader)

    assert list(folder.iterdir()) == []


def test_a_file_waits_where_only_the_program_can_read_it(folder, leader, pupil):
    source = send(csv_file(LINE), leader)

    path: Path = uploads.stored_path(source)
    assert path.parent == folder
    assert (path.stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (0o600, 0o700)

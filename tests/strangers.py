"""Files as people send them, made in code: sound ones, and what ill intent makes of them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from PIL import Image

MAIN = {
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "word/document.xml",
    ),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "xl/workbook.xml",
    ),
}
RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships '
    'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def pdf(
    text: str = "Hej",
    *,
    pages: int = 1,
    change: Callable[[pikepdf.Pdf], object] | None = None,
    **saved: Any,
) -> bytes:
    """A PDF with a line of text on its first page."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page = document.pages[0]
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = document.make_stream(f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode("cp1252"))
    if change is not None:
        change(document)
    out = io.BytesIO()
    document.save(out, **saved)
    return out.getvalue()


def script(document: pikepdf.Pdf) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def opening(action: dict[str, Any]) -> Callable[[pikepdf.Pdf], None]:
    """Let a PDF do something when it is opened."""

    def change(document: pikepdf.Pdf) -> None:
        document.Root.OpenAction = pikepdf.Dictionary(action)

    return change


def annotated(annotation: dict[str, Any]) -> Callable[[pikepdf.Pdf], None]:
    """Put something to click on the page of a PDF."""

    def change(document: pikepdf.Pdf) -> None:
        place = {"/Type": pikepdf.Name.Annot, "/Rect": [0, 0, 9, 9]}
        document.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary(place | annotation)])

    return change


def hiding(document: pikepdf.Pdf) -> None:
    document.attachments["makro.exe"] = b"MZ"


def archive(parts: dict[str, bytes | str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def office(kind: str = "docx", main: str = "", **more: bytes | str) -> bytes:
    """A Word document or a spreadsheet, as small as they come; `__` in a name is a slash."""
    called, part = MAIN[kind]
    types = f'<Types><Override PartName="/{part}" ContentType="{main or called}"/></Types>'
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": types,
        "_rels/.rels": RELATIONS.format(""),
        part: "<document>Hej</document>",
    }
    return archive(parts | {name.replace("__", "/"): given for name, given in more.items()})


def relation(kind: str, target: str) -> str:
    """The relations of a part that points out of the document."""
    return RELATIONS.format(
        f'<Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
    )


SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
    for prefix in ("office", "text", "draw", "script")
)


def odt(content: str = "", **more: bytes | str) -> bytes:
    parts: dict[str, bytes | str] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": (
            f'<office:document {SPACES} xmlns:xlink="http://www.w3.org/1999/xlink">'
            f"{content}</office:document>"
        ),
        # As the programs write it when nobody has changed the keys.
        "Configurations2/accelerator/current.xml": "",
    }
    return archive(parts | {name.replace("__", "/"): given for name, given in more.items()})


def picture(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (40, 30), **saved: Any):
    out = io.BytesIO()
    Image.new(mode, size, 120 if mode in {"L", "P"} else None).save(out, kind, **saved)
    return out.getvalue()


def photo_with_a_place() -> bytes:
    """A picture as a telephone takes it, on its side: with where it was taken, and by what."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Hemmeligt Kamera"
    exif.get_ifd(0x8825)[2] = (55.0, 38.0, 24.0)
    return picture("JPEG", exif=exif, comment=b"Hemmelig kommentar")


def png_of(width: int, height: int) -> bytes:
    """A small PNG that claims to be large, and would be black all over."""

    def chunk(name: bytes, content: bytes) -> bytes:
        said = name + content
        return struct.pack(">I", len(content)) + said + struct.pack(">I", zlib.crc32(said))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    row = zlib.compress(bytes(width + 1))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", row) + chunk(b"IEND", b"")


def locked(content: bytes) -> bytes:
    """An archive that says its parts are encrypted."""
    changed = bytearray(content)
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(signature)
        while at >= 0:
            changed[at + place] |= 1
            at = changed.find(signature, at + 4)
    return bytes(changed)


def pdf_of_pages(number: int) -> bytes:
    """A PDF of many empty pages, written by hand: a library takes seconds."""
    kids = b" ".join(b"%d 0 R" % (3 + page) for page in range(number))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (number, kids),
        *[b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"] * number,
    ]
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for place, written in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (place, written)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return bytes(out + b"startxref\n%d\n%%%%EOF" % table)


def pdf_bomb() -> bytes:
    """A PDF whose list of objects is packed, and unpacks to a gigabyte and a half of nothing."""
    packer = zlib.compressobj(9)
    first = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    more = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = first + more * 1500 + packer.flush()
    head = b"%PDF-1.7\n"
    table = (
        b"1 0 obj\n<< /Type /XRef /Size 9 /W [1 2 1] /Root 1 0 R /Filter /FlateDecode"
        b" /Length %d >>\nstream\n" % len(packed)
    )
    return head + table + packed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % len(head)


def understated(content: bytes) -> bytes:
    """An archive whose list says that the first part is smaller than it is."""
    changed = bytearray(content)
    at = changed.find(b"PK\x01\x02")
    changed[at + 24 : at + 28] = (3).to_bytes(4, "little")
    return bytes(changed)

"""What a file is, by its own bytes, and what is kept of it."""

import re
from typing import Final

from kiss.lib.received.kinds import Unfit

PDF: Final = b"%PDF-"
PNG: Final = b"\x89PNG\r\n\x1a\n"
JPEG: Final = b"\xff\xd8\xff"
ARCHIVE: Final = b"PK\x03\x04"

# What begins like this is something else: how the sentence names it, and what to do.
SOMETHING_ELSE: Final = (
    (b"\xd0\xcf\x11\xe0", "et gammelt eller låst Office-dokument", "docx eller xlsx uden kodeord"),
    (b"GIF8", "et GIF-billede", "JPEG eller PNG"),
    (b"BM", "et BMP-billede", "JPEG eller PNG"),
    (b"II*\0", "et TIFF-billede", "JPEG, PNG eller PDF"),
    (b"MM\0*", "et TIFF-billede", "JPEG, PNG eller PDF"),
    (b"{\\rtf", "et RTF-dokument", "Word-dokument (.docx) eller PDF"),
)
FORBIDDEN: Final = (
    (b"MZ", "et program"),
    (b"\x7fELF", "et program"),
    (b"#!", "et program"),
    (b"Rar!", "en pakket fil"),
    (b"7z\xbc\xaf", "en pakket fil"),
    (b"\x1f\x8b", "en pakket fil"),
)
# How pictures that are kept in an ISO container say what they are, at their fifth byte.
PHONE_PICTURES: Final = (b"ftyphei", b"ftyphev", b"ftypmif1", b"ftypmsf1", b"ftypavif")
# What stands in no text: all that steers a machine but the ends of lines, columns and pages.
CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def look(content: bytes) -> tuple[str, bytes]:
    """Return the kind of a file and what is to be kept of it. Raises Unfit if it is not taken.

    A picture is drawn anew, and a text written as UTF-8; the others are kept as they came.
    """
    if not content:
        raise Unfit("Filen er tom. Vælg en anden.")
    # Each reader is brought in when it is needed: they are large, and a child reads one file.
    if content.startswith(PDF):
        from kiss.lib.received import pdf

        pdf.refuse_active(content)
        return "pdf", content
    if content.startswith((PNG, JPEG)):
        from kiss.lib.received import pictures

        kind = "PNG" if content.startswith(PNG) else "JPEG"
        return kind.lower(), pictures.redraw(content, kind)
    if content.startswith(ARCHIVE):
        from kiss.lib.received import office

        return office.refuse_active(content), content
    _refuse_known(content)
    return "txt", _as_utf_8(content)


def _refuse_known(content: bytes) -> None:
    start = content.lstrip()[:32]
    if start[4:].startswith(PHONE_PICTURES) or (start[:4] == b"RIFF" and start[8:12] == b"WEBP"):
        raise Unfit(
            "Filen er et billede af en slags, vi ikke tager imod (HEIC, AVIF eller WebP). "
            "Gem det som JPEG, eller tag et skærmbillede af det."
        )
    for magic, name, instead in SOMETHING_ELSE:
        if start.startswith(magic):
            raise Unfit(f"Filen er {name}. Gem den som {instead}, og læg den på igen.")
    for magic, name in FORBIDDEN:
        if start.startswith(magic):
            raise Unfit(f"Filen er {name}. Det kan ikke lægges på en sag.")


def _as_utf_8(content: bytes) -> bytes:
    text = _decoded(content)
    if CONTROL.search(text):
        raise Unfit(
            "Filen er hverken et dokument, et billede eller ren tekst. Gem den som PDF, og læg "
            "den på igen."
        )
    if not text.strip():
        raise Unfit("Filen er tom. Vælg en anden.")
    return text.encode()


def _decoded(content: bytes) -> str:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unfit(
        "Filen er hverken et dokument, et billede eller tekst, vi kan læse. Gem den som PDF, og "
        "læg den på igen."
    )

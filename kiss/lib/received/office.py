"""Word, Excel and OpenDocument: archives that are looked through before anybody opens them."""

import io
import re
import zipfile
import zlib
from typing import Final

from kiss.lib.received.kinds import (
    HARMLESS_BYTES,
    MAX_LIST_BYTES,
    MAX_PARTS,
    MAX_RATIO,
    MAX_UNPACKED_BYTES,
    Unfit,
)

AGAIN: Final = "Gem dokumentet som PDF, og læg den på i stedet."
ENCRYPTED: Final = 0x1
CHUNK: Final = 1024 * 1024
LIST: Final = "[Content_Types].xml"
# What the list of contents calls the main part of each kind; with macros it is called otherwise.
MAIN_PARTS: Final = {
    "docx": b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
ODT: Final = b"application/vnd.oasis.opendocument.text"
PROGRAMS: Final = re.compile(
    r"(vbaproject|vbadata|\.bin$|\.docm$|\.xlsm$|\.exe$|\.js$|\.vbs$|(^|/)activex/"
    r"|^basic/|^scripts/|^object )",
    re.IGNORECASE,
)
# Bare numbers of a printer's settings: every other spreadsheet has one.
HARMLESS: Final = re.compile(r"(^|/)printersettings\d*\.bin$", re.IGNORECASE)
EXTERNAL: Final = re.compile(rb"<[^<>]*\bTargetMode\s*=\s*[\"']\s*External[^<>]*>", re.IGNORECASE)
LINK: Final = re.compile(rb"/relationships/hyperlink[\"']", re.IGNORECASE)
DECLARATION: Final = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
# Where an OpenDocument text fetches a section, a picture or data from another place.
FETCHED: Final = re.compile(
    rb"<(text:section-source|draw:image|draw:object|draw:plugin|draw:applet|office:dde-source)\b"
    rb"[^<>]*xlink:href\s*=\s*[\"'](?!\./|Pictures/|Object|#|[\"'])|<office:dde-source|<script:event",
    re.IGNORECASE,
)


def refuse_active(content: bytes) -> str:
    """Return which kind of document an archive is: "docx", "xlsx" or "odt".

    Raises Unfit if it is another archive, if it holds a program, fetches something from elsewhere,
    is locked, or would unpack to more than a document does.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _refuse_bomb(entries)
            kind = _kind(archive)
            _refuse_programs(entries)
            for entry in entries:
                _read_through(archive, entry, kind)
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, EOFError, ValueError) as error:
        raise Unfit(f"Dokumentet er ødelagt. Åbn det, og gem det igen. {AGAIN}") from error
    return kind


def _refuse_bomb(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse by the list of contents alone, before anything is unpacked."""
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise Unfit(f"Filen er låst med et kodeord. {AGAIN}")
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_PARTS or unpacked > MAX_UNPACKED_BYTES:
        raise Unfit(f"Dokumentet er for stort, når det pakkes ud. {AGAIN}")
    for entry in entries:
        parts = entry.filename.replace("\\", "/").split("/")
        if ".." in parts or parts[0] == "" or ":" in parts[0]:
            raise Unfit(f"Dokumentet har ugyldige filnavne i sig. {AGAIN}")
        if entry.file_size > HARMLESS_BYTES and entry.file_size > MAX_RATIO * entry.compress_size:
            raise Unfit(f"Dokumentet er pakket så hårdt, at det ikke kan være rigtigt. {AGAIN}")
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > HARMLESS_BYTES and unpacked > MAX_RATIO * packed:
        raise Unfit(f"Dokumentet er pakket så hårdt, at det ikke kan være rigtigt. {AGAIN}")


def _kind(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if LIST in names:
        types = _short(archive, LIST)
        if b"macroenabled" in types.lower():
            raise Unfit(_has_program())
        for kind, main in MAIN_PARTS.items():
            # With the quotation mark: a template is called almost the same.
            if re.search(rb"[\"']\s*" + re.escape(main) + rb"\s*[\"']", types):
                return kind
    if "mimetype" in names and _short(archive, "mimetype").strip() == ODT:
        return "odt"
    raise Unfit(
        "Filen er en pakket fil. Pak den ud, og læg dokumenterne på enkeltvis som PDF, billede, "
        "Word, Excel, OpenDocument eller ren tekst."
    )


def _short(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > MAX_LIST_BYTES:
        raise Unfit(f"Dokumentet er for stort, når det pakkes ud. {AGAIN}")
    text = archive.read(name)
    _refuse_declarations(text)
    return text


def _refuse_programs(entries: list[zipfile.ZipInfo]) -> None:
    for entry in entries:
        if PROGRAMS.search(entry.filename) and not HARMLESS.search(entry.filename):
            raise Unfit(_has_program())


def _has_program() -> str:
    return f"Dokumentet indeholder makroer eller programmer. {AGAIN}"


def _read_through(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, kind: str) -> None:
    """Unpack a part to nowhere: it must be as long as it says, and fetch nothing."""
    if entry.filename.endswith(".rels"):
        _refuse_fetching(_short(archive, entry.filename))
        return
    tail = b""
    is_text = entry.filename.endswith(".xml")
    with archive.open(entry) as part:
        while chunk := part.read(CHUNK):
            if not is_text:
                continue
            # A tag may stand across two chunks.
            seen = tail + chunk
            _refuse_declarations(seen)
            if kind == "odt" and FETCHED.search(seen):
                raise Unfit(f"Dokumentet henter noget fra et andet sted. {AGAIN}")
            tail = chunk[-1000:]


def _refuse_declarations(text: bytes) -> None:
    # In another encoding nothing of this could be found, and no program of today writes one.
    if text.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in text[:200]:
        raise Unfit(f"Dokumentet er skrevet på en måde, vi ikke kan efterse. {AGAIN}")
    if DECLARATION.search(text):
        raise Unfit(f"Dokumentet indeholder erklæringer, som vi ikke læser. {AGAIN}")


def _refuse_fetching(relations: bytes) -> None:
    """Refuse relations that are fetched by themselves; a link that is clicked is none."""
    for tag in EXTERNAL.findall(relations):
        if not LINK.search(tag):
            raise Unfit(f"Dokumentet henter noget fra et andet sted. {AGAIN}")

"""Word, Excel and OpenDocument: archives that are looked through before anybody opens them."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from typing import Final
from xml.parsers import expat

from kiss.lib.received.kinds import (
    HARMLESS_BYTES,
    MAX_PARTS,
    MAX_RATIO,
    MAX_UNPACKED_BYTES,
    Unfit,
)

type Attributes = dict[str, str]
type OnElement = Callable[[str, Attributes], None]

AGAIN: Final = "Gem dokumentet som PDF, og læg den på i stedet."
ENCRYPTED: Final = 0x1
CHUNK: Final = 1024 * 1024
LIST: Final = "[Content_Types].xml"
# What the list of contents calls the main part of each kind; with macros, or as a template, it is
# called otherwise.
MAIN_PARTS: Final = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
}
ODT: Final = b"application/vnd.oasis.opendocument.text"
PROGRAMS: Final = re.compile(
    r"vbaproject|vbadata|\.(bin|docm|xlsm|exe|js|vbs|mht|mhtml|htm|html|rtf)$|(^|/)activex/"
    r"|^basic/|^scripts/|^object \d+$",
    re.IGNORECASE,
)
# Bare numbers of a printer's settings: every other spreadsheet has one.
HARMLESS: Final = re.compile(r"(^|/)printersettings\d*\.bin$", re.IGNORECASE)
REMOTE: Final = re.compile(r"(^|/)(externallinks/|querytables/|connections\.xml$)", re.IGNORECASE)
# What of an OpenDocument text is fetched when it is opened, and where it may lie: in the archive.
FETCHED: Final = {"section-source", "image", "object", "object-ole", "plugin", "applet"}
ACTING: Final = {"dde-source", "event-listener"}
WITHIN: Final = ("./", "Pictures/", "ObjectReplacements/", "#")


def refuse_active(content: bytes) -> str:
    """Return which kind of document an archive is: "docx", "xlsx" or "odt".

    Raises Unfit if it is another archive, if it holds a program, fetches something from elsewhere,
    is locked, or would unpack to more than a document does.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            # Before anything is unpacked: the list says how much there is.
            _refuse_bomb(entries)
            _refuse_by_name(entries)
            kind = _kind(archive)
            for entry in entries:
                _read_through(archive, entry, kind)
    except expat.ExpatError as error:
        raise Unfit(_broken()) from error
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, EOFError, ValueError) as error:
        raise Unfit(_broken()) from error
    return kind


def _refuse_bomb(entries: list[zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise Unfit(f"Filen er låst med et kodeord. {AGAIN}")
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_PARTS or unpacked > MAX_UNPACKED_BYTES:
        raise Unfit(_too_much())
    packed = sum(entry.compress_size for entry in entries)
    sizes = [(entry.file_size, entry.compress_size) for entry in entries]
    if any(
        size > HARMLESS_BYTES and size > MAX_RATIO * small
        for size, small in [*sizes, (unpacked, packed)]
    ):
        raise Unfit(f"Dokumentet er pakket så hårdt, at det ikke kan være rigtigt. {AGAIN}")


def _refuse_by_name(entries: list[zipfile.ZipInfo]) -> None:
    for entry in entries:
        parts = entry.filename.replace("\\", "/").split("/")
        if ".." in parts or parts[0] == "" or ":" in parts[0]:
            raise Unfit(f"Dokumentet har ugyldige filnavne i sig. {AGAIN}")
        if PROGRAMS.search(entry.filename) and not HARMLESS.search(entry.filename):
            raise Unfit(_has_program())
        if REMOTE.search(entry.filename):
            raise Unfit(_fetches())


def _kind(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if LIST in names:
        called: list[str] = []
        _parse(archive, LIST, lambda _, given: called.append(given.get("ContentType", "").strip()))
        if any("macroenabled" in each.lower() for each in called):
            raise Unfit(_has_program())
        kinds = [MAIN_PARTS[each] for each in called if each in MAIN_PARTS]
        if len(kinds) == 1:
            return kinds[0]
    elif "mimetype" in names and _first(archive, "mimetype") == ODT:
        return "odt"
    raise Unfit(
        "Filen er en pakket fil. Pak den ud, og læg dokumenterne på enkeltvis som PDF, billede, "
        "Word, Excel, OpenDocument eller ren tekst."
    )


def _first(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(len(ODT) + 1).strip()


def _read_through(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, kind: str) -> None:
    """Unpack a part to nowhere: it must be as long as it says, and fetch nothing."""
    name = entry.filename.lower()
    if entry.file_size and name.endswith(".rels"):
        _parse(archive, entry.filename, _refuse_relation)
    elif entry.file_size and name.endswith(".xml"):
        _parse(archive, entry.filename, _refuse_reference if kind == "odt" else None)
    else:
        with archive.open(entry) as part:
            while part.read(CHUNK):
                pass


def _parse(archive: zipfile.ZipFile, name: str, on_element: OnElement | None) -> None:
    """Read a part as XML. Raises Unfit at its first declaration: nothing in it can multiply."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse_declaration
    if on_element is not None:
        parser.StartElementHandler = on_element
    with archive.open(name) as part:
        while chunk := part.read(CHUNK):
            parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _refuse_declaration(*_: object) -> None:
    raise Unfit(f"Dokumentet indeholder erklæringer, som vi ikke læser. {AGAIN}")


def _refuse_relation(_: str, given: Attributes) -> None:
    """Refuse what is fetched by itself; a link that is clicked is not."""
    is_outside = given.get("TargetMode", "").strip().lower() == "external"
    if is_outside and not given.get("Type", "").strip().endswith("/relationships/hyperlink"):
        raise Unfit(_fetches())


def _refuse_reference(element: str, given: Attributes) -> None:
    what = _local(element)
    if what in ACTING:
        raise Unfit(_fetches())
    if what not in FETCHED:
        return
    for name, value in given.items():
        if _local(name) == "href" and value and not _is_within(value.strip()):
            raise Unfit(_fetches())


def _local(name: str) -> str:
    """Return a name without its name space."""
    return name.rpartition(" ")[2]


def _is_within(reference: str) -> bool:
    return reference.startswith(WITHIN) and ".." not in reference


def _has_program() -> str:
    return f"Dokumentet indeholder makroer eller programmer. {AGAIN}"


def _fetches() -> str:
    return f"Dokumentet henter noget fra et andet sted. {AGAIN}"


def _too_much() -> str:
    return f"Dokumentet er for stort, når det pakkes ud. {AGAIN}"


def _broken() -> str:
    return f"Dokumentet er ødelagt. Åbn det, og gem det igen. {AGAIN}"

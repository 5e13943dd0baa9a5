"""PDF: taken when it is paper and nothing else. What can act when it is opened is refused."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from kiss.lib.received.kinds import MAX_OBJECTS, MAX_PAGES, Unfit

AGAIN: Final = "Åbn den, vælg Udskriv og »Gem som PDF«, og læg den nye fil på."
# What a dictionary holds when something happens by itself, or something lies hidden in it.
ACTIVE_KEYS: Final = {
    "/JS": "indeholder et program (JavaScript)",
    "/JavaScript": "indeholder et program (JavaScript)",
    "/AA": "gør noget af sig selv, når den åbnes",
    "/EmbeddedFiles": "har andre filer i sig",
    "/EF": "har andre filer i sig",
    "/XFA": "er en formular, der henter og sender",
    "/RichMedia": "har film eller lyd i sig",
}
ACTIVE_ACTIONS: Final = {
    "/JavaScript": "indeholder et program (JavaScript)",
    "/Launch": "starter programmer",
    "/GoToR": "åbner andre filer",
    "/GoToE": "har andre filer i sig",
    "/SubmitForm": "sender det, der skrives i den",
    "/ImportData": "henter fra andre filer",
    "/Movie": "har film eller lyd i sig",
    "/Sound": "har film eller lyd i sig",
    "/Rendition": "har film eller lyd i sig",
    "/RichMediaExecute": "har film eller lyd i sig",
}


def refuse_active(content: bytes) -> None:
    """Raise Unfit unless a PDF is whole, open to all, of a sane size, and does nothing by itself.

    That it opens at a certain page is no harm; nearly every word processor asks for that.
    """
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise Unfit(f"Filen er både en PDF og en pakket fil. {AGAIN}")
    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False) as document:
            if document.is_encrypted:
                raise Unfit(_locked())
            if len(document.pages) > MAX_PAGES:
                raise Unfit(f"PDF’en har over {MAX_PAGES} sider. Del den i flere.")
            _refuse_opening(document.Root)
            for found in _dictionaries(document):
                _refuse(found)
    except pikepdf.PasswordError:
        raise Unfit(_locked()) from None
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, RecursionError) as error:
        raise Unfit(f"PDF’en er ødelagt. {AGAIN}") from error


def _dictionaries(document: pikepdf.Pdf) -> Iterator[Any]:
    """Return every dictionary of a document, also those inside others, each once."""
    count = 0
    # What an indirect object points to is in the list itself.
    waiting: list[Any] = [document.trailer]
    for number, top in enumerate(document.objects):
        if number > MAX_OBJECTS:
            raise Unfit(f"PDF’en er for indviklet. {AGAIN}")
        waiting.append(top)
        while waiting:
            here = waiting.pop()
            count += 1
            if count > MAX_OBJECTS * 10:
                raise Unfit(f"PDF’en er for indviklet. {AGAIN}")
            waiting += _inside(here)
            if isinstance(here, pikepdf.Dictionary | pikepdf.Stream):
                yield here


def _inside(here: Any) -> list[Any]:
    if isinstance(here, pikepdf.Dictionary | pikepdf.Stream):
        parts = [here[key] for key in set(here.keys())]
    elif isinstance(here, pikepdf.Array):
        parts = list(here)
    else:
        return []
    # Numbers and words come as Python's own; what is indirect has its own place in the list.
    return [part for part in parts if getattr(part, "is_indirect", True) is False]


def _refuse(found: Any) -> None:
    keys = set(found.keys())
    for key in keys & ACTIVE_KEYS.keys():
        raise Unfit(f"PDF’en {ACTIVE_KEYS[key]}. {AGAIN}")
    if "/S" in keys:
        action = str(found["/S"])
        if action in ACTIVE_ACTIONS:
            raise Unfit(f"PDF’en {ACTIVE_ACTIONS[action]}. {AGAIN}")
    if str(found.get("/Subtype", "")) in {"/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}:
        raise Unfit(f"PDF’en har film eller lyd i sig. {AGAIN}")
    if str(found.get("/Subtype", "")) == "/FileAttachment":
        raise Unfit(f"PDF’en har andre filer i sig. {AGAIN}")


def _refuse_opening(root: Any) -> None:
    opening = root.get("/OpenAction")
    if opening is None or isinstance(opening, pikepdf.Array):
        return
    if isinstance(opening, pikepdf.Dictionary) and str(opening.get("/S", "")) == "/GoTo":
        return
    raise Unfit(f"PDF’en gør noget af sig selv, når den åbnes. {AGAIN}")


def _locked() -> str:
    return f"PDF’en er låst med et kodeord eller mod udskrift. {AGAIN}"

"""The kinds of file that are taken, and how much of a stranger's file we are willing to read.

Nothing here or beside it imports Django: the child process reads it.
"""

from dataclasses import dataclass
from typing import Final


class Unfit(Exception):
    """A file cannot be taken. The message is a Danish sentence that says what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """A kind of file: what it is called, "en PDF", how its name ends, and what browsers call it.

    The first of `types` is what it is sent out as, the first of `endings` what it is named.
    """

    key: str
    label: str
    article: str = "et"
    endings: tuple[str, ...]
    types: tuple[str, ...]
    is_picture: bool = False

    def __str__(self) -> str:
        return f"{self.article} {self.label}".strip()


_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
KINDS: Final = {
    kind.key: kind
    for kind in (
        Kind(key="pdf", label="PDF", article="en", endings=("pdf",), types=("application/pdf",)),
        Kind(
            key="jpeg",
            label="JPEG-billede",
            endings=("jpg", "jpeg"),
            types=("image/jpeg", "image/pjpeg"),
            is_picture=True,
        ),
        Kind(
            key="png",
            label="PNG-billede",
            endings=("png",),
            types=("image/png", "image/x-png"),
            is_picture=True,
        ),
        Kind(
            key="docx",
            label="Word-dokument",
            endings=("docx",),
            types=(f"{_OFFICE}wordprocessingml.document",),
        ),
        Kind(
            key="xlsx",
            label="Excel-regneark",
            endings=("xlsx",),
            types=(f"{_OFFICE}spreadsheetml.sheet",),
        ),
        Kind(
            key="odt",
            label="OpenDocument-tekst",
            article="en",
            endings=("odt",),
            types=("application/vnd.oasis.opendocument.text",),
        ),
        Kind(key="txt", label="ren tekst", article="", endings=("txt",), types=("text/plain",)),
    )
}
# What a browser says when it does not know.
SAYS_NOTHING: Final = frozenset({"", "application/octet-stream", "binary/octet-stream"})
# As they stand in the field's `accept`, and in a sentence.
ENDINGS: Final = ",".join(f".{ending}" for kind in KINDS.values() for ending in kind.endings)
ACCEPTED: Final = "PDF, billede (JPEG eller PNG), Word, Excel, OpenDocument eller ren tekst"

MAX_PAGES: Final = 1_000
MAX_OBJECTS: Final = 200_000
MAX_PIXELS: Final = 40_000_000
# What an archive may unpack to, and be.
MAX_PARTS: Final = 2_000
MAX_UNPACKED_BYTES: Final = 200 * 1024 * 1024
MAX_RATIO: Final = 100
# Below this even a very regular part is harmless, and they do compress better than the ratio.
HARMLESS_BYTES: Final = 5 * 1024 * 1024
MAX_MEMORY_BYTES: Final = 1024 * 1024 * 1024
MAX_SECONDS: Final = 20

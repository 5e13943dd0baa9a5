"""Paper: a template becomes a tagged PDF that fetches nothing and is the same byte for byte.

The only thing a paper may read is a file under static/, by the scheme `static:`. The text of a
paper is written by people; even if some of it were taken for markup, there is nowhere to go.
"""

import atexit
import logging
import threading
from collections.abc import Mapping
from functools import lru_cache
from ssl import PROTOCOL_TLS_CLIENT, SSLContext
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.template.loader import render_to_string

from kiss.lib.models import Refused
from kiss.lib.tagged import finish

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

logger = logging.getLogger(__name__)

SCHEME = "static:"
# What a sheet is made of. Anything else under static/ has no business on paper.
TYPES = {
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
MISSING = (
    "Papiret kan ikke laves, fordi serveren mangler Pango, som sætter teksten. "
    "Bed den, der driver systemet, om at installere det: "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig"
)

# Pango's font map belongs to one thread at a time.
_one_at_a_time = threading.Lock()


class NoPaper(Refused):
    """The machine cannot make paper. The message says what to install."""


class ForbiddenResource(Exception):
    """A paper asked for something that is not one of our static files."""


def render_pdf(
    template: str,
    context: Mapping[str, Any],
    *,
    title: str,
    lang: str = "da",
    styles: tuple[str, ...] = (),
) -> bytes:
    """Return a template as a PDF/UA-1 file: tagged, with title and language, fonts embedded.

    `styles` are paths of style sheets under static/; they are read and parsed once per process.
    `title` is what a reader's window shows, so it holds no child's name. The same input gives the
    same bytes. Raises NoPaper when the machine lacks Pango, and with DEBUG on ForbiddenResource
    when the paper asks for anything but a bundled file; in production that thing is left out.
    """
    weasyprint = _weasyprint()
    html = render_to_string(template, {**context, "lang": lang, "title": title})
    fetcher = _fetcher()
    with _one_at_a_time:
        sheets, fonts = _styles(styles)
        pdf = weasyprint.HTML(string=html, base_url=SCHEME, url_fetcher=fetcher).write_pdf(
            stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1"
        )
    for url in fetcher.refused:
        logger.error("A paper asked for what it may not have: %s", url)
    if fetcher.refused and settings.DEBUG:
        raise ForbiddenResource(", ".join(fetcher.refused))
    return finish(pdf, title=title, lang=lang)


def _weasyprint() -> Any:
    # It opens Pango when it is imported: a server without Pango must still serve its pages.
    try:
        import weasyprint
    except OSError as error:
        raise NoPaper(MISSING) from error
    return weasyprint


@lru_cache(maxsize=8)
def _styles(names: tuple[str, ...]) -> tuple[list["CSS"], "FontConfiguration"]:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetchingError

    fonts = FontConfiguration()
    fetcher = _fetcher()
    try:
        sheets = [CSS(url=SCHEME + name, url_fetcher=fetcher, font_config=fonts) for name in names]
    except URLFetchingError as error:
        raise ForbiddenResource(", ".join(fetcher.refused)) from error
    if fetcher.refused:
        raise ForbiddenResource(", ".join(fetcher.refused))
    return sheets, fonts


# The fonts lie unpacked in a temporary folder, which goes when the configuration goes.
atexit.register(_styles.cache_clear)


def _fetcher() -> Any:
    """Return a fetcher that knows our static files alone and remembers what it refused."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class BundledFilesOnly(URLFetcher):
        def __init__(self) -> None:
            # Never used: left to itself it would read every certificate of the machine.
            trusting_nobody = SSLContext(PROTOCOL_TLS_CLIENT)
            super().__init__(
                ssl_context=trusting_nobody, allowed_protocols=(), allow_redirects=False
            )
            self.refused: list[str] = []

        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            path = _bundled(url)
            if path is None:
                self.refused.append(url[:120])
                raise ValueError("not a bundled file")
            suffix = path[path.rfind(".") :]
            with open(path, "rb") as file:  # noqa: PTH123 - finders speak in strings
                return URLFetcherResponse(url, file.read(), {"Content-Type": TYPES[suffix]})

    return BundledFilesOnly()


def _bundled(url: str) -> str | None:
    """Return where the file of a `static:` address lies, or None if it is no such file."""
    if not url.startswith(SCHEME):
        return None
    name = unquote(url.removeprefix(SCHEME))
    if not name.endswith(tuple(TYPES)):
        return None
    try:
        return finders.find(name)
    except SuspiciousFileOperation:
        return None

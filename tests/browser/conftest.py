"""Browsers that look closely, and the two places they visit: one's own school, and Fjordby."""

import fcntl
import re
from collections.abc import Callable, Collection, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import ConsoleMessage, Page, Response, expect

from absence.actions import scan
from absence.models import Flag
from law.verdicts import RuleKey
from schools.models import Pupil, User
from tests import factories
from tests.browser import fjordby
from tests.browser.fjordby import ROOT

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
PHONE = {"width": 360, "height": 740}
BAD_REQUEST = 400
# How the title of a page with something to mend begins.
FAULT = re.compile("^Fejl: ")
DESK = {"width": 1366, "height": 768}
# What a page is made of: each kind of element, and what it stands in.
SHAPES = """
window.shape = element => (element.parentElement.tagName + '>' + element.tagName +
    ['class', 'role', 'type'].map(name => element.getAttribute(name)).join()
).replace(/\\s+/g, ' ');
[...new Set([...document.querySelectorAll('body *')].map(shape))]"""
EXAMINE = """
fresh => axe.run(
    fresh ? {include: [...document.querySelectorAll('body *')].filter(
        element => fresh.includes(shape(element))
    )} : document,
    {resultTypes: ['violations']}
).then(result => result.violations)"""
PASSWORD = "kun-til-proeverne-26"

expect.set_options(timeout=10_000)


def page_of(path: str) -> str:
    """Return the name of the page that answers under a path; a case's elements are four pages."""
    match = resolve(path)
    return " ".join([match.view_name, match.captured_kwargs.get("element", "")]).strip()


class Known:
    """What pages were made of that axe has examined; the workers of a run tell each other."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def new(self, found: set[str]) -> set[str]:
        """Return what of this was not examined before."""
        return found - set(self.path.read_text().split("\n")) if self.path.exists() else found

    def add(self, found: set[str]) -> None:
        """Tell of what was examined."""
        with self.path.open("a") as file:
            file.write("\n".join(["", *found, ""]))


class Visits:
    """How often each kind of page has been visited in a run; its workers count together."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def is_wanted(self, kind: str) -> bool:
        """Count a visit and tell whether it is the first, or to one's front page."""
        with self.path.open("a+") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.seek(0)
            is_first = kind not in file.read().split("\n")
            file.write(f"{kind}\n")
        return is_first or kind == "cases:today"


class Eyes:
    """Look at the open page as a careful person would, and note every fault by where it is."""

    def __init__(self, page: Page, known: Known) -> None:
        self.page = page
        self.known = known
        self.faults: list[str] = []
        self.answers: list[tuple[str, int]] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self._note(f"script: {error}"))
        page.on("response", self._meet)

    def _meet(self, answer: Response) -> None:
        path = urlsplit(answer.url).path
        # A PDF in the browser asks for an icon that only pages name.
        if answer.status >= BAD_REQUEST and path != "/favicon.ico":
            self.answers.append((path, answer.status))

    def _hear(self, said: ConsoleMessage) -> None:
        # The browser says it of every such answer, also of those that shall be.
        is_answer = said.text.startswith("Failed to load resource: the server responded")
        if said.type == "error" and not is_answer:
            self._note(f"console: {said.text}")

    def _note(self, fault: str) -> None:
        self.faults.append(f"{urlsplit(self.page.url).path} {fault}")

    def look(self, *, names: Collection[str] = ()) -> None:
        """Look at the page on a desk and on a telephone; no word of its title is in `names`.

        axe examines the first page of each kind on the desk; on the telephone, and of later pages,
        what they have that is new.
        """
        self.page.wait_for_load_state()
        # After a click the next page may only be on its way.
        expect(self.page).not_to_have_title("")
        self.page.evaluate("document.fonts.ready.then(() => true)")
        self._look_at_words(names)
        kind = page_of(urlsplit(self.page.url).path)
        fresh = self.known.new({kind, *self.page.evaluate(SHAPES)})
        shapes = sorted(fresh - {kind})
        for size in (PHONE, DESK):
            self.page.set_viewport_size(size)
            self._look_at_width(size["width"])
            if kind in fresh and size == DESK:
                self._examine(size["width"], None)
            elif shapes:
                self._examine(size["width"], shapes)
        if fresh:
            self.known.add(fresh)

    def _look_at_words(self, names: Collection[str]) -> None:
        title = self.page.title()
        named = set(re.findall(r"\w+", title)) & set(names)
        if named or not title.endswith(" – Kom i skole"):
            self._note(f"has the title {title!r}")
        # The paper that is shown on a page keeps its own first heading, one level down.
        headings = self.page.evaluate("document.querySelectorAll('h1:not([aria-level])').length")
        if headings != 1:
            self._note(f"has {headings} headings of level 1")

    def _look_at_width(self, width: int) -> None:
        wider = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wider > 0:
            self._note(f"scrolls {wider} px sideways at {width} px")

    def _examine(self, width: int, fresh: list[str] | None) -> None:
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE)
        for found in self.page.evaluate(EXAMINE, fresh):
            self._note(f"{width} px, {found['id']}: {found['nodes'][0]['html'][:200]}")


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Sit in Denmark, at the kind of screen a school has."""
    return browser_context_args | {
        "locale": "da-DK",
        "timezone_id": "Europe/Copenhagen",
        "viewport": DESK,
    }


@pytest.fixture
def eyes(page: Page, shared_folder: Path) -> Iterator[Eyes]:
    """The page of the test, looked at; a fault seen fails it, and so does a refusal it left."""
    eyes = Eyes(page, Known(shared_folder / "examined"))
    yield eyes
    assert eyes.faults == []
    assert eyes.answers == []


@pytest.fixture
def visits(shared_folder: Path) -> Visits:
    """The visits of this run."""
    return Visits(shared_folder / "visited")


@pytest.fixture
def log_in(live_server: Any, today: date) -> Callable[..., None]:
    """Log somebody in as they do it themselves: with mail and password."""

    def log_in(page: Page, user: User) -> None:
        user.set_password(PASSWORD)
        user.save()
        page.goto(live_server.url)
        page.get_by_label("Arbejdsmail").fill(user.email)
        page.get_by_label("Adgangskode").fill(PASSWORD)
        page.get_by_role("button", name="Log ind").click()
        page.wait_for_url(live_server.url + "/")

    return log_in


@pytest.fixture
def flag(pupil: Pupil, today: date) -> Flag:
    """What the night's scan makes of eight unlawful days: an underretning is due."""
    for day in (9, 10, 11, 12, 13, 16, 17, 18):
        factories.mark(pupil, date(2026, 11, day))
    scan(today)
    return Flag.objects.get(pupil=pupil, rule=RuleKey.UNLAWFUL_15)


@pytest.fixture(scope="session")
def fjordby_url(shared_folder: Path) -> Iterator[str]:
    """The demo behind a web server; built once per run, also when several workers ask."""
    fjordby.build_once(shared_folder)
    with fjordby.served() as address:
        yield address


@pytest.fixture(scope="session")
def childrens_names(fjordby_url: str) -> set[str]:
    """Every word of every name of a child in Fjordby."""
    return {word for name in fjordby.names_of_pupils() for word in name.split()}

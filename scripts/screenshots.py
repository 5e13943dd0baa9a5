"""Take a picture of every page of the running demo, wide and narrow, into out/.

Follows the links from each person's start page. Of pages that differ only in which pupil, case or
meeting they show, one is taken. With --readme it takes the one picture that the README shows.
"""

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out"
PICTURE = ROOT / "docs" / "pictures" / "idag.png"
WIDTHS = {"wide": (1366, 768), "narrow": (360, 740)}
NAMES_ONE_THING = re.compile(r"[2-9a-hj-np-z]{16}|[0-9]+")
LOGIN = "/konto/login/"
A_LINK = re.compile(r'(<a\b[^>]*\bhref="([^"]*)"[^>]*>)')


def address() -> str:
    """Return where `make run` answers."""
    try:
        return json.loads((ROOT / ".run" / "lock").read_text())["address"]
    except (OSError, KeyError, json.JSONDecodeError):
        sys.exit("Start the product first: make run")


def kind(path: str) -> str:
    """Return a path with what names one pupil, case or meeting taken out."""
    return "/".join("x" if NAMES_ONE_THING.fullmatch(part) else part for part in path.split("/"))


def people(page: Page, base: str) -> list[str]:
    """Return the addresses of those one can be in the demo, in the order of the login page."""
    page.goto(urljoin(base, LOGIN))
    return page.eval_on_selector_all("[name=email]", "fields => fields.map(field => field.value)")


def log_in(page: Page, base: str, email: str) -> None:
    """Become one of the demo's people."""
    page.context.clear_cookies()
    page.goto(urljoin(base, LOGIN))
    page.locator(f"form:has([value='{email}']) button").click()
    page.wait_for_url(urljoin(base, "/"))


def pages(
    page: Page,
    base: str,
    kind: Callable[[str], str] = kind,
    wanted: Callable[[str], bool] = lambda name: True,
) -> Iterator[str]:
    """Visit one page of each kind that links lead to; the page is open when its path is yielded.

    Kinds that are not `wanted` are read for their links and not opened.
    """
    seen, waiting = {kind("/")}, ["/"]
    while waiting:
        path = waiting.pop(0)
        here = urljoin(base, path)
        if wanted(kind(path)):
            page.goto(here)
            yield path
            links = page.eval_on_selector_all(
                "a[href]:not([download])", "links => links.map(link => link.href)"
            )
        else:
            tags = A_LINK.findall(page.request.get(here).text())
            links = [urljoin(here, unescape(to)) for tag, to in tags if " download" not in tag]
        for link in map(urlsplit, links):
            is_ours = link.netloc == urlsplit(base).netloc and not link.path.endswith(".pdf")
            if is_ours and kind(link.path) not in seen:
                seen.add(kind(link.path))
                waiting.append(link.path)


def shoot(page: Page, folder: Path, path: str) -> None:
    """Take the pictures of the open page."""
    name = kind(path).strip("/").replace("/", "-") or "idag"
    for label, (width, height) in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=folder / f"{name}-{label}.png", full_page=True)


def shoot_everything(page: Page, base: str) -> None:
    """Take the pictures of all pages as everybody, and of the door."""
    taken = 1
    OUT.mkdir(exist_ok=True)
    emails = people(page, base)
    shoot(page, OUT, LOGIN)
    for email in emails:
        folder = OUT / email.partition("@")[0]
        folder.mkdir(exist_ok=True)
        log_in(page, base, email)
        for path in pages(page, base):
            shoot(page, folder, path)
            taken += 1
    print(f"{taken} pages, each wide and narrow, in {OUT}")


def shoot_readme(page: Page, base: str) -> None:
    """Take the picture of the school leader's morning."""
    log_in(page, base, people(page, base)[0])
    width, height = WIDTHS["wide"]
    page.set_viewport_size({"width": width, "height": height})
    PICTURE.parent.mkdir(exist_ok=True)
    page.screenshot(path=PICTURE)
    print(PICTURE)


def main() -> None:
    """Open a browser and take what is asked for."""
    parser = argparse.ArgumentParser(description="Pictures of the running demo.")
    parser.add_argument("--readme", action="store_true", help="only the picture of the README")
    given = parser.parse_args()
    base = address()
    browser_path = subprocess.run(
        [ROOT / "scripts" / "browser.sh"], capture_output=True, text=True, check=True
    ).stdout.strip()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page(locale="da-DK", timezone_id="Europe/Copenhagen")
        (shoot_readme if given.readme else shoot_everything)(page, base)
        browser.close()


if __name__ == "__main__":
    main()

"""The paper for the home: what it costs beside an empty page, and what making many costs."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bench import Result, interleaved, median_ratio
from cases.papers.absence import AbsencePicture, draw
from cases.papers.sheet import Deed, DeedGroup, NextMeeting, Promise, Said, Sheet, Signer
from kiss.lib.pdf import render_pdf
from law.absence import Category, Mark
from law.calendar import Calendar, Closure
from law.days import counted_days

WARM, MANY = 15, 60
MEBIBYTE = 1024 * 1024
STYLES = ("papers/page.css", "papers/sheet.css", "papers/child.css")
FIRST, LAST = date(2026, 8, 31), date(2026, 11, 20)
EMPTY = '<!doctype html><html lang="da"><title>Tom</title><p>Tom</p></html>'


def measure() -> Iterator[Result]:
    """Measure one paper of three pages against an empty one, and many against their memory."""
    from weasyprint import HTML

    ours, empty = interleaved(_paper, lambda: HTML(string=EMPTY).write_pdf(pdf_variant="pdf/ua-1"))
    yield Result(
        "paper: a handleplan of three pages / an empty PDF",
        median_ratio(ours, empty),
        14,
        detail=f"{1000 * min(ours):.0f} ms / {1000 * min(empty):.0f} ms",
    )
    # The allocator takes what it needs during the first papers and keeps it.
    for _ in range(WARM):
        _paper()
    before = _resident()
    for _ in range(MANY):
        _paper()
    yield Result(
        f"paper: MiB more in memory after {MANY} papers",
        (_resident() - before) / MEBIBYTE,
        10,
        detail=f"{before / MEBIBYTE:.0f} MiB before",
    )


def _resident() -> int:
    """Return how much memory this process holds, in bytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _paper() -> bytes:
    return render_pdf(
        "papers/handleplan.html", {"sheet": _SHEET}, title="Sag 26-0117", styles=STYLES
    )


def _picture() -> AbsencePicture:
    calendar = Calendar((Closure(date(2026, 10, 10), date(2026, 10, 18), "Efterårsferie"),))
    school_days = calendar.days(FIRST, LAST)
    away = [Mark(day, 1, Category.SYG, 2) for day in school_days if day.weekday() == 0]
    counted = counted_days(away, calendar, FIRST, LAST)
    return draw("Asta", calendar, school_days, counted, [date(2026, 11, 5)], LAST)


_DEEDS = [
    Deed(
        "Sofie Winther",
        "klasselærer",
        "Møder Asta ved døren og viser dagens plan.",
        "Hver mandag kl. 7.50",
        "Asta er med fra første time.",
    )
] * 6
_SHEET = Sheet(
    number="26-0117",
    child="Asta",
    full_name="Asta Lund Krogh",
    sender="Asta Lund Krogh, 6.B · Sydhavnsskolen · Målby Kommune",
    heading="Handleplan for Asta Lund Krogh",
    mark="DEMO – alt indhold er opdigtet",
    version="Sag 26-0117 · Version 2",
    made="Lavet mandag 23. november 2026 kl. 15.40 af Mette Østergaard",
    is_draft=False,
    recipients=["Camilla Lund", "Jonas Krogh"],
    to_one=False,
    contact_role="tovholder",
    tovholder="Mette Østergaard",
    tovholder_first="Mette",
    confided_in="",
    tovholder_title="afdelingsleder",
    tovholder_phone="00 00 00 12",
    valid_from="Gælder fra mandag 23. november 2026",
    said=[Said(["Mandag er den sværeste dag."] * 3, "Sagt torsdag 19. november 2026.")],
    no_words="",
    going_well=["Asta er mere i skole nu, end hun var i oktober."] * 3,
    understood=None,
    absence=_picture(),
    news=["Nyt mål: Asta har en makker i alle timer."],
    news_since="mandag 2. november 2026",
    overall_goal="Asta er i skole hele ugen.",
    goals=["Asta kommer i skole to af de tre mandage før jul."] * 3,
    groups=[DeedGroup("skole", _DEEDS[:5]), DeedGroup("klasse", _DEEDS[5:])],
    is_short=True,
    when_away=["Mor skriver på Aula før kl. 8."],
    wishes=["Vi vil gerne have besked samme dag, hvis noget er svært."],
    no_wishes="",
    meeting=NextMeeting(
        "Tirsdag 8. december 2026 kl. 14.30–15.15",
        "tirsdag 8. december kl. 14.30",
        "Mødelokale 2",
        "Asta er med noget af mødet",
    ),
    follow_up="",
    signers=[Signer("Camilla Lund", "forælder", reads=True)] * 4,
    promises=[Promise("skole", "Sofie møder dig ved døren", "Hver mandag kl. 7.50")] * 6,
    room="beside",
)

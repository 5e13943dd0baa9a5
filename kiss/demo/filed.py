"""The files of the demo's cases, made in code. All of it is invented."""

from collections.abc import Callable, Mapping
from typing import Final

from PIL import Image, ImageDraw

from kiss.lib.pdf import render_pdf
from kiss.lib.received.pictures import written
from kiss.lib.received.receiving import Received, receive

CLUB: Final = (
    "Kære Mette",
    (
        "Tak for snakken. Asta er glad til træning og tager ordet. Hun har bedt om at følges med "
        "Liva, og det hjælper hende, at de går sammen ind i hallen."
    ),
    (
        "Vi kan godt køre fra skolen om torsdagen, så de to kommer direkte fra sidste time. Det "
        "kræver bare en besked til os dagen før."
    ),
    "Venlig hilsen, træner i Fjordby Håndbold (DEMO)",
)
CLINIC: Final = (
    "Udtalelse efter samtaler med Sofie og hendes forældre. Alt heri er opdigtet (DEMO).",
    (
        "Sofie beskriver uro i kroppen, når hun skal ind i et rum, hvor de andre allerede sidder. "
        "Uroen falder, når hun kommer først, og når hun ved, hvem der tager imod."
    ),
    (
        "Vi anbefaler få, faste voksne, korte besøg og at gå et trin tilbage, før det bliver for "
        "meget. Vi ser Sofie igen om seks uger."
    ),
)
ANSWERS: Final = """Spørg eleverne, 3.A (DEMO: alle svar er opdigtet)

Hvordan har du det i klassen?
  godt 17, både og 9, ikke så godt 2

Er der ro nok til at arbejde?
  ja 12, nogle gange 8, nej 8

Har du en at være sammen med i frikvarteret?
  altid 20, som regel 6, sjældent 2
"""
SKY, GROUND, INK = "#dbe9f0", "#f3ead7", "#2a3b45"
# Her day as a row of fields: the light hours, and the dark ones round the school's door.
HOURS: Final = ("#f2c14e", "#5b6b7b", "#37434f", "#5b6b7b", "#8fc1a9", "#8fc1a9", "#f2c14e")


def made(key: str) -> Received:
    """Return a file of the demo as it would have come in by the page."""
    name, declared, make = MADE[key]
    return receive(make(), name=name, declared=declared)


def _letter(heading: str, paragraphs: tuple[str, ...]) -> bytes:
    return render_pdf(
        "kiss/demo_letter.html",
        {"heading": heading, "paragraphs": paragraphs},
        title=heading,
        styles=("papers/page.css", "papers/sheet.css"),
    )


def _drawing() -> bytes:
    """Return "Døgnet": a house, somebody small by the door, and the hours of a Monday below."""
    picture = Image.new("RGB", (960, 640), SKY)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 430, 960, 640), fill=GROUND)
    draw.rectangle((520, 190, 840, 430), fill="#fff", outline=INK, width=6)
    draw.polygon(((490, 195), (680, 80), (870, 195)), fill="#c46a4a", outline=INK)
    draw.rectangle((640, 300, 720, 430), fill="#37434f", outline=INK, width=6)
    for left in (550, 750):
        draw.rectangle((left, 240, left + 60, 300), fill="#f2c14e", outline=INK, width=5)
    draw.ellipse((270, 290, 320, 340), fill="#f0d2b6", outline=INK, width=5)
    draw.line((295, 340, 295, 400), fill=INK, width=7)
    for foot in (270, 320):
        draw.line((295, 400, foot, 440), fill=INK, width=7)
    draw.line((260, 365, 330, 365), fill=INK, width=7)
    draw.ellipse((80, 60, 190, 170), fill="#f2c14e")
    for place, colour in enumerate(HOURS):
        left = 90 + place * 114
        draw.rectangle((left, 500, left + 92, 590), fill=colour, outline=INK, width=5)
    return written(picture, "PNG")


MADE: Final[Mapping[str, tuple[str, str, Callable[[], bytes]]]] = {
    "klub": ("svar.pdf", "application/pdf", lambda: _letter("Om kørsel til træning", CLUB)),
    "klinik": ("udtalelse.pdf", "application/pdf", lambda: _letter("Udtalelse", CLINIC)),
    "svar": ("svar.txt", "text/plain", ANSWERS.encode),
    "tegning": ("tegning.png", "image/png", _drawing),
}

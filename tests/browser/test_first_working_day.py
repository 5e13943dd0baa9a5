"""The first working day: from an absence file to a printed handleplan, through a real browser.

A school that has its calendar, its classes and its people, and not one day of absence yet. The
leader reads in a spreadsheet, the night's job runs, and the rest is what the two of them do in a
day. Everything on the pages is found as a person finds it: by what it is and what it is called.
"""

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from pdfminer.high_level import extract_text
from playwright.sync_api import Page, expect

from absence.tasks import run_waiting_imports, scan_missing_days
from schools.models import Pupil, School, SchoolClass, User
from tests import factories
from tests.browser.conftest import Eyes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEADINGS = ("institutionsnummer", "elev_id", "klassetrin", "klasse", "dato", "start_kode")
HEADINGS += ("slut_kode",)
# Eight of the quarter's 52 school days: 15,38 %, and 7 of them would be 13,46 %.
ASTAS_DAYS = [date(2026, 11, day) for day in (9, 10, 11, 12, 13, 16, 17, 18)]
A_SATURDAY = date(2026, 11, 14)
WHY = "Asta har været væk i otte dage, og vi har ikke fået fat i hjemmet."
ASTAS_WORDS = "Jeg får ondt i maven, når vi skal læse højt."
GOAL = "Asta er med i dansk tre gange om ugen."
IN_CLASS = "Læse højt to og to i stedet for for alle"
ON_THE_WAY = "Følges med Asta fra hjørnet hver morgen"


@pytest.fixture
def liva(klasse: SchoolClass) -> Pupil:
    return factories.make_pupil(klasse, "Liva", "Holm")


@pytest.fixture
def absence_file(school: School, pupil: Pupil, liva: Pupil, tmp_path: Path) -> Path:
    """A spreadsheet as somebody at the office makes it, with two lines that cannot be used."""
    rows = [(pupil.elev_id, day, "U") for day in ASTAS_DAYS]
    rows += [(liva.elev_id, date(2026, 11, 9), "S"), (liva.elev_id, A_SATURDAY, "S")]
    rows += [("9999999", date(2026, 11, 9), "S")]
    return write_workbook(
        tmp_path / "fravaer.xlsx",
        [(school.institution_number, elev, 6, "6.B", day, code, None) for elev, day, code in rows],
    )


def write_workbook(path: Path, rows: Iterable[tuple[Any, ...]]) -> Path:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for row in (HEADINGS, *rows):
        sheet.append(row)
    workbook.save(path)
    return path


def test_from_an_absence_file_to_a_printed_handleplan(
    page: Page,
    eyes: Eyes,
    absence_file: Path,
    leader: User,
    tovholder: User,
    log_in: Any,
) -> None:
    log_in(page, leader)
    read_in(page, eyes, absence_file)
    scan_missing_days()
    open_the_pupil_from_today(page, eyes)
    see_how_it_was_counted(page)
    open_a_case(page, eyes, tovholder)
    page.get_by_role("button", name="Log ud").click()

    log_in(page, tovholder)
    open_the_case(page, eyes)
    write_the_childs_words(page, eyes)
    write_the_plan(page, eyes)
    call_a_meeting(page, eyes)
    paper = make_the_paper(page, eyes)

    assert_in_this_order(
        paper,
        "Handleplan for Asta",
        "Til Camilla Lund Krogh",
        f"»{ASTAS_WORDS}«",
        "Asta er glad for idræt",
        GOAL,
        "Hvem gør hvad",
        "Jonas dansklærer",
        IN_CLASS,
        "i alle dansktimer",
        "Camilla Astas mor",
        ON_THE_WAY,
        "Næste møde",
        "Tirsdag 1. december 2026 kl. 14.30–15.15",
        "Mødelokale 2",
        "Underskrifter",
        "Camilla Lund Krogh",
        tovholder.name,
        "Jeg har læst planen",
    )


def read_in(page: Page, eyes: Eyes, file: Path) -> None:
    """Send the file, look at what it would change, say yes, and see what became of it."""
    page.get_by_role("link", name="Fraværsfiler").first.click()
    page.get_by_label("Fil", exact=True).set_input_files(file)
    page.get_by_role("button", name="Vis, hvad filen vil ændre").click()
    expect(page.get_by_text("Intet er indlæst endnu.")).to_be_visible()
    expect(page.get_by_text("14. november 2026 er ikke en skoledag: lørdag.")).to_be_visible()
    eyes.look()

    page.get_by_role("button", name="Læs ind").click()
    expect(page.get_by_role("heading", name="Filen venter på at blive læst ind")).to_be_visible()
    run_waiting_imports()

    expect(page.get_by_text("sat til side.").first).to_be_visible()
    eyes.look()


def open_the_pupil_from_today(page: Page, eyes: Eyes) -> None:
    """Read on the front page what to do about Asta and by when, and go there."""
    page.get_by_role("link", name="I dag").first.click()
    expect(page.get_by_text("Ring til forældrene til Asta K. (6.B)").first).to_be_visible()
    expect(page.get_by_text("8 af 52 skoledage ulovligt = 15,4 %.").first).to_be_visible()
    eyes.look()
    page.get_by_role("link", name="Underret kommunen om Asta K. (6.B)").click()
    expect(page.get_by_role("heading", name="Asta Lund Krogh")).to_be_visible()
    eyes.look()


def see_how_it_was_counted(page: Page) -> None:
    """Find every counted day, and the limit it was held against."""
    flag = page.get_by_role("article", name="8 af 52 skoledage").filter(has_text="underretning")
    expect(flag).to_contain_text("Grænsen på 15 % er 8 dage.")
    counted = "9. nov., 10. nov., 11. nov., 12. nov., 13. nov., 16. nov., 17. nov. og 18. nov."
    # The heaviest flag of the pupil stands open already.
    if not flag.get_by_text(counted).is_visible():
        flag.get_by_text("Sådan er det beregnet").click()
    expect(flag.get_by_text(counted)).to_be_visible()
    expect(flag.get_by_role("listitem").filter(has_text="52 skoledage").first).to_be_visible()


def open_a_case(page: Page, eyes: Eyes, tovholder: User) -> None:
    """Answer the flag by a case, and appoint who leads it."""
    page.get_by_role("link", name="Opret sag").first.click()
    page.get_by_label("Hvorfor oprettes sagen?").fill(WHY)
    page.get_by_label("Hvem er tovholder?").select_option(label=tovholder.name)
    eyes.look()
    page.get_by_role("button", name="Opret sag").click()
    expect(page.get_by_text("Sagen er oprettet.")).to_be_visible()
    eyes.look()


def open_the_case(page: Page, eyes: Eyes) -> None:
    """Come to one's own case from the list of cases."""
    eyes.look()
    page.get_by_role("link", name="Sager").first.click()
    page.get_by_role("link", name="Asta").first.click()
    expect(page.get_by_role("heading", name="Asta Lund Krogh")).to_be_visible()


def write_the_childs_words(page: Page, eyes: Eyes) -> None:
    page.get_by_role("link", name="Skriv barnets ord").first.click()
    page.get_by_label("Barnets egne ord").fill(ASTAS_WORDS)
    page.get_by_label("Til hvem").fill("Jonas, hendes lærer")
    page.get_by_label("Hvornår").fill("2026-11-20")
    page.get_by_label("Må vises for forældrene").check()
    eyes.look()
    page.get_by_role("button", name="Gem barnets ord").click()
    expect(page.get_by_text(ASTAS_WORDS)).to_be_visible()
    back_to_the_case(page)


def back_to_the_case(page: Page) -> None:
    page.get_by_role("navigation", name="Brødkrumme").get_by_role("link").last.click()


def write_the_plan(page: Page, eyes: Eyes) -> None:
    page.get_by_role("link", name="Skriv handleplanen").first.click()
    page.get_by_label("Anledning og fraværsbillede").fill(WHY)
    page.get_by_label("Forældrenes perspektiv og ønsker").fill("Camilla ser, at Asta er bange.")
    page.get_by_label("Det går godt").fill("Asta er glad for idræt og for Liva.")
    page.get_by_label("Mål 1", exact=True).fill(GOAL)
    write_indsats(page, 1, IN_CLASS, who="Jonas, dansklærer", when="i alle dansktimer")
    page.get_by_role("button", name="Tilføj indsats").click()
    write_indsats(page, 2, ON_THE_WAY, who="Camilla, Astas mor", when="på mandag", where="hjem")
    page.get_by_label("Næste opfølgning").fill("2026-12-07")
    page.get_by_label("Hvem følger op?").fill("Tove Tovholder")
    page.get_by_role("button", name="Gem planen").click()
    expect(page.get_by_text("Handleplanen er gemt.")).to_be_visible()
    eyes.look()
    back_to_the_case(page)


def write_indsats(
    page: Page, number: int, what: str, *, who: str, when: str, where: str = "klassefællesskab"
) -> None:
    row = page.get_by_role("group", name="indsats").nth(number - 1)
    row.get_by_label("Hvad", exact=True).fill(what)
    row.get_by_label("Hvem").fill(who)
    row.get_by_label("Hvornår").fill(when)
    row.get_by_label("Hvor", exact=True).select_option(where)


def call_a_meeting(page: Page, eyes: Eyes) -> None:
    page.get_by_role("link", name="Indkald").first.click()
    page.get_by_label("Dato", exact=True).fill("2026-12-01")
    page.get_by_label("Fra", exact=True).fill("14:30")
    page.get_by_label("Til", exact=True).fill("15:15")
    page.get_by_label("Sted").fill("mødelokale 2")
    eyes.look()
    page.get_by_role("button", name="Indkald mødet").click()
    expect(page.get_by_text("Mødet er indkaldt: Tirsdag 1. december 2026")).to_be_visible()
    eyes.look()


def make_the_paper(page: Page, eyes: Eyes) -> str:
    """Look at the paper, make it, and return the text that stands on the PDF."""
    page.get_by_role("link", name="Papir til mødet").first.click()
    eyes.look()
    with page.expect_response("**/handleplan.pdf*") as answered:
        page.get_by_role("button", name="Lav papiret").click()
    pdf = page.request.get(answered.value.url)
    assert pdf.headers["content-type"] == "application/pdf"
    return " ".join(extract_text(BytesIO(pdf.body())).split())


def assert_in_this_order(text: str, *parts: str) -> None:
    position = 0
    for part in parts:
        found = text.find(part, position)
        assert found >= 0, f"{part!r} does not stand after what comes before it in: {text}"
        position = found

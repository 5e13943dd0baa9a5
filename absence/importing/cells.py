"""What the cells of a school's file say: classes, grades and CPR numbers."""

import re
from datetime import date
from typing import Final

from kiss.lib.tables.cells import Unusable, clean, read_number, shown

HIGHEST_GRADE: Final = 10
BOERNEHAVEKLASSE: Final = {"bh", "bhkl", "bhklasse", "boernehaveklasse", "børnehaveklasse"}
CLASS: Final = re.compile(r"0*(\d{1,2})\s*(?:\.\s*)?(?:kl(?:asse)?\.?\s*)?(.*)", re.IGNORECASE)
KINDERGARTEN: Final = re.compile(
    r"(b\.?h\.?(?:\s*-?kl(?:asse)?\.?)?)(?![a-zæøå])\s*\.?\s*(.*)", re.IGNORECASE
)
CPR_LENGTH: Final = 10
CPR: Final = re.compile(r"[0-9]{6}-[0-9]{4}|[0-9]{9,10}")
LONGEST_LETTER: Final = 20


def read_grade(cell: str) -> int:
    """Return a grade from 0 to 10: "7", "07", "7. klasse", "BH". Raises Unusable."""
    text = read_number(cell).casefold()
    if re.sub(r"[^a-zæøå]", "", text) in BOERNEHAVEKLASSE:
        return 0
    match = re.fullmatch(r"0*(\d{1,2})\.?\s*(?:kl\.?|klasse|klassetrin)?", text)
    if not match or int(match[1]) > HIGHEST_GRADE:
        raise Unusable(f"»{shown(cell)}« er ikke et klassetrin fra 0 til 10.")
    return int(match[1])


def read_class(cell: str) -> tuple[int | None, str]:
    """Return grade and letter of a class: "7.B", "07B" and " 7 b" are all (7, "B").

    The grade is None when the class does not say it: "B", "Søstjernen".
    """
    text = " ".join(clean(cell).split())
    if match := KINDERGARTEN.fullmatch(text):
        return 0, _letter(match[2])
    match = CLASS.fullmatch(text)
    if match and int(match[1]) <= HIGHEST_GRADE:
        return int(match[1]), _letter(match[2])
    return None, _letter(text)


def _letter(text: str) -> str:
    letter = text.strip(" .-")
    if len(letter) > LONGEST_LETTER:
        raise Unusable(f"Klassens navn er over {LONGEST_LETTER} tegn.")
    return letter.upper() if len(letter) <= 2 else letter


def read_elev_id(cell: str) -> str:
    """Return a pupil's id in the register. Raises Unusable if it is missing or too long."""
    text = read_number(cell)
    if not text:
        raise Unusable("Elev-id mangler.")
    if len(text) > 20:
        raise Unusable("Elev-id er over 20 tegn.")
    return text


def read_institution(cell: str) -> str:
    """Return the six digits of an institution number. Raises Unusable."""
    text = read_number(cell)
    if not re.fullmatch(r"\d{1,6}", text):
        raise Unusable(
            f"»{shown(text)}« er ikke et institutionsnummer."
            if text
            else "Institutionsnummer mangler."
        )
    return text.zfill(6)


def read_cpr(cell: str) -> str:
    """Return ten digits, or nothing when the cell is empty.

    A leading zero that a spreadsheet dropped is put back, but not in a number with a hyphen, which
    no spreadsheet has taken for a number. The check digit is not tested: numbers
    without a valid one are given out. Raises Unusable, without the number in the sentence.
    """
    text = re.sub(r"\s", "", read_number(cell))
    if not text:
        return ""
    if not CPR.fullmatch(text):
        raise Unusable("CPR-nummeret har ikke ti cifre.")
    return text.replace("-", "").zfill(CPR_LENGTH)


def birth_date_of(cpr: str) -> date | None:
    """Return the birth date that a CPR number tells; None when it is no ordinary number.

    The seventh digit tells the century: with 0 to 3 it is the twentieth; with 4 and 9 the years
    00 to 36, and with 5 to 8 the years 00 to 57, are the twenty-first.
    """
    day, month, year, century = int(cpr[:2]), int(cpr[2:4]), int(cpr[4:6]), int(cpr[6])
    if century <= 3:
        full = 1900 + year
    elif century in (4, 9):
        full = (2000 if year <= 36 else 1900) + year
    else:
        full = (2000 if year <= 57 else 1800) + year
    try:
        return date(full, month, day)
    except ValueError:
        return None

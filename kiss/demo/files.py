"""What Fjordby's pupil register would have delivered."""

import csv
import io
from collections.abc import Iterable
from datetime import date

from kiss.demo import cast, marks, places
from kiss.demo.calendar import first_school_day
from kiss.demo.marks import FIRST_GRADE_WITH_TWO_MARKS, Line
from kiss.demo.places import DemoPupil
from law.calendar import Calendar
from law.quarters import school_year_bounds

HEADINGS = (
    "institutionsnummer",
    "elev_id",
    "klassetrin",
    "klasse",
    "dato",
    "start_kode",
    "slut_kode",
)


def cast_pupils(school_year: int) -> list[DemoPupil]:
    """Return the pupils of a school year with the cast in their seats."""
    pupils = places.pupils(school_year)
    for part in cast.CAST:
        pupil = next(
            pupil
            for pupil in pupils
            if not pupil.key
            and pupil.school.number == part.school
            and (pupil.grade, pupil.letter) == (part.grade, part.letter)
        )
        pupil.key = part.key
        pupil.first_name, pupil.last_name = part.first_name, part.last_name
    return pupils


def a_year_younger(pupils: Iterable[DemoPupil]) -> list[DemoPupil]:
    """Return the pupils as they sat the year before; the newest had not begun."""
    return [
        DemoPupil(
            pupil.elev_id,
            pupil.first_name,
            pupil.last_name,
            pupil.school,
            pupil.grade - 1,
            pupil.letter,
            pupil.birth_date,
        )
        for pupil in pupils
        if pupil.grade > 0
    ]


def absence_lines(
    pupils: list[DemoPupil], calendars: dict[int, Calendar], *, school_year: int, through: date
) -> list[Line]:
    """Return the absence from the first school day to `through`, both included."""
    first = max(first_school_day(school_year), school_year_bounds(school_year)[0])
    days = {grade: calendars[grade].days(first, through) for grade in range(11)}
    ordinary = [pupil for pupil in pupils if not pupil.key]
    lines = list(marks.year_of_marks(ordinary, days, calendars, seed=str(school_year)))
    for pupil in pupils:
        if pupil.key:
            lines += _cast_lines(pupil, days[pupil.grade], calendars[pupil.grade])
    return lines


def absence_file(lines: Iterable[Line]) -> bytes:
    """Return the lines as a file in our neutral layout."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADINGS)
    writer.writerows(
        (
            line.pupil.school.number,
            line.pupil.elev_id,
            line.pupil.grade,
            line.pupil.class_name,
            line.day.strftime("%d-%m-%Y"),
            line.start,
            line.end,
        )
        for line in lines
    )
    return text.getvalue().encode("utf-8-sig")


def _cast_lines(pupil: DemoPupil, days: tuple[date, ...], calendar: Calendar) -> list[Line]:
    twice = pupil.grade >= FIRST_GRADE_WITH_TWO_MARKS
    return [
        Line(pupil, day, start, end if twice else "")
        for day, (start, end) in cast.away(pupil.key, days, calendar).items()
        if start or twice
    ]

"""Invented pupils for hypothesis: months of marks of every shape, and the plan of a school."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from law.absence import ONE_CODE, Category, Mark, marks_of
from law.calendar import Calendar, Closure
from law.figures import SHIPPED

DAY = timedelta(days=1)
FIRST = date(2025, 8, 1)
CODES = [None, *Category]


@dataclass(frozen=True)
class Made:
    """A pupil made by hypothesis, with everything `judge` asks for."""

    marks: tuple[Mark, ...]
    closures: tuple[Closure, ...]
    as_of: date
    data_through: date
    enrolled_from: date
    enrolled_to: date | None
    restarted_on: date | None

    @property
    def calendar(self) -> Calendar:
        return Calendar(self.closures, "lavet")


@st.composite
def closures(draw, first: date = FIRST, days: int = 400) -> tuple[Closure, ...]:
    """A few closed periods of one to twelve days, which may overlap."""
    starts = draw(st.lists(st.integers(0, days), max_size=5))
    lengths = draw(st.lists(st.integers(0, 11), min_size=len(starts), max_size=len(starts)))
    return tuple(
        Closure(first + start * DAY, first + (start + length) * DAY, f"lukket {number}")
        for number, (start, length) in enumerate(zip(starts, lengths, strict=True))
    )


@st.composite
def pupils(draw) -> Made:
    """A pupil with a handful of runs of absence, and a date to be judged on.

    The runs are long, short, mixed and half; some lie on closed days, outside the enrolment or
    after the date, and some days were not delivered yet.
    """
    grade = draw(st.integers(0, 10))
    by_day: dict[date, tuple[Mark, ...]] = {}
    last_days = []
    for _ in range(draw(st.integers(0, 7))):
        start = draw(st.integers(0, 380))
        length = draw(st.sampled_from([1, 2, 3, 5, 8, 14, 16, 19, 22, 26, 30]))
        usual = draw(st.sampled_from([*Category, Category.SYG, Category.ULO]))
        strays = draw(st.dictionaries(st.integers(0, 29), st.sampled_from(CODES), max_size=3))
        whole = draw(st.booleans())
        endings = draw(st.dictionaries(st.integers(0, 29), st.sampled_from(CODES), max_size=2))
        for offset in range(length):
            day = FIRST + (start + offset) * DAY
            code = strays.get(offset, usual)
            ending = ONE_CODE if whole else endings.get(offset, code)
            by_day[day] = marks_of(day, code, ending, grade, SHIPPED)
        last_days.append(FIRST + (start + length - 1) * DAY)
    # Limits are met while a run is going on, so half of the pupils are judged at the end of one.
    as_of = draw(st.dates(FIRST, FIRST + 400 * DAY) | st.sampled_from([*last_days, FIRST]))
    joined = draw(st.sampled_from([date(2019, 8, 1), FIRST, FIRST + 30 * DAY, FIRST + 70 * DAY]))
    left = draw(st.sampled_from([None, None, None, joined + 120 * DAY, date(2026, 6, 26)]))
    restarted_on = draw(st.none() | st.integers(0, 400).map(lambda offset: FIRST + offset * DAY))
    marks = [mark for day in by_day.values() for mark in day]
    draw(st.randoms(use_true_random=True)).shuffle(marks)
    return Made(
        marks=tuple(marks),
        closures=draw(closures()),
        as_of=as_of,
        data_through=as_of - draw(st.sampled_from([0, 0, 1, 3, 10])) * DAY,
        enrolled_from=joined,
        enrolled_to=left,
        restarted_on=restarted_on,
    )

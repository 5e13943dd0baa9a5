"""Two school years of absence with the patterns that real absence has.

Illness comes in waves, Mondays are heavier, some children are away around holidays, some are
late, a few drift slowly away. Every number is drawn from one seed, so the demo is the same each
time it is made on the same day.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from kiss.demo.places import DemoPupil
from law.calendar import Calendar

# How much illness there is in a week of the year, 1 is a usual week.
WAVES = {5: 1.9, 6: 2.2, 9: 1.5, 10: 1.4, 36: 1.2, 39: 1.5, 45: 1.7, 46: 2.1, 47: 1.9, 49: 1.4}
FIRST_GRADE_WITH_TWO_MARKS = 7


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the absence file."""

    pupil: DemoPupil
    day: date
    start: str
    end: str


@dataclass(slots=True)
class Habit:
    """How one invented child tends to be away: chances per school day."""

    sick: float
    leave: float
    unlawful: float
    late: float
    monday: float = 1.0
    around_holidays: float = 0.0
    drift: float = 0.0
    streak_left: int = field(default=0)
    streak_code: str = "S"


def _habit(random: Random, grade: int) -> Habit:
    usual = random.lognormvariate(0, 0.75)
    habit = Habit(
        sick=0.0125 * usual,
        leave=0.0028,
        unlawful=0.0007 * usual * (1.6 if grade >= FIRST_GRADE_WITH_TWO_MARKS else 1.0),
        late=0.008 * random.lognormvariate(0, 0.9),
    )
    chance = random.random()
    if chance < 0.03:
        habit.monday = 4.5
        habit.unlawful *= 6
    elif chance < 0.05:
        habit.drift = 0.16
    elif chance < 0.075:
        habit.late = 0.16
    elif chance < 0.11:
        habit.around_holidays = 0.55
    return habit


def _code(random: Random, habit: Habit, day: date, *, next_to_holiday: bool, so_far: float) -> str:
    """Return the code of one day, empty for a child who was there."""
    if habit.streak_left:
        habit.streak_left -= 1
        return habit.streak_code
    weight = habit.monday if day.weekday() == 0 else 1.0
    if next_to_holiday and random.random() < habit.around_holidays:
        return random.choice("LLU")
    if random.random() < habit.drift * so_far * so_far:
        return random.choice("SSU")
    if random.random() < habit.sick * weight * WAVES.get(day.isocalendar().week, 1.0):
        habit.streak_left = min(int(random.expovariate(0.75)), 9)
        habit.streak_code = "S"
        return "S"
    if random.random() < habit.leave:
        habit.streak_left = random.choice((0, 0, 1, 4))
        habit.streak_code = "L"
        return "L"
    if random.random() < habit.unlawful * weight:
        return "U"
    return "F" if random.random() < habit.late * weight else ""


def _is_next_to_holiday(day: date, calendar: Calendar) -> bool:
    """Tell whether the weekday before or after a school day is none."""
    return not (
        calendar.is_school_day(day - timedelta(days=3 if day.weekday() == 0 else 1))
        and calendar.is_school_day(day + timedelta(days=3 if day.weekday() == 4 else 1))
    )


def year_of_marks(
    pupils: list[DemoPupil],
    days: Mapping[int, Sequence[date]],
    calendars: Mapping[int, Calendar],
    *,
    seed: str,
) -> Iterator[Line]:
    """Return the absence lines of one school year.

    `days` and `calendars` are by grade, since the oldest stop first.
    """
    next_to_holiday = {
        grade: [_is_next_to_holiday(day, calendars[grade]) for day in found]
        for grade, found in days.items()
    }
    for pupil in pupils:
        random = Random(f"{seed} {pupil.elev_id}")  # noqa: S311 - patterns, not secrets
        habit = _habit(random, pupil.grade)
        school_days = days[pupil.grade]
        for index, day in enumerate(school_days):
            code = _code(
                random,
                habit,
                day,
                next_to_holiday=next_to_holiday[pupil.grade][index],
                so_far=index / len(school_days),
            )
            if code:
                yield _line(random, pupil, day, code)


def _line(random: Random, pupil: DemoPupil, day: date, code: str) -> Line:
    if pupil.grade < FIRST_GRADE_WITH_TWO_MARKS:
        return Line(pupil, day, code, "")
    if code == "F":
        return Line(pupil, day, "F", "")
    # The oldest are noted twice a day, and some leave early.
    if code == "U" and random.random() < 0.5:
        return Line(pupil, day, "", "U")
    return Line(pupil, day, code, code)

"""The absence of the last weeks as a parent sees it: days, never percent."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from absence.models import Import, Mark, MarkCategory
from absence.models.imports import ImportKind
from cases.models import Case
from kiss.lib.text import date_range, day_count, days, plain_date
from law.absence import Category
from law.absence import Mark as Noted
from law.calendar import Calendar
from law.danish import MONTHS, WEEKDAYS, sentence
from law.days import DayCount, counted_days

WEEKS: Final = 12
# As a child counts aloud; above twelve people read digits faster.
NUMBERS: Final = (
    *("ingen", "en", "to", "tre", "fire", "fem", "seks"),
    *("syv", "otte", "ni", "ti", "elleve", "tolv"),
)
# A pattern is worth a sentence when it is half of it all, and more than a coincidence.
FEWEST_ALIKE: Final = 3
# So few days after a meeting say nothing about it.
FEWEST_SINCE: Final = 5

# Millimetres on the paper: the day names, a column per week, a row per weekday.
LEFT: Final = 18.0
TOP: Final = 6.2
COLUMN: Final = 9.15
ROW: Final = 5.4
WIDTH: Final = 7.8
HEIGHT: Final = 4.4
LONGEST_LABEL: Final = 16


@dataclass(frozen=True, slots=True)
class Cell:
    """A school day with its place. `state` is "whole" (away), "part" or "there"."""

    x: str
    y: str
    state: str
    corner: str
    met: bool
    dot_x: str
    dot_y: str


@dataclass(frozen=True, slots=True)
class Label:
    """A word beside the squares with its place."""

    text: str
    x: str
    y: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsencePicture:
    """Twelve weeks of squares, and the sentences that say the same."""

    headline: str
    more: Sequence[str]
    period: str
    spoken: str
    width: str
    height: str
    base: str
    cells: Sequence[Cell]
    weekdays: Sequence[Label]
    weeks: Sequence[Label]
    months: Sequence[Label]
    breaks: Sequence[Label]
    has_meeting: bool


def absence_picture(
    case: Case, *, calendar: Calendar, through: date, meetings: Collection[date]
) -> AbsencePicture | None:
    """Draw the last twelve weeks up to and including `through`, or None when nothing is known.

    Days that no file has told of yet are left out: silence is not attendance. `meetings` are the
    days on which the network has met.
    """
    last = _known_through(case, through)
    first = _first_monday(last) if last else through
    entered = case.pupil.enrolments.order_by("starts_on").values_list("starts_on", flat=True)
    if last is None or not entered or entered[0] > last:
        return None
    school_days = calendar.days(max(first, entered[0]), last)
    if not school_days:
        return None
    counted = counted_days(_marks(case, first, last), calendar, first, last)
    met = sorted(day for day in meetings if first <= day <= last)
    return draw(case.pupil.first_name, calendar, school_days, counted, met, last)


def _known_through(case: Case, through: date) -> date | None:
    """Return the last day that a delivered file tells of, no later than `through`."""
    delivered = Import.objects.filter(
        kind=ImportKind.ABSENCE, status=Import.Status.DONE, last_day__isnull=False
    )
    ours = delivered.filter(school=None) | delivered.filter(school=case.school)
    last = ours.order_by("-last_day").values_list("last_day", flat=True).first()
    return min(last, through) if last else None


def _first_monday(last: date) -> date:
    return last - timedelta(days=last.weekday(), weeks=WEEKS - 1)


def _marks(case: Case, first: date, last: date) -> list[Noted]:
    rows = Mark.objects.filter(pupil=case.pupil, day__range=(first, last))
    return [
        Noted(day, slot, Category[MarkCategory(category).name], halves)
        for day, slot, category, halves in rows.values_list("day", "slot", "category", "halves")
    ]


def draw(
    child: str,
    calendar: Calendar,
    school_days: Sequence[date],
    counted: Sequence[DayCount],
    met: Sequence[date],
    last: date,
) -> AbsencePicture:
    """Place every school day, and say the picture in words; `met` are the days of meetings."""
    monday = _first_monday(last)
    marked = {count.day: count for count in counted}
    cells = [_cell(day, monday, marked.get(day), day in met) for day in school_days]
    away = [count for count in counted if count.absent]
    headline = _headline(child, away, len(school_days))
    more = [text for text in (_pattern(away), _since(child, away, school_days, met)) if text]
    base = _mm(TOP + 5 * ROW + 3.2)
    height = TOP + 5 * ROW + 4.4
    return AbsencePicture(
        headline=headline,
        more=more,
        period=sentence(date_range(school_days[0], last)),
        spoken=" ".join([*_spoken(child, school_days, counted, met), *more]),
        width=_mm(LEFT + WEEKS * COLUMN),
        height=_mm(height),
        cells=cells,
        weekdays=[
            Label(sentence(name), "0", _mm(TOP + row * ROW + 3.5))
            for row, name in enumerate(WEEKDAYS[:5])
        ],
        weeks=[
            Label(str((monday + timedelta(weeks=n)).isocalendar().week), _middle(n), base)
            for n in range(WEEKS)
        ],
        base=base,
        months=_months(monday),
        breaks=_breaks(calendar, monday),
        has_meeting=bool(met),
    )


def _cell(day: date, monday: date, count: DayCount | None, met: bool) -> Cell:
    x = LEFT + (day - monday).days // 7 * COLUMN
    y = TOP + day.weekday() * ROW
    state = "there" if count is None else "whole" if count.missed else "part"
    # The lower left half of the square, cut along its diagonal.
    corner = f"M{_mm(x)} {_mm(y)}V{_mm(y + HEIGHT)}H{_mm(x + WIDTH)}Z"
    return Cell(_mm(x), _mm(y), state, corner, met, _mm(x + WIDTH / 2), _mm(y + HEIGHT / 2))


def _months(monday: date) -> list[Label]:
    """Name each month over the first whole week of it."""
    labels: list[Label] = []
    for n in range(WEEKS):
        friday = monday + timedelta(weeks=n, days=4)
        starts_here = n == 0 or (friday - timedelta(weeks=1)).month != friday.month
        # The first month is left out when the next one would run into it.
        if n == 0 and (friday + timedelta(weeks=1)).month != friday.month:
            continue
        if starts_here:
            name = sentence(MONTHS[friday.month - 1])
            labels.append(Label(name, _mm(LEFT + n * COLUMN), "3.4"))
    return labels


def _breaks(calendar: Calendar, monday: date) -> list[Label]:
    """Write the name of a holiday once in the middle of the weeks it fills."""
    runs: list[tuple[str, list[int]]] = []
    for n in range(WEEKS):
        start = monday + timedelta(weeks=n)
        title = _break(calendar, start)
        if title and runs and runs[-1][0] == title and runs[-1][1][-1] == n - 1:
            runs[-1][1].append(n)
        elif title:
            runs.append((title, [n]))
    middle = _mm(TOP + 2.5 * ROW)
    return [
        Label(title, _mm(LEFT + (sum(weeks) / len(weeks)) * COLUMN + WIDTH / 2), middle)
        for title, weeks in runs
    ]


def _break(calendar: Calendar, monday: date) -> str:
    if calendar.days(monday, monday + timedelta(days=4)):
        return ""
    closure = calendar.closure_on(monday) or calendar.closure_on(monday + timedelta(days=4))
    title = closure.title if closure else ""
    return title if 0 < len(title) <= LONGEST_LABEL else "Skolefri"


def _headline(child: str, away: Sequence[DayCount], of: int) -> str:
    halves = sum(count.absent for count in away)
    if not halves:
        return f"{child} har været i skole alle {of} skoledage."
    return f"{child} har været væk {days(halves)} af {of} skoledage."


def _pattern(away: Sequence[DayCount]) -> str:
    """Say it when one weekday is at least half of the days with absence."""
    if not away:
        return ""
    weekday, number = Counter(count.day.weekday() for count in away).most_common(1)[0]
    if number < FEWEST_ALIKE or 2 * number < len(away):
        return ""
    if number == len(away):
        return f"Alle dagene var {WEEKDAYS[weekday]}e."
    return f"{sentence(_number(number))} af dem var {WEEKDAYS[weekday]}e."


def _since(
    child: str, away: Sequence[DayCount], school_days: Sequence[date], met: Sequence[date]
) -> str:
    """Compare with the days after the latest meeting that has enough days after it."""
    for meeting in reversed(met):
        after = [day for day in school_days if day > meeting]
        if len(after) >= FEWEST_SINCE:
            halves = sum(count.absent for count in away if count.day > meeting)
            when = plain_date(meeting).rsplit(" ", 1)[0]
            if not halves:
                return f"Siden mødet {when} har {child} været i skole hver dag."
            away_for = day_count(halves)
            return f"Siden mødet {when} har {child} været væk {away_for} af {len(after)}."
    return ""


def _spoken(
    child: str, school_days: Sequence[date], counted: Sequence[DayCount], met: Sequence[date]
) -> Iterable[str]:
    """Say the picture to those who do not see it."""
    whole = Counter(count.day.weekday() for count in counted if count.missed)
    part = sum(not count.missed for count in counted)
    yield f"Fravær dag for dag, {date_range(school_days[0], school_days[-1])}."
    if whole:
        said = ", ".join(
            f"{number} {WEEKDAYS[day]}{'e' if number > 1 else ''}"
            for day, number in sorted(whole.items())
        )
        yield f"{child} var væk hele dagen: {said}."
    if part:
        yield f"{child} var væk en del af dagen {part} {'gang' if part == 1 else 'gange'}."
    for day in met:
        yield f"Vi holdt møde {plain_date(day)}."


def _number(number: int) -> str:
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def _middle(week: int) -> str:
    return _mm(LEFT + week * COLUMN + WIDTH / 2)


def _mm(length: float) -> str:
    # Text already: a template would write a number with a decimal comma.
    return f"{length:.2f}"

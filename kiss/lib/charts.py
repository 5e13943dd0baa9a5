"""The geometry of the pictures: where marks, bars and limits stand. Templates only draw."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Final

from kiss.lib.text import day_count, join_and, weekday_date
from law.absence import WHOLE_DAY, Mark
from law.calendar import Calendar
from law.danish import MONTHS

LETTERS: Final = {"syg": "S", "lov": "L", "ulo": "U", "sen": "F", "del": "D", "ukendt": "?"}
STATES: Final = {
    "syg": "syg",
    "lov": "fri med lov",
    "ulo": "ulovligt fravær",
    "sen": "for sent",
    "del": "fravær i løbet af dagen",
    "ukendt": "uden besked",
    "present": "til stede",
    "closed": "ikke skoledag",
    "future": "kommer",
    "outside": "ikke på skolen",
}
QUIET: Final = ("present", "closed", "future", "outside")

PITCH: Final = 18
CELL: Final = 16
LEFT: Final = 14
TOP: Final = 16


@dataclass(frozen=True, slots=True)
class HeatDay:
    """A pupil's day; `state` is a key of STATES: a category in lower case, or a quiet one.

    `note` says what the tooltip and the table should say besides the state (the title of a closure,
    who registered it); `half` draws half a day; `counted` rings the days that a flag counts.
    """

    day: date
    state: str
    note: str = ""
    half: bool = False
    counted: bool = False

    @property
    def letter(self) -> str:
        return LETTERS.get(self.state, "")

    @property
    def said(self) -> str:
        """Return "ulovligt fravær, en halv dag"."""
        words = [STATES[self.state]]
        if self.half:
            words.append("en halv dag")
        if self.note:
            words.append(self.note)
        return ", ".join(words)

    @property
    def label(self) -> str:
        """Return "mandag 2. november: ulovligt fravær, en halv dag"."""
        return f"{weekday_date(self.day)}: {self.said}"


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A day with its place in the block."""

    mark: HeatDay
    x: int
    y: int
    is_today: bool

    @property
    def middle(self) -> int:
        return self.x + CELL // 2

    @property
    def center(self) -> int:
        return self.y + CELL // 2

    @property
    def baseline(self) -> int:
        return self.y + (10 if self.mark.half else 12)

    # A counted day leaves room for its ring; half a day is a bar at the foot of the field.

    @property
    def inset(self) -> int:
        return 2 if self.mark.counted else 0

    @property
    def mark_x(self) -> int:
        return self.x + self.inset

    @property
    def mark_width(self) -> int:
        return CELL - 2 * self.inset

    @property
    def mark_height(self) -> int:
        return 4 if self.mark.half else CELL - 2 * self.inset

    @property
    def mark_y(self) -> int:
        return self.y + CELL - self.inset - self.mark_height


@dataclass(frozen=True, slots=True)
class HeatBlock:
    """One calendar quarter: the period that the statutory shares are counted in."""

    title: str
    summary: str
    width: int
    height: int
    months: Sequence[tuple[int, str]]
    cells: Sequence[HeatCell]


def heat_days(
    marks: Iterable[Mark],
    calendar: Calendar,
    first: date,
    last: date,
    today: date,
    counted: Collection[date] = (),
) -> list[HeatDay]:
    """Lay a pupil's marks out on the weekdays from `first` to `last`, both inclusive.

    `counted` are the days to ring, as in `Explanation.counted_days`. A day with two categories
    shows the heavier and says the other. Marks on days without school are left out.
    """
    noted: dict[date, list[Mark]] = {}
    for mark in marks:
        noted.setdefault(mark.day, []).append(mark)
    span = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [
        _heat_day(day, noted.get(day, []), calendar.why_not(day), today, day in counted)
        for day in span
        if day.weekday() < 5
    ]


def _heat_day(
    day: date, marks: Sequence[Mark], why_not: str | None, today: date, counted: bool
) -> HeatDay:
    if why_not:
        return HeatDay(day, "closed", why_not)
    if not marks:
        return HeatDay(day, "future" if day > today else "present")
    heaviest, *rest = sorted(marks, key=lambda mark: -mark.halves)
    state = heaviest.category.value.lower()
    others = [STATES[mark.category.value.lower()] for mark in rest]
    note = join_and(f"også {other}" for other in others if other != STATES[state])
    half = sum(mark.halves for mark in marks) == 1
    return HeatDay(day, state, note, half=half, counted=counted)


def heatmap(days: Iterable[HeatDay], today: date) -> list[HeatBlock]:
    """Place Mondays to Fridays in one block per calendar quarter; weekends are left out."""
    weekdays = sorted((mark for mark in days if mark.day.weekday() < 5), key=lambda mark: mark.day)
    return [_block(list(marks), today) for _, marks in groupby(weekdays, key=_quarter)]


def absences(days: Iterable[HeatDay]) -> list[HeatDay]:
    """Return the days with something noted, for the table beside the picture."""
    return sorted((mark for mark in days if mark.state not in QUIET), key=lambda mark: mark.day)


def _quarter(mark: HeatDay) -> tuple[int, int]:
    return mark.day.year, (mark.day.month - 1) // 3 + 1


def _block(marks: Sequence[HeatDay], today: date) -> HeatBlock:
    year, quarter = _quarter(marks[0])
    first_monday = marks[0].day - timedelta(days=marks[0].day.weekday())
    cells: list[HeatCell] = []
    months: list[tuple[int, str]] = []
    seen: set[int] = set()
    for mark in marks:
        column = (mark.day - first_monday).days // 7
        x = LEFT + column * PITCH
        cells.append(HeatCell(mark, x, TOP + mark.day.weekday() * PITCH, mark.day == today))
        if mark.day.month not in seen:
            seen.add(mark.day.month)
            # Two labels in neighbouring columns would run into each other.
            place = max(x, months[-1][0] + 2 * PITCH) if months else x
            months.append((place, MONTHS[mark.day.month - 1][:3]))
    width = cells[-1].x + CELL + 2
    return HeatBlock(
        f"{quarter}. kvartal {year}",
        _summary(marks),
        width,
        TOP + 5 * PITCH,
        months,
        cells,
    )


def _summary(marks: Sequence[HeatDay]) -> str:
    """Return "3,5 dage syg og 8 dage ulovligt fravær" in the order of LETTERS."""
    halves: Counter[str] = Counter()
    for mark in marks:
        if mark.state in LETTERS:
            halves[mark.state] += 1 if mark.half else WHOLE_DAY
    parts = [
        f"{halves[state] // WHOLE_DAY} gange {STATES[state]}"
        if state in {"sen", "del"}
        else f"{day_count(halves[state])} {STATES[state]}"
        for state in LETTERS
        if halves[state]
    ]
    return join_and(parts) or "intet fravær"


@dataclass(frozen=True, slots=True)
class StripWeek:
    """A week of absence. `half_days` counts all absence, `class_half_days` the class's mean.

    `closed` says in a word why there was no school ("ferie"); the bar is then left out. `ill` says
    where unusually many others were ill that week ("på skolen"); the week is then shaded.
    """

    number: int
    half_days: int = 0
    closed: str = ""
    class_half_days: float | None = None
    ill: str = ""


@dataclass(frozen=True, slots=True)
class StripMarker:
    """Something that began in week `number`: "Handleplan 1", "makkerpar i klassen"."""

    number: int
    label: str


@dataclass(frozen=True, slots=True)
class StripBar:
    """A week with its place; x and width in percent of the picture, y and height in pixels.

    Everything is text already: a template would write a number with a decimal comma.
    """

    week: StripWeek
    left: str
    width: str
    middle: str
    y: str
    height: str
    value_y: str
    is_odd: bool

    @property
    def label(self) -> str:
        said = self.week.closed or day_count(self.week.half_days)
        ill = f", mange syge {self.week.ill}" if self.week.ill else ""
        return f"uge {self.week.number}: {said}{ill}"

    @property
    def has_room(self) -> bool:
        """Whether a word at the top of the week stands free of its bar."""
        return self.week.half_days <= ROOM_ABOVE


@dataclass(frozen=True, slots=True)
class StripLine:
    """One piece of the class's line."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True, slots=True)
class StripFlag:
    """A marker with its number in the legend and its place."""

    number: int
    x: str
    marker: StripMarker


@dataclass(frozen=True, slots=True)
class Strip:
    """A whole picture of weeks; `summary` is the sentence for those who do not see it.

    `ill` is the legend of the shaded weeks: "Mange var syge på skolen i uge 5 og 6."
    """

    bars: Sequence[StripBar]
    lines: Sequence[StripLine]
    flags: Sequence[StripFlag]
    base: int
    summary: str
    ill: str = ""


# A bar of more half-days than these reaches what stands at the top of its week.
ROOM_ABOVE: Final = 6
STRIP_TOP: Final = 28
STRIP_BASE: Final = 128


def strip_weeks(
    marks: Iterable[Mark], calendar: Calendar, first: date, last: date
) -> list[StripWeek]:
    """Sum a pupil's absence by ISO week from `first` to `last`, both inclusive."""
    halves: Counter[tuple[int, int]] = Counter()
    for mark in marks:
        if mark.category.counts_as_absence and calendar.is_school_day(mark.day):
            halves[mark.day.isocalendar()[:2]] += mark.halves
    monday = first - timedelta(days=first.weekday())
    weeks = []
    while monday <= last:
        friday = monday + timedelta(days=4)
        closure = calendar.closure_on(monday)
        closed = ""
        if not calendar.school_days(max(monday, first), min(friday, last)):
            closed = "ferie" if closure and "ferie" in closure.title.lower() else "fri"
        iso = monday.isocalendar()
        weeks.append(StripWeek(iso.week, halves[iso[:2]], closed))
        monday += timedelta(days=7)
    return weeks


def strip(weeks: Sequence[StripWeek], markers: Sequence[StripMarker] = ()) -> Strip:
    """Place one bar per week; a full bar is ten half-days, a whole week of absence."""
    step = 100 / max(len(weeks), 1)
    scale = (STRIP_BASE - STRIP_TOP) // 10
    bars = [
        StripBar(
            week,
            left=_percent(index * step + step * 0.14),
            width=_percent(step * 0.72),
            middle=_percent((index + 0.5) * step),
            y=str(STRIP_BASE - min(week.half_days, 10) * scale),
            height=str(min(week.half_days, 10) * scale),
            value_y=str(STRIP_BASE - min(week.half_days, 10) * scale - 4),
            is_odd=index % 2 == 1,
        )
        for index, week in enumerate(weeks)
    ]
    places = {week.number: index for index, week in enumerate(weeks)}
    flags = [
        StripFlag(index, _percent(places[marker.number] * step + step * 0.04), marker)
        for index, marker in enumerate((m for m in markers if m.number in places), start=1)
    ]
    lines = _class_line(weeks, step, scale)
    return Strip(bars, lines, flags, STRIP_BASE, _strip_summary(weeks), _ill_words(weeks))


def _ill_words(weeks: Sequence[StripWeek]) -> str:
    by_place: dict[str, list[str]] = {}
    for week in weeks:
        if week.ill and not week.closed:
            by_place.setdefault(week.ill, []).append(str(week.number))
    if not by_place:
        return ""
    places = (f"{place} i uge {join_and(numbers)}" for place, numbers in by_place.items())
    return f"Usædvanligt mange andre var syge {', '.join(places)}."


def _class_line(weeks: Sequence[StripWeek], step: float, scale: int) -> list[StripLine]:
    points = [
        (_percent((index + 0.5) * step), f"{STRIP_BASE - week.class_half_days * scale:.1f}")
        for index, week in enumerate(weeks)
        if week.class_half_days is not None
    ]
    return [StripLine(*first, *second) for first, second in pairwise(points)]


def _strip_summary(weeks: Sequence[StripWeek]) -> str:
    if not weeks:
        return "Ingen uger at vise."
    total = sum(week.half_days for week in weeks)
    said = f"Uge {weeks[0].number} til {weeks[-1].number}: {day_count(total)} fravær i alt."
    return f"{said} {ill}" if (ill := _ill_words(weeks)) else said


SPARK_STEP: Final = 7
SPARK_WIDTH: Final = 5
SPARK_HEIGHT: Final = 20


@dataclass(frozen=True, slots=True)
class SparkBar:
    """A week in a row of a list; whole pixels, `height` 0 for a week without absence."""

    week: StripWeek
    x: int
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Spark:
    """The last weeks as small as a word; `summary` is the sentence for those who do not see it."""

    bars: Sequence[SparkBar]
    width: int
    summary: str


def spark(weeks: Sequence[StripWeek]) -> Spark:
    """Place one small bar per week; a full bar is a whole week of absence."""
    bars = []
    for index, week in enumerate(weeks):
        height = SPARK_HEIGHT if week.closed else min(week.half_days, 10) * SPARK_HEIGHT // 10
        bars.append(SparkBar(week, index * SPARK_STEP, SPARK_HEIGHT - height, height))
    return Spark(bars, max(len(weeks), 1) * SPARK_STEP, _strip_summary(weeks))


def _percent(share: float) -> str:
    return f"{share:.3f}%"


@dataclass(frozen=True, slots=True)
class MeterLimit:
    """A limit on the meter: `percent` places it, `label` says what it is in days ("6 dage")."""

    percent: int
    label: str


@dataclass(frozen=True, slots=True)
class MeterTick:
    """A limit with its place."""

    limit: MeterLimit
    x: str


@dataclass(frozen=True, slots=True)
class Meter:
    """A share of absence against its limits."""

    width: str
    ticks: Sequence[MeterTick]
    label: str


def meter(half_days: int, school_days: int, limits: Sequence[MeterLimit]) -> Meter:
    """Place a share and its limits on a scale that reaches past both.

    Only a picture: the law decides whether a limit is reached, never the width of the bar.
    """
    share = half_days * 50 / school_days if school_days else 0
    top = max([20.0, share, *(limit.percent + 5 for limit in limits)])
    ticks = [MeterTick(limit, _percent(limit.percent * 100 / top)) for limit in limits]
    said = f"{day_count(half_days)} af {school_days} skoledage. Grænser: " + join_and(
        f"{limit.percent} procent er {limit.label}" for limit in limits
    )
    return Meter(_percent(share * 100 / top), ticks, said)

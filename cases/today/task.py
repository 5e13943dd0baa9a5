"""A thing to do, how far away it is, and the groups it is read in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Final

from absence.sentences import Tag
from kiss.lib.text import relative, weekday_date
from kiss.lib.text import short_date as brief_date
from law.calendar import is_workday
from law.danish import WEEKDAYS, sentence, short_date

ROWS_SHOWN: Final = 7
# From Thursday on, what is due next Monday must be seen before the weekend.
LATE_IN_THE_WEEK: Final = 3
SUNDAY: Final = 6
ONE_DAY: Final = timedelta(days=1)
NUMBERS: Final = (
    "nul",
    "en",
    "to",
    "tre",
    "fire",
    "fem",
    "seks",
    "syv",
    "otte",
    "ni",
    "ti",
    "elleve",
    "tolv",
)


class Bucket(StrEnum):
    """The groups of the page, in the order they are read. LATER is not shown."""

    LATE = "overskredet"
    TODAY = "i-dag"
    WEEK = "denne-uge"
    WAITING = "venter"
    NEWS = "nyt"
    LATER = "senere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One line: a verb first, why in one sentence, when, and the one place where it is done.

    `due_on` places a task by its day. Without it `bucket` says where it stands and `due` what is
    written instead of a day; `due_note` stands below either. `at` is the time of a meeting.
    `weight` sorts what is equally pressing, the heaviest being 0. `names` are the ids of the
    pupils whose names the line shows, for the look-up log.
    """

    what: str
    why: str
    url: str
    button: str
    due_on: date | None = None
    at: time | None = None
    due: str = ""
    due_note: str = ""
    bucket: Bucket | None = None
    tags: tuple[Tag, ...] = ()
    is_statutory: bool = False
    weight: int = 9
    names: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A task as components/task_row.html draws it."""

    what: str
    why: str
    tone: str
    tags: Sequence[Tag]
    due: str
    due_note: str
    action_url: str
    action_label: str
    primary: bool
    names: frozenset[int]


@dataclass(frozen=True, slots=True)
class Group:
    """A group of lines; `total` counts all of them, also those left out until asked for."""

    bucket: Bucket
    title: str
    lines: Sequence[Line]
    total: int

    @property
    def left_out(self) -> int:
        return self.total - len(self.lines)


@dataclass(frozen=True, slots=True)
class Day:
    """The whole page: the groups that hold something, and the next day that something is due."""

    groups: Sequence[Group]
    urgent: int
    next_due_on: date | None
    names: frozenset[int] = field(default=frozenset())

    def total(self, bucket: Bucket) -> int:
        """Return how many lines a group holds, also those that are cut off."""
        return sum(group.total for group in self.groups if group.bucket is bucket)


def end_of_week(today: date) -> date:
    """Return the last day that "denne uge" reaches: Sunday, from Thursday on next week's."""
    weeks = 1 if today.weekday() >= LATE_IN_THE_WEEK else 0
    return today + timedelta(days=SUNDAY - today.weekday(), weeks=weeks)


def workdays_between(first: date, last: date) -> int:
    """Count the working days after `first` up to and including `last`; 0 when last <= first."""
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(is_workday(day) for day in days)


def how_far(day: date, today: date) -> str:
    """Say how far a day is in working days: "om 2 arbejdsdage", "1 arbejdsdag siden", "i dag"."""
    first, last = min(day, today), max(day, today)
    return relative(day, today, count=workdays_between(first, last), unit="arbejdsdag")


def bucket_of(task: Task, today: date) -> Bucket:
    """Return the group of a task on a day."""
    if task.bucket:
        return task.bucket
    if task.due_on is None or task.due_on > end_of_week(today):
        return Bucket.LATER
    if task.due_on < today:
        return Bucket.LATE
    return Bucket.TODAY if task.due_on == today else Bucket.WEEK


def arrange(tasks: Iterable[Task], today: date, *, show_all: str = "") -> Day:
    """Put tasks in their groups, the most pressing first; `show_all` is the bucket not cut off."""
    placed: dict[Bucket, list[Task]] = {bucket: [] for bucket in Bucket}
    for task in tasks:
        placed[bucket_of(task, today)].append(task)
    groups = [
        _group(bucket, found, today, show_all=show_all)
        for bucket, found in placed.items()
        if found and bucket is not Bucket.LATER
    ]
    later = [task.due_on for task in placed[Bucket.LATER] if task.due_on]
    names = frozenset().union(*(line.names for group in groups for line in group.lines))
    urgent = len(placed[Bucket.LATE]) + len(placed[Bucket.TODAY])
    return Day(groups, urgent, min(later, default=None), names)


def _group(bucket: Bucket, tasks: list[Task], today: date, *, show_all: str) -> Group:
    by_day = bucket is Bucket.WEEK
    tasks = sorted(tasks, key=lambda task: _pressing(task, today, by_day=by_day))
    shown = tasks if show_all == bucket else tasks[:ROWS_SHOWN]
    return Group(
        bucket, title_of(bucket, today), [line(task, bucket, today) for task in shown], len(tasks)
    )


def _pressing(task: Task, today: date, *, by_day: bool) -> tuple[date, bool, int, date, time]:
    day = task.due_on or (date.max if by_day else today)
    return (
        day if by_day else date.min,
        not task.is_statutory,
        task.weight,
        day,
        task.at or time.min,
    )


def title_of(bucket: Bucket, today: date) -> str:
    """Return the heading of a group."""
    if bucket is Bucket.WEEK and today.weekday() >= LATE_IN_THE_WEEK:
        return "Denne og næste uge"
    return {
        Bucket.LATE: "Overskredet",
        Bucket.TODAY: "I dag",
        Bucket.WEEK: "Denne uge",
        Bucket.WAITING: "Venter på andre",
        Bucket.NEWS: "Nyt siden sidst",
        Bucket.LATER: "Senere",
    }[bucket]


TONES: Final = {
    Bucket.LATE: "late",
    Bucket.TODAY: "soon",
    Bucket.WEEK: "calm",
    Bucket.WAITING: "wait",
    Bucket.NEWS: "calm",
}


def line(task: Task, bucket: Bucket, today: date) -> Line:
    """Return a task as it is drawn in a group."""
    due, note = due_words(task, today)
    return Line(
        what=task.what,
        why=task.why,
        tone=TONES.get(bucket, "calm"),
        tags=task.tags,
        due=due,
        due_note=note,
        action_url=task.url,
        action_label=task.button,
        primary=bucket is Bucket.LATE or (bucket is Bucket.TODAY and task.is_statutory),
        names=task.names,
    )


def due_words(task: Task, today: date) -> tuple[str, str]:
    """Return what stands under "when": the day in words, and how far away it is."""
    if task.due or task.due_on is None:
        return task.due, task.due_note
    words, far = day_words(task.due_on, today)
    return words, _joined(far, task.due_note)


def day_words(day: date, today: date) -> tuple[str, str]:
    """Return a deadline in words and its distance: "Onsdag 25. november", "om 2 arbejdsdage"."""
    if day == today:
        return "I dag", ""
    if day > today:
        return sentence(weekday_date(day)), how_far(day, today)
    if day == today - ONE_DAY:
        return "Skulle være sket i går", short_date(day)
    far = f"{brief_date(day)} · {how_far(day, today)}"
    if (today - day).days > SUNDAY:
        return "Skulle være sket", far
    return f"Skulle være sket {WEEKDAYS[day.weekday()]}", far


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def summary(day: Day) -> str:
    """Say in half a sentence how the day looks: "to ting er overskredet, en skal nås i dag"."""
    if not day.groups:
        return "der er intet, du skal nå i dag"
    if not day.urgent:
        return "intet haster i dag"
    said = []
    if late := day.total(Bucket.LATE):
        said.append(f"{in_words(late)} ting er overskredet")
    if due := day.total(Bucket.TODAY):
        said.append(f"{in_words(due)}{'' if late else ' ting'} skal nås i dag")
    return ", ".join(said)


def greeting(hour: int) -> str:
    """Return how one greets a colleague at an hour of the day, 0 to 23."""
    if hour < 10:
        return "God morgen"
    if hour < 12:
        return "God formiddag"
    return "God eftermiddag" if hour < 18 else "God aften"


def in_words(number: int) -> str:
    """Return a number up to twelve as a word, and the digits of a larger one."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)

"""The list Opsporing: one row per flagged pupil, the most urgent first, with filters.

Pure: flags, classes and the reader's wishes in, rows out. A flag leaves it only by a decision.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Final
from urllib.parse import urlencode

from absence.models import Flag
from absence.sentences import SHORT_TITLES, due_of, is_duty, promised_on, weight_of
from law.calendar import add_workdays
from law.figures import Figures
from law.verdicts import RuleKey
from schools.models import Pupil, SchoolClass

STAGES: Final = {"indskoling": "Indskoling", "mellemtrin": "Mellemtrin", "udskoling": "Udskoling"}
MIDDLE_FROM, OUT_FROM = 4, 7
ORDERS: Final = {
    "haster": "Det, der haster",
    "frist": "Frist",
    "klasse": "Klasse",
    "navn": "Navn",
}
NAMELESS_ORDERS: Final = ("haster", "frist")
ONLY: Final = {"nye": "Kun nye", "kig-igen": "Kig igen", "uden-sag": "Uden sag"}
# From here on a school's classes no longer fit in a line of chips: then the stage comes first.
CLASSES_SHOWN = 12


class Urgency(IntEnum):
    """How pressing a flag is: a duty by law before everything else."""

    DUTY_LATE = 0
    DUTY_SOON = 1
    LATE = 2
    NEW = 3
    COMING = 4
    REST = 5


def urgency_of(flag: Flag, figures: Figures, today: date) -> Urgency:
    """Return how pressing a waiting flag is on a day."""
    soon = add_workdays(today, figures.due_soon_workdays, figures.extra_days_off).due
    if flag.status == Flag.Status.COMING:
        return Urgency.COMING
    due_on = due_of(flag)
    if due_on is not None and due_on < today:
        return Urgency.DUTY_LATE if is_duty(flag.rule) else Urgency.LATE
    if due_on is not None and due_on <= soon and is_duty(flag.rule):
        return Urgency.DUTY_SOON
    return Urgency.NEW if flag.status == Flag.Status.NEW else Urgency.REST


def pressing(flag: Flag, figures: Figures, today: date) -> tuple[Urgency, int, date, int]:
    """Return what waiting flags are sorted by: the most pressing first, then the heaviest rule."""
    return (
        urgency_of(flag, figures, today),
        weight_of(flag.rule),
        due_of(flag) or date.max,
        -flag.effective_on.toordinal(),
    )


def importance(flag: Flag, figures: Figures, today: date) -> tuple[bool, int, Urgency, date]:
    """Return what a pupil's own flags are shown by: pressing duties first, the heaviest on top."""
    found = urgency_of(flag, figures, today)
    return (
        found not in {Urgency.DUTY_LATE, Urgency.DUTY_SOON},
        weight_of(flag.rule),
        found,
        due_of(flag) or date.max,
    )


def stage_of(grade: int) -> str:
    """Return the part of the school that a grade belongs to: a key of STAGES."""
    if grade < MIDDLE_FROM:
        return "indskoling"
    return "mellemtrin" if grade < OUT_FROM else "udskoling"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """A pupil with the waiting flags, the most urgent first.

    `is_named` tells whether the reader may see who it is.
    """

    pupil: Pupil
    school_class: SchoolClass
    flags: Sequence[Flag]
    urgency: Urgency
    is_named: bool
    has_case: bool

    @property
    def flag(self) -> Flag:
        return self.flags[0]

    @property
    def others(self) -> list[str]:
        """The other rules of the pupil's flags, the heaviest first."""
        rules = {RuleKey(flag.rule) for flag in self.flags} - {RuleKey(self.flag.rule)}
        return [SHORT_TITLES[rule].lower() for rule in sorted(rules, key=weight_of)]

    @property
    def is_new(self) -> bool:
        return any(flag.status == Flag.Status.NEW for flag in self.flags)

    @property
    def looks_again(self) -> bool:
        return any(promised_on(flag) for flag in self.flags)

    @property
    def due_on(self) -> date | None:
        return min(filter(None, map(due_of, self.flags)), default=None)

    @property
    def rules(self) -> frozenset[str]:
        return frozenset(flag.rule for flag in self.flags)


def rows_of(
    flags: Iterable[Flag],
    classes: Mapping[int, SchoolClass],
    *,
    named: Collection[int],
    with_case: Collection[int],
    figures: Figures,
    today: date,
) -> list[QueueRow]:
    """Put waiting flags together, one row per pupil; pupils without a class are left out."""
    by_pupil: dict[int, list[Flag]] = {}
    for flag in flags:
        by_pupil.setdefault(flag.pupil_id, []).append(flag)
    rows = []
    for pupil_id, found in by_pupil.items():
        if pupil_id not in classes:
            continue
        found.sort(key=lambda flag: pressing(flag, figures, today))
        rows.append(
            QueueRow(
                pupil=found[0].pupil,
                school_class=classes[pupil_id],
                flags=found,
                urgency=urgency_of(found[0], figures, today),
                is_named=pupil_id in named,
                has_case=pupil_id in with_case,
            )
        )
    return rows


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the reader wants to see, as it stands in the address. Empty is everything."""

    school: str = ""
    stage: str = ""
    school_class: str = ""
    rule: str = ""
    only: str = ""
    order: str = "haster"

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Wishes":
        """Read an address; what is not known is left out."""
        order = query.get("orden", "")
        only = query.get("kun", "")
        stage = query.get("trin", "")
        return cls(
            school=query.get("skole", ""),
            stage=stage if stage in STAGES else "",
            school_class=query.get("klasse", ""),
            rule=query.get("regel", ""),
            only=only if only in ONLY else "",
            order=order if order in ORDERS else "haster",
        )

    @property
    def is_filtered(self) -> bool:
        return any((self.school, self.stage, self.school_class, self.rule, self.only))

    def query(self, **changes: str) -> str:
        """Return the address with some wishes changed, always back on its first page."""
        wanted = {
            "skole": self.school,
            "trin": self.stage,
            "klasse": self.school_class,
            "regel": self.rule,
            "kun": self.only,
            "orden": "" if self.order == "haster" else self.order,
        } | changes
        return "?" + urlencode({name: value for name, value in wanted.items() if value})


def chosen(
    rows: Iterable[QueueRow], wishes: Wishes, hidden: Collection[tuple[int, str]]
) -> list[QueueRow]:
    """Return the rows that a reader wants, in the order wanted.

    `hidden` are the (school, stage) with so few pupils that the stage is not said of a row
    without a name; such a row is not found by stage or class either.
    """
    tests = _tests(wishes, hidden)
    return ordered([row for row in rows if all(test(row) for test in tests)], wishes.order)


def _tests(wishes: Wishes, hidden: Collection[tuple[int, str]]) -> list[Callable[[QueueRow], bool]]:
    tests: list[Callable[[QueueRow], bool]] = []
    if wishes.school:
        tests.append(lambda row: row.school_class.school.public_id == wishes.school)
    if wishes.stage:
        tests.append(
            lambda row: (
                stage_of(row.school_class.grade) == wishes.stage
                and (row.is_named or place_of(row) not in hidden)
            )
        )
    if wishes.school_class:
        tests.append(lambda row: row.is_named and class_key(row) == wishes.school_class)
    if wishes.rule:
        tests.append(lambda row: wishes.rule in row.rules)
    if wishes.only:
        tests.append(
            {
                "nye": lambda row: row.is_new,
                "kig-igen": lambda row: row.looks_again,
                "uden-sag": lambda row: not row.has_case,
            }[wishes.only]
        )
    return tests


def place_of(row: QueueRow) -> tuple[int, str]:
    """Return school and stage of a row."""
    return row.school_class.school_id, stage_of(row.school_class.grade)


def class_key(row: QueueRow) -> str:
    """Return a row's class as it stands in the address."""
    return str(row.school_class.pk)


def ordered(rows: list[QueueRow], order: str) -> list[QueueRow]:
    """Sort rows. Those without a name are never placed by it: that would tell who they are."""
    keys: dict[str, Callable[[QueueRow], tuple[object, ...]]] = {
        "haster": lambda row: (),
        "frist": lambda row: (row.due_on or date.max,),
        "klasse": lambda row: (
            row.school_class.school.name,
            row.school_class.grade if row.is_named else 0,
            row.school_class.letter if row.is_named else "",
        ),
        "navn": lambda row: (not row.is_named, row.pupil.sort_key if row.is_named else ""),
    }
    return sorted(rows, key=lambda row: (*keys[order](row), *_pressing(row)))


def _pressing(row: QueueRow) -> tuple[object, ...]:
    return (
        row.urgency,
        weight_of(row.flag.rule) if row.urgency in {Urgency.DUTY_LATE, Urgency.DUTY_SOON} else 0,
        due_of(row.flag) or date.max,
        -row.flag.effective_on.toordinal(),
        row.flag.pk,
    )


def few_together(rows: Iterable[QueueRow], limit: int) -> set[tuple[int, str]]:
    """Return the (school, stage) with fewer flagged pupils than a number that may be shown."""
    counts = Counter(place_of(row) for row in rows)
    return {place for place, count in counts.items() if count < limit}


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter as components/filter_chips.html draws it."""

    label: str
    url: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class Chips:
    """One line of filters."""

    label: str
    filters: Sequence[Chip]
    is_main: bool = False

    @property
    def is_set(self) -> bool:
        return any(chip.current for chip in self.filters)


def chips_of(
    rows: Sequence[QueueRow], wishes: Wishes, hidden: Collection[tuple[int, str]]
) -> list[Chips]:
    """Return the filters that tell the rows apart. Each counts what it would show by itself."""
    lines = [
        _line("Vis", "kun", _only(rows), wishes.only, wishes, is_main=True),
        _line("Afdeling", "trin", _stages(rows, hidden), wishes.stage, wishes, is_main=True),
        _line("Skole", "skole", _schools(rows), wishes.school, wishes),
        _line("Klasse", "klasse", _classes(rows, wishes), wishes.school_class, wishes),
        _line("Regel", "regel", _rules(rows), wishes.rule, wishes),
    ]
    # A single filter tells nothing apart, except "Vis": the others are then the rest.
    return [
        line
        for line in lines
        if line.filters[1:] or line.is_set or (line.label == "Vis" and line.filters)
    ]


def _line(
    label: str,
    name: str,
    found: Iterable[tuple[str, str, int]],
    now: str,
    wishes: Wishes,
    *,
    is_main: bool = False,
) -> Chips:
    # Choosing another school or stage makes the class meaningless.
    reset = {"klasse": ""} if name in {"skole", "trin"} else {}
    return Chips(
        label,
        [
            Chip(
                text,
                wishes.query(**reset, **{name: "" if value == now else value}),
                count,
                value == now,
            )
            for value, text, count in found
        ],
        is_main=is_main,
    )


def _schools(rows: Iterable[QueueRow]) -> list[tuple[str, str, int]]:
    counts = Counter(row.school_class.school for row in rows)
    return [
        (school.public_id, school.name, counts[school])
        for school in sorted(counts, key=lambda school: school.name)
    ]


def _stages(
    rows: Iterable[QueueRow], hidden: Collection[tuple[int, str]]
) -> list[tuple[str, str, int]]:
    counts = Counter(
        stage_of(row.school_class.grade)
        for row in rows
        if row.is_named or place_of(row) not in hidden
    )
    return [(key, label, counts[key]) for key, label in STAGES.items() if counts[key]]


def _classes(rows: Iterable[QueueRow], wishes: Wishes) -> list[tuple[str, str, int]]:
    named = [
        row
        for row in rows
        if row.is_named
        and wishes.stage in {"", stage_of(row.school_class.grade)}
        and wishes.school in {"", row.school_class.school.public_id}
    ]
    counts = Counter(row.school_class for row in named)
    if len(counts) > CLASSES_SHOWN and not (wishes.stage or wishes.school_class):
        return []
    several = len({row.school_class.school_id for row in named}) > 1
    return [
        (
            str(found.pk),
            f"{found.name} {found.school.name}" if several else found.name,
            counts[found],
        )
        for found in sorted(counts, key=lambda row: (row.grade, row.letter, row.pk))
    ]


def _rules(rows: Iterable[QueueRow]) -> list[tuple[str, str, int]]:
    counts = Counter(rule for row in rows for rule in row.rules)
    return [
        (key.value, label, counts[key.value])
        for key, label in SHORT_TITLES.items()
        if counts[key.value]
    ]


def _only(rows: Sequence[QueueRow]) -> list[tuple[str, str, int]]:
    counts = {
        "nye": sum(row.is_new for row in rows),
        "kig-igen": sum(row.looks_again for row in rows),
        "uden-sag": sum(not row.has_case for row in rows),
    }
    return [(key, ONLY[key], number) for key, number in counts.items() if number]


def known_rule(key: str) -> str:
    """Return the short title of a rule, or the empty text for one that does not exist."""
    return SHORT_TITLES.get(RuleKey(key), "") if key in set(RuleKey) else ""

"""The list of cases: one row per case, filters, and the order. Pure: rows in, rows out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from cases.models import Case
from cases.phases import CaseFacts, Element, Need
from kiss.lib.charts import StripWeek
from kiss.lib.text import join_and, plural, possessive, short_date
from schools.models import SchoolClass

AFTER: Final = 2
# A need with a tone waits on somebody now; the rest can be done when there is time.
TONES: Final = {"late": 0, "soon": 1, "": 2}
CLOSED: Final = "afsluttede"
WAITING: Final = "venter"
VIEWS: Final = {
    "": "Alle åbne",
    "mine": "Mine",
    "mangler": "Mangler noget",
    "overskredet": "Overskredet",
    "stille": "Ingen kontakt i 14 dage",
    WAITING: "Venter på andre",
    CLOSED: "Afsluttede",
}
ORDERS: Final = {
    "haster": "det, der haster",
    "dato": "næste dato",
    "kontakt": "længst siden kontakt",
    "klasse": "klasse",
    "navn": "navn",
}


@dataclass(frozen=True, slots=True)
class Wait:
    """Something that somebody else owes the case: who, what, and by when if a day was named."""

    who: str
    what: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """The same in words, on a day."""

    said: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One case in the list: what it needs first, what comes next, and whom it waits for."""

    case: Case
    school_class: SchoolClass | None
    facts: CaseFacts
    needs: Sequence[Need]
    waits: Sequence[Owed] = ()
    weeks: Sequence[StripWeek] = ()

    @property
    def first(self) -> Need | None:
        return self.needs[0] if self.needs else None

    @property
    def then(self) -> str:
        """What it needs besides, in a few words."""
        rest = [need.short for need in self.needs[1:]]
        more = [f"{plural(len(rest) - AFTER, 'ting', 'ting')} mere"] if len(rest) > AFTER else []
        return join_and([*rest[:AFTER], *more])

    @property
    def next_on(self) -> date | None:
        """The next day on which something is agreed."""
        days = [self.facts.next_follow_up_on, self.facts.next_meeting_on]
        return min((day for day in days if day), default=None)

    @property
    def next_what(self) -> str:
        return "møde" if self.next_on == self.facts.next_meeting_on else "opfølgning"

    @property
    def contact(self) -> str:
        """When somebody last talked with the home, and what was tried since."""
        talked = self.facts.last_talk_on
        said = f"talte {short_date(talked)}" if talked else "ingen samtale endnu"
        tries = self.facts.unanswered
        return f"{said}, {plural(tries, 'forsøg', 'forsøg')} siden" if tries else said

    def is_led_by(self, user_id: int) -> bool:
        """Tell whether somebody is the tovholder, or stands in for them today."""
        return user_id in {self.case.tovholder_id, self.facts.substitute_id}

    @property
    def is_late(self) -> bool:
        """Whether a day has passed, for those on the case or for somebody it waits for."""
        return any(need.tone == "late" for need in self.needs) or any(
            wait.is_late for wait in self.waits
        )

    @property
    def awaits(self) -> str:
        """Whose answer decides who leads the case: "afventer Mettes svar"."""
        asked = self.facts.handover_to.split(" ")[0]
        return f"afventer {possessive(asked)} svar" if asked else ""

    @property
    def class_key(self) -> str:
        return str(self.school_class.pk) if self.school_class else ""

    @property
    def urgency(self) -> tuple[Any, ...]:
        """What the list is sorted by: late, waiting, lacking, and then the nearest date."""
        tone = TONES[self.first.tone] if self.first else len(TONES)
        return (
            self.facts.has_tovholder,
            tone,
            self.next_on or date.max,
            self.case.opened_on,
            self.case.pk,
        )


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the reader wants to see, as it stands in the address. Empty is everything."""

    view: str = ""
    mine: bool = False
    school: str = ""
    school_class: str = ""
    focus: str = ""
    order: str = "haster"

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Wishes":
        """Read an address; what is not known is left out."""
        view, focus, order = (query.get(name, "") for name in ("vis", "fokus", "orden"))
        school, school_class = (query.get(name, "") for name in ("skole", "klasse"))
        return cls(
            view=view if view in VIEWS else "",
            mine=query.get("kun", "") == "mine",
            school=school if school.isascii() and school.isalnum() else "",
            school_class=school_class if school_class.isdecimal() else "",
            focus=focus if focus in Element.values else "",
            order=order if order in ORDERS else "haster",
        )

    @property
    def is_narrowed(self) -> bool:
        return any((self.mine, self.school, self.school_class, self.focus))

    def query(self, **changes: str) -> str:
        """Return the address with some wishes changed, always back on its first page."""
        wanted = {
            "vis": self.view,
            "kun": "mine" if self.mine else "",
            "skole": self.school,
            "klasse": self.school_class,
            "fokus": self.focus,
            "orden": "" if self.order == "haster" else self.order,
        } | changes
        return urlencode({name: value for name, value in wanted.items() if value})


def narrowed(rows: Iterable[Row], wishes: Wishes, user_id: int) -> list[Row]:
    """Return the rows of the school, class, focus and tovholder that a reader chose."""
    return [
        row
        for row in rows
        if (not wishes.mine or row.is_led_by(user_id))
        and (not wishes.school or row.case.school.public_id == wishes.school)
        and (not wishes.school_class or row.class_key == wishes.school_class)
        and (not wishes.focus or row.case.focus == wishes.focus)
    ]


def viewed(rows: Iterable[Row], view: str, user_id: int) -> list[Row]:
    """Return the rows of one of the VIEWS."""
    test: dict[str, Callable[[Row], bool]] = {
        "mine": lambda row: row.is_led_by(user_id),
        "mangler": lambda row: bool(row.needs),
        "overskredet": lambda row: row.is_late,
        "stille": lambda row: row.facts.is_quiet,
        WAITING: lambda row: bool(row.waits),
    }
    return [row for row in rows if view not in test or test[view](row)]


def ordered(rows: Iterable[Row], order: str) -> list[Row]:
    """Return rows in one of the ORDERS; equal ones by how pressing they are."""
    keys: dict[str, Callable[[Row], tuple[Any, ...]]] = {
        "dato": lambda row: (row.next_on or date.max,),
        "kontakt": lambda row: (row.facts.last_talk_on or date.min,),
        "klasse": lambda row: (
            row.case.school.name,
            row.school_class.grade if row.school_class else 99,
            row.school_class.letter if row.school_class else "",
        ),
        "navn": lambda row: (row.case.pupil.sort_key,),
    }
    key = keys.get(order, lambda row: ())
    return sorted(rows, key=lambda row: (key(row), row.urgency))


def owed(wait: Wait, today: date) -> Owed:
    """Return what somebody owes in a line: "Jonas: ringe til klubben, senest 30. november"."""
    said = f"{wait.who}: {wait.what}" if wait.what else f"{possessive(wait.who)} svar"
    if wait.due_on is None:
        return Owed(said, is_late=False)
    is_late = wait.due_on < today
    when = "skulle være sket" if is_late else "senest"
    return Owed(f"{said}, {when} {short_date(wait.due_on)}", is_late)

"""What stands on the sheet: plain values, ready to be printed. Built in `cases.papers.build`."""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.papers.absence import AbsencePicture
from cases.papers.checks import HardText


@dataclass(frozen=True, slots=True)
class Said:
    """Sentences that the child said on one day to one person."""

    quotes: Sequence[str]
    source: str


@dataclass(frozen=True, slots=True)
class UnderstoodArea:
    """One place where causes were looked for: whose view it is, and a text under each heading."""

    place: str
    seen_by: str
    texts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Understood:
    """What school and home understand together: a table, and lines in somebody's own words.

    `headings` are only those under which some area has a text.
    """

    lines: Sequence[str]
    headings: Sequence[str]
    areas: Sequence[UnderstoodArea]

    @property
    def cells(self) -> list[tuple[UnderstoodArea, list[tuple[str, str]]]]:
        """Each area with its texts, each under its heading."""
        return [(area, list(zip(self.headings, area.texts, strict=True))) for area in self.areas]

    @property
    def text(self) -> str:
        """What people wrote, without our headings."""
        return "\n".join([*self.lines, *(text for area in self.areas for text in area.texts)])


@dataclass(frozen=True, slots=True)
class Deed:
    """A row of who does what, when, and how we see that it works; or what a meeting agreed.

    `is_contact` is what keeps in touch with the child while it is away.
    """

    who: str
    role: str
    what: str
    when: str
    works_when: str
    is_agreement: bool = False
    is_contact: bool = False


@dataclass(frozen=True, slots=True)
class DeedGroup:
    """Rows that belong together. `kind` is "skole", "klasse", "barn" or "hjem"."""

    kind: str
    deeds: Sequence[Deed]


@dataclass(frozen=True, slots=True)
class Promise:
    """A deed as it is told to the child."""

    kind: str
    what: str
    when: str


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """When and where we meet, in words."""

    when: str
    day_and_time: str
    place: str
    child: str


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who signs; `reads` puts the box "Jeg har læst planen" on the line."""

    name: str
    role: str
    reads: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The paper "Handleplan til mødet" and the child's own page."""

    number: str
    child: str
    full_name: str
    sender: str
    heading: str
    mark: str
    version: str
    made: str
    is_draft: bool
    recipients: Sequence[str]
    to_one: bool
    contact_role: str
    tovholder: str
    tovholder_first: str
    confided_in: str
    tovholder_title: str
    tovholder_phone: str
    valid_from: str
    said: Sequence[Said]
    no_words: str
    going_well: Sequence[str]
    understood: Understood | None
    absence: AbsencePicture | None
    news: Sequence[str]
    news_since: str
    overall_goal: str
    goals: Sequence[str]
    groups: Sequence[DeedGroup]
    is_short: bool
    when_away: Sequence[str]
    wishes: Sequence[str]
    no_wishes: str
    meeting: NextMeeting | None
    follow_up: str
    signers: Sequence[Signer]
    promises: Sequence[Promise]
    room: str

    @property
    def you(self) -> str:
        """How the sheet speaks to those who get it."""
        return "du" if self.to_one else "I"

    @property
    def reach(self) -> str:
        """How to reach the tovholder: "ring til Mette på 12 34 56 78"."""
        if not self.tovholder_phone:
            return f"sig det til {self.tovholder}"
        return f"ring til {self.tovholder} på {self.tovholder_phone}"


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet, and what the person who makes it should know first."""

    sheet: Sheet
    missing: Sequence[str]
    wording: Sequence[str]
    hidden: Sequence[str]
    hard: Sequence[HardText]

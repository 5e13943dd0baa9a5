"""What a story of the demo is made of."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Words:
    """Something the child said, in its own words."""

    ago: int
    said_to: str
    text: str
    may_be_shared: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """One explored perspective."""

    angle: str
    ago: int
    by: str
    tool: str
    summary: str
    not_possible: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Understood:
    """What those round the child understand together; `areas` are the texts by their names."""

    ago: int
    together_with: str
    with_parents: bool
    areas: dict[str, str]
    # Who wrote in it again, how many school days ago, and what they added.
    again: tuple[int, dict[str, str]] | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """One indsats; `answers` are follow-ups as (school days ago, done, worked, adjustment)."""

    what: str
    who: str
    when: str
    works_when: str
    arena: str
    level: str
    status: str = "i-gang"
    answers: tuple[tuple[int, str, str, str], ...] = ()
    is_contact: bool = False


@dataclass(frozen=True, slots=True)
class Met:
    """A network meeting: school days from the last school day (negative is ahead) and a time."""

    ago: int
    at: tuple[int, int]
    place: str
    minutes: str = ""
    agreements: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Called:
    """A contact with the home, or an attempt."""

    ago: int
    with_whom: str
    channel: str
    outcome: str
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    """A file on the case: which one of `kiss.demo.filed`, and what is written about it."""

    ago: int
    key: str
    kind: str
    title: str
    is_restricted: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """A tool as it was filled in: when, which, about which perspective, by and with whom."""

    ago: int
    tool: str
    angle: str
    by: str
    with_whom: str
    answers: dict[str, Any]
    may_be_shared: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Sitting:
    """A sitting in which the plan was gone through; `answers` and `progress` in the plan's order.

    An answer is (done, worked, adjustment); a step is (how far, an example).
    """

    ago: int
    took_part: str
    community: str
    answers: tuple[tuple[str, str, str], ...]
    progress: tuple[tuple[int, str], ...]
    next_follow_up: int
    reopens_because: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ended:
    """The end in dialogue: all signposts are answered yes but those in `answers`.

    `looks` are the answers to the looks afterwards, as (verdict, note).
    """

    ago: int
    reason: str
    took_part: str
    kept_up: str
    handed_to: str
    despite: str = ""
    answers: tuple[tuple[str, str, str], ...] = ()
    looks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """One case from the first worry to where it stands today."""

    key: str
    tovholder: str
    opened: int
    because: str
    focus: str
    focus_because: str = ""
    words: tuple[Words, ...] = ()
    views: tuple[View, ...] = ()
    understood: Understood | None = None
    headings: dict[str, str] = field(default_factory=dict)
    goals: tuple[str, ...] = ()
    deeds: tuple[Deed, ...] = ()
    plan_saved: int = 1
    # School days from the last school day; negative is ahead, None is not agreed.
    next_follow_up: int | None = None
    next_by: str = ""
    meetings: tuple[Met, ...] = ()
    calls: tuple[Called, ...] = ()
    notes: tuple[tuple[int, str, bool], ...] = ()
    # The day, some words of the note, and what is added to it.
    corrections: tuple[tuple[int, str, str], ...] = ()
    files: tuple[Filed, ...] = ()
    # The day, the place on the scale of concern, and what it builds on.
    levels: tuple[tuple[int, int, str], ...] = ()
    sittings: tuple[Sitting, ...] = ()
    closed: Ended | None = None


@dataclass(frozen=True, slots=True)
class Worry:
    """A concern that somebody voices: who, by e-mail, about which child of the cast."""

    key: str
    by: str
    text: str
    signs: tuple[str, ...] = ()
    temporary: str = ""

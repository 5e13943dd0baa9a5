"""Which roles somebody holds on a day, and what they reach by them: read once for a page."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet

from kiss.lib.sql import Kept
from schools.models import Membership, User
from schools.models.places import class_name
from schools.roles import RIGHTS, Role, Scope, Thing


@dataclass(frozen=True, slots=True)
class Held:
    """One role at a place. The place is empty for a role of the whole municipality."""

    role: Role
    school_id: int | None
    class_id: int | None
    # What the places are called, for people to read.
    school: str = field(default="", compare=False)
    school_class: str = field(default="", compare=False)

    def reaches(self, thing: Thing, scope: Scope) -> bool:
        """Tell whether the role reaches a thing so far."""
        return RIGHTS[self.role].scope(thing) is scope


_read: ContextVar[dict[Hashable, Any] | None] = ContextVar("read_for_a_page", default=None)


@contextmanager
def read_once() -> Iterator[None]:
    """Keep what is read by `read` until the end of the block; for work that changes none of it."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def forget() -> None:
    """Let what was read be asked for anew: something has been written."""
    kept = _read.get()
    if kept:
        kept.clear()


def read[T](key: Hashable, ask: Callable[[], T]) -> T:
    """Return what `ask` answers, asked once under a key for a page."""
    kept = _read.get()
    if kept is None:
        return ask()
    if key not in kept:
        kept[key] = ask()
    return kept[key]


def held_on(user: User, day: date) -> tuple[Held, ...]:
    """Return the roles that a user holds on a day, by role and place."""
    return read(("roles", user.pk, day), lambda: _held_on(user, day))


def _rows(user_id: int, day: date) -> list[QuerySet[Membership, Any]]:
    rows = Membership.objects.filter(user=user_id).in_force(day)
    rows = rows.order_by("role", "school_id", "pk")
    in_class = ("school_class_id", "school_class__grade", "school_class__letter")
    return [rows.values_list("role", "school_id", "school__name", *in_class)]


_HELD: Final = Kept(_rows, int, date)


def _held_on(user: User, day: date) -> tuple[Held, ...]:
    [rows] = _HELD.ask(user.pk, day)
    return tuple(
        Held(
            Role(role),
            school_id,
            class_id,
            school or "",
            class_name(grade, letter) if class_id else "",
        )
        for role, school_id, school, class_id, grade, letter in rows
    )


def school_ids(user: User, thing: Thing, day: date) -> set[int]:
    """Return the schools where a user reaches all of a thing by a role at the school."""
    return {
        held.school_id
        for held in held_on(user, day)
        if held.school_id and held.reaches(thing, Scope.SCHOOL)
    }


def class_ids(user: User, thing: Thing, day: date) -> set[int]:
    """Return the classes that a user reaches one by one, as their teacher."""
    return {
        held.class_id
        for held in held_on(user, day)
        if held.class_id and held.reaches(thing, Scope.CLASS)
    }

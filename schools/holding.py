"""Which roles somebody holds on a day, and what they reach by them: read once for a page."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any

from schools.models import Membership, User
from schools.roles import RIGHTS, Role, Scope, Thing


@dataclass(frozen=True, slots=True)
class Held:
    """One role at a place. The place is empty for a role of the whole municipality."""

    role: Role
    school_id: int | None
    class_id: int | None

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


def _held_on(user: User, day: date) -> tuple[Held, ...]:
    rows = Membership.objects.of(user).in_force(day).order_by("role", "school_id", "pk")
    return tuple(
        Held(Role(role), school_id, class_id)
        for role, school_id, class_id in rows.values_list("role", "school_id", "school_class_id")
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

"""Small numbers: what may be shown outside a school without pointing at anybody."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """Counts as they may be shown: None is hidden. `total` is None when it would give one away."""

    cells: tuple[int | None, ...]
    total: int | None


def suppress(counts: Sequence[int], limit: int, *, wholes: Sequence[int] | None = None) -> Column:
    """Hide every count from 1 up to, not including, `limit`, and what would let it be computed.

    With `wholes` (what each count is a part of) the rest is protected too: nearly all is as telling
    as nearly none. The shown total minus the shown cells gives the sum of the hidden ones, so
    there must be two of them at least, and the sum must not be what one person in each would give.
    Where that takes more, the smallest shown count goes as well; when none is left, the total does.
    0 is shown: it points at nobody.
    """
    parts = wholes or [0] * len(counts)
    hidden = {
        place
        for place, (count, whole) in enumerate(zip(counts, parts, strict=True))
        if 0 < count < limit or 0 < whole - count < limit
    }
    spare = sorted(
        (place for place, count in enumerate(counts) if count >= limit and place not in hidden),
        key=lambda place: (counts[place], place),
    )
    while hidden and _is_plain(hidden, counts):
        if not spare:
            return Column(_cells(counts, hidden), None)
        hidden.add(spare.pop(0))
    return Column(_cells(counts, hidden), sum(counts))


def _is_plain(hidden: set[int], counts: Sequence[int]) -> bool:
    total = sum(counts[place] for place in hidden)
    return len(hidden) == 1 or total <= len(hidden)


def _cells(counts: Sequence[int], hidden: set[int]) -> tuple[int | None, ...]:
    return tuple(None if place in hidden else count for place, count in enumerate(counts))

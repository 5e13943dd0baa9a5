"""Small numbers are hidden, and cannot be computed from those that are shown."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiss.lib.small import suppress

LIMIT = 5


@pytest.mark.parametrize(
    ("counts", "cells", "total"),
    [
        ([0, 0], (0, 0), 0),
        ([12, 0, 7], (12, 0, 7), 19),
        # One small number could be subtracted: the next smallest goes with it.
        ([12, 3, 7], (12, None, None), 22),
        ([12, 3, 4], (12, None, None), 19),
        # Two hidden that make two are one each: a third goes.
        ([12, 1, 1], (None, None, None), 14),
        # Nothing left to hide behind: the total goes.
        ([0, 3, 0], (0, None, 0), None),
        ([2], (None,), None),
    ],
)
def test_what_is_hidden(counts, cells, total):
    shown = suppress(counts, LIMIT)

    assert (shown.cells, shown.total) == (cells, total)


def test_nearly_all_is_as_telling_as_nearly_none():
    shown = suppress([28, 10, 9], LIMIT, wholes=[30, 100, 100])

    assert shown.cells == (None, 10, None)


@settings(deadline=None)
@given(st.lists(st.integers(min_value=0, max_value=7), max_size=5))
def test_no_small_number_is_shown_or_follows_from_the_others(counts):
    shown = suppress(counts, LIMIT)

    assert all(cell is None or cell == 0 or cell >= LIMIT for cell in shown.cells)
    hidden = [place for place, cell in enumerate(shown.cells) if cell is None]
    if hidden and shown.total is not None:
        # Whoever reads the table knows the sum of the hidden ones, and that none of them is 0.
        missing = shown.total - sum(cell for cell in shown.cells if cell is not None)
        ways = [
            values
            for values in product(range(1, missing + 1), repeat=len(hidden))
            if sum(values) == missing
        ]
        assert all(len({values[place] for values in ways}) > 1 for place in range(len(hidden)))

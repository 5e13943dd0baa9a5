"""The ten working days and the fifteen school days, date by date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.deadlines import (
    Status,
    handlingsplan,
    internal_deadline,
    sygeundervisning,
    watch_handlingsplan,
)
from law.figures import Nature
from law.verdicts import RuleKey, Stage
from tests.law.worlds import CALENDAR, WORLD, day, world_with

EXTRA = frozenset({(6, 5), (12, 24), (12, 31)})
EXTRA_OFF = world_with(extra_days_off=EXTRA)


@pytest.mark.parametrize(
    ("received", "statutory", "with_extra_days_off", "school_days"),
    [
        ("2025-09-01", "2025-09-15", "2025-09-15", "2025-09-15"),
        ("2025-10-08", "2025-10-22", "2025-10-22", "2025-10-29"),
        ("2025-12-16", "2026-01-02", "2026-01-06", "2026-01-13"),
        ("2026-03-24", "2026-04-10", "2026-04-10", "2026-04-15"),
        ("2026-05-05", "2026-05-20", "2026-05-20", "2026-05-21"),
        ("2026-05-28", "2026-06-11", "2026-06-12", "2026-06-12"),
        ("2026-06-22", "2026-07-06", "2026-07-06", "2026-08-17"),
        ("2026-09-05", "2026-09-18", "2026-09-18", "2026-09-18"),
    ],
)
def test_the_handlingsplan_is_due_ten_working_days_after_the_first_information(
    received, statutory, with_extra_days_off, school_days
):
    assert handlingsplan(day(received), WORLD).due_on == day(statutory)
    assert handlingsplan(day(received), EXTRA_OFF).due_on == day(with_extra_days_off)
    # The third column is the wrong count, shown so that nobody mistakes one for the other.
    assert CALENDAR.add_school_days(day(received), 10).due == day(school_days)


@pytest.mark.parametrize(
    ("last_attended", "due", "three_weeks"),
    [
        ("2025-09-01", "2025-09-22", "2025-09-22"),
        ("2025-10-06", "2025-11-03", "2025-10-27"),
        ("2025-12-12", "2026-01-16", "2026-01-02"),
        ("2026-03-20", "2026-04-20", "2026-04-10"),
        ("2026-05-29", "2026-06-22", "2026-06-19"),
        ("2026-06-24", "2026-08-26", "2026-07-15"),
    ],
)
def test_sygeundervisning_is_due_on_the_fifteenth_school_day(last_attended, due, three_weeks):
    deadline = sygeundervisning(day(last_attended), WORLD)

    assert deadline.due_on == day(due)
    assert deadline.internal_on == day(three_weeks)
    assert len(deadline.reckoning.counted) == 15


def test_sygeundervisning_is_soon_from_the_earlier_of_ten_school_days_and_three_weeks():
    assert sygeundervisning(day("2025-09-01"), WORLD).soon_from == day("2025-09-15")
    assert sygeundervisning(day("2025-12-12"), WORLD).soon_from == day("2026-01-02")


@pytest.mark.parametrize(
    ("today", "ready_on", "status"),
    [
        ("2026-04-06", None, Status.OPEN),
        ("2026-04-07", None, Status.DUE_SOON),
        ("2026-04-10", None, Status.DUE_SOON),
        ("2026-04-11", None, Status.OVERDUE),
        ("2026-04-20", "2026-04-10", Status.MET),
        ("2026-04-20", "2026-04-11", Status.MET_LATE),
        ("2026-04-08", "2026-04-09", Status.DUE_SOON),
    ],
)
def test_a_deadline_stands_where_the_day_puts_it(today, ready_on, status):
    deadline = handlingsplan(day("2026-03-24"), WORLD)
    found = deadline.status(day(today), day(ready_on) if ready_on else None)

    assert found is status
    assert found.label


def test_a_deadline_keeps_the_figures_it_began_under():
    world = world_with(handlingsplan_workdays=5)

    assert handlingsplan(day("2026-09-07"), world).due_on == day("2026-09-14")
    assert handlingsplan(day("1999-09-07"), world).numbers_from is None
    assert handlingsplan(day("2026-09-07"), world).numbers_from == date(2000, 1, 1)


def test_an_internal_deadline_is_never_called_law():
    deadline = internal_deadline(day("2025-10-21"), 3, WORLD, title="Underretning")

    assert deadline.due_on == day("2025-10-24")
    assert deadline.nature is Nature.INTERNAL
    assert deadline.nature.label == "intern frist"
    assert deadline.rule is None


@pytest.mark.parametrize(
    ("as_of", "ready_on", "stage", "effective_on"),
    [
        ("2026-04-06", None, None, None),
        ("2026-04-07", None, Stage.DUE_SOON, "2026-04-07"),
        ("2026-04-10", None, Stage.DUE_SOON, "2026-04-07"),
        ("2026-04-13", None, Stage.OVERDUE, "2026-04-11"),
        ("2026-04-13", "2026-04-12", None, None),
    ],
)
def test_the_clock_watches_a_handlingsplan(as_of, ready_on, stage, effective_on):
    found = watch_handlingsplan(
        day("2026-03-24"),
        ready_on=day(ready_on) if ready_on else None,
        as_of=day(as_of),
        world=WORLD,
    )

    if stage is None:
        assert found is None
    else:
        assert (found.rule, found.period) == (RuleKey.HANDLINGSPLAN_1C, "2026-03-24")
        assert (found.stage, found.effective_on) == (stage, day(effective_on))
        assert found.due_on == day("2026-04-10")


@given(st.dates(date(2025, 8, 1), date(2027, 6, 1)), st.dates(date(2025, 8, 1), date(2027, 9, 1)))
def test_a_deadline_moves_from_open_to_soon_to_overdue_and_never_back(start, today):
    deadline = sygeundervisning(start, WORLD)
    order = [Status.OPEN, Status.DUE_SOON, Status.OVERDUE]

    tonight, tomorrow = (
        deadline.status(today),
        deadline.status(today + (date(2026, 1, 2) - date(2026, 1, 1))),
    )
    assert order.index(tonight) <= order.index(tomorrow)

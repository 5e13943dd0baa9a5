"""The receipt of an underretning, what it rests on, and the age at which a child is heard."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.calendar import is_workday
from law.deadlines import Status, underretning_receipt
from law.figures import SHIPPED, Figures, Nature
from law.underretning import GROUNDS, Ground, age_on, basis, is_to_be_heard
from tests.law.worlds import WORLD, day, world_with

DAYS = st.dates(date(2024, 1, 1), date(2028, 6, 30))


@pytest.mark.parametrize(
    ("sent", "due", "why"),
    [
        ("2026-11-02", "2026-11-10", "mandag; én weekend springes over"),
        ("2026-11-06", "2026-11-16", "fredag; to weekender springes over"),
        ("2026-11-07", "2026-11-16", "lørdag er dag 0 og tæller selv ikke med"),
        ("2026-10-09", "2026-10-19", "efterårsferien stopper ikke en forvaltning"),
        ("2026-03-30", "2026-04-10", "skærtorsdag, langfredag og 2. påskedag tæller ikke"),
        ("2026-12-23", "2027-01-04", "juledag, 2. juledag og nytårsdag; 24. og 31. tæller"),
        ("2026-05-12", "2026-05-21", "Kristi himmelfartsdag tæller ikke"),
    ],
)
def test_the_receipt_is_due_six_working_days_after_sending(sent, due, why):
    assert underretning_receipt(day(sent), WORLD).due_on == day(due), why


def test_it_is_overdue_the_day_after_and_never_before():
    deadline = underretning_receipt(day("2026-11-02"), WORLD)

    assert deadline.status(day("2026-11-10")) is Status.DUE_SOON
    assert deadline.status(day("2026-11-11")) is Status.OVERDUE
    assert deadline.status(day("2026-11-20"), day("2026-11-09")) is Status.MET
    assert deadline.status(day("2026-11-20"), day("2026-11-12")) is Status.MET_LATE
    assert (deadline.nature, deadline.rule) == (Nature.STATUTORY, None)


def test_the_municipality_may_say_another_number_of_days():
    assert underretning_receipt(day("2026-11-02"), world_with(receipt_workdays=3)).due_on == day(
        "2026-11-05"
    )


@given(DAYS)
def test_it_is_always_six_working_days_that_are_counted_and_the_last_is_one(sent):
    deadline = underretning_receipt(sent, WORLD)

    assert len(deadline.reckoning.counted) == SHIPPED.receipt_workdays
    assert is_workday(deadline.due_on)
    assert deadline.due_on - sent >= timedelta(days=SHIPPED.receipt_workdays)


@given(DAYS, st.integers(1, 40))
def test_sending_later_never_makes_it_due_sooner(sent, later):
    first = underretning_receipt(sent, WORLD).due_on

    assert underretning_receipt(sent + timedelta(days=later), WORLD).due_on >= first


@pytest.mark.parametrize("ground", Ground)
def test_every_ground_is_cited_and_none_is_called_verified_before_somebody_has_read_it(ground):
    cited = basis(ground, day("2026-11-23"))

    assert cited.reference.startswith("Barnets lov § 133")
    assert cited.says.endswith("(ikke bekræftet)")
    assert cited.title == GROUNDS[ground].title
    assert cited.note


def test_an_older_underretning_cites_the_older_act():
    assert basis(Ground.FIFTEEN, day("2023-11-23")).says == "Serviceloven § 153, stk. 2"
    assert basis(Ground.SUPPORT, day("2026-11-23")).reference == "Barnets lov § 133, stk. 1, nr. 1"


@pytest.mark.parametrize(
    ("born", "on", "is_heard"),
    [
        ("2014-11-24", "2026-11-23", False),
        ("2014-11-23", "2026-11-23", True),
        ("2012-02-29", "2024-02-28", False),
        ("2012-02-29", "2024-02-29", True),
        ("2013-02-28", "2025-02-28", True),
    ],
)
def test_a_child_is_heard_from_the_day_it_is_twelve(born, on, is_heard):
    assert is_to_be_heard(day(born), day(on), SHIPPED) is is_heard


def test_a_child_whose_birthday_is_not_known_is_asked_and_the_age_is_the_municipalitys():
    assert is_to_be_heard(None, day("2026-11-23"), SHIPPED)
    assert not is_to_be_heard(day("2014-11-23"), day("2026-11-23"), Figures(hearing_age=15))


@given(st.dates(date(2005, 1, 1), date(2020, 12, 31)), DAYS)
def test_nobody_grows_younger(born, on):
    assert age_on(born, on + timedelta(days=1)) - age_on(born, on) in {0, 1}

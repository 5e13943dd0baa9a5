"""Which calendar a pupil has, wherever and whenever they go to school."""

from datetime import date

import pytest

from schools.calendars import NOT_ENROLLED, Calendars, Stretch
from schools.models import Closure
from tests import factories

SUMMER, AUTUMN, SPRING = date(2026, 8, 1), date(2026, 11, 2), date(2027, 3, 1)


@pytest.fixture
def places(school):
    """Two schools, of which the second has a week off in November and 9. klasse ends in May."""
    other = factories.make_school("Nordskolen")
    Closure.objects.create(
        starts_on="2026-11-16", ends_on="2026-11-20", title="Projektuge", school=other
    )
    Closure.objects.create(
        starts_on="2026-05-14", ends_on="2026-06-26", title="9. klasse er slut", grade=9
    )
    Closure.objects.create(
        starts_on="2027-05-14", ends_on="2027-06-25", title="9. klasse er slut", grade=9
    )
    return school, other


def stretch(school, first, last, grade=8):
    place = factories.make_class(school, grade, "A")
    return Stretch(school.pk, grade, place.pk, first, last)


def test_one_class_has_its_own_calendar(places):
    calendars = Calendars.load()
    one = stretch(places[0], SUMMER, None)

    world = calendars.along([one])

    assert world is calendars.world_of(*one.place)
    assert world is calendars.along([stretch(places[0], SUMMER, date(2027, 1, 1), grade=7)])


def test_each_day_has_the_calendar_of_the_school_that_the_pupil_went_to(places):
    school, other = places
    calendars = Calendars.load()
    before = [stretch(school, SUMMER, date(2026, 11, 17)), stretch(other, date(2026, 11, 18), None)]
    after = [stretch(other, SUMMER, date(2026, 11, 17)), stretch(school, date(2026, 11, 18), None)]

    moved_there = calendars.along(before).calendar
    moved_away = calendars.along(after).calendar

    days = [date(2026, 11, day) for day in range(16, 21)]
    assert [moved_there.is_school_day(day) for day in days] == [True, True, False, False, False]
    assert [moved_away.is_school_day(day) for day in days] == [False, False, True, True, True]
    assert moved_there.version != moved_away.version


def test_last_years_grade_decides_over_last_year(places):
    calendars = Calendars.load()
    eighth = stretch(places[0], date(2025, 8, 1), date(2026, 7, 31), grade=8)
    ninth = stretch(places[0], SUMMER, None, grade=9)

    calendar = calendars.along([eighth, ninth]).calendar

    assert calendar.is_school_day(date(2026, 5, 20))
    assert not calendar.is_school_day(date(2027, 5, 20))
    assert calendar.previous_school_day(date(2026, 8, 10)) == date(2026, 6, 26)


def test_a_closure_over_a_move_stays_one_closure(places):
    school, other = places
    calendars = Calendars.load()
    moved = [stretch(school, SUMMER, date(2026, 12, 23)), stretch(other, date(2026, 12, 24), None)]

    calendar = calendars.along(moved).calendar

    christmas = [one for one in calendar.closures if one.title == "Juleferie"]
    assert [(one.starts_on, one.ends_on) for one in christmas] == [
        (date(2026, 12, 19), date(2027, 1, 3))
    ]


def test_school_days_away_from_the_municipality_are_closed(places):
    calendars = Calendars.load()
    parts = [
        stretch(places[0], SUMMER, date(2026, 10, 2)),
        stretch(places[0], AUTUMN, None),
    ]

    calendar = calendars.along(parts).calendar

    assert calendar.why_not(date(2026, 10, 5)) == NOT_ENROLLED
    assert calendar.is_school_day(AUTUMN)


def test_a_gap_in_the_holidays_is_none(places):
    calendars = Calendars.load()
    parts = [
        stretch(places[0], date(2025, 8, 1), date(2026, 6, 26), grade=7),
        stretch(places[0], date(2026, 8, 10), None),
    ]

    assert calendars.along(parts) is calendars.municipality()

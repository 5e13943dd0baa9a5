"""Where things stand in the pictures."""

from datetime import date

import pytest

from kiss.lib import charts
from law.absence import Category, Mark
from law.calendar import Calendar, Closure

TODAY = date(2026, 11, 23)
CALENDAR = Calendar((Closure(date(2026, 10, 10), date(2026, 10, 18), "efterårsferie"),))


def day_of(days: list[charts.HeatDay], day: date) -> charts.HeatDay:
    return next(mark for mark in days if mark.day == day)


def heat(*marks: Mark, counted: tuple[date, ...] = ()) -> list[charts.HeatDay]:
    return charts.heat_days(marks, CALENDAR, date(2026, 9, 28), date(2026, 12, 4), TODAY, counted)


def test_a_day_without_marks_is_present_closed_or_to_come() -> None:
    days = heat()

    assert day_of(days, date(2026, 11, 20)).state == "present"
    assert day_of(days, date(2026, 11, 24)).state == "future"
    assert day_of(days, date(2026, 10, 12)).label == (
        "mandag 12. oktober: ikke skoledag, efterårsferie"
    )


def test_weekends_are_left_out() -> None:
    assert {mark.day.weekday() for mark in heat()} == {0, 1, 2, 3, 4}


def test_a_half_day_says_that_it_is_half() -> None:
    day = date(2026, 11, 18)

    mark = day_of(heat(Mark(day, 1, Category.ULO, 1), counted=(day,)), day)

    assert (mark.letter, mark.half, mark.counted) == ("U", True, True)
    assert mark.said == "ulovligt fravær, en halv dag"


def test_two_categories_on_a_day_show_the_heavier_and_say_the_other() -> None:
    day = date(2026, 11, 18)
    marks = (Mark(day, 1, Category.SEN, 0), Mark(day, 2, Category.SYG, 1))

    mark = day_of(heat(*marks), day)

    assert mark.letter == "S"
    assert mark.said == "syg, en halv dag, også for sent"


def test_a_mark_in_the_holiday_is_not_shown() -> None:
    day = date(2026, 10, 13)

    assert day_of(heat(Mark(day, 1, Category.ULO, 2)), day).state == "closed"


@pytest.mark.parametrize("category", list(Category))
def test_every_category_of_the_law_has_a_letter_and_a_word(category: Category) -> None:
    state = category.value.lower()

    assert charts.LETTERS[state]
    assert charts.STATES[state]


def test_the_year_is_laid_out_by_calendar_quarter() -> None:
    blocks = charts.heatmap(heat(Mark(date(2026, 11, 2), 1, Category.ULO, 2)), TODAY)

    assert [block.title for block in blocks] == ["3. kvartal 2026", "4. kvartal 2026"]
    assert [block.summary for block in blocks] == ["intet fravær", "1 dag ulovligt fravær"]


def test_a_week_is_a_column_and_a_weekday_a_row() -> None:
    _, block = charts.heatmap(heat(), TODAY)
    places = {cell.mark.day: (cell.x, cell.y) for cell in block.cells}

    assert places[date(2026, 10, 1)] == (charts.LEFT, charts.TOP + 3 * charts.PITCH)
    assert places[date(2026, 10, 5)] == (charts.LEFT + charts.PITCH, charts.TOP)
    assert [cell.mark.day for cell in block.cells if cell.is_today] == [TODAY]
    assert [name for _, name in block.months] == ["okt", "nov", "dec"]


def test_the_table_holds_only_what_was_noted() -> None:
    days = heat(Mark(date(2026, 11, 2), 1, Category.SYG, 2))

    assert [mark.day for mark in charts.absences(days)] == [date(2026, 11, 2)]


def test_weeks_are_summed_and_late_arrivals_weigh_nothing() -> None:
    marks = (
        Mark(date(2026, 10, 5), 1, Category.SYG, 2),
        Mark(date(2026, 10, 7), 1, Category.ULO, 1),
        Mark(date(2026, 10, 8), 1, Category.SEN, 0),
        Mark(date(2026, 10, 13), 1, Category.SYG, 2),
    )

    weeks = charts.strip_weeks(marks, CALENDAR, date(2026, 10, 5), date(2026, 10, 23))

    assert [(week.number, week.half_days, week.closed) for week in weeks] == [
        (41, 3, ""),
        (42, 0, "ferie"),
        (43, 0, ""),
    ]


def test_a_strip_is_drawn_in_percent_so_that_it_fits_every_width() -> None:
    weeks = [charts.StripWeek(40, 10, "", 1.0), charts.StripWeek(41, 0, "", 2.0)]

    picture = charts.strip(weeks, [charts.StripMarker(41, "plan"), charts.StripMarker(9, "før")])

    assert [bar.middle for bar in picture.bars] == ["25.000%", "75.000%"]
    assert [bar.height for bar in picture.bars] == ["100", "0"]
    assert [flag.marker.label for flag in picture.flags] == ["plan"]
    assert len(picture.lines) == 1
    assert picture.summary == "Uge 40 til 41: 5 dage fravær i alt."


def test_an_empty_strip_says_so() -> None:
    assert charts.strip([]).summary == "Ingen uger at vise."


def test_the_meter_reaches_past_the_share_and_the_limits() -> None:
    limits = [charts.MeterLimit(10, "5,5 dage"), charts.MeterLimit(15, "8 dage")]

    picture = charts.meter(16, 53, limits)

    assert [tick.x for tick in picture.ticks] == ["50.000%", "75.000%"]
    assert picture.width == "75.472%"
    assert picture.label == (
        "8 dage af 53 skoledage. Grænser: 10 procent er 5,5 dage og 15 procent er 8 dage"
    )
    assert charts.meter(0, 0, limits).width == "0.000%"
    assert charts.meter(106, 53, limits).width == "100.000%"

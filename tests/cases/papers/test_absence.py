"""The absence on the paper: squares and plain sentences, never percent."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from absence.models import Import, MarkCategory
from cases.models import Case
from cases.papers.absence import AbsencePicture, absence_picture
from schools.calendars import Calendars
from schools.models import Closure, SchoolClass
from tests import factories

LAST = date(2026, 11, 20)
pytestmark = pytest.mark.django_db


@pytest.fixture
def delivered(case: Case) -> Import:
    """Absence is known up to and including Friday 20 November."""
    return factories.make_import(first_day=date(2026, 8, 10), last_day=LAST)


@pytest.fixture
def away(case: Case, delivered: Import) -> Callable[..., None]:
    """Note absence on some days."""

    def note(*days: str, category: MarkCategory = MarkCategory.ULO, halves: int = 2) -> None:
        for day in days:
            factories.mark(
                case.pupil,
                date.fromisoformat(day),
                category,
                halves=halves,
                source=delivered,
            )

    return note


@pytest.fixture
def picture(case: Case, klasse: SchoolClass) -> Callable[..., AbsencePicture | None]:
    def draw(
        through: date = date(2026, 11, 23), meetings: tuple[date, ...] = ()
    ) -> AbsencePicture | None:
        calendar = Calendars.load().world(klasse).calendar
        return absence_picture(case, calendar=calendar, through=through, meetings=meetings)

    return draw


def states(drawn: Any) -> dict[str, int]:
    counted: dict[str, int] = {}
    for cell in drawn.cells:
        counted[cell.state] = counted.get(cell.state, 0) + 1
    return counted


MONDAYS = ("2026-09-07", "2026-09-14", "2026-09-21", "2026-09-28", "2026-10-05")


def test_twelve_weeks_are_drawn_as_school_days(
    away: Callable[..., None], picture: Callable[..., Any]
) -> None:
    away(*MONDAYS, "2026-10-09")

    drawn = picture()

    # 31 August to 20 November is twelve weeks of five days without the autumn holiday.
    assert states(drawn) == {"there": 49, "whole": 6}
    assert drawn.headline == "Asta har været væk 6 af 55 skoledage."
    assert list(drawn.more) == ["Fem af dem var mandage."]
    assert drawn.period == "31. august–20. november 2026"
    assert [label.text for label in drawn.weeks] == [str(week) for week in range(36, 48)]
    assert [label.text for label in drawn.months] == ["September", "Oktober", "November"]
    assert [label.text for label in drawn.breaks] == ["Efterårsferie"]
    assert len({cell.x for cell in drawn.cells}) == 11


def test_no_percent_is_said(away: Callable[..., None], picture: Callable[..., Any]) -> None:
    away(*MONDAYS)

    drawn = picture()

    said = " ".join([drawn.headline, *drawn.more, drawn.spoken])
    assert "%" not in said
    assert "procent" not in said


def test_half_days_and_late_arrivals_are_half_squares(
    away: Callable[..., None], picture: Callable[..., Any]
) -> None:
    away("2026-11-02", halves=1)
    away("2026-11-09", category=MarkCategory.SEN, halves=0)

    drawn = picture()

    assert states(drawn) == {"there": 53, "part": 2}
    assert drawn.headline == "Asta har været væk 0,5 af 55 skoledage."
    assert "en del af dagen 2 gange" in drawn.spoken


def test_a_child_who_has_been_there_all_days(
    delivered: Import, picture: Callable[..., Any]
) -> None:
    drawn = picture()

    assert drawn.headline == "Asta har været i skole alle 55 skoledage."
    assert list(drawn.more) == []


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (("2026-09-07", "2026-09-14", "2026-09-21"), ["Alle dagene var mandage."]),
        (("2026-09-07", "2026-09-14"), []),
        (("2026-09-07", "2026-09-14", "2026-09-21", "2026-09-22"), ["Tre af dem var mandage."]),
        (
            ("2026-09-07", "2026-09-14", "2026-09-21", *(f"2026-09-0{n}" for n in (1, 2, 3, 4))),
            [],
        ),
    ],
)
def test_a_weekday_is_named_when_it_is_half_of_it_all(
    away: Callable[..., None], picture: Callable[..., Any], days: tuple[str, ...], said: list[str]
) -> None:
    away(*days)

    assert list(picture().more) == said


def test_it_is_said_how_it_went_since_the_last_meeting(
    away: Callable[..., None], picture: Callable[..., Any]
) -> None:
    away("2026-10-20", "2026-11-09")

    with_days = picture(meetings=(date(2026, 11, 5), date(2026, 11, 19)))
    with_none = picture(meetings=(date(2026, 11, 10),))

    # One school day since 19 November says nothing yet, so the meeting before is used.
    assert with_days.more[-1] == "Siden mødet 5. november har Asta været væk 1 dag af 11."
    assert with_none.more[-1] == "Siden mødet 10. november har Asta været i skole hver dag."
    assert sum(cell.met for cell in with_days.cells) == 2
    assert "Vi holdt møde 5. november 2026." in with_days.spoken


def test_days_that_no_file_has_told_of_are_not_drawn(
    away: Callable[..., None], picture: Callable[..., Any], delivered: Import
) -> None:
    delivered.last_day = date(2026, 11, 18)
    delivered.save()

    drawn = picture()

    assert drawn.period.endswith("18. november 2026")
    assert sum(states(drawn).values()) == 53


def test_a_frozen_paper_stops_at_its_day(
    away: Callable[..., None], picture: Callable[..., Any]
) -> None:
    away("2026-11-02", "2026-11-09")

    drawn = picture(through=date(2026, 11, 6))

    assert drawn.headline.startswith("Asta har været væk 1 af")


def test_days_before_the_child_began_are_not_drawn(
    case: Case, delivered: Import, picture: Callable[..., Any]
) -> None:
    enrolment = case.pupil.enrolments.get()
    enrolment.starts_on = date(2026, 11, 16)
    enrolment.save()

    drawn = picture()

    assert drawn.headline == "Asta har været i skole alle 5 skoledage."


def test_without_a_delivery_there_is_no_picture(case: Case, picture: Callable[..., Any]) -> None:
    assert picture() is None


def test_another_schools_delivery_tells_nothing(case: Case, picture: Callable[..., Any]) -> None:
    factories.make_import(last_day=LAST, school=factories.make_school("Engbakkeskolen"))

    assert picture() is None


def test_a_holiday_of_several_weeks_is_named_once(case: Case, picture: Callable[..., Any]) -> None:
    factories.make_import(first_day=date(2026, 8, 10), last_day=date(2026, 8, 28))
    enrolment = case.pupil.enrolments.get()
    enrolment.starts_on = date(2025, 8, 1)
    enrolment.save()

    drawn = picture(through=date(2026, 8, 28))

    assert [label.text for label in drawn.breaks] == ["Sommerferie"]


def test_without_a_school_day_there_is_no_picture(
    case: Case, delivered: Import, picture: Callable[..., Any]
) -> None:
    enrolment = case.pupil.enrolments.get()
    enrolment.starts_on = date(2026, 7, 1)
    enrolment.save()

    assert picture(through=date(2026, 7, 31)) is None


def test_a_long_name_of_a_holiday_is_not_squeezed_in(
    delivered: Import, picture: Callable[..., Any]
) -> None:
    Closure.objects.create(
        starts_on=date(2026, 11, 2), ends_on=date(2026, 11, 6), title="Ombygning af hele skolen"
    )

    assert [label.text for label in picture().breaks] == ["Efterårsferie", "Skolefri"]


def test_the_pictures_lengths_are_text_with_a_point(
    delivered: Import, picture: Callable[..., Any]
) -> None:
    drawn = picture()

    places = [drawn.width, drawn.height, *(cell.x for cell in drawn.cells)]
    assert all(isinstance(place, str) and "," not in place for place in places)


def test_days_are_drawn_in_their_own_row_and_week(
    delivered: Import, picture: Callable[..., Any]
) -> None:
    drawn = picture()
    first, last = drawn.cells[0], drawn.cells[-1]

    assert float(last.x) - float(first.x) == pytest.approx(11 * 9.15)
    assert float(last.y) - float(first.y) == pytest.approx(4 * 5.4)
    assert date(2026, 8, 31) + timedelta(weeks=11, days=4) == LAST

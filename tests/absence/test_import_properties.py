"""What holds for any file: read twice is read once, and order matters only where files meet."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from absence.actions.quarantine import quarantine_rows
from absence.models import Mark, MarkChange
from tests import factories
from tests.absence.deliveries import counts, csv_file, deliver, line, table

DAYS = [date(2026, 11, day) for day in (9, 10, 11, 12, 13, 14, 16)]
CODES = ["", "S", "L", "U", "F", "Q"]

pytestmark = pytest.mark.django_db

# The database is emptied of marks by each example itself, and a file takes a while.
few = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
a_line = st.tuples(
    st.sampled_from([0, 1]), st.sampled_from(DAYS), st.sampled_from(CODES), st.sampled_from(CODES)
)
a_file = st.lists(a_line, min_size=1, max_size=12)


@pytest.fixture
def pupils(school):
    sixth, eighth = factories.make_class(school, 6, "B"), factories.make_class(school, 8, "A")
    return (
        factories.make_pupil(sixth),
        factories.make_pupil(eighth, "Bo", "Dam"),
        factories.make_pupil(eighth, "Eva", "Vang"),
    )


def written(pupils, lines):
    return csv_file(*(line(pupils[who], day, start, end) for who, day, start, end in lines))


def forget():
    MarkChange.objects.all().delete()
    Mark.objects.all().delete()


def all_marks():
    rows = Mark.objects.order_by("pupil", "day", "slot")
    return list(rows.values_list("pupil", "day", "slot", "category", "halves"))


@few
@given(lines=a_file)
def test_a_file_read_twice_is_a_file_read_once(pupils, lines):
    forget()
    file = written(pupils, lines)

    first = deliver(file)
    after_first, rows = all_marks(), list(Mark.objects.order_by("pk").values())
    second = deliver(file)

    assert all_marks() == after_first
    assert list(Mark.objects.order_by("pk").values()) == rows
    assert MarkChange.objects.count() == 0
    new, _, unchanged, refused = counts(first)
    assert counts(second) == (0, 0, new + unchanged, refused)


@few
@given(first=a_file, second=a_file)
def test_files_about_different_days_may_come_in_any_order(pupils, first, second):
    earlier = written(
        pupils, [part for part in first if part[1] < DAYS[3]] or [(0, DAYS[0], "", "")]
    )
    later = written(
        pupils, [part for part in second if part[1] >= DAYS[3]] or [(0, DAYS[3], "", "")]
    )

    found = []
    for order in ((earlier, later), (later, earlier)):
        forget()
        for file in order:
            deliver(file)
        found.append(all_marks())

    assert found[0] == found[1]


@few
@given(first=a_file, second=a_file)
def test_of_two_files_about_the_same_days_the_later_wins_and_all_is_told(pupils, first, second):
    forget()
    alone = written(pupils, second)
    deliver(alone)
    said = {row[:2] for row in all_marks()}
    only_second = {row for row in all_marks() if row[:2] in said}

    forget()
    deliver(written(pupils, first))
    before = set(all_marks())
    deliver(alone)
    after = set(all_marks())

    assert only_second <= after
    told = {(row.pupil_id, row.day, row.slot) for row in MarkChange.objects.all()}
    lost = {row[:3] for row in before} - {row[:3] for row in after}
    turned = {row[:3] for row in before} & {row[:3] for row in after - before}
    assert lost | turned <= told


@few
@given(lines=a_file)
def test_no_day_weighs_more_than_a_day_and_every_line_is_accounted_for(pupils, lines):
    forget()

    source = deliver(written(pupils, lines))

    per_day: dict[tuple, int] = {}
    for pupil, day, _, _, halves in all_marks():
        per_day[pupil, day] = per_day.get((pupil, day), 0) + halves
    assert all(0 <= halves <= 2 for halves in per_day.values())
    assert sum(counts(source)) == len(lines)


WIDE_DAYS = DAYS[:4]
CELLS = ["", "S", "U", "L", "F", "S/", "/U", "S/U"]
# What stands in a cell, and what should have stood there if it cannot be read.
a_row = st.lists(
    st.tuples(st.sampled_from([*CELLS, "Q"]), st.sampled_from(CELLS)), min_size=4, max_size=4
)


@few
@given(rows=st.tuples(a_row, a_row), both=st.booleans())
def test_refused_lines_of_a_wide_sheet_mean_the_same_when_they_are_read_alone(pupils, rows, both):
    headings = ["elev_id", *(day.strftime("%d-%m-%Y") for day in WIDE_DAYS)]
    noted = [pupils[2].elev_id, *["S/S" if both else "S"] * 4]
    before = csv_file(*(line(pupil, day, "U", "U") for pupil in pupils for day in WIDE_DAYS))
    right = [
        [pupil.elev_id, *(answer if cell == "Q" else cell for cell, answer in row)]
        for pupil, row in zip(pupils, rows, strict=False)
    ]
    # One line is refused for a cell or not at all, the other as a whole.
    wrong = [
        [pupils[0].elev_id, *(cell for cell, _ in rows[0])],
        ["9999999", *right[1][1:]],
    ]

    forget()
    deliver(before)
    deliver(table([headings, *right, noted]))
    at_once = all_marks()
    forget()
    deliver(before)
    [again, *refused] = quarantine_rows(deliver(table([headings, *wrong, noted])))
    corrected = [[*(right[1] if row[0] == "9999999" else right[0]), *row[5:]] for row in refused]
    last = deliver(table([again, *corrected]))

    assert (counts(last)[3], all_marks()) == (0, at_once)

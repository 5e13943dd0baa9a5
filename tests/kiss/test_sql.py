"""Many values in one parameter arrive as they were."""

from datetime import date

import pytest
from django.db import connection

from kiss.lib.sql import array, fetch, text_array, together
from schools.models import Closure, Enrolment, FiguresVersion, School, User


def back(text, kind):
    with connection.cursor() as cursor:
        cursor.execute(f"select %s::{kind}[]", [text])
        return cursor.fetchone()[0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([1, None, -9_223_372_036_854_775_808], "bigint"),
        ([date(2026, 11, 23), None], "date"),
        ([], "int"),
    ],
)
def test_numbers_and_dates(values, kind):
    assert back(array(values), kind) == values


@pytest.mark.django_db
def test_texts_with_every_awkward_sign():
    values = ["", "null", None, 'he said "no"', "back\\slash", "a,b{c}", "æøå\n\t", "it's %s"]

    assert back(text_array(values), "text") == values


def test_many_questions_get_their_own_answers_at_once(school, django_assert_num_queries):
    named = School.objects.filter(name=school.name).values("name")
    nobody = School.objects.filter(name="100 % en anden").values("name")

    with django_assert_num_queries(1):
        assert together([nobody, named, School.objects.none().values("pk")]) == [
            None,
            school.name,
            None,
        ]


def test_rows_fetched_together_are_those_read_one_by_one(
    school, pupil, leader, django_assert_num_queries
):
    FiguresVersion.objects.create(
        in_force_from=date(2026, 8, 1),
        values={"halvdag": [1, None, "æ"]},
        reason="100 % efter aftale",
        confirmed_by=leader,
    )

    def questions():
        return [
            Closure.objects.order_by("-starts_on", "title"),
            Enrolment.objects.select_related("pupil", "school_class__school").order_by("pk"),
            FiguresVersion.objects.order_by("in_force_from"),
            User.objects.filter(name="100 % en anden"),
            School.objects.none(),
            School.objects.values_list("name", flat=True),
            User.objects.values("is_active", "date_joined", "last_login").order_by("pk"),
        ]

    together_, alone = questions(), [list(question) for question in questions()]
    with django_assert_num_queries(1):
        fetch(*together_)
        fetch(*together_)
        found = [list(question) for question in together_]
        assert found[1][0].school_class.school == school
        assert found[1][0].pupil == pupil

    assert found == alone
    assert [row.values for row in found[2]] == [row.values for row in alone[2]]

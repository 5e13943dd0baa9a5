"""Many values in one parameter arrive as they were."""

from datetime import date

import pytest
from django.db import connection

from kiss.lib.sql import array, text_array, together
from schools.models import School


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

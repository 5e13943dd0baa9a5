"""The page of a case asks little, whatever the case holds and whoever reads it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import marked

MOST = 15


@pytest.mark.parametrize("name", ["case", "ended"])
def test_the_page_of_a_case_with_one_of_everything_asks_at_most_fifteen(today, school, name):
    world = marked.make(school, today)
    case = world.things.case if name == "case" else world.things.kept["ended"]
    asked = {}
    for person, user in world.people.items():
        client = Client()
        client.force_login(user)
        client.get(case.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            response = client.get(case.get_absolute_url())
        if response.status_code == 200:
            asked[person] = [query["sql"] for query in queries.captured_queries]

    assert asked
    over = {person: found for person, found in asked.items() if len(found) > MOST}
    lines = [f"{who}: {sql[:160]}" for who, found in over.items() for sql in found]
    assert not over, "\n".join(lines)

"""What is new in a plan, as a parent reads it: on the page of a version and on the paper."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.actions.plans import HEADINGS
from cases.news import Kind, News, news

MAKKER = {
    "pk": 1,
    "what": "Faste makkere i 6.B",
    "who": "klasseteamet",
    "when": "hver måned",
    "works_when": "Alle har en makker",
    "arena": "klasse",
    "level": "forebyggende",
    "status": "i-gang",
}
FAR = MAKKER | {"pk": 2, "what": "Far kører om mandagen", "who": "far", "when": "om mandagen"}


def content(**changes: Any) -> dict[str, Any]:
    return {
        "headings": dict.fromkeys(HEADINGS, "") | changes.pop("headings", {}),
        "goals": ["Asta er i skole fire morgener om ugen."],
        "indsatser": [MAKKER, FAR],
        "next_follow_up_on": "2026-12-14",
        **changes,
    }


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, []),
        (
            {"goals": ["Asta er i skole tre morgener om ugen."]},
            [
                News(
                    Kind.CHANGED,
                    "goals",
                    "Asta er i skole tre morgener om ugen.",
                    "Asta er i skole fire morgener om ugen.",
                )
            ],
        ),
        (
            {"goals": ["Noget helt andet for klassen."]},
            [
                News(Kind.NEW, "goals", "Noget helt andet for klassen."),
                News(Kind.GONE, "goals", "Asta er i skole fire morgener om ugen."),
            ],
        ),
        (
            {"indsatser": [MAKKER, FAR | {"when": "hver dag"}]},
            [
                News(
                    Kind.CHANGED,
                    "indsatser",
                    "Far kører om mandagen: tidspunktet er hver dag",
                    "om mandagen",
                )
            ],
        ),
        (
            {"indsatser": [MAKKER, FAR | {"what": "Mor følger til hjørnet"}]},
            [News(Kind.CHANGED, "indsatser", "Mor følger til hjørnet", "Far kører om mandagen")],
        ),
        (
            {"indsatser": [MAKKER | {"status": "afsluttet"}]},
            [
                News(Kind.OVER, "indsatser", "Faste makkere i 6.B"),
                News(Kind.GONE, "indsatser", "Far kører om mandagen"),
            ],
        ),
        (
            {"indsatser": [MAKKER, FAR, FAR | {"pk": 3, "what": "Klubben holder åbent"}]},
            [News(Kind.NEW, "indsatser", "Klubben holder åbent: far, om mandagen")],
        ),
        (
            {"next_follow_up_on": None},
            [News(Kind.GONE, "next_follow_up_on", "14. december 2026")],
        ),
        (
            {"headings": {"going_well": "Billedkunst."}},
            [News(Kind.NEW, "going_well", "Billedkunst.")],
        ),
    ],
)
def test_what_is_told(changes, told):
    assert news(content(), content(**changes)) == told


def test_an_action_that_was_over_and_still_is_is_no_news():
    over = content(indsatser=[MAKKER, FAR | {"status": "opgivet"}])

    assert news(over, over) == []
    assert news(over, content()) == [
        News(Kind.NEW, "indsatser", "Far kører om mandagen: far, om mandagen")
    ]


def test_versions_frozen_before_rows_had_a_name_are_compared_by_what_they_say():
    nameless = [{key: value for key, value in row.items() if key != "pk"} for row in (MAKKER, FAR)]

    assert news(content(indsatser=nameless), content()) == []


rows = st.lists(
    st.builds(
        lambda what, when, status: MAKKER | {"pk": None, "what": what, "when": when} | status,
        st.sampled_from(["Ringer om morgenen", "Faste makkere", "Henter ved døren"]),
        st.sampled_from(["hver dag", "om mandagen"]),
        st.sampled_from([{"status": "i-gang"}, {"status": "afsluttet"}]),
    ),
    max_size=4,
    unique_by=lambda row: row["what"],
)
goals = st.lists(st.sampled_from(["Et mål", "Et andet mål", "Hver dag i skole"]), unique=True)


@given(goals, goals, rows, rows)
def test_what_is_new_one_way_is_gone_the_other_way(before, after, old, new):
    one = content(goals=before, indsatser=old)
    other = content(goals=after, indsatser=new)

    forth, back = news(one, other), news(other, one)

    def count(told: list[News], *kinds: Kind) -> int:
        return sum(row.kind in kinds for row in told)

    assert count(forth, Kind.NEW) == count(back, Kind.GONE, Kind.OVER)
    assert count(forth, Kind.CHANGED) == count(back, Kind.CHANGED)
    assert news(one, one) == []

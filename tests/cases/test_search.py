"""Searching in a case: everything its reader may read, and nothing else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from cases import actions
from cases.models import Case
from cases.search import Place, around, standing_in
from schools.models import School, User
from schools.roles import Role
from tests import factories
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("today")


def test_all_of_the_words_stand_in_a_place_in_any_order_and_letters() -> None:
    places = [Place("Mål", "/a", "Asta er i skole om MANDAGEN."), Place("Mål", "/b", "Onsdag.")]

    assert [place.url for place in standing_in(places, "mandagen asta")] == ["/a"]
    assert list(standing_in(places, "mandagen onsdag")) == []
    assert list(standing_in(places, " ")) == []


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Kort og godt.", "godt", "Kort og godt."),
        ("før " * 40 + "her " + "efter " * 60, "her", None),
        ("uden et eneste mellemrum" * 20, "mellemrum", None),
    ],
)
def test_what_is_shown_is_cut_at_whole_words(text: str, word: str, expected: str | None) -> None:
    shown = around(text, word)

    assert word in shown
    assert len(shown) <= 205
    if expected:
        assert shown == expected


def found(user: User, case: Case, words: str) -> dict[str, str]:
    client = Client()
    client.force_login(user)
    page = client.post(reverse("cases:timeline", args=[case.public_id]), {"words": words})
    return {place.where: place.text for place in page.context["places"]}


def test_it_finds_the_plan_the_childs_words_the_perspectives_and_the_tools(
    case: Case, tovholder: User, leader: User
) -> None:
    said = {"on": TODAY, "by": tovholder}
    actions.save_plan(
        case,
        seen=0,
        headings={"going_well": "Sommerfugle i billedkunst."},
        goals=["Asta tegner sommerfugle med Liva."],
        indsatser=[],
        next_follow_up_on=TODAY + timedelta(days=7),
        next_follow_up_by="Tove",
        **said,
    )
    actions.note_child_words(
        case,
        said_on=TODAY,
        said_to="Jonas",
        text="Sommerfugle i maven.",
        may_be_shared=True,
        **said,
    )
    actions.note_child_words(
        case,
        said_on=TODAY,
        said_to="Tove",
        text="Sommerfugle, fortroligt.",
        may_be_shared=False,
        **said,
    )
    factories.fill(case, may_be_shared=False, with_whom="Sommerfuglen")
    factories.lay(case, "Et brev.", title="Tegning af sommerfugle", is_restricted=True)

    theirs = found(tovholder, case, "sommerfugle")
    leaders = found(leader, case, "SOMMERFUGLE")

    assert theirs["Handleplan: Det går godt"] == "Sommerfugle i billedkunst."
    assert theirs["Mål"] == "Asta tegner sommerfugle med Liva."
    assert "Bilag 1" in theirs
    assert any("De tre huse" in where for where in theirs)
    assert "Sommerfugle, fortroligt." in theirs.values()
    assert "Sommerfugle, fortroligt." not in leaders.values()
    assert "Sommerfugle i maven." in leaders.values()
    assert not any("De tre huse" in where for where in leaders)


def test_who_may_not_read_the_case_searches_nothing(case: Case, school: School) -> None:
    teacher = factories.make_user("Lars Lærer")
    factories.give(teacher, Role.LAERER, school, school_class=factories.make_class(school))
    client = Client()
    client.force_login(teacher)

    answer = client.post(reverse("cases:timeline", args=[case.public_id]), {"words": "mandag"})

    assert answer.status_code == 404

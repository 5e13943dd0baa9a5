"""The people round a child and its family, as they are placed in the drawings."""

from itertools import combinations, pairwise, product
from math import dist

import pytest

from cases.tools import BY_KEY
from cases.tools.pictures import picture_of
from cases.tools.pictures.family import RELATIONS, Genogram, Member, genogram
from cases.tools.pictures.rings import (
    BANDS,
    DISC,
    MIDDLE_X,
    MIDDLE_Y,
    Box,
    Line,
    Person,
    Rings,
    rings,
    wrapped,
)

ARENAS = [("familie", "familie"), ("skole", "skole"), ("fritid", "fritid"), ("netvaerk", "net")]
BONDS = [("stoetter", "støtter"), ("belaster", "belaster")]
PEOPLE = [
    Person("Mor", "familie", "taet", "stoetter"),
    Person("Far", "familie", "midt", "belaster"),
    Person("Mormor Karen", "familie", "taet", "stoetter"),
    Person("Farfar", "familie", "fjern"),
    Person("Jonas, lærer", "skole", "taet", "stoetter"),
    Person("Drengene i pausen", "skole", "midt", "belaster"),
    Person("Håndboldtræneren", "fritid", "taet", "stoetter"),
    Person("Holdet", "fritid", "midt"),
    Person("Skolens sundhedsplejerske", "netvaerk", "fjern"),
]


def distance(x: str, y: str) -> float:
    return ((float(x) - MIDDLE_X) ** 2 + (float(y) - MIDDLE_Y) ** 2) ** 0.5


def drawn(people: list[Person]) -> Rings:
    return rings("Asta", people, ARENAS, BONDS)


def test_everybody_stands_in_the_ring_of_their_closeness() -> None:
    for spot in drawn(PEOPLE).spots:
        inner, outer = BANDS[spot.person.closeness]
        assert inner - 1 <= distance(spot.x, spot.y) <= outer + 1


def test_everybody_in_an_arena_stands_together() -> None:
    order = [spot.person.arena for spot in sorted(drawn(PEOPLE).spots, key=lambda s: s.angle)]
    changes = sum(one != other for one, other in pairwise(order))

    assert changes == len(ARENAS) - 1


def test_no_name_lies_on_another_and_no_line_hides_behind_another() -> None:
    spots = drawn(PEOPLE).spots

    for one, other in combinations(spots, 2):
        assert one.box.overlap(other.box) == 0, (one.person.name, other.person.name)
        assert abs(one.angle - other.angle) > 2


def test_no_line_goes_through_a_name_and_no_name_lies_on_a_dot() -> None:
    spots = drawn(PEOPLE).spots

    for one, other in product(spots, spots):
        assert not one.box.is_crossed(other.line), (one.person.name, other.person.name)
        assert one.box.overlap(other.disc) == 0, (one.person.name, other.person.name)


def test_the_numbers_that_a_narrow_screen_shows_are_the_lines_of_the_list() -> None:
    spots = drawn(PEOPLE).spots

    assert {spot.number: spot.person for spot in spots} == dict(enumerate(PEOPLE, 1))
    assert all(dist(one.at, other.at) >= 2 * DISC for one, other in combinations(spots, 2))


def test_all_of_the_map_is_inside_it_and_no_word_is_upside_down() -> None:
    picture = drawn(PEOPLE)

    for box in (spot.box for spot in picture.spots):
        assert box.left >= 0
        assert box.top >= 0
        assert box.left + box.width <= float(picture.width)
        assert box.top + box.height <= float(picture.height)
    assert all(-90 <= float(word.turn) <= 90 for word in picture.arenas)


@pytest.mark.parametrize(
    ("line", "is_crossed"),
    [
        (Line(0, 15, 40, 15), True),
        (Line(15, 0, 15, 40), True),
        (Line(0, 0, 40, 40), True),
        (Line(15, 15, 16, 16), True),
        (Line(0, 0, 5, 40), False),
        (Line(0, 5, 40, 5), False),
        (Line(25, 0, 40, 15), False),
        (Line(0, 15, 9, 15), False),
    ],
)
def test_a_line_crosses_a_box_or_not(line: Line, is_crossed: bool) -> None:
    assert Box(10, 10, 10, 10).is_crossed(line) == is_crossed


def test_a_long_word_is_not_cut_and_a_very_long_one_is() -> None:
    assert wrapped("Billedkunstlæreren") == ["Billedkunstlæreren"]
    assert wrapped("Skolens sundhedsplejerske") == ["Skolens", "sundhedsplejerske"]
    assert [len(line) for line in wrapped("x" * 40)] == [20]


def test_all_are_drawn_also_when_there_is_hardly_room() -> None:
    crowd = [Person(f"Person {number}", "skole", "taet") for number in range(40)]

    assert len(drawn(crowd).spots) == 40


def test_the_line_says_what_the_colour_would_have() -> None:
    picture = drawn(PEOPLE)
    dashes = {spot.person.bond: spot.dash for spot in picture.spots}

    assert dashes["stoetter"] != dashes["belaster"]
    assert [word for word, _, _ in picture.bonds] == ["støtter", "belaster"]


def test_who_does_not_see_it_is_told_the_same() -> None:
    spoken = drawn(PEOPLE).spoken

    assert all(person.name in spoken for person in PEOPLE)
    assert "tættest på: Mor, Mormor Karen, Jonas, lærer og Håndboldtræneren" in spoken


def test_nobody_and_one_are_drawn_too() -> None:
    assert drawn([]).spots == ()
    assert len(drawn(PEOPLE[:1]).spots) == 1


FAMILY = [
    Member("Camilla", "mor"),
    Member("Jonas", "far"),
    Member("Karen", "mormor"),
    Member("Ole", "morfar", is_dead=True),
    Member("Birthe", "farmor"),
    Member("Poul", "farfar"),
    Member("Freja", "storesoester", lives_here=True),
    Member("Villum", "lillebror"),
    Member("Maria", "fars-kone"),
    Member("Alma", "halvsoester-far"),
    Member("Trine", "moster"),
]


def places(picture: Genogram) -> dict[str, tuple[float, float]]:
    return {
        " ".join(word.text for word in symbol.names): (float(symbol.x), float(symbol.y))
        for symbol in picture.symbols
    }


def test_each_generation_stands_in_its_own_row() -> None:
    at = places(genogram("Asta", FAMILY))
    rows = [
        {at[name][1] for name in names}
        for names in (
            ("Karen", "Ole", "Birthe", "Poul"),
            ("Camilla", "Jonas", "Maria", "Trine"),
            ("Asta", "Freja", "Villum", "Alma"),
        )
    ]

    assert [len(row) for row in rows] == [1, 1, 1]
    assert max(rows[0]) < max(rows[1]) < max(rows[2])


def test_the_father_stands_left_of_the_mother_and_the_oldest_child_first() -> None:
    at = places(genogram("Asta", FAMILY))

    assert at["Maria"][0] < at["Jonas"][0] < at["Camilla"][0] < at["Trine"][0]
    assert at["Alma"][0] < at["Freja"][0] < at["Asta"][0] < at["Villum"][0]


def test_women_are_circles_men_are_squares_and_the_child_has_a_double_edge() -> None:
    picture = genogram("Asta", FAMILY, sign="kvinde")
    signs = {
        " ".join(word.text for word in row.names): (row.sign, row.is_child, bool(row.cross))
        for row in picture.symbols
    }

    assert signs["Karen"] == ("kvinde", False, False)
    assert signs["Ole"] == ("mand", False, True)
    assert signs["Asta"] == ("kvinde", True, False)
    assert picture.has_dead
    assert picture.has_household


def test_nobody_stands_on_anybody() -> None:
    everybody = [Member(f"Person {key}", key) for key in RELATIONS]
    at = [(row.x, row.y) for row in genogram("Asta", everybody).symbols]

    assert len(at) == len(set(at)) == len(RELATIONS) + 1
    for one, other in combinations(at, 2):
        assert one[1] != other[1] or abs(float(one[0]) - float(other[0])) >= 44


def test_the_family_has_the_numbers_of_its_list() -> None:
    numbers = {symbol.number for symbol in genogram("Asta", FAMILY).symbols}
    child = next(row for row in genogram("Asta", FAMILY).symbols if row.is_child)

    assert numbers == {0, *range(1, len(FAMILY) + 1)}
    assert child.number == 0


def test_two_of_the_same_are_both_drawn() -> None:
    twice = [Member("Camilla", "mor"), Member("Louise", "mor"), Member("Karen", "mormor")]

    assert {"Camilla", "Louise", "Karen"} < set(places(genogram("Asta", twice)))


def test_a_parent_nobody_named_is_drawn_without_a_name_where_somebody_hangs_on_it() -> None:
    alone = genogram("Asta", [Member("Camilla", "mor"), Member("Poul", "farfar")])

    assert [row.sign for row in alone.symbols if not row.names] == ["andet"]


@pytest.mark.parametrize(("parents", "is_cut"), [("sammen", False), ("skilt", True), ("", False)])
def test_two_strokes_say_that_the_parents_have_parted(parents: str, is_cut: bool) -> None:
    family = [Member("Camilla", "mor"), Member("Jonas", "far")]
    strokes = len(genogram("Asta", family).strokes)

    picture = genogram("Asta", family, parents=parents)

    assert picture.is_cut == is_cut
    assert len(picture.strokes) == strokes + 2 * is_cut


def test_the_family_is_told_in_words() -> None:
    spoken = genogram("Asta", FAMILY, parents="skilt").spoken

    assert all(f"{row.name}, {RELATIONS[row.relation].word}" in spoken for row in FAMILY)
    assert "forældrene er gået fra hinanden" in spoken


def test_a_tool_is_drawn_from_the_rows_that_a_person_typed() -> None:
    tool = BY_KEY["relationskort"]
    rows = [{"navn": "Nadia", "arena": "skole", "naerhed": "midt", "baand": "ingen"}]

    picture = picture_of(tool, {"personer": rows}, "Sofie")

    assert isinstance(picture, Rings)
    assert picture.bonds[0][0] == "et savn"
    assert picture_of(tool, {}, "Sofie") is None
    assert picture_of(BY_KEY["tre-huse"], {"godt": "Idræt."}, "Sofie") is None


def test_a_row_that_says_little_is_drawn_all_the_same() -> None:
    network = picture_of(BY_KEY["netvaerkskort"], {"personer": [{"navn": "Bo"}]}, "Asta")
    family = picture_of(BY_KEY["genogram"], {"familie": [{"navn": "Bo"}]}, "Asta")

    assert isinstance(network, Rings)
    assert network.spots[0].person.closeness == "midt"
    assert isinstance(family, Genogram)
    assert "Bo" in places(family)

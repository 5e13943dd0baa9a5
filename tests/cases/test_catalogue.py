"""The catalogue of actions: what is shipped, what is offered, and how a plan takes it up."""

import pytest
from django.urls import reverse

from cases import actions
from cases.catalogue import shelves
from cases.models import CatalogueEntry, Handleplan, Indsats
from cases.phases import Arena, Level
from cases.shipped_catalogue import SHIPPED
from tests import factories
from tests.cases.test_plan_actions import MAKKER, WHOLE
from tests.cases.test_plan_page import typed
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def catalogue(db) -> None:
    actions.ship_catalogue()


@pytest.fixture
def tove(client, case):
    client.force_login(case.tovholder)
    return client


@pytest.fixture
def find(case) -> str:
    return reverse("cases:find_indsats", args=[case.public_id])


@pytest.fixture
def plan(case) -> str:
    return reverse("cases:plan", args=[case.public_id])


def entry(title: str) -> CatalogueEntry:
    return CatalogueEntry.objects.get(title=title)


def test_what_is_shipped_reaches_every_place_and_every_level():
    assert {row.arena for row in SHIPPED} == set(Arena)
    assert {row.level for row in SHIPPED} == set(Level)
    assert any(row.is_contact and row.arena == Arena.KLASSE for row in SHIPPED)
    assert any(row.is_contact and row.arena == Arena.BARN for row in SHIPPED)
    assert max(len(row.title) for row in SHIPPED) <= 120


@pytest.mark.django_db
def test_the_catalogue_is_shipped_once():
    actions.ship_catalogue()
    actions.ship_catalogue()

    assert CatalogueEntry.objects.count() == len(SHIPPED)


@pytest.mark.usefixtures("catalogue")
def test_the_class_comes_first_and_then_contact_while_the_child_is_away(tove, find):
    page = tove.get(find).content.decode()

    order = [
        page.index("I klassefællesskabet</h3>"),
        page.index("Kontakt, mens barnet er væk</h3>"),
        page.index("Sammen med barnet</h3>"),
        page.index("I hjemmet</h3>"),
        page.index("I fritiden</h3>"),
    ]
    assert order == sorted(order)


@pytest.mark.usefixtures("catalogue")
def test_one_filters_by_place_and_by_level(tove, find):
    page = tove.get(find, {"hvor": "hjem", "niveau": "indgribende"}).content.decode()

    assert "Støtte til forældrene" in page
    assert "Morgenen, planlagt sammen" not in page
    assert "Makkerpar" not in page


@pytest.mark.usefixtures("catalogue")
def test_contact_during_absence_is_a_kind_of_its_own(tove, find):
    page = tove.get(find, {"hvor": "kontakt"}).content.decode()

    assert "Klassekammerater holder forbindelsen" in page
    assert "En fast voksen holder forbindelsen" in page
    assert "Makkerpar" not in page


@pytest.mark.usefixtures("catalogue")
def test_a_place_with_nothing_on_the_level_says_so(tove, find):
    page = tove.get(find, {"hvor": "fritid", "niveau": "indgribende"}).content.decode()

    assert "Ingen indsatser passer på det" in page


def test_an_empty_catalogue_says_so(tove, find):
    assert "Kataloget er tomt" in tove.get(find).content.decode()


def test_what_is_meant_for_another_stage_stands_last_and_says_whom_it_is_for():
    early = CatalogueEntry(title="For de små", arena="hjem", level="forebyggende")
    early.stages = ["indskoling"]
    both = CatalogueEntry(title="For alle", arena="hjem", level="forebyggende")

    in_sixth = shelves([early, both], grade=6)
    in_first = shelves([early, both], grade=1)

    assert [offer.entry.title for offer in in_sixth[0].offers] == ["For alle", "For de små"]
    assert [offer.entry.title for offer in in_first[0].offers] == ["For de små", "For alle"]
    assert in_sixth[0].offers[1].suits == "tænkt til indskoling"


@pytest.mark.usefixtures("catalogue")
def test_choosing_leads_to_the_plan_with_one_row_more_that_is_not_saved(tove, case, plan):
    actions.save_plan(case, seen=0, **WHOLE, on=TODAY, by=case.tovholder)
    chosen = entry("En fast voksen på skolen")

    page = tove.get(plan, {"indsats": chosen.pk}).content.decode()

    assert 'name="indsatser-2-what" value="En fast voksen på skolen"' in page
    assert f'name="indsatser-2-entry" value="{chosen.pk}"' in page
    assert "Rækken er ikke gemt endnu." in page
    assert Indsats.objects.count() == 2


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("asked", ["", "0", "x", "99999999999999999999", "-1"])
def test_asking_for_what_is_not_there_shows_the_plan_as_it_is(tove, plan, asked):
    response = tove.get(plan, {"indsats": asked})

    assert response.status_code == 200
    assert "Rækken er ikke gemt endnu." not in response.content.decode()


@pytest.mark.usefixtures("catalogue")
def test_what_is_typed_in_the_plan_goes_along_to_the_catalogue_and_back(tove, case, find, plan):
    chosen = entry("Makkerpar")
    given = typed(case, going_well="Hun tegner.", rows=[(None, MAKKER.values())])

    there = tove.post(find, {**given, "hvor": "klasse"}).content.decode()
    back = tove.post(plan, {**given, "add_row": "katalog", "indsats": chosen.pk}).content.decode()

    assert '<input type="hidden" name="going_well" value="Hun tegner.">' in there
    assert "En fast voksen på skolen" not in there
    assert "Hun tegner." in back
    assert f'name="indsatser-0-what" value="{MAKKER.what}"' in back
    assert 'name="indsatser-1-what" value="Makkerpar"' in back
    assert "data-unsaved" in back
    assert not Handleplan.objects.exists()


@pytest.mark.usefixtures("catalogue")
def test_going_back_without_choosing_adds_no_row(tove, case, plan):
    given = typed(case, going_well="Hun tegner.", rows=[(None, MAKKER.values())])

    back = tove.post(plan, {**given, "add_row": "katalog"}).content.decode()

    assert "Hun tegner." in back
    assert "indsatser-1-what" not in back


@pytest.mark.usefixtures("catalogue")
def test_a_saved_row_knows_what_it_was_taken_from_and_keeps_its_own_words(tove, case, plan):
    chosen = entry("Makkerpar")
    row = MAKKER.values() | {"what": "Makkerpar i matematik", "entry": str(chosen.pk)}

    tove.post(plan, typed(case, rows=[(None, row)]))

    saved = Indsats.objects.get()
    assert (saved.what, saved.entry) == ("Makkerpar i matematik", chosen)

    tove.post(plan, typed(case, going_well="Billedkunst."))
    assert Indsats.objects.get().entry == chosen


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(
    ("title", "is_contact"), [("En fast voksen holder forbindelsen", True), ("Makkerpar", False)]
)
def test_what_is_contact_in_the_catalogue_comes_along_as_contact(tove, plan, title, is_contact):
    row = tove.get(plan, {"indsats": entry(title).pk}).context["indsatser"][0]

    assert ("checked" in str(row["is_contact"])) == is_contact


@pytest.mark.usefixtures("catalogue")
def test_a_row_that_names_an_entry_that_is_gone_is_saved_all_the_same(tove, case, plan):
    row = MAKKER.values() | {"entry": "99999"}

    tove.post(plan, typed(case, rows=[(None, row)]))

    assert Indsats.objects.get().entry is None


@pytest.mark.usefixtures("catalogue")
def test_what_is_out_of_use_is_not_offered(tove, find, plan):
    chosen = entry("Makkerpar")
    actions.retire_choice(chosen, by=factories.make_user("Adam"))

    assert "Makkerpar" not in tove.get(find).content.decode()
    page = tove.get(plan, {"indsats": chosen.pk}).content.decode()
    assert 'value="Makkerpar"' not in page


@pytest.mark.usefixtures("catalogue")
def test_whoever_reads_the_case_without_leading_it_does_not_choose(client, member, case, find):
    client.force_login(member)

    element = client.get(reverse("cases:element", args=[case.public_id, "indsatser"]))

    assert client.get(find).status_code == 403
    assert "Find en indsats" not in element.content.decode()


@pytest.mark.usefixtures("catalogue")
def test_the_tovholder_finds_the_catalogue_from_the_element_and_from_the_plan(
    tove, case, find, plan
):
    element = tove.get(reverse("cases:element", args=[case.public_id, "indsatser"]))

    assert f'href="{find}"' in element.content.decode()
    assert f'formaction="{find}"' in tove.get(plan).content.decode()


@pytest.mark.usefixtures("catalogue")
def test_the_catalogue_costs_the_same_however_long_it_is(tove, find, assert_constant_queries):
    def grow() -> None:
        adam = factories.make_user("Adam")
        for number in range(5):
            actions.write_entry(
                None,
                seen=0,
                title=f"Ny {number}",
                description="Man gør noget.",
                kind="indsats",
                arena="klasse",
                level="forebyggende",
                stages=[],
                by=adam,
            )

    assert_constant_queries(find, grow)

"""The catalogue and the scale are the municipality's: who edits them, and what stays."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases import actions
from cases.models import CatalogueEntry, ConcernLevel
from kiss.lib.models import Refused
from schools.models import User
from schools.roles import Role
from tests import factories
from tests.cases.test_plan_actions import MAKKER
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("today")

ENTRY = {
    "title": "Fælles morgenmad",
    "description": "Klassen spiser sammen mandag morgen.",
    "kind": "indsats",
    "arena": "klasse",
    "level": "forebyggende",
}
SURE = {"form_id": "sikkerpaadet"}
STEP = {"name": "Meget bekymret", "criteria": "Når I ikke kan vente.", "follow_up_days": "7"}


@pytest.fixture(autouse=True)
def shipped(db: None) -> None:
    actions.ship_catalogue()
    actions.ship_levels()


@pytest.fixture
def adam(db: None) -> User:
    user = factories.make_user("Adam Administrator")
    factories.give(user, Role.ADMINISTRATOR, None)
    return user


@pytest.fixture
def as_adam(client: Client, adam: User) -> Client:
    client.force_login(adam)
    return client


def at(name: str, *args: Any) -> str:
    return reverse(f"cases:{name}", args=args)


def entry(title: str = "Makkerpar") -> CatalogueEntry:
    return CatalogueEntry.objects.get(title=title)


def step(name: str = "Bekymrende") -> ConcernLevel:
    return ConcernLevel.objects.get(name=name)


def shown(page: Any) -> dict[str, Any]:
    return page.context["form"].initial


def sent(row: Any, **anew: str) -> dict[str, Any]:
    """What the browser sends for a row as it stands, with some fields typed anew."""
    names = ("title", "description", "kind", "arena", "level", "stages")
    if isinstance(row, ConcernLevel):
        names = ("name", "criteria", "follow_up_days")
    values = {name: getattr(row, name) for name in names}
    return {**values, "seen": actions.mark_of(row), **anew}


def put_on(case: Any, level: ConcernLevel) -> None:
    actions.set_level(case, level=level, reason="Vi er urolige.", on=TODAY, by=case.tovholder)


def take_up(case: Any, taken: CatalogueEntry) -> None:
    row = actions.IndsatsInput(**MAKKER.values(), entry=taken.pk)
    actions.save_plan(
        case,
        seen=0,
        headings={},
        goals=[],
        indsatser=[row],
        next_follow_up_on=None,
        next_follow_up_by="",
        on=TODAY,
        by=case.tovholder,
    )


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.FORVALTNING])
def test_the_municipality_comes_in_and_finds_the_way_in_the_menu(client: Client, role: Role):
    user = factories.make_user("Kommunens Egen")
    factories.give(user, role, None)
    client.force_login(user)

    page = client.get(at("catalogue"))

    assert page.status_code == 200
    assert ">\n              Katalog og skala" in page.content.decode()
    assert client.get(at("scale")).status_code == 200


def test_everybody_else_meets_404_whatever_they_ask(client: Client, school: Any):
    pk, level = entry().pk, step().pk
    gets = [at("catalogue"), at("scale"), at("catalogue_new"), at("scale_new")]
    gets += [at(f"catalogue_{verb}", pk) for verb in ("change", "remove")]
    gets += [at(f"scale_{verb}", level) for verb in ("change", "remove")]
    posts = [*gets[2:], at("catalogue_turn", pk), at("scale_turn", level)]
    for role in set(Role) - {Role.ADMINISTRATOR, Role.FORVALTNING}:
        user = factories.make_user(f"Ikke {role.label}")
        klasse = factories.make_class(school, letter="Z") if role == Role.LAERER else None
        place = None if role == Role.DPO else school
        factories.give(user, role, place, school_class=klasse)
        client.force_login(user)

        answers = [client.get(url).status_code for url in gets]
        answers += [client.post(url, {"svar": "ud"}).status_code for url in posts]

        assert set(answers) == {404}, role
    assert entry().in_use


def test_an_action_is_added_last_in_its_place_and_offered_at_once(as_adam: Client, adam: User):
    answer = as_adam.post(at("catalogue_new"), ENTRY)

    made = entry("Fælles morgenmad")
    assert answer.headers["Location"] == f"{at('catalogue')}#nr-{made.pk}"
    assert made.in_use
    assert made.position > entry().position
    assert made.history.get().history_user == adam


def test_a_second_click_adds_it_once(as_adam: Client):
    given = {**ENTRY, "form_id": "abcdefghijkl"}

    as_adam.post(at("catalogue_new"), given)
    as_adam.post(at("catalogue_new"), given)

    assert CatalogueEntry.objects.filter(title="Fælles morgenmad").count() == 1


def test_what_lacks_is_said_and_nothing_typed_is_lost(as_adam: Client):
    answer = as_adam.post(at("catalogue_new"), {**ENTRY, "title": "", "arena": ""})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Skriv en titel." in page
    assert "Vælg, hvor det sker." in page
    assert "Klassen spiser sammen mandag morgen." in page


def test_two_actions_do_not_share_a_title(as_adam: Client):
    answer = as_adam.post(at("catalogue_new"), {**ENTRY, "title": "MAKKERPAR"})

    assert answer.status_code == 422
    assert "Der står allerede en indsats med den titel" in answer.content.decode()


def test_a_cpr_number_is_refused_in_what_every_school_reads(as_adam: Client):
    answer = as_adam.post(at("catalogue_new"), {**ENTRY, "description": "Som med 010115-1234."})

    assert answer.status_code == 422
    assert "Skriv ikke CPR-numre her." in answer.content.decode()


def test_a_change_tells_who_what_and_when(as_adam: Client):
    row = entry()

    as_adam.post(at("catalogue_change", row.pk), sent(row, title="Makkere i alle timer"))

    page = as_adam.get(at("catalogue_change", row.pk)).content.decode()
    assert "<del>Makkerpar</del> → Makkere i alle timer" in page
    assert "Adam Administrator" in page
    assert "23. nov." in page
    assert "Makkere i alle timer" in as_adam.get(at("catalogue")).content.decode()


def test_a_plan_that_took_it_keeps_its_own_words(as_adam: Client, case: Any):
    row = entry()
    take_up(case, row)

    as_adam.post(at("catalogue_change", row.pk), sent(row, title="Noget andet"))

    assert case.handleplan.indsatser.get().what == MAKKER.what


def test_two_who_change_the_same_lose_nothing(as_adam: Client):
    row = entry()
    mine = sent(row, description="Det, Adam skrev.")
    other = factories.make_user("Lone Forvaltning")
    given = {**sent(row), "description": "Det, Lone skrev."}
    actions.write_entry(row, by=other, **given)

    met = as_adam.post(at("catalogue_change", row.pk), mine)

    page = met.content.decode()
    assert met.status_code == 409
    assert "Det, Adam skrev." in page
    assert "Det, Lone skrev." in page
    assert "Lone Forvaltning" in page
    assert entry().description == "Det, Lone skrev."

    again = {**mine, "seen": met.context["form"].data["seen"]}
    as_adam.post(at("catalogue_change", row.pk), again)
    assert entry().description == "Det, Adam skrev."


def test_it_is_taken_out_of_use_and_back_again(as_adam: Client):
    row = entry()

    out = as_adam.post(at("catalogue_turn", row.pk), {"svar": "ud"}, follow=True)

    assert not entry().in_use
    assert "ude af brug" in out.content.decode()
    as_adam.post(at("catalogue_turn", row.pk), {"svar": "ind"})
    assert entry().in_use
    said = row.history.order_by("history_id").values_list("history_change_reason", flat=True)
    assert list(said)[1:] == ["Taget ud af brug", "Taget i brug igen"]


@pytest.mark.parametrize("asked", ["", "slet", "x"])
def test_what_is_no_button_does_nothing(as_adam: Client, asked: str):
    assert as_adam.post(at("catalogue_turn", entry().pk), {"svar": asked}).status_code == 404
    assert entry().in_use


def titles_in(page: Any, group: int) -> list[str]:
    return [item["row"].title for item in page.context["groups"][group]["rows"]]


def test_the_order_is_the_municipalitys(as_adam: Client):
    before = titles_in(as_adam.get(at("catalogue")), 0)

    as_adam.post(at("catalogue_turn", entry(before[1]).pk), {"svar": "op"})

    after = titles_in(as_adam.get(at("catalogue")), 0)
    assert after == [before[1], before[0], *before[2:]]
    as_adam.post(at("catalogue_turn", entry(before[1]).pk), {"svar": "ned"})
    assert titles_in(as_adam.get(at("catalogue")), 0) == before


def test_the_outermost_stays_where_it_is(as_adam: Client):
    first = titles_in(as_adam.get(at("catalogue")), 0)[0]

    as_adam.post(at("catalogue_turn", entry(first).pk), {"svar": "op"})

    assert titles_in(as_adam.get(at("catalogue")), 0)[0] == first


def test_the_steps_of_the_scale_change_places_and_numbers(as_adam: Client):
    as_adam.post(at("scale_turn", step("Begyndende").pk), {"svar": "ned"})

    names = list(ConcernLevel.objects.values_list("position", "name"))
    assert names == [
        (1, "Almindeligt fremmøde"),
        (2, "Bekymrende"),
        (3, "Begyndende"),
        (4, "Langvarigt eller omfattende"),
    ]
    page = as_adam.get(at("scale")).content.decode()
    assert "Flyttet ned" in page
    assert "<del>2</del> → 3" in page


def test_a_step_is_added_with_its_rhythm(as_adam: Client):
    as_adam.post(at("scale_new"), STEP)

    made = step("Meget bekymret")
    assert (made.position, made.follow_up_days, made.in_use) == (5, 7, True)
    assert "Opfølgning senest efter 7 dage" in as_adam.get(at("scale")).content.decode()


@pytest.mark.parametrize("days", ["0", "181", "-3", "syv", ""])
def test_a_rhythm_that_cannot_be_is_refused_with_what_can(as_adam: Client, days: str):
    answer = as_adam.post(at("scale_new"), {**STEP, "follow_up_days": days})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Skriv antal dage" in page or "Skriv et tal fra 1 til 180." in page
    assert "Når I ikke kan vente." in page


def test_a_changed_rhythm_holds_for_the_cases_that_stand_there(as_adam: Client, case: Any):
    put_on(case, step())

    as_adam.post(at("scale_change", step().pk), sent(step(), follow_up_days="5"))

    assert case.level_changes.get().level.follow_up_days == 5


def test_a_step_in_use_cannot_be_deleted_but_retired(as_adam: Client, case: Any):
    put_on(case, step())

    answer = as_adam.post(at("scale_remove", step().pk), SURE)
    as_adam.post(at("scale_turn", step().pk), {"svar": "ud"})

    assert answer.status_code == 422
    assert "Tag det ud af brug i stedet." in answer.content.decode()
    assert not step().in_use
    assert case.level_changes.get().level == step()
    with pytest.raises(Refused, match="bruges ikke mere"):
        put_on(
            factories.make_case(
                factories.make_pupil(case.pupil.enrolments.get().school_class, "Bo", "Bak"),
                case.tovholder,
            ),
            step(),
        )


def test_what_nobody_has_used_is_deleted_and_its_history_stays(as_adam: Client):
    row = step()

    asked = as_adam.get(at("scale_remove", row.pk))
    as_adam.post(at("scale_remove", row.pk), SURE)

    assert "Slet »Bekymrende«" in asked.content.decode()
    assert not ConcernLevel.objects.filter(name="Bekymrende").exists()
    page = as_adam.get(at("scale")).content.decode()
    assert "Trin slettet: Bekymrende" in page
    assert "Adam Administrator" in page


def test_an_action_that_a_plan_has_taken_cannot_be_deleted(as_adam: Client, case: Any):
    take_up(case, entry())

    answer = as_adam.post(at("catalogue_remove", entry().pk), SURE)

    assert answer.status_code == 422
    assert entry().in_use
    assert (
        at("catalogue_remove", entry().pk)
        not in as_adam.get(at("catalogue_change", entry().pk)).content.decode()
    )


def test_the_last_step_is_neither_retired_nor_deleted(as_adam: Client):
    *others, last = ConcernLevel.objects.order_by("position")
    for row in others:
        as_adam.post(at("scale_turn", row.pk), {"svar": "ud"})

    retired = as_adam.post(at("scale_turn", last.pk), {"svar": "ud"}, follow=True)
    deleted = as_adam.post(at("scale_remove", last.pk), SURE)

    assert "mindst ét trin i brug" in retired.content.decode()
    assert deleted.status_code == 422
    assert list(ConcernLevel.objects.filter(in_use=True)) == [last]


def test_where_it_is_used_is_said_in_counts_that_point_at_nobody(
    as_adam: Client, case: Any, tovholder: User, klasse: Any
):
    put_on(case, step())

    page = as_adam.get(at("scale_change", step().pk)).content.decode()
    listed = as_adam.get(at("scale")).content.decode()

    assert "Færre end 5 åbne sager" in page
    assert "Sydhavnsskolen: nogle få" in page
    assert "færre end 5 åbne sager" in listed
    for text in (page, listed):
        assert case.pupil.last_name not in text
        assert case.number not in text

    for number in range(5):
        child = factories.make_pupil(klasse, f"Barn{number}", "Berg")
        put_on(factories.make_case(child, tovholder), step())

    page = as_adam.get(at("scale_change", step().pk)).content.decode()
    assert "6 åbne sager i hele kommunen" in page
    assert "Sydhavnsskolen: 6" in page


def test_only_where_a_case_stands_now_counts(as_adam: Client, case: Any):
    put_on(case, step("Begyndende"))
    put_on(case, step())

    page = as_adam.get(at("scale_change", step("Begyndende").pk)).content.decode()

    assert "Ikke i nogen åben sag." in page


def test_an_action_in_several_rows_of_one_plan_is_one_case(as_adam: Client, case: Any):
    row = actions.IndsatsInput(**MAKKER.values(), entry=entry().pk)
    actions.save_plan(
        case,
        seen=0,
        headings={},
        goals=[],
        indsatser=[row, row],
        next_follow_up_on=None,
        next_follow_up_by="",
        on=TODAY,
        by=case.tovholder,
    )
    from cases.usage import counts_of_entries, usage_of

    assert counts_of_entries() == {entry().pk: 1}
    assert usage_of(entry(), 1).total == 1


def test_the_pages_cost_the_same_however_much_they_hold(
    as_adam: Client, adam: User, assert_constant_queries: Any
):
    def grow() -> None:
        for number in range(4):
            given = {**ENTRY, "title": f"Ny {number}"}
            actions.write_entry(None, seen=0, stages=[], by=adam, **given)

    assert_constant_queries(at("catalogue"), grow)


def test_whoever_lost_the_role_meanwhile_changes_nothing(as_adam: Client, adam: User):
    from cases.rights import come_in

    come_in(adam, TODAY)
    adam.memberships.all()._raw_delete(using="default")
    from django.http import Http404

    with pytest.raises(Http404):
        actions.retire_choice(entry(), by=adam)
    assert entry().in_use

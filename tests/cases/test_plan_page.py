"""The handleplan as a form: nothing typed is lost, whoever else writes."""

import pytest
from django.urls import reverse

from cases import actions
from cases.merging import fingerprints, saved_text
from cases.models import ChildStatement, Handleplan, Indsats
from tests.cases.test_plan_actions import FAR, MAKKER, WHOLE
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def tove(client, case):
    client.force_login(case.tovholder)
    return client


@pytest.fixture
def address(case):
    return reverse("cases:plan", args=[case.public_id])


@pytest.fixture
def saved(case, tovholder) -> Handleplan:
    return actions.save_plan(case, seen=0, **WHOLE, on=TODAY, by=tovholder)


def typed(case, *, rows=None, goals=(), seen=None, base=None, **given) -> dict[str, str]:
    """What a browser sends for the plan as it is saved, with some fields typed anew."""
    plan = Handleplan.objects.filter(case=case).first()
    text = saved_text(plan)
    rows = [(row.pk, row.values()) for row in text.indsatser] if rows is None else rows
    goals = goals or text.goals
    sent = {
        **text.headings,
        "seen": str((plan.version if plan else 0) if seen is None else seen),
        "base": fingerprints(text) if base is None else base,
        "next_follow_up_on": text.next_follow_up_on.isoformat() if text.next_follow_up_on else "",
        "next_follow_up_by": text.next_follow_up_by,
        "goals-TOTAL_FORMS": str(len(goals)),
        "goals-INITIAL_FORMS": str(len(text.goals)),
        "indsatser-TOTAL_FORMS": str(len(rows)),
        "indsatser-INITIAL_FORMS": str(sum(pk is not None for pk, _ in rows)),
    }
    sent |= {f"goals-{number}-text": goal for number, goal in enumerate(goals)}
    for number, (pk, values) in enumerate(rows):
        sent |= {f"indsatser-{number}-{name}": value for name, value in values.items()}
        sent[f"indsatser-{number}-pk"] = "" if pk is None else str(pk)
    return {**sent, **given}


def test_the_form_begins_with_the_childs_words_and_room_for_three_goals(tove, case, address):
    actions.note_child_words(
        case,
        said_on=TODAY,
        said_to="Jonas",
        text="Det er morgenen.",
        may_be_shared=True,
        on=TODAY,
        by=case.tovholder,
    )

    page = tove.get(address).content.decode()

    assert page.index("Det er morgenen.") < page.index("Hvorfor er vi her?")
    assert 'name="goals-2-text"' in page
    assert 'name="indsatser-0-what"' in page


def test_a_plan_is_saved_unfinished_and_says_what_it_lacks(tove, case, address):
    response = tove.post(address, typed(case, going_well="Billedkunst."), follow=True)

    page = response.content.decode()
    assert Handleplan.objects.get().going_well == "Billedkunst."
    assert "Den mangler stadig" in page
    assert "Planen har intet mål." in page


def test_rows_and_goals_are_saved_as_typed(tove, case, address):
    rows = [(None, MAKKER.values()), (None, FAR.values())]

    tove.post(address, typed(case, rows=rows, goals=("Asta er i skole hver dag.", "")))

    plan = Handleplan.objects.get()
    assert [row.what for row in plan.indsatser.order_by("position")] == [MAKKER.what, FAR.what]
    assert [goal.text for goal in plan.goals.all()] == ["Asta er i skole hver dag."]


def test_an_untouched_empty_row_is_no_row(tove, case, address):
    empty = dict.fromkeys(("what", "who", "when", "works_when"), "") | {
        "arena": "klasse",
        "level": "forebyggende",
        "status": "aftalt",
    }

    tove.post(address, typed(case, rows=[(None, empty)]))

    assert not Indsats.objects.exists()


def test_a_row_is_taken_off_by_its_tick(tove, case, saved, address):
    tove.post(address, typed(case, **{"indsatser-1-DELETE": "on"}))

    assert [row.what for row in saved.indsatser.all()] == [MAKKER.what]


def test_sending_twice_is_saving_once(tove, case, saved, address):
    sent = typed(case, going_well="Billedkunst.")

    answers = [tove.post(address, sent).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert Handleplan.objects.get().version == 2


def test_a_row_without_who_is_sent_back_with_everything_typed(tove, case, address):
    row = {**MAKKER.values(), "who": ""}

    response = tove.post(address, typed(case, rows=[(None, row)], going_well="Billedkunst."))

    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Fejl: " in page
    assert 'href="#id_indsatser-0-who"' in page
    assert MAKKER.what in page
    assert "Billedkunst." in page
    assert not Handleplan.objects.exists()


def test_a_follow_up_in_the_past_is_sent_back(tove, case, address):
    response = tove.post(address, typed(case, next_follow_up_on="2026-11-20"))

    assert response.status_code == 422
    assert "kan ikke ligge før i dag" in response.content.decode()


@pytest.mark.parametrize(("prefix", "field"), [("indsatser", "what"), ("goals", "text")])
def test_a_row_is_added_without_javascript_and_nothing_is_judged(
    prefix, field, tove, case, address
):
    sent = typed(
        case, rows=[(None, {**MAKKER.values(), "who": ""})], goals=("Et mål",), going_well="Godt."
    )

    response = tove.post(address, {**sent, "add_row": prefix})

    page = response.content.decode()
    assert response.status_code == 200
    assert f'name="{prefix}-1-{field}"' in page
    assert MAKKER.what in page
    assert "Et mål" in page
    assert "Godt." in page
    assert "Der er noget, der skal rettes" not in page
    assert not Handleplan.objects.exists()


# Two editors


@pytest.fixture
def two_texts(case, saved, leader):
    """Tove has the plan open; meanwhile Sanne saved other goals and another view of the parents."""
    began = typed(case)
    actions.save_plan(
        case,
        seen=1,
        **{
            **WHOLE,
            "headings": {**WHOLE["headings"], "parents_view": "Far vil gerne køre."},
            "goals": ["Sannes mål."],
            "indsatser": saved_text(saved).indsatser,
        },
        on=TODAY,
        by=leader,
    )
    return {**began, "parents_view": "Mor vil gerne følge Asta.", "going_well": "Billedkunst."}


def test_whoever_saves_second_sees_both_texts_of_what_differs(tove, case, two_texts, address):
    response = tove.post(address, two_texts)

    page = response.content.decode()
    by_key = {row.key: row for row in response.context["differences"]}
    assert response.status_code == 409
    assert "Mor vil gerne følge Asta." in page
    assert "Far vil gerne køre." in page
    assert set(by_key) == {"parents_view", "goals", "going_well"}
    assert by_key["parents_view"].prefers == "min"
    assert by_key["goals"].prefers == "gemt"
    assert by_key["going_well"].only_mine
    assert Handleplan.objects.get().parents_view == "Far vil gerne køre."


def resolved(response, **choices) -> dict[str, str]:
    """What the conflict page sends: what it carried, its texts, and the choices."""
    context = response.context
    sent = dict(context["carried"]) | {"seen": str(context["saved"].version)}
    for difference in context["differences"]:
        sent[f"valg-{difference.key}"] = choices.get(difference.key, difference.prefers)
        if difference.is_text:
            sent[difference.key] = "".join(difference.mine)
    return sent


def test_the_choices_of_the_conflict_page_are_saved(tove, case, two_texts, address):
    conflict = tove.post(address, two_texts)

    response = tove.post(address, resolved(conflict))

    plan = Handleplan.objects.get()
    assert response.status_code == 302
    assert plan.version == 3
    assert plan.parents_view == "Mor vil gerne følge Asta."
    assert plan.going_well == "Billedkunst."
    assert [goal.text for goal in plan.goals.all()] == ["Sannes mål."]


def test_the_saved_text_can_be_chosen_and_ones_own_mended(tove, case, two_texts, address):
    conflict = tove.post(address, two_texts)
    sent = resolved(conflict, parents_view="gemt") | {"going_well": "Billedkunst og Liva."}

    tove.post(address, sent)

    plan = Handleplan.objects.get()
    assert plan.parents_view == "Far vil gerne køre."
    assert plan.going_well == "Billedkunst og Liva."


def test_a_third_save_meanwhile_asks_again_and_overwrites_nothing(
    tove, case, two_texts, address, leader
):
    conflict = tove.post(address, two_texts)
    saved = saved_text(Handleplan.objects.get())
    actions.save_plan(
        case,
        seen=2,
        **{**WHOLE, "headings": saved.headings, "indsatser": saved.indsatser, "goals": ["Tredje"]},
        on=TODAY,
        by=leader,
    )

    again = tove.post(address, resolved(conflict))

    assert again.status_code == 409
    assert "Mor vil gerne følge Asta." in again.content.decode()
    assert Handleplan.objects.get().goals.get().text == "Tredje"
    assert tove.post(address, resolved(again)).status_code == 302
    assert Handleplan.objects.get().parents_view == "Mor vil gerne følge Asta."


def test_rows_that_only_one_of_two_has_are_all_kept(tove, case, saved, leader, address):
    began = typed(case)
    rows = saved_text(saved).indsatser
    theirs = [*rows, actions.IndsatsInput(**{**FAR.values(), "what": "Sannes nye indsats"})]
    actions.save_plan(case, seen=1, **{**WHOLE, "indsatser": theirs}, on=TODAY, by=leader)
    mine = {
        **began,
        "indsatser-TOTAL_FORMS": "3",
        **{f"indsatser-2-{name}": value for name, value in FAR.values().items()},
        "indsatser-2-what": "Toves nye indsats",
        "indsatser-2-pk": "",
    }

    conflict = tove.post(address, mine)
    tove.post(address, resolved(conflict))

    kept = {row.what for row in Handleplan.objects.get().indsatser.all()}
    assert kept == {MAKKER.what, FAR.what, "Sannes nye indsats", "Toves nye indsats"}


# Versions


def test_versions_are_listed_and_their_differences_are_readable(tove, case, saved, tovholder):
    actions.freeze_plan(case, because="Netværksmøde", on=TODAY, by=tovholder)
    actions.save_plan(
        case,
        seen=1,
        **{**WHOLE, "goals": ["Asta er i skole tre morgener om ugen inden jul."]},
        on=TODAY,
        by=tovholder,
    )
    actions.freeze_plan(case, because="Opfølgning", on=TODAY, by=tovholder)

    listed = tove.get(reverse("cases:plan_versions", args=[case.public_id])).content.decode()
    second = tove.get(reverse("cases:plan_version", args=[case.public_id, 2])).content.decode()
    first = tove.get(reverse("cases:plan_version", args=[case.public_id, 1])).content.decode()

    assert "Netværksmøde" in listed
    assert "Intet er ændret." in listed
    assert "<del>fire </del>" in second
    assert "<ins>tre </ins>" in second
    assert "Den første version." in first


def test_a_version_that_is_not_there_does_not_exist(tove, case):
    address = reverse("cases:plan_version", args=[case.public_id, 9])

    assert tove.get(address).status_code == 404


# The child's words, written on the same page


def words(**given) -> dict[str, str]:
    said = {
        "words-form_id": "ord",
        "words-text": "Jeg vil gerne i skole.",
        "words-said_to": "Jonas",
        "words-said_on": "2026-11-20",
    }
    return {**said, **{f"words-{name}": value for name, value in given.items()}}


def test_the_childs_words_are_saved_with_the_plan_and_once(tove, case, address):
    sent = typed(case, going_well="Billedkunst.") | words()

    for _ in range(2):
        assert tove.post(address, sent).status_code == 302

    statement = ChildStatement.objects.get()
    assert (statement.text, statement.may_be_shared) == ("Jeg vil gerne i skole.", False)


def test_no_words_typed_are_no_words(tove, case, address):
    tove.post(address, typed(case, going_well="Billedkunst.") | words(text="", said_to=""))

    assert Handleplan.objects.get().going_well == "Billedkunst."
    assert not ChildStatement.objects.exists()


def test_words_without_a_listener_are_sent_back_and_nothing_is_saved(tove, case, address):
    response = tove.post(address, typed(case, going_well="Billedkunst.") | words(said_to=""))

    page = response.content.decode()
    assert response.status_code == 422
    assert 'href="#id_words-said_to"' in page
    assert "Jeg vil gerne i skole." in page
    assert not Handleplan.objects.exists()


def test_words_typed_before_a_conflict_are_kept_through_it(tove, case, two_texts, address):
    conflict = tove.post(address, two_texts | words())
    assert not ChildStatement.objects.exists()

    tove.post(address, resolved(conflict))

    assert ChildStatement.objects.get().text == "Jeg vil gerne i skole."


def test_words_typed_before_a_row_is_added_are_kept(tove, case, address):
    page = tove.post(address, typed(case) | words() | {"add_row": "goals"}).content.decode()

    assert "Jeg vil gerne i skole." in page

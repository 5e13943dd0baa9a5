"""The handleplan as a form: nothing typed is lost, whoever else writes."""

from dataclasses import replace

import pytest
from django.urls import reverse

from cases import actions
from cases.merging import fingerprints, saved_text
from cases.models import ChildStatement, Handleplan, Indsats, PlanSection
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
        # A browser sends a box that is ticked, and nothing for one that is not.
        ticked = {name: "on" if value is True else value for name, value in values.items()}
        sent |= {
            f"indsatser-{number}-{name}": value
            for name, value in ticked.items()
            if value is not False
        }
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


def test_contact_while_the_child_is_away_is_ticked_and_taken_back_row_by_row(
    tove, case, saved, address
):
    tove.post(address, typed(case, **{"indsatser-1-is_contact": "on"}))

    rows = saved.indsatser.order_by("position")
    assert [(row.what, row.is_contact) for row in rows] == [(MAKKER.what, False), (FAR.what, True)]
    shown = tove.get(address).context["indsatser"]
    assert ["checked" in str(row["is_contact"]) for row in shown] == [False, True]

    sent = typed(case)
    del sent["indsatser-1-is_contact"]
    tove.post(address, sent)
    assert not rows.filter(is_contact=True).exists()


def test_a_tick_alone_is_saved_as_one_leaves_the_section(tove, case, saved, address):
    answer = tove.post(address, typed(case, af_sig_selv="ja", **{"indsatser-1-is_contact": "on"}))

    assert answer.status_code == 200
    assert saved.indsatser.get(is_contact=True).what == FAR.what
    assert PlanSection.objects.get(key="indsatser").version == 2


def test_one_who_ticks_and_one_who_writes_the_same_row_meet_and_are_told_both(
    tove, case, saved, address, leader
):
    began = typed(case, **{"indsatser-1-is_contact": "on"})
    rows = [replace(MAKKER, pk=None), replace(FAR, pk=None)]
    pks = saved.indsatser.order_by("position").values_list("pk", flat=True)
    rows = [replace(row, pk=pk) for row, pk in zip(rows, pks, strict=True)]
    changed = {**WHOLE, "indsatser": [rows[0], replace(rows[1], when="fra 7. december")]}
    actions.save_plan(case, seen=1, **changed, on=TODAY, by=leader)

    answer = tove.post(address, began)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Kontakt, mens barnet er væk · hjem, forebyggende · aftalt" in page
    assert "Astas far, fra 7. december" in page


def test_a_tick_survives_one_row_more_without_javascript(tove, case, saved, address):
    sent = typed(case, add_row="indsatser", **{"indsatser-1-is_contact": "on"})

    rows = tove.post(address, sent).context["indsatser"]

    ticks = ["checked" in str(row["is_contact"]) for row in rows]
    assert ticks == [False, True, False]


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


def test_parts_that_only_one_of_them_wrote_are_saved_beside_each_other(
    tove, case, saved, leader, address
):
    began = typed(case)
    theirs = {**WHOLE["headings"], "resources": "Liva og fodbold."}
    kept = {"headings": theirs, "indsatser": saved_text(saved).indsatser}
    actions.save_plan(case, seen=1, **{**WHOLE, **kept}, on=TODAY, by=leader)

    page = tove.post(address, {**began, "going_well": "Billedkunst."}, follow=True)

    plan = Handleplan.objects.get()
    assert (plan.resources, plan.going_well) == ("Liva og fodbold.", "Billedkunst.")
    assert "Det, en anden skrev imens under “Hvad kan vi bygge på?”, er også med." in (
        page.content.decode()
    )


def test_each_section_says_when_it_was_saved_and_by_whom(tove, case, saved, leader, address):
    theirs = {**WHOLE["headings"], "sharing": "Kun i teamet."}
    kept = {"headings": theirs, "indsatser": saved_text(saved).indsatser}
    actions.save_plan(case, seen=1, **{**WHOLE, **kept}, on=TODAY, by=leader)

    page = tove.get(address).content.decode()

    versions = dict(PlanSection.objects.values_list("key", "version"))
    assert (versions["aftaler"], versions["maal"]) == (2, 1)
    assert page.count(f"af {leader.name}</p>") == 1
    assert page.count(f"af {case.tovholder.name}</p>") == len(versions) - 1


# Saved section by section, without anybody pressing a button


def by_itself(client, address, sent):
    return client.post(address, {**sent, "af_sig_selv": "ja"})


def test_a_section_is_saved_by_itself_and_is_typed_on_from_there(tove, case, saved, address):
    first = by_itself(tove, address, typed(case, going_well="Billedkunst.")).json()
    sent = typed(case, going_well="Billedkunst og Liva.", seen=first["seen"], base=first["base"])
    second = by_itself(tove, address, sent).json()

    assert Handleplan.objects.get().going_well == "Billedkunst og Liva."
    assert (first["seen"], second["seen"]) == (2, 3)
    assert first["notes"]["fundament"].endswith(f"af {case.tovholder.name}")
    assert (first["wrong"], first["others"], first["left"]) == ({}, [], False)


def test_a_new_row_that_was_saved_by_itself_is_the_same_row_the_next_time(tove, case, address):
    sent = typed(case, rows=[(None, {**MAKKER.values(), "what": "Ny"})])
    named = by_itself(tove, address, sent).json()
    again = {**sent, "seen": named["seen"], "base": named["base"], **named["fields"]}
    by_itself(tove, address, {**again, "indsatser-0-what": "Ny, rettet"})

    assert [row.what for row in Indsats.objects.all()] == ["Ny, rettet"]


def test_a_row_stands_once_though_nobody_heard_that_it_was_saved(tove, case, saved, address):
    rows = [(row.pk, row.values()) for row in saved_text(saved).indsatser]
    sent = typed(case, rows=[*rows, (None, {**MAKKER.values(), "what": "Ny"})])
    by_itself(tove, address, sent)

    unheard = by_itself(tove, address, {**sent, "going_well": "Billedkunst."})
    pressed = tove.post(address, {**sent, "going_well": "Billedkunst."})

    assert (unheard.status_code, pressed.status_code) == (200, 302)
    assert [row.what for row in saved.indsatser.order_by("position")] == [
        MAKKER.what,
        FAR.what,
        "Ny",
    ]


def test_a_row_that_was_taken_off_and_put_back_is_a_new_one(tove, case, saved, address):
    sent = typed(case)
    gone = by_itself(tove, address, {**sent, "indsatser-1-DELETE": "on"}).json()
    assert gone["fields"]["indsatser-1-pk"] == ""
    back = {**sent, "seen": gone["seen"], "base": gone["base"], **gone["fields"]}

    assert by_itself(tove, address, back).status_code == 200

    assert [row.what for row in saved.indsatser.order_by("position")] == [MAKKER.what, FAR.what]


def test_what_is_not_finished_stands_in_nobodys_way(tove, case, saved, address):
    sent = typed(case, going_well="Billedkunst.", **{"indsatser-0-who": ""})

    answer = by_itself(tove, address, sent).json()

    plan = Handleplan.objects.get()
    assert plan.going_well == "Billedkunst."
    assert plan.indsatser.get(what=MAKKER.what).who == MAKKER.who
    assert answer["wrong"] == {"indsatser": "Skriv, hvem der gør det."}
    assert answer["left"]


def test_an_unfinished_row_does_not_overwrite_what_somebody_else_did_to_it(
    tove, case, saved, leader, address
):
    rows = saved_text(saved).indsatser
    theirs = [replace(rows[0], when="hver dag"), *rows[1:]]
    began = typed(case)
    actions.save_plan(case, seen=1, **{**WHOLE, "indsatser": theirs}, on=TODAY, by=leader)
    unfinished = by_itself(tove, address, {**began, "indsatser-0-who": ""}).json()
    finished = {**began, "seen": unfinished["seen"], "base": unfinished["base"]}

    met = by_itself(tove, address, {**finished, "indsatser-0-who": "Karim"})

    assert met.status_code == 409
    assert saved.indsatser.get(what=MAKKER.what).when == "hver dag"


def test_the_others_section_is_kept_and_said_to_be_newer_than_the_page(
    tove, case, saved, leader, address
):
    began = typed(case)
    theirs = {**WHOLE["headings"], "sharing": "Kun i teamet."}
    kept = {"headings": theirs, "indsatser": saved_text(saved).indsatser}
    actions.save_plan(case, seen=1, **{**WHOLE, **kept}, on=TODAY, by=leader)

    answer = by_itself(tove, address, {**began, "going_well": "Billedkunst."}).json()
    later = {**began, "going_well": "Mere.", "seen": answer["seen"], "base": answer["base"]}
    by_itself(tove, address, later)

    plan = Handleplan.objects.get()
    assert answer["others"] == ["aftaler"]
    assert (plan.sharing, plan.going_well) == ("Kun i teamet.", "Mere.")


def test_two_texts_of_one_part_are_never_chosen_between_by_itself(tove, case, two_texts, address):
    answer = by_itself(tove, address, two_texts)

    assert answer.status_code == 409
    assert "Tryk Gem planen, så ser du begge tekster." in answer.json()["sentence"]
    assert Handleplan.objects.get().parents_view == "Far vil gerne køre."


@pytest.mark.parametrize("base", ["", "ikke json", "[]", '{"noget": "andet", "indsats-x": 1}'])
def test_a_mark_that_is_no_mark_of_ours_harms_nothing(base, tove, case, saved, address):
    answer = by_itself(tove, address, typed(case, base=base, going_well="Billedkunst."))

    assert answer.status_code == 200
    assert "noget" not in answer.json()["base"]
    assert Handleplan.objects.get().going_well == "Billedkunst."


def test_the_childs_words_are_not_sent_by_themselves(tove, case, address):
    answer = by_itself(tove, address, typed(case, going_well="Billedkunst.") | words()).json()

    assert Handleplan.objects.get().going_well == "Billedkunst."
    assert not ChildStatement.objects.exists()
    assert answer["left"]


def test_what_the_plan_refuses_is_said_and_nothing_is_saved(tove, case, saved, address):
    four = ("Et", "To", "Tre", "Fire")

    answer = by_itself(tove, address, typed(case, goals=four))

    assert answer.status_code == 422
    assert "Højst 3 mål ad gangen" in answer.json()["sentence"]
    assert Handleplan.objects.get().version == 1


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

    assert tove.post(address, mine).status_code == 302

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
    assert "Før: Asta er i skole fire morgener om ugen" in second
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

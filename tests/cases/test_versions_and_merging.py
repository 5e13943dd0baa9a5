"""What changed between two plans, and what two people did to one."""

from dataclasses import replace
from datetime import date

from cases.actions import IndsatsInput
from cases.actions.plans import HEADINGS
from cases.merging import MINE, SAVED, PlanText, differences, fingerprints, merged
from cases.plan_words import indsats_lines
from cases.versions import changes

ROW = IndsatsInput(
    pk=1,
    what="Makkerpar i 6.B",
    who="klasseteamet",
    when="fra 2. november",
    arena="klasse",
    level="forebyggende",
)
OTHER = replace(ROW, pk=2, what="Far kører om mandagen", arena="hjem")
BASE = PlanText(
    headings=dict.fromkeys(HEADINGS, "") | {"going_well": "Billedkunst."},
    goals=["Hver dag."],
    indsatser=[ROW, OTHER],
    next_follow_up_on=date(2026, 12, 14),
    next_follow_up_by="Tove",
)


def text(base: PlanText = BASE, **headings: str) -> PlanText:
    return replace(base, headings={**base.headings, **headings})


def found(mine: PlanText, saved: PlanText, base: PlanText | None = BASE) -> dict:
    rows = differences(mine, saved, fingerprints(base) if base else "")
    return {row.key: row for row in rows}


def test_the_same_plan_differs_in_nothing():
    assert found(BASE, BASE) == {}


def test_a_part_that_both_touched_keeps_mine_until_i_choose():
    row = found(text(going_well="Mit."), text(going_well="Dit."))["going_well"]

    assert (row.mine, row.saved, row.prefers) == (["Mit."], ["Dit."], MINE)
    assert not row.untouched
    assert not row.only_mine


def test_a_part_that_only_the_other_touched_prefers_what_is_saved():
    row = found(BASE, text(going_well="Dit."))["going_well"]

    assert (row.prefers, row.untouched) == (SAVED, True)


def test_a_part_that_only_i_touched_is_mine_alone():
    row = found(text(going_well="Mit."), BASE)["going_well"]

    assert (row.prefers, row.only_mine) == (MINE, True)


def test_without_knowing_where_the_typing_began_everything_counts_as_mine():
    for base in ("", "ikke json", "[]"):
        rows = differences(BASE, text(going_well="Dit."), base)
        assert [row.prefers for row in rows] == [MINE]


def test_line_ends_of_a_browser_are_no_difference():
    assert found(text(going_well="En\r\nto"), text(going_well="En\nto")) == {}


def test_a_row_the_other_added_is_kept():
    new = replace(ROW, pk=3, what="Sannes")
    saved = replace(BASE, indsatser=[ROW, OTHER, new])

    row = found(BASE, saved)["indsats-3"]

    assert (row.prefers, row.saved_label) == (SAVED, "Behold indsatsen")
    assert [kept.what for kept in merged(BASE, saved, {}).indsatser][-1] == "Sannes"


def test_a_row_i_took_off_stays_off_unless_the_other_changed_it():
    mine = replace(BASE, indsatser=[ROW])
    changed = replace(BASE, indsatser=[ROW, replace(OTHER, when="fra 9. november")])

    assert found(mine, BASE)["indsats-2"].prefers == MINE
    assert found(mine, changed)["indsats-2"].prefers == SAVED
    assert merged(mine, BASE, {"indsats-2": MINE}).indsatser == [ROW]
    assert merged(mine, BASE, {"indsats-2": SAVED}).indsatser == [ROW, OTHER]


def test_a_row_the_other_took_off_stays_off_unless_i_changed_it():
    saved = replace(BASE, indsatser=[ROW])
    mine = replace(BASE, indsatser=[ROW, replace(OTHER, when="fra 9. november")])

    assert found(BASE, saved)["indsats-2"].prefers == SAVED
    assert found(mine, saved)["indsats-2"].prefers == MINE
    assert merged(mine, saved, {"indsats-2": SAVED}).indsatser == [ROW]
    back = merged(mine, saved, {"indsats-2": MINE}).indsatser[1]
    assert (back.pk, back.when) == (None, "fra 9. november")


def test_my_new_rows_stand_in_no_ones_way():
    mine = replace(BASE, indsatser=[ROW, OTHER, replace(ROW, pk=None, what="Min nye")])

    assert found(mine, BASE) == {}
    assert merged(mine, BASE, {}).indsatser[-1].what == "Min nye"


def test_each_part_is_taken_from_where_it_was_chosen():
    mine = replace(
        text(going_well="Mit.", occasion="Mit."),
        goals=["Mine"],
        next_follow_up_on=None,
        next_follow_up_by="Mig",
    )
    parts = ("going_well", "goals", "next_follow_up_on", "next_follow_up_by", "indsats-1")

    plan = merged(mine, BASE, dict.fromkeys(parts, SAVED))

    assert plan == replace(BASE, headings={**BASE.headings, "occasion": "Mit."})


def content(**given) -> dict:
    row = {key: value for key, value in ROW.values().items() if key != "pk"}
    plan = {
        "headings": dict.fromkeys(HEADINGS, ""),
        "goals": ["Asta er i skole fire morgener om ugen."],
        "indsatser": [row],
        "child_words": [],
        "next_follow_up_on": "2026-12-14",
        "next_follow_up_by": "Tove",
    }
    return {**plan, **given}


def said(old: dict, new: dict) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (change.label, [(piece.text, piece.kind) for piece in change.pieces])
        for change in changes(old, new)
    ]


def test_a_changed_word_is_shown_in_its_sentence():
    new = content(goals=["Asta er i skole tre morgener om ugen."])

    assert said(content(), new) == [
        (
            "Mål",
            [
                ("Asta er i skole ", "samme"),
                ("fire ", "fjernet"),
                ("tre ", "nyt"),
                ("morgener om ugen.", "samme"),
            ],
        )
    ]


def test_another_text_is_shown_as_another_text():
    new = content(goals=["Noget helt andet for klassen."])

    assert said(content(), new) == [
        (
            "Mål",
            [
                ("Asta er i skole fire morgener om ugen.", "fjernet"),
                ("Noget helt andet for klassen.", "nyt"),
            ],
        )
    ]


def test_dates_and_actions_are_said_in_words():
    row = content()["indsatser"][0]
    new = content(
        next_follow_up_on=None, indsatser=[{**row, "status": "i-gang"}, {**row, "what": "Ny"}]
    )
    labels = [label for label, _ in said(content(), new)]

    assert labels == ["Næste opfølgning", "Indsats", "Ny indsats"]
    assert [label for label, _ in said(new, content())][-1] == "Indsats fjernet"


def test_a_row_that_became_contact_is_a_change_and_is_said_in_words():
    row = content()["indsatser"][0]

    changed = said(content(), content(indsatser=[{**row, "is_contact": True}]))

    assert [label for label, _ in changed] == ["Indsats"]
    assert ("Kontakt, mens barnet er væk · ", "nyt") in changed[0][1]


def test_a_version_from_before_contact_was_asked_is_read_and_differs_in_nothing():
    old = content()
    del old["indsatser"][0]["is_contact"]

    assert said(old, content()) == []
    assert indsats_lines(old["indsatser"][0])[-1] == "klassefællesskab, forebyggende · aftalt"


def test_two_who_say_differently_whether_a_row_is_contact_are_asked():
    mine = replace(BASE, indsatser=[replace(ROW, is_contact=True), OTHER])
    theirs = replace(BASE, indsatser=[replace(ROW, when="fra 9. november"), OTHER])

    row = found(mine, theirs)["indsats-1"]

    assert not row.untouched
    assert not row.only_mine
    assert merged(mine, theirs, {"indsats-1": MINE}).indsatser[0].is_contact
    assert not merged(mine, theirs, {"indsats-1": SAVED}).indsatser[0].is_contact


def test_the_same_content_changed_nothing():
    assert said(content(), content()) == []

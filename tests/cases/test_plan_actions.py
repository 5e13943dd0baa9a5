"""The handleplan: saved with a version check, frozen when it is whole, followed up."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cases import actions
from cases.actions import IndsatsInput
from cases.changes import history_of
from cases.models import Event, FollowUp, Goal, Handleplan, Indsats
from kiss.lib.models import Conflict, Refused
from tests import factories
from tests.conftest import TODAY

MAKKER = IndsatsInput(
    what="Liva og Asta mødes ved cykelskuret kl. 7.45",
    who="Jonas, kontaktlærer",
    when="hver dag til jul",
    works_when="Asta kommer ind sammen med Liva",
    arena="klasse",
    level="forebyggende",
)
FAR = IndsatsInput(
    what="Far kører om mandagen",
    who="Astas far",
    when="fra 30. november",
    arena="hjem",
    level="forebyggende",
)
WHOLE = {
    "headings": {
        "no_child_words_reason": "Asta vil hellere tegne; vi taler igen 30. november.",
        "parents_view": "Mor ønsker en fast voksen om morgenen.",
    },
    "goals": ["Asta er i skole fire morgener om ugen inden jul."],
    "indsatser": [MAKKER, FAR],
    "next_follow_up_on": date(2026, 12, 14),
    "next_follow_up_by": "Tove Tovholder",
}


def save(case, by, seen=0, **given) -> Handleplan:
    return actions.save_plan(case, seen=seen, on=TODAY, by=by, **{**WHOLE, **given})


def test_a_plan_is_saved_with_its_goals_and_rows_in_order(case, tovholder):
    plan = save(case, tovholder)

    assert plan.version == 1
    assert plan.parents_view == "Mor ønsker en fast voksen om morgenen."
    assert [row.what for row in plan.indsatser.order_by("position")] == [MAKKER.what, FAR.what]
    assert [goal.text for goal in plan.goals.all()] == WHOLE["goals"]


def test_saving_the_same_twice_is_one_save(case, tovholder):
    save(case, tovholder)

    plan = save(case, tovholder)

    assert plan.version == 1
    assert Indsats.objects.count() == 2
    assert plan.history.count() == 1


def test_somebody_elses_text_is_never_overwritten(case, tovholder, leader):
    save(case, tovholder)
    save(case, leader, seen=1, goals=["Asta er i skole hver dag."])

    with pytest.raises(Conflict, match="En anden har gemt handleplanen"):
        save(case, tovholder, seen=1, goals=["Asta er i skole tre dage om ugen."])

    assert Goal.objects.get().text == "Asta er i skole hver dag."


def test_rows_are_changed_added_and_taken_off(case, tovholder):
    first, second = save(case, tovholder).indsatser.order_by("position")
    changed = replace(FAR, pk=second.pk, status="i-gang")
    new = replace(MAKKER, what="Makkerpar skifter hver 14. dag i hele 6.B")

    plan = save(case, tovholder, seen=1, indsatser=[changed, new], goals=["A", "B", " "])

    assert [(row.what, row.status) for row in plan.indsatser.order_by("position")] == [
        (FAR.what, "i-gang"),
        (new.what, "aftalt"),
    ]
    assert [goal.text for goal in plan.goals.order_by("position")] == ["A", "B"]
    assert Indsats.history.filter(id=first.pk).first().history_type == "-"


def test_a_row_that_becomes_contact_is_told_in_the_history(case, tovholder):
    first, second = save(case, tovholder).indsatser.order_by("position")
    rows = [replace(MAKKER, pk=first.pk), replace(FAR, pk=second.pk, is_contact=True)]

    plan = save(case, tovholder, seen=1, indsatser=rows)

    assert plan.indsatser.get(is_contact=True).what == FAR.what
    line = next(line for line in history_of(case) if line.what == f"Indsats rettet: {FAR.what}")
    assert [(field.label, field.before, field.after) for field in line.fields] == [
        ("Kontakt, mens barnet er væk", "nej", "ja")
    ]


def test_a_followed_up_row_cannot_be_taken_off(case, tovholder):
    plan = save(case, tovholder)
    row = plan.indsatser.get(what=FAR.what)
    actions.follow_up(
        row, done="ja", worked="lidt", adjustment="", status="aftalt", on=TODAY, by=tovholder
    )

    with pytest.raises(Refused, match="kan ikke slettes"):
        save(case, tovholder, seen=1, indsatser=[replace(MAKKER, pk=None)])

    assert plan.indsatser.count() == 2


def test_a_row_of_another_plan_is_not_found(case, klasse, tovholder):
    other = factories.make_case(factories.make_pupil(klasse), tovholder)
    foreign = save(other, tovholder).indsatser.first()

    with pytest.raises(Refused, match="findes ikke længere i planen"):
        save(case, tovholder, indsatser=[replace(MAKKER, pk=foreign.pk)])


def test_a_row_says_what_who_and_when(case, tovholder):
    with pytest.raises(Refused):
        save(case, tovholder, indsatser=[replace(MAKKER, who="")])

    assert not Handleplan.objects.exists()


def test_a_follow_up_is_agreed_for_a_day_to_come_but_an_overdue_one_may_stand(case, tovholder):
    with pytest.raises(Refused, match="kan ikke ligge før i dag"):
        save(case, tovholder, next_follow_up_on=TODAY - timedelta(days=1))
    save(case, tovholder, next_follow_up_on=TODAY)

    plan = actions.save_plan(
        case,
        seen=1,
        **{**WHOLE, "next_follow_up_on": TODAY, "goals": ["Nyt mål"]},
        on=TODAY + timedelta(days=3),
        by=tovholder,
    )

    assert plan.version == 2


def test_an_unknown_heading_is_a_mistake_of_ours(case, tovholder):
    with pytest.raises(ValueError, match="no heading"):
        save(case, tovholder, headings={"nonsense": "x"})


def test_fifty_saves_of_a_day_are_one_line_of_the_story(case, tovholder):
    for number in range(3):
        save(case, tovholder, seen=number, goals=[f"Mål {number}"])

    assert Event.objects.filter(case=case, kind="plan-saved").count() == 1


def test_an_unfinished_plan_is_saved_but_not_frozen(case, tovholder):
    actions.save_plan(
        case,
        seen=0,
        headings={"going_well": "Asta er glad for billedkunst."},
        goals=[],
        indsatser=[FAR],
        next_follow_up_on=None,
        next_follow_up_by="",
        on=TODAY,
        by=tovholder,
    )

    with pytest.raises(Refused) as refusal:
        actions.freeze_plan(case, because="Netværksmøde", on=TODAY, by=tovholder)

    assert str(refusal.value) == (
        "Planen kan ikke låses endnu. "
        "Barnets egne ord mangler, og der står ikke hvorfor. "
        "Forældrenes perspektiv mangler, og der står ikke hvorfor. "
        "Planen har intet mål. "
        "Ingen indsats i klassefællesskabet, og der står ikke hvorfor. "
        "Der er ikke aftalt en næste opfølgning."
    )


def test_a_plan_that_is_not_begun_lacks_everything(case, tovholder):
    assert actions.plan_gaps(case) == ["Handleplanen er ikke begyndt."]


def test_a_frozen_version_keeps_the_plan_as_it_stood_and_is_numbered(case, tovholder):
    save(case, tovholder)
    first = actions.freeze_plan(case, because="Netværksmøde", on=TODAY, by=tovholder)
    save(case, tovholder, seen=1, goals=["Et nyt mål"])
    second = actions.freeze_plan(case, because="Netværksmøde", on=TODAY, by=tovholder)

    first.refresh_from_db()
    assert (first.number, second.number) == (1, 2)
    assert first.content["goals"] == WHOLE["goals"]
    assert second.content["goals"] == ["Et nyt mål"]
    assert first.content["next_follow_up_on"] == "2026-12-14"


def test_a_frozen_version_keeps_which_rows_are_contact(case, tovholder):
    save(case, tovholder, indsatser=[MAKKER, replace(FAR, is_contact=True)])

    version = actions.freeze_plan(case, because="Netværksmøde", on=TODAY, by=tovholder)

    version.refresh_from_db()
    assert [row["is_contact"] for row in version.content["indsatser"]] == [False, True]


def test_a_frozen_version_holds_only_the_words_that_the_parents_may_read(case, tovholder):
    for text, shared in (("Det er morgenen, der er svær.", True), ("Min hemmelighed.", False)):
        actions.note_child_words(
            case,
            said_on=TODAY,
            said_to="Jonas",
            text=text,
            may_be_shared=shared,
            on=TODAY,
            by=tovholder,
        )
    save(case, tovholder)

    version = actions.freeze_plan(case, because="Netværksmøde", on=TODAY, by=tovholder)

    assert [row["text"] for row in version.content["child_words"]] == [
        "Det er morgenen, der er svær."
    ]


def test_following_up_asks_three_questions_and_moves_the_row(case, tovholder):
    row = save(case, tovholder).indsatser.get(what=MAKKER.what)

    actions.follow_up(
        row,
        done="delvist",
        worked="ja",
        adjustment="Vi begynder kl. 7.50.",
        status="i-gang",
        on=TODAY,
        by=tovholder,
    )

    row.refresh_from_db()
    assert row.status == "i-gang"
    assert FollowUp.objects.get().adjustment == "Vi begynder kl. 7.50."
    assert Handleplan.objects.get().version == 2


def test_an_editor_who_did_not_see_the_follow_up_does_not_overwrite_its_status(case, tovholder):
    first, second = save(case, tovholder).indsatser.order_by("position")
    actions.follow_up(
        first, done="ja", worked="ja", adjustment="", status="afsluttet", on=TODAY, by=tovholder
    )

    with pytest.raises(Conflict):
        save(
            case,
            tovholder,
            seen=1,
            indsatser=[replace(MAKKER, pk=first.pk), replace(FAR, pk=second.pk)],
        )

    first.refresh_from_db()
    assert first.status == "afsluttet"

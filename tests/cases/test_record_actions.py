"""Concerns, the statutory plan, the perspectives, the child's words, contacts and notes."""

from datetime import date, timedelta

import pytest

from cases import actions
from cases.models import (
    ChildStatement,
    Concern,
    Contact,
    Event,
    Handlingsplan1c,
    Note,
    Perspective,
)
from kiss.lib.models import Conflict, Refused
from tests import factories
from tests.conftest import TODAY

TOMORROW = TODAY + timedelta(days=1)


def voice(pupil, school, by, **given) -> Concern:
    concern = {
        "voiced_by": Concern.Voice.ANSAT,
        "text": "Asta sætter sig ud for sig selv i frikvartererne.",
        "signs": ["aendret-adfaerd"],
        "talked_with_child": True,
        "talked_with_parents": False,
        "talked_with_team": False,
        "about_environment": False,
        "informed_on": None,
        "on": TODAY,
    }
    return actions.voice_concern(pupil, school=school, by=by, **{**concern, **given})


def explore(case, by, seen=0, **given) -> Perspective:
    perspective = {
        "angle": "klasse",
        "explored_on": TODAY,
        "explored_by": "Jonas",
        "tool": "Relationskort",
        "summary": "Klassen er delt efter svømmeholdene.",
        "not_possible_because": "",
        "on": TODAY,
    }
    return actions.explore(case, seen=seen, by=by, **{**perspective, **given})


def contact(pupil, case, by, **given) -> Contact:
    call = {
        "with_whom": "mor",
        "channel": Contact.Channel.TELEFON,
        "outcome": Contact.Outcome.INTET_SVAR,
        "summary": "",
        "on": TODAY,
    }
    return actions.note_contact(pupil, case=case, by=by, **{**call, **given})


def test_a_concern_needs_no_threshold_and_no_case(pupil, school, leader):
    concern = voice(pupil, school, leader)

    assert concern.decided_on is None
    assert Event.objects.get(pupil=pupil).kind == "concern-voiced"
    assert not Handlingsplan1c.objects.exists()


def test_a_concern_about_a_pupil_with_an_open_case_goes_into_it(case, pupil, school, leader):
    assert voice(pupil, school, leader).case == case


def test_a_concern_about_the_environment_starts_the_schools_statutory_plan(
    pupil, school, leader, tovholder
):
    concern = voice(
        pupil, school, tovholder, about_environment=True, informed_on=date(2026, 11, 19)
    )

    assert concern.handlingsplan_1c.informed_on == date(2026, 11, 19)
    assert concern.handlingsplan_1c.responsible == leader


def test_without_a_school_leader_the_one_who_noted_it_answers_for_the_plan(
    pupil, school, tovholder
):
    concern = voice(pupil, school, tovholder, about_environment=True)

    assert concern.handlingsplan_1c.responsible == tovholder
    assert concern.handlingsplan_1c.informed_on == TODAY


def test_a_concern_says_something_about_the_past(pupil, school, leader):
    with pytest.raises(Refused, match="hvad du har set eller hørt"):
        voice(pupil, school, leader, text=" ")
    with pytest.raises(Refused, match="kan ikke ligge i fremtiden"):
        voice(pupil, school, leader, about_environment=True, informed_on=TOMORROW)


def test_a_concern_is_decided_once_in_words(pupil, school, leader):
    concern = voice(pupil, school, leader)
    with pytest.raises(Refused, match="hvad I har besluttet"):
        actions.decide_concern(concern, decision="", on=TODAY, by=leader)

    actions.decide_concern(concern, decision="Jonas taler med Asta.", on=TODAY, by=leader)

    with pytest.raises(Refused, match="allerede taget stilling"):
        actions.decide_concern(concern, decision="Noget andet", on=TODAY, by=leader)
    concern.refresh_from_db()
    assert (concern.decision, concern.decided_by) == ("Jonas taler med Asta.", leader)


@pytest.fixture
def plan_1c(pupil, school, leader):
    return voice(pupil, school, leader, about_environment=True).handlingsplan_1c


# What a plan says, besides its measures, when it is reported ready.
TOLD_1C = {"told": "Klassen og forældrene.", "told_on": TODAY, "complaint_told_on": TODAY}


def save_1c(plan, by, seen=1, **given):
    text = {"temporary_measures": "Gårdvagt ved boldbanen.", "measures": "", "found_on": None}
    actions.save_plan_1c(plan, seen=seen, on=TODAY, by=by, **{**text, **given})


def test_the_statutory_plan_is_saved_with_a_version_check(plan_1c, leader, tovholder):
    save_1c(plan_1c, leader)
    save_1c(plan_1c, leader)

    plan_1c.refresh_from_db()
    assert plan_1c.version == 2
    with pytest.raises(Conflict):
        save_1c(plan_1c, tovholder, temporary_measures="Noget andet")


def test_the_statutory_plan_is_ready_only_with_measures(plan_1c, leader):
    with pytest.raises(Refused, match="Skriv foranstaltningerne"):
        actions.finish_plan_1c(plan_1c, seen=1, ready_on=TODAY, on=TODAY, by=leader)
    save_1c(plan_1c, leader, measures="Klassen arbejder med fællesskabet i fire uger.", **TOLD_1C)

    actions.finish_plan_1c(plan_1c, seen=2, ready_on=TODAY, on=TODAY, by=leader)
    actions.finish_plan_1c(plan_1c, seen=2, ready_on=TODAY, on=TODAY, by=leader)

    plan_1c.refresh_from_db()
    assert (plan_1c.ready_on, plan_1c.version) == (TODAY, 3)
    with pytest.raises(Conflict):
        actions.finish_plan_1c(plan_1c, seen=2, ready_on=date(2026, 11, 20), on=TODAY, by=leader)


@pytest.mark.parametrize(
    ("ready_on", "sentence"),
    [(TOMORROW, "ikke være færdig i fremtiden"), (date(2026, 11, 1), "før oplysningen kom")],
)
def test_the_statutory_plan_is_ready_on_a_possible_day(ready_on, sentence, plan_1c, leader):
    save_1c(plan_1c, leader, measures="Klassen arbejder med fællesskabet.", **TOLD_1C)

    with pytest.raises(Refused, match=sentence):
        actions.finish_plan_1c(plan_1c, seen=2, ready_on=ready_on, on=TODAY, by=leader)


def test_the_problem_is_not_established_in_the_future(plan_1c, leader):
    with pytest.raises(Refused, match="konstateret i fremtiden"):
        save_1c(plan_1c, leader, found_on=TOMORROW)


def test_a_perspective_is_saved_once_per_angle_with_a_version_check(case, tovholder, leader):
    first = explore(case, tovholder)
    assert explore(case, tovholder).version == 1
    second = explore(case, tovholder, seen=1, summary="Klassen er ved at finde sammen.")

    assert (first.pk, second.version) == (second.pk, 2)
    with pytest.raises(Conflict):
        explore(case, leader, seen=1, summary="Noget andet")


def test_a_perspective_that_was_not_possible_says_why(case, tovholder):
    with pytest.raises(Refused, match="hvad der kom frem, eller hvorfor"):
        explore(case, tovholder, summary="")

    saved = explore(case, tovholder, summary="", not_possible_because="Far svarer ikke.")

    assert saved.not_possible_because == "Far svarer ikke."


def test_a_perspective_has_somebody_and_a_day_that_has_come(case, tovholder):
    with pytest.raises(Refused, match="kan ikke ligge i fremtiden"):
        explore(case, tovholder, explored_on=TOMORROW)
    with pytest.raises(Refused, match="hvem der talte"):
        explore(case, tovholder, explored_by="")


def say(case, by, **given) -> ChildStatement:
    words = {
        "said_on": TODAY,
        "said_to": "Jonas",
        "text": "Det er bare morgenen, der er svær.",
        "may_be_shared": False,
    }
    return actions.note_child_words(case, on=TODAY, by=by, **{**words, **given})


def test_the_childs_words_lie_in_the_closed_drawer_until_somebody_moves_them(case, tovholder):
    statement = say(case, tovholder)

    actions.move_child_words(statement, may_be_shared=True, on=TODAY, by=tovholder)
    actions.move_child_words(statement, may_be_shared=True, on=TODAY, by=tovholder)

    assert ChildStatement.objects.get().may_be_shared
    moved = Event.objects.get(kind="child-words-moved")
    assert moved.data["drawer"] == "må vises for forældrene"
    assert [row.may_be_shared for row in statement.history.order_by("history_id")] == [False, True]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"text": " "}, "med barnets egne ord"),
        ({"said_to": ""}, "hvem barnet talte med"),
        ({"said_on": TOMORROW}, "kan ikke ligge i fremtiden"),
    ],
)
def test_the_childs_words_have_a_day_a_listener_and_a_text(given, sentence, case, tovholder):
    with pytest.raises(Refused, match=sentence):
        say(case, tovholder, **given)


def test_an_attempt_counts_and_a_talk_says_what_it_was_about(case, pupil, tovholder):
    assert contact(pupil, case, tovholder).outcome == "intet-svar"
    with pytest.raises(Refused, match="hvad I talte om"):
        contact(pupil, case, tovholder, outcome="talt")
    with pytest.raises(Refused, match="hvem du ville tale med"):
        contact(pupil, case, tovholder, with_whom="")


def test_a_contact_needs_no_case_but_never_another_childs(pupil, klasse, case, tovholder):
    other = factories.make_pupil(klasse)

    assert contact(other, None, tovholder).case is None
    with pytest.raises(ValueError, match="another pupil"):
        contact(other, case, tovholder)


def test_a_note_says_something(case, tovholder):
    with pytest.raises(Refused, match="Skriv notatet"):
        actions.write_note(case, text="", is_restricted=False, on=TODAY, by=tovholder)

    actions.write_note(case, text="Far er syg.", is_restricted=True, on=TODAY, by=tovholder)

    assert Note.objects.get().is_restricted


def test_the_story_never_holds_a_name_or_a_text(case, pupil, school, tovholder, leader):
    voice(pupil, school, leader)
    explore(case, tovholder)
    say(case, tovholder)
    contact(pupil, case, tovholder)
    actions.write_note(case, text="Far er syg.", is_restricted=True, on=TODAY, by=tovholder)

    told = " ".join(str(row) for row in Event.objects.values_list("data", flat=True))

    for secret in ("Asta", "Jonas", "Far", "morgenen", "svømme", "Tove", "mor"):
        assert secret not in told

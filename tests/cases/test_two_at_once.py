"""Two people, or two clicks, at the same moment: real transactions in real threads."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from cases import actions
from cases.models import (
    Case,
    DeclaredRelation,
    EmergencyAccess,
    EmergencyTry,
    Goal,
    Handleplan,
    Note,
    Perspective,
)
from kiss.lib.models import Conflict, Refused
from tests import factories
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run all of them at the same moment; a refusal is returned, not raised."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            barrier.wait()
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(run, act) for act in acts]]


def save_plan(case: Case, by, *, seen: int, goal: str) -> Callable[[], object]:
    return lambda: actions.save_plan(
        case,
        seen=seen,
        headings={},
        goals=[goal],
        indsatser=[],
        next_follow_up_on=None,
        next_follow_up_by="",
        on=TODAY,
        by=by,
    )


def test_of_two_who_save_a_plan_one_wins_and_the_other_is_told(case, tovholder, leader):
    for version in range(10):
        typed = {tovholder: f"Toves mål {version}", leader: f"Sannes mål {version}"}
        outcomes = at_once(
            *(save_plan(case, by, seen=version, goal=goal) for by, goal in typed.items())
        )

        refused = [isinstance(outcome, Conflict) for outcome in outcomes]
        winner = list(typed.values())[refused.index(False)]
        assert sorted(refused) == [False, True]
        assert Goal.objects.get().text == winner
        assert Handleplan.objects.get().version == version + 1


def test_the_same_save_twice_at_once_is_one_save(case, tovholder):
    save = save_plan(case, tovholder, seen=0, goal="Asta er i skole hver dag.")

    outcomes = at_once(save, save, save)

    assert not any(isinstance(outcome, Refused) for outcome in outcomes)
    assert Handleplan.objects.get().version == 1
    assert Goal.objects.count() == 1


def test_of_two_who_describe_a_perspective_one_wins_and_the_other_is_told(case, tovholder, leader):
    def explore(by, summary: str) -> Callable[[], object]:
        return lambda: actions.explore(
            case,
            angle="klasse",
            seen=0,
            explored_on=TODAY,
            explored_by="Jonas",
            tool="",
            summary=summary,
            not_possible_because="",
            on=TODAY,
            by=by,
        )

    outcomes = at_once(explore(tovholder, "Toves syn"), explore(leader, "Sannes syn"))

    assert sorted(isinstance(outcome, Conflict) for outcome in outcomes) == [False, True]
    assert Perspective.objects.get().version == 1


def test_one_child_gets_one_case_however_many_open_it(pupil, school, tovholder, leader):
    def open_it() -> object:
        return actions.open_case(
            pupil, school=school, tovholder=tovholder, because="Fravær", on=TODAY, by=leader
        )

    outcomes = at_once(*[open_it] * 4)

    assert sum(isinstance(outcome, Case) for outcome in outcomes) == 1
    refusals = [str(outcome) for outcome in outcomes if isinstance(outcome, Refused)]
    assert refusals == ["Der er allerede en åben sag om eleven: 26-0001."] * 3


def test_cases_opened_at_once_get_numbers_of_their_own(klasse, school, tovholder, leader):
    pupils = [factories.make_pupil(klasse) for _ in range(6)]

    cases = at_once(
        *(
            lambda pupil=pupil: actions.open_case(
                pupil, school=school, tovholder=tovholder, because="Fravær", on=TODAY, by=leader
            )
            for pupil in pupils
        )
    )

    assert sorted(case.number for case in cases) == [f"26-{number:04d}" for number in range(1, 7)]


def test_twenty_clicks_on_one_form_make_one_note_and_lead_to_one_place(case, tovholder):
    def write() -> str:
        note = actions.write_note(
            case, text="Ringede til far.", is_restricted=False, on=TODAY, by=tovholder
        )
        return f"/sager/{note.pk}/"

    addresses = at_once(*[lambda: actions.once("enoghalvtreds", write, by=tovholder)] * 20)

    note = Note.objects.get()
    assert addresses == [f"/sager/{note.pk}/"] * 20


def test_a_refused_form_can_be_sent_again(case, tovholder):
    def write(text: str) -> Callable[[], str]:
        return lambda: str(
            actions.write_note(case, text=text, is_restricted=False, on=TODAY, by=tovholder)
        )

    with pytest.raises(Refused):
        actions.once("samme", write(""), by=tovholder)
    actions.once("samme", write("Nu med tekst."), by=tovholder)

    assert Note.objects.get().text == "Nu med tekst."


def test_a_form_without_an_id_is_simply_done(case, tovholder):
    def write() -> str:
        actions.write_note(case, text="To gange.", is_restricted=False, on=TODAY, by=tovholder)
        return "/"

    assert [actions.once("", write, by=tovholder) for _ in range(2)] == ["/", "/"]
    assert Note.objects.count() == 2


def test_nobody_is_appointed_who_says_at_the_same_moment_that_they_are_related(
    case, pupil, school, leader
):
    for number in range(10):
        near = factories.make_tovholder(school, f"Nina Nabo {number}")

        def appoint(near=near) -> None:
            actions.appoint_tovholder(case, user=near, reason="Byt", on=TODAY, by=leader)

        def declare(near=near) -> None:
            actions.declare_relation(pupil, kind="naer", note="", on=TODAY, by=near)

        outcomes = at_once(appoint, declare)

        assert sorted(isinstance(outcome, Refused) for outcome in outcomes) == [False, True]
        case.refresh_from_db()
        declared = DeclaredRelation.objects.filter(user=near).exists()
        assert declared is (case.tovholder_id != near.pk)


def test_no_case_is_opened_for_somebody_who_says_at_the_same_moment_that_they_are_related(
    klasse, school, leader
):
    for number in range(10):
        pupil = factories.make_pupil(klasse, f"Barn{number}")
        near = factories.make_tovholder(school, f"Nina Nabo {number}")

        def open_case(pupil=pupil, near=near) -> None:
            actions.open_case(
                pupil, school=school, tovholder=near, because="Fravær", on=TODAY, by=leader
            )

        def declare(pupil=pupil, near=near) -> None:
            actions.declare_relation(pupil, kind="naer", note="", on=TODAY, by=near)

        outcomes = at_once(open_case, declare)

        assert sorted(isinstance(outcome, Refused) for outcome in outcomes) == [False, True]
        declared = DeclaredRelation.objects.filter(user=near).exists()
        assert declared is not Case.objects.filter(pupil=pupil).exists()


def test_of_two_emergencies_in_two_windows_one_is_opened(case, klasse, tovholder):
    at = timezone.now()
    head = factories.make_leader(factories.make_school("Engbakkeskolen"))
    other = factories.make_case(factories.make_pupil(klasse, "Bo", "Dam"), tovholder)

    def hurry(which: Case) -> Callable[[], object]:
        return lambda: actions.open_emergency(
            which,
            category="fare",
            reason="Barnet er væk, og ingen svarer.",
            at=at,
            on=TODAY,
            by=head,
        )

    outcomes = at_once(hurry(case), hurry(other))

    assert sorted(isinstance(outcome, Refused) for outcome in outcomes) == [False, True]
    assert EmergencyAccess.objects.count() == 1


def test_many_wrong_pairs_at_once_are_no_more_tries(case):
    at = timezone.now()
    head = factories.make_leader(factories.make_school("Engbakkeskolen"))

    def guess() -> object:
        return actions.find_in_emergency(
            number=case.number, name="Bo Dam", at=at, on=TODAY, by=head
        )

    outcomes = at_once(*[guess] * 8)

    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 3
    assert EmergencyTry.objects.count() == 5

"""Opening, leading and closing a case, and who is named on it."""

from datetime import date, timedelta

import pytest

from cases import actions
from cases.models import Case, CaseAccess, CaseParticipant, Concern, Event, FocusChange
from cases.permissions import may_on_case
from cases.phases import Element
from kiss.lib.models import Refused
from schools.models import TeamMember, User
from schools.roles import Role
from tests import factories
from tests.conftest import TODAY

YESTERDAY = TODAY - timedelta(days=1)
TOMORROW = TODAY + timedelta(days=1)


def open_case(pupil, school, tovholder, leader, **given):
    given.setdefault("because", "Fraværet er steget siden efterårsferien.")
    given.setdefault("on", TODAY)
    return actions.open_case(pupil, school=school, tovholder=tovholder, by=leader, **given)


def kinds(case: Case) -> list[str]:
    return list(Event.objects.filter(case=case).order_by("pk").values_list("kind", flat=True))


def add(case, user, leader, **given) -> CaseParticipant:
    given.setdefault("part", "inklusionsvejleder")
    given.setdefault("basis", CaseParticipant.Basis.INTERN)
    given.setdefault("basis_note", "")
    given.setdefault("may_write", True)
    given.setdefault("starts_on", TODAY)
    given.setdefault("ends_on", None)
    return actions.add_participant(case, user=user, on=TODAY, by=leader, **given)


@pytest.fixture
def teacher(school):
    user = factories.make_user("Inger Inklusion")
    factories.give(user, Role.TEAMMEDLEM, school)
    return user


@pytest.fixture
def ppr(school):
    user = factories.make_user("Pernille PPR")
    factories.give(user, Role.PPR, school)
    return user


def test_an_opened_case_has_a_number_a_tovholder_with_access_and_a_story(
    pupil, school, tovholder, leader
):
    case = open_case(pupil, school, tovholder, leader)

    assert case.number == "26-0001"
    assert case.focus == Element.AFDAEKNING
    assert may_on_case(tovholder, case, "lead_case", TODAY)
    assert kinds(case) == ["opened"]


def test_case_numbers_run_on_within_the_year_and_begin_again_in_the_next(
    klasse, school, tovholder, leader
):
    first, second, third = (factories.make_pupil(klasse) for _ in range(3))
    case = open_case(first, school, tovholder, leader)
    case.number = "26-9999"
    case.save()

    assert open_case(second, school, tovholder, leader).number == "26-10000"
    assert open_case(third, school, tovholder, leader, on=date(2027, 1, 4)).number == "27-0001"


def test_a_pupil_has_one_open_case_and_may_have_a_new_one_when_it_is_closed(
    pupil, school, tovholder, leader
):
    case = open_case(pupil, school, tovholder, leader)
    with pytest.raises(Refused, match="allerede en åben sag om eleven: 26-0001"):
        open_case(pupil, school, tovholder, leader)

    actions.close_case(case, reason="Asta kommer hver dag.", on=TODAY, by=leader)

    assert open_case(pupil, school, tovholder, leader).number == "26-0002"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda member: setattr(member, "function", TeamMember.Function.MEDARBEJDER),
        lambda member: setattr(member, "ends_on", YESTERDAY),
        lambda member: setattr(member, "starts_on", TOMORROW),
    ],
    ids=["no leader", "has left the team", "not in the team yet"],
)
def test_only_a_leader_in_the_schools_team_may_be_tovholder(
    spoil, pupil, school, tovholder, leader
):
    member = TeamMember.objects.get(user=tovholder)
    spoil(member)
    member.save()

    with pytest.raises(Refused, match="skal være en leder i Kom i skole-teamet på Sydhavnsskolen"):
        open_case(pupil, school, tovholder, leader)


def test_a_leader_from_another_schools_team_may_not_be_tovholder(pupil, school, leader):
    elsewhere = factories.make_tovholder(factories.make_school("Engbakkeskolen"), "Lars")

    with pytest.raises(Refused, match="Lars kan ikke være tovholder"):
        open_case(pupil, school, elsewhere, leader)


def test_somebody_who_has_stopped_may_not_be_tovholder(school, pupil, tovholder):
    tovholder.is_active = False
    tovholder.save()

    assert list(actions.possible_tovholdere(school, pupil, TODAY)) == []


def test_whoever_sits_in_the_team_leads_a_case_only_with_a_role_that_does(
    pupil, school, leader, tovholder
):
    seat = {"function": "ledelse", "starts_on": date(2026, 8, 1)}
    school.team.members.create(user=leader, **seat)
    assert list(actions.possible_tovholdere(school, pupil, TODAY)) == [tovholder]
    with pytest.raises(Refused):
        open_case(pupil, school, leader, leader)

    factories.give(leader, Role.TEAMLEDER, school)
    assert set(actions.possible_tovholdere(school, pupil, TODAY)) == {leader, tovholder}


def test_a_case_is_opened_where_the_pupil_goes_to_school(pupil, tovholder, leader):
    other = factories.make_school("Engbakkeskolen")
    lars = factories.make_tovholder(other, "Lars")

    with pytest.raises(Refused, match="Eleven går ikke på Engbakkeskolen"):
        open_case(pupil, other, lars, leader)


def test_a_case_needs_a_reason(pupil, school, tovholder, leader):
    with pytest.raises(Refused, match="Skriv, hvorfor sagen oprettes"):
        open_case(pupil, school, tovholder, leader, because="  ")


def test_the_pupils_undecided_concerns_follow_into_the_case(pupil, school, tovholder, leader):
    concern = Concern.objects.create(
        pupil=pupil,
        school=school,
        voiced_by=Concern.Voice.FORAELDER,
        noted_on=YESTERDAY,
        noted_by=leader,
        text="Mor fortæller, at det er svært om morgenen.",
    )

    case = open_case(pupil, school, tovholder, leader)

    concern.refresh_from_db()
    assert concern.case == case
    assert concern.decision == f"Der er oprettet en sag: {case.number}."


def test_a_new_tovholder_leads_and_the_old_one_loses_the_case(case, school, tovholder, leader):
    lars = factories.make_tovholder(school, "Lars")

    actions.appoint_tovholder(case, user=lars, reason="Tove har orlov.", on=TODAY, by=leader)

    assert may_on_case(lars, case, "lead_case", TODAY)
    assert not may_on_case(tovholder, case, "view_case", TODAY)
    assert case.history.first().history_change_reason == "Tove har orlov."
    assert kinds(case) == ["tovholder-appointed"]


def test_appointing_the_same_tovholder_or_nobody_fitting_is_refused(case, tovholder, leader):
    with pytest.raises(Refused, match="er allerede tovholder"):
        actions.appoint_tovholder(case, user=tovholder, reason="ferie", on=TODAY, by=leader)
    with pytest.raises(Refused, match="kan ikke være tovholder"):
        actions.appoint_tovholder(case, user=leader, reason="ferie", on=TODAY, by=leader)
    with pytest.raises(Refused, match="hvorfor sagen får en ny tovholder"):
        actions.appoint_tovholder(case, user=leader, reason="", on=TODAY, by=leader)


def test_the_focus_moves_in_any_direction_with_a_reason_and_a_trace(case, leader):
    actions.change_focus(case, to="opfoelgning", reason="Planen virker.", on=TODAY, by=leader)
    actions.change_focus(case, to="opsporing", reason="Noget nyt er set.", on=TODAY, by=leader)

    assert case.focus == Element.OPSPORING
    assert [(row.from_element, row.to_element) for row in FocusChange.objects.order_by("pk")] == [
        ("afdaekning", "opfoelgning"),
        ("opfoelgning", "opsporing"),
    ]


def test_a_focus_change_needs_a_reason_and_the_same_focus_leaves_no_trace(case, leader):
    with pytest.raises(Refused, match="hvorfor sagen skifter fokus"):
        actions.change_focus(case, to="indsatser", reason=" ", on=TODAY, by=leader)

    assert actions.change_focus(case, to="afdaekning", reason="", on=TODAY, by=leader) is None
    assert kinds(case) == []


def test_a_participant_sees_the_case_in_the_period_and_not_a_day_longer(case, ppr, leader):
    add(
        case,
        ppr,
        leader,
        basis=CaseParticipant.Basis.SAMTYKKE,
        consent=factories.consent(case),
        ends_on=TOMORROW,
        may_write=False,
    )

    assert not may_on_case(ppr, case, "view_case", YESTERDAY)
    assert may_on_case(ppr, case, "view_case", TODAY)
    assert may_on_case(ppr, case, "view_case", TOMORROW)
    assert not may_on_case(ppr, case, "view_case", TOMORROW + timedelta(days=1))
    assert not may_on_case(ppr, case, "write_case", TODAY)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"basis": "samtykke"}, "hvornår adgangen slutter"),
        ({"basis": "anden", "ends_on": TOMORROW}, "Beskriv grundlaget"),
        ({"basis": "intern"}, "arbejder ikke på Sydhavnsskolen"),
        ({"basis": "samtykke", "ends_on": TOMORROW}, "Vælg det samtykke, adgangen hviler på"),
        (
            {"basis": "anden", "basis_note": "§ 136", "ends_on": YESTERDAY},
            "Slutdatoen ligger før startdatoen",
        ),
        ({"basis": "samtykke", "ends_on": TOMORROW, "part": ""}, "hvilken rolle personen har"),
    ],
)
def test_a_consultant_from_outside_needs_a_ground_and_an_end(given, sentence, case, ppr, leader):
    with pytest.raises(Refused, match=sentence):
        add(case, ppr, leader, **given)

    assert not CaseParticipant.objects.exists()


def test_nobody_is_named_twice_in_one_period(case, teacher, leader):
    add(case, teacher, leader)

    with pytest.raises(Refused, match="allerede knyttet til sagen i den periode"):
        add(case, teacher, leader, starts_on=TOMORROW, ends_on=TOMORROW)


def test_the_tovholder_and_people_without_a_fitting_role_are_not_named(case, tovholder, leader):
    with pytest.raises(Refused, match="er allerede tovholder på sagen"):
        add(case, tovholder, leader)
    with pytest.raises(Refused, match="ikke en rolle, der kan åbne sager"):
        add(case, factories.make_user("Uden rolle"), leader)
    with pytest.raises(Refused, match="ikke længere bruger"):
        add(case, User(name="Gået", is_active=False), leader)


def test_an_ended_participant_keeps_the_day_and_loses_the_next(case, ppr, leader):
    participant = add(
        case, ppr, leader, basis="anden", basis_note="§ 136", ends_on=date(2027, 7, 31)
    )

    actions.end_participant(participant, on=TODAY, by=leader)
    actions.end_participant(participant, on=TODAY, by=leader)

    assert may_on_case(ppr, case, "view_case", TODAY)
    assert not may_on_case(ppr, case, "view_case", TOMORROW)
    assert kinds(case) == ["participant-added", "participant-ended"]


def test_a_participant_who_has_not_begun_is_taken_off(case, teacher, leader):
    participant = add(case, teacher, leader, starts_on=TOMORROW)

    actions.end_participant(participant, on=TODAY, by=leader)

    assert not CaseParticipant.objects.exists()
    assert not CaseAccess.objects.filter(user=teacher).exists()


def test_closing_ends_what_the_named_people_had(case, ppr, leader):
    add(case, ppr, leader, basis="anden", basis_note="§ 136", ends_on=date(2027, 7, 31))

    actions.close_case(case, reason="Asta trives igen.", on=TODAY, by=leader)

    assert not may_on_case(ppr, case, "view_case", TOMORROW)
    assert case.history.first().history_change_reason == "Asta trives igen."


def test_closing_needs_a_reason_and_no_meeting_ahead(case, leader, make_network_meeting):
    with pytest.raises(Refused, match="hvorfor sagen afsluttes"):
        actions.close_case(case, reason="", on=TODAY, by=leader)
    make_network_meeting(case, TOMORROW)

    with pytest.raises(Refused, match="et planlagt møde i sagen"):
        actions.close_case(case, reason="Asta trives.", on=TODAY, by=leader)


def test_nothing_happens_in_a_closed_case(case, school, teacher, leader):
    actions.close_case(case, reason="Asta trives igen.", on=TODAY, by=leader)
    lars = factories.make_tovholder(school, "Lars")

    for act in (
        lambda: actions.close_case(case, reason="igen", on=TODAY, by=leader),
        lambda: actions.change_focus(case, to="indsatser", reason="x", on=TODAY, by=leader),
        lambda: actions.appoint_tovholder(case, user=lars, reason="x", on=TODAY, by=leader),
        lambda: add(case, teacher, leader),
        lambda: actions.write_note(case, text="x", is_restricted=False, on=TODAY, by=leader),
    ):
        with pytest.raises(Refused, match="Sagen er afsluttet"):
            act()

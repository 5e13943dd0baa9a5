"""Somebody who is too close to a child says so, and sees nothing of it until another ends it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from absence.overview import waiting_flags
from cases import actions
from cases.models import Concern, DeclaredRelation
from cases.permissions import (
    may_answer,
    may_appoint,
    may_decide,
    visible_cases,
    visible_concerns,
    visible_pupils,
)
from cases.readers import readers
from kiss.lib.models import Refused
from meetings.models import Agreement, Participant
from meetings.permissions import open_meetings, visible_meetings
from meetings.views.planning import people_round
from schools.models import Lookup, TeamMember
from schools.roles import Role, Thing
from tests import factories
from tests.absence.made import make_decision, make_flag
from tests.conftest import TODAY

TOMORROW = TODAY + timedelta(days=1)
LATER = TODAY + timedelta(days=200)


def declare(user, pupil, on=TODAY, kind="familie", note=""):
    return actions.declare_relation(pupil, kind=kind, note=note, on=on, by=user)


def new_url(pupil):
    return reverse("cases:relation_new", args=[pupil.public_id])


def end_url(relation):
    return reverse("cases:relation_end", args=[relation.pk])


@pytest.fixture
def teamleader(school):
    user = factories.make_user("Karim Teamleder")
    factories.give(user, Role.TEAMLEDER, school)
    return user


@pytest.fixture
def colleague(school):
    user = factories.make_user("Inger Kollega")
    factories.give(user, Role.TEAMMEDLEM, school)
    return user


@pytest.fixture
def teacher(school, klasse):
    user = factories.make_user("Jonas Lærer")
    factories.give(user, Role.LAERER, school, school_class=klasse)
    return user


@pytest.fixture
def controller(db):
    user = factories.make_user("Dorthe Databeskytter")
    factories.give(user, Role.DPO)
    return user


@pytest.fixture
def concern(case, pupil, school, tovholder):
    return Concern.objects.create(
        pupil=pupil,
        school=school,
        case=case,
        voiced_by="ansat",
        noted_on=TODAY,
        noted_by=tovholder,
        text="Hun er stille i timerne.",
    )


@pytest.fixture
def meeting(case, make_network_meeting):
    return make_network_meeting(case, TOMORROW)


# What is closed, and for whom.


def test_everything_about_the_child_answers_as_if_it_did_not_exist(
    client, today, pupil, case, concern, meeting, leader
):
    addresses = [
        reverse("absence:pupil", args=[pupil.public_id]),
        reverse("absence:lookups", args=[pupil.public_id]),
        case.get_absolute_url(),
        reverse("cases:element", args=[case.public_id, "afdaekning"]),
        reverse("cases:case_access", args=[case.public_id]),
        reverse("cases:history", args=[case.public_id]),
        reverse("cases:plan_paper", args=[case.public_id]),
        reverse("cases:plan_pdf", args=[case.public_id]),
        reverse("cases:concern", args=[concern.public_id]),
        meeting.get_absolute_url(),
        new_url(pupil),
    ]
    client.force_login(leader)
    before = [client.get(url).status_code for url in addresses]

    client.post(new_url(pupil), {"kind": "familie"})

    assert 404 not in before
    assert [client.get(url).status_code for url in addresses] == [404] * len(addresses)


def test_the_child_is_in_no_list_no_search_and_no_count(
    client, today, pupil, case, concern, meeting, leader
):
    make_flag(pupil)
    make_decision(pupil, leader, "kig-igen", look_again_on=TODAY)
    Agreement.objects.create(
        meeting=meeting, what="Ringer", who=leader.name, due_on=TODAY - timedelta(days=1)
    )
    client.force_login(leader)
    front = client.get("/")
    assert "Asta" in front.content.decode()
    assert {item.label: item.count for item in front.context["nav"]()}["I dag"]
    declare(leader, pupil)

    pages = [
        client.get("/"),
        client.get(reverse("cases:list")),
        client.get(reverse("meetings:list")),
        client.get(reverse("absence:list")),
        client.post(reverse("absence:list"), {"name": "Krogh"}),
        client.get(reverse("cases:access")),
    ]

    for page in pages:
        text = page.content.decode()
        assert "Asta" not in text
        assert case.number not in text
        assert case.public_id not in text
    assert {item.count for item in pages[0].context["nav"]()} == {0}


@pytest.mark.parametrize("who", ["leader", "teamleader", "colleague", "teacher"])
def test_nobody_sees_the_child_by_another_way(who, request, pupil, case, concern, meeting):
    user = request.getfixturevalue(who)
    Participant.objects.create(meeting=meeting, user=user, name=user.name, part="gæst")
    declare(user, pupil)

    assert pupil not in visible_pupils(user, TODAY)
    assert case not in visible_cases(user, TODAY)
    assert concern not in visible_concerns(user, TODAY)
    assert meeting not in visible_meetings(user, TODAY)
    assert meeting not in open_meetings(user, TODAY)
    assert not may_decide(user, pupil, TODAY)
    assert not may_appoint(user, pupil, TODAY)
    assert user not in {reader.user for reader in readers(case, TODAY)}


def test_one_who_is_named_on_the_case_is_closed_out_too(case, pupil, school):
    consultant = factories.make_user("Pernille PPR")
    factories.give(consultant, Role.PPR, school)
    actions.add_participant(
        case,
        user=consultant,
        part="konsulent",
        basis="anden",
        basis_note="Aftalt med begge forældre.",
        may_write=True,
        starts_on=TODAY,
        ends_on=TOMORROW,
        on=TODAY,
        by=case.tovholder,
    )
    declare(consultant, pupil)

    assert not visible_cases(consultant, TODAY).exists()


def test_a_teacher_no_longer_meets_the_child_in_the_class(client, today, pupil, klasse, teacher):
    factories.make_pupil(klasse, "Noor", "Haddad")
    declare(teacher, pupil)
    client.force_login(teacher)

    page = client.get("/").content.decode()

    assert "Noor" in page
    assert "Asta" not in page


def test_the_social_adviser_counts_one_less(pupil, school, case):
    adviser = factories.make_user("Birgitte Rådgiver")
    factories.give(adviser, Role.SOCIALRAADGIVER, school)
    make_flag(pupil)
    assert waiting_flags(adviser, Thing.FLAGS, TODAY).exists()

    declare(adviser, pupil)

    assert not waiting_flags(adviser, Thing.FLAGS, TODAY).exists()


def test_other_children_and_other_people_are_as_before(pupil, klasse, leader, teamleader):
    other = factories.make_pupil(klasse, "Noor", "Haddad")
    declare(leader, pupil)

    assert set(visible_pupils(leader, TODAY)) == {other}
    assert set(visible_pupils(teamleader, TODAY)) == {pupil, other}


def test_the_statutory_plan_of_the_child_is_not_on_ones_desk(client, today, pupil, school, leader):
    actions.voice_concern(
        pupil,
        school=school,
        voiced_by="ansat",
        text="Hun går ud i timen.",
        signs=[],
        talked_with_child=False,
        talked_with_parents=False,
        talked_with_team=False,
        about_environment=True,
        informed_on=TODAY - timedelta(days=13),
        on=TODAY,
        by=leader,
    )
    client.force_login(leader)
    assert "handlingsplan" in client.get("/").content.decode().lower()
    declare(leader, pupil)

    assert "Asta" not in client.get("/").content.decode()


def test_it_costs_one_question_more_however_many_pages_ask(
    client, today, pupil, case, klasse, leader, assert_constant_queries
):
    client.force_login(leader)

    def grow():
        declare(leader, factories.make_pupil(klasse, "Noor", "Haddad"))

    assert_constant_queries(reverse("cases:list"), grow)


# Saying so.


def test_whoever_sees_the_child_can_say_it_from_the_childs_page_and_the_cases(
    client, today, pupil, case, colleague
):
    client.force_login(colleague)

    for url in (
        reverse("absence:pupil", args=[pupil.public_id]),
        reverse("cases:case_access", args=[case.public_id]),
    ):
        assert new_url(pupil) in client.get(url).content.decode()
    assert client.get(new_url(pupil)).status_code == 200


def test_it_can_be_said_of_a_child_whose_case_is_closed(client, today, pupil, case, colleague):
    actions.close_case(case, reason="Hun er tilbage.", on=TODAY, by=case.tovholder)
    client.force_login(colleague)

    client.post(new_url(pupil), {"kind": "naer"})

    assert client.get(case.get_absolute_url()).status_code == 404


def test_a_stranger_to_the_child_cannot_say_anything(client, today, pupil):
    stranger = factories.make_user("Lars Fremmed")
    factories.give(stranger, Role.SKOLELEDER, factories.make_school("Engbakkeskolen"))
    client.force_login(stranger)

    assert client.get(new_url(pupil)).status_code == 404
    assert client.post(new_url(pupil), {"kind": "familie"}).status_code == 404
    assert not DeclaredRelation.objects.exists()


def test_the_look_up_log_says_that_it_was_said(client, today, pupil, colleague, case):
    client.force_login(colleague)

    client.post(new_url(pupil), {"kind": "familie"})

    said = Lookup.objects.filter(purpose="Oplyste at være inhabil").get()
    assert (said.user, said.pupil, said.page) == (colleague, pupil, "cases:relation_new")


def test_a_form_that_is_sent_back_notes_no_declaration(client, today, pupil, colleague, case):
    client.force_login(colleague)

    response = client.post(new_url(pupil), {"kind": ""})

    assert response.status_code == 422
    assert "Vælg, hvordan du kender barnet." in response.content.decode()
    assert not Lookup.objects.filter(purpose="Oplyste at være inhabil").exists()


def test_my_access_names_the_child_by_initials_and_class_alone(
    client, today, pupil, case, colleague
):
    declare(colleague, pupil, kind="naer", note="Vi bor på samme vej.")
    client.force_login(colleague)

    page = client.get(reverse("cases:access")).content.decode()

    assert "AK (6.B)" in page
    assert "Nær ven eller nabo" in page
    assert "Vi bor på samme vej." in page
    assert "Asta" not in page
    assert pupil.public_id not in page


def test_whoever_leads_is_told_who_can_take_the_child_over(
    client, today, pupil, leader, teamleader
):
    client.force_login(leader)
    assert "Aftal med Karim Teamleder" in client.get(new_url(pupil)).content.decode()

    declare(teamleader, pupil)
    assert "Sig det til forvaltningen" in client.get(new_url(pupil)).content.decode()

    client.post(new_url(pupil), {"kind": "eget-barn"})
    page = client.get(reverse("cases:access")).content.decode()
    assert "en anden leder skal tage sig af barnet" in page


# The tovholder.


def test_the_tovholder_is_told_who_can_appoint_another_first(
    client, today, pupil, case, leader, teamleader
):
    client.force_login(case.tovholder)

    response = client.post(new_url(pupil), {"kind": "familie"})

    page = response.content.decode()
    assert response.status_code == 422
    assert case.number in page
    assert "Det kan Karim Teamleder og Sanne Skoleleder." in page
    assert not DeclaredRelation.objects.exists()


def test_after_another_is_appointed_the_former_tovholder_can_say_it(case, pupil, leader, school):
    former = case.tovholder
    other = factories.make_tovholder(school, "Lars Afløser")
    actions.appoint_tovholder(case, user=other, reason="Inhabil.", on=TODAY, by=leader)

    declare(former, pupil)

    assert not visible_cases(former, TODAY).exists()


def test_one_who_is_related_is_never_appointed_or_named(case, pupil, school, leader):
    near = factories.make_tovholder(school, "Nina Nabo")
    declare(near, pupil)

    assert near not in actions.possible_tovholdere(school, pupil, TODAY)
    assert near not in actions.possible_participants(case, TODAY)
    with pytest.raises(Refused, match="Nina Nabo kan ikke være tovholder"):
        actions.appoint_tovholder(case, user=near, reason="Byt", on=TODAY, by=leader)
    with pytest.raises(Refused, match="Nina Nabo kan ikke være med"):
        actions.add_participant(
            case,
            user=near,
            part="hjælper",
            basis="intern",
            basis_note="",
            may_write=True,
            starts_on=TODAY,
            ends_on=None,
            on=TODAY,
            by=case.tovholder,
        )


def test_a_case_is_not_opened_with_somebody_related_as_tovholder(pupil, school, leader):
    near = factories.make_tovholder(school, "Nina Nabo")
    declare(near, pupil)

    with pytest.raises(Refused, match="Nina Nabo kan ikke være tovholder"):
        actions.open_case(
            pupil, school=school, tovholder=near, because="Fravær", on=TODAY, by=leader
        )


# Who sees it, and the end.


def test_the_head_sees_who_said_it_and_ends_it_with_a_reason(
    client, today, pupil, case, colleague, leader
):
    relation = declare(colleague, pupil)
    client.force_login(leader)
    page = client.get(reverse("cases:relations")).content.decode()
    assert "Inger Kollega" in page
    assert "Asta K. (6.B)" in page

    assert client.post(end_url(relation), {"because": " "}).status_code == 422
    client.post(end_url(relation), {"because": "Hun er flyttet fra vejen."})

    relation.refresh_from_db()
    assert (relation.ends_on, relation.ended_by) == (TODAY, leader)
    assert relation.ended_because == "Hun er flyttet fra vejen."


def test_it_holds_the_day_out_when_it_is_ended(pupil, case, colleague, leader):
    relation = declare(colleague, pupil)
    actions.end_relation(relation, because="Fejl", on=TODAY, by=leader)

    assert case not in visible_cases(colleague, TODAY)
    assert case in visible_cases(colleague, TOMORROW)


def test_what_was_said_and_ended_is_kept(pupil, case, colleague, leader):
    relation = declare(colleague, pupil)
    actions.end_relation(relation, because="Fejl", on=TODAY, by=leader)

    assert [row.history_user for row in relation.history.order_by("history_id")] == [
        colleague,
        leader,
    ]
    with pytest.raises(Refused, match="allerede ophævet"):
        actions.end_relation(relation, because="Igen", on=TODAY, by=leader)


@pytest.mark.parametrize("who", ["colleague", "teamleader", "teacher", "tovholder"])
def test_nobody_but_the_head_and_the_controller_sees_the_list(
    client, today, who, request, pupil, leader
):
    relation = declare(leader, pupil)
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse("cases:relations")).status_code == 404
    assert client.get(end_url(relation)).status_code == 404
    assert client.post(end_url(relation), {"because": "Nej"}).status_code == 404


def test_the_head_of_another_school_sees_and_ends_nothing(client, today, pupil, case, colleague):
    relation = declare(colleague, pupil)
    other = factories.make_leader(factories.make_school("Engbakkeskolen"), "Torben Leder")
    client.force_login(other)

    assert "Inger" not in client.get(reverse("cases:relations")).content.decode()
    assert client.post(end_url(relation), {"because": "Nej"}).status_code == 404


def test_the_heads_own_is_the_controllers_to_end_and_names_no_child(
    client, today, pupil, leader, controller
):
    relation = declare(leader, pupil, kind="eget-barn")
    client.force_login(leader)
    assert client.post(end_url(relation), {"because": "Nej"}).status_code == 404

    client.force_login(controller)
    page = client.get(reverse("cases:relations")).content.decode()
    form = client.get(end_url(relation)).content.decode()
    client.post(end_url(relation), {"because": "Oplyst ved en fejl."})

    assert leader.name in page
    assert pupil.elev_id in page
    assert "Asta" not in page + form
    relation.refresh_from_db()
    assert relation.ended_by == controller


def test_the_controller_leaves_to_the_head_what_the_head_can_end(
    client, today, klasse, pupil, case, colleague, leader, controller
):
    relation = declare(colleague, pupil)
    # The head is near to another child: that takes nothing from what they do about this one.
    declare(leader, factories.make_pupil(klasse, "Luna", "Skov"))
    client.force_login(controller)

    assert "Inger Kollega" in client.get(reverse("cases:relations")).content.decode()
    assert client.get(end_url(relation)).status_code == 404


def test_when_the_head_is_related_too_the_controller_ends_it(
    client, today, pupil, case, colleague, leader, controller
):
    relation = declare(colleague, pupil)
    declare(leader, pupil)
    client.force_login(leader)
    assert "Inger" not in client.get(reverse("cases:relations")).content.decode()
    assert client.get(end_url(relation)).status_code == 404

    client.force_login(controller)
    assert client.get(end_url(relation)).status_code == 200


def test_nobody_ends_their_own(pupil, leader):
    relation = declare(leader, pupil)

    with pytest.raises(Refused, match="En anden skal ophæve den"):
        actions.end_relation(relation, because="Fejl", on=TODAY, by=leader)
    relation.ends_on, relation.ended_by, relation.ended_because = TODAY, leader, "Fejl"
    with pytest.raises(IntegrityError), transaction.atomic():
        relation.save()


def test_an_end_without_a_name_and_a_reason_is_refused_by_the_database(pupil, leader):
    relation = declare(leader, pupil)

    relation.ends_on = TODAY
    with pytest.raises(IntegrityError), transaction.atomic():
        relation.save()


def test_a_leader_answers_no_concern_about_the_child(pupil, case, concern, leader, teamleader):
    assert may_answer(leader, concern, TODAY)
    declare(leader, pupil)

    assert not may_answer(leader, concern, TODAY)
    assert may_answer(teamleader, concern, TODAY)


def test_the_duty_of_the_statutory_plan_is_not_laid_on_somebody_related(
    pupil, school, leader, teamleader
):
    declare(leader, pupil)
    concern = actions.voice_concern(
        pupil,
        school=school,
        voiced_by="ansat",
        text="Hun går ud i timen.",
        signs=[],
        talked_with_child=False,
        talked_with_parents=False,
        talked_with_team=False,
        about_environment=True,
        informed_on=TODAY,
        on=TODAY,
        by=teamleader,
    )

    assert concern.handlingsplan_1c.responsible == teamleader


def test_nobody_related_is_on_the_list_to_be_invited(today, case, pupil, school):
    helper = factories.make_user("Hjalte Hjælper")
    factories.give(helper, Role.TEAMMEDLEM, school)
    actions.add_participant(
        case,
        user=helper,
        part="hjælper",
        basis="intern",
        basis_note="",
        may_write=True,
        starts_on=TODAY,
        ends_on=None,
        on=TODAY,
        by=case.tovholder,
    )
    assert "Hjalte Hjælper, hjælper" in [person.label for person in people_round(case)]

    declare(helper, pupil)

    assert "Hjalte Hjælper, hjælper" not in [person.label for person in people_round(case)]


# Files.


def test_refused_lines_of_a_file_are_shown_without_their_cells(
    client, today, confirm, pupil, school, leader
):
    source = factories.make_import(school=school, rows_refused=1)
    source.quarantine.create(
        line_number=2, reason="Ukendt kode »X«", cells=[["elev", pupil.elev_id], ["navn", "Asta"]]
    )
    client.force_login(leader)
    confirm(client)
    page = reverse("absence:import_detail", args=[source.public_id])
    lines = reverse("absence:import_lines", args=[source.public_id])
    assert "Asta" in client.get(page).content.decode()

    declare(leader, pupil)

    assert "Asta" not in client.get(page).content.decode()
    assert "Asta" not in client.get(lines).content.decode()


def test_the_team_keeps_its_member(case, pupil, school):
    """What is taken away is the child, not the seat in the team."""
    near = factories.make_tovholder(school, "Nina Nabo")
    declare(near, pupil)

    assert TeamMember.objects.in_force(LATER).filter(user=near).exists()


def test_the_controllers_menu_says_where_they_are(client, school):
    dpo = factories.make_user("Dorthe")
    factories.give(dpo, Role.DPO)
    client.force_login(dpo)

    page = client.get(reverse("cases:relations"))

    assert [item.label for item in page.context["nav"]() if item.current] == ["Opslag"]

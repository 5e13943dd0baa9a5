"""The people of a school: who gives whom a role, and nobody's case is left to nobody."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases import actions
from cases.models import Case
from cases.permissions import LEAD, may_on_case
from cases.staff import staff_of
from kiss.lib.models import Refused
from meetings.models import Meeting
from schools.models import Membership, School, TeamMember, User
from schools.roles import Role
from schools.terms import latest_end, usual_end
from tests import factories
from tests.conftest import TODAY

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture
def teamleder(school: School) -> User:
    """Karim leads the team, and may be tovholder."""
    user = factories.make_tovholder(school, "Karim Teamleder")
    user.memberships.all().delete()
    factories.give(user, Role.TEAMLEDER, school)
    return user


@pytest.fixture
def sanne(client: Client, leader: User, confirm: Any) -> Client:
    """The school leader, who has just confirmed that it is her."""
    client.force_login(leader)
    confirm(client)
    return client


def give_url(school: School) -> str:
    return reverse("cases:staff_give", args=[school.public_id])


def end_url(role: Membership) -> str:
    return reverse("cases:staff_role_end", args=[role.school.public_id, role.pk])


def given(**typed: Any) -> dict[str, Any]:
    return {"email": "nina@demo.invalid", "name": "Nina Ny", "starts_on": TODAY} | typed


def end(role: Membership, by: User, last: date = TODAY, **typed: Any) -> None:
    wanted = {"with_team": False, "anyway": False, "reason": ""} | typed
    actions.end_staff_role(role, ends_on=last, on=TODAY, by=by, **wanted)


# For how long.


@pytest.mark.parametrize(
    ("role", "first", "usual", "latest"),
    [
        (Role.AD_HOC, date(2026, 11, 23), date(2026, 12, 22), date(2027, 2, 20)),
        (Role.AD_HOC, date(2028, 2, 1), date(2028, 3, 1), date(2028, 4, 30)),
        (Role.PPR, date(2026, 11, 23), date(2027, 7, 31), date(2027, 7, 31)),
        (Role.PPR, date(2027, 7, 31), date(2027, 7, 31), date(2027, 7, 31)),
        (Role.SOCIALRAADGIVER, date(2027, 8, 1), date(2028, 7, 31), date(2028, 7, 31)),
        (Role.LAERER, date(2026, 11, 23), None, None),
        (Role.TEAMLEDER, date(2026, 11, 23), None, None),
    ],
)
def test_a_role_has_its_usual_and_its_longest_time(
    role: Role, first: date, usual: date | None, latest: date | None
) -> None:
    assert (usual_end(role, first), latest_end(role, first)) == (usual, latest)


# Giving.


def test_a_new_colleague_gets_a_role_and_chooses_a_password_by_mail(
    sanne: Client, today: date, school: School, leader: User
) -> None:
    form = given(role="tovholder", title="afdelingsleder", function="ledelse")

    page = sanne.post(give_url(school), form, follow=True).content.decode()

    nina = User.objects.get(email="nina@demo.invalid")
    assert not nina.has_usable_password()
    assert nina.memberships.get().role == Role.TOVHOLDER
    pupil = factories.make_pupil(factories.make_class(school))
    assert nina in actions.possible_tovholdere(school, pupil, today)
    assert nina.memberships.get().history.get().history_user == leader
    assert "Nina Ny er tovholder fra 23. november 2026" in page
    assert "Glemt adgangskode" in page
    Client().post(reverse("account_reset_password"), {"email": nina.email})
    assert mail.outbox[-1].to == [nina.email]
    assert re.search(r"/konto/nulstil/\S+-\S+/", mail.outbox[-1].body)


def test_somebody_known_is_found_by_mail_whatever_the_case(
    sanne: Client, today: date, school: School
) -> None:
    pernille = factories.make_user("Pernille Ågård", email="pernille@demo.invalid")

    sanne.post(give_url(school), given(email="Pernille@Demo.invalid", name="En anden", role="ppr"))

    held = pernille.memberships.get()
    assert (held.role, held.ends_on) == (Role.PPR, date(2027, 7, 31))
    assert User.objects.get(pk=pernille.pk).name == "Pernille Ågård"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": "", "role": "tovholder"}, "Skriv navnet, så oprettes personen."),
        ({"role": "laerer"}, "Vælg den klasse, læreren eller pædagogen har."),
        ({"role": "skoleleder"}, "Vælg en rolle."),
        ({"role": "dpo"}, "Vælg en rolle."),
        ({"role": "tovholder", "starts_on": YESTERDAY}, "En rolle kan tidligst begynde i dag."),
        ({"role": "tovholder", "ends_on": YESTERDAY}, "Sidste dag ligger før den første."),
        ({"role": "ad-hoc", "ends_on": date(2027, 2, 21)}, "her til og med 20. februar 2027."),
        ({"role": "tovholder", "email": "nina"}, "Skriv en hel mailadresse"),
    ],
)
def test_what_may_not_be_given_is_refused_and_nothing_typed_is_lost(
    sanne: Client, today: date, school: School, typed: dict[str, Any], said: str
) -> None:
    answer = sanne.post(give_url(school), given(phone="00 00 00 77", **typed))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert 'value="00 00 00 77"' in page
    assert not User.objects.filter(name="Nina Ny").exists()


def test_nobody_gives_themselves_a_role(
    sanne: Client, today: date, school: School, leader: User
) -> None:
    answer = sanne.post(give_url(school), given(email=leader.email.upper(), role="teamleder"))

    assert "Du kan ikke give dig selv en rolle." in answer.content.decode()
    assert leader.memberships.get().role == Role.SKOLELEDER


def test_no_role_above_the_teams_leader_is_given_at_a_school(
    today: date, school: School, leader: User
) -> None:
    from schools.actions import take_on

    for role in (Role.SKOLELEDER, Role.ADMINISTRATOR, Role.FORVALTNING, Role.DPO):
        with pytest.raises(Refused, match="gives og afsluttes af kommunen"):
            take_on(
                school,
                email="nina@demo.invalid",
                name="Nina Ny",
                title="",
                phone="",
                role=role,
                school_class=None,
                function="",
                starts_on=today,
                ends_on=None,
                on=today,
                by=leader,
            )
    assert not User.objects.filter(name="Nina Ny").exists()


def test_a_teacher_gets_a_class_of_the_own_school_alone(
    sanne: Client, today: date, school: School, klasse: Any
) -> None:
    elsewhere = factories.make_class(factories.make_school("Engbakkeskolen"))

    refused = sanne.post(give_url(school), given(role="laerer", school_class=elsewhere.pk))
    sanne.post(give_url(school), given(role="laerer", school_class=klasse.pk))

    assert "Vælg en af skolens klasser." in refused.content.decode()
    assert Membership.objects.get(role=Role.LAERER).school_class == klasse


def test_a_closed_user_is_not_opened_by_a_role(sanne: Client, today: date, school: School) -> None:
    factories.make_user("Nina Ny", email="nina@demo.invalid", is_active=False)

    answer = sanne.post(give_url(school), given(role="tovholder"))

    assert "er lukket som bruger" in answer.content.decode()
    assert not Membership.objects.filter(role=Role.TOVHOLDER).exists()


def test_giving_twice_by_one_click_gives_once(sanne: Client, today: date, school: School) -> None:
    form = given(role="tovholder", form_id="enogsammeformular")

    answers = [sanne.post(give_url(school), form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Membership.objects.filter(role=Role.TOVHOLDER).count() == 1


def test_rights_are_given_only_right_after_confirming(
    client: Client, today: date, school: School, leader: User, tovholder: User
) -> None:
    leader.set_password("fire tilfældige ord her")
    leader.save()
    client.force_login(leader)

    asked = client.post(give_url(school), given(role="tovholder"))
    ended = client.post(end_url(tovholder.memberships.get()), {"ends_on": TODAY})

    for answer in (asked, ended):
        assert answer.status_code == 302
        assert "/konto/bekraeft/" in answer.headers["Location"]
    assert not User.objects.filter(name="Nina Ny").exists()
    assert tovholder.memberships.get().ends_on is None


# Who may.


def test_the_teams_leader_reads_and_changes_nothing(
    client: Client, today: date, school: School, teamleder: User, tovholder: User, confirm: Any
) -> None:
    client.force_login(teamleder)
    confirm(client)
    role = tovholder.memberships.get()

    page = client.get(reverse("cases:staff")).content.decode()

    assert "Tove Tovholder" in page
    assert "Giv en rolle" not in page
    assert client.post(give_url(school), given(role="tovholder")).status_code == 403
    assert client.post(end_url(role), {"ends_on": TODAY}).status_code == 403
    assert client.post(end_url(teamleder.memberships.get()), {}).status_code == 403
    assert tovholder.memberships.get().ends_on is None


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in {Role.SKOLELEDER, Role.TEAMLEDER}]
)
def test_nobody_else_reads_who_works_at_the_school(
    client: Client, today: date, school: School, klasse: Any, role: Role
) -> None:
    user = factories.make_user("Lars Kollega")
    everywhere = role in {Role.ADMINISTRATOR, Role.FORVALTNING, Role.DPO}
    factories.give(
        user,
        role,
        None if everywhere else school,
        school_class=klasse if role == Role.LAERER else None,
    )
    client.force_login(user)

    assert client.get(reverse("cases:staff")).status_code == 404
    assert client.get(give_url(school)).status_code == 404
    assert "Medarbejdere" not in client.get("/frister/").content.decode()


def test_a_leader_of_another_school_meets_404(
    client: Client, today: date, school: School, tovholder: User, confirm: Any
) -> None:
    elsewhere = factories.make_leader(factories.make_school("Engbakkeskolen"), "Torben Ravn")
    client.force_login(elsewhere)
    confirm(client)
    role = tovholder.memberships.get()

    assert client.post(give_url(school), given(role="tovholder")).status_code == 404
    assert client.post(end_url(role), {"ends_on": TODAY}).status_code == 404
    # Nor by the door of one's own school.
    own = elsewhere.memberships.get().school.public_id
    wrong_door = reverse("cases:staff_role_end", args=[own, role.pk])
    assert client.post(wrong_door, {"ends_on": TODAY}).status_code == 404
    assert "Tove Tovholder" not in client.get(reverse("cases:staff")).content.decode()
    assert tovholder.memberships.get().ends_on is None


def test_nobody_changes_own_roles_nor_another_leaders(
    sanne: Client, today: date, school: School, leader: User
) -> None:
    factories.give(leader, Role.TEAMLEDER, school)
    deputy = factories.make_leader(school, "Vice Leder")

    for role in [*leader.memberships.all(), deputy.memberships.get()]:
        assert sanne.get(end_url(role)).status_code == 403
        assert sanne.post(end_url(role), {"ends_on": TODAY}).status_code == 403
        with pytest.raises(Refused):
            end(role, leader)
    assert not Membership.objects.exclude(ends_on=None).exists()


# Ending.


def test_the_day_after_the_last_day_the_case_answers_404(
    client: Client, time_machine: Any, today: date, school: School, case: Case, leader: User
) -> None:
    helper = factories.make_user("Inger Hjælper")
    role = factories.give(helper, Role.TEAMMEDLEM, school)
    client.force_login(helper)

    end(role, leader, TODAY)

    assert client.get(case.get_absolute_url()).status_code == 200
    time_machine.move_to("2026-11-24 00:01+01:00")
    client = Client()
    client.force_login(helper)
    assert client.get(case.get_absolute_url()).status_code == 404


def test_yesterday_as_the_last_day_closes_at_the_next_request(
    client: Client, today: date, school: School, case: Case, leader: User
) -> None:
    helper = factories.make_user("Inger Hjælper")
    role = factories.give(helper, Role.TEAMMEDLEM, school)
    client.force_login(helper)
    note = reverse("cases:note_new", args=[case.public_id])
    assert client.get(note).status_code == 200

    end(role, leader, YESTERDAY)

    # The open form, posted after the end, changes nothing.
    answer = client.post(note, {"text": "Et sidste ord.", "is_restricted": ""})
    assert answer.status_code == 404
    assert not case.notes.exists()


def test_a_role_is_not_ended_further_back_than_yesterday(
    today: date, school: School, leader: User
) -> None:
    role = factories.give(factories.make_user("Inger"), Role.TEAMMEDLEM, school)

    with pytest.raises(Refused, match="tidligst være i går"):
        end(role, leader, YESTERDAY - timedelta(days=1))


def test_a_role_that_has_not_begun_is_taken_back(today: date, school: School, leader: User) -> None:
    role = factories.give(factories.make_user("Inger"), Role.TEAMMEDLEM, school, since=TOMORROW)

    end(role, leader, TODAY)

    assert not Membership.objects.filter(pk=role.pk).exists()
    gone = Membership.history.filter(id=role.pk).latest()
    assert (gone.history_type, gone.history_user) == ("-", leader)


def test_a_role_that_was_used_today_ends_today_and_leaves_its_trace(
    sanne: Client, today: date, school: School, leader: User
) -> None:
    role = factories.give(factories.make_user("Inger"), Role.TEAMMEDLEM, school, since=TODAY)

    answer = sanne.post(end_url(role), {"ends_on": TODAY - timedelta(days=1)}, follow=True)

    assert "er slut, og adgangen er lukket" in answer.content.decode()
    kept = Membership.objects.get(pk=role.pk)
    assert (kept.starts_on, kept.ends_on) == (TODAY, TODAY)
    assert not Membership.objects.of(role.user).in_force(TODAY).exists()


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.DPO])
def test_whoever_watches_or_sets_the_system_up_gets_no_role_at_a_school(
    sanne: Client, today: date, school: School, role: Role
) -> None:
    adam = factories.make_user("Adam Kirk", email="adam@demo.invalid")
    factories.give(adam, role)

    answer = sanne.post(give_url(school), given(role="tovholder", email=adam.email))

    assert answer.status_code == 422
    assert "må ikke også have en rolle på en skole" in answer.content.decode()
    assert adam.memberships.count() == 1


@pytest.mark.parametrize("day", ["9999-12-31", "0026-11-23", "2101-01-01"])
def test_a_year_that_cannot_be_meant_is_sent_back(
    sanne: Client, today: date, school: School, day: str
) -> None:
    role = factories.give(factories.make_user("Inger"), Role.TEAMMEDLEM, school)

    answer = sanne.post(end_url(role), {"ends_on": day})

    assert answer.status_code == 422
    assert "Skriv en dato mellem 2000 og 2100." in answer.content.decode()


def test_a_tovholder_does_not_leave_before_each_case_has_another(
    sanne: Client, today: date, school: School, case: Case, tovholder: User, teamleder: User
) -> None:
    role = tovholder.memberships.get()

    refused = sanne.post(end_url(role), {"ends_on": TODAY})

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "er tovholder på 1 åben sag" in page
    assert reverse("cases:tovholder", args=[case.public_id]) in page
    assert tovholder.memberships.get().ends_on is None

    actions.appoint_tovholder(case, user=teamleder, reason="Tove stopper", on=today, by=teamleder)
    assert sanne.post(end_url(role), {"ends_on": TODAY}).status_code == 302
    assert tovholder.memberships.get().ends_on == TODAY


def test_another_role_that_leads_the_case_lets_the_first_one_end(
    today: date, school: School, case: Case, tovholder: User, leader: User
) -> None:
    first = tovholder.memberships.get()
    factories.give(tovholder, Role.TEAMLEDER, school)

    with pytest.raises(Refused, match="før rollen slutter"):
        end(first, leader, with_team=True)
    end(first, leader, with_team=False)

    assert may_on_case(tovholder, case, LEAD, TOMORROW)


@pytest.mark.parametrize("other", [Role.SKOLELEDER, Role.TEAMMEDLEM])
def test_a_role_that_leads_nothing_does_not(
    today: date, school: School, case: Case, tovholder: User, leader: User, other: Role
) -> None:
    first = tovholder.memberships.get()
    factories.give(tovholder, other, school)

    with pytest.raises(Refused, match="før rollen slutter"):
        end(first, leader)


def test_a_role_at_another_school_does_not_lead_the_cases_here(
    today: date, school: School, case: Case, tovholder: User, leader: User
) -> None:
    factories.give(tovholder, Role.TOVHOLDER, factories.make_school("Engbakkeskolen"))

    with pytest.raises(Refused, match="1 åben sag"):
        end(tovholder.memberships.get(school=school), leader)


def test_a_role_that_ends_before_the_other_ends_does_not_count(
    today: date, school: School, case: Case, tovholder: User, leader: User
) -> None:
    first = tovholder.memberships.get()
    factories.give(tovholder, Role.TEAMLEDER, school, until=TODAY)

    with pytest.raises(Refused, match="før rollen slutter"):
        end(first, leader, TODAY)


def test_the_leader_may_end_it_all_the_same_and_the_case_lacks_a_tovholder(
    sanne: Client, today: date, school: School, case: Case, tovholder: User
) -> None:
    role = tovholder.memberships.get()
    form = {"ends_on": YESTERDAY, "anyway": "on"}

    without_reason = sanne.post(end_url(role), form)
    sanne.post(end_url(role), form | {"reason": "Tove er bortvist."})

    assert "Skriv, hvorfor rollen afsluttes" in without_reason.content.decode()
    assert tovholder.memberships.get().history.latest().history_change_reason == "Tove er bortvist."
    assert case in Case.objects.without_tovholder(today)
    assert "mangler tovholder" in sanne.get(reverse("cases:list")).content.decode()
    page = sanne.get(reverse("cases:staff")).content.decode()
    assert "Udpeg en ny tovholder i stedet for Tove Tovholder" in page


@pytest.mark.parametrize("chosen", [True, False])
def test_the_seat_in_the_team_ends_with_the_role_at_choice(
    today: date, school: School, tovholder: User, leader: User, chosen: bool
) -> None:
    end(tovholder.memberships.get(), leader, TODAY, with_team=chosen)

    seat = TeamMember.objects.get(user=tovholder)
    assert seat.ends_on == (TODAY if chosen else None)


def test_a_seat_that_is_kept_opens_no_team_meeting_without_the_role(
    client: Client, today: date, school: School, tovholder: User, leader: User
) -> None:
    starts_at = timezone.now() + timedelta(days=3)
    meeting = Meeting.objects.create(
        kind=Meeting.Kind.TEAM,
        school=school,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        called_by=leader,
    )
    url = reverse("meetings:detail", args=[meeting.public_id])
    client.force_login(tovholder)
    assert client.get(url).status_code == 200

    end(tovholder.memberships.get(), leader, YESTERDAY, with_team=False)

    assert client.get(url).status_code == 404


# The list.


def test_each_person_stands_once_with_all_that_they_do(
    sanne: Client, today: date, school: School, klasse: Any, case: Case, tovholder: User
) -> None:
    factories.give(tovholder, Role.LAERER, school, school_class=klasse, until=date(2027, 7, 31))

    page = sanne.get(reverse("cases:staff")).content.decode()

    assert page.count(">Tove Tovholder<") == 1
    assert re.search(r"Lærer eller pædagog i 6\.B\s*<small>til og med 31\. juli 2027</small>", page)
    assert "Ledelsesrepræsentant" in page
    assert "1 sag" in page
    assert "aldrig logget ind" in page


def test_whoever_has_left_and_whoever_leaves_soon_come_first(
    sanne: Client, today: date, school: School, case: Case, tovholder: User
) -> None:
    role = tovholder.memberships.get()
    role.ends_on = date(2026, 11, 4)
    role.save()
    lent = factories.make_user("Freja Vikar")
    factories.give(lent, Role.TEAMMEDLEM, school, until=date(2026, 12, 1))
    later = factories.make_user("Senere Vikar")
    factories.give(later, Role.TEAMMEDLEM, school, until=date(2026, 12, 24))
    renewed = factories.make_user("Fortsat Vikar")
    factories.give(renewed, Role.TEAMMEDLEM, school, until=date(2026, 12, 1))
    factories.give(renewed, Role.TEAMMEDLEM, school, since=date(2026, 12, 2))

    page = sanne.get(reverse("cases:staff")).content.decode()

    first, _, rest = page.partition("Alle på skolen")
    assert "Udpeg en ny tovholder i stedet for Tove Tovholder" in first
    assert "har ikke haft en rolle på skolen siden 5. november 2026" in first
    assert "Skal Freja Vikar fortsætte efter tirsdag 1. december?" in first
    assert "Senere Vikar" not in first
    assert "Fortsat Vikar" not in first
    assert "Senere Vikar" in rest


def test_a_role_is_given_again_from_the_day_after(
    sanne: Client, today: date, school: School
) -> None:
    lent = factories.make_user("Freja Vikar", email="freja@demo.invalid")
    role = factories.give(lent, Role.TEAMMEDLEM, school, until=date(2026, 12, 1))

    page = sanne.get(f"{give_url(school)}?igen={role.pk}").content.decode()

    assert 'value="freja@demo.invalid"' in page
    assert 'value="2026-12-02"' in page
    other = factories.give(
        factories.make_user("Fremmed", email="fremmed@demo.invalid"),
        Role.TEAMMEDLEM,
        factories.make_school("Engbakkeskolen"),
        until=TODAY,
    )
    page = sanne.get(f"{give_url(school)}?igen={other.pk}").content.decode()
    assert "fremmed@demo.invalid" not in page


def test_no_child_is_on_the_pages_about_the_people(
    sanne: Client, today: date, school: School, case: Case, tovholder: User
) -> None:
    person = reverse("cases:staff_person", args=[school.public_id, tovholder.public_id])
    urls = [
        reverse("cases:staff"),
        person,
        give_url(school),
        end_url(tovholder.memberships.get()),
    ]

    pages = "".join(sanne.get(url).content.decode() for url in urls)

    assert case.number in pages
    for secret in ("Asta", "Krogh", case.pupil.elev_id, case.pupil.public_id):
        assert secret not in pages


def test_a_stranger_is_not_one_of_the_people(sanne: Client, today: date, school: School) -> None:
    lars = factories.make_user("Lars")

    url = reverse("cases:staff_person", args=[school.public_id, lars.public_id])

    assert sanne.get(url).status_code == 404


def test_the_list_costs_the_same_with_more_people(
    sanne: Client, today: date, school: School, assert_constant_queries: Any
) -> None:
    factories.make_tovholder(school)

    def grow() -> None:
        for number in range(3):
            factories.make_tovholder(school, f"Leder {number}")

    assert_constant_queries(reverse("cases:staff"), grow)


def test_a_school_with_nobody_is_empty(school: School, today: date) -> None:
    assert staff_of(school, today) == []

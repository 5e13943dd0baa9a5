"""What may I see and why, who has looked at what, and the deadline calculator."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from cases.permissions import remember
from schools.models import LegalReference, Lookup
from schools.roles import RIGHTS, Role
from tests import factories
from tests.absence.made import TODAY


def look(user, pupil, day=TODAY, hour=9, **fields):
    at = timezone.make_aware(datetime.combine(day, time(hour)))
    return factories.look(user, pupil, at, **fields)


@pytest.fixture
def controller(db):
    user = factories.make_user("Dorthe Databeskytter")
    factories.give(user, Role.DPO)
    return user


# My own access.


def test_every_role_is_explained_in_its_own_words(client, today, school, klasse):
    user = factories.make_user("Lars")
    for role in Role:
        everywhere = role in {Role.ADMINISTRATOR, Role.FORVALTNING, Role.DPO}
        factories.give(
            user,
            role,
            None if everywhere else school,
            school_class=klasse if role == Role.LAERER else None,
        )
    client.force_login(user)

    page = client.get("/adgang/").content.decode()

    for role in Role:
        assert RIGHTS[role].sentence in page
    assert "Lærer eller pædagog, 6.B, Sydhavnsskolen" in page
    assert "Dpo" not in page


def test_a_role_with_an_end_says_when(client, today, school):
    user = factories.make_user("Lars")
    factories.give(user, Role.AD_HOC, school, until=date(2026, 12, 24))
    client.force_login(user)

    assert "Til og med torsdag 24. december 2026" in client.get("/adgang/").content.decode()


def test_cases_one_is_named_on_are_listed_with_the_reason(client, today, case, tovholder):
    client.force_login(tovholder)

    page = client.get("/adgang/").content.decode()

    assert case.number in page
    assert "Asta K. (6.B)" in page
    assert "er tovholder" in page


def test_ones_own_look_ups_of_thirty_days_are_shown_together(client, today, pupil, klasse, leader):
    other = factories.make_pupil(klasse, "Noor", "Haddad")
    look(leader, pupil, purpose="Opsporing")
    look(leader, other, purpose="Opsporing")
    look(leader, pupil, TODAY - timedelta(days=31), purpose="For længe siden")
    look(factories.make_user("Lars"), pupil, purpose="En andens")
    client.force_login(leader)

    page = client.get("/adgang/").content.decode()

    assert page.count("Opsporing</td>") == 1
    assert "Asta K. (6.B) og Noor H. (6.B)" in page
    assert "For længe siden" not in page
    assert "En andens" not in page


def test_a_child_one_may_no_longer_see_is_not_named(client, today, pupil, leader):
    look(leader, pupil)
    membership = leader.memberships.get()
    membership.ends_on = today - timedelta(days=1)
    membership.save()
    client.force_login(leader)

    page = client.get("/adgang/").content.decode()

    assert "Asta" not in page
    assert "1 elev, som du ikke længere har adgang til" in page


def test_looking_at_ones_own_look_ups_does_not_make_the_list_grow(client, today, pupil, leader):
    look(leader, pupil)
    client.force_login(leader)

    client.get("/adgang/")
    page = client.get("/adgang/").content.decode()

    assert "1 opslag: den samme elev tæller med hver gang" in page
    assert Lookup.objects.filter(page="cases:access").count() == 2


def test_the_page_costs_the_same_for_many_look_ups(
    client, today, klasse, leader, tovholder, assert_constant_queries
):
    client.force_login(leader)

    def grow():
        for number in range(4):
            pupil = factories.make_pupil(klasse, f"Barn{number}")
            look(leader, pupil)
            factories.make_case(pupil, leader)

    grow()
    assert_constant_queries("/adgang/", grow)


# The log.


@pytest.mark.parametrize("role", [role for role in Role if role != Role.DPO])
def test_only_the_controller_reads_the_log(client, today, school, role):
    user = factories.make_user("Lars")
    everywhere = role in {Role.ADMINISTRATOR, Role.FORVALTNING}
    factories.give(user, role, None if everywhere else school)
    client.force_login(user)

    assert client.get("/adgang/opslag/").status_code == 404
    assert client.post("/adgang/opslag/", {}).status_code == 404


def test_the_controller_sees_who_and_why_but_no_childs_name(
    client, today, pupil, leader, controller
):
    look(leader, pupil, case_number="26-0117")
    client.force_login(controller)

    page = client.get("/adgang/opslag/").content.decode()

    assert leader.name in page
    assert pupil.elev_id in page
    assert "26-0117" in page
    assert "Asta" not in page
    assert pupil.public_id not in page
    assert not Lookup.objects.filter(user=controller).exists()


@pytest.mark.parametrize(
    ("wanted", "hits"),
    [
        ({}, 3),
        ({"fra": "2026-11-20"}, 2),
        ({"til": "2026-11-19"}, 1),
        ({"fra": "20-11-2026", "til": "20.11.2026"}, 1),
        ({"bruger": "sanne"}, 2),
        ({"elev": "26-0117"}, 1),
        ({"elev": "findes ikke"}, 0),
    ],
)
def test_the_log_is_filtered_by_day_user_and_child(
    client, today, pupil, leader, controller, wanted, hits
):
    look(leader, pupil, date(2026, 11, 19))
    look(leader, pupil, date(2026, 11, 20), hour=23, case_number="26-0117")
    look(factories.make_user("Lars Lærer"), pupil, date(2026, 11, 23))
    client.force_login(controller)

    response = client.post("/adgang/opslag/", wanted)

    assert response.status_code == 200
    assert response.context["page"].paginator.count == hits


def test_a_period_that_ends_before_it_begins_is_sent_back(client, today, controller):
    client.force_login(controller)

    response = client.post(
        "/adgang/opslag/", {"fra": "2026-11-20", "til": "2026-11-01", "bruger": "sanne"}
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert "Slutdatoen ligger før startdatoen." in page
    assert 'value="sanne"' in page
    assert "<title>Fejl: Opslag" in page


def test_the_filter_survives_to_the_next_page(client, today, pupil, leader, controller):
    remember(leader, [pupil.pk] * 201, at=timezone.now(), page="cases:detail", purpose="Sagen")
    client.force_login(controller)

    response = client.post("/adgang/opslag/", {"bruger": "sanne", "side": "2"})

    assert response.context["page"].number == 2
    assert 'value="sanne"' in response.content.decode()


# Deadlines.


def test_the_rules_are_open_to_everybody_who_has_logged_in(client, today, db):
    factories.make_municipality()
    client.force_login(factories.make_user("Ny"))

    page = client.get("/frister/").content.decode()

    assert "Underretning ved 15 procent ulovligt fravær" in page
    assert "Lovkrav · underretning" in page
    assert "Ministeriets vejledning" in page
    assert "Politisk aftale, ikke lov" in page
    assert "8 dage af 55 skoledage" in page


def test_nobody_reads_them_without_logging_in(client, db):
    assert client.get("/frister/").status_code == 302


@pytest.mark.parametrize(
    ("rule", "day", "due", "skipped"),
    [
        (
            "handlingsplan",
            "2026-03-24",
            "fredag 10. april 2026",
            ["skærtorsdag", "langfredag", "2. påskedag"],
        ),
        ("handlingsplan", "24-03-2026", "fredag 10. april 2026", ["mandag 6. april 2026"]),
        ("underretning", "2026-11-18", "mandag 23. november 2026", ["lørdag 21. november 2026"]),
        ("varsling", "2026-11-18", "mandag 23. november 2026", []),
        ("kontakt", "2026-11-18", "onsdag 18. november 2026", ["Ingen dage er sprunget over."]),
        (
            "sygeundervisning",
            "2026-10-05",
            "mandag 2. november 2026",
            ["tirsdag 13. oktober 2026: Efterårsferie"],
        ),
    ],
)
def test_a_deadline_is_reckoned_with_every_skipped_day_by_name(
    client, today, school, leader, rule, day, due, skipped
):
    client.force_login(leader)

    response = client.get("/frister/", {"regel": rule, "dato": day})

    page = response.content.decode()
    assert response.status_code == 200
    assert due in page
    for name in skipped:
        assert name in page


def test_school_days_are_those_of_the_chosen_school(client, today, school, leader):
    school.closures.create(
        starts_on=date(2026, 10, 20), ends_on=date(2026, 10, 20), title="Pædagogisk dag"
    )
    client.force_login(leader)

    query = {"regel": "sygeundervisning", "dato": "2026-10-05", "skole": school.public_id}
    page = client.get("/frister/", query).content.decode()

    assert "tirsdag 3. november 2026" in page
    assert "Pædagogisk dag" in page


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"regel": "handlingsplan", "dato": "i går"}, "Skriv datoen som dag-måned-år"),
        ({"regel": "handlingsplan", "dato": "1-1-1850"}, "Skriv en dato mellem 2000 og 2100."),
        ({"regel": "findes ikke", "dato": "2026-03-24"}, "Vælg"),
        ({"regel": "", "dato": "2026-03-24"}, "Vælg, hvad fristen handler om."),
    ],
)
def test_what_cannot_be_reckoned_is_said_with_what_to_do(client, today, leader, query, said):
    client.force_login(leader)

    response = client.get("/frister/", query)

    assert response.status_code == 422
    assert said in response.content.decode()


def test_a_calendar_that_is_closed_for_years_is_said_so(client, today, leader):
    leader.memberships.get().school.closures.create(
        starts_on=date(2026, 1, 1), ends_on=date(2036, 1, 1), title="Lukket"
    )
    client.force_login(leader)
    school = leader.memberships.get().school

    query = {"regel": "sygeundervisning", "dato": "2026-10-05", "skole": school.public_id}
    response = client.get("/frister/", query)

    assert "Skolekalenderen rækker ikke så langt." in response.content.decode()


def test_a_source_that_the_municipality_confirmed_is_shown_as_confirmed(client, today, leader):
    LegalReference.objects.create(
        key="underretning-15",
        in_force_from=date(2026, 8, 1),
        act="Barnets lov",
        section="§ 133, stk. 2",
        note="Læst af kommunens jurist.",
        confirmed_by=leader,
        confirmed_on=date(2026, 8, 12),
    )
    client.force_login(leader)

    page = client.get("/frister/").content.decode()

    assert "bekræftet af kommunen" in page
    assert "Læst af kommunens jurist." in page

"""A substitute leads a tovholder's cases for a time, and no longer."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases import actions
from cases.models import Case, Cover
from cases.permissions import LEAD, VIEW, may_on_case
from cases.readers import readers, why
from cases.tasks import find_vacancies
from cases.today.gather import Desk
from kiss.lib.models import Refused
from meetings.models import Agreement
from schools.models import School, SchoolClass, User
from tests import factories
from tests.conftest import TODAY

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
FOURTH = date(2026, 12, 4)


@pytest.fixture
def liv(school: School) -> User:
    """Liv may be tovholder."""
    return factories.make_tovholder(school, "Liv Leder")


def cover(case: Case, by: User, to: User, first: date = TODAY, last: date = FOURTH) -> Cover:
    (row,) = actions.cover_cases(
        [case], substitute=to, starts_on=first, ends_on=last, on=TODAY, by=by
    )
    return row


def tasks(user: User, day: date = TODAY) -> set[str]:
    return {task.what for task in Desk(user, day).tasks()}


@pytest.mark.parametrize(
    ("day", "leads"),
    [
        (TODAY, False),
        (date(2026, 11, 29), False),
        (date(2026, 11, 30), True),
        (FOURTH, True),
        (date(2026, 12, 5), False),
    ],
)
def test_a_substitute_leads_from_the_first_to_the_last_day(
    case: Case, tovholder: User, liv: User, day: date, leads: bool
) -> None:
    cover(case, tovholder, liv, date(2026, 11, 30))

    assert may_on_case(liv, case, LEAD, day) is leads
    assert may_on_case(tovholder, case, LEAD, day)
    assert ("Du er knyttet til sagen: er vikar for Tove Tovholder." in why(liv, case, day)) is leads


def test_the_top_of_the_case_says_who_stands_in_and_until_when(
    client: Client, case: Case, tovholder: User, liv: User, today: date
) -> None:
    cover(case, tovholder, liv)
    client.force_login(liv)

    page = client.get(case.get_absolute_url()).content.decode()

    assert "Liv Leder til 4. december" in page
    assert "Liv Leder er vikar for tovholderen" in page
    assert "vikar Liv Leder til 4. dec." in client.get("/sager/?vis=mine").content.decode()
    assert {reader.user.name for reader in readers(case, TODAY)} >= {"Liv Leder", tovholder.name}


def test_the_tasks_go_to_the_substitute_too(
    case: Case, tovholder: User, liv: User, make_network_meeting: Any
) -> None:
    meeting = make_network_meeting(case, YESTERDAY)
    Agreement.objects.create(meeting=meeting, what="Ringe", who="Tove Tovholder", due_on=TODAY)
    before = tasks(liv)
    cover(case, tovholder, liv)

    assert before == set()
    assert tasks(liv) >= {
        "Aftal en næste opfølgning for Asta K. (6.B)",
        "Hør Tove Tovholder om Asta K. (6.B): Ringe",
    }
    assert "Aftal en næste opfølgning for Asta K. (6.B)" in tasks(tovholder)
    assert tasks(liv, date(2026, 12, 5)) == set()


def test_all_or_some_of_a_tovholders_cases_are_covered_from_one_page(
    client: Client, case: Case, klasse: SchoolClass, tovholder: User, liv: User, today: date
) -> None:
    others = [factories.make_case(factories.make_pupil(klasse), tovholder) for _ in range(2)]
    client.force_login(tovholder)
    url = reverse("cases:cover", args=[case.public_id])
    page = client.get(url).content.decode()
    assert all(row.number in page for row in [case, *others])

    typed = {"substitute": liv.public_id, "starts_on": "2026-11-23", "ends_on": "2026-12-04"}
    assert client.post(url, typed).status_code == 422
    client.post(url, {**typed, "cases": [case.public_id, others[0].public_id]})

    assert {row.case for row in Cover.objects.all()} == {case, others[0]}
    assert not may_on_case(liv, others[1], VIEW, TODAY)


def test_only_a_leader_in_the_team_who_leads_cases_and_is_not_near_stands_in(
    case: Case, school: School, tovholder: User, leader: User, liv: User
) -> None:
    elsewhere = factories.make_tovholder(factories.make_school("Engbakkeskolen"), "Lars")
    school.team.members.create(user=leader, function="ledelse", starts_on=factories.YEAR_START)
    near = factories.make_tovholder(school, "Nær")
    actions.declare_relation(case.pupil, kind="naer", note="", on=TODAY, by=near)

    assert list(actions.possible_substitutes(case, TODAY)) == [liv]
    for user in (elsewhere, leader, near, tovholder):
        with pytest.raises(Refused, match="kan ikke være vikar"):
            cover(case, tovholder, user)


def test_two_never_stand_in_at_once_and_it_is_all_or_none(
    case: Case, klasse: SchoolClass, school: School, tovholder: User, liv: User
) -> None:
    cover(case, tovholder, liv)
    other = factories.make_case(factories.make_pupil(klasse), tovholder)
    bo = factories.make_tovholder(school, "Bo")

    with pytest.raises(Refused, match="allerede en vikar"):
        actions.cover_cases(
            [other, case], substitute=bo, starts_on=FOURTH, ends_on=FOURTH, on=TODAY, by=tovholder
        )

    assert Cover.objects.count() == 1
    with pytest.raises(Refused, match="tidligst begynde i dag"):
        cover(other, tovholder, bo, YESTERDAY)
    with pytest.raises(Refused, match="Vælg mindst én sag"):
        actions.cover_cases(
            [], substitute=bo, starts_on=TODAY, ends_on=TODAY, on=TODAY, by=tovholder
        )


def test_it_can_be_ended_with_the_day_or_taken_back(
    client: Client, case: Case, tovholder: User, leader: User, liv: User, today: date
) -> None:
    row = cover(case, tovholder, liv)
    client.force_login(leader)

    client.post(reverse("cases:cover_end", args=[case.public_id, row.pk]))

    assert may_on_case(liv, case, LEAD, TODAY)
    assert not may_on_case(liv, case, VIEW, TOMORROW)
    coming = cover(case, tovholder, liv, TOMORROW)
    actions.end_cover(coming, on=TODAY, by=tovholder)
    assert Cover.objects.count() == 1


def test_a_cover_ends_when_the_case_gets_another_tovholder_or_is_closed(
    case: Case, klasse: SchoolClass, school: School, tovholder: User, leader: User, liv: User
) -> None:
    other = factories.make_case(factories.make_pupil(klasse), tovholder)
    for row in (case, other):
        cover(row, tovholder, liv)
    bo = factories.make_tovholder(school, "Bo")

    actions.appoint_tovholder(case, user=bo, reason="x", on=TODAY, by=leader)
    actions.close_case(other, reason="x", on=TODAY, by=leader)

    for row in (case, other):
        assert not may_on_case(liv, row, VIEW, TOMORROW)


def test_a_substitute_who_is_close_to_the_child_stops(
    client: Client, case: Case, tovholder: User, liv: User, today: date
) -> None:
    cover(case, tovholder, liv)

    actions.declare_relation(case.pupil, kind="naer", note="", on=TODAY, by=liv)

    assert not may_on_case(liv, case, VIEW, TODAY)
    assert Cover.objects.get().ends_on == TODAY
    assert not Cover.objects.in_force(TOMORROW).exists()


@pytest.mark.parametrize("lost", ["team_memberships", "memberships"])
def test_the_night_ends_the_cover_of_a_substitute_who_has_left(
    case: Case, tovholder: User, liv: User, today: date, lost: str
) -> None:
    cover(case, tovholder, liv)
    assert actions.stop_unfit_covers(today=TODAY) == []
    row = getattr(liv, lost).get()
    row.ends_on = YESTERDAY
    row.save()

    find_vacancies()
    find_vacancies()

    assert Cover.objects.get().ends_on == TODAY
    assert not may_on_case(liv, case, VIEW, TOMORROW)

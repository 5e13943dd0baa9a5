"""No case is left to nobody: the night finds it, the leader's list holds it until it is solved."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from cases import actions, tasks
from cases.models import Case, Vacancy
from cases.permissions import LEAD, may_on_case
from cases.story import story_of
from cases.today.gather import Desk
from cases.topics import Reader
from schools.calendars import Calendars
from schools.models import School, User
from tests import factories
from tests.conftest import TODAY

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
LAST = date(2026, 11, 20)
LINE = "Udpeg en tovholder for sag {} om Asta K. (6.B)"


def end(row: Any, last: date = LAST) -> None:
    row.ends_on = last
    row.save()


def lines(user: User, day: date = TODAY) -> dict[str, Any]:
    return {task.what: task for task in Desk(user, day).tasks()}


@pytest.fixture
def moved(case: Case) -> School:
    """Asta has gone to Engbakkeskolen since Saturday 21 November."""
    end(case.pupil.enrolments.get())
    other = factories.make_school("Engbakkeskolen")
    klasse = factories.make_class(other)
    case.pupil.enrolments.create(school_class=klasse, starts_on=LAST + timedelta(days=1))
    return other


@pytest.mark.parametrize(
    ("lose", "cause", "since"),
    [
        (lambda user: end(user.team_memberships.get()), "team", date(2026, 11, 21)),
        (lambda user: end(user.memberships.get()), "rolle", date(2026, 11, 21)),
        (lambda user: _suspend(user), "rolle", date(2026, 11, 18)),
        (lambda user: _close(user), "login", TODAY),
        (
            lambda user: (
                end(user.team_memberships.get(), YESTERDAY),
                end(user.memberships.get(), date(2026, 11, 11)),
            ),
            "rolle",
            date(2026, 11, 12),
        ),
    ],
    ids=["seat ended", "role ended", "role suspended", "login closed", "the role before the seat"],
)
def test_the_night_finds_who_has_left_and_since_when(
    case: Case, tovholder: User, leader: User, lose: Any, cause: str, since: date
) -> None:
    assert actions.find_vacancies(today=TODAY) == []
    lose(tovholder)

    (row,) = actions.find_vacancies(today=TODAY)

    assert (row.cause, row.since, row.found_on) == (cause, since, TODAY)
    task = lines(leader)[LINE.format(case.number)]
    assert task.due_note.startswith("siden ")


def _suspend(user: User) -> None:
    row = user.memberships.get()
    row.suspended_on = date(2026, 11, 18)
    row.save()


def _close(user: User) -> None:
    user.is_active = False
    user.save()


def test_it_stands_until_somebody_leads_the_case_again(
    case: Case, school: School, tovholder: User, leader: User
) -> None:
    end(tovholder.team_memberships.get())
    actions.find_vacancies(today=TODAY)
    assert actions.find_vacancies(today=TOMORROW) == []
    assert Vacancy.objects.get().solved_on is None
    liv = factories.make_tovholder(school, "Liv Leder")

    actions.appoint_tovholder(case, user=liv, reason="x", on=TOMORROW, by=leader)

    assert Vacancy.objects.get().solved_on == TOMORROW
    assert LINE.format(case.number) not in lines(leader, TOMORROW)
    world = Calendars.load().municipality()
    story = [row.text for row in story_of(case, world, TOMORROW, Reader())]
    said = "Sagen manglede tovholder: tovholderen er ikke længere leder i skolens Kom i skole-team"
    assert said in story


def test_a_role_that_comes_back_solves_it_the_next_night(
    case: Case, tovholder: User, leader: User
) -> None:
    role = tovholder.memberships.get()
    end(role)
    actions.find_vacancies(today=TODAY)
    end(role, None)

    actions.find_vacancies(today=TOMORROW)

    assert Vacancy.objects.get().solved_on == TOMORROW


def test_those_who_appoint_get_one_mail_without_names(
    case: Case,
    klasse: Any,
    tovholder: User,
    leader: User,
    today: date,
    django_capture_on_commit_callbacks: Any,
) -> None:
    factories.make_case(factories.make_pupil(klasse), tovholder)
    end(tovholder.team_memberships.get())

    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            tasks.find_vacancies()

    (letter,) = mail.outbox
    assert letter.to == [leader.email]
    for secret in (case.pupil.first_name, case.pupil.last_name, case.number, tovholder.first_name):
        assert secret not in letter.subject + letter.body


def test_a_child_who_has_moved_is_found_and_both_schools_are_told(
    client: Client, case: Case, moved: School, tovholder: User, leader: User, today: date
) -> None:
    torben = factories.make_leader(moved, "Torben Leder")

    (row,) = actions.find_vacancies(today=TODAY)

    assert (row.cause, row.to_school, row.since) == ("flyttet", moved, date(2026, 11, 21))
    give = "Giv sagen om Asta K. (6.B) videre til Engbakkeskolen"
    assert lines(leader)[give].tags[0].label == "mangler tovholder"
    assert give in lines(tovholder)
    told = lines(torben)["Find en tovholder til Asta K. (6.B)"]
    assert "Ring til Tove Tovholder, 00 00 00 12" in told.why
    # What the new school is told is that there is a case, and whom to call.
    client.force_login(torben)
    assert client.get(case.get_absolute_url()).status_code == 404
    assert client.get(told.url).status_code == 200


def test_the_case_is_read_by_the_former_tovholder_until_it_is_handed_over(
    client: Client, case: Case, moved: School, tovholder: User, today: date
) -> None:
    client.force_login(tovholder)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "Giv sagen videre til Engbakkeskolen" in page
    assert "mangler tovholder på den nye skole" in client.get("/sager/").content.decode()
    actions.find_vacancies(today=TODAY)
    lars = factories.make_tovholder(moved, "Lars Leder")

    row = actions.offer_handover(
        case, user=lars, reason="Flyttet.", story="Kort.", on=TODAY, by=tovholder
    )
    assert may_on_case(tovholder, case, LEAD, TODAY)
    actions.accept_handover(row, on=TODAY, by=lars)

    assert client.get(case.get_absolute_url()).status_code == 404
    assert Vacancy.objects.get().solved_on == TODAY
    assert actions.find_vacancies(today=TOMORROW) == []


def test_a_child_who_has_left_the_municipality_is_no_vacancy(case: Case) -> None:
    end(case.pupil.enrolments.get())

    assert actions.find_vacancies(today=TODAY) == []


def test_whoever_is_close_to_the_child_is_not_told(
    case: Case, moved: School, tovholder: User
) -> None:
    torben = factories.make_leader(moved, "Torben Leder")
    actions.declare_relation(case.pupil, kind="naer", note="", on=TODAY, by=torben)

    assert lines(torben) == {}

"""Each month the leader of the team looks at every open case, and says what it leads to."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases import actions
from cases.models import Case, CaseReview
from cases.permissions import visible_cases
from cases.reviews import walked_by, walks_of
from cases.story import story_of
from cases.today.gather import Desk
from cases.today.task import bucket_of
from cases.topics import Reader
from kiss.lib.models import Refused
from schools.calendars import Calendars
from schools.models import School, SchoolClass, User
from schools.roles import Role
from tests import factories
from tests.conftest import POSTED, TODAY, CriticalClient


@pytest.fixture
def karim(school: School) -> User:
    """Karim leads the Kom i skole team."""
    user = factories.make_user("Karim Teamleder")
    factories.give(user, Role.TEAMLEDER, school)
    school.team.members.create(
        user=user, function="ledelse", leads=True, starts_on=factories.YEAR_START
    )
    return user


@pytest.fixture
def three(case: Case, klasse: SchoolClass, tovholder: User) -> list[Case]:
    """Three open cases, in the order in which they were opened."""
    return [
        case,
        *(
            factories.make_case(factories.make_pupil(klasse), tovholder, on=date(2026, 11, day))
            for day in (3, 4)
        ),
    ]


def review(case: Case, by: User, on: date = TODAY, **said: Any) -> CaseReview:
    given = {"verdict": "fortsaetter", "what": "", "who": "", "due_on": None} | said
    return actions.review_case(case, **given, on=on, by=by)


def more(case: Case, by: User, on: date = TODAY) -> CaseReview:
    said = {"verdict": "mere", "what": "Et møde med SFO", "who": "Tove Tovholder"}
    return review(case, by, on, **said, due_on=on + timedelta(days=1))


def tasks(user: User, day: date = TODAY) -> dict[str, str]:
    return {task.what: bucket_of(task, day) for task in Desk(user, day).tasks()}


def url(case: Case) -> str:
    return reverse("cases:review", args=[case.public_id])


def test_it_walks_from_case_to_case_and_ends_in_a_recap(
    client: Client, three: list[Case], karim: User, today: date
) -> None:
    client.force_login(karim)
    first, second, third = three
    assert url(first) in client.get(reverse("cases:reviews")).content.decode()

    onward = client.post(url(first), {"verdict": "fortsaetter"})
    assert onward.url == url(second)
    # Left here, and resumed from the overview.
    page = client.get(reverse("cases:reviews")).content.decode()
    assert "Fortsæt" in page
    assert url(second) in page
    typed = {"verdict": "mere", "what": "Et møde", "who": "Tove", "due_on": "2026-11-30"}
    assert client.post(url(second), typed).url == url(third)
    end = client.post(url(third), {"verdict": "fortsaetter"}, follow=True)

    said = end.content.decode()
    assert "Alle sager er set i denne måned." in said
    assert "I 1 sag skal der mere til" in said


def test_skipping_a_case_leaves_it_for_the_end(three: list[Case], karim: User) -> None:
    (walk,) = walks_of([three[0].school], visible_cases(karim, TODAY), TODAY)

    assert walk.after(three[1]) == three[2]
    assert walk.after(three[2]) == three[0]


def test_one_view_shows_what_is_needed(
    client: Client, case: Case, karim: User, today: date
) -> None:
    more(case, karim, date(2026, 10, 30))
    factories.mark(case.pupil, date(2026, 10, 29))
    for day in (2, 3, 20):
        factories.mark(case.pupil, date(2026, 11, day))
    client.force_login(karim)

    page = " ".join(client.get(url(case)).content.decode().split())

    for said in (
        "sag 1 af 1, 0 er set",
        "Tove Tovholder",
        "3 dage af 16 skoledage",
        "siden 30. okt.",
        "ikke endnu",
        "barnets ord mangler",
        "30. oktober 2026: der skal mere til: Et møde med SFO",
    ):
        assert said in page, said


def test_more_needs_what_who_and_when_and_keeps_what_was_typed(
    client: Client, case: Case, karim: User, today: date
) -> None:
    client.force_login(karim)

    answer = client.post(url(case), {"verdict": "mere", "what": "Et møde", "due_on": "2026-11-20"})

    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Skriv, hvem der gør det." in said
    assert "Vælg en dag fra i dag og frem." in said
    assert "Et møde" in said
    with pytest.raises(Refused, match="hvad der skal til"):
        review(case, karim, verdict="mere", who="x", due_on=TODAY)


def test_what_more_is_needed_is_a_task_until_it_is_done(
    client: Client, case: Case, karim: User, tovholder: User, today: date
) -> None:
    row = more(case, karim)
    line = "Der skal mere til for Asta K. (6.B): Et møde med SFO"
    assert tasks(tovholder)[line] == "denne-uge"
    assert tasks(tovholder, TODAY + timedelta(days=2))[line] == "overskredet"
    client.force_login(tovholder)
    assert "Et møde med SFO" in client.get(case.get_absolute_url()).content.decode()

    client.post(reverse("cases:review_done", args=[case.public_id, row.pk]))

    row.refresh_from_db()
    assert row.done_on == TODAY
    assert line not in tasks(tovholder)


def test_the_tovholder_hears_of_what_another_does(case: Case, karim: User, tovholder: User) -> None:
    review(case, karim, verdict="mere", what="Ringe til SFO", who="Inger", due_on=TODAY)

    assert tasks(tovholder)["Hør Inger om Asta K. (6.B): Ringe til SFO"] == "venter"


def test_it_stands_in_the_story_and_once_a_month(case: Case, karim: User) -> None:
    review(case, karim)
    more(case, karim)

    assert case.reviews.count() == 1
    world = Calendars.load().municipality()
    lines = story_of(case, world, TODAY, Reader())
    assert [(row.text, row.detail) for row in lines[:2]] == [
        ("Månedens gennemgang: der skal mere til", "Et møde med SFO (Tove Tovholder)"),
        ("Månedens gennemgang: set, fortsætter", ""),
    ]


@pytest.mark.parametrize(
    ("day", "found"),
    [
        # The case was opened on 2 November: it is not owed a look before the month has gone.
        (date(2026, 11, 23), None),
        (date(2026, 11, 27), "denne-uge"),
        (date(2026, 11, 30), "i-dag"),
        (date(2026, 12, 1), None),
        (date(2026, 12, 31), "i-dag"),
        (date(2027, 1, 4), "overskredet"),
    ],
)
def test_the_leader_of_the_team_is_told_when_the_walk_is_due(
    case: Case, karim: User, leader: User, day: date, found: str | None
) -> None:
    said = {what: bucket for what, bucket in tasks(karim, day).items() if "Gennemgå" in what}

    expected = {"Gennemgå 1 åben sag på Sydhavnsskolen": found or "senere"}
    assert said == expected
    assert not any("Gennemgå" in what for what in tasks(leader, day))


def test_a_month_that_was_seen_is_not_asked_for(case: Case, karim: User) -> None:
    review(case, karim, date(2026, 12, 3))

    assert not any("Gennemgå" in what for what in tasks(karim, date(2026, 12, 31)))
    january = tasks(karim, date(2027, 1, 4))
    assert january["Gennemgå 1 åben sag på Sydhavnsskolen"] == "senere"


def test_where_nobody_leads_the_team_the_head_is_asked(case: Case, leader: User) -> None:
    assert list(walked_by(leader, TODAY)) == [case.school]


def test_the_walk_costs_the_same_however_many_cases(
    client: Client,
    case: Case,
    klasse: SchoolClass,
    karim: User,
    tovholder: User,
    today: date,
    assert_constant_queries: Any,
) -> None:
    client.force_login(karim)
    review(case, karim)

    def grow() -> None:
        for pupil in factories.make_many_pupils(klasse, 5):
            more(factories.make_case(pupil, tovholder), karim)

    assert_constant_queries(reverse("cases:reviews"), grow)
    assert_constant_queries(url(case), grow)


def test_only_who_leads_the_school_or_the_team_goes_through_its_cases(
    client: Client, case: Case, tovholder: User, member: User, today: date
) -> None:
    for user in (tovholder, member):
        client.force_login(user)
        assert client.get(reverse("cases:reviews")).status_code == 404
        assert client.get(url(case)).status_code == 403


def test_what_a_review_asked_for_is_done_from_the_page_of_the_case(
    case: Case, leader: User, tovholder: User, today: date
) -> None:
    actions.review_case(
        case, verdict="mere", what="Et møde.", who="Tove", due_on=TODAY, on=TODAY, by=leader
    )
    browser = CriticalClient(enforce_csrf_checks=True)
    browser.force_login(tovholder)
    page = browser.get(case.get_absolute_url()).content.decode()
    form = next(form for form in POSTED.findall(page) if "Gjort" in form)

    answer = browser.post(
        re.search(r'action="([^"]+)"', form)[1],
        {"csrfmiddlewaretoken": re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]},
    )

    assert answer.status_code == 302
    assert CaseReview.objects.get().done_on == TODAY

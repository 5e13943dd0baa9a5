"""Each quarter a school's leader says who still needs access; silence suspends."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases import actions
from cases.models import Case
from kiss.lib.models import Refused
from schools.actions import open_reviews, suspend_unconfirmed
from schools.models import Membership, School, StaffReview, TeamMember, User
from schools.roles import Role
from schools.tasks import keep_staff_confirmed
from schools.terms import confirm_by, quarter_on, suspended_from
from tests import factories
from tests.conftest import TODAY

# The fourth quarter: asked for on its first day, due on the fifteenth.
ASKED, DUE, LAST, SUSPENDED = (
    date(2026, 10, 1),
    date(2026, 10, 15),
    date(2026, 10, 29),
    date(2026, 10, 30),
)


@pytest.fixture
def helper(school: School) -> User:
    """Inger is in the team."""
    user = factories.make_user("Inger Hjælper")
    factories.give(user, Role.TEAMMEDLEM, school)
    return user


@pytest.fixture
def sanne(client: Client, leader: User, confirm: Any) -> Client:
    """The school leader, who has just confirmed that it is her."""
    client.force_login(leader)
    confirm(client)
    return client


def url(school: School) -> str:
    return reverse("cases:staff_confirm", args=[school.public_id])


def form(*kept: User, shown: list[User]) -> dict[str, Any]:
    return {
        "kept": [user.public_id for user in kept],
        "shown": " ".join(user.public_id for user in shown),
    }


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 3, 31), date(2026, 1, 1)),
        (date(2026, 4, 1), date(2026, 4, 1)),
        (date(2026, 9, 30), date(2026, 7, 1)),
        (date(2026, 12, 31), date(2026, 10, 1)),
    ],
)
def test_the_quarters_are_those_of_the_calendar_year(day: date, quarter: date) -> None:
    assert quarter_on(day) == quarter


@pytest.mark.parametrize(
    ("asked", "due", "suspended"),
    [
        (ASKED, DUE, SUSPENDED),
        (date(2027, 1, 1), date(2027, 1, 15), date(2027, 1, 30)),
        # Asked late, because the system was new or stood still: the time is the same.
        (date(2026, 11, 20), date(2026, 12, 4), date(2026, 12, 19)),
    ],
)
def test_fourteen_days_to_confirm_and_fourteen_more(
    asked: date, due: date, suspended: date
) -> None:
    assert (confirm_by(asked), suspended_from(asked)) == (due, suspended)


def test_the_clock_asks_each_school_once_a_quarter(
    school: School, leader: User, helper: User
) -> None:
    for day in (ASKED, ASKED, DUE, date(2027, 1, 1)):
        open_reviews(today=day)

    asked = StaffReview.objects.values_list("quarter_on", "opened_on")
    assert set(asked) == {(ASKED, ASKED), (date(2027, 1, 1), date(2027, 1, 1))}


def test_whoever_came_within_the_quarter_is_not_asked_for(school: School, leader: User) -> None:
    factories.give(factories.make_user("Ny"), Role.TEAMMEDLEM, school, since=ASKED)

    open_reviews(today=DUE)

    assert not StaffReview.objects.exists()


def test_it_stands_on_the_leaders_day_until_it_is_done(
    sanne: Client, today: date, school: School, helper: User
) -> None:
    said = "Bekræft, hvem der stadig skal have adgang på Sydhavnsskolen"
    assert said not in sanne.get("/").content.decode()
    open_reviews(today=today)
    assert said in sanne.get("/").content.decode()

    answer = sanne.post(url(school), form(helper, shown=[helper]))

    assert answer.status_code == 302
    assert said not in sanne.get("/").content.decode()


def test_past_its_day_it_is_overdue_on_the_page_and_in_the_menu(
    sanne: Client, today: date, school: School, leader: User, helper: User
) -> None:
    StaffReview.objects.create(
        school=school, quarter_on=ASKED, opened_on=today - timedelta(days=15)
    )

    page = sanne.get("/")

    assert page.context["day"].groups[0].bucket == "overskredet"
    assert [line.count for line in page.context["nav"]() if line.label == "I dag"] == [1]


def test_the_teams_leader_is_not_asked(client: Client, today: date, school: School) -> None:
    factories.make_leader(school)
    karim = factories.make_user("Karim")
    factories.give(karim, Role.TEAMLEDER, school)
    open_reviews(today=today)
    client.force_login(karim)

    assert "stadig skal have adgang" not in client.get("/").content.decode()


def test_who_confirmed_and_when_is_kept(
    sanne: Client, today: date, school: School, leader: User, helper: User
) -> None:
    sanne.post(url(school), form(helper, shown=[helper]))

    review = StaffReview.objects.get()
    assert (review.confirmed_by, timezone.localdate(review.confirmed_at)) == (leader, today)
    assert review.history.latest().history_user == leader
    page = sanne.get(reverse("cases:staff")).content.decode()
    assert "bekræftet 23. november 2026 af Sanne Skoleleder" in page


def test_whoever_is_not_ticked_is_ended_with_the_day(
    sanne: Client, today: date, school: School, helper: User, tovholder: User
) -> None:
    sanne.post(url(school), form(helper, shown=[helper, tovholder]))

    assert helper.memberships.get().ends_on is None
    assert tovholder.memberships.get().ends_on == TODAY
    assert TeamMember.objects.get(user=tovholder).ends_on == TODAY


def test_nobody_is_ended_who_was_not_on_the_page(
    sanne: Client, today: date, school: School, helper: User
) -> None:
    new = factories.make_user("Givet imens")
    factories.give(new, Role.TEAMMEDLEM, school)

    sanne.post(url(school), form(helper, shown=[helper]))

    assert new.memberships.get().ends_on is None


def test_a_list_without_a_tick_closes_nothing(
    sanne: Client, today: date, school: School, leader: User, helper: User
) -> None:
    answer = sanne.post(url(school), form(shown=[helper]))

    assert answer.status_code == 422
    assert "Sæt kryds ved dem" in answer.content.decode()
    with pytest.raises(Refused):
        actions.confirm_staff(
            school, kept=[], ended=[helper], on=today, at=timezone.now(), by=leader
        )
    assert helper.memberships.get().ends_on is None


def test_nobody_confirms_or_ends_themselves(
    today: date, school: School, leader: User, helper: User
) -> None:
    for kept, ended in (([helper, leader], []), ([helper], [leader])):
        with pytest.raises(Refused, match="dine egne roller"):
            actions.confirm_staff(
                school, kept=kept, ended=ended, on=today, at=timezone.now(), by=leader
            )
    assert not StaffReview.objects.exists()


def test_a_tovholder_with_open_cases_is_not_ended_and_neither_is_anybody_else(
    sanne: Client, today: date, school: School, case: Case, tovholder: User, helper: User
) -> None:
    stays = factories.make_user("Bliver")
    factories.give(stays, Role.TEAMMEDLEM, school)

    answer = sanne.post(url(school), form(stays, shown=[stays, helper, tovholder]))

    assert answer.status_code == 422
    assert "Tove Tovholder er tovholder på åbne sager" in answer.content.decode()
    assert not Membership.objects.exclude(ends_on=None).exists()
    assert not StaffReview.objects.exists()


def test_nobody_is_suspended_before_the_fourteen_days_are_over(
    school: School, leader: User, helper: User
) -> None:
    open_reviews(today=ASKED)

    assert suspend_unconfirmed(today=LAST) == 0
    assert suspend_unconfirmed(today=SUSPENDED) == 1
    assert suspend_unconfirmed(today=SUSPENDED) == 0
    assert helper.memberships.get().suspended_on == SUSPENDED
    assert leader.memberships.get().suspended_on is None


def test_a_confirmed_school_is_left_alone(school: School, leader: User, helper: User) -> None:
    open_reviews(today=ASKED)
    actions.confirm_staff(school, kept=[helper], ended=[], on=DUE, at=timezone.now(), by=leader)

    assert suspend_unconfirmed(today=SUSPENDED + timedelta(days=20)) == 0


def test_where_nobody_could_confirm_nobody_is_suspended(school: School, leader: User) -> None:
    karim = factories.make_user("Karim")
    factories.give(karim, Role.TEAMLEDER, school)
    open_reviews(today=ASKED)
    role = leader.memberships.get()
    role.ends_on = DUE
    role.save()

    assert suspend_unconfirmed(today=SUSPENDED) == 0
    assert karim.memberships.get().suspended_on is None


def test_a_leaders_other_role_is_not_suspended(school: School, leader: User) -> None:
    factories.give(leader, Role.TEAMLEDER, school)
    open_reviews(today=ASKED)

    assert suspend_unconfirmed(today=SUSPENDED) == 0


def test_whoever_is_suspended_meets_404_and_comes_in_again_when_confirmed(
    client: Client,
    today: date,
    school: School,
    leader: User,
    helper: User,
    case: Case,
    confirm: Any,
) -> None:
    tove = case.tovholder
    StaffReview.objects.create(
        school=school, quarter_on=ASKED, opened_on=today - timedelta(days=29)
    )
    client.force_login(helper)
    assert client.get(case.get_absolute_url()).status_code == 200

    keep_staff_confirmed()

    assert client.get(case.get_absolute_url()).status_code == 404
    client.force_login(leader)
    confirm(client)
    page = client.get(reverse("cases:staff")).content.decode()
    assert "Luk op for Inger Hjælper og Tove Tovholder, eller afslut rollerne" in page
    assert "sat på pause" in page
    client.post(url(school), form(helper, tove, shown=[helper, tove]))
    client.force_login(helper)
    assert client.get(case.get_absolute_url()).status_code == 200
    reasons = helper.memberships.get().history.values_list("history_change_reason", flat=True)
    assert list(reasons[:2]) == ["bekræftet igen", "ikke bekræftet i kvartalet"]


def test_confirming_needs_to_show_who_one_is(
    client: Client, today: date, school: School, leader: User, helper: User
) -> None:
    leader.set_password("fire tilfældige ord her")
    leader.save()
    client.force_login(leader)

    answer = client.post(url(school), form(helper, shown=[helper]))

    assert "/konto/bekraeft/" in answer.headers["Location"]
    assert not StaffReview.objects.exists()


def test_the_page_names_no_child_and_not_the_leader(
    sanne: Client, today: date, school: School, case: Case, helper: User
) -> None:
    page = sanne.get(url(school)).content.decode()

    assert "<small>Medlem af Kom i skole-teamet, aldrig logget ind</small>" in page
    assert "<small>Tovholder, fører 1 åben sag, aldrig logget ind</small>" in page
    assert "<b>Sanne Skoleleder</b>" not in page
    assert "Asta" not in page

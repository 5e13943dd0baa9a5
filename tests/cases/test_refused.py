"""What was asked for and not shown: told apart wherever look-ups are read, listed or counted."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases import actions
from cases.alarms import Limits
from cases.insight import insight_of
from schools.models import REFUSED, Alarm, Lookup
from schools.roles import Role
from tests import factories
from tests.conftest import TODAY

NIGHT = "2026-11-23 23:10+01:00"
LIMITS = Limits(
    in_an_hour=9, in_ten_minutes=9, evening_hour=22, morning_hour=6, cases_without_task=9
)


@pytest.fixture
def inger(school):
    user = factories.make_user("Inger Medlem", title="Pædagog")
    factories.give(user, Role.TEAMMEDLEM, school)
    return user


@pytest.fixture
def note(today, case):
    return actions.write_note(
        case, text="Far er syg.", is_restricted=True, on=TODAY, by=case.tovholder
    )


@pytest.fixture
def refused(client, inger, case, note):
    """The address of a page that Inger was refused, whose gate had noted that she sees it."""
    address = reverse("cases:note", args=[case.public_id, note.pk])
    client.force_login(inger)
    assert client.get(address).status_code == 403
    return address


def purpose(note):
    return f"Siden for notat {note.pk}"


def of(page):
    return page.content.decode().split("<main", 1)[1]


def test_a_pupil_that_may_not_be_given_a_case_is_not_noted_as_seen(client, inger, case, pupil):
    client.force_login(inger)

    assert client.get(reverse("cases:open", args=[pupil.public_id])).status_code == 403

    assert not Lookup.objects.filter(user=inger).exists()


@pytest.mark.parametrize("name", ["lookups", "insight"])
def test_nor_is_one_whose_log_is_for_others(client, inger, case, pupil, name):
    client.force_login(inger)

    assert client.get(reverse(f"absence:{name}", args=[pupil.public_id])).status_code == 403

    assert not Lookup.objects.filter(user=inger).exists()


def test_the_log_keeps_both_rows_and_joins_them(refused, inger, case, note):
    asked, refusal = Lookup.objects.filter(user=inger).order_by("pk")

    assert (asked.at, asked.page, asked.case_number) == (
        refusal.at,
        refusal.page,
        refusal.case_number,
    )
    (told,) = Lookup.objects.filter(user=inger).told()
    assert (told.pk, told.is_refused) == (asked.pk, True)
    assert not Lookup.objects.filter(user=inger).shown().exists()


def test_the_same_page_shown_to_her_later_is_not_refused(client, refused, inger, case, note):
    factories.look(
        inger,
        case.pupil,
        timezone.now(),
        page="cases:note",
        purpose=purpose(note),
        case_number=case.number,
    )

    assert Lookup.objects.filter(user=inger).shown().count() == 1
    assert [row.is_refused for row in Lookup.objects.filter(user=inger).told().order_by("at")] == [
        True,
        False,
    ]


def test_the_parents_list_holds_nothing_that_was_not_shown(refused, case):
    told = {line.purpose for line in insight_of(case.pupil, None, None)}

    assert not {word for word in told if "notat" in word or "Afvist" in word}


def test_what_waits_for_a_confirmation_is_not_on_it_either(client, today, case, leader):
    leader.set_password("fire tilfældige ord her")
    leader.save()
    client.force_login(leader)

    answer = client.get(reverse("cases:reveal", args=[case.pupil.public_id]))

    assert "/konto/bekraeft/" in answer["Location"]
    assert Lookup.objects.filter(purpose=REFUSED).exists()
    assert insight_of(case.pupil, None, None) == []


def test_the_pupils_list_says_which_were_refused(client, refused, case, leader, note):
    client.force_login(leader)

    page = of(client.get(reverse("absence:lookups", args=[case.pupil.public_id])))

    assert page.count("Inger Medlem") == 1
    assert page.count(purpose(note)) == 1
    assert page.count("afvist: siden blev ikke vist") == 1
    assert "1 opslag og 1 afvist" in page


def test_so_does_the_list_of_the_case(client, refused, case, leader, note):
    client.force_login(leader)

    page = of(client.get(reverse("cases:case_access", args=[case.public_id])))

    assert "1 opslag og 1 afvist" in page
    assert page.count(purpose(note)) == 1
    assert page.count("afvist: siden blev ikke vist") == 1


def test_so_does_ones_own_list(client, refused, note):
    page = of(client.get(reverse("cases:access")))

    assert page.count(purpose(note)) == 1
    assert page.count("afvist: siden blev ikke vist") == 1
    assert "0 opslag og 1 afvist" in page


@pytest.fixture
def dorthe(client):
    user = factories.make_user("Dorthe Databeskytter")
    factories.give(user, Role.DPO)
    client.force_login(user)
    return client


def test_so_does_the_log_of_the_controller(refused, dorthe, note):
    page = of(dorthe.get(reverse("cases:lookups")))

    assert page.count(purpose(note)) == 1
    assert page.count("afvist: siden blev ikke vist") == 1


def test_the_controller_finds_the_refused_ones_alone(refused, dorthe, case, inger, note):
    factories.look(inger, case.pupil, timezone.now(), purpose="Læste sagen")

    page = of(dorthe.post(reverse("cases:lookups"), {"formaal": "afvist"}))

    assert purpose(note) in page
    assert "Læste sagen" not in page


def test_an_evening_of_refusals_raises_no_question(time_machine, request, today):
    time_machine.move_to(NIGHT)
    request.getfixturevalue("refused")

    actions.watch(today=TODAY, limits=LIMITS)

    assert not Alarm.objects.exists()


def test_a_refusal_is_no_opening_in_the_day_and_is_drawn_in_no_sample(
    client, refused, inger, case, klasse, settings, leader
):
    settings.CHILDREN_A_DAY = 1
    other = factories.make_pupil(klasse, "Noor")
    factories.give(inger, Role.LAERER, klasse.school, school_class=klasse)

    assert client.get(reverse("absence:pupil", args=[other.public_id])).status_code == 200
    assert client.get(reverse("absence:pupil", args=[case.pupil.public_id])).status_code == 429

    control = actions.draw_control(
        starts_on=TODAY,
        ends_on=TODAY,
        size=9,
        at=timezone.now() + timedelta(minutes=1),
        by=leader,
    )
    drawn = [row.purpose for row in control.lookups.all()]
    assert "Elevens fravær" in drawn
    assert not {word for word in drawn if "notat" in word or "Afvist" in word}

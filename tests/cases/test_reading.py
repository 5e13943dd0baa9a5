"""Very many children in a day: the stop, the reason, and who is told of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases import actions
from schools.models import Alarm, Lookup, ReadingReason
from schools.roles import Role
from tests import factories

LIMIT = 3


@pytest.fixture
def pupils(today, klasse, settings):
    settings.CHILDREN_A_DAY = LIMIT
    return [factories.make_pupil(klasse, f"Barn{number}", "Ås") for number in range(2 * LIMIT + 1)]


@pytest.fixture
def sanne(client, leader):
    client.force_login(leader)
    return client


def address(pupil):
    return reverse("absence:pupil", args=[pupil.public_id])


def opens(client, pupils):
    return [client.get(address(pupil)).status_code for pupil in pupils]


def test_after_so_many_children_the_next_is_refused_until_a_reason_is_written(sanne, pupils):
    assert opens(sanne, pupils[:LIMIT]) == [200] * LIMIT
    refused = sanne.get(address(pupils[LIMIT]))
    assert refused.status_code == 429
    assert "Du har åbnet 3 børns sider i dag" in refused.content.decode()
    assert "Barn3" not in refused.content.decode()
    assert not Lookup.objects.filter(pupil=pupils[LIMIT]).exists()

    answer = sanne.post(
        reverse("cases:read_on"),
        {"reason": "Vi gennemgår hele årgangen.", "address": address(pupils[LIMIT])},
    )

    assert answer.url == address(pupils[LIMIT])
    assert opens(sanne, pupils[LIMIT:]) == [200] * LIMIT + [429]


def test_a_child_that_was_opened_before_stays_open(sanne, pupils):
    opens(sanne, pupils[: LIMIT + 1])

    assert opens(sanne, pupils[:LIMIT]) == [200] * LIMIT


def test_names_in_a_list_and_those_of_yesterday_count_as_nothing(sanne, leader, pupils):
    for pupil in pupils[:-1]:
        factories.look(leader, pupil, timezone.now(), in_list=True)
        factories.look(leader, pupil, timezone.now() - timedelta(days=1))

    assert opens(sanne, pupils[-1:]) == [200]


def test_without_a_reason_nothing_opens(sanne, pupils):
    opens(sanne, pupils[: LIMIT + 1])

    answer = sanne.post(
        reverse("cases:read_on"), {"reason": " ", "address": address(pupils[LIMIT])}
    )

    assert answer.status_code == 429
    assert "Skriv, hvorfor du har brug for at åbne flere." in answer.content.decode()
    assert opens(sanne, pupils[LIMIT : LIMIT + 1]) == [429]


def test_it_leads_to_no_other_site(sanne, pupils):
    opens(sanne, pupils[:LIMIT])

    answer = sanne.post(
        reverse("cases:read_on"), {"reason": "Årgangen.", "address": "https://example.invalid/"}
    )

    assert answer.url == reverse("cases:today")


def test_the_controller_reads_the_reason(sanne, client, pupils):
    opens(sanne, pupils[:LIMIT])
    sanne.post(reverse("cases:read_on"), {"reason": "Vi gennemgår hele årgangen."})
    controller = factories.make_user("Dorthe Databeskytter")
    factories.give(controller, Role.DPO)
    client.force_login(controller)

    alarm = Alarm.objects.get()
    page = client.get(reverse("cases:alarm", args=[alarm.pk])).content.decode()

    assert "Åbnede 3 forskellige børn på en dag" in page
    assert "Vi gennemgår hele årgangen." in page
    assert ReadingReason.objects.get().children == LIMIT


def test_a_child_in_danger_is_never_one_too_many(client, case, pupils, confirm):
    lone = factories.make_user("Lone Forvaltning")
    factories.give(lone, Role.FORVALTNING)
    for pupil in pupils[:LIMIT]:
        factories.look(lone, pupil, timezone.now())
    access = actions.open_emergency(
        case,
        category="fare",
        reason="Barnet stod alene på perronen, og ingen tog telefonen.",
        at=timezone.now(),
        on=timezone.localdate(),
        by=lone,
    )
    client.force_login(lone)

    page = client.get(reverse("cases:emergency_case", args=[access.public_id]))

    assert page.status_code == 200

"""A session ends when it should, its owner can see and end it, and an old key opens nothing."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from kiss.signin.sessions import device
from schools.models import SignInEvent, User
from tests import factories

NEW = "noget helt andet 26"
PASSWORD = "fire tilfældige ord her"
START = datetime(2026, 11, 23, 9, tzinfo=UTC)
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0"
)


@pytest.fixture
def leader(leader: User) -> User:
    leader.set_password(PASSWORD)
    leader.save()
    cache.clear()
    return leader


@pytest.fixture
def at(time_machine: Any) -> Callable[[timedelta], None]:
    """Set the clock to some time after nine in the morning in London."""

    def at(after: timedelta) -> None:
        time_machine.move_to(START + after, tick=False)

    at(timedelta(0))
    return at


def log_in(client: Client, user: User, **extra: str) -> Any:
    return client.post(
        reverse("account_login"), {"login": user.email, "password": PASSWORD}, headers=extra
    )


def is_in(client: Client, **headers: str) -> bool:
    return client.get(reverse("cases:access"), headers=headers).status_code == 200


def stay_until_quarter_to_seven(client: Client, at: Callable) -> None:
    for quarter in range(40):
        at(timedelta(minutes=15 * quarter))
        assert client.post(reverse("session")).status_code == 200


@pytest.mark.parametrize(("seconds", "holds"), [(20 * 60 - 1, True), (20 * 60 + 1, False)])
def test_it_ends_after_twenty_minutes_without_use(
    client: Client, leader: User, at: Callable, seconds: int, holds: bool
) -> None:
    log_in(client, leader)
    assert is_in(client)
    at(timedelta(minutes=15))
    assert is_in(client)

    at(timedelta(minutes=15, seconds=seconds))

    assert is_in(client) is holds


@pytest.mark.parametrize(("minutes", "holds"), [(9 * 60 + 59, True), (10 * 60 + 1, False)])
def test_it_ends_after_ten_hours_in_any_case(
    client: Client, leader: User, at: Callable, minutes: int, holds: bool
) -> None:
    log_in(client, leader)
    stay_until_quarter_to_seven(client, at)

    at(timedelta(minutes=minutes))

    assert is_in(client) is holds


def test_what_the_page_does_by_itself_is_no_use(client: Client, leader: User, at: Callable) -> None:
    log_in(client, leader)
    assert is_in(client)
    for minute in range(4, 20, 5):
        at(timedelta(minutes=minute))
        assert is_in(client, **{"X-Background": "1"})

    at(timedelta(minutes=20, seconds=1))

    assert not is_in(client, **{"X-Background": "1"})


def test_the_page_is_told_how_long_is_left_and_staying_makes_it_longer(
    client: Client, leader: User, at: Callable
) -> None:
    log_in(client, leader)
    assert is_in(client)
    at(timedelta(minutes=16))

    url = reverse("session")
    background = {"X-Background": "1"}
    assert client.get(url, headers=background).json()["left"] == 240
    assert client.post(url).json()["left"] == 1200
    at(timedelta(minutes=35))
    assert client.get(url, headers=background).json()["left"] == 60


def test_near_the_ten_hours_staying_cannot_make_it_longer(
    client: Client, leader: User, at: Callable
) -> None:
    log_in(client, leader)
    stay_until_quarter_to_seven(client, at)
    at(timedelta(hours=9, minutes=57))

    assert client.post(reverse("session")).json()["left"] == 180


def test_whoever_was_logged_out_is_told_why_and_the_browser_forgets(
    client: Client, leader: User, at: Callable
) -> None:
    log_in(client, leader)
    assert is_in(client)
    at(timedelta(minutes=21))

    answer = client.get(reverse("cases:access"))

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    login = client.get(answer.headers["Location"]).content.decode()
    assert "der ikke er sket noget i 20 minutter" in login


def test_a_form_that_comes_too_late_changes_nothing(
    client: Client, leader: User, at: Callable
) -> None:
    log_in(client, leader)
    assert is_in(client)
    at(timedelta(minutes=21))

    answer = client.post(
        reverse("account_change_password"),
        {
            "oldpassword": PASSWORD,
            "password1": "noget helt andet 26",
            "password2": "noget helt andet 26",
        },
    )

    assert answer.headers["Location"].startswith(reverse("account_login"))
    leader.refresh_from_db()
    assert leader.check_password(PASSWORD)


def test_logging_in_gives_a_new_session_id(client: Client, leader: User) -> None:
    client.get(reverse("account_login"))
    session = client.session
    session["før"] = 1
    session.save()
    client.cookies["session"] = before = session.session_key

    log_in(client, leader)

    assert client.session.session_key != before


def test_confirming_gives_a_new_session_id_and_the_old_one_opens_nothing(
    client: Client, leader: User
) -> None:
    log_in(client, leader)
    old = client.session.session_key

    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    assert client.session.session_key != old
    assert UserSession.objects.get().session_key == client.session.session_key
    thief = Client()
    thief.cookies[_cookie()] = old
    assert not is_in(thief)
    assert is_in(client)


def test_logging_out_ends_it_on_the_server_and_tells_the_browser_to_forget(
    client: Client, leader: User
) -> None:
    log_in(client, leader)
    old = client.session.session_key

    answer = client.post(reverse("account_logout"))

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    thief = Client()
    thief.cookies[_cookie()] = old
    assert thief.get("/").headers["Location"].startswith(reverse("account_login"))


def _cookie() -> str:
    from django.conf import settings

    return settings.SESSION_COOKIE_NAME


def test_ones_own_sessions_are_listed_and_nobody_elses(client: Client, leader: User) -> None:
    other = factories.make_user("Lars Kollega")
    other.set_password(PASSWORD)
    other.save()
    log_in(Client(), other, **{"User-Agent": "Mozilla/5.0 (iPhone) Safari/604.1"})
    log_in(Client(), leader, **{"User-Agent": "Mozilla/5.0 (Macintosh) Firefox/145.0"})
    log_in(client, leader, **{"User-Agent": EDGE})
    # What is listed has been used.
    page = client.get(reverse("usersessions_list")).content.decode()

    assert "Edge på Windows-computer" in page
    assert "iPhone" not in page
    assert "127.0.0.1" not in page


def test_one_other_is_ended_at_once(client: Client, leader: User, confirm: Callable) -> None:
    laptop = Client()
    log_in(laptop, leader, **{"User-Agent": "Mozilla/5.0 (Macintosh) Firefox/145.0"})
    assert is_in(laptop)
    log_in(client, leader, **{"User-Agent": EDGE})
    confirm(client)
    page = client.get(reverse("usersessions_list")).content.decode()
    assert "Firefox på Mac" in page
    row = UserSession.objects.get(session_key=laptop.session.session_key)

    client.post(reverse("session_end", args=[row.pk]))

    assert not is_in(laptop)
    assert is_in(client)
    assert SignInEvent.objects.get().kind == "sessions-ended"


def test_all_others_are_ended_at_once(client: Client, leader: User, confirm: Callable) -> None:
    others = [Client(), Client()]
    for other in others:
        log_in(other, leader)
        assert is_in(other)
    log_in(client, leader)
    confirm(client)

    client.post(reverse("sessions_end_others"))

    assert [is_in(other) for other in others] == [False, False]
    assert is_in(client)


def test_ending_asks_for_a_fresh_confirmation(client: Client, leader: User) -> None:
    laptop = Client()
    log_in(laptop, leader)
    log_in(client, leader)

    answer = client.post(reverse("sessions_end_others"))

    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert is_in(laptop)


def test_nobody_ends_the_session_of_another(
    client: Client, leader: User, confirm: Callable
) -> None:
    other = factories.make_user("Lars Kollega")
    client.force_login(other)
    confirm(client)
    laptop = Client()
    log_in(laptop, leader)
    row = UserSession.objects.get(user=leader)

    assert client.post(reverse("session_end", args=[row.pk])).status_code == 404
    assert is_in(laptop)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (EDGE, "Edge på Windows-computer"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6) Version/18.6 Mobile Safari/604.1",
            "Safari på iPhone",
        ),
        (
            "Mozilla/5.0 (Linux; Android 16; Pixel 9) Chrome/142.0 Mobile Safari/537.36",
            "Chrome på Android-telefon",
        ),
        ("Mozilla/5.0 (X11; CrOS x86_64) Chrome/142.0 Safari/537.36", "Chrome på Chromebook"),
        ("curl/8.5", "Ukendt enhed"),
        ("", "Ukendt enhed"),
    ],
)
def test_a_device_is_said_in_plain_words(said: str, shown: str) -> None:
    assert device(said) == shown


def test_a_download_of_refused_lines_waits_for_a_confirmation_and_then_comes(
    client: Client, leader: User, school: Any
) -> None:
    delivery = factories.make_import(school=school, by=leader)
    url = reverse("absence:import_lines", args=[delivery.public_id])
    log_in(client, leader)

    answer = client.get(url)
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    answer = client.post(answer.headers["Location"], {"password": PASSWORD})
    assert answer.headers["Location"] == url

    assert client.get(url).status_code == 200


def test_a_confirmation_holds_for_ten_minutes(
    client: Client, leader: User, school: Any, at: Callable
) -> None:
    delivery = factories.make_import(school=school, by=leader)
    url = reverse("absence:import_lines", args=[delivery.public_id])
    log_in(client, leader)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    at(timedelta(minutes=9, seconds=59))
    assert client.get(url).status_code == 200
    at(timedelta(minutes=10, seconds=1))
    assert client.get(url).status_code == 302


def test_what_is_hidden_is_not_asked_about(client: Client, leader: User) -> None:
    elsewhere = factories.make_school("Engbakkeskolen")
    delivery = factories.make_import(school=elsewhere, by=leader)
    client.force_login(leader)

    answer = client.get(reverse("absence:import_lines", args=[delivery.public_id]))

    assert answer.status_code == 404

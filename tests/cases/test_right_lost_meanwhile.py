"""A right that ends between the gate and the write: two real connections, and nothing is stored."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse

from cases import actions
from cases.actions.saving import hold_open
from cases.models import CaseParticipant, ChildStatement, Event, Handleplan, Note
from cases.permissions import sync
from cases.rights import come_in
from meetings.models import Agreement, Meeting, Participant
from schools.actions import close_user, end_role_here
from schools.models import Membership, User
from schools.roles import Role
from tests import factories
from tests.cases.test_plan_page import typed
from tests.conftest import TODAY
from tests.meetings.test_pages import minutes_form

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("today")]

YESTERDAY = TODAY - timedelta(days=1)


def meanwhile(end: Callable[[], object], act: Callable[[], Any]) -> Any:
    """Return what `act` gives on another connection while `end` has been done and not committed.

    It is committed as soon as the other waits for it, or has an answer without waiting.
    """

    def elsewhere() -> Any:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            end()
            answer = pool.submit(elsewhere)
            while wait([answer], timeout=0.01).not_done and not somebody_waits_for_us():
                pass
        return answer.result()


def somebody_waits_for_us() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select from pg_locks"
            " where not granted and pg_backend_pid() = any(pg_blocking_pids(pid)))"
        )
        return cursor.fetchone()[0]


@pytest.fixture
def tove(case) -> Client:
    client = Client()
    client.force_login(case.tovholder)
    return client


@pytest.fixture
def role_ends(tovholder, leader) -> Callable[[], object]:
    role = Membership.objects.get(user=tovholder)
    return lambda: end_role_here(role, ends_on=YESTERDAY, on=TODAY, by=leader)


@pytest.fixture
def user_is_closed(tovholder, leader) -> Callable[[], object]:
    return lambda: close_user(tovholder, on=TODAY, by=leader)


@pytest.fixture
def case_is_handed_on(case, school, leader) -> Callable[[], object]:
    other = factories.make_tovholder(school, "Mette Østergaard")
    return lambda: actions.appoint_tovholder(case, user=other, reason="Byt", on=TODAY, by=leader)


@pytest.fixture(params=["role_ends", "user_is_closed", "case_is_handed_on"])
def end(request) -> Callable[[], object]:
    return request.getfixturevalue(request.param)


def test_no_note_is_stored(tove, case, end):
    address = reverse("cases:note_new", args=[case.public_id])

    answer = meanwhile(end, lambda: tove.post(address, {"text": "Ringede.", "form_id": "a"}))

    assert answer.status_code == 404
    assert not Note.objects.exists()
    assert not Event.objects.filter(by=case.tovholder).exists()


def test_no_plan_is_stored_and_no_words_with_it(tove, case, end):
    address = reverse("cases:plan", args=[case.public_id])
    words = {"words-text": "Det er morgenen.", "words-said_on": TODAY.isoformat()}
    words |= {"words-said_to": "Jonas", "words-form_id": "b"}
    sent = typed(case, goals=["Asta er i skole."], rows=[], **words)

    answer = meanwhile(end, lambda: tove.post(address, sent))

    assert answer.status_code == 404
    assert not Handleplan.objects.exists()
    assert not ChildStatement.objects.exists()


@pytest.fixture
def meeting(case, make_network_meeting) -> Meeting:
    meeting = make_network_meeting(case, YESTERDAY)
    Participant.objects.create(meeting=meeting, name="Asta", part="eleven selv")
    return meeting


def test_no_minutes_are_stored(tove, meeting, end):
    address = reverse("meetings:hold", args=[meeting.public_id])
    sent = minutes_form(meeting, minutes="Vi talte om morgenen.")

    answer = meanwhile(end, lambda: tove.post(address, sent))

    assert answer.status_code == 404
    meeting.refresh_from_db()
    assert (meeting.status, meeting.minutes) == (Meeting.Status.PLANLAGT, "")


@pytest.mark.parametrize("page", ["move", "cancel"])
def test_no_meeting_is_moved_or_cancelled(tove, meeting, role_ends, page):
    before = Meeting.objects.values().get()
    sent = {"form_id": "a", "reason": "Syg", "day": TODAY.isoformat(), "place": "Et andet sted"}
    sent |= {"starts": "14:00", "ends": "15:00"}

    answer = meanwhile(
        role_ends, lambda: tove.post(reverse(f"meetings:{page}", args=[meeting.public_id]), sent)
    )

    assert answer.status_code == 404
    assert Meeting.objects.values().get() == before


def test_no_agreement_is_noted_as_done(tove, meeting, role_ends):
    agreement = Agreement.objects.create(meeting=meeting, what="Ringe", who="Tove", due_on=TODAY)
    address = reverse("meetings:agreement", args=[meeting.public_id, agreement.pk])

    answer = meanwhile(role_ends, lambda: tove.post(address))

    assert answer.status_code == 404
    agreement.refresh_from_db()
    assert agreement.done_on is None


def test_somebody_who_is_taken_off_a_case_stores_nothing(case, school, leader):
    ppr = factories.make_user("Pernille PPR")
    factories.give(ppr, Role.PPR, school)
    part = actions.add_participant(
        case,
        user=ppr,
        part="PPR-konsulent",
        basis=CaseParticipant.Basis.SAMTYKKE,
        basis_note="",
        consent=factories.consent(case, on=YESTERDAY),
        may_write=True,
        starts_on=YESTERDAY,
        ends_on=date(2026, 12, 31),
        on=YESTERDAY,
        by=leader,
    )
    client = Client()
    client.force_login(ppr)
    address = reverse("cases:note_new", args=[case.public_id])

    def take_off() -> None:
        held = hold_open(case, by=leader)
        part.ends_on = YESTERDAY
        part.save()
        sync(held)

    answer = meanwhile(take_off, lambda: client.post(address, {"text": "Mål.", "form_id": "a"}))

    assert answer.status_code == 404
    assert not Note.objects.exists()


def test_a_consent_that_is_taken_back_stops_what_is_being_written(case, school, tovholder):
    ppr = factories.make_user("Pernille PPR")
    factories.give(ppr, Role.PPR, school)
    consent = factories.consent(case)
    actions.add_participant(
        case,
        user=ppr,
        part="PPR-konsulent",
        basis=CaseParticipant.Basis.SAMTYKKE,
        basis_note="",
        consent=consent,
        may_write=True,
        starts_on=TODAY,
        ends_on=date(2026, 12, 31),
        on=TODAY,
        by=tovholder,
    )
    client = Client()
    client.force_login(ppr)
    address = reverse("cases:note_new", args=[case.public_id])
    mother = case.pupil.custody_holders.get(relation="mor")

    def take_back() -> None:
        given = {"withdrawn_on": TODAY, "note": "", "on": TODAY, "by": tovholder}
        actions.withdraw_consent(consent, key=str(mother.pk), **given)

    answer = meanwhile(take_back, lambda: client.post(address, {"text": "Mål.", "form_id": "a"}))

    assert answer.status_code == 404
    assert not Note.objects.exists()


def test_the_end_of_a_role_waits_for_a_write_that_was_first(case, tovholder, role_ends):
    def write() -> None:
        come_in(tovholder, TODAY)
        actions.write_note(case, text="Nåede det.", is_restricted=False, on=TODAY, by=tovholder)

    meanwhile(write, role_ends)

    assert Note.objects.get().text == "Nåede det."
    assert Membership.objects.get(user=tovholder).ends_on == YESTERDAY


def test_two_who_write_do_not_wait_for_each_others_roles(case, tovholder, klasse):
    other = factories.make_case(factories.make_pupil(klasse, "Bo", "Dam"), tovholder)
    come_in(tovholder, TODAY)

    def note(which) -> Callable[[], object]:
        return lambda: actions.write_note(
            which, text="Samtidig.", is_restricted=False, on=TODAY, by=tovholder
        )

    with transaction.atomic():
        note(case)()
        with ThreadPoolExecutor(1) as pool:
            written = pool.submit(lambda: (note(other)(), connection.close()))
            while wait([written], timeout=0.01).not_done:
                assert not somebody_waits_for_us()
        written.result()

    assert Note.objects.count() == 2


def test_two_who_end_each_others_roles_take_turns(school):
    """The one who comes second has no role to do it by any more; neither meets a fault."""
    leader, other = factories.make_user("Karim Leder"), factories.make_user("Ulla Leder")
    roles = {user: factories.give(user, Role.TEAMLEDER, school) for user in (leader, other)}

    def ends(by: User, whom: User) -> None:
        come_in(by, TODAY)
        try:
            actions.end_staff_role(
                roles[whom],
                ends_on=YESTERDAY,
                with_team=False,
                anyway=False,
                reason="",
                on=TODAY,
                by=by,
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        with transaction.atomic():
            # Nobody gets past the first of them until both stand in line.
            User.objects.select_for_update().get(pk=min(leader.pk, other.pk))
            first = pool.submit(ends, other, leader)
            while waiting() < 1:
                assert not wait([first], timeout=0.01).done
            second = pool.submit(ends, leader, other)
            while waiting() < 2:
                assert not wait([second], timeout=0.01).done
        found = [one.exception() for one in (first, second)]

    assert [type(fault) for fault in found if fault] == [Http404]
    assert Membership.objects.filter(ends_on=YESTERDAY).count() == 1


def waiting() -> int:
    """Return how many connections wait for a lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(distinct waits.pid) from pg_locks waits join pg_locks here using (pid)"
            " join pg_database on pg_database.oid = here.database"
            " where not waits.granted and datname = current_database()"
        )
        return cursor.fetchone()[0]

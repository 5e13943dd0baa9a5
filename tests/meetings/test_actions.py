"""What may happen to a meeting, and what is refused."""

from collections.abc import Callable
from datetime import date

import pytest

from cases import actions as case_actions
from cases import timeline
from cases.models import Case, Event, PlanVersion
from kiss.lib.models import Refused
from meetings import actions
from meetings.actions import AgreementInput, Invitee, NextMeeting
from meetings.models import Agreement, Meeting
from schools.models import School, User
from tests import factories
from tests.meetings.conftest import at

ON = date(2026, 11, 23)
HELD = date(2026, 12, 8)


def told(case: Case) -> list[str]:
    """The lines of the story that are about meetings and the plan."""
    kinds = ("meeting", "plan-frozen")
    events = Event.objects.filter(case=case).order_by("pk")
    return [timeline.sentence(event) for event in events if event.kind.startswith(kinds)]


def test_calling_a_meeting_invites_people_and_tells_the_story(
    case: Case, call: Callable[..., Meeting]
) -> None:
    meeting = call()

    assert meeting.status == Meeting.Status.PLANLAGT
    assert [str(row) for row in meeting.participants.order_by("pk")] == [
        "Tove Tovholder, tovholder",
        "Camilla Lund Krogh, mor",
        "Asta, eleven selv",
    ]
    assert told(case) == ["Netværksmøde indkaldt til tirsdag 8. december 2026 kl. 14.30"]
    assert meeting.history.get().history_user == meeting.called_by


def test_a_story_never_holds_a_name(case: Case, call: Callable[..., Meeting]) -> None:
    call()

    data = str(list(Event.objects.filter(case=case).values_list("data", flat=True)))

    assert "Camilla" not in data
    assert "Asta" not in data


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"starts_at": at("2026-11-20"), "ends_at": at("2026-11-20", "15:00")}, "der er gået"),
        ({"ends_at": at("2026-12-08", "14:30")}, "slutte, efter det er begyndt"),
        ({"ends_at": at("2026-12-08", "14:00")}, "slutte, efter det er begyndt"),
        ({"place": "  "}, "Skriv, hvor I mødes"),
        ({"invitees": []}, "mindst én"),
        ({"invitees": [Invitee(name=" ", part="mor")]}, "Skriv navnet"),
        ({"invitees": [Invitee(name="Freja Lund", part="")]}, "hvilken rolle Freja Lund har"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused(
    call: Callable[..., Meeting], changes: dict, because: str
) -> None:
    with pytest.raises(Refused, match=because):
        call(**changes)

    assert not Meeting.objects.exists()


def test_a_meeting_may_be_called_for_the_same_day(call: Callable[..., Meeting]) -> None:
    assert call("2026-11-23").starts_at == at("2026-11-23")


def test_a_closed_case_has_no_new_meetings(
    case: Case, call: Callable[..., Meeting], tovholder: User
) -> None:
    case_actions.close_case(case, reason="Asta trives.", on=ON, by=tovholder)

    with pytest.raises(Refused, match="Sagen er afsluttet"):
        call()


def test_a_case_has_one_meeting_at_a_time(call: Callable[..., Meeting]) -> None:
    call()

    with pytest.raises(Refused, match=r"allerede et møde i sagen tirsdag 8\. december"):
        call(starts_at=at("2026-12-08", "15:00"), ends_at=at("2026-12-08", "16:00"))

    assert call(starts_at=at("2026-12-08", "15:15"), ends_at=at("2026-12-08", "16:00"))


def test_somebody_who_has_left_is_not_invited(
    call: Callable[..., Meeting], tovholder: User
) -> None:
    tovholder.is_active = False
    tovholder.save()

    with pytest.raises(Refused, match="ikke længere bruger"):
        call()


def test_another_childs_parent_cannot_be_invited(
    klasse: object, call: Callable[..., Meeting]
) -> None:
    stranger = factories.make_pupil(klasse, "Malte", "Dam").custody_holders.get()

    with pytest.raises(ValueError, match="another child"):
        call(invitees=[Invitee(name=stranger.name, part="far", custody_holder=stranger)])


def test_a_meeting_is_at_the_school_of_its_case(call: Callable[..., Meeting]) -> None:
    with pytest.raises(ValueError, match="another school"):
        call(school=factories.make_school("Engbakkeskolen"))


def test_a_team_meeting_is_on_no_case_and_tells_no_story(school: School, leader: User) -> None:
    meeting = actions.call_meeting(
        kind=Meeting.Kind.TEAM,
        school=school,
        case=None,
        starts_at=at("2026-12-08"),
        ends_at=at("2026-12-08", "16:00"),
        place="Mødelokale 2",
        invitees=[Invitee(name=leader.name, part="skoleleder", user=leader)],
        child_takes_part="",
        on=ON,
        by=leader,
    )

    assert meeting.case is None
    assert not Event.objects.exists()


def test_a_network_meeting_needs_a_case(school: School, leader: User) -> None:
    with pytest.raises(Refused):
        actions.call_meeting(
            kind=Meeting.Kind.NETVAERK,
            school=school,
            case=None,
            starts_at=at("2026-12-08"),
            ends_at=at("2026-12-08", "16:00"),
            place="Mødelokale 2",
            invitees=[Invitee(name=leader.name, part="skoleleder", user=leader)],
            child_takes_part="",
            on=ON,
            by=leader,
        )


def test_moving_a_meeting_tells_the_new_time(
    case: Case, call: Callable[..., Meeting], tovholder: User
) -> None:
    meeting = call()
    new = {"starts_at": at("2026-12-10", "08:15"), "ends_at": at("2026-12-10", "09:00")}

    actions.move_meeting(meeting, **new, place="Biblioteket", on=ON, by=tovholder)

    assert (meeting.starts_at, meeting.place) == (new["starts_at"], "Biblioteket")
    assert told(case)[-1] == "Netværksmøde flyttet til torsdag 10. december 2026 kl. 8.15"


def test_moving_a_meeting_to_where_it_is_changes_nothing(
    case: Case, call: Callable[..., Meeting], tovholder: User
) -> None:
    meeting = call()

    actions.move_meeting(
        meeting,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        on=ON,
        by=tovholder,
    )

    assert len(told(case)) == 1
    assert meeting.history.count() == 1


def test_a_meeting_is_not_moved_into_the_past(
    call: Callable[..., Meeting], tovholder: User
) -> None:
    meeting = call()

    with pytest.raises(Refused, match="der er gået"):
        actions.move_meeting(
            meeting,
            starts_at=at("2026-11-20"),
            ends_at=at("2026-11-20", "15:00"),
            place="Biblioteket",
            on=ON,
            by=tovholder,
        )


def test_cancelling_a_meeting_keeps_the_reason(
    case: Case, call: Callable[..., Meeting], tovholder: User
) -> None:
    meeting = call()

    actions.cancel_meeting(meeting, reason="Camilla er syg.", on=ON, by=tovholder)

    assert meeting.status == Meeting.Status.AFLYST
    assert meeting.cancelled_because == "Camilla er syg."
    assert told(case)[-1] == "Netværksmødet tirsdag 8. december 2026 kl. 14.30 blev aflyst"


def test_a_meeting_is_not_cancelled_without_a_reason(
    call: Callable[..., Meeting], tovholder: User
) -> None:
    with pytest.raises(Refused, match="hvorfor mødet er aflyst"):
        actions.cancel_meeting(call(), reason=" ", on=ON, by=tovholder)


def hold(meeting: Meeting, by: User, **changes: object) -> Meeting | None:
    given = {
        "came": set(meeting.participants.values_list("pk", flat=True)),
        "minutes": "",
        "agreements": [],
        "on": HELD,
        "by": by,
    }
    return actions.hold_meeting(meeting, **{**given, **changes})


def test_a_cancelled_meeting_is_neither_held_moved_nor_cancelled_again(
    call: Callable[..., Meeting], tovholder: User
) -> None:
    meeting = call()
    actions.cancel_meeting(meeting, reason="Camilla er syg.", on=ON, by=tovholder)

    with pytest.raises(Refused, match="Mødet er aflyst og kan ikke skrives ind som holdt"):
        hold(meeting, tovholder)
    with pytest.raises(Refused, match="kan ikke flyttes"):
        actions.move_meeting(
            meeting,
            starts_at=at("2026-12-10"),
            ends_at=at("2026-12-10", "15:00"),
            place="Her",
            on=ON,
            by=tovholder,
        )
    with pytest.raises(Refused, match="kan ikke aflyses"):
        actions.cancel_meeting(meeting, reason="Igen.", on=ON, by=tovholder)


def test_holding_a_meeting_freezes_the_plan(
    case: Case, call: Callable[..., Meeting], plan: Callable, tovholder: User
) -> None:
    plan()
    meeting = call()

    hold(meeting, tovholder, minutes=" Asta valgte selv sin makker. ")

    assert meeting.status == Meeting.Status.HOLDT
    assert meeting.minutes == "Asta valgte selv sin makker."
    assert meeting.plan_version == PlanVersion.objects.get(case=case)
    assert meeting.plan_version.because == "netværksmøde tirsdag 8. december 2026"
    assert told(case)[-2:] == ["Handleplan version 1 blev låst", "Netværksmøde holdt"]


def test_a_meeting_is_kept_even_if_the_plan_is_not_ready(
    case: Case, call: Callable[..., Meeting], tovholder: User
) -> None:
    meeting = call()

    hold(meeting, tovholder, minutes="Vi begyndte på planen.")

    assert meeting.status == Meeting.Status.HOLDT
    assert meeting.plan_version is None
    assert told(case)[-1] == "Netværksmøde holdt"


def test_the_plan_is_frozen_with_the_meeting_when_it_is_ready(
    case: Case, call: Callable[..., Meeting], plan: Callable, tovholder: User
) -> None:
    meeting = call()
    hold(meeting, tovholder)
    with pytest.raises(Refused, match="Handleplanen er ikke begyndt"):
        actions.freeze_meeting(meeting, on=HELD, by=tovholder)
    plan()

    actions.freeze_meeting(meeting, on=HELD, by=tovholder)

    assert meeting.plan_version.number == 1
    with pytest.raises(Refused, match="allerede låst"):
        actions.freeze_meeting(meeting, on=HELD, by=tovholder)


def test_the_plan_is_not_frozen_before_the_meeting(
    call: Callable[..., Meeting], plan: Callable, tovholder: User
) -> None:
    plan()

    with pytest.raises(Refused, match="når mødet er holdt"):
        actions.freeze_meeting(call(), on=HELD, by=tovholder)


def test_who_came_is_noted(call: Callable[..., Meeting], tovholder: User) -> None:
    meeting = call()
    camilla = meeting.participants.get(part="mor")

    hold(meeting, tovholder, came={camilla.pk})

    came = dict(meeting.participants.values_list("part", "came"))
    assert came == {"tovholder": False, "mor": True, "eleven selv": False}


def test_a_meeting_that_nobody_came_to_is_not_held(
    call: Callable[..., Meeting], tovholder: User
) -> None:
    with pytest.raises(Refused, match="aflys mødet i stedet"):
        hold(call(), tovholder, came=set())


def test_strangers_cannot_have_come(call: Callable[..., Meeting], tovholder: User) -> None:
    with pytest.raises(ValueError, match="not invited"):
        hold(call(), tovholder, came={0})


def test_a_meeting_is_not_held_before_its_day(
    call: Callable[..., Meeting], tovholder: User
) -> None:
    with pytest.raises(Refused, match=r"Mødet er først tirsdag 8\. december 2026"):
        hold(call(), tovholder, on=ON)


def test_a_meeting_may_be_written_up_days_later(
    call: Callable[..., Meeting], tovholder: User
) -> None:
    meeting = call()

    hold(
        meeting,
        tovholder,
        on=date(2026, 12, 14),
        agreements=[
            AgreementInput(what="Ringer til træneren", who="Camilla", due_on=date(2026, 12, 10))
        ],
    )

    assert meeting.agreements.get().due_on == date(2026, 12, 10)


def test_a_held_meeting_is_not_held_twice(call: Callable[..., Meeting], tovholder: User) -> None:
    meeting = call()
    hold(meeting, tovholder)

    with pytest.raises(Refused, match="Mødet er holdt og kan ikke"):
        hold(meeting, tovholder)


@pytest.mark.parametrize(
    ("agreement", "because"),
    [
        (AgreementInput(what=" ", who="Camilla", due_on=HELD), "hvad I har aftalt"),
        (AgreementInput(what="Ringer", who=" ", due_on=HELD), "hvem der gør det: Ringer"),
        (
            AgreementInput(what="Ringer", who="Camilla", due_on=date(2026, 12, 7)),
            "kan ikke ligge før mødet",
        ),
    ],
)
def test_an_agreement_says_what_who_and_when(
    call: Callable[..., Meeting], tovholder: User, agreement: AgreementInput, because: str
) -> None:
    meeting = call()

    with pytest.raises(Refused, match=because):
        hold(meeting, tovholder, agreements=[agreement])

    meeting.refresh_from_db()
    assert meeting.status == Meeting.Status.PLANLAGT
    assert not Agreement.objects.exists()


def test_the_next_meeting_is_called_with_the_same_people(
    call: Callable[..., Meeting], tovholder: User
) -> None:
    meeting = call()

    following = hold(
        meeting,
        tovholder,
        next_meeting=NextMeeting(
            starts_at=at("2027-01-12"), ends_at=at("2027-01-12", "15:00"), place="Biblioteket"
        ),
    )

    assert following.starts_at == at("2027-01-12")
    assert following.child_takes_part == ""
    assert [str(row) for row in following.participants.order_by("pk")] == [
        str(row) for row in meeting.participants.order_by("pk")
    ]
    assert set(following.participants.values_list("came", flat=True)) == {None}


def test_the_meeting_is_not_held_if_the_next_one_cannot_be(
    call: Callable[..., Meeting], tovholder: User
) -> None:
    meeting = call()
    again = NextMeeting(
        starts_at=at("2026-12-01"), ends_at=at("2026-12-01", "15:00"), place="Biblioteket"
    )

    with pytest.raises(Refused, match="der er gået"):
        hold(meeting, tovholder, next_meeting=again)

    meeting.refresh_from_db()
    assert meeting.status == Meeting.Status.PLANLAGT


def test_an_agreement_is_done_once_and_may_be_undone(
    call: Callable[..., Meeting], tovholder: User
) -> None:
    meeting = call()
    hold(
        meeting,
        tovholder,
        agreements=[AgreementInput(what="Ringer", who="Camilla", due_on=HELD)],
    )
    agreement = meeting.agreements.get()

    actions.finish_agreement(agreement, on=date(2026, 12, 9), by=tovholder)
    actions.finish_agreement(agreement, on=date(2026, 12, 11), by=tovholder)

    assert Agreement.objects.get().done_on == date(2026, 12, 9)
    actions.reopen_agreement(agreement, by=tovholder)
    actions.reopen_agreement(agreement, by=tovholder)
    assert Agreement.objects.get().done_on is None
    assert agreement.history.count() == 3


def test_the_frozen_plan_holds_what_was_agreed_at_the_meeting(
    call: Callable[..., Meeting], plan: Callable, tovholder: User
) -> None:
    plan()
    meeting = call("2026-11-20")

    actions.hold_meeting(
        meeting,
        came=[meeting.participants.order_by("pk")[0].pk],
        minutes="",
        agreements=[AgreementInput(what="Ringer til Asta", who="Jonas", due_on=date(2026, 11, 29))],
        on=date(2026, 11, 23),
        by=tovholder,
    )

    meeting.refresh_from_db()
    assert meeting.plan_version is not None
    assert meeting.plan_version.content["agreements"] == [
        {"what": "Ringer til Asta", "who": "Jonas", "due_on": "2026-11-29"}
    ]

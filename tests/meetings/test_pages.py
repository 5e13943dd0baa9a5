"""The pages of the meetings: who reads what, and what a form leads to."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases import actions as case_actions
from cases.models import Case
from meetings import actions
from meetings.actions import AgreementInput, Invitee
from meetings.models import Agreement, Meeting
from meetings.permissions import visible_meetings
from schools.models import Lookup, Pupil, School, SchoolClass, TeamMember, User
from schools.roles import Role
from tests import factories
from tests.meetings.conftest import at

pytestmark = pytest.mark.django_db

HELD = date(2026, 11, 20)
LIST = "/moeder/"


@pytest.fixture(autouse=True)
def _today(today: date) -> date:
    return today


@pytest.fixture
def guest(school: School) -> User:
    """Pia is invited, and sees nothing else."""
    user = factories.make_user("Pia Sundhed")
    factories.give(user, Role.AD_HOC, school)
    return user


@pytest.fixture
def meeting(call: Callable[..., Meeting], tovholder: User, guest: User) -> Meeting:
    """A coming network meeting on Asta's case."""
    parent = Pupil.objects.get(first_name="Asta").custody_holders.get()
    return call(
        invitees=[
            Invitee(name=tovholder.name, part="tovholder", user=tovholder),
            Invitee(name=guest.name, part="sundhedsplejerske", user=guest),
            Invitee(name=parent.name, part="mor", custody_holder=parent),
        ]
    )


@pytest.fixture
def past(call: Callable[..., Meeting]) -> Meeting:
    """A meeting last Friday that nobody has written up."""
    return call("2026-11-20")


@pytest.fixture
def hold(tovholder: User) -> Callable[..., Meeting]:
    """Write a meeting up as held last Friday."""

    def write(meeting: Meeting, **changes: Any) -> Meeting:
        given: dict[str, Any] = {
            "came": set(meeting.participants.values_list("pk", flat=True)),
            "minutes": "",
            "agreements": [],
            "on": HELD,
            "by": tovholder,
        }
        actions.hold_meeting(meeting, **{**given, **changes})
        return meeting

    return write


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def people(school: School, klasse: SchoolClass, case: Case) -> dict[str, User]:
    """One user per role, at this school unless the role or the name says otherwise."""
    made = {}
    for role in Role:
        user = factories.make_user(f"Bruger {role.value}")
        at_school = None if role in {Role.ADMINISTRATOR, Role.FORVALTNING, Role.DPO} else school
        factories.give(user, role, at_school, school_class=klasse if role == Role.LAERER else None)
        made[role.value] = user
    other = factories.make_school("Engbakkeskolen")
    made["skoleleder andetsteds"] = factories.make_leader(other, "Torben Ravn")
    named = factories.make_user("Pernille Ågård")
    factories.give(named, Role.PPR, school)
    case_actions.add_participant(
        case,
        user=named,
        part="PPR",
        basis="anden",
        basis_note="Aftalt med begge forældre.",
        may_write=True,
        starts_on=date(2026, 11, 1),
        ends_on=date(2026, 12, 31),
        on=date(2026, 11, 23),
        by=case.tovholder,
    )
    made["ppr, nævnt"] = named
    return made


def test_a_meeting_on_a_case_is_open_to_those_who_lead_it_and_those_asked(
    client: Client, school: School, klasse: SchoolClass, case: Case, meeting: Meeting
) -> None:
    cast = people(school, klasse, case) | {"tovholder": case.tovholder}
    opened = set()
    for name, user in cast.items():
        client.force_login(user)
        response = client.get(meeting.get_absolute_url())
        assert response.status_code in {200, 404}, name
        if response.status_code == 200:
            opened.add(name)

    assert opened == {"skoleleder", "teamleder", "tovholder", "teammedlem"}


def test_only_those_who_lead_the_case_change_its_meetings(
    client: Client, school: School, klasse: SchoolClass, case: Case, meeting: Meeting
) -> None:
    cast = people(school, klasse, case) | {"tovholder": case.tovholder}
    leads = {"teamleder", "tovholder"}
    for page in ("move", "cancel", "hold"):
        for name, user in cast.items():
            client.force_login(user)
            response = client.get(reverse(f"meetings:{page}", args=[meeting.public_id]))
            assert (response.status_code == 200) == (name in leads), (page, name)
    for name, user in cast.items():
        client.force_login(user)
        response = client.get(reverse("meetings:new", args=[case.public_id]))
        assert (response.status_code == 200) == (name in leads), name


def test_a_stranger_is_sent_to_the_login(client: Client, meeting: Meeting) -> None:
    for url in (LIST, meeting.get_absolute_url()):
        response = client.get(url)
        assert response.status_code == 302
        assert "/login/" in response.headers["Location"]


def test_a_guest_reads_time_place_and_number_and_nothing_else(
    client: Client, case: Case, meeting: Meeting, guest: User
) -> None:
    client.force_login(guest)

    page = text_of(client.get(meeting.get_absolute_url()))
    listed = text_of(client.get(LIST))

    assert "Tirsdag 8. december 2026 kl. 14.30–15.15" in page
    assert "Mødelokale 2" in page
    assert case.number in page
    assert case.number in listed
    for secret in ("Asta", "Krogh", "6.B", "Camilla", case.tovholder.name, "Sydhavnsskolen"):
        assert secret not in page.split("<main")[1], secret
        assert secret not in listed.split("<main")[1], secret
    # The number points to a child, so that it was read stands in the log.
    rows = Lookup.objects.filter(user=guest, pupil=case.pupil)
    assert set(rows.values_list("page", flat=True)) == {"meetings:detail", "meetings:list"}


@pytest.mark.parametrize("role_is", ["ended", "none", "elsewhere"])
def test_an_invitation_opens_nothing_without_a_role_at_the_school(
    client: Client, case: Case, meeting: Meeting, guest: User, role_is: str
) -> None:
    row = guest.memberships.get()
    if role_is == "ended":
        row.ends_on = HELD
        row.save()
    elif role_is == "none":
        row.delete()
    else:
        row.school = factories.make_school("Engbakkeskolen")
        row.save()
    client.force_login(guest)

    assert client.get(meeting.get_absolute_url()).status_code == 404
    assert case.number not in text_of(client.get("/"))
    assert not Lookup.objects.filter(user=guest, page="meetings:detail").exists()


def test_a_guest_knows_of_the_meeting_until_it_is_held(
    client: Client, meeting: Meeting, guest: User
) -> None:
    assert visible_meetings(guest, date(2026, 12, 8)).contains(meeting)
    assert not visible_meetings(guest, date(2026, 12, 9)).contains(meeting)


def test_a_guest_cannot_do_anything_to_the_meeting(
    client: Client, meeting: Meeting, guest: User
) -> None:
    client.force_login(guest)

    for page in ("move", "cancel", "hold", "freeze"):
        response = client.post(reverse(f"meetings:{page}", args=[meeting.public_id]))
        assert response.status_code == 403, page


def test_a_guest_no_longer_invited_sees_nothing(
    client: Client, meeting: Meeting, guest: User
) -> None:
    meeting.participants.get(user=guest).delete()
    client.force_login(guest)

    assert client.get(meeting.get_absolute_url()).status_code == 404
    assert "Ingen kommende møder" in text_of(client.get(LIST))


def test_reading_a_meeting_is_noted_in_the_look_up_log(
    client: Client, case: Case, meeting: Meeting, tovholder: User
) -> None:
    client.force_login(tovholder)

    client.get(meeting.get_absolute_url())
    client.get(LIST)

    looked_up = list(Lookup.objects.order_by("pk").values_list("purpose", "pupil"))
    assert looked_up == [("Mødets side", case.pupil_id), ("Listen over møder", case.pupil_id)]


def test_no_title_holds_a_childs_name(client: Client, meeting: Meeting, tovholder: User) -> None:
    client.force_login(tovholder)

    for url in (LIST, meeting.get_absolute_url()):
        title = re.search(r"<title>(.*?)</title>", text_of(client.get(url)))
        assert title
        assert "Asta" not in title[1]


def test_the_list_is_in_three_groups(
    client: Client,
    call: Callable[..., Meeting],
    meeting: Meeting,
    past: Meeting,
    hold: Callable[..., Meeting],
    tovholder: User,
) -> None:
    hold(call("2026-11-10"))
    client.force_login(tovholder)

    page = text_of(client.get(LIST))

    unwritten, rest = page.split('id="mangler"')[1].split('id="kommende"')
    coming, held = rest.split('id="holdt"')
    assert "Fredag 20. november" in unwritten
    assert "Tirsdag 8. december" in coming
    assert "Tirsdag 10. november" in held
    assert "Netværksmøde om Asta K. (6.B)" in coming


def test_the_list_can_be_narrowed_to_a_school(
    client: Client, call: Callable[..., Meeting], meeting: Meeting, leader: User
) -> None:
    other = factories.make_school("Engbakkeskolen")
    factories.give(leader, Role.SKOLELEDER, other)
    actions.call_meeting(
        kind=Meeting.Kind.TEAM,
        school=other,
        case=None,
        starts_at=at("2026-12-01"),
        ends_at=at("2026-12-01", "16:00"),
        place="Kantinen",
        invitees=[Invitee(name=leader.name, part="skoleleder", user=leader)],
        child_takes_part="",
        on=date(2026, 11, 23),
        by=leader,
    )
    client.force_login(leader)

    both = text_of(client.get(LIST))
    one = text_of(client.get(f"{LIST}?skole={other.public_id}"))

    assert "Kantinen" in both
    assert "Mødelokale 2" in both
    assert "Kantinen" in one
    assert "Mødelokale 2" not in one


def test_the_list_costs_the_same_however_many_meetings(
    client: Client,
    klasse: SchoolClass,
    meeting: Meeting,
    tovholder: User,
    assert_constant_queries: Callable,
) -> None:
    client.force_login(tovholder)

    def more() -> None:
        for number in range(3):
            case = factories.make_case(
                factories.make_pupil(klasse, f"Barn{number}", "Demo"), tovholder
            )
            actions.call_meeting(
                kind=Meeting.Kind.NETVAERK,
                school=case.school,
                case=case,
                starts_at=at("2026-12-01"),
                ends_at=at("2026-12-01", "16:00"),
                place="Her",
                invitees=[Invitee(name=tovholder.name, part="tovholder", user=tovholder)],
                child_takes_part="",
                on=date(2026, 11, 23),
                by=tovholder,
            )

    assert_constant_queries(LIST, more)


def team_meeting(school: School, by: User, kind: str) -> Meeting:
    return actions.call_meeting(
        kind=kind,
        school=school,
        case=None,
        starts_at=at("2026-12-01"),
        ends_at=at("2026-12-01", "16:00"),
        place="Personalerummet",
        invitees=[Invitee(name=by.name, part="skoleleder", user=by)],
        child_takes_part="",
        on=date(2026, 11, 23),
        by=by,
    )


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Meeting.Kind.TEAM, {"skoleleder", "teamleder", "teammedlem", "i teamet"}),
        (Meeting.Kind.DATA, {"skoleleder", "teamleder", "socialraadgiver"}),
    ],
)
def test_meetings_without_a_case_follow_the_school(
    client: Client,
    school: School,
    klasse: SchoolClass,
    case: Case,
    leader: User,
    kind: str,
    expected: set[str],
) -> None:
    cast = people(school, klasse, case)
    member = factories.make_user("Inger Skovlund")
    TeamMember.objects.create(
        team=school.team, user=member, function="inklusion", starts_on=date(2026, 8, 1)
    )
    cast["i teamet"] = member
    meeting = team_meeting(school, leader, kind)

    opened = set()
    for name, user in cast.items():
        client.force_login(user)
        if client.get(meeting.get_absolute_url()).status_code == 200:
            opened.add(name)

    assert opened == expected


def test_the_school_leader_writes_up_a_team_meeting(
    client: Client, school: School, leader: User
) -> None:
    meeting = team_meeting(school, leader, Meeting.Kind.TEAM)
    actions.move_meeting(
        meeting,
        starts_at=at("2026-11-23", "08:00"),
        ends_at=at("2026-11-23", "09:00"),
        place="Personalerummet",
        on=date(2026, 11, 23),
        by=leader,
    )
    client.force_login(leader)
    hold_url = reverse("meetings:hold", args=[meeting.public_id])
    assert client.get(hold_url).status_code == 200

    response = client.post(hold_url, minutes_form(meeting, minutes="Vi gennemgik sagerne."))

    assert response.status_code == 302
    page = text_of(client.get(meeting.get_absolute_url()))
    assert "Vi gennemgik sagerne." in page


def test_only_a_leader_writes_up_a_team_meeting(
    client: Client, school: School, leader: User
) -> None:
    member = factories.make_user("Inger Skovlund")
    factories.give(member, Role.TEAMMEDLEM, school)
    meeting = team_meeting(school, leader, Meeting.Kind.TEAM)
    client.force_login(member)

    assert client.get(meeting.get_absolute_url()).status_code == 200
    assert client.get(reverse("meetings:hold", args=[meeting.public_id])).status_code == 403


def test_the_agenda_begins_with_the_childs_words_that_parents_may_hear(
    client: Client, case: Case, meeting: Meeting, plan: Callable, tovholder: User
) -> None:
    for text, open_drawer in (("Mandag er svær.", True), ("KANARIEFUGL", False)):
        case_actions.note_child_words(
            case,
            said_on=date(2026, 11, 19),
            said_to="Sofie Winther",
            text=text,
            may_be_shared=open_drawer,
            on=date(2026, 11, 23),
            by=tovholder,
        )
    plan()
    client.force_login(tovholder)

    page = text_of(client.get(meeting.get_absolute_url()))

    assert "KANARIEFUGL" not in page
    places = [
        page.index(words)
        for words in (
            "Mandag er svær.",
            "2. Fra sidst",
            "3. Det vil vi gerne ændre",
            "to af de tre mandage før jul",
            "4. Hvem gør hvad",
            "Møder Asta ved døren",
            "5. Næste møde",
        )
    ]
    assert places == sorted(places)
    assert reverse("cases:plan", args=[case.public_id]) in page


def test_the_second_meeting_asks_the_three_questions(
    client: Client,
    case: Case,
    past: Meeting,
    meeting: Meeting,
    plan: Callable,
    hold: Callable[..., Meeting],
    tovholder: User,
) -> None:
    written = plan()
    hold(past)
    client.force_login(tovholder)

    before = text_of(client.get(meeting.get_absolute_url()))
    case_actions.follow_up(
        written.indsatser.get(),
        done="ja",
        worked="lidt",
        adjustment="Ti minutter før.",
        status="i-gang",
        on=date(2026, 11, 23),
        by=tovholder,
    )
    after = text_of(client.get(meeting.get_absolute_url()))

    assert "Fik I gjort, hvad I havde planlagt?" in before
    assert "Svar på de tre spørgsmål" in before
    assert "Ti minutter før." in after
    assert "Det er det første møde i sagen" in text_of(client.get(past.get_absolute_url()))


def test_a_held_meeting_shows_the_plan_as_it_was_frozen(
    client: Client,
    past: Meeting,
    plan: Callable,
    hold: Callable[..., Meeting],
    tovholder: User,
) -> None:
    written = plan()
    hold(past)
    plan(seen=written.version, goals=["Et nyt mål."])
    client.force_login(tovholder)

    page = text_of(client.get(past.get_absolute_url()))

    assert "to af de tre mandage før jul" in page
    assert "Et nyt mål." not in page
    assert "?version=1" in page


def call_form(**changes: str) -> dict[str, Any]:
    return {
        "form_id": "",
        "day": "2026-12-08",
        "starts": "14.30",
        "ends": "15.15",
        "place": "Mødelokale 2",
        "invited": ["barnet"],
        "child_takes_part": "er med hele mødet",
        "guests-TOTAL_FORMS": "1",
        "guests-INITIAL_FORMS": "0",
        "guests-0-name": "",
        "guests-0-part": "",
        **changes,
    }


def test_calling_a_meeting_from_the_case(client: Client, case: Case, tovholder: User) -> None:
    parent = case.pupil.custody_holders.get()
    client.force_login(tovholder)

    response = client.post(
        reverse("meetings:new", args=[case.public_id]),
        call_form(
            invited=[f"user-{tovholder.pk}", f"parent-{parent.pk}", "barnet"],
            **{"guests-0-name": "Bo Træner", "guests-0-part": "håndboldtræner"},
        ),
    )

    meeting = Meeting.objects.get()
    assert response.headers["Location"] == meeting.get_absolute_url()
    assert (meeting.starts_at, meeting.ends_at) == (at("2026-12-08"), at("2026-12-08", "15:15"))
    assert meeting.child_takes_part == "er med hele mødet"
    rows = meeting.participants.order_by("pk")
    assert [(str(row), row.user_id, row.custody_holder_id) for row in rows] == [
        ("Tove Tovholder, tovholder", tovholder.pk, None),
        ("Camilla Lund Krogh, mor", None, parent.pk),
        ("Asta, eleven selv", None, None),
        ("Bo Træner, håndboldtræner", None, None),
    ]


def test_a_form_sent_twice_calls_one_meeting(client: Client, case: Case, tovholder: User) -> None:
    client.force_login(tovholder)
    url = reverse("meetings:new", args=[case.public_id])

    first = client.post(url, call_form(form_id="abc"))
    second = client.post(url, call_form(form_id="abc"))

    assert Meeting.objects.count() == 1
    assert first.headers["Location"] == second.headers["Location"]


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"day": ""}, "Skriv en dato."),
        ({"day": "i morgen"}, "Skriv datoen som dag-måned-år"),
        ({"starts": "halv tre"}, "Skriv klokkeslættet som 14.30"),
        ({"ends": "14.00"}, "Mødet skal slutte, efter det er begyndt."),
        ({"day": "2026-11-20"}, "Mødet kan ikke lægges på en dag, der er gået."),
        ({"place": ""}, "Skriv, hvor I mødes."),
        ({"invited": []}, "Vælg mindst én"),
        ({"invited": ["user-0"]}, "Vælg blandt dem"),
        ({"guests-0-name": "Bo Træner"}, "Skriv, hvilken rolle personen har."),
        ({"guests-0-part": "træner"}, "Skriv navnet på den, der inviteres."),
        ({"child_takes_part": "er gæst"}, "Vælg en af mulighederne."),
    ],
)
def test_what_can_be_mended_is_said_and_nothing_typed_is_lost(
    client: Client, case: Case, tovholder: User, changes: dict, because: str
) -> None:
    client.force_login(tovholder)

    response = client.post(
        reverse("meetings:new", args=[case.public_id]),
        call_form(**{"place": "Et helt særligt sted", **changes}),
    )

    assert response.status_code == 422
    assert because in text_of(response)
    assert "place" in changes or "Et helt særligt sted" in text_of(response)
    assert not Meeting.objects.exists()


def test_a_row_is_added_without_javascript(client: Client, case: Case, tovholder: User) -> None:
    client.force_login(tovholder)

    response = client.post(
        reverse("meetings:new", args=[case.public_id]),
        call_form(add_row="guests", **{"guests-0-name": "Bo Træner"}),
    )

    page = text_of(response)
    assert response.status_code == 200
    assert 'name="guests-1-name"' in page
    assert "Bo Træner" in page
    assert "Der er noget, der skal rettes" not in page
    assert not Meeting.objects.exists()


def test_a_form_without_its_rows_is_not_an_error_of_ours(
    client: Client, case: Case, tovholder: User
) -> None:
    client.force_login(tovholder)
    broken = call_form(**{"guests-TOTAL_FORMS": "mange"})

    for extra in ({}, {"add_row": "guests"}):
        response = client.post(reverse("meetings:new", args=[case.public_id]), {**broken, **extra})
        assert response.status_code in {200, 422}


def test_a_meeting_cannot_be_called_on_a_closed_case(
    client: Client, case: Case, tovholder: User, leader: User
) -> None:
    case_actions.close_case(case, reason="Asta trives.", on=date(2026, 11, 20), by=leader)
    client.force_login(tovholder)

    response = client.post(reverse("meetings:new", args=[case.public_id]), call_form())

    assert response.status_code == 422
    assert "Sagen er afsluttet" in text_of(response)


def test_moving_and_cancelling(client: Client, meeting: Meeting, tovholder: User) -> None:
    client.force_login(tovholder)
    moved = {"day": "2026-12-10", "starts": "8.15", "ends": "9.00", "place": "Biblioteket"}

    client.post(reverse("meetings:move", args=[meeting.public_id]), moved)
    assert "Torsdag 10. december 2026 kl. 8.15–9.00 · Biblioteket" in text_of(
        client.get(meeting.get_absolute_url())
    )
    refused = client.post(reverse("meetings:cancel", args=[meeting.public_id]), {"reason": ""})
    assert refused.status_code == 422
    client.post(reverse("meetings:cancel", args=[meeting.public_id]), {"reason": "Camilla er syg."})

    page = text_of(client.get(meeting.get_absolute_url()))
    assert "aflyst" in page
    assert "Camilla er syg." in page
    assert "Flyt</a>" not in page


def minutes_form(meeting: Meeting, **changes: str) -> dict[str, Any]:
    return {
        "form_id": "",
        "came": [str(pk) for pk in meeting.participants.values_list("pk", flat=True)],
        "minutes": "",
        "agreements-TOTAL_FORMS": "1",
        "agreements-INITIAL_FORMS": "0",
        "agreements-0-what": "",
        "agreements-0-who": "",
        "agreements-0-due_on": "",
        "next-day": "",
        "next-starts": "",
        "next-ends": "",
        "next-place": meeting.place,
        **changes,
    }


def test_holding_a_meeting(client: Client, past: Meeting, plan: Callable, tovholder: User) -> None:
    plan()
    client.force_login(tovholder)

    response = client.post(
        reverse("meetings:hold", args=[past.public_id]),
        minutes_form(
            past,
            minutes="Asta valgte selv sin makker.",
            **{
                "agreements-0-what": "Ringer til træneren",
                "agreements-0-who": "Camilla",
                "agreements-0-due_on": "2026-11-27",
                "next-day": "2026-12-08",
                "next-starts": "14.30",
                "next-ends": "15.15",
            },
        ),
        follow=True,
    )

    past.refresh_from_db()
    assert past.status == Meeting.Status.HOLDT
    page = text_of(response)
    assert "Planen er låst som version 1." in page
    assert "Næste møde: Tirsdag 8. december 2026 kl. 14.30–15.15." in page
    assert "Ringer til træneren" in page
    assert "Asta valgte selv sin makker." in page


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"came": []}, "Sæt kryds ved dem, der kom."),
        ({"came": ["0"]}, "Sæt kryds ved dem på listen"),
        ({"agreements-0-what": "Ringer"}, "Skriv, hvem der gør det."),
        ({"agreements-0-who": "Camilla"}, "Skriv, hvad I har aftalt."),
        (
            {"agreements-0-what": "Ringer", "agreements-0-who": "Camilla"},
            "Skriv, hvornår det senest er gjort.",
        ),
        ({"next-day": "2026-12-08"}, "Skriv, hvornår mødet begynder."),
        (
            {"next-day": "2026-11-01", "next-starts": "8.00", "next-ends": "9.00"},
            "Mødet kan ikke lægges på en dag, der er gået.",
        ),
    ],
)
def test_minutes_that_can_be_mended_are_kept(
    client: Client, past: Meeting, tovholder: User, changes: dict, because: str
) -> None:
    client.force_login(tovholder)

    response = client.post(
        reverse("meetings:hold", args=[past.public_id]),
        minutes_form(past, minutes="Et langt referat.", **changes),
    )

    assert response.status_code == 422
    assert because in text_of(response)
    assert "Et langt referat." in text_of(response)
    past.refresh_from_db()
    assert past.status == Meeting.Status.PLANLAGT
    assert Meeting.objects.count() == 1


def test_an_agreement_row_is_added_and_taken_off_without_javascript(
    client: Client, past: Meeting, tovholder: User
) -> None:
    client.force_login(tovholder)
    url = reverse("meetings:hold", args=[past.public_id])
    typed = {"agreements-0-what": "Ringer", "agreements-0-DELETE": "on"}

    more = client.post(url, minutes_form(past, add_row="agreements", **typed))
    done = client.post(url, minutes_form(past, **typed))

    assert more.status_code == 200
    assert 'name="agreements-1-what"' in text_of(more)
    assert done.status_code == 302
    assert not Agreement.objects.exists()


def test_a_plan_that_is_not_ready_is_frozen_later(
    client: Client, past: Meeting, plan: Callable, tovholder: User
) -> None:
    client.force_login(tovholder)
    url = reverse("meetings:hold", args=[past.public_id])
    assert "Handleplanen er ikke begyndt." in text_of(client.get(url))
    client.post(url, minutes_form(past))
    freeze = reverse("meetings:freeze", args=[past.public_id])

    refused = text_of(client.post(freeze, follow=True))
    plan()
    done = text_of(client.post(freeze, follow=True))

    assert "Planen kan ikke låses endnu." in refused
    assert "Planen er låst med mødet." in done
    assert "Version 1" in done


def test_an_agreement_is_ticked_off_on_a_later_meetings_page(
    client: Client,
    past: Meeting,
    meeting: Meeting,
    hold: Callable[..., Meeting],
    tovholder: User,
) -> None:
    hold(
        past,
        agreements=[
            AgreementInput(what="Ringer til træneren", who="Camilla", due_on=date(2026, 11, 20))
        ],
    )
    agreement = Agreement.objects.get()
    client.force_login(tovholder)
    page = text_of(client.get(meeting.get_absolute_url()))
    assert "Aftalt før, ikke gjort" in page
    assert "Skulle være gjort 20. nov." in page
    url = reverse("meetings:agreement", args=[past.public_id, agreement.pk])

    response = client.post(url, {"gjort": "ja", "moede": meeting.public_id})

    assert response.headers["Location"] == f"{meeting.get_absolute_url()}#aftaler"
    agreement.refresh_from_db()
    assert agreement.done_on == date(2026, 11, 23)
    assert "Aftalt før, ikke gjort" not in text_of(client.get(meeting.get_absolute_url()))
    client.post(url, {"gjort": "nej", "moede": "../../ondt"})
    agreement.refresh_from_db()
    assert agreement.done_on is None


def test_an_agreement_of_another_meeting_is_not_reached(
    client: Client,
    past: Meeting,
    meeting: Meeting,
    hold: Callable[..., Meeting],
    tovholder: User,
) -> None:
    hold(
        past,
        agreements=[AgreementInput(what="Ringer", who="Camilla", due_on=date(2026, 11, 20))],
    )
    client.force_login(tovholder)

    url = reverse("meetings:agreement", args=[meeting.public_id, Agreement.objects.get().pk])

    assert client.post(url, {"gjort": "ja"}).status_code == 404


def test_reading_only_pages_refuse_to_write(
    client: Client, meeting: Meeting, tovholder: User
) -> None:
    client.force_login(tovholder)

    assert client.post(LIST).status_code == 405
    assert client.post(meeting.get_absolute_url()).status_code == 405
    assert client.get(reverse("meetings:freeze", args=[meeting.public_id])).status_code == 405

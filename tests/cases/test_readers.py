"""Who sees a case, through any gate; and why one sees a child oneself."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from cases import actions
from cases.handing import readable
from cases.permissions import VIEW, visible_cases, visible_pupils
from cases.readers import everybody, why, why_pupil
from meetings.models import Meeting, Participant
from meetings.permissions import visible_meetings
from schools.models import User
from schools.roles import RIGHTS, Role
from tests import factories
from tests.conftest import TODAY

UNTIL = TODAY + timedelta(days=20)
PART = (
    "Sagen uden de andres kontakter med hjemmet, skolens gennemgange og referater fra møder, "
    "personen ikke er inviteret til"
)


@pytest.fixture
def liv(case, school):
    """Liv is tovholder of other cases, and asked to take this one over."""
    user = factories.make_tovholder(school, "Liv Leder")
    actions.offer_handover(
        case, user=user, reason="Orlov.", story="Asta er glad.", on=TODAY, by=case.tovholder
    )
    return user


@pytest.fixture
def ursula(case, school):
    """Ursula is invited for a period, and to a meeting about the case."""
    user = factories.make_user("Ursula Vejleder")
    factories.give(user, Role.AD_HOC, school, until=UNTIL)
    invite(case, user)
    return user


def invite(case, user):
    begins = datetime(2026, 12, 3, 13, tzinfo=UTC)
    meeting = Meeting.objects.create(
        kind=Meeting.Kind.NETVAERK,
        school=case.school,
        case=case,
        starts_at=begins,
        ends_at=begins + timedelta(hours=1),
        place="Lokale 4",
        called_by=case.tovholder,
    )
    Participant.objects.create(meeting=meeting, user=user, name=user.name, part="UU-vejleder")


def of(case):
    return {row.user.name: row for row in everybody(case, TODAY)}


def test_whoever_is_asked_to_take_over_is_listed_with_what_they_read(today, case, liv):
    row = of(case)[liv.name]

    assert "historien" in row.sees
    assert "til spørgsmålet er besvaret" in row.because[0]


def test_and_is_not_any_more_when_the_answer_is_given(today, case, liv):
    actions.decline_handover(case.handovers.get(), because="Travlt.", on=TODAY, by=liv)

    assert liv.name not in of(case)


def test_a_guest_is_listed_with_time_and_place_and_the_last_day(today, case, ursula):
    row = of(case)[ursula.name]

    assert row.sees == "Tid og sted for mødet 3. december 2026 og sagens nummer, ikke barnet"
    (because,) = row.because
    assert because.startswith("inviteret som UU-vejleder til og med ")
    assert because.endswith(" december 2026")


def test_a_guest_of_several_meetings_is_listed_once(today, case, ursula):
    invite(case, ursula)

    (row,) = [row for row in everybody(case, TODAY) if row.user == ursula]

    assert row.sees.startswith("Tid og sted for 2 møder, det sidste 3. december 2026,")


def test_the_leaders_where_a_child_has_moved_to_are_listed(today, case, klasse, liv, tovholder):
    elsewhere = factories.make_school("Havneskolen")
    head = factories.make_leader(elsewhere, "Birgit Hoved")
    row = case.handovers.get()
    row.school = elsewhere
    row.save()

    assert "på Havneskolen; sagen gives videre dertil" in of(case)[head.name].because[0]


def test_whoever_reads_all_is_listed_once(today, case, leader, liv):
    invite(case, leader)

    assert [row.sees for row in everybody(case, TODAY) if row.user == leader] == ["Hele sagen"]


def test_the_list_is_every_gate_read_backwards(today, case, liv, ursula, leader, school):
    factories.give(factories.make_user("Inger Medlem"), Role.TEAMMEDLEM, school)
    factories.give(factories.make_user("Fremmed"), Role.TEAMMEDLEM, factories.make_school("Nord"))
    related = factories.make_user("Nær Slægtning")
    factories.give(related, Role.AD_HOC, school, until=UNTIL)
    invite(case, related)
    actions.declare_relation(case.pupil, kind="familie", note="", on=TODAY, by=related)

    reached = {
        user.name
        for user in User.objects.filter(is_active=True)
        if visible_cases(user, TODAY).filter(pk=case.pk).exists()
        or readable(user, TODAY).filter(case=case).exists()
        or visible_meetings(user, TODAY).filter(case=case).exists()
    }

    assert set(of(case)) == reached
    assert {liv.name, ursula.name} <= reached
    assert related.name not in reached


@pytest.fixture
def crowd(case, school, klasse, tovholder, leader, liv, ursula):
    """Everybody who reaches a case, and beside each of them somebody who nearly does."""
    other = factories.make_case(factories.make_pupil(klasse, "Bo", "Dam"), tovholder)
    for name, which in [("Pernille PPR", case), ("Petra PPR", other)]:
        ppr = factories.make_user(name)
        factories.give(ppr, Role.PPR, school)
        actions.add_participant(
            which,
            user=ppr,
            part="konsulent",
            basis="anden",
            basis_note="Aftalt.",
            may_write=True,
            starts_on=TODAY,
            ends_on=UNTIL,
            on=TODAY,
            by=tovholder,
        )
    nord = factories.make_school("Nord")
    for name, place in [("Inger Medlem", school), ("Fremmed", nord), ("Lukket", school)]:
        factories.give(factories.make_user(name), Role.TEAMMEDLEM, place)
    factories.give(factories.make_user("Lars Lærer"), Role.LAERER, school, school_class=klasse)
    moved = case.handovers.get()
    moved.school = factories.make_school("Havneskolen")
    moved.save()
    for name, role in [("Birgit Hoved", Role.SKOLELEDER), ("Bente Medlem", Role.TEAMMEDLEM)]:
        factories.give(factories.make_user(name), role, moved.school, until=UNTIL)
    actions.offer_handover(
        other,
        user=factories.make_tovholder(school, "Ole"),
        reason="x",
        story="x",
        on=TODAY,
        by=tovholder,
    )
    for name in ("Gerda Gæst", "Gorm Gæst"):
        guest = factories.make_user(name)
        factories.give(guest, Role.AD_HOC, school)
        invite(case if name == "Gerda Gæst" else other, guest)
    gone = factories.make_user("Gunnar Gæst")
    factories.give(gone, Role.AD_HOC, school)
    invite(case, gone)
    User.objects.filter(name__in=["Lukket", "Gunnar Gæst"]).update(is_active=False)


def test_the_whole_list_word_for_word(today, case, school, leader, tovholder, crowd):
    told = [(row.user.name, row.sees, row.because) for row in everybody(case, TODAY)]

    handed = "Barnets navn, historien, løfterne og datoerne, intet andet af sagen"
    meeting = "Tid og sted for mødet 3. december 2026 og sagens nummer, ikke barnet"
    assert told == [
        ("Inger Medlem", "Hele sagen", (f"medlem af Kom i skole-teamet på {school}",)),
        ("Pernille PPR", PART, ("konsulent til og med 13. december 2026",)),
        (leader.name, "Hele sagen", (f"skoleleder på {school}",)),
        (tovholder.name, "Hele sagen", ("er tovholder",)),
        (
            "Birgit Hoved",
            handed,
            ("skoleleder på Havneskolen til og med 13. december 2026; sagen gives videre dertil",),
        ),
        ("Gerda Gæst", meeting, ("inviteret som UU-vejleder til og med 3. december 2026",)),
        (
            "Liv Leder",
            handed,
            ("spurgt 23. november 2026, om sagen kan gives videre; til spørgsmålet er besvaret",),
        ),
        ("Ursula Vejleder", meeting, ("inviteret som UU-vejleder til og med 3. december 2026",)),
    ]


def test_why_one_sees_a_case_is_said_of_oneself_and_of_that_case_alone(
    today, case, school, leader, tovholder, crowd
):
    people = {user.name: user for user in User.objects.all()}

    assert why(leader, case, TODAY) == [f"Du er skoleleder på {school}."]
    assert why(tovholder, case, TODAY) == ["Du er knyttet til sagen: er tovholder."]
    assert why(people["Pernille PPR"], case, TODAY) == ["Du er knyttet til sagen: konsulent."]
    for name in ("Petra PPR", "Fremmed", "Lars Lærer", "Birgit Hoved", "Gerda Gæst"):
        assert why(people[name], case, TODAY) == []


def test_the_page_says_it(client, case, liv, ursula, today):
    client.force_login(case.tovholder)

    page = client.get(reverse("cases:case_access", args=[case.public_id])).content.decode()

    assert "Liv Leder" in page
    assert "Barnets navn, historien, løfterne" in page
    assert "Ursula Vejleder" in page
    assert "ikke barnet" in page


# Why one sees a child oneself.


@pytest.fixture
def people(case, school, klasse, leader, tovholder):
    teacher = factories.make_user("Jonas Lærer")
    factories.give(teacher, Role.LAERER, school, school_class=klasse)
    member = factories.make_user("Inger Medlem")
    factories.give(member, Role.TEAMMEDLEM, school)
    ppr = factories.make_user("Pernille PPR")
    factories.give(ppr, Role.PPR, school)
    actions.add_participant(
        case,
        user=ppr,
        part="konsulent",
        basis="anden",
        basis_note="Aftalt med begge forældre.",
        may_write=True,
        starts_on=date(2026, 11, 1),
        ends_on=UNTIL,
        on=TODAY,
        by=tovholder,
    )
    for role, place in [
        (Role.ADMINISTRATOR, None),
        (Role.FORVALTNING, None),
        (Role.AD_HOC, school),
    ]:
        factories.give(factories.make_user(role.label), role, place)
    factories.give(factories.make_user("Fremmed"), Role.SKOLELEDER, factories.make_school("Nord"))
    return {user.name: user for user in User.objects.all()}


def test_everybody_who_sees_a_child_is_told_why_and_nobody_else(people, pupil, today):
    told = {name for name, user in people.items() if why_pupil(user, pupil, TODAY)}

    assert told == {
        name
        for name, user in people.items()
        if visible_pupils(user, TODAY).filter(pk=pupil.pk).exists()
    }
    assert "Jonas Lærer" in told
    assert "Fremmed" not in told


def test_it_is_said_in_the_words_of_the_table(people, pupil, klasse, leader, tovholder, case):
    assert why_pupil(leader, pupil, TODAY)[0] == (
        f"Du er skoleleder på {klasse.school}. {RIGHTS[Role.SKOLELEDER].sentence}"
    )
    place = f"{klasse.name} på {klasse.school}"
    rights = RIGHTS[Role.LAERER].sentence
    assert why_pupil(people["Jonas Lærer"], pupil, TODAY) == [
        f"Du er lærer eller pædagog i {place}. {rights}"
    ]
    assert f"sag {case.number}" in why_pupil(tovholder, pupil, TODAY)[0]
    assert case in visible_cases(tovholder, TODAY, to=VIEW)


def test_the_pupils_page_answers_the_question(client, people, pupil, today):
    client.force_login(people["Jonas Lærer"])

    page = client.get(reverse("absence:pupil", args=[pupil.public_id])).content.decode()

    assert "Hvorfor kan jeg se dette barn?" in page
    assert "Du er lærer eller pædagog i" in page

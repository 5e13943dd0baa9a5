"""Opsporing and one pupil: who may come in, what is shown, and what is decided there."""

import re
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from absence.models import Flag, FlagDecision, MarkCategory
from absence.queue import Urgency, Wishes, stage_of, urgency_of
from cases.models import Concern, Contact
from law.figures import Figures
from schools.models import Enrolment, Lookup
from schools.roles import Role
from tests import factories
from tests.absence.made import TODAY, loose_flag, make_decision, make_flag

FIGURES = Figures()
SEES_LIST = {Role.SKOLELEDER, Role.TEAMLEDER, Role.SOCIALRAADGIVER}
EVERYWHERE = {Role.ADMINISTRATOR, Role.FORVALTNING, Role.DPO}


def somebody(role, school, **fields):
    user = factories.make_user(f"Lars {role.value}")
    factories.give(user, role, None if role in EVERYWHERE else school, **fields)
    return user


def names(page):
    """The names in the list, in the order they stand."""
    return re.findall(r'class="task__what">\s*(?:<a [^>]*>)?([^<]+?)(?:</a>)? <span', page)


def post(client, pupil, **fields):
    return client.post(f"/opsporing/elev/{pupil.public_id}/afgoer/", fields)


def unlawful(pupil, *days):
    for day in days:
        factories.mark(pupil, day)


# Who may come in.


@pytest.mark.parametrize("role", list(Role))
def test_the_list_opens_for_those_who_reach_flags(client, today, school, klasse, role):
    client.force_login(somebody(role, school, school_class=klasse if role == Role.LAERER else None))

    expected = 200 if role in SEES_LIST else 404
    assert client.get("/opsporing/").status_code == expected
    assert client.post("/opsporing/", {"name": "as"}).status_code == expected


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.SKOLELEDER, 200),
        (Role.TEAMLEDER, 200),
        (Role.LAERER, 200),
        (Role.TOVHOLDER, 404),
        (Role.TEAMMEDLEM, 404),
        (Role.PPR, 404),
        (Role.SOCIALRAADGIVER, 404),
        (Role.AD_HOC, 404),
        (Role.ADMINISTRATOR, 404),
        (Role.FORVALTNING, 404),
        (Role.DPO, 404),
    ],
)
def test_a_pupil_without_a_case_opens_for_leaders_and_the_own_teacher(
    client, today, school, klasse, pupil, role, status
):
    make_flag(pupil)
    client.force_login(somebody(role, school, school_class=klasse if role == Role.LAERER else None))

    assert client.get(f"/opsporing/elev/{pupil.public_id}/").status_code == status


@pytest.mark.parametrize("role", [Role.TOVHOLDER, Role.TEAMMEDLEM])
def test_a_pupil_with_a_case_opens_for_those_who_work_on_it(client, today, case, role):
    user = case.tovholder if role == Role.TOVHOLDER else somebody(role, case.school)
    client.force_login(user)

    assert client.get(f"/opsporing/elev/{case.pupil.public_id}/").status_code == 200


@pytest.mark.parametrize("role", [Role.SKOLELEDER, Role.TEAMLEDER, Role.LAERER, Role.TEAMMEDLEM])
def test_another_school_gets_the_same_answer_as_for_nothing(client, today, case, role):
    other = factories.make_school("Engbakkeskolen")
    elsewhere = factories.make_class(other)
    client.force_login(
        somebody(role, other, school_class=elsewhere if role == Role.LAERER else None)
    )

    for url in ("", "opslag/"):
        there = client.get(f"/opsporing/elev/{case.pupil.public_id}/{url}")
        nothing = client.get(f"/opsporing/elev/findesikke/{url}")
        assert there.status_code == nothing.status_code == 404
    for url in ("afgoer/", "opkald/", "set/"):
        assert client.post(f"/opsporing/elev/{case.pupil.public_id}/{url}").status_code == 404


@pytest.mark.parametrize("url", ["afgoer/", "set/"])
def test_a_teacher_may_see_but_not_decide(client, today, school, klasse, pupil, url):
    make_flag(pupil)
    client.force_login(somebody(Role.LAERER, school, school_class=klasse))

    response = client.post(
        f"/opsporing/elev/{pupil.public_id}/{url}", {"kind": "ingen-handling", "reason": "x"}
    )

    assert response.status_code == 403
    assert Flag.objects.get().status == Flag.Status.NEW


def test_rights_follow_the_place_when_a_pupil_moves(client, today, pupil, leader):
    make_flag(pupil)
    other = factories.make_school("Engbakkeskolen")
    old = pupil.enrolments.get()
    old.ends_on = TODAY - timedelta(days=1)
    old.save()
    Enrolment.objects.create(pupil=pupil, school_class=factories.make_class(other), starts_on=TODAY)

    client.force_login(leader)
    assert "Asta" not in client.get("/opsporing/").content.decode()
    assert client.get(f"/opsporing/elev/{pupil.public_id}/").status_code == 404
    client.force_login(factories.make_leader(other))
    assert "Asta" in client.get("/opsporing/").content.decode()
    assert client.get(f"/opsporing/elev/{pupil.public_id}/").status_code == 200


# The list.


@pytest.mark.parametrize(
    ("flag", "urgency"),
    [
        (loose_flag("ulovligt-15", due_on=date(2026, 11, 20), status="set"), Urgency.DUTY_LATE),
        (loose_flag("ulovligt-15", due_on=TODAY, status="set"), Urgency.DUTY_SOON),
        (loose_flag("ulovligt-15", due_on=date(2026, 11, 26), status="ny"), Urgency.DUTY_SOON),
        (loose_flag("ulovligt-15", due_on=date(2026, 11, 27), status="ny"), Urgency.NEW),
        (loose_flag("ulovligt-15", due_on=date(2026, 11, 27), status="set"), Urgency.REST),
        (loose_flag("ulovligt-10", due_on=date(2026, 11, 20), status="set"), Urgency.LATE),
        (loose_flag("ulovligt-10", due_on=TODAY, status="ny"), Urgency.NEW),
        (loose_flag("samlet-over-10", due_on=None, status="ny"), Urgency.NEW),
        (loose_flag("samlet-over-10", due_on=None, status="set"), Urgency.REST),
        (
            loose_flag("syg-15-sammenhaengende", due_on=date(2026, 11, 24), status="varsel"),
            Urgency.COMING,
        ),
    ],
)
def test_a_duty_by_law_is_the_most_pressing(flag, urgency):
    assert urgency_of(flag, FIGURES, TODAY) is urgency


def test_the_most_urgent_pupil_stands_first(client, today, klasse, leader):
    made = {
        name: factories.make_pupil(klasse, name, "Bo")
        for name in ("Rest", "Coming", "New", "Late", "Soon", "Dutylate")
    }
    make_flag(made["Rest"], "samlet-over-10", due_on=None, status="set")
    make_flag(made["Coming"], "syg-15-sammenhaengende", status="varsel", school_days=10)
    make_flag(made["New"], "samlet-over-10", due_on=None)
    make_flag(made["Late"], "ulovligt-10", due_on=date(2026, 11, 20))
    make_flag(made["Soon"], "ulovligt-15", due_on=TODAY)
    make_flag(made["Dutylate"], "ulovligt-kontakt", due_on=date(2026, 11, 20))
    client.force_login(leader)

    page = client.get("/opsporing/").content.decode()

    assert [name.split(" ")[0] for name in names(page)] == [
        "Dutylate",
        "Soon",
        "Late",
        "New",
        "Coming",
        "Rest",
    ]


def test_a_row_says_why_since_when_and_what_was_decided_last(client, today, pupil, leader):
    make_flag(pupil, due_on=date(2026, 11, 20))
    make_flag(pupil, "ulovligt-10")
    make_decision(pupil, leader)
    client.force_login(leader)

    page = " ".join(client.get("/opsporing/").content.decode().split())

    assert (
        "8 af 52 skoledage ulovligt = 15,4 %. Grænsen på 15 % er 8 dage. Også: ulovligt, varsling."
        in page
    )
    assert "Skulle være sket fredag" in page
    assert "Lovkrav · underretning" in page
    assert "Sidst: ingen handling nu, 16. november 2026 af Sanne Skoleleder." in page
    assert "»Brækket ben.«" in page


def test_an_open_case_is_marked(client, today, case, leader):
    make_flag(case.pupil)
    client.force_login(leader)

    page = client.get("/opsporing/").content.decode()

    assert f"Sag {case.number}" in page
    assert "1 flag, der venter" not in page


def test_every_name_in_the_list_is_noted(client, today, klasse, leader):
    pupils = factories.make_many_pupils(klasse, 30)
    for pupil in pupils:
        make_flag(pupil)
    client.force_login(leader)

    client.get("/opsporing/")

    assert Lookup.objects.filter(user=leader, purpose="Opsporing").count() == 25
    client.get("/opsporing/?side=2")
    assert Lookup.objects.filter(user=leader, purpose="Opsporing").count() == 30


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"Asta", "Emil", "Noor"}),
        ("trin=mellemtrin", {"Asta", "Noor"}),
        ("trin=udskoling", {"Emil"}),
        ("trin=findesikke", {"Asta", "Emil", "Noor"}),
        ("regel=samlet-over-10", {"Noor"}),
        ("regel=findesikke", set()),
        ("kun=nye", {"Asta", "Noor"}),
        ("kun=uden-sag", {"Asta", "Emil"}),
        ("kun=kig-igen", {"Emil"}),
        ("orden=pupil__cpr_hash", {"Asta", "Emil", "Noor"}),
        ("trin=mellemtrin&regel=ulovligt-15", {"Asta"}),
        ("side=99", {"Asta", "Emil", "Noor"}),
    ],
)
def test_filters_stand_in_the_address(
    client, today, school, klasse, leader, tovholder, query, shown
):
    asta = factories.make_pupil(klasse, "Asta", "Bo")
    noor = factories.make_pupil(klasse, "Noor", "Bo")
    emil = factories.make_pupil(factories.make_class(school, 8, "A"), "Emil", "Bo")
    make_flag(asta)
    make_flag(noor, "samlet-over-10", due_on=None)
    promise = make_decision(emil, leader, "kig-igen", look_again_on=TODAY)
    make_flag(emil, status="set", decision=promise)
    factories.make_case(noor, tovholder)
    client.force_login(leader)

    page = client.get(f"/opsporing/?{query}").content.decode()

    assert {name.split(" ")[0] for name in names(page)} == shown


def test_a_class_and_a_school_can_be_chosen(client, today, school, klasse, leader):
    other = factories.make_school("Engbakkeskolen")
    factories.give(leader, Role.SKOLELEDER, other)
    for place, name in ((klasse, "Asta"), (factories.make_class(other), "Noor")):
        make_flag(factories.make_pupil(place, name, "Bo"))
    client.force_login(leader)

    assert names(client.get(f"/opsporing/?klasse={klasse.pk}").content.decode()) == ["Asta Bo"]
    page = client.get(f"/opsporing/?skole={other.public_id}").content.decode()
    assert names(page) == ["Noor Bo"]
    assert "1 elev – filtreret" in page


def test_a_chip_is_a_link_that_can_be_taken_away_again():
    wishes = Wishes.read({"trin": "mellemtrin", "regel": "ulovligt-15", "orden": "navn"})

    assert parse_qs(urlsplit(wishes.query(trin="")).query) == {
        "regel": ["ulovligt-15"],
        "orden": ["navn"],
    }
    assert not Wishes.read({"orden": "navn"}).is_filtered


def test_the_order_holds_across_pages(client, today, klasse, leader):
    for number in range(30):
        make_flag(factories.make_pupil(klasse, f"B{number:02}", "Bo"))
    make_flag(factories.make_pupil(klasse, "Åse", "Bo"))
    make_flag(factories.make_pupil(klasse, "Ærø", "Bo"))
    client.force_login(leader)

    first = names(client.get("/opsporing/?orden=navn").content.decode())
    second = names(client.get("/opsporing/?orden=navn&side=2").content.decode())

    assert first == [f"B{number:02} Bo" for number in range(25)]
    assert second == [*(f"B{number:02} Bo" for number in range(25, 30)), "Ærø Bo", "Åse Bo"]


@pytest.mark.parametrize(
    ("grade", "stage"),
    [
        (0, "indskoling"),
        (3, "indskoling"),
        (4, "mellemtrin"),
        (6, "mellemtrin"),
        (7, "udskoling"),
        (10, "udskoling"),
    ],
)
def test_every_grade_belongs_to_a_stage(grade, stage):
    assert stage_of(grade) == stage


def test_two_hundred_pupils_cost_no_more_questions(
    client, today, klasse, leader, tovholder, assert_constant_queries
):
    client.force_login(leader)
    first = factories.make_pupil(klasse)
    make_flag(first)
    make_decision(first, leader)
    factories.make_case(first, tovholder)

    def grow():
        for pupil in factories.make_many_pupils(klasse, 200):
            make_flag(pupil)
            make_decision(pupil, leader)

    assert_constant_queries("/opsporing/", grow)
    assert "201 elever" in client.get("/opsporing/").content.decode()


def test_an_empty_list_says_how_many_were_decided(client, today, pupil, leader):
    make_decision(pupil, leader)
    make_decision(pupil, leader)
    client.force_login(leader)

    page = client.get("/opsporing/").content.decode()

    assert "I har taget stilling: 1 elev i november" in page


def test_an_empty_list_without_decisions_does_not_boast(client, today, pupil, leader):
    make_decision(pupil, leader, decided_on=date(2026, 10, 30))
    client.force_login(leader)

    page = client.get("/opsporing/").content.decode()

    assert "Der er ikke taget stilling til nogen i november." in page


def test_a_filter_that_shows_nothing_says_how_many_there_are(client, today, pupil, leader):
    make_flag(pupil)
    client.force_login(leader)

    page = client.get("/opsporing/?trin=udskoling").content.decode()

    assert "Ingen elever med de filtre" in page
    assert "Der venter 1 elev i alt." in page


# Without names.


def test_the_adviser_reads_patterns_and_no_name(client, today, school, klasse):
    for number in range(5):
        pupil = factories.make_pupil(klasse, f"Asta{number}", "Bo")
        make_flag(pupil, "ulovligt-kontakt", half_days=2)
    oldest = factories.make_pupil(factories.make_class(school, 9, "A"), "Emil", "Bo")
    make_flag(oldest)
    client.force_login(somebody(Role.SOCIALRAADGIVER, school))

    page = client.get("/opsporing/").content.decode()

    assert "Her står ingen navne." in page
    assert "Elev 1" in page
    assert "mellemtrin, Sydhavnsskolen" in page
    # One pupil alone in the udskoling would be pointed at.
    assert "udskoling" not in page.lower()
    for word in ("Asta", "Emil", "6.B", "9.A", oldest.public_id, oldest.elev_id, "18. november"):
        assert word not in page
    assert not Lookup.objects.exists()


@pytest.mark.parametrize("query", ["trin=udskoling", "klasse={klasse}", "orden=navn"])
def test_the_adviser_cannot_find_out_who_it_is_by_filtering(client, today, school, query):
    oldest = factories.make_class(school, 9, "A")
    make_flag(factories.make_pupil(oldest, "Emil", "Bo"))
    client.force_login(somebody(Role.SOCIALRAADGIVER, school))

    page = client.get(f"/opsporing/?{query.format(klasse=oldest.pk)}").content.decode()

    assert "Elev 1" not in page or query == "orden=navn"
    assert "Emil" not in page


def test_the_adviser_sees_the_name_of_a_child_whose_case_she_works_on(client, today, case):
    adviser = somebody(Role.SOCIALRAADGIVER, case.school)
    make_flag(case.pupil)
    case.participants.create(
        user=adviser,
        part="socialfaglig rådgiver",
        basis="samtykke",
        starts_on=date(2026, 11, 2),
        ends_on=date(2027, 6, 30),
    )
    from cases.permissions import sync

    sync(case)
    client.force_login(adviser)

    page = client.get("/opsporing/").content.decode()

    assert names(page) == ["Asta Lund Krogh"]


# Search.


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("asta", ["Asta Lund Krogh"]),
        ("krogh as", ["Asta Lund Krogh"]),
        ("ågård", ["Noor Aagaard", "Åse Ågård"]),
        ("andre", ["André Bo"]),
        ("findes", []),
        ("%_", []),
    ],
)
def test_a_name_is_found_as_it_is_sorted(client, today, klasse, pupil, leader, words, found):
    for first, last in (("Åse", "Ågård"), ("Noor", "Aagaard"), ("André", "Bo")):
        factories.make_pupil(klasse, first, last)
    elsewhere = factories.make_class(factories.make_school("Engbakkeskolen"))
    factories.make_pupil(elsewhere, "Asta", "Andetsteds")
    client.force_login(leader)

    response = client.post("/opsporing/", {"name": words})

    assert [pupil.name for pupil, _, _ in response.context["found"]] == found
    assert Lookup.objects.filter(purpose="Søgning efter elev").count() == len(found)


@pytest.mark.parametrize(
    ("words", "said"),
    [("", "Skriv et navn eller en del af det."), (" a ", "Skriv mindst to bogstaver af navnet.")],
)
def test_a_search_for_nothing_is_sent_back(client, today, leader, words, said):
    client.force_login(leader)

    response = client.post("/opsporing/", {"name": words})

    assert response.status_code == 422
    assert said in response.content.decode()


# One pupil.


def test_the_heaviest_flag_stands_first_with_every_counted_day(client, today, pupil, leader):
    days = [date(2026, 10, day) for day in (1, 2, 5, 6, 7, 8)]
    unlawful(pupil, *days, date(2026, 11, 17), date(2026, 11, 18))
    make_flag(pupil, "ulovligt-kontakt", half_days=4, period="2026-11-17")
    make_flag(pupil, "ulovligt-15")
    factories.make_import(school=pupil.enrolments.get().school_class.school, last_day=TODAY)
    client.force_login(leader)

    response = client.get(f"/opsporing/elev/{pupil.public_id}/")

    page = " ".join(response.content.decode().split())
    card = response.context["cards"][0]
    assert card.flag.rule == "ulovligt-15"
    assert card.explanation.agrees
    assert (card.explanation.numerator, card.explanation.denominator) == (16, 52)
    assert "8 af 52 skoledage ulovligt = 15,4 %" in page
    assert "Grænsen på 15 % er 8 dage. Den blev nået onsdag 18. november." in page
    assert "Sådan er det beregnet" in page
    for day in ("1. okt.", "8. okt.", "18. nov."):
        assert day in page
    assert "Efterårsferie 10.–18. oktober" in page
    assert "Barnets lov § 133, stk. 2" in page
    assert "<title>Elevens fravær – Kom i skole</title>" in page


def test_a_heavy_duty_due_today_stands_above_a_light_one_that_is_late(client, today, pupil, leader):
    make_flag(pupil, "ulovligt-kontakt", due_on=date(2026, 11, 18))
    make_flag(pupil, "samlet-over-10", due_on=None)
    make_flag(pupil, "ulovligt-15", due_on=TODAY)
    client.force_login(leader)

    cards = client.get(f"/opsporing/elev/{pupil.public_id}/").context["cards"]

    assert [card.flag.rule for card in cards] == [
        "ulovligt-15",
        "ulovligt-kontakt",
        "samlet-over-10",
    ]


def test_numbers_that_have_changed_since_the_flag_are_said_to_have(client, today, pupil, leader):
    unlawful(pupil, *(date(2026, 10, day) for day in (1, 2, 5, 6, 7, 8, 19, 20, 21)))
    make_flag(pupil, "ulovligt-15")
    client.force_login(leader)

    response = client.get(f"/opsporing/elev/{pupil.public_id}/")

    assert not response.context["cards"][0].explanation.agrees
    assert "Genberegnet" in response.content.decode()


def test_an_exact_limit_counts_and_the_next_is_said(client, today, pupil, leader):
    unlawful(pupil, *(date(2026, 10, day) for day in (1, 2, 5, 6, 7)))
    factories.mark(pupil, date(2026, 10, 8), halves=1)
    make_flag(pupil, "ulovligt-10", half_days=11)
    client.force_login(leader)

    card = client.get(f"/opsporing/elev/{pupil.public_id}/").context["cards"][0]

    assert card.explanation.to_next == "2,5 dage mere, så er 15 % nået"


def test_a_flag_that_the_marks_no_longer_carry_says_so(client, today, pupil, leader):
    make_flag(pupil, "ulovligt-15")
    client.force_login(leader)

    page = client.get(f"/opsporing/elev/{pupil.public_id}/").content.decode()

    assert "Registreringerne bærer ikke længere flaget." in page


def test_without_a_flag_the_quarter_is_explained(client, today, pupil, leader):
    unlawful(pupil, date(2026, 11, 18))
    client.force_login(leader)

    page = client.get(f"/opsporing/elev/{pupil.public_id}/").content.decode()

    assert "Ulovligt fravær i 4. kvartal 2026" in page
    assert "4,5 dage mere, så er 10 % nået" in page


def test_absence_is_added_up_by_category_and_period(client, today, pupil, leader):
    unlawful(pupil, date(2026, 11, 18))
    factories.mark(pupil, date(2026, 9, 1), MarkCategory.SYG)
    factories.mark(pupil, date(2026, 11, 2), MarkCategory.LOV)
    factories.mark(pupil, date(2026, 11, 3), MarkCategory.SEN, halves=0)
    factories.mark(pupil, date(2026, 11, 4), MarkCategory.UKENDT)
    client.force_login(leader)

    response = client.get(f"/opsporing/elev/{pupil.public_id}/")

    headings = response.context["headings"]
    assert [period for period, _ in headings] == [
        "4. kvartal 2026",
        "Seneste to måneder",
        "Skoleåret 2026/27",
    ]
    assert headings[0][1] == "af 52 skoledage i kvartalet"
    lines = {line.label: line.cells for line in response.context["sums"]}
    assert lines["Syg"] == [("–", ""), ("–", ""), ("1 dag", "1,4 %")]
    assert lines["Ulovligt"][0] == ("1 dag", "1,9 %")
    assert lines["Uden besked, ikke afklaret"][0] == ("1 dag", "1,9 %")
    assert lines["Fravær i alt"][2][0] == "4 dage"
    assert lines["For sent"][0] == ("1 gang", "")


def test_the_year_is_drawn_with_what_counts_ringed(client, today, pupil, leader):
    unlawful(pupil, date(2026, 11, 18))
    make_flag(pupil, "ulovligt-kontakt", half_days=2)
    factories.make_import(
        school=pupil.enrolments.get().school_class.school, last_day=date(2026, 11, 20)
    )
    client.force_login(leader)

    days = {
        day.day: day for day in client.get(f"/opsporing/elev/{pupil.public_id}/").context["heat"]
    }

    assert (days[date(2026, 11, 18)].state, days[date(2026, 11, 18)].counted) == ("ulo", True)
    assert days[date(2026, 11, 20)].state == "present"
    assert days[date(2026, 11, 23)].state == "future"
    assert days[date(2026, 10, 13)].state == "closed"


def test_the_story_tells_calls_decisions_and_concerns(client, today, pupil, leader, school):
    Concern.objects.create(
        pupil=pupil,
        school=school,
        voiced_by="foraelder",
        noted_on=date(2026, 11, 12),
        noted_by=leader,
        text="Hemmeligt",
    )
    make_decision(pupil, leader, "tal-med", talk_with="klassens team")
    client.force_login(leader)
    client.post(f"/opsporing/elev/{pupil.public_id}/opkald/", {"intet_svar": "1"})

    response = client.get(f"/opsporing/elev/{pupil.public_id}/")

    told = [(entry.on, entry.text) for entry in response.context["story"]]
    assert told == [
        (TODAY, "Ringede til forældrene, intet svar"),
        (date(2026, 11, 16), "Taget stilling: tal med klassens team"),
        (date(2026, 11, 12), "En bekymring blev skrevet ned"),
    ]
    assert "Hemmeligt" not in response.content.decode()
    assert "En forælder er bekymret" in response.content.decode()


def test_a_protected_parent_is_neither_named_nor_reached(client, today, klasse, leader):
    pupil = factories.make_pupil(klasse, parents=2)
    mother = pupil.custody_holders.get(relation="mor")
    mother.is_protected = True
    mother.save()
    client.force_login(leader)

    page = client.get(f"/opsporing/elev/{pupil.public_id}/").content.decode()

    assert mother.name not in page
    assert mother.phone not in page
    assert "navn og telefon er skjult" in page
    assert pupil.custody_holders.get(relation="far").phone in page


def test_of_a_protected_child_neither_parent_is_named_nor_reached(client, today, klasse, leader):
    pupil = factories.make_pupil(klasse, parents=2, is_protected=True)
    client.force_login(leader)

    page = client.get(f"/opsporing/elev/{pupil.public_id}/").content.decode()

    assert "navne- og adressebeskyttelse" in page
    for parent in pupil.custody_holders.all():
        assert parent.name not in page
        assert parent.phone not in page


def test_a_teacher_sees_the_absence_and_nothing_else(client, today, school, klasse, pupil, leader):
    unlawful(pupil, date(2026, 11, 18))
    make_flag(pupil, "ulovligt-kontakt", half_days=2)
    make_decision(pupil, leader)
    client.force_login(somebody(Role.LAERER, school, school_class=klasse))

    response = client.get(f"/opsporing/elev/{pupil.public_id}/")

    page = response.content.decode()
    assert "1 dag ulovligt fravær fra onsdag 18. november" in page
    assert "Sig en bekymring" in page
    for hidden in (
        "Tag stilling",
        "Hjemmet",
        "Camilla",
        "Brækket ben",
        "Hvad er der gjort",
        "Hvem har set",
        "Opret sag",
    ):
        assert hidden not in page
    assert response.context["story"] == []


def test_the_page_costs_the_same_however_much_has_happened(
    client, today, klasse, case, leader, assert_constant_queries
):
    pupil = case.pupil
    client.force_login(leader)
    days = iter(date(2026, 8, 10) + timedelta(days=n) for n in range(100))

    def grow():
        for _ in range(4):
            factories.mark(pupil, next(days))
            make_flag(pupil, "ulovligt-kontakt", period=next(days).isoformat())
            make_decision(pupil, leader)
            Contact.objects.create(
                pupil=pupil,
                on=TODAY,
                with_whom="mor",
                channel="telefon",
                outcome="intet-svar",
                by=leader,
            )
            Concern.objects.create(
                pupil=pupil,
                school=case.school,
                voiced_by="ansat",
                noted_on=TODAY,
                noted_by=leader,
                text="x",
            )

    grow()
    assert_constant_queries(f"/opsporing/elev/{pupil.public_id}/", grow)


# Deciding.


def test_the_list_empties_by_a_decision_with_a_reason(client, today, pupil, leader):
    flag = make_flag(pupil)
    client.force_login(leader)

    response = post(client, pupil, kind="ingen-handling", reason="Aftalt med mor.")

    assert (response.status_code, response.url) == (302, "/opsporing/")
    flag.refresh_from_db()
    assert flag.status == Flag.Status.DECIDED
    assert (flag.decision.reason, flag.decision.by) == ("Aftalt med mor.", leader)
    page = client.get("/opsporing/").content.decode()
    assert "Stillingtagen er gemt." in page
    assert "I har taget stilling: 1 elev i november" in page


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"kind": "kig-igen", "look_again_on": "2026-12-01"}, "kig-igen"),
        ({"kind": "kig-igen", "look_again_on": "1.12.2026", "reason": "Ferie"}, "kig-igen"),
        ({"kind": "tal-med", "talk_with": "klassens team"}, "tal-med"),
    ],
)
def test_every_other_answer_ends_the_waiting_too(client, today, pupil, leader, fields, kind):
    make_flag(pupil)
    client.force_login(leader)

    assert post(client, pupil, **fields).status_code == 302

    assert FlagDecision.objects.get().kind == kind


def test_flags_of_a_child_with_a_case_can_be_followed_there(client, today, case, leader):
    make_flag(case.pupil)
    client.force_login(leader)

    page = client.get(f"/opsporing/elev/{case.pupil.public_id}/").content.decode()
    assert f"Følges i sag {case.number}" in page
    assert "Opret sag" not in page
    assert post(client, case.pupil, kind="sag").status_code == 302
    assert FlagDecision.objects.get().case == case


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"reason": "Min tekst"}, "kind", "Vælg, hvad der skal ske."),
        ({"kind": "ingen-handling"}, "reason", "Skriv, hvorfor der ikke skal ske noget nu."),
        (
            {"kind": "kig-igen", "reason": "Min tekst"},
            "look_again_on",
            "Skriv, hvornår I vil kigge igen.",
        ),
        (
            {"kind": "kig-igen", "look_again_on": "2026-11-23", "reason": "Min tekst"},
            "",
            "Datoen for at kigge igen skal ligge efter i dag.",
        ),
        (
            {"kind": "kig-igen", "look_again_on": "hen ad jul", "reason": "Min tekst"},
            "look_again_on",
            "Skriv datoen som dag-måned-år",
        ),
        ({"kind": "tal-med", "reason": "Min tekst"}, "talk_with", "Skriv, hvem I vil tale med."),
        ({"kind": "sag", "reason": "Min tekst"}, "kind", "Vælg"),
        ({"kind": "slet", "reason": "Min tekst"}, "kind", "Vælg"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    client, today, pupil, leader, fields, field, said
):
    make_flag(pupil)
    client.force_login(leader)

    response = post(client, pupil, **fields)

    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert "Der er noget, der skal rettes" in page
    if field:
        assert f'href="#id_{field}"' in page
    assert "<title>Fejl: Elevens fravær" in page
    if "reason" in fields:
        assert "Min tekst</textarea>" in page
    assert Flag.objects.get().status == Flag.Status.NEW


def test_a_colleague_who_was_first_is_told_of(client, today, pupil, leader):
    make_flag(pupil)
    client.force_login(leader)
    post(client, pupil, kind="ingen-handling", reason="x")

    response = post(client, pupil, kind="ingen-handling", reason="Min tekst")

    assert response.status_code == 422
    assert "Måske har en kollega gjort det." in response.content.decode()
    assert FlagDecision.objects.count() == 1


def test_seen_is_no_decision(client, today, pupil, leader):
    make_flag(pupil)
    client.force_login(leader)

    client.get(f"/opsporing/elev/{pupil.public_id}/")
    assert Flag.objects.get().status == Flag.Status.NEW
    client.post(f"/opsporing/elev/{pupil.public_id}/set/")

    assert Flag.objects.get().status == Flag.Status.SEEN
    assert "Asta" in client.get("/opsporing/").content.decode()


# Calls.


def test_one_button_notes_that_nobody_answered(client, today, pupil, leader):
    client.force_login(leader)

    response = client.post(f"/opsporing/elev/{pupil.public_id}/opkald/", {"intet_svar": "1"})

    assert response.status_code == 302
    contact = Contact.objects.get()
    assert (contact.outcome, contact.channel, contact.case) == ("intet-svar", "telefon", None)
    assert (contact.on, contact.by) == (TODAY, leader)


def test_a_button_pressed_twice_notes_one_call(client, today, pupil, leader):
    client.force_login(leader)
    url = f"/opsporing/elev/{pupil.public_id}/opkald/"

    answers = [client.post(url, {"intet_svar": "1", "form_id": "abc"}) for _ in range(2)]

    assert [(answer.status_code, answer.url) for answer in answers] == [
        (302, f"/opsporing/elev/{pupil.public_id}/")
    ] * 2
    assert Contact.objects.count() == 1


def test_a_decision_sent_twice_is_one_decision(client, today, pupil, leader):
    make_flag(pupil)
    client.force_login(leader)
    answer = {"kind": "ingen-handling", "reason": "x", "form_id": "abc"}

    answers = [post(client, pupil, **answer) for _ in range(2)]

    assert [(answer.status_code, answer.url) for answer in answers] == [(302, "/opsporing/")] * 2
    assert FlagDecision.objects.count() == 1


def test_a_call_about_a_child_with_a_case_belongs_to_the_case(client, today, case):
    client.force_login(case.tovholder)

    client.post(f"/opsporing/elev/{case.pupil.public_id}/opkald/", {"intet_svar": "1"})

    assert Contact.objects.get().case == case


def test_a_talk_needs_a_word_about_what_was_said(client, today, pupil, leader):
    client.force_login(leader)
    talk = {"with_whom": "far", "channel": "telefon", "outcome": "talt"}
    url = f"/opsporing/elev/{pupil.public_id}/opkald/"

    response = client.post(url, talk)

    assert response.status_code == 422
    page = response.content.decode()
    assert "(skriv, hvis I talte sammen)" in page
    assert '<a href="#id_summary">Skriv kort, hvad I talte om.</a>' in page
    assert 'value="far"' in response.content.decode()
    assert client.post(url, talk | {"summary": "Han er syg."}).status_code == 302


def test_a_teacher_notes_no_calls(client, today, school, klasse, pupil):
    client.force_login(somebody(Role.LAERER, school, school_class=klasse))

    response = client.post(f"/opsporing/elev/{pupil.public_id}/opkald/", {"intet_svar": "1"})

    assert response.status_code == 403
    assert not Contact.objects.exists()


# Who has looked.


def test_a_leader_sees_who_has_looked_at_a_pupil(client, today, case, leader):
    client.force_login(case.tovholder)
    client.get(f"/opsporing/elev/{case.pupil.public_id}/")
    client.force_login(leader)

    page = client.get(f"/opsporing/elev/{case.pupil.public_id}/opslag/").content.decode()

    assert "Tove Tovholder" in page
    assert "Elevens fravær" in page
    assert "<title>Opslag på en elev" in page


def test_who_works_on_the_case_may_not_read_who_has_looked(client, today, case):
    client.force_login(case.tovholder)

    assert client.get(f"/opsporing/elev/{case.pupil.public_id}/opslag/").status_code == 403

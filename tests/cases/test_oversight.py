"""What the data protection officer asks: alarms, samples, and the citizen's extract."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from cases import actions
from cases.alarms import Limits, most_within
from cases.permissions import remember
from kiss.lib.models import Refused
from schools.models import Alarm, Control, ControlledLookup, Lookup, WatchedDay
from schools.roles import Role
from tests import factories
from tests.conftest import TODAY

LIMITS = Limits(
    in_an_hour=5, in_ten_minutes=3, evening_hour=22, morning_hour=6, cases_without_task=1
)
FRIDAY = date(2026, 11, 20)
PAGES = ["", "alarmer/", "stikproever/", "indsigt/"]


def at(day=FRIDAY, hour=10, minute=0):
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


@pytest.fixture
def controller(db):
    user = factories.make_user("Dorthe Databeskytter")
    factories.give(user, Role.DPO)
    return user


@pytest.fixture
def colleague(school):
    user = factories.make_user("Lars Kollega")
    factories.give(user, Role.TEAMMEDLEM, school)
    return user


def raised():
    actions.watch(today=TODAY, limits=LIMITS)
    return [(row.kind, row.user.name, row.number) for row in Alarm.objects.order_by("pk")]


# What raises a question.


def test_many_children_in_a_few_minutes_raise_a_question(today, klasse, leader):
    for number in range(4):
        pupil = factories.make_pupil(klasse, f"Barn{number}", "Ås")
        factories.look(leader, pupil, at(minute=2 * number))
        factories.look(leader, pupil, at(minute=2 * number), in_list=True)

    assert raised() == [("mange", leader.name, 4)]


def test_a_list_of_many_names_raises_none(today, klasse, leader):
    for number in range(9):
        factories.look(leader, factories.make_pupil(klasse, f"Barn{number}"), at(), in_list=True)

    assert raised() == []


@pytest.mark.parametrize(
    ("minutes", "most"), [([0, 1, 2], 3), ([0, 10, 20], 1), ([0, 9, 18, 19], 2), ([5], 1)]
)
def test_a_window_holds_its_first_moment_and_not_its_last(minutes, most):
    seen = [(at(minute=minute), str(minute)) for minute in minutes]

    assert most_within(seen, timedelta(minutes=10))[0] == most


def test_the_same_child_again_and_again_is_one(today):
    assert most_within([(at(minute=m), "1") for m in range(8)], timedelta(hours=1))[0] == 1


@pytest.mark.parametrize(
    ("day", "hour", "asks"),
    [
        (FRIDAY, 5, True),
        (FRIDAY, 6, False),
        (FRIDAY, 21, False),
        (FRIDAY, 22, True),
        (date(2026, 11, 21), 12, True),
        (date(2026, 12, 25), 12, True),
    ],
)
def test_hours_when_nobody_is_expected_to_work_raise_a_question(
    today, pupil, leader, day, hour, asks
):
    factories.look(leader, pupil, at(day, hour, 30))

    actions.watch(today=day, limits=LIMITS)

    assert Alarm.objects.filter(kind=Alarm.Kind.ODD_HOURS).exists() is asks


def test_a_child_with_the_readers_surname_raises_a_question(today, klasse, pupil, school):
    factories.look(factories.make_leader(school, "Bent Krogh"), pupil, at())
    factories.look(factories.make_leader(school, "Bente Kroghsen"), pupil, at())

    assert raised() == [("samme-efternavn", "Bent Krogh", 1)]
    assert Alarm.objects.get().pupil == pupil


def test_a_case_without_a_task_raises_a_question(today, case, leader, colleague):
    for user in (case.tovholder, leader, colleague):
        factories.look(user, case.pupil, at(), case_number=case.number)

    assert raised() == [("uden-opgave", colleague.name, 1)]
    assert Alarm.objects.get().cases == case.number


def test_whoever_wrote_in_the_case_has_a_task_there(today, case, colleague):
    actions.write_note(case, text="Set.", is_restricted=False, on=FRIDAY, by=colleague)
    factories.look(colleague, case.pupil, at(), case_number=case.number)

    assert raised() == []


def test_days_are_watched_once_and_today_again(today, pupil, leader):
    factories.look(leader, pupil, at(hour=23))
    factories.look(leader, pupil, at(TODAY, 5))

    assert len(raised()) == 2
    factories.look(leader, pupil, at(TODAY, 5, 30))

    assert raised()[1] == ("uden-for-tid", leader.name, 2)
    assert list(WatchedDay.objects.order_by("day").values_list("day", flat=True)) == [
        FRIDAY + timedelta(days=number) for number in range(3)
    ]


def test_an_answered_alarm_is_left_alone(today, pupil, leader, controller):
    factories.look(leader, pupil, at(TODAY, 5))
    raised()
    actions.answer_alarm(
        Alarm.objects.get(), verdict="berettiget", note="", at=at(TODAY), by=controller
    )
    factories.look(leader, pupil, at(TODAY, 5, 30))

    assert raised() == [("uden-for-tid", leader.name, 1)]


# The answers.


@pytest.fixture
def alarm(today, pupil, leader):
    factories.look(leader, pupil, at(hour=23))
    raised()
    return Alarm.objects.get(kind=Alarm.Kind.ODD_HOURS)


def test_the_alarm_is_answered_and_keeps_its_answer(client, alarm, controller):
    client.force_login(controller)
    url = f"/adgang/opslag/alarmer/{alarm.pk}/"

    assert "Venter på svar" in client.get("/adgang/opslag/alarmer/").content.decode()
    response = client.post(url, {"verdict": "ikke-berettiget", "note": "Det vidste hun ikke."})

    assert response.status_code == 302
    page = client.get("/adgang/opslag/alarmer/?vis=besvarede").content.decode()
    assert "ikke berettiget" in page
    assert alarm.history.count() == 2
    assert "1 alarm" not in client.get("/").content.decode()


def test_the_answer_comes_before_what_it_is_about(client, alarm, controller):
    client.force_login(controller)

    page = client.get(f"/adgang/opslag/alarmer/{alarm.pk}/").content.decode()

    main = page.split("<main", 1)[1]
    assert main.index("1 opslag om aftenen") < main.index("<textarea") < main.index("<table")


def test_a_page_of_the_log_is_no_longer_than_one_reads(client, today, klasse, leader, controller):
    for pupil in factories.make_many_pupils(klasse, 60):
        factories.look(leader, pupil, at())
    client.force_login(controller)

    page = client.get("/adgang/opslag/").content.decode()

    assert page.count("<tr>") == 1 + 50
    assert "Viser 1–50 af 60" in page


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({}, "Vælg et svar."),
        ({"verdict": "uklart", "note": " "}, "Skriv, hvad du har fundet ud af"),
        ({"verdict": "måske", "note": "bevaret"}, "Vælg et svar."),
    ],
)
def test_an_answer_that_lacks_something_is_sent_back(client, alarm, controller, posted, said):
    client.force_login(controller)

    response = client.post(f"/adgang/opslag/alarmer/{alarm.pk}/", posted)

    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert posted.get("note", "").strip() in page
    assert not Alarm.objects.exclude(verdict="").exists()


def test_nobody_answers_for_themselves(alarm):
    with pytest.raises(Refused, match="dine egne"):
        actions.answer_alarm(alarm, verdict="berettiget", note="", at=at(), by=alarm.user)


# The samples.


@pytest.fixture
def many(today, klasse, leader):
    pupils = factories.make_many_pupils(klasse, 30)
    return [factories.look(leader, row, at(minute=n)) for n, row in enumerate(pupils)]


def draw(controller, size=5):
    return actions.draw_control(
        starts_on=FRIDAY, ends_on=FRIDAY, size=size, at=timezone.now(), by=controller
    )


def test_the_same_seed_draws_the_same_look_ups(many, controller, leader, pupil):
    control = draw(controller)
    factories.look(leader, pupil, at(TODAY, 9))

    drawn = list(control.lookups.order_by("position").values_list("lookup_id", flat=True))

    assert actions.drawn_again(control) == drawn
    assert len(set(drawn)) == 5
    assert control.population == 30


def test_two_draws_differ(many, controller):
    assert actions.drawn_again(draw(controller, 15)) != actions.drawn_again(draw(controller, 15))


def test_no_more_are_drawn_than_there_are(many, controller):
    assert draw(controller, 50).lookups.count() == 30


def test_an_empty_period_is_refused(today, controller):
    with pytest.raises(Refused, match="ingen opslag"):
        draw(controller)


def test_a_sample_is_drawn_and_answered_in_the_browser(client, many, controller):
    client.force_login(controller)
    drawn = client.post(
        "/adgang/opslag/stikproever/", {"fra": "2026-11-20", "til": "2026-11-20", "antal": "2"}
    )
    control = Control.objects.get()
    page = client.get(drawn["Location"]).content.decode()
    rows = list(control.lookups.order_by("position"))

    for row in rows:
        client.post(drawn["Location"], {"row": row.pk, "verdict": "berettiget", "note": ""})

    assert control.seed in page
    assert "fået de samme opslag" in page
    assert "Barn" not in page
    assert ControlledLookup.objects.filter(verdict="berettiget").count() == 2
    assert "færdig" in client.get("/adgang/opslag/stikproever/").content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"fra": "2026-11-20", "til": "2026-11-01", "antal": "3"}, "før startdatoen"),
        ({"fra": "", "til": "2026-11-01", "antal": "3"}, "Skriv en dato."),
        ({"fra": "2027-11-20", "til": "2027-11-21", "antal": "3"}, "ikke begyndt"),
        ({"fra": "2026-11-20", "til": "2026-11-20", "antal": "51"}, "højst 50"),
        ({"fra": "2025-11-20", "til": "2025-11-20", "antal": "3"}, "ingen opslag"),
    ],
)
def test_a_draw_that_cannot_be_made_is_sent_back(client, today, controller, typed, said):
    client.force_login(controller)

    response = client.post("/adgang/opslag/stikproever/", typed)

    assert response.status_code == 422
    assert said in response.content.decode()


def test_an_answer_about_a_sampled_look_up_is_sent_back_with_what_was_typed(
    client, many, controller
):
    control = draw(controller, 1)
    client.force_login(controller)

    response = client.post(
        f"/adgang/opslag/stikproever/{control.pk}/",
        {"row": control.lookups.get().pk, "verdict": "", "note": "Spurgt i dag"},
    )

    assert response.status_code == 422
    assert "Spurgt i dag" in response.content.decode()


# The extract.


def test_the_extract_says_when_which_role_and_why_but_not_who(client, today, pupil, leader, klasse):
    factories.look(leader, pupil, at(hour=9, minute=12), purpose="Elevens fravær")
    factories.look(leader, pupil, at(hour=9, minute=40), purpose="Elevens fravær")
    factories.look(leader, factories.make_pupil(klasse, "Noor"), at(), purpose="En anden")
    client.force_login(leader)

    page = client.get(f"/opsporing/elev/{pupil.public_id}/indsigt/").content.decode()
    body = page.split("<main", 1)[1]

    assert "9.12, 09.40" in body
    assert "Skoleleder" in body
    assert leader.name not in body
    assert "En anden" not in body


def test_the_extract_is_cut_to_its_period(client, today, pupil, leader, controller):
    factories.look(leader, pupil, at(), purpose="Før")
    factories.look(leader, pupil, at(TODAY, 9), purpose="Efter")
    client.force_login(controller)

    response = client.post("/adgang/opslag/indsigt/", {"elev": pupil.elev_id, "fra": "2026-11-21"})

    page = response.content.decode()
    assert "Efter" in page
    assert "Før</td>" not in page
    assert "Asta" not in page
    assert leader.name not in page


@pytest.mark.parametrize("which", ["", "0000"])
def test_a_child_that_is_not_known_is_said_so(client, today, controller, which):
    client.force_login(controller)

    response = client.post("/adgang/opslag/indsigt/", {"elev": which})

    assert response.status_code == 422
    assert "nummer" in response.content.decode()


# Who comes in.


@pytest.mark.parametrize("role", [role for role in Role if role != Role.DPO])
def test_the_oversight_is_the_controllers_alone(client, many, alarm, controller, school, role):
    control = draw(controller, 1)
    user = factories.make_user("Lars")
    everywhere = role in {Role.ADMINISTRATOR, Role.FORVALTNING}
    factories.give(user, role, None if everywhere else school)
    client.force_login(user)
    pages = [*PAGES, f"alarmer/{alarm.pk}/", f"stikproever/{control.pk}/"]

    codes = {client.get(f"/adgang/opslag/{page}").status_code for page in pages}
    codes |= {client.post(f"/adgang/opslag/{page}", {}).status_code for page in pages}

    assert codes <= {404, 405}


def test_no_child_has_a_name_on_any_page_of_the_oversight(client, alarm, pupil, controller):
    control = draw(controller, 1)
    client.force_login(controller)
    pages = [*PAGES, f"alarmer/{alarm.pk}/", f"stikproever/{control.pk}/"]
    before = Lookup.objects.count()

    text = "".join(client.get(f"/adgang/opslag/{page}").content.decode() for page in pages)

    assert pupil.elev_id in text
    assert "Asta" not in text
    assert "Krogh" not in text
    assert pupil.public_id not in text
    assert Lookup.objects.count() == before


def test_the_tovholder_sees_no_search_words(client, today, case, leader):
    factories.look(leader, case.pupil, at(), case_number=case.number, search="krogh?")
    url = f"{case.get_absolute_url()}adgang/"
    client.force_login(case.tovholder)
    page = client.get(url).content.decode()
    client.force_login(leader)
    own = client.get(f"/opsporing/elev/{case.pupil.public_id}/opslag/").content.decode()

    assert leader.name in page
    assert "krogh?" not in page
    assert "krogh?" in own


def test_the_names_of_a_list_are_one_line(client, today, klasse, leader, controller):
    pupils = [factories.make_pupil(klasse, f"Barn{number}") for number in range(3)]
    remember(
        leader,
        [row.pk for row in pupils],
        at=at(),
        page="cases:list",
        purpose="Sager",
        in_list=True,
    )
    factories.look(leader, pupils[0], at(hour=11))
    client.force_login(controller)

    page = client.get("/adgang/opslag/")

    assert [len(glance["elev_ids"]) for glance in page.context["glances"]] == [1, 3]
    assert "3 børn" in page.content.decode()
    assert all(row.elev_id in page.content.decode() for row in pupils)


def test_an_alarm_about_many_look_ups_shows_all_of_them(client, today, klasse, leader, controller):
    for number in range(53):
        factories.look(leader, factories.make_pupil(klasse, f"Barn{number}"), at())
    actions.watch(today=TODAY, limits=LIMITS)
    client.force_login(controller)
    address = f"/adgang/opslag/alarmer/{Alarm.objects.first().pk}/"

    first, second = client.get(address), client.get(f"{address}?side=2")

    assert "Viser 1–50 af 53 opslag" in first.content.decode()
    assert len(second.context["lookups"].object_list) == 3


def test_an_answer_that_lacks_its_explanation_is_mended_at_the_field(
    client, today, klasse, leader, controller
):
    factories.look(leader, factories.make_pupil(klasse), at(hour=23))
    actions.watch(today=TODAY, limits=LIMITS)
    client.force_login(controller)

    page = client.post(
        f"/adgang/opslag/alarmer/{Alarm.objects.get().pk}/", {"verdict": "uklart", "note": ""}
    )

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["note"]

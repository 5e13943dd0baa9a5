"""The statutory plan (§ 1 c): what it holds, whether it works, and the plan of a whole class."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from cases import actions
from cases.changes import history_of_class_plan
from cases.models import ClassPlan1c, Event, Handlingsplan1c
from cases.tasks import watch_class_plans
from kiss.lib.models import Conflict, Refused
from law.sources import source
from schools.models import SchoolClass
from schools.roles import Role
from tests import factories
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("today")

# Told on Monday 16 November: ten working days later is Monday 30 November.
DUE = date(2026, 11, 30)
COPENHAGEN = ZoneInfo("Europe/Copenhagen")
# What a plan says, besides its measures, when it is reported ready.
TOLD = {
    "told": "Klassen og forældrene: at der er en plan.",
    "told_on": date(2026, 11, 20),
    "complaint_told_on": date(2026, 11, 20),
}


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def page_of(plan: ClassPlan1c, name: str = "class_plan") -> str:
    return reverse(f"cases:{name}", args=[plan.school_class_id, plan.pk])


def typed(plan, **given) -> dict:
    return {
        "seen": plan.version,
        "informed_by": "Klasselæreren",
        "temporary_measures": "To voksne i gården fra i morgen.",
        "measures": "Faste makkere i hele klassen.",
        **given,
    }


@pytest.fixture
def concern(pupil, school, leader):
    return actions.voice_concern(
        pupil,
        school=school,
        voiced_by="foraelder",
        text="Hun bliver holdt udenfor.",
        signs=[],
        talked_with_child=False,
        talked_with_parents=True,
        talked_with_team=False,
        about_environment=True,
        informed_on=date(2026, 11, 16),
        on=TODAY,
        by=leader,
    )


@pytest.fixture
def of_class(klasse, leader) -> ClassPlan1c:
    return factories.plan_for_class(klasse, by=leader)


@pytest.fixture
def ready(of_class, leader) -> ClassPlan1c:
    """A class's plan that is ready."""
    save(of_class, leader, **TOLD)
    of_class.refresh_from_db()
    actions.finish_plan_1c(of_class, seen=of_class.version, ready_on=TODAY, on=TODAY, by=leader)
    of_class.refresh_from_db()
    return of_class


def save(plan, by, **given) -> None:
    values = {
        "temporary_measures": "Straks.",
        "measures": "Makkere.",
        "found_on": None,
        "on": TODAY,
    }
    actions.save_plan_1c(plan, seen=plan.version, by=by, **{**values, **given})


# Of a child's concern.


def test_the_plan_says_who_was_told_by_whom_who_knows_and_where_to_complain(concern, leader):
    client, plan = as_user(leader), concern.handlingsplan_1c
    url = reverse("cases:plan_1c", args=[concern.public_id])
    told = {
        "informed_from": "Astas mor",
        "told": "6.B og forældrene: to voksne i gården, og der er en plan.",
        "told_on": "2026-11-20",
        "complaint_told_on": "2026-11-20",
    }
    assert "Den Nationale Klageinstans mod Mobning" in text_of(client.get(url))

    client.post(url, typed(plan, **told))

    page = text_of(client.get(reverse("cases:concern", args=[concern.public_id])))
    assert "Skolen fik besked 16. november 2026: Klasselæreren, fra Astas mor" in page
    assert "20. november 2026: 6.B og forældrene" in page
    assert "Elev og forældre er vejledt 20. november 2026." in page
    assert "ikke bekræftet af en jurist" in page
    assert not source("klage-1c", TODAY).verified


def test_told_without_a_day_and_a_day_to_come_are_sent_back(concern, leader):
    client, plan = as_user(leader), concern.handlingsplan_1c
    url = reverse("cases:plan_1c", args=[concern.public_id])

    assert "Skriv, hvornår eleverne og forældrene er orienteret." in text_of(
        client.post(url, typed(plan, told="Alle."))
    )
    assert "kan ikke være orienteret i fremtiden" in text_of(
        client.post(url, typed(plan, told_on="2026-11-24"))
    )


def test_a_plan_that_did_not_end_the_problem_is_changed_and_looked_at_again(concern, leader):
    plan = concern.handlingsplan_1c
    save(plan, leader, **TOLD)
    plan.refresh_from_db()
    client = as_user(leader)
    url = reverse("cases:plan_1c_revise", args=[concern.public_id])
    answered = {"works": "delvist", "revision": "", "seen": plan.version}
    assert "Skriv, hvad I ser, og hvad I ændrer." in text_of(client.post(url, answered))
    answered |= {"revision": "Bedre i timerne, ikke i pausen.", "look_again_on": "2026-11-27"}
    assert "Meld planen færdig" in text_of(client.post(url, answered))
    actions.finish_plan_1c(plan, seen=plan.version, ready_on=TODAY, on=TODAY, by=leader)

    client.post(url, {**answered, "seen": plan.version + 1})

    plan.refresh_from_db()
    assert (plan.works, plan.revised_on) == ("delvist", TODAY)
    page = text_of(client.get(reverse("cases:concern", args=[concern.public_id])))
    assert "Bedre i timerne, ikke i pausen." in page
    assert "Se, om handlingsplanen for Asta K. (6.B) virker" in text_of(
        client.get(reverse("cases:today"))
    )
    kinds = Event.objects.filter(pupil=concern.pupil).values_list("kind", flat=True)
    assert "plan-1c-revised" in kinds


@pytest.mark.parametrize(("days", "is_shown"), [(8, False), (7, True), (0, True), (-3, True)])
def test_the_day_to_look_again_is_on_today_from_a_week_before(concern, leader, days, is_shown):
    plan = concern.handlingsplan_1c
    look = TODAY + timedelta(days=days)
    save(plan, leader, look_again_on=look, on=min(look, TODAY), **TOLD)
    plan.refresh_from_db()
    actions.finish_plan_1c(plan, seen=plan.version, ready_on=TODAY, on=TODAY, by=leader)

    page = text_of(as_user(leader).get(reverse("cases:today")))

    assert ("virker" in page) is is_shown


def test_when_the_problem_has_ended_nobody_is_asked_again(ready, leader):
    given = {"revision": "", "look_again_on": None, "on": TODAY, "by": leader}
    actions.revise_plan_1c(ready, seen=ready.version, works="ja", **given)

    ready.refresh_from_db()
    assert ready.look_again_on is None
    assert "virker" not in text_of(as_user(leader).get(reverse("cases:today")))
    with pytest.raises(Conflict):
        actions.revise_plan_1c(ready, seen=1, works="ja", **given)


@pytest.fixture(params=["child", "class"])
def either(request, klasse, leader):
    """The plan of a child's concern, then that of a class, with the address where it is written."""
    if request.param == "child":
        concern = request.getfixturevalue("concern")
        return concern.handlingsplan_1c, reverse("cases:plan_1c", args=[concern.public_id])
    plan = factories.plan_for_class(klasse, by=leader)
    return plan, page_of(plan, "class_plan_edit")


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        ({"told": ""}, "Udfyld »Hvem er orienteret, og om hvad?« i planen"),
        ({"complaint_told_on": None}, "Udfyld »Vejledt om, hvordan man klager« i planen"),
        (
            {"told": "", "complaint_told_on": None},
            "Udfyld »Hvem er orienteret, og om hvad?« og »Vejledt om, hvordan man klager« i planen",
        ),
    ],
)
def test_a_plan_is_not_ready_before_people_are_told_and_shown_where_to_complain(
    either, leader, lacking, said
):
    plan, url = either
    save(plan, leader, **TOLD | lacking)
    plan.refresh_from_db()
    form = text_of(as_user(leader).get(url))

    with pytest.raises(Refused, match=re.escape(said)) as refused:
        actions.finish_plan_1c(plan, seen=plan.version, ready_on=TODAY, on=TODAY, by=leader)

    # The words are those of the page where it is written.
    assert all(label in form for label in re.findall("»(.*?)«", str(refused.value)))
    plan.refresh_from_db()
    assert plan.ready_on is None


@pytest.mark.parametrize(
    ("field", "day", "said"),
    [
        ("found_on", "2026-11-15", "Skolen fik det først at vide 16. november 2026."),
        ("told_on", "2026-11-15", "Skolen fik det først at vide 16. november 2026."),
        ("look_again_on", "2026-11-22", "Den dag kan ikke ligge før i dag."),
    ],
)
def test_an_impossible_day_comes_back_at_its_field(either, leader, field, day, said):
    plan, url = either
    answer = as_user(leader).post(url, typed(plan, **{field: day}))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert said in text_of(answer)
    assert "To voksne i gården fra i morgen." in text_of(answer)
    with pytest.raises(Refused, match=said):
        save(plan, leader, **{field: date.fromisoformat(day)})
    plan.refresh_from_db()
    assert (plan.version, getattr(plan, field)) == (1, None)


@pytest.mark.parametrize(
    ("field", "day"),
    [("found_on", "2026-11-16"), ("told_on", "2026-11-16"), ("look_again_on", "2026-11-23")],
)
def test_the_first_possible_day_is_saved(either, leader, field, day):
    plan, url = either

    assert as_user(leader).post(url, typed(plan, **{field: day})).status_code == 302
    plan.refresh_from_db()
    assert getattr(plan, field).isoformat() == day


def test_a_day_to_look_again_that_has_passed_since_is_no_obstacle(either, leader, time_machine):
    plan, url = either
    save(plan, leader, look_again_on=TODAY)
    plan.refresh_from_db()
    time_machine.move_to(datetime.combine(TODAY + timedelta(days=2), time(9), tzinfo=COPENHAGEN))

    sent = typed(plan, look_again_on=TODAY.isoformat())

    assert as_user(leader).post(url, sent).status_code == 302


def test_a_school_that_knew_earlier_is_led_to_where_the_day_is_corrected(of_class, leader):
    client = as_user(leader)
    sent = typed(of_class, found_on="2026-11-15")
    answer = text_of(client.post(page_of(of_class, "class_plan_edit"), sent))
    assert (
        "Vidste skolen det før, så vælg »Ret dagen, skolen fik besked« på planens side." in answer
    )
    assert ">Ret dagen, skolen fik besked</a>" in text_of(client.get(page_of(of_class)))


@pytest.mark.parametrize("look", [None, TODAY, TODAY - timedelta(days=1)])
def test_while_it_has_not_ended_there_is_a_next_day(ready, leader, look):
    with pytest.raises(Refused, match="Aftal en dag efter i dag"):
        actions.revise_plan_1c(
            ready,
            seen=ready.version,
            works="nej",
            revision="Det sker endnu.",
            look_again_on=look,
            on=TODAY,
            by=leader,
        )


# Of a class.


def test_a_class_has_a_plan_without_any_case(klasse, leader):
    client = as_user(leader)
    url = reverse("cases:class_plan_new", args=[klasse.pk])
    begun = {
        "informed_on": "2026-11-16",
        "informed_by": "Klasselæreren",
        "informed_from": "en elev",
    }

    answer = client.post(url, begun)

    plan = ClassPlan1c.objects.get()
    assert answer.url == page_of(plan, "class_plan_edit")
    assert (plan.informed_on, plan.responsible) == (date(2026, 11, 16), leader)
    client.post(page_of(plan, "class_plan_edit"), typed(plan, **TOLD))
    page = text_of(client.get(page_of(plan)))
    assert "To voksne i gården fra i morgen." in page
    assert "mandag 30. november 2026" in page
    today = text_of(client.get(reverse("cases:today")))
    assert "Gør handlingsplanen for 6.B færdig" in today
    assert "Midlertidige tiltag er i gang." in today
    plan.refresh_from_db()
    done = {"seen": plan.version, "ready_on": "2026-11-23"}
    client.post(page_of(plan, "class_plan_ready"), done)
    assert "Planen var færdig mandag 23. november 2026." in text_of(client.get(page_of(plan)))
    assert "Gør handlingsplanen" not in text_of(client.get(reverse("cases:today")))


@pytest.mark.parametrize("name", ["class_plan_edit", "class_plan_revise"])
def test_no_pupil_of_the_class_is_named_in_it(ready, pupil, leader, name):
    sent = typed(ready, measures="Asta får en makker.", works="nej", revision="Asta er alene.")

    answer = as_user(leader).post(page_of(ready, name), sent)

    assert answer.status_code == 422
    assert "Her står »Asta«, og det hedder en i klassen." in text_of(answer)


def test_one_plan_runs_at_a_time_and_another_may_follow(of_class, klasse, leader):
    with pytest.raises(Refused, match="har allerede en plan"):
        factories.plan_for_class(klasse, by=leader)
    save(of_class, leader, **TOLD)
    of_class.refresh_from_db()
    actions.finish_plan_1c(of_class, seen=of_class.version, ready_on=TODAY, on=TODAY, by=leader)

    factories.plan_for_class(klasse, by=leader)

    page = text_of(as_user(leader).get(reverse("cases:school_class", args=[klasse.pk])))
    assert page.count("Handlingsplan, oplyst 16. november 2026") == 2


def test_the_list_of_classes_leads_to_a_plan_until_the_problem_has_ended(ready, leader):
    client, classes = as_user(leader), reverse("cases:classes")
    assert f'href="{page_of(ready)}"' in text_of(client.get(classes))
    given = {"revision": "", "look_again_on": None, "on": TODAY, "by": leader}

    actions.revise_plan_1c(ready, seen=ready.version, works="ja", **given)

    assert f'href="{page_of(ready)}"' not in text_of(client.get(classes))


def test_a_class_of_another_year_begins_none(school, leader):
    last_year: SchoolClass = factories.make_class(school, grade=5, year=2025)

    with pytest.raises(Refused, match="et andet skoleår"):
        factories.plan_for_class(last_year, by=leader)


def test_leaders_write_it_and_those_who_read_the_class_read_it(of_class, school, member, klasse):
    teacher = factories.make_user("Lars Lærer")
    factories.give(teacher, Role.LAERER, school, school_class=klasse)
    stranger = factories.make_user("Sara Lærer")
    factories.give(
        stranger, Role.LAERER, school, school_class=factories.make_class(school, letter="C")
    )
    codes = {
        user.name: (
            as_user(user).get(page_of(of_class)).status_code,
            as_user(user).get(page_of(of_class, "class_plan_edit")).status_code,
        )
        for user in (member, teacher, stranger)
    }

    assert codes == {
        "Inger Medlem": (200, 403),
        "Lars Lærer": (200, 403),
        "Sara Lærer": (404, 404),
    }


@pytest.mark.parametrize(
    ("day", "soon", "overdue"),
    [
        (DUE - timedelta(days=6), False, False),
        (DUE - timedelta(days=5), True, False),
        (DUE, True, False),
        (DUE + timedelta(days=1), False, True),
    ],
)
def test_the_night_marks_what_is_due_soon_and_overdue_and_calls_once(
    of_class, leader, time_machine, django_capture_on_commit_callbacks, day, soon, overdue
):
    time_machine.move_to(datetime.combine(day, time(2), tzinfo=COPENHAGEN))

    with django_capture_on_commit_callbacks(execute=True):
        watch_class_plans()
        watch_class_plans()

    of_class.refresh_from_db()
    assert (of_class.soon_on == day, of_class.overdue_on == day) == (soon, overdue)
    assert len(mail.outbox) == int(soon or overdue)
    for message in mail.outbox:
        assert message.to == [leader.email]
        assert "6.B" not in message.subject + message.body


def correct(plan, by, **given) -> None:
    values = {"informed_on": date(2026, 11, 18), "because": "Mailen kom onsdag.", "on": TODAY}
    actions.correct_class_plan(plan, **{"seen": plan.version, "by": by, **values, **given})


def test_a_wrong_day_is_corrected_and_the_ten_working_days_are_counted_anew(of_class, leader):
    client, url = as_user(leader), page_of(of_class, "class_plan_day")
    assert f'href="{url}"' in text_of(client.get(page_of(of_class)))
    assert "fristen er 30. november 2026" in text_of(client.get(url))
    sent = {"seen": of_class.version, "informed_on": "2026-11-18", "because": ""}
    assert "Skriv, hvorfor dagen rettes." in text_of(client.post(url, sent))

    client.post(url, {**sent, "because": "Mailen kom onsdag."})

    of_class.refresh_from_db()
    assert (of_class.informed_on, of_class.version) == (date(2026, 11, 18), 2)
    page = text_of(client.get(page_of(of_class)))
    assert "onsdag 2. december 2026" in page
    assert "er rettet: Mailen kom onsdag." in page
    # What stood there before, and why it was changed, in the history.
    assert "<del>16. november 2026</del> → 18. november 2026" in page
    assert "Hvorfor dagen er rettet" in page
    assert "onsdag 18. november" in text_of(client.get(reverse("cases:today")))


def test_the_clock_says_again_what_it_said_of_the_wrong_day(of_class, leader, time_machine):
    night = datetime.combine(DUE + timedelta(days=1), time(2), tzinfo=COPENHAGEN)
    time_machine.move_to(night)
    watch_class_plans()
    of_class.refresh_from_db()
    assert of_class.overdue_on == night.date()

    correct(of_class, leader)

    of_class.refresh_from_db()
    assert (of_class.soon_on, of_class.overdue_on) == (None, None)
    watch_class_plans()
    of_class.refresh_from_db()
    assert (of_class.soon_on, of_class.overdue_on) == (night.date(), None)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"informed_on": TODAY + timedelta(days=1)}, "kan ikke ligge i fremtiden"),
        ({"informed_on": date(2026, 11, 16)}, "Det er den dag, der står i planen nu."),
        ({"because": " "}, "Skriv, hvorfor dagen rettes."),
    ],
)
def test_a_day_is_not_corrected_to_any_day_nor_without_a_reason(of_class, leader, given, said):
    with pytest.raises(Refused, match=said):
        correct(of_class, leader, **given)


def test_a_plan_was_not_ready_before_the_school_was_told(ready, leader):
    correct(ready, leader)
    ready.refresh_from_db()
    assert ready.informed_on == date(2026, 11, 18)
    actions.finish_plan_1c(
        ready, seen=ready.version, ready_on=date(2026, 11, 18), on=TODAY, by=leader
    )
    ready.refresh_from_db()

    with pytest.raises(Refused, match="kan ikke være færdig, før oplysningen kom"):
        correct(ready, leader, informed_on=date(2026, 11, 19))


@pytest.mark.parametrize("field", ["found_on", "told_on"])
def test_the_day_is_not_corrected_to_after_what_the_plan_says_came_later(of_class, leader, field):
    save(of_class, leader, **{field: date(2026, 11, 17)})
    of_class.refresh_from_db()

    with pytest.raises(Refused, match=r"17\. november 2026. Ret den dag i planen først"):
        correct(of_class, leader)
    correct(of_class, leader, informed_on=date(2026, 11, 17))


def withdraw(plan, by, because="Begyndt på den forkerte klasse.", **given) -> None:
    values = {"seen": plan.version, "because": because, "on": TODAY, "by": by}
    actions.withdraw_class_plan(plan, **{**values, **given})


def test_a_plan_made_by_mistake_is_withdrawn_with_a_reason_and_stays_to_be_read(
    of_class, klasse, leader
):
    client, url = as_user(leader), page_of(of_class, "class_plan_withdraw")
    assert f'href="{url}"' in text_of(client.get(page_of(of_class)))
    sent = {"seen": of_class.version, "because": ""}
    assert "Skriv, hvorfor planen trækkes tilbage." in text_of(client.post(url, sent))

    client.post(url, {**sent, "because": "Begyndt på den forkerte klasse."})

    of_class.refresh_from_db()
    assert (of_class.withdrawn_on, of_class.withdrawn_by) == (TODAY, leader)
    page = text_of(client.get(page_of(of_class)))
    assert f"{leader.name} trak planen tilbage mandag 23. november 2026." in page
    assert "Begyndt på den forkerte klasse." in page
    assert "30. november 2026" not in page
    assert page_of(of_class, "class_plan_edit") not in page
    for place in ("cases:today", "cases:deadlines"):
        assert "handlingsplanen for 6.B" not in text_of(client.get(reverse(place))).lower()
    assert f'href="{page_of(of_class)}"' not in text_of(client.get(reverse("cases:classes")))
    of_the_class = text_of(client.get(reverse("cases:school_class", args=[klasse.pk])))
    assert "Trukket tilbage" in of_the_class
    assert "senest 30. november 2026" not in of_the_class
    # Another may begin at once.
    factories.plan_for_class(klasse, by=leader)


MISSED = "Fristen var 30. november 2026 og var overskredet, da planen blev trukket tilbage."


@pytest.mark.parametrize(
    ("withdrawn_on", "ready_on", "is_missed"),
    [
        (DUE, None, False),
        (DUE + timedelta(days=1), None, True),
        (DUE + timedelta(days=1), DUE, False),
        (DUE + timedelta(days=1), DUE + timedelta(days=1), True),
    ],
)
def test_a_missed_deadline_is_read_after_the_plan_is_withdrawn(
    of_class, klasse, leader, time_machine, withdrawn_on, ready_on, is_missed
):
    save(of_class, leader, **TOLD)
    of_class.refresh_from_db()
    if ready_on:
        given = {"seen": of_class.version, "ready_on": ready_on, "on": ready_on, "by": leader}
        actions.finish_plan_1c(of_class, **given)
        of_class.refresh_from_db()
    withdraw(of_class, leader, on=withdrawn_on)
    # What is not missed when it is withdrawn is not missed later.
    time_machine.move_to(datetime.combine(DUE + timedelta(days=9), time(9), tzinfo=COPENHAGEN))
    client = as_user(leader)

    pages = (page_of(of_class), reverse("cases:school_class", args=[klasse.pk]))

    assert [MISSED in text_of(client.get(page)) for page in pages] == [is_missed, is_missed]


def test_the_history_says_that_a_plan_was_withdrawn(of_class, leader):
    save(of_class, leader)
    of_class.refresh_from_db()
    withdraw(of_class, leader)

    assert [line.what for line in history_of_class_plan(of_class)] == [
        "Klassens handlingsplan efter § 1 c trukket tilbage",
        "Klassens handlingsplan efter § 1 c rettet",
        "Klassens handlingsplan efter § 1 c begyndt",
    ]


def test_the_clock_of_a_withdrawn_plan_stands_still(of_class, leader, time_machine):
    withdraw(of_class, leader)
    time_machine.move_to(datetime.combine(DUE + timedelta(days=9), time(2), tzinfo=COPENHAGEN))

    watch_class_plans()

    of_class.refresh_from_db()
    assert of_class.overdue_on is None


def test_a_withdrawn_plan_is_not_looked_at_again(ready, leader):
    given = {"revision": "Det sker endnu.", "on": TODAY, "by": leader}
    look = TODAY + timedelta(days=2)
    actions.revise_plan_1c(ready, seen=ready.version, works="nej", look_again_on=look, **given)
    ready.refresh_from_db()
    assert "virker" in text_of(as_user(leader).get(reverse("cases:today")))

    withdraw(ready, leader)

    assert "virker" not in text_of(as_user(leader).get(reverse("cases:today")))


def test_nothing_is_written_in_a_withdrawn_plan(of_class, leader):
    withdraw(of_class, leader)
    of_class.refresh_from_db()
    refused = pytest.raises(Refused, match="trukket tilbage og kan kun læses")

    with refused:
        withdraw(of_class, leader)
    with refused:
        correct(of_class, leader)
    with refused:
        save(of_class, leader)
    with refused:
        actions.finish_plan_1c(of_class, seen=2, ready_on=TODAY, on=TODAY, by=leader)
    answer = as_user(leader).post(page_of(of_class, "class_plan_edit"), typed(of_class))
    assert "trukket tilbage og kan kun læses" in text_of(answer)


@pytest.mark.parametrize("change", [correct, withdraw])
def test_two_who_mend_a_plan_at_once_meet(of_class, leader, change):
    save(of_class, leader)

    with pytest.raises(Conflict):
        change(of_class, leader)


@pytest.mark.parametrize("name", ["class_plan_day", "class_plan_withdraw"])
def test_those_who_may_write_the_plan_mend_it_and_no_pupil_is_named(
    of_class, member, leader, pupil, name
):
    sent = {"seen": of_class.version, "informed_on": "2026-11-18", "because": "Asta sagde det."}

    assert as_user(member).post(page_of(of_class, name), sent).status_code == 403
    assert "det hedder en i klassen" in text_of(as_user(leader).post(page_of(of_class, name), sent))
    of_class.refresh_from_db()
    assert of_class.version == 1


def test_a_plan_that_is_ready_is_left_alone(ready, time_machine):
    time_machine.move_to(datetime.combine(DUE + timedelta(days=9), time(2), tzinfo=COPENHAGEN))

    watch_class_plans()

    ready.refresh_from_db()
    assert ready.overdue_on is None
    assert not Handlingsplan1c.objects.exists()

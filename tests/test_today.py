"""I dag: what is due, in which order, said how, and for whom."""

from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from absence.models import Flag, Import
from cases import actions
from cases.models import Concern, Handleplan, Handlingsplan1c, Indsats
from cases.today.gather import Desk
from cases.today.numbers import school_numbers
from cases.today.task import (
    Bucket,
    Tag,
    Task,
    arrange,
    day_words,
    end_of_week,
    greeting,
    summary,
    workdays_between,
)
from kiss.context import hats
from law.rules import RULES
from meetings.models import Agreement, Meeting, Participant
from schools.holding import held_on, read_once
from schools.models import LegalReference, Lookup
from schools.roles import Role
from tests import factories
from tests.absence.made import TODAY, make_decision, make_flag

MONDAY = TODAY


def task(what="Gør noget", **fields):
    return Task(what=what, why="", url="/", button="Gør det", **fields)


def tasks_of(user, **fields):
    with read_once():
        return Desk(user, TODAY, **fields).tasks()


def said(user, **fields):
    """What stands on a user's desk: the group of each line by its first words."""
    day = arrange(tasks_of(user, **fields), TODAY)
    return {line.what: group.bucket for group in day.groups for line in group.lines}


def only(user, words, **fields):
    found = [task for task in tasks_of(user, **fields) if words in task.what]
    assert len(found) == 1, [task.what for task in found]
    return found[0]


def at(day, hour, minute=0):
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def make_meeting(school, by, *, case=None, day=TODAY, hour=14, minute=30, **fields):
    kind = Meeting.Kind.NETVAERK if case else Meeting.Kind.TEAM
    return Meeting.objects.create(
        school=school,
        case=case,
        called_by=by,
        place="mødelokale 2",
        starts_at=at(day, hour, minute),
        ends_at=at(day, hour + 1, minute),
        **{"kind": kind} | fields,
    )


# The groups, without a database.


@pytest.mark.parametrize(
    ("due_on", "bucket"),
    [
        (MONDAY - timedelta(days=1), Bucket.LATE),
        (MONDAY, Bucket.TODAY),
        (MONDAY + timedelta(days=1), Bucket.WEEK),
        (MONDAY + timedelta(days=6), Bucket.WEEK),
        (MONDAY + timedelta(days=7), Bucket.LATER),
    ],
)
def test_a_task_stands_where_its_day_puts_it(due_on, bucket):
    day = arrange([task(due_on=due_on)], MONDAY)

    assert [group.bucket for group in day.groups] == ([] if bucket is Bucket.LATER else [bucket])
    assert day.next_due_on == (due_on if bucket is Bucket.LATER else None)


def test_from_thursday_the_week_reaches_over_the_weekend():
    wednesday, thursday = date(2026, 11, 25), date(2026, 11, 26)

    assert end_of_week(wednesday) == date(2026, 11, 29)
    assert end_of_week(thursday) == date(2026, 12, 6)
    titles = [group.title for group in arrange([task(due_on=date(2026, 11, 30))], thursday).groups]
    assert titles == ["Denne og næste uge"]


def test_a_duty_by_law_stands_first_then_the_heaviest_then_the_oldest():
    tasks = [
        task("aftale", due_on=date(2026, 11, 2)),
        task("let pligt", due_on=date(2026, 11, 3), is_statutory=True, weight=4),
        task("tung pligt", due_on=date(2026, 11, 20), is_statutory=True, weight=0),
        task("ældre tung pligt", due_on=date(2026, 11, 19), is_statutory=True, weight=0),
    ]

    lines = arrange(tasks, MONDAY).groups[0].lines

    assert [line.what for line in lines] == [
        "ældre tung pligt",
        "tung pligt",
        "let pligt",
        "aftale",
    ]


def test_the_week_is_read_day_by_day():
    tasks = [
        task("fredag", due_on=date(2026, 11, 27), is_statutory=True, weight=0),
        task("uden dag", bucket=Bucket.WEEK, due="Ingen dato endnu"),
        task("tirsdag", due_on=date(2026, 11, 24)),
    ]

    lines = arrange(tasks, MONDAY).groups[0].lines

    assert [line.what for line in lines] == ["tirsdag", "fredag", "uden dag"]


def test_seven_rows_are_shown_until_all_are_asked_for():
    tasks = [task(f"ting {n}", due_on=MONDAY) for n in range(9)]

    few, everything = arrange(tasks, MONDAY), arrange(tasks, MONDAY, show_all="i-dag")

    assert (len(few.groups[0].lines), few.groups[0].total, few.groups[0].left_out) == (7, 9, 2)
    assert (len(everything.groups[0].lines), everything.groups[0].left_out) == (9, 0)
    assert few.urgent == 9


def test_only_the_names_that_are_shown_are_noted():
    tasks = [task(f"ting {n}", due_on=MONDAY, names=frozenset({n})) for n in range(9)]
    tasks.append(task("senere", due_on=date(2027, 1, 4), names=frozenset({99})))

    assert arrange(tasks, MONDAY).names == frozenset(range(7))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 23), ("I dag", "")),
        (date(2026, 11, 24), ("Tirsdag 24. november", "i morgen")),
        (date(2026, 11, 25), ("Onsdag 25. november", "om 2 arbejdsdage")),
        (date(2026, 11, 22), ("Skulle være sket i går", "22. november")),
        (date(2026, 11, 20), ("Skulle være sket fredag", "20. nov. · 1 arbejdsdag siden")),
        (date(2026, 11, 2), ("Skulle være sket", "2. nov. · 15 arbejdsdage siden")),
    ],
)
def test_a_day_is_said_with_weekday_and_distance(day, words):
    assert day_words(day, MONDAY) == words


def test_easter_is_no_working_day():
    assert workdays_between(date(2027, 3, 22), date(2027, 4, 8)) == 10


def test_the_day_in_half_a_sentence():
    late = [task(due_on=date(2026, 11, 20)), task(due_on=MONDAY), task(due_on=MONDAY)]

    assert summary(arrange([], MONDAY)) == "der er intet, du skal nå i dag"
    assert summary(arrange([task(due_on=date(2026, 11, 25))], MONDAY)) == "intet haster i dag"
    assert summary(arrange(late, MONDAY)) == "en ting er overskredet, to skal nås i dag"
    assert summary(arrange(late[1:], MONDAY)) == "to ting skal nås i dag"


@pytest.mark.parametrize(
    ("hour", "words"),
    [(6, "God morgen"), (10, "God formiddag"), (13, "God eftermiddag"), (19, "God aften")],
)
def test_one_is_greeted_by_the_clock(hour, words):
    assert greeting(hour) == words


# Flags.


def test_fifteen_percent_asks_the_leader_to_write_to_the_municipality(pupil, leader):
    make_flag(pupil, "ulovligt-15", due_on=TODAY)

    found = only(leader, "Underret")

    assert found.what == "Underret kommunen om Asta K. (6.B)"
    assert found.why == "8 af 52 skoledage ulovligt = 15,4 %. Grænsen på 15 % er 8 dage."
    assert found.tags == (Tag("Lovkrav · underretning", "law"), Tag("intern frist", "intern"))
    assert found.url == f"/opsporing/elev/{pupil.public_id}/"
    assert (found.due_on, found.is_statutory) == (TODAY, True)


def test_ten_percent_is_guidance_and_stands_after_a_duty(pupil, klasse, leader):
    make_flag(pupil, "ulovligt-10", half_days=11, school_days=52, due_on=TODAY)
    make_flag(factories.make_pupil(klasse, "Noor"), "ulovligt-15", due_on=TODAY)

    lines = arrange(tasks_of(leader), TODAY).groups[0].lines

    assert [line.what.split(" ")[0] for line in lines] == ["Underret", "Varsl"]
    assert [line.primary for line in lines] == [True, False]
    assert "5,5 af 52 skoledage ulovligt = 10,6 %" in lines[1].why


def test_calls_without_answer_are_counted_on_the_line(pupil, leader):
    make_flag(pupil, "ulovligt-kontakt", effective_on=date(2026, 11, 18), half_days=2)
    for day in (date(2026, 11, 18), date(2026, 11, 19)):
        actions.note_contact(
            pupil,
            case=None,
            with_whom="mor",
            channel="telefon",
            outcome="intet-svar",
            summary="",
            on=day,
            by=leader,
        )

    found = only(leader, "Ring til")

    assert found.why.endswith("2 opkald uden svar, senest torsdag.")
    assert found.url.endswith("#opkald")


def test_when_somebody_has_answered_the_line_asks_for_a_decision(pupil, leader):
    make_flag(pupil, "ulovligt-kontakt", effective_on=date(2026, 11, 18))
    actions.note_contact(
        pupil,
        case=None,
        with_whom="mor",
        channel="telefon",
        outcome="talt",
        summary="Hun er syg.",
        on=date(2026, 11, 20),
        by=leader,
    )

    found = only(leader, "Tag stilling")

    assert found.what == "Tag stilling til det ulovlige fravær hos Asta K. (6.B)"
    assert "Hjemmet er kontaktet fredag 20. november." in found.why


def test_several_spells_are_one_call_due_when_the_first_was(pupil, leader):
    make_flag(pupil, "ulovligt-kontakt", due_on=date(2026, 11, 17), period="2026-11-17")
    make_flag(pupil, "ulovligt-kontakt", due_on=TODAY, period="2026-11-23")

    found = only(leader, "Ring til")

    assert found.due_on == date(2026, 11, 17)
    assert "2 forløb venter på kontakt." in found.why


def test_a_limit_that_is_near_is_kept_an_eye_on(pupil, leader):
    make_flag(
        pupil,
        "syg-15-sammenhaengende",
        status=Flag.Status.COMING,
        school_days=12,
        due_on=date(2026, 11, 26),
    )

    found = only(leader, "Hold øje med Asta K. (6.B)")

    assert found.why.startswith("12 skoledage siden eleven sidst deltog, mandag 2. november.")
    assert Tag("på vej", "intern") in found.tags


def test_flags_without_a_deadline_are_one_line_for_all(klasse, leader):
    for name in ("Asta", "Noor", "Emil"):
        make_flag(factories.make_pupil(klasse, name), "samlet-over-10", due_on=None)

    found = only(leader, "samlet fravær")

    assert found.what == "Tag stilling til 3 elever med samlet fravær over grænsen"
    assert found.why.startswith("Tre er nye.")
    assert found.url == "/opsporing/?regel=samlet-over-10"
    assert found.names == frozenset()


def test_a_decided_flag_is_gone(pupil, leader):
    flag = make_flag(pupil)
    flag.status, flag.decision = Flag.Status.DECIDED, make_decision(pupil, leader)
    flag.save()

    assert said(leader) == {}


def put_aside(pupil, leader, until):
    """A flag that came back on the day somebody had promised to look again."""
    decision = make_decision(
        pupil, leader, "kig-igen", look_again_on=until, decided_on=date(2026, 11, 2)
    )
    return make_flag(pupil, due_on=date(2026, 11, 4), decision=decision)


def test_look_again_comes_back_on_its_day_with_the_reason(pupil, leader):
    put_aside(pupil, leader, TODAY)

    found = only(leader, "Kig igen")

    assert found.what == "Kig igen på Asta K. (6.B)"
    assert found.why == "Sanne Skoleleder besluttede det mandag 2. november. Brækket ben."
    assert said(leader) == {"Kig igen på Asta K. (6.B)": Bucket.TODAY}


def test_a_promise_that_was_not_kept_is_overdue_from_its_own_day(pupil, leader):
    put_aside(pupil, leader, date(2026, 11, 20))

    assert said(leader) == {"Kig igen på Asta K. (6.B)": Bucket.LATE}
    assert only(leader, "Kig igen").due_on == date(2026, 11, 20)


def test_when_the_absence_is_gone_the_promise_is_kept_by_its_day_alone(pupil, klasse, leader):
    make_decision(pupil, leader, "kig-igen", look_again_on=TODAY)
    make_decision(
        factories.make_pupil(klasse, "Noor"), leader, "kig-igen", look_again_on=date(2026, 11, 20)
    )

    assert said(leader) == {"Kig igen på Asta K. (6.B)": Bucket.TODAY}
    assert only(leader, "Kig igen").why.endswith("Fraværet når ikke længere nogen grænse.")


def test_a_later_decision_ends_the_promise_to_look_again(pupil, leader):
    make_decision(pupil, leader, "kig-igen", look_again_on=TODAY)
    make_decision(pupil, leader, decided_on=TODAY)

    assert said(leader) == {}


def test_who_should_be_talked_with_is_waited_for_until_the_talk_is_noted(pupil, leader):
    make_decision(pupil, leader, "tal-med", talk_with="klassens team", reason="")

    assert said(leader) == {
        "Hør, hvad der kom ud af at tale om Asta K. (6.B)": Bucket.WAITING,
    }
    actions.note_contact(
        pupil,
        case=None,
        with_whom="klassens team",
        channel="moede",
        outcome="talt",
        summary="Nye pladser.",
        on=TODAY,
        by=leader,
    )
    assert said(leader) == {}


@pytest.mark.parametrize(
    "role",
    [Role.TEAMMEDLEM, Role.PPR, Role.FORVALTNING, Role.DPO, Role.LAERER],
)
def test_only_those_who_decide_are_told_about_flags(role, pupil, school):
    make_flag(pupil)
    user = factories.make_user("Lars")
    factories.give(user, role, None if role in {Role.FORVALTNING, Role.DPO} else school)

    assert said(user) == {}


@pytest.mark.parametrize(("number", "said_of"), [(4, "Nogle få elever"), (5, "5 elever")])
def test_the_adviser_is_led_to_the_list_without_names(school, klasse, number, said_of):
    for pupil in factories.make_many_pupils(klasse, number):
        make_flag(pupil)
    adviser = factories.make_user("Birgitte")
    factories.give(adviser, Role.SOCIALRAADGIVER, school)

    found = only(adviser, "fraværsbilledet")

    assert found.what == "Se fraværsbilledet på Sydhavnsskolen"
    assert found.why.startswith(said_of)
    assert found.names == frozenset()


def test_the_administrator_is_told_what_the_rules_lack(db):
    factories.make_municipality()
    administrator = factories.make_user("Adam")
    factories.give(administrator, Role.ADMINISTRATOR)

    lines = said(administrator)

    assert lines["Få skolekalenderen læst ind"] == Bucket.TODAY
    assert any(what.endswith("bekræftet af en jurist") for what in lines)


def test_a_calendar_and_confirmed_sources_leave_the_administrator_in_peace(school):
    administrator = factories.make_user("Adam")
    factories.give(administrator, Role.ADMINISTRATOR)
    for key in {rule.source for rule in RULES}:
        LegalReference.objects.create(
            key=key,
            in_force_from=date(2026, 8, 1),
            act="Loven",
            confirmed_by=administrator,
            confirmed_on=date(2026, 8, 1),
        )

    assert said(administrator) == {}


def test_another_schools_leader_is_told_nothing(pupil):
    make_flag(pupil)

    assert said(factories.make_leader(factories.make_school("Engbakkeskolen"))) == {}


# Cases.


def test_a_follow_up_is_asked_for_with_its_three_questions(case, tovholder):
    plan = Handleplan.objects.create(
        case=case, saved_by=tovholder, next_follow_up_on=TODAY, no_child_words_reason="Vil ikke."
    )
    for what in ("makkerpar", "morgenopkald"):
        Indsats.objects.create(
            plan=plan, what=what, who="x", when="nu", arena="klasse", level="forebyggende"
        )
    Indsats.objects.create(
        plan=plan,
        what="slut",
        who="x",
        when="nu",
        arena="barn",
        level="forebyggende",
        status="afsluttet",
    )

    found = only(tovholder, "Følg op")

    assert found.what == "Følg op på to indsatser for Asta K. (6.B)"
    assert "Virkede det?" in found.why
    assert found.url == f"/sager/{case.public_id}/opfoelgning/"
    assert said(tovholder) == {found.what: Bucket.TODAY}


def test_a_case_without_a_next_date_or_the_childs_words_says_so(case, tovholder):
    assert said(tovholder) == {
        "Aftal en næste opfølgning for Asta K. (6.B)": Bucket.WEEK,
        "Hør Asta K. (6.B): barnets ord mangler": Bucket.WEEK,
    }


def test_the_leader_waits_for_the_tovholder(case, leader):
    found = only(leader, "Spørg")

    assert found.what == "Spørg Tove til sagen om Asta K. (6.B)"
    assert found.why == "Der er ikke aftalt en næste opfølgning og barnets ord mangler."
    assert said(leader) == {found.what: Bucket.WAITING}


def test_a_case_that_nobody_may_lead_is_for_today(case, leader, tovholder):
    membership = tovholder.team_memberships.get()
    membership.ends_on = TODAY - timedelta(days=1)
    membership.save()

    found = only(leader, "Udpeg")

    assert found.what == f"Udpeg en tovholder for sag {case.number} om Asta K. (6.B)"
    assert said(leader)[found.what] == Bucket.TODAY
    assert found.url == reverse("cases:tovholder", args=[case.public_id])


def test_a_concern_waits_for_the_leader_and_its_author_waits_too(pupil, klasse, school, leader):
    teacher = factories.make_user("Jonas Lærer")
    factories.give(teacher, Role.LAERER, school, school_class=klasse)
    Concern.objects.create(
        pupil=pupil,
        school=school,
        voiced_by="ansat",
        noted_on=date(2026, 11, 20),
        noted_by=teacher,
        text="Hemmeligt",
        talked_with_child=True,
    )

    found = only(leader, "bekymring")

    assert found.what == "Tag stilling til en bekymring for Asta K. (6.B)"
    assert "Der er talt med barnet." in found.why
    assert "Hemmeligt" not in found.why
    assert said(teacher) == {"Vent på ledelsen om Asta K. (6.B)": Bucket.WAITING}


@pytest.mark.parametrize(
    ("informed_on", "due_on"),
    [(date(2026, 11, 11), date(2026, 11, 25)), (date(2026, 11, 6), date(2026, 11, 20))],
)
def test_the_statutory_plan_has_its_ten_working_days(pupil, school, leader, informed_on, due_on):
    concern = Concern.objects.create(
        pupil=pupil,
        school=school,
        voiced_by="ansat",
        noted_on=informed_on,
        noted_by=leader,
        text="Uro",
        decided_on=informed_on,
        decided_by=leader,
        decision="Plan",
    )
    Handlingsplan1c.objects.create(concern=concern, informed_on=informed_on, responsible=leader)

    found = only(leader, "handlingsplanen")

    assert (found.due_on, found.is_statutory) == (due_on, True)
    assert found.tags == (Tag("Lovkrav · § 1 c", "law"),)
    assert "Fristen er 10 arbejdsdage." in found.why


# Meetings and agreements.


def test_a_meeting_of_today_is_said_with_its_hour(case, tovholder):
    make_meeting(case.school, tovholder, case=case)

    found = only(tovholder, "Netværksmøde")

    assert found.what == "Netværksmøde om Asta K. (6.B) kl. 14.30"
    assert found.due_note == "kl. 14.30, mødelokale 2"


def test_a_guest_reads_the_number_of_the_case_and_no_name(case, tovholder):
    meeting = make_meeting(
        case.school, tovholder, case=case, child_takes_part="Asta vil gerne tegne"
    )
    guest = factories.make_user("Gæst")
    factories.give(guest, Role.AD_HOC, case.school)
    Participant.objects.create(meeting=meeting, user=guest, name="Gæst", part="UU")

    found = only(guest, "Netværksmøde")

    assert found.what == f"Netværksmøde i sag {case.number} kl. 14.30"
    assert "Asta" not in found.why
    # The number points to a child: who reads it stands in the look-up log.
    assert found.names == frozenset({case.pupil_id})


def test_a_meeting_that_was_not_written_up_is_overdue(case, tovholder):
    make_meeting(case.school, tovholder, case=case, day=date(2026, 11, 19))

    found = only(tovholder, "Skriv, hvad der blev aftalt")

    assert said(tovholder)[found.what] == Bucket.LATE


def test_what_one_promised_is_ones_own_and_what_others_promised_is_waited_for(case, tovholder):
    meeting = make_meeting(
        case.school, tovholder, case=case, day=date(2026, 11, 10), status="holdt"
    )
    for who in ("Tove Tovholder", "mor"):
        Agreement.objects.create(
            meeting=meeting, what="ringe til klubben", who=who, due_on=date(2026, 11, 20)
        )

    found = said(tovholder)

    assert found["Gør det, du lovede om Asta K. (6.B): ringe til klubben"] == Bucket.LATE
    assert found["Hør mor om Asta K. (6.B): ringe til klubben"] == Bucket.WAITING


# Files.


def test_figures_that_are_two_school_days_old_are_asked_for(school, leader):
    factories.make_import(last_day=date(2026, 11, 18))

    found = only(leader, "Indlæs nye fraværstal")

    assert "onsdag 18. november" in found.why
    assert "2 skoledage" in found.why


def test_figures_of_friday_are_fresh_on_monday(school, leader):
    factories.make_import(last_day=date(2026, 11, 20))

    assert said(leader) == {}


def test_a_refused_file_is_something_to_look_at(school, leader, today):
    factories.make_import(status=Import.Status.FAILED, message="Filen er tom.")
    factories.make_import(last_day=date(2026, 11, 20))

    found = only(leader, "afvist")

    assert found.why == "Filen er tom."


# News.


def test_what_others_wrote_since_the_last_visit_is_one_line(case, tovholder, leader, today):
    actions.write_note(case, text="Hemmeligt", is_restricted=False, on=today, by=tovholder)
    actions.note_child_words(
        case,
        said_on=today,
        said_to="mig",
        text="Jeg er træt",
        may_be_shared=False,
        on=today,
        by=tovholder,
    )

    found = only(leader, "Se, hvad der er sket", seen_until=at(date(2026, 11, 20), 15))

    assert found.what == "Se, hvad der er sket i sagen om Asta K. (6.B)"
    assert found.why == "Barnets egne ord blev skrevet ned. Notat skrevet."
    assert found.due_note == "af Tove Tovholder"
    assert only(leader, "Spørg Tove").bucket is Bucket.WAITING


def test_what_one_wrote_oneself_is_no_news(case, tovholder, today):
    actions.write_note(case, text="x", is_restricted=False, on=today, by=tovholder)

    found = said(tovholder, seen_until=at(date(2026, 11, 20), 15))

    assert not [what for what in found if what.startswith("Se, hvad")]


# The page.


def test_the_page_shows_the_day_of_a_leader(client, today, pupil, leader):
    make_flag(pupil, due_on=date(2026, 11, 20))
    factories.make_import(last_day=date(2026, 11, 20))
    client.force_login(leader)

    page = client.get("/").content.decode()

    assert "God formiddag, Sanne" in page
    assert "Mandag 23. november 2026 · en ting er overskredet" in page
    assert "Underret kommunen om Asta K. (6.B)" in page
    assert "Fraværstal til og med fredag 20. november" in page
    assert "<title>I dag – Kom i skole</title>" in page


def test_the_figures_reach_only_as_far_as_every_school_has_delivered(client, today, leader):
    other = factories.make_school("Engbakkeskolen")
    factories.make_import(last_day=date(2026, 11, 12))
    factories.make_import(last_day=date(2026, 11, 20), school=other)
    factories.give(leader, Role.SKOLELEDER, other)
    client.force_login(leader)

    assert "Fraværstal til og med torsdag 12. november" in client.get("/").content.decode()


def test_the_same_file_sent_again_is_one_task(today, leader, school):
    for _ in range(3):
        source = factories.make_import(school=school, rows_refused=2, file_sha256="a" * 64)
        source.quarantine.create(line_number=2, cells=[], reason="x")

    found = [what for what in said(leader) if what.startswith("Ret ")]

    assert found == [f"Ret 2 linjer i filen {source.name}"]


def test_two_files_are_two_tasks_also_if_they_came_at_the_same_time(today, leader, school):
    for sha256 in ("a" * 64, "b" * 64, ""):
        source = factories.make_import(school=school, rows_refused=2, file_sha256=sha256)
        source.quarantine.create(line_number=2, cells=[], reason="x")

    assert [what for what in said(leader) if what.startswith("Ret ")]
    assert len(Desk(leader, TODAY).troubled_imports) == 3


def test_every_name_on_the_page_is_noted_in_the_look_up_log(client, today, pupil, leader):
    make_flag(pupil)
    client.force_login(leader)

    client.get("/")

    assert list(Lookup.objects.values_list("user", "pupil", "page", "purpose")) == [
        (leader.pk, pupil.pk, "cases:today", "I dag")
    ]


def test_nothing_to_do_names_the_next_date(client, today, pupil, leader):
    make_flag(pupil, due_on=date(2026, 12, 10), rule="ulovligt-10")
    factories.make_import(last_day=date(2026, 11, 20))
    client.force_login(leader)

    page = client.get("/").content.decode()

    assert "Intet venter på dig" in page
    assert "torsdag 10. december 2026" in page


def test_before_the_first_file_the_page_tells_the_three_steps(client, today, leader):
    client.force_login(leader)

    page = client.get("/").content.decode()

    assert "Der er ingen fraværstal endnu" in page
    assert "Indlæs den første fil" in page


def test_without_a_role_the_page_says_whom_to_ask(client, today, db):
    factories.make_municipality()
    client.force_login(factories.make_user("Ny Bruger"))

    page = client.get("/").content.decode()

    assert "Du har ingen rolle endnu" in page


def test_a_teacher_sees_the_own_class_in_danish_order(client, today, klasse, school):
    for name in ("Åse", "Ærø", "Anna", "Øjvind"):
        factories.make_pupil(klasse, name, "Bo")
    factories.make_pupil(factories.make_class(school, 7, "A"), "Frida", "Bo")
    teacher = factories.make_user("Jonas Lærer")
    factories.give(teacher, Role.LAERER, school, school_class=klasse)
    factories.mark(klasse.enrolments.first().pupil, date(2026, 11, 18))
    client.force_login(teacher)

    page = client.get("/").content.decode()

    places = [page.index(f"{name} Bo") for name in ("Anna", "Ærø", "Øjvind", "Åse")]
    assert places == sorted(places)
    assert "Frida" not in page
    assert "1 dag" in page
    assert Lookup.objects.filter(user=teacher).count() == 4


def test_who_works_on_a_case_finds_it_with_the_tovholders_number(client, today, case):
    member = factories.make_user("Inger Medlem")
    factories.give(member, Role.TEAMMEDLEM, case.school)
    client.force_login(member)

    page = client.get("/").content.decode()

    assert "Sager, du er med i" in page
    assert "Asta K. (6.B)" in page
    assert case.tovholder.phone in page
    assert "ikke aftalt" in page
    assert Lookup.objects.filter(user=member, pupil=case.pupil).exists()


def test_the_page_costs_the_same_however_much_there_is(
    client, today, klasse, case, leader, tovholder, assert_constant_queries
):
    factories.make_import(last_day=date(2026, 11, 20))
    client.force_login(leader)
    make_flag(case.pupil)
    factories.look(leader, case.pupil, at(date(2026, 11, 20), 12))

    def grow():
        for number in range(4):
            pupil = factories.make_pupil(klasse, f"Barn{number}", "Demo")
            make_flag(pupil)
            make_decision(
                factories.make_pupil(klasse, "Kig", "Demo"), leader, "kig-igen", look_again_on=TODAY
            )
            other = factories.make_case(pupil, tovholder)
            meeting = make_meeting(other.school, leader, case=other)
            Agreement.objects.create(meeting=meeting, what="x", who="mor", due_on=TODAY)
            actions.write_note(other, text="x", is_restricted=False, on=TODAY, by=tovholder)

    grow()
    assert_constant_queries("/", grow)


def test_the_red_number_is_the_number_of_overdue_lines(client, today, klasse, case, leader):
    factories.give(leader, Role.TOVHOLDER, case.school)
    case.tovholder = leader
    case.save()
    Handleplan.objects.create(case=case, saved_by=leader, next_follow_up_on=date(2026, 11, 20))
    meeting = make_meeting(case.school, leader, case=case, day=date(2026, 11, 19))
    Agreement.objects.create(
        meeting=meeting, what="x", who=f"{leader.name} og mor", due_on=date(2026, 11, 20)
    )
    for number in range(3):
        pupil = factories.make_pupil(klasse, f"Barn{number}")
        make_flag(pupil, due_on=date(2026, 11, 20))
        make_flag(pupil, "ulovligt-kontakt", due_on=date(2026, 11, 18), period="2026-11-18")
        make_flag(pupil, "ulovligt-kontakt", due_on=date(2026, 11, 20), period="2026-11-20")
    put_aside(case.pupil, leader, date(2026, 11, 20))
    client.force_login(leader)

    response = client.get("/")

    assert response.context["day"].total(Bucket.LATE) == 10
    for page in (response, client.get("/sager/")):
        assert page.context["nav"]()[0].count == 10
        assert page.context["nav"]()[0].late


def test_the_red_number_counts_what_a_colleague_owes_too(client, today, case):
    colleague = factories.make_user("Inger Medlem")
    factories.give(colleague, Role.TEAMMEDLEM, case.school)
    then = date(2026, 11, 18)
    actions.ask_colleague(
        case, user=colleague, angle="klasse", question="", due_on=then, on=then, by=case.tovholder
    )
    client.force_login(case.tovholder)

    response = client.get("/")

    assert "Mind Inger om svaret" in response.content.decode()
    assert response.context["nav"]()[0].count == response.context["day"].total(Bucket.LATE) == 1


def test_the_red_number_is_forgotten_when_something_was_saved_and_over_night(
    client, time_machine, case
):
    time_machine.move_to("2026-11-23 23:55+01:00")
    Handleplan.objects.create(
        case=case, saved_by=case.tovholder, next_follow_up_on=date(2026, 11, 20)
    )
    client.force_login(case.tovholder)
    client.get("/")
    red = lambda: client.get("/sager/").context["nav"]()[0].count  # noqa: E731
    assert red() == 1

    client.post(reverse("cases:note_new", args=[case.public_id]), {"text": "", "form_id": "a"})
    assert red() == 1
    client.post(reverse("cases:note_new", args=[case.public_id]), {"text": "x", "form_id": "a"})
    assert red() == 0

    client.get("/")
    client.post(reverse("session"))
    client.post(reverse("cases:timeline", args=[case.public_id]), {"words": "mandag"})
    assert red() == 1
    time_machine.move_to("2026-11-24 00:05+01:00")
    assert red() == 0


# Numbers without names.


def make_flagged(school, number):
    klasse = factories.make_class(school, 5, "A")
    for pupil in factories.make_many_pupils(klasse, 30)[:number]:
        make_flag(pupil, "samlet-over-10", due_on=None)


def test_the_administration_sees_numbers_and_no_names(client, today, school, case):
    make_flagged(school, 8)
    make_flagged(factories.make_school("Engbakkeskolen"), 3)
    make_flagged(factories.make_school("Fjordglimt"), 6)
    officer = factories.make_user("Lone Forvaltning")
    factories.give(officer, Role.FORVALTNING)
    client.force_login(officer)

    page = client.get("/").content.decode()

    assert "Skolerne i tal" in page
    assert "Asta" not in page
    assert "Barn0" not in page
    assert not Lookup.objects.exists()
    shown = school_numbers(TODAY)
    assert {row.name: row.over_limit for row in shown.rows} == {
        "Engbakkeskolen": None,
        "Fjordglimt": None,
        "Sydhavnsskolen": 8,
    }
    assert (shown.total.over_limit, shown.total.share) == (17, "18,7 %")
    assert [row.share for row in shown.rows] == ["", "", "25,8 %"]


def test_the_numbers_cost_the_same_for_every_number_of_schools(
    client, today, school, assert_constant_queries
):
    officer = factories.make_user("Lone Forvaltning")
    factories.give(officer, Role.FORVALTNING)
    client.force_login(officer)

    assert_constant_queries(
        "/", lambda: [make_flagged(factories.make_school(f"Skole {n}"), 6) for n in range(3)]
    )


# The frame round every page.

LEADERS_MENU = [
    "I dag",
    "Opsporing",
    "Sager",
    "Møder",
    "Fraværsfiler",
    "Medarbejdere",
    "Frister",
    "Min adgang",
]


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        (Role.SKOLELEDER, LEADERS_MENU),
        (Role.TEAMLEDER, LEADERS_MENU),
        (Role.TOVHOLDER, ["I dag", "Sager", "Møder", "Frister", "Min adgang"]),
        (Role.TEAMMEDLEM, ["I dag", "Sager", "Møder", "Frister", "Min adgang"]),
        (Role.PPR, ["I dag", "Sager", "Møder", "Frister", "Min adgang"]),
        (Role.SOCIALRAADGIVER, ["I dag", "Opsporing", "Sager", "Møder", "Frister", "Min adgang"]),
        (Role.LAERER, ["I dag", "Frister", "Min adgang"]),
        (Role.AD_HOC, ["I dag", "Møder", "Frister", "Min adgang"]),
        (
            Role.ADMINISTRATOR,
            [
                "I dag",
                "Fraværsfiler",
                "Kommunens roller",
                "Katalog og skala",
                "Frister",
                "Min adgang",
            ],
        ),
        (
            Role.FORVALTNING,
            ["I dag", "Kommunens roller", "Katalog og skala", "Frister", "Min adgang"],
        ),
        (Role.DPO, ["I dag", "Kommunens roller", "Frister", "Opslag", "Min adgang"]),
    ],
)
def test_the_menu_shows_what_works_for_the_role(client, today, school, role, labels):
    user = factories.make_user("Lars")
    everywhere = {Role.ADMINISTRATOR, Role.FORVALTNING, Role.DPO}
    factories.give(user, role, None if role in everywhere else school)
    client.force_login(user)

    response = client.get("/frister/")

    assert [item.label for item in response.context["nav"]()] == labels
    assert [item.label for item in response.context["nav"]() if item.current] == ["Frister"]
    for item in response.context["nav"]():
        assert client.get(item.url).status_code == 200


def test_the_menu_counts_what_is_in_reach(client, today, pupil, case, leader):
    make_flag(pupil)
    make_flag(pupil, "samlet-over-10", due_on=None)
    elsewhere = factories.make_class(factories.make_school("Engbakkeskolen"))
    make_flag(factories.make_pupil(elsewhere, "Frida"))
    client.force_login(leader)

    counts = {item.label: item.count for item in client.get("/frister/").context["nav"]()}

    assert (counts["Opsporing"], counts["Sager"], counts["I dag"]) == (1, 1, 0)


def test_the_frame_is_five_questions_at_most(client, today, leader, django_assert_max_num_queries):
    client.force_login(leader)
    client.get("/frister/")
    # Session and user, the page's calendars, figures and confirmed sources, and the frame's five.
    with django_assert_max_num_queries(2 + 4 + 5):
        client.get("/frister/")


def test_hats_are_said_by_place(school):
    other = factories.make_school("Engbakkeskolen")
    user = factories.make_user("Lars")
    klasse = factories.make_class(school)
    factories.give(user, Role.LAERER, school, school_class=klasse)
    factories.give(user, Role.TOVHOLDER, school)
    factories.give(user, Role.PPR, other)
    held = sorted(held_on(user, TODAY), key=lambda held: held.school_id)

    assert hats(held) == (
        "lærer eller pædagog i 6.B og tovholder, Sydhavnsskolen · PPR-konsulent, Engbakkeskolen"
    )


def test_a_role_that_ended_yesterday_opens_nothing(client, today, school, pupil):
    user = factories.make_user("Lars")
    factories.give(user, Role.SKOLELEDER, school, until=today - timedelta(days=1))
    make_flag(pupil)
    client.force_login(user)

    assert "Asta" not in client.get("/").content.decode()
    assert client.get("/opsporing/").status_code == 404

"""Following up together, the scale of concern, ending in dialogue, and what comes after."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from absence.models import MarkCategory
from absence.overview import whom
from cases import actions
from cases.actions import AnswerInput, Dialogue, IndsatsInput, ProgressInput
from cases.aftercare import before_and_since
from cases.closing import Before, Signpost
from cases.facts import facts_of
from cases.levels import level_of
from cases.models import (
    AfterCheck,
    Case,
    Closing,
    ConcernLevel,
    FollowUpRound,
    GoalProgress,
    Handleplan,
)
from cases.permissions import may_on_case
from cases.phases import Element, missing
from cases.story import story_of
from cases.today.gather import Desk
from cases.today.task import bucket_of
from cases.topics import Reader
from kiss.lib.models import Refused
from schools.calendars import Calendars
from schools.models import School, SchoolClass, User
from schools.roles import Role
from tests import factories
from tests.cases.test_plan_actions import save
from tests.conftest import TODAY

YES = {post.value: ("ja", "") for post in Signpost}
WHOLE = Dialogue(
    answers=YES,
    took_part="Asta, hendes mor og klassens lærere",
    kept_up="Makkerordningen fortsætter",
    handed_to="Jonas, kontaktlærer",
)


@pytest.fixture(autouse=True)
def scale(db: Any) -> None:
    actions.ship_levels()


@pytest.fixture
def calendar(school: School) -> Any:
    return Calendars.load().municipality().calendar


def kept(case: Case) -> list[IndsatsInput]:
    """The plan's own actions, as the form sends them again."""
    names = ("what", "who", "when", "works_when", "arena", "level", "status", "pk")
    return [
        IndsatsInput(**{name: getattr(row, name) for name in names})
        for row in case.handleplan.indsatser.order_by("position")
    ]


def hold(case: Case, by: User, **said: Any) -> FollowUpRound:
    plan = case.handleplan
    given = {
        "answers": [
            AnswerInput(pk=row.pk, done="ja", worked="lidt", status=row.status)
            for row in plan.indsatser.all()
        ],
        "progress": [ProgressInput(pk=goal.pk, step=2) for goal in plan.goals.all()],
        "took_part": "Asta og hendes mor",
        "community": "Der er mere ro.",
        "level": None,
        "level_reason": "",
        "reopens": False,
        "reopens_because": "",
        "next_on": date(2026, 12, 7),
        "next_by": "Tove Tovholder",
    } | said
    return actions.hold_round(case, **given, on=TODAY, by=by)


def end(case: Case, calendar: Any, by: User, on: date = TODAY, **said: Any) -> Closing:
    given = {"kind": "dialog", "dialogue": WHOLE, "reason": "Asta er i skole igen."} | said
    return actions.close_case(case, **given, calendar=calendar, grade=6, on=on, by=by)


def told(case: Case) -> list[tuple[str, str]]:
    world = Calendars.load().municipality()
    return [
        (entry.text, entry.detail)
        for entry in story_of(case, world, TODAY, Reader(restricted=True))
    ]


def tasks(user: User, day: date) -> dict[str, str]:
    return {task.what: bucket_of(task, day) for task in Desk(user, day).tasks()}


class TestFollowingUpTogether:
    def test_everything_said_in_one_sitting_is_kept(self, case: Case, tovholder: User) -> None:
        save(case, tovholder)

        row = hold(case, tovholder)

        plan = Handleplan.objects.get(case=case)
        assert row.follow_ups.count() == plan.indsatser.count() == 2
        assert [step.get_step_display() for step in row.progress.all()] == ["halvvejs"]
        assert (plan.next_follow_up_on, plan.version) == (date(2026, 12, 7), 2)
        assert ("Fulgte op sammen", "2 indsatser gennemgået.") in told(case)

    def test_seeing_something_else_takes_the_case_back_to_exploring(
        self, case: Case, tovholder: User
    ) -> None:
        save(case, tovholder)
        actions.change_focus(case, to="opfoelgning", reason="Nu", on=TODAY, by=tovholder)

        hold(case, tovholder, reopens=True, reopens_because="Hvad sker der søndag aften?")

        case.refresh_from_db()
        assert case.focus == Element.AFDAEKNING
        assert case.focus_changes.last().reason == "Hvad sker der søndag aften?"

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"next_on": None}, "Aftal en dag"),
            ({"next_on": TODAY}, "Aftal en dag"),
            ({"next_by": " "}, "hvem der følger op"),
            ({"took_part": ""}, "hvem der var med"),
            ({"reopens": True}, "se nærmere på"),
        ],
    )
    def test_what_is_missing_is_said_and_nothing_is_kept(
        self, case: Case, tovholder: User, wrong: dict[str, Any], sentence: str
    ) -> None:
        save(case, tovholder)

        with pytest.raises(Refused, match=sentence):
            hold(case, tovholder, **wrong)

        assert not FollowUpRound.objects.exists()
        assert Handleplan.objects.get(case=case).next_follow_up_on == date(2026, 12, 14)

    def test_progress_stays_readable_when_the_goal_is_taken_off(
        self, case: Case, tovholder: User
    ) -> None:
        save(case, tovholder)
        hold(case, tovholder, answers=[])

        save(case, tovholder, seen=2, goals=[], indsatser=kept(case))

        step = GoalProgress.objects.get()
        assert step.goal is None
        assert step.said.startswith("Asta er i skole fire morgener")

    def test_a_goal_keeps_its_progress_when_another_is_put_before_it(
        self, case: Case, tovholder: User
    ) -> None:
        save(case, tovholder, goals=["Første", "Andet"])
        second = case.handleplan.goals.get(text="Andet")
        hold(case, tovholder, answers=[], progress=[ProgressInput(pk=second.pk, step=4)])

        save(case, tovholder, seen=2, goals=["Nyt", "Andet", "Første"], indsatser=kept(case))

        assert case.handleplan.goals.get(text="Andet").progress.get().step == 4

    def test_the_page_keeps_what_was_typed_and_says_what_to_mend(
        self, client: Client, case: Case, tovholder: User, today: date
    ) -> None:
        save(case, tovholder)
        first, second = case.handleplan.indsatser.order_by("position")
        client.force_login(tovholder)
        url = reverse("cases:round", args=[case.public_id])
        typed = {
            f"i{first.pk}-done": "ja",
            f"i{first.pk}-adjustment": "Vi prøver om tirsdagen",
            f"i{first.pk}-status": "i-gang",
            f"i{second.pk}-status": second.status,
            "took_part": "Asta",
            "reopens": "nej",
            "next_on": "2026-12-07",
            "next_by": "Tove",
        }

        wrong = client.post(url, typed)
        assert wrong.status_code == 422
        assert "Svar på, om det virkede." in wrong.content.decode()
        assert "Vi prøver om tirsdagen" in wrong.content.decode()

        right = client.post(url, typed | {f"i{first.pk}-worked": "lidt"})
        assert right.status_code == 302
        row = FollowUpRound.objects.get()
        # The action that was not talked of has no answer.
        assert [answer.indsats_id for answer in row.follow_ups.all()] == [first.pk]

    def test_a_sitting_without_any_answer_is_none(
        self, client: Client, case: Case, tovholder: User, today: date
    ) -> None:
        save(case, tovholder)
        client.force_login(tovholder)
        statuses = {f"i{row.pk}-status": row.status for row in case.handleplan.indsatser.all()}

        answer = client.post(
            reverse("cases:round", args=[case.public_id]),
            {
                **statuses,
                "took_part": "Asta",
                "reopens": "nej",
                "next_on": "2026-12-07",
                "next_by": "T",
            },
        )

        assert answer.status_code == 422
        assert "mindst én af indsatserne" in answer.content.decode()

    def test_only_who_leads_the_case_follows_up(
        self, client: Client, case: Case, tovholder: User, member: User, today: date
    ) -> None:
        save(case, tovholder)
        client.force_login(member)

        assert client.get(reverse("cases:round", args=[case.public_id])).status_code == 403

    def test_without_a_plan_one_is_led_to_write_it(
        self, client: Client, case: Case, tovholder: User, today: date
    ) -> None:
        client.force_login(tovholder)

        answer = client.get(reverse("cases:round", args=[case.public_id]))

        assert answer.headers["Location"] == reverse("cases:plan", args=[case.public_id])


class TestTheScaleOfConcern:
    def test_the_newest_judgement_holds_and_each_is_told_with_its_reason(
        self, case: Case, tovholder: User
    ) -> None:
        two, three = ConcernLevel.objects.filter(position__in=(2, 3))
        actions.set_level(case, level=two, reason="Et mønster", on=TODAY, by=tovholder)
        actions.set_level(case, level=three, reason="Væk hver mandag", on=TODAY, by=tovholder)

        assert level_of(case) == three
        assert ("Bekymring vurderet: Bekymrende", "Væk hver mandag") in told(case)
        assert facts_of([case], TODAY)[case.pk].level == "Bekymrende"

    def test_the_same_step_again_changes_nothing(self, case: Case, tovholder: User) -> None:
        level = ConcernLevel.objects.get(position=2)
        actions.set_level(case, level=level, reason="Et mønster", on=TODAY, by=tovholder)

        assert actions.set_level(case, level=level, reason="", on=TODAY, by=tovholder) is None
        assert case.level_changes.count() == 1

    def test_a_step_out_of_use_cannot_be_chosen(self, case: Case, tovholder: User) -> None:
        level = ConcernLevel.objects.get(position=4)
        level.in_use = False
        level.save()

        with pytest.raises(Refused, match="bruges ikke mere"):
            actions.set_level(case, level=level, reason="x", on=TODAY, by=tovholder)

    def test_a_follow_up_beyond_the_rhythm_of_the_step_is_said(
        self, case: Case, tovholder: User
    ) -> None:
        save(case, tovholder, next_follow_up_on=TODAY + timedelta(days=15))
        level = ConcernLevel.objects.get(position=3)
        actions.set_level(case, level=level, reason="x", on=TODAY, by=tovholder)

        said = missing(facts_of([case], TODAY)[case.pk], TODAY)[Element.OPFOELGNING]

        assert said == [
            "Næste opfølgning ligger mere end 14 dage ude. Ved »Bekymrende« følger I op oftere."
        ]

    def test_the_scale_is_shipped_once(self) -> None:
        actions.ship_levels()

        assert ConcernLevel.objects.count() == 4


class TestEndingInDialogue:
    def test_the_dialogue_is_kept_and_three_looks_are_planned(
        self, case: Case, tovholder: User, calendar: Any
    ) -> None:
        closing = end(case, calendar, tovholder)

        assert closing.answers.count() == 7
        assert [(row.school_weeks, row.due_on) for row in closing.checks.order_by("due_on")] == [
            (2, date(2026, 12, 7)),
            (6, date(2027, 1, 18)),
            (12, date(2027, 3, 8)),
        ]

    def test_one_signpost_unanswered_holds_it_open(
        self, case: Case, tovholder: User, calendar: Any
    ) -> None:
        left = {key: value for key, value in YES.items() if key != "enighed"}

        with pytest.raises(Refused, match="er I enige"):
            end(case, calendar, tovholder, dialogue=Dialogue(answers=left))

        case.refresh_from_db()
        assert case.closed_on is None

    def test_a_no_asks_why_all_the_same(self, case: Case, tovholder: User, calendar: Any) -> None:
        given = {**YES, "trivsel": ("nej", "Hun er stadig ked af det om søndagen.")}
        unsaid = Dialogue(
            answers=given, took_part="Asta", kept_up="Makkerne", handed_to="Jonas, kontaktlærer"
        )

        with pytest.raises(Refused, match="taler imod"):
            end(case, calendar, tovholder, dialogue=unsaid)

    def test_right_before_christmas_it_must_be_said_why(
        self, case: Case, tovholder: User, calendar: Any
    ) -> None:
        with pytest.raises(Refused, match="taler imod"):
            end(case, calendar, tovholder, on=date(2026, 12, 14))

    def test_a_child_who_has_moved_needs_no_signposts(
        self, case: Case, tovholder: User, calendar: Any
    ) -> None:
        closing = end(
            case, calendar, tovholder, kind="flyttet", dialogue=None, reason="Flyttet til Aalborg."
        )

        assert not closing.answers.exists()
        assert not closing.checks.exists()

    def test_the_page_says_everything_that_is_missing_at_once(
        self, client: Client, case: Case, tovholder: User, today: date, calendar: Any
    ) -> None:
        client.force_login(tovholder)
        url = reverse("cases:close", args=[case.public_id])

        wrong = client.post(url, {"kind": "dialog", "reason": "Asta er i skole igen."})

        page = wrong.content.decode()
        assert wrong.status_code == 422
        assert page.count("Svar på: ") >= 7
        assert "hvem der tager over i hverdagen" in page
        assert "Asta er i skole igen." in page

        answers = {f"{post.value}-answer": "ja" for post in Signpost}
        said = {"took_part": "Asta", "kept_up": "Makkerne", "handed_to": "Jonas"}
        right = client.post(url, {"kind": "dialog", "reason": "Tilbage.", **answers, **said})
        assert right.status_code == 302
        assert Closing.objects.get().answers.count() == 7


class TestTheLooksAfterwards:
    def test_the_one_who_led_the_case_is_asked_quietly_and_nobody_else(
        self, case: Case, tovholder: User, leader: User, calendar: Any, klasse: SchoolClass
    ) -> None:
        end(case, calendar, tovholder)
        due = date(2026, 12, 7)
        what = f"Se, hvordan det går med {whom(case.pupil, klasse)}"

        assert what not in tasks(tovholder, due - timedelta(days=9))
        assert tasks(tovholder, due)[what] == "i-dag"
        assert not [line for line in tasks(leader, due) if "hvordan det går" in line]
        # A week later the one who appoints hears that nobody has looked.
        late = tasks(leader, due + timedelta(days=8))
        asked = f"Spørg Tove, hvordan det går med {whom(case.pupil, klasse)}"
        assert late[asked] == "venter"

    def test_absence_is_held_against_the_childs_own(
        self, case: Case, tovholder: User, calendar: Any, klasse: SchoolClass
    ) -> None:
        for day in (date(2026, 11, 10), date(2026, 11, 11)):
            factories.mark(case.pupil, day, MarkCategory.SYG)
        closing = end(case, calendar, tovholder)
        factories.mark(case.pupil, date(2026, 11, 30), MarkCategory.SYG)
        factories.make_import(first_day=date(2026, 12, 1), last_day=date(2026, 12, 4))

        found = before_and_since(closing, klasse, calendar, date(2026, 12, 7))

        # From the case's first day, 2 November, to the 23rd; then 24 November to 4 December.
        assert found == Before(4, 16, 2, 9)

    def test_keeping_an_eye_plans_one_more_look(
        self, case: Case, tovholder: User, calendar: Any
    ) -> None:
        closing = end(case, calendar, tovholder)
        check = closing.checks.order_by("due_on").first()

        actions.look_after(
            check,
            verdict="oeje",
            note="Sen to mandage.",
            told=Before(0, 16, 1, 10),
            calendar=calendar,
            on=date(2026, 12, 7),
            by=tovholder,
        )

        dates = list(closing.checks.waiting().order_by("due_on").values_list("due_on", flat=True))
        # Ten school days on: 4 January is the first after Christmas.
        assert dates == [date(2027, 1, 4), date(2027, 1, 18), date(2027, 3, 8)]
        assert ("Eftertjek efter 2 skoleuger: vi holder øje lidt endnu", "Sen to mandage.") in told(
            case
        )

    def test_a_look_is_answered_once_and_not_before_its_day(
        self, case: Case, tovholder: User, calendar: Any
    ) -> None:
        check = end(case, calendar, tovholder).checks.order_by("due_on").first()
        given = {"verdict": "godt", "note": "", "told": Before(0, 1, 0, 1), "calendar": calendar}

        with pytest.raises(Refused, match="for tidligt"):
            actions.look_after(check, **given, on=date(2026, 12, 4), by=tovholder)
        actions.look_after(check, **given, on=date(2026, 12, 7), by=tovholder)
        with pytest.raises(Refused, match="allerede besvaret"):
            actions.look_after(check, **given, on=date(2026, 12, 8), by=tovholder)

    def test_a_member_of_the_team_does_not_answer_it(
        self, client: Client, case: Case, tovholder: User, member: User, calendar: Any, today: date
    ) -> None:
        check = end(case, calendar, tovholder).checks.first()
        client.force_login(member)

        url = reverse("cases:after_check", args=[case.public_id, check.pk])

        assert client.get(url).status_code in {403, 404}


class TestOpeningAgain:
    def test_history_is_kept_and_the_looks_fall_away(
        self, case: Case, tovholder: User, leader: User, calendar: Any
    ) -> None:
        save(case, tovholder)
        end(case, calendar, tovholder)

        actions.reopen_case(
            case, tovholder=tovholder, reason="Væk fire mandage.", on=TODAY, by=leader
        )

        case.refresh_from_db()
        assert (case.closed_on, case.focus) == (None, Element.AFDAEKNING)
        assert may_on_case(tovholder, case, "lead_case", TODAY)
        assert Handleplan.objects.get(case=case).indsatser.count() == 2
        closing = case.closings.get()
        assert closing.reason == "Asta er i skole igen."
        assert closing.reopened_because == "Væk fire mandage."
        assert not AfterCheck.objects.waiting().exists()
        lines = dict(told(case))
        assert lines["Sagen blev afsluttet"] == "Asta er i skole igen."
        assert lines["Sagen blev åbnet igen med Tove Tovholder som tovholder"] == (
            "Væk fire mandage."
        )

    def test_it_can_be_ended_again_and_both_ends_stand(
        self, case: Case, tovholder: User, calendar: Any
    ) -> None:
        end(case, calendar, tovholder)
        actions.reopen_case(case, tovholder=tovholder, reason="Væk.", on=TODAY, by=tovholder)

        end(case, calendar, tovholder, reason="Nu holder det.")

        assert list(case.closings.order_by("pk").values_list("reason", flat=True)) == [
            "Asta er i skole igen.",
            "Nu holder det.",
        ]

    def test_a_child_has_at_most_one_open_case(
        self, case: Case, tovholder: User, school: School, calendar: Any
    ) -> None:
        end(case, calendar, tovholder)
        other = actions.open_case(
            case.pupil, school=school, tovholder=tovholder, because="Nyt", on=TODAY, by=tovholder
        )

        with pytest.raises(Refused, match=other.number):
            actions.reopen_case(case, tovholder=tovholder, reason="x", on=TODAY, by=tovholder)

    def test_a_child_who_goes_elsewhere_gets_a_new_case_there(
        self, case: Case, tovholder: User, calendar: Any
    ) -> None:
        end(case, calendar, tovholder)
        row = case.pupil.enrolments.get()
        row.school_class = factories.make_class(factories.make_school("Engbakkeskolen"))
        row.save()

        with pytest.raises(Refused, match="går ikke på Sydhavnsskolen mere"):
            actions.reopen_case(case, tovholder=tovholder, reason="x", on=TODAY, by=tovholder)

    def test_only_a_leader_in_the_team_can_lead_it_again(
        self, case: Case, tovholder: User, leader: User, calendar: Any
    ) -> None:
        end(case, calendar, tovholder)

        with pytest.raises(Refused, match="kan ikke være tovholder"):
            actions.reopen_case(case, tovholder=leader, reason="x", on=TODAY, by=leader)

    def test_who_appoints_opens_it_from_its_page_and_a_teacher_cannot(
        self, client: Client, case: Case, tovholder: User, leader: User, calendar: Any, today: date
    ) -> None:
        end(case, calendar, tovholder)
        url = reverse("cases:reopen", args=[case.public_id])
        teacher = factories.make_user("Lars Lærer")
        factories.give(
            teacher, Role.LAERER, case.school, school_class=factories.make_class(case.school)
        )
        client.force_login(teacher)
        assert client.get(url).status_code == 404

        client.force_login(leader)
        assert url in client.get(case.get_absolute_url()).content.decode()
        answer = client.post(url, {"reason": "Væk igen.", "tovholder": tovholder.public_id})

        assert answer.status_code == 302
        case.refresh_from_db()
        assert case.closed_on is None


def test_who_closes_a_case_reads_what_is_still_open(client, case, today):
    client.force_login(case.tovholder)

    page = client.get(reverse("cases:close", args=[case.public_id])).content.decode()

    assert "Det er stadig åbent" in page
    assert "Skriv barnets egne ord" in page


def test_the_pages_of_a_closed_case_say_that_nothing_is_written_there(client, case, today):
    actions.close_case(
        case,
        kind="fejl",
        reason="Oprettet to gange.",
        calendar=Calendars.load().municipality().calendar,
        on=TODAY,
        by=case.tovholder,
    )
    client.force_login(case.tovholder)

    page = client.get(reverse("cases:element", args=[case.public_id, "afdaekning"]))

    assert "der kan ikke skrives i den" in page.content.decode()

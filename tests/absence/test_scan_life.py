"""The life of flags: raised, decided, withdrawn, raised again; never deleted, never silent."""

from datetime import date, timedelta

import pytest

from absence.actions import decide, judge_pupils, mark_seen, scan
from absence.models import Flag, FlagChange, Mark
from cases.models import Concern, Handlingsplan1c
from schools.models import Closure, FiguresVersion
from tests import factories
from tests.absence.plans import DEL, LOV, SYG, ULO, day, flags, make_plan, make_pupil, mark, rows
from tests.law.worlds import school_days

SPELL, TOTAL, SICK = "syg-15-sammenhaengende", "samlet-over-10", "syg-15-samlet"
AWAY = school_days("2025-10-07", 15)


@pytest.fixture
def school(db):
    make_plan()
    return factories.make_school()


@pytest.fixture
def pupil(school):
    return make_pupil(school)


def answer(pupil, by, on, kind="ingen-handling", **given):
    given = {"reason": "", "talk_with": "", "look_again_on": None, "case": None} | given
    if kind == "ingen-handling":
        given["reason"] = "Vi har talt med hjemmet."
    if kind == "tal-med":
        given["talk_with"] = "mor"
    return decide(pupil, kind=kind, on=on, by=by, **given)


def story(flag):
    return [(row.from_status, row.to_status) for row in flag.changes.order_by("pk")]


def test_scanning_again_writes_nothing(pupil):
    mark(pupil, ULO, *AWAY)
    scan(AWAY[-1])
    before = rows()

    again = scan(AWAY[-1])
    anew = scan(AWAY[-1], anew=True)

    assert rows() == before
    assert (again.flags_new, again.flags_withdrawn) == (0, 0)
    assert (anew.flags_new, anew.flags_withdrawn) == (0, 0)


def test_an_older_day_leaves_alone_what_was_judged_later(pupil):
    mark(pupil, ULO, *AWAY)
    scan(AWAY[-1])
    before = rows()

    scan(AWAY[3], anew=True)

    assert rows() == before


def test_an_older_day_raises_nothing_that_fell_later(pupil):
    days = school_days("2025-08-11", 80)
    mark(pupil, SYG, *days[:6])
    for one in days[19:61]:
        scan(one)
    before = rows()

    for one in (days[19], days[30], days[58]):
        scan(one, anew=True)

    assert Flag.objects.get(rule=TOTAL).status == "bortfaldet"
    assert rows() == before


def test_an_older_day_counts_no_share_back(pupil):
    mark(pupil, SYG, *school_days("2025-08-11", 8))
    scan(day("2025-09-12"))
    scan(day("2025-09-15"))
    before = rows()

    scan(day("2025-09-12"), anew=True)

    assert rows() == before


def test_numbers_of_an_open_flag_follow_the_marks(pupil):
    mark(pupil, ULO, *AWAY[:9])
    scan(AWAY[8])
    mark(pupil, ULO, AWAY[9])

    scan(AWAY[9])

    flag = Flag.objects.get(rule="ulovligt-15")
    assert (flag.half_days, flag.school_days) == (20, 53)
    assert story(flag) == [("", "ny")]


def test_a_moved_effective_day_is_told(pupil):
    mark(pupil, ULO, *AWAY[:9])
    scan(AWAY[8])
    Mark.objects.filter(day=AWAY[0]).delete()

    scan(AWAY[9])

    ten = Flag.objects.get(rule="ulovligt-10")
    assert ten.effective_on == AWAY[6]
    assert ten.changes.last().because.startswith(
        "Virkningsdatoen er flyttet fra 21. oktober 2025 til 22. oktober 2025"
    )


def test_a_share_is_counted_on_for_a_pupil_with_no_new_marks(pupil):
    mark(pupil, SYG, *school_days("2025-08-11", 8))
    friday, monday = day("2025-09-12"), day("2025-09-15")
    scan(friday)
    assert Flag.objects.get(rule=TOTAL).school_days == 25

    scan(monday)

    flag = Flag.objects.get(rule=TOTAL)
    assert (flag.half_days, flag.school_days, flag.last_on) == (16, 26, monday)
    assert story(flag) == [("", "ny")]


def test_a_share_that_falls_is_withdrawn_on_the_very_day(pupil):
    days = school_days("2025-08-11", 80)
    mark(pupil, SYG, *days[:6])

    for one in days[19:61]:
        scan(one)
        expected = "ny" if one < days[59] else "bortfaldet"
        assert Flag.objects.get(rule=TOTAL).status == expected

    flag = Flag.objects.get(rule=TOTAL)
    assert flag.withdrawn_on == days[59]
    assert flag.withdrawn_because == (
        f"Ikke længere over grænsen {days[59]:%d-%m-%Y}: 6 dage af 60 skoledage = 10,0 %"
    )


def test_all_absence_is_first_judged_after_twenty_school_days(pupil):
    days = school_days("2025-08-11", 25)
    mark(pupil, LOV, *days[:10])

    for one in days[9:19]:
        scan(one)
    assert flags(rule=TOTAL) == []
    scan(days[19])

    assert [found[3] for found in flags(rule=TOTAL)] == [days[19].isoformat()]


def test_a_withdrawn_flag_is_raised_again_as_the_same_row(pupil):
    mark(pupil, ULO, "2025-10-01")
    scan(day("2025-10-01"))
    Mark.objects.update(category=DEL, halves=0)
    scan(day("2025-10-02"))
    Mark.objects.update(category=ULO, halves=2)

    scan(day("2025-10-03"))

    flag = Flag.objects.get()
    assert (flag.status, flag.withdrawn_on, flag.withdrawn_because) == ("ny", None, "")
    assert story(flag) == [("", "ny"), ("ny", "bortfaldet"), ("bortfaldet", "ny")]


def test_what_was_seen_stays_seen(pupil, school):
    leader = factories.make_leader(school)
    mark(pupil, ULO, *AWAY[:6])
    scan(AWAY[5])
    mark_seen(pupil, on=AWAY[5], by=leader)
    mark(pupil, ULO, AWAY[6])

    scan(AWAY[6])

    assert Flag.objects.get(rule="ulovligt-10").status == Flag.Status.SEEN


def test_a_decided_flag_stays_decided_and_tells_when_the_data_change(pupil, school):
    leader = factories.make_leader(school)
    mark(pupil, ULO, "2025-10-01")
    scan(day("2025-10-01"))
    answer(pupil, leader, day("2025-10-01"))

    Mark.objects.update(category=DEL, halves=0)
    scan(day("2025-10-02"))
    scan(day("2025-10-03"))
    gone = Flag.objects.get()
    assert (gone.status, gone.withdrawn_on) == (Flag.Status.DECIDED, day("2025-10-02"))
    assert gone.withdrawn_because.startswith("Fravær rettet 02-10-2025")

    Mark.objects.update(category=ULO, halves=2)
    scan(day("2025-10-06"))
    scan(day("2025-10-07"))

    flag = Flag.objects.get()
    assert (flag.status, flag.withdrawn_on) == (Flag.Status.DECIDED, None)
    assert story(flag) == [
        ("", "ny"),
        ("ny", "afgjort"),
        ("afgjort", "afgjort"),
        ("afgjort", "afgjort"),
    ]


def test_looking_again_asks_again_on_the_day(pupil, school):
    leader = factories.make_leader(school)
    mark(pupil, ULO, "2025-10-01")
    scan(day("2025-10-01"))
    decision = answer(pupil, leader, day("2025-10-01"), "kig-igen", look_again_on=day("2025-10-08"))

    scan(day("2025-10-07"))
    assert Flag.objects.get(rule="ulovligt-kontakt").status == Flag.Status.DECIDED
    scan(day("2025-10-08"))

    flag = Flag.objects.get(rule="ulovligt-kontakt")
    assert (flag.status, flag.look_again_on, flag.decision) == (Flag.Status.NEW, None, decision)
    assert flag.changes.last().because == (
        "Der skulle kigges igen nu; det blev besluttet 1. oktober 2025"
    )


@pytest.mark.parametrize(
    ("kind", "then"), [("ingen-handling", "ny"), ("tal-med", "afgjort"), ("kig-igen", "ny")]
)
def test_a_limit_reached_after_a_decision_on_its_warning(pupil, school, kind, then):
    leader = factories.make_leader(school)
    mark(pupil, SYG, *AWAY)
    scan(AWAY[9])
    assert Flag.objects.get(rule=SPELL).status == Flag.Status.COMING
    given = {"look_again_on": AWAY[-1] + timedelta(days=90)} if kind == "kig-igen" else {}
    answer(pupil, leader, AWAY[9], kind, **given)

    scan(AWAY[13])
    assert Flag.objects.get(rule=SPELL).status == Flag.Status.DECIDED
    scan(AWAY[14])

    flag = Flag.objects.get(rule=SPELL)
    assert flag.status == then
    if then == "ny":
        assert flag.effective_on == AWAY[14]


def test_a_warning_falls_when_the_pupil_is_back(pupil, school):
    mark(pupil, SYG, *AWAY[:11])
    scan(AWAY[10])
    assert Flag.objects.get(rule=SPELL).status == Flag.Status.COMING

    factories.make_import(school=school, first_day=AWAY[11], last_day=AWAY[11])
    scan(AWAY[11])

    flag = Flag.objects.get(rule=SPELL)
    assert flag.status == Flag.Status.WITHDRAWN
    assert flag.withdrawn_because.startswith("I skole igen, før grænsen blev nået")


def test_a_day_that_is_not_delivered_is_no_return(pupil):
    mark(pupil, SYG, *AWAY[:11])
    scan(AWAY[10])

    scan(AWAY[13])

    assert Flag.objects.get(rule=SPELL).status == Flag.Status.COMING


def test_an_assessment_begins_the_count_of_sickness_again(pupil, school):
    leader = factories.make_leader(school)
    days = school_days("2025-09-01", 60)
    mark(pupil, SYG, *days[0:30:2])
    scan(days[28])
    assert [found[1] for found in flags(rule=SICK, status="ny")] == ["2025/26"]
    answer(pupil, leader, days[28], "tal-med")

    mark(pupil, SYG, *days[30:58:2])
    scan(days[57])
    assert flags(rule=SICK, status="ny") == []
    mark(pupil, SYG, days[58])
    scan(days[58])

    began = f"2025/26 fra {days[28].isoformat()}"
    assert [found[1] for found in flags(rule=SICK, status="ny")] == [began]
    first = Flag.objects.get(rule=SICK, period="2025/26")
    assert (first.status, first.withdrawn_on) == (Flag.Status.DECIDED, None)


def test_a_correction_before_the_assessment_is_told_on_the_first_flag(pupil, school):
    leader = factories.make_leader(school)
    days = school_days("2025-09-01", 40)
    mark(pupil, SYG, *days[0:30:2])
    scan(days[28])
    answer(pupil, leader, days[28], "tal-med")

    Mark.objects.filter(day=days[2]).delete()
    scan(days[30])

    flag = Flag.objects.get(rule=SICK)
    assert (flag.status, flag.withdrawn_on) == (Flag.Status.DECIDED, days[30])


def test_the_law_alone_keeps_the_flag_of_an_assessment_too(pupil, school):
    leader = factories.make_leader(school)
    FiguresVersion.objects.create(
        in_force_from=date(2025, 8, 1),
        values={"recent_months_flag": True},
        reason="byrådet",
        confirmed_by=leader,
    )
    days = school_days("2025-09-01", 40)
    mark(pupil, SYG, *days[0:30:2])
    scan(days[28])
    answer(pupil, leader, days[28], "tal-med")

    scan(days[30])

    flag = Flag.objects.get(rule=SICK)
    assert (flag.status, flag.withdrawn_on) == (Flag.Status.DECIDED, None)


def test_doing_nothing_is_no_assessment(pupil, school):
    leader = factories.make_leader(school)
    days = school_days("2025-09-01", 40)
    mark(pupil, SYG, *days[0:30:2])
    scan(days[28])
    answer(pupil, leader, days[28])
    mark(pupil, SYG, days[30])

    scan(days[30])

    assert [found[1:3] for found in flags(rule=SICK)] == [("2025/26", "afgjort")]


def test_a_new_closure_has_everything_judged_by_the_new_calendar(pupil, school):
    mark(pupil, ULO, *AWAY[:8])
    scan(AWAY[7])
    fifteen = Flag.objects.get(rule="ulovligt-15")
    before = fifteen.calendar_version
    assert fifteen.school_days == 53

    Closure.objects.create(starts_on=AWAY[7], ends_on=AWAY[7], title="Snestorm", school=school)
    scan(AWAY[8])

    ten = Flag.objects.get(rule="ulovligt-10")
    assert (ten.status, ten.school_days, ten.half_days) == ("ny", 52, 14)
    assert ten.calendar_version != before
    fifteen.refresh_from_db()
    assert (fifteen.status, fifteen.withdrawn_because) == (
        "bortfaldet",
        f"Kalender rettet {AWAY[8]:%d-%m-%Y}: 7 dage af 52 skoledage = 13,5 %",
    )


def test_new_figures_have_everybody_judged_again(pupil, school):
    leader = factories.make_leader(school)
    mark(pupil, ULO, *AWAY[:5])
    scan(AWAY[4])
    assert flags(rule="ulovligt-10") == []

    FiguresVersion.objects.create(
        in_force_from=date(2025, 10, 1),
        values={"warning_percent": 9},
        reason="byrådet",
        confirmed_by=leader,
    )
    scan(AWAY[4])

    flag = Flag.objects.get(rule="ulovligt-10")
    assert (flag.effective_on, flag.figures_from) == (AWAY[4], date(2025, 10, 1))


def test_a_local_window_of_sickness_is_judged_by_the_law_alone(pupil, school):
    leader = factories.make_leader(school)
    FiguresVersion.objects.create(
        in_force_from=date(2025, 8, 1),
        values={"sickness_window": "kvartal"},
        reason="byrådet",
        confirmed_by=leader,
    )
    days = school_days("2025-10-01", 40)
    mark(pupil, SYG, *days[0:30:2])

    scan(days[28])

    assert [found[1] for found in flags(rule=SICK)] == ["2025-K4"]


def test_a_pupil_who_left_is_still_judged_for_the_time_at_school(pupil):
    mark(pupil, ULO, *AWAY[:8])
    enrolment = pupil.enrolments.get()
    enrolment.ends_on = AWAY[7]
    enrolment.save()

    scan(day("2025-12-01"))

    flag = Flag.objects.get(rule="ulovligt-15")
    # Only the school days until the pupil left stand below the line.
    assert (flag.half_days, flag.school_days) == (16, 12)
    assert flag.evidence["part_period"] is True


def test_a_pupil_who_moves_takes_the_absence_along(school, pupil):
    other = factories.make_school("Nordskolen")
    Closure.objects.create(
        starts_on="2025-11-24", ends_on="2025-11-28", title="Projektuge", school=other
    )
    mark(pupil, ULO, *AWAY[:4])
    enrolment = pupil.enrolments.get()
    enrolment.ends_on = day("2025-11-07")
    enrolment.save()
    moved = factories.make_class(other, 5, "A", 2025)
    pupil.enrolments.create(school_class=moved, starts_on="2025-11-08")
    mark(pupil, ULO, "2025-11-10", "2025-11-11", school=other)

    scan(day("2025-11-11"))

    flag = Flag.objects.get(rule="ulovligt-10")
    assert (flag.half_days, flag.school_days, flag.school) == (12, 48, other)


def test_marks_that_weigh_more_than_a_day_are_cut_as_the_law_cuts_them(pupil):
    mark(pupil, SYG, *school_days("2025-09-01", 5))
    mark(pupil, ULO, *school_days("2025-09-01", 5), slot=2)

    scan(day("2025-09-08"))

    assert flags(rule__startswith="ulovligt") == []


@pytest.fixture
def plan(pupil, school):
    """A concern about the environment, told on Tuesday 24 March 2026."""
    leader = factories.make_leader(school)
    concern = Concern.objects.create(
        pupil=pupil,
        school=school,
        voiced_by="foraelder",
        noted_on="2026-03-24",
        noted_by=leader,
        text="Holdes uden for",
    )
    return Handlingsplan1c.objects.create(
        concern=concern, informed_on="2026-03-24", responsible=leader
    )


def test_a_handlingsplan_is_flagged_when_due_soon_and_overdue(plan):
    scan(day("2026-04-06"))
    assert flags() == []

    scan(day("2026-04-08"))
    soon = ("handlingsplan-1c", "2026-03-24", "ny", "2026-04-07", "2026-04-10")
    assert flags() == [soon]
    assert Flag.objects.get().evidence["stage"] == "snart"

    scan(day("2026-04-10"))
    assert flags() == [soon]

    scan(day("2026-04-11"))
    assert flags() == [("handlingsplan-1c", "2026-03-24", "ny", "2026-04-11", "2026-04-10")]
    flag = Flag.objects.get()
    assert flag.evidence["stage"] == "overskredet"
    assert flag.changes.last().because == "Fristen er overskredet"


def test_a_finished_handlingsplan_settles_its_flag(plan):
    scan(day("2026-04-09"))
    plan.measures, plan.ready_on = "Ny plads i klassen.", day("2026-04-09")
    plan.save()

    judge_pupils([plan.concern.pupil_id], day=day("2026-04-09"), because="Planen er færdig")

    flag = Flag.objects.get()
    assert (flag.status, flag.withdrawn_because) == (
        "bortfaldet",
        "Handlingsplanen var færdig 09-04-2026",
    )


def test_an_overdue_handlingsplan_is_flagged_into_the_next_school_year(plan):
    scan(day("2026-06-01"))

    scan(day("2026-09-01"))

    assert [found[2] for found in flags()] == ["ny"]


def test_every_step_is_told_and_no_flag_is_ever_deleted(pupil):
    mark(pupil, ULO, *AWAY[:9])
    scan(AWAY[8])
    raised = set(Flag.objects.values_list("pk", flat=True))
    Mark.objects.all().delete()

    scan(AWAY[9])

    assert set(Flag.objects.values_list("pk", flat=True)) == raised
    assert not Flag.objects.exclude(status=Flag.Status.WITHDRAWN).exists()
    assert FlagChange.objects.count() == 2 * len(raised)
    assert not FlagChange.objects.filter(because="").exists()


@pytest.fixture
def next_year(pupil, school):
    """The pupil goes on in 6.B, and the clock ran through 2025/26."""
    enrolment = pupil.enrolments.get()
    enrolment.ends_on = day("2026-07-31")
    enrolment.save()
    pupil.enrolments.create(
        school_class=factories.make_class(school, 6, "B", 2026), starts_on="2026-08-01"
    )
    return day("2026-08-20")


def test_june_corrected_in_august_withdraws_the_flag_of_last_year(pupil, next_year):
    june = school_days("2026-06-01", 9)
    mark(pupil, ULO, *june)
    scan(june[-1])
    assert Flag.objects.get(rule="ulovligt-15").status == Flag.Status.NEW
    scan(next_year)
    Mark.objects.filter(day=june[0]).update(category=SYG)

    judge_pupils([pupil.pk], day=next_year, because="Fravær rettet", since=june[0])
    Mark.objects.filter(day=june[1]).update(category=SYG)
    judge_pupils([pupil.pk], day=next_year + timedelta(days=1), since=june[1])

    flag = Flag.objects.get(rule="ulovligt-15")
    assert (flag.status, flag.withdrawn_on) == (Flag.Status.WITHDRAWN, next_year)
    assert flag.withdrawn_because == ("Fravær rettet 20-08-2026: 8 dage af 55 skoledage = 14,5 %")
    assert Flag.objects.get(rule="ulovligt-10").half_days == 14


def test_june_delivered_in_august_is_flagged_with_its_own_day(pupil, next_year):
    scan(day("2026-06-12"))
    june = school_days("2026-06-15", 9)
    mark(pupil, ULO, *june)

    judge_pupils([pupil.pk], day=next_year, since=june[0])

    flag = Flag.objects.get(rule="ulovligt-15")
    assert (flag.effective_on, flag.found_on) == (june[-1], next_year)


def test_years_before_the_clock_began_are_left_alone(pupil, next_year):
    june = school_days("2026-06-15", 9)
    mark(pupil, ULO, *june)

    judge_pupils([pupil.pk], day=next_year, since=june[0])

    assert flags() == []

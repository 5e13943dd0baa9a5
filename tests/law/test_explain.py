"""The arithmetic shown: counted days, skipped days by name, sentences a leader can repeat."""

from datetime import timedelta

import pytest
from hypothesis import given, settings

from law.calendar import Closure, Skipped, add_workdays
from law.danish import danish_date, listed, sentence, short_period
from law.deadlines import handlingsplan, internal_deadline, sygeundervisning, watch_handlingsplan
from law.explain import (
    explain,
    explain_deadline,
    explain_quarter,
    share_words,
    skipped_periods,
    to_next_limit,
)
from law.figures import UnlawfulDenominator, World
from law.quarters import Quarter
from law.thresholds import judge
from tests.law.pupils import pupils
from tests.law.worlds import (
    CALENDAR,
    SYG,
    UKENDT,
    ULO,
    WORLD,
    day,
    half,
    late,
    school_days,
    whole,
    world_with,
)


def explained(rule, marks, as_of, world=WORLD, **known):
    known = {"data_through": day(as_of), "enrolled_from": None, "enrolled_to": None} | known
    verdicts = judge(marks, as_of=day(as_of), world=world, **known)
    (verdict,) = [found for found in verdicts if found.rule == rule]
    return explain(verdict, marks, world)


def test_a_date_is_written_in_full():
    assert danish_date(day("2027-04-08")) == "torsdag 8. april 2027"


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("2026-10-10", "2026-10-18", "10.–18. oktober"),
        ("2025-12-20", "2026-01-04", "20. december–4. januar"),
        ("2026-06-05", "2026-06-05", "5. juni"),
    ],
)
def test_a_period_is_written_shortly(first, last, text):
    assert short_period(day(first), day(last)) == text


def test_words_are_joined_as_in_speech():
    assert [listed([]), listed(["a"]), listed(["a", "b", "c"])] == ["", "a", "a, b og c"]
    assert sentence("senest Fredag") == "Senest Fredag"


def test_skipped_days_are_put_together_as_people_name_them():
    skipped = CALENDAR.add_school_days(day("2025-10-06"), 15).skipped

    assert skipped_periods(skipped) == ("weekender", "efterårsferie 11.–19. oktober")


def test_holidays_outside_a_closure_stand_with_their_date():
    skipped = add_workdays(day("2027-03-22"), 10).skipped

    assert skipped_periods(skipped) == (
        "weekender",
        "skærtorsdag 25. marts",
        "langfredag 26. marts",
        "2. påskedag 29. marts",
    )
    assert skipped_periods(()) == ()
    lonely = Closure(day("2026-02-02"), day("2026-02-02"), "lukkedag")
    assert skipped_periods([Skipped(lonely.starts_on, "lukkedag", lonely)]) == (
        "lukkedag 2. februar",
    )


@pytest.mark.parametrize(
    ("half_days", "school_days", "text"),
    [
        (6, 53, "2,5 dage mere, så er 10 % nået"),
        (11, 55, "3 dage mere, så er 15 % nået"),
        (16, 55, "0,5 dag mere, så er 15 % nået"),
        (17, 55, "10 % og 15 % er nået"),
        (0, 0, "der er ingen skoledage at måle mod"),
    ],
)
def test_how_far_it_is_to_the_next_limit(half_days, school_days, text):
    assert to_next_limit(half_days, school_days) == text


def test_a_share_is_written_with_its_numbers():
    assert share_words(18, 60) == "9 dage af 60 skoledage = 15,0 %"


def test_an_underretning_shows_every_counted_day_and_every_holiday():
    marks = whole(ULO, *school_days("2025-10-01", 8)) + whole(SYG, "2025-11-03")
    marks += late("2025-11-04")
    explanation = explained("ulovligt-15", marks, "2025-11-28")

    assert explanation.sentences == (
        "Ulovligt fravær: 8 dage af 53 skoledage = 15,1 % (grænse 15 % = 8 dage).",
        "Grænsen blev nået fredag 10. oktober 2025.",
        "Ikke talt med: weekender, efterårsferie 11.–19. oktober, juleferie 20.–31. december.",
        "Senest onsdag 15. oktober 2025 (intern frist).",
        "Grundlag (lovkrav): Barnets lov § 133, stk. 2 (ikke bekræftet).",
    )
    assert explanation.counted_days == school_days("2025-10-01", 8)
    assert explanation.counted[0].text == "onsdag 1. oktober 2025: ulovligt fravær, 1 dag"
    assert [left.text for left in explanation.ignored] == [
        (
            "mandag 3. november 2025: sygdom, funktionsnedsættelse eller lignende "
            "(tæller ikke med i denne regel)"
        ),
        "tirsdag 4. november 2025: for sent fremmøde (tæller ikke med i denne regel)",
    ]
    assert (explanation.numerator, explanation.denominator, explanation.limit) == (16, 53, 16)
    assert explanation.to_next == "10 % og 15 % er nået"
    assert explanation.agrees
    assert not explanation.is_verified


def test_a_mark_on_a_closed_day_is_shown_as_left_out():
    marks = whole(ULO, *school_days("2025-10-01", 8), "2025-10-14")
    explanation = explained("ulovligt-15", marks, "2025-11-28")

    assert [left.why for left in explanation.ignored] == ["efterårsferie"]


def test_a_warning_tells_how_far_it_is_to_the_underretning():
    marks = whole(ULO, *school_days("2025-10-01", 6))

    assert explained("ulovligt-10", marks, "2025-11-28").to_next == "2 dage mere, så er 15 % nået"


def test_unclarified_absence_and_part_of_a_quarter_are_said():
    marks = whole(UKENDT, "2025-12-01", "2025-12-02") + half(UKENDT, "2025-12-03")
    explanation = explained("ulovligt-15", marks, "2025-12-31", enrolled_from=day("2025-12-01"))

    assert (
        "Heraf er 2,5 dage uden besked og ikke afklaret; det tæller foreløbig som ulovligt fravær."
        in explanation.sentences
    )
    assert any("manuel vurdering" in line for line in explanation.sentences)


def test_the_other_rules_explain_themselves():
    sick = whole(SYG, *school_days("2025-09-02", 15))

    spell = explained("syg-15-sammenhaengende", sick, "2025-09-22")
    assert spell.sentences[0] == "Sidst i skole mandag 1. september 2025."
    assert spell.sentences[1] == "15 skoledage er gået siden."
    assert spell.due_nature == "lovkrav"
    warned = explained("syg-15-sammenhaengende", sick[:12], "2025-09-17")
    assert warned.to_next == "3 skoledage til grænsen"
    total = explained("syg-15-samlet", sick, "2025-09-22")
    assert "grænsen er 15 dage og blev nået mandag 22. september 2025" in total.sentences[0]
    doctor = explained("laegeattest", sick, "2025-09-22")
    assert "Der er ingen frist." in doctor.sentences
    assert doctor.is_verified
    contact = explained("ulovligt-kontakt", whole(ULO, "2025-10-01"), "2025-10-01")
    assert contact.sentences[0] == ("Ulovligt fravær fra onsdag 1. oktober 2025: 1 dag.")
    over = explained("samlet-over-10", sick, "2025-10-31")
    assert over.sentences[0].startswith("Alt fravær i skoleåret: 15 dage af 55 skoledage = 27,3 %")
    assert over.sentences[1].startswith("De seneste 2 måneder: ")


def test_a_total_without_the_last_months_leaves_them_out():
    marks = whole(SYG, *school_days("2025-08-11", 10))
    verdicts = judge(
        marks,
        as_of=day("2025-09-30"),
        data_through=day("2025-09-30"),
        enrolled_from=None,
        enrolled_to=None,
        world=WORLD,
    )
    (verdict,) = [found for found in verdicts if found.rule == "samlet-over-10"]
    facts = {name: getattr(verdict, name) for name in type(verdict).__dataclass_fields__}
    bare = type(verdict)(**facts | {"recent_half_days": None, "recent_school_days": None})

    assert not any("De seneste" in line for line in explain(bare, marks, WORLD).sentences)


def test_the_agreement_is_explained_as_information_only():
    marks = whole(SYG, *school_days("2026-10-01", 11))
    explanation = explained("aftale-2026", marks, "2026-10-31")

    assert "Aftalen er ikke lov og er kun til oplysning." in explanation.sentences
    assert explanation.due_nature == "ingen frist"
    assert explanation.to_next == "4 dage mere, så er 15 dage nået"
    follows = world_with(agreement_in_force_from=day("2026-08-01"))
    dated = explained("aftale-2026", marks, "2026-10-31", follows)
    assert dated.due_nature == "intern frist"
    assert "kommunen har valgt at følge den" in " ".join(dated.sentences)


def test_an_explanation_of_other_marks_does_not_agree():
    marks = whole(ULO, *school_days("2025-10-01", 8))
    verdicts = judge(
        marks,
        as_of=day("2025-11-28"),
        data_through=day("2025-11-28"),
        enrolled_from=None,
        enrolled_to=None,
        world=WORLD,
    )
    (verdict,) = [found for found in verdicts if found.rule == "ulovligt-15"]

    assert not explain(verdict, marks[1:], WORLD).agrees


@settings(deadline=None)
@given(pupils())
def test_every_verdict_is_explained_with_the_same_numbers(made):
    world = World.default(made.calendar)
    verdicts = judge(
        made.marks,
        as_of=made.as_of,
        data_through=made.data_through,
        enrolled_from=made.enrolled_from,
        enrolled_to=made.enrolled_to,
        world=world,
        restarted_on=made.restarted_on,
    )

    for verdict in verdicts:
        explanation = explain(verdict, made.marks, world)
        assert explanation.agrees, verdict
        days = len(made.calendar.days(verdict.first, verdict.last)) + len(explanation.skipped)
        assert days == (verdict.last - verdict.first).days + 1


# Where a pupil stands in a quarter, flag or no flag.


def test_a_quarter_is_explained_before_any_limit_is_reached():
    marks = whole(ULO, "2025-10-01", "2025-10-02", "2025-10-03") + whole(UKENDT, "2025-10-06")
    explanation = explain_quarter(marks, Quarter(2025, 4), WORLD, as_of=day("2025-10-24"))

    assert explanation.title == "Ulovligt fravær i 4. kvartal 2025"
    assert explanation.sentences[:3] == (
        "4. kvartal 2025 har 53 skoledage for eleven.",
        "Ulovligt fravær til og med fredag 24. oktober 2025: 4 dage af 53 skoledage = 7,5 %.",
        "1,5 dage mere, så er 10 % nået.",
    )
    assert "Heraf er 1 dag uden besked" in " ".join(explanation.sentences)
    assert (explanation.numerator, explanation.denominator) == (8, 53)


def test_a_quarter_may_be_measured_to_date_and_within_the_enrolment():
    world = world_with(unlawful_denominator=UnlawfulDenominator.TO_DATE)
    explanation = explain_quarter(
        whole(ULO, "2025-10-20"),
        Quarter(2025, 4),
        world,
        as_of=day("2025-10-24"),
        first=day("2025-10-06"),
        last=day("2025-12-01"),
    )

    assert explanation.denominator == 10


# Deadlines.


def test_a_deadline_names_every_skipped_day():
    explanation = explain_deadline(handlingsplan(day("2027-03-22"), WORLD))
    counted = "23., 24., 30. og 31. marts, 1., 2., 5., 6., 7. og 8. april"

    assert explanation.sentences[:4] == (
        "Fristen regnes fra mandag 22. marts 2027, som er dag 0.",
        f"Den er 10 arbejdsdage: talt er {counted}.",
        (
            "Ikke talt med: weekender, skærtorsdag 25. marts, langfredag 26. marts, "
            "2. påskedag 29. marts."
        ),
        "Senest torsdag 8. april 2027 (lovkrav).",
    )


def test_sygeundervisning_shows_the_internal_target_too():
    explanation = explain_deadline(sygeundervisning(day("2025-10-06"), WORLD))

    assert "Internt mål: mandag 27. oktober 2025." in explanation.sentences


def test_an_internal_deadline_without_a_weekend_skips_nothing():
    deadline = internal_deadline(day("2025-10-20"), 3, WORLD, title="Underretning")
    explanation = explain_deadline(deadline)

    assert explanation.skipped == ()
    assert explanation.due_nature == "intern frist"


def test_a_handlingsplan_verdict_is_explained_by_its_working_days():
    verdict = watch_handlingsplan(
        day("2026-03-24"), ready_on=None, as_of=day("2026-04-13"), world=WORLD
    )

    assert explain(verdict, [], WORLD).due_on == day("2026-04-10")
    assert verdict.effective_on == verdict.due_on + timedelta(days=1)

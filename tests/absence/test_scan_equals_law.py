"""The set-based scan says of every pupil what the law says, and a patient reader would find."""

import random
from datetime import date, timedelta

import pytest

from absence.actions import decide, scan
from absence.circumstances import assessments, circumstances_of
from absence.facts import Asked
from absence.judging import delivered_through, find, verdicts_by_law
from absence.models import Flag, FlagDecision, Mark
from absence.tally import marks_between
from law.verdicts import Stage
from schools.calendars import Calendars
from schools.models import Closure
from tests import factories
from tests.absence.random_pupils import make_absence, make_municipality
from tests.law import oracle

DAYS = [
    date(2025, 9, 5),
    date(2025, 11, 14),
    date(2026, 1, 9),
    date(2026, 4, 30),
    date(2026, 6, 26),
]
OPEN = (Flag.Status.NEW, Flag.Status.SEEN, Flag.Status.COMING)


def asked_on(day):
    calendars = Calendars.load()
    circumstances = circumstances_of(calendars, day)
    return Asked(
        day,
        circumstances,
        trusted=(),
        assessed=assessments(circumstances.keys(), day),
    )


def by_law(asked):
    """What the law says of each pupil from the marks alone, with all the numbers."""
    schools = {one.school_id for one in asked.circumstances.values()}
    judged = verdicts_by_law(asked, delivered_through(schools, asked.day))
    return {
        (pupil_id, verdict.rule.value, verdict.period): comparable(verdict)
        for pupil_id, verdicts in judged.items()
        for verdict in verdicts
    }


def comparable(verdict):
    """A verdict without the last months, which no flag tells of."""
    names = ("stage", "effective_on", "due_on", "half_days", "school_days", "limit_half_days")
    names += ("first", "last", "numbers_from", "calendar_version", "provisional_half_days")
    return {name: getattr(verdict, name) for name in (*names, "part_period")}


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_the_statement_and_the_law_agree(seed):
    chance = random.Random(seed)  # noqa: S311
    make_municipality(chance, 50)
    marked = Mark.objects.filter(day__gte=date(2025, 8, 11)).values_list("day", flat=True)

    for day in [*DAYS, *chance.sample(sorted(set(marked)), 5)]:
        asked = asked_on(day)
        found = find(asked)

        assert {key: comparable(verdict) for key, (verdict, _) in found.verdicts.items()} == (
            by_law(asked)
        )


@pytest.mark.django_db
def test_flags_are_those_a_patient_reader_would_find():
    chance = random.Random(26)  # noqa: S311
    pupils = make_municipality(chance, 40)
    calendars = Calendars.load()
    day = DAYS[-1]

    scan(day)

    plain = [pupil for pupil in pupils if pupil.enrolments.count() < 3]
    circumstances = circumstances_of(calendars, day, [pupil.pk for pupil in plain])
    delivered = delivered_through({one.school_id for one in circumstances.values()}, day)
    marks = marks_between(list(circumstances), date(2024, 8, 1), day)
    for pupil_id, known in circumstances.items():
        closures = known.world.calendar.closures
        expected = oracle.flags(
            marks.get(pupil_id, []),
            [(closure.starts_on, closure.ends_on) for closure in closures],
            as_of=day,
            data_through=delivered[known.school_id],
            enrolled_from=known.enrolled_from,
            enrolled_to=known.enrolled_to,
        )
        rows = Flag.objects.filter(pupil=pupil_id)
        assert {(row.rule, row.period, row.effective_on, row.due_on) for row in rows} == {
            (flag.rule, flag.period, flag.effective_on, flag.due_on)
            for flag in expected
            if flag.rule not in ("aftale-2026", "laegeattest")
        }


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_passing_over_pupils_changes_nothing(seed):
    """Night after night with changing marks, plans and decisions: what stands open is the law's."""
    chance = random.Random(seed)  # noqa: S311
    pupils = make_municipality(chance, 20)
    leader = factories.make_user("Lars Leder")
    day = date(2025, 9, 5)

    for _ in range(10):
        day += timedelta(days=chance.choice([1, 1, 2, 5, 20, 30]))
        _change_something(chance, pupils, leader, day)
        scan(day)

        decided = keys(Flag.objects.filter(status=Flag.Status.DECIDED))
        expected = {key: told for key, told in by_law(asked_on(day)).items() if key not in decided}
        standing = Flag.objects.filter(status__in=OPEN)
        assert keys(standing) == expected.keys()
        for flag in standing:
            told = expected[flag.pupil_id, flag.rule, flag.period]
            assert (flag.effective_on, flag.due_on) == (told["effective_on"], told["due_on"])
            assert (flag.half_days, flag.evidence["stage"]) == (told["half_days"], told["stage"])
            assert flag.school_days == told["school_days"] or flag.rule == "syg-15-samlet"
            coming = flag.status == Flag.Status.COMING
            assert coming == (told["stage"] == Stage.WARNING)


def keys(flags):
    return set(flags.values_list("pupil_id", "rule", "period"))


def _change_something(chance, pupils, leader, day):
    match chance.randrange(5):
        case 0:
            make_absence(chance, chance.choice(pupils))
        case 1:
            first = day - timedelta(days=chance.randrange(30))
            Closure.objects.create(starts_on=first, ends_on=first, title=f"sne {day}")
        case 2:
            enrolment = chance.choice(pupils).enrolments.order_by("-starts_on").first()
            enrolment.ends_on = max(day, enrolment.starts_on)
            enrolment.save()
        case 3 if flag := Flag.objects.filter(status=Flag.Status.NEW).order_by("pk").first():
            decide(
                flag.pupil,
                kind=chance.choice([FlagDecision.Kind.TALK, FlagDecision.Kind.NO_ACTION]),
                reason="fordi",
                talk_with="mor",
                look_again_on=None,
                case=None,
                on=day,
                by=leader,
            )

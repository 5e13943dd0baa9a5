"""Pupils with invented absence of every shape, on invented plans, from a seed."""

import random
from datetime import date, timedelta

from django.utils import timezone

from absence.models import Mark, MarkCategory
from law.absence import ONE_CODE, Category, half_days
from law.figures import SHIPPED
from schools.models import Closure, Enrolment, Pupil
from tests import factories
from tests.absence.plans import make_plan

DAY = timedelta(days=1)
YEAR_START = date(2025, 8, 1)
CODES = list(Category)


def make_municipality(chance: random.Random, pupils: int) -> list[Pupil]:
    """Three schools with plans of their own, and pupils of every grade, some of whom move."""
    make_plan()
    schools = [factories.make_school(f"Skole {n}") for n in range(3)]
    _close(chance, schools)
    found = []
    for number in range(pupils):
        pupil = Pupil.objects.create(
            elev_id=f"{6000000 + number}", first_name="Barn", last_name=f"Nr{number}"
        )
        _enrol(chance, pupil, schools)
        found.append(pupil)
    for pupil in found:
        make_absence(chance, pupil)
    return found


def _close(chance: random.Random, schools: list) -> None:
    for grade in (9, 10):
        Closure.objects.create(
            starts_on="2026-05-14", ends_on="2026-06-26", title=f"{grade}. klasse", grade=grade
        )
    for school in schools:
        for number in range(chance.randrange(4)):
            first = YEAR_START + chance.randrange(330) * DAY
            Closure.objects.create(
                starts_on=first,
                ends_on=first + chance.randrange(4) * DAY,
                title=f"lukket {number}",
                school=school,
            )


def _enrol(chance: random.Random, pupil: Pupil, schools: list) -> None:
    """Enrol in last year's class and this year's, or late, or for a while; with a move or a gap."""
    grade = chance.randrange(11)
    school = chance.choice(schools)
    before = factories.make_class(school, max(0, grade - 1), "A", 2024)
    now = factories.make_class(school, grade, "A", 2025)
    shape = chance.choice(["both", "both", "this", "late", "left", "moved", "gap"])
    if shape != "this" and shape != "late":
        _period(pupil, before, date(2024, 8, 1), date(2025, 7, 31))
    first = YEAR_START if shape != "late" else YEAR_START + chance.randrange(20, 200) * DAY
    if shape in ("moved", "gap"):
        middle = YEAR_START + chance.randrange(20, 250) * DAY
        _period(pupil, now, first, middle)
        begin = middle + DAY if shape == "moved" else middle + chance.randrange(2, 40) * DAY
        there = chance.choice([one for one in schools if one != school])
        _period(pupil, factories.make_class(there, grade, "A", 2025), begin, None)
    else:
        last = YEAR_START + chance.randrange(30, 250) * DAY if shape == "left" else None
        _period(pupil, now, first, last)


def _period(pupil: Pupil, school_class, first: date, last: date | None) -> None:
    Enrolment.objects.create(pupil=pupil, school_class=school_class, starts_on=first, ends_on=last)


def make_absence(chance: random.Random, pupil: Pupil) -> None:
    """Some runs of absence, long, short, mixed and half, and single days between them."""
    days: dict[date, tuple[Category | None, object]] = {}
    for _ in range(chance.randrange(1, 8)):
        # Every fifth run may cross the summer: what happens there is the hardest to get right.
        reach = 30 if chance.random() < 0.2 else 380
        first = date(2025, 5, 25) + chance.randrange(reach) * DAY
        usual = chance.choice([*CODES, Category.SYG, Category.ULO, Category.SYG])
        for offset in range(chance.choice([1, 1, 2, 3, 5, 8, 14, 16, 20, 23, 27, 80, 110])):
            code = chance.choice(CODES) if chance.random() < 0.1 else usual
            end = chance.choice([code, code, code, None, ONE_CODE, chance.choice(CODES)])
            days[first + offset * DAY] = (code, end)
    for _ in range(chance.randrange(25)):
        one = YEAR_START + chance.randrange(330) * DAY
        days[one] = (chance.choice([*CODES, None]), chance.choice([*CODES, None]))
    # A register has nothing to say of July, and a pupil with marks there is left to the law.
    write(pupil, {one: codes for one, codes in days.items() if one.month != 7})


def write(pupil: Pupil, days: dict) -> None:
    """Replace the marks of some days with codes at their start and end."""
    grade = pupil.enrolments.order_by("-starts_on").first().school_class.grade
    school = pupil.enrolments.order_by("-starts_on").first().school_class.school
    source = factories.make_import(first_day=min(days), last_day=max(days))
    Mark.objects.filter(pupil=pupil, day__in=list(days)).delete()
    Mark.objects.bulk_create(
        Mark(
            pupil=pupil,
            day=one,
            slot=part.slot,
            category=MarkCategory[part.category.name],
            halves=part.halves,
            school=school,
            source=source,
            changed_at=timezone.now(),
        )
        for one, (start, end) in days.items()
        for part in half_days(start, end, grade, SHIPPED)
    )

"""Flags and situations made by hand, with the numbers a test is about."""

from datetime import date, timedelta
from typing import Any

from absence.models import Flag, FlagDecision
from schools.models import Pupil, User

TODAY = date(2026, 11, 23)
SHIPPED = date(2000, 1, 1)
PERIODS = {
    "ulovligt-kontakt": "2026-11-18",
    "ulovligt-10": "2026-K4",
    "ulovligt-15": "2026-K4",
    "syg-15-sammenhaengende": "2026-11-02",
    "syg-15-samlet": "2026/27",
    "samlet-over-10": "2026/27",
    "laegeattest": "2026-11-02",
    "aftale-2026": "2026-K4",
    "handlingsplan-1c": "2026-11-11",
}


def make_flag(pupil: Pupil, rule: str = "ulovligt-15", **fields: Any) -> Flag:
    """A waiting flag: 8 of 52 school days unless said, due today."""
    fields = {
        "school": pupil.enrolments.get().school_class.school,
        "period": PERIODS[rule],
        "effective_on": date(2026, 11, 18),
        "due_on": TODAY,
        "half_days": 16,
        "school_days": 52,
        "figures_from": SHIPPED,
        "found_on": date(2026, 11, 18),
    } | fields
    return Flag.objects.create(pupil=pupil, rule=rule, **fields)


def loose_flag(rule: str, half_days: int = 0, school_days: int = 0, **fields: Any) -> Flag:
    """A flag that is in no database: the numbers a sentence is made of."""
    return Flag(
        rule=rule,
        period=fields.pop("period", PERIODS[rule]),
        half_days=half_days,
        school_days=school_days,
        effective_on=fields.pop("effective_on", date(2026, 11, 18)),
        **fields,
    )


def make_decision(
    pupil: Pupil, by: User, kind: str = "ingen-handling", **fields: Any
) -> FlagDecision:
    """A decision that has been taken a week ago."""
    fields = {"reason": "Brækket ben.", "decided_on": TODAY - timedelta(days=7)} | fields
    return FlagDecision.objects.create(pupil=pupil, kind=kind, by=by, **fields)

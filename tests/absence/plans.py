"""The sample calendar of 2025/26 and 2026/27, and pupils with marks on it."""

from datetime import date, timedelta

from django.utils import timezone

from absence.models import Flag, Mark, MarkCategory
from schools.models import Closure
from tests import factories
from tests.law.worlds import PLAN

SYG, LOV, ULO, SEN, DEL, UKENDT = MarkCategory


def day(text):
    return date.fromisoformat(text)


def make_plan():
    """The closures of the sample calendar, for the whole municipality."""
    return [
        Closure.objects.create(starts_on=day(first), ends_on=day(last), title=title)
        for first, last, title in PLAN
    ]


def make_pupil(school, grade=5, letter="B", first_name="Asta", year=2025, **fields):
    """A pupil in a class of 2025/26 since its first day."""
    return factories.make_pupil(
        factories.make_class(school, grade, letter, year), first_name, **fields
    )


def mark(pupil, category, *days, slot=1, halves=2, school=None):
    """Marks of one category on some days, as one delivery."""
    dates = [day(one) if isinstance(one, str) else one for one in days]
    source = factories.make_import(first_day=min(dates), last_day=max(dates))
    school = school or pupil.enrolments.order_by("-starts_on").first().school_class.school
    return Mark.objects.bulk_create(
        Mark(
            pupil=pupil,
            day=one,
            slot=slot,
            category=category,
            halves=halves,
            school=school,
            source=source,
            changed_at=timezone.now(),
        )
        for one in dates
    )


def span(first, last):
    """Every day from one to another, both included."""
    first, last = day(first), day(last)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def flags(**wanted):
    """Rule, period, status, effective day and due day of the flags, as ISO text."""
    rows = Flag.objects.filter(**wanted).order_by("rule", "period", "pupil_id")
    return [
        (
            row.rule,
            row.period,
            row.status,
            row.effective_on.isoformat(),
            row.due_on.isoformat() if row.due_on else "",
        )
        for row in rows
    ]


def rows():
    """All that a scan writes but the moments and keys, for comparing two runs."""
    known = Flag.objects.order_by("pupil__elev_id", "rule", "period")
    return [
        (
            flag.pupil.elev_id,
            flag.rule,
            flag.period,
            flag.status,
            flag.effective_on,
            flag.due_on,
            flag.last_on,
            flag.half_days,
            flag.school_days,
            flag.calendar_version,
            flag.withdrawn_on,
            tuple(
                (change.from_status, change.to_status, change.because, change.on)
                for change in sorted(flag.changes.all(), key=lambda change: change.pk)
            ),
        )
        for flag in known.select_related("pupil").prefetch_related("changes")
    ]

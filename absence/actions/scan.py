"""The clock's work: judge all pupils of a day, or some at once, and let flags take their steps."""

import time
from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max

from absence.actions.raising import Written, follow, take_turn
from absence.actions.watching import count_on, watch_plans
from absence.circumstances import assessments, circumstances_of
from absence.facts import Asked
from absence.judging import Found, find, holds_through
from absence.models import ScanDay
from absence.prints import Prints, changed, prints_of, prints_of_all, remember
from absence.reasons import CORRECTED, reasons
from law.danish import sentence
from law.quarters import school_year, school_year_bounds
from schools.calendars import Calendars

ONE_DAY = timedelta(days=1)


def scan_missing_days(today: date) -> list[ScanDay]:
    """Scan each day that has not been scanned up to and including a day, in order.

    The first run of all scans that day alone. Each day is a transaction of its own with its row in
    the ledger, so it does not matter how often, how late or beside whom this runs.
    """
    done = []
    while scanned := _scan_next(today):
        done.append(scanned)
    return done


@transaction.atomic
def _scan_next(today: date) -> ScanDay | None:
    take_turn()
    last = ScanDay.objects.filter(day__lte=today).aggregate(last=Max("day"))["last"]
    if last == today:
        return None
    return scan(last + ONE_DAY if last else today)


@transaction.atomic
def scan(day: date, *, anew: bool = False) -> ScanDay:
    """Judge all pupils who went to school in the school year of a day, up to and including it.

    Pupils whose answer rests on the same as when they were last judged are passed over, unless
    everybody is to be judged `anew`. Raises, changes and withdraws flags, and notes the day in
    the ledger. A day may be scanned again; flags judged on a later day are left as they are.
    """
    begun = time.monotonic()
    take_turn()
    calendars = Calendars.load()
    prints = prints_of_all(calendars, day) if anew else changed(calendars, day)
    written = _judge(calendars, day, prints, everybody=anew, because=CORRECTED)
    count_on(calendars, day, judged=prints)
    written += watch_plans(calendars, day)
    row, _ = ScanDay.objects.update_or_create(
        day=day,
        defaults={
            "flags_new": written.raised,
            "flags_withdrawn": written.withdrawn,
            "milliseconds": round((time.monotonic() - begun) * 1000),
        },
    )
    return row


@transaction.atomic
def scan_again(today: date) -> ScanDay | None:
    """Judge a day once more for those who have changed; None when it has not been scanned yet.

    For a change that touches many, such as of the calendar. A day that has not been scanned is
    left to the clock, which takes the missing ones in order.
    """
    take_turn()
    if not ScanDay.objects.filter(day=today).exists():
        return None
    return scan(today)


@transaction.atomic
def judge_pupils(
    pupil_ids: Collection[int], *, day: date, because: str = CORRECTED, since: date | None = None
) -> Written:
    """Judge some pupils at once, as the scan of a day would; for those whose marks were touched.

    `because` begins the reason of a flag that is withdrawn: "Fravær rettet". `since` is the first
    day whose marks were touched: school years before that of `day` which the clock has lived
    through are judged again as they ended. In a transaction of the caller's the flags come with
    what caused them, or not at all.
    """
    if not pupil_ids:
        return Written()
    take_turn()
    calendars = Calendars.load()
    because = sentence(because)
    written = Written()
    for end in _earlier_ends(since, day):
        asked = _asked(calendars, end, pupil_ids)
        written += _follow(asked, because=because, on=day)[1]
    prints = prints_of(calendars, day, pupil_ids)
    written += _judge(calendars, day, prints, everybody=False, because=because)
    return written + watch_plans(calendars, day, pupil_ids)


def _earlier_ends(since: date | None, day: date) -> list[date]:
    """Return the last days of the school years from one day to before another that were scanned."""
    years = range(school_year(since or day), school_year(day))
    bounds = [school_year_bounds(year) for year in years]
    return [last for first, last in bounds if ScanDay.objects.filter(day__range=(first, last))]


def _judge(
    calendars: Calendars, day: date, prints: Prints, *, everybody: bool, because: str
) -> Written:
    """Judge the pupils with these prints, let their flags follow, and note what they rest on."""
    asked = _asked(calendars, day, None if everybody else prints, prints.trusted)
    found, written = _follow(asked, because=because, on=day)
    remember(prints, day, holds_through(found))
    return written


def _asked(
    calendars: Calendars,
    day: date,
    pupils: Collection[int] | None,
    trusted: Collection[int] = (),
) -> Asked:
    """Gather what some pupils, or all of them, are judged with."""
    circumstances = circumstances_of(calendars, day, pupils)
    return Asked(
        day,
        circumstances,
        trusted=trusted,
        assessed=assessments(circumstances, day),
        everybody=pupils is None,
    )


def _follow(asked: Asked, *, because: str, on: date) -> tuple[Found, Written]:
    found = find(asked)
    written = follow(
        found.verdicts,
        found.flags,
        schools=lambda pupil_id: asked.circumstances[pupil_id].school_id,
        reasons=lambda flags: reasons(asked, flags, because=because, on=on),
        day=asked.day,
        on=on,
    )
    return found, written

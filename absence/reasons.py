"""Why the data no longer carry a flag: one line in Danish, with the numbers as they are now."""

from collections.abc import Collection
from datetime import date

from absence.facts import Asked, Known
from absence.life import Status
from absence.tally import marks_between
from law.absence import Mark, show_days
from law.days import DayCount, counted_days
from law.explain import share_words
from law.quarters import quarter_of
from law.verdicts import RuleKey

CORRECTED = "Fravær rettet"


def reasons(
    asked: Asked, flags: Collection[Known], *, because: str = CORRECTED, on: date | None = None
) -> dict[int, str]:
    """Return for each flag, by its key, what has happened and how much there is now.

    `because` is what is said when nothing but the marks explains it, and `on` the day that is
    said, the day judged unless given.
    """
    pupils = {flag.pupil_id for flag in flags}
    marks = marks_between(pupils, asked.start, asked.day) if pupils else {}
    told = {}
    for flag in flags:
        why, now = _reason(asked, flag, marks.get(flag.pupil_id, []), because)
        told[flag.pk] = f"{why} {on or asked.day:%d-%m-%Y}: {now}"
    return told


def _reason(asked: Asked, flag: Known, marks: list[Mark], because: str) -> tuple[str, str]:
    circumstances = asked.circumstances[flag.pupil_id]
    calendar = circumstances.world.calendar
    days = counted_days(marks, calendar, circumstances.enrolled_from, asked.day)
    half_days, now = _now(asked, flag, days)
    if flag.calendar_version != calendar.version:
        because = "Kalender rettet"
    elif flag.rule == RuleKey.SICK_SPELL and flag.status == Status.COMING:
        because = "I skole igen, før grænsen blev nået"
    elif flag.rule == RuleKey.TOTAL_OVER_10 and half_days >= flag.half_days:
        because = "Ikke længere over grænsen"
    return because, now


def _now(asked: Asked, flag: Known, days: tuple[DayCount, ...]) -> tuple[int, str]:
    """Return the half-days that a flag's rule counts now, and how to say it."""
    circumstances = asked.circumstances[flag.pupil_id]
    count = circumstances.world.calendar.school_days
    match flag.rule:
        case RuleKey.UNLAWFUL_10 | RuleKey.UNLAWFUL_15:
            quarter = quarter_of(flag.last_on)
            bounds = circumstances.enrolled(quarter.first, quarter.last)
            half_days = sum(
                day.unlawful for day in days if quarter.first <= day.day <= quarter.last
            )
            return half_days, share_words(half_days, count(*bounds))
        case RuleKey.TOTAL_OVER_10:
            half_days = sum(day.absent for day in days)
            bounds = circumstances.enrolled(asked.start, asked.day)
            percent = asked.figures.total_percent
            return half_days, share_words(half_days, count(*bounds), (percent,))
        case RuleKey.SICK_TOTAL:
            half_days = sum(day.sick for day in days)
            return half_days, f"{show_days(half_days)} sygdom i skoleåret"
        case RuleKey.SICK_SPELL:
            return 0, f"fraværet siden {date.fromisoformat(flag.period):%d-%m-%Y} er ikke så langt"
    return 0, f"intet ulovligt fravær begynder {date.fromisoformat(flag.period):%d-%m-%Y}"

"""Judge one pupil by every rule on absence, from the marks alone.

`judge` builds day by day the facts that the nightly scan collects for everybody with one
statement, and asks the same deciders. It is what the pupil's own page, a correction of one mark
and a check of the scan use.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from law.absence import WHOLE_DAY, Mark, first_reaching, reaches
from law.calendar import Calendar
from law.days import DayCount, counted_days, spells
from law.deciders import (
    UNDERRETNING,
    WARNING,
    agreement,
    agreement_limits,
    day_reached,
    has_returned,
    laegeattest,
    last_attended,
    over_since,
    sickness_spell,
    sickness_total,
    total_absence,
    total_is_over,
    unlawful_contact,
    unlawful_percent,
    unlawful_share,
)
from law.figures import Figures, SicknessWindow, UnlawfulDenominator, World
from law.quarters import (
    Quarter,
    quarters_between,
    school_year,
    school_year_bounds,
    school_year_label,
)
from law.verdicts import RuleKey, Verdict

ONE_DAY = timedelta(days=1)
ROLLING = timedelta(days=364)
"""365 days with the last one included."""


def months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier, or the last day of that month."""
    month = day.year * 12 + day.month - 1 - months
    first = date(month // 12, month % 12 + 1, 1)
    length = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - first
    return first + timedelta(days=min(day.day, length.days) - 1)


def recent_period(as_of: date, months: int) -> tuple[date, date]:
    """Return the last months up to a day, both inclusive: 15 September to 14 November is two."""
    return months_before(as_of, months) + ONE_DAY, as_of


@dataclass(frozen=True, slots=True)
class Pupil:
    """What is known of one pupil on a day: counted days, the enrolment, and the world."""

    days: tuple[DayCount, ...]
    as_of: date
    data_through: date
    enrolled_from: date | None
    enrolled_to: date | None
    world: World
    restarted_on: date | None

    @property
    def calendar(self) -> Calendar:
        return self.world.calendar

    def enrolled(self, first: date, last: date) -> tuple[date, date]:
        """Return a period cut to the enrolment."""
        return max(first, self.enrolled_from or first), min(last, self.enrolled_to or last)

    def between(self, first: date, last: date) -> tuple[DayCount, ...]:
        return tuple(day for day in self.days if first <= day.day <= last)


def judge(
    marks: Iterable[Mark],
    *,
    as_of: date,
    data_through: date,
    enrolled_from: date | None,
    enrolled_to: date | None,
    world: World,
    restarted_on: date | None = None,
    since: date | None = None,
) -> tuple[Verdict, ...]:
    """Return what every rule on absence says of a pupil at the end of `as_of`, by effective day.

    The registers are delivered up to and including `data_through`, or to the pupil's last mark
    when that is later: a school day after it is neither attended nor missed. Marks after `as_of`,
    outside the enrolment (both days inclusive, None is open) and on days that are no school days
    are left out, in any order given.
    `restarted_on` is the day of the latest documented assessment of sygeundervisning; sickness is
    then added up from the day after. Periods are judged that end on or after `since`, which is
    the first day of the school year of `as_of` unless given.
    """
    known_to = min(as_of, enrolled_to or as_of)
    pupil = Pupil(
        days=counted_days(marks, world.calendar, enrolled_from, known_to),
        as_of=as_of,
        data_through=data_through,
        enrolled_from=enrolled_from,
        enrolled_to=enrolled_to,
        world=world,
        restarted_on=restarted_on if restarted_on and restarted_on <= as_of else None,
    )
    since = since or school_year_bounds(school_year(as_of))[0]
    verdicts = [*_spells(pupil, since), *_quarters(pupil, since), *_school_years(pupil, since)]
    return tuple(sorted(verdicts, key=lambda found: (found.effective_on, found.rule, found.period)))


def _spells(pupil: Pupil, since: date) -> Iterable[Verdict]:
    """Judge the rules on days in a row: R1, R4 and R14."""
    world, calendar = pupil.world, pupil.calendar
    for spell in spells(pupil.days, calendar, lambda day: day.unlawful):
        if spell.last >= since:
            yield unlawful_contact(
                first=spell.first,
                last=spell.last,
                half_days=sum(day.unlawful for day in spell.days),
                provisional_half_days=sum(day.provisional for day in spell.days),
                world=world,
            )
    for spell in spells(pupil.days, calendar, lambda day: day.sick):
        sick = sum(day.sick for day in spell.days)
        found = laegeattest(first=spell.first, last=spell.last, half_days=sick, world=world)
        if spell.last >= since and found:
            yield found
    for spell in spells(pupil.days, calendar, lambda day: day.missed):
        found = sickness_spell(
            last_attended_on=last_attended(spell.first, calendar, pupil.enrolled_from),
            missed=len(spell.days),
            sick_on=next((day.day for day in spell.days if day.sick), None),
            returned=has_returned(
                spell.last,
                calendar=calendar,
                as_of=pupil.as_of,
                enrolled_to=pupil.enrolled_to,
                delivered_through=max(pupil.data_through, pupil.days[-1].day),
            ),
            as_of=pupil.as_of,
            world=world,
        )
        if spell.last >= since and found:
            yield found


def _quarters(pupil: Pupil, since: date) -> Iterable[Verdict]:
    """Judge the rules on a calendar quarter: R2, R3 and R7."""
    for quarter in quarters_between(since, pupil.as_of):
        for rule in (WARNING, UNDERRETNING):
            if found := _unlawful(pupil, rule, quarter):
                yield found
        if found := _agreement(pupil, quarter):
            yield found


def _unlawful(pupil: Pupil, rule: RuleKey, quarter: Quarter) -> Verdict | None:
    figures = pupil.world.numbers(quarter.first)
    percent = unlawful_percent(rule, figures)
    first, last = pupil.enrolled(quarter.first, quarter.last)
    as_of = min(last, pupil.as_of)
    days = [day for day in pupil.between(first, as_of) if day.unlawful]
    if figures.unlawful_denominator is UnlawfulDenominator.TO_DATE:
        reached_on = _reached_to_date(days, first, percent, pupil.calendar)
        last = as_of = reached_on or as_of
        days = [day for day in days if day.day <= as_of]
    else:
        school_days = pupil.calendar.school_days(first, last)
        needed = first_reaching(school_days, percent)
        reached_on = day_reached(((day.day, day.unlawful) for day in days), needed)
    return unlawful_share(
        rule,
        quarter=quarter,
        half_days=sum(day.unlawful for day in days),
        school_days=pupil.calendar.school_days(first, last),
        reached_on=reached_on,
        as_of=as_of,
        world=pupil.world,
        first=first,
        last=last,
        provisional_half_days=sum(day.provisional for day in days),
    )


def _reached_to_date(
    days: Sequence[DayCount], first: date, percent: int, calendar: Calendar
) -> date | None:
    """Return the first day whose running share of the school days so far reached a percentage."""
    total = 0
    for day in days:
        total += day.unlawful
        if reaches(total, calendar.school_days(first, day.day), percent):
            return day.day
    return None


def _agreement(pupil: Pupil, quarter: Quarter) -> Verdict | None:
    contact, stoetteplan = agreement_limits(pupil.world.numbers(quarter.first))
    first, last = pupil.enrolled(quarter.first, quarter.last)
    as_of = min(last, pupil.as_of)
    days = pupil.between(first, as_of)
    sums = [(day.day, day.sick + day.unlawful) for day in days]
    return agreement(
        quarter=quarter,
        half_days=sum(halves for _, halves in sums),
        school_days=pupil.calendar.school_days(first, last),
        contact_on=day_reached(sums, contact),
        stoetteplan_on=day_reached(sums, stoetteplan),
        as_of=as_of,
        world=pupil.world,
        first=first,
        last=last,
        provisional_half_days=sum(day.provisional for day in days),
    )


def _school_years(pupil: Pupil, since: date) -> Iterable[Verdict]:
    """Judge the rules on a school year: R5 in every year asked for, R8 in the present one."""
    present = school_year(pupil.as_of)
    for year in range(school_year(since), present + 1):
        yield from _sickness(pupil, year)
    if found := _total(pupil, present):
        yield found


def _sickness(pupil: Pupil, year: int) -> Iterable[Verdict]:
    start, end = school_year_bounds(year)
    figures = pupil.world.numbers(start)
    windows = {
        SicknessWindow.SCHOOL_YEAR: [(school_year_label(year), start, end)],
        SicknessWindow.QUARTER: [
            (quarter.key, quarter.first, quarter.last)
            for quarter in quarters_between(start, end)
            if school_year(quarter.last) == year
        ],
        SicknessWindow.NONE: [("samlet", pupil.days[0].day, end)] if pupil.days else [],
    }
    if figures.sickness_window is SicknessWindow.ROLLING_365:
        found = _rolling(pupil, start, end, school_year_label(year), figures)
        return [found] if found else []
    judged = (
        _sickness_window(pupil, period, first, last, start, figures)
        for period, first, last in windows[figures.sickness_window]
    )
    return [found for found in judged if found]


def _restart(
    pupil: Pupil, period: str, first: date, last: date, figures: Figures
) -> tuple[str, date]:
    """Return a window's name and first day, after a documented assessment within it."""
    restarted_on = pupil.restarted_on
    if not figures.restart_after_assessment or restarted_on is None:
        return period, first
    if not first <= restarted_on <= last:
        return period, first
    return f"{period} fra {restarted_on.isoformat()}", restarted_on + ONE_DAY


def _sickness_window(
    pupil: Pupil, period: str, first: date, last: date, figures_on: date, figures: Figures
) -> Verdict | None:
    period, first = _restart(pupil, period, first, last, figures)
    first, as_of = pupil.enrolled(first, min(last, pupil.as_of))
    sums = [(day.day, day.sick) for day in pupil.between(first, as_of)]
    return sickness_total(
        period=period,
        first=first,
        half_days=sum(halves for _, halves in sums),
        reached_on=day_reached(sums, figures.sickness_days * WHOLE_DAY),
        as_of=as_of,
        world=pupil.world,
        figures_on=figures_on,
    )


def _rolling(pupil: Pupil, start: date, end: date, period: str, figures: Figures) -> Verdict | None:
    """Judge the first day of a school year on which the last 365 days held enough sickness."""
    _, begin = _restart(pupil, period, start, end, figures)
    for day in pupil.between(begin, min(end, pupil.as_of)):
        name, first = _restart(pupil, period, day.day - ROLLING, day.day, figures)
        first, _ = pupil.enrolled(first, day.day)
        half_days = sum(earlier.sick for earlier in pupil.between(first, day.day))
        found = sickness_total(
            period=name,
            first=first,
            half_days=half_days,
            reached_on=day.day,
            as_of=day.day,
            world=pupil.world,
            figures_on=start,
        )
        if found:
            return found
    return None


def _total(pupil: Pupil, year: int) -> Verdict | None:
    start = school_year_bounds(year)[0]
    figures = pupil.world.numbers(start)
    first, as_of = pupil.enrolled(start, pupil.as_of)
    school_days = pupil.calendar.days(first, as_of)
    absences = [day for day in pupil.between(first, as_of) if day.absent]
    recent = _recent(pupil, as_of, figures)
    if figures.recent_months_flag:
        since = _walk_back(pupil, school_days, figures)
    else:
        numbers = {day: number for number, day in enumerate(school_days, start=1)}
        since = over_since(
            [(numbers[day.day], day.absent) for day in absences],
            len(school_days),
            figures.total_percent,
            figures.total_min_school_days,
        )
    return total_absence(
        year=year,
        half_days=sum(day.absent for day in absences),
        school_days=len(school_days),
        over_since_on=school_days[since - 1] if since else None,
        as_of=as_of,
        world=pupil.world,
        first=first,
        recent=recent,
    )


def _recent(pupil: Pupil, as_of: date, figures: Figures) -> tuple[int, int]:
    """Return half-days and school days of the last months up to a day."""
    first, last = pupil.enrolled(*recent_period(as_of, figures.recent_months))
    half_days = sum(day.absent for day in pupil.between(first, last))
    return half_days, pupil.calendar.school_days(first, last)


def _walk_back(pupil: Pupil, school_days: Sequence[date], figures: Figures) -> int | None:
    """Return the number of the day on which the present stretch began, each day judged anew."""
    found = None
    for number in range(len(school_days), 0, -1):
        day = school_days[number - 1]
        half_days = sum(absent.absent for absent in pupil.between(school_days[0], day))
        if not total_is_over(half_days, number, _recent(pupil, day, figures), figures):
            break
        found = number
    return found

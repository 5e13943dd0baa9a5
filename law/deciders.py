"""The rules themselves, each as one small function from gathered facts to a verdict or nothing.

The facts are whole numbers and days that one set-based statement can collect for every pupil at
once. Nothing else in the product compares absence with a limit. Half-days throughout; all periods
are inclusive. The figures are those in force on the first day of the period judged.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from law.absence import WHOLE_DAY, exceeds, first_exceeding, first_reaching, reaches
from law.calendar import Calendar, add_workdays
from law.figures import Figures, World
from law.quarters import Quarter, school_year_bounds, school_year_label
from law.verdicts import RuleKey, Stage, Verdict

ONE_DAY = timedelta(days=1)
CONTACT, WARNING, UNDERRETNING = RuleKey.UNLAWFUL_CONTACT, RuleKey.UNLAWFUL_10, RuleKey.UNLAWFUL_15


def day_reached(half_days: Iterable[tuple[date, int]], needed: int) -> date | None:
    """Return the day on which a running sum of (day, half-days), in day order, came to `needed`."""
    total = 0
    for day, halves in half_days:
        total += halves
        if total >= needed:
            return day
    return None


def over_since(
    absences: Sequence[tuple[int, int]], elapsed: int, percent: int, minimum: int
) -> int | None:
    """Return the number of the school day on which the present stretch over a limit began.

    `absences` are (number of the school day, half-days), in order, the first school day of the
    period being number 1; `elapsed` is the number of today's school day. "Over" is strictly more
    than `percent` of the school days so far, and is not said before `minimum` of them have gone.
    None when today is not over. Between two days of absence a share only falls, so it is enough
    to look at the eve of each of them.
    """
    total = sum(halves for _, halves in absences)
    if elapsed < minimum or not exceeds(total, elapsed, percent):
        return None
    place = len(absences)
    while True:
        place -= 1
        number, halves = absences[place]
        total -= halves
        if number <= minimum:
            return minimum
        if not exceeds(total, number - 1, percent):
            return number


def unlawful_contact(
    *, first: date, last: date, half_days: int, world: World, provisional_half_days: int = 0
) -> Verdict:
    """Judge a spell of unlawful absence: the parents are to be contacted at once (R1).

    A spell is unlawful absence, whole or half days, on consecutive school days from `first` to
    `last`. It is due on its first day when the figure is 0 working days, which is local: the law
    says "straks".
    """
    figures = world.numbers(first)
    return Verdict(
        rule=CONTACT,
        period=first.isoformat(),
        stage=Stage.REACHED,
        effective_on=first,
        due_on=add_workdays(first, figures.contact_workdays, figures.extra_days_off).due,
        half_days=half_days,
        school_days=world.calendar.school_days(first, last),
        limit_half_days=None,
        first=first,
        last=last,
        as_of=last,
        numbers_from=world.numbers_from(first),
        calendar_version=world.calendar.version,
        provisional_half_days=provisional_half_days,
    )


def unlawful_percent(rule: RuleKey, figures: Figures) -> int:
    """Return the percentage at which a rule on unlawful absence (R2 or R3) bites."""
    return figures.warning_percent if rule is WARNING else figures.underretning_percent


def unlawful_share(
    rule: RuleKey,
    *,
    quarter: Quarter,
    half_days: int,
    school_days: int,
    reached_on: date | None,
    as_of: date,
    world: World,
    first: date | None = None,
    last: date | None = None,
    provisional_half_days: int = 0,
) -> Verdict | None:
    """Judge unlawful absence in a calendar quarter: warning (R2) or underretning (R3).

    `half_days` are the unlawful ones, `school_days` the planned ones of the pupil's part of the
    quarter, from `first` to `last` (the whole quarter unless given). `reached_on` is the day the
    running sum came to `first_reaching(school_days, percent)`. The limit itself counts (>=).
    The deadline is local.
    """
    figures = world.numbers(quarter.first)
    percent = unlawful_percent(rule, figures)
    if not reaches(half_days, school_days, percent) or reached_on is None:
        return None
    first, last = first or quarter.first, last or quarter.last
    return Verdict(
        rule=rule,
        period=quarter.key,
        stage=Stage.REACHED,
        effective_on=reached_on,
        due_on=add_workdays(reached_on, figures.internal_workdays, figures.extra_days_off).due,
        half_days=half_days,
        school_days=school_days,
        limit_half_days=first_reaching(school_days, percent),
        first=first,
        last=last,
        as_of=as_of,
        numbers_from=world.numbers_from(quarter.first),
        calendar_version=world.calendar.version,
        provisional_half_days=provisional_half_days,
        part_period=_is_part(first, last, quarter, world),
    )


def _is_part(first: date, last: date, quarter: Quarter, world: World) -> bool:
    count = world.calendar.school_days
    return count(first, last) < count(quarter.first, quarter.last)


def sickness_stage(missed: int, figures: Figures) -> Stage | None:
    """Return how far a spell of so many missed school days has come, None below the first mark."""
    early, warning = figures.sickness_warn_days
    if missed >= figures.sickness_days:
        return Stage.REACHED
    if missed >= warning:
        return Stage.WARNING
    return Stage.EARLY if missed >= early else None


def last_attended(first: date, calendar: Calendar, enrolled_from: date | None) -> date:
    """Return the last school day a pupil took part in before a spell that began on `first`.

    At school start it is the day before the first school day.
    """
    previous = calendar.previous_school_day(first)
    if enrolled_from and previous < enrolled_from:
        return first - ONE_DAY
    return previous


def has_returned(
    last: date,
    *,
    calendar: Calendar,
    as_of: date,
    enrolled_to: date | None,
    delivered_through: date,
) -> bool:
    """Test whether a pupil has taken part since a spell that ended on `last`, or has left.

    The registers are delivered up to and including `delivered_through`; what came after it is
    not known, and is no return.
    """
    if enrolled_to is not None and enrolled_to < as_of:
        return True
    return calendar.next_school_day(last) <= min(as_of, delivered_through)


def sickness_spell(
    *,
    last_attended_on: date,
    missed: int,
    sick_on: date | None,
    returned: bool,
    as_of: date,
    world: World,
) -> Verdict | None:
    """Judge an unbroken absence: sygeundervisning at the latest on the 15th school day (R4).

    `missed` is the number of school days missed as whole days since `last_attended_on`, on which
    the pupil took part, if only in part; at school start it is the day before the first school
    day. `sick_on` is the first day of sickness in the spell, None when there is none, and then the
    rule does not apply. A spell that ended (`returned`) before the limit warns of nothing; one
    that reached the limit stands. Due is the 15th school day after `last_attended_on`.
    """
    figures = world.numbers(last_attended_on)
    stage = sickness_stage(missed, figures)
    if stage in (None, Stage.EARLY) or sick_on is None:
        return None
    if stage is Stage.WARNING and returned:
        return None
    needed = figures.sickness_days if stage is Stage.REACHED else figures.sickness_warn_days[1]
    nth = world.calendar.nth_school_day
    return Verdict(
        rule=RuleKey.SICK_SPELL,
        period=last_attended_on.isoformat(),
        stage=stage,
        effective_on=max(nth(last_attended_on, needed), sick_on),
        due_on=nth(last_attended_on, figures.sickness_days),
        half_days=missed * WHOLE_DAY,
        school_days=missed,
        limit_half_days=figures.sickness_days * WHOLE_DAY,
        first=last_attended_on + ONE_DAY,
        last=nth(last_attended_on, missed),
        as_of=nth(last_attended_on, missed),
        numbers_from=world.numbers_from(last_attended_on),
        calendar_version=world.calendar.version,
    )


def sickness_total(
    *,
    period: str,
    first: date,
    half_days: int,
    reached_on: date | None,
    as_of: date,
    world: World,
    figures_on: date | None = None,
) -> Verdict | None:
    """Judge frequent short sickness: 15 days of it in the window call for an assessment (R5).

    `half_days` are those of sickness from `first` to `as_of`, `reached_on` the day the running
    sum came to 15 days. `period` names the window, with the day of an assessment after which the
    count began again. The figures are those of `figures_on`, else of `first`.
    """
    start = figures_on or first
    figures = world.numbers(start)
    needed = figures.sickness_days * WHOLE_DAY
    if half_days < needed or reached_on is None:
        return None
    return Verdict(
        rule=RuleKey.SICK_TOTAL,
        period=period,
        stage=Stage.REACHED,
        effective_on=reached_on,
        due_on=add_workdays(reached_on, figures.internal_workdays, figures.extra_days_off).due,
        half_days=half_days,
        school_days=world.calendar.school_days(first, as_of),
        limit_half_days=needed,
        first=first,
        last=as_of,
        as_of=as_of,
        numbers_from=world.numbers_from(start),
        calendar_version=world.calendar.version,
    )


def total_absence(
    *,
    year: int,
    half_days: int,
    school_days: int,
    over_since_on: date | None,
    as_of: date,
    world: World,
    first: date | None = None,
    recent: tuple[int, int] | None = None,
) -> Verdict | None:
    """Judge all absence of a school year so far: strictly more than 10 percent of its days (R8).

    `half_days` and `school_days` run from `first` (1 August, or the enrolment) to `as_of`;
    `over_since_on` is the first day of the present stretch of being over (see `over_since`).
    `recent` is (half-days, school days) of the last months, shown beside it and judged with it
    only when the figures say so. There is no deadline.
    """
    start = school_year_bounds(year)[0]
    figures = world.numbers(start)
    if not total_is_over(half_days, school_days, recent, figures) or over_since_on is None:
        return None
    recent_half_days, recent_school_days = recent or (None, None)
    return Verdict(
        rule=RuleKey.TOTAL_OVER_10,
        period=school_year_label(year),
        stage=Stage.REACHED,
        effective_on=over_since_on,
        due_on=None,
        half_days=half_days,
        school_days=school_days,
        limit_half_days=first_exceeding(school_days, figures.total_percent),
        first=first or start,
        last=as_of,
        as_of=as_of,
        numbers_from=world.numbers_from(start),
        calendar_version=world.calendar.version,
        recent_half_days=recent_half_days,
        recent_school_days=recent_school_days,
    )


def total_is_over(
    half_days: int, school_days: int, recent: tuple[int, int] | None, figures: Figures
) -> bool:
    """Test whether all absence is over the limit, on enough school days to say so."""
    percent, minimum = figures.total_percent, figures.total_min_school_days
    if school_days >= minimum and exceeds(half_days, school_days, percent):
        return True
    if not figures.recent_months_flag or recent is None:
        return False
    return recent[1] >= minimum and exceeds(*recent, percent)


def agreement_limits(figures: Figures) -> tuple[int, int]:
    """Return the half-days of sickness and unlawful absence for contact and for a støtteplan."""
    contact = figures.agreement_contact_days * WHOLE_DAY + 1
    return contact, figures.agreement_stoetteplan_days * WHOLE_DAY


def agreement(
    *,
    quarter: Quarter,
    half_days: int,
    school_days: int,
    contact_on: date | None,
    stoetteplan_on: date | None,
    as_of: date,
    world: World,
    first: date | None = None,
    last: date | None = None,
    provisional_half_days: int = 0,
) -> Verdict | None:
    """Judge sickness and unlawful absence in a quarter by the agreement of 2026 (R7).

    More than 10 days call for contact, 15 days or more for a støtteplan; `contact_on` and
    `stoetteplan_on` are the days the running sum came to `agreement_limits`. The agreement is no
    law: the verdict informs and has no deadline. Once a municipality has dated the figure
    `agreement_in_force_from`, a limit reached from that day on has the municipality's own.
    """
    figures = world.numbers(quarter.first)
    contact, stoetteplan = agreement_limits(figures)
    if half_days >= stoetteplan:
        stage, needed, reached_on = Stage.STOETTEPLAN, stoetteplan, stoetteplan_on
    else:
        stage, needed, reached_on = Stage.CONTACT, contact, contact_on
    if half_days < contact or reached_on is None:
        return None
    since = figures.agreement_in_force_from
    followed = since is not None and since <= reached_on
    first, last = first or quarter.first, last or quarter.last
    return Verdict(
        rule=RuleKey.AGREEMENT_2026,
        period=quarter.key,
        stage=stage,
        effective_on=reached_on,
        due_on=add_workdays(reached_on, figures.internal_workdays, figures.extra_days_off).due
        if followed
        else None,
        half_days=half_days,
        school_days=school_days,
        limit_half_days=needed,
        first=first,
        last=last,
        as_of=as_of,
        numbers_from=world.numbers_from(quarter.first),
        calendar_version=world.calendar.version,
        provisional_half_days=provisional_half_days,
        part_period=_is_part(first, last, quarter, world),
    )


def laegeattest(*, first: date, last: date, half_days: int, world: World) -> Verdict | None:
    """Judge a spell of sickness: a lægeattest may be asked for after more than two weeks (R14).

    The spell is sickness, whole or half days, on consecutive school days from `first` to `last`.
    It has lasted more than 14 calendar days when the pupil is still sick 14 days after `first`.
    It is information and has no deadline.
    """
    figures = world.numbers(first)
    too_long = first + timedelta(days=figures.laegeattest_calendar_days)
    if last < too_long:
        return None
    return Verdict(
        rule=RuleKey.LAEGEATTEST,
        period=first.isoformat(),
        stage=Stage.REACHED,
        effective_on=world.calendar.next_school_day(too_long - ONE_DAY),
        due_on=None,
        half_days=half_days,
        school_days=world.calendar.school_days(first, last),
        limit_half_days=None,
        first=first,
        last=last,
        as_of=last,
        numbers_from=world.numbers_from(first),
        calendar_version=world.calendar.version,
    )

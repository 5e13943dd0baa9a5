"""Show the arithmetic: every counted day, every skipped day by name, limits, words and source.

An explanation counts the marks anew. It is therefore also a check: its numbers are those of the
verdict when marks and calendar are the same, and `agrees` says so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from law.absence import (
    WHOLE_DAY,
    Category,
    Mark,
    first_reaching,
    reaches,
    show_days,
    show_percent,
)
from law.calendar import WEEKEND, Calendar, Closure, Skipped
from law.danish import danish_date, listed, sentence, short_date, short_period
from law.days import weighed
from law.deadlines import Deadline, handlingsplan
from law.figures import Figures, Nature, UnlawfulDenominator, World
from law.quarters import Quarter
from law.rules import Rule, rule
from law.sources import Source, source
from law.verdicts import RuleKey, Stage, Verdict

ONE_DAY = timedelta(days=1)
_BASIS = "Grundlag ("


@dataclass(frozen=True, slots=True)
class Counted:
    """A day that was counted, with category and half-days."""

    day: date
    category: Category
    half_days: int

    @property
    def text(self) -> str:
        return (
            f"{danish_date(self.day)}: {self.category.label.lower()}, {show_days(self.half_days)}"
        )


@dataclass(frozen=True, slots=True)
class Ignored:
    """A mark in the period that was not counted, and why."""

    day: date
    category: Category
    why: str

    @property
    def text(self) -> str:
        return f"{danish_date(self.day)}: {self.category.label.lower()} ({self.why})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """How a date or a limit came about.

    `numerator` and `limit` are half-days, `denominator` school days; they are None where the rule
    has none. `skipped_periods` are the skipped days put together for reading. `nature` tells what
    the duty rests on, `due_nature` what the deadline does, as the reader is to see it.
    """

    title: str
    sentences: tuple[str, ...]
    counted: tuple[Counted, ...] = ()
    counted_days: tuple[date, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    skipped_periods: tuple[str, ...] = ()
    numerator: int | None = None
    denominator: int | None = None
    limit: int | None = None
    to_next: str = ""
    source: Source
    nature: str
    due_nature: str
    due_on: date | None = None
    calendar_version: str = ""
    agrees: bool = True

    @property
    def said(self) -> tuple[str, ...]:
        """The sentences that are not shown in another way: without skipped days and source."""
        elsewhere = (*_skipped_sentence(self.skipped_periods), _BASIS)
        return tuple(line for line in self.sentences if not line.startswith(elsewhere))

    @property
    def is_verified(self) -> bool:
        return self.source.verified


def skipped_periods(skipped: Iterable[Skipped]) -> tuple[str, ...]:
    """Put skipped days together as people name them: weekends, holidays, closures with dates.

    Public holidays and weekends inside a closure are part of the closure.
    """
    weekends = False
    names: list[tuple[date, Closure | str]] = []
    closures: dict[Closure, list[date]] = {}
    for day in skipped:
        if day.closure:
            if day.closure not in closures:
                names.append((day.day, day.closure))
            closures.setdefault(day.closure, []).append(day.day)
        elif day.why in WEEKEND.values():
            weekends = True
        else:
            names.append((day.day, day.why))
    periods = ["weekender"] if weekends else []
    for first, name in names:
        if isinstance(name, Closure):
            periods.append(f"{name.title} {short_period(first, closures[name][-1])}")
        else:
            periods.append(f"{name} {short_date(first)}")
    return tuple(periods)


def to_next_limit(half_days: int, school_days: int, limits: Sequence[int] = (10, 15)) -> str:
    """Write how much more absence reaches the next limit: "2,5 dage mere, så er 10 % nået"."""
    if school_days < 1:
        return "der er ingen skoledage at måle mod"
    for percent in sorted(limits):
        if not reaches(half_days, school_days, percent):
            missing = first_reaching(school_days, percent) - half_days
            return f"{show_days(missing)} mere, så er {percent} % nået"
    return f"{listed([f'{percent} %' for percent in sorted(limits)])} er nået"


def share_words(half_days: int, school_days: int, limits: tuple[int, ...] = (10, 15)) -> str:
    """Write a share with its numbers: "8 dage af 53 skoledage = 15,1 %"."""
    percent = show_percent(half_days, school_days, limits)
    return f"{show_days(half_days)} af {school_days} skoledage = {percent}"


def explain(verdict: Verdict, marks: Iterable[Mark], world: World) -> Explanation:
    """Explain a verdict from the marks and the world it was given in."""
    if verdict.rule is RuleKey.HANDLINGSPLAN_1C:
        return explain_deadline(handlingsplan(verdict.first, world))
    found = rule(verdict.rule)
    counted, ignored = _sort_marks(found, marks, verdict.first, verdict.as_of, world.calendar)
    figures = world.numbers(_figures_day(verdict))
    numerator = sum(part.half_days for part in counted)
    reference = source(found.source, verdict.effective_on)
    skipped = world.calendar.skipped(verdict.first, verdict.last)
    periods = skipped_periods(skipped)
    due_nature = found.due_label
    if verdict.rule is RuleKey.AGREEMENT_2026 and verdict.due_on:
        due_nature = Nature.INTERNAL.label
    sentences = [
        *_count_sentences(verdict, figures, world.calendar),
        *_skipped_sentence(periods),
        *_reservations(verdict),
        *_due_sentence(verdict.due_on, due_nature),
        _source_sentence(reference, found.nature),
    ]
    return Explanation(
        title=found.title,
        sentences=tuple(sentences),
        counted=counted,
        counted_days=tuple(dict.fromkeys(part.day for part in counted)),
        ignored=ignored,
        skipped=skipped,
        skipped_periods=periods,
        numerator=numerator,
        denominator=verdict.school_days,
        limit=verdict.limit_half_days,
        to_next=_to_next(verdict, figures),
        source=reference,
        nature=found.nature.label,
        due_nature=due_nature,
        due_on=verdict.due_on,
        calendar_version=world.calendar.version,
        agrees=numerator == verdict.half_days
        and verdict.calendar_version == world.calendar.version,
    )


def explain_quarter(
    marks: Iterable[Mark],
    quarter: Quarter,
    world: World,
    *,
    as_of: date,
    first: date | None = None,
    last: date | None = None,
) -> Explanation:
    """Explain where unlawful absence stands in a quarter, whether or not a limit is reached.

    `first` and `last` are the bounds of the enrolment when it is shorter than the quarter.
    """
    first, last = first or quarter.first, last or quarter.last
    warning, found = rule(RuleKey.UNLAWFUL_10), rule(RuleKey.UNLAWFUL_15)
    figures = world.numbers(quarter.first)
    limits = (figures.warning_percent, figures.underretning_percent)
    until = min(last, as_of)
    counted, ignored = _sort_marks(found, marks, first, until, world.calendar)
    numerator = sum(part.half_days for part in counted)
    if figures.unlawful_denominator is UnlawfulDenominator.TO_DATE:
        last = until
    school_days = world.calendar.school_days(first, last)
    provisional = sum(part.half_days for part in counted if part.category.is_provisional)
    reference = source(found.source, until)
    skipped = world.calendar.skipped(first, last)
    periods = skipped_periods(skipped)
    to_next = to_next_limit(numerator, school_days, limits)
    sentences = [
        f"{quarter.label} har {school_days} skoledage for eleven.",
        (
            f"Ulovligt fravær til og med {danish_date(until)}: "
            f"{share_words(numerator, school_days, limits)}."
        ),
        f"{sentence(to_next)}.",
        *_skipped_sentence(periods),
        *_provisional_sentence(provisional),
        _source_sentence(source(warning.source, until), warning.nature),
        _source_sentence(reference, found.nature),
    ]
    return Explanation(
        title=f"Ulovligt fravær i {quarter.label}",
        sentences=tuple(sentences),
        counted=counted,
        counted_days=tuple(dict.fromkeys(part.day for part in counted)),
        ignored=ignored,
        skipped=skipped,
        skipped_periods=periods,
        numerator=numerator,
        denominator=school_days,
        limit=first_reaching(school_days, figures.underretning_percent),
        to_next=to_next,
        source=reference,
        nature=found.nature.label,
        due_nature=found.due_label,
        calendar_version=world.calendar.version,
    )


def explain_deadline(deadline: Deadline) -> Explanation:
    """Explain a deadline: the days counted, and the days skipped by name."""
    reckoning, number = deadline.reckoning, len(deadline.reckoning.counted)
    reference = source(deadline.source, deadline.start)
    periods = skipped_periods(reckoning.skipped)
    sentences = [
        f"Fristen regnes fra {danish_date(deadline.start)}, som er dag 0.",
        f"Den er {number} {deadline.unit}: talt er {_day_list(reckoning.counted)}.",
        *_skipped_sentence(periods),
    ]
    if deadline.internal_on:
        weeks = f"Internt mål: {danish_date(deadline.internal_on)}."
        sentences.append(weeks)
    sentences += [
        *_due_sentence(deadline.due_on, deadline.nature.label),
        _source_sentence(reference, deadline.nature),
    ]
    return Explanation(
        title=deadline.title,
        sentences=tuple(sentences),
        counted_days=reckoning.counted,
        skipped=reckoning.skipped,
        skipped_periods=periods,
        source=reference,
        nature=deadline.nature.label,
        due_nature=deadline.nature.label,
        due_on=deadline.due_on,
        calendar_version=deadline.calendar_version,
    )


def _figures_day(verdict: Verdict) -> date:
    """Return a day on which the figures of a verdict were in force."""
    return verdict.numbers_from or date.min


def _sort_marks(
    found: Rule, marks: Iterable[Mark], first: date, last: date, calendar: Calendar
) -> tuple[tuple[Counted, ...], tuple[Ignored, ...]]:
    counted, ignored = [], []
    for mark in weighed(mark for mark in marks if first <= mark.day <= last):
        why = calendar.why_not(mark.day)
        if why is None and mark.category in found.counts and mark.halves:
            counted.append(Counted(mark.day, mark.category, mark.halves))
        else:
            ignored.append(Ignored(mark.day, mark.category, why or "tæller ikke med i denne regel"))
    return tuple(counted), tuple(ignored)


def _count_sentences(verdict: Verdict, figures: Figures, calendar: Calendar) -> list[str]:
    reached = danish_date(verdict.effective_on)
    days, school_days = show_days(verdict.half_days), verdict.school_days
    match verdict.rule:
        case RuleKey.UNLAWFUL_CONTACT:
            in_a_row = f" på {school_days} skoledage i træk" if school_days > 1 else ""
            return [f"Ulovligt fravær fra {reached}: {days}{in_a_row}."]
        case RuleKey.UNLAWFUL_10 | RuleKey.UNLAWFUL_15:
            return _share_sentences(verdict, figures)
        case RuleKey.SICK_SPELL:
            attended = verdict.first - ONE_DAY
            return [
                f"Sidst i skole {danish_date(attended)}."
                if calendar.is_school_day(attended)
                else f"Ikke i skole siden skolestart {danish_date(verdict.first)}.",
                f"{school_days} {'skoledag' if school_days == 1 else 'skoledage'} er gået siden.",
                (
                    f"{sentence(verdict.stage.label)} fra {reached}; "
                    f"grænsen er {figures.sickness_days} skoledage."
                ),
            ]
        case RuleKey.SICK_TOTAL:
            return [
                (
                    f"Sygefravær fra {danish_date(verdict.first)}: {days}; "
                    f"grænsen er {figures.sickness_days} dage og blev nået {reached}."
                ),
            ]
        case RuleKey.TOTAL_OVER_10:
            return _total_sentences(verdict, figures)
        case RuleKey.AGREEMENT_2026:
            return [
                (
                    f"Sygefravær og ulovligt fravær i kvartalet: {days}. "
                    f"Aftalens trin »{verdict.stage.label}« blev nået {reached}."
                ),
                "Aftalen er ikke lov og er kun til oplysning."
                if verdict.due_on is None
                else "Aftalen er ikke bekræftet som lov; kommunen har valgt at følge den.",
            ]
    return [
        f"Syg på skoledage i træk fra {danish_date(verdict.first)}: {days}.",
        f"Mere end {figures.laegeattest_calendar_days} kalenderdage fra {reached}.",
    ]


def _share_sentences(verdict: Verdict, figures: Figures) -> list[str]:
    warning = verdict.rule is RuleKey.UNLAWFUL_10
    percent = figures.warning_percent if warning else figures.underretning_percent
    limits = (figures.warning_percent, figures.underretning_percent)
    return [
        (
            f"Ulovligt fravær: {share_words(verdict.half_days, verdict.school_days, limits)} "
            f"(grænse {percent} % = {show_days(verdict.limit_half_days or 0)})."
        ),
        f"Grænsen blev nået {danish_date(verdict.effective_on)}.",
    ]


def _total_sentences(verdict: Verdict, figures: Figures) -> list[str]:
    limits = (figures.total_percent,)
    so_far = share_words(verdict.half_days, verdict.school_days, limits)
    sentences = [
        (
            f"Alt fravær i skoleåret: {so_far}; "
            f"mere end {figures.total_percent} % siden {danish_date(verdict.effective_on)}."
        ),
    ]
    if verdict.recent_half_days is not None and verdict.recent_school_days is not None:
        recent = share_words(verdict.recent_half_days, verdict.recent_school_days, limits)
        sentences.append(f"De seneste {figures.recent_months} måneder: {recent}.")
    return sentences


def _skipped_sentence(periods: tuple[str, ...]) -> list[str]:
    return [f"Ikke talt med: {', '.join(periods)}."] if periods else []


def _provisional_sentence(half_days: int) -> list[str]:
    if not half_days:
        return []
    unclear = f"Heraf er {show_days(half_days)} uden besked og ikke afklaret"
    return [f"{unclear}; det tæller foreløbig som ulovligt fravær."]


def _reservations(verdict: Verdict) -> list[str]:
    part = (
        ["Eleven var kun indskrevet i en del af kvartalet; resultatet kræver manuel vurdering."]
        if verdict.part_period
        else []
    )
    return _provisional_sentence(verdict.provisional_half_days) + part


def _due_sentence(due_on: date | None, due_nature: str) -> list[str]:
    if due_on is None:
        return ["Der er ingen frist."]
    return [f"Senest {danish_date(due_on)} ({due_nature})."]


def _source_sentence(reference: Source, nature: Nature) -> str:
    return f"{_BASIS}{nature.label}): {reference.cited}."


def _to_next(verdict: Verdict, figures: Figures) -> str:
    if verdict.rule in (RuleKey.UNLAWFUL_10, RuleKey.UNLAWFUL_15):
        limits = (figures.warning_percent, figures.underretning_percent)
        return to_next_limit(verdict.half_days, verdict.school_days, limits)
    if verdict.rule is RuleKey.SICK_SPELL and verdict.stage is not Stage.REACHED:
        return f"{figures.sickness_days - verdict.school_days} skoledage til grænsen"
    if verdict.rule is RuleKey.AGREEMENT_2026 and verdict.stage is Stage.CONTACT:
        missing = figures.agreement_stoetteplan_days * WHOLE_DAY - verdict.half_days
        return f"{show_days(missing)} mere, så er {figures.agreement_stoetteplan_days} dage nået"
    return ""


def _day_list(days: Sequence[date]) -> str:
    """Write counted days month by month: "25., 26. og 27. marts, 1. april"."""
    months: dict[tuple[int, int], list[date]] = {}
    for day in days:
        months.setdefault((day.year, day.month), []).append(day)
    return ", ".join(
        f"{listed([f'{day.day}.' for day in month])} {short_date(month[0]).split(' ')[1]}"
        for month in months.values()
    )

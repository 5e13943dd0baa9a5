"""From facts to verdicts: `law` is asked about each fact, or about all of a pupil's marks.

Reads; writes nothing. The clock, the import and the tests ask here, and so may a page.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from absence.circumstances import (
    Circumstances,
    delivered_through,
)
from absence.facts import JUDGED, REACHES_BACK, Asked, Fact, Known, collect, known_flags
from absence.tally import marks_between
from law.absence import Mark, most_exceeded
from law.calendar import NoSchoolDayError
from law.deciders import (
    has_returned,
    last_attended,
    sickness_spell,
    sickness_total,
    total_absence,
    unlawful_contact,
    unlawful_share,
)
from law.quarters import quarter_of, school_year_bounds, school_year_label
from law.thresholds import judge
from law.verdicts import RuleKey, Stage, Verdict

ONE_DAY = timedelta(days=1)


@dataclass(slots=True)
class Found:
    """What was found about some pupils: verdicts that no flag tells yet, and flags to look at.

    `verdicts` stand by pupil, rule and period, with the line that says the fact again. `flags`
    are those that a verdict may change, and those that none carries any more.
    """

    asked: Asked
    verdicts: dict[tuple[int, str, str], tuple[Verdict, str | None]] = field(default_factory=dict)
    flags: dict[tuple[int, str, str], Known] = field(default_factory=dict)


def find(asked: Asked) -> Found:
    """Collect the facts about some pupils and ask `law` about each; see `Found`."""
    found = Found(asked)
    if not asked.circumstances:
        return found
    facts, flags = collect(asked) if asked.is_plain else ([], [])
    by_law = {fact.pupil_id for fact in facts if fact.rule == REACHES_BACK}
    if not asked.is_plain:
        by_law = set(asked.circumstances)
    delivered = _Delivered(asked)
    for fact in facts:
        if fact.pupil_id not in by_law:
            verdict = _DECIDERS[fact.rule](fact, asked, delivered)
            if verdict is not None:
                key = (fact.pupil_id, verdict.rule.value, verdict.period)
                found.verdicts[key] = (verdict, fact.same)
    found.flags = {
        (flag.pupil_id, flag.rule, flag.period): flag
        for flag in flags
        if flag.pupil_id not in by_law
    }
    if by_law:
        _find_by_law(found, by_law, delivered)
    return found


def _find_by_law(found: Found, pupils: Collection[int], delivered: "_Delivered") -> None:
    asked = found.asked
    some = Asked(
        asked.day,
        {pupil_id: asked.circumstances[pupil_id] for pupil_id in pupils},
        asked.trusted,
        asked.assessed,
    )
    for flag in known_flags(some):
        found.flags[flag.pupil_id, flag.rule, flag.period] = flag
    for pupil_id, verdicts in verdicts_by_law(some, delivered.through).items():
        for verdict in verdicts:
            found.verdicts[pupil_id, verdict.rule.value, verdict.period] = (verdict, None)


def holds_through(found: Found) -> dict[int, date]:
    """Return for pupils whose answer time alone may change the last day that it holds for.

    A share falls as the school days go by, and is not judged before enough of them have gone. A
    limit that is near, and local choices of figures, are asked about every day. What is to be
    looked at again is so on its day.
    """
    asked, ends = found.asked, _too_early(found.asked)

    def holds(pupil_id: int, through: date | None) -> None:
        if through is not None:
            ends[pupil_id] = min(through, ends.get(pupil_id, through))

    for (pupil_id, _, _), (verdict, _) in found.verdicts.items():
        if verdict.stage is Stage.WARNING:
            holds(pupil_id, asked.day)
        if verdict.rule is RuleKey.TOTAL_OVER_10:
            holds(pupil_id, _over_through(asked, pupil_id, verdict))
    for flag in found.flags.values():
        if flag.look_again_on is not None and flag.look_again_on > asked.day:
            holds(flag.pupil_id, flag.look_again_on - ONE_DAY)
    return ends


def _too_early(asked: Asked) -> dict[int, date]:
    """Return until when all absence is not judged, for those who have gone too few days yet."""
    if not asked.circumstances:
        return {}
    if not asked.is_plain:
        return dict.fromkeys(asked.circumstances, asked.day)
    found: dict[int, date] = {}
    ends: dict[int, date | None] = {}
    minimum = asked.figures.total_min_school_days
    for pupil_id, circumstances in asked.circumstances.items():
        if id(circumstances) not in ends:
            first, last = circumstances.enrolled(asked.start, asked.day)
            early = circumstances.world.calendar.school_days(first, last) < minimum
            ends[id(circumstances)] = _eve_of(circumstances, first, minimum) if early else None
        if end := ends[id(circumstances)]:
            found[pupil_id] = end
    return found


def _over_through(asked: Asked, pupil_id: int, verdict: Verdict) -> date | None:
    """Return the last day on which a share is still over its limit if no absence is added."""
    most = most_exceeded(verdict.half_days, asked.figures.total_percent)
    return _eve_of(asked.circumstances[pupil_id], verdict.first, most + 1)


def _eve_of(circumstances: Circumstances, first: date, number: int) -> date | None:
    """Return the day before a numbered school day, counted from `first`, or None without one."""
    try:
        return circumstances.world.calendar.nth_school_day(first - ONE_DAY, number) - ONE_DAY
    except NoSchoolDayError:
        return None


def verdicts_by_law(asked: Asked, delivered: Mapping[int, date]) -> dict[int, list[Verdict]]:
    """Judge pupils by all of their marks, those of the school year before included.

    Sickness before a documented assessment is judged as it stood on the day of the assessment.
    """
    before, _ = school_year_bounds(asked.start.year - 1)
    marks = marks_between(list(asked.circumstances), before, asked.day)
    found = {}
    for pupil_id, circumstances in asked.circumstances.items():
        verdicts = _judged(marks.get(pupil_id, []), circumstances, asked, pupil_id, delivered)
        found[pupil_id] = [verdict for verdict in verdicts if verdict.rule in JUDGED]
    return found


def _judged(
    marks: list[Mark],
    circumstances: Circumstances,
    asked: Asked,
    pupil_id: int,
    delivered: Mapping[int, date],
) -> Iterator[Verdict]:
    assessed = asked.assessed.get(pupil_id, ())

    def ask(day: date, restarted_on: date | None) -> tuple[Verdict, ...]:
        return judge(
            marks,
            as_of=day,
            data_through=delivered.get(circumstances.school_id, date.min),
            enrolled_from=circumstances.enrolled_from,
            enrolled_to=circumstances.enrolled_to,
            world=circumstances.world,
            restarted_on=restarted_on,
        )

    for earlier, assessed_on in zip((None, *assessed), assessed, strict=False):
        for verdict in ask(assessed_on, earlier):
            if verdict.rule is RuleKey.SICK_TOTAL:
                yield verdict
    yield from ask(asked.day, assessed[-1] if assessed else None)


@dataclass(slots=True)
class _Delivered:
    """How far the registers reach, looked up when it is first asked for."""

    asked: Asked
    _through: dict[int, date] | None = None

    @property
    def through(self) -> dict[int, date]:
        if self._through is None:
            schools = {one.school_id for one in self.asked.circumstances.values()}
            self._through = delivered_through(schools, self.asked.day)
        return self._through


def _contact(fact: Fact, asked: Asked, _: _Delivered) -> Verdict | None:
    return unlawful_contact(
        first=fact.first,
        last=fact.last,
        half_days=fact.half_days,
        provisional_half_days=fact.provisional,
        world=asked.circumstances[fact.pupil_id].world,
    )


def _share(fact: Fact, asked: Asked, _: _Delivered) -> Verdict | None:
    circumstances = asked.circumstances[fact.pupil_id]
    quarter = quarter_of(fact.first)
    first, last = circumstances.enrolled(quarter.first, quarter.last)
    return unlawful_share(
        RuleKey(fact.rule),
        quarter=quarter,
        half_days=fact.half_days,
        school_days=circumstances.world.calendar.school_days(first, last),
        reached_on=fact.reached_on,
        as_of=min(last, asked.day),
        world=circumstances.world,
        first=first,
        last=last,
        provisional_half_days=fact.provisional,
    )


def _spell(fact: Fact, asked: Asked, delivered: _Delivered) -> Verdict | None:
    circumstances = asked.circumstances[fact.pupil_id]
    calendar = circumstances.world.calendar
    through = delivered.through.get(circumstances.school_id, date.min)
    return sickness_spell(
        last_attended_on=last_attended(fact.first, calendar, circumstances.enrolled_from),
        missed=fact.number or 0,
        sick_on=fact.reached_on,
        returned=has_returned(
            fact.last,
            calendar=calendar,
            as_of=asked.day,
            enrolled_to=circumstances.enrolled_to,
            delivered_through=max(through, fact.last_marked or through),
        ),
        as_of=asked.day,
        world=circumstances.world,
    )


def _sickness(fact: Fact, asked: Asked, _: _Delivered) -> Verdict | None:
    circumstances = asked.circumstances[fact.pupil_id]
    windows = list(asked.windows(fact.pupil_id))
    place = [first for first, _ in windows].index(fact.first)
    period = school_year_label(asked.start.year)
    if place:
        period = f"{period} fra {windows[place - 1][1].isoformat()}"
    return sickness_total(
        period=period,
        first=fact.first,
        half_days=fact.half_days,
        reached_on=fact.reached_on,
        as_of=windows[place][1],
        world=circumstances.world,
        figures_on=asked.start,
    )


def _total(fact: Fact, asked: Asked, _: _Delivered) -> Verdict | None:
    circumstances = asked.circumstances[fact.pupil_id]
    calendar = circumstances.world.calendar
    first, last = circumstances.enrolled(asked.start, asked.day)
    days = calendar.days(first, last)
    return total_absence(
        year=asked.start.year,
        half_days=fact.half_days,
        school_days=len(days),
        over_since_on=days[fact.number - 1] if fact.number else None,
        as_of=last,
        world=circumstances.world,
        first=first,
    )


_DECIDERS: dict[str, Callable[[Fact, Asked, _Delivered], Verdict | None]] = {
    RuleKey.UNLAWFUL_CONTACT: _contact,
    RuleKey.UNLAWFUL_10: _share,
    RuleKey.UNLAWFUL_15: _share,
    RuleKey.SICK_SPELL: _spell,
    RuleKey.SICK_TOTAL: _sickness,
    RuleKey.TOTAL_OVER_10: _total,
}

"""One pupil's absence as a page shows it: flags explained, the year day by day, the sums.

Everything is counted anew from the marks by `law`, so the page is also a check on the scan.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from absence.circumstances import assessments, circumstances_of, delivered_through
from absence.models import Flag
from absence.queue import Urgency, urgency_of
from absence.sentences import Tag, due_of, rule_tags, why_parts
from absence.story import decision_words
from absence.tally import Tally, marks_between, tally
from cases.today.task import day_words, in_words
from kiss.lib.charts import HeatDay, MeterLimit, heat_days
from kiss.lib.text import day_count, join_and, plural, weekday_date
from law.absence import Category, Mark, first_exceeding, first_reaching, reaches, show_percent
from law.danish import short_date
from law.deadlines import handlingsplan
from law.explain import Explanation, explain, explain_deadline, explain_quarter
from law.figures import Figures, World
from law.quarters import quarter_of, school_year, school_year_bounds, school_year_label
from law.rules import rule
from law.thresholds import judge, recent_period
from law.verdicts import RuleKey, Verdict
from schools.calendars import Calendars
from schools.models import Pupil, SchoolClass

ONE_DAY = timedelta(days=1)
NOTHING = "–"
SHARES = (RuleKey.UNLAWFUL_10, RuleKey.UNLAWFUL_15)
SUMS = (
    (Category.SYG, "Syg"),
    (Category.LOV, "Ekstraordinær frihed"),
    (Category.ULO, "Ulovligt"),
    (Category.UKENDT, "Uden besked, ikke afklaret"),
)


TIMES = (
    (Category.SEN, "For sent"),
    (Category.DEL, "Gået i løbet af dagen"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagCard:
    """A flag with everything that explains it.

    `meter` is (half-days, school days, limits) where absence is a share; `explanation` is None
    when the marks no longer carry the flag, and the next scan will say so.
    """

    flag: Flag
    title: str
    headline: str
    text: str
    tags: Sequence[Tag]
    tone: str
    due: str
    due_note: str
    meter: tuple[int, int, list[MeterLimit]] | None
    to_next: str
    decided: str
    explanation: Explanation | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SumLine:
    """One category's days and share in each period shown."""

    label: str
    cells: Sequence[tuple[str, str]]


@dataclass
class Profile:
    """A pupil on a day: where the pupil goes (or went last), and what has been delivered."""

    pupil: Pupil
    today: date
    school_class: SchoolClass | None
    world: World
    enrolled_from: date | None
    enrolled_to: date | None
    data_until: date | None
    assessed_on: date | None

    @cached_property
    def figures(self) -> Figures:
        return self.world.numbers(self.today)

    @cached_property
    def year(self) -> tuple[date, date]:
        """The first and the last day of the school year."""
        return school_year_bounds(school_year(self.today))

    @property
    def year_label(self) -> str:
        return school_year_label(school_year(self.today))

    @cached_property
    def marks(self) -> list[Mark]:
        """The marks of this school year and the one before: a spell may begin in June."""
        first, last = self.year
        since = first.replace(year=first.year - 1)
        return marks_between([self.pupil.pk], since, last).get(self.pupil.pk, [])

    @cached_property
    def verdicts(self) -> dict[tuple[str, str], Verdict]:
        """What every rule says of the pupil today, by rule and period."""
        found = judge(
            self.marks,
            as_of=self.today,
            data_through=self.data_until or date.min,
            enrolled_from=self.enrolled_from,
            enrolled_to=self.enrolled_to,
            world=self.world,
            restarted_on=self.assessed_on,
        )
        return {(verdict.rule.value, verdict.period): verdict for verdict in found}

    def cards(self, flags: Iterable[Flag]) -> list[FlagCard]:
        """Return waiting flags as cards, in their order; spells to call home about share one."""
        cards: list[FlagCard] = []
        spells: list[Flag] = []
        for flag in flags:
            if flag.rule == RuleKey.UNLAWFUL_CONTACT:
                spells.append(flag)
                if spells[1:]:
                    continue
            cards.append(self.card(flag))
        if any(card.flag.rule == RuleKey.UNLAWFUL_15 for card in cards):
            # The same share against the same limits: one picture of it is enough.
            cards = [
                replace(card, meter=None) if card.flag.rule == RuleKey.UNLAWFUL_10 else card
                for card in cards
            ]
        if not spells[1:]:
            return cards
        others = join_and(short_date(flag.effective_on) for flag in spells[1:])
        text = f"Der venter også kontakt om forløb fra {others}."
        return [
            replace(card, text=text) if card.flag.rule == RuleKey.UNLAWFUL_CONTACT else card
            for card in cards
        ]

    def card(self, flag: Flag) -> FlagCard:
        """Return a flag with its explanation."""
        headline, rest = why_parts(flag, self.figures)
        reached = f"Den blev nået {weekday_date(flag.effective_on)}."
        due_on = due_of(flag)
        due, due_note = day_words(due_on, self.today) if due_on else ("", "")
        explanation = self._explain(flag, self.verdicts.get((flag.rule, flag.period)))
        percent = self.figures.underretning_percent
        beyond = flag.rule in SHARES and reaches(flag.half_days, flag.school_days, percent)
        return FlagCard(
            flag=flag,
            title=rule(flag.rule).title,
            headline=headline.removesuffix("."),
            text=f"{rest} {reached}" if flag.rule in SHARES else rest,
            tags=rule_tags(flag.rule),
            tone=tone_of(flag, self.figures, self.today),
            due=due,
            due_note=due_note,
            meter=self._meter(flag.rule, flag.half_days, flag.school_days),
            to_next=explanation.to_next if explanation and not beyond else "",
            decided=decision_words(flag.decision) if flag.decision else "",
            explanation=explanation,
        )

    def _meter(
        self, key: str, half_days: int, school_days: int
    ) -> tuple[int, int, list[MeterLimit]] | None:
        figures = self.figures
        if key in SHARES:
            limits = [
                MeterLimit(percent, day_count(first_reaching(school_days, percent)))
                for percent in (figures.warning_percent, figures.underretning_percent)
            ]
        elif key == RuleKey.TOTAL_OVER_10:
            percent = figures.total_percent
            limits = [
                MeterLimit(percent, f"over er {day_count(first_exceeding(school_days, percent))}")
            ]
        else:
            return None
        return half_days, school_days, limits

    def _explain(self, flag: Flag, verdict: Verdict | None) -> Explanation | None:
        if flag.rule == RuleKey.HANDLINGSPLAN_1C:
            return explain_deadline(handlingsplan(date.fromisoformat(flag.period), self.world))
        if verdict is None:
            return None
        found = explain(verdict, self.marks, self.world)
        as_raised = (flag.half_days, flag.school_days) == (verdict.half_days, verdict.school_days)
        return replace(found, agrees=found.agrees and as_raised)

    def standing(self) -> Explanation:
        """Explain where unlawful absence stands in this quarter, limit or no limit."""
        quarter = quarter_of(self.today)
        since, until = self.enrolled_from, self.enrolled_to
        return explain_quarter(
            self.marks,
            quarter,
            self.world,
            as_of=self.today,
            first=max(quarter.first, since) if since else None,
            last=min(quarter.last, until) if until else None,
        )

    def heat(self, counted: Iterable[date]) -> list[HeatDay]:
        """Return the school year day by day; `counted` are ringed."""
        calendar = self.world.calendar
        school_days = calendar.days(*self.year)
        first, last = (school_days[0], school_days[-1]) if school_days else self.year
        known = min(self.data_until or first - ONE_DAY, self.today)
        days = heat_days(self.marks, calendar, first, last, known, set(counted))
        return [self._placed(day) for day in days]

    def _placed(self, day: HeatDay) -> HeatDay:
        since, until = self.enrolled_from, self.enrolled_to
        outside = (since and day.day < since) or (until and day.day > until)
        return HeatDay(day.day, "outside") if outside else day

    def sums(self) -> tuple[list[tuple[str, str]], list[SumLine]]:
        """Return the headings and lines of the table of sums.

        A quarter stands against all its planned school days, as the rules on unlawful absence
        count; the other periods against the school days so far.
        """
        quarter = quarter_of(self.today)
        recent = recent_period(self.today, self.figures.recent_months)
        months = f"Seneste {in_words(self.figures.recent_months)} måneder"
        periods = [
            (self._tally(quarter.first, quarter.last), quarter.label.capitalize(), "i kvartalet"),
            (self._tally(*recent), months, "i perioden"),
            (self._tally(self.year[0], self.today), f"Skoleåret {self.year_label}", "indtil nu"),
        ]
        headings = [
            (label, f"af {plural(found.school_days, 'skoledag', 'skoledage')} {where}")
            for found, label, where in periods
        ]
        tallies = [found for found, _, _ in periods]
        lines = [
            SumLine(
                label=label, cells=[_cell(found, found.halves.get(kind, 0)) for found in tallies]
            )
            for kind, label in SUMS
            if kind is not Category.UKENDT or any(found.halves.get(kind) for found in tallies)
        ]
        lines.append(
            SumLine(label="Fravær i alt", cells=[_cell(found, found.absent) for found in tallies])
        )
        for kind, label in TIMES:
            counts = [found.times.get(kind, 0) for found in tallies]
            if any(counts):
                cells = [
                    (plural(count, "gang", "gange") if count else NOTHING, "") for count in counts
                ]
                lines.append(SumLine(label=label, cells=cells))
        return headings, lines

    def _tally(self, first: date, last: date) -> Tally:
        since, until = self.enrolled_from, self.enrolled_to
        first = max(first, since) if since else first
        last = min(last, until) if until else last
        return tally(self.marks, self.world.calendar, first, last)


def _cell(found: Tally, half_days: int) -> tuple[str, str]:
    if not half_days:
        return NOTHING, ""
    return day_count(half_days), show_percent(half_days, found.school_days)


def tone_of(flag: Flag, figures: Figures, today: date) -> str:
    """Return the tone of a waiting flag: "late", "soon" or none."""
    if flag.status not in {Flag.Status.NEW, Flag.Status.SEEN, Flag.Status.COMING}:
        return ""
    found = urgency_of(flag, figures, today)
    if found in {Urgency.DUTY_LATE, Urgency.LATE}:
        return "late"
    return "soon" if found is Urgency.DUTY_SOON else ""


def profile_of(pupil: Pupil, today: date) -> Profile:
    """Gather what a pupil's page is counted from, as the scan gathers it; a few fixed queries."""
    calendars = Calendars.load()
    place = circumstances_of(calendars, today, [pupil.pk]).get(pupil.pk)
    newest = (
        pupil.enrolments.filter(starts_on__lte=today)
        .select_related("school_class__school")
        .order_by("-starts_on", "-pk")
        .first()
    )
    assessed = assessments([pupil.pk], today).get(pupil.pk)
    return Profile(
        pupil=pupil,
        today=today,
        school_class=newest.school_class if newest else None,
        world=place.world if place else calendars.municipality(),
        enrolled_from=place.enrolled_from if place else None,
        enrolled_to=place.enrolled_to if place else None,
        data_until=delivered_through([place.school_id], today).get(place.school_id)
        if place
        else None,
        assessed_on=assessed[-1] if assessed else None,
    )

"""Deadlines that run from a day: the statutory ones, and the municipality's own."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from law.calendar import Reckoning, add_workdays, subtract_workdays
from law.figures import Nature, World
from law.verdicts import RuleKey, Stage, Verdict

ONE_DAY = timedelta(days=1)


class Status(StrEnum):
    """Where a deadline stands on a day."""

    OPEN = "open"
    DUE_SOON = "due-soon"
    OVERDUE = "overdue"
    MET = "met"
    MET_LATE = "met-late"

    @property
    def label(self) -> str:
        return STATUS_LABELS[self]


STATUS_LABELS = {
    Status.OPEN: "løber",
    Status.DUE_SOON: "udløber snart",
    Status.OVERDUE: "overskredet",
    Status.MET: "overholdt",
    Status.MET_LATE: "opfyldt for sent",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A deadline with its count: `start` is day 0 and `due_on` the last day in time.

    `soon_from` is the day from which it is shown as due soon, `internal_on` an earlier target of
    the municipality's own, when there is one. `unit` is the Danish name of the days counted.
    """

    rule: RuleKey | None
    title: str
    start: date
    due_on: date
    soon_from: date
    reckoning: Reckoning
    unit: str
    nature: Nature
    source: str
    numbers_from: date | None
    calendar_version: str
    internal_on: date | None = None

    def status(self, today: date, ready_on: date | None = None) -> Status:
        """Return where the deadline stands; `ready_on` is the day it was met, if that has come."""
        if ready_on is not None and ready_on <= today:
            return Status.MET if ready_on <= self.due_on else Status.MET_LATE
        if today > self.due_on:
            return Status.OVERDUE
        return Status.DUE_SOON if today >= self.soon_from else Status.OPEN


def handlingsplan(informed_on: date, world: World) -> Deadline:
    """Return the deadline for a handlingsplan (§ 1 c): 10 working days after `informed_on`.

    `informed_on` is the day anybody at the school or in the administration was first told; it is
    day 0. School holidays do not stop the count, public holidays do.
    """
    return _workdays(
        informed_on,
        world.numbers(informed_on).handlingsplan_workdays,
        world,
        rule=RuleKey.HANDLINGSPLAN_1C,
        title="Handlingsplan efter § 1 c",
        nature=Nature.STATUTORY,
        source="undervisningsmiljoe-1c",
    )


def underretning_receipt(sent_on: date, world: World) -> Deadline:
    """Return the deadline for the receipt of an underretning (R13): 6 working days after sending.

    `sent_on` is day 0. It is the receiver's duty; who sent it only watches it.
    """
    return _workdays(
        sent_on,
        world.numbers(sent_on).receipt_workdays,
        world,
        rule=None,
        title="Kvittering for underretning",
        nature=Nature.STATUTORY,
        source="underretning-kvittering",
    )


def internal_deadline(start: date, workdays: int, world: World, *, title: str) -> Deadline:
    """Return one of the municipality's own deadlines: so many working days after `start`."""
    return _workdays(
        start,
        workdays,
        world,
        rule=None,
        title=title,
        nature=Nature.INTERNAL,
        source="intern-frist",
    )


def sygeundervisning(last_attended_on: date, world: World) -> Deadline:
    """Return the deadline for assessing sygeundervisning: the 15th school day after the last.

    `last_attended_on` is the last school day the pupil took part in; it is day 0. The internal
    target is three calendar weeks, when that comes before. It is due soon from the tenth school
    day or the internal target, whichever comes first.
    """
    figures, calendar = world.numbers(last_attended_on), world.calendar
    reckoning = calendar.add_school_days(last_attended_on, figures.sickness_days)
    target = last_attended_on + timedelta(weeks=figures.sickness_internal_weeks)
    warning = calendar.nth_school_day(last_attended_on, figures.sickness_warn_days[1])
    return Deadline(
        rule=RuleKey.SICK_SPELL,
        title="Vurdering af sygeundervisning",
        start=last_attended_on,
        due_on=reckoning.due,
        soon_from=min(warning, target),
        reckoning=reckoning,
        unit="skoledage",
        nature=Nature.STATUTORY,
        source="sygeundervisning-stk-1",
        numbers_from=world.numbers_from(last_attended_on),
        calendar_version=calendar.version,
        internal_on=min(target, reckoning.due),
    )


def _workdays(
    start: date,
    workdays: int,
    world: World,
    *,
    rule: RuleKey | None,
    title: str,
    nature: Nature,
    source: str,
) -> Deadline:
    figures = world.numbers(start)
    reckoning = add_workdays(start, workdays, figures.extra_days_off)
    return Deadline(
        rule=rule,
        title=title,
        start=start,
        due_on=reckoning.due,
        soon_from=subtract_workdays(
            reckoning.due, figures.due_soon_workdays, figures.extra_days_off
        ),
        reckoning=reckoning,
        unit="arbejdsdage",
        nature=nature,
        source=source,
        numbers_from=world.numbers_from(start),
        calendar_version=world.calendar.version,
    )


def watch_handlingsplan(
    informed_on: date, *, ready_on: date | None, as_of: date, world: World
) -> Verdict | None:
    """Judge a handlingsplan that is not ready: due soon or overdue, None while there is time (R6).

    A plan that is ready on or before `as_of` raises nothing, in time or not. Overdue is effective
    from the day after the deadline.
    """
    deadline = handlingsplan(informed_on, world)
    status = deadline.status(as_of, ready_on)
    stages = {
        Status.DUE_SOON: (Stage.DUE_SOON, deadline.soon_from),
        Status.OVERDUE: (Stage.OVERDUE, deadline.due_on + ONE_DAY),
    }
    if status not in stages:
        return None
    stage, effective_on = stages[status]
    return Verdict(
        rule=RuleKey.HANDLINGSPLAN_1C,
        period=informed_on.isoformat(),
        stage=stage,
        effective_on=effective_on,
        due_on=deadline.due_on,
        half_days=0,
        school_days=0,
        limit_half_days=None,
        first=informed_on,
        last=deadline.due_on,
        as_of=as_of,
        numbers_from=deadline.numbers_from,
        calendar_version=deadline.calendar_version,
    )

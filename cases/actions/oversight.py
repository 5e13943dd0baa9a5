"""Keeping an eye on the look-ups: alarms to be answered, and samples drawn at random."""

import secrets
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db import transaction
from django.db.models import BinaryField, CharField, Count, Func, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.timezone import localdate, make_aware

from cases.actions.saving import written
from cases.alarms import Find, Limits, finds_of
from cases.reading import opened_on
from cases.rights import still_holds
from kiss.lib.models import Refused, create_kept
from schools.actions.saving import keep
from schools.models import (
    Alarm,
    Control,
    ControlledLookup,
    Lookup,
    ReadingReason,
    User,
    Verdict,
    WatchedDay,
)

ONE_DAY: Final = timedelta(days=1)
# These are answered together with the emergency access that they are about.
ANSWERED_ELSEWHERE: Final = (Alarm.Kind.EMERGENCY, Alarm.Kind.EMERGENCY_LATE)
DRAWN: Final = ("at", "user_id", "pupil_id", "case_number", "page", "purpose", "search")


def watch(*, today: date, limits: Limits) -> int:
    """Hold the look-ups of every day not yet watched against the limits; return the new alarms.

    Each day is a transaction of its own. A day that is not over is watched again.
    """
    day = _first_unwatched()
    new = 0
    while day and day <= today:
        new += _watch_day(day, today, limits)
        day += ONE_DAY
    return new


def _first_unwatched() -> date | None:
    newest = WatchedDay.objects.order_by("-day").first()
    if newest:
        return newest.day + ONE_DAY
    earliest = Lookup.objects.order_by("at").values_list("at", flat=True).first()
    return localdate(earliest) if earliest else None


@transaction.atomic
def _watch_day(day: date, today: date, limits: Limits) -> int:
    new = sum(raise_alarm(find, day) for find in finds_of(day, limits))
    if day < today:
        WatchedDay.objects.get_or_create(day=day)
    return new


def raise_alarm(find: Find, day: date) -> bool:
    """Raise an alarm or bring the waiting one up to date; one that is answered stays as it is."""
    values = {name: getattr(find, name) for name in Find.__dataclass_fields__}
    alarm = Alarm.objects.filter(
        kind=find.kind, user=find.user_id, day=day, about=find.about
    ).first()
    if alarm is None:
        keep(Alarm(day=day, **values), by=None)
        return True
    if not alarm.verdict and any(getattr(alarm, name) != values[name] for name in values):
        for name, value in values.items():
            setattr(alarm, name, value)
        keep(alarm, by=None)
    return False


@transaction.atomic
def read_on(*, reason: str, at: datetime, on: date, limit: int, by: User) -> None:
    """Let somebody who has opened `limit` children in a day open as many again.

    The controller gets an alarm about each reason. Raises Refused without one.
    """
    children = opened_on(by, on).aggregate(children=Count("pupil", distinct=True))["children"]
    ReadingReason.objects.create(
        user=by,
        day=on,
        at=at,
        children=children,
        reason=written(reason, "Skriv, hvorfor du har brug for at åbne flere."),
    )
    find = Find(
        kind=Alarm.Kind.READ_ON,
        user_id=by.pk,
        number=children,
        limit=limit,
        about=str(children),
        first_at=at,
        last_at=at,
    )
    raise_alarm(find, on)


@transaction.atomic
def answer_alarm(alarm: Alarm, *, verdict: str, note: str, at: datetime, by: User) -> None:
    """Answer what an alarm asks. An answer can be changed; its history is kept.

    Raises Refused when somebody answers for themselves, or an answer lacks its explanation.
    """
    held = Alarm.objects.select_for_update().get(pk=alarm.pk)
    still_holds(by)
    if held.kind in ANSWERED_ELSEWHERE:
        raise Refused("Svar på siden om nødadgangen.")
    answer(held, verdict=verdict, note=note, at=at, by=by)


@transaction.atomic
def answer_controlled(
    row: ControlledLookup, *, verdict: str, note: str, at: datetime, by: User
) -> None:
    """Answer whether a look-up of a sample was justified. Raises Refused like `answer_alarm`."""
    held = ControlledLookup.objects.select_for_update().get(pk=row.pk)
    still_holds(by)
    answer(held, verdict=verdict, note=note, at=at, by=by)


def answer(
    row: Alarm | ControlledLookup, *, verdict: str, note: str, at: datetime, by: User
) -> None:
    """Write an answer on a row that is held. Raises Refused like `answer_alarm`."""
    if row.user_id == by.pk:
        raise Refused("Det er dine egne opslag. En anden skal svare.")
    if verdict != Verdict.JUSTIFIED and not note.strip():
        raise Refused("Skriv, hvad du har fundet ud af, eller hvad der mangler.")
    row.verdict = verdict
    row.note = note.strip()
    row.answered_by = by
    row.answered_at = at
    keep(row, by=by)


@transaction.atomic
def draw_control(*, starts_on: date, ends_on: date, size: int, at: datetime, by: User) -> Control:
    """Draw look-ups of a period at random, both days included, and keep them to be answered.

    Raises Refused when the period holds none. The seed is kept, so that `drawn_again` gives the
    same ones as long as the log does.
    """
    still_holds(by)
    control = Control(
        starts_on=starts_on, ends_on=ends_on, seed=secrets.token_hex(8), drawn_at=at, drawn_by=by
    )
    control.population = _population(control).count()
    if not control.population:
        raise Refused("Der er ingen opslag i den periode. Vælg en anden.")
    keep(control, by=by)
    create_kept(
        [
            ControlledLookup(
                control=control,
                position=position,
                lookup_id=row.pk,
                **{name: getattr(row, name) for name in DRAWN},
            )
            for position, row in enumerate(_in_order(control)[:size], 1)
        ],
        by=by,
        reason="stikprøve",
    )
    return control


def drawn_again(control: Control) -> list[int]:
    """Return the ids of the look-ups that the seed of a sample draws today, in its order."""
    size = control.lookups.count()
    return list(_in_order(control).values_list("pk", flat=True)[:size])


def _in_order(control: Control) -> QuerySet[Lookup]:
    """Return the look-ups of a period in the order of the lots that a seed gives them.

    The lot is a hash of seed and id: anybody with the two can work it out, in any language.
    """
    text = Concat(Value(f"{control.seed}:"), Cast("pk", CharField()))
    # Django's own SHA256 asks for an extension that the database does not have.
    template = "sha256(convert_to(%(expressions)s, 'UTF8'))"
    lot = Func(text, template=template, output_field=BinaryField())
    return _population(control).annotate(lot=lot).order_by("lot", "pk")


def _population(control: Control) -> QuerySet[Lookup]:
    first = make_aware(datetime.combine(control.starts_on, time()))
    last = make_aware(datetime.combine(control.ends_on + ONE_DAY, time()))
    return Lookup.objects.shown().filter(at__gte=first, at__lt=min(last, control.drawn_at))

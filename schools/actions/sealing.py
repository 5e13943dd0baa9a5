"""Sealing the look-up log, and keeping its months: what the clock does to it.

Nobody who reads a page waits for any of this: readers only insert, and the chain is made afterwards
over what has been committed.
"""

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from schools import anchors
from schools.chain import (
    COVERED,
    beginning,
    month_after,
    month_of,
    months_before,
    seal_of,
)
from schools.models import Anchor, Lookup, LookupSeal

log = logging.getLogger(__name__)

# A look-up has the time at which its page was asked for, and can be seen by others a moment later.
# None takes longer than this, so what is older and has no seal was put there afterwards.
LATEST: Final = timedelta(days=1)
AT_ONCE: Final = 20_000
MONTHS_AHEAD: Final = 3
# Two sealers at once would both continue the same chain.
_ONE_AT_A_TIME: Final = "select pg_try_advisory_xact_lock(hashtext('schools_lookupseal'))"


@transaction.atomic
def seal(*, now: datetime) -> int:
    """Seal the look-ups that have none yet, in the order of their ids, and return how many.

    The chain goes on in the order of sealing, so a look-up whose transaction ended late is sealed
    in the next round and none is passed over. Does nothing while another process seals.
    """
    if _value(_ONE_AT_A_TIME) is not True:
        return 0
    waiting = unsealed(since=_sealed_until()).order_by("pk")[:AT_ONCE]
    rows = list(waiting.values_list(*COVERED))
    rows.sort(key=lambda row: (month_of(row[1]), row[0]))
    for month, found in groupby(rows, lambda row: month_of(row[1])):
        _seal_month(month, list(found), now)
    return len(rows)


def unsealed(*, since: datetime | None) -> Any:
    """Return the look-ups from a moment on that carry no seal."""
    rows = Lookup.objects.all()
    if since is not None:
        rows = rows.filter(at__gte=since)
        seals = LookupSeal.objects.filter(month__gte=month_of(since))
    else:
        seals = LookupSeal.objects.all()
    return rows.filter(~Exists(seals.filter(lookup_id=OuterRef("pk"))))


def _sealed_until() -> datetime | None:
    """Return the moment before which nothing new can come; None when nothing is sealed."""
    newest = Anchor.objects.filter(kind=Anchor.Kind.SEALED).order_by("-at", "-pk").first()
    return newest.at - LATEST if newest else None


def _seal_month(month: date, rows: Sequence[tuple[Any, ...]], now: datetime) -> None:
    head = LookupSeal.objects.filter(month=month).order_by("-position").first()
    position, previous = (head.position, head.hash) if head else (0, beginning(month))
    seals = []
    for row in rows:
        position += 1
        previous = seal_of(previous, row)
        seals.append(
            LookupSeal(month=month, position=position, lookup_id=row[0], at=row[1], hash=previous)
        )
    LookupSeal.objects.bulk_create(seals, batch_size=2_000)
    Anchor.objects.create(
        kind=Anchor.Kind.SEALED, month=month, rows=position, hash=previous, at=now
    )


def write_anchors(path: Path) -> int:
    """Add the anchors that the file does not hold yet, and return how many.

    They were committed before, so one that a crash kept from the file comes with the next round.
    """
    held = anchors.read(path)
    missing = list(Anchor.objects.filter(pk__gt=held.last if held else 0).order_by("pk"))
    if missing:
        anchors.append(path, missing)
    return len(missing)


def keep_months(first: date, last: date) -> None:
    """Make room for the look-ups of the months from one day to another, where it is missing."""
    month = first.replace(day=1)
    while month <= last:
        # Making one waits for everybody who reads the table, so not unless it is needed.
        if _value("select to_regclass(%s)::text", f"schools_lookup_{month:%Y_%m}") is None:
            _value("select schools_lookup_month(%s)", month)
        month = month_after(month)


def months_kept() -> list[date]:
    """Return the months there is room for, the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select to_date(right(inhrelid::regclass::text, 7), 'YYYY_MM') from pg_inherits"
            " where inhparent = 'schools_lookup'::regclass order by 1"
        )
        return [month for (month,) in cursor.fetchall()]


@transaction.atomic
def drop_old_months(*, today: date, months: int, now: datetime) -> list[date]:
    """Drop the months that ended more than `months` months ago, and return which.

    Each leaves a row that says so: the month, how many look-ups it held, and its last seal.
    """
    oldest = months_before(today.replace(day=1), months)
    old = [month for month in months_kept() if month < oldest]
    for month in old:
        head = LookupSeal.objects.filter(month=month).order_by("-position").first()
        rows = _value("select schools_lookup_drop(%s)", month)
        if rows:
            Anchor.objects.create(
                kind=Anchor.Kind.DROPPED,
                month=month,
                rows=rows,
                hash=head.hash if head else beginning(month),
                at=now,
            )
        log.info("the look-ups of %s are deleted: %s", month.strftime("%Y-%m"), rows)
    return old


def _value(statement: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone()
    return row[0] if row else None

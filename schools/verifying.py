"""Is the look-up log as it was written? Reads all of it and names what is not."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Max, Min
from django.utils.timezone import get_default_timezone

from kiss.lib.text import month_year, plain_date, plural
from schools import anchors
from schools.actions.sealing import LATEST
from schools.chain import COVERED, beginning, month_after, month_of, seal_of, starts_at
from schools.models import Anchor, Lookup, LookupSeal

# The clock seals each minute. After this the sealing itself is what is wrong.
LONGEST_WAIT: Final = timedelta(minutes=15)
AT_ONCE: Final = 5_000
# One sentence per row would hide the others when a whole table was replaced.
NAMED_AT_MOST: Final = 200

_COLUMNS: Final = ", ".join(f"l.{name}" for name in COVERED)
_BOTH: Final = f"""
select s.position, s.lookup_id, s.at, s.hash, {_COLUMNS}
from (select * from schools_lookupseal where month = %s) s
full join (select * from schools_lookup where at >= %s and at < %s) l on l.id = s.lookup_id
order by s.position nulls last, l.id
"""  # noqa: S608 - our own column names


@dataclass(slots=True)
class Report:
    """What a verification found: how many rows are whole, how many wait, and what is wrong."""

    sealed: int = 0
    waiting: int = 0
    sealed_until: datetime | None = None
    faults: list[str] = field(default_factory=list)
    more: int = 0

    @property
    def ok(self) -> bool:
        """Whether everything is as it was written."""
        return not self.faults

    def fault(self, sentence: str) -> None:
        """Add what is wrong."""
        if len(self.faults) < NAMED_AT_MOST:
            self.faults.append(sentence)
        else:
            self.more += 1


def verify(*, file: Path, now: datetime) -> Report:
    """Read every look-up with its seal and hold both against the anchors in table and file."""
    report = Report()
    with transaction.atomic():
        with connection.cursor() as cursor:
            # All is read as it stood at one moment, however long the reading takes.
            if not connection.savepoint_ids:
                cursor.execute("set transaction isolation level repeatable read")
        stored = list(Anchor.objects.order_by("pk"))
        dropped = {anchor.month for anchor in stored if anchor.kind == Anchor.Kind.DROPPED}
        by_month: dict[date, dict[int, Anchor]] = defaultdict(dict)
        for anchor in stored:
            if anchor.kind == Anchor.Kind.SEALED and anchor.month not in dropped:
                by_month[anchor.month][anchor.rows] = anchor
        sealed = [anchor.at for anchor in stored if anchor.kind == Anchor.Kind.SEALED]
        report.sealed_until = max(sealed, default=None)
        for month in sorted({*_months(), *by_month}):
            _Month(month, by_month[month], report, now).verify()
    _verify_file(stored, file, report, now)
    return report


def _months() -> Iterator[date]:
    """Return every month from the first to the last that holds look-ups or seals."""
    ends = Lookup.objects.aggregate(first=Min("at"), last=Max("at"))
    seals = LookupSeal.objects.aggregate(first=Min("month"), last=Max("month"))
    found = [month_of(at) for at in ends.values() if at] + [day for day in seals.values() if day]
    if found:
        month = min(found)
        while month <= max(found):
            yield month
            month = month_after(month)


class _Month:
    """The chain of one month, followed from its beginning."""

    def __init__(
        self, month: date, known: dict[int, Anchor], report: Report, now: datetime
    ) -> None:
        self.month = month
        self.known = known
        self.report = report
        self.now = now
        self.previous = beginning(month)
        self.position = 0
        self.last_at: datetime | None = None
        self.is_whole = True
        self.anchored = 0

    def verify(self) -> None:
        values = [self.month, starts_at(self.month), starts_at(month_after(self.month))]
        # A cursor that stays in the database: a month may be too many rows to hold at once.
        with connection.chunked_cursor() as cursor:
            cursor.execute(_BOTH, values)
            while rows := cursor.fetchmany(AT_ONCE):
                for position, lookup_id, at, seal, *found in rows:
                    if position is None:
                        self._unsealed(found)
                    else:
                        self._sealed(position, lookup_id, at, seal, found)
        last = max(self.known, default=0)
        if last > self.position:
            self.report.fault(
                f"Klippet: de sidste {plural(last - self.position, 'opslag', 'opslag')} i "
                f"{month_year(self.month)} er væk. Der var {last}, "
                + (
                    f"det sidste, der er tilbage, er fra {when(self.last_at)}."
                    if self.last_at
                    else "og der er ingen tilbage."
                )
            )

    def _unsealed(self, found: list[Any]) -> None:
        number, at = found[0], found[1]
        newest = self.report.sealed_until
        if newest is not None and at < newest - LATEST:
            self.report.fault(
                f"Tilføjet: opslag {number} fra {when(at)} er skrevet ind bagefter og har intet "
                "segl."
            )
        elif at < self.now - LONGEST_WAIT:
            self.report.fault(
                f"Uden segl: opslag {number} fra {when(at)} burde være forseglet. "
                "Se, om uret kører."
            )
        else:
            self.report.waiting += 1

    def _sealed(
        self, position: int, lookup_id: int, at: datetime, seal: str, found: list[Any]
    ) -> None:
        if position != self.position + 1:
            missing = position - self.position - 1
            since = f"mellem {when(self.last_at)} og" if self.last_at else "før"
            self.report.fault(
                f"Klippet: {plural(missing, 'opslag', 'opslag')} med segl mangler {since} "
                f"{when(at)}."
            )
        elif found[0] is None:
            self.report.fault(f"Mangler: opslag {lookup_id} fra {when(at)} er slettet.")
        elif seal_of(self.previous, found) != seal:
            self.report.fault(f"Ændret: opslag {lookup_id} fra {when(at)} er ikke, som det var.")
        else:
            self.report.sealed += 1
        self._anchor(position, at, seal)
        self.previous, self.position, self.last_at = seal, position, at

    def _anchor(self, position: int, at: datetime, seal: str) -> None:
        anchor = self.known.get(position)
        if anchor is None:
            return
        if anchor.hash == seal:
            self.anchored = position
        elif self.is_whole:
            self.is_whole = False
            self.report.fault(
                f"Skrevet om: kæden i {month_year(self.month)} passer ikke med sit anker ved "
                f"{when(at)}. Et opslag fra nummer {self.anchored + 1} til nummer {position} "
                "er ændret, og segl er lavet om."
            )


def _verify_file(stored: list[Anchor], path: Path, report: Report, now: datetime) -> None:
    held = anchors.read(path)
    expected = [anchor for anchor in stored if anchor.at < now - LONGEST_WAIT]
    if held is None:
        if expected:
            report.fault(f"Ankerfilen {path} findes ikke.")
        return
    for line in held.broken:
        report.fault(f"Ankerfilen har en linje, der ikke er et anker: {line[:80]}")
    in_table = {anchor.pk: anchor for anchor in stored}
    for number, line in sorted(held.lines.items()):
        _hold_against(in_table.get(number), number, line, report)
    for anchor in expected:
        if anchor.pk not in held.lines:
            report.fault(f"Anker {anchor.pk} fra {when(anchor.at)} mangler i ankerfilen.")


def _hold_against(anchor: Anchor | None, number: int, line: str, report: Report) -> None:
    if anchor is None:
        report.fault(f"Klippet: anker {number} står i ankerfilen, men ikke i databasen: {line}")
    elif anchors.line_of(anchor) != line:
        report.fault(
            f"Skrevet om: anker {number} fra {when(anchor.at)} er et andet i databasen end i "
            "ankerfilen."
        )


def when(at: datetime | None) -> str:
    """Return a moment in Danish time, to the second: "26. november 2026 kl. 10.02.05"."""
    if at is None:
        return ""
    local = at.astimezone(get_default_timezone())
    return f"{plain_date(local.date())} kl. {local:%H.%M.%S}"


def sentence(report: Report) -> str:
    """Return what is said when all is well."""
    if report.sealed_until is None:
        return "Der er ingen forseglede opslag endnu."
    waits = f" {report.waiting} venter på segl." if report.waiting else ""
    return (
        f"Alle {plural(report.sealed, 'forseglet opslag', 'forseglede opslag')} er, som de blev "
        f"skrevet, og passer med ankerfilen til og med {when(report.sealed_until)}.{waits}"
    )

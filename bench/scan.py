"""The nightly scan, everybody judged anew, and the touched pupils of a day."""

import math
from collections.abc import Iterator
from datetime import date, timedelta

from django.db import connection

import bench
from absence.actions import judge_pupils, scan
from absence.models import Flag
from bench import _municipality as municipality

# The year's rows, read once and added up: nothing that counts them can be quicker.
AGGREGATE = """
select count(*), sum(halves),
    sum(halves) filter (where category = 1), sum(halves) filter (where category in (3, 6))
from absence_mark where day between %s and %s
"""
YEAR_START = date(municipality.LAST_YEAR, 8, 1)
TODAY = municipality.LAST_DAY
YESTERDAY = TODAY - timedelta(days=1)


def measure() -> Iterator[bench.Result]:
    """Measure on 10,000 pupils with five school years in the table, on the last day of one.

    The night is the usual one: the day's files were read in, and their pupils judged at once.
    """
    with bench.fresh_database("bench_scan"):
        municipality.build()
        first = bench.seconds(lambda: scan(YESTERDAY, anew=True))
        with connection.cursor() as cursor:
            cursor.execute("vacuum analyze")
            # The limit is one core's, so the scan may use no more either.
            cursor.execute("set max_parallel_workers_per_gather = 0")
        yield from _results(first)


def _results(first: float) -> Iterator[bench.Result]:
    pupils = touched_pupils()
    aggregate, unjudged, anew, anew_pace, touched = bench.interleaved(
        aggregate_once,
        bench.undone(lambda: scan(TODAY)),
        bench.undone(lambda: scan(TODAY, anew=True)),
        bench.count,
        bench.undone(lambda: judge_pupils(pupils, day=TODAY, because="Fravær læst ind")),
    )
    judge_pupils(pupils, day=TODAY, because="Fravær læst ind")
    again, nightly, pace = bench.interleaved(
        aggregate_once, bench.undone(lambda: scan(TODAY)), bench.count
    )
    yield bench.Result(
        "the night's scan of all pupils / one sequential aggregate",
        bench.median_ratio(nightly, again),
        12,
        detail=f"{_ms(nightly)} / {_ms(again)}; "
        f"x {bench.median_ratio(unjudged, aggregate):.1f} if no import had judged its pupils",
    )
    yield bench.Result(
        "the night's scan of all pupils, paced s",
        bench.paced(nightly, pace),
        1,
        detail=f"{_ms(nightly)} here",
    )
    yield bench.Result(
        "all pupils judged anew, paced s",
        bench.paced(anew, anew_pace),
        math.inf,
        detail=f"{_ms(anew)} here, x {bench.median_ratio(anew, aggregate):.0f} the aggregate; "
        "for information",
    )
    yield bench.Result(
        "a day's touched pupils / all pupils judged anew",
        bench.median_ratio(touched, anew),
        0.35,
        detail=f"{_ms(touched)} for {len(pupils)} pupils",
    )
    yield bench.Result(
        "the first scan of all, on a year's last day, seconds",
        first,
        math.inf,
        detail=f"raises {Flag.objects.count()} flags; for information",
    )


def aggregate_once() -> None:
    """Add up the year's rows."""
    with connection.cursor() as cursor:
        cursor.execute(AGGREGATE, [YEAR_START, TODAY])
        cursor.fetchall()


def touched_pupils() -> list[int]:
    """Return the pupils with a mark on the last day."""
    with connection.cursor() as cursor:
        cursor.execute("select distinct pupil_id from absence_mark where day = %s", [TODAY])
        return [row[0] for row in cursor.fetchall()]


def _ms(found: list[float]) -> str:
    return f"{bench.median(found) * 1000:.0f} ms"

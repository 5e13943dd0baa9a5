"""What the product promises about speed, as ratios to a limit measured in the same run."""

import gc
import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction
from psycopg import sql

ROUNDS = 7
# What five million additions took, at its usual pace, on the machine where the goals in seconds
# were set.
REFERENCE_LOOP = 0.28


@dataclass(frozen=True, slots=True)
class Result:
    """One promise: a ratio to something measured beside it, and what it must not pass.

    `goal` is the most it may be, or the least when `at_least` is set. `detail` is for the reader.
    """

    name: str
    ratio: float
    goal: float
    at_least: bool = False
    detail: str = ""

    @property
    def ok(self) -> bool:
        return self.ratio >= self.goal if self.at_least else self.ratio <= self.goal

    def __str__(self) -> str:
        sign = "≥" if self.at_least else "≤"
        verdict = "ok" if self.ok else "MISSED"
        return (
            f"{self.name:<58} {self.ratio:>8.2f}  {sign} {self.goal:<6g} {verdict:<7}{self.detail}"
        )


def seconds(work: Callable[[], object]) -> float:
    """Return how long some work took."""
    gc.collect()
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def paced(found: list[float], beside: list[float]) -> float:
    """Return the median as it would be at the pace of the machine where the goals were set.

    `beside` are the seconds of `count`, taken right beside each of those found: a machine that is
    shared has another pace from one moment to the next. One that counts faster is held to the
    seconds as they are: what waits for the database does not become faster with it.
    """
    pairs = zip(found, beside, strict=True)
    return statistics.median(took * min(1, REFERENCE_LOOP / pace) for took, pace in pairs)


def count() -> None:
    """Do nothing but count: the pace of the machine at this moment."""
    number = 0
    while number < 5_000_000:
        number += 1


def interleaved(*works: Callable[[], object], rounds: int = ROUNDS) -> list[list[float]]:
    """Measure several works in turns, so that a slow moment of the machine hits them alike.

    Returns the seconds of each work, round by round, after one round that only warms up.
    """
    for work in works:
        work()
    found: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for place, work in enumerate(works):
            found[place].append(seconds(work))
    return found


def undone(work: Callable[[], object]) -> Callable[[], None]:
    """Have some work done in a transaction, its constraints checked, and undone again."""

    def do() -> None:
        with transaction.atomic():
            work()
            with connection.cursor() as cursor:
                cursor.execute("set constraints all immediate")
            transaction.set_rollback(True)

    return do


def median(found: list[float]) -> float:
    """Return the median."""
    return statistics.median(found)


def median_ratio(above: list[float], below: list[float]) -> float:
    """Return the median of the ratios of the rounds, not the ratio of the medians."""
    return statistics.median(a / b for a, b in zip(above, below, strict=True))


@contextmanager
def fresh_database(name: str) -> Iterator[None]:
    """Make an empty, migrated database beside the one in DATABASE_URL, and drop it afterwards."""
    name = f"{name}_{os.getpid()}"
    server = settings.DATABASES["default"] | {}
    with _maintenance(server) as admin:
        admin.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    connections["default"].close()
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", verbosity=0)
        yield
    finally:
        connections["default"].close()
        connection.settings_dict["NAME"] = server["NAME"]
        with _maintenance(server) as admin:
            admin.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


def _maintenance(server: dict) -> psycopg.Connection:
    return psycopg.connect(
        dbname=server["NAME"],
        user=server["USER"] or None,
        password=server["PASSWORD"] or None,
        host=server["HOST"] or None,
        port=server["PORT"] or None,
        autocommit=True,
    )

"""Pages of Fjordby: what writing each look-up down costs, and what the time of a refusal tells."""

import gc
import logging
from collections.abc import Iterator
from datetime import timedelta
from unittest import mock

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench import Result, fresh_database, interleaved, median, median_ratio
from cases import actions, permissions
from cases.models import Case
from kiss.demo.build import build
from schools.models import User

ROUNDS = 40
REFUSALS = 1000
EVENTS = 500


def measure() -> Iterator[Result]:
    """Measure a case's page with its row in the look-up log against the same page without."""
    with fresh_database("bench_pages"):
        build(timezone.localdate())
        case = Case.objects.get(number="26-0002")
        client = Client()
        client.force_login(User.objects.get(email="karim@demo.invalid"))

        def logged() -> None:
            if client.get(case.get_absolute_url()).status_code != 200:
                raise RuntimeError("the case does not open")

        def unlogged() -> None:
            with mock.patch.object(permissions, "remember"):
                logged()

        with_log, without = interleaved(logged, unlogged, rounds=ROUNDS)
        yield Result(
            "log: a case's page / the same page without its look-up",
            median_ratio(with_log, without),
            1.15,
            detail=f"{1000 * median(with_log):.0f} ms / {1000 * median(without):.0f} ms",
        )
        yield _long_story(client, case)
        yield from _refusals(client)


def _long_story(client: Client, case: Case) -> Result:
    """Measure the page of a case with its newest lines of many against an empty signed-in page."""
    leader = case.tovholder
    for number in range(EVENTS):
        actions.write_note(
            case,
            text=f"Notat {number}",
            is_restricted=False,
            on=case.opened_on + timedelta(days=number % 20),
            by=leader,
        )
    alone = User.objects.create(email="ny@demo.invalid", name="Ny Kollega")
    newcomer = Client()
    newcomer.force_login(alone)

    def look(who: Client, address: str) -> None:
        if who.get(address).status_code != 200:
            raise RuntimeError(f"{address} does not open")

    empty = reverse("cases:today")
    long, short = interleaved(
        lambda: look(client, case.get_absolute_url()),
        lambda: look(newcomer, empty),
        rounds=ROUNDS,
    )
    return Result(
        f"case: the page of {EVENTS} events / an empty signed-in page",
        median_ratio(long, short),
        7,
        detail=f"{1000 * median(long):.0f} ms / {1000 * median(short):.0f} ms",
    )


def _refusals(client: Client) -> Iterator[Result]:
    """Measure what a case of another school and one that never was take to answer "not found".

    The goals are those of the threat T07: medians less than 5 ms apart, and somebody who guesses
    by the time alone is right in less than 55 of 100 pairs.
    """
    hidden = Case.objects.exclude(school__name="Sydhavnsskolen").first()
    assert hidden is not None
    addresses = [hidden.get_absolute_url(), "/sager/bcdfghjkmnpqrstv/"]

    def refused(address: str) -> None:
        if client.get(address).status_code != 404:
            raise RuntimeError("it should not be found")

    # What is there stays: the collection before each round is short. Each refusal is a warning.
    gc.freeze()
    logging.getLogger("django.request").setLevel(logging.ERROR)
    there, missing = interleaved(
        lambda: refused(addresses[0]), lambda: refused(addresses[1]), rounds=REFUSALS
    )
    apart = abs(median(there) - median(missing))
    yield Result(
        "refusal: the medians of hidden and missing, apart / 5 ms",
        apart / 0.005,
        1,
        detail=f"{1000 * median(there):.1f} ms / {1000 * median(missing):.1f} ms",
    )
    guessed = _right_guesses(there, missing)
    yield Result(
        "refusal: guesses by time alone that are right / 55 of 100",
        guessed / 0.55,
        1,
        detail=f"{100 * guessed:.1f} of 100 pairs",
    )


def _right_guesses(ones: list[float], others: list[float]) -> float:
    """Return the share of pairs told apart by who is slower, whichever way that goes."""
    slower = sum((one > other) + (one == other) / 2 for one in ones for other in others)
    share = slower / (len(ones) * len(others))
    return max(share, 1 - share)

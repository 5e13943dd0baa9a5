"""Pages of Fjordby: what writing each look-up down costs."""

from collections.abc import Iterator
from unittest import mock

from django.test import Client
from django.utils import timezone

from bench import Result, fresh_database, interleaved, median, median_ratio
from cases import permissions
from cases.models import Case
from kiss.demo.build import build
from schools.models import User

ROUNDS = 40


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

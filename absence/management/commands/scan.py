"""Scan by hand: the days that are missing, or one day again."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from absence import actions
from absence.models import ScanDay
from kiss.lib.text import date_range, plain_date, plural


class Command(BaseCommand):
    help = "Gennemgå fraværet: de dage, der mangler til og med i dag, eller én dag igen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--date", type=date.fromisoformat, help="gennemgå denne dag igen, ÅÅÅÅ-MM-DD"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if day := options["date"]:
            done = [actions.scan(day, anew=True)]
        else:
            done = actions.scan_missing_days(timezone.localdate())
        for row in done:
            self.stdout.write(f"{row.day.isoformat()}  {told(row)}")
        self.stdout.write(summary(done))


def told(row: ScanDay) -> str:
    """Return what the scan of a day did."""
    new = plural(row.flags_new, "nyt flag", "nye flag")
    return f"{new}, {row.flags_withdrawn} bortfaldet, {row.milliseconds} ms"


def summary(done: list[ScanDay]) -> str:
    """Return which days were scanned, in a sentence."""
    if not done:
        return "Alle dage er gennemgået."
    if len(done) == 1:
        return f"{plain_date(done[0].day)} er gennemgået."
    days = plural(len(done), "dag", "dage")
    return f"{days} er gennemgået: {date_range(done[0].day, done[-1].day)}."

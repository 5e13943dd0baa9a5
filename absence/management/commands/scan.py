"""Scan by hand: the days that are missing, or one day again."""

from argparse import ArgumentParser
from contextlib import suppress
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Min
from django.utils import timezone

from absence import actions
from absence.models import Mark, ScanDay
from kiss.lib.text import date_range, plain_date, plural
from law.quarters import school_year, school_year_bounds
from schools.models import Closure


class Command(BaseCommand):
    help = (
        "Gennemgå fraværet: de dage, der mangler til og med i dag, og i dag igen, "
        "eller én bestemt dag igen."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--date", help="gennemgå denne dag igen, ÅÅÅÅ-MM-DD")

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        if options["date"]:
            done = [actions.scan(day_from(options["date"], today), anew=True)]
        else:
            done = actions.scan_missing_days(today) or [actions.scan(today)]
        for row in done:
            self.stdout.write(f"{row.day.isoformat()}  {told(row)}")
        self.stdout.write(summary(done))


def day_from(text: str, today: date) -> date:
    """Read a day that can be scanned. Raises CommandError with what to write instead."""
    day = None
    with suppress(ValueError):
        day = date.fromisoformat(text)
    if day is None:
        raise CommandError(f"Skriv datoen som {today.isoformat()}.")
    if day > today:
        raise CommandError(
            f"{plain_date(day)} er ikke kommet endnu. Skriv en dag til og med i dag."
        )
    first = first_day(today)
    if day < first:
        raise CommandError(
            f"Der er hverken fravær eller lukkedage før skoleåret fra {plain_date(first)}."
        )
    return day


def first_day(today: date) -> date:
    """Return the first day of the first school year that something is known about."""
    known = [
        Mark.objects.aggregate(first=Min("day"))["first"],
        Closure.objects.aggregate(first=Min("starts_on"))["first"],
    ]
    earliest = min([today, *(day for day in known if day)])
    return school_year_bounds(school_year(earliest))[0]


def told(row: ScanDay) -> str:
    """Return what the scan of a day did."""
    new = plural(row.flags_new, "nyt flag", "nye flag")
    return f"{new}, {row.flags_withdrawn} bortfaldet, {row.milliseconds} ms"


def summary(done: list[ScanDay]) -> str:
    """Return which days were scanned, in a sentence."""
    if len(done) == 1:
        return f"{plain_date(done[0].day)} er gennemgået."
    days = plural(len(done), "dag", "dage")
    return f"{days} er gennemgået: {date_range(done[0].day, done[-1].day)}."

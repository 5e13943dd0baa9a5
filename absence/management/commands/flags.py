"""Print the flags that wait for somebody to decide."""

import csv
import os
import sys
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import F, OuterRef, Subquery

from absence.models import Flag, FlagChange
from kiss.lib.text import plural

HEADINGS = ("elev_id", "regel", "virkningsdato", "frist", "status")
WIDTHS = (12, 24, 10, 10, 6)


class Command(BaseCommand):
    help = "Udskriv de flag, som ingen har taget stilling til endnu."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=["text", "csv"], default="text")
        parser.add_argument(
            "--date", type=date.fromisoformat, help="som de stod ved dagens slutning, ÅÅÅÅ-MM-DD"
        )
        parser.add_argument(
            "--coming", action="store_true", help="også dem, hvor grænsen er nær, men ikke nået"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the flags, as far as somebody reads them."""
        try:
            self._print(options)
            self.stdout.flush()
        except BrokenPipeError:
            # Python would complain again when it closes the pipe.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def _print(self, options: dict[str, Any]) -> None:
        rows = open_flags(options["date"], with_coming=options["coming"])
        if options["format"] == "csv":
            writer = csv.writer(self.stdout, delimiter=";", lineterminator="\n")
            writer.writerows([HEADINGS, *rows])
            return
        for row in rows:
            self.stdout.write(
                "  ".join(f"{cell:{width}}" for cell, width in zip(row, WIDTHS, strict=True))
            )
        self.stdout.write(plural(len(rows), "flag", "flag"))


def open_flags(day: date | None, *, with_coming: bool) -> list[tuple[str, ...]]:
    """Return a row per open flag, the soonest deadline first and those without one last.

    With a day, the flags that were open at its end. Dates are ISO, an absent deadline is empty.
    """
    wanted = [Flag.Status.NEW, Flag.Status.SEEN]
    if with_coming:
        wanted.append(Flag.Status.COMING)
    flags = Flag.objects.annotate(stood=F("status"))
    if day:
        changes = FlagChange.objects.filter(flag=OuterRef("pk"), on__lte=day).order_by("-pk")
        flags = Flag.objects.annotate(stood=Subquery(changes.values("to_status")[:1]))
    flags = flags.filter(stood__in=wanted).order_by(
        F("due_on").asc(nulls_last=True), "rule", "pupil__elev_id", "period"
    )
    found = flags.values_list("pupil__elev_id", "rule", "effective_on", "due_on", "stood")
    return [
        (elev_id, rule, effective_on.isoformat(), due_on.isoformat() if due_on else "", status)
        for elev_id, rule, effective_on, due_on, status in found
    ]

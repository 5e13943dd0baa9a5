"""Read in the municipality's plan of holidays and closed days."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from absence.actions import scan_again
from absence.importing.calendar import read_calendar
from absence.models import ScanDay
from kiss.lib.models import Refused
from kiss.lib.tables import open_table
from kiss.lib.text import plural
from schools import actions
from schools.actions import CalendarLine, CalendarOutcome
from schools.models import Municipality


class Command(BaseCommand):
    help = "Læs lukkedage ind: fra;til;titel;omfang."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="vis kun, skriv intet")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the file and say what it did."""
        try:
            lines, refused = self._read(options["file"])
            outcome, scanned = self._write(lines, dry_run=options["dry_run"])
        except FileNotFoundError as error:
            raise CommandError(f"Filen {options['file']} findes ikke.") from error
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        for school in outcome.schools_made:
            self.stdout.write(f"Ny skole: {school.name}")
        for number, reason in refused.items():
            self.stdout.write(f"Linje {number}: {reason}")
        counts = f"{outcome.new} nye, {outcome.changed} ændrede, {outcome.unchanged} uændrede"
        self.stdout.write(f"Lukkeperioder: {counts}, {len(refused)} afviste.")
        if scanned:
            new = plural(scanned.flags_new, "nyt flag", "nye flag")
            withdrawn = f"{scanned.flags_withdrawn} bortfaldet"
            self.stdout.write(f"Fraværet er gennemgået igen: {new}, {withdrawn}.")
        if options["dry_run"]:
            self.stdout.write("Kun vist. Intet er skrevet.")

    def _read(self, path: Path) -> tuple[list[CalendarLine], dict[int, str]]:
        if not Municipality.objects.exists():
            raise Refused("Installationen er ikke startet. Kør: manage.py start_municipality NAVN")
        lines, refused = read_calendar(open_table(path))
        if not lines:
            found = plural(len(refused), "linje", "linjer")
            raise Refused(f"Ferieplanen har ingen perioder, der kan bruges ({found} afvist).")
        return lines, refused

    def _write(
        self, lines: list[CalendarLine], *, dry_run: bool
    ) -> tuple[CalendarOutcome, ScanDay | None]:
        scanned = None
        with transaction.atomic():
            outcome = actions.import_calendar(lines, by=None)
            if dry_run:
                transaction.set_rollback(True)
            elif outcome.new or outcome.changed:
                scanned = scan_again(timezone.localdate())
        return outcome, scanned

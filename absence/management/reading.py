"""What the commands that read files in have in common: options, errors and what they print."""

import csv
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from absence.actions.imports import Delivery, Outcome, read_file, try_file
from absence.actions.quarantine import quarantine_rows
from absence.models import ImportProfile
from absence.models.imports import ImportKind
from kiss.lib.models import Refused
from kiss.lib.text import plural, thousands


class ReadingCommand(BaseCommand):
    """Reads one file in and says in Danish what came of it."""

    # The checks would load every page of the product; a file needs none of them.
    requires_system_checks: list[str] = []
    kind: ImportKind
    # What the numbers are about, before the colon.
    counted: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--profile", help="en gemt profil, til filer med andre kolonner")
        parser.add_argument("--dry-run", action="store_true", help="vis kun, skriv intet")
        parser.add_argument(
            "--quarantine",
            type=Path,
            metavar="CSV",
            help="skriv de afviste linjer i denne fil, så de kan rettes og læses igen",
        )
        parser.add_argument(
            "--date", type=date.fromisoformat, help="læs, som om det var denne dag, ÅÅÅÅ-MM-DD"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the file, or try it, and say what it did."""
        today = options["date"] or timezone.localdate()
        path: Path = options["file"]
        try:
            delivery = Delivery(
                path=path,
                kind=self.kind,
                profile=self._profile(options["profile"]),
                school_year=options.get("school_year"),
            )
            if options["dry_run"]:
                outcome = try_file(delivery, today=today)
            else:
                source, outcome = read_file(delivery, today=today)
                if options["quarantine"]:
                    self._write(options["quarantine"], quarantine_rows(source))
        except IsADirectoryError as error:
            raise CommandError(f"{path} er en mappe, ikke en fil.") from error
        except FileNotFoundError as error:
            raise CommandError(f"Filen {path} findes ikke.") from error
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self._tell(outcome)
        if options["dry_run"]:
            self.stdout.write("Kun vist. Intet er skrevet.")

    def _profile(self, name: str | None) -> ImportProfile | None:
        if not name:
            return None
        profile = ImportProfile.objects.filter(name=name, kind=self.kind).first()
        if profile is None:
            known = ImportProfile.objects.filter(kind=self.kind).order_by("name")
            names = ", ".join(known.values_list("name", flat=True)) or "ingen"
            raise Refused(f"Profilen »{name}« findes ikke. Gemte profiler: {names}.")
        return profile

    def _write(self, path: Path, rows: list[list[str]]) -> None:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";").writerows(rows)

    def _tell(self, outcome: Outcome) -> None:
        for number, reason in outcome.refusals:
            self.stdout.write(f"Linje {number}: {reason}")
        if (more := outcome.refused - len(outcome.refusals)) > 0:
            self.stdout.write(f"… og {plural(more, 'linje', 'linjer')} til.")
        counts = (
            f"{thousands(outcome.new)} nye, {thousands(outcome.changed)} ændrede, "
            f"{thousands(outcome.unchanged)} uændrede, {thousands(outcome.refused)} afviste"
        )
        self.stdout.write(f"{self.counted.format(layout=outcome.layout)}: {counts}.")
        if outcome.message:
            self.stdout.write(outcome.message)

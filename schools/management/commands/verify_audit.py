"""Tell whether the look-up log is as it was written."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from schools.verifying import sentence, verify


class Command(BaseCommand):
    help = "Efterprøv opslagsloggen: er nogen opslag ændret, slettet, tilføjet eller klippet væk?"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchors", type=Path, default=settings.AUDIT_ANCHOR_FILE, help="en anden ankerfil"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        report = verify(file=options["anchors"], now=timezone.now())
        if report.ok:
            self.stdout.write(sentence(report))
            return
        for fault in report.faults:
            self.stderr.write(fault)
        if report.more:
            self.stderr.write(f"Og {report.more} fejl mere af samme slags.")
        self.stderr.write("Opslagsloggen er ikke, som den blev skrevet. Gem disse linjer.")
        raise SystemExit(1)

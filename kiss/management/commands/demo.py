"""Make the invented municipality, or say how to log in to it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from kiss.demo import build
from kiss.personas import DEMO_PASSWORD, PERSONAS


class Command(BaseCommand):
    help = "Lav demokommunen Fjordby, eller vis, hvordan man logger ind i den."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="gør intet, hvis der er data")
        parser.add_argument("--logins", action="store_true", help="vis brugerne og kodeordet")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Demoen kan kun laves med DEMO=1. Her ligger måske rigtige børn.")
        if options["logins"]:
            self._logins()
        elif not build.is_there():
            build.build(timezone.localdate())
            self.stdout.write("Fjordby Kommune (DEMO) er lavet.")
        elif not options["if_empty"]:
            raise CommandError("Der er allerede en kommune. Demoen laves kun i en tom database.")

    def _logins(self) -> None:
        self.stdout.write(f"Kodeord for alle: {DEMO_PASSWORD}")
        for persona in PERSONAS:
            self.stdout.write(f"  {persona.email:<24} {persona.name}, {persona.title}")

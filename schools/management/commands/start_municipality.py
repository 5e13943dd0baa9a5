"""Start an empty installation, which files alone can then fill."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from cases.actions import ship_catalogue, ship_levels
from kiss.lib.models import Refused
from schools import actions
from schools.models import Municipality


class Command(BaseCommand):
    help = "Start en tom installation for én kommune."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help='kommunens navn, for eksempel "Fjordby Kommune"')

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the municipality, and say what comes next."""
        if Municipality._meta.db_table not in connection.introspection.table_names():
            raise CommandError(
                "Databasen har ingen tabeller endnu. Kør først migrate: make manage c=migrate"
            )
        try:
            with transaction.atomic():
                municipality = actions.start_municipality(options["name"], is_demo=False)
                ship_levels()
                ship_catalogue()
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"{municipality.name} er startet. Læs nu filerne ind med import_calendar, "
            "import_pupils og import_absence, og opret den første bruger med add_user."
        )

"""Print the grants that keep the program itself from changing the look-up log."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from schools.grants import grants_for


class Command(BaseCommand):
    help = "Skriv de rettigheder ud, som programmets bruger i databasen skal have."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", help="databasebrugeren, som web og worker logger ind med")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.stdout.write(grants_for(options["role"]))
        except ValueError as error:
            raise CommandError(
                "Navnet må kun have små bogstaver, tal og understregning."
            ) from error

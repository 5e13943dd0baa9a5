"""Read in a file of pupils."""

from argparse import ArgumentParser

from absence.management.reading import ReadingCommand
from absence.models.imports import ImportKind


class Command(ReadingCommand):
    help = "Læs elever ind: vores egne kolonner, registrets Elev.txt eller en gemt profil."
    kind = ImportKind.PUPILS
    counted = "Elever ({layout})"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--school-year",
            type=int,
            metavar="ÅR",
            help="året, hvor filens skoleår begynder; ellers det nuværende",
        )

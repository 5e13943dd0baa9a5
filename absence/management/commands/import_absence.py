"""Read in a file of absence."""

from absence.management.reading import ReadingCommand
from absence.models.imports import ImportKind


class Command(ReadingCommand):
    help = "Læs fravær ind: vores egne kolonner, et bredt ark eller en gemt profil."
    kind = ImportKind.ABSENCE

    counted = "Fravær ({layout}), dage"

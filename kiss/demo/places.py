"""Four invented schools and the names of their invented pupils."""

from dataclasses import dataclass
from datetime import date
from random import Random


@dataclass(frozen=True, slots=True)
class DemoSchool:
    """A school of Fjordby: which classes it has and about how many pupils in each."""

    number: str
    name: str
    kind: str
    grades: range
    letters: str
    class_size: int


SCHOOLS = (
    DemoSchool("999101", "Sydhavnsskolen", "almen", range(10), "ABC", 21),
    DemoSchool("999102", "Engbakkeskolen", "almen", range(10), "AB", 22),
    DemoSchool("999103", "Nørremarksskolen", "almen", range(7), "ABC", 21),
    DemoSchool("999104", "Fjordskolen", "special", range(11), "A", 7),
)

_FIRST_NAMES = """
Agnes Ahmad Aksel Albert Alma Alvin Amalie Amira Anders Andrea Anton Arthur Asger August Aya
Astrid Benjamin Bertram Carl Caroline Cecilie Clara Dagmar Daniel David Ebbe Edith Elena Ella Ellen
Elliot Emilie Emma Esther Felix Filip Freja Frida Gustav Hannah Hassan Hjalte Ingrid Isabella Isak
Iben Jakob Johan Johanne Josefine Julie Kaja Kasper Katrine Konrad Lærke Laura Laurits Leo Liam Lily
Linus Liv Liva Lucas Lukas Mads Magne Magnus Maja Malou Marie Marius Matilde Mathias Merle Mikkel
Mohammad Mynte Naja Nanna Niels Nikolaj Noah Nora Olivia Oliver Oscar Otto Pelle Philip Rana Rosa
Rune Samir Sara Selma Sigurd Silas Silje Simon Sofia Storm Svend Søren Søs Thea Theo Thor Tilde
Tobias Valdemar Vera Victor Vigga Vilhelm Viola William Yasmin Yusuf Zainab Øjvind Åse
"""
_LAST_NAMES = """
Abildgaard Agger Bak Balle Bank Bendtsen Birk Bjerre Bonde Bro Buch Bæk Dalgaard Damgaard Drost
Ebbesen Elkjær Enevoldsen Falk Fink Fisker Foged Friis Frost Gade Gram Grøn Hald Hede Hein Hermansen
Hjort Høgh Iversen Juhl Karim Kirk Klausen Kok Kragh Krogh Kruse Lassen Lauridsen Lund Lykke Malik
Mikkelsen Møller Nygaard Nørgaard Omar Overgaard Palm Paulsen Præstegaard Ravn Rohde Rosing Rask
Saleh Schou Skytte Smed Sonne Stokholm Svane Søby Sønderby Thorsen Troelsen Ulrik Vang Vestergaard
Vind Vogel Yilmaz Ærenlund Østerby Ågård
"""
FIRST_NAMES = _FIRST_NAMES.split()
LAST_NAMES = _LAST_NAMES.split()


@dataclass(slots=True)
class DemoPupil:
    """An invented child; `elev_id` is what the files call it, `key` its part in the stories."""

    elev_id: str
    first_name: str
    last_name: str
    school: DemoSchool
    grade: int
    letter: str
    birth_date: date
    key: str = ""

    @property
    def class_name(self) -> str:
        """The class as the files write it."""
        return f"{self.grade}.{self.letter}"


def pupils(school_year: int) -> list[DemoPupil]:
    """Return all pupils of the school year, the same for the same year."""
    random = Random(f"fjordby {school_year}")  # noqa: S311 - invented names, not secrets
    found = []
    number = 4200000
    for school in SCHOOLS:
        for grade in school.grades:
            for letter in school.letters:
                for _ in range(school.class_size + random.randint(-2, 2)):
                    number += random.randint(1, 9)
                    found.append(_pupil(random, str(number), school, grade, letter, school_year))
    return found


def _pupil(
    random: Random, elev_id: str, school: DemoSchool, grade: int, letter: str, school_year: int
) -> DemoPupil:
    return DemoPupil(
        elev_id=elev_id,
        first_name=random.choice(FIRST_NAMES),
        last_name=random.choice(LAST_NAMES),
        school=school,
        grade=grade,
        letter=letter,
        birth_date=date(school_year - 6 - grade, random.randint(1, 12), random.randint(1, 28)),
    )

"""Spørg eleverne: what the whole class answers, counted, with nobody's name on it."""

from typing import Final

from cases.tools.kinds import CLASS, Line, Part, Rows, Tool, Words, steps

COUNTED: Final = (
    Line(key="spoergsmaal", label="Spørgsmål"),
    Line(key="ja", label="Ja, for det meste"),
    Line(key="nogle-gange", label="Nogle gange"),
    Line(key="nej", label="Nej, sjældent"),
)

TOOL = Tool(
    key="spoerg-eleverne",
    name="Spørg eleverne",
    angles=CLASS,
    purpose="Hele klassen svarer uden navn på få spørgsmål om fællesskabet. Ingen hænges ud.",
    how=steps("""
        Fortæl klassen, hvorfor I spørger, og hvad I vil bruge svarene til.

        Del arket ud. Alle svarer på det samme, uden navn. Læs spørgsmålene højt for de yngste.

        Tæl svarene. Skriv kun tal og det, flere siger. Skriv ikke noget, der peger på én elev.

        Vis klassen, hvad I fandt, og spørg: Hvad skal vi gøre ved det?
    """),
    parts=(
        Part(
            "Svarene i tal",
            (
                Rows(
                    key="svar",
                    label="Hvor mange svarede hvad?",
                    help="Har jeg nogen at være sammen med? Er her ro? Tør jeg sige noget? "
                    "Hjælper vi hinanden? Er de voksne der, når der er brug for dem?",
                    title="Spørgsmål",
                    fields=COUNTED,
                    blank=5,
                    room=6,
                ),
                Line(key="antal", label="Hvor mange svarede?"),
            ),
        ),
        Part(
            "Det, flere siger",
            (
                Words(key="godt", label="Hvad er godt i klassen?", room=4),
                Words(key="svaert", label="Hvad skal være bedre?", room=4),
                Words(key="ideer", label="Hvad foreslår eleverne selv?", room=4),
            ),
        ),
    ),
)

"""Genogram: the child's family over three generations."""

from typing import Final

from cases.tools.kinds import BOTH, Line, Part, Pick, Rows, Tool, Words, options, steps
from cases.tools.pictures.family import RELATIONS
from cases.tools.shown import Option

CONTACT: Final = options(
    ("taet", "tæt kontakt"),
    ("almindelig", "almindelig kontakt"),
    ("svaer", "svær kontakt"),
    ("ingen", "ingen kontakt"),
)

TOOL = Tool(
    key="genogram",
    name="Genogram",
    angles=BOTH,
    picture="familie",
    drawing="familie",
    purpose="Familien tegnes i tre generationer, så I ser, hvem der er, og hvem der kan støtte.",
    how=steps("""
        Begynd med barnet og dem, det bor sammen med. Gå derefter op til bedsteforældrene.

        Kvinder er cirkler, mænd er firkanter. En rombe bruges, når I ikke ved det, eller når
        ingen af delene passer.

        Spørg, hvem der hjælper, når noget er svært. Det er ressourcerne, I leder efter.

        Skriv kun det, der er nødvendigt for sagen. Spørg, før I skriver noget om andre.
    """),
    parts=(
        Part(
            "Barnet",
            (
                Pick(
                    key="barnet",
                    label="Barnet tegnes som",
                    is_told=False,
                    options=options(
                        ("kvinde", "cirkel (pige)"),
                        ("mand", "firkant (dreng)"),
                        ("andet", "rombe"),
                    ),
                ),
                Pick(
                    key="foraeldre",
                    label="Forældrene",
                    options=options(
                        ("sammen", "bor sammen"),
                        ("skilt", "er gået fra hinanden"),
                        ("aldrig", "har ikke boet sammen"),
                    ),
                ),
            ),
        ),
        Part(
            "Familien",
            (
                Rows(
                    key="familie",
                    label="Hvem er i familien?",
                    title="Person",
                    fields=(
                        Line(key="navn", label="Navn"),
                        Pick(
                            key="relation",
                            label="Er barnets",
                            options=tuple(Option(key, row.word) for key, row in RELATIONS.items()),
                        ),
                        Pick(key="kontakt", label="Kontakt", options=CONTACT),
                        Pick(
                            key="bor",
                            label="Bor med barnet",
                            options=options(
                                ("ja", "bor sammen"), ("delvis", "bor sammen nogle dage")
                            ),
                        ),
                        Pick(
                            key="lever", label="Lever", options=options(("nej", "lever ikke mere"))
                        ),
                    ),
                    blank=4,
                    room=10,
                ),
            ),
        ),
        Part(
            "Når I ser på det",
            (
                Words(key="stoette", label="Hvem i familien støtter barnet, og hvordan?", room=3),
                Words(key="haendelser", label="Er der hændelser, der stadig fylder?", room=3),
                Words(key="spoerg", label="Hvem i familien kan I spørge om hjælp?", room=2),
            ),
        ),
    ),
)

"""Farvelægning af ugeskema: the child colours its own timetable, lesson by lesson."""

from typing import Final

from cases.tools.kinds import CHILD, Grid, Part, Tool, Words, options, steps

DAYS: Final = options(
    ("man", "Mandag"),
    ("tir", "Tirsdag"),
    ("ons", "Onsdag"),
    ("tor", "Torsdag"),
    ("fre", "Fredag"),
)
PLACES: Final = options(
    ("vejen", "Vejen til skole"),
    ("1", "1. lektion"),
    ("2", "2. lektion"),
    ("pause-1", "1. frikvarter"),
    ("3", "3. lektion"),
    ("4", "4. lektion"),
    ("pause-2", "Spisepause"),
    ("5", "5. lektion"),
    ("6", "6. lektion"),
    ("efter", "Efter skole"),
)

TOOL = Tool(
    key="ugeskema",
    name="Farvelægning af ugeskema",
    angles=CHILD,
    purpose="Barnet farver sit eget skema, så I kan se, hvor ugen er let, og hvor den er svær.",
    how=steps("""
        Tag barnets eget skema, eller skriv fagene ind sammen.

        Farv: grøn er let at være i, gul er okay, rød er svær. Begynd med det grønne.

        Se på farverne sammen: Er det faget, læreren, pladsen, eller hvem man er sammen med?

        Vælg ét rødt felt, som barnet gerne vil have ændret først.
    """),
    parts=(
        Part(
            "Ugen",
            (
                Grid(
                    key="uge",
                    label="Vælg farven, og skriv faget",
                    columns=DAYS,
                    rows=PLACES,
                    options=options(
                        ("let", "grøn: let", "groen"),
                        ("okay", "gul: okay", "gul"),
                        ("svaert", "rød: svær", "roed"),
                    ),
                ),
            ),
        ),
        Part(
            "Når I ser på det",
            (
                Words(key="groenne", label="Hvad er det ved de grønne felter, der virker?", room=3),
                Words(key="roede", label="Hvad er det ved de røde felter?", room=3),
                Words(key="foerst", label="Hvilket rødt felt vil du helst have ændret?", room=3),
            ),
        ),
    ),
)

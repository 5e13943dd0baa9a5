"""Trivselsmåling: what the class's own measurement says, read with care for the single pupil."""

from typing import Final

from cases.phases import Angle
from cases.tools.kinds import Line, Part, Pick, Tool, Words, options, steps

SAID: Final = options(
    ("over", "over skolens gennemsnit"),
    ("som", "som skolens gennemsnit"),
    ("under", "under skolens gennemsnit"),
)

TOOL = Tool(
    key="trivselsmaaling",
    name="Trivselsmåling",
    angles=frozenset({Angle.KLASSE, Angle.FRAVAER}),
    purpose="Klassens trivselsmåling siger noget om fællesskabet, aldrig om én elevs svar.",
    how=steps("""
        Find klassens seneste måling. Skriv, hvornår den er fra.

        Se på de fire temaer for klassen som helhed. Skriv aldrig, hvad én elev har svaret.

        Spørg klassen: Kan I kende det? Hvad er anderledes nu?

        Sæt det sammen med det, I ser hver dag, og med fraværet i klassen.
    """),
    parts=(
        Part(
            "Målingen",
            (
                Line(key="fra", label="Hvornår er målingen fra?"),
                Pick(key="social", label="Social trivsel", options=SAID),
                Pick(key="faglig", label="Faglig trivsel", options=SAID),
                Pick(key="stoette", label="Støtte og inspiration", options=SAID),
                Pick(key="ro", label="Ro og orden", options=SAID),
            ),
        ),
        Part(
            "Det læser vi",
            (
                Words(key="staerkt", label="Hvad er klassen stærk i?", room=3),
                Words(key="svagt", label="Hvad skal vi tale med klassen om?", room=3),
                Words(key="kender", label="Hvad siger eleverne, når de ser den?", room=3),
                Words(key="sammen", label="Hvordan passer det med fraværet i klassen?", room=3),
            ),
        ),
    ),
)

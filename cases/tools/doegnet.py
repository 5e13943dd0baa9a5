"""Døgnet: a day and a night hour by hour, and how each hour is."""

from typing import Final

from cases.tools.kinds import CHILD, Grid, Line, Part, Pick, Tool, Words, options, steps
from cases.tools.shown import Option

FIRST, LAST = 6, 22
HOURS: Final = (
    *(Option(str(hour), f"kl. {hour}–{hour + 1}") for hour in range(FIRST, LAST)),
    Option("nat", "natten"),
)

TOOL = Tool(
    key="doegnet",
    name="Døgnet",
    angles=CHILD,
    purpose="Barnet viser et helt døgn, time for time: hvad det laver, og hvordan det er.",
    how=steps("""
        Vælg sammen én dag. Tag gerne en almindelig skoledag og derefter en dag hjemme.

        Begynd, hvor barnet helst vil begynde. Natten tæller med: hvornår sover du, og hvordan?

        Farv timerne: let, okay eller svært. Skriv ét eller to ord til hver.

        Se på det sammen: Hvor skifter farven? Hvad sker der lige før? Hvem er der?
    """),
    parts=(
        Part(
            "Dagen",
            (
                Line(key="dag", label="Hvilken dag er det?", help="En mandag, i lørdags …"),
                Grid(
                    key="timer",
                    label="Hvad laver du, og hvordan er det?",
                    columns=options(("doegn", "Døgnet")),
                    rows=HOURS,
                    options=options(
                        ("let", "let", "groen"),
                        ("okay", "okay", "gul"),
                        ("svaert", "svært", "roed"),
                    ),
                ),
            ),
        ),
        Part(
            "Når I ser på det",
            (
                Pick(
                    key="soevn",
                    label="Hvordan sover du?",
                    options=options(
                        ("godt", "godt", "groen"),
                        ("nogenlunde", "nogenlunde", "gul"),
                        ("daarligt", "dårligt", "roed"),
                    ),
                ),
                Words(key="skift", label="Hvornår bliver det svært, og hvad sker der lige før?"),
                Words(key="bedst", label="Hvornår er det bedst, og hvem er der?", room=3),
                Words(key="aendre", label="Hvilken time skulle være anderledes? Hvordan?", room=3),
            ),
        ),
    ),
)

"""Følelser i farver: what the child feels in the places of its day, each feeling with a colour."""

from typing import Final

from cases.tools.kinds import CHILD, OLDER, Grid, Line, Part, Tool, Words, options, steps

FEELINGS: Final = options(
    ("glad", "glad", "gul"),
    ("rolig", "rolig", "groen"),
    ("ked", "ked af det", "blaa"),
    ("vred", "vred", "roed"),
    ("bange", "bange eller urolig", "lilla"),
    ("traet", "træt", "graa"),
    ("tom", "tom eller alene", "sort"),
)

TOOL = Tool(
    key="foelelser",
    name="Følelser i farver",
    angles=CHILD,
    stages=OLDER,
    purpose="Barnet sætter farve på, hvordan det har det de forskellige steder i sit liv.",
    how=steps("""
        Gå farverne igennem sammen. Hvis barnet hellere vil give en følelse en anden farve, gør I
        det, og skriver det til sidst.

        Tag ét sted ad gangen. Lad barnet vælge farven først, og spørg bagefter, hvad den handler
        om.

        Spørg, om der er flere farver på samme sted, og hvilken der fylder mest.

        Slut med: Hvilken farve ville du gerne have mere af, og hvor er den i dag?
    """),
    parts=(
        Part(
            "Stederne",
            (
                Grid(
                    key="steder",
                    label="Hvilken farve har det her sted for tiden?",
                    columns=options(("nu", "For tiden")),
                    rows=options(
                        ("morgen", "Morgen hjemme"),
                        ("vejen", "Vejen til skole"),
                        ("timer", "I timerne"),
                        ("pauser", "I frikvarteret"),
                        ("idraet", "Idræt og omklædning"),
                        ("sfo", "SFO eller klub"),
                        ("fritid", "Fritid og venner"),
                        ("hjemme", "Hjemme om aftenen"),
                        ("sengetid", "Når du skal sove"),
                    ),
                    options=FEELINGS,
                ),
            ),
        ),
        Part(
            "Det fylder",
            (
                Words(key="mest", label="Hvilken farve fylder mest, og hvornår?", room=3),
                Words(key="krop", label="Hvor i kroppen mærker du den?", room=2),
                Words(key="mere", label="Hvilken farve vil du gerne have mere af?", room=2),
                Words(key="hjaelper", label="Hvem eller hvad hjælper, når farven er svær?", room=3),
                Line(key="egne", label="Har I givet en følelse en anden farve?"),
            ),
        ),
    ),
)

"""Malerklatten: what fills the child's head, as blots of a size and a colour."""

from cases.tools.kinds import CHILD, OLDER, Line, Part, Pick, Rows, Tool, Words, options, steps

TOOL = Tool(
    key="malerklatten",
    name="Malerklatten",
    angles=CHILD,
    stages=OLDER,
    drawing="klatter",
    purpose="Det, der fylder, bliver til klatter. Store klatter fylder meget, små fylder lidt.",
    how=steps("""
        Sig: Forestil dig, at alt det, der fylder i dig lige nu, er malerklatter. Tegn dem, så
        store som de føles, og giv dem en farve.

        Lad barnet tegne i fred. Spørg så til én klat ad gangen: Hvad er der i den?

        Spørg til den lille klat også. Det, der fylder lidt, er ofte det, der går godt.

        Spørg til sidst: Hvilken klat skulle være mindre? Hvad gør den lidt mindre i dag?
    """),
    parts=(
        Part(
            "Klatterne",
            (
                Rows(
                    key="klatter",
                    label="Hvad er der i hver klat?",
                    title="Klat",
                    fields=(
                        Line(key="hvad", label="Hvad er der i klatten"),
                        Pick(
                            key="stoerrelse",
                            label="Hvor meget fylder den",
                            options=options(
                                ("lille", "lidt"), ("mellem", "noget"), ("stor", "meget")
                            ),
                        ),
                        Pick(
                            key="farve",
                            label="Hvilken farve gav barnet den",
                            options=options(
                                ("roed", "rød", "roed"),
                                ("orange", "orange", "orange"),
                                ("gul", "gul", "gul"),
                                ("groen", "grøn", "groen"),
                                ("blaa", "blå", "blaa"),
                                ("lilla", "lilla", "lilla"),
                                ("graa", "grå", "graa"),
                                ("sort", "sort", "sort"),
                            ),
                        ),
                    ),
                    room=5,
                ),
            ),
        ),
        Part(
            "Når I ser på dem",
            (
                Words(key="stoerst", label="Fortæl om den største klat.", room=3),
                Words(key="mindre", label="Hvilken skulle være mindre, og hvad hjælper?", room=3),
                Words(key="stoerre", label="Hvilken må gerne blive større?", room=3),
            ),
        ),
    ),
)

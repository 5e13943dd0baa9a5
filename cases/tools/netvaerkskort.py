"""Netværkskort: the people round the child, in rings."""

from typing import Final

from cases.tools.kinds import BOTH, OLDER, Line, Part, Pick, Rows, Tool, Words, options, steps

ARENAS: Final = options(
    ("familie", "familie"),
    ("skole", "skole"),
    ("fritid", "fritid"),
    ("netvaerk", "netværk"),
)
CLOSENESS: Final = options(
    ("taet", "tæt på"), ("midt", "lidt længere væk"), ("fjern", "længst væk")
)

TOOL = Tool(
    key="netvaerkskort",
    name="Netværkskort",
    angles=BOTH,
    stages=OLDER,
    picture="ringe",
    drawing="ringe",
    purpose="De mennesker, der betyder noget for barnet, tegnes i ringe. Så ser I, hvem der kan "
    "være med til at hjælpe.",
    how=steps("""
        Barnet står i midten. Tag ét sted ad gangen: familie, skole, fritid og netværk, altså
        naboer, venner af familien og fagpersoner.

        Sæt hver person i den ring, der passer: tæt på, lidt længere væk eller længst væk.

        Spørg til stregen: Er det en, der støtter, en, der belaster, eller begge dele?

        Se på det sammen: Hvem må gerne rykke tættere på? Hvem kan vi spørge om hjælp?

        Skriv kun fornavn eller rolle på andre børn.
    """),
    parts=(
        Part(
            "Personerne",
            (
                Rows(
                    key="personer",
                    label="Hvem er omkring barnet?",
                    title="Person",
                    fields=(
                        Line(key="navn", label="Navn eller rolle"),
                        Pick(key="arena", label="Hvor", options=ARENAS),
                        Pick(key="naerhed", label="Hvor tæt på", options=CLOSENESS),
                        Pick(
                            key="baand",
                            label="Stregen",
                            options=options(
                                ("stoetter", "støtter"),
                                ("baade", "både støtter og belaster"),
                                ("belaster", "belaster"),
                                ("ingen", "ingen kontakt nu"),
                            ),
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
                Words(key="ressourcer", label="Hvem er de vigtigste at støtte sig til?", room=3),
                Words(key="taettere", label="Hvem må gerne komme tættere på? Hvordan?", room=3),
                Words(key="mangler", label="Hvem eller hvad mangler på kortet?", room=2),
            ),
        ),
    ),
)

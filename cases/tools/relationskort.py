"""Relationskort: how it is to be with the people that one is with."""

from cases.tools.kinds import BOTH, Line, Part, Pick, Rows, Stage, Tool, Words, options, steps
from cases.tools.netvaerkskort import ARENAS, CLOSENESS

TOOL = Tool(
    key="relationskort",
    name="Relationskort",
    angles=BOTH,
    stages=frozenset({Stage.UDSKOLING}),
    picture="ringe",
    drawing="ringe",
    purpose="Den unge viser, hvordan det er at være sammen med dem, der er omkring en.",
    how=steps("""
        Skriv dem, den unge er sammen med eller savner. Fem til ti er nok.

        Spørg til hver: Hvordan er det at være sammen? Hvad sker der, når det er godt?

        Sæt ringen efter, hvor tæt den unge oplever, at de er, ikke efter, hvem de er.

        Slut med én relation, den unge gerne vil gøre noget ved, og aftal det første skridt.
    """),
    parts=(
        Part(
            "Relationerne",
            (
                Rows(
                    key="personer",
                    label="Hvem, og hvordan er det at være sammen?",
                    title="Person",
                    fields=(
                        Line(key="navn", label="Navn eller rolle"),
                        Pick(key="arena", label="Hvor", options=ARENAS),
                        Pick(key="naerhed", label="Hvor tæt på", options=CLOSENESS),
                        Pick(
                            key="baand",
                            label="At være sammen er",
                            options=options(
                                ("stoetter", "rart og trygt"),
                                ("baade", "både rart og svært"),
                                ("belaster", "svært"),
                                ("ingen", "et savn"),
                            ),
                        ),
                        Line(key="oenske", label="Hvad ønsker du dig her"),
                    ),
                    room=8,
                ),
            ),
        ),
        Part(
            "Når I ser på det",
            (
                Words(key="bedst", label="Hos hvem kan du være dig selv?", room=2),
                Words(key="foerst", label="Hvilken relation vil du gerne gøre noget ved?", room=2),
                Words(key="skridt", label="Hvad er det første skridt, og hvem hjælper?", room=3),
            ),
        ),
    ),
)

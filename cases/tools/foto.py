"""Fotoinspireret samtale: the child takes or chooses pictures of places and tells from them."""

from cases.tools.kinds import CHILD, Line, Part, Pick, Rows, Tool, Words, options, steps

TOOL = Tool(
    key="foto",
    name="Fotoinspireret samtale",
    angles=CHILD,
    purpose="Barnet viser sin skole med billeder. Billedet er det, I taler om, ikke barnet.",
    how=steps("""
        Gå en tur på skolen, og lad barnet tage fem til otte billeder af steder, ikke af andre
        børn. Barnet kan også pege på en tegning af skolen.

        Lad barnet vælge rækkefølgen. Spørg til hvert billede: Hvad er det? Hvad sker der her?

        Spørg også til det, der ikke er med: Er der et sted, du ikke ville tage et billede af?

        Slet billederne bagefter, eller aftal med barnet, hvad de skal bruges til. Her skriver I
        kun, hvad billederne viste, og hvad barnet sagde.
    """),
    parts=(
        Part(
            "Billederne",
            (
                Rows(
                    key="billeder",
                    label="Hvert billede for sig",
                    title="Billede",
                    fields=(
                        Line(key="sted", label="Sted på billedet"),
                        Line(key="sagt", label="Hvad siger barnet om det"),
                        Pick(
                            key="hvordan",
                            label="Hvordan er det at være der",
                            options=options(
                                ("rart", "rart", "groen"),
                                ("baade-og", "både og", "gul"),
                                ("ikke-rart", "ikke rart", "roed"),
                            ),
                        ),
                    ),
                    room=7,
                ),
            ),
        ),
        Part(
            "Når I ser dem sammen",
            (
                Words(key="bedst", label="Hvilket billede kan du bedst lide? Hvorfor?", room=3),
                Words(
                    key="mangler",
                    label="Hvilket sted er ikke med, og hvad er der ved det sted?",
                    room=3,
                ),
                Words(key="aendre", label="Hvis du kunne ændre noget på ét af billederne?", room=3),
            ),
        ),
    ),
)

"""Gør eleven til detektiv: the child looks into its own days and brings what it found."""

from cases.tools.kinds import CHILD, Line, Part, Pick, Rows, Tool, Words, options, steps

TOOL = Tool(
    key="detektiv",
    name="Gør eleven til detektiv",
    angles=CHILD,
    purpose="Barnet undersøger selv sine dage og kommer tilbage med spor, som I kigger på sammen.",
    how=steps("""
        Fortæl barnet, at I har en gåde at løse, og at barnet er den, der ved mest om den.

        Aftal, hvad barnet holder øje med, og hvor længe. Tre til fem skoledage er nok.

        Giv barnet arket med. Et kryds eller en tegning er lige så godt som ord.

        Mød barnet igen, og læs sporene sammen. Spørg: Hvad overraskede dig? Hvad er ens?

        Slut med, hvad I vil prøve af, og hvordan I opdager, om det virker.
    """),
    parts=(
        Part(
            "Opgaven",
            (
                Words(
                    key="gaade",
                    label="Hvilken gåde undersøger vi?",
                    help="For eksempel: Hvornår er det let at være her, og hvornår er det svært?",
                    room=2,
                ),
            ),
        ),
        Part(
            "Sporene",
            (
                Rows(
                    key="spor",
                    label="Hvad lagde du mærke til?",
                    title="Spor",
                    fields=(
                        Line(key="hvor", label="Hvornår og hvor"),
                        Line(key="hvad", label="Hvad skete der"),
                        Pick(
                            key="hvordan",
                            label="Hvordan var det",
                            options=options(
                                ("let", "let", "groen"),
                                ("okay", "okay", "gul"),
                                ("svaert", "svært", "roed"),
                            ),
                        ),
                    ),
                    room=8,
                ),
            ),
        ),
        Part(
            "Det fandt vi ud af",
            (
                Words(key="moenster", label="Hvad er ens i de lette spor? Og i de svære?"),
                Words(key="teori", label="Hvad er din egen forklaring?", room=3),
                Words(key="proeve", label="Hvad vil du gerne prøve af, og hvem hjælper?", room=3),
            ),
        ),
    ),
)

"""Pixiguide til elevsamtale: five questions for a talk that has ten minutes."""

from cases.tools.kinds import CHILD, Line, Part, Tool, Words, steps

TOOL = Tool(
    key="pixiguide",
    name="Pixiguide til elevsamtale",
    angles=CHILD,
    purpose="Den korte samtale, når der er ti minutter, og barnet er klar nu.",
    how=steps("""
        Find et sted, hvor ingen lytter med. Sig, hvor længe I har.

        Stil ét spørgsmål ad gangen. Det er i orden, at der er stille.

        Skriv det vigtigste med barnets egne ord, mens barnet ser det.

        Aftal, hvornår I taler sammen igen, så barnet ikke skal nå det hele nu.
    """),
    parts=(
        Part(
            "Fem spørgsmål",
            (
                Words(key="godt", label="Hvad er det bedste ved at være her?", room=3),
                Words(key="svaert", label="Hvad er det sværeste lige nu?", room=4),
                Words(
                    key="anderledes",
                    label="Hvornår er det mindre svært? Hvad er anderledes der?",
                    room=3,
                ),
                Words(key="hjaelp", label="Hvad kunne en voksen gøre i morgen?", room=3),
                Words(key="ven", label="Hvem af de andre kunne være med til at hjælpe?", room=2),
            ),
        ),
        Part("Næste gang", (Line(key="naeste", label="Hvornår taler vi sammen igen?"),)),
    ),
)

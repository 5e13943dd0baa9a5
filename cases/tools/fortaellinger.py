"""Klassens egne fortællinger: what the class tells of itself, and what it would like to tell."""

from cases.tools.kinds import CLASS, Part, Tool, Words, steps

TOOL = Tool(
    key="fortaellinger",
    name="Klassens egne fortællinger",
    angles=CLASS,
    purpose="De historier, der går om en klasse, former den. Her kommer de frem, også de nye.",
    how=steps("""
        Spørg klassen i små grupper: Hvis en ny elev begyndte i morgen, hvad ville I så fortælle om
        klassen?

        Spørg også de voksne og gerne forældrene. Skriv historierne, som de bliver fortalt.

        Skriv ingen navne på elever. En historie om én bliver her til en historie om klassen.

        Find sammen en historie, der er sand og god, og som flere skal kende.
    """),
    parts=(
        Part(
            "Historierne",
            (
                Words(key="elever", label="Hvad fortæller eleverne om klassen?", room=5),
                Words(key="voksne", label="Hvad siger de voksne om klassen?", room=4),
                Words(key="foraeldre", label="Hvad siger forældrene om klassen?", room=3),
            ),
        ),
        Part(
            "Hvad de gør",
            (
                Words(key="faar", label="Hvem får plads i historierne, og hvem gør ikke?", room=3),
                Words(
                    key="undtagelser",
                    label="Hvornår passer den svære historie ikke? Fortæl om en dag.",
                    room=3,
                ),
                Words(key="ny", label="Hvilken historie vil klassen gerne være kendt for?", room=3),
                Words(key="skridt", label="Hvad gør I, for at den bliver sand for flere?", room=3),
            ),
        ),
    ),
)

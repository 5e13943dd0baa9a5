"""Guide til elevsamtale: a whole talk with the child, from why we talk to what happens next."""

from cases.tools.kinds import CHILD, Line, Part, Pick, Rows, Tool, Words, options, steps

TOOL = Tool(
    key="elevsamtale",
    name="Guide til elevsamtale",
    angles=CHILD,
    purpose="En rolig samtale om, hvordan barnet selv oplever skolen, hjemmet og det at være væk.",
    how=steps("""
        Aftal med barnet, hvor og hvornår I taler, og hvem der skal være med. En gåtur
        kan være lettere end et bord.

        Sig, hvorfor du gerne vil tale: du er nysgerrig, ikke vred. Sig også, hvem der
        får det at vide bagefter.

        Spørg åbent, og vent på svaret. Du behøver ikke nå alle spørgsmålene.

        Skriv barnets egne ord. Læs dem op, og spørg, om det er rigtigt.

        Slut med, hvad der sker nu, og hvornår I taler sammen igen.
    """),
    parts=(
        Part(
            "Før samtalen",
            (
                Words(
                    key="aftale",
                    label="Hvad har I aftalt om samtalen?",
                    help="Sted, tid, hvem der er med, og hvad der må gå videre.",
                    room=2,
                ),
            ),
        ),
        Part(
            "Hvordan har du det?",
            (
                Pick(
                    key="lige-nu",
                    label="Hvordan går det for tiden, når du skal sige det med ét ord?",
                    options=options(
                        ("godt", "godt", "groen"),
                        ("okay", "okay", "gul"),
                        ("svaert", "svært", "orange"),
                        ("rigtig-svaert", "rigtig svært", "roed"),
                    ),
                ),
                Words(
                    key="god-dag",
                    label="Fortæl om en god dag i skolen. Hvad skete der?",
                ),
                Words(
                    key="svaer-dag",
                    label="Fortæl om en svær dag. Hvornår begyndte det svære?",
                ),
                Words(
                    key="klassen",
                    label="Hvem er du sammen med i timerne og i frikvartererne?",
                    room=3,
                ),
                Words(
                    key="voksne",
                    label="Hvilke voksne på skolen er rare at være sammen med? Hvad gør de?",
                    room=3,
                ),
            ),
        ),
        Part(
            "Når du er hjemme",
            (
                Words(
                    key="morgen",
                    label="Hvad sker der om morgenen på en dag, hvor du bliver hjemme?",
                ),
                Words(key="hjemme", label="Hvad laver du, når du er hjemme?", room=3),
                Words(
                    key="tilbage",
                    label="Hvordan er det at komme tilbage, når du har været væk?",
                    room=3,
                ),
                Words(
                    key="hjemmet",
                    label="Er der noget derhjemme eller i fritiden, der fylder?",
                    room=3,
                ),
            ),
        ),
        Part(
            "Hvad kunne hjælpe?",
            (
                Words(
                    key="allerede",
                    label="Hvad har hjulpet før, også bare lidt?",
                    room=3,
                ),
                Words(
                    key="oenske",
                    label="Hvis du kunne ændre én ting i skolen i morgen, hvad skulle det så være?",
                ),
                Words(
                    key="klassen-hjaelper",
                    label="Hvad kunne klassen gøre?",
                    room=3,
                ),
            ),
        ),
        Part(
            "Vi aftaler",
            (
                Rows(
                    key="aftaler",
                    label="Hvad gør vi nu?",
                    title="Aftale",
                    fields=(
                        Line(key="hvad", label="Hvad"),
                        Line(key="hvem", label="Hvem"),
                        Line(key="hvornaar", label="Hvornår"),
                    ),
                    blank=2,
                    room=3,
                ),
                Words(
                    key="videre",
                    label="Hvem må få at vide, hvad vi har talt om, og hvad skal blive mellem os?",
                    room=3,
                ),
            ),
        ),
    ),
)

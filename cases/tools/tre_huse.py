"""De tre huse: what is hard, what is good, and what one wishes for, each in its own house."""

from cases.tools.kinds import BOTH, Line, Part, Tool, Words, steps

TOOL = Tool(
    key="tre-huse",
    name="De tre huse",
    angles=BOTH,
    drawing="huse",
    purpose="Det gode, det svære og ønskerne får hver sit hus, så alle tre ting får plads.",
    how=steps("""
        Læg arket på bordet, og begynd med det gode hus. Barnet tegner eller skriver selv,
        eller du skriver med barnets egne ord.

        Gå videre til huset med det svære. Spørg, hvornår det er værst, og hvornår det er mindre.

        Slut i ønskehuset. Spørg, hvad der ville være det første lille tegn.

        Læs det hele op til sidst. Spørg: Har jeg forstået dig rigtigt? Hvem må se det?
    """),
    parts=(
        Part(
            "Det gode hus",
            (
                Words(
                    key="godt",
                    label="Hvad er godt lige nu?",
                    help="I skolen, hjemme, i fritiden. Også det, der næsten er godt.",
                    room=5,
                ),
                Words(key="hjaelper", label="Hvem eller hvad hjælper, når det går godt?", room=3),
            ),
        ),
        Part(
            "Det svære hus",
            (
                Words(
                    key="svaert",
                    label="Hvad er svært lige nu?",
                    help="Skriv det, der bliver sagt, ikke hvad I tror, det betyder.",
                    room=5,
                ),
                Words(
                    key="hvornaar",
                    label="Hvornår er det værst, og hvornår er det til at holde ud?",
                    room=3,
                ),
            ),
        ),
        Part(
            "Ønskehuset",
            (
                Words(
                    key="oensker",
                    label="Hvordan skulle det være, hvis du selv kunne bestemme?",
                    room=5,
                ),
                Words(
                    key="foerste-tegn",
                    label="Hvad ville være det første lille tegn på det?",
                    room=3,
                ),
                Line(key="hvem-hjaelper", label="Hvem kunne hjælpe med det?"),
            ),
        ),
    ),
)

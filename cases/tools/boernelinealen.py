"""Børnelinealen: how the child thrives in the places it is, on the municipality's own ruler."""

from cases.phases import Angle
from cases.tools.kinds import Line, Part, Rows, Tool, Words, steps

TOOL = Tool(
    key="boernelinealen",
    name="Børnelinealen",
    angles=frozenset({Angle.ANDRE, Angle.FRAVAER}),
    drawing="lineal",
    # The ruler has its own steps and words. They are not repeated here, and not made up.
    purpose="De voksne omkring barnet placerer barnets trivsel på kommunens lineal og siger, hvad "
    "de ser. Trinene og deres ord står i kommunens egen model.",
    how=steps("""
        Hav kommunens lineal på bordet. Læs trinene højt, før I vælger.

        Vælg hver for sig først. Forskelle er ikke fejl: et barn kan have det forskelligt hos jer.

        Sig, hvad I har set, der peger på netop det trin. Et trin er en situation, ikke barnet.

        Spørg barnet og forældrene, hvor de ville sætte mærket.
    """),
    parts=(
        Part(
            "Hvor på linealen?",
            (
                Rows(
                    key="trin",
                    label="Et mærke for hvert sted",
                    title="Sted",
                    fields=(
                        Line(key="sted", label="Sted", help="timerne, frikvarteret, klubben …"),
                        Line(key="trin", label="Trin på linealen"),
                        Line(key="hvem", label="Hvem har valgt det"),
                    ),
                    room=5,
                ),
                Line(key="barnets", label="Hvor ville barnet selv sætte mærket?"),
            ),
        ),
        Part(
            "Det bygger vi på",
            (
                Words(key="tegn", label="Hvad har vi set, der peger på det?"),
                Words(key="baerer", label="Hvad bærer, også når det er svært?", room=3),
                Words(key="uenig", label="Hvor ser vi forskelligt på det?", room=3),
                Words(
                    key="naeste",
                    label="Hvad ville vise, at det gik ét trin den rigtige vej?",
                    room=3,
                ),
            ),
        ),
    ),
)

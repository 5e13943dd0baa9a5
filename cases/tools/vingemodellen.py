"""Vingemodellen: the class's community looked at from several sides, and a way to work with it."""

from typing import Final

from cases.tools.kinds import CLASS, Line, Part, Pick, Rows, Tool, Words, options, steps

HOW_IT_IS: Final = options(
    ("baerer", "bærer godt", "groen"),
    ("paa-vej", "på vej", "gul"),
    ("skal-styrkes", "skal styrkes", "roed"),
)

TOOL = Tool(
    key="vingemodellen",
    name="Vingemodellen",
    angles=CLASS,
    purpose="Klassens voksne ser på fællesskabet fra flere sider, før de vælger, hvor de sætter "
    "ind. Børns Vilkår har lavet modellen; spørgsmålene her er vores egne.",
    how=steps("""
        Sæt jer sammen, alle I, der har klassen. Skriv hver for sig i fem minutter, før I taler.

        Tag én side af fællesskabet ad gangen. Sig, hvad I har set, og hvem der står udenfor.

        Spørg eleverne om det samme. Deres svar vejer tungest.

        Vælg én eller to sider, som I vil arbejde med de næste uger, og aftal, hvad I gør.

        Se på det igen efter den tid, I har aftalt: Er det blevet anderledes? For hvem?
    """),
    parts=(
        Part(
            "Siderne af fællesskabet",
            (
                Pick(key="stemning", label="Stemningen i klassen", options=HOW_IT_IS),
                Words(key="stemning-set", label="Hvad ser vi, når stemningen er god?", room=2),
                Pick(key="relationer", label="Eleverne imellem", options=HOW_IT_IS),
                Words(
                    key="relationer-set",
                    label="Hvem er sammen, hvem skifter, og hvem står udenfor?",
                    room=3,
                ),
                Pick(key="voksne", label="Elever og voksne", options=HOW_IT_IS),
                Words(
                    key="voksne-set",
                    label="Hvem har en voksen, de går til? Hvem har ikke?",
                    room=2,
                ),
                Pick(key="laering", label="Læringsmiljøet", options=HOW_IT_IS),
                Words(
                    key="laering-set",
                    label="Hvor er der ro, hjælp og opgaver, alle kan være med i?",
                    room=2,
                ),
                Pick(key="skift", label="Skift og overgange", options=HOW_IT_IS),
                Words(
                    key="skift-set",
                    label="Hvad sker der ved nye fag, vikarer, frikvarter og efter ferier?",
                    room=2,
                ),
                Pick(key="fortaellinger", label="Fortællinger om klassen", options=HOW_IT_IS),
                Words(
                    key="fortaellinger-set",
                    label="Hvad siger vi, eleverne og forældrene om klassen?",
                    room=2,
                ),
            ),
        ),
        Part(
            "Det gør vi",
            (
                Words(key="vaelger", label="Hvilken side begynder vi med, og hvorfor?", room=2),
                Rows(
                    key="skridt",
                    label="Hvad gør vi de næste uger?",
                    title="Skridt",
                    fields=(
                        Line(key="hvad", label="Hvad"),
                        Line(key="hvem", label="Hvem"),
                        Line(key="hvornaar", label="Hvornår"),
                    ),
                    blank=2,
                    room=4,
                ),
                Line(key="igen", label="Hvornår ser vi på det igen?"),
            ),
        ),
    ),
)

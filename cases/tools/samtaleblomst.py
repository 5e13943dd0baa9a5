"""Samtaleblomst: a petal for each thing in a small child's life."""

from cases.tools.kinds import CHILD, Line, Part, Stage, Tool, Words, steps

TOOL = Tool(
    key="samtaleblomst",
    name="Samtaleblomst",
    angles=CHILD,
    stages=frozenset({Stage.INDSKOLING}),
    drawing="blomst",
    purpose="De yngste fortæller om ét kronblad ad gangen, mens de tegner eller farver det.",
    how=steps("""
        Læg arket frem med farver. Lad barnet vælge, hvilket kronblad I begynder med.

        Stil ét kort spørgsmål. Mens barnet tegner, kommer svaret ofte af sig selv.

        Skriv barnets ord på kronbladet, mens barnet ser det.

        Spring over det, barnet ikke vil tale om. Blomsten må gerne have et tomt blad.
    """),
    parts=(
        Part(
            "Kronbladene",
            (
                Words(key="glad", label="Hvad gør dig glad?", room=2),
                Words(key="god-til", label="Hvad er du god til?", room=2),
                Words(key="leger", label="Hvem leger du med?", room=2),
                Words(key="voksen", label="Hvilken voksen er rar, når noget er svært?", room=2),
                Words(key="skolen", label="Hvad er rart, og hvad er ikke rart i skolen?", room=2),
                Words(key="hjemme", label="Hvad laver I derhjemme?", room=2),
            ),
        ),
        Part(
            "Midten af blomsten",
            (
                Line(key="tegning", label="Hvad tegnede barnet i midten?"),
                Words(key="oenske", label="Hvis du måtte ønske én ting?", room=2),
            ),
        ),
    ),
)

"""Observation i klassen: what one sees in the room, before one says what it means."""

from cases.tools.kinds import CLASS, Line, Part, Pick, Rows, Tool, Words, options, steps

TOOL = Tool(
    key="observation",
    name="Observation i klassen",
    angles=CLASS,
    purpose="En, der ikke underviser, ser på fællesskabet og skriver, hvad der sker.",
    how=steps("""
        Aftal med klassens voksne, hvad du ser efter. Du ser på fællesskabet, ikke på én elev.

        Sæt dig, hvor du ikke forstyrrer. Skriv tid, og hvad du ser og hører. Vent med at mene.

        Se også et frikvarter og en overgang. Det er ofte dér, det afgøres.

        Gå det igennem med klassens voksne samme dag. Begynd med det, der virkede.
    """),
    parts=(
        Part(
            "Rammen",
            (
                Line(key="hvad", label="Hvad er observeret?", help="Fag, frikvarter, overgang."),
                Words(key="fokus", label="Hvad ser vi efter?", room=2),
            ),
        ),
        Part(
            "Det så jeg",
            (
                Rows(
                    key="set",
                    label="Tid og hvad der skete",
                    title="Observation",
                    fields=(
                        Line(key="tid", label="Tid og sted"),
                        Line(key="skete", label="Hvad skete der"),
                        Pick(
                            key="deltager",
                            label="Hvem var med",
                            options=options(
                                ("alle", "næsten alle"),
                                ("nogle", "nogle"),
                                ("faa", "få"),
                            ),
                        ),
                    ),
                    room=6,
                ),
            ),
        ),
        Part(
            "Bagefter",
            (
                Words(key="virkede", label="Hvad virkede for fællesskabet?", room=3),
                Words(key="udenfor", label="Hvornår faldt nogen ud, og hvad skete før?", room=3),
                Words(key="voksne", label="Hvad gjorde de voksne, som hjalp?", room=3),
                Words(key="forsoeg", label="Hvad aftalte vi at prøve?", room=3),
            ),
        ),
    ),
)

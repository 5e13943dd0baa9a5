"""Fraværsdata: the pattern of the absence, and what it is asked about."""

from cases.phases import Angle
from cases.tools.kinds import Line, Part, Picks, Tool, Words, options, steps

TOOL = Tool(
    key="fravaersdata",
    name="Fraværsdata",
    angles=frozenset({Angle.FRAVAER}),
    purpose="Tallene viser, hvornår barnet er væk. Kun barnet og de voksne ved hvorfor.",
    how=steps("""
        Åbn barnets fravær, og se på hele skoleåret, før I ser på den seneste måned.

        Kig efter mønstre: ugedage, bestemte timer, efter ferier, i perioder.

        Skriv dage, ikke procent. Et mønster er et spørgsmål, ikke et svar.

        Tag spørgsmålene med til barnet og forældrene.
    """),
    parts=(
        Part(
            "Det viser tallene",
            (
                Line(key="periode", label="Hvilken periode har I set på?"),
                Line(key="omfang", label="Hvor mange dage af hvor mange?"),
                Picks(
                    key="moenster",
                    label="Hvilke mønstre kan I se?",
                    options=options(
                        ("ugedag", "bestemte ugedage"),
                        ("timer", "bestemte timer eller fag"),
                        ("ferie", "efter ferier og fridage"),
                        ("perioder", "lange perioder"),
                        ("enkeltdage", "enkelte dage hist og her"),
                        ("for-sent", "kommer for sent"),
                        ("stigende", "bliver mere"),
                        ("faldende", "bliver mindre"),
                    ),
                ),
                Words(key="hvilke", label="Beskriv mønstret med dage og fag.", room=3),
            ),
        ),
        Part(
            "Det spørger vi om",
            (
                Words(key="hvornaar-godt", label="Hvornår er barnet her, og hvad er der så?"),
                Words(key="begyndte", label="Hvornår begyndte det, og hvad skete der dengang?"),
                Words(key="spoerg", label="Hvad vil vi spørge barnet og forældrene om?", room=3),
            ),
        ),
    ),
)

"""The tools that the municipality's model names, and whom each of them suits."""

from dataclasses import dataclass
from enum import StrEnum

from cases.phases import Angle


class Stage(StrEnum):
    """The three stages of the folkeskole."""

    INDSKOLING = "indskoling"
    MELLEMTRIN = "mellemtrin"
    UDSKOLING = "udskoling"


ALL = frozenset(Stage)
OLDER = frozenset({Stage.MELLEMTRIN, Stage.UDSKOLING})


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool by the name on its printed sheet, the angles it explores and the stages it suits."""

    name: str
    angles: frozenset[Angle]
    stages: frozenset[Stage] = ALL


CHILD = frozenset({Angle.BARN})
HOME = frozenset({Angle.FORAELDRE})
BOTH = CHILD | HOME

TOOLS = (
    Tool("Guide til elevsamtale", CHILD),
    Tool("Pixiguide til elevsamtale", CHILD),
    Tool("Gør eleven til detektiv", CHILD),
    Tool("Fotoinspireret samtale", CHILD),
    Tool("Følelser i farver", CHILD, OLDER),
    Tool("Malerklatten", CHILD, OLDER),
    Tool("De tre huse", CHILD),
    Tool("Døgnet", CHILD),
    Tool("Samtaleblomst", CHILD, frozenset({Stage.INDSKOLING})),
    Tool("Farvelægning af ugeskema", CHILD),
    Tool("Mødeskabelon til skole-hjem-samtale", HOME),
    Tool("Vingemodellen", HOME),
    Tool("Netværkskort", BOTH, OLDER),
    Tool("Relationskort", BOTH, frozenset({Stage.UDSKOLING})),
    Tool("Observation i klassen", frozenset({Angle.KLASSE})),
    Tool("Klassens egne fortællinger", frozenset({Angle.KLASSE})),
    Tool("Børnelinealen", frozenset({Angle.ANDRE, Angle.FRAVAER})),
    Tool("Trivselsmåling", frozenset({Angle.KLASSE, Angle.FRAVAER})),
    Tool("Fraværsdata", frozenset({Angle.FRAVAER})),
)


def stage_of(grade: int) -> Stage:
    """Return the stage of a grade, 0 to 10."""
    if grade <= 3:
        return Stage.INDSKOLING
    return Stage.MELLEMTRIN if grade <= 6 else Stage.UDSKOLING


def tools_for(angle: Angle, grade: int | None) -> list[str]:
    """Return the names of the tools that suit an angle and a grade; all stages without a grade.

    A tool for parents suits them whatever the child's age.
    """
    return [
        tool.name
        for tool in TOOLS
        if angle in tool.angles
        and (grade is None or angle == Angle.FORAELDRE or stage_of(grade) in tool.stages)
    ]

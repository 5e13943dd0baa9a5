"""The tools that the municipality's model names, each in a module of its own.

A new tool is a module here with a TOOL, and its line in MODULES.
"""

from importlib import import_module
from typing import Final

from cases.phases import Angle
from cases.tools.kinds import ShownPart, Stage, Tool, Unfit

# In the order in which they are offered.
MODULES: Final = (
    "elevsamtale",
    "pixiguide",
    "detektiv",
    "foto",
    "foelelser",
    "malerklatten",
    "tre_huse",
    "doegnet",
    "samtaleblomst",
    "ugeskema",
    "skole_hjem",
    "vingemodellen",
    "spoerg_eleverne",
    "fortaellinger",
    "observation",
    "netvaerkskort",
    "relationskort",
    "genogram",
    "boernelinealen",
    "trivselsmaaling",
    "fravaersdata",
)
TOOLS: Final[tuple[Tool, ...]] = tuple(
    import_module(f"cases.tools.{name}").TOOL for name in MODULES
)
BY_KEY: Final = {tool.key: tool for tool in TOOLS}

__all__ = [
    "BY_KEY",
    "MODULES",
    "TOOLS",
    "ShownPart",
    "Stage",
    "Tool",
    "Unfit",
    "stage_of",
    "suits",
    "tool_choices",
    "tools_for",
    "tools_of",
]


def stage_of(grade: int) -> Stage:
    """Return the stage of a grade, 0 to 10."""
    if grade <= 3:
        return Stage.INDSKOLING
    return Stage.MELLEMTRIN if grade <= 6 else Stage.UDSKOLING


def suits(tool: Tool, angle: Angle, grade: int | None) -> bool:
    """Tell whether a tool suits an angle and a grade; all stages without a grade.

    A tool for parents suits them whatever the child's age.
    """
    if angle not in tool.angles or not tool.is_offered:
        return False
    return grade is None or angle == Angle.FORAELDRE or stage_of(grade) in tool.stages


def tools_of(angle: Angle, grade: int | None) -> list[Tool]:
    """Return the tools that suit an angle and a grade, in the order they are offered."""
    return [tool for tool in TOOLS if suits(tool, angle, grade)]


def tools_for(angle: Angle, grade: int | None) -> list[str]:
    """Return the names of the tools that suit an angle and a grade."""
    return [tool.name for tool in tools_of(angle, grade)]


def tool_choices() -> list[tuple[str, str]]:
    """Return key and name of every tool; a function, so that a new tool makes no migration."""
    return [(tool.key, tool.name) for tool in TOOLS]

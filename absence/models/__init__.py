from absence.models.flags import Flag, FlagChange, FlagDecision, Judged, ScanDay
from absence.models.imports import Import, ImportProfile, QuarantinedLine
from absence.models.marks import Mark, MarkCategory, MarkChange

__all__ = [
    "Flag",
    "FlagChange",
    "FlagDecision",
    "Import",
    "ImportProfile",
    "Judged",
    "Mark",
    "MarkCategory",
    "MarkChange",
    "QuarantinedLine",
    "ScanDay",
]

"""Everything that may happen to the numbers: files are read in, days are scanned, flags decided."""

from absence.actions.flags import decide, mark_seen
from absence.actions.imports import read_file, read_in, try_file
from absence.actions.marks import keep_partitions
from absence.actions.scan import judge_pupils, scan, scan_again, scan_missing_days
from absence.actions.uploads import drop_forgotten, run_next

__all__ = [
    "decide",
    "drop_forgotten",
    "judge_pupils",
    "keep_partitions",
    "mark_seen",
    "read_file",
    "read_in",
    "run_next",
    "scan",
    "scan_again",
    "scan_missing_days",
    "try_file",
]

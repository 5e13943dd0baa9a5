"""The facts that the law asks for, collected for many pupils by one set-based statement.

No limit stands in the SQL: what is needed for a rule to be possible comes in as whole numbers
that `law` computed, and what comes out is judged by `law`. Rows of absence are read once; sums
and runs are made only of the days that a rule counts. A fact that says the same as the flag that
was raised on it meets it here, and neither is handed on.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from absence.facts.asked import JUDGED, REACHES_BACK, Asked, Fact, Known
from absence.facts.parameters import parameters
from absence.facts.statement import FLAGS, STATEMENT

__all__ = ["JUDGED", "REACHES_BACK", "Asked", "Fact", "Known", "collect", "known_flags"]

FACT_COLUMNS = len(Fact._fields)
# The planner cannot know how many pupils are asked about and takes them for a handful, and would
# compare every row with every other one.
SETTINGS = {"enable_nestloop": "off", "jit": "off", "work_mem": "64MB"}


def collect(asked: Asked) -> tuple[list[Fact], list[Known]]:
    """Return the facts that no flag tells yet, and the flags that no fact carries as they stand.

    Flags of the school year alone are looked at, and of those only what was not judged on a later
    day. One and the same matter stands in both lists when its numbers have changed. Must be
    called in a transaction.
    """
    with _planned_well(), connection.cursor() as cursor:
        cursor.execute(STATEMENT, parameters(asked))
        rows = cursor.fetchall()
    facts = [Fact._make(row[:FACT_COLUMNS]) for row in rows if row[0] is not None]
    flags = [Known._make(row[FACT_COLUMNS:]) for row in rows if row[FACT_COLUMNS] is not None]
    return facts, flags


def known_flags(asked: Asked) -> list[Known]:
    """Return all flags that `collect` looks at."""
    with connection.cursor() as cursor:
        cursor.execute(FLAGS, parameters(asked))
        return [Known._make(row) for row in cursor.fetchall()]


@contextmanager
def _planned_well() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(
            "; ".join(f"set local {name} = '{value}'" for name, value in SETTINGS.items())
        )
        yield
        cursor.execute("; ".join(f"set local {name} to default" for name in SETTINGS))

"""What our migrations share."""

from collections.abc import Sequence
from typing import Any

from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation


class Tables(Operation):
    """Make some tables at once, each as the operations leave it.

    Takes CreateModel and what adds to those same models. One after the other they would each have
    all models known so far put together anew, which takes longer than the database's own work.
    """

    reduces_to_sql = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations
        made = {one.name_lower for one in operations if isinstance(one, CreateModel)}
        for one in operations:
            about = str(getattr(one, "model_name", None) or getattr(one, "name", ""))
            if about.lower() not in made:
                raise ValueError(f"{one.describe()}: its table is not made here")

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        for operation in self._creations():
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        for operation in reversed(self._creations()):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Make {len(self._creations())} tables"

    def _creations(self) -> list[CreateModel]:
        return [one for one in self.operations if isinstance(one, CreateModel)]

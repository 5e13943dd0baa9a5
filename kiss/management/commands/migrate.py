"""Migrate as the owner of the tables, and give the program's own role what it needs."""

from typing import Any

from django.core.management.commands import migrate

from kiss.roles import as_owner, let_program_in


class Command(migrate.Command):
    """Django's own, between the two roles of the database."""

    def handle(self, *args: Any, **options: Any) -> None:
        with as_owner():
            super().handle(*args, **options)
        let_program_in()

"""Bring the database up to date and load the demo: one process, so one start of Django."""

import io
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from kiss.roles import as_owner, let_program_in


def migrate() -> None:
    """Apply the migrations that are missing, and give the program's own role its rights."""
    with as_owner():
        executor = MigrationExecutor(connection)
        is_behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    # migrate itself costs seconds also when there is nothing to do.
    if is_behind:
        print("Making the tables ...", flush=True)
        call_command("migrate", interactive=False, verbosity=0)
    else:
        let_program_in()


def main(logins: Path) -> None:
    """Make the database ready; who may log in to the demo is written to `logins`."""
    django.setup()
    migrate()
    text = io.StringIO()
    if settings.DEMO:
        call_command("demo", "--if-empty")
        call_command("demo", "--logins", stdout=text)
    logins.write_text(text.getvalue())


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    except OperationalError as fault:
        sys.exit(f"The database does not answer: {fault}")
    except ImproperlyConfigured as fault:
        sys.exit(f"The settings are wrong: {fault}")

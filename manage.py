#!/usr/bin/env python
"""Django's command line."""

import os
import sys


def main() -> None:
    """Run a management command, with the embedded services where no others are named."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kiss.settings")
    named = [os.environ.get(name) for name in ("DATABASE_URL", "DATABASE_URL_FILE")]
    if not any(named):
        # Joins `make run` if that runs here; else the database runs for as long as the command.
        from kiss.services.__main__ import main as services

        sys.exit(services(["exec", "--", sys.executable, *sys.argv]))
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

"""Databases with every table in them: migrated once in a run, and copied for whoever needs one."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
MIGRATED = "migrated"


def address_of(name: str) -> str:
    """Return the address of a database beside the one that the tests were given."""
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def copy(name: str, shared: Path) -> None:
    """Put a database with every table and no row in the place of one of that name."""
    template = f"{_given()}_{MIGRATED}"
    with (shared / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = shared / MIGRATED
        if not done.exists():
            _renew(template, "template0")
            _migrate(template)
            done.touch()
        _renew(name, template)


def _given() -> str:
    return urlsplit(os.environ["DATABASE_URL"]).path.lstrip("/")


def _renew(name: str, template: str) -> None:
    new, old = sql.Identifier(name), sql.Identifier(template)
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} (FORCE)").format(new))
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(new, old))


def _migrate(name: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": address_of(name)},
        check=True,
    )

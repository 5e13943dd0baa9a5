"""The embedded PostgreSQL: made once, started without a TCP port, ended without damage."""

import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
from psycopg import sql

from kiss.services import processes
from kiss.services.errors import Trouble
from kiss.services.places import Places, Programs

DATABASE = "kiss"
USER = "postgres"
# Who the program logs in as: it owns nothing, and gets its rights when the tables are made.
PROGRAM = "kiss_program"
# Only a part of the socket's name: nothing listens on a port.
PORT = 5432

# Danish letters are letters to lower(), ILIKE and trigrams only with this character type.
_LOCALE = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
_LOCALE += ["--locale=C", "--lc-ctype=C.UTF-8", "--encoding=UTF8"]

_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "max_connections": "100",
    # The log must not hold the values of a refused row.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_line_prefix": "%m ",
}

# For a database that is thrown away: nothing of it needs to survive the machine.
_FLEETING = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


class Postgres:
    """One server over one data folder."""

    def __init__(self, places: Places, programs: Programs, sockets: Path, mark: dict[str, str]):
        self.settings = _SETTINGS
        self.places = places
        self.bin = programs.postgres
        self.sockets = sockets
        self.home = places.data()
        self.data = self.home / "data"
        # Not the environment of the person at the terminal: a PGDATA there would be obeyed.
        self.environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", **mark}
        self.log = places.fresh_log("postgres")

    def let_go(self) -> None:
        """Keep nothing for a machine that loses its power; to be said before the start."""
        self.settings = _SETTINGS | _FLEETING

    def url(self) -> str:
        """Return the address for DATABASE_URL."""
        return self._address(PROGRAM)

    def owner_url(self) -> str:
        """Return the address for OWNER_DATABASE_URL."""
        return self._address(USER)

    def _address(self, role: str) -> str:
        return f"postgres://{role}@/{DATABASE}?host={self.sockets}&port={PORT}"

    def start(self) -> processes.Child:
        """Start the server; it may still be recovering when this returns."""
        self._create()
        self._clear()
        options = [part for item in self.settings.items() for part in ("-c", "=".join(item))]
        return processes.start(
            "postgres",
            [self.bin / "postgres", "-D", self.data, "-k", self.sockets, "-p", str(PORT), *options],
            environment=self.environment,
            folder=self.data,
            log=self.log,
            account=self.places.account,
            # Fast shutdown: open transactions are rolled back, everything committed is written.
            on_parent_death=signal.SIGINT,
            stop_signal=signal.SIGINT,
            # Immediate shutdown: the log is replayed at the next start. Never SIGKILL first.
            last_resort=signal.SIGQUIT,
            patience=20.0,
        )

    def wait(self, child: processes.Child, pause: Callable[[float], None]) -> None:
        """Wait until the server answers and our database is there; call pause() in between."""
        end = time.monotonic() + 90.0
        while True:
            try:
                self._create_database()
            except psycopg.OperationalError:
                if not child.running:
                    raise Trouble(f"PostgreSQL has ended:\n{child.last_words()}") from None
                if time.monotonic() > end:
                    raise Trouble(f"PostgreSQL does not answer: see {self.log}") from None
                pause(0.03)
            else:
                return

    def renew(self) -> None:
        """Put an empty database in the place of ours."""
        with self._connect() as connection:
            name = sql.Identifier(DATABASE)
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} (FORCE)").format(name))
        self._create_database()

    def leftovers(self) -> list[int]:
        """Return the server processes over our data folder."""
        return processes.serving(self.data)

    def _create(self) -> None:
        if self.data.exists():
            self._check_version()
            return
        # Made beside and moved in one step: a start killed halfway leaves no half a database.
        making = self.home / "making"
        shutil.rmtree(making, ignore_errors=True)
        command = [self.bin / "initdb", "-D", making, "-U", USER, "--auth=trust", *_LOCALE]
        done = subprocess.run(
            [str(part) for part in (*command, "--no-instructions")],
            env=self.environment,
            cwd=self.home,
            capture_output=True,
            text=True,
            check=False,
            **processes.as_account(self.places.account),
        )
        if done.returncode:
            raise Trouble(f"PostgreSQL's initdb failed: {done.stderr.strip()}")
        making.rename(self.data)

    def _check_version(self) -> None:
        found = (self.data / "PG_VERSION").read_text().strip()
        answer = subprocess.run(
            [self.bin / "postgres", "--version"], capture_output=True, text=True, check=True
        )
        ours = answer.stdout.split()[2].partition(".")[0]
        if found != ours:
            raise Trouble(
                f"The database in {self.data} was made by PostgreSQL {found}, this is {ours}: "
                "`make clean` removes it"
            )

    def _clear(self) -> None:
        """Wait for an earlier server of this folder, end it if it stays, and clear its lock."""
        stubborn = not processes.end_all(
            self.leftovers, grace=10.0, signals=(signal.SIGINT, signal.SIGQUIT)
        )
        if stubborn:
            raise Trouble(f"An earlier PostgreSQL still runs in {self.data}: {self.leftovers()}")
        # The number in it may by now be another program's, and PostgreSQL would believe it.
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.sockets),
            port=PORT,
            user=USER,
            dbname="postgres",
            autocommit=True,
            connect_timeout=5,
        )

    def _create_database(self) -> None:
        with self._connect() as connection:
            known = connection.execute(
                "SELECT FROM pg_database WHERE datname = %s", [DATABASE]
            ).fetchone()
            if known is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
            known = connection.execute(
                "SELECT FROM pg_roles WHERE rolname = %s", [PROGRAM]
            ).fetchone()
            if known is None:
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(PROGRAM)))

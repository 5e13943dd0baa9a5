"""The embedded Valkey: broker and cache. It keeps nothing; what is owed stands in the database."""

import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

from kiss.services import processes
from kiss.services.errors import Trouble
from kiss.services.places import Places, Programs


class Valkey:
    """One server, without a TCP port and without files."""

    def __init__(self, places: Places, programs: Programs, sockets: Path, mark: dict[str, str]):
        self.places = places
        self.program = programs.valkey
        self.sockets = sockets
        self.socket = sockets / "valkey.sock"
        self.environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", **mark}
        self.log = places.fresh_log("valkey")

    def url(self) -> str:
        """Return the address for REDIS_URL."""
        return f"unix://{self.socket}"

    def start(self) -> processes.Child:
        """Start the server."""
        options: dict[str, str | Path] = {
            "--port": "0",
            "--unixsocket": self.socket,
            "--unixsocketperm": "700",
            "--save": "",
            "--appendonly": "no",
            "--dir": self.sockets,
            # It would be written over the environment, and our mark is there.
            "--set-proc-title": "no",
        }
        return processes.start(
            "valkey",
            [self.program, *(part for item in options.items() for part in item)],
            environment=self.environment,
            folder=self.sockets,
            log=self.log,
            account=self.places.account,
            on_parent_death=signal.SIGTERM,
        )

    def wait(self, child: processes.Child, pause: Callable[[float], None]) -> None:
        """Wait until the server answers; call pause() in between."""
        end = time.monotonic() + 30.0
        while not self._answers():
            if not child.running:
                raise Trouble(f"Valkey has ended:\n{child.last_words()}")
            if time.monotonic() > end:
                raise Trouble(f"Valkey does not answer: see {self.log}")
            pause(0.02)

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(1.0)
            try:
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
            except OSError:
                return False

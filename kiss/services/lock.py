"""One supervisor per run folder."""

import fcntl
import json
import os
from pathlib import Path


class Held(Exception):
    """Another supervisor has the folder; says which."""

    def __init__(self, holder: dict[str, str]) -> None:
        super().__init__(str(holder))
        self.kind = holder.get("kind", "another command")
        self.pid = int(holder.get("pid", 0))
        self.address = holder.get("address", "")


class Lock:
    """A lock that the kernel releases when its process ends, however it ends."""

    def __init__(self, run: Path, kind: str) -> None:
        """Take the lock. Raises Held if it is taken."""
        self._holder = {"kind": kind, "pid": str(os.getpid())}
        self._file = os.open(run / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            held = _read(self._file)
            os.close(self._file)
            raise held from None
        self._write()

    def _write(self) -> None:
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, json.dumps(self._holder).encode(), 0)

    def tell(self, address: str) -> None:
        """Let others read where the program answers."""
        self._holder["address"] = address
        self._write()

    def release(self) -> None:
        """Let the next one in."""
        os.close(self._file)


def holder(run: Path) -> Held | None:
    """Return who has a run folder, None if nobody has."""
    try:
        file = os.open(run / "lock", os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _read(file)
    else:
        return None
    finally:
        os.close(file)


def _read(file: int) -> Held:
    return Held(json.loads(os.pread(file, 1000, 0) or "{}"))

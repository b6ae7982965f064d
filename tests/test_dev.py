"""The two commands, from an empty folder to a site that answers and leaves nothing behind: real processes."""

import ast
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate, get_user_model
from django.core.management.base import CommandError

from nisn_site.management.commands import dev as run_command

SITE = Path(__file__).resolve().parent.parent
SCRIPT = (SITE / "dev.py").read_text()
BARE = {name: value for name, value in os.environ.items() if name in {"LD_LIBRARY_PATH", "TMPDIR"}}
OFFLINE = BARE | {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "UV_OFFLINE": "1", "PATH": "/usr/bin:/bin"}


def dev(folder: Path, *arguments: str, python: str = sys.executable, **environment: str) -> subprocess.Popen:
    command = [python, str(folder / "dev.py"), *arguments]
    return subprocess.Popen(
        command, env=OFFLINE | environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def make_executable(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


# -- starting on any Python ------------------------------------------------------------------------------------------


def test_dev_py_uses_only_words_that_python_3_8_knows():
    ast.parse(SCRIPT, feature_version=(3, 8))


@pytest.mark.parametrize("version", ["3.6", "3.7", "3.8", "3.9", "3.10", "3.11"])
def test_dev_py_starts_on_an_old_python(version):
    found = [*Path("~/.pyenv/versions").expanduser().glob(f"{version}.*/bin/python3"), shutil.which(f"python{version}")]
    if not found[0]:
        pytest.skip(f"there is no Python {version} here")

    done = subprocess.run([found[0], SITE / "dev.py", "help"], capture_output=True, text=True, check=True)

    assert "python3 dev.py test [pytest options]" in done.stdout


def test_without_a_new_enough_python_one_sentence_says_so(tmp_path):
    (tmp_path / "dev.py").write_text(SCRIPT.replace("MINIMUM = (3, 12)", "MINIMUM = (9, 0)"))
    (tmp_path / "requirements.lock").touch()

    process = dev(tmp_path, "run", PATH=str(tmp_path), HOME=str(tmp_path))

    assert process.communicate()[1] == "dev.py: no Python 9.0 or newer was found: install one, and run this again.\n"
    assert process.returncode == 1


def test_pythons_on_the_path_and_in_pyenvs_folders_are_found_and_broken_ones_skipped(tmp_path):
    good = f'#!/bin/sh\nexec {sys.executable} "$@"\n'
    make_executable(tmp_path / "shims/python3.13", "#!/bin/sh\nexit 127\n")
    make_executable(tmp_path / "pyenv/versions/3.9.20/bin/python3", good)
    make_executable(tmp_path / "pyenv/versions/3.13.1/bin/python3", good)
    make_executable(tmp_path / "later/python3", good)
    code = "import sys; sys.executable = ''; import dev; print(*dev.candidates(), '', *dev.find_pythons(), sep='\\n')"
    path = f"{tmp_path}/shims:{tmp_path}/later"
    environment = BARE | {"PATH": path, "PYENV_ROOT": f"{tmp_path}/pyenv", "HOME": "/nowhere"}

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=SITE, env=environment, capture_output=True, text=True, check=True
    )

    candidates, found = (part.split() for part in done.stdout.split("\n\n"))
    assert [path for path in candidates if Path(path).is_file()] == [
        f"{tmp_path}/shims/python3.13",
        f"{tmp_path}/later/python3",
        f"{tmp_path}/pyenv/versions/3.13.1/bin/python3",
        f"{tmp_path}/pyenv/versions/3.9.20/bin/python3",
    ]
    assert set(found) == {os.path.realpath(sys.executable)}


# -- making .venv ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project with no requirements whose `manage.py` says how it was started, with `.venv` made by two at once."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "dev.py").write_text(SCRIPT)
    (folder / "requirements.lock").touch()
    (folder / "manage.py").write_text("import os, sys\nprint(sys.argv[1:], os.environ['DEBUG'])\nsys.exit(7)\n")
    both = [dev(folder, "manage", "check"), dev(folder, "manage", "check")]
    said = [process.communicate() for process in both]
    return folder, [process.returncode for process in both], said


def test_two_on_a_fresh_folder_make_one_venv_and_the_second_says_that_it_waits(project):
    _, codes, said = project

    assert codes == [7, 7]
    assert [out for out, _ in said] == ["['check'] 1\n"] * 2
    errors = "".join(err for _, err in said)
    assert errors.count("dev.py: making .venv with ") == 1
    assert errors.count("dev.py: another dev.py is installing the packages: waiting for it ...\n") == 1


@pytest.mark.parametrize(
    ("arguments", "heard"),
    [
        (["manage", "migrate", "--plan"], "['migrate', '--plan'] 1\n"),
        (["run", "8001"], "['dev', '8001'] 1\n"),
    ],
)
def test_a_prepared_folder_hands_over_at_once_with_arguments_and_exit_code(project, arguments, heard):
    folder, _, _ = project

    process = dev(folder, *arguments)

    assert process.communicate() == (heard, "")
    assert process.returncode == 7


def test_debug_is_left_as_it_is_set(project):
    folder, _, _ = project

    assert dev(folder, "manage", DEBUG="0").communicate() == ("[] 0\n", "")


def test_a_venv_left_half_made_is_made_anew(project):
    folder, _, _ = project
    (folder / ".venv/.installed-by-dev").write_text("unfinished")
    leftover = folder / ".venv/leftover"
    leftover.touch()

    process = dev(folder, "manage")

    assert process.communicate()[1].startswith("dev.py: making .venv with ")
    assert not leftover.exists()


def test_without_network_one_sentence_says_so(project, tmp_path):
    folder = shutil.copytree(project[0], tmp_path / "project", symlinks=True)
    (folder / "requirements.lock").write_text(f"not-on-this-machine==1.0 --hash=sha256:{'0' * 64}\n")

    process = dev(folder, "test")

    assert process.communicate()[1].splitlines() == [
        "dev.py: installing the locked packages, once ...",
        f"dev.py: the locked packages could not be installed. Is the network up? Details: {folder}/.var/install.log",
    ]
    assert process.returncode == 1


def test_nothing_to_do_prints_the_help_and_nonsense_is_refused(project):
    folder, _, _ = project
    nothing, nonsense = dev(folder), dev(folder, "runn")

    assert "python3 dev.py run [port]" in nothing.communicate()[0]
    assert nothing.returncode == 0
    assert nonsense.communicate() == ("", "dev.py: there is no command 'runn': say run, test or manage.\n")
    assert nonsense.returncode == 1


# -- the port and the organizer ----------------------------------------------------------------------------------------


@pytest.fixture
def said():
    return []


def test_a_taken_port_is_named_and_the_next_one_taken(said):
    with run_command.open_port("18500", said.append) as first:
        taken = first.getsockname()[1]
        with run_command.open_port(f"127.0.0.1:{taken}", said.append) as second:
            assert second.getsockname()[1] > taken
    assert f"Port {taken} is taken: trying the next one." in said


@pytest.mark.parametrize("address", ["", "http", "-1", "99999", "8000.0", "٨٠٠٠"])
def test_an_impossible_port_is_refused(address, said):
    with pytest.raises(CommandError, match="is not a port: say a number such as 8000"):
        run_command.open_port(address, said.append)


@pytest.fixture
def login(monkeypatch, tmp_path):
    monkeypatch.setattr(run_command, "LOGIN_FILE", tmp_path / "organizer.txt")
    return run_command.kept_login()


def test_the_login_is_made_once_and_kept_private(login, tmp_path):
    assert run_command.kept_login() == login
    assert (tmp_path / "organizer.txt").stat().st_mode & 0o777 == 0o600


def test_the_organizer_can_sign_in_with_the_login_that_is_shown(login, db, rf):
    email, password = login

    assert run_command.ensure_organizer(email, password)

    organizer = authenticate(rf.post("/accounts/login/"), email=email, password=password)
    assert (organizer.is_staff, organizer.is_superuser) == (True, True)
    assert EmailAddress.objects.get(user=organizer, email=email, verified=True, primary=True)


def test_a_password_that_the_organizer_has_changed_stays_changed(login, db):
    email, password = login
    run_command.ensure_organizer(email, password)
    organizer = get_user_model().objects.get(email=email)
    organizer.set_password("changed")
    organizer.save()

    assert not run_command.ensure_organizer(email, password)
    organizer.refresh_from_db()
    assert organizer.check_password("changed")


# -- the whole of it ---------------------------------------------------------------------------------------------------


def heed_signals() -> None:
    """Children of a background job ignore SIGINT, and under nohup SIGHUP; both are tested here."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


class Run:
    """`manage.py dev` in a copy of this site, as `dev.py run` starts it."""

    def __init__(self, folder: Path, port: int):
        environment = BARE | {"DEBUG": "1", "PATH": os.environ["PATH"], "HOME": str(folder)}
        self.process = subprocess.Popen(
            [sys.executable, str(folder / "manage.py"), "dev", str(port)],
            cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            start_new_session=True,
            preexec_fn=heed_signals,
        )  # fmt: skip
        self.said = ""
        while "Ctrl-C stops it." not in self.said:
            line = self.process.stdout.readline()
            assert line, self.said
            self.said += line
        self.site = re.search(r"Site +(\S+)", self.said)[1]
        self.login = re.search(r"Login +(.+)", self.said)[1]

    def get(self, path: str) -> int:
        with urllib.request.urlopen(self.site + path, timeout=30) as answer:
            return answer.status

    def ask_for_a_password(self) -> None:
        """Fill in the form of somebody who forgot theirs: its mail goes by the worker."""
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        form = f"{self.site}accounts/password/reset/"
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', browser.open(form, timeout=30).read().decode())[1]
        values = {"csrfmiddlewaretoken": token, "email": run_command.ORGANIZER}
        browser.open(form, urllib.parse.urlencode(values).encode(), timeout=30)

    def mail(self) -> str:
        with urllib.request.urlopen(f"{self.site}dev/mail/", timeout=30) as answer:
            return answer.read().decode()

    def end(self, number: signal.Signals, *, everybody: bool = False) -> int:
        """Send the signal to the first process, or like a terminal to everybody; returns the exit code."""
        (os.killpg if everybody else os.kill)(self.process.pid, number)
        self.process.communicate(timeout=30)
        return self.process.returncode


def processes_about(folder: Path) -> list[str]:
    lines = subprocess.run(["ps", "-axwwo", "command="], capture_output=True, text=True, check=True).stdout
    return [line for line in lines.splitlines() if str(folder) in line]


def all_end_soon(folder: Path) -> bool:
    deadline = time.monotonic() + 10
    while processes_about(folder) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not processes_about(folder)


@pytest.fixture
def site_copy():
    folder = Path(tempfile.mkdtemp(prefix="site-", dir="/tmp")).resolve()
    folder.chmod(0o755)
    left_out = shutil.ignore_patterns(".*", "tests", "bench", "deploy")
    shutil.copytree(SITE, folder, ignore=left_out, dirs_exist_ok=True)
    yield folder
    assert all_end_soon(folder)
    shutil.rmtree(folder)


def test_run_goes_from_an_empty_database_to_a_site_and_leaves_nothing_however_it_ends(site_copy):
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        first = Run(site_copy, taken)
    assert first.said.startswith(
        f"Starting the site on its demo content.\nPort {taken} is taken: trying the next one.\n"
    )
    assert "Loading the demo content" in first.said
    assert [first.get("en/"), first.get("es/"), first.get("admin/")] == [200, 200, 200]

    first.ask_for_a_password()
    deadline = time.monotonic() + 20
    while "Password Reset" not in first.mail():
        assert time.monotonic() < deadline, "no worker sends the mail"
        time.sleep(0.1)

    beside_it = Run(site_copy, taken)
    assert beside_it.site != first.site
    assert first.end(signal.SIGTERM) == 0
    assert beside_it.get("en/") == 200
    assert beside_it.end(signal.SIGINT, everybody=True) == 0
    assert all_end_soon(site_copy)

    again = Run(site_copy, taken)
    assert "Loading the demo content" not in again.said
    assert again.login == first.login
    assert again.end(signal.SIGKILL) == -signal.SIGKILL
    assert all_end_soon(site_copy)

    last = Run(site_copy, taken)
    break_and_mend(last, site_copy / "conference/urls.py")
    assert last.get("en/") == 200
    assert last.end(signal.SIGHUP) == 0


def break_and_mend(run: Run, module: Path) -> None:
    whole = module.read_text()
    assert run.get("en/") == 200
    time.sleep(1.5)  # the reloader looks once a second
    module.write_text("an unfinished thought")
    while "waiting for a change" not in run.process.stdout.readline():
        assert run.process.poll() is None
    module.write_text(whole)

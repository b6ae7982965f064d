#!/usr/bin/env python3
"""Everything a newcomer needs:

    python3 dev.py run [port]              the site on its demo content, with reload
    python3 dev.py test [pytest options]   all tests
    python3 dev.py manage [command]        Django's own commands

Any Python from 3.8 on can start this file. It looks for a Python 3.12 or newer, makes `.venv` with it,
installs exactly what `requirements.lock` says, and hands over. Nothing outside this folder is changed.
"""
# ruff: noqa: RUF005 (in words that the oldest Python knows too, so that it can say that it is too old)

import sys

if sys.version_info < (3, 6):
    sys.exit("dev.py: this is Python %d.%d, start me with a newer one: python3 dev.py" % sys.version_info[:2])

import fcntl
import glob
import hashlib
import os
import re
import shutil
import signal
import subprocess
from contextlib import contextmanager
from pathlib import Path

MINIMUM = (3, 12)
COMMANDS = {"run": ["manage.py", "dev"], "test": ["-m", "pytest"], "manage": ["manage.py"]}

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / ".installed-by-dev"
UNFINISHED = "unfinished"
VAR = ROOT / ".var"
LOG = VAR / "install.log"


def main():
    command, options = (sys.argv[1:2] or ["help"])[0], sys.argv[2:]
    if command in ("help", "-h", "--help"):
        print(__doc__.strip())
        return
    if command not in COMMANDS:
        give_up("there is no command '{}': say run, test or manage.".format(command))
    try:
        prepare()
    except OSError as problem:
        give_up("this folder cannot be prepared: {}.".format(problem))
    except KeyboardInterrupt:
        sys.exit(130)
    os.chdir(str(ROOT))
    os.environ.setdefault("DEBUG", "1")  # the settings are those of production unless told otherwise
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):  # each start would take three seconds more: write elsewhere
        os.environ.setdefault("PYTHONPYCACHEPREFIX", str(VAR / "pycache"))
    os.execv(str(PYTHON), [str(PYTHON)] + COMMANDS[command] + options)


def prepare():
    """Bring `.venv` to what `requirements.lock` says; costs nothing when it is there already."""
    if is_prepared():
        return
    for request in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(request, lambda number, _: sys.exit(128 + number))
    with one_at_a_time() as lock:
        if is_prepared():  # by the one we have waited for
            return
        uv = find_uv()
        if not is_usable():
            make_venv(uv, lock)
        say("installing the locked packages, once ...")
        STAMP.write_text(UNFINISHED)
        if not install(uv, lock):
            give_up("the locked packages could not be installed. Is the network up? Details: {}".format(LOG))
        STAMP.write_text(goal())


def is_prepared():
    return PYTHON.exists() and STAMP.exists() and STAMP.read_text() == goal()


def goal():
    """What the stamp says when all is done: these packages, on this very interpreter (upgrades replace it)."""
    return "{} {}".format(hashlib.sha256(LOCK.read_bytes()).hexdigest(), os.path.realpath(str(PYTHON)))


def is_usable():
    """Can the `.venv` that is there be brought up to date? One that was left half-made cannot."""
    unfinished = STAMP.exists() and STAMP.read_text() == UNFINISHED
    return not unfinished and is_new_enough(probe(str(PYTHON)))


@contextmanager
def one_at_a_time():
    """Two of us on a fresh clone must not build the same `.venv`.

    Every program started here gets the lock too: if we are killed, it holds until that program has ended.
    """
    VAR.mkdir(mode=0o700, exist_ok=True)
    with open(str(VAR / "install.lock"), "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another dev.py is installing the packages: waiting for it ...")
            fcntl.flock(lock, fcntl.LOCK_EX)
        LOG.write_text("")
        yield lock


# -- finding a Python --------------------------------------------------------------------------------------


def candidates():
    """Paths that may be a Python: this one, all on the PATH, then pyenv's and uv's folders, newest first."""
    yield sys.executable or os.devnull
    for name in ("python3.14", "python3.13", "python3.12", "python3", "python"):
        for folder in os.get_exec_path():
            yield os.path.join(folder, name)
    folders = glob.glob(os.path.expanduser("~/.local/share/uv/python/cpython-3.*"))
    for home in pyenv_homes():
        folders += glob.glob(os.path.join(home, "versions", "3.*"))
    for folder in sorted(folders, key=release, reverse=True):
        yield os.path.join(folder, "bin", "python3")


def pyenv_homes():
    """pyenv keeps every version there, also those that are not active."""
    yield os.environ.get("PYENV_ROOT", "")
    yield os.path.expanduser("~/.pyenv")
    if shutil.which("pyenv"):
        yield str(Path(shutil.which("pyenv")).resolve().parent.parent)


def release(folder):
    """The numbers in a folder's name, so that 3.13 comes before 3.9."""
    return [int(number) for number in re.findall(r"\d+", os.path.basename(folder))]


def find_pythons():
    """The interpreters that start and are new enough, best first."""
    seen = set()
    for path in candidates():
        if os.path.realpath(path) in seen or not os.access(path, os.X_OK):
            continue
        seen.add(os.path.realpath(path))
        found = probe(path)
        in_venv = found is not None and found[1].startswith(str(VENV) + os.sep)  # about to be deleted
        if is_new_enough(found) and not in_venv:
            yield found[1]


def probe(path):
    """((major, minor), real path) of an interpreter, or None: a pyenv shim is there but may not start."""
    code = "import os, sys; print(sys.version_info[0], sys.version_info[1], os.path.realpath(sys.executable))"
    try:
        answer = subprocess.run(
            [path, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=20, check=True
        )
        major, minor, real = answer.stdout.decode().strip().split(" ", 2)
        return (int(major), int(minor)), real
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def is_new_enough(found):
    return found is not None and found[0] >= MINIMUM


# -- making .venv ------------------------------------------------------------------------------------------


def make_venv(uv, lock):
    """Make `.venv` with the first interpreter that can; uv may fetch one where there is none."""
    python = None
    for python in find_pythons():
        say("making .venv with {}".format(python))
        shutil.rmtree(str(VENV), ignore_errors=True)
        VENV.mkdir()
        STAMP.write_text(UNFINISHED)
        # Without pip: putting it there takes four seconds, and the interpreter's own can do the work.
        if run([python, "-m", "venv", "--without-pip", str(VENV)], lock):
            return
    if uv and run([uv, "venv", "--quiet", "--clear", "--python", ">=%d.%d" % MINIMUM, str(VENV)], lock):
        return
    if python:
        give_up("{} could not make .venv. Details: {}".format(python, LOG))
    give_up("no Python %d.%d or newer was found: install one, and run this again." % MINIMUM)


def install(uv, lock):
    """Install the locked packages, by uv if that works and else by pip; returns whether it succeeded."""
    locked = ["--require-hashes", "-r", str(LOCK)]
    if uv and run([uv, "pip", "install", "--python", str(PYTHON)] + locked, lock):
        return True
    # Compiling all of it would take eight seconds; what is used is compiled when it is first imported.
    options = ["--no-input", "--disable-pip-version-check", "--no-compile", "--retries", "2"]
    return run(pip(lock) + ["install"] + options + locked, lock)


def pip(lock):
    """pip of the interpreter behind `.venv` where it has one (on Debian it may not), else one of its own."""
    behind = os.path.realpath(str(PYTHON))
    if run([behind, "-m", "pip", "--python", str(PYTHON), "--version"], lock):
        return [behind, "-m", "pip", "--python", str(PYTHON)]
    if not run([str(PYTHON), "-m", "ensurepip"], lock):
        give_up("{} has no pip: install python3-venv or python3-pip, and run this again.".format(behind))
    return [str(PYTHON), "-m", "pip"]


def find_uv():
    """The path of uv if there is one that starts, else None."""
    os.environ.setdefault("UV_SYSTEM_CERTS", "1")  # trust what the machine trusts, as pip does
    uv = shutil.which("uv")
    if uv and subprocess.run([uv, "--version"], stdout=subprocess.DEVNULL, check=False).returncode == 0:
        return uv
    return None


def run(command, lock):
    """Run a program silently, with what it says in the log; returns whether it succeeded."""
    with open(str(LOG), "a", errors="replace") as log:
        log.write("$ {}\n".format(" ".join(command)))
        log.flush()
        program = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=[lock.fileno()], start_new_session=True
        )
    try:
        return program.wait() == 0
    except BaseException:  # Ctrl-C or a signal: end also what the program has started
        os.killpg(program.pid, signal.SIGKILL)
        raise


def say(text):
    sys.stderr.write("dev.py: " + text + "\n")
    sys.stderr.flush()


def give_up(text):
    sys.exit("dev.py: " + text)


if __name__ == "__main__":
    main()

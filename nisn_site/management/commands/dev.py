"""The second half of `dev.py run`: from an empty database to a site that answers and reloads.

Two processes. The first opens the port, prepares the database and starts the second, which serves on that open port
and is started anew whenever the code changes; meanwhile requests wait instead of being refused. The worker, which does
what waits in the background, is a thread of the second: it knows the same code, and no end of that one survives it.
"""

import errno
import hashlib
import os
import secrets
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands, load_command_class
from django.core.management.base import BaseCommand, CommandError
from django.core.servers.basehttp import WSGIServer
from django.db import OperationalError, connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import autoreload

from nisn_site.kit.worker import run_worker

HANDOVER = "DEV_HANDOVER"  # "<file number of the open port>:<process that opened it>"
START_AGAIN = 3  # the exit code by which Django's reloader asks for a new process
BROKEN = 1
PORTS_TRIED = 50
WORKER_PAUSE = 2  # seconds
PREPARING = 0x6E69736E  # the database's advisory lock: "nisn" in letters

ORGANIZER = "organizer@example.org"
LOGIN_FILE = settings.VAR_DIR / "organizer.txt"
PREPARED_FILE = settings.VAR_DIR / "prepared.txt"


class Command(BaseCommand):
    help = "Prepare the database and the demo content, then serve the site with reload. For development only."
    requires_system_checks = []  # the serving process makes them, each time it starts

    def add_arguments(self, parser):
        parser.add_argument("address", nargs="?", default="8000", metavar="[address:]port")

    def handle(self, *, address, **options):
        if not settings.DEBUG:
            raise CommandError("This is for development only, and DEBUG is off.")
        if HANDOVER in os.environ:
            serve(*map(int, os.environ[HANDOVER].split(":")))
            return
        for request in (signal.SIGTERM, signal.SIGHUP):
            end_in_good_order(request)
        try:
            sys.exit(self.prepare_and_serve(address))
        except KeyboardInterrupt:
            self.say("")

    def prepare_and_serve(self, address: str) -> int:
        self.say("Starting the site on its demo content.")
        with open_port(address, self.say) as port:
            with alone_with_database(self.say):
                login = prepare(self.say)
            connections.close_all()
            self.show_addresses(port, login)
            return keep_serving(port, self.say)

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def show_addresses(self, port: socket.socket, login: str) -> None:
        host, number = port.getsockname()[:2]
        site = f"http://{host}:{number}/"
        self.say(f"\n  Site    {site}\n  Admin   {site}admin/\n  Mail    {site}dev/mail/\n  Login   {login}\n")
        self.say("Ctrl-C stops it.\n")


def end_in_good_order(request: signal.Signals) -> None:
    """Let the signal end us like `sys.exit`, which also ends what we have started; but `nohup` stays `nohup`."""
    if signal.getsignal(request) != signal.SIG_IGN:
        signal.signal(request, lambda *_: sys.exit(0))


# -- preparing the database ----------------------------------------------------------------------------------------


@contextmanager
def alone_with_database(say) -> Iterator[None]:
    """Two runs at once must not migrate at once. Asks again and again: waiting in the database has a time limit."""

    def lock_is_mine() -> bool:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [PREPARING])
        return cursor.fetchone()[0]

    try:
        connection.ensure_connection()
    except OperationalError as problem:
        raise CommandError(f"The database does not answer: {str(problem).splitlines()[0]}") from problem
    with connection.cursor() as cursor:
        if not lock_is_mine():
            say("Another run is preparing the database: waiting for it ...")
            while not lock_is_mine():
                time.sleep(0.2)
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [PREPARING])


def prepare(say) -> str:
    """Migrate, load the demo content, make the organizer's account, each only if need be; returns the login to show."""
    if has_pending_migrations():
        say("Migrating the database ...")
        call_command("migrate", verbosity=0)
    email, password = kept_login()
    if not (PREPARED_FILE.exists() and PREPARED_FILE.read_text() == state()):
        say("Loading the demo content ...")
        call_command("load_demo")
        if not ensure_organizer(email, password):
            return f"{email}, with the password you have changed (new one: dev.py manage changepassword {email})"
        PREPARED_FILE.write_text(state())
    return f"{email}   password  {password}"


def has_pending_migrations() -> bool:
    """Does any app bring a migration that the database has not seen? Tells so without loading them, which is slow."""
    applied = MigrationRecorder(connection).applied_migrations()
    labels = [config.label for config in apps.get_app_configs()]
    return any(migration not in applied for label in labels for migration in migrations_of(label))


def migrations_of(label: str) -> Iterator[tuple[str, str]]:
    name, _ = MigrationLoader.migrations_module(label)
    try:
        package = import_module(name)
    except ImportError:  # an app without migrations
        return
    for module in iter_modules(package.__path__):
        if module.name[0] not in "_~":
            yield label, module.name


def state() -> str:
    """Changes with the code and content of our apps, with the database, and with the organizer's account in it."""
    organizer = get_user_model().objects.filter(email=ORGANIZER).values_list("pk", "password", "is_superuser")
    with connection.cursor() as cursor:
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        database = [connection.settings_dict[key] for key in ("HOST", "PORT", "NAME")], cursor.fetchone()
    return hashlib.sha256(repr((database, list(organizer), project_files())).encode()).hexdigest()


def project_files() -> list[tuple[str, int]]:
    """The files of our own apps, each with the moment of its last change."""
    folders = [Path(config.path).resolve() for config in apps.get_app_configs()]
    ours = [folder for folder in folders if folder.parent == settings.BASE_DIR]
    files = (Path(folder) / name for app in ours for folder, _, names in app.walk() for name in names)
    return sorted((str(file), changed_at(file)) for file in files if file.parent.name != "__pycache__")


def changed_at(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except FileNotFoundError:  # an editor's short-lived file
        return 0


# -- the organizer's account ---------------------------------------------------------------------------------------


def kept_login() -> tuple[str, str]:
    """The address and password of the demo organizer: made once, the same on every later run."""
    if not LOGIN_FILE.exists():
        LOGIN_FILE.parent.mkdir(mode=0o700, exist_ok=True)
        LOGIN_FILE.touch(mode=0o600)
        LOGIN_FILE.write_text(f"{ORGANIZER}\n{'-'.join(secrets.token_hex(2) for _ in range(4))}\n")
    email, password = LOGIN_FILE.read_text().split()
    return email, password


def ensure_organizer(email: str, password: str) -> bool:
    """Make the account unless it is there; returns whether this is its password (it may have been changed)."""
    if user := get_user_model().objects.filter(email=email).first():
        return user.check_password(password)
    user = get_user_model().objects.create_superuser(email, password, name="Demo organizer")
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return True


# -- serving ---------------------------------------------------------------------------------------------------------


def open_port(address: str, say) -> socket.socket:
    """Listen on `[address:]port`, or on the next free port. Open from here on: nobody can take it before we serve."""
    host, _, number = address.rpartition(":")
    if not number.isascii() or not number.isdigit() or int(number) > 65535 - PORTS_TRIED:
        raise CommandError(f"{address!r} is not a port: say a number such as 8000.")
    for candidate in range(int(number), int(number) + PORTS_TRIED):
        try:
            return socket.create_server((host or "127.0.0.1", candidate), backlog=128)
        except OSError as problem:
            if problem.errno != errno.EADDRINUSE:
                raise CommandError(f"Port {candidate} cannot be opened: {problem.strerror}.") from problem
            say(f"Port {candidate} is taken: trying the next one.")
    raise CommandError(f"All ports from {number} to {candidate} are taken.")


def keep_serving(port: socket.socket, say) -> int:
    """Run the serving process, again after each change; returns the exit code for us."""
    port.set_inheritable(True)
    handover = f"{port.fileno()}:{os.getpid()}"
    command, environment = autoreload.get_child_arguments(), os.environ | {HANDOVER: handover}
    files = project_files()
    process = start(serve, port.fileno(), os.getpid())  # with the code we have loaded: saves half of the start
    while (code := end_of(process)) in (START_AGAIN, BROKEN):
        if code == BROKEN:
            say("The site cannot start (see above): waiting for a change ...")
            wait_for_change(files)
        files = project_files()
        process = start(os.execve, command[0], command, environment)
    return code


def start(deed, *arguments) -> int:
    """Do it in a process of its own; returns that process."""
    process = os.fork()
    if process == 0:
        deed(*arguments)
        sys.exit(0)
    return process


def end_of(process: int) -> int:
    """Wait for its exit code; if we are told to end in the meantime, end it too."""
    try:
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    except BaseException:
        with suppress(ProcessLookupError, ChildProcessError):  # it was faster
            os.kill(process, signal.SIGTERM)
            os.waitpid(process, 0)
        raise


def wait_for_change(files: list[tuple[str, int]]) -> None:
    while project_files() == files:
        time.sleep(0.5)


class OpenPortServer(WSGIServer):
    """Serves on the port that the first process has opened."""

    file_number: int

    def server_bind(self):
        self.socket.close()
        self.socket = socket.socket(fileno=self.file_number)
        self.server_name, self.server_port = self.server_address = self.socket.getsockname()[:2]
        self.setup_environ()

    def server_activate(self):
        """It listens already."""


def serve(file_number: int, parent: int) -> None:
    """The serving process: Django's development server with its reloader, on the open port."""
    os.environ[autoreload.DJANGO_AUTORELOAD_ENV] = "true"
    threading.Thread(target=end_with, args=[parent], daemon=True).start()
    threading.excepthook = end_broken
    OpenPortServer.file_number = file_number
    settings.SITE_ORIGIN = origin_of(file_number)
    threading.Thread(target=keep_working, daemon=True).start()
    runserver = load_command_class(get_commands()["runserver"], "runserver")
    runserver.server_cls = OpenPortServer
    runserver.on_bind = lambda port: None  # the first process has said the address
    runserver.check_migrations = lambda: check(runserver)
    call_command(runserver)


def origin_of(file_number: int) -> str:
    """Where this site is reached, for links in mails."""
    with socket.socket(fileno=os.dup(file_number)) as port:
        host, number = port.getsockname()[:2]
    return f"http://{host}:{number}"


def keep_working() -> None:
    """The worker; it ends when the database does, or when the code waits for a migration, and begins again."""
    while True:
        try:
            run_worker(install_signal_handlers=False)
        except Exception as problem:
            sys.stderr.write(f"The worker ended, and begins again in a moment: {problem}\n")
        time.sleep(WORKER_PAUSE)


def end_with(parent: int) -> None:
    """End this process when the first one is gone, even if that was killed and could not say so."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)


def end_broken(failure: threading.ExceptHookArgs) -> None:
    """The site cannot start: the first process waits for a change, since Django's reloader may watch the wrong file."""
    sys.excepthook(failure.exc_type, failure.exc_value, failure.exc_traceback)
    os._exit(BROKEN)


def check(runserver: BaseCommand) -> None:
    """Called before serving: Django's checks, which `call_command` leaves out, and a quick look for migrations."""
    runserver.check()
    if has_pending_migrations():
        runserver.stdout.write("There is a new migration: stop with Ctrl-C and start again to apply it.")
    connections.close_all()

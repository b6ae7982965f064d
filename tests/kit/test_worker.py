"""The worker as a process of its own: it works, is killed, another one takes up what it left, and ends when told."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from nisn_site.kit.outbox.messages import Message, State
from tests.kit.outbox.makers import make_mail
from tests.kit.outbox.servers import post_office
from tests.makers import make_network

pytestmark = pytest.mark.django_db(transaction=True)

SITE = Path(__file__).resolve().parents[2]
HEARTBEAT = 0.2  # seconds
MAY_SEND = {"mail.send", "mail.send_every_minute"}  # a minute may begin just now
PATIENCE = 40  # seconds; a loaded machine needs some


@pytest.fixture
def post():
    with post_office() as (post, port):
        post.port = port
        yield post


@pytest.fixture
def start_worker(post):
    """Starts `manage.py work` on the database of the tests; whatever is left of it is killed at the end."""
    workers = []
    database = connection.settings_dict
    environment = {
        "PATH": os.environ["PATH"],
        "DEBUG": "1",
        "DATABASE_URL": f"postgresql://{database['USER']}@/{database['NAME']}?host={database['HOST']}",
        "MAIL_HOST": "127.0.0.1",
        "MAIL_PORT": str(post.port),
        "MAIL_TLS": "0",
    }

    def start() -> subprocess.Popen:
        command = [sys.executable, "manage.py", "work", "--heartbeat", str(HEARTBEAT)]
        worker = subprocess.Popen(command, cwd=SITE, env=environment, stderr=subprocess.PIPE, text=True)
        workers.append(worker)
        return worker

    yield start
    for worker in workers:
        worker.kill()
        worker.communicate()


def wait_until(happened) -> float:
    """Seconds it took."""
    begun = time.monotonic()
    while not happened():
        assert time.monotonic() < begun + PATIENCE
        time.sleep(0.02)
    return time.monotonic() - begun


def jobs_being_done() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs WHERE status = 'doing'")
        return {name for (name,) in cursor.fetchall()}


def test_what_a_killed_worker_was_doing_is_taken_up_again(post, start_worker):
    make_network()
    post.holds_data = True
    message = make_mail()
    first = start_worker()
    wait_until(lambda: post.held)
    first.kill()
    first.wait()
    message.refresh_from_db()
    assert message.state == State.SENDING
    assert MAY_SEND & jobs_being_done()  # so it stays, unless somebody looks

    post.holds_data = False
    second = start_worker()
    taken_up = wait_until(lambda: Message.objects.get().state == State.SENT and not jobs_being_done())
    assert post.ids == [message.message_id]
    assert taken_up < PATIENCE

    second.send_signal(signal.SIGTERM)
    assert (second.wait(PATIENCE), second.stderr.read()) == (0, "")

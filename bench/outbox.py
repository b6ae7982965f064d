"""How fast the outbox empties: 5,000 mails, one worker as in production, a mail server that takes 100 ms a mail.

    .venv/bin/python -m bench.outbox [--mails 5000] [--delay 0.1]

First the mail server is away while the queue is written, then it comes back. The exit status is 1 if the queue was not
empty ten minutes after that, or if a mail was lost or came twice.
"""

import argparse
import subprocess
import sys
import time

import psycopg

from .background import worker
from .post import mail_settings, post_office, reserved_port
from .processor import spent_by
from .production import ROOT, Installation, installed_site, processes_of

GOAL = 600  # seconds
AWAY = 20  # seconds for which the mail server is away after the queue is written
WRITE = """
import time
from django.db import transaction
from nisn_site.kit.outbox.writing import Unsubscribe, queue_mail
number, begun = {mails}, time.perf_counter()
for start in range(0, number, 200):
    with transaction.atomic():
        for n in range(start, min(start + 200, number)):
            queue_mail(purpose="bench", key=str(n), to=f"reader{{n}}@example.org", language=("en", "es")[n % 2],
                       template="contact_notice", context={{"link": "https://conference.example.org/"}},
                       mailing=Unsubscribe("https://conference.example.org/en/stop/" + "x" * 43 + "/"))
print(time.perf_counter() - begun)
"""


def write_queue(site: Installation, mails: int) -> float:
    """Milliseconds for one mail."""
    command = [sys.executable, "manage.py", "shell", "-v0", "--no-imports", "-c", WRITE.format(mails=mails)]
    done = subprocess.run(command, cwd=ROOT, env=site.environment, capture_output=True, text=True, check=True)
    return float(done.stdout) / mails * 1000


def waiting(database: psycopg.Connection) -> int:
    return database.execute("SELECT count(*) FROM nisn_site_message WHERE state <> 'sent'").fetchone()[0]


def longest_silence(database: psycopg.Connection) -> float:
    """Seconds until the mail server is tried again."""
    rows = database.execute("SELECT extract(epoch FROM next_try_at - now()) FROM nisn_site_mailserver").fetchall()
    return float(rows[0][0]) if rows and rows[0][0] else 0.0


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--mails", type=int, default=5_000)
    parser.add_argument("--delay", type=float, default=0.1, help="seconds for which the server thinks about each mail")
    options = parser.parse_args()
    port = reserved_port()
    with installed_site() as site, psycopg.connect(site.database_url, autocommit=True) as database:
        site.environment.update(mail_settings(port))
        with worker(site) as work:
            print(f"written: {options.mails} mails, {write_queue(site, options.mails):.2f} ms each", flush=True)
            time.sleep(AWAY)
            print(f"the mail server was away for {AWAY} s; it is tried again in {longest_silence(database):.0f} s")
            with post_office(port, delay=options.delay) as post:
                begun = time.monotonic()
                while waiting(database) and time.monotonic() < begun + GOAL:
                    time.sleep(0.5)
                took = time.monotonic() - begun
            processor = spent_by(processes_of(work.process.pid)) / 1e9
            left, stop = waiting(database), work.stop()
    ids = post.ids
    print(f"empty {took:.0f} s after its return: {len(ids) / took:.0f} mails a second, goal {GOAL} s")
    print(f"lost {options.mails - len(set(ids))}, twice {len(ids) - len(set(ids))}, left {left}")
    print(f"the worker used {processor / options.mails * 1000:.1f} ms of processor a mail, and ended in {stop:.1f} s")
    sys.exit(0 if took < GOAL and len(ids) == len(set(ids)) == options.mails else 1)


if __name__ == "__main__":
    main()

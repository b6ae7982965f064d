"""Checks of the rehearsal about mail and the worker; `stage` is the rehearsal's."""

import re
import time

import psycopg

ORGANIZER = "amina@example.org"
AWAY = 8  # seconds


def ask_for_a_password(stage) -> float:
    """The organizer's form, which writes a mail; returns the seconds that its sender waited."""
    form = "/accounts/password/reset/"
    page = stage.front.ask(form)
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.body.decode())[1]
    cookies = "; ".join(cookie.partition(";")[0] for cookie in page.headers.get_all("Set-Cookie"))
    headers = {
        "Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies, "Origin": f"https://{stage.front.host}",
    }  # fmt: skip
    body = f"csrfmiddlewaretoken={token}&email={ORGANIZER}".encode()
    begun = time.monotonic()
    answer = stage.front.ask(form, method="POST", body=body, headers=headers)
    assert answer.status == 302, answer.status
    return time.monotonic() - begun


def wait_for_mail(stage, number: int) -> float:
    """Until the mail server has got so many; returns the seconds."""
    begun = time.monotonic()
    while len(stage.post.ids) < number:
        assert time.monotonic() < begun + 60, f"{len(stage.post.ids)} of {number} mails came"
        time.sleep(0.05)
    return time.monotonic() - begun


def mail_goes_by_the_worker(stage) -> str:
    stage.post.delay = 2.0
    waited, came = ask_for_a_password(stage), wait_for_mail(stage, 1)
    stage.post.delay = 0.0
    assert waited < 2.0, waited
    return f"its sender waited {waited:.2f} s, the mail server took it {came:.1f} s later"


def a_worker_that_lost_the_database_goes_on(stage) -> str:
    """As when PostgreSQL restarts: the worker may end, then it is started again."""
    name = stage.database.info.dbname
    with psycopg.connect(stage.site.database_url, dbname="postgres", autocommit=True) as server:
        server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> %s",
            [name, stage.database.info.backend_pid],
        )
        time.sleep(AWAY)
        server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    while stage.front.ask("/accounts/password/reset/").status != 200:  # each application server finds out by itself
        time.sleep(0.1)
    ask_for_a_password(stage)
    came = wait_for_mail(stage, 2)
    ended = f"ended with {stage.worker.ends} and was started again" if stage.worker.ends else "found it again by itself"
    return f"{AWAY} s without database: the worker {ended}; the next mail came after {came:.1f} s"


def a_killed_worker_is_followed_by_another(stage) -> str:
    stage.post.delay = 5.0
    ask_for_a_password(stage)
    time.sleep(1.5)  # it is in the middle of that mail
    stage.worker.process.kill()
    stage.post.delay = 0.0
    came = wait_for_mail(stage, 3)
    assert len(set(stage.post.ids)) == 3, stage.post.ids
    return f"its mail came {came:.1f} s after kill -9"

"""Checks of the rehearsal about mail and the worker; `stage` is the rehearsal's."""

import re
import time

ORGANIZER = "amina@example.org"


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


def a_worker_that_lost_the_database_begins_again(stage) -> str:
    stage.database.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> %s",
        [stage.database.info.backend_pid],
    )
    deadline = time.monotonic() + 30
    while not stage.worker.ends:
        assert time.monotonic() < deadline, "the worker goes on without hearing of new jobs"
        time.sleep(0.1)
    ask_for_a_password(stage)
    came = wait_for_mail(stage, 2)
    return f"it ended with {stage.worker.ends[0]}, and was started again; the next mail came after {came:.1f} s"


def a_killed_worker_is_followed_by_another(stage) -> str:
    stage.post.delay = 5.0
    ask_for_a_password(stage)
    time.sleep(1.5)  # it is in the middle of that mail
    stage.worker.process.kill()
    stage.post.delay = 0.0
    came = wait_for_mail(stage, 3)
    assert len(set(stage.post.ids)) == 3, stage.post.ids
    return f"its mail came {came:.1f} s after kill -9"
